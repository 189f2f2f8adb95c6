"""How alike two texts are, by shared pairs of characters: fast enough for every pair of a report."""

from __future__ import annotations

from collections import Counter


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text; a text of one character counts itself."""
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1))) if text else Counter()


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Shared pairs by the mean of both (Dice), 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def share_within(part: Counter[str], whole: Counter[str]) -> float:
    """Which share of a text's pairs stands in another, 0 to 1."""
    return (part & whole).total() / part.total() if part else 1.0
