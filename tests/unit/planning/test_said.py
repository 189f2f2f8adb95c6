"""Notes that repeat figures: said once, with both sources; nothing of the note is lost."""

from decimal import Decimal

import pytest

from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.plan import Message
from drafting.planning.content import figure_messages
from drafting.planning.said import Told, pieces, settle, settled
from drafting.planning.scope import Scope
from drafting.report import Bullet, Checked, Organisation, ReportInput
from tests.builders import form, kind, note

SOURCE = "bullet:5f2c1a90"


def told(**figures: int) -> list[Told]:
    """The messages of a report with these figures, written t3_new_total=4."""
    table = FigureTable.of(
        Figure(FigureId(name.replace("_", "/")), Decimal(value), "件", State.GIVEN)
        for name, value in figures.items()
    )
    given = ReportInput(
        "disclosure", 2023, "F2021", Organisation("甲县水利局", "我局"), figures=table
    )
    rules = [rule for rule in kind().figure_rules if rule.section == "overview"]
    found = figure_messages(rules, form(2023), Scope(Checked(given, ())))
    return [Told(rule, message) for rule, message in found]


def settle_one(
    bullet: Bullet, items: list[Told], *, is_own: bool = True
) -> tuple[str | None, dict[str, Message]]:
    """What is left of the note, and the messages by key."""
    kept = settle(bullet, items, is_own={item.rule.key: is_own for item in items})
    rest = None if kept.rest is None else kept.rest.text
    return rest, {rule.key: message for rule, message in settled(items)}


def requests() -> list[Told]:
    items = told(t3_new_total=40)
    assert [item.rule.key for item in items] == ["requests.received"]
    return items


@pytest.mark.parametrize(
    "text",
    [
        "收到申请40件",
        "新收40",
        "收40件",
        "40件",
        "全年收到政府信息公开申请４０件",
        "受理公开申请 40 件",
        "收件40件",
    ],
)
def test_a_note_that_says_no_more_than_a_figure_is_left_to_it(text: str) -> None:
    rest, messages = settle_one(note(text), requests())
    assert rest is None
    assert messages["requests.received"].slots["received"].sources == (
        "figure:t3/new/total",
        SOURCE,
    )


@pytest.mark.parametrize(
    "text", ["收到申请41件", "收到网上申请40件", "收到信访件40件", "月均收到40件"]
)
def test_another_number_or_another_matter_stays_a_note(text: str) -> None:
    rest, messages = settle_one(note(text), requests())
    assert rest == text
    assert messages["requests.received"].slots["received"].sources == ("figure:t3/new/total",)


def test_a_value_beside_a_note_counts_with_it() -> None:
    rest, _ = settle_one(note("收到申请", value=Decimal(40), unit="件"), requests())
    assert rest is None


def test_a_note_with_last_years_value_keeps_its_comparison() -> None:
    bullet = note("收到申请40件", last_year=Decimal(30))
    assert settle_one(bullet, requests())[0] == "收到申请40件"


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("收到40件，主要涉及投诉举报处理", "主要涉及投诉举报处理"),
        ("收到40件，其中网络30件、信函10件", "其中网络30件、信函10件"),
        ("40件：征地批文30件、补偿协议10件", "其中征地批文30件、补偿协议10件"),
        ("收40件，都是土地类", "都是土地类"),
        ("收40件（网上30、信函10），均按时答复", "其中网上30件、信函10件，均按时答复"),
        ("40件，网上30件，信函10件", "其中网上30件、信函10件"),
        ("违建类30件、停车收费类8件、其他2件", "其中违建类30件、停车收费类8件、其他2件"),
        ("网上30件，信函8件，当面2件", "其中网上30件、信函8件、当面2件"),
        ("拆迁补偿25件、竣工备案10件、其他5件", "其中拆迁补偿25件、竣工备案10件、其他5件"),
    ],
)
def test_what_a_note_says_further_of_a_figure_stands_behind_it(text: str, tail: str) -> None:
    rest, messages = settle_one(note(text), requests())
    assert rest is None
    assert [bullet.text for bullet in messages["requests.received"].tails] == [tail]


@pytest.mark.parametrize(
    "text",
    [
        "网上30件，信函10件",  # two that add up may do so by chance
        "网上30件，信函8件，当面1件",
        "延期答复30件，补正8件，撤回2件",
    ],
)
def test_counts_that_are_no_kinds_of_the_whole_stay_a_note(text: str) -> None:
    rest, messages = settle_one(note(text), requests())
    assert rest == text
    assert messages["requests.received"].tails == ()


def test_another_fact_of_the_same_note_stays_a_note() -> None:
    text = "收到40件；申请人当面提交材料的由窗口工作人员协助填写申请表"
    rest, messages = settle_one(note(text), requests())
    assert rest == "申请人当面提交材料的由窗口工作人员协助填写申请表"
    assert messages["requests.received"].tails == ()


def test_a_list_whose_measure_word_stands_in_front_is_not_parted() -> None:
    items = told(publicity_interpretations=44, publicity_responses=57)
    bullet = note("政策解读44篇 文字19 图解16 视频9")
    kept = settle(bullet, items, is_own={item.rule.key: True for item in items})
    ((_, message),) = settled(items)
    assert kept.rest is bullet
    assert kept.shared == {"44": ("figure:publicity/interpretations",)}
    assert list(message.slots) == ["responses"]  # the note says the other


def test_a_figure_that_a_note_says_with_more_is_not_said_beside_it() -> None:
    items = told(publicity_trainings=5)
    kept = settle(note("培训5次328人"), items, is_own={"publicity.trainings": True})
    assert kept.rest is not None
    assert list(settled(items)) == []


def test_a_note_of_another_topic_must_name_the_subject() -> None:
    assert settle_one(note("收到40件"), requests(), is_own=False)[0] == "收到40件"
    assert settle_one(note("收到公开申请40件"), requests(), is_own=False)[0] is None


def test_one_note_lends_each_number_once() -> None:
    rest, messages = settle_one(note("收到申请40件，新收40件"), requests())
    assert rest is None
    received = messages["requests.received"]
    assert received.slots["received"].sources == ("figure:t3/new/total", SOURCE)
    assert [tail.text for tail in received.tails] == ["新收40件"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("网站268条 公众号144条", ["网站268条", "公众号144条"]),
        ("收4件答4件", ["收4件", "答4件"]),
        ("8件复议 5维持1纠正2终止", ["8件复议", "5维持", "1纠正", "2终止"]),
        ("培训5次328人", ["培训5次", "328人"]),
        ("新收40、上年结转3", ["新收40", "上年结转3"]),
    ],
)
def test_a_note_falls_into_pieces_at_marks_and_behind_counts(text: str, wanted: list[str]) -> None:
    assert [piece.text for piece in pieces(text)] == wanted


def test_cases_with_their_outcome_are_left_to_the_table() -> None:
    items = told(
        t4_review_total=8,
        t4_review_upheld=5,
        t4_review_corrected=1,
        t4_review_other=2,
        t4_review_pending=0,
    )
    rest, messages = settle_one(note("8件复议 5维持1纠正2终止"), items)
    outcome = messages["review.cases"].slots["outcome"]
    assert rest is None
    assert [(span.text, SOURCE in span.sources) for span in outcome.spans if span.sources] == [
        ("维持5件", True), ("纠正1件", True), ("其他结果2件", True),
    ]  # fmt: skip
