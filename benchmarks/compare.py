"""Time, memory and hits of `drafting compare` over many reports: `make bench-compare`.

Reports are drafted from our own inputs with clauses of their notes put together anew, so that no
two share a sentence by chance; into some of them a paragraph of another is planted, whole, in
part, with other figures, under another organ's name, or in another order.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

import yaml
from measuring import ROOT, run
from varied import write_varied

from drafting.document import Draft
from drafting.kinds import load_kind
from drafting.ooxml.markup import escape
from drafting.pipeline import check_report, draft_report, load_report
from drafting.word.html import write_html
from drafting.word.writer import write_docx

SOURCES = [
    path
    for path in sorted((*ROOT.glob("tests/inputs/*.yaml"), *ROOT.glob("examples/*/input.yaml")))
    if yaml.safe_load(path.read_text("utf-8"))["kind"] == "disclosure"
]
SORTS = ("whole", "part", "figures", "organ", "reordered")
LIMIT = 60  # seconds for 300 reports on two cores
LISTS = ("overview", "problems", "improvements", "plans", "other")
_COUNTED = 0.5  # of the sentences
_SENTENCES = 6  # of a planted paragraph
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Plant:
    """A paragraph of one report that stands in another."""

    sort: str
    source: str  # file
    target: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command found."""

    seconds: float
    cpu: float
    peak: float | None
    found: dict[str, int]  # sort -> plants found
    missed: tuple[Plant, ...]
    false: tuple[tuple[str, str], ...]  # pairs with passages that nobody planted


# ---- the reports --------------------------------------------------------------------------


def write_reports(folder: Path, count: int, each: int) -> list[Plant]:
    """`count` reports with `each` plants of every sort; the same every time."""
    chance = Random(count)  # noqa: S311 -- to vary, not to hide
    clauses = _clauses()
    used: set[tuple[str, str]] = set()
    inputs = write_varied(SOURCES, folder, count)
    drafts = []
    for at, path in enumerate(inputs):
        data = yaml.safe_load(path.read_text("utf-8"))
        data.pop("last_year", None)
        data["organisation"]["name"] = f"{chr(0x4E00 + 37 * at)}{data['organisation']['name']}"
        data["bullets"] = {
            name: _mixed(data["bullets"][name], clauses, used, chance)
            for name in LISTS
            if data["bullets"].get(name)
        }
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
        drafts.append(draft_report(check_report(load_report(path))))
    pages = {at: _page(draft) for at, draft in enumerate(drafts)}
    plants = []
    order = chance.sample(range(count), 2 * each * len(SORTS))
    for number in range(each * len(SORTS)):
        source, target = order[2 * number], order[2 * number + 1]
        sort = SORTS[number % len(SORTS)]
        text = _paragraph(drafts[source], clauses, used, chance)
        planted = _planted(text, sort, drafts[source], drafts[target], chance)
        pages[source] = _with(pages[source], text)
        pages[target] = _with(pages[target], planted)
        plants.append(Plant(sort, f"{source:04d}.html", f"{target:04d}.html"))
    touched = set(order)
    for at, draft in enumerate(drafts):
        inputs[at].unlink()
        if at % 2 and at not in touched:
            form = load_kind(draft.kind).forms[draft.form]
            (folder / f"{at:04d}.docx").write_bytes(write_docx(draft, form))
        else:
            (folder / f"{at:04d}.html").write_text(pages[at], "utf-8")
    for left in folder.glob("*.yaml"):
        left.unlink()
    return plants


def _clauses() -> list[str]:
    """The clauses of all notes of our inputs, neither short nor long."""
    found = {}
    for path in SOURCES:
        for text in _texts(yaml.safe_load(path.read_text("utf-8")).get("bullets", {})):
            for clause in re.split("[，。；：]", text):
                if 4 <= len(_HAN.findall(clause)) <= 12:
                    found[clause.strip()] = None
    return list(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        yield from _texts([value[key] for key in ("text", "points", *LISTS) if key in value])


def _mixed(
    value: object, clauses: Sequence[str], used: set[tuple[str, str]], chance: Random
) -> object:
    if isinstance(value, str):
        return _sentence(clauses, used, chance)
    if isinstance(value, list):
        return [_mixed(inner, clauses, used, chance) for inner in value]
    if isinstance(value, dict) and "points" in value:
        return {"points": _mixed(value["points"], clauses, used, chance)}
    return _sentence(clauses, used, chance)


def _sentence(clauses: Sequence[str], used: set[tuple[str, str]], chance: Random) -> str:
    """Two clauses that stand together in no other report."""
    while True:
        pair = chance.choice(clauses), chance.choice(clauses)
        if pair not in used and pair[0] != pair[1]:
            used.add(pair)
            number = f"{chance.randint(10, 999)}次" if chance.random() < _COUNTED else ""
            return f"{pair[0]}，{pair[1]}{number}"


# ---- planting -----------------------------------------------------------------------------


def _paragraph(
    draft: Draft, clauses: Sequence[str], used: set[tuple[str, str]], chance: Random
) -> str:
    sentences = "。".join(_sentence(clauses, used, chance) for _ in range(_SENTENCES))
    return f"2023年，{draft.organisation}{sentences}。"


def _planted(text: str, sort: str, source: Draft, target: Draft, chance: Random) -> str:
    if sort == "figures":
        return re.sub(r"\d+(?=次)", lambda _: str(chance.randint(10, 999)), text)
    if sort == "organ":
        return text.replace(source.organisation, target.organisation)
    if sort == "part":
        clauses = re.findall("[^，。]+[，。]", text)
        kept = round(len(clauses) * 0.7)
        return "".join(clauses[:kept]).rstrip("，") + "。"
    if sort == "reordered":
        sentences = re.findall("[^。]+。", text)
        return "".join(sentences[3:] + sentences[:3])
    return text


def _page(draft: Draft) -> str:
    return write_html(draft, load_kind(draft.kind).forms[draft.form])


def _with(page: str, text: str) -> str:
    """The page with a paragraph more at the end of its first part."""
    head, mark, rest = page.partition("</section>\n<section>\n<h2>二、")
    if not mark:
        message = "the page has no second part"
        raise ValueError(message)
    return f"{head}<p>{escape(text)}</p>\n{mark}{rest}"


# ---- measuring ----------------------------------------------------------------------------


def measure(folder: Path, plants: Sequence[Plant]) -> Outcome:
    """Run the command over a folder of reports."""
    files = sorted(str(path) for path in folder.iterdir())
    command = [sys.executable, "-m", "drafting", "compare", *files, "--format", "json"]
    start = perf_counter()
    ended = run(command, {}, fine=(0, 1))
    seconds = perf_counter() - start
    data = json.loads(ended.out)
    copied = {frozenset((one["first"], one["second"])) for one in data["pairs"] if one["passages"]}
    wanted = {frozenset((one.source, one.target)): one for one in plants}
    found = dict.fromkeys(SORTS, 0)
    for pair, one in wanted.items():
        found[one.sort] += pair in copied
    return Outcome(
        seconds,
        ended.cpu_ms / 1000,
        ended.peak_mb,
        found,
        tuple(one for pair, one in wanted.items() if pair not in copied),
        tuple(sorted((min(pair), max(pair)) for pair in copied - set(wanted))),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="drafting compare over many reports")
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--each", type=int, default=20, help="plants of each sort")
    parser.add_argument("--keep", type=Path, help="folder for the reports")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        plants = write_reports(folder, asked.reports, asked.each)
        outcome = measure(folder, plants)
    peak = f"{outcome.peak:.0f} MB" if outcome.peak is not None else "not known"
    print(
        f"{asked.reports} reports: {outcome.seconds:.1f} s, {outcome.cpu:.1f} s of CPU, peak {peak}"
    )
    for sort in SORTS:
        print(f"planted {sort:10} found {outcome.found[sort]} of {asked.each}")
    for one in outcome.missed:
        print(f"missed {one.sort}: {one.source} in {one.target}")
    print(f"pairs with passages that nobody planted: {len(outcome.false)}")
    for pair in outcome.false[:10]:
        print("  ", *pair)
    sys.exit(bool(outcome.missed or outcome.seconds > LIMIT))


if __name__ == "__main__":
    main()
