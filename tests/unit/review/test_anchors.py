"""Findings become comments at their words, their cell or their heading."""

import pytest

from drafting.document import Comment, Paragraph, Section, Sentence, Span, TableText
from drafting.findings import Finding, Severity
from drafting.review.anchors import comments

NOTE = ("bullet:5f2c1a90",)


def paragraph(identity: str, *sentences: tuple[Span, ...], lead: int = 0) -> Paragraph:
    made = tuple(
        Sentence("".join(span.text for span in spans), "bullet", None, spans) for spans in sentences
    )
    return Paragraph(identity, 0, "".join(sentence.text for sentence in made), made, lead)


SECTIONS = (
    Section("preamble", "", (paragraph("preamble/1", (Span("根据甲办法编制。"),)),)),
    Section(
        "overview",
        "一、总体情况",
        (
            paragraph(
                "overview/1",
                (Span("（一）"), Span("监督保障", NOTE, "heading"), Span("。")),
                (Span("年内"), Span("培训2次", NOTE), Span("，"), Span("考试2次", NOTE), Span("。")),
                (Span("检查3次。", ("bullet:aaaa0002",)),),
                lead=8,
            ),
        ),
    ),
    Section("review", "四、复议", (), (TableText("t4", (("6",),), {"t4/review/total": "6"}),)),
)


def finding(anchor: str = "", excerpt: str = "", **more: object) -> Finding:
    values: dict[str, object] = {
        "code": "X-01", "severity": Severity.WARNING, "message": "不一致", "place": "", "remedy": "请核对。",
    }  # fmt: skip
    return Finding(**{**values, "anchor": anchor, "excerpt": excerpt, **more})  # type: ignore[arg-type]  # fields by name


def comment(anchor: str, excerpt: str = "") -> Comment:
    (made,) = comments(SECTIONS, [finding(anchor, excerpt)])
    return made


def marked(made: Comment) -> str:
    """The words that the comment stands at."""
    (found,) = [
        one for section in SECTIONS for one in section.paragraphs if one.id == made.paragraph
    ]
    return found.text[made.start : made.end]


# ---- which --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "word"), [(Severity.ERROR, "错误"), (Severity.WARNING, "提醒")]
)
def test_errors_and_warnings_become_comments_with_remedy(severity: Severity, word: str) -> None:
    (made,) = comments(SECTIONS, [finding("section:overview", severity=severity)])
    assert made.text == f"【{word}】X-01 不一致。请核对。"
    assert (made.code, made.severity) == ("X-01", severity.value)


def test_notes_stay_on_the_screen() -> None:
    assert comments(SECTIONS, [finding("section:overview", severity=Severity.NOTE)]) == ()


def test_a_message_that_ends_with_a_stop_gets_no_second() -> None:
    (made,) = comments(SECTIONS, [finding(message="不一致。")])
    assert made.text == "【提醒】X-01 不一致。请核对。"


def test_the_same_doubt_at_the_same_place_is_told_once() -> None:
    assert len(comments(SECTIONS, [finding("section:overview"), finding("section:overview")])) == 1


def test_comments_keep_the_order_of_the_findings() -> None:
    made = comments(SECTIONS, [finding(code="X-02"), finding(code="C-01"), finding(code="A-01")])
    assert [one.code for one in made] == ["X-02", "C-01", "A-01"]


# ---- where --------------------------------------------------------------------------------


def test_a_doubt_about_a_figure_stands_in_its_cell() -> None:
    made = comment("figure:t4/review/total")
    assert (made.cell, made.paragraph, made.section) == ("t4/review/total", "", "")


@pytest.mark.parametrize(
    ("anchor", "excerpt", "words"),
    [
        ("bullet:5f2c1a90", "", "培训2次，考试2次"),  # first to last word of the note, no heading
        ("bullet:5f2c1a90", "2次", "2次"),
        ("bullet:5f2c1a90", "考试", "考试"),
        ("bullet:5f2c1a90", "检查", "培训2次，考试2次"),  # the words are another note's
        ("bullet:aaaa0002", "", "检查3次。"),
        ("paragraph:overview/1", "", "年内培训2次，考试2次。检查3次。"),  # behind the heading
        ("paragraph:overview/1", "检查3次", "检查3次"),
        ("paragraph:overview/1", "没有这句", "年内培训2次，考试2次。检查3次。"),
        ("section:preamble", "", "根据甲办法编制。"),  # a part without heading
    ],
)
def test_a_doubt_about_words_stands_at_them(anchor: str, excerpt: str, words: str) -> None:
    assert marked(comment(anchor, excerpt)) == words


def test_of_two_equal_words_the_first_of_the_note_is_meant() -> None:
    made = comment("bullet:5f2c1a90", "2次")
    assert made.start == len("（一）监督保障。年内培训")


@pytest.mark.parametrize(
    ("anchor", "section"),
    [
        ("section:review", "review"),
        ("topic:overview/supervision", "overview"),
        # what has no place stands at the first heading, and is not lost
        ("", "overview"),
        ("bullet:ffffffff", "overview"),
        ("figure:t3/new/total", "overview"),
        ("paragraph:none", "overview"),
        ("section:none", "overview"),
        ("strange:thing", "overview"),
    ],
)
def test_other_doubts_stand_at_a_heading(anchor: str, section: str) -> None:
    made = comment(anchor)
    assert (made.section, made.paragraph, made.cell) == (section, "", "")


# ---- identity -----------------------------------------------------------------------------


def test_the_id_of_a_comment_comes_from_code_place_and_words() -> None:
    first, *others = (
        comments(SECTIONS, [one])[0].id
        for one in (
            finding("section:overview", "甲"),
            finding("section:overview", "乙"),
            finding("section:review", "甲"),
            finding("section:overview", "甲", code="X-02"),
        )
    )
    assert first not in others
    (again,) = comments(SECTIONS, [finding("section:overview", "甲", message="措辞不同")])
    assert again.id == first


def test_two_doubts_of_one_code_and_place_are_told_apart() -> None:
    made = comments(SECTIONS, [finding(message="甲"), finding(message="乙")])
    assert [one.id for one in made] == [made[0].id, f"{made[0].id}-2"]
