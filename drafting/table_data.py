"""The data of a kind's tables as its files give them, and tables laid out from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from drafting.cache import restore, state_of
from drafting.figures import FigureId

_STRICT: Mapping[str, str] = {"extra": "forbid"}  # read by pydantic: unknown keys are errors


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpec:
    """What a value cell holds."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    type: Literal["count", "delta", "money", "amount", "number", "text"] = "count"
    unit: str = "件"
    label: str = ""  # for tables that are not printed
    formula: str = ""  # over columns of the row, or table.row.column: the value when none is given
    decimals: int | None = None  # places that a computed value is rounded to, and shown with
    choices: tuple[str, ...] = ()  # words that a text may be
    blank: bool = False  # may stay empty: no 【待填】


@dataclass(frozen=True, slots=True, kw_only=True)
class CellData:
    """One cell of a table as data."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    text: str = ""  # "|" marks a line break inside a narrow header cell, "#" a row's number
    cols: int = 1
    rows: int = 1
    value: str = ""  # row/column within the table


@dataclass(frozen=True, slots=True, kw_only=True)
class RowData:
    """One row of a table as data."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    header: bool = False
    row: str = ""  # row key of a data row
    each: bool = False  # stands for as many rows as the input gives: keys row1, row2 …
    label: str = ""  # for messages, when it differs from the stub text
    cells: tuple[CellData, ...] = ()  # stub and header cells
    values: tuple[CellData, ...] | None = None  # value cells, `value` = column key


@dataclass(frozen=True, slots=True, kw_only=True)
class TableData:
    """One table as data; see the manual page on kinds."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    id: str
    name: str  # 表三
    title: str
    sheet: str
    grid: tuple[int, ...]  # twips; sums to the type area
    size: int = 18  # half-points
    line: int = 240  # exact line height, twips
    columns: dict[str, str] = field(
        default_factory=dict
    )  # column key -> label; the default value cells of a data row
    specs: dict[str, ValueSpec] = field(
        default_factory=dict
    )  # "column", "row/column" or "*" -> type and unit
    rows: tuple[RowData, ...] = ()
    asked: dict[str, str] = field(
        default_factory=dict
    )  # column key -> label: asked for in every row of free number, never printed
    totals_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    totals_rows: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # total row -> its parts; "*" means the rows of free number
    optional_rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    optional_labels: dict[str, str] = field(default_factory=dict)
    hidden: bool = False  # asked for, never printed (fees, publicity counts)
    caption: str = ""  # printed above the table; empty: none
    optional: bool = False  # left out when the input does not hold it
    header_rows: int | None = None  # rows repeated on each page; None: told by the totals


@dataclass(frozen=True, slots=True)
class Cell:
    """One real cell of a printed table."""

    __getstate__ = state_of
    __setstate__ = restore

    text: str  # label without the break marks; empty for value cells
    lines: tuple[str, ...]  # the label as broken into lines
    column: int  # first grid column, 0-based
    cols: int
    rows: int
    value: FigureId | None  # the figure that fills it
    header: bool


@dataclass(frozen=True, slots=True)
class ValueCell:
    """What is known about one figure of a form."""

    __getstate__ = state_of
    __setstate__ = restore

    id: FigureId
    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    type: str  # as in ValueSpec
    unit: str
    formula: str = ""  # with full names
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    blank: bool = False

    @property
    def label(self) -> str:
        """Row and column as the form prints them."""
        return "".join(f"“{part}”" for part in (self.row_label, self.column_label) if part)


@dataclass(frozen=True, slots=True)
class TableForm:
    """A statutory table: grid, rows of real cells, meaning of the value cells."""

    __getstate__ = state_of
    __setstate__ = restore

    id: str
    name: str
    title: str
    sheet: str
    grid: tuple[int, ...]
    size: int
    line: int
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    row_keys: tuple[str, ...]  # data rows in order
    column_keys: tuple[str, ...]
    values: Mapping[FigureId, ValueCell]
    totals_columns: Mapping[str, tuple[str, ...]]  # total column -> its parts
    totals_rows: Mapping[str, tuple[str, ...]]  # total row -> its parts
    optional_rows: Mapping[str, tuple[str, ...]]  # subtotal row accepted on input -> its parts
    optional_labels: Mapping[str, str]
    hidden: bool
    caption: str = ""
    optional: bool = False
    free: TableData | None = None  # what it was made from, when its number of rows is free

    @property
    def looped_rows(self) -> tuple[str, ...]:
        """The rows that "rows:" of a rule runs over: of free number where there are such, else all."""
        prefix = self.free_row
        if not prefix:
            return self.row_keys
        return tuple(key for key in self.row_keys if key.removeprefix(prefix).isdigit())

    @property
    def free_row(self) -> str:
        """What the keys of the rows of free number begin with; empty when there are none."""
        rows = self.free.rows if self.free is not None else ()
        return next((row.row for row in rows if row.each), "")
