"""Numbers of the text against one another."""

import pytest

from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs


def _codes(text: str) -> set[str]:
    return {item.code for item in lint_paragraphs([LintParagraph(text)], LintContext(2020))}


@pytest.mark.parametrize(
    "text",
    [
        "公开信息12条，其中文件5条、解读7条。",
        "公开信息12条，其中：文件5条；解读3条；其他4条。",
        "公开信息12条，其中重点领域5条。",  # one part, less than the whole
        "公开信息12条，其中重点领域5条、政策解读3条等。",
        "公开信息12万余条，其中文件5条，解读3条，其他2条。",
        "受理申请10件（网络6件、信函3件、当面1件）。",
        "受理申请10件（含网络6件、信函3件）。",
        "受理申请10件，其中自然人8件，法人2件；予以公开7件、部分公开3件。",
        "办理人大建议23件，主办10件，会办13件。",
        "公开信息12条，较上年增加5条，其中文件5条，解读7条。",
    ],
)
def test_parts_that_add_up_are_passed(text: str) -> None:
    assert "N-36" not in _codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "公开信息12条，其中文件5条、解读8条。",
        "公开信息12条，其中：文件5条；解读3条；其他3条。",
        "公开信息12条，其中重点领域15条。",
        "受理申请10件（网络6件、信函3件、当面2件）。",
        "办理人大建议33件，主办10件，会办13件。",  # 01 §8.6
        "访问173769万条，其中甲平台75656条，乙平台98113条。",  # 01 §8.6: 75656 + 98113 = 173769
    ],
)
def test_parts_that_do_not_add_up_are_flagged(text: str) -> None:
    assert "N-36" in _codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("申请由80件增至100件，增长25%。", ""),
        ("申请由80件增至100件，增长20%。", "N-30"),
        ("申请由80件增至100件，下降25%。", "N-30"),
        ("申请由3件增至4件，增长33.3%。", ""),
        ("申请由3件增至4件，增长33.4%。", "N-30"),
        ("申请由0件增至4件，增长400%。", "N-30"),
        ("收到申请100件，比上年80件增长25%。", ""),
        ("收到申请100件（上年80件），增长20%。", "N-30"),
        ("收到申请100件，比上年增加20件，增长25%。", ""),
        ("收到申请100件，比上年增加20件，增长20%。", "N-30"),
        ("收到申请60件，比上年减少20件，下降25%。", ""),
        ("申请由100件增至300件，增长2倍。", ""),
        ("申请由100件增至300件，增长3倍。", "N-31"),
        ("申请由100件增至200件，翻一番。", ""),
        ("申请由100件增至200件，翻两番。", "N-31"),
        ("办结率由90%提高到95%，提高5个百分点。", ""),
        ("办结率由90%提高到95%，提高4个百分点。", "N-32"),
        ("办结率由90%提高到95%，提高5%。", "N-32"),
    ],
)
def test_rate_agrees_with_its_two_numbers(text: str, code: str) -> None:
    assert _codes(text) & {"N-30", "N-31", "N-32"} == ({code} if code else set())


# 33.3 + 33.3 + 33.3 = 99.9; allowed gap 0.5 · 3 · 0.1 = 0.15
@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("三类申请分别占33.3%、33.3%、33.3%。", False),
        ("三类申请分别占33.3%、33.3%、33.1%。", True),
        ("网站占60%，信函占45%。", True),
        ("网站占60%，信函占30%。", False),
    ],
)
def test_shares_add_up_to_the_whole(text: str, wrong: bool) -> None:  # noqa: FBT001 -- a case
    assert ("N-33" in _codes(text)) is wrong


def test_two_units_of_money_are_flagged() -> None:
    assert "N-34" in _codes("投入25万元，其中培训支出12345元。")
