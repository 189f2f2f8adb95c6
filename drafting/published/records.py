"""Rows of tables as they stand in a file: the words before the values, and the value cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafting.location import Location
from drafting.published.blocks import Block
from drafting.published.labels import FormRow, LabelIndex, is_value, normal
from drafting.reading.markup import RawCell

_LONGEST_LABEL = 60  # characters; what is longer is prose


@dataclass(frozen=True, slots=True)
class Record:
    """One row of any table, or one line of a text where a table stands."""

    block: int  # position of its block
    place: Location
    cells: tuple[RawCell, ...]
    table: int  # number of its table; 0 in a text file
    at: int  # index of the cell that names the row; -1 when none does
    rows: tuple[FormRow, ...] = ()  # the rows of forms that its label names exactly

    @property
    def label(self) -> str:
        """The words that name it."""
        return self.cells[self.at].text.strip() if self.at >= 0 else ""

    @property
    def values(self) -> tuple[RawCell, ...]:
        """The cells behind its label, empty ones too."""
        return self.cells[self.at + 1 :]

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts of its value cells that are not empty."""
        return tuple(cell.text.strip() for cell in self.values if cell.text.strip())

    @property
    def has_values(self) -> bool:
        """Whether a number or a mark for none stands in it."""
        return any(is_value(text) for text in self.filled)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the values stand in rows of one shape, learned from rows that have them all."""

    columns: Mapping[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()  # label positions behind which empty cells come first


def record_of(position: int, block: Block, index: LabelIndex) -> Record | None:
    """The row that a block is, or None for prose."""
    cells = block.cells or tuple(_loose_cells(block.text))
    named = [
        (at, rows)
        for at, cell in enumerate(cells)
        if cell.text.strip() and (rows := index.named(cell.text))
    ]
    if named:
        at, rows = named[-1]
        return Record(position, block.place, cells, block.table, at, rows)
    at = _label_position(cells)
    record = Record(position, block.place, cells, block.table, at)
    if block.table == 0 and not record.has_values and len(record.label) > _LONGEST_LABEL:
        return None
    return record


def _loose_cells(line: str) -> list[RawCell]:
    """A line whose cells are set apart by blanks: the words, then the values at its end."""
    tokens = line.split()
    first = len(tokens)
    while first > 0 and is_value(tokens[first - 1]):
        first -= 1
    if first == len(tokens):
        return [RawCell(line.strip())]
    texts = ["".join(tokens[:first]), *tokens[first:]] if first else tokens
    return [RawCell(text, column) for column, text in enumerate(texts)]


def _label_position(cells: Sequence[RawCell]) -> int:
    """The last cell of words before the first value; -1 when the row begins with values."""
    at = -1
    for position, cell in enumerate(cells):
        text = cell.text.strip()
        if text and is_value(text):
            return at
        if text:
            at = position
    return at


def headers_in(record: Record, index: LabelIndex) -> frozenset[str]:
    """The labels of value columns that a row without values shows."""
    found = set()
    for cell in record.cells:
        for piece in re.split(r"\s+", cell.text.strip()):
            plain = normal(piece)
            if plain in index.columns:
                found.add(plain)
    return frozenset(found)


def shape(record: Record) -> tuple[object, ...]:
    """What rows have in common whose values stand in the same columns."""
    if record.table:
        return (record.table,)
    return (0, len(record.cells), record.at)


def learned(records: Sequence[Record], sizes: Mapping[int, int]) -> Grid:
    """The columns of the values in each shape of row that has all its values somewhere.

    Args:
        records: the rows.
        sizes: position in `records` -> number of values that the row must have.
    """
    columns: dict[tuple[object, ...], tuple[int, ...]] = {}
    apart: set[int] = set()
    for position, size in sizes.items():
        record = records[position]
        places = tuple(cell.column for cell in record.values if cell.text.strip())
        if len(places) == size:
            columns.setdefault((*shape(record), size), places)
            if record.table == 0 and not record.values[0].text.strip():
                apart.add(record.at)
    return Grid(columns, frozenset(apart))


def values_of(record: Record, size: int, grid: Grid) -> tuple[str, ...] | None:
    """The texts of the values of a row, "" for an empty cell; None when it cannot be told.

    A row has all its values filled, or as many cells as values, or stands on the same grid as
    a row that has them all; a value that a merged cell repeats counts once.
    """
    texts = [cell.text.strip() for cell in record.values]
    filled = [text for text in texts if text]
    if len(filled) == size:
        return tuple(filled)
    shifted = record.table == 0 and record.at in grid.apart and texts[:1] != filled[:1]
    if len(texts) > size or not shifted:
        columns = grid.columns.get((*shape(record), size))
        if columns is not None and all(
            cell.column in columns for cell in record.values if cell.text.strip()
        ):
            at = {cell.column: cell.text.strip() for cell in record.values}
            return tuple(at.get(column, "") for column in columns)
        if len(texts) == size:
            return tuple(texts)
    if not filled:
        return ("",) * size
    return _repeated(filled, size) or _trimmed(texts, size)


def _repeated(filled: Sequence[str], size: int) -> tuple[str, ...] | None:
    times, rest = divmod(len(filled), size)
    if rest or times < 2:
        return None
    groups = [set(filled[at : at + times]) for at in range(0, len(filled), times)]
    return tuple(filled[::times]) if all(len(group) == 1 for group in groups) else None


def _trimmed(texts: Sequence[str], size: int) -> tuple[str, ...] | None:
    """The values when empty cells at the two ends make up the difference."""
    first = next(at for at, text in enumerate(texts) if text)
    last = len(texts) - next(at for at, text in enumerate(reversed(texts)) if text)
    return tuple(texts[first:last]) if last - first == size else None
