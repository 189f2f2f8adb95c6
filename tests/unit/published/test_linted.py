"""A finished report judged as a whole."""

from pathlib import Path

import pytest

from drafting.findings import Severity
from drafting.published.linted import lint_report
from tests.finished import Finished, finished

LANHE = "examples/lanhe-2023/input.yaml"


@pytest.fixture
def report() -> Finished:
    return finished(LANHE)


def codes_of(report: Finished, folder: Path) -> set[str]:
    return {f.code for f in lint_report(report.written(folder)) if f.severity is Severity.ERROR}


def test_text_against_the_report_s_own_tables(report: Finished, tmp_path: Path) -> None:
    at = report.at("^二、")
    spoilt = report.before(at, "全年共收到群众递交的公开申请十二件。")
    found = [f for f in lint_report(spoilt.written(tmp_path)) if f.code == "X-02"]
    assert [(f.excerpt, f.figures) for f in found] == [("递交的公开申请十二件", ("12", "1381"))]


def test_contact_data_among_the_tables_is_doubted(report: Finished, tmp_path: Path) -> None:
    spoilt = report.before(report.at("^四、"), "联系电话：0451-82345678，邮编：150000。")
    found = [f for f in lint_report(spoilt.written(tmp_path)) if f.code == "S-12"]
    assert [f.severity for f in found] == [Severity.WARNING]


def test_parts_out_of_order_and_misnumbered(report: Finished, tmp_path: Path) -> None:
    at = report.at("^五、")
    assert "S-01" in codes_of(report.with_line(at, "七、存在的主要问题及改进情况"), tmp_path)


def test_another_year_in_the_period_than_in_the_title(report: Finished, tmp_path: Path) -> None:
    spoilt = report.before(1, "本报告统计期限为2022年1月1日至12月31日。")
    assert "S-06" in codes_of(spoilt, tmp_path)


def test_a_text_that_is_no_report_has_its_style_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("我们认真核对信息,及时更新栏目。\n", "utf-8")
    assert {f.code.partition("-")[0] for f in lint_report(path)} == {"P"}


def test_the_empty_cells_of_a_table_are_one_finding(report: Finished, tmp_path: Path) -> None:
    at = report.at("^一、本年新收|\t?一、本年新收")
    line = report.lines[at].split("\t")
    spoilt = report.with_line(at, "\t".join([*line[:-7], *["/"] * 7]))
    found = [f for f in lint_report(spoilt.written(tmp_path)) if f.code == "C-01"]
    assert len(found) == 1
