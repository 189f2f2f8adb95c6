"""Surface realisation: sentences from pieces, paragraphs laid out, tables filled."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from drafting.document import Paragraph, Span
from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.plan import ParagraphSpec, PhraseUse, Piece, SectionSpec, SentenceSpec, Slot
from drafting.realisation.realise import MISSING, realise, table_text
from phrasebank.entry import Entry
from tests.builders import form, kind, report, requests

NOTE = ("bullet:1",)


def entry(identity: str, text: str) -> Entry:
    return Entry(identity, text, "total", ("*",))


def paragraph(*sentences: SentenceSpec, level: int = 0) -> Paragraph:
    return paragraphs(ParagraphSpec("overview/1", level, sentences))[0]


def paragraphs(*specs: ParagraphSpec, folder: Path | None = None) -> tuple[Paragraph, ...]:
    section = SectionSpec("overview", "一、总体情况", specs, ())
    (made,) = realise([section], FigureTable(), form(2023), folder or kind().folder)
    return made.paragraphs


def sentence(*pieces: Piece, kind_: str = "bullet") -> SentenceSpec:
    return SentenceSpec(pieces, kind_)


# ---- sentences ----------------------------------------------------------------------------


def test_pieces_become_spans_that_add_up_to_the_sentence() -> None:
    use = PhraseUse(entry("total.01", "收到{{ n|count('件') }}"), {"n": Slot(value=Decimal(3), sources=("figure:a",))})  # fmt: skip
    made = paragraph(sentence(use, Span("，"), Span("均已答复", NOTE, "verbatim"), Span("。"), kind_="figure"))
    (only,) = made.sentences
    assert (only.text, only.kind, only.phrase) == ("收到3件，均已答复。", "figure", "base:total.01")
    assert [(span.text, span.sources) for span in only.spans] == [
        ("收到", ()), ("3件", ("figure:a",)), ("，", ()), ("均已答复", NOTE), ("。", ()),
    ]  # fmt: skip


def test_neighbours_of_one_source_and_rule_become_one_span() -> None:
    made = paragraph(
        sentence(
            Span("培训", NOTE, "verbatim"), Span("2次", NOTE, "verbatim"), Span("", NOTE),
            Span("共", NOTE, "inferred"), Span("，", (), "framing"), Span("另", (), "phrase"),
            Span("3次", ("bullet:2",), "verbatim"),
        )
    )  # fmt: skip
    assert made.sentences[0].spans == (
        Span("培训2次", NOTE, "verbatim"),
        Span("共", NOTE, "inferred"),
        Span("，另", (), "framing"),
        Span("3次", ("bullet:2",), "verbatim"),
    )


def test_a_sentence_of_two_wordings_names_both_and_one_of_none_names_none() -> None:
    uses = [PhraseUse(entry(name, "甲"), {}) for name in ("lead.01", "total.02")]
    made = paragraph(sentence(*uses), sentence(Span("乙。", NOTE)))
    assert [one.phrase for one in made.sentences] == ["base:lead.01+base:total.02", None]


# ---- paragraphs ---------------------------------------------------------------------------


def test_a_heading_runs_into_the_text_and_its_length_is_kept() -> None:
    made = paragraph(
        sentence(Span("（一）"), Span("主动公开", NOTE, "heading"), Span("。"), kind_="heading"),
        sentence(Span("甲。", NOTE)),
        sentence(Span("乙。", NOTE)),
        level=2,
    )
    assert (made.text, made.lead, made.level) == ("（一）主动公开。甲。乙。", 8, 2)
    assert [one.text for one in made.sentences] == ["（一）主动公开。", "甲。", "乙。"]


def test_paragraphs_keep_their_order_and_identity() -> None:
    specs = [
        ParagraphSpec(f"overview/{name}", 0, (sentence(Span(f"{name}。", NOTE)),))
        for name in ("乙", "甲", "丙")
    ]
    assert [(one.id, one.text) for one in paragraphs(*specs)] == [
        ("overview/乙", "乙。"), ("overview/甲", "甲。"), ("overview/丙", "丙。"),
    ]  # fmt: skip


def test_twelve_sentences_are_not_taken_for_one_another() -> None:
    made = paragraph(*(sentence(Span(f"第{number}句。", NOTE)) for number in range(12)))
    assert made.text == "".join(f"第{number}句。" for number in range(12))


@pytest.mark.parametrize("mark", ["{{ 甲 }}", "{% 甲 %}", "{# 甲 #}", "<甲>&"])
def test_a_note_is_text_and_never_template(mark: str) -> None:
    assert paragraph(sentence(Span(mark, NOTE))).text == mark


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_note_with_a_strange_line_break_stays_in_its_paragraph(mark: str) -> None:
    made = paragraphs(
        ParagraphSpec("overview/1", 0, (sentence(Span(f"甲{mark}乙。", NOTE)),)),
        ParagraphSpec("overview/2", 0, (sentence(Span("丙。", NOTE)),)),
    )
    assert [one.text for one in made] == [f"甲{mark}乙。", "丙。"]


def test_a_section_of_the_kind_may_have_its_own_layout(tmp_path: Path) -> None:
    folder = tmp_path / "disclosure"
    folder.mkdir()
    (tmp_path / "section.j2").write_text("{% for p in paragraphs %}{{ p.heading }}{{ p.body }}\n{% endfor %}", "utf-8")
    specs = [
        ParagraphSpec(f"overview/{name}", 0, (sentence(Span(f"{name}。", NOTE)),)) for name in "甲乙"
    ]
    assert [one.text for one in paragraphs(*specs, folder=folder)] == ["甲。", "乙。"]
    own = tmp_path / "other"
    own.mkdir()
    (own / "overview.j2").write_text("{% for p in paragraphs|reverse %}{{ p.body }}\n{% endfor %}", "utf-8")
    assert [one.text for one in paragraphs(*specs, folder=own)] == ["乙。", "甲。"]


# ---- tables -------------------------------------------------------------------------------


def cells(year: int, table: str, *figures: Figure) -> tuple[dict[str, str], dict[str, str]]:
    given = report(year, t3=requests("new 3 1 / open 3")).figures.replace(figures)
    made = table_text(form(year).tables[table], given)
    return dict(made.values), dict(made.sources)


def figure(figure_id: str, value: str | None, state: State = State.GIVEN, raw: str = "") -> Figure:
    return Figure(
        FigureId(figure_id), None if value is None else Decimal(value), "件", state, raw=raw or (value or "")
    )


def test_cells_show_their_figures_and_how_they_came_about() -> None:
    values, sources = cells(2023, "t3")
    assert (values["t3/new/natural"], values["t3/new/total"], values["t3/new/legal"]) == ("3", "4", "0")
    assert [sources[f"t3/new/{key}"] for key in ("natural", "total", "legal")] == [
        "given", "computed", "default",
    ]  # fmt: skip
    assert len(values) == 175  # 25 rows of 7


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (figure("t3/new/natural", None, State.MISSING), "【待填】"),
        (figure("t3/new/natural", None, State.INVALID, "很多"), "很多"),
        (figure("t3/new/natural", None, State.INVALID), "【待填】"),
        (figure("t3/new/natural", "-3"), "-3"),
        (figure("t3/new/natural", "1.50"), "1.5"),
        (figure("t3/new/natural", "1E+3"), "1000"),
        (figure("t3/new/natural", "2", raw="２件"), "2"),
        (figure("t3/new/natural", "0"), "0"),
    ],
)
def test_what_is_known_of_a_cell_is_shown_as_it_is(given: Figure, text: str) -> None:
    assert cells(2023, "t3", given)[0]["t3/new/natural"] == text


@pytest.mark.parametrize(("value", "text"), [("2", "+2"), ("-1", "-1"), ("0", "0")])
def test_a_change_of_items_has_its_sign(value: str, text: str) -> None:
    # 01 §10: +2
    assert cells(2020, "t2", figure("t2/licence/delta", value))[0]["t2/licence/delta"] == text


@pytest.mark.parametrize(
    ("value", "raw", "text"),
    [("12.5", "12.5万元", "12.5万元"), ("125000", "125000", "125000"), ("12.50", "12.50", "12.5")],
)
def test_an_amount_of_2019_keeps_the_unit_that_it_was_given_with(
    value: str, raw: str, text: str
) -> None:
    given = figure("t2/procurement/amount", value, raw=raw)
    assert cells(2020, "t2", given)[0]["t2/procurement/amount"] == text


def test_a_figure_that_the_report_has_not_is_to_be_filled() -> None:
    made = table_text(form(2023).tables["t4"], FigureTable())
    assert set(made.values.values()) == {MISSING}
    assert set(made.sources.values()) == {"missing"}


def test_rows_hold_labels_and_values_of_the_form() -> None:
    made = table_text(form(2023).tables["t4"], report(t4={"review": {"upheld": 6}}).figures)
    # 01 §6: one row of five results for each of 复议, 未经复议直接起诉, 复议后起诉
    assert made.rows[-1] == ("6", "0", "0", "0", "6", *["0"] * 10)


def test_every_table_of_a_section_is_filled() -> None:
    section = SectionSpec("proactive", "二、", (), ("t2", "t4"))
    (made,) = realise([section], report().figures, form(2023), kind().folder)
    assert [table.id for table in made.tables] == ["t2", "t4"]
    assert replace(made, tables=()).paragraphs == ()
