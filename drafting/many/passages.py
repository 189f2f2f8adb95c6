"""Passages that two reports have in common, also reordered, with other figures or names in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from drafting.many.words import NAME, NUMBER, Word, is_figure, is_telling

LEAST = 25  # Han characters that count, as A-01 says of sentences
_LEAST_CHANGED = 30  # the same of a passage of several runs, which chance can bring together
_LEAST_RUN = 6  # Han characters of one run within a passage
_LEAST_PIECE, _LEAST_SCATTERED = 10, 40  # of pieces that together make a passage, and of all
_DENSE = 0.5  # share of what lies between the first and the last of such pieces
_SEED = 3  # words by which a run is found
_EQUAL_FIGURE = 2  # Han characters that a figure of several digits counts, where all are equal
_LEAST_BESIDE = 15  # Han characters beside such figures: a row of the tables in words has fewer
_MOST_PLACES = 64  # of one seed that are tried, so that a long row of figures takes no time
_GAP = 8  # words between two runs of one passage, on either side


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of one passage of a report's narrative."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that stands in two reports."""

    first: Spot
    second: Spot
    weight: int  # Han characters in common, without names, labels and figures
    is_changed: bool  # words were put in, left out or exchanged
    figures: int  # numbers in it, without years
    figures_differ: bool
    names_differ: bool
    is_moved: bool  # stands elsewhere in the order of the second report

    @property
    def is_word_for_word(self) -> bool:
        """Whether it is equal, its figures too."""
        return not self.is_changed and not self.figures_differ

    @property
    def has_equal_figures(self) -> bool:
        """Whether it is equal with figures that two organs hardly share."""
        return self.figures > 0 and self.is_word_for_word


@dataclass(frozen=True, slots=True)
class _Run:
    first: int  # index of its first word
    second: int
    length: int


def shared_passages(
    first: Sequence[Word],
    second: Sequence[Word],
    common: tuple[Collection[int], Collection[int]] = ((), ()),
) -> tuple[Shared, ...]:
    """The passages in the order of the first report.

    Args:
        first: words of a report.
        second: words of the other.
        common: indexes of words that many reports share, of either; they do not count.
    """
    found, scattered = [], []
    for chain in _chains(first, second, list(_runs(first, second))):
        pairs = [
            (first[at], second[other])
            for run in chain
            for at, other in _positions(run)
            if at not in common[0] and other not in common[1]
        ]
        heavy = sum(one.weight for one, _ in pairs)
        counted = heavy + (_of_figures(pairs) if heavy >= _LEAST_BESIDE else 0)
        if counted >= (LEAST if len(chain) == 1 else _LEAST_CHANGED):
            found.append((chain, heavy))
        elif heavy >= _LEAST_PIECE:
            scattered.append((chain, heavy))
    found += _gathered(first, second, scattered)
    found.sort(key=lambda one: one[0][0].first)
    furthest = -1
    made = []
    for chain, heavy in found:
        order = [run.second for run in chain]
        is_moved = order[0] < furthest or order != sorted(order)
        made.append(_shared(first, second, chain, heavy, is_moved=is_moved))
        furthest = max(furthest, *order)
    return tuple(made)


def _of_figures(pairs: Sequence[tuple[Word, Word]]) -> int:
    """What equal figures count in a stretch of which every figure is equal, as Han characters."""
    if any(one.raw != other.raw for one, other in pairs if is_figure(one)):
        return 0
    return _EQUAL_FIGURE * sum(is_telling(one) for one, _ in pairs)


def _gathered(
    first: Sequence[Word], second: Sequence[Word], pieces: Sequence[tuple[list[_Run], int]]
) -> list[tuple[list[_Run], int]]:
    """Pieces of one paragraph that stand in one paragraph of the other, put together."""
    groups: dict[tuple[int, int], list[tuple[list[_Run], int]]] = {}
    for piece in pieces:
        run = piece[0][0]
        key = first[run.first].passage, second[run.second].passage
        groups.setdefault(key, []).append(piece)
    made = []
    for group in groups.values():
        heavy = sum(weight for _, weight in group)
        runs = [run for chain, _ in group for run in chain]
        whole = min(sum(word.weight for word in side) for side in _sides(first, second, runs))
        if heavy >= _LEAST_SCATTERED and heavy >= _DENSE * whole:
            made.append((runs, heavy))
    return made


def _positions(run: _Run) -> Iterator[tuple[int, int]]:
    return ((run.first + at, run.second + at) for at in range(run.length))


def _runs(first: Sequence[Word], second: Sequence[Word]) -> Iterator[_Run]:
    """Equal runs of words, from left to right the longest; no word of the second serves twice."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, seed in _seeds(second):
        places.setdefault(seed, []).append(at)
    used = bytearray(len(second))
    done = 0
    expected = 0
    for at, seed in _seeds(first):
        if at < done or seed not in places:
            continue
        runs = [
            _Run(at, other, _length(first, second, at, other, used))
            for other in places[seed][:_MOST_PLACES]
        ]
        best = max(runs, key=lambda run: (run.length, run.second == expected, -run.second))
        weight = sum(first[at + step].weight for step in range(best.length))
        if best.length >= _SEED and weight >= _LEAST_RUN:
            used[best.second : best.second + best.length] = b"\1" * best.length
            done, expected = at + best.length, best.second + best.length
            yield best


def _seeds(words: Sequence[Word]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at in range(len(words) - _SEED + 1):
        if words[at].passage == words[at + _SEED - 1].passage:
            yield at, tuple(word.key for word in words[at : at + _SEED])


def _length(
    first: Sequence[Word], second: Sequence[Word], at: int, other: int, used: bytearray
) -> int:
    length = 0
    own, theirs = first[at].passage, second[other].passage
    while (
        at + length < len(first)
        and other + length < len(second)
        and first[at + length].key == second[other + length].key
        and first[at + length].passage == own
        and second[other + length].passage == theirs
        and not used[other + length]
    ):
        length += 1
    return length


def _chains(
    first: Sequence[Word], second: Sequence[Word], runs: Sequence[_Run]
) -> Iterator[list[_Run]]:
    """Runs that follow one another closely on both sides, put together."""
    chain: list[_Run] = []
    for run in runs:
        if chain and not _follows(first, second, chain[-1], run):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _follows(first: Sequence[Word], second: Sequence[Word], before: _Run, run: _Run) -> bool:
    return (
        first[before.first].passage == first[run.first].passage
        and second[before.second].passage == second[run.second].passage
        and 0 <= run.first - before.first - before.length <= _GAP
        and 0 <= run.second - before.second - before.length <= _GAP
    )


def _sides(
    first: Sequence[Word], second: Sequence[Word], runs: Sequence[_Run]
) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of both from where the runs begin to where they end."""
    own = min(run.first for run in runs), max(run.first + run.length for run in runs)
    theirs = min(run.second for run in runs), max(run.second + run.length for run in runs)
    return first[slice(*own)], second[slice(*theirs)]


def _shared(
    first: Sequence[Word],
    second: Sequence[Word],
    chain: Sequence[_Run],
    weight: int,
    *,
    is_moved: bool,
) -> Shared:
    own, theirs = _sides(first, second, chain)
    is_whole = [word.key for word in own] == [word.key for word in theirs]
    pairs = (
        list(zip(own, theirs, strict=True))
        if is_whole
        else [(first[at], second[other]) for run in chain for at, other in _positions(run)]
    )
    differing = {one.key for one, other in pairs if one.raw != other.raw}
    return Shared(
        Spot(own[0].passage, own[0].start, own[-1].end),
        Spot(theirs[0].passage, theirs[0].start, theirs[-1].end),
        weight,
        is_changed=not is_whole or bool(differing - {NUMBER, NAME}),
        figures=sum(is_figure(one) for one, _ in pairs),
        figures_differ=any(
            one.raw != other.raw and (is_figure(one) or is_figure(other))
            for one, other in pairs
            if one.key == NUMBER
        ),
        names_differ=NAME in differing,
        is_moved=is_moved,
    )
