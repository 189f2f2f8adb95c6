"""Leftover years, empty sentences, problems and measures, repetition."""

import pytest

from drafting.findings import Severity
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from drafting.review.repeats import lint_repeats

_OVERVIEW = "一、总体情况"
_PROBLEMS = "五、存在的主要问题及改进情况"


def _codes(*texts: str, section: str = _OVERVIEW, organisation: str = "") -> set[str]:
    paragraphs = [LintParagraph(text, section, place) for place, text in enumerate(texts, 1)]
    context = LintContext(2020, organisation=organisation)
    return {item.code for item in lint_paragraphs(paragraphs, context)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2019年，我局主动公开信息12条。", True),
        ("本报告统计期限为2019年1月1日至12月31日。", True),
        ("公开2019年度行政执法总体情况公示。", False),
        ("收到申请6件，比2019年增加2件。", False),
        ("2020年，我局主动公开信息12条。", False),
    ],
)
def test_last_years_date_on_own_work_is_flagged(text: str, wrong: bool) -> None:  # noqa: FBT001
    assert ("A-03" in _codes(text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("（三）下一步打算。2020年我局将举办培训2次。", True),
        ("（三）下一步打算。2021年我局将举办培训2次。", False),
        ("（二）改进情况。2020年，我局举办培训2次。", False),
        ("（三）下一步打算。针对2020年的问题，举办培训2次。", False),
    ],
)
def test_plan_for_a_past_year_is_flagged(text: str, wrong: bool) -> None:  # noqa: FBT001
    assert ("A-03" in _codes(text, section=_PROBLEMS)) is wrong


def test_part_that_is_mostly_empty_is_a_warning() -> None:
    text = "高度重视公开工作。扎实推进公开工作。公开信息12条。"
    found = lint_paragraphs([LintParagraph(text, _OVERVIEW)], LintContext(2020))
    severities = [item.severity for item in found if item.code == "A-05"]
    assert severities == [Severity.WARNING, Severity.NOTE]


def test_single_empty_sentence_among_facts_is_a_note() -> None:
    text = "高度重视公开工作。公开信息12条。答复申请6件。"
    found = lint_paragraphs([LintParagraph(text, _OVERVIEW)], LintContext(2020))
    assert [item.severity for item in found if item.code == "A-05"] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("organisation", "severity"), [("南岗区交通局", "error"), ("甲市", "warning")]
)
def test_generic_voice_weighs_less_for_a_government(organisation: str, severity: str) -> None:
    context = LintContext(2020, organisation=organisation)
    found = lint_paragraphs([LintParagraph("部分地区公开更新较慢。", _OVERVIEW)], context)
    assert [item.severity.value for item in found if item.code == "A-12"] == [severity]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("申请答复率100%。", True),
        ("6件申请答复率100%。", False),
        ("2020年公开质量大幅提升。", True),
        ("公开信息12条，大幅高于上年的2条。", False),
    ],
)
def test_degree_needs_a_number(text: str, wrong: bool) -> None:  # noqa: FBT001 -- a case
    assert ("A-13" in _codes(text)) is wrong


def test_leader_phrase_is_said_once() -> None:
    once = "在区委领导下，" + "我局公开信息12条，答复申请6件。" * 3
    assert "A-17" not in _codes(once)
    assert "A-17" in _codes(once, "在区委正确领导下，我局公开信息。")


def test_measure_behind_turning_words_answers_its_problem() -> None:
    problems = "存在以下不足：一是栏目更新较慢；二是解读形式单一。"
    assert "A-09" not in _codes(
        problems, "针对上述问题，每月检查栏目更新，用图表解读政策。", section=_PROBLEMS
    )
    assert "A-09" in _codes(problems, "针对上述问题，每月检查栏目更新。", section=_PROBLEMS)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("围绕重大建设项目批准和实施公开12条。", "围绕重大建设项目批准和实施开展培训。", {"RV-01"}),
        ("公开预算。", "公开决算。", set()),
        ("依据政府信息公开工作要求。", "按照政府信息公开工作安排。", set()),
        ("全年在政务大厅设置公开专区2处。", "全年在政务大厅设置公开专区2处。", {"RV-01", "W-20"}),
    ],
)
def test_repetition_across_parts_is_found(first: str, second: str, expected: set[str]) -> None:
    paragraphs = [LintParagraph(first, _OVERVIEW, 1), LintParagraph(second, _PROBLEMS, 2)]
    assert {item.code for item in lint_repeats(paragraphs, LintContext(2020))} == expected


def test_same_phrase_within_one_part_is_no_repetition_across_parts() -> None:
    paragraphs = [
        LintParagraph("围绕重大建设项目批准和实施公开12条。", _OVERVIEW, 1),
        LintParagraph("围绕重大建设项目批准和实施开展培训。", _OVERVIEW, 2),
    ]
    assert lint_repeats(paragraphs, LintContext(2020)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强培训，加强检查，加强考核。", {"RV-02"}),
        ("加强培训，加强检查，组织考核。", set()),
        ("加强培训，组织检查，加强考核，加强督办。", set()),
    ],
)
def test_three_clauses_with_one_verb_are_found(text: str, expected: set[str]) -> None:
    found = lint_repeats([LintParagraph(text, _OVERVIEW, 1)], LintContext(2020))
    assert {item.code for item in found} == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [("我委答复申请6件。", {"W-23"}), ("我局答复申请6件。", set()), ("我市申请6件。", set())],
)
def test_report_keeps_to_one_name_for_itself(second: str, expected: set[str]) -> None:
    assert _codes("我局公开信息12条。", second) == expected
