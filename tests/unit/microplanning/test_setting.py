"""A setting is not put before a wording that has one of its own."""

import pytest

from drafting.microplanning.microplan import has_setting


@pytest.mark.parametrize(
    "text",
    [
        "从发布渠道看，政府网站公开{{ website|count('条') }}",
        "{{ organisation }}全年收到政府信息公开申请{{ received|count('件') }}",
        "行政规范性文件废止{{ repealed|count('件') }}后，年底现行有效{{ in_force|count('件') }}",
        "行政许可事项增加{{ difference|count('项') }}（{{ year }}年）",
    ],
)
def test_a_wording_that_says_when_or_of_what_takes_no_setting(text: str) -> None:
    assert has_setting(text)


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息{{ total|count('条') }}",
        "制发行政规范性文件{{ issued|count('件') }}，废止{{ repealed|count('件') }}",
    ],
)
def test_a_wording_without_a_date_may_take_a_setting(text: str) -> None:
    assert not has_setting(text)
