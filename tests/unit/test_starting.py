from collections.abc import Mapping
from pathlib import Path

import pytest

from drafting.errors import UnknownKindError, UnusableInputError, UnwritableFileError, UsageError
from drafting.figures import State
from drafting.findings import Finding, Severity
from drafting.intake.assemble import assemble
from drafting.intake.raw import RawInput
from drafting.intake.xlsx import read_workbook
from drafting.intake.yaml import read_yaml
from drafting.starting import write_new

LAST_YEAR = """\
kind: disclosure
year: 2022
organisation: {name: 云杉县交通运输局}
figures:
  t3:
    new: {natural: {value: 5, from: 法制股}}
    open: {natural: 3}
    carried_out: {natural: {value: 2, from: 法制股}}
    default: 0
"""


def started(  # noqa: PLR0913 -- the arguments of write_new
    output: Path,
    year: int = 2023,
    *,
    kind: str = "disclosure",
    organisation: str = "云杉县交通运输局",
    last_year: Path | None = None,
    split: bool = False,
) -> list[Path]:
    return write_new(
        kind, year, output, organisation=organisation, last_year=last_year, split=split
    )


def read(path: Path) -> RawInput:
    return read_workbook(path) if path.suffix == ".xlsx" else read_yaml(path)


def errors(findings: tuple[object, ...]) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.message)
        for finding in findings
        if isinstance(finding, Finding) and finding.severity is Severity.ERROR
    ]


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    path = tmp_path / "2022.yaml"
    path.write_text(LAST_YEAR, "utf-8")
    return path


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".xlsx"])
@pytest.mark.parametrize("year", [2019, 2020, 2021, 2023])
def test_a_new_input_reads_back_without_error(tmp_path: Path, year: int, ending: str) -> None:
    (path,) = started(tmp_path / f"input{ending}", year)
    report = assemble(read(path))
    assert (report.year, report.organisation.name) == (year, "云杉县交通运输局")
    assert errors(report.findings) == []


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_without_a_name_only_the_name_is_missing(tmp_path: Path, ending: str) -> None:
    (path,) = started(tmp_path / f"input{ending}", organisation="")
    with pytest.raises(UnusableInputError) as caught:
        assemble(read(path))
    assert errors(caught.value.findings) == [("IN-02", "没有填写机关名称")]


@pytest.mark.parametrize("year", [2020, 2023])
def test_an_empty_yaml_gives_no_figure_and_no_note(tmp_path: Path, year: int) -> None:
    (path,) = started(tmp_path / "input.yaml", year)
    report = assemble(read_yaml(path))
    assert {figure.state for figure in report.figures} == {State.MISSING}
    assert report.bullets == ()


@pytest.mark.parametrize("name", ["某县“放管服”改革办公室: 一科", "局 # 二", 'A "B" \\ C', "123"])
def test_any_name_comes_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    (path,) = started(tmp_path / "input.yaml", organisation=name)
    assert assemble(read_yaml(path)).organisation.name == name


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_what_was_carried_out_last_year_is_carried_in(
    tmp_path: Path, last_year: Path, ending: str
) -> None:
    (path,) = started(tmp_path / f"input{ending}", last_year=last_year)
    figures = assemble(read(path)).figures
    carried = {column: figures.value(f"t3/carried_in/{column}") for column in ("natural", "total")}
    assert carried == {"natural": 2, "total": 2}


def test_the_new_input_names_last_years_file(tmp_path: Path, last_year: Path) -> None:
    (path,) = started(tmp_path / "input.yaml", last_year=last_year)
    assert read_yaml(path).data["last_year"] == "2022.yaml"


def test_item_counts_of_the_old_form_are_added_up(tmp_path: Path) -> None:
    # 01 §8.5, Y-02: 17 items and two more make 19 at the start of the next year
    last = tmp_path / "2019.yaml"
    figures = "t2: {licence: {prev_items: 17, delta: +2, decisions: 324}}"
    last.write_text(f"kind: disclosure\nyear: 2019\nfigures:\n  {figures}\n", "utf-8")
    (path,) = started(tmp_path / "input.yaml", 2020, last_year=last)
    assert assemble(read_yaml(path)).figures.value("t2/licence/prev_items") == 19


def test_a_split_input_has_one_workbook_for_each_office(tmp_path: Path, last_year: Path) -> None:
    paths = started(tmp_path / "input.xlsx", last_year=last_year, split=True)
    assert [path.name for path in paths] == ["input-法制股.xlsx", "input-其他科室.xlsx"]
    assert all(errors(read_workbook(path).findings) == [] for path in paths)


def test_a_split_workbook_keeps_slashes_out_of_its_name(tmp_path: Path) -> None:
    last = tmp_path / "2022.yaml"
    last.write_text(LAST_YEAR.replace("法制股", "法制股/信访室"), "utf-8")
    paths = started(tmp_path / "input.xlsx", last_year=last, split=True)
    assert "input-法制股_信访室.xlsx" in [path.name for path in paths]


@pytest.mark.parametrize("year", [2007, 2018])
def test_a_year_without_a_form_is_a_finding(tmp_path: Path, year: int) -> None:
    with pytest.raises(UnusableInputError) as caught:
        started(tmp_path / "input.xlsx", year)
    assert errors(caught.value.findings) == [("IN-04", f"{year}年没有可用的法定表样")]
    assert list(tmp_path.iterdir()) == []


def test_last_years_report_must_be_of_last_year(tmp_path: Path, last_year: Path) -> None:
    with pytest.raises(UnusableInputError) as caught:
        started(tmp_path / "input.yaml", 2024, last_year=last_year)
    assert [code for code, _ in errors(caught.value.findings)] == ["IN-09"]


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_file_that_stands_there_is_never_replaced(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"input{ending}"
    path.write_text("填了一半", "utf-8")
    with pytest.raises(UnwritableFileError):
        started(path)
    assert path.read_text("utf-8") == "填了一半"


def test_one_office_whose_file_stands_there_stops_all(tmp_path: Path, last_year: Path) -> None:
    (tmp_path / "input-其他科室.xlsx").write_bytes(b"half filled")
    with pytest.raises(UnwritableFileError):
        started(tmp_path / "input.xlsx", last_year=last_year, split=True)
    assert not (tmp_path / "input-法制股.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "options"),
    [("input.docx", {}), ("input", {}), ("input.xls", {}), ("input.yaml", {"split": True})],
)
def test_other_files_are_refused(tmp_path: Path, name: str, options: Mapping[str, bool]) -> None:
    with pytest.raises(UsageError):
        started(tmp_path / name, split=options.get("split", False))


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownKindError, match="disclosures"):
        started(tmp_path / "input.yaml", kind="disclosures")
