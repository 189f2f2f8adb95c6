"""A sentence of a finished report with its facts turned into slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.zh.places import mentions
from drafting.zh.segment import segmenter
from phrasebank.lexicon import load_lexicon
from phrasebank.similar import SLOT

FILE = Path(__file__).with_name("mining.yaml")

_SHORTEST_NAME = 4
_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?"
_YEAR = re.compile(r"(?<!\d)(?P<x>(?:19|20)\d{2})(?=年)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a fact that becomes a slot."""

    text: str  # as it stands in the report
    slot: str = ""  # what fact it is, the slot's name or a kind of number; empty: words
    value: Decimal | None = None  # of a number that a filter can print
    unit: str = ""  # behind the value: 件, 元; "%" and "个百分点" for rates
    name: str = ""  # of the slot, where it is known beforehand


def known_piece(name: str, text: str, value: Decimal | None, unit: str) -> Piece:
    """A fact whose slot is known."""
    return Piece(text, "known", value, unit, name)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the report that a sentence comes from."""

    year: int | None = None
    organisation: str = ""


UNKNOWN = Setting()


def pieces_of(text: str, setting: Setting) -> tuple[Piece, ...]:
    """A sentence as words and facts; the pieces concatenate to it."""
    found: list[tuple[int, int, Piece]] = []
    taken = [False] * len(text)
    for start, end, piece in _facts(text, setting):
        if start < end and not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append((start, end, piece))
    pieces: list[Piece] = []
    at = 0
    for start, end, piece in sorted(found, key=lambda item: item[0]):
        if at < start:
            pieces.append(Piece(text[at:start]))
        pieces.append(piece)
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def shape_of(pieces: Sequence[Piece]) -> str:
    """The sentence with each fact as one mark."""
    return "".join(SLOT if piece.slot else piece.text for piece in pieces)


def mining_data() -> Mapping[str, Any]:
    """The lists of `mining.yaml`."""
    return _data()


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


# ---- facts, in the order in which they claim their characters -----------------------------


def _facts(text: str, setting: Setting) -> Iterator[tuple[int, int, Piece]]:
    if setting.organisation:
        for match in re.finditer(re.escape(setting.organisation), text):
            yield (*match.span(), Piece(match[0], "organisation"))
    for slot, pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span("x" if "x" in pattern.groupindex else 0)
            yield start, end, Piece(text[start:end], _own(slot, text[start:end], setting))
    for match in _YEAR.finditer(text):
        yield (*match.span("x"), Piece(match["x"], _year_slot(int(match["x"]), setting)))
    yield from _numbers(text)
    for start, end, piece in _places(text):
        yield start, end, replace(piece, slot=_own(piece.slot, piece.text, setting))


def _own(slot: str, text: str, setting: Setting) -> str:
    """The organ's own name without its place is still its own name."""
    is_own = slot == "body" and len(text) >= _SHORTEST_NAME and setting.organisation.endswith(text)
    return "organisation" if is_own else slot


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = [(row["slot"], re.compile(row["pattern"])) for row in _data()["slots"]]
    listed.append(("body", re.compile(_data()["organs"])))
    return tuple(listed)


def _year_slot(year: int, setting: Setting) -> str:
    if setting.year is None:
        return "year"
    return {0: "year", 1: "next_year", -1: "last_year"}.get(year - setting.year, "date")


@lru_cache(maxsize=1)
def _units() -> str:
    counted = [
        word
        for word, kind in load_lexicon().measures.items()
        if kind not in {"money", "percent"} and word not in {"元", "%"}
    ]
    return "|".join(map(re.escape, sorted(counted, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1)
def _number_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    counted = rf"{_NUMBER}(?:万|亿)?(?:余|多)?(?:{_units()})"
    labelled = rf"[^，。；：、（）()\d□]{{1,18}}(?:（[^（）\d]*）)?{counted}"
    return (
        re.compile(rf"{labelled}(?:、{labelled})+|{labelled}(?:；{labelled}){{2,}}"),
        re.compile(rf"(?P<n>{_NUMBER})(?P<unit>个百分点|%|％)"),
        re.compile(rf"(?P<n>{_NUMBER})(?P<unit>(?:万|亿)?元)"),
        re.compile(rf"(?P<n>{_NUMBER})(?P<more>(?:万|亿)?(?:余|多)?)(?P<unit>{_units()})"),
    )


def _numbers(text: str) -> Iterator[tuple[int, int, Piece]]:
    parts, rates, money, counts = _number_patterns()
    for match in parts.finditer(text):
        start = match.start() + _lead(match[0])
        yield start, match.end(), Piece(text[start : match.end()], "parts")
    for match in rates.finditer(text):
        slot = "points" if match["unit"] == "个百分点" else "rate"
        unit = "%" if match["unit"] == "％" else match["unit"]
        yield (*match.span(), Piece(match[0], slot, Decimal(match["n"]), unit))
    for match in money.finditer(text):
        yield (*match.span(), Piece(match[0], "money", Decimal(match["n"]), match["unit"]))
    for match in counts.finditer(text):
        value = None if match["more"] else Decimal(match["n"])
        yield (*match.span(), Piece(match[0], "count", value, match["unit"]))


_LEADS = re.compile(r"^(?:[^，。；、\d]*?(?:其中|分别为|分别是|包括|即|：|:))[，：:]?")


def _lead(text: str) -> int:
    """Length of the words that open a list and do not belong to its first item."""
    match = _LEADS.match(text)
    return 0 if match is None else match.end()


def _places(text: str) -> Iterator[tuple[int, int, Piece]]:
    """Places, with what makes organs of them."""
    endings = "|".join(sorted(_data()["organ_endings"], key=len, reverse=True))
    for start, end in sorted({*((one.start, one.end) for one in mentions(text)), *_words(text)}):
        organ = re.match(rf"[\u4e00-\u9fff]{{0,10}}?(?:{endings})", text[end:])
        until = end if organ is None else end + organ.end()
        yield start, until, Piece(text[start:until], "place" if organ is None else "body")


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Words of the dictionary that are places: a town, a street, the short name of a province."""
    data = _data()
    endings = sorted(data["place_endings"], key=len, reverse=True)
    at = 0
    for word in segmenter().words(text):
        start, at = at, at + len(word)
        if segmenter().tag(word) not in {"ns", "nt"} or word in _COMMON or word.startswith("各"):
            continue
        ending = next((one for one in endings if text.startswith(one, at)), "")
        if ending or word in data["provinces"] or word.endswith(tuple(endings)):
            yield start, at + len(ending)


_COMMON = frozenset({"中国", "全国", "城市", "地区", "市区", "社区", "城区", "县区", "农村"})
