"""Shares in a text, worked out again from the counts beside them (N-33, X-16)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafting.checking.breakdown import Quantity, quantities
from drafting.figures import number_text
from drafting.zh.numerals import read

_SHARE = re.compile(
    r"[，（、]?占(?:比|比重|总数|总量|总件数|全部|其)?(?:的|为|达|：)?"
    r"(?P<rate>[0-9\uff10-\uff19]+(?:[.．][0-9\uff10-\uff19]+)?)[%％]"
)
_SENTENCE_END = "。；！？\n"


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A share that its part and no whole before it give."""

    written: str  # from the part to the percent sign
    part: Decimal
    whole: Decimal
    unit: str
    due: str


def wrong_shares(text: str) -> Iterator[WrongShare]:
    """The shares whose part stands right before them and whose whole stands in the sentence.

    Any earlier count of the same measure may be the whole; none of them gives a wrong share.
    """
    if "占" not in text:
        return
    counts = [count for count in quantities(text) if count.unit]
    for match in _SHARE.finditer(text):
        part = next((count for count in counts if count.end == match.start()), None)
        rate = read(match["rate"])
        if part is None or rate is None:
            continue
        wholes = _wholes(counts, part, text)
        if wholes and not any(
            abs(rate.value - part.number.value / whole * 100) * 2 <= rate.step for whole in wholes
        ):
            due = (part.number.value / wholes[0] * 100).quantize(rate.step)
            yield WrongShare(
                text[part.start : match.end()],
                part.number.value,
                wholes[0],
                part.unit,
                f"应为{number_text(due)}%",
            )


def _wholes(counts: list[Quantity], part: Quantity, text: str) -> list[Decimal]:
    """What the part may be a share of, where its own sentence gives a whole: that one first."""
    start = max(text.rfind(mark, 0, part.start) for mark in _SENTENCE_END) + 1
    before = [count for count in counts if count.end <= part.start and count.unit == part.unit]
    near = [count.number.value for count in before if count.start >= start]
    far = [count.number.value for count in before]
    if not any(value > part.number.value for value in near):
        return []
    biggest = max(near)
    sums = {sum(near), sum(near) + part.number.value, *far, part.number.value}
    return [biggest, *(Decimal(value) for value in sums if value and value != biggest)]
