"""Periods, anniversaries and yearly documents of another year (A-03)."""

import re
from collections.abc import Iterator
from datetime import date

from drafting.findings import Severity
from drafting.review.page import Hit, Page, Sentence
from drafting.review.rulebook import rulebook
from drafting.zh.numerals import to_number

_PERIOD = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日起?(?:至|到|—|–|-|－|~|～)止?"
    r"(?:(\d{4})年|(上年|去年|当年|同年|次年))?(\d{1,2})月(\d{1,2})日"
)
_STATISTICS = re.compile(r"统计|所列(?:的?各?项?)?数据|数据(?:的)?(?:期限|时限|时间|期间)|报告期")
_OTHER_PERIOD = re.compile(r"公示|征求|意见|开放|报名|有效|培训|活动|普查|审计|会议")
_UNTIL = re.compile(
    r"(?:数据|统计)[^，。；\d]{0,8}截[至止](?:\d{4}年)?(\d{1,2})月(?:\d{1,2}日|底|末|份)"
)
_YEARLY = re.compile(
    r"《[^《》\n]*?(?<!\d)((?:19|20)\d{2})年(?![—－-])[^《》\n]*?"
    r"(?:工作要点|重点工作|任务分解|责任分解|分工方案|任务清单)[^《》\n]*》"
)
_CITES = re.compile(r"(?:按照|根据|依据|依照|落实|对照|围绕|印发了?|贯彻)[^，。；《》]{0,30}$")
_AGES = r"(?P<near>近)?(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})(?P<over>[多余])?(?P<full>周)?年(?!代|度)"


def periods(page: Page) -> Iterator[Hit]:
    """A-03: a period that runs backwards; a period of the statistics that is not the whole year."""
    for sentence in page.sentences:
        for match in _PERIOD.finditer(sentence.text):
            detail = _wrong(match, sentence.text, page.context.year)
            if detail:
                yield _hit(sentence, match, detail)
        for match in _UNTIL.finditer(sentence.text):
            if int(match[1]) != 12:
                yield _hit(sentence, match, "统计数据应截至12月31日")


def _wrong(match: re.Match[str], text: str, year: int | None) -> str:
    first, last = _day(match[1], match[2], match[3]), _day(_last_year(match), match[6], match[7])
    if first is None or last is None:
        return "没有这一天"
    if last < first:
        return "截止的日期早于起始的日期"
    before = text[max(0, match.start() - 30) : match.start()]
    if not _STATISTICS.search(before) or _OTHER_PERIOD.search(before):
        return ""
    due = year if year is not None else first.year
    if (first, last) == (date(due, 1, 1), date(due, 12, 31)):
        return ""
    if first == date(due - 1, 1, 1):
        return ""  # `leftovers.years` says so
    return f"统计期限应为{due}年1月1日至12月31日"


def _last_year(match: re.Match[str]) -> str:
    if match[4]:
        return match[4]
    shift = {"上年": -1, "去年": -1, "次年": 1}
    return str(int(match[1]) + shift.get(match[5] or "", 0))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def anniversaries(page: Page) -> Iterator[Hit]:
    """A-03: 改革开放30年 in a report of another year, as a warning."""
    year = page.context.year
    if year is None:
        return
    text = page.joined["text"]
    for words, first in rulebook().anniversaries.items():
        if words not in text:
            continue
        pattern = re.compile(re.escape(words) + r"(?:以来)?(?:的|这|、)?" + _AGES)
        for sentence in page.sentences:
            for match in pattern.finditer(sentence.text):
                if not _fits(match, year - first) and not _other_year(sentence.text, year):
                    detail = f"到{year}年是{year - first}年"
                    yield _hit(sentence, match, detail, severity=Severity.WARNING)


def _fits(match: re.Match[str], age: int) -> bool:
    number = to_number(match["number"])
    if number is None:
        return True
    if match["over"]:
        return number <= age <= number + 10
    if match["near"]:
        return number - 10 <= age <= number
    return abs(number - age) <= 1  # a report speaks of the coming year, too


def _other_year(text: str, year: int) -> bool:
    return any(int(found) != year for found in re.findall(r"(?<!\d)((?:19|20)\d{2})年", text))


def yearly_documents(page: Page) -> Iterator[Hit]:
    """A-03: last year's list of tasks cited as this year's, as a warning."""
    year = page.context.year
    if year is None or "《" not in page.joined["text"]:
        return
    for sentence in page.sentences:
        for match in _YEARLY.finditer(sentence.text):
            rest = sentence.text[: match.start()] + sentence.text[match.end() :]
            stale = int(match[1]) < year and str(match[1]) not in rest and "上年" not in rest
            if stale and _CITES.search(sentence.text[: match.start()]):
                detail = f"这是{match[1]}年的文件"
                yield _hit(sentence, match, detail, severity=Severity.WARNING)


def _hit(
    sentence: Sentence, match: re.Match[str], detail: str, *, severity: Severity | None = None
) -> Hit:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Hit("A-03", sentence.paragraph, start, end, detail=detail, severity=severity)
