"""Two-digit and relative years of a note as four digits; the numbers that a note must keep."""

import re
from dataclasses import dataclass

from drafting.microplanning.tokens import without_list_mark
from drafting.zh.numerals import narrow_digits

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORT_YEAR = re.compile(
    r"(?<![\d.第近满每约共超逾续])(?P<y>[0-3]\d)年(?!来|内|间|以上|以来|以内|期|限|左右|多|余|龄|级)"
)
_RELATIVE = {"今年": 0, "去年": -1, "明年": 1}
_COMPARED = re.compile(r"(?<=[较比])去年")


@dataclass(frozen=True, slots=True)
class Dated:
    """A note with full years."""

    text: str
    written: frozenset[str]  # years that were written out by rule, with 年


def with_full_years(text: str, year: int) -> Dated:
    """19年 as 2019年 when it lies near the report year; 今年, 去年, 明年 by the report year.

    较去年 becomes 较上年: a comparison names no date.
    """
    if "年" not in text:
        return Dated(text, frozenset())
    written: set[str] = set()

    def expand(match: re.Match[str]) -> str:
        full = year // 100 * 100 + int(match["y"])
        if not year - 10 <= full <= year + 2:
            return match[0]
        written.add(f"{full}年")
        return f"{full}年"

    text = _COMPARED.sub("上年", _SHORT_YEAR.sub(expand, text))
    for word, offset in _RELATIVE.items():
        if word in text:
            written.add(f"{year + offset}年")
            text = re.sub(rf"{word}(?:度)?(?:以来)?", f"{year + offset}年", text)
    return Dated(text, frozenset(written))


def numbers_in(text: str) -> list[str]:
    """The digit strings of a text in order."""
    return _NUMBER.findall(text)


def digits(text: str, year: int) -> list[str]:
    """The numbers of a note as they must stand in the draft, sorted."""
    plain = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", narrow_digits(without_list_mark(text)))
    return sorted(numbers_in(with_full_years(plain, year).text))
