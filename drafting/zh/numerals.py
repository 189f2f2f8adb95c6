"""Numbers written in Chinese texts, read back: digits, full-width digits, 十六, 1.2万."""

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_WIDE = "".join(chr(0xFF10 + digit) for digit in range(10))
_ONE = Decimal(1)
_FULL_WIDTH = str.maketrans(_WIDE + "．，", "0123456789.,")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?\Z")
_WIDE_DIGITS = str.maketrans(_WIDE, "0123456789")
_WIDE_SIGNS = str.maketrans("．＋－", ".+-")
_WIDE_SIGN = re.compile(r"(?<=[0-9])．(?=[0-9])|[＋－](?=[0-9])")

NUMBER_PATTERN = (
    r"(?:[0-9\uff10-\uff19]+(?:[,，][0-9\uff10-\uff19]{3}(?![0-9\uff10-\uff19]))*(?:[.．][0-9\uff10-\uff19]+)?[万亿]{0,2}"
    r"|[零〇一二两三四五六七八九十百千万亿]+)"
)
"""A number as texts write it; `to_number` and `read` take what it matches."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as a text gives it."""

    value: Decimal
    mantissa: Decimal  # without its 万 or 亿
    scale: int  # 1, 10000, 100000000 …
    step: Decimal  # the unit of the last place given: 1.2万 -> 1000

    def means(self, exact: Decimal) -> bool:
        """Whether it states `exact`: rounded at its last place with 万 or 亿, else exactly."""
        if self.scale == 1:
            return self.value == exact
        return abs(self.value - exact) * 2 <= self.step


def narrow_digits(text: str) -> str:
    """The text with full-width digits, and the point and signs that belong to them, narrow."""
    narrow = text.translate(_WIDE_DIGITS)
    return _WIDE_SIGN.sub(lambda match: match[0].translate(_WIDE_SIGNS), narrow)


def to_number(text: str) -> Decimal | None:
    """The number that the text writes, or None when it is no number.

    >>> to_number("十六")
    Decimal('16')
    >>> to_number("1.2万")
    Decimal('12000.0')
    """
    written = read(text)
    return None if written is None else written.value


def read(text: str) -> Written | None:
    """The number with its scale and last place, or None when the text is no number."""
    if text.isascii() and text.isdecimal():
        plain = Decimal(text)
        return Written(plain, plain, 1, _ONE)
    body = text.strip().translate(_FULL_WIDTH)
    scale = 1
    while body and body[-1] in _SCALES:
        scale *= _SCALES[body[-1]]
        body = body[:-1]
    if _PLAIN.match(body):
        mantissa = Decimal(body.replace(",", ""))
        places = len(body.partition(".")[2])
        return Written(mantissa * scale, mantissa, scale, Decimal(scale).scaleb(-places))
    value = _chinese(text.strip())
    return None if value is None else Written(Decimal(value), Decimal(value), 1, Decimal(1))


def _chinese(text: str) -> int | None:
    """The value of Han digits with 十百千 inside 万 and 亿 groups."""
    if not text:
        return None
    for scale in ("亿", "万"):
        head, found, tail = text.rpartition(scale)
        if found:
            high = _chinese(head) if head else None
            low = _chinese(tail) if tail else 0
            return None if high is None or low is None else high * _SCALES[scale] + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
            continue
        unit = _TENS.get(character)
        if unit is None or unit >= last:
            return None
        total += (1 if digit is None else digit) * unit
        digit, last = None, unit
    return total + (digit or 0)
