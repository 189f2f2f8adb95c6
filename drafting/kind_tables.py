"""A statutory table laid out from its data: real cells on the grid, meaning of the value cells."""

from __future__ import annotations

from dataclasses import replace

from drafting.figures import FigureId
from drafting.kind_data import Cell, CellData, RowData, TableData, TableForm, ValueCell, ValueSpec


def table_form(data: TableData) -> TableForm:
    """The table with its real cells placed on the grid."""
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
    if data.hidden:
        for column_key, label in data.columns.items():
            figure = FigureId(f"{data.id}/{column_key}")
            spec = _spec(data, "", column_key)
            values[figure] = ValueCell(
                figure, data.id, "", column_key, "", label, spec.type, spec.unit
            )
    return TableForm(
        data.id,
        data.name,
        data.title,
        data.sheet,
        data.grid,
        data.size,
        data.line,
        tuple(rows),
        sum(1 for row in data.rows if row.header and row.cells and data.rows.index(row) < 3)
        if data.totals_columns
        else 0,
        tuple(row_keys),
        tuple(data.columns),
        values,
        data.totals_columns,
        data.totals_rows,
        data.optional_rows,
        data.optional_labels,
        data.hidden,
    )


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


def _value_cell(data: TableData, row: RowData, figure: FigureId, value: str) -> ValueCell:
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
        data.columns.get(column, column),
        spec.type,
        spec.unit,
    )
