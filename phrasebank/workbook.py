"""A bank as a workbook for people who live in a spreadsheet: one row an entry, one an example.

What the entries were at the export travels in a hidden sheet. A row is compared with it cell by
cell, so that only what somebody changed is read from the cells; all else keeps its exact value.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from phrasebank.entry import Entry
from phrasebank.manifest import Manifest, manifest_data
from phrasebank.reading import data_of
from phrasebank.sheet_words import LONGEST, Column, cell_text, listed, slots_text, words, written

_CHUNK = 30_000  # characters of the record in one cell; LONGEST is what a cell holds
_SPARE_ROWS = 500  # below the entries, with drop-downs


def workbook_bytes(manifest: Manifest, entries: Iterable[Entry]) -> bytes:
    """The workbook of a bank."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to import

    ordered = sorted(entries, key=lambda entry: entry.id)
    names = words().sheets
    book = Workbook()
    rows = [[written(column, entry) for column in words().columns] for entry in ordered]
    _fill(book.active, names["entries"], words().columns, rows)
    examples = [[entry.id, *row] for entry in ordered for row in example_rows(entry)]
    _fill(book.create_sheet(), names["examples"], words().example_columns, examples)
    _fill_about(book.create_sheet(), manifest)
    record = book.create_sheet(names["base"])
    record.sheet_state = "hidden"
    for number, entry in enumerate(ordered, start=1):
        told = json.dumps(data_of(entry), default=str)
        chunks = [told[at : at + _CHUNK] for at in range(0, len(told), _CHUNK)]
        for column, text in enumerate((entry.id, *chunks), start=1):
            _text_cell(record, number, column, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 -- openpyxl is untyped
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 -- slow to import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    sheet.title = title
    faint = Font(name="宋体", size=9, italic=True, color="666666")
    for at, column in enumerate(columns, start=1):
        head = sheet.cell(1, at, column.heading)
        head.font = Font(name="宋体", size=11, bold=True)
        head.fill = PatternFill("solid", fgColor="E2EFDA")
        mark = words().help_mark if at == 1 else ""
        _text_cell(sheet, 2, at, mark + column.help).font = faint
        sheet.cell(2, at).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        _drop_down(sheet, get_column_letter(at), column, len(rows) + 2 + _SPARE_ROWS)
    for number, row in enumerate(rows, start=3):
        for at, text in enumerate(row, start=1):
            _text_cell(sheet, number, at, text)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 2}"


def _text_cell(sheet: Any, row: int, column: int, text: str) -> Any:  # noqa: ANN401 -- openpyxl is untyped
    """A cell of type text: what begins with = + - @ is no formula, also after it was edited."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = text[:LONGEST]
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


def _drop_down(sheet: Any, letter: str, column: Column, last: int) -> None:  # noqa: ANN401 -- openpyxl is untyped
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- slow to import

    known = words()
    choices = {
        "function": known.functions.values(),
        "status": known.statuses.values(),
        "levels": (known.all_levels, *known.levels.values()),
    }.get(column.kind, known.examples.values() if column.key == "kind" else ())
    if not choices:
        return
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    rule.showErrorMessage = column.kind != "levels"  # several levels may stand in one cell
    rule.errorTitle, rule.error = "填写有误", "请从下拉列表中选择。"
    rule.add(f"{letter}3:{letter}{last}")
    sheet.add_data_validation(rule)


def _fill_about(sheet: Any, manifest: Manifest) -> None:  # noqa: ANN401 -- openpyxl is untyped
    sheet.title = words().sheets["about"]
    data = manifest_data(manifest)
    for number, column in enumerate(words().about, start=1):
        value = data.get(column.key, "")
        sheet.cell(number, 1, column.heading)
        _text_cell(sheet, number, 2, listed(value) if isinstance(value, list) else str(value))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 60


def example_rows(entry: Entry) -> list[list[str]]:
    """Kind, slots and text of each example as the cells show them."""
    names = words().examples
    return [
        *([names["fits"], slots_text(one), cell_text(one.gives)] for one in entry.fits),
        *([names["misfits"], slots_text(one), cell_text(one.why)] for one in entry.misfits),
    ]
