"""Numbers as the draft prints them: Han numerals for set places, rates with their places.

GB/T 15835-2011: Arabic digits for counts and rates, Han numerals in announced counts and
ordinals of items.
"""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零一二三四五六七八九"


def han_count(number: int) -> str:
    """A small count in Han numerals as officials write it before a measure word: 两 for 2.

    >>> han_count(2), han_count(12)
    ('两', '十二')
    """
    return "两" if number == 2 else han_ordinal(number)


def han_ordinal(number: int) -> str:
    """A number from 0 to 99 in Han numerals: 一, 十, 十二, 二十.

    >>> han_ordinal(20), han_ordinal(21)
    ('二十', '二十一')
    """
    if not 0 <= number <= 99:
        msg = f"bug in drafting: no Han numeral wanted for {number}"
        raise ValueError(msg)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def rate_text(rate: Decimal) -> str:
    """A percentage with one decimal at most, or two when one would show nothing.

    >>> rate_text(Decimal("8.35")), rate_text(Decimal("0.04")), rate_text(Decimal("12"))
    ('8.4', '0.04', '12')
    """
    one = rate.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if one == 0 and rate != 0:
        one = rate.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = format(one, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
