"""A bank out of a workbook, after whatever a spreadsheet program and its user did to it.

Sheets and columns are known by their headings. All faults are found at once, each with its cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drafting.errors import BrokenBankError, ExpressionError, PhraseTextError
from drafting.expression import parse
from phrasebank.entry import Entry, Example
from phrasebank.manifest import Manifest, manifest_of
from phrasebank.reading import data_of, entry_of
from phrasebank.sheet_words import (
    CellError,
    Column,
    cell_text,
    parsed,
    parts,
    slots,
    words,
    written,
)
from phrasebank.template import read_text
from phrasebank.workbook import example_rows

_HEADS_WITHIN = 10  # rows
_ID = "编号只可用小写字母、数字、点、下划线和横线"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank."""

    name: str  # "C5"
    value: object
    is_broken: bool = False  # an error, or a formula without a result


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet as read: row -> column -> cell, both from 1."""

    title: str
    rows: Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell."""

    sheet: str
    cell: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """What a workbook says; entries only when there are no faults."""

    manifest: Manifest
    entries: tuple[Entry, ...]
    base: tuple[Entry, ...] | None
    faults: tuple[CellFault, ...]


@dataclass(slots=True)
class _Table:
    """A sheet whose headings were found; texts of cells are even, so that they compare."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]  # key -> column
    faults: list[CellFault] = field(default_factory=list)

    def rows(self) -> Iterable[int]:
        """Rows with anything in the known columns, without headings and help."""
        for number, cells in self.sheet.rows.items():
            texts = [self.text(number, key) for key in self.columns if self.columns[key] in cells]
            if number > self.head and any(texts):
                first = self.text(number, "id")
                if not first.startswith(words().help_mark):
                    yield number

    def text(self, row: int, key: str) -> str:
        cell = self.cell(row, key)
        if cell is None:
            return ""
        value = cell.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else cell_text(str(value))

    def cell(self, row: int, key: str) -> Cell | None:
        return self.sheet.rows.get(row, {}).get(self.columns.get(key, 0))

    def fault(self, row: int, key: str, message: str, remedy: str) -> None:
        self.faults.append(CellFault(self.sheet.title, self.name(row, key), message, remedy))

    def name(self, row: int, key: str) -> str:
        """The cell's name, also of a blank one."""
        cell = self.cell(row, key)
        if cell is not None:
            return cell.name
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow to import

        return f"{get_column_letter(self.columns.get(key, 1))}{row}"


def read_sheets(sheets: Sequence[Sheet]) -> WorkbookRead:
    """The bank of a workbook: sheets are known by their headings, columns by theirs."""
    known = words()
    table = _found(sheets, known.columns, ("id", "text", "function"))
    manifest = _manifest(sheets)
    if table is None:
        fault = CellFault(
            sheets[0].title if sheets else "", "", "没有找到有“编号”“文本”“功能”三列的工作表",
            "请在导出的工作簿里修改，并保留第一行的列名。",
        )  # fmt: skip
        return WorkbookRead(manifest, (), None, (fault,))
    base = _record(sheets, manifest.name)
    examples = _found(sheets, known.example_columns, ("id", "kind", "slots"))
    reader = _Reader(table, examples, base or {}, manifest.name)
    entries = reader.entries()
    faults = (*table.faults, *(examples.faults if examples else ()))
    recorded = None if base is None else tuple(base.values())
    return WorkbookRead(manifest, () if faults else entries, recorded, faults)


def _found(
    sheets: Sequence[Sheet], columns: Sequence[Column], needed: Sequence[str]
) -> _Table | None:
    """The sheet and row that hold the needed headings."""
    for sheet in sheets:
        for number in sorted(sheet.rows)[:_HEADS_WITHIN]:
            heads: dict[str, int] = {}
            for at, cell in sheet.rows[number].items():
                heads.setdefault("".join(str(cell.value).split()), at)
            places = {
                column.key: heads[column.heading] for column in columns if column.heading in heads
            }
            if all(key in places for key in needed):
                return _Table(sheet, number, places)
    return None


def _manifest(sheets: Sequence[Sheet]) -> Manifest:
    keys = {column.heading: column.key for column in words().about}
    data: dict[str, Any] = {}
    for sheet in sheets:
        if sheet.title != words().sheets["about"]:
            continue
        for cells in sheet.rows.values():
            key = keys.get(cell_text(str(cells[1].value))) if 1 in cells else None
            if key and 2 in cells:
                text = cell_text(str(cells[2].value))
                data[key] = parts(text) if key == "hides" else text
    if not data:
        return Manifest("workbook")
    return manifest_of(data, f"工作表“{words().sheets['about']}”")


def _record(sheets: Sequence[Sheet], bank: str) -> dict[str, Entry] | None:
    """The entries as they were exported; None when the record is gone or was changed."""
    for sheet in sheets:
        if sheet.title != words().sheets["base"]:
            continue
        entries = {}
        for cells in sheet.rows.values():
            told = "".join(str(cell.value) for at, cell in sorted(cells.items()) if at > 1)
            try:
                entry = entry_of(json.loads(told), bank=bank, place=sheet.title)
            except (json.JSONDecodeError, BrokenBankError):
                return None
            entries[entry.id] = entry
        return entries
    return None


@dataclass(slots=True)
class _Reader:
    """Rows to entries, each compared with what was exported."""

    table: _Table
    examples: _Table | None
    base: Mapping[str, Entry]
    bank: str

    def entries(self) -> tuple[Entry, ...]:
        rows: dict[str, int] = {}
        for row in self.table.rows():
            id_ = self.table.text(row, "id")
            if not id_:
                self.table.fault(row, "id", "没有填编号", f"请填编号；{_ID}。")
            elif id_ in rows:
                first = self.table.name(rows[id_], "id")
                self.table.fault(row, "id", f"编号“{id_}”与 {first} 重复", "请改用别的编号。")
            else:
                rows[id_] = row
        shown = self._examples(rows)
        entries = [self._entry(id_, row, shown.get(id_, {})) for id_, row in rows.items()]
        return tuple(entry for entry in entries if entry is not None)

    def _entry(self, id_: str, row: int, shown: Mapping[str, list[Example]]) -> Entry | None:
        before = len(self.table.faults)
        old = self.base.get(id_)
        data: dict[str, Any] = {"id": id_} if old is None else data_of(old)
        years = dict(data.pop("years", {}))
        for column in words().columns:
            if column.key == "id" or column.key not in self.table.columns:
                continue
            changed, value = self._value(row, column, old)
            if column.kind == "year":
                years |= {_YEARS[column.key]: value} if changed else {}
            elif changed:
                data[column.key] = value
        if years:
            data["years"] = years
        if self.examples is not None:
            data |= {
                kind: [_example(one) for one in shown.get(kind, [])] for kind in words().examples
            }
        self._check(row, data, old)
        if len(self.table.faults) > before:
            return None
        try:
            return entry_of(data, bank=self.bank, place=id_)
        except BrokenBankError as fault:
            self.table.fault(row, "id", fault.message.rstrip("。"), "请按提示改正这一行。")
            return None

    def _value(self, row: int, column: Column, old: Entry | None) -> tuple[bool, object]:
        """Whether a cell was changed since the export, and its value then."""
        cell = self.table.cell(row, column.key)
        text = self.table.text(row, column.key)
        if cell is not None and cell.is_broken:
            self.table.fault(row, column.key, f"{column.heading}是公式或错误值", "请改填文字。")
            return False, None
        if old is not None and text == cell_text(written(column, old)):
            return False, None
        try:
            value = parsed(column, text)
        except CellError as fault:
            self.table.fault(row, column.key, fault.message, fault.remedy)
            return False, None
        blank = not text and old is None and column.key not in _NEEDED
        return not blank, list(value) if isinstance(value, tuple) else value

    def _check(self, row: int, data: Mapping[str, Any], old: Entry | None) -> None:
        told = {fault.cell for fault in self.table.faults}
        for column in words().columns:
            key = column.key
            if key not in _NEEDED or data.get(key) or self.table.name(row, key) in told:
                continue
            if old is None or getattr(old, key):
                self.table.fault(row, key, f"没有填{column.heading}", f"请填写{column.heading}。")
        try:
            read_text(str(data.get("text", "")))
        except PhraseTextError as fault:
            self.table.fault(row, "text", str(fault).rstrip("。"), "请按提示改正文本。")
        try:
            parse(str(data.get("when") or "0 == 0"))
        except ExpressionError as fault:
            self.table.fault(row, "when", str(fault).rstrip("。"), "请改正使用条件。")
        for key, name in words().examples.items():
            if not data.get(key):
                self.table.fault(
                    row,
                    "id",
                    f"没有{name}的示例",
                    f"请在“{words().sheets['examples']}”表中补一条。",
                )

    def _examples(self, rows: Mapping[str, int]) -> dict[str, dict[str, list[Example]]]:
        """Id -> kind -> examples; a row that was not changed keeps its exact values."""
        found: dict[str, dict[str, list[Example]]] = {}
        table = self.examples
        if table is None:
            return found
        for row in table.rows():
            id_ = table.text(row, "id")
            if id_ not in rows:
                table.fault(
                    row, "id", f"“{words().sheets['entries']}”表没有编号“{id_}”", "请核对编号。"
                )
                continue
            one = _read_example(table, row, self.base.get(id_))
            if one is not None:
                kind, example = one
                found.setdefault(id_, {}).setdefault(kind, []).append(example)
        return found


def _read_example(table: _Table, row: int, old: Entry | None) -> tuple[str, Example] | None:
    name, told, text = (table.text(row, key) for key in ("kind", "slots", "text"))
    kind = next((key for key, word in words().examples.items() if name in (key, word)), None)
    if kind is None:
        table.fault(row, "kind", f"类别“{name}”不在列表中", "请填“适用”或“不适用”。")
        return None
    if old is not None:
        for example, shown in zip((*old.fits, *old.misfits), example_rows(old), strict=True):
            if [words().examples[kind], told, text] == [cell_text(part) for part in shown]:
                return kind, example
    try:
        values = slots(told)
    except CellError as fault:
        table.fault(row, "slots", fault.message, fault.remedy)
        return None
    return kind, Example(values, gives=text) if kind == "fits" else Example(values, why=text)


_NEEDED = ("text", "function", "source")
_YEARS = {"first_year": "from", "last_year": "to"}


def _example(example: Example) -> dict[str, Any]:
    return {"slots": dict(example.slots), "gives": example.gives, "why": example.why}
