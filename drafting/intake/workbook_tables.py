"""The sheets that hold figures: the statutory tables and 其他数据.

Loaded only when a workbook is written: openpyxl is slow to import.
"""

from collections.abc import Iterable, Mapping
from math import ceil

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from drafting.figures import FigureId
from drafting.intake import workbook_style as style
from drafting.intake.raw import Plain
from drafting.intake.workbook_content import Content, Given
from drafting.intake.workbook_labels import (
    BASIC_LABEL,
    DEFAULT_LABEL,
    OTHER_SHEET,
    PENDING,
    SOURCES_SHEET,
    SUBTOTAL,
    SUPPLY,
    hidden_tables,
    is_grouped,
    is_total,
    parts_of,
    printed_tables,
)
from drafting.intake.workbook_lists import write_list
from drafting.kinds import Cell, TableForm, ValueCell

_TOP = 4  # first row of a table; title and hint stand above
_TWIPS_PER_CHARACTER = 130
_NARROWEST = 9.0  # characters
_LINE = 16.0  # points
_HINT = "只填白色单元格。没有的填0；尚不掌握的留空或写“待填”。浅绿色单元格自动合计。"


def write_tables(book: Workbook, content: Content) -> None:
    """Add one sheet per statutory table, then the hidden tables on one sheet."""
    for table in printed_tables(content.form):
        if not any(content.is_open(figure) for figure in table.values):
            continue
        if table.free is not None:
            write_list(book.create_sheet(table.sheet), table, content)
        else:
            _Sheet(book.create_sheet(table.sheet), table, content).write()
    hidden = [figure for table in hidden_tables(content.form) for figure in table.values]
    if any(content.is_open(figure) for figure in hidden):
        _write_other(book.create_sheet(OTHER_SHEET), content)
    _write_sources(book, content)


class _Sheet:
    """One statutory table being written."""

    def __init__(self, sheet: Worksheet, table: TableForm, content: Content) -> None:
        self.sheet = sheet
        self.table = table
        self.content = content
        self.spots: dict[FigureId, tuple[int, int]] = {}  # figure -> row and column of its cell
        self.rules: dict[tuple[str, str], list[str]] = {}  # type and unit -> cells

    def write(self) -> None:
        width = len(self.table.grid)
        style.title(self.sheet, f"{self.table.name}　{self.table.title}", _HINT)
        for offset, row in enumerate(self.table.rows):
            for cell in row:
                self._cell(_TOP + offset, cell)
            self.sheet.row_dimensions[_TOP + offset].height = self._height(row)
        for figure, (row_number, column) in self.spots.items():
            self._value(figure, row_number, column)
        below = _TOP + len(self.table.rows)
        if is_grouped(self.table):
            below = self._group_supply(below + 1)
        else:
            self._row_supply(width + 1)
        below = self._subtotals(below)
        self._default(below + 1)
        self._apply_rules()
        self._widths(width)
        style.finish(self.sheet, freeze=self._freeze(), landscape=width > 7)

    def _freeze(self) -> str:
        column = min(column for _, column in self.spots.values())
        return f"{get_column_letter(column)}{_TOP + self.table.header_rows}"

    def _cell(self, row: int, cell: Cell) -> None:
        column = cell.column + 1
        style.merge(self.sheet, row, column, cell.rows, cell.cols)
        if cell.value is None:
            left = not cell.header and cell.rows == 1
            style.label(self.sheet, row, column, cell.text, left=left)
        else:
            self.spots[cell.value] = (row, column)

    def _value(self, figure: FigureId, row: int, column: int) -> None:
        cell = self.table.values[figure]
        given = self.content.figures.get(figure)
        if not self.content.is_open(figure):
            style.close(self.sheet, row, column)
            return
        if cell.formula and given is None:
            style.total(self.sheet, row, column, "")
            return
        if is_total(self.table, cell.row, cell.column) and given is None:
            self._total(figure, row, column)
            return
        style.entry(self.sheet, row, column, shown(given))
        self._demand(cell, row, column)
        if figure in self.content.carried:
            style.mark_carried(self.sheet, row, column)

    def _total(self, figure: FigureId, row: int, column: int) -> None:
        parts = parts_of(self.table, figure)
        if not all(self.content.is_open(part) for part in parts):
            style.close(self.sheet, row, column)
            return
        area = ",".join(_ranges([self.spots[part] for part in parts]))
        # without any part the total stays empty: nothing given is not zero
        style.total(self.sheet, row, column, f'=IF(COUNT({area})=0,"",SUM({area}))')

    def _demand(self, cell: ValueCell, row: int, column: int) -> None:
        name = f"{get_column_letter(column)}{row}"
        self.rules.setdefault((cell.type, cell.unit), []).append(name)
        if cell.type == "delta":
            self.sheet[name].number_format = "+0;-0;0"
        elif cell.type == "amount":
            self.sheet[name].number_format = "@"

    def _apply_rules(self) -> None:
        for (kind, unit), cells in self.rules.items():
            rule = style.number_rule(kind, unit)
            for cell in cells:
                rule.add(cell)
            self.sheet.add_data_validation(rule)

    def _row_supply(self, column: int) -> None:
        for offset, text in enumerate(SUPPLY.values()):
            style.label(self.sheet, _TOP, column + offset, text)
        rows: dict[int, list[FigureId]] = {}
        for figure, (row, _) in self.spots.items():
            rows.setdefault(row, []).append(figure)
        for row, figures in rows.items():
            self._supply(row, column, figures)

    def _group_supply(self, top: int) -> int:
        style.label(self.sheet, top, 1, "分组")
        for offset, text in enumerate(SUPPLY.values()):
            style.label(self.sheet, top, 2 + 2 * offset, text)
            style.merge(self.sheet, top, 2 + 2 * offset, 1, 2)
        groups: dict[str, list[FigureId]] = {}
        for figure, cell in self.table.values.items():
            groups.setdefault(cell.row, []).append(figure)
        for line, (group, figures) in enumerate(groups.items(), start=top + 1):
            style.label(self.sheet, line, 1, self.table.values[figures[0]].row_label or group)
            self.sheet.row_dimensions[line].height = 3 * _LINE
            self._supply(line, 2, figures, cols=2)
        return top + len(groups) + 1

    def _supply(self, row: int, column: int, figures: Iterable[FigureId], *, cols: int = 1) -> None:
        ids = tuple(figures)
        shared = shared_supply(self.content.figures, ids)
        office = self.content.office
        if office and not shared and any(self.content.is_open(figure) for figure in ids):
            shared = {"from": office}
        for offset, key in enumerate(SUPPLY):
            style.merge(self.sheet, row, column + cols * offset, 1, cols)
            style.entry(self.sheet, row, column + cols * offset, shared.get(key))

    def _subtotals(self, row: int) -> int:
        for key in self.table.optional_rows:
            ids = {
                column: FigureId(f"{self.table.id}/{key}/{column}")
                for column in self.table.column_keys
            }
            if not any(figure in self.content.figures for figure in ids.values()):
                continue
            spots = {self.table.values[figure].column: spot for figure, spot in self.spots.items()}
            text = self.table.optional_labels[key] + SUBTOTAL
            style.label(self.sheet, row, 1, text, left=True)
            style.merge(self.sheet, row, 1, 1, min(column for _, column in spots.values()) - 1)
            for column, figure in ids.items():
                given = self.content.figures.get(figure)
                style.entry(self.sheet, row, spots[column][1], shown(given))
            self._supply(row, len(self.table.grid) + 1, ids.values())
            row += 1
        return row

    def _default(self, row: int) -> None:
        style.label(self.sheet, row, 1, DEFAULT_LABEL, left=True)
        span = 3 if len(self.table.grid) > 7 else 1
        style.merge(self.sheet, row, 1, 1, span)
        style.entry(self.sheet, row, 1 + span, self.content.default(self.table.id))
        self.sheet.row_dimensions[row].height = 2 * _LINE

    def _widths(self, width: int) -> None:
        for position, twips in enumerate(self.table.grid, start=1):
            letter = get_column_letter(position)
            self.sheet.column_dimensions[letter].width = _characters(twips)
        if not is_grouped(self.table):
            for position in range(width + 1, width + 1 + len(SUPPLY)):
                self.sheet.column_dimensions[get_column_letter(position)].width = 12

    def _height(self, row: Iterable[Cell]) -> float:
        lines = 1
        for cell in row:
            if cell.value is None and cell.rows == 1:
                covered = self.table.grid[cell.column : cell.column + cell.cols]
                room = sum(_characters(twips) for twips in covered) / 2  # a Han character takes two
                lines = max(lines, ceil(len(cell.text) / max(room - 0.5, 1)))
        return lines * _LINE + 4


def _characters(twips: int) -> float:
    return max(_NARROWEST, twips / _TWIPS_PER_CHARACTER)


def _ranges(spots: list[tuple[int, int]]) -> list[str]:
    """The cells as few ranges: neighbours in one column or one row join."""
    runs: list[list[tuple[int, int]]] = []
    for row, column in spots:
        last = runs[-1] if runs else None
        if last and (
            (last[-1] == (row - 1, column) and last[0][1] == column)
            or (last[-1] == (row, column - 1) and last[0][0] == row)
        ):
            last.append((row, column))
        else:
            runs.append([(row, column)])
    return [_range(run[0], run[-1]) for run in runs]


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    start, end = (f"{get_column_letter(column)}{row}" for row, column in (first, last))
    return start if start == end else f"{start}:{end}"


def shown(given: Given | None) -> Plain:
    """What the cell of a figure shows."""
    if given is None:
        return None
    return PENDING if given.value is None else given.value


def shared_supply(figures: Mapping[FigureId, Given], ids: Iterable[FigureId]) -> Mapping[str, str]:
    """Who supplies a row, when its figures agree; empty when they do not."""
    supplies = [figures[figure].supply for figure in ids if figure in figures]
    return supplies[0] if supplies and all(one == supplies[0] for one in supplies) else {}


def _write_other(sheet: Worksheet, content: Content) -> None:
    style.title(sheet, "其他数据", "这些数不列入表格，只用于正文的文字；不填的不写。")
    for column, text in enumerate((BASIC_LABEL, "数值", "单位", *SUPPLY.values()), start=1):
        style.label(sheet, 3, column, text)
    row = 4
    for table in hidden_tables(content.form):
        style.label(sheet, row, 1, table.title)
        row += 1
        for figure, cell in table.values.items():
            _other_line(sheet, row, content, figure, cell)
            row += 1
    for letter, width in zip("ABCDEFG", (26, 14, 8, 14, 12, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    style.finish(sheet, freeze="A4")


def _other_line(
    sheet: Worksheet, row: int, content: Content, figure: FigureId, cell: ValueCell
) -> None:
    style.label(sheet, row, 1, cell.column_label, left=True)
    style.label(sheet, row, 3, cell.unit)
    given = content.figures.get(figure)
    if not content.is_open(figure):
        style.close(sheet, row, 2)
        return
    if cell.formula and given is None:
        style.total(sheet, row, 2, "")
        return
    style.entry(sheet, row, 2, shown(given))
    rule = style.number_rule(cell.type, cell.unit)
    rule.add(f"B{row}")
    sheet.add_data_validation(rule)
    supply: Mapping[str, str] = given.supply if given is not None else {}
    if content.office and not supply:
        supply = {"from": content.office}
    for column, key in enumerate(SUPPLY, start=4):
        style.entry(sheet, row, column, supply.get(key))


def _write_sources(book: Workbook, content: Content) -> None:
    """Add the suppliers of single figures whose row has more than one."""
    lines = [
        (table, cell, content.figures[figure])
        for table in printed_tables(content.form)
        if table.free is None
        for row in dict.fromkeys(cell.row for cell in table.values.values())
        for figure, cell in _disputed(table, row, content)
    ]
    if not lines:
        return
    sheet = book.create_sheet(SOURCES_SHEET)
    style.title(sheet, SOURCES_SHEET, "同一行中由不同科室提供的数，在这里逐个写明。")
    for column, text in enumerate(("表", "行", "列", *SUPPLY.values()), start=1):
        style.label(sheet, 3, column, text)
    for row_number, (table, cell, given) in enumerate(lines, start=4):
        for column, text in enumerate((table.name, cell.row_label, cell.column_label), start=1):
            style.label(sheet, row_number, column, text, left=True)
        for column, key in enumerate(SUPPLY, start=4):
            style.entry(sheet, row_number, column, given.supply.get(key))
    for letter, width in zip("ABCDEFG", (8, 44, 18, 14, 12, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    style.finish(sheet, freeze="A4", landscape=True)


def _disputed(table: TableForm, row: str, content: Content) -> list[tuple[FigureId, ValueCell]]:
    cells = [(figure, cell) for figure, cell in table.values.items() if cell.row == row]
    given = [(figure, cell) for figure, cell in cells if figure in content.figures]
    if shared_supply(content.figures, [figure for figure, _ in given]):
        return []
    return [(figure, cell) for figure, cell in given if content.figures[figure].supply]
