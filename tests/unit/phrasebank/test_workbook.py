"""The workbook as keepers use it: exact where untouched, forgiving where spreadsheets are not."""

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.phrase_sources import Source, read_source
from phrasebank.bank import BASE, load_bank
from phrasebank.entry import Entry, Example
from phrasebank.manifest import Manifest
from phrasebank.reading import data_of
from phrasebank.sheet_words import listed, parts, slots, slots_text
from phrasebank.workbook import workbook_bytes
from tests.entries import banks, texts

MANIFEST = Manifest("甲区", "甲区表述库", "district", "甲区政府办", "2", ("x.01",))
Change = Callable[[Any], None]


def entry(id_: str = "a.01", **changes: object) -> Entry:
    made = Entry(
        id_, "公开{{ n|count('条') }}", "total", ("x", "y"), owner="甲局",
        fits=(Example({"n": 12}, "公开12条"),), misfits=(Example({}, why="没有数"),),
        slots=frozenset({"n"}), printed=frozenset({"n"}), bank="甲区",
    )  # fmt: skip
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]  # the cases name fields


def _untouched(book: Any) -> None:
    pass


def read(entries: list[Entry], change: Change = _untouched) -> Source:
    """The workbook of entries, changed by a spreadsheet program, read back."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(MANIFEST, entries)))
    change(book)
    with TemporaryDirectory() as place:
        path = Path(place) / "bank.xlsx"
        book.save(path)
        return read_source(path)


def plain(entries: tuple[Entry, ...] | list[Entry]) -> dict[str, str]:
    return {one.id: repr(data_of(one)) for one in entries}


def faults(source: Source) -> list[tuple[str, str]]:
    return [(found.place, found.message) for found in source.findings]


# ---- untouched ----------------------------------------------------------------------------


@settings(max_examples=30)  # each writes and reads a whole workbook
@given(banks)
def test_an_untouched_workbook_changes_nothing(bank: list[Entry]) -> None:
    source = read(bank)
    assert faults(source) == []
    assert source.base is not None
    assert plain(source.entries) == plain(source.base)


def test_entries_of_the_base_bank_survive_the_workbook() -> None:
    entries = list(load_bank(BASE).entries)[::9]
    source = read(entries)
    assert plain(source.entries) == plain(entries)


def test_what_the_bank_says_of_itself_travels_with_it() -> None:
    assert read([entry()]).manifest == MANIFEST


@given(st.lists(texts, max_size=4))
def test_a_list_in_a_cell_reads_back(values: list[str]) -> None:
    assert parts(listed(values)) == tuple(values)


@given(
    st.dictionaries(
        texts,
        texts | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    )
)
def test_slots_in_a_cell_read_back(values: dict[str, object]) -> None:
    assert repr(slots(slots_text(Example(values)))) == repr(values)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("n：12；topic：requests", {"n": 12, "topic": "requests"}),
        ("n: 12, topic = requests", {"n": 12, "topic": "requests"}),
        ("n=0.5，说明=甲：乙", {"n": 0.5, "说明": "甲：乙"}),
        ('n:"12"', {"n": "12"}),
        ("", {}),
    ],
)
def test_slots_may_be_written_in_several_ways(cell: str, values: dict[str, object]) -> None:
    assert slots(cell) == values


def test_equal_banks_are_equal_files() -> None:
    from drafting.ooxml.clock import without_clock  # noqa: PLC0415 -- only here

    two = [
        without_clock(workbook_bytes(MANIFEST, [entry("b"), entry("a")][::step]))
        for step in (1, -1)
    ]
    assert two[0] == two[1]


# ---- changed by a keeper --------------------------------------------------------------------


def test_a_changed_cell_changes_that_field_only() -> None:
    def change(book: Any) -> None:
        book["条目"]["B3"] = "发布{{ n|count('条') }}"

    nasty = entry(owner=" =1+1\r\n\x01", register="012")
    source = read([nasty], change)
    assert plain(source.entries) == plain(
        [dataclasses.replace(nasty, text="发布{{ n|count('条') }}")]
    )


def test_examples_are_changed_in_their_own_sheet() -> None:
    def change(book: Any) -> None:
        sheet = book["示例"]
        sheet["C3"], sheet["D3"] = "n：3", "公开3条"
        sheet.append(["a.01", "不适用", "n：0", "为零另有说法"])

    changed = read([entry()], change).entries[0]
    assert changed.fits == (Example({"n": 3}, "公开3条"),)
    assert changed.misfits == (Example({}, why="没有数"), Example({"n": 0}, why="为零另有说法"))


def test_a_new_row_is_a_new_entry() -> None:
    def change(book: Any) -> None:
        sheet = book["条目"]
        for column, value in {
            1: "b.01", 2: "收到{{ n|count('件') }}", 3: "总量", 4: "x；y", 8: 2019, 9: "2022年",
            10: "政府；部门", 13: 2, 17: "written here", 18: "草拟",
        }.items():  # fmt: skip
            sheet.cell(4, column, value)
        book["示例"].append(["b.01", "适用", "n：1", "收到1件"])
        book["示例"].append(["b.01", "不适用", "", "没有数"])

    new = read([entry()], change).entries[1]
    assert data_of(new) == {
        "id": "b.01", "text": "收到{{ n|count('件') }}", "function": "total", "topics": ["x", "y"],
        "years": {"from": 2019, "to": 2022}, "levels": ["government", "department"], "weight": 2,
        "owner": "base", "source": "written here", "status": "draft",
        "fits": [{"slots": {"n": 1}, "gives": "收到1件"}],
        "misfits": [{"slots": {}, "why": "没有数"}],
    }  # fmt: skip


# ---- changed by a spreadsheet program ---------------------------------------------------------


def _move_columns(book: Any) -> None:
    book["条目"].move_range("A1:S3", cols=3)


def _insert_rows_above(book: Any) -> None:
    book["条目"].insert_rows(1, 2)
    book["条目"]["A1"] = "甲区表述库（2024年1月整理）"


def _add_sheets(book: Any) -> None:
    book.create_sheet("Sheet1", 0)["A1"] = "备忘"
    book.create_sheet("统计")["A1"] = "编号"


def _rename_sheets(book: Any) -> None:
    book["条目"].title = "Sheet2"
    book["示例"].title = "Sheet3"


def _drop_help(book: Any) -> None:
    book["条目"].delete_rows(2)
    book["示例"].delete_rows(2)


def _trail_blanks(book: Any) -> None:
    sheet = book["条目"]
    for column in (1, 2, 3, 18):
        sheet.cell(3, column).value = f"{sheet.cell(3, column).value} \n"
    sheet["A1"] = " 编号 "
    sheet["A900"] = "  "


def _numbers(book: Any) -> None:
    book["条目"]["M3"] = 1.0
    book["条目"]["N3"] = "1"


def _add_column(book: Any) -> None:
    book["条目"]["T1"], book["条目"]["T3"] = "备注", "李处看过"


HABITS = [
    _move_columns, _insert_rows_above, _add_sheets, _rename_sheets, _drop_help, _trail_blanks,
    _numbers, _add_column,
]  # fmt: skip


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__.strip("_"))
def test_habits_of_spreadsheets_change_nothing(habit: Change) -> None:
    source = read([entry()], habit)
    assert (faults(source), plain(source.entries)) == ([], plain([entry()]))


def test_a_workbook_without_the_record_is_read_from_its_cells() -> None:
    def change(book: Any) -> None:
        del book["导出时的条目"]

    source = read([entry()], change)
    assert (source.base, plain(source.entries)) == (None, plain([entry()]))


# ---- what the cells accept --------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_text_that_looks_like_a_formula_is_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(MANIFEST, [entry(source=text)])))
    cell = book["条目"]["Q3"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (
        text,
        "s",
        "@",
        True,
    )


def test_functions_statuses_and_levels_have_drop_downs_and_the_head_stays_in_view() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(MANIFEST, [entry()])))["条目"]
    lists = {str(rule.sqref).partition("3:")[0] for rule in sheet.data_validations.dataValidation}
    assert (lists, sheet.freeze_panes) == ({"C", "J", "R"}, "B2")


# ---- faults -------------------------------------------------------------------------------


def test_every_fault_is_told_at_once_with_sheet_and_cell() -> None:
    def change(book: Any) -> None:
        sheet = book["条目"]
        sheet["C3"], sheet["H3"], sheet["M3"], sheet["R3"] = "总和", "明年", 0, "在用"
        sheet["B4"] = "公开{{ n }"
        sheet["F5"] = "n >"
        sheet["A6"] = None
        sheet["A7"] = "a.02"
        sheet["Q8"] = "=1/0"
        book["示例"]["B3"] = "适合"
        book["示例"]["C4"] = "12"
        book["示例"].append(["nobody", "适用", "", ""])

    source = read([entry(f"a.0{at}") for at in range(1, 7)], change)
    told = {place.removeprefix("bank.xlsx ") for place, _ in faults(source)}
    assert told == {
        "“条目”C3", "“条目”H3", "“条目”M3", "“条目”R3", "“条目”B4", "“条目”F5", "“条目”A6", "“条目”A7",
        "“条目”Q8", "“条目”A3", "“示例”B3", "“示例”C4", "“示例”A9", "“示例”A10", "“示例”A11", "“示例”A12",
        "“示例”A15",
    }  # fmt: skip
    assert source.entries == ()


def test_a_workbook_of_something_else_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.save(tmp_path / "bank.xlsx")
    assert "编号" in read_source(tmp_path / "bank.xlsx").findings[0].message


@pytest.mark.parametrize("id_", ["A.01", "甲", "a b"])
def test_an_id_that_cannot_be_one_is_told_at_its_cell(id_: str) -> None:
    def change(book: Any) -> None:
        book["条目"]["A3"] = id_
        book["示例"]["A3"] = book["示例"]["A4"] = id_

    assert [place for place, _ in faults(read([entry()], change))] == ["bank.xlsx “条目”A3"]
