"""Notes in every shape that a clerk may write them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from drafting.report import Bullet, ReportInput

Assembled = Callable[..., ReportInput]


def told(report: ReportInput) -> list[tuple[str, str, str]]:
    """Topic, text, value with unit of each note."""
    return [
        (b.topic, b.text, "" if b.value is None else f"{b.value}{b.unit}") for b in report.bullets
    ]


SHAPES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a bare line": ("[四上企业15家政策服务 复工率100%]", [("", "四上企业15家政策服务 复工率100%", "")]),
    "one line for the section": ("公众号40", [("", "公众号40", "")]),
    "a number": ("[2023]", [("", "2023", "")]),
    "a fraction": ("[98.50]", [("", "98.50", "")]),
    "a line with a value": (
        "[{text: 受理承诺, value: 261, unit: 户}]",
        [("", "受理承诺", "261户")],
    ),
    "one map for the section": ("{text: 受理承诺, value: 261}", [("", "受理承诺", "261")]),
    "a value as text": ("[{text: 甲, value: '1.5', unit: 万次}]", [("", "甲", "1.5万次")]),
    "a wide value": ("[{text: 甲, value: １２}]", [("", "甲", "12")]),  # noqa: RUF001 -- wide digits as typed
    "a value in percent": ("[{text: 甲, value: 98.5%, unit: '%'}]", [("", "甲", "98.5%")]),
    "a null value": ("[{text: 甲, value: null, last_year: null}]", [("", "甲", "")]),
    "topic and points": (
        "[{topic: 优化流程, points: [甲, {text: 乙, value: 3, unit: 次}]}]",
        [("优化流程", "甲", ""), ("优化流程", "乙", "3次")],
    ),
    "topic and one point": ("[{topic: 优化流程, points: 甲}]", [("优化流程", "甲", "")]),
    "points without a topic": ("[{points: [甲]}]", [("", "甲", "")]),
    "one topic for the section": ("{topic: 优化流程, points: [甲]}", [("优化流程", "甲", "")]),
    "a topic of its own": ("[{topic: 优化流程, text: 甲}]", [("优化流程", "甲", "")]),
    "another topic than the list's": (
        "[{topic: 一, points: [{topic: 二, text: 甲}, 乙]}]",
        [("二", "甲", ""), ("一", "乙", "")],
    ),
    "headings as keys": (
        "{优化流程: [甲, 乙], 公开渠道: 丙}",
        [("优化流程", "甲", ""), ("优化流程", "乙", ""), ("公开渠道", "丙", "")],
    ),
    "a heading as the key of an item": ("[优化流程: [甲, 乙]]", [("优化流程", "甲", ""), ("优化流程", "乙", "")]),
    "a line with a narrow colon": ("[网站1865条: 动态1502]", [("", "网站1865条：动态1502", "")]),
    "a line that ends with a colon": ("['甲', 完成清理: ]", [("", "甲", ""), ("", "完成清理", "")]),
    "blanks and breaks": ("['  甲   乙\n      丙 ']", [("", "甲 乙 丙", "")]),
    "empty items": ("[甲, '', ~, 乙]", [("", "甲", ""), ("", "乙", "")]),
    "nothing": ("", []),
    "an empty list": ("[]", []),
    "yes as a line": ("[true]", [("", "true", "")]),
    "a value that brings its percent sign": ("[{text: 甲, value: 98.5%, last_year: 97％}]", [("", "甲", "98.5%")]),
    "characters that nobody sees": ('["甲\\u200b乙\\u0007\\ufeff"]', [("", "甲乙", "")]),
    "a word of the clerk before a colon": ("[APP: 下载40次]", [("", "APP：下载40次", "")]),
}  # fmt: skip


@pytest.mark.parametrize("section", ["overview", "problems", "improvements", "plans", "other"])
@pytest.mark.parametrize(("written", "wanted"), SHAPES.values(), ids=SHAPES)
def test_notes_are_read_in_every_shape_in_every_section(
    assembled: Assembled, written: str, wanted: list[tuple[str, str, str]], section: str
) -> None:
    report = assembled(f"bullets:\n  {section}: {written}\n")
    assert told(report) == wanted
    assert {bullet.section for bullet in report.bullets} <= {section}
    assert report.findings == ()


def test_headings_keep_the_order_of_the_clerk_even_without_points(assembled: Assembled) -> None:
    report = assembled(
        "bullets:\n  overview:\n"
        "    - {topic: 乙, points: [一]}\n"
        "    - {topic: 丙, points: []}\n"
        "    - 二\n"
        "    - {topic: 甲, text: 三}\n"
        "    - {topic: 乙, points: [四]}\n"
    )
    assert report.topics["overview"] == ("乙", "丙", "甲")


def test_a_note_keeps_everything_that_was_told_about_it(assembled: Assembled) -> None:
    report = assembled(
        "bullets:\n  problems: [一, 二]\n  plans:\n    - {text: 甲, value: 12, unit: 件, last_year: 9.5, answers: 2,"
        " from: 法规科, base: 本级, confirmed_by: 王科, as_of: 2023-12-31}\n"
    )
    note = report.bullets[-1]
    assert (note.value, note.unit, note.last_year) == (Decimal(12), "件", Decimal("9.5"))
    assert (note.answers, note.supplied_by, note.base) == (2, "法规科", "本级")
    assert str(note.origin) == "input.yaml第7行（bullets.plans.0）"
    assert report.findings == ()


FAULTS: dict[str, tuple[str, str, str, str]] = {
    "lists in lists": ("[甲, [乙]]", "IN-03", "要点不应再分层", "bullets.overview.1"),
    "no text": ("[{value: 3, unit: 件}]", "IN-02", "没有文字", "bullets.overview.0"),
    "empty text": ("[{text: ' '}]", "IN-02", "没有文字", "bullets.overview.0"),
    "words for a value": (
        "[{text: 甲, value: 很多}]",
        "IN-03",
        "现为“很多”",
        "bullets.overview.0.value",
    ),
    "no finite value": ("[{text: 甲, value: NaN}]", "IN-03", "应是一个数", "bullets.overview.0.value"),
    "yes for a value": ("[{text: 甲, value: true}]", "IN-03", "应是一个数", "bullets.overview.0.value"),
    "words for an answer": (
        "[{text: 甲, answers: 第一个}]",
        "IN-03",
        "现为“第一个”",
        "bullets.overview.0.answers",
    ),
    "an answer where nothing is answered": ("[{text: 甲, answers: 1}]", "IN-03", "不回应问题", "bullets.overview.0.answers"),
    "half an answer": ("[{text: 甲, answers: 1.5}]", "IN-03", "现为“1.5”", "bullets.overview.0.answers"),
    "an exponent": ("[{text: 甲, value: 1e3}]", "IN-03", "现为“1e3”", "bullets.overview.0.value"),
    "a value too long": ("[{text: 甲, value: 1234567890123456}]", "IN-03", "应是一个数", "bullets.overview.0.value"),
    "percent with another unit": ("[{text: 甲, value: 3%, unit: 次}]", "IN-03", "百分号", "bullets.overview.0.value"),
    "a list for a text": ("[{text: [甲]}]", "IN-03", "一行文字", "bullets.overview.0.text"),
    "marks alone": ("['。，……']", "IN-02", "没有文字", "bullets.overview.0"),
    "a picture alone": ("['\U0001f600']", "IN-02", "没有文字", "bullets.overview.0"),
    "a list for a unit": ("[{text: 甲, unit: [件]}]", "IN-03", "一行文字", "bullets.overview.0.unit"),
    "a key of a point": ("[{text: 甲, valeu: 3}]", "IN-01", "valeu", "bullets.overview.0.valeu"),
    "a key of a topic": (
        "[{topic: 甲, points: [乙], value: 3}]",
        "IN-01",
        "value",
        "bullets.overview.0.value",
    ),
}  # fmt: skip


def test_a_misspelt_key_that_stands_alone_is_no_note(assembled: Assembled) -> None:
    report = assembled("bullets: {overview: [{txet: 培训3次}]}\n")
    assert next((f.code, f.remedy) for f in report.findings) == ("IN-01", "是否应为“text”？")
    assert report.bullets == ()


@pytest.mark.parametrize("answer", [2, 99])
def test_a_plan_that_answers_no_problem_is_an_error(assembled: Assembled, answer: int) -> None:
    report = assembled(f"bullets: {{problems: [甲], plans: [{{text: 乙, answers: {answer}}}]}}\n")
    (finding,) = report.findings
    assert (finding.code, finding.severity.value) == ("IN-03", "error")
    assert finding.message == f"共1个问题，没有第{answer}个"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[{topic: 优化流程, points: }]", "小标题“优化流程”下没有要点"),
        ("{优化流程: []}", "小标题“优化流程”下没有要点"),
        ("[{text: 甲, last_year: 3}]", "填了上年数，没有填本年数"),
    ],
)
def test_what_is_left_half_filled_is_a_doubt(
    assembled: Assembled, written: str, words: str
) -> None:
    (finding,) = assembled(f"bullets:\n  overview: {written}\n").findings
    assert (finding.code, finding.severity.value) == ("IN-22", "warning")
    assert words in finding.message


@pytest.mark.parametrize(("written", "code", "words", "path"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_note_is_an_error_at_its_line(
    assembled: Assembled, written: str, code: str, words: str, path: str
) -> None:
    (finding,) = assembled(f"bullets:\n  overview: {written}\n").findings
    assert (finding.code, finding.severity.value) == (code, "error")
    assert words in finding.message
    assert finding.place == f"input.yaml第5行（{path}）"


def test_a_wrong_value_costs_the_value_and_not_the_note(assembled: Assembled) -> None:
    report = assembled("bullets: {overview: [{text: 甲, value: 很多, unit: 件}]}\n")
    assert told(report) == [("", "甲", "")]


@pytest.mark.parametrize(
    ("key", "near"), [("overveiw", "overview"), ("problem", "problems"), ("plan", "plans")]
)
def test_a_section_nobody_knows_is_an_error_with_the_nearest_name(
    assembled: Assembled, key: str, near: str
) -> None:
    (finding,) = assembled(f"bullets: {{{key}: [甲]}}\n").findings
    assert (finding.code, finding.remedy) == ("IN-01", f"是否应为“{near}”？")


@pytest.mark.parametrize("written", ["甲", "[甲]"])
def test_notes_outside_any_section_are_an_error(assembled: Assembled, written: str) -> None:
    report = assembled(f"bullets: {written}\n")
    assert [finding.code for finding in report.findings] == ["IN-03"]
    assert report.bullets == ()


# ---- identity -----------------------------------------------------------------------------


def ids(report: ReportInput) -> dict[str, str]:
    return {bullet.text: bullet.id for bullet in report.bullets}


def test_the_id_of_a_note_comes_from_its_words_and_not_from_its_place(
    assembled: Assembled,
) -> None:
    one = ids(assembled("bullets: {overview: [甲, 乙, 丙]}\n"))
    other = ids(assembled("# 备注\nbullets:\n  overview:\n    - 新的\n    - 丙\n    - 甲\n"))
    assert {text: other[text] for text in ("甲", "丙")} == {text: one[text] for text in ("甲", "丙")}
    assert all(len(found) == 8 and int(found, 16) >= 0 for found in other.values())


@pytest.mark.parametrize(
    "changed",
    [
        "{overview: [甲乙]}",
        "{problems: [甲]}",
        "{overview: [{text: 甲, value: 3}]}",
        "{overview: [{text: 甲, topic: 丁}]}",
    ],
)
def test_another_word_section_value_or_topic_makes_another_id(
    assembled: Assembled, changed: str
) -> None:
    (before,) = assembled("bullets: {overview: [甲]}\n").bullets
    (after,) = assembled(f"bullets: {changed}\n").bullets
    assert before.id != after.id


def test_a_note_written_three_times_is_told_apart_by_its_turn(assembled: Assembled) -> None:
    found: tuple[Bullet, ...] = assembled("bullets: {overview: [甲, 甲, 乙, 甲]}\n").bullets
    first = found[0].id
    assert [bullet.id for bullet in found if bullet.text == "甲"] == [
        first,
        f"{first}-2",
        f"{first}-3",
    ]
