"""What an entry says beyond its slots: praise, degrees, numbers, dates, documents, organs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from drafting.expression import parse
from phrasebank.conditions import Ground, can_hold
from phrasebank.entry import CONTEXT, Entry
from phrasebank.similar import SLOT

FILE = Path(__file__).with_name("claims.yaml")
_HAN = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """Words that assert something, with examples that are run as tests."""

    kind: str  # praise | degree | all | cause | number | date | document | organ
    pattern: re.Pattern[str]
    hits: tuple[str, ...]
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of an entry that no slot carries."""

    kind: str
    words: str


@lru_cache(maxsize=1)
def claim_patterns() -> tuple[ClaimPattern, ...]:
    """The patterns of `claims.yaml`, in its order."""
    return tuple(
        ClaimPattern(
            row["kind"], re.compile(row["pattern"]), tuple(row["hits"]), tuple(row["passes"])
        )
        for row in _data()["patterns"]
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, list[dict[str, str]]]:
    loaded: dict[str, list[dict[str, str]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def claims_of(entry: Entry, *, known: str = "") -> Iterator[Claim]:
    """The claims of an entry that neither a slot nor its condition carries.

    Args:
        entry: the entry.
        known: conditions under which the engine asks for it at all, as text.
    """
    said = _TAG.sub(lambda tag: SLOT if tag[0].startswith("{{") else "", entry.text)
    for row in claim_patterns():
        for match in row.pattern.finditer(said):
            if not _carried(row.kind, match, entry, known):
                yield Claim(row.kind, match[0])


def _carried(kind: str, match: re.Match[str], entry: Entry, known: str) -> bool:
    if kind == "manner":
        return entry.function in {"plan", "problem"}
    if kind == "degree":
        return _is_bounded(entry)
    if kind == "all":
        return entry.function in {"nil", "unchanged"} or "==" in f"{entry.when} {known}"
    if kind == "cause":
        return "cause" in entry.printed
    if kind == "document":
        return match.groupdict().get("document") in _data()["documents"]
    if kind == "number":
        return _is_pinned(match, entry)
    return False


def _is_bounded(entry: Entry) -> bool:
    """Whether the condition bounds the size of a slot."""
    if not entry.when:
        return False
    names = "|".join(name for name in parse(entry.when).names if name not in CONTEXT)
    return bool(names) and bool(
        re.search(rf"\b(?:{names})\s*[<>]|[<>]=?\s*(?:{names})\b", entry.when)
    )


def _is_pinned(match: re.Match[str], entry: Entry) -> bool:
    """Whether the condition, the topic or the words before it leave a number no other value."""
    value = _value(match.groupdict().get("number") or "")
    if value is None:
        return False
    if value == 1 and all(topic.endswith(".single") for topic in entry.topics):
        return True
    if value > 1 and _is_listed(match, value):
        return True
    names = [name for name in parse(entry.when).names if name not in CONTEXT] if entry.when else []
    return any(not can_hold([entry.when, f"{name} != {value}"], Ground()) for name in names)


def _is_listed(match: re.Match[str], value: int) -> bool:
    """Whether so many items stand in the two clauses before, or so many slots before or after."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    clauses = re.split("[，。；：]", before)[-2:]
    return any(clause.count("、") + 1 == value for clause in clauses) or value in {
        before.count(SLOT),
        after.count(SLOT),
    }


def _value(word: str) -> int | None:
    return _HAN.get(word)
