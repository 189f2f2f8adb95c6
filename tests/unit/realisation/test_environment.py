"""Phrases rendered: figures only through filters, every piece with its source."""

from decimal import Decimal

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from drafting.document import Span
from drafting.errors import BrokenBankError
from drafting.plan import PhraseUse, Slot, text_slot
from drafting.realisation.environment import environment, phrase_spans
from phrasebank.entry import Entry

COUNT = Slot(value=Decimal(1200), sources=("figure:t3/new/total",))


def spans(text: str, **slots: Slot) -> tuple[Span, ...]:
    return phrase_spans(PhraseUse(Entry("made.up", text, "total", ("*",)), slots))


def said(text: str, **slots: Slot) -> str:
    return "".join(span.text for span in spans(text, **slots))


def test_a_figure_carries_its_sources_and_the_words_around_it_none() -> None:
    assert spans("收到{{ n|count('件') }}申请", n=COUNT) == (
        Span("收到", (), "phrase"),
        Span("1200件", ("figure:t3/new/total",), "verbatim"),
        Span("申请", (), "phrase"),
    )


def test_words_about_noughts_name_the_figures_that_are_nought() -> None:
    entry = Entry("made.up", "{{ self_name }}未收到申请", "nil", ("*",))
    own = {"self_name": text_slot("我局", "input:organisation.self")}
    assert phrase_spans(PhraseUse(entry, own, ("figure:t3/new/total",))) == (
        Span("我局", ("input:organisation.self",), "verbatim"),
        Span("未收到申请", ("figure:t3/new/total",), "nil"),
    )


def test_a_text_brings_its_own_spans() -> None:
    basis = Slot(spans=(Span("《甲》", ("input:basis.0",), "basis"), Span("和", (), "framing")))
    assert spans("根据{{ basis }}", basis=basis) == (
        Span("根据", (), "phrase"),
        Span("《甲》", ("input:basis.0",), "basis"),
        Span("和", (), "framing"),
    )


@pytest.mark.parametrize(
    ("value", "text", "printed"),
    [
        ("1200", "{{ n|count('件') }}", "1200件"),
        ("1200", "{{ n|count }}", "1200"),
        ("3.50", "{{ n|count('万元') }}", "3.5万元"),
        ("0", "{{ n|count('件') }}", "0件"),
        ("100000", "{{ n|money('元') }}", "100000元"),
        ("8.35", "{{ n|percent }}", "8.4%"),  # half up at one place
        ("8.34", "{{ n|percent }}", "8.3%"),
        ("12.00", "{{ n|percent }}", "12%"),
        ("0.04", "{{ n|percent }}", "0.04%"),  # one place would show nothing
        ("2.55", "{{ n|points }}", "2.6个百分点"),
    ],
)
def test_figures_are_printed_by_their_filter(value: str, text: str, printed: str) -> None:
    assert said(text, n=Slot(value=Decimal(value), sources=("figure:a",))) == printed


def test_a_text_may_pass_through_a_filter_as_it_is() -> None:
    assert said("{{ year|count }}年", year=text_slot("2023", "input:year")) == "2023年"


def test_a_slot_may_be_named_twice_and_keeps_its_source() -> None:
    found = spans("{{ n|count }}与{{ n|count }}", n=COUNT)
    assert [span.sources for span in found] == [COUNT.sources, (), COUNT.sources]


def test_conditions_of_a_phrase_choose_its_words() -> None:
    text = "收到{{ n|count('件') }}{% if m is defined %}，上年{{ m|count('件') }}{% endif %}"
    assert said(text, n=COUNT) == "收到1200件"
    assert said(text, n=COUNT, m=Slot(value=Decimal(3))) == "收到1200件，上年3件"


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("{% if n > 1000 %}甲{% else %}乙{% endif %}", "甲"),
        ("{% if n == 1200 %}甲{% endif %}", "甲"),
        ("{% if n < m %}甲{% else %}乙{% endif %}", "乙"),
        ("{% if verb == '受理' %}甲{% endif %}", "甲"),
    ],
)
def test_conditions_of_a_phrase_compare_what_its_slots_hold(text: str, gives: str) -> None:
    assert (
        said(text, n=COUNT, m=Slot(value=Decimal(3)), verb=text_slot("受理", "bullet:1")) == gives
    )


def test_a_condition_that_compares_a_word_with_a_number_is_told() -> None:
    with pytest.raises(BrokenBankError, match=r"made\.up"):
        spans("{% if verb > 3 %}甲{% endif %}", verb=text_slot("受理", "bullet:1"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("收到{{ n }}件", "须经过滤器输出"),  # a bare figure
        ("收到{{ m|count }}件", "'m' is undefined"),
        ("收到{{ n|cuont }}件", "cuont"),
        ("收到{{ n", "unexpected end"),
        ("{{ n.slot.value.__class__ }}", "'slot' of 'Shown'"),
    ],
)
def test_a_phrase_that_cannot_be_filled_is_told_by_its_id(text: str, reason: str) -> None:
    with pytest.raises(BrokenBankError, match=reason) as told:
        spans(text, n=COUNT)
    assert "base:made.up" in str(told.value)


def test_a_phrase_cannot_reach_around_the_filters() -> None:
    # house style 5: `finalize` refuses a bare figure
    with pytest.raises(BrokenBankError):
        spans("收到{{ n.slot.value }}件", n=COUNT)


def test_the_environment_is_sandboxed_and_strict() -> None:
    with pytest.raises(SecurityError):
        environment().from_string("{{ ''.__class__.__mro__ }}").render()
    with pytest.raises(SecurityError):
        environment().from_string("{{ items.append(1) }}").render(items=[])
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()


def test_marks_of_a_phrase_are_no_markup() -> None:
    found = said("{{ a }}", a=text_slot("<甲>&“乙”{{ 丙 }}", "bullet:1"))
    assert found == "<甲>&“乙”{{ 丙 }}"
