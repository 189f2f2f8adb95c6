"""A telegraphic note as tokens: words, quantities, dates, quoted terms, brackets, marks.

The quantity grammar: approximator, digits, 万 or 亿, 余 or 多, measure word. What is no
quantity is kept whole: dates, document numbers, ordinals, telephone numbers, hot lines,
versions, addresses. Nothing is dropped: the texts of the tokens concatenate to the
normalised note, spaces that only separate excepted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from drafting.zh.numerals import narrow_digits


class Kind(Enum):
    """What a token is."""

    HAN = "han"
    NUMBER = "number"
    FIXED = "fixed"  # kept whole: date, document number, hot line, quoted term, title, Latin
    PAREN = "paren"  # （…）with its content as tokens
    COMMA = "，"
    STOP = "；"
    COLON = "："
    LIST = "、"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a note."""

    kind: Kind
    text: str  # as it is to be printed, for numbers without the measure word
    unit: str = ""  # measure word given with a number; "%" for percentages
    before: str = ""  # approximator written before: 约, 近, 超过
    after: str = ""  # approximator written behind the digits: 余, 多
    sign: str = ""  # "+" or "-" of a change written with a sign or an arrow
    inner: tuple[Token, ...] = ()  # tokens inside brackets

    @property
    def number_text(self) -> str:
        """Approximators and digits, without the unit."""
        return f"{self.before}{self.text}{self.after}"


_PAIRS = {'"': "“”", "'": "‘’"}
_WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_HAN = r"\u4e00-\u9fff"
_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIXED = rf"""
    https?://[^\s，。；）]+ | [\w.+-]+@[\w.-]+\.\w+ | (?:www\.)[\w./-]+
  | 《[^》]*》 | “[^”]*” | ‘[^’]*’ | 〔[^〕]*〕\d*号?
  | \d{{4}}年?\s?[—–～~-]\s?\d{{4}}年度? | \d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)
  | (?<=电话|热线)(?:12\d{{3}}|9[56]\d{{3,4}}|\d{{7,12}})(?=[，；。、：）\s]|$)
  | (?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日[—–～~-](?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日
  | \d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)? | \d{{1,2}}[—–～~-]\d{{1,2}}月份? | \d{{1,2}}月\d{{1,2}}日 | \d{{1,2}}月(?:底|初|末|中旬|上旬|下旬|份)?(?!\d)
  | \d{{3,4}}-\d{{7,8}}(?:-\d+)? | \d{{1,2}}[:：]\d{{2}}(?!\d) | \d+[∶:：]\d+(?:\.\d+)?[万千]? | 第\d+(?:号|条|款|项|次|届|批|期|位|名|季度)?
  | \d{{1,2}}·\d{{1,2}}(?!\d) | \d{{1,2}}×\d{{1,2}}(?:小时)? | \d+(?:\.\d+)?(?:版|[GgKk](?![a-zA-Z])) | \d+号(?!楼) | \d{{2,4}}(?:级|大(?=报告|精神|以来|代表|会议))
  | 12(?:345|315|319|320|348|333|328|329|366|369|388)(?=[^\d{_HAN}]|$) | 12[0-9]{{3}}(?=[“”]?[{_HAN}])(?![条件次个起万亿余户人家份篇项宗张名]) | 20\d\d(?=年?预算|年?决算|年度)
  | \d+\+[XxNn\d]+ | [A-Za-z][A-Za-z0-9._+-]*
"""  # noqa: RUF001 -- wide marks as typed
_MARKS = {
    "，": Kind.COMMA, " ": Kind.COMMA, "；": Kind.STOP, "。": Kind.STOP, "！": Kind.STOP,
    "：": Kind.COLON, "、": Kind.LIST, "+": Kind.LIST, "/": Kind.LIST, "·": Kind.LIST, "｜": Kind.STOP, "|": Kind.STOP,
}  # fmt: skip


_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[\u200b\ufeff\u00a0\u3000\t\r\n]+", " "),
        (r"^\s+|\s+$", ""),
        (r"\s*(?:-+>|=+>|→|➜|⇒)\s*", "，"),
        (r"[.．。]{2,}$", ""),
        (r"(?<=\d)\s*[~〜∼]\s*(?=\d)", "～"),  # noqa: RUF001 -- wide marks as typed
        (r"(?<=[\d万亿])\+(?![\dA-Za-z\u4e00-\u9fff])", "余"),
        (r"\s+\+\s+", "+"),
        (r"\s+[/·｜|]\s+", "，"),
    )
)
_PLAIN = re.compile(rf"[{_HAN}0-9，、；：%“”《》（）]*")  # nothing to put right
_DASHES = re.compile(r"\s*(?:--+|－－+|——+|(?<![\d%])—(?!\d))\s*")
_LABEL = re.compile(rf"[{_HAN}“”《》]{{2,12}}")
_HALF_MARK = re.compile(r"(?<=[^\x00-\x7f])\s*([,;:!?])\s*|\s*([,;:!?])\s*(?=[^\x00-\x7f])")
_LAST_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[(（]\s*", "（"),
        (r"\s*[)）]", "）"),
        (r"(?:\.{3,}|…+)$", ""),
        (r"(?<=[^\x00-\x7f])\.(?=\s|$|[^\x00-\x7f])", "。"),
        (r"\s*([，；。：、！？（）])\s*", r"\1"),
        (r"(?<=\d)\s+(?=[%万亿余多])", ""),
    )
)


def normalise(text: str, measures: frozenset[str]) -> str:
    """A note with narrow digits, wide punctuation, paired quotes, and only meaningful blanks."""
    text = _LIST_MARK.sub("", text)
    if _PLAIN.fullmatch(text):
        return text
    text = narrow_digits(text)
    for pattern, put in _STEPS:
        text = pattern.sub(put, text)
    text = _quotes(text.replace("％", "%").replace("【", "（").replace("】", "）"))
    text = _dashes(text)
    text = _HALF_MARK.sub(_widen, text)
    for pattern, put in _LAST_STEPS:
        text = pattern.sub(put, text)
    if " " in text:
        before_measure, before_digit = _blanks(measures)
        text = before_digit.sub(_keep_break, before_measure.sub("", text))
        text = re.sub(r"\s+", " ", text)
    return text


def _dashes(text: str) -> str:
    """A label before a dash as one before a colon; any other dash as the sign — —."""
    if not _DASHES.search(text):
        return text
    return "".join(_dash(part) for part in re.split(r"([；。;])", text))


def _dash(text: str) -> str:
    pieces = _DASHES.split(text)
    if len(pieces) > 2 and "“" not in text and all(piece.strip() for piece in pieces):
        return "，".join(piece.strip() for piece in pieces)  # 各村报 — 党政办核 — 领导签
    if "：" in text or ":" in text or len(pieces) != 2 or not pieces[1]:
        return "——".join(pieces)
    head = re.split(r"[，, ]", pieces[0])[-1]
    if re.search(rf"\d[{_HAN}]{{1,2}}$", head):
        return f"{pieces[0]}，{pieces[1]}"
    return f"{pieces[0]}{'：' if _LABEL.fullmatch(head) else '——'}{pieces[1]}"


@lru_cache(maxsize=4)
def _blanks(measures: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Blanks between digits and a measure word, and before digits, that separate nothing."""
    units = _alternatives(measures)
    before_measure = re.compile(rf"(?<=\d)\s+(?=(?:{units}))(?!(?:{units})[{_HAN}]{{1,8}}\d)")
    return before_measure, re.compile(rf"(\d(?:{units})[{_HAN}]{{0,6}})?(?<=[{_HAN}])\s+(?=\d)")


_LIST_MARK = re.compile(
    r"^\s*(?:[-•·●*▪◆]+\s*|[(（]\d{1,2}[)）]\s*|\d{1,2}[.、．)）]\s*(?!\d)|[①-⑳]\s*)"
)


def without_list_mark(text: str) -> str:
    """A note without the bullet or number that the clerk put before it."""
    return _LIST_MARK.sub("", text)


def _keep_break(match: re.Match[str]) -> str:
    return f"{match[1]} " if match[1] else ""


def _widen(match: re.Match[str]) -> str:
    return _WIDE[match[1] or match[2]]


def _quotes(text: str) -> str:
    out: list[str] = []
    is_open = False
    for mark in text:
        if mark in {'"', "\uff02"}:
            out.append("”" if is_open else "“")
            is_open = not is_open
        elif mark in "「『":
            out.append("“")
        elif mark in "」』":
            out.append("”")
        else:
            out.append(mark)
    return "".join(out)


@lru_cache(maxsize=4)
def _alternatives(measures: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(measures, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def _scanner(measures: frozenset[str], before: frozenset[str]) -> re.Pattern[str]:
    units = _alternatives(measures)
    approx = _alternatives(before)
    return re.compile(
        rf"""
        (?P<fixed>{_FIXED})
      | (?P<before>{approx})?(?P<sign>[↑↓⬆⬇])?\s?(?P<range>(?:{_DIGITS})(?:{units})?[～~—–-](?={_DIGITS.rsplit("|", maxsplit=1)[-1]}))?(?P<number>{_DIGITS})(?P<big>[万亿]|[千百](?=[{_HAN}]))?(?P<after>[余多来]|余万)?(?P<unit>%|{units})?(?P<tail>以上|以下|以内|左右)?
      | (?P<signed>(?<=[^\d]))(?P<plus>[+-])(?=\d)
      | (?P<paren>（)
      | (?P<mark>[，；。！：、+/·｜| ])
      | (?P<han>(?:(?!第\d)[{_HAN}〇○])+)
      | (?P<rest>.)
        """,
        re.VERBOSE,
    )


def scan(text: str, *, measures: frozenset[str], before: frozenset[str]) -> tuple[Token, ...]:
    """The tokens of a normalised note."""
    pattern = _scanner(measures, before)
    tokens: list[Token] = []
    position = 0
    sign = ""
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:  # pragma: no cover -- the last alternative takes any mark
            break
        position = match.end()
        if match["fixed"]:
            tokens.append(Token(Kind.FIXED, match["fixed"]))
        elif match["number"]:
            tokens.append(_number(match, sign))
            sign = ""
            continue
        elif match["plus"]:
            if _continues_change(tokens) or match["plus"] == "-":
                sign = match["plus"]
                continue
            tokens.append(Token(Kind.LIST, "、"))
        elif match["paren"]:
            content, position = _bracket(text, position)
            inner = scan(content, measures=measures, before=before)
            tokens.append(Token(Kind.PAREN, content, inner=inner))
        elif match["mark"]:
            kind = _MARKS[match["mark"]]
            tokens.append(Token(kind, kind.value))
        elif match["han"]:
            tokens.extend(_han(match["han"], text, position, before))
        else:
            tokens.append(Token(Kind.FIXED, match["rest"]))
        sign = ""
    return tuple(tokens)


def _han(run: str, text: str, end: int, before: frozenset[str]) -> list[Token]:
    """A run of Han characters; an approximator right before digits belongs to the number."""
    if end < len(text) and text[end].isdigit():
        for word in sorted(before, key=len, reverse=True):
            if run.endswith(word) and len(run) > len(word):
                return [Token(Kind.HAN, run[: -len(word)]), Token(Kind.HAN, word)]
    return [Token(Kind.HAN, run)]


def _continues_change(tokens: list[Token]) -> bool:
    return (
        bool(tokens)
        and tokens[-1].kind is Kind.HAN
        and tokens[-1].text.endswith(
            ("同比", "环比", "较上年", "比上年", "较去年", "比去年", "上年", "去年")
        )
    )


def _number(match: re.Match[str], sign: str) -> Token:
    arrow = match["sign"] or ""
    digits = (match["range"] or "") + match["number"] + (match["big"] or "")
    tail = match["tail"] or ""
    unit = (match["unit"] or "") + tail
    if arrow:
        sign = "+" if arrow in "↑⬆" else "-"
    return Token(
        Kind.NUMBER,
        digits,
        unit=unit,
        before=match["before"] or "",
        after=match["after"] or "",
        sign=sign,
    )


def _bracket(text: str, position: int) -> tuple[str, int]:
    depth = 1
    for index in range(position, len(text)):
        if text[index] == "（":
            depth += 1
        elif text[index] == "）":
            depth -= 1
            if depth == 0:
                return text[position:index], index + 1
    return text[position:], len(text)
