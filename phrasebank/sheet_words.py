"""The words of the workbook: what an entry's fields are written as in cells, and read back from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.errors import BrokenBankError
from phrasebank.entry import LEVELS, Entry, Example

_DATA = Path(__file__).resolve().with_name("workbook.yaml")
LONGEST = 32_767  # characters of a cell
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?")
_PARTS = re.compile("[；;、，,\n]")
_PAIRS = re.compile("[；;，,\n]")
_KEY = re.compile(r"\s*([^：:=；;，,\n\"]+?)\s*[：:=]\s*")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_UNPAIRED = ("引号或括号不成对", "请补上所缺的英文引号或括号。")
_TRAILING = ("引号或括号后有多余的字", "请用“；”与下一项隔开。")
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    key: str
    heading: str
    help: str = ""
    width: int = 20
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything of `workbook.yaml`."""

    columns: tuple[Column, ...]
    example_columns: tuple[Column, ...]
    about: tuple[Column, ...]
    functions: Mapping[str, str]  # key -> Chinese
    statuses: Mapping[str, str]
    levels: Mapping[str, str]
    examples: Mapping[str, str]
    sheets: Mapping[str, str]
    help_mark: str  # begins the row of help
    all_levels: str


class CellError(Exception):
    """A cell does not hold what its column asks for."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message)


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of the workbook.

    Raises:
        BrokenBankError: the data file has another schema.
    """
    raw: dict[str, Any] = yaml.safe_load(_DATA.read_text("utf-8"))
    if raw.pop("schema") != 1:
        raise BrokenBankError(_DATA.name, "须有 schema: 1")
    for key in ("columns", "example_columns", "about"):
        raw[key] = tuple(Column(**column) for column in raw[key])
    return Words(**raw)


def cell_text(text: str) -> str:
    """A text as a cell can hold it; blanks at its ends and the form of line ends do not count."""
    return _ILLEGAL.sub("", _ENDS.sub("\n", text))[:LONGEST].strip()


# ---- fields to cells and back ---------------------------------------------------------------


def written(column: Column, entry: Entry) -> str:
    """What the cell of a column shows of an entry."""
    value = getattr(entry, column.key)
    if column.kind == "list":
        return listed(value)
    if column.kind == "levels":
        if value == LEVELS:
            return words().all_levels
        return "；".join(words().levels[level] for level in value)
    if column.kind in {"function", "status"}:
        return _names(column.kind)[value]
    return cell_text("" if value is None else str(value))


def parsed(column: Column, text: str) -> object:
    """The value of a cell's text.

    Raises:
        CellError: it is not what the column asks for.
    """
    if column.kind == "list":
        return parts(text)
    if column.kind == "levels":
        return _levels(text)
    if column.kind in {"function", "status"}:
        return _named(column, text, _names(column.kind))
    if column.kind == "year":
        return _number(column, text.removesuffix("年"), 1900, 2200) if text else None
    if column.kind == "number":
        return _number(column, text, 1, 100 if column.key == "weight" else 10**6) if text else 1
    return text


def _names(kind: str) -> Mapping[str, str]:
    return words().functions if kind == "function" else words().statuses


def _named(column: Column, text: str, names: Mapping[str, str]) -> str:
    for key, name in names.items():
        if text in (key, name):
            return key
    raise CellError(
        f"{column.heading}“{text}”不在列表中" if text else f"没有填{column.heading}",
        f"可填：{'、'.join(names.values())}。",
    )


def _levels(text: str) -> tuple[str, ...]:
    if text in ("", words().all_levels):
        return LEVELS
    column = next(column for column in words().columns if column.kind == "levels")
    return tuple(_named(column, part, words().levels) for part in parts(text))


def _number(column: Column, text: str, least: int, most: int) -> int:
    number = text.strip().removesuffix(".0")
    if not re.fullmatch("[0-9]{1,7}", number) or not least <= int(number) <= most:
        raise CellError(f"{column.heading}“{text}”不是可用的数", f"请填{least}至{most}的整数。")
    return int(number)


# ---- lists --------------------------------------------------------------------------------


def listed(values: Sequence[str]) -> str:
    """Texts in one cell, parted by ；; a text with such a mark stands in quotes."""
    return "；".join(
        _quoted(value) if not value.strip() or value != cell_text(value) or _PARTS.search(value)
        or value.startswith('"') else value
        for value in values
    )  # fmt: skip


def parts(text: str) -> tuple[str, ...]:
    """The texts of a cell.

    Raises:
        CellError: a quotation does not end.
    """
    found: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            value, at = _json_at(text, at)
            found.append(str(value))
            continue
        end = _PARTS.search(text, at)
        stop = end.start() if end else len(text)
        if text[at:stop].strip():
            found.append(text[at:stop].strip())
        at = stop + 1
    return tuple(found)


def _quoted(text: str) -> str:
    return json.dumps(text)  # ASCII: a cell cannot hold every character


def _json_at(text: str, at: int) -> tuple[object, int]:
    """The JSON value that begins here, and where the next piece begins."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as fault:
        raise CellError(*_UNPAIRED) from fault
    behind = re.compile(r"\s*(?:[；;、，,\n]|$)").match(text, end)
    if behind is None:
        raise CellError(*_TRAILING)
    return value, max(behind.end(), end + 1)


# ---- slots --------------------------------------------------------------------------------


def slots_text(example: Example) -> str:
    """The slots of an example in one cell: n：12；topic：requests."""
    return "；".join(f"{_key_text(key)}：{_slot(value)}" for key, value in example.slots.items())


def _key_text(key: str) -> str:
    found = _KEY.fullmatch(f"{key}：")
    return key if found and found[1] == key == cell_text(key) else _quoted(key)


def _slot(value: object) -> str:
    if not isinstance(value, bool | int | float | list | dict | None):
        value = str(value)  # a date, as the record of the export has it
    if isinstance(value, str):
        plain = (
            bool(value) and value == cell_text(value) and not _PAIRS.search(value)
            and value[0] not in '"[{' and value not in _WORDS and not _NUMBER.fullmatch(value)
        )  # fmt: skip
        return value if plain else _quoted(value)
    return json.dumps(value, ensure_ascii=True, default=str)


def slots(text: str) -> dict[str, object]:
    """The slots that a cell names.

    Raises:
        CellError: a piece is no pair of name and value.
    """
    found: dict[str, object] = {}
    at = 0
    while at < len(text):
        key, at = _key_at(text, at)
        if text[at : at + 1] and text[at] in '"[{':
            value, at = _json_at(text, at)
        else:
            end = _PAIRS.search(text, at)
            stop = end.start() if end else len(text)
            value, at = _plain(text[at:stop].strip()), stop + 1
        found[key] = value
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def _key_at(text: str, at: int) -> tuple[str, int]:
    if text[at] == '"':
        try:
            key, end = json.JSONDecoder().raw_decode(text, at)
        except json.JSONDecodeError as fault:
            raise CellError(*_UNPAIRED) from fault
        mark = re.compile(r"\s*[：:=]\s*").match(text, end)
    else:
        mark = _KEY.match(text, at)
        key = mark[1] if mark else ""
    if mark is None:
        raise CellError(
            f"槽位“{text[at : at + 20]}”没有写成“名称：值”",
            "请写成 n：12；topic：requests 的样子。",
        )
    return str(key), mark.end()


def _plain(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text)
    return text
