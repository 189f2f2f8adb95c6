"""The form of single cells: filled, numbers of their type, written in plain digits, with unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from drafting.checking.crossfoot import Desk
from drafting.checking.wording import figure_place, label_text, plain
from drafting.figures import Figure, FigureId, State
from drafting.findings import SEVERITY_BY_LETTER, Finding
from drafting.kinds import CheckSpec, TableForm, ValueCell

_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_MOST_DECIMALS = 6


def missing(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Cells without a value: one finding a table, a row or a cell, whichever is whole."""
    for table in _tables(desk, spec):
        cells = [cell for cell in table.values.values() if _lacks(desk, cell)]
        if len(cells) == len(table.values):
            yield _lack(desk, spec, cells[0], f"{table.name}（{table.title}）没有数据", table.sheet)
            continue
        by_row: dict[str, list[ValueCell]] = {}
        for cell in cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row, lacking in by_row.items():
            whole = [cell for cell in table.values.values() if cell.row == row]
            if len(whole) == len(lacking) > 1:
                name = f"{table.name}“{lacking[0].row_label}”整行没有数据"
                yield _lack(desk, spec, lacking[0], name, "")
                continue
            for cell in (cell for cell in lacking if not _follows(desk, cell)):
                name = f"{label_text(desk.book.labels, cell.id)}没有数据"
                yield _lack(desk, spec, cell, name, "")


def invalid(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Cells that hold no number of their type."""
    for table in _tables(desk, spec):
        for cell, figure in _cells(desk, table):
            reason = _fault(cell, figure)
            if reason:
                yield _finding(desk, spec, figure, reason, (figure.id,))


def written(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Cells whose number is written with full-width digits, separators, blanks or a unit."""
    for table in _tables(desk, spec):
        for cell, figure in _cells(desk, table):
            given = figure.raw.replace("＋", "+") if cell.type == "delta" else figure.raw
            if cell.type == "amount" or figure.value is None or not given:
                continue
            if _PLAIN.match(given) is None:
                yield _finding(desk, spec, figure, f"写作“{figure.raw}”", ())


def without_unit(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Amounts that do not say whether they are 元 or 万元; nought needs no unit."""
    for table in _tables(desk, spec):
        for cell, figure in _cells(desk, table):
            if cell.type == "amount" and figure.value and "元" not in figure.raw:
                yield _finding(desk, spec, figure, f"写作“{plain(figure.value)}”，没有单位", ())


def no_multiple(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Amounts that a tariff cannot give."""
    for figure_id in spec.left:
        figure = desk.report.figures.get(figure_id)
        if figure is not None and figure.value is not None and figure.value % spec.step:
            text = f"为{plain(figure.value)}{figure.unit}"
            yield _finding(desk, spec, figure, text, ())


def unchosen(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Texts that are none of the words that their column knows."""
    for table in _tables(desk, spec):
        for cell, figure in _cells(desk, table):
            if figure.state is State.TEXT and cell.choices and figure.raw not in cell.choices:
                text = f"填的是“{figure.raw}”，可填的有：{'、'.join(cell.choices)}"
                yield _finding(desk, spec, figure, text, (figure.id,))


def _tables(desk: Desk, spec: CheckSpec) -> Iterator[TableForm]:
    """The tables of a check; one that may be left out counts only when the input holds it."""
    for table_id in spec.tables:
        table = desk.book.form.tables[table_id]
        if not table.optional or table_id in desk.report.given_tables:
            yield table


def _cells(desk: Desk, table: TableForm) -> Iterator[tuple[ValueCell, Figure]]:
    """The cells that the input fills, given subtotals with them."""
    figures = desk.report.figures.figures
    for cell in table.values.values():
        if cell.id in figures:
            yield cell, figures[cell.id]
    for row, column in product(table.optional_rows, table.column_keys):
        figure_id = FigureId(f"{table.id}/{row}/{column}")
        if figure_id in figures:
            cell = ValueCell(figure_id, table.id, row, column, row, column, "count", "件")
            yield cell, figures[figure_id]


def _lacks(desk: Desk, cell: ValueCell) -> bool:
    figure = desk.report.figures.get(cell.id)
    return not cell.blank and (figure is None or figure.state is State.MISSING)


def _follows(desk: Desk, cell: ValueCell) -> bool:
    """Whether a total is missing only because a part is, which has its own finding."""
    parts = desk.book.parts.get(cell.id, ())
    return any(desk.report.figures.value(part) is None for part in parts)


def _fault(cell: ValueCell, figure: Figure) -> str:
    """What is wrong with a cell's value, or nothing."""
    value = figure.value
    if figure.state is State.INVALID:
        return f"填的是“{figure.raw}”，不是{'一行文字' if cell.type == 'text' else '数'}"
    if value is None or figure.state is State.COMPUTED:  # our own total: its parts are to blame
        return ""
    if cell.type in {"count", "delta"} and value != value.to_integral_value():
        return f"为{plain(value)}，应为整数"
    if cell.type not in {"delta", "number"} and value < 0:
        return f"为{plain(value)}，不应为负数"
    if cell.type in {"money", "amount", "number"} and _decimals(value) > _MOST_DECIMALS:
        return f"为{plain(value)}，小数超过{_MOST_DECIMALS}位"
    return ""


def _decimals(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])


def _lack(desk: Desk, spec: CheckSpec, cell: ValueCell, text: str, sheet: str) -> Finding:
    place = sheet or figure_place(desk.report, desk.book.labels, cell.id)
    return Finding(
        code=spec.code,
        severity=SEVERITY_BY_LETTER[spec.level],
        message=spec.message.format(fault=text),
        place=place,
        remedy=spec.remedy,
        anchor=f"figure:{cell.id}",
    )


def _finding(
    desk: Desk, spec: CheckSpec, figure: Figure, text: str, suspects: tuple[str, ...]
) -> Finding:
    fault = f"{label_text(desk.book.labels, figure.id)}{text}"
    return Finding(
        code=spec.code,
        severity=SEVERITY_BY_LETTER[spec.level],
        message=spec.message.format(fault=fault),
        place=figure_place(desk.report, desk.book.labels, figure.id),
        remedy=spec.remedy,
        figures=(figure.raw or plain(figure.value),),
        anchor=f"figure:{figure.id}",
        suspects=suspects,
    )
