"""All checks of a report: cells, sums, last year, what the form demands, notes."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from drafting.checking.cells import (
    invalid,
    missing,
    no_multiple,
    unchosen,
    without_unit,
    written,
)
from drafting.checking.change import changes, same
from drafting.checking.crossfoot import Desk, blamed, crossfoot, formulas
from drafting.checking.derived import derived
from drafting.checking.names import names_of
from drafting.checking.notes import check_notes
from drafting.checking.rules import rule_book
from drafting.checking.told import untold
from drafting.findings import Finding
from drafting.kinds import CheckSpec, ReportKind
from drafting.report import Checked, ReportInput

_BY_TABLE: Mapping[str, Callable[[Desk, CheckSpec], Iterator[Finding]]] = {
    "missing": missing,
    "invalid": invalid,
    "written": written,
    "unit": without_unit,
    "multiple": no_multiple,
    "change": changes,
    "same": same,
    "chosen": unchosen,
    "notes": untold,
}


def check(report: ReportInput, kind: ReportKind, *, is_finished: bool = False) -> Checked:
    """The report with everything found while reading it and by all checks, in that order."""
    desk = Desk(
        report,
        rule_book(kind, kind.form_of(report)),
        names_of(report, kind),
        is_finished=is_finished,
    )
    found = [*_tables(desk), *check_notes(report, kind, desk.names)]
    known = {(finding.code, finding.anchor) for finding in report.findings if finding.anchor}
    fresh = (finding for finding in found if (finding.code, finding.anchor) not in known)
    return Checked(report, (*report.findings, *fresh))


def _tables(desk: Desk) -> Iterable[Finding]:
    """Findings of the kind's checks in the order of its file."""
    sums = crossfoot(desk)
    blame = blamed(sums)
    for spec, rules in desk.book.groups:
        if spec.last_year and desk.report.last_year is None:
            continue
        if spec.extends == "sum":
            yield from (sums[id(rule)] for rule in rules if id(rule) in sums)
        elif spec.extends == "derived":
            yield from derived(desk, rules)
        elif spec.extends == "formula":
            yield from formulas(desk, rules, blame)
        else:
            yield from _BY_TABLE[spec.extends](desk, spec)
