import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from drafting.errors import UsageError
from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.intake.raw import Plain
from drafting.intake.workbook import UNASSIGNED, fill_workbook, split_workbooks, write_workbook
from drafting.kinds import load_kind
from drafting.report import Organisation, ReportInput

KIND = load_kind("disclosure")
T2, T3, T4 = "表二 主动公开", "表三 申请", "表四 复议诉讼"


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def last_year(form: str, year: int, values: dict[str, int], office: str = "") -> ReportInput:
    figures = [
        Figure(FigureId(key), Decimal(value), "件", State.GIVEN, supplied_by=office)
        for key, value in values.items()
    ]
    organ = Organisation("某局", "我局")
    return ReportInput("disclosure", year, form, organ, figures=FigureTable.of(figures))


def rule_at(sheet: Worksheet, cell: str) -> tuple[str, str | None, str | None]:
    for rule in sheet.data_validations.dataValidation:
        if cell in rule.sqref:
            return rule.type, rule.operator, rule.formula1
    raise LookupError(cell)


@pytest.fixture(scope="module")
def book_2019() -> openpyxl.Workbook:
    return opened(write_workbook(KIND, 2019, organisation="某局"))


@pytest.fixture(scope="module")
def book_2021() -> openpyxl.Workbook:
    return opened(write_workbook(KIND, 2021))


def test_there_is_a_sheet_for_each_table_and_for_notes(book_2021: openpyxl.Workbook) -> None:
    names = ["填写说明", "基本信息", T2, T3, T4, "其他数据", "要点"]
    assert book_2021.sheetnames[: len(names)] == names


@pytest.mark.parametrize(("year", "block"), [(2020, "A9:A28"), (2023, "A9:A30")])
def test_results_stub_of_table_three_is_merged_as_in_the_form(year: int, block: str) -> None:
    # 01 §5: rowspan 20 in F2019, 22 in F2021; three header rows and two rows stand above it
    sheet = opened(write_workbook(KIND, year))[T3]
    assert block in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A9"].value == "三、本年度办理结果"


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("J7", '=IF(COUNT(D7:I7)=0,"",SUM(D7:I7))'),
        ("D30", '=IF(COUNT(D9:D29)=0,"",SUM(D9:D29))'),
        ("J30", '=IF(COUNT(D30:I30)=0,"",SUM(D30:I30))'),
    ],
)
def test_totals_of_table_three_are_locked_formulas(
    book_2021: openpyxl.Workbook, cell: str, formula: str
) -> None:
    # rows of F2021: new 7, carried_in 8, leaves 9-29, processed 30, carried_out 31
    assert book_2021[T3][cell].value == formula
    assert book_2021[T3][cell].protection.locked


def test_total_of_each_group_of_table_four_adds_its_own_four_cells(
    book_2021: openpyxl.Workbook,
) -> None:
    assert book_2021[T4]["J7"].value == '=IF(COUNT(F7:I7)=0,"",SUM(F7:I7))'


@pytest.mark.parametrize(
    ("sheet", "cell", "rule"),
    [
        (T3, "D7", ("whole", "greaterThanOrEqual", "0")),
        (T2, "D10", ("whole", "between", "-99999999")),  # 行政许可, 本年增/减
        ("其他数据", "B6", ("decimal", "greaterThanOrEqual", "0")),  # 收费通知金额
    ],
)
def test_figures_accept_only_what_their_type_allows(
    book_2019: openpyxl.Workbook, sheet: str, cell: str, rule: tuple[str, str, str]
) -> None:
    assert rule_at(book_2019[sheet], cell) == rule
    assert not book_2019[sheet][cell].protection.locked


@pytest.mark.parametrize("sheet", ["基本信息", T2, T3, T4, "要点"])
def test_sheets_are_protected_without_password_and_print_on_one_page_width(
    book_2019: openpyxl.Workbook, sheet: str
) -> None:
    page = book_2019[sheet]
    assert page.protection.sheet
    assert page.protection.password is None
    assert (page.page_setup.paperSize, page.page_setup.fitToWidth) == (9, 1)


def test_level_and_rulemaking_are_chosen_from_lists(book_2019: openpyxl.Workbook) -> None:
    lists = {rule.formula1 for rule in book_2019["基本信息"].data_validations.dataValidation}
    assert lists == {'"政府,部门,乡镇街道"', '"是,否"'}


def test_sections_of_notes_are_chosen_from_a_list(book_2019: openpyxl.Workbook) -> None:
    rule = rule_at(book_2019["要点"], "B5")
    assert rule == ("list", None, '"总体情况,存在问题,改进情况,下步打算,其他事项"')


def test_sample_row_is_grey_italic(book_2019: openpyxl.Workbook) -> None:
    cell = book_2019["要点"]["A4"]
    assert (cell.value, cell.font.italic, cell.font.color.rgb) == ("示例", True, "00808080")


def test_standard_questions_come_unanswered(book_2019: openpyxl.Workbook) -> None:
    sheet = book_2019["标准问题"]
    assert sheet["C3"].value == "回答"
    assert {sheet.cell(row, 3).value for row in range(4, sheet.max_row + 1)} == {None}


def test_the_same_input_gives_the_same_file() -> None:
    raw: dict[str, Plain] = {"organisation": {"name": "某局"}, "figures": {"t3": {"default": 0}}}
    assert fill_workbook(raw, KIND, 2023) == fill_workbook(raw, KIND, 2023)


@pytest.mark.parametrize(("form", "year"), [("F2019", 2020), ("F2021", 2021)])
def test_requests_carried_over_come_from_last_year(form: str, year: int) -> None:
    report = last_year(form, year - 1, {"t3/carried_out/natural": 7})
    cell = opened(write_workbook(KIND, year, last_year=report))[T3]["D8"]
    assert cell.value == 7
    assert cell.comment.text == "据上年报告带入，请核对"
    assert cell.fill.fgColor.rgb == "00DDEBF7"


@pytest.mark.parametrize(("form", "expected"), [("F2019", 19), ("F2021", None)])
def test_items_of_power_are_carried_only_between_reports_of_2019(
    form: str, expected: int | None
) -> None:
    # Y-02: 17 + 2
    report = last_year(form, 2019, {"t2/licence/prev_items": 17, "t2/licence/delta": 2})
    assert opened(write_workbook(KIND, 2020, last_year=report))[T2]["B10"].value == expected


@pytest.mark.parametrize("year", [2018, 1999])
def test_a_year_without_a_form_is_refused(year: int) -> None:
    with pytest.raises(UsageError, match=f"{year}年没有可用的法定表样"):
        write_workbook(KIND, year)


def test_text_that_begins_with_an_equals_sign_is_no_formula() -> None:
    raw: dict[str, Plain] = {"bullets": {"overview": ["=1+1 这样的短句"]}}
    cell = opened(fill_workbook(raw, KIND, 2023))["要点"]["D5"]
    assert (cell.value, cell.data_type) == ("=1+1 这样的短句", "s")


def test_split_workbooks_go_to_the_named_offices() -> None:
    offices = {"t2": "法规科", "t2/licence": "审批科", "t3": "办公室", "t4": "法规科"}
    books = split_workbooks(KIND, 2023, offices=offices)
    assert list(books) == ["办公室", "审批科", "法规科", UNASSIGNED]


def test_an_office_sees_its_own_cells_open_and_others_closed() -> None:
    books = split_workbooks(KIND, 2023, offices={"t2/licence": "审批科", "t2": "法规科"})
    book = opened(books["审批科"])
    assert T3 not in book.sheetnames
    assert not book[T2]["B10"].protection.locked  # 行政许可
    assert book[T2]["H10"].value == "审批科"
    assert book[T2]["B13"].protection.locked  # 行政处罚


def test_offices_of_last_year_fill_this_year() -> None:
    report = last_year("F2021", 2022, {"t3/new/natural": 1}, office="信访科")
    assert list(split_workbooks(KIND, 2023, last_year=report)) == ["信访科", UNASSIGNED]
