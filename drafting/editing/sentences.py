"""Sentences of a draft found again in an edited text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafting.editing.draft_blocks import Part
from drafting.editing.likeness import likeness, pairs
from drafting.editing.tokens import is_number, tokens

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）》]*|[^。！？\n]+|\n")
_ALIKE = 0.35
_ENDS = "。！？”’）》\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence of the draft in the edited text; None where it is gone."""

    start: int
    end: int
    text: str


def split(text: str) -> list[str]:
    """The sentences of a text; they concatenate to it."""
    return _SENTENCE.findall(text)


def locate(parts: Sequence[Part], now: str) -> list[Found | None]:
    """Where each part of a draft's block stands in the text that it is now.

    Equal parts are found first, in order; what lies between two found ones is told apart by
    likeness. A part keeps its place in the order of the draft.
    """
    found: list[Found | None] = [None] * len(parts)
    at = 0
    for number, part in enumerate(parts):
        place = now.find(part.text, at)
        if place >= 0 and _is_sure(part, parts[number + 1 :], now, at, place):
            found[number] = Found(place, place + len(part.text), part.text)
            at = place + len(part.text)
    _between(parts, now, found)
    return found


def _is_sure(part: Part, behind: Sequence[Part], now: str, at: int, place: int) -> bool:
    """A part inside a longer sentence is an edited one; a short one that skips others is no find."""
    if place == at:
        return True
    if now[place - 1] not in _ENDS:
        return False
    if len(part.text) >= 8:
        return True
    return not any(0 <= now.find(other.text, at) < place for other in behind)


def _between(parts: Sequence[Part], now: str, found: list[Found | None]) -> None:
    """The parts that were not found as they are, in the gaps between those that were."""
    number = 0
    while number < len(parts):
        if found[number] is not None:
            number += 1
            continue
        last = number
        while last < len(parts) and found[last] is None:
            last += 1
        before = found[number - 1] if number else None
        behind = found[last] if last < len(parts) else None
        start, end = before.end if before else 0, behind.start if behind else len(now)
        _fill(parts[number:last], now, start, end, found, number)
        number = last


def _fill(  # noqa: PLR0913 -- a gap in two sequences
    parts: Sequence[Part], now: str, start: int, end: int, found: list[Found | None], first: int
) -> None:
    places: list[tuple[int, int]] = []
    at = start
    for sentence in split(now[start:end]):
        places.append((at, at + len(sentence)))
        at += len(sentence)
    best = _align([part.text for part in parts], [now[one:other] for one, other in places])
    for number, place in _with_lone_ones(best, len(parts), len(places)):
        one, other = places[place]
        found[first + number] = Found(one, other, now[one:other])


def _with_lone_ones(
    pairs_found: Sequence[tuple[int, int]], old: int, new: int
) -> list[tuple[int, int]]:
    """One sentence left over on each side between two pairs is the same one, reworded."""
    found = list(pairs_found)
    edges = [(-1, -1), *pairs_found, (old, new)]
    for (one, other), (next_one, next_other) in pairwise(edges):
        if next_one - one == 2 and next_other - other == 2:
            found.append((one + 1, other + 1))
    return found


def _align(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that keep the order and are most alike in sum."""
    old_pairs, new_pairs = [pairs(text) for text in old], [pairs(text) for text in new]
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(one, other) for other in new_pairs] for one in old_pairs]
    for at in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            both = (
                alike[at][other] + table[at + 1][other + 1] if alike[at][other] >= _ALIKE else 0.0
            )
            table[at][other] = max(both, table[at + 1][other], table[at][other + 1])
    found = []
    at = other = 0
    while at < len(old) and other < len(new):
        if (
            alike[at][other] >= _ALIKE
            and table[at][other] == alike[at][other] + table[at + 1][other + 1]
        ):
            found.append((at, other))
            at, other = at + 1, other + 1
        elif table[at][other] == table[at + 1][other]:
            at += 1
        else:
            other += 1
    return found


def is_figures_only(old: str, new: str) -> bool:
    """Whether two wordings differ in numbers alone."""
    before, after = tokens(old), tokens(new)
    return len(before) == len(after) and all(
        one == other or (is_number(one) and is_number(other))
        for one, other in zip(before, after, strict=True)
    )
