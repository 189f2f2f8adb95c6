"""Search over the wordings of a bank: all words first, then the rarest of them.

The words are jieba's, written into an index and asked of it; the index only has to know which
entries hold which words. `Shelf` is what it must answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from drafting.zh.segment import segmenter
from phrasebank.entry import Entry

FEW = 5  # hits with all words below which some of the words do, too
RAREST = 3  # words that a hit with some of them is looked for by
MOST_WORDS = 32  # of a query; the rest of a pasted text is left out

_MARKUP = re.compile(r"\{[{%#](.*?)[}%#]\}", re.DOTALL)
_SEARCHED = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; an empty condition holds for every entry."""

    text: str = ""
    function: str = ""
    topic: str = ""  # a topic or its beginning: "requests" finds "requests.change"
    year: int | None = None  # entries that may be used in that year
    owner: str = ""
    status: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as the index holds it."""

    id: str
    bank: str
    text: str
    function: str
    topics: tuple[str, ...]
    status: str
    owner: str
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; `whole`: it holds all words of the query."""

    entry: Found
    whole: bool


class Shelf(Protocol):
    """An index: SQLite's here, PostgreSQL's over the same words where there is a server."""

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """How many entries hold each word; words that none holds may be left out."""

    def holding(self, groups: Sequence[Sequence[str]], query: Query, most: int) -> Sequence[Found]:
        """Entries that hold every word of any group and meet the conditions of the query.

        Those with the fewest words come first, then by bank and id; at most `most`. Without
        groups every entry that meets the conditions.
        """


def search(shelf: Shelf, query: Query) -> tuple[Hit, ...]:
    """The entries that a query finds, best first; without words all that meet its conditions.

    Those with all words come first. When they are few, those with some of the rarest words
    follow, the more of them the earlier: a common word alone would bring most of the bank.
    """
    words = query_words(query.text)
    if query.limit < 1 or (query.text and not words):
        return ()
    groups = [words] if words else []
    hits = [Hit(entry, whole=True) for entry in shelf.holding(groups, query, query.limit)]
    if len(words) == 1 or len(hits) >= min(FEW, query.limit):
        return tuple(hits)
    rare = _rarest(shelf, words)
    for number in range(len(rare), 0, -1):
        if len(hits) >= query.limit:
            break
        seen = {(hit.entry.bank, hit.entry.id) for hit in hits}
        some = shelf.holding(tuple(combinations(rare, number)), query, query.limit + len(hits))
        hits.extend(Hit(entry, whole=False) for entry in some if (entry.bank, entry.id) not in seen)
    return tuple(hits[: query.limit])


def _rarest(shelf: Shelf, words: Sequence[str]) -> Sequence[str]:
    counts = shelf.frequencies(words) if words else {}
    known = [word for word in words if counts.get(word)]
    return sorted(known, key=lambda word: (counts[word], word))[:RAREST]


# ---- words --------------------------------------------------------------------------------


def query_words(text: str) -> tuple[str, ...]:
    """The distinct words of a query in their order; marks, operators and blanks are none."""
    found = dict.fromkeys(_words(segmenter().words(_even(text))))
    return tuple(found)[:MOST_WORDS]


def entry_words(entry: Entry) -> tuple[str, ...]:
    """The words that an entry is found by: of its text, its slots and its id, long ones in parts, too."""
    text = _even(_MARKUP.sub(r" \1 ", entry.text))
    return tuple(_words((*segmenter().search_words(text), entry.id)))


def _words(cut: Iterable[str]) -> list[str]:
    return _SEARCHED.findall(" ".join(cut))


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
