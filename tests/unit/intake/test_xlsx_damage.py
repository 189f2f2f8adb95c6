import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from drafting.errors import UnreadableFileError
from drafting.intake.raw import Plain
from drafting.intake.workbook import fill_workbook, write_workbook
from drafting.intake.xlsx import read_workbook
from drafting.kinds import load_kind

KIND = load_kind("disclosure")
T3, T4 = "表三 申请", "表四 复议诉讼"
NEW: dict[str, Plain] = {"t3": {"new": {"natural": 5, "other_org": 1}}}


BLANK = write_workbook(KIND, 2023)


def filled(figures: dict[str, Plain], year: int = 2023) -> bytes:
    return fill_workbook({"figures": figures}, KIND, year)


def saved(tmp_path: Path, change: Callable[[Workbook], object], data: bytes | None = None) -> Path:
    """A workbook changed as a user would, saved by a program that does not calculate."""
    book = openpyxl.load_workbook(io.BytesIO(data or BLANK))
    change(book)
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def rewritten(tmp_path: Path, data: bytes, pattern: str, text: str) -> Path:
    """The workbook with a pattern replaced in every sheet's XML."""
    path = tmp_path / "a.xlsx"
    changed = 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part, count = re.subn(pattern.encode(), text.encode(), part)
                changed += count
            new.writestr(name, part)
    assert changed, "the pattern must occur"
    return path


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Workbook], object]:
    return lambda book: book[sheet].__setitem__(cell, value)


def codes(path: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in read_workbook(path).findings]


def test_wrong_sheet_dimensions_are_not_believed(tmp_path: Path) -> None:
    path = rewritten(tmp_path, filled(NEW), r'<dimension ref="[^"]*"', '<dimension ref="A1"')
    assert read_workbook(path).data["figures"] == NEW


def test_a_sheet_merged_as_a_whole_is_read_at_once(tmp_path: Path) -> None:
    path = rewritten(
        tmp_path, filled(NEW), "<mergeCells[^>]*>", '<mergeCells><mergeCell ref="L40:XFD1048576"/>'
    )
    assert read_workbook(path).data["figures"] == NEW


@pytest.mark.parametrize(
    "text",
    ["12", "１２", "1,234", "12件", " 7 ", "无", "—"],  # noqa: RUF001 -- wide digits as typed
)
def test_text_in_a_figure_is_handed_on_as_it_stands(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, set_cell(T3, "D7", text))
    assert read_workbook(path).data["figures"] == {"t3": {"new": {"natural": text}}}


@pytest.mark.parametrize("text", ["待填", "【待填】"])
def test_a_figure_marked_as_pending_is_known_to_be_missing(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, set_cell(T3, "D7", text))
    assert read_workbook(path).data["figures"] == {"t3": {"new": {"natural": None}}}


def test_blanks_in_a_figure_are_nothing(tmp_path: Path) -> None:
    assert "figures" not in read_workbook(saved(tmp_path, set_cell(T3, "D7", "  "))).data


def test_a_total_without_result_is_not_given(tmp_path: Path) -> None:
    raw = read_workbook(saved(tmp_path, lambda _: None, filled(NEW)))
    assert raw.data["figures"] == NEW
    assert raw.findings == ()


def test_a_total_with_a_result_is_given(tmp_path: Path) -> None:
    pattern = r'(r="J31"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)'
    path = rewritten(tmp_path, filled(NEW), pattern, r"\1<v>6</v>")
    figures = read_workbook(path).data["figures"]
    assert figures == NEW | {
        "t3": {"new": {"natural": 5, "other_org": 1}, "carried_out": {"total": 6}}
    }


def test_a_figure_whose_formula_was_never_calculated_is_reported_missing(tmp_path: Path) -> None:
    raw = read_workbook(saved(tmp_path, set_cell(T3, "D7", "=2+3")))
    assert raw.data["figures"] == {"t3": {"new": {"natural": None}}}
    assert [(finding.code, finding.place) for finding in raw.findings] == [
        ("IN-11", "a.xlsx “表三 申请”D7")
    ]


def test_a_calculated_formula_counts_as_its_result(tmp_path: Path) -> None:
    path = saved(tmp_path, set_cell(T3, "D7", "=2+3"))
    calculated = rewritten(
        tmp_path, path.read_bytes(), r"(<f>2\+3</f>)<v\s*(/>|></v>)", r"\1<v>5</v>"
    )
    assert read_workbook(calculated).data["figures"] == {"t3": {"new": {"natural": 5}}}


@pytest.mark.parametrize(
    ("value", "kept", "code"),
    [("#REF!", "#REF!", "IN-13"), (dt.date(2023, 5, 1), "2023-05-01", "IN-14")],
)
def test_errors_and_dates_are_reported_and_never_become_zero(
    tmp_path: Path, value: object, kept: str, code: str
) -> None:
    path = saved(tmp_path, set_cell(T3, "D7", value), filled({"t3": {"default": 0}}))
    raw = read_workbook(path)
    assert raw.data["figures"] == {"t3": {"new": {"natural": kept}, "default": 0}}
    assert [finding.code for finding in raw.findings] == [code]


def test_a_total_that_is_an_error_is_computed_instead(tmp_path: Path) -> None:
    path = saved(tmp_path, set_cell(T3, "J7", "#REF!"), filled(NEW))
    raw = read_workbook(path)
    assert raw.data["figures"] == NEW
    assert [finding.code for finding in raw.findings] == ["IN-13"]


def shift(sheet: Worksheet) -> None:
    """Move everything two rows down and three columns right, merges too."""
    areas = [str(area) for area in sheet.merged_cells.ranges]
    for area in areas:
        sheet.unmerge_cells(area)
    sheet.move_range(sheet.dimensions, rows=2, cols=3, translate=True)
    for area in areas:
        first, last = (openpyxl.utils.cell.coordinate_to_tuple(end) for end in area.split(":"))
        sheet.merge_cells(
            start_row=first[0] + 2, start_column=first[1] + 3,
            end_row=last[0] + 2, end_column=last[1] + 3,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "figures"),
    [
        (T3, {"t3": {"new": {"natural": 5}, "deny_3": {"legal": 2}, "default": 0}}),
        (T4, {"t4": {"review": {"upheld": 6}, "suit_after": {"pending": 1}}}),
        ("表二 主动公开", {"t2": {"licence": {"decisions": 9}, "rules": {"repealed": 1}}}),
    ],
)
def test_tables_are_found_after_rows_and_columns_were_put_in(
    tmp_path: Path, sheet: str, figures: dict[str, Plain]
) -> None:
    raw = read_workbook(saved(tmp_path, lambda book: shift(book[sheet]), filled(figures)))
    assert raw.data["figures"] == figures


def test_renamed_moved_and_added_sheets_do_not_matter(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[T3].title = "申请（法制科）"
        book.move_sheet("申请（法制科）", -3)
        book.create_sheet("草稿", 0)["B2"] = 99

    assert read_workbook(saved(tmp_path, change, filled(NEW))).data["figures"] == NEW


def plain_table(rows: list[list[object]]) -> Callable[[Workbook], object]:
    """The third table retyped without merges on a sheet of its own."""

    def change(book: Workbook) -> None:
        del book[T3]
        sheet = book.create_sheet("表三")
        for row in rows:
            sheet.append(row)

    return change


def test_columns_in_another_order_are_found_by_their_headings(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["", "总 计", "其他", "自然人", "商业\n企业"],
        ["一、本年新收政府信息公开申请数量", 11, 3, 7, 1],
        ["(三) 不予公开", None, None, None, None],
        ["1. 属于国家秘密", 2, None, 2, None],
        ["（七）总计", 2, None, 2, None],
    ]
    raw = read_workbook(saved(tmp_path, plain_table(rows)))
    assert raw.data["figures"] == {
        "t3": {
            "new": {"total": 11, "other_org": 3, "natural": 7, "commercial": 1},
            "deny_1": {"total": 2, "natural": 2},
            "processed": {"total": 2, "natural": 2},
        }
    }


def test_numbers_under_unknown_rows_and_columns_are_reported(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["", "自然人", "外国人"],
        ["一、本年新收政府信息公开申请数量", 7, 4],
        ["九、自行增加的一行", 1, None],
        ["四、结转下年度继续办理", 2, None],
    ]
    path = saved(tmp_path, plain_table(rows))
    assert sorted(codes(path)) == [("IN-12", "a.xlsx “表三”B3"), ("IN-12", "a.xlsx “表三”C2")]
    assert read_workbook(path).data["figures"] == {
        "t3": {"new": {"natural": 7}, "carried_out": {"natural": 2}}
    }


def test_two_sheets_that_contradict_one_another_are_reported_with_both_cells(
    tmp_path: Path,
) -> None:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book[T3])
        copy.title = "表三副本"
        copy["D7"] = 6

    raw = read_workbook(saved(tmp_path, change, filled(NEW)))
    assert raw.data["figures"] == NEW
    (finding,) = raw.findings
    assert (finding.code, finding.place) == ("IN-16", "a.xlsx “表三 申请”D7")
    assert "“表三副本”D7" in finding.message


def test_a_hidden_sheet_is_not_read_and_this_is_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[T3].sheet_state = "hidden"

    raw = read_workbook(saved(tmp_path, change, filled(NEW)))
    assert "figures" not in raw.data
    assert [(finding.code, finding.place) for finding in raw.findings] == [
        ("IN-19", "a.xlsx “表三 申请”")
    ]


@pytest.mark.parametrize(
    "year",
    ["2023年", "２０２３", " 2023年度 ", 2023.0],  # noqa: RUF001 -- wide digits as typed
)
def test_the_year_is_read_as_clerks_write_it(tmp_path: Path, year: str | float) -> None:
    assert read_workbook(saved(tmp_path, set_cell("基本信息", "B6", year))).data["year"] == 2023


NOTES: dict[str, Plain] = {"overview": ["发布水质信息24条"]}


def with_notes() -> bytes:
    return fill_workbook({"figures": NEW, "bullets": NOTES}, KIND, 2023)


def reheaded(sheet: str, *cells: str) -> Callable[[Workbook], object]:
    """Headings of a sheet written otherwise."""

    def change(book: Workbook) -> None:
        for cell in cells:
            book[sheet][cell] = "别的名称"

    return change


def headless(book: Workbook) -> None:
    for block in list(book[T3].merged_cells.ranges):
        book[T3].unmerge_cells(str(block))
    book[T3].delete_rows(4, 3)


@pytest.mark.parametrize(
    ("change", "sheet"),
    [
        (reheaded("要点", "D3"), "要点"),
        (reheaded("标准问题", "C3"), "标准问题"),
        (headless, T3),
        (lambda book: book.create_sheet("备注").__setitem__("A1", "记着改"), "备注"),
    ],
    ids=["notes", "questions", "table", "own sheet"],
)
def test_a_sheet_that_nobody_recognises_is_named(
    tmp_path: Path, change: Callable[[Workbook], object], sheet: str
) -> None:
    raw = read_workbook(saved(tmp_path, change, with_notes()))
    (finding,) = [one for one in raw.findings if one.code == "IN-12"]
    assert finding.place == f"a.xlsx “{sheet}”"
    assert "没有认出" in finding.message


def test_sheets_of_our_own_are_all_recognised_under_any_name(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Sheet{number}"

    assert codes(saved(tmp_path, change, with_notes())) == []
    assert codes(saved(tmp_path, change)) == []


@pytest.mark.parametrize("sheet", ["要点", "基本信息"])
def test_a_hidden_sheet_with_notes_or_names_is_named_too(tmp_path: Path, sheet: str) -> None:
    def change(book: Workbook) -> None:
        book[sheet].sheet_state = "hidden"

    assert ("IN-19", f"a.xlsx “{sheet}”") in codes(saved(tmp_path, change, with_notes()))


@pytest.mark.parametrize(
    ("sheet", "label", "value", "told"),
    [
        ("基本信息", "A13", "B13", "项目“别的名称”不认识，填写的“5”没有读入"),
        ("其他数据", "A9", "B9", "没有读入"),
        (T3, "A7", "D7", "没有读入"),  # the first row of the table
    ],
)
def test_a_value_beside_a_label_that_nobody_knows_is_named(
    tmp_path: Path, sheet: str, label: str, value: str, told: str
) -> None:
    def change(book: Workbook) -> None:
        book[sheet][label], book[sheet][value] = "别的名称", 5

    (finding,) = read_workbook(saved(tmp_path, change)).findings
    assert (finding.code, finding.place) == ("IN-12", f"a.xlsx “{sheet}”{value}")
    assert told in finding.message


def test_hints_are_no_values_when_the_headings_are_gone(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for cell in ("A3", "B3", "C3"):
            book["基本信息"][cell] = None
        book["基本信息"]["B7"] = "甲县水利局"

    raw = read_workbook(saved(tmp_path, change))
    assert raw.data["organisation"] == {"name": "甲县水利局"}
    assert "last_year" not in raw.data


@pytest.mark.parametrize(("value", "code"), [("=A1", "IN-11"), ("#REF!", "IN-13")])
def test_a_note_that_is_a_broken_formula_is_told_and_not_read(
    tmp_path: Path, value: str, code: str
) -> None:
    path = saved(tmp_path, set_cell("要点", "D5", value))
    assert codes(path) == [(code, "a.xlsx “要点”D5")]
    assert "bullets" not in read_workbook(path).data


def test_the_schema_may_have_become_text(tmp_path: Path) -> None:
    assert read_workbook(saved(tmp_path, set_cell("基本信息", "B4", "1"))).data["schema"] == 1


def test_a_workbook_of_something_else_is_a_finding(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "通讯录"
    book.save(tmp_path / "a.xlsx")
    assert codes(tmp_path / "a.xlsx") == [("IN-10", "a.xlsx")]


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, "<x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (OLE + bytes(600), "旧格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"PK\x03\x04 broken", "文件已损坏"),
        (BLANK[:9000], "文件已损坏"),
        ("年份,件数".encode(), "文件已损坏"),
        (zipped("word/document.xml"), "不是 Excel 工作簿"),
        (zipped("xl/workbook.xml"), "文件已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=reason) as fault:
        read_workbook(path)
    assert fault.value.remedy


@pytest.mark.parametrize(("name", "reason"), [("", "文件夹"), ("没有.xlsx", "文件不存在")])
def test_a_path_without_a_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read_workbook(tmp_path / name)
