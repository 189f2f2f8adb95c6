from pathlib import Path

from drafting.reading.markup import RawCell, RawParagraph, docx_paragraphs, html_paragraphs
from tests.published import package, paragraph

PATH = Path("a")


def word(body: str) -> list[RawParagraph]:
    return docx_paragraphs(PATH, package(body))


def page(body: str) -> list[RawParagraph]:
    return html_paragraphs(PATH, f"<html><body>{body}</body></html>".encode())


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_cells_of_a_word_row_stand_on_their_grid_columns() -> None:
    wide = cell("甲", '<w:gridSpan w:val="3"/>')
    (found,) = word(f"<w:tbl><w:tr>{wide}{cell('1')}</w:tr></w:tbl>")
    assert found.cells == (RawCell("甲", 0, 3), RawCell("1", 3, 1))


def test_a_cell_covered_from_above_is_no_cell() -> None:
    tall = cell("甲", '<w:vMerge w:val="restart"/>')
    first = f"<w:tr>{tall}{cell('1')}</w:tr>"
    second = f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2')}</w:tr>"
    assert [row.cells for row in word(f"<w:tbl>{first}{second}</w:tbl>")][1] == (
        RawCell("2", 1, 1),
    )


def test_a_deleted_row_is_left_out() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('1')}</w:tr>"
    kept = f"<w:tr>{cell('新')}{cell('2')}</w:tr>"
    assert [row.text for row in word(f"<w:tbl>{deleted}{kept}</w:tbl>")] == ["新\t2"]


def test_a_table_that_frames_another_is_seen_through() -> None:
    inner = f"<w:tbl><w:tr>{cell('规章')}{cell('0')}</w:tr></w:tbl>"
    found = word(f"<w:tbl><w:tr><w:tc>{paragraph('标题')}{inner}</w:tc></w:tr></w:tbl>")
    assert [(one.text, one.is_row, one.table) for one in found] == [
        ("标题", False, 0), ("规章\t0", True, 1)
    ]  # fmt: skip


def test_pictures_are_noticed() -> None:
    (found,) = word("<w:p><w:r><w:drawing/></w:r></w:p>")
    assert found.has_picture
    assert [one.has_picture for one in page("<p><img src='a.png'></p>")] == [True]


def test_rows_of_a_page_count_the_columns_that_cells_above_cover() -> None:
    first = "<tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr>"
    found = page(f"<table>{first}<tr><td>1</td><td>2</td></tr></table>")
    assert [row.cells for row in found] == [
        (RawCell("甲", 0, 1), RawCell("乙", 1, 2)),
        (RawCell("1", 1, 1), RawCell("2", 2, 1)),
    ]


def test_a_page_laid_out_by_a_table_gives_paragraphs() -> None:
    found = page(
        "<table><tr><td><p>标题</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>"
    )
    assert [(one.text, one.is_row) for one in found] == [("标题", False), ("规章\t0", True)]
