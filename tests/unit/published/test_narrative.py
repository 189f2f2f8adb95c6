import pytest

from drafting.location import Location
from drafting.published.blocks import Block
from drafting.published.narrative import listed, topical
from drafting.published.sentences import Paragraph, paragraphs_of, sentences, split_heading

LISTS = ("problems", "improvements", "plans")
HERE = Location("a.txt", 1)


def paragraph(text: str, heading: int = 0) -> Paragraph:
    return Paragraph(text, HERE, heading)


def points(*texts: str) -> dict[str, list[str]]:
    notes = listed([paragraph(text) for text in texts], LISTS, 2023)
    return {name: [point.text for point in found] for name, found in notes.points.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙", ["甲。", "乙！", "丙"]),
        ("设“先审后发。再看”一栏。", ["设“先审后发。再看”一栏。"]),
        ("他说“好。”然后走。", ["他说“好。”", "然后走。"]),
        ("印发《办法》（试行。）一件。", ["印发《办法》（试行。）一件。"]),
        ("引号没有“配对。第二句。", ["引号没有“配对。", "第二句。"]),
    ],
)
def test_a_paragraph_is_cut_at_its_full_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("（一）主动公开情况", "主动公开情况", ""),
        ("（一）主动公开。公布12条。", "主动公开", "公布12条。"),
        ("(二) 依申请公开：受理3件。", "依申请公开", "受理3件。"),
        ("1.平台建设。改版网站。", "平台建设", "改版网站。"),
        ("主动公开方面：公布12条。", "主动公开方面", "公布12条。"),
        ("主动公开情况：", "主动公开情况", ""),
        ("（二）其他事项：无。", "其他事项", "无"),
        ("主要问题：解读少。", "主要问题", "解读少。"),
        ("依申请公开情况。逐件登记。", "依申请公开情况", "逐件登记。"),
        ("加强监督保障。培训2次。", "", "加强监督保障。培训2次。"),
        ("（三）全年培训2次。", "", "全年培训2次。"),
        ("全年培训2次。", "", "全年培训2次。"),
        ("（四）12个栏目更新及时。其余按月更新。", "", "12个栏目更新及时。其余按月更新。"),
    ],
)
def test_a_heading_is_told_from_the_text_that_runs_in(text: str, heading: str, rest: str) -> None:
    assert split_heading(paragraph(text)) == (heading, rest)


@pytest.mark.parametrize(
    "texts",
    [
        ("主要问题：一是更新慢；二是解读少。", "下一步，一是按月通报；二是多做图解。"),
        ("（一）存在问题。更新慢；解读少。", "（二）下步打算。按月通报；多做图解。"),
        ("（一）存在问题", "1.更新慢", "2.解读少", "（二）工作计划", "1.按月通报", "2.多做图解"),
        ("存在问题", "（1）更新慢。（2）解读少。", "今后打算", "（1）按月通报。（2）多做图解。"),
        ("问题方面：首先，更新慢；其次，解读少。", "2024年，我局将做好以下工作：首先，按月通报；其次，多做图解。"),
        ("一是更新慢；二是解读少。下一步，我局将采取以下措施：一是按月通报；二是多做图解。",),
    ],
    ids=["sentences", "run-in headings", "numbers", "brackets", "in order", "one paragraph"],
)  # fmt: skip
def test_problems_and_plans_are_told_apart(texts: tuple[str, ...]) -> None:
    found = {name: [text.rstrip("。") for text in items] for name, items in points(*texts).items()}
    assert found == {"problems": ["更新慢", "解读少"], "plans": ["按月通报", "多做图解"]}


def test_what_was_done_about_problems_is_an_improvement() -> None:
    found = points(
        "工作中还存在不足：一是更新慢；二是解读少。针对上述问题，我局进行了改进。一是通报3次。二是做图解5幅。"
    )
    assert found["improvements"] == ["通报3次。", "做图解5幅。"]
    assert found["problems"] == ["更新慢", "解读少。"]


def test_problems_of_last_year_that_were_settled_are_improvements() -> None:
    found = points("2022年存在的栏目空白问题，2023年已整改到位。2023年工作仍存在问题：一是解读少。")
    assert found == {
        "improvements": ["2022年存在的栏目空白问题，2023年已整改到位。"],
        "problems": ["解读少。"],
    }


def test_a_heading_over_nothing_is_told() -> None:
    notes = topical(
        [paragraph("（一）主动公开"), paragraph("（二）平台建设。改版1次。")], "overview"
    )
    assert [text for text, _ in notes.left_out] == ["（一）主动公开"]


def test_an_item_keeps_all_its_sentences() -> None:
    assert points("一是更新慢。有的栏目半年未动。二是解读少。")["problems"] == [
        "更新慢。有的栏目半年未动。",
        "解读少。",
    ]


def test_a_year_of_the_report_itself_opens_no_plans() -> None:
    assert list(points("2023年，我局将3个栏目合并后仍显单薄。")) == ["problems"]


def test_words_that_only_lead_on_are_told() -> None:
    notes = listed([paragraph("工作中还存在差距，主要有：一是更新慢；二是解读少。")], LISTS, 2023)
    assert [text for text, _ in notes.left_out] == ["工作中还存在差距，主要有："]


def test_numbers_under_numbered_topics_are_points() -> None:
    notes = topical(
        [paragraph("（一）平台建设"), paragraph("1.网站。改版1次。"), paragraph("2.公众号。发文30篇。")],
        "overview",
    )  # fmt: skip
    assert [(point.topic, point.text) for point in notes.points["overview"]] == [
        ("平台建设", "网站。"),
        ("平台建设", "改版1次。"),
        ("平台建设", "公众号。"),
        ("平台建设", "发文30篇。"),
    ]


def test_a_breakdown_stays_with_its_total() -> None:
    notes = topical([paragraph("收到申请9件。其中，自然人7件。")], "overview")
    assert [point.text for point in notes.points["overview"]] == ["收到申请9件。其中，自然人7件。"]


def blocks(*texts: str, heading: int = 0) -> list[Block]:
    return [Block(text, HERE, heading=heading) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("坚持做好全县供水水质和停水检修两类民生信息的常", "态化发布工作。"), ["坚持做好全县供水水质和停水检修两类民生信息的常态化发布工作。"]),
        (("公布12条。", "培训2次。"), ["公布12条。", "培训2次。"]),
        (("主动公开情况", "公布12条。"), ["主动公开情况", "公布12条。"]),
        (("（三）完善制度规范，加强信息管理", "修订制度2项。"), ["（三）完善制度规范，加强信息管理", "修订制度2项。"]),
        (("公布供水、排水、节水三类信息共 12 条",), ["公布供水、排水、节水三类信息共12条"]),
    ],
)  # fmt: skip
def test_a_paragraph_broken_inside_is_joined(texts: tuple[str, ...], expected: list[str]) -> None:
    assert [one.text for one in paragraphs_of(blocks(*texts))] == expected
