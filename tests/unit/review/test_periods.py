"""Periods, anniversaries and yearly documents of another year (A-03)."""

import pytest

from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs


def _found(text: str, year: int | None = 2023) -> list[str]:
    found = lint_paragraphs([LintParagraph(text)], LintContext(year))
    return [one.excerpt for one in found if one.code == "A-03"]


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("统计期限自2010年1月1日起至2009年12月31日止。", 2010, ["2010年1月1日起至2009年12月31日"]),
        ("公示时间为2023年5月9日至4月20日。", 2023, ["2023年5月9日至4月20日"]),
        ("数据统计期限为2023年1月1日至上年12月31日。", 2023, ["2023年1月1日至上年12月31日"]),
        ("所列数据的期限为2023年1月1日至2023年12月29日。", 2023, ["2023年1月1日至2023年12月29日"]),
        ("所列数据统计时限为2023年2月1日至12月31日。", None, ["2023年2月1日至12月31日"]),
        ("统计期限为2024年1月1日至12月31日。", 2023, ["2024年1月1日至12月31日"]),
        ("统计期限为2023年1月1日至2月30日。", 2023, ["2023年1月1日至2月30日"]),
        ("以上数据统计截至11月底。", 2023, ["数据统计截至11月底"]),
        ("统计期限为2023年1月1日至12月31日。", 2023, []),
        ("统计期限自2023年1月1日起至2023年12月31日止。", 2023, []),
        ("征求意见时间为2023年5月9日至6月8日。", 2023, []),
        ("对2021年7月1日至2023年6月30日的档案进行清理。", 2023, []),
        ("截至11月底完成整改12项。", 2023, []),
    ],
)  # fmt: skip
def test_period_that_cannot_be_is_flagged(text: str, year: int | None, found: list[str]) -> None:
    assert _found(text, year) == found


# 改革开放 is counted from 1978, the Party from 1921, the republic from 1949
@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("公开改革开放30年档案。", 2010, ["改革开放30年"]),
        ("公开改革开放30年档案。", 2008, []),
        ("公开改革开放40多年的档案。", 2023, []),
        ("公开改革开放三十多年的档案。", 2023, ["改革开放三十多年"]),
        ("庆祝建党100周年。", 2023, ["建党100周年"]),
        ("庆祝建党100周年。", 2020, []),
        ("庆祝新中国成立70周年。", 2023, ["新中国成立70周年"]),
        ("庆祝新中国成立75周年。", 2024, []),
        ("整理2019年庆祝新中国成立70周年的档案。", 2023, []),
        ("改革开放20年代的档案。", 2023, []),
    ],
)
def test_anniversary_of_another_year_is_flagged(text: str, year: int, found: list[str]) -> None:
    assert _found(text, year) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按照《2022年政务公开工作要点》开展工作。", ["《2022年政务公开工作要点》"]),
        (
            "印发《兰河市2022年政务公开工作要点任务分解表》。",
            ["《兰河市2022年政务公开工作要点任务分解表》"],
        ),
        ("按照《2023年政务公开工作要点》开展工作。", []),
        ("对照2022年印发的《2022年政务公开工作要点》回头看。", []),
        ("对照上年《2022年政务公开工作要点》回头看。", []),
        ("归档《2022年政务公开工作要点》12件。", []),
        ("按照《公开重点工作规划（2022年—2025年）》开展工作。", []),
    ],
)
def test_list_of_tasks_of_an_earlier_year_is_flagged(text: str, found: list[str]) -> None:
    assert _found(text) == found
