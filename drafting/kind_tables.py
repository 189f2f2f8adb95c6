"""A statutory table laid out from its data: real cells on the grid, meaning of the value cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drafting.errors import ExpressionError
from drafting.expression import parse
from drafting.figures import FigureId
from drafting.table_data import Cell, CellData, RowData, TableData, TableForm, ValueCell, ValueSpec

_NUMBER_MARK = "#"


def with_rows(table: TableForm, count: int) -> TableForm:
    """A table of free number of rows with so many of them."""
    return table if table.free is None else _laid(table.free, count)


def table_form(data: TableData) -> TableForm:
    """The table with its real cells placed on the grid; one row where their number is free."""
    return _laid(data, 1)


def _laid(free: TableData, count: int) -> TableForm:
    data = _unrolled(free, count)
    rows: list[tuple[Cell, ...]] = []
    values: dict[FigureId, ValueCell] = {}
    covered: dict[int, int] = {}  # grid column -> rows still covered by a cell above
    row_keys: list[str] = []
    for row in data.rows:
        cells: list[Cell] = []
        column = 0
        for cell in (*row.cells, *_value_cells(data, row)):
            while covered.get(column, 0) > 0:
                column += 1
            figure = FigureId(f"{data.id}/{cell.value}") if cell.value else None
            lines = tuple(cell.text.split("|"))
            cells.append(
                Cell("".join(lines), lines, column, cell.cols, cell.rows, figure, row.header)
            )
            for inner in range(column, column + cell.cols):
                covered[inner] = cell.rows
            column += cell.cols
            if figure is not None:
                values[figure] = _value_cell(data, row, figure, cell.value)
        covered = {inner: left - 1 for inner, left in covered.items() if left > 0}
        if row.row and not row.header:
            row_keys.append(row.row)
        rows.append(tuple(cells))
    values.update((cell.id, cell) for cell in _unprinted(data))
    return TableForm(
        data.id,
        data.name,
        data.title,
        data.sheet,
        data.grid,
        data.size,
        data.line,
        tuple(rows),
        _header_rows(data),
        tuple(row_keys),
        (*data.columns, *data.asked),
        values,
        data.totals_columns,
        data.totals_rows,
        data.optional_rows,
        data.optional_labels,
        data.hidden,
        data.caption,
        data.optional,
        free if any(row.each for row in free.rows) else None,
    )


def _unprinted(data: TableData) -> Iterator[ValueCell]:
    """What is asked for and never printed: a hidden table, the further columns of free rows."""
    for column, label in data.columns.items() if data.hidden else ():
        figure = FigureId(f"{data.id}/{column}")
        yield _value_cell(data, RowData(row=""), figure, f"/{column}", label)
    for row in data.rows:
        for column, label in data.asked.items() if row.each else ():
            figure = FigureId(f"{data.id}/{row.row}/{column}")
            yield _value_cell(data, row, figure, f"{row.row}/{column}", label)


def _unrolled(data: TableData, count: int) -> TableData:
    """The data with each row of free number written out; "*" in totals named."""
    rows: list[RowData] = []
    keys: list[str] = []
    for row in data.rows:
        if not row.each:
            rows.append(row)
            continue
        for number in range(1, count + 1):
            keys.append(f"{row.row}{number}")
            cells = tuple(
                replace(cell, text=cell.text.replace(_NUMBER_MARK, str(number)))
                for cell in row.cells
            )
            label = row.label or f"第{number}行"
            rows.append(replace(row, row=keys[-1], cells=cells, label=label))
    totals = {
        row: tuple(key for part in parts for key in (keys if part == "*" else [part]))
        for row, parts in data.totals_rows.items()
    }
    return replace(data, rows=tuple(rows), totals_rows=totals)


def _header_rows(data: TableData) -> int:
    if data.header_rows is not None:
        return data.header_rows
    if not data.totals_columns:
        return 0
    return sum(1 for row in data.rows if row.header and row.cells and data.rows.index(row) < 3)


def _value_cells(data: TableData, row: RowData) -> tuple[CellData, ...]:
    if row.header or not row.row:
        return row.values or ()
    if row.values is not None:
        return tuple(
            replace(cell, value=f"{row.row}/{cell.value}" if "/" not in cell.value else cell.value)
            if cell.value
            else cell
            for cell in row.values
        )
    return tuple(CellData(value=f"{row.row}/{column}") for column in data.columns)


def _spec(data: TableData, row: str, column: str) -> ValueSpec:
    for key in (f"{row}/{column}", column, row, "*"):
        if key in data.specs:
            return data.specs[key]
    return ValueSpec()


def _formula(data: TableData, row: str, formula: str) -> str:
    """A formula with the columns of its own row named in full."""
    try:
        names = parse(formula).names
    except ExpressionError:  # `kinds check` tells it with its line
        return formula
    prefix = f"{data.id}.{row}" if row else data.id
    own = {name for name in names if name in data.columns or name in data.asked}
    return re.sub(
        r"(?<![\w.])([A-Za-z_]\w*)(?![\w.(])",
        lambda match: f"{prefix}.{match[1]}" if match[1] in own else match[1],
        formula,
    )


def _value_cell(
    data: TableData, row: RowData, figure: FigureId, value: str, column_label: str = ""
) -> ValueCell:
    row_key, _, column = value.partition("/")
    spec = _spec(data, row_key, column)
    stub = row.cells[-1].text.replace("|", "") if row.cells else ""
    label = row.label or stub
    if row_key != row.row:  # one printed row that carries several groups (table four)
        label = data.optional_labels.get(row_key, row_key)
    return ValueCell(
        figure,
        data.id,
        row_key,
        column,
        label,
        column_label or data.columns.get(column, column),
        spec.type,
        spec.unit,
        _formula(data, row_key, spec.formula) if spec.formula else "",
        spec.decimals,
        spec.choices,
        spec.blank,
    )
