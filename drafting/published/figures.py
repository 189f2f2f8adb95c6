"""Table cells as the figures of an input, with what is doubtful about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.findings import Finding, Severity
from drafting.intake.raw import Plain
from drafting.kinds import Form, ReportKind, TableForm, ValueCell
from drafting.location import Location
from drafting.published.labels import FormRow, LabelIndex, is_value
from drafting.published.records import Record
from drafting.published.tables import ReadCell, TablesRead
from drafting.zh.numerals import narrow_digits

_WHOLE = re.compile(r"0|[1-9]\d*")
_SIGNS = str.maketrans("＋－−", "+--")  # noqa: RUF001 -- signs as typed
_LISTED = 4  # cells or rows named in one message


@dataclass(frozen=True, slots=True)
class Figures:
    """The `figures` of an input with the place of each, and findings."""

    data: dict[str, Plain]
    places: dict[str, Location]
    findings: tuple[Finding, ...]


def figures_of(
    tables: TablesRead, kind: ReportKind, form: Form, index: LabelIndex, name: str
) -> Figures:
    """What was read, put into the cells of the year's form.

    Args:
        tables: what was read.
        kind: the kind, whose other forms the tables may follow.
        form: the form of the report's year.
        index: the labels of the kind.
        name: of the file, for findings about no row.
    """
    desk = _Desk(tables, kind, form, index, name)
    data = {table.id: desk.table(table) for table in form.tables.values() if not table.hidden}
    desk.rows()
    return Figures(
        {key: found for key, found in data.items() if found}, desk.places, tuple(desk.findings)
    )


class _Desk:
    def __init__(
        self, tables: TablesRead, kind: ReportKind, form: Form, index: LabelIndex, name: str
    ) -> None:
        self.tables = tables
        self.kind = kind
        self.form = form
        self.index = index
        self.name = name
        self.findings: list[Finding] = []
        self.places: dict[str, Location] = {}

    def tell(self, code: str, severity: Severity, message: str, place: object, remedy: str) -> None:
        self.findings.append(Finding(code, severity, message, str(place), remedy))

    def table(self, table: TableForm) -> dict[str, Plain]:
        """Row -> column -> value, as an input writes them."""
        made: dict[str, dict[str, Plain]] = {}
        blank: list[str] = []
        for figure, row, column in _cells(table):
            cell = self.tables.cells.get(figure)
            if cell is None:
                continue
            is_total = column in table.totals_columns or row in table.totals_rows
            self.places[f"figures.{table.id}.{row}.{column}"] = cell.place
            if cell.is_blank:
                if row not in table.optional_rows:
                    blank.append(self._called(table, figure, row))
                if not is_total and row not in table.optional_rows:
                    made.setdefault(row, {})[column] = None
                continue
            made.setdefault(row, {})[column] = self._value(table, figure, row, cell)
        self._blank(table, blank)
        self._absent(table)
        self._other_form(table)
        return {row: dict(columns) for row, columns in made.items()}

    def _value(self, table: TableForm, figure: str, row: str, cell: ReadCell) -> Plain:
        text = narrow_digits("".join(cell.text.split()).translate(_SIGNS))
        if _WHOLE.fullmatch(text):
            return int(text)
        if not is_value(text):
            self.tell(
                "C-02", Severity.ERROR,
                f"{table.name}{self._called(table, figure, row)}一格是“{cell.text}”，不是数，按原样读入", cell.place,
                "请改填数字。",
            )  # fmt: skip
            return cell.text
        return text

    def _called(self, table: TableForm, figure: str, row: str) -> str:
        for cell in table.values.values():
            if cell.id == figure:
                return cell.label
        return f"“{table.optional_labels.get(row, row)}”"

    def _blank(self, table: TableForm, blank: Sequence[str]) -> None:
        if not blank:
            return
        listed = "、".join(blank[:_LISTED]) + ("等" if len(blank) > _LISTED else "")
        self.tell(
            "C-01", Severity.WARNING, f"{table.name}有{len(blank)}格空白或只有“/”一类的记号：{listed}", self.name,
            "没有发生的请填 0；合计留空的由程序计算。",
        )  # fmt: skip

    def _absent(self, table: TableForm) -> None:
        """Rows of the form that the report does not have."""
        seen = {(row.table, row.key) for row in self.tables.rows.values()}
        rows = [row for row in self._form_rows(table) if (row.table, row.key) not in seen]
        if not rows:
            return
        if len(rows) == len(self._form_rows(table)):
            message = f"没有读到{table.name}《{table.title}》"
        else:
            listed = "、".join(f"“{row.printed}”" for row in rows[:_LISTED])
            message = f"{table.name}没有读到{len(rows)}行：{listed}" + (
                "等" if len(rows) > _LISTED else ""
            )
        self.tell("C-01", Severity.WARNING, message, self.name, "请对照原件补填。")

    def _form_rows(self, table: TableForm) -> list[FormRow]:
        followed = self.tables.forms.get(table.id, self.form.key)
        optional = self.kind.forms[followed].tables[table.id].optional_rows
        return [
            row
            for row in self.index.rows
            if row.form == followed and row.table == table.id and row.key not in optional
        ]

    def _other_form(self, table: TableForm) -> None:
        """A table that follows the form of other years, and its numbers without a place here."""
        followed = self.tables.forms.get(table.id, self.form.key)
        if followed == self.form.key:
            return
        own = {figure for figure, _, _ in _cells(table)}
        other = self.kind.forms[followed].values
        lost = [
            f"{other[figure].label}{cell.text}"  # type: ignore[index]  # ids of the same form
            for figure, cell in self.tables.cells.items()
            if figure.startswith(f"{table.id}/") and figure not in own and figure in other
        ]
        message = f"{table.name}用的是另一年度的表样（{followed}），应为{self.form.key}"
        if lost:
            message += f"；下列数在{self.form.key}中没有位置，未读入：{'、'.join(lost)}"
        self.tell("S-05", Severity.WARNING, message, self.name, "请按本年度的表样补填。")

    def rows(self) -> None:
        """What is told of single rows."""
        for record in self.tables.foreign:
            self._foreign(record)
        for record, row in self.tables.uneven:
            self.tell(
                "IN-50", Severity.WARNING,
                f"“{row.printed or record.label}”一行应有{len(row.ids)}个数，读到{len(record.filled)}个"
                f"（{_joined(record.filled)}），没有读入",
                record.place, "请对照原件补填该行。",
            )  # fmt: skip
        for record, row in self.tables.doubled:
            self.tell(
                "IN-53", Severity.WARNING, f"“{row.printed}”出现两次，数不一样，以前一处为准；后一处是{_joined(record.filled)}",
                record.place, "请核对采用哪一处。",
            )  # fmt: skip
        self._guessed()
        for record in self.tables.loose:
            self.tell(
                "S-04", Severity.WARNING, f"表格中的文字“{record.label}”不是表样的内容，没有读入", record.place,
                "说明性文字请移到正文。",
            )  # fmt: skip
        words = [f"“{seen}”即“{printed}”" for seen, printed in self.tables.other_words]
        if words:
            self.tell(
                "S-03", Severity.NOTE, f"行名与表样不同，按含义读入：{'、'.join(dict.fromkeys(words))}", self.name,
                "起草时用表样的行名。",
            )  # fmt: skip

    def _foreign(self, record: Record) -> None:
        if record.label:
            message = f"“{record.label}”一行不是表样的内容，没有读入：{_joined(record.filled)}"
            self.tell("S-04", Severity.WARNING, message, record.place, "表样之外的数请写进正文。")
            return
        message = f"一行没有行名，看不出是哪一行，没有读入：{_joined(record.filled)}"
        self.tell("IN-50", Severity.WARNING, message, record.place, "请对照原件补填该行。")

    def _guessed(self) -> None:
        if not self.tables.guessed:
            return
        listed = "；".join(
            f"{record.place}读作“{row.printed or self.form.tables[row.table].name}”"
            for record, row in self.tables.guessed
        )
        self.tell(
            "IN-52", Severity.WARNING, f"{len(self.tables.guessed)}行的行名残缺，按相近的行名和先后顺序读入：{listed}",
            self.name, "请对照原件核对这几行。",
        )  # fmt: skip


def _joined(texts: Sequence[str]) -> str:
    return "、".join(texts)


def _cells(table: TableForm) -> Iterator[tuple[str, str, str]]:
    """Figure id, row and column of every cell that an input of the form may give."""
    cell: ValueCell
    for cell in table.values.values():
        yield str(cell.id), cell.row, cell.column
    for row in table.optional_rows:
        for column in table.column_keys:
            yield f"{table.id}/{row}/{column}", row, column
