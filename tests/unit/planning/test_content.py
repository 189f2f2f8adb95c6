"""Content determination: which figures are repeated in words, which gaps are shown, what frames."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from drafting.checking.check import check
from drafting.document import Span
from drafting.kinds import FigureRule, PlaceholderRule
from drafting.plan import Message
from drafting.planning.content import (
    change_slots,
    counted,
    figure_messages,
    framing_slots,
    gaps,
    other_documents,
)
from drafting.planning.scope import Scope
from drafting.report import BasisDocument, Bullet, Checked, Contact, ReportInput
from tests.builders import form, kind, note, report, requests

TOTAL = FigureRule(
    key="requests", section="overview", when="t3.new.total > 0",
    slots={"received": "t3.new.total", "carried": "t3.carried_in.total"},
)  # fmt: skip


def messages(*rules: FigureRule, given: ReportInput, year: int = 2023) -> list[Message]:
    scope = Scope(Checked(given, given.findings))
    return [found for _, found in figure_messages(rules, form(year), scope)]


def values(message: Message) -> dict[str, Decimal | None]:
    return {name: slot.value for name, slot in message.slots.items()}


# ---- figures in words ---------------------------------------------------------------------


def test_a_figure_is_said_with_its_sources() -> None:
    (found,) = messages(TOTAL, given=report(t3=requests("new 3 1 / carried_in 2")))
    assert (found.id, found.function, found.key) == ("overview:requests", "total", "requests")
    assert values(found) == {"received": 4, "carried": 2}
    assert found.slots["received"].sources == ("figure:t3/new/total",)


@pytest.mark.parametrize(
    "given",
    [
        report(t3=requests("new 0")),  # the condition does not hold
        report(missing=("t3",)),  # unknown
    ],
    ids=["nought", "missing"],
)
def test_a_figure_without_condition_or_value_is_not_said(given: ReportInput) -> None:
    assert messages(TOTAL, given=given) == []


def test_a_rule_of_another_form_is_passed_over() -> None:
    rule = replace(TOTAL, forms=("F2019",))
    assert messages(rule, given=report(t3=requests("new 3"))) == []
    assert len(messages(rule, given=report(2020, t3=requests("new 3")), year=2020)) == 1


def test_a_continuation_is_said_only_behind_its_beginning() -> None:
    more = FigureRule(
        key="applicants", section="overview", slots={"natural": "t3.new.natural"}, after="requests"
    )
    given = report(t3=requests("new 4 3"))
    assert [found.key for found in messages(TOTAL, more, given=given)] == ["requests", "applicants"]
    assert messages(more, given=given) == []


PARTS = FigureRule(
    key="decisions", section="overview",
    parts={"许可": "t2.licence.decisions", "处罚": "t2.penalty.decisions",
           "强制": "t2.compulsion.decisions"},
)  # fmt: skip


def decided(licence: int, penalty: int, compulsion: int) -> ReportInput:
    return report(
        t2={
            "licence": {"decisions": licence},
            "penalty": {"decisions": penalty},
            "compulsion": {"decisions": compulsion},
        }
    )


def test_parts_above_nought_are_listed_each_with_its_own_source() -> None:
    (found,) = messages(PARTS, given=decided(3, 0, 5))
    assert found.slots["parts"].spans == (
        Span("许可3件", ("figure:t2/licence/decisions",), "verbatim"),
        Span("、", (), "framing"),
        Span("强制5件", ("figure:t2/compulsion/decisions",), "verbatim"),
    )


def test_without_any_part_there_is_nothing_to_say() -> None:
    assert messages(PARTS, given=decided(0, 0, 0)) == []


OUTCOME = FigureRule(
    key="processed", section="overview", slots={"all": "t3.processed.total"},
    parts={"予以公开": "t3.open.total", "部分公开": "t3.partial.total"},
    alone={"予以公开": ("结果为予以公开", "均予以公开"), "部分公开": ("部分公开", "均部分公开")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("open 3 / partial 2", "其中予以公开3件、部分公开2件"),
        ("open 3", "均予以公开"),
        ("open 1", "结果为予以公开"),
        ("open 1 / deny_1 2", "其中予以公开1件"),  # one of the parts told, not the whole
    ],
)
def test_what_became_of_a_total_is_listed_or_said_in_words_when_all_is_one(
    rows: str, text: str
) -> None:
    (found,) = messages(OUTCOME, given=report(t3=requests(rows)))
    assert found.slots["outcome"].plain == text


def test_a_part_that_is_a_sum_names_only_the_figures_that_count() -> None:
    rule = FigureRule(
        key="processed", section="overview", slots={"all": "t3.processed.total"},
        parts={"不予公开": "t3.deny_1.total + t3.deny_2.total + t3.deny_3.total"},
    )  # fmt: skip
    (found,) = messages(rule, given=report(t3=requests("deny_1 2 / deny_3 1")))
    assert found.slots["parts"].spans == (
        Span("不予公开3件", ("figure:t3/deny_1/total", "figure:t3/deny_3/total"), "sum"),
    )


def test_a_doubtful_figure_is_not_repeated() -> None:
    given = report(t3=requests("new 3 1 0 0 0 0 5 / open 3 1"))  # 3 + 1 is not 5
    checked = check(given, kind())
    assert "figure:t3/new/total" in {finding.anchor for finding in checked.findings}
    found = figure_messages([TOTAL], form(2023), Scope(checked))
    assert found == []


def test_a_total_that_rests_on_a_doubtful_figure_is_not_repeated_either() -> None:
    # 00 §4: a doubtful figure is not repeated in prose until it is settled; 3 in, 4 out
    checked = check(report(t3=requests("new 3 / open 4")), kind())
    assert "t3/new/natural" in checked.doubtful
    found = figure_messages([TOTAL], form(2023), Scope(checked))
    assert found == []


# ---- change -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "previous", "function", "difference", "rate"),
    [
        (120, 100, "increase", 20, "20"),
        (75, 100, "decrease", 25, "25"),
        (100, 100, "unchanged", 0, None),
        (5, 0, "increase", 5, None),  # N-30: no rate on nought
        (0, 0, "unchanged", 0, None),
        (0, 4, "decrease", 4, "100"),
    ],
)
def test_a_change_has_difference_and_rate(
    current: int, previous: int, function: str, difference: int, rate: str | None
) -> None:
    found, slots = change_slots(Decimal(current), Decimal(previous), ("figure:a", "last_year:a"))
    assert (found, slots["difference"].value) == (function, Decimal(difference))
    assert (slots["rate"].value if "rate" in slots else None) == (
        None if rate is None else Decimal(rate)
    )
    assert slots["difference"].sources == ("figure:a", "last_year:a")
    assert ("previous" in slots) is (previous == 0 and current != 0)  # 上年没有收到申请


@pytest.mark.parametrize(
    ("last", "functions"), [(report(2022, t3=requests("new 8")), ["decrease"]), (None, [])]
)
def test_a_change_is_said_only_with_last_years_figure(
    last: ReportInput | None, functions: list[str]
) -> None:
    rule = FigureRule(
        key="change", section="overview", change=("t3.new.total", "last.t3.new.total")
    )
    given = report(t3=requests("new 4"), last_year=last)
    assert [found.function for found in messages(rule, given=given)] == functions


# ---- gaps ---------------------------------------------------------------------------------

ASKED = PlaceholderRule(
    code="S-07", section="overview", topic="platform", when="notes.overview.platform == 0",
    wanted="平台", message="没有平台", remedy="请补写",
)  # fmt: skip


def gap_codes(rule: PlaceholderRule, notes: Sequence[Bullet] = (), count: int = 0) -> list[str]:
    scope = Scope(Checked(report(), ()), {"notes.overview.platform": count})
    return [gap.code for gap in gaps([rule], "overview", "platform", form(2023), scope, notes)]


def test_what_is_demanded_and_not_given_is_a_gap() -> None:
    assert gap_codes(ASKED) == ["S-07"]
    assert gap_codes(ASKED, count=1) == []


@pytest.mark.parametrize(
    "rule",
    [
        replace(ASKED, section="problems"),
        replace(ASKED, topic="proactive"),
        replace(ASKED, forms=("F2019",)),
    ],
)
def test_a_gap_is_shown_only_in_its_section_topic_and_form(rule: PlaceholderRule) -> None:
    assert gap_codes(rule) == []


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (note("年度考核占4分"), []),
        (note("纳入考", value=Decimal(4), unit="核分"), ["S-08"]),
        (note("培训2次"), ["S-08"]),
    ],
)
def test_a_word_in_a_note_settles_a_demand(told: Bullet, codes: list[str]) -> None:
    rule = replace(ASKED, code="S-08", when="True", words=("年度考核", "考核结果"))
    assert gap_codes(rule, [told]) == codes


def test_a_value_and_its_unit_belong_to_the_words_of_a_note() -> None:
    rule = replace(ASKED, when="True", words=("2条",))
    assert gap_codes(rule, [note("发布信息", value=Decimal(12), unit="条")]) == []


# ---- framing ------------------------------------------------------------------------------


def framed(given: ReportInput, year: int = 2023) -> dict[str, str]:
    return {
        name: "".join(span.text for span in slot.spans)
        for name, slot in framing_slots(given, form(year)).items()
    }


def test_framing_has_years_names_and_period() -> None:
    slots = framed(report(2023))
    assert (slots["year"], slots["next_year"], slots["last_year"]) == ("2023", "2024", "2022")
    assert (slots["organisation"], slots["self_name"]) == ("某县某局", "我局")
    assert slots["period"] == "2023年1月1日至2023年12月31日"  # 01 §2


def test_every_number_of_the_framing_has_a_source() -> None:
    given = replace(
        report(),
        basis=(BasisDocument("甲办法", "乙发〔2020〕1号"),),
        contact=Contact("办公室", "一路1号", "0451-1", "150000", "a1@example.cn", "https://e.cn/1"),
    )
    bare = [
        span.text
        for slot in framing_slots(given, form(2023)).values()
        for span in slot.spans
        if not span.sources and any(mark.isdigit() for mark in span.text)
    ]
    assert bare == []


LAW = "《中华人民共和国政府信息公开条例》（以下简称《条例》）"
OF_2021 = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"


FORM = BasisDocument("年度报告格式", "国办公开办函〔2021〕30号")


@pytest.mark.parametrize(
    ("documents", "basis", "others"),
    [
        ((), f"{LAW}和{OF_2021}", []),
        ((BasisDocument("甲办法"),), f"{LAW}和{OF_2021}", ["《甲办法》"]),
        (
            (BasisDocument("甲办法"), BasisDocument("乙办法", "丙发〔2020〕1号")),
            f"{LAW}和{OF_2021}",
            ["《甲办法》和《乙办法》（丙发〔2020〕1号）"],
        ),
        (
            (BasisDocument("甲办法"), BasisDocument("乙办法"), BasisDocument("丁办法")),
            f"{LAW}和{OF_2021}",
            ["《甲办法》《乙办法》和《丁办法》"],  # P-04: no 、 between 》《
        ),
        (
            (BasisDocument("《甲办法》（试行）", "1号"),),
            f"{LAW}和{OF_2021}",
            ["《甲办法》（试行）（1号）"],
        ),
        (
            (BasisDocument("关于印发《甲办法》的通知"),),
            f"{LAW}和{OF_2021}",
            ["《关于印发〈甲办法〉的通知》"],
        ),
        # named by the clerk, and not twice
        ((BasisDocument("中华人民共和国政府信息公开条例"),), f"{LAW}和{OF_2021}", []),
        ((FORM,), f"{LAW}和《年度报告格式》（国办公开办函〔2021〕30号）", []),
        # two titles of 62 characters make a sentence of more than 120 (P-24)
        (
            (BasisDocument("甲" * 60), BasisDocument("乙" * 60)),
            f"{LAW}和{OF_2021}",
            [f"《{'甲' * 60}》", f"《{'乙' * 60}》"],
        ),
    ],
)  # fmt: skip
def test_law_and_form_are_the_basis_and_the_clerks_documents_follow_in_order(
    documents: tuple[BasisDocument, ...], basis: str, others: list[str]
) -> None:
    given = replace(report(), basis=documents)
    assert framed(given)["basis"] == basis
    assert [slot.plain for slot in other_documents(given, form(2023))] == others


def test_the_form_of_2019_is_cited_by_its_own_number() -> None:
    assert "（试行）》（国办公开办函〔2019〕60号）" in framed(report(2020), 2020)["basis"]


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        (Contact(office="办公室", address="一路1号", phone="123"), "地址：一路1号，电话：123"),
        (Contact(phone="123"), "电话：123"),
        (
            Contact(address="一路1号", phone="123", postcode="150000", email="a@example.cn"),
            "地址：一路1号，邮编：150000，电话：123，电子邮箱：a@example.cn",
        ),
    ],
)
def test_the_contact_lists_what_is_given(contact: Contact, text: str) -> None:
    assert framed(replace(report(), contact=contact))["contact"] == text


def test_what_is_not_given_fills_no_slot() -> None:
    assert not {"contact", "office", "url", "led_by"} & framed(report()).keys()


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (2, "两"), (3, "三"), (10, "十"), (12, "十二")]
)
def test_a_count_that_is_announced_is_written_in_han_numerals(number: int, text: str) -> None:
    slots = counted({}, number)
    assert (slots["n"].value, slots["count"].plain) == (Decimal(number), text)
