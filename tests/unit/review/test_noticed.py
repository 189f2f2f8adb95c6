"""The yearly notice of a region: which reports it serves, what it demands, its own faults."""

from dataclasses import replace
from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.notices import notices_for
from drafting.report import BasisDocument, ReportInput
from drafting.review.lengths import Piece
from drafting.review.noticed import against_notices
from tests.builders import report

NOTICE = """schema: 1
kind: disclosure
region: 柏舟县
year: 2023
document: {title: 柏舟县关于编制年度报告的通知, number: 柏政办〔2023〕7号}
cite: true
deadlines:
  - {date: 2024-01-20, what: 报县政府办公室}
length: {least: 10, most: 40}
figures:
  - {figure: publicity/total, label: 主动公开条数}
topics:
  - {section: overview, heading: 基层标准化, words: [标准目录]}
forbidden:
  - {words: [圆满完成], instead: 写明结果}
"""
BASIS = (BasisDocument("柏舟县关于编制年度报告的通知", "柏政办〔2023〕7号"),)
TEXT = "落实标准目录，公开信息120条。"


def of_county(year: int = 2023, *, region: str = "柏舟县", **more: object) -> ReportInput:
    made = report(year, publicity={"total": 120})
    organ = replace(made.organisation, name="柏舟县水务局", region=region)
    return replace(made, organisation=organ, **more)  # type: ignore[arg-type]  # fields by name


def told(made: ReportInput, folder: Path, text: str = TEXT) -> list[Finding]:
    (folder / "柏舟县-2023.yaml").write_text(NOTICE, "utf-8")
    pieces = [Piece("overview", text, "paragraph:1")]
    return list(against_notices(pieces, made, notices_for(made, [folder])))


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found if finding.severity is not Severity.NOTE}


def test_a_report_that_meets_the_notice_is_only_told_the_deadline(tmp_path: Path) -> None:
    found = told(of_county(basis=BASIS), tmp_path)
    assert [(f.code, f.severity, f.figures) for f in found] == [
        ("NT-03", Severity.NOTE, ("2024年1月20日",))
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("NT-01", "标准目录" + "字" * 40),
        ("NT-01", "标准目录"),
        ("NT-05", "公开信息一百二十条，及时准确。"),
        ("NT-06", "落实标准目录，圆满完成各项任务。"),
    ],
)
def test_a_text_against_the_notice_is_told(code: str, text: str, tmp_path: Path) -> None:
    assert codes(told(of_county(basis=BASIS), tmp_path, text)) == {code}


def test_a_missing_citation_is_told(tmp_path: Path) -> None:
    assert codes(told(of_county(), tmp_path)) == {"NT-04"}


def test_a_missing_figure_is_told_at_its_place(tmp_path: Path) -> None:
    made = of_county(basis=BASIS, figures=report(publicity={}).figures)
    (finding,) = (f for f in told(made, tmp_path) if f.code == "NT-02")
    assert finding.anchor == "figure:publicity/total"


def test_forbidden_words_are_told_at_their_paragraph_with_the_remedy(tmp_path: Path) -> None:
    found = told(of_county(basis=BASIS), tmp_path, "落实标准目录，圆满完成各项任务。")
    (finding,) = (f for f in found if f.code == "NT-06")
    assert (finding.anchor, finding.excerpt) == ("paragraph:1", "圆满完成")
    assert finding.remedy == "请改为：写明结果。"


@pytest.mark.parametrize(
    "made",
    [
        of_county(2022),
        replace(of_county(), organisation=replace(of_county().organisation, name="云杉县水务局", region="云杉县")),
    ],
    ids=["another year", "another region"],
)  # fmt: skip
def test_a_notice_serves_its_own_year_and_region(made: ReportInput, tmp_path: Path) -> None:
    assert told(made, tmp_path) == []


def test_a_name_tells_the_region_where_none_is_given(tmp_path: Path) -> None:
    assert codes(told(of_county(region=""), tmp_path)) == {"NT-04"}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("cite: true", "cites: true", "第6行的 cites"),
        ("what: 报县政府办公室", "wat: 报县政府办公室", "第8行的 deadlines.0"),
        ("figure: publicity/total", "figure: publicity/all", "第11行的 figures.0.figure"),
        ("section: overview", "section: overviews", "第13行的 topics.0.section"),
        ("length: {least: 10, most: 40}", "length: [", "不是合法的 YAML"),
    ],
)
def test_a_fault_of_the_notice_is_told_with_its_line(
    old: str, new: str, shown: str, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(NOTICE.replace(old, new), "utf-8")
    with pytest.raises(UnreadableFileError, match=shown):
        notices_for(of_county(), [tmp_path])


def test_the_shipped_sample_can_be_read() -> None:
    made = replace(of_county(), organisation=replace(of_county().organisation, region="青檀县"))
    (notice,) = notices_for(made)
    assert notice.document.number == "青政办函〔2023〕41号"
