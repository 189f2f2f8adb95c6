"""Empty inputs to start from: a workbook, one workbook per supplying office, or YAML."""

from __future__ import annotations

import re
from pathlib import Path

from drafting.errors import UnusableInputError, UnwritableFileError, UsageError
from drafting.findings import Finding, Severity
from drafting.intake.workbook import split_workbooks, write_workbook
from drafting.kinds import Form, ReportKind, load_kind
from drafting.ooxml.save import atomic_write
from drafting.report import ReportInput
from drafting.skeleton import skeleton

_YAML = (".yaml", ".yml")
_WORKBOOK = ".xlsx"
_UNFIT_FOR_NAMES = re.compile(r'[\\/:*?"<>|\s]+')  # what Windows refuses in a file name


def write_new(  # noqa: PLR0913 -- the options of `drafting new`
    kind: str,
    year: int,
    output: Path,
    *,
    organisation: str,
    last_year: Path | None,
    split: bool,
) -> list[Path]:
    """Write an empty input and return the files written.

    Args:
        kind: folder of the report kind.
        year: the report year; it chooses the statutory form.
        output: INPUT.xlsx or INPUT.yaml; the form of the input follows from the ending.
        organisation: the organ's full name; empty when not known yet.
        last_year: last year's report, whose carried-over figures are filled in.
        split: one workbook per supplying office, named after `output` and the office.

    Raises:
        UnknownKindError: no such kind.
        UnusableInputError: no form serves the year, or last year's report is of another year.
        UsageError: another ending than .xlsx, .yaml, .yml; or `split` with YAML.
        UnwritableFileError: a file is there already, or cannot be written.
    """
    suffix = output.suffix.lower()
    _require_ending(output, suffix, split=split)
    found = load_kind(kind)
    form = _form(found, year)
    last = None if last_year is None else _last_report(last_year, found, year)
    if suffix in _YAML:
        text = skeleton(found, form, year, organisation, last, _beside(last_year, output))
        files = {output: text.encode()}
    elif split:
        books = split_workbooks(found, year, organisation=organisation, last_year=last)
        files = {_for_office(output, office): data for office, data in books.items()}
    else:
        data = write_workbook(found, year, organisation=organisation, last_year=last)
        files = {output: data}
    return _write(files)


def write_imported(
    report: Path, output: Path, *, kind: str, year: int | None, organisation: str
) -> tuple[Finding, ...]:
    """Write a published report as an input and return what is doubtful about it.

    Args:
        report: the published report.
        output: INPUT.yaml.
        kind: its kind; empty when the report is to tell.
        year: its year; None when the title is to tell.
        organisation: its organ; empty when the title is to tell.

    Raises:
        UnreadableFileError: the report cannot be read, or is none.
        UsageError: another ending than .yaml or .yml.
        UnwritableFileError: the output is there already, or cannot be written.
    """
    from drafting.published.imported import read_published  # noqa: PLC0415 -- only for `import`
    from drafting.published.writing import input_text  # noqa: PLC0415 -- as above

    if output.suffix.lower() not in _YAML:
        message = f"不能写出“{output.name}”：读入的报告写成 .yaml 文件。"
        raise UsageError(message, "请把输出文件的后缀改为 .yaml。")
    found = read_published(report, kind=kind, year=year, organisation=organisation)
    text = input_text(found.raw, load_kind(str(found.raw.data["kind"])))
    _write({output: text.encode()})
    return found.findings


def _require_ending(output: Path, suffix: str, *, split: bool) -> None:
    if suffix not in {_WORKBOOK, *_YAML}:
        message = f"不能生成“{output.name}”：输入文件只有 .xlsx 和 .yaml 两种。"
        raise UsageError(message, "请改写文件名的后缀，例如 2023.xlsx。")
    if split and suffix != _WORKBOOK:
        message = "--split-by 只能用于工作簿。"
        raise UsageError(message, "请把输出文件的后缀改为 .xlsx，或去掉 --split-by。")


def _form(kind: ReportKind, year: int) -> Form:
    form = kind.form_for(year)
    if form is not None:
        return form
    remedy = f"“{kind.name}”可写{kind.years_text}的报告，请核对年度。"
    message = f"{year}年没有可用的法定表样"
    raise UnusableInputError(
        [Finding("IN-04", Severity.ERROR, message, "--year", remedy, figures=(str(year),))]
    )


def _last_report(path: Path, kind: ReportKind, year: int) -> ReportInput:
    from drafting.inputs import read_last_year  # noqa: PLC0415 -- only with last year's report

    found = read_last_year(path, kind=kind.key)
    last = found.report
    if last is None:
        raise UnusableInputError(found.findings)
    if last.kind == kind.key and last.year == year - 1:
        return last
    message = f"上年报告写的是{last.year}年（{last.kind}），新建的是{year}年（{kind.key}）"
    remedy = f"请给出{year - 1}年的报告，或去掉 --last-year。"
    raise UnusableInputError(
        [Finding("IN-09", Severity.ERROR, message, str(last.origin), remedy, (str(last.year),))]
    )


def _beside(last_year: Path | None, output: Path) -> str:
    """Last year's file as the new input names it: relative to its folder where it can be."""
    if last_year is None:
        return ""
    folder = output.resolve().parent
    target = last_year.resolve()
    return target.relative_to(folder).as_posix() if target.is_relative_to(folder) else str(target)


def _for_office(output: Path, office: str) -> Path:
    return output.with_name(f"{output.stem}-{_UNFIT_FOR_NAMES.sub('_', office)}{output.suffix}")


def _write(files: dict[Path, bytes]) -> list[Path]:
    for path in files:
        if path.exists():
            raise UnwritableFileError(path, "该文件已经存在", "请另取文件名，或先移走原有文件。")
    for path, data in files.items():
        atomic_write(path, data)
    return list(files)
