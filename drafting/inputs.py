"""Files of any form as inputs: a workbook, YAML, and for last year also a published report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from drafting.errors import UnreadableFileError, UnusableInputError
from drafting.findings import Finding, Severity
from drafting.intake.assemble import assemble
from drafting.intake.raw import RawInput, shown
from drafting.intake.yaml import read_yaml
from drafting.kinds import load_kind
from drafting.report import ReportInput

_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".et"))
_WRITTEN = frozenset((".yaml", ".yml", *_WORKBOOKS))


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report as far as it could be read."""

    report: ReportInput | None = None  # None when its figures cannot be used
    text: str = ""  # its narrative, when it is a published report
    findings: tuple[Finding, ...] = ()


def read_input(path: Path) -> RawInput:
    """An input file of any form as plain values.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    if path.suffix.lower() in _WORKBOOKS:
        from drafting.intake.xlsx import read_workbook  # noqa: PLC0415 -- openpyxl is slow to import

        return read_workbook(path)
    return read_yaml(path)


def read_last_year(path: Path, *, kind: str = "") -> LastYear:
    """Last year's report in any form that an input or a published report has.

    Args:
        path: the file.
        kind: kind of this year's report; a published report is read as one of it.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    if path.suffix.lower() in _WRITTEN:
        return _assembled(read_input(path))
    from drafting.published.blocks import PUBLISHED  # noqa: PLC0415 -- only for a published report
    from drafting.published.imported import NoReportError, read_published  # noqa: PLC0415 -- as above

    if path.suffix.lower() not in PUBLISHED:
        fault = Finding(
            "IN-08", Severity.WARNING, f"上年报告“{path.name}”不是可以读取的格式", path.name,
            "上年报告请给 .yaml、.xlsx、.docx、.html 或 .txt；本次未与上年比较。",
        )  # fmt: skip
        return LastYear(findings=(fault,))
    try:
        found = read_published(path, kind=kind)
    except NoReportError:
        return _text_only(path)
    last = _assembled(found.raw)
    return replace(last, text=found.text)


def _assembled(raw: RawInput) -> LastYear:
    try:
        report = assemble(raw, as_last_year=True)
    except UnusableInputError as fault:
        return LastYear(
            findings=_told(tuple(one for one in fault.findings if isinstance(one, Finding)))
        )
    is_published = bool(raw.findings) or Path(raw.name).suffix.lower() not in _WRITTEN
    return LastYear(report, findings=_doubts(report.findings) if is_published else ())


def _told(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, severity=Severity.WARNING, message=f"上年报告：{finding.message}")
        for finding in findings
        if finding.severity is not Severity.NOTE
    )


def _doubts(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What was doubtful about a published report: on the screen only, for it is not this draft's.

    That its organ is not named does not matter to another year.
    """
    told = (finding for finding in _told(findings) if finding.code != "IN-02")
    return tuple(replace(finding, severity=Severity.NOTE) for finding in told)


def _text_only(path: Path) -> LastYear:
    from drafting.review.textfile import read_text  # noqa: PLC0415 -- only for a text that is no report

    text = "".join(paragraph.text for paragraph in read_text(path))
    told = Finding(
        "IN-08", Severity.NOTE, f"上年报告“{path.name}”里没有找到标题和法定表格，只用来避开上年的措辞", path.name,
        "要核对结转和同比，请给出完整的上年报告。",
    )  # fmt: skip
    return LastYear(text=text, findings=(told,))


def with_related(report: ReportInput, raw: RawInput, folder: Path) -> ReportInput:
    """The report with the organ's other reports of the year, as far as they can be read.

    Args:
        report: what `raw` describes.
        raw: the input; its `related` names files by kind.
        folder: where relative files start.
    """
    named = raw.data.get("related")
    known = load_kind(report.kind).related if isinstance(named, dict) else ()
    found: dict[str, ReportInput] = {}
    told: list[Finding] = []
    for kind in known:
        file = named.get(kind) if isinstance(named, dict) else None
        if file is None or file == "":
            continue
        other, reason = _related(folder / shown(file))
        if other is not None and (other.kind, other.year) != (kind, report.year):
            reason = f"“{shown(file)}”是{other.year}年的 {other.kind}，不是{report.year}年的 {kind}"
        if reason or other is None:
            told.append(_unrelated(str(raw.place(f"related.{kind}")), reason))
        else:
            found[kind] = other
    if not found and not told:
        return report
    return replace(report, related=found, findings=(*report.findings, *told))


def _related(path: Path) -> tuple[ReportInput | None, str]:
    """Another report of the organ, or why it cannot be read."""
    try:
        return assemble(read_input(path), as_last_year=True), ""
    except UnreadableFileError as fault:
        return None, fault.message.rstrip("。")
    except UnusableInputError as fault:
        return None, "；".join(str(finding) for finding in fault.findings)


def _unrelated(place: str, reason: str) -> Finding:
    return Finding(
        "IN-08", Severity.ERROR, f"相关报告：{reason}", place,
        "请核对文件名和文件；本次未与该报告核对。",
    )  # fmt: skip
