"""The situation that an example of an entry describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from drafting.errors import BrokenBankError
from drafting.expression import Value
from phrasebank.choice import Situation, fits
from phrasebank.entry import CONTEXT, Entry, Example

_YEAR = 2023


def slots_of(example: Example) -> Mapping[str, Value]:
    """The slots of an example: numbers exact, texts as they are; the year is a slot, too.

    Raises:
        BrokenBankError: a slot is neither a number nor a text.
    """
    found: dict[str, Value] = {}
    for name, value in example.slots.items():
        if name == "year":
            found[name] = str(value)
        elif name not in CONTEXT and value is not None:
            found[name] = value if isinstance(value, str) else _number(name, value)
    return found


def _number(name: str, value: object) -> Decimal:
    number = Decimal(str(value)) if type(value) in {int, float} else None
    if number is None or not number.is_finite():
        raise BrokenBankError(f"例子的槽位 {name}", "须是一个数或一段文字")
    return number


def situation_of(entry: Entry, example: Example) -> Situation:
    """Where an example stands; what it does not say is as the entry has it."""
    given = example.slots
    slots = slots_of(example)
    first = next((topic for topic in entry.topics if topic != "*"), "free")
    return Situation(
        function=str(given.get("function", entry.function)),
        topic=str(given.get("topic", first)),
        kind=str(
            given.get("kind", "disclosure" if "*" in entry.kinds else next(iter(entry.kinds), ""))
        ),
        year=int(str(given.get("year", entry.first_year or _YEAR))),
        level=str(given.get("level", next(iter(entry.levels), ""))),
        slots=slots,
        region=str(given.get("region", next(iter(entry.regions), ""))),
        present=frozenset(slots),
    )


def example_fits(entry: Entry, example: Example) -> bool:
    """Whether an entry, once approved, may be used as an example says."""
    return fits(replace(entry, status="approved"), situation_of(entry, example))
