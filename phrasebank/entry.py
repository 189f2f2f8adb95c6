"""One wording of the phrase bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from drafting.cache import restore, state_of

FUNCTIONS = (
    "basis", "scope", "access", "contact",  # preamble
    "opening", "lead", "link", "close",  # framing
    "total", "share", "result", "increase", "decrease", "unchanged", "nil",  # figures
    "measure", "contrast", "cause",  # notes
    "problem", "improvement", "plan", "other",  # later parts
)  # fmt: skip
"""Communicative functions, in the order of a report."""

STANDARD_FUNCTIONS = frozenset({"basis", "scope", "access", "contact", "nil"})
"""Legal, nil and basis sentences: the same for everybody, never varied by seed."""

LEVELS = ("government", "department", "town")
STATUSES = ("draft", "approved", "retired")

CONTEXT = frozenset({"topic", "level", "year", "kind", "function", "region"})
"""What a condition may read beside the slots."""


@dataclass(frozen=True, slots=True)
class Example:
    """A case that an entry must fit, or must not."""

    __getstate__ = state_of
    __setstate__ = restore

    slots: Mapping[str, Any]  # slot -> number or text; also topic, level, year, kind, function
    gives: str = ""  # the whole text, for fits
    why: str = ""  # for misfits


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording with the conditions of its use."""

    __getstate__ = state_of
    __setstate__ = restore

    id: str
    text: str  # Jinja2; figures only through filters; no closing mark
    function: str
    topics: tuple[str, ...]  # keys of figure rules or topics; "*" fits all
    kinds: tuple[str, ...] = ("*",)
    when: str = ""  # formula over the slots
    claims: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    levels: tuple[str, ...] = LEVELS
    regions: tuple[str, ...] = ()
    register: str = "formal"
    weight: int = 1
    version: int = 1  # goes up with each change of what the entry says or when
    owner: str = "base"
    origin: str = ""  # name of the bank that it was adopted from
    source: str = "written here"
    status: Literal["draft", "approved", "retired"] = "approved"
    successor: str = ""
    fits: tuple[Example, ...] = ()
    misfits: tuple[Example, ...] = ()
    slots: frozenset[str] = frozenset()  # names that the text and the condition read
    printed: frozenset[str] = frozenset()  # names that the text itself prints
    bank: str = "base"
    words: tuple[str, ...] = field(
        default=(), compare=False
    )  # content words, of the bank's compiling
    season: tuple[tuple[int, int], ...] = field(
        default=((0, 9999),), compare=False
    )  # report years that the dated terms of the text serve
    runs: tuple[str, ...] = field(default=(), compare=False)  # of Han characters between slots
