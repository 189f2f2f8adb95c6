"""What `check` collects and how it hands it on."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from drafting.checking.check import check
from drafting.checking.notes import check_text
from drafting.errors import BrokenKindError
from drafting.figures import FigureTable
from drafting.findings import Finding, Severity
from drafting.kinds import CheckSpec
from drafting.location import Location
from tests.builders import kind, note, report, requests


def test_findings_of_reading_stand_first_and_are_not_repeated() -> None:
    read = Finding("C-02", Severity.ERROR, "不是数。", "", "", anchor="figure:t3/new/natural")
    made = report(t3={"new": {"natural": ("约3", None)}}, findings=[read])
    found = check(made, kind()).findings
    assert found[0] is read
    assert [finding.code for finding in found].count("C-02") == 1


def test_a_missing_table_is_one_finding() -> None:
    found = [f for f in check(report(missing=["t3"]), kind()).findings if f.code == "C-01"]
    assert [finding.message for finding in found] == [
        "表三（收到和处理政府信息公开申请情况）没有数据，表中显示为【待填】。"
    ]


def test_a_report_without_any_figures_lacks_its_tables_and_nothing_else_of_them() -> None:
    found = check(replace(report(), figures=FigureTable()), kind()).findings
    assert [f.code for f in found if f.code[0] in "CTY"] == ["C-01", "C-01", "C-01"]


def test_a_missing_cell_is_named_once_without_its_totals() -> None:
    made = report(t3={"open": {"natural": None}})
    found = [f for f in check(made, kind()).findings if f.code == "C-01"]
    assert [finding.anchor for finding in found] == ["figure:t3/open/natural"]


def test_a_missing_row_is_one_finding() -> None:
    row = dict.fromkeys(("upheld", "corrected", "other", "pending"))
    found = [f for f in check(report(t4={"review": row}), kind()).findings if f.code == "C-01"]
    assert [finding.message for finding in found] == [
        "表四“行政复议”整行没有数据，表中显示为【待填】。"
    ]


def test_figures_that_a_note_contradicts_are_doubtful() -> None:
    made = report(t3=requests("new 5 / open 5"), bullets=[note("新收公开申请6件")])
    assert check(made, kind()).doubtful == {"t3/new/total"}


def test_cases_without_requests_are_doubtful() -> None:
    made = report(t4={"review": {"upheld": 6}})
    assert check(made, kind()).doubtful == {"t4/review/upheld", "t4/review/total"}


def test_a_cell_of_a_workbook_is_named_by_sheet_and_cell() -> None:
    made = report(t3={"new": {"natural": -1}})
    figure = made.figures.get("t3/new/natural")
    assert figure is not None
    moved = replace(figure, origin=Location("填报.xlsx", sheet="表三 申请", cell="D5"))
    made = replace(made, figures=made.figures.replace([moved]))
    found = [f for f in check(made, kind()).findings if f.code == "C-02"]
    assert [finding.place for finding in found] == [
        "表三“一、本年新收政府信息公开申请数量”“自然人”（填报.xlsx工作表“表三 申请”D5）"
    ]


def test_a_sum_that_no_single_cell_explains_puts_both_short_sides_in_doubt() -> None:
    rows = requests("new 9 3 0 0 0 0 13 / open 9 3 / processed 11 3 0 0 0 0 12 / carried_out 4 4")
    found = {f.code: f for f in check(report(t3=rows), kind()).findings if f.code == "T3-01"}
    assert set(found["T3-01"].suspects) >= {"t3/new/total", "t3/processed/total"}


def test_money_with_seven_decimals_is_an_error() -> None:
    made = report(t2={"fees": {"amount": Decimal("1.2345678")}})
    found = [f for f in check(made, kind()).findings if f.code == "C-02"]
    assert [finding.message for finding in found] == [
        "表二“行政事业性收费”“本年收费金额（单位：万元）”为1.2345678，小数超过6位。"
    ]


def test_a_wrong_subtotal_cell_is_checked_for_its_form() -> None:
    made = report(t3={"deny": {"natural": -1}})
    found = [f for f in check(made, kind()).findings if f.code == "C-02"]
    assert [finding.anchor for finding in found] == ["figure:t3/deny/natural"]


def test_a_note_on_another_base_is_asked_about_not_refused() -> None:
    made = report(t3=requests("new 5 / open 5"), bullets=[note("新收公开申请60件", base="全口径")])
    found = [f for f in check(made, kind()).findings if f.code == "X-01"]
    assert [finding.severity for finding in found] == [Severity.NOTE]
    assert "口径" in found[0].remedy


def test_plans_make_no_claims_about_the_tables() -> None:
    made = report(bullets=[note("收到公开申请5件以内", section="plans")])
    assert [f for f in check(made, kind()).findings if f.code.startswith("X-0")] == []


def test_a_report_of_an_unknown_form_is_refused_by_name() -> None:
    with pytest.raises(BrokenKindError, match="F1999"):
        check(replace(report(), form="F1999"), kind())


@pytest.mark.parametrize("each", ["columns:t9", "towns:t3"])
def test_a_loop_over_nothing_known_is_a_broken_kind(each: str) -> None:
    spec = CheckSpec(code="T3-99", level="E", each={"c": each}, message="", remedy="", source="")
    with pytest.raises(BrokenKindError, match="T3-99"):
        check(report(), replace(kind(), checks=(spec,)))


def test_a_sum_over_a_figure_that_is_no_total_is_a_broken_kind() -> None:
    spec = CheckSpec(
        code="T3-99", level="E", extends="sum", left=("t3/new/total",), right=("t3/{+new}/total",),
        message="", remedy="", source="",
    )  # fmt: skip
    with pytest.raises(BrokenKindError, match="new"):
        check(report(), replace(kind(), checks=(spec,)))


def test_checking_the_same_report_twice_finds_the_same() -> None:
    made = report(t3=requests("new 5 / open 6"), bullets=[note("新收公开申请6件")])
    assert check(made, kind()) == check(made, kind())


def test_a_sentence_is_shown_by_its_beginning() -> None:
    found = check_text([("p", "全年新收政府信息公开申请6件。")], report(), kind())
    assert [finding.place for finding in found] == ["“全年新收政府信息公开申请…”"]


def test_what_a_note_was_flagged_for_is_not_flagged_again_in_the_draft() -> None:
    made = report(bullets=[note("新收公开申请6件")])
    assert check_text([("p", "全年新收公开申请6件。")], made, kind()) == ()
    assert check_text([("p", "全年新收公开申请6件。")], report(), kind()) != ()


def test_a_sentence_on_next_year_that_is_a_plan_passes() -> None:
    sentences = [("p", "针对上述问题，我局将做好两项工作。"), ("p", "2024年开展培训。")]
    assert check_text(sentences, report(), kind()) == ()


def test_a_draft_that_leaves_out_a_small_channel_is_only_asked_about() -> None:
    text = "公开信息120条，其中网站80条、微信20条。"
    found = check_text([("p", text)], report(), kind())
    assert [(finding.code, finding.severity) for finding in found] == [("X-13", Severity.WARNING)]
    noted = check(report(bullets=[note(text)]), kind()).findings
    assert [f.severity for f in noted if f.code == "X-13"] == [Severity.ERROR]


def test_all_checks_of_a_report_take_a_few_milliseconds() -> None:
    made = report(
        t3=requests("new 12 / open 12"),
        notes={"overview": ["新收公开申请12件，办结12件", "发布120条，其中网站80条"] * 10},
        last_year=report(2022),
    )
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        check(made, kind())
        best = min(best, time.perf_counter() - start)
    assert best < 0.06  # twenty times what a laptop needs: tests may be traced


def test_slogan_of_another_year_is_found_at_its_note() -> None:
    made = report(2023, bullets=[note("落实“六稳”政策，发布信息12条")])
    found = [f for f in check(made, kind()).findings if f.code == "A-20"]
    assert [(f.severity, f.excerpt, f.anchor) for f in found] == [
        (Severity.WARNING, "六稳", f"bullet:{made.bullets[0].id}")
    ]


def test_slogan_of_the_year_passes() -> None:
    made = report(2020, bullets=[note("落实“六稳”政策，发布信息12条")])
    assert [f for f in check(made, kind()).findings if f.code == "A-20"] == []


@pytest.mark.parametrize(
    ("organ", "level", "drafting_level", "finished_level"),
    [
        ("某县人民政府", "government", Severity.WARNING, Severity.ERROR),
        ("某县某镇人民政府", "town", Severity.WARNING, Severity.ERROR),
        ("某区某街道办事处", "town", Severity.WARNING, Severity.WARNING),
    ],
)
def test_governments_down_to_the_towns_report_on_assessment(
    organ: str, level: str, drafting_level: Severity, finished_level: Severity
) -> None:
    made = report(2023, level=level)
    made = replace(made, organisation=replace(made.organisation, name=organ))
    for is_finished, wanted in ((False, drafting_level), (True, finished_level)):
        found = check(made, kind(), is_finished=is_finished).findings
        assert [f.severity for f in found if f.code == "S-08"] == [wanted] * 3


def test_a_department_need_not_report_on_assessment() -> None:
    assert [f for f in check(report(), kind()).findings if f.code == "S-08"] == []
