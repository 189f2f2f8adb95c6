"""A finished report judged as a whole: its style, its parts, its tables, its text against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafting.checking.check import check
from drafting.checking.notes import check_text
from drafting.errors import UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.intake.assemble import assemble
from drafting.kinds import load_kind
from drafting.notices import notices_for
from drafting.published.imported import Published, read_published
from drafting.report import ReportInput
from drafting.review.lengths import Piece, lengths
from drafting.review.noticed import against_notices
from drafting.review.page import LintContext, LintParagraph, role_of
from drafting.review.repeats import lint_repeats
from drafting.review.textfile import lint_file, read

_NO_NAME = "本机关"
_ERRORS = frozenset({"S-01", "S-05", "S-06"})  # on a finished report, 01 §8.7
_OF_INPUTS = frozenset({"IN", "Y"})  # codes of reading and of last year
_EMPTY = "C-01"
_SAID_TWICE = "W-20"
_UNTOLD = frozenset({"S-07", "S-10", "S-11", "T2-07"})  # what a text does not tell for certain


def lint_report(
    path: Path, year: int | None = None, folders: Sequence[Path] = ()
) -> tuple[Finding, ...]:
    """Every fault of a finished report; a text that is no report of a kind has only its style.

    Args:
        path: .docx, .html, .txt.
        year: its report year; None: as its title says.
        folders: where yearly notices lie besides the shipped ones.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    style = lint_file(path, year)
    published = _published(path, year)
    if published is None:
        return style
    report = assemble(published.raw)
    kind = load_kind(report.kind)
    checked = check(report, kind, is_finished=True).findings
    reading = read(path)
    texts = check_text(list(_passages(reading.paragraphs)), report, kind, ())
    twice = lint_repeats(reading.paragraphs, LintContext(report.year, file=path.name))
    pieces = _pieces(reading.paragraphs)
    whole = [
        *_of_structure(published.findings),
        *_merged(_of_tables(checked, report)),
        *texts,
        *(finding for finding in twice if finding.code == _SAID_TWICE),
        *lengths(pieces, report.organisation.level, kind),
        *against_notices(pieces, report, notices_for(report, folders)),
    ]
    known = {(finding.code, finding.excerpt) for finding in style if finding.excerpt}
    fresh = (f for f in whole if not f.excerpt or (f.code, f.excerpt) not in known)
    return (*dict.fromkeys(_finished(finding) for finding in fresh), *style)


def _published(path: Path, year: int | None) -> Published | None:
    """The report read back; None for what is none, or tells no year."""
    try:
        found = read_published(path, year=year)
        if not found.raw.data.get("organisation"):
            found = read_published(path, year=year, organisation=_NO_NAME)
    except UnreadableFileError:
        return None
    return found if found.raw.data.get("year") else None


def _passages(paragraphs: Sequence[LintParagraph]) -> Iterator[tuple[str, str]]:
    """The paragraphs, each with the heading that it stands under as its anchor."""
    heading = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.is_heading or paragraph.level:
            heading = number
        yield f"paragraph:{heading}", paragraph.text


def _pieces(paragraphs: Sequence[LintParagraph]) -> list[Piece]:
    return [
        Piece(role_of(one.section), one.text, f"paragraph:{one.number}")
        for one in paragraphs
        if one.level != 1
    ]


def _of_structure(findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from (f for f in findings if f.code.startswith("S-") and f.severity is not Severity.NOTE)


def _of_tables(findings: Sequence[Finding], report: ReportInput) -> Iterator[Finding]:
    """What the checks say of tables and parts; what they say of notes is judged in the text."""
    read_before = set(report.findings)
    for finding in findings:
        family = finding.code.partition("-")[0]
        if (
            finding not in read_before
            and family not in _OF_INPUTS
            and finding.code not in _UNTOLD
            and not finding.anchor.startswith("bullet:")
        ):
            yield finding


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the empty cells of one table told together."""
    empty: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == _EMPTY:
            empty.setdefault(finding.anchor.partition("/")[0], []).append(finding)
        else:
            yield finding
    for found in empty.values():
        more = f"（这张表共{len(found)}处没有数据）" if len(found) > 1 else ""
        yield replace(found[0], message=f"{found[0].message}{more}")


def _finished(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ERROR) if finding.code in _ERRORS else finding
