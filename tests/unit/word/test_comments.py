import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from drafting.document import Comment, Draft
from drafting.kinds import Form
from drafting.word.styles import W
from drafting.word.writer import write_docx

Make = Callable[..., Draft]


def anchored(data: bytes) -> dict[str, str]:
    """The words that each comment spans, by comment number."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    open_: set[str] = set()
    words: dict[str, str] = {}
    for node in root.iter():
        name, number = etree.QName(node).localname, str(node.get(f"{{{W}}}id"))
        if name == "commentRangeStart":
            open_.add(number)
            words[number] = ""
        elif name == "commentRangeEnd":
            open_.remove(number)
        elif name == "t":
            for key in open_:
                words[key] += str(node.text)
    assert not open_
    return words


def comment(**place: object) -> Comment:
    return Comment("c", "S-07", "warning", "请核对。", **place)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"paragraph": "overview/b", "start": 2, "end": 12}, "【请补充：培训次数】"),
        ({"paragraph": "overview/a", "start": 3, "end": 10}, "主动公开。发布"),  # across the lead
        ({"paragraph": "overview/b"}, "本年【请补充：培训次数】次。"),
        ({"cell": "t3/new/natural"}, "12"),
        ({"cell": "t3/new/total"}, "【待填】"),
        ({"section": "requests"}, "三、收到和处理政府信息公开申请情况"),
        ({"section": "preamble"}, "本报告依据“条例”编制。"),
        # a figure that is not printed: at the section, or else at the title
        ({"cell": "fee/notices", "section": "overview"}, "一、总体情况"),
        ({"paragraph": "gone"}, "南岗区教育体育局2022年政府信息公开工作年度报告"),
    ],
)
def test_a_comment_spans_its_words(
    place: dict[str, object], words: str, make: Make, form_2021: Form
) -> None:
    assert anchored(write_docx(make(comment(**place)), form_2021)) == {"0": words}


def test_comments_may_overlap(make: Make, form_2021: Form) -> None:
    draft = make(
        comment(paragraph="overview/b", start=0, end=6),
        comment(paragraph="overview/b", start=2, end=14),
        comment(paragraph="overview/b", start=0, end=6),
        comment(cell="t4/review/upheld"),
        comment(cell="t4/review/upheld"),
    )
    assert anchored(write_docx(draft, form_2021)) == {
        "0": "本年【请补充",
        "1": "【请补充：培训次数】次。",
        "2": "本年【请补充",
        "3": "0",
        "4": "0",
    }


def test_the_part_names_the_tool_and_no_time_of_day(make: Make, form_2021: Form) -> None:
    noted = Comment("c", "T3-01", "error", "T3-01 表三不平，差 < 2 件。\n请核对第12行。")
    data = write_docx(make(noted), form_2021)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        node = etree.fromstring(package.read("word/comments.xml"))[0]
    assert {etree.QName(key).localname: value for key, value in node.attrib.items()} == {
        "id": "0",
        "author": "年报起草助手",
        "date": "2000-01-01T00:00:00Z",
        "initials": "核",
    }
    texts = ["".join(str(t.text) for t in line.iter(f"{{{W}}}t")) for line in node]
    assert texts == ["T3-01 表三不平，差 < 2 件。", "请核对第12行。"]


def test_a_draft_without_doubts_has_no_comments_part(draft: Draft, form_2021: Form) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(draft, form_2021))) as package:
        assert "word/comments.xml" not in package.namelist()
        assert b"omments" not in package.read("[Content_Types].xml")
