"""A wording with its facts as slots, made into a draft entry with what speaks for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from drafting.zh.printed import rate_text
from phrasebank.claims import claims_of
from phrasebank.entry import Entry
from phrasebank.generalise import Piece
from phrasebank.reading import entry_of
from phrasebank.terms import EVER


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a wording is for, and how its numbers are called there."""

    function: str
    topic: str
    numbers: tuple[str, ...] = ()  # slots of counts, in order
    money: tuple[str, ...] = ()  # slots of amounts, in order
    has_change: bool = False  # a rate is the change on last year


@dataclass(frozen=True, slots=True)
class Attested:
    """One place where a wording stands."""

    file: str
    paragraph: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}第{self.paragraph}段"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed entry with what speaks for it."""

    entry: Entry
    data: Mapping[str, Any]  # the plain data of the entry, as a bank file has them
    why: str  # function and topic, and the cue that they were guessed by
    places: tuple[Attested, ...]
    variants: tuple[str, ...]  # other texts of the group

    @property
    def times(self) -> int:
        """How often it stands in the reports."""
        return len(self.places)

    @property
    def files(self) -> int:
        """In how many reports."""
        return len({place.file for place in self.places})


@dataclass(frozen=True, slots=True)
class Wording:
    """One place's wording, on the way to a candidate."""

    data: Mapping[str, Any]  # plain data of an entry, without source and claims
    why: str
    place: Attested

    @property
    def text(self) -> str:
        """Its text with slots."""
        return str(self.data["text"])

    @property
    def purpose(self) -> tuple[str, str]:
        """Function and topic."""
        return self.data["function"], self.data["topics"][0]


# ---- slots --------------------------------------------------------------------------------

_RATES = {"%": "percent", "个百分点": "points"}


@dataclass(slots=True)
class _Names:
    """Names of slots: numbers as the topic calls them, other facts by what they are."""

    purpose: Purpose
    given: dict[str, str] = field(default_factory=dict)  # name -> text
    counts: int = 0
    amounts: int = 0

    def of(self, piece: Piece) -> tuple[str, bool]:
        """The slot's name, and whether it is a figure (and no ready text)."""
        name, is_figure = self._name(piece)
        number, base = 2, name
        while self.given.get(name, piece.text) != piece.text:
            name = f"{base}_{number}"
            number += 1
        self.given[name] = piece.text
        return name, is_figure and piece.value is not None

    def _name(self, piece: Piece) -> tuple[str, bool]:
        if piece.name:
            return piece.name, True
        if piece.slot == "count" and self.counts < len(self.purpose.numbers):
            self.counts += 1
            return self.purpose.numbers[self.counts - 1], True
        if piece.slot == "money" and self.amounts < len(self.purpose.money):
            self.amounts += 1
            return self.purpose.money[self.amounts - 1], True
        if piece.slot in {"rate", "points"} and self.purpose.has_change:
            return piece.slot, True
        return ("quantity" if piece.slot in {"count", "money"} else piece.slot), False


def data_of_pieces(pieces: Sequence[Piece], purpose: Purpose) -> dict[str, Any]:
    """The plain data of a draft entry; its example is filled from the original."""
    text, gives = "", ""
    slots: dict[str, int | float | str] = {}
    names = _Names(purpose)
    for piece in pieces:
        if not piece.slot:
            text += piece.text
            gives += piece.text
            continue
        name, is_figure = names.of(piece)
        if is_figure and piece.value is not None:
            text += f"{{{{ {name}|{_filter(piece)} }}}}"
            slots[name] = _plain(piece.value)
            gives += _printed(piece, piece.value)
        else:
            text += f"{{{{ {name} }}}}"
            slots[name] = int(piece.text) if name == "year" else piece.text
            gives += piece.text
    needed = next((name for name in slots if name != "year"), "")
    lacking = {name: value for name, value in slots.items() if name != needed}
    if not needed:
        lacking["function"] = _other(purpose.function)
    why = f"没有 {needed} 时不能写" if needed else "用于其他功能时不能写"
    return {
        "id": f"mined.{purpose.function}.{hashlib.sha256(text.encode()).hexdigest()[:8]}",
        "text": text, "function": purpose.function, "topics": [purpose.topic], "status": "draft",
        "fits": [{"slots": slots, "gives": gives}], "misfits": [{"slots": lacking, "why": why}],
    }  # fmt: skip


def _filter(piece: Piece) -> str:
    if piece.unit in _RATES:
        return _RATES[piece.unit]
    is_money = piece.slot == "money" or piece.unit.endswith("元")
    return f"{'money' if is_money else 'count'}('{piece.unit}')"


def _printed(piece: Piece, value: Decimal) -> str:
    return f"{rate_text(value)}{piece.unit}" if piece.unit in _RATES else piece.text


def _other(function: str) -> str:
    return "link" if function != "link" else "lead"


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# ---- candidates ---------------------------------------------------------------------------

_WHOLE = re.compile("全[省市县区州旗]|[我本][省市县区州旗](?!政府)|各级|各地")
_WORDY = frozenset({"praise", "manner", "cause", "degree", "all"})


def candidate_of(group: Sequence[Wording]) -> Candidate:
    """The candidate that a group of nearly the same wordings gives; the first one speaks."""
    first = group[0]
    places = tuple(dict.fromkeys(one.place for one in group))
    files = len({place.file for place in places})
    spread = f"等{len(places)}处（{files}个文件）" if len(places) > 1 else ""
    data = {**first.data, "source": f"{places[0]}{spread}"}
    if _WHOLE.search(first.text):
        data["levels"] = ["government"]
    entry = entry_of(dict(data), bank="", place=data["id"])
    first_year, last_year = entry.season[0]
    bounds = {"from": first_year, "to": last_year}
    years = {key: year for key, year in bounds.items() if EVER[0] < year < EVER[1]}
    if len(entry.season) == 1 and years:
        data["years"] = years  # its slogans serve these only
        entry = replace(entry, first_year=years.get("from"), last_year=years.get("to"))
    claims = list(dict.fromkeys(one.words for one in claims_of(entry) if one.kind in _WORDY))
    if claims:
        data["claims"] = claims
        entry = replace(entry, claims=tuple(claims))
    ordered = {key: data[key] for key in _KEYS if key in data}
    others = tuple(dict.fromkeys(one.text for one in group if one.text != first.text))
    return Candidate(entry, ordered, first.why, places, others)


_KEYS = (
    "id", "text", "function", "topics", "years", "levels", "claims", "source", "status", "fits", "misfits",
)  # fmt: skip
