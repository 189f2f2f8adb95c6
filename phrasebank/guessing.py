"""What a clause of a report is for, by cue words and its place; and what is never proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafting.zh.segment import segmenter
from phrasebank.generalise import Piece, mining_data, shape_of
from phrasebank.lexicon import load_lexicon
from phrasebank.proposing import Purpose


@dataclass(frozen=True, slots=True)
class _Guess:
    purpose: Purpose
    pattern: re.Pattern[str]
    within: re.Pattern[str] | None
    first: bool
    numbered: bool  # stands only with a number
    exactly: bool
    verb: bool  # a verb of the lexicon stands in it
    why: str


_NUMERIC = frozenset({"count", "rate", "points", "money", "parts"})


@lru_cache(maxsize=1)
def _guesses() -> tuple[_Guess, ...]:
    return tuple(
        _Guess(
            Purpose(
                row["function"],
                row["topic"],
                tuple(row.get("numbers", ())),
                tuple(row.get("money", ())),
                "change" in row,
            ),
            re.compile(row["pattern"]),
            re.compile(row["in"]) if "in" in row else None,
            row.get("place") == "first",
            bool(row.get("numbered")),
            bool(row.get("exactly")),
            bool(row.get("verb")),
            row["why"],
        )
        for row in mining_data()["guesses"]
    )


def guess_of(pieces: Sequence[Piece], above: str, *, is_first: bool) -> tuple[Purpose, str] | None:
    """Function and topic of a clause with the reason, or None when no rule fits.

    Args:
        pieces: the clause.
        above: the headings above it.
        is_first: whether it opens its part of the report.
    """
    shape = shape_of(pieces)
    numbers = [piece for piece in pieces if piece.slot in _NUMERIC]
    for row in _guesses():
        if row.within is not None and not row.within.search(above):
            continue
        if (row.first and not is_first) or not row.pattern.search(shape):
            continue
        if (row.numbered or row.purpose.numbers or row.purpose.has_change) and not numbers:
            continue
        if row.verb and not _has_verb(shape):
            continue
        if row.exactly and len(row.purpose.numbers) != sum(
            piece.slot == "count" for piece in pieces
        ):
            continue
        where = f"；所在部分“{above}”" if row.within is not None and above else ""
        return row.purpose, f"{row.why}{where}"
    return None


def _has_verb(shape: str) -> bool:
    verbs = load_lexicon().verbs
    return any(word in verbs for word in segmenter().words(shape))


def forbidden(sentence: str, labels: frozenset[str]) -> str:
    """Why a sentence is never proposed; empty when it may be."""
    if _names_person(sentence):
        return "含人名"
    for row in _left_out():
        if row[1].search(sentence):
            return row[0]
    if any(label in sentence and 2 * len(label) > len(sentence) for label in labels):
        return "表格标签"
    return ""


@lru_cache(maxsize=1)
def _left_out() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["label"], re.compile(row["pattern"])) for row in mining_data()["left_out"])


def _names_person(sentence: str) -> bool:
    """Whether a title is followed by a name: one that the dictionary knows, or single characters."""
    data = mining_data()
    for match in re.finditer(data["titles"], sentence):
        words = segmenter().words(sentence[match.end() :])
        if not words or words[0][0] not in data["surnames"]:
            continue
        first, second = words[0], words[1] if len(words) > 1 else ""
        if len(first) > 1 and segmenter().tag(first).startswith("nr"):
            return True
        is_given = len(second) == 1 or segmenter().tag(second) in {"", "nr"}
        if len(first) == 1 and is_given and re.match(r"[\u4e00-\u9fff]", second or "，"):
            return True
    return bool(re.search(rf"[{data['surnames']}][\u4e00-\u9fff]{{1,2}}同志", sentence))
