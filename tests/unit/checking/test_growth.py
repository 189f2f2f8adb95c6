"""Rates of change worked out again (N-30 to N-32)."""

from decimal import Decimal

import pytest

from drafting.checking.check import check
from drafting.checking.growth import rates_of_pairs, wrong_rates
from tests.builders import kind, note, report


@pytest.mark.parametrize(
    ("text", "now", "before", "unit"),
    [
        ("增长50%", "12", "8", "件"),
        ("增长12.5%", "9", "8", "件"),
        ("增长33.3%", "4", "3", "件"),
        ("下降25％", "6", "8", "件"),
        ("增长2倍", "24", "8", "件"),
        ("上升1.5个百分点", "98.5", "97", "%"),
        ("增加到50%", "1", "2", "件"),
        ("办结率100%", "1", "2", "件"),
    ],
)
def test_a_true_rate_passes(text: str, now: str, before: str, unit: str) -> None:
    assert list(wrong_rates(text, Decimal(now), Decimal(before), unit)) == []


@pytest.mark.parametrize(
    ("text", "now", "before", "unit", "due"),
    [
        ("增长40%", "12", "8", "件", "应为上升50%"),
        ("增长50%", "6", "12", "件", "应为下降50%"),
        ("增长33.4%", "4", "3", "件", "应为上升33.33%"),
        ("增长3倍", "24", "8", "件", "应为上升2倍"),
        ("增长50%", "12", "0", "件", "上年为0，不能计算增长率"),
        ("上升1.5%", "98.5", "97", "%", "应为上升1.5个百分点"),
        ("上升3个百分点", "98.5", "97", "%", "应为上升1.5个百分点"),
    ],
)
def test_a_wrong_rate_is_named_with_the_right_one(
    text: str, now: str, before: str, unit: str, due: str
) -> None:
    found = list(wrong_rates(text, Decimal(now), Decimal(before), unit))
    assert [wrong.due for wrong in found] == [due]


def test_words_that_are_no_numbers_give_no_pair() -> None:
    assert list(rates_of_pairs("办十十件，上年20件，增长30%")) == []


def test_a_note_with_last_years_value_has_its_rate_recomputed() -> None:
    bullet = note("举办培训12次，增长40%", value=Decimal(12), last_year=Decimal(8), unit="次")
    found = [f for f in check(report(bullets=[bullet]), kind()).findings if f.code == "X-16"]
    assert [finding.figures for finding in found] == [("12", "8")]
