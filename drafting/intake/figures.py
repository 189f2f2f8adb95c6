"""The figures of an input put into the cells of its form; totals computed where not given."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.intake.derived import derived
from drafting.intake.raw import Plain, one_line, shown
from drafting.kinds import Form, TableForm, ValueCell
from drafting.zh.numerals import narrow_digits

if TYPE_CHECKING:
    from drafting.intake.assemble import Desk

_META = ("value", "from", "confirmed_by", "as_of", "base")
_DIGITS = r"[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_SIGNED = re.compile(rf"({_DIGITS})\s*[%％]?")
_AMOUNT = re.compile(rf"({_DIGITS})\s*(元|万元|亿元)?")
_MEASURES = "件个条次项份宗部篇起户人家"
_MOST_DIGITS = 15  # as in a worksheet; sums of longer numbers would be rounded


def read_figures(desk: Desk, form: Form) -> tuple[FigureTable | None, frozenset[str]]:
    """All figures of the form, and the names of the tables that the input holds."""
    data = desk.raw.data.get("figures")
    if data is not None and not isinstance(data, dict):
        desk.fault(
            "IN-03", "figures", "“figures”下面应是各张表", f"可用的键：{'、'.join(form.tables)}。"
        )
        data = None
    tables: dict[str, Plain] = dict(data or {})
    desk.unknown_keys(tables, "figures", form.tables)
    figures: list[Figure] = []
    given: set[str] = set()
    for table in form.tables.values():
        content = tables.get(table.id)
        if isinstance(content, dict):
            given.add(table.id)
        elif content is not None:
            desk.fault(
                "IN-03",
                f"figures.{table.id}",
                f"{table.name}应按行、列填写",
                "请参照 drafting new 的样式。",
            )
        figures.extend(_table(desk, table, content if isinstance(content, dict) else None))
    if any(cell.formula for cell in form.values.values()):
        figures = derived(figures, form)
    return FigureTable.of(figures), frozenset(given)


def _table(desk: Desk, table: TableForm, content: dict[str, Plain] | None) -> list[Figure]:
    path = f"figures.{table.id}"
    given = _given(desk, table, content, path) if content is not None else {}
    figures = {
        _key(cell): _figure(desk, cell, given[_key(cell)], f"{path}.{_key(cell).replace('/', '.')}")
        for cell in (*table.values.values(), *_optional(table))
        if _key(cell) in given
    }
    default = content.get("default") if content is not None else None
    _fill(desk, table, figures, default, path)
    if content is not None:
        _complete(table, figures, given)
    return list(figures.values())


def _given(desk: Desk, table: TableForm, content: dict[str, Plain], path: str) -> dict[str, Plain]:
    rows = (*_rows(table), *table.optional_rows)
    desk.unknown_keys(content, path, ("default", *rows))
    given: dict[str, Plain] = {}
    for row in rows:
        if row in content:
            given.update(_row(desk, table, row, content[row], path))
    return given


def _optional(table: TableForm) -> list[ValueCell]:
    """Cells of the subtotal rows that an input may give though the form prints none."""
    return [
        ValueCell(
            FigureId(f"{table.id}/{row}/{column}"), table.id, row, column,
            table.optional_labels.get(row, row), column, "count", "件",
        )
        for row in table.optional_rows for column in table.column_keys
    ]  # fmt: skip


def _fill(
    desk: Desk, table: TableForm, figures: dict[str, Figure], default: Plain, path: str
) -> None:
    """Put the default, or nothing, into the cells that are not given; in the form's order."""
    place = desk.raw.place(path)
    read: dict[tuple[str, str], Figure] = {}  # type and unit -> the default as read
    for figure_id, cell in table.values.items():
        key = _key(cell)
        if key in figures:
            figures[key] = figures.pop(key)
            continue
        if (
            default is None
            or table.hidden
            or cell.type == "text"
            or cell.formula
            or _is_total(table, cell)
        ):
            figures[key] = Figure(figure_id, None, cell.unit, State.MISSING, origin=place)
            continue
        kind = (cell.type, cell.unit)
        if kind not in read:
            read[kind] = _figure(desk, cell, default, f"{path}.default")
        found = read[kind]
        state = State.DEFAULT if found.value is not None else found.state
        figures[key] = Figure(
            figure_id, found.value, found.unit, state, raw=found.raw, origin=found.origin
        )


def _rows(table: TableForm) -> tuple[str, ...]:
    rows = [cell.row or cell.column for cell in table.values.values()]
    return tuple(dict.fromkeys(rows))


def _key(cell: ValueCell) -> str:
    return f"{cell.row}/{cell.column}" if cell.row else cell.column


def _row(desk: Desk, table: TableForm, row: str, value: Plain, path: str) -> dict[str, Plain]:
    columns = tuple(cell.column for cell in table.values.values() if cell.row == row)
    if row in table.optional_rows:
        columns = table.column_keys
    if not columns:  # a table without rows: the key is the column
        return {row: value}
    if isinstance(value, dict) and not (set(value) & set(_META) and not set(value) & set(columns)):
        desk.unknown_keys(value, f"{path}.{row}", columns)
        return {f"{row}/{column}": value[column] for column in columns if column in value}
    if len(columns) == 1:
        return {f"{row}/{columns[0]}": value}
    if value is None:
        return {f"{row}/{column}": None for column in columns if column not in table.totals_columns}
    desk.fault(
        "IN-03",
        f"{path}.{row}",
        f"{table.name}的“{row}”应分列填写",
        f"可用的列：{'、'.join(columns)}。",
    )
    return {}


def _is_total(table: TableForm, cell: ValueCell) -> bool:
    return cell.column in table.totals_columns or cell.row in table.totals_rows


def _figure(desk: Desk, cell: ValueCell, value: Plain, path: str) -> Figure:
    meta: dict[str, str] = {}
    if isinstance(value, dict):
        desk.unknown_keys(value, path, _META)
        meta = {key: desk.text(value, key, path) for key in _META[1:]}
        value = value.get("value")
    origin = desk.raw.place(path)
    extra = {
        "supplied_by": meta.get("from", ""),
        "confirmed_by": meta.get("confirmed_by", ""),
        "as_of": meta.get("as_of", ""),
        "base": meta.get("base", ""),
    }
    if value is None:
        return Figure(cell.id, None, cell.unit, State.MISSING, origin=origin, **extra)
    raw = one_line(shown(value))
    if cell.type == "text":
        state = (
            State.INVALID
            if isinstance(value, list | dict)
            else State.TEXT
            if raw
            else State.MISSING
        )
        return Figure(cell.id, None, "", state, raw=raw, origin=origin, **extra)
    number, unit = _number(raw, cell) if not isinstance(value, bool | list | dict) else (None, "")
    if number is None:
        return Figure(cell.id, None, cell.unit, State.INVALID, raw=raw, origin=origin, **extra)
    return Figure(cell.id, number, unit or cell.unit, State.GIVEN, raw=raw, origin=origin, **extra)


def _number(raw: str, cell: ValueCell) -> tuple[Decimal | None, str]:
    text = narrow_digits(raw).replace("−", "-").replace("–", "-")  # noqa: RUF001 -- minus signs as typed
    match = _shape(cell).fullmatch(text)
    if match is None or sum(character.isdigit() for character in match[1]) > _MOST_DIGITS:
        return None, ""
    unit = match[2] or "" if cell.type == "amount" else ""
    return Decimal(re.sub(r"[,，]", "", match[1])), unit


def _shape(cell: ValueCell) -> re.Pattern[str]:
    if cell.type == "amount":
        return _AMOUNT
    return _SIGNED if cell.type == "number" and not cell.unit else _count_in(cell.unit)


@lru_cache(maxsize=32)
def _count_in(unit: str) -> re.Pattern[str]:
    """A number, with nothing behind it but its unit; for a count any measure word will do."""
    words = f"[{_MEASURES}]" if unit in _MEASURES else re.escape(unit)
    return re.compile(rf"({_DIGITS})\s*(?:{words})?")


def _complete(table: TableForm, figures: dict[str, Figure], given: dict[str, Plain]) -> None:
    """Compute the totals that were not given, columns first, then the total rows."""
    rows = [row for row in _rows(table) if row not in table.totals_rows]
    for row in rows:
        for total, parts in table.totals_columns.items():
            _compute(figures, f"{row}/{total}", [f"{row}/{part}" for part in parts], given)
    for row, parts in table.totals_rows.items():
        for column in table.column_keys:
            if column in table.totals_columns and f"{row}/{column}" not in given:
                own = [f"{row}/{part}" for part in table.totals_columns[column]]
                _compute(figures, f"{row}/{column}", own, given)
            _compute(figures, f"{row}/{column}", [f"{part}/{column}" for part in parts], given)


def _compute(
    figures: dict[str, Figure], key: str, parts: list[str], given: dict[str, Plain]
) -> None:
    figure = figures.get(key)
    if figure is None or key in given or figure.value is not None:
        return
    values = [figures[part].value for part in parts if part in figures]
    if len(values) != len(parts) or any(value is None for value in values):
        return
    total = sum((value for value in values if value is not None), Decimal(0))
    figures[key] = Figure(figure.id, total, figure.unit, State.COMPUTED, origin=figure.origin)
