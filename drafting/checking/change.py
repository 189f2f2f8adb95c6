"""This year's tables against last year's as wholes: large changes, tables taken over unchanged."""

from collections.abc import Iterator
from decimal import Decimal

from drafting.checking.crossfoot import Desk
from drafting.checking.wording import figure_place
from drafting.figures import FigureTable, number_text
from drafting.findings import SEVERITY_BY_LETTER, Finding
from drafting.kinds import CheckSpec, TableForm, ValueCell

_SHARE = Decimal("0.5")  # 01 §8.5 Y-06: by more than half …
_UNITS = 10  # … and by more than ten


def changes(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Counts that changed by more than half and by more than ten: one finding a row."""
    for table in _tables(desk, spec):
        rows: dict[str, list[tuple[ValueCell, Decimal, Decimal]]] = {}
        for cell, now, before in _pairs(desk, table):
            if cell.type == "count" and _is_large(now, before):
                rows.setdefault(cell.row, []).append((cell, now, before))
        for changed in rows.values():
            # the total tells enough of a row whose applicants changed, too
            shown = [item for item in changed if item[0].column in table.totals_columns] or changed
            yield _change(desk, spec, shown)


def same(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Tables that are last year's, cell by cell, and not all nought."""
    for table in _tables(desk, spec):
        pairs = list(_pairs(desk, table))
        if len(pairs) < len(table.values) or any(now != before for _, now, before in pairs):
            continue
        if any(now for _, now, _ in pairs):
            yield Finding(
                code=spec.code,
                severity=SEVERITY_BY_LETTER[spec.level],
                message=spec.message.format(table=f"{table.name}（{table.title}）"),
                place=table.sheet,
                remedy=spec.remedy,
                anchor=f"figure:{pairs[0][0].id}",
            )


def _tables(desk: Desk, spec: CheckSpec) -> Iterator[TableForm]:
    yield from (desk.book.form.tables[table_id] for table_id in spec.tables)


def _pairs(desk: Desk, table: TableForm) -> Iterator[tuple[ValueCell, Decimal, Decimal]]:
    """Cells that both years fill, with this year's number and last year's."""
    last = desk.report.last_year
    before = last.figures if last is not None else FigureTable()
    for cell in table.values.values():
        now, then = desk.report.figures.value(cell.id), before.value(cell.id)
        if now is not None and then is not None:
            yield cell, now, then


def _is_large(now: Decimal, before: Decimal) -> bool:
    change = abs(now - before)
    return change > _UNITS and change > before * _SHARE


def _change(
    desk: Desk, spec: CheckSpec, changed: list[tuple[ValueCell, Decimal, Decimal]]
) -> Finding:
    first, now, before = changed[0]
    listed = "；".join(
        f"{cell.label}由{number_text(then)}{cell.unit}变为{number_text(this)}{cell.unit}"
        for cell, this, then in changed
    )
    name = desk.book.labels[first.id].table
    return Finding(
        code=spec.code,
        severity=SEVERITY_BY_LETTER[spec.level],
        message=spec.message.format(changes=f"{name}{listed}"),
        place=figure_place(desk.report, desk.book.labels, first.id),
        remedy=spec.remedy,
        figures=(number_text(now), number_text(before)),
        anchor=f"figure:{first.id}",
    )
