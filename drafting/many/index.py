"""Which reports may share a passage, and what so many share that it tells no copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.many.words import Word, is_telling

_SHINGLE = 5  # words
_LEAST_WEIGHT = 8  # Han characters of a run of words that tells something
_LEAST_BESIDE = 3  # of a run with a figure, which then counts as it is
_LEAST_SHARED = 2  # runs of words that a pair must share
_FEW = 8  # reports that may share a run of words and still be asked who copied whom
_MANY = 0.1  # of all reports


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Candidates for copies among many reports."""

    pairs: tuple[tuple[int, int], ...]  # indexes of reports, in order
    common: tuple[frozenset[int], ...]  # of each report: indexes of words that many reports share


def overlaps(reports: Sequence[Sequence[Word]]) -> Overlaps:
    """Pairs of reports that share rare runs of words; runs in more than a tenth of all are common.

    Runs are looked up in one index, so that the pairs that share nothing cost nothing.
    """
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, words in enumerate(reports):
        for run in dict.fromkeys(run for _, run in _runs(words)):
            holders.setdefault(run, []).append(number)
    most = most_holders(len(reports))
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= most:
            shared.update(
                (one, other) for at, one in enumerate(numbers) for other in numbers[at + 1 :]
            )
    common = tuple(
        frozenset(
            at + step
            for at, run in _runs(words)
            if len(holders[run]) > most
            for step in range(_SHINGLE)
        )
        for words in reports
    )
    pairs = sorted(pair for pair, count in shared.items() if count >= _LEAST_SHARED)
    return Overlaps(tuple(pairs), common)


def most_holders(reports: int) -> int:
    """How many of so many reports may share something that still tells a copy."""
    return max(_FEW, int(reports * _MANY))


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Runs that tell something: by many characters, or by fewer with the figures in them."""
    for at in range(len(words) - _SHINGLE + 1):
        run = words[at : at + _SHINGLE]
        if run[0].passage != run[-1].passage:
            continue
        weight = sum(word.weight for word in run)
        if weight >= _LEAST_WEIGHT:
            yield at, tuple(word.key for word in run)
        elif weight >= _LEAST_BESIDE and any(is_telling(word) for word in run):
            yield at, tuple(word.raw for word in run)
