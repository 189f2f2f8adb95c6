"""Reports compared: likeness of their parts, shared passages, sentences that last year's had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafting.many.index import most_holders, overlaps
from drafting.many.naming import names_for, names_of_organ
from drafting.many.passages import LEAST, Shared, shared_passages
from drafting.many.reports import Report
from drafting.many.words import Shape, Word, plain_sentences, shape_of

_LEAST_GRAMS = 40  # of a part that says enough to be judged
ALIKE = 0.6
"""Likeness of a part from which A-18 warns."""

_EVERY_PAIR = 24  # reports of which pairs are listed also when nothing in them is a copy
_SHOWN = 0.3  # likeness from which a pair is listed though nothing in it is a copy
COMPARED = ("overview", "problems")
"""The sections whose likeness A-01 and A-18 judge."""


class Likeness(NamedTuple):
    """How alike one part of two reports is: common runs of five characters, 0 to 1."""

    masked: float  # numbers and names count as equal
    figures: float  # numbers as they are


@dataclass(frozen=True, slots=True)
class SameSentence:
    """A sentence that stands word for word in both reports."""

    text: str
    section: str
    first: int  # passage of the narrative
    second: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that have something in common."""

    first: int  # index of the report; this year's when the other is last year's
    second: int
    is_last_year: bool
    parts: dict[str, Likeness]  # section -> likeness, where both say enough
    passages: tuple[Shared, ...]
    sentences: tuple[SameSentence, ...] = ()  # of last year's

    @property
    def likeness(self) -> float:
        """Of the part that is most alike."""
        return max((self.parts[key].masked for key in COMPARED if key in self.parts), default=0.0)


@dataclass(frozen=True, slots=True)
class CommonPassage:
    """A passage that so many reports have that it tells no copy."""

    text: str
    holders: tuple[int, ...]  # indexes of reports


@dataclass(frozen=True, slots=True)
class Group:
    """So many reports with one part alike that they are told together, not by pairs."""

    section: str
    members: tuple[int, ...]  # indexes of reports


@dataclass(frozen=True, slots=True)
class Compared:
    """What reports have in common."""

    reports: tuple[Report, ...]  # those of this year first
    count: int  # of this year's
    pairs: tuple[Pair, ...]  # most alike first
    common: tuple[CommonPassage, ...] = ()
    groups: tuple[Group, ...] = ()  # largest first


def compare(reports: Sequence[Report], last: Sequence[Report] = ()) -> Compared:
    """Reports against one another, and each against its own report of last year.

    Reports of one organ for two years among `reports` are compared as this and last year's.
    """
    every = (*reports, *last)
    names = names_for(name for report in every for name in names_of_organ(report.organisation))
    shapes = [shape_of(report, names) for report in every]
    candidates = overlaps([shape.words for shape in shapes[: len(reports)]])
    common = (*candidates.common, *[frozenset[int]()] * len(last))
    yearly = _yearly(reports, last)
    groups, told = _groups(shapes[: len(reports)], candidates.pairs)
    alike = _alike(shapes[: len(reports)], _SHOWN if len(reports) <= _EVERY_PAIR else ALIKE)
    made = [
        _pair(every, shapes, common, pair, is_last_year=False)
        for pair in dict.fromkeys([*candidates.pairs, *(one for one in alike if one not in told)])
        if pair not in yearly and pair[::-1] not in yearly and not _is_one(every, pair)
    ]
    kept = [pair for pair in made if pair.passages or pair.likeness >= _SHOWN]
    kept += [_pair(every, shapes, common, pair, is_last_year=True) for pair in yearly]
    found = _common(every, shapes, candidates.common)
    return Compared(every, len(reports), tuple(sorted(kept, key=_rank)), found, groups)


def _rank(pair: Pair) -> tuple[bool, float, int, int, int]:
    """Last year's first, then by likeness and by what is copied."""
    weight = sum(one.weight for one in pair.passages)
    return not pair.is_last_year, -round(pair.likeness, 4), -weight, pair.first, pair.second


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of common runs of two texts (Jaccard), 0 to 1."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _alike(shapes: Sequence[Shape], least: float) -> list[tuple[int, int]]:
    """Pairs of which a part is that much alike, whatever many others share with them."""
    return [pair for key in COMPARED for pair in _alike_in(key, shapes, least)]


def _alike_in(key: str, shapes: Sequence[Shape], least: float) -> list[tuple[int, int]]:
    parts = [shape.grams.get(key, frozenset()) for shape in shapes]
    sizes = [len(part) for part in parts]
    found = []
    for at, one in enumerate(parts):
        for other in range(at + 1, len(parts)):
            low, high = sorted((sizes[at], sizes[other]))
            if low < _LEAST_GRAMS or low < least * high:
                continue
            if likeness(one, parts[other]) >= least:
                found.append((at, other))
    return found


def _groups(
    shapes: Sequence[Shape], candidates: Sequence[tuple[int, int]]
) -> tuple[tuple[Group, ...], frozenset[tuple[int, int]]]:
    """Groups of more reports than a copy has, and the pairs that they stand for.

    A pair that also shares what is rare stays a pair.
    """
    rare = frozenset(candidates)
    groups: list[Group] = []
    told: set[tuple[int, int]] = set()
    for key in COMPARED:
        pairs = [pair for pair in _alike_in(key, shapes, ALIKE) if pair not in rare]
        for members in _connected(pairs):
            if len(members) > most_holders(len(shapes)):
                groups.append(Group(key, members))
                inside = frozenset(members)
                told.update(pair for pair in pairs if pair[0] in inside)
    groups.sort(key=lambda one: (-len(one.members), one.section, one.members))
    return tuple(groups), frozenset(told)


def _connected(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The reports that pairs connect, each connected set in order."""
    leader: dict[int, int] = {}

    def first(at: int) -> int:
        while leader.setdefault(at, at) != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        leader[high] = low
    sets: dict[int, list[int]] = {}
    for at in sorted(leader):
        sets.setdefault(first(at), []).append(at)
    return [tuple(members) for members in sets.values()]


def _pair(
    reports: Sequence[Report],
    shapes: Sequence[Shape],
    common: Sequence[frozenset[int]],
    pair: tuple[int, int],
    *,
    is_last_year: bool,
) -> Pair:
    first, second = pair
    own, other = shapes[first], shapes[second]
    parts = {
        key: Likeness(
            likeness(own.grams[key], other.grams[key]),
            likeness(own.figures[key], other.figures[key]),
        )
        for key in own.grams
        if min(len(own.grams[key]), len(other.grams.get(key, ()))) >= _LEAST_GRAMS
    }
    passages = shared_passages(own.words, other.words, (common[first], common[second]))
    same = _same_sentences(reports[first], reports[second]) if is_last_year else ()
    return Pair(first, second, is_last_year, parts, passages, same)


def _same_sentences(first: Report, second: Report) -> tuple[SameSentence, ...]:
    theirs: dict[str, int] = {}
    for at, _, _, text in plain_sentences(second.narrative):
        theirs.setdefault(text, at)
    return tuple(
        SameSentence(text, first.narrative[at].section, at, theirs[text])
        for at, _, _, text in plain_sentences(first.narrative)
        if len(text) >= LEAST and text in theirs
    )


# ---- last year's --------------------------------------------------------------------------


def _yearly(reports: Sequence[Report], last: Sequence[Report]) -> dict[tuple[int, int], None]:
    """Pairs of a report and that of its organ for the year before."""
    found: dict[tuple[int, int], None] = {}
    for at, report in enumerate(reports):
        for other, before in enumerate(last):
            if _is_before(before, report) or len(reports) == len(last) == 1:
                found[at, len(reports) + other] = None
        for other, before in enumerate(reports):
            if _is_before(before, report):
                found[at, other] = None
    return found


def _is_one(reports: Sequence[Report], pair: tuple[int, int]) -> bool:
    return same_report(reports[pair[0]], reports[pair[1]])


def same_report(one: Report, other: Report) -> bool:
    """Whether two files are versions of one report: the same organ and year."""
    return (
        same_organ(one, other)
        and one.year is not None
        and (one.kind, one.year) == (other.kind, other.year)
    )


def _is_before(before: Report, report: Report) -> bool:
    if not same_organ(before, report) or report.year is None or before.year is None:
        return False
    return before.year < report.year


def same_organ(one: Report, other: Report) -> bool:
    """Whether both name the same organ."""
    return bool(one.organisation) and one.organisation == other.organisation


# ---- what many share ----------------------------------------------------------------------


def _common(
    reports: Sequence[Report], shapes: Sequence[Shape], common: Sequence[frozenset[int]]
) -> tuple[CommonPassage, ...]:
    """The stretches that many reports share, with those that have them word for word alike."""
    holders: dict[tuple[str, ...], list[int]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for number, indexes in enumerate(common):
        words = shapes[number].words
        for stretch in _stretches(words, sorted(indexes)):
            if sum(word.weight for word in stretch) < LEAST:
                continue
            key = tuple(word.key for word in stretch)
            passage = reports[number].narrative[stretch[0].passage]
            text = re.sub(r"\s", "", passage.text[stretch[0].start : stretch[-1].end])
            texts.setdefault(key, text)
            if number not in holders.setdefault(key, []):
                holders[key].append(number)
    found = [
        CommonPassage(texts[key], tuple(held)) for key, held in holders.items() if len(held) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.holders), -len(one.text), one.text)))


def _stretches(words: Sequence[Word], indexes: Sequence[int]) -> list[list[Word]]:
    """The words at these indexes, those that stand side by side in one passage together."""
    found: list[list[Word]] = []
    before = -2
    for index in indexes:
        word = words[index]
        if index == before + 1 and found[-1][-1].passage == word.passage:
            found[-1].append(word)
        else:
            found.append([word])
        before = index
    return found
