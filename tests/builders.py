"""Small reports for tests, written as the tables that they hold; totals are filled as on input."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.findings import Finding
from drafting.kinds import Form, ReportKind, TableForm, load_kind
from drafting.location import Location
from drafting.report import Bullet, Organisation, ReportInput

Given = Mapping[str, Mapping[str, object]]

APPLICANTS = ("natural", "commercial", "research", "welfare", "legal", "other_org")


def kind() -> ReportKind:
    return load_kind("disclosure")


def form(year: int) -> Form:
    found = kind().form_for(year)
    assert found is not None
    return found


def report(  # noqa: PLR0913 -- one argument a part of the input
    year: int = 2023,
    *,
    t2: Given | None = None,
    t3: Given | None = None,
    t4: Given | None = None,
    fee: Mapping[str, object] | None = None,
    publicity: Mapping[str, object] | None = None,
    default: int | None = 0,
    missing: Sequence[str] = (),
    notes: Mapping[str, Sequence[str]] | None = None,
    bullets: Sequence[Bullet] = (),
    level: str = "department",
    rulemaking: bool = False,
    last_year: ReportInput | None = None,
    findings: Sequence[Finding] = (),
) -> ReportInput:
    """A report; cells not named are `default`, tables in `missing` are not given at all."""
    own = form(year)
    tables = {"t2": t2 or {}, "t3": t3 or {}, "t4": t4 or {}}
    figures: dict[FigureId, Figure] = {}
    for table_id, given in tables.items():
        figures.update(
            _table(own.tables[table_id], given, None if table_id in missing else default)
        )
    for table_id, counts in (("fee", fee), ("publicity", publicity)):
        figures.update(_flat(own.tables[table_id], counts or {}))
    made = [
        Bullet(f"{section[:2]}{number:06x}", section, text, origin=Location("input.yaml", number))
        for section, texts in (notes or {}).items()
        for number, text in enumerate(texts, 1)
    ]
    return ReportInput(
        kind="disclosure",
        year=year,
        form=own.key,
        organisation=Organisation("某县某局", "我局", level=level, rulemaking=rulemaking),
        figures=FigureTable(MappingProxyType(figures)),
        given_tables=frozenset({*tables} - {*missing}),
        bullets=(*made, *bullets),
        last_year=last_year,
        findings=tuple(findings),
    )


def note(text: str, **fields: object) -> Bullet:
    """A note of part one."""
    values: dict[str, object] = {"id": "5f2c1a90", "section": "overview", "text": text, **fields}
    return Bullet(**values)  # type: ignore[arg-type]  # fields by name, for tests only


def requests(text: str) -> dict[str, dict[str, int]]:
    """Rows of table three: "new 10 2 / open 9 1 / processed 9 1", applicants in order."""
    rows: dict[str, dict[str, int]] = {}
    for part in text.split("/"):
        key, *counts = part.split()
        rows[key] = dict(zip((*APPLICANTS, "total"), map(int, counts), strict=False))
    return rows


def _table(table: TableForm, given: Given, default: int | None) -> dict[FigureId, Figure]:
    cells = {cell.id: cell for cell in table.values.values()}
    figures: dict[FigureId, Figure] = {}
    flat = {
        FigureId(f"{table.id}/{row}/{column}"): value
        for row, columns in given.items()
        for column, value in columns.items()
    }
    for figure_id in dict.fromkeys((*cells, *flat)):
        unit = cells[figure_id].unit if figure_id in cells else "件"
        _, row, column = figure_id.split("/")
        total = column in table.totals_columns or row in table.totals_rows
        if figure_id in flat:
            figures[figure_id] = _figure(figure_id, flat[figure_id], unit)
        elif default is None or total:
            figures[figure_id] = Figure(figure_id, None, unit, State.MISSING)
        else:
            figures[figure_id] = Figure(figure_id, Decimal(default), unit, State.DEFAULT)
    if default is not None:
        _complete(table, figures, frozenset(flat))
    return figures


def _flat(table: TableForm, counts: Mapping[str, object]) -> dict[FigureId, Figure]:
    return {
        cell.id: _figure(cell.id, counts.get(cell.column), cell.unit)
        for cell in table.values.values()
    }


def _figure(figure_id: FigureId, value: object, unit: str) -> Figure:
    """A number as given; a pair (text, number) is a cell written in an unusual way."""
    origin = Location("input.yaml", 12)
    if value is None:
        return Figure(figure_id, None, unit, State.MISSING, origin=origin)
    raw, number = value if isinstance(value, tuple) else (str(value), value)
    if number is None or isinstance(number, str):
        return Figure(figure_id, None, unit, State.INVALID, raw=raw, origin=origin)
    return Figure(figure_id, Decimal(str(number)), unit, State.GIVEN, raw=raw, origin=origin)


def _complete(
    table: TableForm, figures: dict[FigureId, Figure], given: frozenset[FigureId]
) -> None:
    """Totals that were not given, columns first, then the total rows."""
    rows = dict.fromkeys(cell.row for cell in table.values.values())
    for row in (row for row in rows if row not in table.totals_rows):
        for total, parts in table.totals_columns.items():
            _add(table, figures, given, f"{row}/{total}", [f"{row}/{part}" for part in parts])
    for row, leaves in table.totals_rows.items():
        for column in table.column_keys:
            own = [f"{row}/{part}" for part in table.totals_columns.get(column, ())]
            own = own or [f"{leaf}/{column}" for leaf in leaves]
            _add(table, figures, given, f"{row}/{column}", own)


def _add(
    table: TableForm,
    figures: dict[FigureId, Figure],
    given: frozenset[FigureId],
    key: str,
    parts: Sequence[str],
) -> None:
    figure_id = FigureId(f"{table.id}/{key}")
    if figure_id in given:
        return
    values = [figures[FigureId(f"{table.id}/{part}")].value for part in parts]
    known = [value for value in values if value is not None]
    unit = figures[figure_id].unit if figure_id in figures else "件"
    if len(known) == len(values):
        figures[figure_id] = Figure(figure_id, sum(known, Decimal(0)), unit, State.COMPUTED)
    else:
        figures[figure_id] = Figure(figure_id, None, unit, State.MISSING)
