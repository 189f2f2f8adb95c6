"""Texts that say the same in almost the same words.

Edit distances of all pairs of a large bank would take minutes. Two texts within `k` edits differ
in at most `2k` character pairs on either side, so pairs are first compared by sets of character
pairs folded into one number, and only what is left by the exact distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

MOST_EDITS = 4
_SHARE = 6  # one edit for so many characters: “同时” and “此外” are two wordings, not variants
_TAG = re.compile(r"\{\{\s*\w+\s*(?:\|\s*(\w+)\s*(?:\(\s*['\"]([^'\"]*)['\"]\s*\))?)?\s*\}\}")
_PRINTS = {"percent": "%", "points": "个百分点"}
_BITS = 509  # prime; few pairs of characters share a bit
SLOT = "□"


def masked(text: str) -> str:
    """An entry's text with each slot as one mark, and the unit that a filter prints."""
    return _TAG.sub(lambda tag: SLOT + (tag[2] or _PRINTS.get(tag[1] or "", "")), text)


def allowed_edits(text: str) -> int:
    """How many edits still make a variant of a text of this length."""
    return min(MOST_EDITS, len(text) // _SHARE)


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Positions of two texts and their distance, for texts that are variants of one another."""
    order = sorted(range(len(texts)), key=lambda at: (len(texts[at]), at))
    shapes = [_shape(texts[at]) for at in order]
    sizes = [len(texts[at]) for at in order]
    limits = [allowed_edits(texts[at]) for at in order]
    for first in range(len(order)):
        limit, shape, size = limits[first], shapes[first], sizes[first]
        for second in range(first + 1, len(order)):
            if sizes[second] - size > limit:
                break
            other = shapes[second]
            if (shape & ~other).bit_count() > 2 * limit or (other & ~shape).bit_count() > 2 * limit:
                continue
            found = distance(texts[order[first]], texts[order[second]], limit)
            if found <= limit:
                yield (*sorted((order[first], order[second])), found)  # type: ignore[misc]  # a pair is two


def _shape(text: str) -> int:
    shape = 0
    for pair in pairwise(text):
        shape |= 1 << ((ord(pair[0]) * 7919 + ord(pair[1])) % _BITS)
    return shape


def distance(first: str, second: str, limit: int = MOST_EDITS) -> int:
    """Edit distance of two texts; `limit + 1` when it is above the limit."""
    if first == second:
        return 0
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row = list(range(len(second) + 1))
    for at, mark in enumerate(first, start=1):
        low, high = max(1, at - limit), min(len(second), at + limit)
        before, row = row, [limit + 1] * (len(second) + 1)
        row[0] = at
        for other in range(low, high + 1):
            row[other] = min(
                before[other] + 1,
                row[other - 1] + 1,
                before[other - 1] + (mark != second[other - 1]),
            )
        if min(row[low - 1 : high + 1]) > limit:
            return limit + 1
    return row[-1]


def grams(text: str, size: int = 3) -> frozenset[str]:
    """The runs of characters that a text holds."""
    return frozenset(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of common runs of two texts, 0 to 1."""
    if not first or not second:
        return 0.0
    common = len(first & second)
    return common / (len(first) + len(second) - common)
