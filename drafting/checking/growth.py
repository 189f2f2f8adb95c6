"""Rates of change in a text, worked out again from the two numbers (N-30 to N-32, X-16)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafting.figures import number_text
from drafting.zh.numerals import NUMBER_PATTERN, Written, read

_RATE = re.compile(
    rf"(?P<verb>增长|增加|上升|提高|提升|增|升|下降|减少|降低|减|降)(?P<to>到|至|为)?了?"
    rf"(?P<n>{NUMBER_PATTERN})(?P<unit>%|％|个百分点|倍)"
)
_DOWN = "下减降"
_LAST = re.compile(
    rf"(?P<now>{NUMBER_PATTERN})(?P<unit>[^，。；、0-9（）]{{1,2}})[，、（]?(?:而)?"
    rf"(?:上年|去年|上一年)(?:同期|全年)?(?:为|是)?(?P<before>{NUMBER_PATTERN})(?P=unit)"
)
_FROM = re.compile(
    rf"(?:由|从)(?:上年|去年)?(?:的)?(?P<before>{NUMBER_PATTERN})(?P<unit>[^，。；、0-9（）]{{1,2}})"
    rf"(?:增加|增长|上升|提高|减少|下降|降低|增|降|减)?(?:到|至|为)(?P<now>{NUMBER_PATTERN})(?P=unit)"
)
_PERCENT = frozenset({"%", "％"})


@dataclass(frozen=True, slots=True)
class WrongRate:
    """A rate that the two numbers do not give."""

    written: str
    due: str  # what they give, or why they give none


def rates_of_pairs(text: str) -> Iterator[tuple[WrongRate, Decimal, Decimal, str]]:
    """Wrong rates of a text that itself gives both numbers: 24篇，上年20篇，增长20%."""
    for match in (*_LAST.finditer(text), *_FROM.finditer(text)):
        now, before = read(match["now"]), read(match["before"])
        rest = re.split(r"[。；]", text[match.end() :])[0]
        if now is None or before is None:
            continue
        for wrong in wrong_rates(rest, now.value, before.value, match["unit"]):
            yield wrong, now.value, before.value, match["unit"]
            break


def wrong_rates(text: str, now: Decimal, before: Decimal, unit: str) -> Iterator[WrongRate]:
    """The rates of a text that disagree with the change from `before` to `now`."""
    for match in _RATE.finditer(text):
        number = read(match["n"])
        if number is None or match["to"]:
            continue
        down = match["verb"][0] in _DOWN
        kind = "个百分点" if unit in _PERCENT else match["unit"]  # N-32
        due = _due(kind, now, before)
        if due is None:
            yield WrongRate(match[0], "上年为0，不能计算增长率")
            continue
        signed = -due if down else due
        if kind != match["unit"] or not _agrees(number, signed):
            yield WrongRate(match[0], _words(due, kind))


def _due(kind: str, now: Decimal, before: Decimal) -> Decimal | None:
    """The change in the unit that the text should use; None when there is none to give."""
    if kind == "个百分点":
        return now - before
    if before == 0:
        return None
    share = (now - before) / before
    return share if kind == "倍" else share * 100


def _agrees(number: Written, due: Decimal) -> bool:
    return abs(number.value - due) * 2 <= number.step


def _words(due: Decimal, kind: str) -> str:
    direction = "上升" if due >= 0 else "下降"
    shown = number_text(abs(due).quantize(Decimal("0.01")))
    return f"应为{direction}{shown}{kind}"
