"""The sheet of a table that has as many rows as there are things to list.

Loaded only when a workbook is written: openpyxl is slow to import.
"""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from drafting.figures import FigureId
from drafting.intake import workbook_style as style
from drafting.intake.raw import Plain
from drafting.intake.workbook_content import Content
from drafting.intake.workbook_labels import PENDING, SUPPLY, free_columns
from drafting.kinds import TableForm, ValueCell

_TOP = 3  # row of the headings
_EMPTY = 20  # rows ready to be filled
_HINT = "每行写一项，行数不限；尚不掌握的写“待填”。浅绿色的列自动计算，不用填写。"
_CHARACTERS = {"text": 28, "choice": 14}


def write_list(sheet: Worksheet, table: TableForm, content: Content) -> None:
    """Fill the sheet: headings, the rows that the input gives, empty rows below."""
    columns = free_columns(table)
    style.title(sheet, f"{table.name}　{table.title}", _HINT)
    style.label(sheet, _TOP, 1, "序号")
    for at, cell in enumerate(columns, start=2):
        unit = f"（{cell.unit}）" if cell.unit and cell.unit not in cell.column_label else ""
        style.label(sheet, _TOP, at, cell.column_label + unit)
    for at, text in enumerate(SUPPLY.values(), start=2 + len(columns)):
        style.label(sheet, _TOP, at, text)
    rows = table.looped_rows
    given = len(rows) if any(_row(table, key, content) for key in rows) else 0
    for number in range(1, given + _EMPTY + 1):
        _write_row(sheet, number, table, columns, content)
    _add_rules(sheet, columns, content, _TOP + given + _EMPTY)
    for at, cell in enumerate(columns, start=2):
        width = 14 if cell.choices else _CHARACTERS.get(cell.type, 14)
        sheet.column_dimensions[get_column_letter(at)].width = width
    style.finish(sheet, freeze=f"B{_TOP + 1}", landscape=True)
    sheet.protection.insertRows = sheet.protection.deleteRows = False  # False: the user may


def _row(table: TableForm, key: str, content: Content) -> dict[str, Plain]:
    prefix = f"{table.id}/{key}/"
    return {
        figure.removeprefix(prefix): PENDING if given.value is None else given.value
        for figure, given in content.figures.items() if figure.startswith(prefix)
    }  # fmt: skip


def _write_row(
    sheet: Worksheet,
    number: int,
    table: TableForm,
    columns: tuple[ValueCell, ...],
    content: Content,
) -> None:
    row, key = _TOP + number, f"{table.free_row}{number}"
    values = _row(table, key, content)
    style.label(sheet, row, 1, number)
    for at, cell in enumerate(columns, start=2):
        if not content.is_open(cell.id):
            style.close(sheet, row, at)
        elif cell.formula and cell.column not in values:
            style.total(sheet, row, at, "")
        else:
            style.entry(sheet, row, at, values.get(cell.column), left=cell.type == "text")
    supply = _supply(table, key, content)
    for at, name in enumerate(SUPPLY, start=2 + len(columns)):
        style.entry(sheet, row, at, supply.get(name))


def _supply(table: TableForm, key: str, content: Content) -> Mapping[str, str]:
    """Who supplies a row: its figures' own word, where one gives it."""
    prefix = f"{table.id}/{key}/"
    own = [
        given.supply
        for figure, given in content.figures.items()
        if figure.startswith(prefix) and given.supply
    ]
    return own[0] if own else {}


def _add_rules(
    sheet: Worksheet, columns: tuple[ValueCell, ...], content: Content, last: int
) -> None:
    for at, cell in enumerate(columns, start=2):
        if cell.formula or not content.is_open(FigureId(cell.id)):
            continue
        if cell.choices:
            rule = style.list_rule(cell.choices, strict=True)
        elif cell.type == "text":
            continue
        else:
            rule = style.number_rule(cell.type, cell.unit)
        letter = get_column_letter(at)
        rule.add(f"{letter}{_TOP + 1}:{letter}{last}")
        sheet.add_data_validation(rule)
