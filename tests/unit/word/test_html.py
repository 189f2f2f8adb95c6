from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from drafting.document import Comment, Draft
from drafting.kinds import Form
from drafting.word.html import write_html

Make = Callable[..., Draft]


class Page(HTMLParser):
    """Text by tag, tags left open, and the width of each table row in columns."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.tables: list[list[list[tuple[int, int]]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "col", "br"}:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            spans = int(given.get("colspan") or 1), int(given.get("rowspan") or 1)
            self.tables[-1][-1].append(spans)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))


def test_headings_and_text_have_their_tags(draft: Draft, form_2021: Form) -> None:
    page = Page(write_html(draft, form_2021))
    assert page.open == []
    told = [text for text in page.texts if text[0] not in {"style", "title", "th", "td"}]
    assert told == [
        ("h1", "南岗区教育体育局2022年政府信息公开工作年度报告"),
        ("p", "本报告依据“条例”编制。"),
        ("h2", "一、总体情况"),
        ("span", "（一）主动公开。"),
        ("p", "发布A & B <c>信息12条。"),
        ("p", "本年"),
        ("mark", "【请补充：培训次数】"),
        ("p", "次。"),
        ("h2", "二、主动公开政府信息情况"),
        ("h2", "三、收到和处理政府信息公开申请情况"),
        ("mark", "【待填】"),
        ("h2", "四、政府信息公开行政复议、行政诉讼情况"),
    ]


@pytest.mark.parametrize(("year", "rows"), [(2019, (18, 26, 4)), (2021, (14, 28, 4))])
def test_spans_of_each_table_cover_its_grid(
    year: int, rows: tuple[int, ...], make: Make, form_2019: Form, form_2021: Form
) -> None:
    form = form_2019 if year == 2019 else form_2021
    tables = Page(write_html(make(form=form), form)).tables
    assert tuple(len(table) for table in tables) == rows  # 01 §3–§6
    for table, columns in zip(tables, (7, 10, 15), strict=True):
        area = sum(cols * down for row in table for cols, down in row)
        assert area == len(table) * columns


def test_doubts_are_not_published(make: Make, form_2021: Form) -> None:
    doubt = Comment("c", "S-07", "warning", "请核对培训次数", paragraph="overview/b")
    assert "请核对" not in write_html(make(doubt), form_2021)


def test_the_page_loads_nothing_from_outside(draft: Draft, form_2021: Form) -> None:
    page = write_html(draft, form_2021)
    assert not any(word in page for word in ("http:", "https:", "src=", "<script", "url("))
