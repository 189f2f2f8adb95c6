"""Quotes, brackets, levels, sequence words and announced counts."""

import pytest

from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs


def _codes(text: str, *, headings: bool = False) -> list[str]:
    paragraphs = [
        LintParagraph(line, number=place, is_heading=headings)
        for place, line in enumerate(text.split("\n"), 1)
    ]
    return [item.code for item in lint_paragraphs(paragraphs, LintContext(2020))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("设“交通‘一窗’服务”窗口", False),
        ("设“交通‘“一窗”受理’服务”窗口", False),
        ("设“交通“一窗”服务”窗口", True),
        ("设‘一窗’服务窗口", True),
        ("设“一窗服务窗口", True),
        ("设一窗”服务窗口", True),
        ("设“交通‘一窗”服务’窗口", True),
        ("解读《什么是‘一窗’》视频", False),
    ],
)
def test_quotes_pair_and_alternate(text: str, wrong: bool) -> None:  # noqa: FBT001 -- a case
    assert ("P-20" in _codes(text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公开信息12条（含转载3条）", False),
        ("公开信息12条（含转载3条", True),
        ("公开信息12条含转载3条）", True),
        ("印发《〈条例〉解读方案》", False),
        ("印发《〈条例》解读方案〉", True),
        ("1）健全制度", False),
    ],
)
def test_brackets_are_balanced(text: str, wrong: bool) -> None:  # noqa: FBT001 -- a case
    assert ("P-21" in _codes(text)) is wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体情况\n二、主动公开\n三、其他", []),
        ("一、总体情况\n三、其他", ["L-10"]),
        ("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n（二）己", []),
        ("一、甲\n（一）乙\n（一）丙", ["L-10"]),
        ("一、甲\n1.乙\n2.丙", []),
        ("一、甲\n（一）乙\n（1）丙\n（2）丁\n（二）戊", ["L-11"]),
        ("一、甲\n（一）乙\n1.丙\n（1）丁\n（2）戊\n2.己\n（二）庚", []),
        ("一、甲\n（一）乙\n二、丙", ["L-15"]),
    ],
)
def test_levels_run_without_gaps(text: str, expected: list[str]) -> None:
    assert _codes(text, headings=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是培训；二是检查；三是考核。", []),
        ("一是培训。\n二是检查。", []),
        ("二是检查；三是考核。", ["L-12"]),
        ("一是培训；二是检查；四是考核。", ["L-12"]),
        ("重点是一是培训。", []),  # no item: 一是 does not start a clause
        ("一是培训，分两步：一是授课；二是测试；二是检查。", []),
        ("做到一是一，二是二。", []),
    ],
)
def test_items_run_from_one(text: str, expected: list[str]) -> None:
    assert [code for code in _codes(text) if code == "L-12"] == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("做好三项工作：一是培训；二是检查；三是考核。", False),
        ("做好三项工作：一是培训；二是检查。", True),
        ("还存在两方面不足：一是少；二是慢；三是浅。", True),
        ("主要问题表现在三方面：一是少；二是慢；三是浅。", False),
        ("重点做好以下三个方面：\n（一）培训。\n（二）检查。", True),
        ("重点做好以下两个方面：\n（一）培训。\n（二）检查。", False),
        ("从组织领导、办事流程、公开渠道、监督保障四个方面开展工作。", False),
        ("全年办理12项工作。一是培训；二是检查。", True),
    ],
)
def test_announced_count_equals_the_items(text: str, wrong: bool) -> None:  # noqa: FBT001
    assert ("L-14" in _codes(text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("（一）主动公开：公开12条。", True), ("（一）主动公开。公开12条。", False)],
)
def test_run_in_heading_ends_with_a_full_stop(text: str, wrong: bool) -> None:  # noqa: FBT001
    assert ("P-23" in _codes(text)) is wrong


@pytest.mark.parametrize(("text", "expected"), [("一、总体情况。", ["P-23"]), ("一、总体情况", [])])
def test_heading_of_its_own_has_no_closing_mark(text: str, expected: list[str]) -> None:
    assert _codes(text, headings=True) == expected


# 120 characters and 8 commas are allowed (03 P-24)
@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公" * 119 + "。", False),
        ("公" * 120 + "。", True),
        ("公，" * 8 + "开。", False),
        ("公，" * 9 + "开。", True),
    ],
)
def test_long_sentence_is_a_note(text: str, wrong: bool) -> None:  # noqa: FBT001 -- a case
    assert ("P-24" in _codes(text)) is wrong
