"""The choice among wordings: fit, register, least used, repetition near by, last year's text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from phrasebank.bank import Bank, Layer, bank_of
from phrasebank.choice import WEIGHED, Situation, choose
from phrasebank.entry import Entry
from phrasebank.manifest import Manifest
from phrasebank.words import Neighbourhood, content_words, pieces

PLACE = Situation("total", "requests", "disclosure", 2023, "department", {})


def entry(entry_id: str, text: str = "全年受理", **more: object) -> Entry:
    made = Entry(entry_id, text, "total", ("requests",))
    words = {"words": content_words(text), "runs": pieces(text)}
    return replace(made, **{**words, **more})  # type: ignore[arg-type]  # fields of Entry by name


def bank(*entries: Entry) -> Bank:
    return bank_of(entries, (Layer(Manifest("base"), "0", ""),))


def chosen(
    entries: Sequence[Entry],
    place: Situation = PLACE,
    *,
    near: Neighbourhood | None = None,
    used: dict[str, int] | None = None,
) -> str | None:
    found = choose(
        bank(*entries), place, seed=1, message="m", used=used or {}, near=near or Neighbourhood()
    )
    return None if found is None else found[0].id


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "draft"}, {}),
        ({"status": "retired"}, {}),
        ({"function": "nil"}, {}),
        ({"topics": ("fees",)}, {}),
        ({"kinds": ("rule-of-law",)}, {}),
        ({"levels": ("town",)}, {}),
        ({"regions": ("乙市",)}, {"region": "甲市"}),
        ({"first_year": 2024}, {}),
        ({"last_year": 2022}, {}),
        ({"season": ((2020, 2021), (2024, 9999))}, {}),
        ({"printed": frozenset({"n"})}, {}),
        ({"when": "n > 1", "slots": frozenset({"n"})}, {}),
    ],
)
def test_what_does_not_fit_is_never_chosen(
    change: dict[str, object], place: dict[str, object]
) -> None:
    assert chosen([entry("a", **change)], replace(PLACE, **place)) is None  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(("wanted", "found"), [("formal", "a"), ("plain", "b"), ("other", "a")])
def test_the_register_wanted_goes_before_others(wanted: str, found: str) -> None:
    entries = [entry("a", register="formal", weight=100), entry("b", register="plain")]
    assert chosen(entries, replace(PLACE, register=wanted)) == found


def test_an_entry_for_the_topic_goes_before_one_for_any() -> None:
    assert chosen([entry("a", topics=("*",), weight=100), entry("b")]) == "b"


def test_the_least_used_goes_first() -> None:
    assert chosen([entry("a", weight=100), entry("b")], used={"a": 1}) == "b"


def test_the_wording_that_repeats_least_near_by_wins() -> None:
    entries = [entry("a", "渠道分布如下", weight=100), entry("b", "构成情况列明")]
    assert chosen(entries) == "a"
    assert chosen(entries, near=Neighbourhood(before="从渠道看，分布均衡。")) == "b"
    assert chosen(entries, near=Neighbourhood(behind="按渠道分布")) == "b"


def test_what_stands_far_away_is_no_repetition() -> None:
    entries = [entry("a", "渠道分布如下", weight=100), entry("b", "构成情况列明")]
    assert chosen(entries, near=Neighbourhood(before="从渠道看。" + "甲" * 200)) == "a"


def test_nearer_counts_more() -> None:
    words = ("渠道",)
    near, far = Neighbourhood(before="渠道" + "甲" * 20), Neighbourhood(before="渠道" + "甲" * 100)
    assert (near.repetition(words), far.repetition(words)) == (50, 10)


def test_a_wording_of_last_year_gives_way_to_another() -> None:
    entries = [entry("a", "从申请渠道的构成看", weight=100), entry("b", "按照申请渠道加以区分")]
    last = Neighbourhood(last_year="从申请渠道的构成看，网上居多。")
    assert (chosen(entries), chosen(entries, near=last)) == ("a", "b")


def test_only_the_first_drawn_are_weighed() -> None:
    crowd = [entry(f"x{n}", "渠道分布如下", weight=100) for n in range(WEIGHED)]
    near = Neighbourhood(before="渠道分布")
    assert chosen([*crowd, entry("y", "构成情况列明")], near=near) != "y"


def test_the_trace_tells_what_was_weighed_and_why() -> None:
    entries = [entry("a", "渠道分布如下", weight=100), entry("b", "构成情况列明")]
    found = choose(
        bank(*entries), PLACE, seed=1, message="m", used={}, near=Neighbourhood(before="渠道分布")
    )
    assert found is not None
    choice = found[1]
    assert (choice.chosen, choice.fitting) == ("b", 2)
    assert {one.id: one.repetition for one in choice.candidates} == {"a": 132, "b": 0}


def test_content_words_leave_out_slots_and_common_words() -> None:
    assert content_words("{{ year }}年其中{{ n|count('件') }}通过网站渠道公开") == ("网站", "渠道")
