"""Last year's report in any form that an input or a published report has."""

from pathlib import Path

import pytest

from drafting.checking.check import check
from drafting.inputs import read_last_year
from drafting.intake.yaml import read_yaml
from drafting.kinds import load_kind
from drafting.pipeline import draft_report, load_report
from drafting.report import Checked
from drafting.starting import write_new
from tests.published import ORGAN, Sample, docx, html_body, html_page, text_lines

THIS_YEAR = f"""\
kind: disclosure
year: 2024
organisation: {{name: {ORGAN}}}
figures: {{t3: {{carried_in: {{natural: 5}}, default: 0}}}}
"""
FORMS = {
    "docx": (".docx", docx()),
    "html": (".html", html_page(html_body()).encode()),
    "txt": (".txt", "\n".join(text_lines()).encode()),
    "gbk": (".txt", "\n".join(text_lines()).encode("gbk")),
}


@pytest.fixture
def this_year(tmp_path: Path) -> Path:
    path = tmp_path / "2024.yaml"
    path.write_text(THIS_YEAR, "utf-8")
    return path


def written(tmp_path: Path, ending: str, content: bytes) -> Path:
    path = tmp_path / f"2023{ending}"
    path.write_bytes(content)
    return path


def checked(this_year: Path, last: Path) -> Checked:
    return check(load_report(this_year, last_year=last), load_kind("disclosure"))


@pytest.mark.parametrize(("ending", "content"), FORMS.values(), ids=FORMS.keys())
def test_a_published_report_gives_figures_and_wording(
    tmp_path: Path, this_year: Path, ending: str, content: bytes
) -> None:
    report = load_report(this_year, last_year=written(tmp_path, ending, content))
    assert report.last_year is not None
    expected = Sample().figures["t3/carried_out/natural"]
    assert str(report.last_year.figures.value("t3/carried_out/natural")) == expected
    assert "公布供水水质报告12期。" in report.last_text


@pytest.mark.parametrize(("ending", "content"), FORMS.values(), ids=FORMS.keys())
def test_what_was_carried_over_is_held_against_a_published_report(
    tmp_path: Path, this_year: Path, ending: str, content: bytes
) -> None:
    found = checked(this_year, written(tmp_path, ending, content)).findings
    places = [finding.anchor for finding in found if finding.code == "Y-01"]
    assert "figure:t3/carried_in/natural" in places


def test_the_input_may_name_a_published_report(tmp_path: Path, this_year: Path) -> None:
    written(tmp_path, ".docx", docx())
    this_year.write_text(THIS_YEAR + "last_year: 2023.docx\n", "utf-8")
    assert load_report(this_year).last_year is not None


def test_doubts_about_last_years_report_stay_on_the_screen(tmp_path: Path, this_year: Path) -> None:
    lines = [line for line in text_lines() if not line.startswith("（二）部分公开")]
    last = written(tmp_path, ".txt", "\n".join(lines).encode())
    draft = draft_report(checked(this_year, last))
    told = [one for one in draft.findings if one.message.startswith("上年报告：表三没有读到1行")]
    assert [one.severity.value for one in told] == ["note"]
    assert not [one for one in draft.comments if "上年报告：" in one.text]


def test_last_years_report_need_not_name_its_organ(tmp_path: Path, this_year: Path) -> None:
    lines = ["2023年政府信息公开工作年度报告", *text_lines()[2:]]
    report = load_report(this_year, last_year=written(tmp_path, ".txt", "\n".join(lines).encode()))
    assert report.last_year is not None
    assert report.findings == ()


def test_the_placeholder_for_improvements_quotes_last_years_problems(
    tmp_path: Path, this_year: Path
) -> None:
    draft = draft_report(checked(this_year, written(tmp_path, ".docx", docx())))
    (told,) = [one for one in draft.findings if one.code == "S-10"]
    assert told.remedy.endswith("上年所写：乡镇水厂信息更新不及时；解读形式单一。")


def test_the_report_of_another_year_is_not_compared(tmp_path: Path, this_year: Path) -> None:
    lines = [line.replace("2023年政府信息", "2021年政府信息") for line in text_lines()]
    report = load_report(this_year, last_year=written(tmp_path, ".txt", "\n".join(lines).encode()))
    assert report.last_year is None
    assert [finding.code for finding in report.findings] == ["IN-09"]


def test_a_text_that_is_no_report_only_lends_its_wording(tmp_path: Path) -> None:
    last = read_last_year(written(tmp_path, ".txt", "我局认真组织学习。\n".encode()))
    assert last.report is None
    assert last.text == "我局认真组织学习。"
    assert [finding.code for finding in last.findings] == ["IN-08"]


def test_a_file_of_an_unknown_form_is_told(tmp_path: Path) -> None:
    last = read_last_year(written(tmp_path, ".pages", b"x"))
    assert last.report is None
    assert "不是可以读取的格式" in last.findings[0].message


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_new_input_carries_over_from_a_published_report(tmp_path: Path, ending: str) -> None:
    last = written(tmp_path, ".docx", docx())
    output = tmp_path / f"2024{ending}"
    write_new(
        "disclosure", 2024, output, organisation=ORGAN, last_year=last, split=False
    )  # fmt: skip
    report = load_report(output)
    expected = Sample().figures["t3/carried_out/natural"]
    assert str(report.figures.value("t3/carried_in/natural")) == expected
    if ending == ".yaml":
        assert read_yaml(output).data["last_year"] == "2023.docx"
