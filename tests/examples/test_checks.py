"""Every check of figures: what it must flag and what it must pass (01 §8)."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from drafting.checking.check import check
from drafting.checking.names import names_of
from drafting.checking.notes import check_text
from drafting.checking.rules import rule_book
from drafting.findings import Finding, Severity
from drafting.kinds import CheckSpec, TextRule
from drafting.report import ReportInput
from tests.builders import form, kind, note, report, requests

LETTER = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.NOTE}
LAST_2022 = report(2022, t3=requests("new 20 / open 17 / carried_out 3"))
LAST_2018_FORM = report(
    2019, t2={"licence": {"prev_items": 17, "delta": 2}, "fees": {"prev_items": 4}}
)


@dataclass(frozen=True)
class Case:
    code: str
    level: str
    flags: ReportInput
    passes: ReportInput


def t3(text: str, **more: object) -> ReportInput:
    return report(2023, t3=requests(text), **more)  # type: ignore[arg-type]  # options of report


def t4(group: str, *counts: int, year: int = 2023, **more: object) -> ReportInput:
    keys = ("upheld", "corrected", "other", "pending", "total")
    row = dict(zip(keys, counts, strict=False))
    return report(year, t4={group: row}, t3=requests("new 5 / open 5"), **more)  # type: ignore[arg-type]  # as above


def t2(row: str, year: int = 2020, **counts: object) -> ReportInput:
    return report(year, t2={row: counts})


def said(section: str, *texts: str, year: int = 2023, **more: object) -> ReportInput:
    return report(year, notes={section: texts}, **more)  # type: ignore[arg-type]  # as above


CASES = [
    Case("C-01", "W", report(missing=["t3"]), report()),
    Case("C-01", "W", t3("new 5", missing=["t3"]), t3("new 5 / open 5")),
    Case("C-02", "E", t2("licence", prev_items=-1), t2("licence", prev_items=1)),
    Case("C-02", "E", t2("licence", decisions=Decimal("3.5")), t2("licence", decisions=3)),
    Case("C-02", "E", t2("licence", decisions=("约3", None)), t2("licence", delta=("+2", 2))),
    Case("C-03", "E", t2("licence", decisions=("\uff1324件", 324)), t2("licence", decisions=324)),
    Case("C-03", "E", t2("licence", decisions=("1,324", 1324)), t2("licence", delta=("-2", -2))),
    Case(
        "C-04",
        "W",
        t2("procurement", projects=1, amount=("251000", 251000)),
        t2("procurement", projects=1, amount=("251000元", 251000)),
    ),
    Case("C-04", "W", t2("fees", 2023, amount=100000), t2("fees", 2023, amount=99999)),
    Case(
        "C-04",
        "W",
        t2("fees", 2023, amount=Decimal("0.009")),
        t2("fees", 2023, amount=Decimal("0.01")),
    ),
    Case("C-05", "W", report(fee={"collected": 305}), report(fee={"collected": 300})),
    Case(
        "T3-01",
        "E",
        t3("new 10 / carried_in 2 / open 10 / carried_out 1"),
        t3("new 10 / carried_in 2 / open 10 / carried_out 2"),
    ),
    Case(
        "T3-02",
        "E",
        t3("new 8 2 0 0 0 0 11 / open 8 2"),
        t3("new 8 2 0 0 0 0 10 / open 8 2 0 0 0 0 10"),
    ),
    Case(
        "T3-03",
        "E",
        t3("new 10 / open 8 / partial 1 / processed 10"),
        t3("new 10 / open 9 / partial 1 / processed 10"),
    ),
    Case(
        "T3-04",
        "E",
        t3("new 5 / deny_1 2 / deny_7 3 / deny 6"),
        t3("new 5 / deny_1 2 / deny_7 3 / deny 5"),
    ),
    Case("T3-05", "E", t3("new 5 / carried_out 6"), t3("new 5 / carried_out 5")),
    Case("T3-05", "E", t3("new 5 / open 6"), t3("new 5 / open 5")),
    Case(
        "T3-06",
        "W",
        t3("carried_in 1 / carried_out 1"),
        t3("new 1 / carried_in 1 / open 1 / carried_out 1"),
    ),
    Case(
        "T3-08", "I", t3("new 10 / open 6 / carried_out 4"), t3("new 10 / open 7 / carried_out 3")
    ),
    Case(
        "T3-09",
        "W",
        t3("new 3 / refuse_4 3"),
        t3("new 3 / refuse_4 3", notes={"other": ["对反复申请要求说明理由"]}),
    ),
    Case(
        "T3-09",
        "W",
        t3("new 3 / other_2 3"),
        t3("new 3 / other_2 3", fee={"notices": 3, "notified": 300, "collected": 0}),
    ),
    Case(
        "T3-10",
        "W",
        t3("new 3 / other_2 3", fee={"notices": 0}),
        t3("new 3 / other_2 3", fee={"notices": 3}),
    ),
    Case("T4-01", "E", t4("review", 3, 1, 0, 1, 6), t4("review", 3, 1, 0, 1, 5)),
    Case("T4-02", "E", t4("suit_direct", 1, 0, 0, 0, 0), t4("suit_direct", 1, 0, 0, 0, 1)),
    Case("T4-03", "E", t4("suit_after", 2, 0, 0, 0, 1), t4("suit_after", 2, 0, 0, 0, 2)),
    Case("T4-05", "W", report(t4={"review": {"upheld": 6}}), t4("review", 6)),
    Case(
        "T4-05",
        "W",
        report(t4={"review": {"upheld": 6}}, last_year=report(2022)),
        report(t4={"review": {"upheld": 6}}, last_year=LAST_2022),
    ),
    Case(
        "T4-06",
        "W",
        t4("suit_after", 1, last_year=report(2022)),
        t4("suit_after", 1, last_year=t4("review", 1, year=2022)),
    ),
    Case("T4-07", "I", t4("suit_direct", 3, year=2024), t4("suit_direct", 3, year=2023)),
    Case(
        "T2-01",
        "E",
        t2("penalty", prev_items=3, delta=-4),
        t2("penalty", prev_items=3, delta=-3),
    ),
    Case(
        "T2-02",
        "W",
        t2("licence", prev_items=505, delta=208, decisions=713),
        t2("licence", prev_items=17, delta=2, decisions=324),
    ),
    Case(
        "T2-02",
        "W",
        report(
            2020,
            t2={
                "licence": {"prev_items": 9, "decisions": 9},
                "penalty": {"prev_items": 40, "decisions": 40},
            },
        ),
        t2("licence", prev_items=9, decisions=9),
    ),
    Case("T2-03", "W", t2("compulsion", decisions=1), t2("compulsion", prev_items=1, decisions=1)),
    Case(
        "T2-04",
        "W",
        t2("procurement", projects=3),
        t2("procurement", projects=3, amount=("5万元", 5)),
    ),
    Case(
        "T2-05",
        "W",
        t2("normative_documents", published=4, public_total=3),
        t2("normative_documents", made=3, published=3, public_total=3),
    ),
    Case(
        "T2-05",
        "W",
        t2("normative_documents", made=4, public_total=3),
        t2("normative_documents", made=3, public_total=3),
    ),
    Case(
        "T2-06",
        "W",
        t2("normative_documents", 2023, issued=4, in_force=3),
        t2("normative_documents", 2023, issued=3, in_force=3),
    ),
    Case(
        "T2-07",
        "E",
        t2("rules", 2023, issued=1, in_force=1),
        report(t2={"rules": {"issued": 1, "in_force": 1}}, rulemaking=True),
    ),
    Case("T2-07", "E", t2("rules", public_total=1), t2("rules")),
    Case(
        "T2-08",
        "W",
        report(t2={"fees": {"amount": Decimal("1.2")}}, fee={"collected": 12000}),
        report(t2={"fees": {"amount": Decimal("1.2")}}, fee={"collected": 300}),
    ),
    Case(
        "Y-01",
        "E",
        t3("new 1 / carried_in 2 / open 3", last_year=LAST_2022),
        t3("new 1 / carried_in 3 / open 4", last_year=LAST_2022),
    ),
    Case(
        "Y-02",
        "W",
        report(2020, t2={"licence": {"prev_items": 17}}, last_year=LAST_2018_FORM),
        report(
            2020,
            t2={"licence": {"prev_items": 19}, "fees": {"prev_items": 4}},
            last_year=LAST_2018_FORM,
        ),
    ),
    Case(
        "Y-03",
        "W",
        report(
            t2={"normative_documents": {"issued": 2, "repealed": 1, "in_force": 10}},
            last_year=t2("normative_documents", 2022, in_force=10),
        ),
        report(
            t2={"normative_documents": {"issued": 2, "repealed": 1, "in_force": 11}},
            last_year=t2("normative_documents", 2022, in_force=10),
        ),
    ),
    Case(
        "Y-04",
        "I",
        report(
            2021,
            t2={"normative_documents": {"in_force": 9}},
            last_year=t2("normative_documents", public_total=10),
        ),
        report(
            2021,
            t2={"normative_documents": {"in_force": 10}},
            last_year=t2("normative_documents", public_total=10),
        ),
    ),
    Case(
        "Y-05",
        "W",
        t4("review", 1, last_year=t4("review", 0, 0, 0, 2, year=2022)),
        t4("review", 2, last_year=t4("review", 0, 0, 0, 2, year=2022)),
    ),
    Case(
        "Y-06",
        "I",
        t3("new 31 / open 31", last_year=LAST_2022),
        t3("new 30 / open 27 / carried_out 3", last_year=LAST_2022),
    ),
    Case(
        "Y-07",
        "W",
        report(t3=requests("new 20 / open 17 / carried_out 3"), last_year=LAST_2022),
        report(last_year=report(2022)),
    ),
    Case("X-12", "I", t4("review", 1), t4("review", 1, notes={"overview": ["发生行政复议1件"]})),
    Case(
        "X-19",
        "W",
        report(
            t2={"licence": {"decisions": 324}, "penalty": {"decisions": 41}},
            publicity={"total": 365},
        ),
        report(t2={"licence": {"decisions": 324}}, publicity={"total": 365}),
    ),
    Case(
        "S-07",
        "W",
        said("overview", "天气晴"),
        said(
            "overview",
            "主动公开信息20条",
            "落实三审三校",
            "维护网站专栏",
            "开展培训2次",
        ),
    ),
    Case(
        "S-08",
        "W",
        said("overview", "开展培训2次", level="government"),
        said("overview", "纳入工作考核，社会评议良好，未发生责任追究", level="government"),
    ),
    Case(
        "S-09",
        "W",
        said("problems", "无"),
        report(notes={"problems": ["更新慢"], "plans": ["专人更新"]}),
    ),
    Case("S-10", "W", said("plans", "专人更新"), said("improvements", "已专人更新")),
    Case("S-11", "W", report(), report(fee={"notices": 0})),
]


def findings_of(made: ReportInput, code: str) -> list[Finding]:
    return [finding for finding in check(made, kind()).findings if finding.code == code]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_fault_is_flagged_at_the_level_of_the_specification(case: Case) -> None:
    found = findings_of(case.flags, case.code)
    assert found
    assert {finding.severity for finding in found} == {LETTER[case.level]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_correct_figures_pass(case: Case) -> None:
    assert findings_of(case.passes, case.code) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_finding_says_what_where_and_what_to_do(case: Case) -> None:
    for finding in findings_of(case.flags, case.code):
        assert finding.message.endswith("。")
        assert "{" not in finding.message
        assert finding.place
        assert finding.remedy.endswith("。")
        assert finding.anchor.partition(":")[0] in {"figure", "section", "topic"}


def test_every_check_of_the_kind_has_a_case() -> None:
    levels = {(spec.code, spec.level) for spec in kind().checks}
    assert levels == {(case.code, case.level) for case in CASES}


def names_read(spec: CheckSpec, year: int) -> set[str]:
    rules = [
        rule for own, group in rule_book(kind(), form(year)).groups if own is spec for rule in group
    ]
    formulas = [
        formula
        for rule in rules
        for formula in (rule.when, rule.holds, *rule.lets.values(), *rule.figures)
        if formula is not None
    ]
    return {name for formula in formulas for name in formula.names}


@pytest.mark.parametrize("spec", kind().checks, ids=lambda spec: spec.code)
@pytest.mark.parametrize("year", [2020, 2023])
def test_every_name_of_a_check_exists_in_the_forms_that_it_serves(
    spec: CheckSpec, year: int
) -> None:
    own = names_of(report(year, last_year=report(year)), kind()).values
    other_form = names_of(report(2020), kind()).values
    assert names_read(spec, year) <= {*own, *(f"last.{name}" for name in other_form)}


# ---- the seed report, 01 §10


def test_the_seed_raises_only_the_doubt_about_its_cases() -> None:
    seed = report(
        2020,
        t2={
            "licence": {"prev_items": 17, "delta": ("+2", 2), "decisions": 324},
            "penalty": {"prev_items": 398, "decisions": 415},
            "compulsion": {"prev_items": 14, "decisions": 29},
        },
        t4={"review": {"upheld": 6}, "suit_after": {"upheld": 1}},
        bullets=[note("咨询申请答复正常")],
    )
    found = [
        (finding.code, finding.severity.value)
        for finding in check(seed, kind()).findings
        if not finding.code.startswith("S-")
    ]
    assert found == [("T4-05", "warning"), ("X-12", "note"), ("X-11", "warning")]


# ---- published tables that foot, 01 §11

FIXTURE_2025 = requests(
    """new 13612 252 0 45 128 32 14069 / carried_in 535 6 0 1 18 0 560
    / open 5345 129 0 41 19 14 5548 / partial 2120 39 0 1 6 2 2168 / deny_1 13 0 0 0 0 0 13
    / deny_2 30 0 0 0 0 0 30 / deny_3 11 0 0 0 0 0 11 / deny_4 49 2 0 0 0 0 51
    / deny_5 103 1 0 0 0 0 104 / deny_6 84 1 0 0 0 0 85 / deny_7 282 4 0 0 0 0 286
    / deny_8 147 0 0 0 1 2 150 / unable_1 3075 50 0 0 89 8 3222 / unable_2 177 3 0 0 0 0 180
    / unable_3 19 0 0 0 0 0 19 / refuse_1 199 1 0 0 3 0 203 / refuse_2 147 1 0 0 0 0 148
    / refuse_3 0 0 0 0 0 0 0 / refuse_4 100 1 0 0 0 0 101 / refuse_5 5 0 0 0 0 0 5
    / other_1 315 3 0 0 0 0 318 / other_2 202 0 0 1 0 0 203 / other_3 941 17 0 1 3 3 965
    / processed 13364 252 0 44 121 29 13810 / carried_out 783 6 0 2 25 3 819"""
)
CASES_2025 = {
    group: dict(zip(("upheld", "corrected", "other", "pending", "total"), counts, strict=True))
    for group, counts in {
        "review": (376, 97, 196, 121, 790),
        "suit_direct": (16, 1, 12, 27, 56),
        "suit_after": (74, 1, 30, 51, 156),
    }.items()
}


def test_the_tables_of_the_2025_fixture_foot() -> None:
    made = report(
        2025,
        t2={
            "rules": {"issued": 3, "repealed": 5, "in_force": 74},
            "normative_documents": {"issued": 564, "repealed": 984, "in_force": 4185},
            "licence": {"decisions": 11398889},
            "penalty": {"decisions": 6937489},
            "compulsion": {"decisions": 166105},
            "fees": {"amount": 316441},
        },
        t3=FIXTURE_2025,
        t4=CASES_2025,
        level="government",
        rulemaking=True,
    )
    errors = [f for f in check(made, kind()).findings if f.severity is Severity.ERROR]
    assert errors == []


def test_the_tables_of_the_2019_fixture_foot() -> None:
    made = report(
        2019,
        t3=requests(
            """new 821 35 0 0 2 1 859 / carried_in 18 0 0 0 0 0 18 / open 258 35 0 0 2 1
            / partial 3 / deny_1 14 / deny_2 5 / deny_5 3 / deny_7 10 / unable_1 252 / unable_2 44
            / refuse_1 25 / refuse_2 148 / other 5 / processed 767 35 0 0 2 1 805
            / carried_out 72"""
        ),
        t4={
            "review": {"upheld": 5, "pending": 2, "total": 7},
            "suit_direct": {"upheld": 8, "pending": 1, "total": 9},
        },
    )
    # the specification gives the leaves of natural persons; all others are taken as open
    errors = [f for f in check(made, kind()).findings if f.severity is Severity.ERROR]
    assert errors == []


# ---- words against tables, 01 §8.6


@dataclass(frozen=True)
class Words:
    code: str
    level: str
    tables: ReportInput
    flags: str
    passes: str
    section: str = "overview"


TABLES = report(
    2023,
    t2={
        "normative_documents": {"issued": 4, "repealed": 1, "in_force": 9},
        "licence": {"decisions": 324},
    },
    t3=requests(
        """new 10 2 / carried_in 3 / open 4 1 / partial 2 1 / deny_1 1 / deny_7 1 / unable_1 1
        / refuse_1 1 / other_3 1 / carried_out 2"""
    ),  # new 12, carried in 3, processed 13, carried out 2
    t4={
        "review": {"upheld": 2, "corrected": 1},
        "suit_direct": {"upheld": 1},
        "suit_after": {"pending": 1},
    },
    fee={"notices": 2, "notified": 500, "collected": 300},
    last_year=report(2022, t3=requests("new 8 / open 5 / carried_out 3")),
)
TABLES_2020 = report(
    2020, t2={"normative_documents": {"made": 4, "published": 3, "public_total": 9}}
)
NIL = report(2023)
CARRIED = report(2023, t3=requests("carried_in 3 / open 3"))
TOLD = report(publicity={"total": 412, "website": 268, "wechat": 144})
DECISIONS = report(2023, t2={"licence": {"decisions": 324}, "penalty": {"decisions": 41}})
FROM_NIL = report(2023, t3=requests("new 5 / open 5"), last_year=report(2022))

WORDS = [
    Words("S-13", "W", NIL, "招商引资签约6个项目", "公开招商引资政策12条"),
    Words("S-13", "W", NIL, "受理复工承诺261户", "坚持发布疫情防控信息"),
    Words("X-01", "E", TABLES, "本年新收政府信息公开申请15件", "本年新收政府信息公开申请12件"),
    Words("X-01", "E", TABLES, "全年共新收申请十五宗", "全年共新收申请十二宗"),
    Words("X-01", "E", TABLES, "本年度新收15件政府信息公开申请", "本年度新收12件政府信息公开申请"),
    Words("X-01", "E", TABLES, "新收\uff11\uff15件公开申请", "新收120件许可申请"),
    Words("X-02", "E", TABLES, "收到政府信息公开申请11件", "收到政府信息公开申请12件"),
    Words("X-02", "E", TABLES, "收到公开申请11件", "收到网上公开申请8件"),
    Words("X-02", "E", TABLES, "受理11件依申请公开事项", "受理12件依申请公开事项"),
    Words("X-02", "E", TABLES, "收到申请共11件", "受理许可申请1200件"),
    Words("X-02", "W", TABLES, "收到公开申请15件", "收到公开申请15件，含上年结转3件"),
    Words("X-03", "E", TABLES, "上年度结转2件", "上年度结转3件"),
    Words("X-03", "E", TABLES, "2022年结转公开申请2件", "信访件上年结转20件"),
    Words("X-04", "E", TABLES, "收到公开申请12件，办结12件", "收到公开申请12件，办结13件"),
    Words("X-04", "E", TABLES, "答复公开申请11件", "答复群众咨询110件"),
    Words(
        "X-04",
        "E",
        TABLES,
        "收到公开申请12件，答复12件",
        "收到公开申请12件，办理建议提案20件，办结20件",
    ),
    Words("X-04", "W", TABLES, "办理信息公开申请15件", "收到公开申请12件，其中按时答复10件"),
    Words("X-04", "E", TABLES, "办理信息公开申请16件", "办理信息公开申请15件，含上年结转3件"),
    Words("X-05", "E", TABLES, "结转下年度继续办理3件", "结转下年度继续办理2件"),
    Words("X-05", "E", TABLES, "公开申请结转2024年3件", "公开申请上年结转3件，结转2024年2件"),
    Words("X-06", "E", TABLES, "公开申请予以公开4件", "公开申请予以公开5件"),
    Words("X-06", "E", TABLES, "申请公开事项中部分公开2件", "申请公开事项中部分公开3件"),
    Words("X-06", "E", TABLES, "办结公开申请，不予公开1件", "办结公开申请，不予公开2件"),
    Words("X-06", "E", TABLES, "办结公开申请，无法提供2件", "办结公开申请，无法提供1件"),
    Words("X-06", "E", TABLES, "办结公开申请，不予处理2件", "办结公开申请，不予处理1件"),
    Words("X-06", "E", TABLES, "办结依申请公开，同意公开9件", "政策文件予以公开90件"),
    Words("X-07", "E", TABLES, "因信息公开被申请行政复议4起", "因信息公开被申请行政复议3起"),
    Words("X-07", "E", TABLES, "发生2件行政复议", "受理行政复议案件30件"),
    Words("X-07", "E", TABLES, "行政复议3件，维持3件", "行政复议3件，维持2件、纠正1件"),
    Words("X-07", "E", TABLES, "行政复议3件，纠正2件", "行政诉讼2件，维持1件"),
    Words("X-08", "E", TABLES, "行政诉讼1件", "行政诉讼2件"),
    Words("X-08", "E", TABLES, "行政复议、行政诉讼4件", "行政复议、行政诉讼5件"),
    Words("X-08", "E", TABLES, "未经复议直接起诉2件", "未经复议直接起诉1件"),
    Words("X-08", "E", TABLES, "复议后起诉2起", "行政诉讼2起，其中复议后起诉1起"),
    Words("X-09", "W", TABLES, "印发行政规范性文件5件", "印发行政规范性文件4件"),
    Words("X-09", "W", TABLES, "废止规范性文件2件", "废止规范性文件1件"),
    Words("X-09", "W", TABLES_2020, "制定规范性文件5件", "公开规范性文件3件"),
    Words("X-10", "E", TABLES, "全年未收到政府信息公开申请", "全年未收到网上公开申请"),
    Words("X-10", "E", TABLES, "依申请公开零申请", "未收到低保申请"),
    Words("X-10", "W", CARRIED, "未收到公开申请", "本年未收到公开申请，办结上年结转3件"),
    Words("X-11", "W", NIL, "咨询申请答复正常", "完善申请办理流程，规范答复制度"),
    Words("X-11", "W", NIL, "依法办理政府信息公开申请", "全年未收到政府信息公开申请"),
    Words("X-13", "E", NIL, "建议33件，主办10件，会办13件", "建议33件，主办10件，会办23件"),
    Words("X-13", "E", NIL, "发布120条，其中：网站80条，微信30条", "发布120条，其中网站80条"),
    Words("X-13", "E", NIL, "发布20条，其中网站18条，微信8条", "发布20条，其中网站12条、微信8条"),
    Words("X-14", "E", NIL, "浏览173769万条，其中网页75656条、微信98113条", "浏览12万次"),
    Words("X-14", "E", NIL, "网站访问量12万次，全年网站访问量12次", "访问量12万次，下载12次"),
    Words("X-15", "E", TABLES, "收取信息处理费500元", "收取信息处理费300元"),
    Words("X-15", "E", TABLES, "未收取信息处理费", "未收取工本费"),
    Words("X-16", "E", TABLES, "公开申请同比增长40%", "公开申请同比增长50%"),
    Words("X-16", "E", TABLES, "公开申请比上年下降50%", "公开申请比上年增长50.0%"),
    Words("X-16", "E", FROM_NIL, "公开申请同比增长50%", "公开申请比上年增加5件"),
    Words("X-16", "E", NIL, "解读24篇，上年20篇，增长30%", "解读24篇，上年20篇，增长20%"),
    Words("X-16", "E", NIL, "培训由20次增至24次，增长30%", "培训由20次增至24次，增长20%"),
    Words("X-10", "E", TABLES, "零申请", "乡镇供水站未收到政府信息公开申请"),
    Words("X-05", "E", TABLES, "收公开申请12件，结转4件", "收公开申请12件，结转3件"),
    Words("X-04", "E", TABLES, "公开申请办结12件", "努力做到“办结一件申请、解决一个问题”"),
    Words("X-20", "W", TOLD, "全年主动公开政府信息400条", "全年主动公开政府信息412条"),
    Words("X-20", "W", TOLD, "政府网站发布信息270条", "政府网站发布信息268条"),
    Words("X-20", "W", TOLD, "微信公众号推送信息140条", "微信公众号推送图解140条"),
    Words("X-18", "W", NIL, "作出行政许可决定324件", "公开行政许可事项清单"),
    Words("X-18", "W", NIL, "梳理规范性文件16件", "未制发规范性文件"),
    Words("X-18", "W", NIL, "妥善办理信息公开行政复议案件", "未发生信息公开行政复议"),
    Words("X-19", "W", DECISIONS, "主动公开政府信息365条", "主动公开政府信息366条"),
    Words("X-17", "W", NIL, "2022年，我局主动公开信息120条", "2023年，我局主动公开信息120条"),
    Words("X-17", "W", NIL, "2024年共收到来信3件", "公开2022年度部门决算"),
    Words(
        "S-06",
        "E",
        NIL,
        "统计期限为2022年1月1日至12月31日",
        "统计期限为2023年1月1日至2023年12月31日",
    ),
]


def with_words(case: Words, text: str) -> list[Finding]:
    bullet = note(text, section=case.section)
    made = replace(case.tables, bullets=(bullet,))
    return [
        finding
        for finding in check(made, kind()).findings
        if finding.code == case.code and finding.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize("case", WORDS, ids=lambda case: f"{case.code} {case.flags}")
def test_words_that_disagree_with_the_tables_are_flagged(case: Words) -> None:
    found = with_words(case, case.flags)
    assert [finding.severity for finding in found] == [LETTER[case.level]]
    assert found[0].anchor == "bullet:5f2c1a90"
    assert found[0].excerpt in case.flags


@pytest.mark.parametrize("case", WORDS, ids=lambda case: f"{case.code} {case.passes}")
def test_words_that_agree_or_speak_of_something_else_pass(case: Words) -> None:
    assert with_words(case, case.passes) == []


@pytest.mark.parametrize("case", WORDS, ids=lambda case: f"{case.code} {case.flags}")
def test_the_sentences_of_a_draft_are_judged_like_notes(case: Words) -> None:
    found = check_text([("overview/1", case.flags)], case.tables, kind())
    assert case.code in {finding.code for finding in found}


def test_every_text_rule_of_the_kind_has_a_case() -> None:
    assert {rule.code for rule in kind().text_rules} == {case.code for case in WORDS}


@pytest.mark.parametrize("rule", kind().text_rules, ids=lambda rule: f"{rule.code} {rule.fits[0]}")
def test_a_text_rule_does_not_read_its_misfits(rule: TextRule) -> None:
    wrong = report(
        2020 if rule.forms == ("F2019",) else 2023,
        t3=requests("new 777 / carried_in 777 / open 777 / carried_out 777"),
        t4={"review": {"upheld": 777}, "suit_direct": {"upheld": 777}},
        fee={"collected": 770},
        publicity={"total": 777, "website": 777, "wechat": 777},
    )
    for text in rule.misfits:
        found = check_text([("p", text)], wrong, kind())
        assert [f for f in found if f.code == rule.code and f.severity is not Severity.NOTE] == []


def test_a_claim_without_its_own_object_takes_the_one_said_before() -> None:
    sentences = [("p1", "（二）依申请公开。"), ("p1", "全年办结12件。")]
    found = check_text(sentences, TABLES, kind())
    assert [(finding.code, finding.figures) for finding in found] == [("X-04", ("12", "13"))]


RESULTS = (
    "全年办结13件，其中予以公开5件、部分公开3件、不予公开2件、无法提供1件、"
    "不予处理1件、其他处理1件，结转下年度继续办理2件。"
)


def test_a_correct_report_in_full_sentences_raises_nothing() -> None:
    sentences = [
        ("p1", "2023年，我局新收政府信息公开申请12件，上年结转3件，共15件。"),
        ("p1", "其中，自然人申请10件，法人或其他组织申请2件。"),
        ("p1", RESULTS),
        ("p2", "因政府信息公开被申请行政复议3件，其中维持2件、纠正1件。"),
        ("p2", "被提起行政诉讼2件，其中未经复议直接起诉1件、复议后起诉1件。"),
        ("p3", "办理人大代表建议20件、政协提案13件，办复率100%。受理信访件45件，办结45件。"),
        ("p3", "作出行政许可决定324件，其中网上办理120件。"),
    ]
    assert check_text(sentences, TABLES, kind()) == ()
