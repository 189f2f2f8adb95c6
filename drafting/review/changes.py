"""Rates of change against the two numbers that the text itself gives (N-30 to N-32)."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from drafting.figures import number_text
from drafting.review.page import Hit, Page, Sentence
from drafting.review.quantities import UNITS

_YEAR = r"(?:上年同期|去年同期|上年度?|去年|前一年|\d{4}年度?)"
_UP = "增长|增加|上升|提高|提升|增幅为?|增幅达"
_DOWN = "下降|减少|降低|压缩|缩短|降幅为?|降幅达"
_RATE = rf"(?P<word>{_UP}|{_DOWN})了?(?P<rate>\d+(?:\.\d+)?)(?P<kind>%|个百分点|倍)"
_N = r"\d+(?:\.\d+)?"
_UNIT = rf"(?:万元|{UNITS}|%)"
_REACHED = (
    "增至|增加至|增加到|增长到|增长至|上升到|上升至|提高到|提高至|提升到|提升至|升至"
    "|减至|减少到|减少至|下降到|下降至|降至|降到|降低到|缩短到|压缩到"
)
_AGO = r"(?:同比|比上年|较上年)?"
_FROM_TO = (
    rf"(?:由|从){_YEAR}?的?(?P<old>{_N})(?P<unit>{_UNIT})(?:{_REACHED})"
    rf"{_YEAR}?的?(?P<new>{_N})(?P=unit)，{_AGO}{_RATE}"
)
_BESIDE = (
    rf"(?P<new>{_N})(?P<unit>{_UNIT})[，（]{_YEAR}(?:为|共)?(?P<old>{_N})(?P=unit)[，）]，?"
    rf"{_AGO}{_RATE}"
)
_THAN = rf"(?P<new>{_N})(?P<unit>{_UNIT})，(?:比|较){_YEAR}的?(?P<old>{_N})(?P=unit){_RATE}"
_PATTERNS = tuple(re.compile(pattern) for pattern in (_FROM_TO, _BESIDE, _THAN))
_DIFFERENCE = re.compile(
    rf"(?P<new>{_N})(?P<unit>{_UNIT})，(?:比|较){_YEAR}(?P<way>增加|增长|减少|下降)了?"
    rf"(?P<step>{_N})(?P=unit)，(?:同比)?{_RATE}"
)
_RATE_PAIR = re.compile(
    rf"(?:由|从){_YEAR}?的?(?P<old>{_N})%[^，。；\d]{{2,5}}(?P<new>{_N})%，?(?:同比|比上年|较上年)?{_RATE}"
)
_DOUBLED = re.compile(
    rf"(?:由|从){_YEAR}?的?(?P<old>{_N})(?P<unit>{_UNIT})(?:增至|增加到|增长到|提高到|升至)"
    rf"(?P<new>{_N})(?P=unit)，翻了?(?P<times>一|两)番"
)


def growth(page: Page) -> Iterator[Hit]:
    """Every rate whose two numbers stand beside it."""
    for sentence in page.sentences:
        text = sentence.text
        if not any(mark in text for mark in ("%", "倍", "百分点", "番")):
            continue
        for pattern in _PATTERNS:
            for match in pattern.finditer(text):
                if match["unit"] != "%":
                    old, new = Decimal(match["old"]), Decimal(match["new"])
                    yield from _checked(sentence, match, old, new)
        for match in _DIFFERENCE.finditer(text):
            new, step = Decimal(match["new"]), Decimal(match["step"])
            old = new - step if match["way"] in "增加增长" else new + step
            yield from _checked(sentence, match, old, new)
        yield from _rates(sentence)
        yield from _doubled(sentence)


def _checked(sentence: Sentence, match: re.Match[str], old: Decimal, new: Decimal) -> Iterator[Hit]:
    code = "N-31" if match["kind"] == "倍" else "N-30"
    if match["kind"] == "个百分点":
        return
    if old == 0:
        yield _hit("N-30", sentence, match, "上年为0，不能算幅度")
        return
    places = len(match["rate"].partition(".")[2])
    change = (new - old) / old * (1 if code == "N-31" else 100)
    right = abs(change).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    rises = bool(re.match("增|上|提", match["word"]))
    unit = match["kind"]
    if rises != (change >= 0) and change != 0:
        yield _hit(code, sentence, match, f"{number_text(old)}到{number_text(new)}，方向相反")
    elif right != Decimal(match["rate"]):
        shown = f"{number_text(old)}到{number_text(new)}应为{number_text(right)}{unit}"
        yield _hit(code, sentence, match, shown)


def _rates(sentence: Sentence) -> Iterator[Hit]:
    for match in _RATE_PAIR.finditer(sentence.text):
        difference = abs(Decimal(match["new"]) - Decimal(match["old"]))
        if match["kind"] != "个百分点" or Decimal(match["rate"]) != difference:
            shown = f"{match['old']}%到{match['new']}%是{number_text(difference)}个百分点"
            yield _hit("N-32", sentence, match, shown)


def _doubled(sentence: Sentence) -> Iterator[Hit]:
    for match in _DOUBLED.finditer(sentence.text):
        old, new = Decimal(match["old"]), Decimal(match["new"])
        times = 2 if match["times"] == "一" else 4
        if new != old * times:
            shown = f"{number_text(old)}翻{match['times']}番是{number_text(old * times)}"
            yield _hit("N-31", sentence, match, shown)


def _hit(code: str, sentence: Sentence, match: re.Match[str], detail: str) -> Hit:
    start = sentence.start + match.start()
    end = sentence.start + match.end()
    return Hit(code, sentence.paragraph, start, end, detail=detail)
