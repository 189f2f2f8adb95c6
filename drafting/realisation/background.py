"""What stands behind the cells of a draft: last year's figures, and who supplies this year's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafting.document import Section, TableText
from drafting.kinds import ReportKind
from drafting.realisation.realise import table_text
from drafting.report import ReportInput

_UNKNOWN = frozenset({"missing", "invalid"})


def with_background(
    sections: Sequence[Section], report: ReportInput, kind: ReportKind
) -> tuple[Section, ...]:
    """The sections with last year's figures and the suppliers beside the cells of their tables."""
    last = _last_year(report, kind)
    suppliers = {
        str(figure.id): figure.supplied_by for figure in report.figures if figure.supplied_by
    }
    return tuple(
        replace(section, tables=tuple(_told(table, last, suppliers) for table in section.tables))
        for section in sections
    )


def _told(table: TableText, last: Mapping[str, str], suppliers: Mapping[str, str]) -> TableText:
    return replace(
        table,
        last_year={cell: last[cell] for cell in table.values if cell in last},
        supplied_by={cell: suppliers[cell] for cell in table.values if cell in suppliers},
    )


def _last_year(report: ReportInput, kind: ReportKind) -> dict[str, str]:
    """Cells of last year's report that mean the same in this year's form, with their text."""
    last = report.last_year
    if last is None or last.kind != report.kind:
        return {}
    form, now = kind.form_of(last), kind.form_of(report)
    found: dict[str, str] = {}
    for table in form.tables.values():
        if table.hidden:
            continue
        made = table_text(table, last.figures)
        for cell, text in made.values.items():
            own, then = now.values.get(cell), form.values.get(cell)  # type: ignore[call-overload]  # ids are strings
            if own is None or then is None or (own.type, own.unit) != (then.type, then.unit):
                continue
            if made.sources[cell] not in _UNKNOWN:
                found[cell] = text
    return found
