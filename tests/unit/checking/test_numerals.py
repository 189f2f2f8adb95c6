"""Numbers read back from Chinese texts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.zh.numerals import narrow_digits, read, to_number

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16", "16"),
        ("十六", "16"),
        ("二十", "20"),
        ("三十一", "31"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("两千三百", "2300"),
        ("一万二千", "12000"),
        ("三亿零五", "300000005"),
        ("二〇二三", "2023"),
        ("1.2万", "12000"),
        ("3万亿", "3000000000000"),
        ("1,234", "1234"),
        ("\uff11\uff12", "12"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert to_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "十十", "件", "一十百", "12件"])
def test_what_is_no_number_reads_as_none(text: str) -> None:
    assert to_number(text) is None


@pytest.mark.parametrize(
    ("text", "exact", "fits"),
    [
        ("1.2万", 12500, True),
        ("1.2万", 12501, False),
        ("12", 13, False),
        ("12", 12, True),
        ("5万", 54000, True),
    ],
)
def test_ten_thousands_stand_for_what_rounds_to_them(text: str, exact: int, fits: bool) -> None:  # noqa: FBT001 -- a column of the table
    written = read(text)
    assert written is not None
    assert written.means(Decimal(exact)) is fits


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("共\uff11\uff12．\uff15万元", "共12.5万元"),
        ("＋\uff12", "+2"),
        ("－\uff18", "-8"),
        ("甲．乙", "甲．乙"),
    ],
)
def test_full_width_digits_and_their_signs_become_narrow(text: str, narrow: str) -> None:
    assert narrow_digits(text) == narrow


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_hundreds_written_out_read_as_their_value(hundreds: int, tens: int, ones: int) -> None:
    text = DIGITS[hundreds] + "百"
    text += DIGITS[tens] + "十" if tens else ("零" if ones else "")
    text += DIGITS[ones] if ones else ""
    assert to_number(text) == hundreds * 100 + tens * 10 + ones
