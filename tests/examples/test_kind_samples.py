"""Every shipped kind: its data clean, its sample drafted and read back from a workbook."""

from pathlib import Path

import pytest

from drafting.findings import Severity
from drafting.intake.assemble import assemble
from drafting.intake.workbook import fill_workbook, write_workbook
from drafting.intake.xlsx import read_workbook
from drafting.kind_check import check_kind
from drafting.kinds import installed_kinds, load_kind
from drafting.pipeline import check_report, draft_report
from drafting.report import ReportInput
from tests.examples.kind_samples import changed

KINDS = installed_kinds()


def sample(kind: str) -> ReportInput:
    return assemble(changed(kind, {}))


@pytest.mark.parametrize("kind", KINDS)
def test_its_data_are_clean(kind: str) -> None:
    assert check_kind(kind) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_its_sample_uses_every_section_and_leaves_no_error(kind: str) -> None:
    draft = draft_report(check_report(sample(kind)))
    assert [f for f in draft.findings if f.severity is Severity.ERROR] == []
    assert all(section.paragraphs or section.tables for section in draft.sections)


@pytest.mark.parametrize("kind", KINDS)
def test_its_sample_comes_back_from_a_workbook(kind: str, tmp_path: Path) -> None:
    raw = changed(kind, {})
    path = tmp_path / "a.xlsx"
    path.write_bytes(fill_workbook(raw.data, load_kind(kind), sample(kind).year))
    again = assemble(read_workbook(path))
    figures = [(f.id, f.value, f.state) for f in again.figures]
    assert figures == [(f.id, f.value, f.state) for f in sample(kind).figures]
    assert [(b.text, b.details) for b in again.bullets] == [
        (b.text, b.details) for b in sample(kind).bullets
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_its_empty_workbook_reads_without_findings(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(load_kind(kind), 2024))
    assert read_workbook(path).findings == ()
