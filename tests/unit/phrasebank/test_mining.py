"""Candidates from past reports: what is proposed, what is left out, and why."""

import pytest

from phrasebank.examples import example_fits
from phrasebank.generalise import Setting
from phrasebank.mining import Mined, Source, SourceParagraph, mine
from phrasebank.proposing import Candidate

SETTING = Setting(2023, "青岭县教育局")


def mined(*texts: str, section: str = "总体情况", heading: str = "", files: int = 1) -> Mined:
    paragraphs = tuple(
        SourceParagraph(text, number, section, heading, number == 1)
        for number, text in enumerate(texts, 1)
    )
    return mine([Source(f"{name}.txt", paragraphs, SETTING) for name in range(files)])


def only(*texts: str, section: str = "总体情况", heading: str = "") -> Candidate:
    (candidate,) = mined(*texts, section=section, heading=heading).candidates
    return candidate


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("全年收到信息公开申请12件。", "总体情况", ("total", "requests.received", "全年收到信息公开申请{{ received|count('件') }}")),
        ("与上年相比增长8.3%。", "总体情况", ("increase", "note.change", "与上年相比增长{{ rate|percent }}")),
        ("本年收取信息处理费450元。", "其他事项", ("total", "fee.charged", "本年收取信息处理费{{ collected|money('元') }}")),
        ("2023年没有收取过信息处理费。", "其他事项", ("nil", "fee.nil", "{{ year }}年没有收取过信息处理费")),
        ("先后举办业务讲座4场。", "总体情况", ("measure", "note.event", "先后举办业务讲座{{ quantity }}")),
        ("编印办事手册2册。", "总体情况", ("measure", "note.document", "编印办事手册{{ quantity }}")),
        ("我局的工作还有以下不足。", "存在的问题", ("problem", "problems", "{{ self_name }}的工作还有以下不足")),
        ("2024年，我局将从两方面着手。", "下一步打算", ("plan", "plans", "{{ next_year }}年，{{ self_name }}将从两方面着手")),
        ("所列数据的统计期限为2023年1月1日至12月31日。", "", ("scope", "preamble", "所列数据的统计期限为{{ period }}")),
        ("现将情况报告如下：", "", ("close", "opening.close", "现将情况报告如下")),
    ],
)  # fmt: skip
def test_a_sentence_is_proposed_with_function_topic_and_slots(
    text: str, section: str, expected: tuple[str, str, str]
) -> None:
    entry = only(text, section=section).entry
    assert (entry.function, entry.topics[0], entry.text) == expected


def test_a_candidate_is_a_draft_with_its_source_and_its_reason() -> None:
    candidate = only("全年收到信息公开申请12件。")
    assert candidate.entry.status == "draft"
    assert candidate.entry.source == "0.txt第1段"
    assert "申请" in candidate.why


@pytest.mark.parametrize(
    "text",
    ["全年收到信息公开申请12件。", "2023年没有收取过信息处理费。", "与上年相比增长8.34%。", "现将情况报告如下。"],
)  # fmt: skip
def test_the_examples_of_a_candidate_are_true_of_it(text: str) -> None:
    entry = only(text).entry
    assert [example_fits(entry, example) for example in (*entry.fits, *entry.misfits)] == [
        True,
        False,
    ]


def test_the_headings_above_may_decide_what_a_sentence_is_for() -> None:
    text = "同比增长8.3%。"
    assert only(text, heading="依申请公开").entry.topics == ("requests.change",)
    assert only(text, heading="平台建设").entry.topics == ("note.change",)


def test_a_long_sentence_gives_its_clauses() -> None:
    text = "围绕公众关心的事项" + "逐项梳理" * 14 + "，编印办事手册2册，举办业务讲座4场。"
    texts = {candidate.entry.text for candidate in mined(text).candidates}
    assert texts == {"编印办事手册{{ quantity }}", "举办业务讲座{{ quantity }}"}


def test_numbers_of_one_message_stay_together_and_others_are_parted() -> None:
    together = only("制发行政规范性文件3件，废止1件，现行有效20件。").entry
    assert together.slots == {"issued", "repealed", "in_force"}
    parted = mined("编印手册2册，举办讲座4场。")
    assert len(parted.candidates) == 2


def test_the_same_wording_of_several_reports_is_one_candidate_with_its_counts() -> None:
    candidate = mined("先后举办业务讲座4场。", files=3).candidates[0]
    assert (candidate.times, candidate.files) == (3, 3)
    assert candidate.entry.source == "0.txt第1段等3处（3个文件）"


def test_nearly_the_same_wordings_are_one_candidate_with_its_variants() -> None:
    first = "面向全体窗口工作人员举办政务公开业务知识讲座4场。"
    candidate = only(first, first, first.replace("面向", "对"))
    assert candidate.times == 3
    assert candidate.entry.text.startswith("面向")
    assert candidate.variants == (first.replace("面向", "对").replace("4场。", "{{ quantity }}"),)


def test_what_many_reports_say_comes_first_and_claims_come_last() -> None:
    paragraphs = [
        ("a", "各项工作顺利推进，举办讲座4场。"), ("a", "编印手册2册。"), ("a", "受理咨询30件。"), ("b", "受理咨询9件。"),
    ]  # fmt: skip
    sources = [
        Source(name, (SourceParagraph(text, 1, "总体情况"),), SETTING) for name, text in paragraphs
    ]
    found = mine(sources).candidates
    assert found[0].entry.text == "受理咨询{{ quantity }}"
    assert [bool(candidate.entry.claims) for candidate in found] == [False, False, True]


def test_claims_of_a_candidate_are_named() -> None:
    assert only("顺利举办讲座4场。").entry.claims == ("顺利",)


def test_a_wording_for_a_whole_area_is_for_governments() -> None:
    assert only("全市举办讲座4场。").entry.levels == ("government",)


def test_a_wording_with_a_slogan_has_the_years_of_the_slogan() -> None:
    entry = only("围绕党史学习教育举办讲座4场。").entry
    assert (entry.first_year, entry.last_year) == (2021, 2022)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("咨询电话为0451-1234567。", "含电话、证件号或邮箱"),
        ("局长王建国带队检查3次。", "含人名"),
        ("由李某某同志负责3个栏目。", "含人名"),
        ("联系人：张三。", "含人名"),
        ("第二十条第（一）项共3件。", "表格标签"),
        ("不断提高公开质量和水平。", "没有数、名称等槽位，只是断言"),
        ("“甲乙”“丙丁”“戊己”。", "去掉数和名称后没有可共用的文字"),
        ("我局把它当作头等大事来抓。", "看不出功能"),
    ],
)
def test_what_is_left_out_is_counted_by_its_reason(text: str, reason: str) -> None:
    found = mined(text)
    assert found.candidates == ()
    assert found.left_out == {reason: 1}


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视，检查3次。",
        "由于人员变动，补训3次。",
        "局长任组长，检查3次。",
        "主任带队检查3次。",
    ],
)
def test_a_title_without_a_name_is_no_person(text: str) -> None:
    assert "含人名" not in mined(text).left_out


def test_labels_of_tables_are_left_out() -> None:
    source = Source("a", (SourceParagraph("属于行政查询事项2件。", 1),), SETTING)
    assert mine([source], labels=frozenset({"属于行政查询事项"})).left_out == {"表格标签": 1}


def test_every_sentence_is_proposed_or_counted_as_left_out() -> None:
    found = mined(
        "举办讲座4场。不断提高水平。",
        "（一）主动公开。编印手册2册。",
        "一是受理咨询9件；二是设栏目3个。",
    )
    assert found.sentences == 4
    assert sum(found.left_out.values()) == 1


def test_a_run_in_heading_is_no_sentence() -> None:
    assert mined("（一）主动公开情况。举办讲座4场。").sentences == 1
