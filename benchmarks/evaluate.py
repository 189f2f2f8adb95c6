"""What drafts are like, over many unlike inputs: `make evaluate`.

Every input of the examples and of `tests/inputs` is drafted. Numbers and notes are counted anew
from input and text, without the engine's own proof; the page of the manual is written from the
result, beside the result of the run before.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean, median, pstdev

from benchmarks.evaluation_page import page
from drafting.document import Draft, Paragraph, Sentence
from drafting.figures import number_text
from drafting.pipeline import check_report, draft_report, load_report
from drafting.report import ReportInput

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "evaluation.json"
PAGE = ROOT / "drafting" / "help" / "evaluation.md"
DERIVED = frozenset({"sum", "difference", "rate", "points", "share", "count", "formula"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ITEM = re.compile(r"^\s*[\d０-９]{1,2}[.．、](?!\d)")  # noqa: RUF001 -- the number of an item, as typed
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One draft."""

    name: str
    level: str
    year: int
    notes: int
    notes_dropped: int
    numbers: int  # in notes
    numbers_lost: int
    numbers_invented: int
    placeholders: int
    characters: int  # of the narrative, without headings
    framing: float  # share of characters that no note or figure gives
    repeated: float  # share of runs of four characters that stand in the narrative before
    sentence: float  # median length of a sentence
    spread: float  # standard deviation of the lengths
    errors: int
    warnings: int
    lint_errors: int  # of the rules of style


def main() -> None:
    """Draft every input, print the table, write the results and the page."""
    reports = [(path.stem, load_report(path)) for path in inputs()]
    drafts = [draft_report(check_report(report)) for _, report in reports]
    rows = [row(name, report, draft) for (name, report), draft in zip(reports, drafts, strict=True)]
    before = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else None
    results = {
        "inputs": [asdict(one) for one in rows],
        "likeness": round(likeness(drafts), 4),
    }
    earlier = None if before is None else before["inputs"]
    PAGE.write_text(page(results, {"inputs": earlier} if earlier else None), "utf-8")
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(page(results, {"inputs": earlier} if earlier else None))
    faults = ("notes_dropped", "numbers_lost", "numbers_invented", "lint_errors")
    sys.exit(1 if any(getattr(one, fault) for one in rows for fault in faults) else 0)


def inputs() -> list[Path]:
    """The inputs in order of their names; last years' reports are no inputs of their own."""
    named = [ROOT / "examples/nangang-2020/input.yaml", ROOT / "examples/lanhe-2023/input.yaml"]
    return [*named, *sorted((ROOT / "tests" / "inputs").glob("*.yaml"))]


def row(name: str, report: ReportInput, draft: Draft) -> Row:
    """The measures of one draft."""
    said = _said(draft)
    lost = dropped = numbers = 0
    for bullet in report.bullets:
        value = "" if bullet.value is None else number_text(bullet.value)
        wanted = _digits(f"{_ITEM.sub('', bullet.text)} {value}")
        texts = said.get(bullet.id)
        dropped += texts is None
        numbers += len(wanted)
        lost += len(set(wanted) - set(_digits(" ".join(texts or ()))))
    sentences = [sentence for _, sentence in _narrative(draft)]
    lengths = [len(sentence.text) for sentence in sentences] or [0]
    text = "".join(sentence.text for sentence in sentences)
    framed = sum(
        len(span.text) for sentence in sentences for span in sentence.spans if not span.sources
    )
    codes = Counter(finding.severity.value for finding in draft.findings)
    return Row(
        name=name if name != "input" else draft.organisation,
        level=report.organisation.level,
        year=report.year,
        notes=len(report.bullets),
        notes_dropped=dropped,
        numbers=numbers,
        numbers_lost=lost,
        numbers_invented=len(invented(report, draft)),
        placeholders=sum(paragraph.text.count("【请补充") for paragraph in _paragraphs(draft)),
        characters=len(text),
        framing=round(framed / max(1, len(text)), 3),
        repeated=round(_repeated(text), 3),
        sentence=median(lengths),
        spread=round(pstdev(lengths), 1),
        errors=codes["error"],
        warnings=codes["warning"],
        lint_errors=sum(
            finding.severity.value == "error"
            and finding.code[0] in "PLNRWVA"
            and finding.code != "N-36"  # a note's own parts that do not add up
            for finding in draft.findings
        ),
    )


def invented(report: ReportInput, draft: Draft) -> list[str]:
    """Numbers of the narrative that neither stand in the input nor are derived by a named rule."""
    given = _given(report)
    return [
        number
        for _, sentence in _narrative(draft)
        for span in sentence.spans
        if span.rule not in DERIVED
        for number in _NUMBER.findall(span.text)
        if number not in given
    ]


def _given(report: ReportInput) -> set[str]:
    """Every number that the input file holds, its own year and the next, and the form's dates."""
    values = {str(report.year), str(report.year - 1), str(report.year + 1), "1", "12", "31"}
    for one in (report, report.last_year):
        if one is not None:
            values.update(
                number_text(figure.value) for figure in one.figures if figure.value is not None
            )
    texts = [report.organisation.name, *(bullet.text for bullet in report.bullets)]
    texts += [
        value for bullet in report.bullets for value in (str(bullet.value), str(bullet.last_year))
    ]
    texts += [f"{basis.title}{basis.number}" for basis in report.basis]
    texts += [heading for headings in report.topics.values() for heading in headings]
    contact = report.contact
    texts += [
        contact.address,
        contact.phone,
        contact.postcode,
        contact.email,
        contact.url,
        contact.office,
    ]
    texts += ["国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"]
    return values | {number for text in texts for number in _digits(text)}


def _digits(text: str) -> list[str]:
    wide = str.maketrans("０１２３４５６７８９．", "0123456789.")  # noqa: RUF001 -- as typed
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.translate(wide))
    return [re.sub(r"\.$", "", number) for number in _NUMBER.findall(plain)]


def _said(draft: Draft) -> Mapping[str, list[str]]:
    said: dict[str, list[str]] = {}
    for paragraph in _paragraphs(draft):
        for sentence in paragraph.sentences:
            for span in sentence.spans:
                for source in span.sources:
                    if source.startswith("bullet:"):
                        said.setdefault(source.removeprefix("bullet:"), []).append(span.text)
    return said


def _paragraphs(draft: Draft) -> Iterable[Paragraph]:
    return (paragraph for section in draft.sections for paragraph in section.paragraphs)


def _narrative(draft: Draft) -> Iterable[tuple[str, Sentence]]:
    """Sentences behind the preamble, headings and placeholders left out."""
    for section in draft.sections:
        if section.heading:
            for paragraph in section.paragraphs:
                for sentence in paragraph.sentences:
                    if sentence.kind not in {"heading", "placeholder"}:
                        yield section.id, sentence


def _repeated(text: str) -> float:
    grams = [
        run[at : at + _GRAM]
        for run in re.findall("[\u4e00-\u9fff]+", text)
        for at in range(len(run) - _GRAM + 1)
    ]
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def likeness(drafts: Iterable[Draft]) -> float:
    """Mean share of common runs of four characters over all pairs of narratives."""
    sets = []
    for draft in drafts:
        text = "".join(sentence.text for _, sentence in _narrative(draft))
        sets.append(
            {
                run[at : at + _GRAM]
                for run in re.findall("[\u4e00-\u9fff]+", text)
                for at in range(len(run) - _GRAM + 1)
            }
        )
    return mean(len(one & other) / max(1, len(one | other)) for one, other in combinations(sets, 2))


if __name__ == "__main__":
    main()
