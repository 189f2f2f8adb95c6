"""Proof per draft: every number has a source, every note and each of its numbers appears."""

import pytest

from drafting.document import Paragraph, Section, Sentence, Span
from drafting.findings import Severity
from drafting.report import Bullet
from drafting.review.traceability import (
    UntraceableNumberError,
    lost_notes,
    require_sources,
    sentences,
)
from tests.builders import note

NOTE = ("bullet:5f2c1a90",)


def sections(*spans: Span) -> tuple[Section, ...]:
    text = "".join(span.text for span in spans)
    sentence = Sentence(text, "bullet", None, spans)
    return (Section("overview", "一、总体情况", (Paragraph("overview/1", 0, text, (sentence,)),)),)


# ---- TR-01: numbers have sources ----------------------------------------------------------


@pytest.mark.parametrize(
    "spans",
    [
        (Span("培训2次", NOTE),),
        (Span("培训"), Span("2", ("figure:publicity/trainings",)), Span("次。")),
        (Span("2023", ("input:year",)), Span("年，全年培训。")),
        (Span("一是甲；二是乙。"),),  # Han numerals of a list announce no figure
        (),
    ],
)
def test_a_draft_whose_numbers_all_have_sources_passes(spans: tuple[Span, ...]) -> None:
    require_sources(sections(*spans))


@pytest.mark.parametrize(
    ("spans", "number"),
    [
        ((Span("培训2次"),), "2"),
        ((Span("培训", NOTE), Span("2次", NOTE), Span("，考试3.5场。")), "3.5"),
        ((Span("培训２次"),), "２"),  # noqa: RUF001 -- wide digits as typed
    ],
)
def test_a_number_without_source_stops_the_draft(spans: tuple[Span, ...], number: str) -> None:
    with pytest.raises(UntraceableNumberError, match="TR-01") as told:
        require_sources(sections(*spans))
    assert f"“{number}”查不到来源" in str(told.value)


def test_every_sentence_of_every_section_is_looked_at() -> None:
    good = sections(Span("培训2次", NOTE))
    with pytest.raises(UntraceableNumberError):
        require_sources((*good, *sections(Span("甲。")), *sections(Span("考试3场"))))


def test_sentences_come_in_the_order_of_the_draft() -> None:
    made = (*sections(Span("甲。")), *sections(Span("乙。")))
    assert [sentence.text for sentence in sentences(made)] == ["甲。", "乙。"]


# ---- TR-02, TR-03: notes appear -----------------------------------------------------------


def lost(told: Bullet, numbers: list[str], *spans: Span) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.code, f.figures) for f in lost_notes(sections(*spans), [(told, numbers)])]


def test_a_note_that_appears_with_its_numbers_is_not_lost() -> None:
    said = (Span("培训2次", NOTE), Span("，", ()), Span("参训36人", NOTE, "inferred"))
    assert lost(note("培训2次，36人"), ["2", "36"], *said) == []


def test_a_note_that_does_not_appear_is_an_error() -> None:
    told = note("培训2次")
    (finding,) = lost_notes(sections(Span("检查2次", ("bullet:ffffffff",))), [(told, ["2"])])
    assert (finding.code, finding.severity) == ("TR-02", Severity.ERROR)
    assert "要点“培训2次”没有写进报告" in finding.message


@pytest.mark.parametrize("rule", ["rate", "points", "heading"])
def test_a_rate_or_heading_alone_does_not_say_the_note(rule: str) -> None:
    assert lost(note("培训2次"), ["2"], Span("2%", NOTE, rule)) == [("TR-02", ())]


def test_words_that_rest_on_noughts_may_print_no_numeral() -> None:
    require_sources(sections(Span("未收到申请", ("figure:t3/new/total",), "nil")))
    with pytest.raises(UntraceableNumberError):
        require_sources(sections(Span("未收到12件申请", ("figure:t3/new/total",), "nil")))


@pytest.mark.parametrize(
    ("numbers", "said", "missing"),
    [
        (["2", "36"], "培训2次", ("36",)),
        (["2", "2"], "培训2次", ("2",)),  # said once, told twice
        (["12"], "培训2次", ("12",)),
        (["2"], "培训12次", ("2",)),  # 12 is not 2
        (["2.5"], "培训2次，5人", ("2.5",)),
        (["1", "2"], "培训3次", ("1", "2")),
    ],
)
def test_a_number_of_a_note_that_does_not_appear_is_an_error(
    numbers: list[str], said: str, missing: tuple[str, ...]
) -> None:
    assert lost(note("培训"), numbers, Span(said, NOTE)) == [("TR-03", missing)]


def test_a_number_that_stands_in_another_notes_words_does_not_count() -> None:
    spans = (Span("培训", NOTE), Span("检查36次", ("bullet:ffffffff",)))
    assert lost(note("培训36人"), ["36"], *spans) == [("TR-03", ("36",))]


def test_digits_of_two_pieces_are_not_read_as_one_number() -> None:
    assert lost(note("甲1乙2"), ["12"], Span("1", NOTE), Span("2", NOTE)) == [("TR-03", ("12",))]


def test_a_piece_of_two_notes_says_both() -> None:
    first, second = note("培训2次"), note("检查2次", id="aaaa0002")
    both = Span("培训、检查各2次", ("bullet:5f2c1a90", "bullet:aaaa0002"))
    assert lost_notes(sections(both), [(first, ["2"]), (second, ["2"])]) == ()
