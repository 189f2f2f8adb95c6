"""Workbooks for people who fill in figures and notes in a spreadsheet."""

import io
from collections.abc import Mapping
from dataclasses import replace

from drafting.errors import UsageError
from drafting.figures import FigureId
from drafting.intake.raw import Plain, RawInput
from drafting.intake.rows import named_rows, row_counts
from drafting.intake.workbook_content import Content, carried_figures, given_figures
from drafting.kinds import Form, ReportKind
from drafting.ooxml.clock import without_clock
from drafting.report import ReportInput

UNASSIGNED = "其他科室"  # who fills what nobody is named for


def write_workbook(
    kind: ReportKind,
    year: int,
    *,
    organisation: str = "",
    last_year: ReportInput | None = None,
    offices: str | None = None,
) -> bytes:
    """An empty input for a kind and year.

    Args:
        kind: the report kind.
        year: the report year; it chooses the statutory form.
        organisation: the organ's full name, when known.
        last_year: last year's report; what it settles is filled in, light blue.
        offices: the one office that the workbook is for; its name stands at each row.

    Raises:
        UsageError: no form serves the year.
    """
    content = _empty(kind, year, organisation, last_year)
    return _write(replace(content, office=offices or ""))


def fill_workbook(raw: Mapping[str, Plain], kind: ReportKind, year: int) -> bytes:
    """An input, given as the tree of its YAML form, written as a workbook.

    Keys that the form does not have are left out: `assemble` reports them.

    Raises:
        UsageError: no form serves the year.
    """
    form = _form(kind, year)
    named = named_rows(RawInput("", raw), form)
    form = form.with_rows(row_counts(named, form))
    return _write(Content(kind, form, year, named.data, given_figures(named.data, form)))


def split_workbooks(
    kind: ReportKind,
    year: int,
    *,
    organisation: str = "",
    last_year: ReportInput | None = None,
    offices: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """One empty workbook per supplying office, by the office's name.

    Each shows only the tables that the office fills, other offices' cells closed.

    Args:
        kind: the report kind.
        year: the report year.
        organisation: the organ's full name, when known.
        last_year: last year's report; its figures name their offices.
        offices: office by figure id or its beginning ("t3", "t2/licence"); the longest one
            wins, and it wins over last year's.

    Raises:
        UsageError: no form serves the year.
    """
    content = _empty(kind, year, organisation, last_year)
    owners = {figure: _owner(figure, offices or {}, last_year) for figure in content.form.values}
    names = dict.fromkeys(sorted(set(owners.values()), key=lambda name: (name == UNASSIGNED, name)))
    books: dict[str, bytes] = {}
    for name in names:
        mine = frozenset(figure for figure, owner in owners.items() if owner == name)
        books[name] = _write(replace(content, office=name, mine=mine))
    return books


def _owner(figure: FigureId, offices: Mapping[str, str], last_year: ReportInput | None) -> str:
    named = [key for key in offices if figure == key or figure.startswith(f"{key}/")]
    if named:
        return offices[max(named, key=len)]
    known = last_year.figures.get(figure) if last_year is not None else None
    return known.supplied_by if known is not None and known.supplied_by else UNASSIGNED


def _empty(
    kind: ReportKind, year: int, organisation: str, last_year: ReportInput | None
) -> Content:
    form = _form(kind, year)
    carried = carried_figures(form, last_year)
    raw: dict[str, Plain] = {"organisation": {"name": organisation or None}}
    return Content(kind, form, year, raw, carried, frozenset(carried))


def _form(kind: ReportKind, year: int) -> Form:
    form = kind.form_for(year)
    if form is None:
        message = f"{year}年没有可用的法定表样。"
        raise UsageError(message, f"可写{kind.years_text}的报告，请核对年度。")
    return form


def _write(content: Content) -> bytes:
    # openpyxl takes some 200 ms to import: only when a workbook is really written
    from openpyxl import Workbook  # noqa: PLC0415

    from drafting.intake import workbook_notes, workbook_style, workbook_tables  # noqa: PLC0415

    book = Workbook()
    workbook_style.register(book)
    workbook_notes.write_guide(book.active, content)
    workbook_notes.write_basic(book, content)
    workbook_tables.write_tables(book, content)
    workbook_notes.write_notes(book, content)
    workbook_notes.write_facts(book, content.kind, content.office)
    workbook_notes.write_lists(book, content.kind)
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())
