"""Whether conditions can hold: what is refuted, and that nothing possible is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.expression import parse
from phrasebank.conditions import Ground, between, can_hold


@pytest.mark.parametrize(
    "condition",
    [
        "n > 1 and n < 1",
        "n > 1 and n <= 1",
        "n == 1 and n == 2",
        "n == 1 and n != 1",
        "not (n > 1) and n > 3",
        "not (n >= 1 or n < 1)",
        "3 < n < 2",
        "a < b and b < c and c < a",
        "a <= b and b <= a and a != b",
        "a > b + 2 and a < b",
        "n > 5 and m > n and m < 3",
        "known(n) and not known(n)",
        "n > 1 and not known(n)",
        "not known(n) and not (n > 1)",
        "verb == '受理' and verb == '办理'",
        "verb == '受理' and verb != '受理'",
        "verb in ('受理', '办理') and verb == '答复'",
        "verb in ('受理', '办理') and verb not in ('受理', '办理')",
        "'甲' == '乙'",
        "False",
        "n > 1 and (n < 0 or n == 1)",
    ],
)
def test_a_contradiction_is_refuted(condition: str) -> None:
    assert not can_hold([condition], Ground())


@pytest.mark.parametrize(
    "condition",
    [
        "n > 1",
        "n > 1 and n < 2",  # 1.5
        "n >= 1 and n <= 1",
        "not known(n) or n == 0",
        "known(n) and n > 0 and not known(m)",
        "a < b and b < c and c > a",
        "a + b > c and c > a and a > b * 3",  # not understood, so possible
        "verb in ('受理', '办理') and verb == '办理'",
        "verb != '受理'",
        "abs(n) > 3 and n < 0",
        "True",
        "",
    ],
)
def test_what_is_possible_or_not_understood_stands(condition: str) -> None:
    assert can_hold([condition], Ground())


def test_counts_are_whole_and_not_below_zero() -> None:
    ground = Ground(whole=frozenset({"n"}))
    assert not can_hold(["n > 1 and n < 2"], ground)
    assert not can_hold(["n < 0"], ground)
    assert can_hold(["n < 1"], ground)


def test_a_slot_that_the_text_prints_is_given() -> None:
    assert not can_hold(["not known(office)"], Ground(given=frozenset({"office"})))


def test_a_level_outside_the_levels_of_an_entry_is_refuted() -> None:
    ground = Ground(values=(("level", frozenset({"town"})),))
    assert not can_hold(["level == 'government'"], ground)
    assert not can_hold(["level != 'town'"], ground)
    assert can_hold(["level in ('town', 'government')"], ground)


def test_a_year_outside_the_years_of_an_entry_is_refuted() -> None:
    assert not can_hold(["year <= 2020"], Ground(bounds=between("year", 2021, None)))
    assert can_hold(["year <= 2020"], Ground(bounds=between("year", 2020, None)))
    assert not can_hold([""], Ground(bounds=between("year", 2022, 2021)))


def test_two_conditions_are_judged_together() -> None:
    assert not can_hold(["n > 1", "n == 1"], Ground())
    assert not can_hold(["known(led_by)", "not known(led_by) and count != '一'"], Ground())
    assert can_hold(["n > 1", "n > 3"], Ground())


atoms = st.sampled_from(
    ["a > 1", "a < 1", "a == b", "a != 2", "b >= a", "b < 3", "known(c)", "c > a", "not known(c)"]
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=6,
)
numbers = st.integers(-1, 4).map(Decimal)


@given(conditions, numbers, numbers, st.none() | numbers)
def test_a_condition_that_holds_for_some_values_is_never_refuted(
    condition: str, a: Decimal, b: Decimal, c: Decimal | None
) -> None:
    values = {"a": a, "b": b, "c": c}
    if parse(condition).holds(values.get):
        assert can_hold([condition], Ground())
