"""Candidate entries from finished reports, and from what an editor made of a sentence.

A candidate is a draft: nothing enters a bank before a person adds it. What is left out is
counted by its reason, so that nothing goes missing in silence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from phrasebank.generalise import UNKNOWN, Piece, Setting, pieces_of, shape_of
from phrasebank.guessing import forbidden, guess_of
from phrasebank.proposing import Attested, Candidate, Wording, candidate_of, data_of_pieces
from phrasebank.similar import grams, likeness

LEAST_SHARED = 4  # Han characters that must be left beside the facts
LONGEST = 60  # characters of a sentence that is taken whole; of a longer one, its clauses
MOST_SLOTS = 5
ALIKE = 0.7  # share of common character runs that puts two wordings into one group
"""Design values, set by reading what the miner gave for real reports."""


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph of a report with where it stands."""

    text: str
    number: int
    section: str = ""  # heading of its part, without its number
    heading: str = ""  # heading above it within the part
    is_first: bool = False  # opens its part

    @property
    def above(self) -> str:
        """The headings above it."""
        return self.section + self.heading


@dataclass(frozen=True, slots=True)
class Source:
    """A finished report to mine."""

    file: str
    paragraphs: tuple[SourceParagraph, ...]
    setting: Setting = UNKNOWN


@dataclass(frozen=True, slots=True)
class Mined:
    """What reports gave, best first, and what was left out by reason."""

    candidates: tuple[Candidate, ...]
    left_out: Mapping[str, int]
    sentences: int


@dataclass(slots=True)
class _Work:
    found: list[Wording] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    sentences: int = 0


def mine(sources: Iterable[Source], *, labels: frozenset[str] = frozenset()) -> Mined:
    """Candidate entries from the narrative of finished reports.

    Args:
        sources: the reports.
        labels: row and column labels of statutory tables, which are no wordings.
    """
    work = _Work()
    for source in sources:
        for paragraph in source.paragraphs:
            for sentence, is_first in _sentences(paragraph):
                work.sentences += 1
                place = Attested(source.file, paragraph.number, sentence)
                _sentence(work, sentence, paragraph, source.setting, place, labels, is_first)
    return Mined(tuple(_grouped(work.found)), dict(work.left_out.most_common()), work.sentences)


# ---- sentences and clauses ----------------------------------------------------------------

_NUMBERED = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*"
)
_LISTED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|(?:[其首再]次|第[一二三四五六七]|首先|最后)[，、])"
)
_HEADING = re.compile(
    r"^[^，。；：□]{2,24}(?:情况|方面|工作|问题|打算|措施|领导|建设|管理|公开|保障|渠道)?$"
)


def _sentences(paragraph: SourceParagraph) -> Iterator[tuple[str, bool]]:
    """Sentences of a paragraph without numbers and run-in headings; whether one opens its part."""
    numbered = bool(_NUMBERED.match(paragraph.text))
    text = _NUMBERED.sub("", re.sub(r"[\s\u3000]+", "", paragraph.text))
    parts = [part for part in re.split(r"(?<=[。！？])", text) if part.strip("。！？ ")]
    if numbered and parts and len(parts) > 1 and _HEADING.match(parts[0].rstrip("。")):
        parts = parts[1:]
    for at, part in enumerate(parts):
        sentence = _LISTED.sub("", part.rstrip("。！？"))
        if sentence:
            yield sentence, paragraph.is_first and at == 0


def _sentence(  # noqa: PLR0913 -- what a sentence is judged by
    work: _Work, sentence: str, paragraph: SourceParagraph, setting: Setting, place: Attested,
    labels: frozenset[str], is_first: bool,  # noqa: FBT001 -- opens its part
) -> None:  # fmt: skip
    reason = forbidden(sentence, labels)
    if reason:
        work.left_out[reason] += 1
        return
    pieces = pieces_of(sentence, setting)
    is_whole = len(shape_of(pieces)) <= LONGEST and not _crowded(pieces, paragraph, is_first)
    units = [pieces] if is_whole else list(_clauses(pieces))
    kept = []
    reasons = []
    for unit in units:
        outcome = _unit(unit, paragraph, is_first=is_first)
        if isinstance(outcome, str):
            reasons.append(outcome)
        else:
            kept.append(outcome)
    if not kept:
        work.left_out[min(reasons, key=_ORDER.index)] += 1
    work.found.extend(Wording(data, why, place) for data, why in kept)


_FACTS = "去掉数和名称后没有可共用的文字"
_BARE = "没有数、名称等槽位，只是断言"
_LONG = "过长，没有可单独成句的部分"
_UNCLEAR = "看不出功能"
_ORDER = (_UNCLEAR, _BARE, _FACTS, _LONG)


def _clauses(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The clauses of a long sentence; a mark inside a fact parts nothing."""
    clause: list[Piece] = []
    depth = 0
    for piece in pieces:
        if piece.slot:
            clause.append(piece)
            continue
        word = ""
        for mark in piece.text:
            depth += (mark in "（“") - (mark in "）”")
            if mark in "，；：" and depth <= 0:
                yield tuple([*clause, Piece(word)] if word else clause)
                clause, word = [], ""
            else:
                word += mark
        if word:
            clause.append(Piece(word))
    if clause:
        yield tuple(clause)


# ---- one candidate ------------------------------------------------------------------------


def _unit(
    pieces: Sequence[Piece], paragraph: SourceParagraph, *, is_first: bool
) -> tuple[dict[str, Any], str] | str:
    """The plain data of an entry and why; or why there is none."""
    trimmed = _trimmed(pieces)
    shared = len(re.findall(r"[\u4e00-\u9fff]", shape_of(trimmed)))
    if shared < LEAST_SHARED or sum(bool(piece.slot) for piece in trimmed) > MOST_SLOTS:
        return _FACTS
    guess = guess_of(trimmed, paragraph.above, is_first=is_first)
    if guess is None:
        return _UNCLEAR if any(piece.slot for piece in trimmed) else _BARE
    if len(shape_of(trimmed)) > 2 * LONGEST:
        return _LONG
    purpose, why = guess
    return data_of_pieces(trimmed, purpose), why


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces without marks and list words at either end."""
    found = [piece for piece in pieces if piece.text]
    if found and not found[0].slot:
        found[0] = replace(found[0], text=_LISTED.sub("", found[0].text.lstrip("，；：、")))
    if found and not found[-1].slot:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip("，；：、。"))
    return tuple(piece for piece in _without_lists(found) if piece.text)


def _without_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces without a list of parts in brackets, which says nothing that is shared."""
    kept = list(pieces)
    for at in range(1, len(kept) - 1):
        left, right = kept[at - 1].text, kept[at + 1].text
        if kept[at].slot == "parts" and left.endswith("（") and right.startswith("）"):
            kept[at - 1] = replace(kept[at - 1], text=left[:-1])
            kept[at] = replace(kept[at], text="")
            kept[at + 1] = replace(kept[at + 1], text=right[1:])
    return kept


def _crowded(pieces: Sequence[Piece], paragraph: SourceParagraph, is_first: bool) -> bool:  # noqa: FBT001 -- opens its part
    """Whether a sentence holds more numbers than one message has names for."""
    guess = guess_of(pieces, paragraph.above, is_first=is_first)
    if guess is None:
        return False
    purpose = guess[0]
    numbers = sum(piece.slot in {"count", "rate", "points", "parts"} for piece in pieces)
    return numbers > max(1, len(purpose.numbers) + purpose.has_change)


# ---- groups -------------------------------------------------------------------------------


def _grouped(found: Sequence[Wording]) -> Iterator[Candidate]:
    """One candidate a group of wordings that are nearly the same, best first."""
    by_text: dict[tuple[str, str, str], list[Wording]] = defaultdict(list)
    for one in found:
        by_text[*one.purpose, one.text].append(one)
    groups: list[tuple[frozenset[str], list[Wording]]] = []
    for (_, _, text), same in sorted(by_text.items(), key=lambda item: (-len(item[1]), item[0])):
        runs = grams(text)
        for held, group in groups:
            if group[0].purpose == same[0].purpose and likeness(held, runs) >= ALIKE:
                group.extend(same)
                break
        else:
            groups.append((runs, list(same)))
    yield from sorted(
        (candidate_of(group) for _, group in groups),
        key=lambda one: (bool(one.entry.claims), -one.files, -one.times, one.entry.id),
    )
