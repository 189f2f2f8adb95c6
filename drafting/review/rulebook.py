"""The rules of official style, read from `rules.yaml` once per process."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.cache import cached
from drafting.findings import SEVERITY_BY_LETTER, Severity

_BLANK = re.compile("[ \u3000\xa0]")
_FILE = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A rule that one regular expression decides."""

    id: str
    severity: Severity
    pattern: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    message: str
    remedy: str
    mask: str = "text"  # text | books | none
    needs: tuple[str, ...] = ()  # one of these stands in every text that can match
    fix: str = ""  # replacement, or @name of a function in fixes.py
    auto: bool = False  # `suggest` applies it
    yields: tuple[str, ...] = ()  # rules whose overlapping hit takes its place

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; `^` stands for the start of a paragraph."""
        return _compiled(self.pattern)

    def may_match(self, text: str) -> bool:
        """Whether the cheap test lets the text through; `@blank` stands for any blank."""
        return not self.needs or any(
            word in text or (word == "@blank" and _BLANK.search(text)) for word in self.needs
        )


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """A rule that needs more than a pattern; `must` texts are paragraphs joined with newlines."""

    id: str
    severity: Severity
    module: str
    message: str
    remedy: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A national document that reports cite."""

    title: tuple[str, ...]  # parts that its title holds
    number: str  # pattern of its number
    prefix: str  # pattern of numbers of that issuer
    form: str  # its number as written
    whole: str = ""  # its full title; empty: only the parts are compared
    years: tuple[int, int] = (0, 9999)  # report years that it serves


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and word lists."""

    patterns: tuple[PatternRule, ...]
    functions: tuple[FunctionRule, ...]
    words: Mapping[str, tuple[str, ...]]  # name of a list -> its items
    instruments: tuple[Instrument, ...]
    anniversaries: Mapping[str, int]  # event -> the year it is counted from


_LISTS = (
    "empty_phrases",
    "generic_voices",
    "degree_words",
    "subject_words",
    "concepts",
    "title_kinds",
)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rules that come with the program."""
    return cached("rules", [_FILE, Path(__file__)], lambda _: _read())


@lru_cache(maxsize=1)
def rules_by_id() -> Mapping[str, PatternRule | FunctionRule]:
    """Every rule by its id."""
    book = rulebook()
    rules: tuple[PatternRule | FunctionRule, ...] = (*book.patterns, *book.functions)
    return {rule.id: rule for rule in rules}


@lru_cache(maxsize=8)
def any_of(name: str) -> re.Pattern[str]:
    """A pattern that matches any item of a word list."""
    words = rulebook().words[name]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _read() -> Rulebook:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Rulebook(
        tuple(PatternRule(**_typed(item)) for item in data["patterns"]),
        tuple(FunctionRule(**_typed(item)) for item in data["functions"]),
        {name: tuple(data[name]) for name in _LISTS},
        tuple(Instrument(**_typed(item)) for item in data["instruments"]),
        data["anniversaries"],
    )


def _typed(item: dict[str, Any]) -> dict[str, Any]:
    typed = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
    if "severity" in typed:
        typed["severity"] = SEVERITY_BY_LETTER[str(typed["severity"])]
    return typed
