"""Dated terms of official language: slogans, campaigns, plans, names, with the years they serve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.cache import cached, data_files, restore, state_of
from drafting.errors import BrokenBankError

FOLDER = Path(__file__).with_name("terms")
SCHEMA = 1
EVER = (0, 9999)
Window = tuple[int, int]  # first and last report year

_KEYS = frozenset(
    {"term", "forms", "years", "again", "why", "source", "unsure", "remedy", "exceptions", "title"}
)
_NEEDED = frozenset({"term", "years", "why", "remedy"})
_BEHIND = re.compile(r"[”’》]?(?:工作|规划|活动|开展)?(?:期间|时期|以来|转段|结束)")
_BEFORE = re.compile(r"原(?:省|市|县|区|州)?[“‘《]?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_ENDS = "。！？\n"


@dataclass(frozen=True, slots=True)
class Term:
    """A term with the report years in which it is in season."""

    __getstate__ = state_of
    __setstate__ = restore

    term: str
    forms: tuple[str, ...]  # what is looked for, longest first; the term itself is one of them
    windows: tuple[Window, ...]  # first and last report year, both included
    why: str
    remedy: str  # what to do in a report after the season
    source: str = ""  # where the years are attested; empty: common knowledge
    unsure: bool = False  # a bound of the season is not known for certain
    exceptions: tuple[str, ...] = ()  # words of the same sentence that make it right
    title: bool = False  # names a document: is looked for within 《》, too

    def serves(self, year: int) -> bool:
        """Whether a report of that year may use it."""
        return any(first <= year <= last for first, last in self.windows)

    @property
    def season(self) -> str:
        """The report years in words: 2018—2021年度, 2022年度起."""
        return "、".join(_in_words(window) for window in self.windows)

    def advice(self, year: int) -> str:
        """What to do with it in a report of that year."""
        first = min(window[0] for window in self.windows)
        if year >= first:
            return f"{self.remedy}。"
        return f"{first}年度的报告起才有这一提法，核对它是否从别的年度的材料带来，删去或改用当年的提法。"


@dataclass(frozen=True, slots=True)
class Use:
    """A term found in a text outside its season."""

    term: Term
    start: int
    end: int

    def detail(self) -> str:
        """Its season and why, in words."""
        doubt = "，起止年度不完全确定" if self.term.unsure else ""
        return f"用于{self.term.season}的报告；{self.term.why}{doubt}"


def terms() -> tuple[Term, ...]:
    """All terms that come with the program.

    Raises:
        BrokenBankError: a file is not as it should be; the message names it.
    """
    return cached("terms", data_files(FOLDER), lambda _: read_terms(FOLDER))


def out_of_season(text: str, year: int) -> tuple[Use, ...]:
    """Terms of a text that a report of that year should not use, in the order of the text.

    Nothing is said of a term in the title of a document, of one whose sentence names a year of
    its season or holds one of its exceptions, or where it speaks of a past period.
    """
    by_first = _wrong_in(year)
    found = [
        use
        for first in sorted(by_first.keys() & set(text))
        for term, form in by_first[first]
        if form in text
        for use in _uses(term, form, text)
    ]
    return tuple(_apart(found, text)) if found else ()


def in_season(text: str, year: int) -> bool:
    """Whether no term of the text is out of season in a report of that year."""
    return not out_of_season(text, year)


def terms_of(text: str) -> tuple[Term, ...]:
    """Every dated term whose words stand in a text, in season or not."""
    return tuple(term for term in terms() if any(form in text for form in term.forms))


def season_of(text: str) -> tuple[Window, ...]:
    """The report years that a fixed wording serves: where all its terms are in season."""
    bounds = {EVER[0]}
    for term in terms_of(text):
        for first, last in term.windows:
            bounds |= {first, last + 1}
    starts = sorted(bound for bound in bounds if bound <= EVER[1])
    windows: list[Window] = []
    for first, following in zip(starts, [*starts[1:], EVER[1] + 1], strict=True):
        if in_season(text, first):
            joins = bool(windows) and windows[-1][1] + 1 == first
            windows[-1:] = (
                [(windows[-1][0], following - 1)]
                if joins
                else [
                    *windows[-1:],
                    (first, following - 1),
                ]
            )
    return tuple(windows)


@lru_cache(maxsize=16)
def _wrong_in(year: int) -> Mapping[str, Sequence[tuple[Term, str]]]:
    """First character -> the terms out of season that begin with it, with the form that does."""
    found: dict[str, list[tuple[Term, str]]] = {}
    for term in terms():
        if not term.serves(year):
            for form in term.forms:
                found.setdefault(form[0], []).append((term, form))
    return found


def _uses(term: Term, form: str, text: str) -> Iterator[Use]:
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not _excused(term, text, start, end):
            yield Use(term, start, end)
        start = text.find(form, end)


def _excused(term: Term, text: str, start: int, end: int) -> bool:
    opened = text.rfind("《", 0, start + 1)
    if not term.title and opened > text.rfind("》", 0, start) and text[start] != "《":
        return True
    if _BEHIND.match(text, end) or _BEFORE.search(text[max(0, start - 4) : start]):
        return True
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    stops = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    before, behind = text[first:start], text[end : min(stops, default=len(text))]
    if any(words in before + text[start:end] + behind for words in term.exceptions):
        return True
    years = [*_YEAR.findall(before), *_YEAR.findall(behind)]
    return any(term.serves(int(year)) for year in years)


def _apart(found: Sequence[Use], text: str) -> Iterator[Use]:
    """Uses without those that stand within a longer term, whatever its season."""
    last = 0
    for use in sorted(found, key=lambda one: (one.start, -one.end)):
        if use.start >= last and not _covered(use, text):
            yield use
            last = use.end


def _covered(use: Use, text: str) -> bool:
    form = text[use.start : use.end]
    for other in terms():
        for longer in other.forms:
            at = longer.find(form) if len(longer) > len(form) else -1
            if at >= 0 and text.startswith(longer, max(0, use.start - at)) and use.start >= at:
                return other is not use.term
    return False


# ---- the files -----------------------------------------------------------------------------


def read_terms(folder: Path) -> tuple[Term, ...]:
    """The terms of a folder's files.

    Raises:
        BrokenBankError: a file or an entry is not as it should be.
    """
    made: list[Term] = []
    for path in data_files(folder):
        raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA or "terms" not in raw:
            raise BrokenBankError(path.name, "须有 schema: 1 和 terms 列表")
        made.extend(_term(item, path.name) for item in raw["terms"])
    names = [term.term for term in made]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BrokenBankError(folder.name, f"提法写了两次：{'、'.join(twice)}")
    return tuple(made)


def _term(item: dict[str, Any], file: str) -> Term:
    place = f"{file}（{item.get('term', '')}）"
    strange = [*(set(item) - _KEYS), *(_NEEDED - set(item))]
    if strange:
        raise BrokenBankError(place, f"不认识的键，或缺少的键：{'、'.join(sorted(strange))}")
    windows = [_window(item["years"], place)]
    if "again" in item:
        windows.append(_window(item["again"], place))
    forms = {item["term"], *item.get("forms", ())}
    return Term(
        term=item["term"],
        forms=tuple(sorted(forms, key=lambda form: (-len(form), form))),
        windows=tuple(sorted(windows)),
        why=item["why"],
        remedy=item["remedy"].rstrip("。"),
        source=item.get("source", ""),
        unsure=bool(item.get("unsure", False)),
        exceptions=tuple(item.get("exceptions", ())),
        title=bool(item.get("title", False)),
    )


def _window(years: dict[str, int], place: str) -> Window:
    first, last = years.get("from", EVER[0]), years.get("to", EVER[1])
    if not years or set(years) - {"from", "to"} or first > last:
        raise BrokenBankError(f"{place}的年度", "须写 from、to 或其中之一，且 from 不晚于 to")
    return first, last


def _in_words(window: Window) -> str:
    first, last = window
    if first == EVER[0]:
        return f"{last}年度以前"
    if last == EVER[1]:
        return f"{first}年度起"
    return f"{first}年度" if first == last else f"{first}—{last}年度"
