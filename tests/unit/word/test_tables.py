from dataclasses import replace

import pytest
from lxml import etree

from drafting.errors import BrokenKindError
from drafting.kinds import Form, load_kind
from drafting.word.styles import STYLE_NAMES, W
from drafting.word.tables import compile_form, fill, grid_rows

TABLES = [
    # 01 §3–§6: rows and values; 02 §8: grid columns
    ("F2019", "t2", 18, 22, 7),
    ("F2019", "t3", 26, 161, 10),
    ("F2019", "t4", 4, 15, 15),
    ("F2021", "t2", 14, 10, 7),
    ("F2021", "t3", 28, 175, 10),
    ("F2021", "t4", 4, 15, 15),
]


def drawn(key: str, table: str) -> etree._Element:
    form = load_kind("disclosure").forms[key]
    made = compile_form(form, STYLE_NAMES).tables[table]
    values = {name: str(number) for number, name in enumerate(made.keys)}
    xml = fill(made, values, STYLE_NAMES, {})
    around = f'<x xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    return etree.fromstring(f"{around}{xml}</x>")[0]


def number(cell: etree._Element, name: str) -> int:
    found = cell.find(f"{{{W}}}tcPr/{{{W}}}{name}")
    return 1 if found is None else int(str(found.get(f"{{{W}}}val")))


def text_of(node: etree._Element) -> str:
    return "".join(str(part.text) for part in node.iter(f"{{{W}}}t"))


@pytest.mark.parametrize(("form", "table", "rows", "values", "columns"), TABLES)
def test_each_statutory_table_has_its_rows_and_values(
    form: str, table: str, rows: int, values: int, columns: int
) -> None:
    node = drawn(form, table)
    assert len(node.findall(f"{{{W}}}tr")) == rows
    assert len(list(node.iter(f"{{{W}}}bookmarkStart"))) == values
    widths = [int(str(col.get(f"{{{W}}}w"))) for col in node.iter(f"{{{W}}}gridCol")]
    assert (len(widths), sum(widths)) == (columns, 8844)


@pytest.mark.parametrize(("form", "table", "rows", "values", "columns"), TABLES)
def test_spans_and_widths_of_each_row_sum_to_the_grid(
    form: str, table: str, rows: int, values: int, columns: int
) -> None:
    sums = set()
    for row in drawn(form, table).findall(f"{{{W}}}tr"):
        cells = row.findall(f"{{{W}}}tc")
        widths = [cell.find(f"{{{W}}}tcPr/{{{W}}}tcW") for cell in cells]
        total = sum(int(str(width.get(f"{{{W}}}w"))) for width in widths if width is not None)
        sums.add((sum(number(cell, "gridSpan") for cell in cells), total))
    assert sums == {(columns, 8844)}


@pytest.mark.parametrize(
    ("form", "merges"),
    [
        # 01 §5: 三、 over 20 or 22 rows; groups over 8, 3, 5 (and 3); note over 3, heads over 2
        ("F2019", {"三、本年度办理结果": 20, "（三）不予公开": 8, "（四）无法提供": 3,
                   "（五）不予处理": 5, "自然人": 2, "总计": 2}),
        ("F2021", {"三、本年度办理结果": 22, "（三）不予公开": 8, "（四）无法提供": 3,
                   "（五）不予处理": 5, "（六）其他处理": 3, "自然人": 2, "总计": 2}),
    ],
)  # fmt: skip
def test_table_three_merges_downwards_as_the_form(form: str, merges: dict[str, int]) -> None:
    found: dict[str, int] = {}
    hanging: dict[int, str] = {}
    for row in drawn(form, "t3").findall(f"{{{W}}}tr"):
        column = 0
        for cell in row.findall(f"{{{W}}}tc"):
            merge = cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge")
            if merge is not None:
                if merge.get(f"{{{W}}}val") == "restart":
                    hanging[column] = text_of(cell)
                found[hanging[column]] = found.get(hanging[column], 0) + 1
            column += number(cell, "gridSpan")
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert found == {note: 3, **merges}


def test_values_stand_in_the_order_of_the_form() -> None:
    row = drawn("F2021", "t3").findall(f"{{{W}}}tr")[4]  # after three head rows and `new`
    texts = [text_of(cell) for cell in row.findall(f"{{{W}}}tc")]
    assert texts == ["二、上年结转政府信息公开申请数量", "7", "8", "9", "10", "11", "12", "13"]


@pytest.mark.parametrize(("table", "heads"), [("t2", 1), ("t3", 3), ("t4", 3)])
def test_head_rows_repeat_and_no_row_breaks(table: str, heads: int) -> None:
    rows = drawn("F2021", table).findall(f"{{{W}}}tr")
    marked = [row.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None for row in rows]
    assert marked == [True] * heads + [False] * (len(rows) - heads)
    assert all(row.find(f"{{{W}}}trPr/{{{W}}}cantSplit") is not None for row in rows)


def test_table_two_stays_on_one_page() -> None:
    rows = drawn("F2019", "t2").findall(f"{{{W}}}tr")
    kept = [any(True for _ in row.iter(f"{{{W}}}keepNext")) for row in rows]
    assert kept == [True] * 17 + [False]


def test_narrow_heads_break_by_line_marks() -> None:
    cells = drawn("F2021", "t3").findall(f"{{{W}}}tr")[2].findall(f"{{{W}}}tc")
    words = [[str(part.text) for part in cell.iter(f"{{{W}}}t")] for cell in cells]
    breaks = [len(list(cell.iter(f"{{{W}}}br"))) for cell in cells]
    assert words[2:7] == [
        ["商业", "企业"],
        ["科研", "机构"],
        ["社会", "公益", "组织"],
        ["法律", "服务", "机构"],
        ["其他"],
    ]
    assert breaks[2:7] == [1, 1, 2, 2, 0]


@pytest.mark.parametrize(
    ("table", "row", "styles"),
    [
        ("t2", 2, ["TableStub", "TableText", "TableText", "TableText"]),
        ("t3", 3, ["TableStubSmall"] + ["TableTextSmall"] * 7),
        ("t4", 0, ["TableHeadSmall", "TableHeadSmall"]),
    ],
)
def test_cells_take_the_style_of_their_role(table: str, row: int, styles: list[str]) -> None:
    found = drawn("F2021", table).findall(f"{{{W}}}tr")[row].iter(f"{{{W}}}pStyle")
    assert [style.get(f"{{{W}}}val") for style in found] == styles


def test_a_row_with_a_gap_is_an_error_of_the_kind(form_2021: Form) -> None:
    shape = form_2021.tables["t4"]
    torn = replace(shape, rows=(*shape.rows[:3], shape.rows[3][:-1]))
    with pytest.raises(BrokenKindError, match="t4第4行"):
        list(grid_rows(torn))


def test_a_row_beyond_the_grid_is_an_error_of_the_kind(form_2021: Form) -> None:
    shape = form_2021.tables["t4"]
    with pytest.raises(BrokenKindError, match="t4第1行"):
        list(grid_rows(replace(shape, grid=shape.grid[:-1])))


def test_tables_that_are_not_printed_are_left_out(form_2021: Form) -> None:
    assert list(compile_form(form_2021, STYLE_NAMES).tables) == ["t2", "t3", "t4"]
