"""Finished reports of any maker, read to be compared."""

from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.many.reports import Report, names_of, read_report
from tests.published import ORGAN, OVERVIEW, SAMPLE, docx, html_body, html_page, text_lines


def read(folder: Path, name: str, content: bytes) -> Report:
    path = folder / name
    path.write_bytes(content)
    return read_report(path, name)


def texts(report: Report, section: str) -> list[str]:
    return [one.text for one in report.passages if one.section == section]


FORMS = {
    "a.docx": docx(),
    "a.html": html_page(html_body()).encode(),
    "a.txt": "\n".join(text_lines()).encode(),
    "b.txt": "\n".join(text_lines()).encode("gb18030"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_narrative_and_cells(tmp_path: Path, name: str) -> None:
    report = read(tmp_path, name, FORMS[name])
    assert (report.organisation, report.year) == (ORGAN, 2023)
    assert texts(report, "overview") == list(OVERVIEW)
    assert report.cells == SAMPLE.figures


def test_a_heading_of_its_own_is_no_narrative(tmp_path: Path) -> None:
    report = read(tmp_path, "a.txt", FORMS["a.txt"])
    assert "（一）主动公开情况" in texts(report, "overview")
    assert "（一）主动公开情况" not in [one.text for one in report.narrative]


def test_a_paragraph_has_its_line_as_place(tmp_path: Path) -> None:
    report = read(tmp_path, "a.txt", FORMS["a.txt"])
    first = next(one for one in report.passages if one.section == "overview")
    assert first.place == f"第{text_lines().index(OVERVIEW[0]) + 1}行"


@pytest.mark.parametrize("name", ["input.yaml", "input.xlsx"])
def test_an_input_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="请先用 drafting draft 起草"):
        read(tmp_path, name, b"kind: disclosure")


def test_a_title_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="没有报告的正文和表格"):
        read(tmp_path, "a.txt", text_lines()[0].encode())


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["x/a.docx", "x/b.docx"], ["a.docx", "b.docx"]),
        (["x/a.docx", "y/a.docx", "y/b.docx"], ["x/a.docx", "y/a.docx", "b.docx"]),
        (["p/x/a.docx", "q/x/a.docx"], ["p/x/a.docx", "q/x/a.docx"]),
        (["a.docx", "a.docx"], ["a.docx", "a.docx"]),
    ],
)
def test_files_are_called_so_that_they_can_be_told_apart(
    paths: list[str], names: list[str]
) -> None:
    assert names_of([Path(path) for path in paths]) == names


LAW = (
    "云杉县水务局{}法治政府建设年度报告",
    "一、{}推进法治政府建设的主要举措和成效",
    "全年开展取水许可执法检查41次。",
    "二、存在的不足和原因",
    "基层执法人员少。",
)


def test_a_report_of_another_kind_is_read_by_its_own_parts(tmp_path: Path) -> None:
    text = "\n".join(line.format("2023年") for line in LAW)
    report = read(tmp_path, "a.txt", text.encode())
    assert report.kind == "rule-of-law"
    assert texts(report, "overview") == [LAW[2]]
    assert report.headings["overview"] == "一、2023年推进法治政府建设的主要举措和成效"
