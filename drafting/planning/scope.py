"""Names of formulas resolved over a checked report: figures, last year, notes, organ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from drafting.expression import Value, parse
from drafting.figures import FigureId, State
from drafting.kinds import Form
from drafting.plan import Slot, text_slot
from drafting.report import Checked, ReportInput


@dataclass(frozen=True, slots=True)
class Scope:
    """What formulas of figure rules and placeholders may read."""

    checked: Checked
    notes: Mapping[str, int] = field(default_factory=dict)
    # "notes.overview.proactive" -> count of notes, "said.overview.proactive" -> of figures said
    tainted: dict[str, bool] = field(default_factory=dict)  # figure -> whether it is under an error

    def resolve(self, name: str) -> Value:
        """The value of a name; None when it is unknown."""
        report = self.checked.report
        if name.startswith(("notes.", "said.")):
            return Decimal(self.notes.get(name, 0))
        if name.startswith("given."):
            return name.removeprefix("given.") in report.given_tables
        if name.startswith("contact."):
            return getattr(report.contact, name.removeprefix("contact."), "") or None
        if name == "last.known":
            return report.last_year is not None
        if name == "year":
            return Decimal(report.year)
        if name == "level":
            return report.organisation.level
        if name == "rulemaking":
            return report.organisation.rulemaking
        if name.startswith("last."):
            return _figure(report.last_year, name.removeprefix("last."))
        if name.startswith("related."):
            kind, _, figure = name.removeprefix("related.").partition(".")
            return _figure(_of_kind(report.related, kind), figure)
        return _figure(report, name)

    def holds(self, formula: str) -> bool:
        """Whether a condition is true."""
        return formula == "True" or parse(formula).holds(self.resolve)

    def slot(self, formula: str) -> Slot | None:
        """The value of a formula with the figures that it comes from; None when unknown."""
        expression = parse(formula)
        value = expression.value(self.resolve)
        sources = tuple(source_of(name) for name in expression.names)
        if isinstance(value, str) and all("." in name for name in expression.names):
            return text_slot(value, *sources)
        if not isinstance(value, Decimal):
            return None
        rule = (
            "verbatim"
            if len(expression.names) == 1 and formula == expression.names[0]
            else "formula"
        )
        return Slot(value=value, sources=sources, rule=rule)

    def is_doubtful(self, formulas: list[str], form: Form) -> bool:
        """Whether any figure read, or a cell that it was computed of, is under an unsettled error."""
        if not self.checked.doubtful:
            return False
        return any(
            self._is_tainted(name.replace(".", "/"), form)
            for formula in formulas
            for name in parse(formula).names
        )

    def _is_tainted(self, figure_id: str, form: Form) -> bool:
        known = self.tainted.get(figure_id)
        if known is None:
            behind = _behind(figure_id, self.checked.report, form)
            known = not self.checked.doubtful.isdisjoint(behind)
            self.tainted[figure_id] = known
        return known


def _of_kind(related: Mapping[str, ReportInput], name: str) -> ReportInput | None:
    """The related report that a name in a formula means: `-` of a kind is written `_` there."""
    return next((one for key, one in related.items() if key.replace("-", "_") == name), None)


def source_of(name: str) -> str:
    """The source mark of a name in a formula."""
    if name.startswith("related."):
        return f"related:{name.removeprefix('related.').replace('.', '/')}"
    if name.startswith("last."):
        return f"last_year:{name.removeprefix('last.').replace('.', '/')}"
    return f"figure:{name.replace('.', '/')}"


def _behind(figure_id: str, report: ReportInput, form: Form) -> Iterator[str]:
    """The figure, and for a computed total the cells that it adds up, in turn."""
    yield figure_id
    figure = report.figures.get(figure_id)
    if figure is None or figure.state is not State.COMPUTED:
        return
    cell = form.values.get(FigureId(figure_id))
    if cell is not None and cell.formula:
        for name in parse(cell.formula).names:
            yield from _behind(name.replace(".", "/"), report, form)
        return
    front, _, column = figure_id.rpartition("/")
    key, _, row = front.partition("/")
    table = form.tables[key]
    for part in table.totals_columns.get(column, ()):
        yield from _behind(f"{front}/{part}", report, form)
    for part in table.totals_rows.get(row, ()):
        yield from _behind(f"{key}/{part}/{column}", report, form)


def _figure(report: ReportInput | None, name: str) -> Decimal | str | None:
    return None if report is None else report.figures.plain(name.replace(".", "/"))
