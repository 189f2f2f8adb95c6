"""Drafts of ours read back: every figure and every fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.document import Draft
from drafting.intake.assemble import assemble
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.pipeline import check_report, draft_report, load_report
from drafting.published.imported import Published, read_published
from drafting.report import ReportInput
from drafting.word.html import write_html
from drafting.word.writer import write_docx

EXAMPLES = Path(__file__).parents[3] / "examples"
INPUTS = [EXAMPLES / "nangang-2020" / "input.yaml", EXAMPLES / "lanhe-2023" / "input.yaml"]


def drafted(path: Path) -> tuple[ReportInput, Draft]:
    report = load_report(path)
    return report, draft_report(check_report(report))


def read_back(tmp_path: Path, draft: Draft, ending: str) -> Published:
    form = load_kind(draft.kind).forms[draft.form]
    made = write_docx(draft, form) if ending == ".docx" else write_html(draft, form).encode()
    path = tmp_path / f"draft{ending}"
    path.write_bytes(made)
    return read_published(path)


@pytest.mark.parametrize("ending", [".docx", ".html"])
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_every_figure_comes_back(tmp_path: Path, path: Path, ending: str) -> None:
    report, draft = drafted(path)
    again = assemble(read_back(tmp_path, draft, ending).raw)
    printed = [
        figure for figure in report.figures if not figure.id.startswith(("fee", "publicity"))
    ]
    assert [(one.id, again.figures.value(one.id)) for one in printed] == [
        (one.id, one.value) for one in printed
    ]
    assert (again.year, again.organisation.name, again.form) == (
        report.year, report.organisation.name, report.form
    )  # fmt: skip
    assert again.contact == report.contact


@pytest.mark.parametrize("ending", [".docx", ".html"])
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_every_number_of_the_narrative_comes_back(tmp_path: Path, path: Path, ending: str) -> None:
    _, draft = drafted(path)
    found = read_back(tmp_path, draft, ending)
    text = "".join(bullet.text for bullet in assemble(found.raw).bullets)
    left_out = "".join(finding.excerpt for finding in found.findings)
    said = [
        number
        for section in draft.sections
        if section.id != "preamble"
        for paragraph in section.paragraphs
        for number in re.findall(r"\d+", re.sub("【[^】]*】", "", paragraph.text))
    ]
    assert said
    assert [number for number in said if number not in text and number not in left_out] == []


def test_the_documents_of_a_draft_come_back(tmp_path: Path) -> None:
    report, draft = drafted(INPUTS[0])
    again = assemble(read_back(tmp_path, draft, ".docx").raw)
    assert [document.title for document in again.basis] == [
        document.title for document in report.basis
    ]


def test_a_cell_changed_since_the_draft_is_told(tmp_path: Path) -> None:
    _, draft = drafted(INPUTS[0])
    read_back(tmp_path, draft, ".docx")
    path = tmp_path / "draft.docx"
    parts = read_parts(path)
    body = parts["word/document.xml"].decode()
    assert body.count(">324<") == 1
    parts["word/document.xml"] = body.replace(">324<", ">325<").encode()
    path.write_bytes(pack_all(parts.items()))
    found = read_published(path)
    told = [one.message for one in found.findings if one.code == "IN-55"]
    assert told == [
        "表格在起草之后改过：“行政许可”“处理决定数量”由“324”改为“325”；按文件现在的数读入"
    ]
