"""Places and names of other organs left in a text (A-02, A-21)."""

import pytest

from drafting.findings import Severity
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs

_BUREAU = LintContext(2023, organisation="沭阳县发展和改革局")
_CITY = LintContext(2023, organisation="宿迁市人民政府")
_TOWN = LintContext(2023, organisation="沭阳县桑墟镇人民政府")
_UNKNOWN = LintContext(2023, organisation="兰河市自然资源局")


def _codes(text: str, context: LintContext) -> list[tuple[str, str]]:
    found = lint_paragraphs([LintParagraph(line) for line in text.split("\n")], context)
    return [(one.code, one.excerpt) for one in found if one.code in {"A-02", "A-21"}]


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("参照宜宾市做法公开信息。", _BUREAU, "宜宾市"),
        ("平乐县完善公开目录。", _CITY, "平乐县"),
        ("由宜宾旅游局更新指南。", _BUREAU, "宜宾旅游局"),
        ("大同政府公开目录。", _BUREAU, "大同政府"),
        ("泗洪县主动公开信息12条。", _BUREAU, "泗洪县"),
        ("第一段。\n第二段提到四川省宜宾市的工作。", _BUREAU, "四川省宜宾市"),
    ],
)
def test_place_outside_the_chain_is_an_error(text: str, context: LintContext, found: str) -> None:
    assert _codes(text, context) == [("A-02", found)]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("宿迁市、沭阳县和江苏省的部署均已落实。", _BUREAU),
        ("沭阳县、泗洪县公开信息12条。", _CITY),
        ("赴宜宾市学习考察。", _BUREAU),
        ("由宿迁教育局和江苏公安局更新目录。", _BUREAU),
        ("天下大同、保定安康，教育局和政府公开信息。", _BUREAU),
        ("赴宜宾旅游局考察。", _BUREAU),
        ("与宜宾市开展“跨省通办”。", _BUREAU),
        ("收到宜宾市转办的申请1件。", _BUREAU),
        ("对口支援西藏自治区林周县。", _CITY),
        ("公开《宜宾市政务公开办法》。", _BUREAU),
        ("申请人向北京市海淀区人民法院起诉。", _BUREAU),
        ("上海市城市建设设计研究院提交报告。", _BUREAU),
        ("地址：上海市浦东新区，电话：021-12345678。", _BUREAU),
        ("公开云南山区的北京时间和北京冬奥会信息。", _BUREAU),
        ("参照宜宾市做法公开信息。", _UNKNOWN),
        ("参照宜宾市做法公开信息。", LintContext(2023)),
    ],
)
def test_place_of_the_chain_or_with_a_reason_passes(text: str, context: LintContext) -> None:
    assert _codes(text, context) == []


def test_finding_says_where_the_place_lies_and_where_the_organ_is() -> None:
    (found,) = lint_paragraphs([LintParagraph("参照宜宾市做法公开信息12条。")], _BUREAU)
    assert "“宜宾市”属于四川省，本机关在江苏省宿迁市沭阳县" in found.message
    assert found.severity is Severity.ERROR


def test_region_of_the_organ_decides_when_its_name_does_not() -> None:
    context = LintContext(2023, organisation="发展和改革局", region="沭阳县")
    assert _codes("参照宜宾市做法公开信息。", context) == [("A-02", "宜宾市")]


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("双城市报送信息3条。", 2020, [("A-21", "双城市")]),
        ("双城市报送信息3条。", 2014, []),
        ("双城区报送信息3条。", 2020, []),
    ],
)
def test_name_given_up_is_a_note_after_the_year_of_the_change(
    text: str, year: int, found: list[tuple[str, str]]
) -> None:
    assert _codes(text, LintContext(year, organisation="哈尔滨市教育局")) == found


def test_own_name_given_up_is_a_note_at_the_head() -> None:
    context = LintContext(2023, organisation="邹平县水利局")
    (found,) = [
        one for one in lint_paragraphs([LintParagraph("公开12条。")], context) if one.code == "A-21"
    ]
    assert found.severity is Severity.NOTE
    assert "机关名称中的“邹平县”，2018年起已变更为邹平市" in found.message


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("我镇公开信息12条，我镇答复申请2件。", _BUREAU, [("A-02", "我镇")]),
        ("我委公开信息12条。", _BUREAU, [("A-02", "我委")]),
        ("我局公开信息12条。", _TOWN, [("A-02", "我局")]),
        ("我局公开信息12条。", _CITY, [("A-02", "我局")]),
        ("我局公开信息12条，我县其他部门未计入。", _BUREAU, []),
        ("自我局限的问题已解决，我委托律师答复。", _BUREAU, []),
        ("我委公开信息12条。", LintContext(2023, organisation="沭阳县卫生健康委员会"), []),
        ("我镇公开信息12条。", LintContext(2023, organisation="沭阳县档案馆"), []),
        ("我镇公开信息12条。", LintContext(2023, organisation="沭阳县桑墟镇政府"), []),
        ("我委公开信息12条。", LintContext(2023, organisation="沭阳经济技术开发区"), []),
    ],
)
def test_self_name_of_another_kind_of_organ_is_an_error(
    text: str, context: LintContext, found: list[tuple[str, str]]
) -> None:
    assert _codes(text, context) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，市民政局认真做好公开工作。", [("A-02", "市民政局")]),
        ("2023年，县发展和改革局认真做好公开工作。", []),
        ("2023年，县发改局认真做好公开工作。", []),
        ("2023年，宿迁市沭阳县发展改革局收到申请2件。", []),
        ("2023年，省发展和改革委员会严格督导。", []),
        ("会同市民政局认真做好公开工作。", []),
    ],
)
def test_other_bureau_as_the_subject_of_the_year_is_a_warning(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert _codes(text, _BUREAU) == found
