"""Reports against one another and against last year's."""

import pytest

from drafting.findings import Finding, Severity
from drafting.many.compared import Compared, compare, likeness
from drafting.many.index import overlaps
from drafting.many.reports import Report
from drafting.many.verdicts import findings_of
from tests.comparing import PARAGRAPH, report, shapes

OTHER = (
    "2023年，我局在学校门口设意见箱24个，按月汇总家长提出的招生和营养餐意见，由分管科室逐件答复。"
    "暑期前公布学区划分图，组织校长在线答问2场，回答提问86个。"
)
PROBLEM = "一是乡镇水厂停水信息发布不及时，有的迟于停水当天；二是管网改造的解读只有文字，没有图解。"


def told(found: Compared, code: str) -> list[Finding]:
    return [one for one in findings_of(found) if one.code == code]


def severities(found: Compared, code: str) -> list[Severity]:
    return [one.severity for one in told(found, code)]


def test_reports_of_their_own_words_are_no_pair() -> None:
    found = compare([report("甲", overview=[PARAGRAPH]), report("乙", overview=[OTHER])])
    assert found.pairs == ()
    assert findings_of(found) == ()


def test_the_likest_pair_comes_first() -> None:
    reports = [
        report("甲", overview=[PARAGRAPH]),
        report("乙", overview=[PARAGRAPH, OTHER]),
        report("丙", overview=[PARAGRAPH]),
    ]
    found = compare(reports)
    assert [(pair.first, pair.second) for pair in found.pairs] == [(0, 2), (0, 1), (1, 2)]


def test_likeness_is_the_share_of_common_runs() -> None:
    one, other = frozenset({"甲乙丙丁戊", "乙丙丁戊己"}), frozenset({"乙丙丁戊己"})
    assert likeness(one, other) == 0.5


def test_exchanged_figures_lower_only_the_likeness_that_counts_them() -> None:
    first, second = shapes(
        report("甲", overview=[PARAGRAPH]),
        report("乙", overview=[PARAGRAPH.replace("37条", "73条")]),
    )
    assert first.grams == second.grams
    assert likeness(first.figures["overview"], second.figures["overview"]) < 1


def test_equal_reports_of_two_organs_are_a_warning() -> None:
    found = compare([report("甲", overview=[PARAGRAPH]), report("乙", overview=[PARAGRAPH])])
    assert severities(found, "A-18") == [Severity.WARNING]
    assert "连数字也相同" in told(found, "A-18")[0].message


def test_one_passage_with_other_figures_is_a_note() -> None:
    copied = PARAGRAPH.split("。")[0].replace("9期", "8期") + "。"
    long = [OTHER, "水利工程验收结果公布在县政府网站，群众可按工程名称、年度和乡镇三种方式查找。"]
    found = compare([report("甲", overview=[PARAGRAPH]), report("乙", overview=[copied, *long])])
    assert severities(found, "A-18") == [Severity.NOTE]


def test_the_other_organs_name_left_in_a_copy_is_an_error() -> None:
    text = PARAGRAPH.replace("我局", "云杉县水务局")
    found = compare(
        [
            report("甲", "云杉县水务局", overview=[text]),
            report("乙", "青禾县水务局", overview=[text]),
        ]
    )
    assert [one.excerpt for one in told(found, "A-02")] == ["云杉县水务局"]
    assert "乙“一、总体情况”第1段" in told(found, "A-02")[0].place


def test_an_exchanged_organ_leaves_no_name() -> None:
    texts = [PARAGRAPH.replace("我局", name) for name in ("云杉县水务局", "青禾县水务局")]
    found = compare(
        [
            report("甲", "云杉县水务局", overview=[texts[0]]),
            report("乙", "青禾县水务局", overview=[texts[1]]),
        ]
    )
    assert told(found, "A-02") == []


# ---- last year's --------------------------------------------------------------------------


def yearly(this: Report, last: Report) -> Compared:
    return compare([this], [last])


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(10, [Severity.ERROR]), (8, [Severity.WARNING]), (4, [])],
)
def test_problems_kept_from_last_year_are_graded_by_their_share(
    kept: int, expected: list[Severity]
) -> None:
    old = [
        f"{word}栏目的内容由各股室轮流供稿，{word}方面更新拖延。" for word in "甲乙丙丁戊己庚辛壬癸"
    ]
    new = old[:kept] + [
        f"{word}的答复文书格式不一，申请人{word}来电询问较多。"
        for word in "子丑寅卯辰巳午未申酉"[kept:]
    ]
    found = yearly(report("今", problems=new), report("去", year=2022, problems=old))
    graded = [one.severity for one in told(found, "A-01") if "相同的部分占" in one.message]
    assert graded == expected


def test_sentences_of_last_year_are_listed() -> None:
    found = yearly(
        report("今", overview=[OTHER, PARAGRAPH.split("。")[2] + "。"]),
        report("去", year=2022, overview=[PARAGRAPH]),
    )
    assert [one.text for one in found.pairs[0].sentences] == [PARAGRAPH.split("。")[2] + "。"]
    assert severities(found, "A-01") == [Severity.NOTE]


def test_last_years_problem_without_a_follow_up_is_an_error() -> None:
    lead = "2023年工作还存在一些不足，主要表现在："
    found = yearly(
        report("今", problems=[lead + PROBLEM]),
        report("去", year=2022, problems=[lead + PROBLEM]),
    )
    assert severities(found, "A-08") == [Severity.ERROR, Severity.ERROR]


def test_last_years_problem_with_a_follow_up_is_a_note() -> None:
    lead = "2023年工作还存在一些不足，主要表现在："
    follow = "针对上年停水信息发布不及时的问题，已要求水厂提前两天报送停水信息。"
    found = yearly(
        report("今", problems=[lead + PROBLEM.split("；", maxsplit=1)[0] + "。", follow]),
        report("去", year=2022, problems=[lead + PROBLEM]),
    )
    assert severities(found, "A-08") == [Severity.NOTE]


def test_another_problem_than_last_years_is_none() -> None:
    lead = "2023年工作还存在一些不足，主要表现在："
    found = yearly(
        report("今", problems=[lead + "一是学区划分图的公布偏晚；二是校务公开栏内容单一。"]),
        report("去", year=2022, problems=[lead + PROBLEM]),
    )
    assert told(found, "A-08") == []


def test_two_years_of_one_organ_among_the_files_are_compared_as_such() -> None:
    found = compare(
        [
            report("今", "云杉县水务局", overview=[PARAGRAPH]),
            report("去", "云杉县水务局", year=2022, overview=[PARAGRAPH]),
        ]
    )
    assert [(pair.first, pair.second, pair.is_last_year) for pair in found.pairs] == [(0, 1, True)]
    assert told(found, "A-18") == []


# ---- what many share ----------------------------------------------------------------------


def test_a_paragraph_of_a_common_sample_is_told_once_and_makes_no_pair() -> None:
    reports = [
        report(
            str(number),
            overview=[PARAGRAPH, f"{number}号渠道{chr(0x4E00 + 211 * number)}站点开放。"],
        )
        for number in range(12)
    ]
    found = overlaps([shape.words for shape in shapes(*reports)])
    assert found.pairs == ()
    compared = compare(reports)
    assert [len(one.holders) for one in compared.common[:1]] == [12]
    assert all(pair.passages == () for pair in compared.pairs)


def test_a_paragraph_of_a_few_makes_pairs() -> None:
    reports = [report(str(number), overview=[PARAGRAPH]) for number in range(3)]
    assert overlaps([shape.words for shape in shapes(*reports)]).pairs == ((0, 1), (0, 2), (1, 2))


def test_many_reports_from_one_sample_are_told_as_a_group() -> None:
    reports = [report(str(number), overview=[PARAGRAPH, OTHER]) for number in range(12)]
    found = compare(reports)
    assert [one.members for one in found.groups] == [tuple(range(12))]
    assert found.pairs == ()
    assert [one.severity for one in told(found, "A-18") if "大同小异" in one.message] == [
        Severity.WARNING
    ]


def test_a_copy_within_a_group_is_still_a_pair() -> None:
    own = "水库除险加固的招标文件、开工令和验收结论，每个工程各建一个电子档案夹供群众下载。"
    reports = [
        report(str(number), overview=[PARAGRAPH, OTHER, *([own] if number < 2 else [])])
        for number in range(12)
    ]
    found = compare(reports)
    assert [(pair.first, pair.second) for pair in found.pairs] == [(0, 1)]
    assert len(found.pairs[0].passages) == 1
