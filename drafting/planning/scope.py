"""Names of formulas resolved over a checked report: figures, last year, notes, organ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from drafting.expression import Value, parse
from drafting.plan import Slot
from drafting.report import Checked, ReportInput


@dataclass(frozen=True, slots=True)
class Scope:
    """What formulas of figure rules and placeholders may read."""

    checked: Checked
    notes: Mapping[str, int] = field(default_factory=dict)
    # "notes.overview.proactive" -> count of notes, "said.overview.proactive" -> of figures said

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
        return _figure(report, name)

    def holds(self, formula: str) -> bool:
        """Whether a condition is true."""
        return formula == "True" or parse(formula).holds(self.resolve)

    def slot(self, formula: str) -> Slot | None:
        """The value of a formula with the figures that it comes from; None when unknown."""
        expression = parse(formula)
        value = expression.value(self.resolve)
        if not isinstance(value, Decimal):
            return None
        sources = tuple(source_of(name) for name in expression.names)
        rule = (
            "verbatim"
            if len(expression.names) == 1 and formula == expression.names[0]
            else "formula"
        )
        return Slot(value=value, sources=sources, rule=rule)

    def is_doubtful(self, formulas: list[str]) -> bool:
        """Whether any figure read is under an unsettled error."""
        doubtful = self.checked.doubtful
        return any(
            name.replace(".", "/") in doubtful
            for formula in formulas
            for name in parse(formula).names
        )


def source_of(name: str) -> str:
    """The source mark of a name in a formula."""
    if name.startswith("last."):
        return f"last_year:{name.removeprefix('last.').replace('.', '/')}"
    return f"figure:{name.replace('.', '/')}"


def _figure(report: ReportInput | None, name: str) -> Decimal | None:
    return None if report is None else report.figures.value(name.replace(".", "/"))
