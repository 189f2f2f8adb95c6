"""Every entry of the base bank fits what it must fit, and nothing that it must not."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from drafting.plan import PhraseUse, Slot, text_slot
from drafting.realisation.environment import phrase_spans
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from phrasebank.bank import load_bank
from phrasebank.choice import Situation, fits
from phrasebank.entry import CONTEXT, FUNCTIONS, Entry, Example

BANK = load_bank()
EXPANSIVE = (
    "顺利开展",
    "成效明显",
    "高度重视",
    "奠定",
    "有力",
    "圆满",
    "大幅",
    "显著",
    "坚强领导",
    "正确领导",
)


def slot_of(value: object) -> Slot:
    if isinstance(value, str):
        return text_slot(value, "input:test")
    return Slot(value=Decimal(str(value)), sources=("input:test",))


def situation(entry: Entry, example: Example) -> tuple[Situation, dict[str, Slot]]:
    given = dict(example.slots)
    topic = next((name for name in entry.topics if name != "*"), "free")
    slots = {
        name: slot_of(value) for name, value in given.items() if name not in CONTEXT - {"year"}
    }
    year = given.get("year", entry.first_year or 2023)
    if "year" in given:
        slots["year"] = text_slot(str(year), "input:year")
    made = Situation(
        function=str(given.get("function", entry.function)),
        topic=str(given.get("topic", topic)),
        kind=str(given.get("kind", "disclosure" if "*" in entry.kinds else entry.kinds[0])),
        year=int(str(year)),
        level=str(given.get("level", entry.levels[0])),
        slots={name: slot.plain for name, slot in slots.items()},
        region=str(given.get("region", "")),
    )
    return replace(made, present=frozenset(slots)), slots


CASES = [pytest.param(entry, id=entry.id) for entry in BANK.entries if entry.status == "approved"]
RETIRED = [pytest.param(entry, id=entry.id) for entry in BANK.entries if entry.status == "retired"]


@pytest.mark.parametrize("entry", RETIRED)
def test_a_retired_entry_names_one_of_its_function_that_is_still_used(entry: Entry) -> None:
    successor = next(other for other in BANK.entries if other.id == entry.successor)
    assert (successor.function, successor.status) == (entry.function, "approved")


@pytest.mark.parametrize("entry", CASES)
def test_an_entry_says_its_examples(entry: Entry) -> None:
    for example in entry.fits:
        place, slots = situation(entry, example)
        assert fits(entry, place), example.slots
        assert "".join(span.text for span in phrase_spans(PhraseUse(entry, slots))) == example.gives


@pytest.mark.parametrize("entry", CASES)
def test_an_entry_keeps_out_of_its_counterexamples(entry: Entry) -> None:
    for example in entry.misfits:
        assert not fits(entry, situation(entry, example)[0]), (example.slots, example.why)


@pytest.mark.parametrize("entry", CASES)
def test_an_entry_types_no_number_and_praises_nothing(entry: Entry) -> None:
    words = re.sub(r"\{\{.*?\}\}", "", entry.text)
    assert not re.search(r"\d", words)
    assert not any(word in words for word in EXPANSIVE)
    assert not entry.text.endswith(("。", "；", "，"))


@pytest.mark.parametrize("entry", CASES)
def test_what_an_entry_says_has_no_fault_of_style(entry: Entry) -> None:
    text = entry.fits[0].gives
    found = lint_paragraphs([LintParagraph(text + "。", number=1)], LintContext())
    assert [finding.code for finding in found if finding.severity.value == "error"] == []


@cache
def distance(first: str, second: str, limit: int = 4) -> int:
    """Edit distance of two texts, cut off above the limit."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row = list(range(len(second) + 1))
    for at, mark in enumerate(first, start=1):
        row, before = [at], row
        for other_at, other in enumerate(second, start=1):
            row.append(
                min(before[other_at] + 1, row[-1] + 1, before[other_at - 1] + (mark != other))
            )
        if min(row) > limit:
            return limit + 1
    return row[-1]


def test_at_least_400_entries_are_no_variants_of_another() -> None:
    distinct: list[str] = []
    for entry in BANK.entries:
        if all(distance(entry.text, other) > 4 for other in distinct):
            distinct.append(entry.text)
    assert len(distinct) >= 400


def test_every_function_has_entries() -> None:
    assert {entry.function for entry in BANK.entries} == set(FUNCTIONS)
