"""Reports compared: likeness of their parts, shared passages, sentences that last year's had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafting.many.index import overlaps
from drafting.many.naming import names_for, names_of_organ
from drafting.many.passages import LEAST, Shared, shared_passages
from drafting.many.reports import Report
from drafting.many.words import Shape, Word, plain_sentences, shape_of

_LEAST_GRAMS = 40  # of a part that says enough to be judged
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
class Compared:
    """What reports have in common."""

    reports: tuple[Report, ...]  # those of this year first
    count: int  # of this year's
    pairs: tuple[Pair, ...]  # most alike first
    common: tuple[CommonPassage, ...]


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
    wanted = dict.fromkeys([*candidates.pairs, *_alike(shapes[: len(reports)])])
    made = [
        _pair(every, shapes, common, pair, is_last_year=False)
        for pair in wanted
        if pair not in yearly and pair[::-1] not in yearly and not _is_one(every, pair)
    ]
    made += [_pair(every, shapes, common, pair, is_last_year=True) for pair in yearly]
    kept = [pair for pair in made if pair.is_last_year or pair.passages or pair.likeness >= _SHOWN]
    kept.sort(key=lambda pair: (not pair.is_last_year, -round(pair.likeness, 4), -_weight(pair), pair.first, pair.second))  # fmt: skip
    found = _common(every, shapes, candidates.common)
    return Compared(every, len(reports), tuple(kept), found)


def _weight(pair: Pair) -> int:
    return sum(one.weight for one in pair.passages)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of common runs of two texts (Jaccard), 0 to 1."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _alike(shapes: Sequence[Shape]) -> list[tuple[int, int]]:
    """Pairs of which a part is alike enough to be listed, whatever many others share with them."""
    found = []
    for key in COMPARED:
        parts = [shape.grams.get(key, frozenset()) for shape in shapes]
        sizes = [len(part) for part in parts]
        for at, one in enumerate(parts):
            for other in range(at + 1, len(parts)):
                low, high = sorted((sizes[at], sizes[other]))
                if (
                    low >= _LEAST_GRAMS
                    and low >= _SHOWN * high
                    and likeness(one, parts[other]) >= _SHOWN
                ):
                    found.append((at, other))
    return found


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
