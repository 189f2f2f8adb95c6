"""Stated numbers with unit, origin and state; exact arithmetic on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NewType

from drafting.location import NOWHERE, Location

FigureId = NewType("FigureId", str)
"""Table, row and column joined by "/", e.g. "t3/new/total"; two parts for tables without rows."""


class State(Enum):
    """How a figure came to its value."""

    GIVEN = "given"
    DEFAULT = "default"  # filled from the table's `default`
    COMPUTED = "computed"  # a total that was not given
    MISSING = "missing"  # null, or its table not given: 待填
    TEXT = "text"  # words, not a number: `raw` holds them
    INVALID = "invalid"  # what stands there is no such number; `raw` keeps it


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated number."""

    id: FigureId
    value: Decimal | None  # in `unit`; None when missing or invalid
    unit: str  # 件, 元, 万元, 项 …
    state: State
    raw: str = ""  # as entered, for amounts with their unit and for invalid cells
    origin: Location = NOWHERE
    supplied_by: str = ""  # office that supplies it
    confirmed_by: str = ""
    as_of: str = ""
    base: str = ""  # 本级 or 全口径


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures of a report by id, in the order of the form."""

    figures: Mapping[FigureId, Figure] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> "FigureTable":
        """Make a table; a later figure of the same id replaces the earlier one."""
        return cls(MappingProxyType({figure.id: figure for figure in figures}))

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def __contains__(self, figure_id: object) -> bool:
        return figure_id in self.figures

    def get(self, figure_id: str) -> Figure | None:
        """The figure, or None when the form has no such cell."""
        return self.figures.get(FigureId(figure_id))

    def value(self, figure_id: str) -> Decimal | None:
        """The number, or None when it is missing, invalid or unknown to the form."""
        figure = self.figures.get(FigureId(figure_id))
        return None if figure is None else figure.value

    def plain(self, figure_id: str) -> Decimal | str | None:
        """The number, or the words of a cell for text."""
        figure = self.figures.get(FigureId(figure_id))
        if figure is None:
            return None
        return figure.raw if figure.state is State.TEXT else figure.value

    def replace(self, figures: Iterable[Figure]) -> "FigureTable":
        """A copy with the given figures put in."""
        merged = dict(self.figures)
        merged.update({figure.id: figure for figure in figures})
        return FigureTable(MappingProxyType(merged))


def number_text(value: Decimal) -> str:
    """The number in plain digits, without exponent and without zeros behind the last place.

    >>> number_text(Decimal("3.50"))
    '3.5'
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
