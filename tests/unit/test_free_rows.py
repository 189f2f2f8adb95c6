"""A kind made for the test: tables with free rows, notes with reasons, headings with years."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from drafting import bundled
from drafting.document import Draft
from drafting.figures import State
from drafting.findings import Finding
from drafting.inputs import with_related
from drafting.intake.assemble import assemble
from drafting.intake.raw import Plain, RawInput
from drafting.intake.workbook import fill_workbook, write_workbook
from drafting.intake.xlsx import read_workbook
from drafting.kind_check import check_kind
from drafting.kinds import load_kind
from drafting.pipeline import Made, check_report, load_report, make
from drafting.report import ReportInput
from drafting.word.html import write_html
from drafting.word.writer import write_docx
from phrasebank.bank import Bank
from phrasebank.layers import load_banks

KINDS = Path(__file__).resolve().parents[1] / "kinds"
CROPS: list[Plain] = [
    {"name": "苹果", "unit": "吨", "direction": "越高越好", "target": 10, "actual": 12},
    {"name": "梨", "unit": "吨", "direction": "越高越好", "target": 8, "actual": 6},
    {
        "name": "损耗率",
        "unit": "%",
        "direction": "越低越好",
        "target": 3,
        "actual": 4,
        "remark": "含途中",
    },
]
PLANS: list[Plain] = [{"text": "改良灌溉", "owner": "农技组"}, "新建冷库"]
INPUT: dict[str, Plain] = {
    "kind": "orchard",
    "year": 2023,
    "organisation": {"name": "云杉果园站"},
    "figures": {"crops": CROPS},
    "bullets": {
        "overview": [{"topic": "修剪", "points": ["修剪果树320棵"]}],
        "problems": [{"text": "梨减产", "cause": "花期低温"}, "损耗率偏高"],
        "plans": PLANS,
    },
}


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shipped = bundled.templates_folder()
    for name in ("section.j2", "style.docx"):
        shutil.copy(shipped / name, tmp_path / name)
    for name in ("orchard", "market"):
        shutil.copytree(KINDS / name, tmp_path / name)
    monkeypatch.setenv("DRAFTING_TEMPLATES", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_banks([KINDS / "bank"])


def report(**changed: Plain) -> ReportInput:
    return assemble(RawInput("input.yaml", {**INPUT, **changed}))


def crops(*changes: dict[str, Plain]) -> ReportInput:
    rows: list[Plain] = [
        {**(row if isinstance(row, dict) else {}), **change}
        for row, change in zip(CROPS, changes, strict=False)
    ]
    return report(figures={"crops": rows})


def made(given: ReportInput, bank: Bank) -> Made:
    return make(check_report(given), bank=bank)


def lines(draft: Draft) -> list[str]:
    return [paragraph.text for section in draft.sections for paragraph in section.paragraphs]


def findings(given: ReportInput, code: str) -> list[Finding]:
    return [finding for finding in check_report(given).findings if finding.code == code]


def test_the_kind_is_clean(bank: Bank) -> None:
    assert check_kind("orchard", bank=bank) == ()


# ---- rows ---------------------------------------------------------------------------------


def test_each_item_of_a_list_becomes_a_row() -> None:
    figures = report().figures
    assert [figures.plain(f"crops/row{n}/name") for n in (1, 2, 3)] == ["苹果", "梨", "损耗率"]
    assert figures.value("crops/row2/target") == 8


def test_a_formula_fills_what_is_not_given() -> None:
    figures = report().figures
    rates = [figures.value(f"crops/row{n}/rate") for n in (1, 2, 3)]
    assert [str(rate) for rate in rates] == ["120.0", "75.0", "75.0"]  # the third: lower is better
    rate = figures.get("crops/row1/rate")
    assert rate is not None
    assert rate.state is State.COMPUTED


def test_a_star_in_totals_means_the_free_rows() -> None:
    figures = report().figures
    assert figures.value("crops/total/actual") == 12 + 6 + 4
    assert str(figures.value("crops/total/rate")) == "104.8"  # 22 / 21


def test_rows_of_a_mixed_table_stand_under_rows() -> None:
    given = report(figures={"crops": {"rows": CROPS, "total": {"target": 21}}})
    total = given.figures.get("crops/total/target")
    assert total is not None
    assert total.state is State.GIVEN
    assert given.rows == {"crops": 3}


def test_an_unknown_column_is_told_at_its_line() -> None:
    raw = RawInput("input.yaml", {**INPUT, "figures": {"crops": [{"nam": "苹果"}]}})
    told = [finding for finding in assemble(raw).findings if finding.code == "IN-01"]
    assert [finding.message for finding in told] == ["不认识的键“nam”"]


def test_a_table_without_rows_shows_one_to_be_filled(bank: Bank) -> None:
    draft = made(report(figures={}), bank).draft
    (table,) = [table for section in draft.sections for table in section.tables]
    assert table.values["crops/row1/name"] == "【待填】"


# ---- checks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wrong"), [(120, False), ("120.0", False), (119, True), ("75%", True)]
)
def test_a_given_rate_must_be_what_the_formula_gives(given: Plain, *, wrong: bool) -> None:
    found = findings(crops({"rate": given}), "OR-02")
    assert bool(found) is wrong


def test_a_rate_is_true_to_its_own_last_place() -> None:
    assert findings(crops({"target": 7, "rate": 171}), "OR-02") == []  # 171.43
    (told,) = findings(crops({"target": 7, "rate": "171.5"}), "OR-02")
    assert told.message == "表1“第1行”“完成率（%）”填171.5，按公式应为171.4。"


def test_a_word_that_the_column_does_not_know_is_told() -> None:
    (told,) = findings(crops({"direction": "越大越好"}), "OR-03")
    assert told.message.endswith("填的是“越大越好”，可填的有：越高越好、越低越好。")


def test_a_note_without_number_and_owner_is_told() -> None:
    assert [f.message for f in findings(report(), "OR-04")] == ["安排“新建冷库”没有时间和责任人。"]


def test_a_row_is_looked_for_in_the_notes() -> None:
    (told,) = findings(crops({"actual": 9}), "OR-05")
    assert told.message == "“苹果”没有完成，问题中没有提到。"
    assert findings(report(), "OR-05") == []


def test_a_plan_that_answers_no_problem_has_the_code_of_the_kind(bank: Bank) -> None:
    bullets: dict[str, Plain] = {"problems": ["梨减产", "损耗率偏高"], "plans": PLANS[:1]}
    found = made(report(bullets=bullets), bank).draft.findings
    assert [f.code for f in found if "没有对应的改进打算" in f.message] == ["OR-09"]


# ---- another report of the year -----------------------------------------------------------


def related(folder: Path, **other: Plain) -> ReportInput:
    data: dict[str, Plain] = {
        "kind": "market",
        "year": 2023,
        "organisation": {"name": "云杉果园站"},
        **other,
    }
    (folder / "market.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    raw = RawInput("input.yaml", {**INPUT, "related": {"market": "market.yaml"}})
    return with_related(assemble(raw), raw, folder)


@pytest.mark.parametrize(("weight", "count"), [(22, 0), (23, 1)])
def test_figures_are_compared_with_those_of_a_related_report(
    tmp_path: Path, weight: int, count: int
) -> None:
    given = related(tmp_path, figures={"sold": {"fruit": weight}})
    assert len(findings(given, "OR-06")) == count


def test_without_the_related_report_nothing_is_compared() -> None:
    assert findings(report(), "OR-06") == []


def test_a_related_report_of_another_year_is_refused(tmp_path: Path) -> None:
    given = related(tmp_path, year=2022)
    assert given.related == {}
    assert [f.code for f in given.findings] == ["IN-08"]


def test_a_kind_that_is_not_compared_is_an_unknown_key() -> None:
    given = report(related={"markets": "a.yaml"})
    assert [(f.code, f.message) for f in given.findings] == [("IN-01", "不认识的键“markets”")]


# ---- the draft ----------------------------------------------------------------------------


def test_title_and_headings_carry_the_years(bank: Bank) -> None:
    draft = made(report(), bank).draft
    assert draft.title == "云杉果园站2023年工作总结和2024年工作计划"
    assert [section.heading for section in draft.sections] == [
        "一、2023年完成情况", "二、存在的问题", "三、2024年安排",
    ]  # fmt: skip


def test_rows_of_one_rule_make_one_sentence_up_to_the_most(bank: Bank) -> None:
    first = lines(made(report(), bank).draft)[0]
    assert first == "（一）主要指标。苹果12吨，完成目标的120%；梨6吨，完成目标的75%。"


def test_a_reason_stands_behind_its_problem_and_a_missing_one_is_shown(bank: Bank) -> None:
    result = made(report(), bank)
    (line,) = [line for line in lines(result.draft) if "梨减产" in line]
    assert "存在梨减产的情况，主要原因是花期低温" in line
    assert line.endswith("损耗率偏高，【请补充：该问题的原因】。")
    told = [f for f in result.draft.findings if f.code == "OR-01"]
    assert [f.message for f in told] == ["问题“损耗率偏高”没有写明原因"]


def test_a_problem_that_tells_its_reason_itself_wants_none(bank: Bank) -> None:
    bullets: dict[str, Plain] = {"problems": ["因花期低温，梨减产"]}
    assert "请补充" not in "".join(lines(made(report(bullets=bullets), bank).draft))


def test_a_table_may_follow_a_paragraph(bank: Bank) -> None:
    (section, *_) = made(report(), bank).draft.sections
    kinds = [type(block).__name__ for block in section.blocks()]
    assert kinds == ["Paragraph", "TableText", "Paragraph"]


def test_a_table_that_may_be_left_out_shows_only_when_given(bank: Bank) -> None:
    draft = made(report(figures={"crops": CROPS, "storms": {"hail": 2}}), bank).draft
    assert draft.sections[-1].heading == "四、受灾情况"
    assert draft.sections[-1].tables[0].values == {"storms/hail/days": "2"}


def test_the_word_file_and_the_page_hold_every_row(bank: Bank, tmp_path: Path) -> None:
    draft = made(report(), bank).draft
    form = load_kind("orchard").form_of_draft(draft)
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(draft, form))
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    for word in ("表1　指标完成情况", "苹果", "损耗率", "含途中", "104.8"):
        assert word in text
        assert word in write_html(draft, form)
    assert "越高越好" not in text  # asked for, never printed


# ---- the workbook -------------------------------------------------------------------------


def saved(path: Path, data: bytes) -> RawInput:
    path.write_bytes(data)
    return read_workbook(path)


def test_a_filled_workbook_gives_the_same_report(tmp_path: Path) -> None:
    raw = saved(tmp_path / "a.xlsx", fill_workbook(INPUT, load_kind("orchard"), 2023))
    again = assemble(raw)
    assert again.findings == ()
    assert [(f.id, f.value, f.state) for f in again.figures] == [
        (f.id, f.value, f.state) for f in report().figures
    ]
    assert [(b.text, b.details) for b in again.bullets] == [
        (b.text, b.details) for b in report().bullets
    ]


def test_an_empty_workbook_gives_no_rows(tmp_path: Path) -> None:
    raw = saved(tmp_path / "a.xlsx", write_workbook(load_kind("orchard"), 2023))
    assert raw.findings == ()
    assert "figures" not in raw.data


def test_rows_written_into_the_workbook_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(load_kind("orchard"), 2023, organisation="云杉果园站"))
    book = openpyxl.load_workbook(path)
    sheet = book["表1 指标"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for head, value in (
        ("指标名称", "苹果"),
        ("目标值", 10),
        ("完成值", 12),
        ("提供科室", "农技组"),
    ):
        sheet.cell(5, heads[head], value)  # the second row; the first stays empty
    book.save(path)
    given = load_report(path)
    assert given.rows == {"crops": 1}
    figure = given.figures.get("crops/row1/actual")
    assert figure is not None
    assert figure.value == 12
    assert figure.supplied_by == "农技组"


# ---- mistakes in the data of a kind -------------------------------------------------------

FAULTS = [
    ("report.yaml", "三、{next_year}年安排", "三、{nextyear}年安排", "KD-08"),
    ("report.yaml", "each: rows:crops", "each: rows:crop", "KD-04"),
    ("report.yaml", "when: crops.{r}.actual > 0", "when: crops.{r}.actuals > 0", "KD-03"),
    ("report.yaml", "topic: orchard.owner", "topic: orchard.owners", "KD-06"),
    ("report.yaml", "unless: 因|由于", "unless: 因|(由于", "KD-07"),
    ("report.yaml", "问题“{note}”", "问题“{text}”", "KD-08"),
    ("report.yaml", "sections: [plans], pattern", "sections: [plan], pattern", "KD-04"),
    ("report.yaml", "details: [owner], message", "details: [owners], message", "KD-04"),
    ("report.yaml", "in text.problems", "in text.problem", "KD-03"),
    ("report.yaml", "related.market.sold.fruit.weight", "related.market.sold.fruit.height", "KD-03"),
    ("report.yaml", "related: [market]", "related: [markets]", "KD-04"),
    ("report.yaml", "tables: []}", "tables: [crop]}", "KD-04"),
    ("form.yaml", "formula: 'actual / target", "formula: 'actuals / target", "KD-03"),
    ("form.yaml", "formula: crops.total.actual /", "formula: crops.total.actual //", "KD-03"),
    ("form.yaml", 'target: {type: number, unit: ""}', 'target: {type: number, unit: "", choices: [甲]}', "KD-05"),
    ("form.yaml", "totals_rows: {total:", "totals_rows: {all:", "KD-05"),
]  # fmt: skip


@pytest.fixture
def plant(templates: Path, bank: Bank) -> Callable[[str, str, str], tuple[Finding, ...]]:
    def planted(file: str, old: str, new: str) -> tuple[Finding, ...]:
        path = templates / "orchard" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return check_kind("orchard", bank=bank)

    return planted


@pytest.mark.parametrize(("file", "old", "new", "code"), FAULTS)
def test_a_mistake_is_told_with_file_and_line(
    file: str, old: str, new: str, code: str, plant: Callable[[str, str, str], tuple[Finding, ...]]
) -> None:
    found = plant(file, old, new)
    assert code in {finding.code for finding in found}
    assert all(finding.place.startswith(file) for finding in found if finding.code == code)
