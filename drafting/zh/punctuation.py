"""Marks and spacing of Chinese text, after GB/T 15834 and the writing rules §1.1."""

import re
from functools import lru_cache

HAN = r"\u4e00-\u9fff"
FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
HALF_WIDTH = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0xFF05, 0xFF05))
    for code in range(first, last + 1)
}
QUOTE_PAIRS = {"“": "”", "‘": "’"}
BRACKET_PAIRS = {"（": "）", "《": "》", "〈": "〉", "〔": "〕"}

_BLANK = re.compile(
    rf"(?<=[{HAN}，。；：、）])[ \u3000\xa0]+(?=[0-9A-Za-z{HAN}])"
    rf"|(?<=[0-9A-Za-z%])[ \u3000\xa0]+(?=[{HAN}])"
)
_HALF_MARK = re.compile(rf"(?<=[{HAN}”》）])[,;:!?()]|[,;:!?()](?=[{HAN}“《（])")


def full_width_marks(text: str) -> str:
    """The text with half-width marks made full-width where they touch Chinese.

    >>> full_width_marks("加强领导,共12件(1.5%)")
    '加强领导，共12件（1.5%)'
    """
    return _HALF_MARK.sub(lambda match: match[0].translate(FULL_WIDTH), text)


def half_width_digits(text: str) -> str:
    """The text with full-width digits, letters and percent signs made half-width."""
    return text.translate(HALF_WIDTH)


def curly_quotes(text: str) -> str:
    """The text with straight double quotes paired as “”; an odd number is left alone."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return text
    marked = [pieces[0]]
    for index, piece in enumerate(pieces[1:]):
        marked += ["“" if index % 2 == 0 else "”", piece]
    return "".join(marked)


def tighten(text: str) -> str:
    """The text without blanks between Chinese and digits, letters or Chinese."""
    return _BLANK.sub("", text)


def first_unpaired(text: str, pairs: dict[str, str]) -> int | None:
    """Where the first mark without its partner stands, or None when all are paired."""
    closing = {close: opened for opened, close in pairs.items()}
    stack: list[tuple[str, int]] = []
    for match in _marks("".join((*pairs, *closing))).finditer(text):
        mark, position = match[0], match.start()
        if mark in pairs:
            stack.append((mark, position))
            continue
        if not stack or stack[-1][0] != closing[mark]:
            return position
        stack.pop()
    return stack[0][1] if stack else None


@lru_cache(maxsize=8)
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")
