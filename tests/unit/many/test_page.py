"""The comparison as a web page."""

from pathlib import Path

import pytest
from lxml import html

from drafting.errors import UnwritableFileError, UsageError
from drafting.many.compared import Compared, compare
from drafting.many.files import Comparison, Unread
from drafting.many.page import page_of, page_path, write_comparison
from drafting.many.reports import Report
from drafting.many.verdicts import findings_of
from drafting.many.versions import differences
from tests.comparing import PARAGRAPH, report


def compared(*reports: Report) -> Comparison:
    found = compare(reports)
    return Comparison(found, None, findings_of(found), ())


def tree(comparison: Comparison) -> html.HtmlElement:
    return html.document_fromstring(page_of(comparison))


PAIR = compared(
    report("甲.docx", overview=[PARAGRAPH]),
    report("乙<b>.docx", overview=[PARAGRAPH.replace("37条", "73条")]),
)


def test_it_loads_nothing_and_runs_nothing() -> None:
    page = tree(PAIR)
    assert (
        page.xpath("//script | //link | //img | //*[@src] | //@*[starts-with(name(), 'on')]") == []
    )
    assert [link for link in page.xpath("//a/@href") if not str(link).startswith("#")] == []
    assert "url(" not in page_of(PAIR)
    assert "@import" not in page_of(PAIR)


def test_names_of_files_are_no_markup() -> None:
    assert tree(PAIR).xpath("//b") == []


def test_each_pair_opens_to_its_passages_with_what_differs_marked() -> None:
    (pair,) = tree(PAIR).xpath("//details")
    assert "甲.docx 与 乙<b>.docx" in pair.xpath("string(summary)")
    assert pair.xpath("string(.//del)") == "37"
    assert pair.xpath("string(.//ins)") == "73"


def test_a_link_in_the_matrix_leads_to_its_pair() -> None:
    page = tree(compared(*PAIR.compared.reports, report("丙.docx", overview=[PARAGRAPH])))
    ids = {f"#{name}" for name in page.xpath("//@id")}
    assert len(ids) == 3
    assert {str(link) for link in page.xpath("//table[@class='matrix']//a/@href")} == ids


def test_many_reports_make_a_list_instead_of_a_matrix() -> None:
    own = [report(f"{n}.docx", overview=[f"{chr(0x4E00 + 97 * n)}站开放。"]) for n in range(30)]
    third = report("丙.docx", overview=[PARAGRAPH])
    page = tree(compared(*own, *PAIR.compared.reports, third))
    assert page.xpath("//table[@class='matrix']") == []
    assert page.xpath("string(//ol/li/a/@href)") == "#p1"


def test_versions_show_each_difference_side_by_side() -> None:
    one = report("签发.docx", overview=[PARAGRAPH])
    other = report("网页.html", overview=[PARAGRAPH.replace("9期", "6期")])
    found = differences(one, other)
    page = tree(Comparison(Compared((one, other), 2, (), ()), found, (), ()))
    assert (page.xpath("string(//del)"), page.xpath("string(//ins)")) == ("9", "6")


def test_files_that_took_no_part_are_named() -> None:
    found = Comparison(
        PAIR.compared, None, (), (Unread("丙.pdf", "无法读取“丙.pdf”。", "请另存。"),)
    )
    assert "无法读取“丙.pdf”。请另存。" in tree(found).text_content()


def test_it_goes_into_a_web_page_only() -> None:
    with pytest.raises(UsageError, match=r"改为 \.html"):
        page_path(Path("比较.docx"))


def test_a_page_that_somebody_changed_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_comparison(path, PAIR)
    write_comparison(path, PAIR)
    path.write_text(path.read_text("utf-8") + "批注", "utf-8")
    with pytest.raises(UnwritableFileError):
        write_comparison(path, PAIR)
