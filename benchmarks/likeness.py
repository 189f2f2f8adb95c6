"""How alike the drafts of many organs are that report the same: `make bench-likeness`.

Two hundred organs with the same notes and figures are drafted, once with the wording that the
product chooses for each of them and once with one fixed wording for all. The framing (what the
phrases add, without standard legal, nil and basis sentences and without organs' names) is compared
by pairs; the facts (numbers with their sources) must be the same in all, and what is left without
framing, figures and names must show that the notes are the same.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from statistics import mean

from drafting.document import Draft
from drafting.microplanning.microplan import default_seed
from drafting.pipeline import check_report, draft_report, load_report
from phrasebank.entry import STANDARD_FUNCTIONS

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "examples/nangang-2020/input.yaml",
    "examples/lanhe-2023/input.yaml",
    "tests/inputs/street-office.yaml",
    "tests/inputs/county-education.yaml",
)
PLACES = [
    "东",
    "西",
    "南",
    "北",
    "中",
    "新",
    "安",
    "平",
    "和",
    "宁",
    "清",
    "长",
    "永",
    "兴",
    "明",
    "华",
    "嘉",
    "泰",
    "德",
    "昌",
]
BUREAUS = [
    "教育局",
    "水利局",
    "民政局",
    "司法局",
    "财政局",
    "审计局",
    "统计局",
    "林业局",
    "商务局",
    "医疗保障局",
]
GRAM = 4  # Han characters


@dataclass(frozen=True, slots=True)
class Likeness:
    """Mean likeness of pairs, 0 to 1."""

    framing: float
    fixed: float
    notes: float

    @property
    def lower(self) -> float:
        """By which share the framing is less alike than with one fixed wording."""
        return 1 - self.framing / self.fixed


def names(count: int) -> list[str]:
    """Names of invented organs."""
    made = [
        f"{place}{other}县{bureau}" for other in PLACES for place in PLACES for bureau in BUREAUS
    ]
    return made[:: len(made) // count][:count]


def drafts(source: Path, organs: Sequence[str], seed: int | None) -> list[Draft]:
    """The same report for each organ; one seed for all, or each its own."""
    report = load_report(source)
    made = []
    for organ in organs:
        own = replace(report, organisation=replace(report.organisation, name=organ))
        number = default_seed(own.kind, own.year, organ) if seed is None else seed
        made.append(draft_report(check_report(own), seed=number))
    return made


def framing(draft: Draft) -> str:
    """What the phrases add, names and standard sentences left out."""
    return _joined(draft, wanted=True)


def notes(draft: Draft) -> str:
    """What the notes say, without figures and framing."""
    return re.sub(r"\d+(?:\.\d+)?", "", _joined(draft, wanted=False))


def _joined(draft: Draft, *, wanted: bool) -> str:
    pieces = [
        span.text
        for section in draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        if sentence.kind not in {"heading", "placeholder"} and not _is_standard(sentence.phrase)
        for span in sentence.spans
        if (span.rule == "phrase" or not span.sources) is wanted
    ]
    return "｜".join(pieces).replace(draft.organisation, "")


def _is_standard(phrase: str | None) -> bool:
    functions = {part.split(":")[-1].split(".")[0] for part in (phrase or "").split("+")}
    return bool(phrase) and functions <= STANDARD_FUNCTIONS


def facts(draft: Draft) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Numbers with the figure or note that they come from."""
    return frozenset(
        (number, span.sources)
        for section in draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        for span in sentence.spans
        for number in re.findall(r"\d+(?:\.\d+)?", span.text)
        if any(source.startswith(("figure:", "bullet:")) for source in span.sources)
    )


def likeness(texts: Iterable[str]) -> float:
    """Mean of the pairs' shared part of runs of four Han characters (Jaccard)."""
    grams = [frozenset(_grams(text)) for text in texts]
    return mean(
        len(one & other) / len(one | other) if one | other else 1.0
        for one, other in combinations(grams, 2)
    )


def _grams(text: str) -> Iterable[str]:
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        for at in range(max(1, len(run) - GRAM + 1)):
            yield run[at : at + GRAM]


def measure(source: Path, organs: Sequence[str]) -> Likeness:
    """Likeness of one report's drafts.

    Raises:
        ValueError: the facts of two drafts differ.
    """
    own = drafts(source, organs, None)
    if len({facts(draft) for draft in own}) != 1:
        message = f"{source.name}: the facts differ between organs"
        raise ValueError(message)
    fixed = drafts(source, organs, 7)
    return Likeness(
        likeness(map(framing, own)), likeness(map(framing, fixed)), likeness(map(notes, own))
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="likeness of drafts that report the same")
    parser.add_argument("--organs", type=int, default=200)
    count = parser.parse_args().organs
    organs = names(count)
    print(f"{count} organs; share of common runs of {GRAM} Han characters, mean of all pairs")
    lower = []
    for source in SOURCES:
        found = measure(ROOT / source, organs)
        lower.append(found.lower)
        print(
            f"{source:40} framing {found.framing:.3f}  one fixed wording {found.fixed:.3f}  "
            f"lower by {found.lower:.0%}  notes alone {found.notes:.3f}"
        )
    print(f"framing less alike by {mean(lower):.0%} in the mean; wanted: at least 40%")
    sys.exit(0 if mean(lower) >= 0.4 else 1)


if __name__ == "__main__":
    main()
