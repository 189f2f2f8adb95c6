"""Texts as tokens, and the fewest characters that turn one into the other.

A Han character or a mark is one token, a number or a Latin word is one token, so that no number
is ever split by a change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%％]?|[A-Za-z]+(?:[-.@_][A-Za-z0-9]+)*|.", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[%％]?")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start to end of a text give way to new ones; an empty range is an insertion."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[str]:
    """The tokens of a text; they concatenate to it."""
    return _TOKEN.findall(text)


def is_number(token: str) -> bool:
    """Whether a token is a number."""
    return _NUMBER.fullmatch(token) is not None


def edits(old: str, new: str) -> list[Edit]:
    """What turns one text into another with the fewest tokens out and in, in order."""
    before, after = tokens(old), tokens(new)
    kept = _common(before, after)
    found: list[Edit] = []
    at = place = other = 0
    for first, second in [*kept, (len(before), len(after))]:
        gone = "".join(before[at:first])
        come = "".join(after[other:second])
        if gone or come:
            found.append(Edit(place, place + len(gone), come))
        place += len(gone)
        if first < len(before):
            place += len(before[first])
        at, other = first + 1, second + 1
    return found


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence as pairs of places (Myers 1986, greedy, O(ND))."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while (
        tail < min(len(before), len(after)) - head
        and before[len(before) - 1 - tail] == after[len(after) - 1 - tail]
    ):
        tail += 1
    middle = _myers(before[head : len(before) - tail], after[head : len(after) - tail])
    return [
        *((at, at) for at in range(head)),
        *((one + head, other + head) for one, other in middle),
        *((len(before) - back, len(after) - back) for back in range(tail, 0, -1)),
    ]


def _myers(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    width, height = len(before), len(after)
    if not width or not height:
        return []
    reach = {1: 0}
    history: list[dict[int, int]] = []
    for depth in range(width + height + 1):
        history.append(dict(reach))
        for diagonal in range(-depth, depth + 1, 2):
            down = diagonal == -depth or (
                diagonal != depth and reach[diagonal - 1] < reach[diagonal + 1]
            )
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < width and y < height and before[x] == after[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= width and y >= height:
                return _back(history, width, height)
    message = "bug in drafting: the comparison found no end"
    raise AssertionError(message)


def _back(history: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for depth in range(len(history) - 1, -1, -1):
        reach = history[depth]
        diagonal = x - y
        down = diagonal == -depth or (
            diagonal != depth and reach[diagonal - 1] < reach[diagonal + 1]
        )
        before_x = reach[diagonal + 1] if down else reach[diagonal - 1]
        before_y = before_x - (diagonal + 1 if down else diagonal - 1)
        start_x = before_x if down else before_x + 1  # where the run of equal tokens began
        while x > max(start_x, 0) and y > 0:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = before_x, before_y
    return found[::-1]
