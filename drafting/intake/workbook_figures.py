"""Figures found on worksheets by the labels of the form, wherever they stand."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from drafting.findings import Severity
from drafting.intake.raw import Plain
from drafting.intake.workbook_desk import Desk, Found
from drafting.intake.workbook_grid import SheetCell, SheetGrid
from drafting.intake.workbook_labels import (
    BASIC_LABEL,
    DEFAULT_LABEL,
    SUPPLY,
    column_words,
    figure_keys,
    free_columns,
    hidden_tables,
    is_grouped,
    is_total,
    normal,
    printed_tables,
    row_words,
    subtotal_words,
)
from drafting.kinds import Form, TableForm
from drafting.location import Location

Line = Mapping[int, SheetCell]

_SUPPLY_WORDS = {normal(text): key for key, text in SUPPLY.items()}
_VALUE_WORDS = ("数值", "内容")
_DEFAULT_WORD = normal(DEFAULT_LABEL)
_NUMERIC = re.compile(r"\s*[-+]?\d[\d,.]*\s*[件元条项个次]?\s*")
_MARGIN = 2  # rows below a table where a number is still taken for one of its rows


class FigureReader:
    """Reads the figures of one form from one sheet after another."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self.desk = desk
        self.form = form
        self.figures: dict[tuple[str, ...], Found] = {}  # keys below `figures`
        self.sheets: dict[str, Location] = {}  # table -> its sheet
        self.recognised: set[str] = set()  # titles of sheets with a row of ours
        self._rows: list[tuple[int, str]] = []  # recognised rows of this sheet with their table
        self._strays: list[tuple[str, int, SheetCell]] = []

    def read(self, grid: SheetGrid) -> None:
        """Take every figure of a sheet."""
        self._rows, self._strays = [], []
        for table in printed_tables(self.form):
            if table.free is not None:
                self._listed(grid, table)
            elif is_grouped(table):
                self._grouped(grid, table)
            else:
                self._stubbed(grid, table)
        self._hidden(grid)
        self._defaults(grid)
        self._report_strays(grid)
        if self._rows:
            self.recognised.add(grid.title)
        for _, table_id in self._rows:
            self.sheets.setdefault(table_id, Location(file=self.desk.name, sheet=grid.title))

    def _stubbed(self, grid: SheetGrid, table: TableForm) -> None:
        rows, heads = {**row_words(table), **subtotal_words(table)}, column_words(table)
        columns: dict[int, str] = {}
        supply: dict[int, str] = {}
        for number, line in grid.rows.items():
            stub = _last(line, rows)
            if stub is not None and columns:
                self._rows.append((number, table.id))
                self._take(grid, table, _Row(rows[normal(stub.value)], stub, line), columns, supply)
                continue
            _spread(grid, line, heads, columns)
            _spread(grid, line, _SUPPLY_WORDS, supply)
            if stub is None and columns:
                self._strays += [(table.id, number, line[at]) for at in columns if at in line]

    def _listed(self, grid: SheetGrid, table: TableForm) -> None:
        """Rows of free number: below the headings of the table, as far as they go."""
        cells = {cell.column: cell for cell in free_columns(table)}
        heads = {
            normal(word): cell.column
            for cell in cells.values()
            for word in (cell.column_label, f"{cell.column_label}（{cell.unit}）")
        }
        columns: dict[int, str] = {}
        supply: dict[int, str] = {}
        number = sum(keys[0] == table.id for keys in {keys[:2] for keys in self.figures})
        for at, line in grid.rows.items():
            found = {heads[word] for cell in line.values() if (word := normal(cell.value)) in heads}
            if len(found) == len(cells):
                columns, supply = {}, {}
                _spread(grid, line, heads, columns)
                _spread(grid, line, _SUPPLY_WORDS, supply)
                self._rows.append((at, table.id))
                continue
            row = {columns[cell.column]: cell for cell in line.values() if cell.column in columns}
            if not any(normal(cell.value) or cell.fault for cell in row.values()):
                continue
            number += 1
            self._rows.append((at, table.id))
            given = _supply(line, supply)
            for column, cell in row.items():
                self._listed_cell(grid, table, (f"{table.free_row}{number}", column), cell, given)

    def _listed_cell(
        self,
        grid: SheetGrid,
        table: TableForm,
        key: tuple[str, str],
        cell: SheetCell,
        supply: Mapping[str, str],
    ) -> None:
        spec = next(one for one in free_columns(table) if one.column == key[1])
        place = self.desk.place(grid, cell)
        found: Found | None
        if spec.type == "text" and cell.fault is None:
            found = Found(str(cell.value).strip() or None, place)
        else:
            found = self.desk.number(grid, cell, total=bool(spec.formula))
        if found is not None:
            self.figures[figure_keys(table, *key)] = replace(found, supply=supply)

    def _take(
        self,
        grid: SheetGrid,
        table: TableForm,
        row: "_Row",
        columns: Mapping[int, str],
        supply: Mapping[int, str],
    ) -> None:
        given = _supply(row.line, supply)
        allowed = {cell.column for cell in table.values.values() if cell.row == row.key}
        if row.key in table.optional_rows:
            allowed = set(table.column_keys)
        for cell in row.line.values():
            column = columns.get(cell.column)
            if column in allowed:
                self._figure(grid, table, (row.key, str(column)), cell, given)
            elif cell.column > row.stub.column and cell.column not in supply:
                self._strays.append((table.id, cell.row, cell))

    def _figure(
        self,
        grid: SheetGrid,
        table: TableForm,
        key: tuple[str, str],
        cell: SheetCell,
        supply: Mapping[str, str],
    ) -> None:
        found = self.desk.number(grid, cell, total=is_total(table, *key))
        if found is None:
            return
        path = figure_keys(table, *key)
        kept = self.figures.get(path)
        if kept is None:
            self.figures[path] = replace(found, supply=supply)
        elif kept.value != found.value:
            self.desk.contradiction(self._label(table, *key), kept, found)

    def _label(self, table: TableForm, row: str, column: str) -> str:
        for cell in table.values.values():
            if (cell.row, cell.column) == (row, column):
                return f"{table.name}{cell.label}"
        return f"{table.name}“{table.optional_labels.get(row, row)}”"

    def _grouped(self, grid: SheetGrid, table: TableForm) -> None:
        names = {normal(cell.row_label): cell.row for cell in table.values.values()}
        heads = column_words(table)
        groups: dict[int, str] = {}
        columns: dict[int, str] = {}
        for number, line in grid.rows.items():
            if groups and columns and _last(line, _SUPPLY_WORDS) is not None:
                return
            if _last(line, names) is not None or _last(line, heads) is not None:
                _spread(grid, line, names, groups, reach=len(heads))
                _spread(grid, line, heads, columns)
                continue
            mapped = [cell for at, cell in line.items() if at in groups and at in columns]
            if mapped and _first_word(line) != _DEFAULT_WORD:
                self._rows.append((number, table.id))
                below = _group_supply(grid, number, names)
                for cell in mapped:
                    group = groups[cell.column]
                    key = (group, columns[cell.column])
                    self._figure(grid, table, key, cell, below.get(group, {}))
                self._strays += [(table.id, number, c) for c in line.values() if c not in mapped]
                return

    def _hidden(self, grid: SheetGrid) -> None:
        titles = {normal(table.title): table for table in hidden_tables(self.form)}
        words = {
            normal(cell.column_label): (table, cell.column)
            for table in hidden_tables(self.form) for cell in table.values.values()
        }  # fmt: skip
        band: TableForm | None = None
        column, supply = 0, dict[int, str]()
        strays: list[SheetCell] = []
        seen = False
        for number, line in grid.rows.items():
            value = _last(line, dict.fromkeys(_VALUE_WORDS, ""))
            if value is not None and _first_word(line) == BASIC_LABEL:
                column = value.column
                _spread(grid, line, _SUPPLY_WORDS, supply)
                continue
            word = _first_word(line)
            band = titles.get(word, band)
            table, key = words.get(word, (None, ""))
            if band is not None and word in column_words(band):
                table, key = band, column_words(band)[word]
            cell = line.get(column)
            if table is None or not column:
                strays += [cell] if cell is not None and word not in titles else []
                continue
            self._rows.append((number, table.id))
            seen = True
            if cell is not None:
                self._figure(grid, table, ("", key), cell, _supply(line, supply))
        for stray in strays if seen else ():
            if _is_number(stray):
                self._stray(grid, stray)

    def _defaults(self, grid: SheetGrid) -> None:
        for number, line in grid.rows.items():
            label = _last(line, {_DEFAULT_WORD: ""})
            above = [(row, table) for row, table in self._rows if row < number]
            value = label and next((c for c in line.values() if c.column > label.column), None)
            if not above or value is None:
                continue
            found = self.desk.number(grid, value)
            if found is not None and found.value is not None:
                self.figures.setdefault((max(above)[1], "default"), found)

    def _report_strays(self, grid: SheetGrid) -> None:
        known = {row for row, _ in self._rows}
        for table_id in {table for table, _, _ in self._strays}:
            own = [row for row, table in self._rows if table == table_id]
            for table, row, cell in self._strays:
                if table != table_id or not own or not _is_number(cell):
                    continue
                inside = row in own or (row not in known and row <= max(own) + _MARGIN)
                if inside and _first_word(grid.rows[row]) != _DEFAULT_WORD:
                    self._stray(grid, cell)

    def _stray(self, grid: SheetGrid, cell: SheetCell) -> None:
        message = f"“{cell.value}”所在的行或列不是表样中的行或列，没有读入"
        remedy = "请核对该行的行名和该列的列名是否与表样一致；不属于法定表格的数请写入“要点”。"
        self.desk.fault("IN-12", self.desk.place(grid, cell), message, remedy, Severity.WARNING)

    def add_sources(self, grid: SheetGrid) -> None:
        """Take the suppliers of single figures (sheet 个别来源)."""
        heads: dict[int, str] = {}
        supply: dict[int, str] = {}
        for line in grid.rows.values():
            if _last(line, {"表": "", "行": "", "列": ""}) is not None:
                self.recognised.add(grid.title)
                _spread(grid, line, {"表": "table", "行": "row", "列": "column"}, heads)
                _spread(grid, line, _SUPPLY_WORDS, supply)
            elif len(set(heads.values())) == len(("table", "row", "column")):
                words = {heads[at]: normal(cell.value) for at, cell in line.items() if at in heads}
                self._source(words, _supply(line, supply))

    def _source(self, words: Mapping[str, str], supply: Mapping[str, str]) -> None:
        for table in printed_tables(self.form):
            for cell in table.values.values():
                own = (normal(table.name), normal(cell.row_label), normal(cell.column_label))
                path = figure_keys(table, cell.row, cell.column)
                if own == tuple(words.get(key, "") for key in ("table", "row", "column")):
                    if path in self.figures:
                        self.figures[path] = replace(self.figures[path], supply=supply)
                    return

    def tree(self) -> tuple[dict[str, Plain], dict[str, Location]]:
        """The figures as the input's tree, and the place of each path."""
        data: dict[str, Plain] = {}
        places = {f"figures.{table}": place for table, place in self.sheets.items()}
        for keys, found in self.figures.items():
            branch = data
            for key in keys[:-1]:
                inner = branch.setdefault(key, {})
                if isinstance(inner, dict):
                    branch = inner
            stated: Plain = {"value": found.value, **found.supply}
            branch[keys[-1]] = stated if found.supply else found.value
            path = ".".join(("figures", *keys))
            places[path] = replace(found.place, path=path)
        return data, places


class _Row:
    """A recognised row: its key, the cell with its label, all its cells."""

    def __init__(self, key: str, stub: SheetCell, line: Line) -> None:
        self.key = key
        self.stub = stub
        self.line = line


def _last(line: Line, words: Mapping[str, object]) -> SheetCell | None:
    """The rightmost cell of a row that holds one of the words."""
    matching = [cell for cell in line.values() if normal(cell.value) in words]
    return matching[-1] if matching else None


def _first_word(line: Line) -> str:
    return next((normal(cell.value) for cell in line.values() if normal(cell.value)), "")


def _spread(
    grid: SheetGrid,
    line: Line,
    words: Mapping[str, str],
    into: dict[int, str],
    *,
    reach: int = 1,
) -> None:
    """Note the columns that each heading of a row covers, up to `reach` when not merged."""
    cells = list(line.values())
    for position, cell in enumerate(cells):
        key = words.get(normal(cell.value))
        if key is None:
            continue
        right = grid.area(cell).right
        if right == cell.column:
            after = cells[position + 1].column if position + 1 < len(cells) else right + reach
            right = min(after, cell.column + reach) - 1
        into.update(dict.fromkeys(range(cell.column, right + 1), key))


def _supply(line: Line, columns: Mapping[int, str]) -> dict[str, str]:
    return {columns[at]: str(cell.value).strip() for at, cell in line.items() if at in columns}


def _group_supply(
    grid: SheetGrid, after: int, names: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    columns: dict[int, str] = {}
    found: dict[str, Mapping[str, str]] = {}
    for _, line in _below(grid, after):
        _spread(grid, line, _SUPPLY_WORDS, columns)
        label = next((cell for cell in line.values() if normal(cell.value) in names), None)
        if columns and label is not None:
            given = _supply(line, columns)
            if given:
                found[names[normal(label.value)]] = given
    return found


def _below(grid: SheetGrid, after: int) -> Iterator[tuple[int, Line]]:
    return ((number, line) for number, line in grid.rows.items() if number > after)


def _is_number(cell: SheetCell) -> bool:
    if isinstance(cell.value, str):
        return _NUMERIC.fullmatch(unicodedata.normalize("NFKC", cell.value)) is not None
    return cell.value is not None
