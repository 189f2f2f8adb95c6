"""The cells of a workbook file, as they stand, whatever the program that saved it.

Loaded only when a workbook is read: openpyxl is slow to import.
"""

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from drafting.errors import UnreadableFileError
from drafting.intake.raw import Plain

MAX_ROWS = 20_000
MAX_COLUMNS = 400
_MAX_UNPACKED = 120_000_000  # bytes; an ordinary workbook unpacks to a few hundred thousand

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls and .et, and encrypted packages
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RESAVE = "请用表格软件打开，另存为“Excel 工作簿（*.xlsx）”后重试。"
# what openpyxl lets through from damaged parts; faults of XML are SyntaxError
_BROKEN = (
    AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error, InvalidFileException,
)  # fmt: skip


class Fault(Enum):
    """What is unusual about a cell."""

    FORMULA = "formula"  # a formula that was never calculated
    ERROR = "error"  # #REF! and the like
    DATE = "date"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that is not blank."""

    row: int  # 1-based
    column: int  # 1-based
    value: Plain  # None only for a formula without a result
    fault: Fault | None = None
    formula: bool = False

    @property
    def name(self) -> str:
        """Its name on the sheet, e.g. C5."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged block; all four 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One worksheet."""

    title: str
    hidden: bool
    rows: Mapping[int, Mapping[int, SheetCell]]  # row -> column -> cell, both ascending
    merges: Mapping[tuple[int, int], Area]  # by the top left cell

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell, or None when it is blank."""
        return self.rows.get(row, {}).get(column)

    def area(self, cell: SheetCell) -> Area:
        """The block that a cell covers; itself when it is not merged."""
        alone = Area(cell.row, cell.column, cell.row, cell.column)
        return self.merges.get((cell.row, cell.column), alone)


def read_grids(path: Path) -> tuple[SheetGrid, ...]:
    """All worksheets of a workbook.

    Dimensions that the file states are not trusted (WPS writes wrong ones).

    Raises:
        UnreadableFileError: no file, not a workbook, damaged, or protected by a password.
    """
    data = _bytes_of(path)
    _refuse_strangers(path, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features that are not read here
            return tuple(_sheets(data))
    except _BROKEN as fault:
        raise UnreadableFileError(path, "文件已损坏，或不是有效的 Excel 工作簿", _RESAVE) from fault


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFileError(path, "这是一个文件夹", "请指定其中的一个 .xlsx 文件。")
    try:
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableFileError(path, "文件不存在", "请核对文件名和所在文件夹。") from fault
    except OSError as fault:
        raise UnreadableFileError(
            path, "文件打不开", "请核对文件名和权限，并关闭正在使用它的程序。"
        ) from fault
    if not data:
        raise UnreadableFileError(path, "文件是空的", "请重新取得或重新保存该文件。")
    return data


def _refuse_strangers(path: Path, data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            remedy = "请用表格软件打开，取消打开密码并保存后重试。"
            raise UnreadableFileError(path, "文件设有打开密码", remedy)
        raise UnreadableFileError(path, "这是旧格式（.xls、.et）的表格", _RESAVE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            unpacked = sum(info.file_size for info in package.infolist())
    except _BROKEN as fault:
        raise UnreadableFileError(path, "文件已损坏，或不是 Excel 工作簿", _RESAVE) from fault
    if not any(name.lower().startswith("xl/") for name in names):
        raise UnreadableFileError(path, "这不是 Excel 工作簿（.xlsx）", _RESAVE)
    if unpacked > _MAX_UNPACKED:
        remedy = "请删去图片和无关的工作表后另存为新文件。"
        raise UnreadableFileError(path, "文件展开后过大", remedy)


def _sheets(data: bytes) -> Iterator[SheetGrid]:
    formulas = load_workbook(BytesIO(data), read_only=True, data_only=False)
    results = load_workbook(BytesIO(data), read_only=True, data_only=True)
    with zipfile.ZipFile(BytesIO(data)) as package:
        for sheet, twin in zip(formulas.worksheets, results.worksheets, strict=True):
            part = package.read(sheet._worksheet_path)  # noqa: SLF001 -- no public name
            rows = _rows(sheet, twin if _FORMULA.search(part) else None)
            yield SheetGrid(str(sheet.title), sheet.sheet_state != "visible", rows, _merges(part))


def _merges(part: bytes) -> Mapping[tuple[int, int], Area]:
    merges: dict[tuple[int, int], Area] = {}
    for first, last in _MERGE.findall(part):
        top, left = coordinate_to_tuple(first.decode())
        bottom, right = coordinate_to_tuple(last.decode())
        merges[top, left] = Area(top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS))
    return merges


def _rows(
    sheet: ReadOnlyWorksheet, twin: ReadOnlyWorksheet | None
) -> Mapping[int, Mapping[int, SheetCell]]:
    twins = () if twin is None else _cells(twin)
    results = {(cell.row, cell.column): cell for cell in twins}
    rows: dict[int, dict[int, SheetCell]] = {}
    for cell in _cells(sheet):
        read = _read(cell, results.get((cell.row, cell.column)))
        if read is not None:
            rows.setdefault(read.row, {})[read.column] = read
    return rows


def _cells(sheet: ReadOnlyWorksheet) -> Iterator[ReadOnlyCell]:
    sheet.reset_dimensions()
    for line in islice(sheet.iter_rows(max_col=MAX_COLUMNS), MAX_ROWS):
        for cell in line:
            if cell.value is not None:
                yield cell


def _read(cell: ReadOnlyCell, result: ReadOnlyCell | None) -> SheetCell | None:
    formula = cell.data_type == "f"
    if formula and result is None:
        return SheetCell(cell.row, cell.column, None, Fault.FORMULA, formula=True)
    source = result if formula and result is not None else cell
    value, fault = _plain(source.value, str(source.data_type))
    if value is None:
        return None
    return SheetCell(cell.row, cell.column, value, fault, formula)


def _plain(value: object, data_type: str) -> tuple[Plain, Fault | None]:
    if data_type == "e":
        return str(value), Fault.ERROR
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return str(value).removesuffix(" 00:00:00"), Fault.DATE
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        exact = float(f"{value:.15g}")  # the digits that a spreadsheet keeps
        return (int(exact) if exact.is_integer() else exact), None
    text = str(value)
    return (text if text.strip() else None), None
