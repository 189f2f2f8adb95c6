"""Whether problems have substance (A-06) and measures answer them (A-09)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.review.page import FILLER, Hit, Page, role_of
from drafting.review.rulebook import rulebook

_RUN_IN = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d{1,2}[.、])([^。：\n]{2,24})[。：]")
_PROBLEMS = re.compile(r"问题|不足|短板|困难")
_MEASURES = re.compile(r"下一步|下步|打算|改进|整改|措施|计划")
_LEAD = re.compile(r"(?:问题|不足|差距|短板|表现)[^。；：\n]{0,12}[：。]|主要表现在[：，]?")
_FIRST_ITEM = re.compile(r"[：。，](?=一是)")  # what stands before it only announces
_TURN = re.compile(
    r"下一步|下步|针对(?:上述|以上|这些|存在)[^，。]{0,8}[，。]|\d{4}年，我[^。]{0,6}将"
)
_SPLIT = re.compile(
    r"(?:(?<=[，。；：、])|^)(?:[一二三四五六七八九十]是|其[一二三四五]，|第[一二三四五]，)|；|(?<=。)"
)
_OBJECT = re.compile(
    r"信息|公开|栏目|解读|申请|平台|网站|回复|答复|队伍|人员|制度|渠道|内容|目录|指南|新媒体|留言"
)
_EVIDENCE = re.compile(
    r"\d|[《“]|栏目|[一二三四五六七八九十两]+(?:件|条|次|期|项|个)|个别|部分科室|科室"
)
_CAUSE = re.compile(r"因|由于|原因|导致|源于|所致|受.{1,10}(?:影响|所限|限制)")
_STOCK = re.compile(
    r"政府信息公开|政府信息|政务公开|信息公开|工作|公开|信息|我局|进一步|有待|需要?|还|不够|不强|不足|不高"
    r"|加强|提高|提升|加大|完善|方面|情况|问题|存在|较|有所|仍|主动性|力度|水平|能力|建设"
)
_LEAST = 1.5
_RESTATED = 0.7


@dataclass(frozen=True, slots=True)
class Point:
    """One problem or one measure."""

    paragraph: int
    start: int
    text: str


def _points(page: Page, wanted: re.Pattern[str], other: re.Pattern[str]) -> tuple[Point, ...]:
    """The items under headings that match `wanted`, or behind words that announce them.

    `turned` holds once the text has passed from problems to what is done about them.
    """
    found: list[Point] = []
    inside = turned = False
    for index, (paragraph, text) in enumerate(zip(page.paragraphs, page.texts, strict=True)):
        if role_of(paragraph.section) not in {"", "problems"}:
            inside = turned = False
            continue
        heading = _RUN_IN.match(text)
        title = heading[1] if heading else text if paragraph.is_heading else ""
        if title:
            inside = bool(wanted.search(title)) and not other.search(title)
            turned = turned and not (inside or other.search(title))
        if paragraph.is_heading:
            continue
        turn = None if heading else _TURN.search(text)
        if wanted is _MEASURES and (inside or turned or turn):
            at = turn.end() if turn else heading.end() if heading and inside else 0
            found += _cut(index, text, at)
        elif wanted is _PROBLEMS and not turned and (inside or (not title and _LEAD.search(text))):
            start = heading.end() if heading else 0
            found += _problem_points(index, text[: turn.start()] if turn else text, start)
        turned = turned or turn is not None
    return tuple(found)


def _problem_points(index: int, text: str, start: int) -> Iterator[Point]:
    lead = _FIRST_ITEM.search(text, start) or _LEAD.search(text, start)
    return _cut(index, text, lead.end() if lead else start)


def _cut(index: int, text: str, at: int) -> Iterator[Point]:
    for piece in _SPLIT.split(text[at:]):
        body = piece.strip("，。；：、 ")
        if len(body) >= 4 and FILLER not in body:
            yield Point(index, text.index(body, at), body)


def substance(page: Page) -> Iterator[Hit]:
    """A-06: object, evidence, cause; below 1.5 of 3 on average."""
    problems = _points(page, _PROBLEMS, _MEASURES)
    if not problems:
        return
    score = sum(
        bool(pattern.search(point.text))
        for point in problems
        for pattern in (_OBJECT, _EVIDENCE, _CAUSE)
    )
    mean = score / len(problems)
    if mean < _LEAST:
        first = problems[0]
        detail = f"{len(problems)}个问题平均{mean:.1f}分（对象、依据、原因各1分）"
        end = first.start + len(first.text)
        yield Hit("A-06", first.paragraph, first.start, end, detail=detail)


def problem_points(page: Page) -> tuple[Point, ...]:
    """The problems that a report names."""
    return _points(page, _PROBLEMS, _MEASURES)


def unanswered(page: Page) -> Iterator[Hit]:
    """A-09: problems that no measure takes up, or that a measure only repeats."""
    problems = _points(page, _PROBLEMS, _MEASURES)
    measures = _points(page, _MEASURES, _PROBLEMS)
    if not measures:
        return
    for point in problems:
        end = point.start + len(point.text)
        grams = _bigrams(_STOCK.sub("，", point.text.replace("主动公开", "主动")))
        touched = concepts(point.text)
        if not grams and not touched:
            continue
        if not any(
            grams & _bigrams(measure.text) or touched & concepts(measure.text)
            for measure in measures
        ):
            yield Hit("A-09", point.paragraph, point.start, end)
        elif _restated(point, measures):
            detail = "措施只是重复问题"
            yield Hit("A-09", point.paragraph, point.start, end, detail=detail)


def _restated(point: Point, measures: Sequence[Point]) -> bool:
    own = _bigrams(point.text)
    return any(
        len(own & other) >= _RESTATED * len(own | other)
        for other in map(_bigrams, (measure.text for measure in measures))
    )


def concepts(text: str) -> frozenset[str]:
    """The subjects that a text touches, each by its first word in the list."""
    return frozenset(
        group.partition("|")[0]
        for group in rulebook().words["concepts"]
        if any(word in text for word in group.split("|"))
    )


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(
        text[at : at + 2]
        for at in range(len(text) - 1)
        if "\u4e00" <= text[at] <= "\u9fff" and "\u4e00" <= text[at + 1] <= "\u9fff"
    )
