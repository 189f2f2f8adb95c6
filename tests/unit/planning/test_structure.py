"""Document structuring: where each note and figure goes, in which order, under which heading."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from drafting.checking.check import check
from drafting.plan import ParagraphPlan, Plan
from drafting.planning.structure import pairs, plan
from drafting.report import Bullet, Checked, ReportInput
from tests.builders import kind, note, report, requests

ASPECTS = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]  # 01 §1, form of 2021


def planned(given: ReportInput, topics: Mapping[str, Sequence[str]] | None = None) -> Plan:
    ordered = {name: tuple(found) for name, found in (topics or {}).items()}
    return plan(Checked(replace(given, topics=ordered), given.findings), kind())


def section(found: Plan, name: str) -> tuple[ParagraphPlan, ...]:
    (one,) = [one for one in found.sections if one.id == name]
    return one.paragraphs


def headings(found: Plan, name: str = "overview") -> list[str]:
    return [paragraph.heading for paragraph in section(found, name) if paragraph.heading]


def under(found: Plan, heading: str, name: str = "overview") -> list[str]:
    return [
        bullet.text
        for paragraph in section(found, name)
        if paragraph.heading == heading
        for bullet in paragraph.bullets
    ]


def bullet(text: str, section: str = "overview", topic: str = "", **more: object) -> Bullet:
    identity = hashlib.sha256(f"{section}|{topic}|{text}".encode()).hexdigest()[:8]
    return note(text, id=identity, section=section, topic=topic, **more)


# ---- sections -----------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2020, 2023])
def test_the_report_has_a_preamble_and_six_parts_with_their_tables(year: int) -> None:
    found = planned(report(year))
    assert [(one.id, one.heading, one.tables) for one in found.sections] == [
        ("preamble", "", ()),
        ("overview", "一、总体情况", ()),
        ("proactive", "二、主动公开政府信息情况", ("t2",)),
        ("requests", "三、收到和处理政府信息公开申请情况", ("t3",)),
        ("review", "四、政府信息公开行政复议、行政诉讼情况", ("t4",)),
        ("problems", "五、存在的主要问题及改进情况", ()),
        ("other", "六、其他需要报告的事项", ()),
    ]
    assert found.title == f"某县某局{year}年政府信息公开工作年度报告"


def test_every_note_stands_in_the_plan_once() -> None:
    given = report(
        bullets=[
            bullet("发布信息12条"), bullet("食堂采购"), bullet("党建", topic="党的建设"),
            bullet("更新慢", "problems"), bullet("补发", "improvements"), bullet("周更", "plans"),
            bullet("其他一事", "other"), bullet("另有一事", "other", "要点落实"),
        ]
    )  # fmt: skip
    placed = [
        one.id
        for part in planned(given).sections
        for paragraph in part.paragraphs
        for one in paragraph.bullets
    ]
    assert sorted(placed) == sorted(one.id for one in given.bullets)


# ---- topics of the first part -------------------------------------------------------------


def test_the_form_of_2021_has_five_aspects_in_its_own_order() -> None:
    given = report(
        2023, bullets=[bullet("培训2次", topic="监督保障"), bullet("发布12条", topic="主动公开")]
    )
    assert headings(planned(given, {"overview": ["监督保障", "主动公开"]})) == ASPECTS


def test_a_heading_that_means_an_aspect_goes_there_and_another_stands_behind() -> None:
    given = report(
        2023,
        bullets=[
            bullet("发布12条", topic="（一）主动公开政府信息情况"),
            bullet("窗口2个", topic="优化办事流程"),
        ],
    )
    found = planned(given, {"overview": ["（一）主动公开政府信息情况", "优化办事流程"]})
    assert headings(found) == [*ASPECTS, "优化办事流程"]
    assert under(found, "主动公开") == ["发布12条"]
    assert under(found, "优化办事流程") == ["窗口2个"]


def test_the_form_of_2019_has_the_clerks_headings_in_the_clerks_order() -> None:
    given = report(
        2020,
        bullets=[bullet("窗口2个", topic="优化办事流程"), bullet("小组", topic="1.组织领导")],
    )
    found = planned(given, {"overview": ["优化办事流程", "1.组织领导"]})
    assert headings(found) == ["优化办事流程", "组织领导"]


def test_notes_of_one_heading_keep_their_order() -> None:
    given = report(
        2023, bullets=[bullet(text, topic="监督保障") for text in ("丙事", "甲事", "乙事")]
    )
    assert under(planned(given), "监督保障") == ["丙事", "甲事", "乙事"]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("收到申请12件", "依申请公开"),
        ("三审三校", "政府信息管理"),
        ("网站改版", "平台建设"),
        ("培训2次", "监督保障"),
        ("双公示7日内上网", "主动公开"),
    ],
)
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_bare_note_finds_its_aspect(text: str, aspect: str, year: int) -> None:
    assert under(planned(report(year, bullets=[bullet(text)])), aspect) == [text]


def test_a_bare_note_finds_the_clerks_own_heading_by_its_words() -> None:
    given = report(
        2020, bullets=[bullet("窗口2个", topic="优化办事流程"), bullet("办事流程再减3步")]
    )
    found = planned(given, {"overview": ["优化办事流程"]})
    assert under(found, "优化办事流程") == ["窗口2个", "办事流程再减3步"]
    assert found.unplaced == ()


def test_a_note_that_fits_nothing_stays_visible_and_is_reported_with_the_nearest() -> None:
    found = planned(report(2023, bullets=[bullet("食堂采购价每周贴")]))
    (unplaced,) = found.unplaced
    assert unplaced.bullet.text == "食堂采购价每周贴"
    assert len(unplaced.nearest) == 3
    assert set(unplaced.nearest) <= set(ASPECTS)
    assert [one.text for one in section(found, "overview")[-1].bullets] == ["食堂采购价每周贴"]
    assert section(found, "overview")[-1].heading == ""


def test_notes_of_the_last_part_need_no_aspect() -> None:
    found = planned(report(2023, bullets=[bullet("食堂采购价每周贴", "other")]))
    assert found.unplaced == ()


# ---- the opening sentence -----------------------------------------------------------------


def announced(found: Plan) -> tuple[str, str]:
    """Topics and count that the opening announces."""
    slots = section(found, "overview")[0].messages[0].slots
    return (
        str(slots["topics"].plain) if "topics" in slots else "",
        str(slots["count"].plain) if "count" in slots else "",
    )


def test_the_opening_announces_the_headings_that_follow() -> None:
    found = planned(report(2023, bullets=[bullet("培训2次")]))
    assert announced(found) == ("主动公开、依申请公开、政府信息管理、平台建设、监督保障", "五")


@pytest.mark.parametrize(
    ("topics", "wanted"),
    [
        (["甲类事项"], ("", "")),
        (["甲类事项", "乙类事项"], ("甲类事项和乙类事项", "两")),
        (["甲类事项", "乙类事项", "丙类事项"], ("甲类事项、乙类事项、丙类事项", "三")),
        ([f"{word}类事项" for word in "甲乙丙丁戊己庚"], ("", "")),  # more than six
        (["甲类事项", "这是一个很长很长很长很长的小标题"], ("", "")),
    ],
)
def test_only_a_few_short_headings_are_announced(
    topics: list[str], wanted: tuple[str, str]
) -> None:
    given = report(2020, bullets=[bullet(f"事项{topic}", topic=topic) for topic in topics])
    assert announced(planned(given, {"overview": topics})) == wanted


def test_a_heading_without_notes_is_not_announced() -> None:
    # 00 §2: announcing a count that follows
    found = planned(report(2023), {"overview": ["优化办事流程"]})
    assert announced(found) == ("主动公开、依申请公开、政府信息管理、平台建设、监督保障", "五")


def test_in_the_form_of_2019_a_heading_without_notes_disappears() -> None:
    found = planned(report(2020, bullets=[bullet("甲事", topic="甲类事项")]),
                    {"overview": ["空的标题", "甲类事项"]})  # fmt: skip
    assert headings(found) == ["甲类事项"]


def test_an_aspect_of_the_form_never_stays_empty() -> None:
    # S-07 demands 主动公开; publicity.total is 0
    found = planned(report(2023, publicity={"total": 0}))
    (aspect,) = [one for one in section(found, "overview") if one.heading == "主动公开"]
    assert aspect.bullets or aspect.messages or aspect.gaps


def test_an_aspect_whose_figures_are_doubtful_asks_for_them() -> None:
    # the total is not the sum of its parts, and the table of reviews is not given
    wrong = {"new": {"natural": 2, "total": 5}}
    checked = check(report(2023, t3=wrong, missing=("t4",)), kind())
    (aspect,) = [
        one for one in section(plan(checked, kind()), "overview") if one.heading == "依申请公开"
    ]
    assert (aspect.messages, [gap.code for gap in aspect.gaps]) == ((), ["S-07"])


# ---- figures and gaps ---------------------------------------------------------------------


def test_figures_go_to_their_aspect() -> None:
    given = report(2023, t3=requests("new 3 / open 3"), publicity={"total": 12, "trainings": 2})
    keys = {
        paragraph.heading: [message.key for message in paragraph.messages]
        for paragraph in section(planned(given), "overview")
        if paragraph.heading
    }
    assert keys["主动公开"] == ["publicity.total"]
    assert keys["依申请公开"] == [
        "requests.received", "requests.applicants", "requests.processed", "review.nil",
    ]  # fmt: skip
    assert keys["监督保障"] == ["publicity.trainings"]
    assert keys["政府信息管理"] == []


def test_in_the_form_of_2019_figures_go_to_the_clerks_heading_that_fits() -> None:
    given = report(
        2020,
        t2={"licence": {"decisions": 324}},
        bullets=[bullet("小组", topic="组织领导"), bullet("窗口2个", topic="优化办事流程")],
    )
    found = planned(given, {"overview": ["组织领导", "优化办事流程"]})
    by_heading = {one.heading: [message.key for message in one.messages] for one in section(found, "overview")}  # fmt: skip
    assert by_heading["优化办事流程"] == ["decisions"]
    assert "decisions" not in by_heading["组织领导"]


def gap_codes(found: Plan) -> dict[str, list[str]]:
    return {
        f"{part.id}/{paragraph.heading}": [gap.code for gap in paragraph.gaps]
        for part in found.sections
        for paragraph in part.paragraphs
        if paragraph.gaps
    }


def test_an_empty_input_shows_every_gap_at_its_place() -> None:
    found = planned(report(2023, missing=("t2", "t3", "t4")))
    assert gap_codes(found) == {
        "preamble/": ["IN-20"],
        "overview/主动公开": ["S-07"],
        "overview/依申请公开": ["S-07"],
        "overview/政府信息管理": ["S-07"],
        "overview/平台建设": ["S-07"],
        "overview/监督保障": ["S-07"],
        "problems/主要问题": ["S-09"],
        "problems/改进情况": ["S-10"],
        "problems/下一步打算": ["S-09"],
        "other/": ["S-11"],
    }


def test_a_government_owes_assessment_opinion_and_accountability() -> None:
    # 01 §1: S-08 only of governments
    given = report(2023, level="government", bullets=[bullet("纳入考核，占3分", topic="监督保障")])
    assert gap_codes(planned(given))["overview/监督保障"] == ["S-08", "S-08"]
    assert "overview/监督保障" not in gap_codes(planned(replace(
        given, organisation=replace(given.organisation, level="department"))))  # fmt: skip


# ---- problems and plans -------------------------------------------------------------------


def paired(*bullets: Bullet) -> dict[str, int]:
    return {one.text: at for one, at in pairs(report(bullets=bullets), kind())}


def test_a_plan_answers_the_problem_that_it_names() -> None:
    assert paired(
        bullet("甲", "problems"), bullet("乙", "problems"),
        bullet("一", "plans", answers=2), bullet("二", "plans", answers=1),
    ) == {"一": 1, "二": 0}  # fmt: skip


def test_a_plan_answers_the_problem_of_its_topic() -> None:
    assert paired(
        bullet("甲", "problems", "更新时效"), bullet("乙", "problems", "队伍建设"),
        bullet("一", "plans", "人员力量"), bullet("二", "plans", "及时性"),
    ) == {"一": 1, "二": 0}  # fmt: skip


def test_a_plan_answers_the_problem_whose_subject_it_shares() -> None:
    # 答复 stands in front in both; 更新 stands behind in both, which tells less
    assert paired(
        bullet("部门栏目更新慢", "problems"), bullet("答复说理不足", "problems"),
        bullet("答复范本更新", "plans"), bullet("每月巡检", "plans"),
    ) == {"答复范本更新": 1, "每月巡检": 0}  # fmt: skip


def test_words_that_stand_far_behind_do_not_part_what_the_order_joins() -> None:
    assert paired(
        bullet("学校公开参差，村小公示栏空", "problems"), bullet("办公室只有1人兼", "problems"),
        bullet("村小公示栏由中心校代管", "plans"), bullet("从学校借调1人", "plans"),
    ) == {"村小公示栏由中心校代管": 0, "从学校借调1人": 1}  # fmt: skip


def test_what_is_left_is_paired_by_order() -> None:
    assert paired(
        bullet("甲", "problems"), bullet("乙", "problems"), bullet("丙", "problems"),
        bullet("一", "plans"), bullet("二", "plans", answers=1), bullet("三", "plans"),
    ) == {"二": 0, "一": 1, "三": 2}  # fmt: skip


def test_a_plan_too_many_stays_unpaired() -> None:
    assert paired(
        bullet("甲", "problems"), bullet("一", "plans", answers=1), bullet("二", "plans")
    ) == {"一": 0}


def test_plans_stand_in_the_order_of_the_problems_that_they_answer_and_the_rest_behind() -> None:
    given = report(
        bullets=[
            bullet("甲", "problems"), bullet("乙", "problems"),
            bullet("一", "plans", answers=2), bullet("二", "plans", answers=1),
            bullet("三", "plans", answers=1), bullet("四", "plans"),
        ]
    )  # fmt: skip
    assert under(planned(given), "下一步打算", "problems") == ["二", "三", "一", "四"]


def test_the_ids_of_paragraphs_come_from_their_headings_and_not_from_their_place() -> None:
    one = [bullet("甲事", topic="甲类事项"), bullet("乙事", topic="乙类事项")]
    other = [bullet("新事", topic="新的事项"), *reversed(one)]
    before, after = (
        {paragraph.heading: paragraph.id for paragraph in section(planned(report(2020, bullets=notes)), "overview")}
        for notes in (one, other)
    )  # fmt: skip
    assert {name: after[name] for name in ("甲类事项", "乙类事项")} == {
        name: before[name] for name in ("甲类事项", "乙类事项")
    }
    assert len(set(after.values())) == len(after)
