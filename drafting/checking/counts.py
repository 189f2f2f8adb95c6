"""The counts of a text, each with the words that say what it counts.

A count is named by the nearest cue before its number in the same clause (收到申请47件), else by
the first one behind it (47件申请予以公开), else, where nothing but 共 or 合计 stands before it, by
the clause before (行政复议方面，共15件).
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from drafting.checking.breakdown import Quantity, quantities

_BOUND = re.compile(r"[，。；：！？、（）()\n\s]")
_FILLER = re.compile(r"(?:数量|总数|件数|共计|合计|总计|共|计|为|有|均|是)*\Z")
_OF_THEM = re.compile(r"中，?有?\Z")
_YEAR = re.compile("(?:20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})年")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
FILL = "\ue001"
"""Fills up the place of a year that `dated` writes as 上年, 本年 or 下年."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count with the stretch of text that belongs to it."""

    quantity: Quantity
    clause: int  # start of its clause, which may hold other counts before it
    lead: int  # start of its own words before the number
    tail: int  # end of its own words behind the measure


def dated(text: str, year: int) -> str:
    """The text with the report year, the one before and the one behind as 本年, 上年, 下年.

    Nothing moves: each stands at the end of the characters that it replaces.
    """

    def told(match: re.Match[str]) -> str:
        away = int(match[0][:4].translate(_DIGITS)) - year
        word = {-1: "上年", 0: "本年", 1: "下年"}.get(away)
        return match[0] if word is None else word.rjust(len(match[0]), FILL)

    return _YEAR.sub(told, text)


def counts_in(text: str) -> list[Count]:
    """The counts of a text in order; changes and estimates are none."""
    found = quantities(text)
    if not found:
        return []
    bounds = [-1, *(match.start() for match in _BOUND.finditer(text)), len(text)]
    made: list[Count] = []
    last = 0
    for position, quantity in enumerate(found):
        if not quantity.change:
            behind = found[position + 1].start if position + 1 < len(found) else len(text)
            clause = _clause(text, quantity.start)
            lead = bounds[bisect(bounds, quantity.start) - 1] + 1
            tail = bounds[bisect_left(bounds, quantity.end)]
            if text[lead - 1 : lead] == "、" and last <= clause:
                lead = clause  # 公民、法人提出申请7件: no list of counts
            made.append(Count(quantity, clause, max(lead, last), min(tail, behind)))
        last = quantity.end
    return made


def _clause(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in "，。；：！？（\n") + 1


def cue_of(count: Count, text: str, cues: re.Pattern[str]) -> re.Match[str] | None:
    """The words that name a count."""
    start, end = count.quantity.start, count.quantity.end
    nearest = _last(cues.finditer(text, count.lead, start))
    if nearest is not None and _OF_THEM.search(text, nearest.end(), start):
        return cues.search(text, end, count.tail)  # 结转的申请中有3件…: some of them
    if nearest is not None and "分别" in text[nearest.end() : start]:
        return None  # one of several, each of something else
    nearest = nearest or (cues.search(text, end, count.tail) if end < count.tail else None)
    if nearest is not None or not is_filler(text, count.lead, start):
        return nearest
    previous = _previous(text, count.lead)
    return _last(cues.finditer(text, *previous)) if previous else None


def is_filler(text: str, start: int, end: int) -> bool:
    """Whether a stretch says nothing but that a number follows."""
    return _FILLER.match(text, start, end) is not None


def _previous(text: str, lead: int) -> tuple[int, int] | None:
    """The clause before that of a bare 共15件, where it has no count of its own."""
    end = lead - 1
    if end <= 0 or text[end] in "。；！？\n、":
        return None
    start = max(text.rfind(mark, 0, end) for mark in "，。；：！？、（）\n") + 1
    return None if quantities(text[start:end]) else (start, end)


def _last(matches: Iterator[re.Match[str]]) -> re.Match[str] | None:
    found = None
    for match in matches:
        found = match
    return found
