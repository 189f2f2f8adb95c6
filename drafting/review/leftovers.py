"""What an earlier text left behind: years (A-03) and gaps in a finished text (A-04)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.review.page import Hit, Page, role_of

_PLAN = re.compile(r"下一步|下步|打算|工作计划|整改措施|改进措施")
_BRACKETED = re.compile(r"【[^】\n]*】")
_OLD_ALLOWED = re.compile(
    r"比|较|相比|结转|以来|公示|预算|决算|报告|问题|印发|发布的|制定的|自查|情况|起|建成|成立"
)


@lru_cache(maxsize=8)
def _old_year(year: int) -> re.Pattern[str]:
    own = r"(?:我[局委办厅镇街区市县乡院所会]|全[局委市区县镇]|本机关|本单位)"
    done = (
        "(?:共|累计|收到|新收|受理|主动公开|公开(?:政府)?信息|发布|办理|开展"
        "|认真|深入|持续|坚持|未)"
    )
    return re.compile(
        rf"(?<![\d—～至〔]){year}年度?(?:，|(?=[我全本共累主收新受]))"
        rf"(?:{own}|全年|本年度?)?[^，。；\d]{{0,6}}?{done}"
        rf"|(?:本年度?|全年){year}年"
        rf"|(?:统计|期限|时限|时间)[^。\d]{{0,14}}{year}年1月1日"
    )


def years(page: Page) -> Iterator[Hit]:
    """A-03: the report's own work under last year's date; plans for a past year."""
    year = page.context.year
    if year is None:
        return
    old = _old_year(year - 1)
    for sentence in page.sentences:
        if str(year - 1) not in sentence.text:
            continue
        for match in old.finditer(sentence.text):
            clause = re.split("[，；]", sentence.text[match.start() :])
            if not _OLD_ALLOWED.search("".join(clause[:2])):
                yield _hit(sentence.paragraph, sentence.start, match)
    yield from _planned(page, year)


def _planned(page: Page, year: int) -> Iterator[Hit]:
    pattern = _year_of_plan()
    in_plan = False
    section = ""
    for sentence in page.sentences:
        paragraph = page.paragraphs[sentence.paragraph]
        if paragraph.section != section:
            section = paragraph.section
            in_plan = bool(_PLAN.search(section)) and "问题" not in section
        if role_of(section) not in {"", "problems"}:
            continue
        if sentence.start == 0 and re.match("（[一二三四五六七八九十]+）", sentence.text):
            in_plan = bool(_PLAN.search(sentence.text[:24]))
        if not in_plan:
            continue
        for match in pattern.finditer(sentence.text):
            if int(match[1]) <= year and "针对" not in sentence.text[: match.start()]:
                yield _hit(sentence.paragraph, sentence.start, match)


@lru_cache(maxsize=1)
def _year_of_plan() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d—～至〔])(20\d\d)年度?(?=，(?!.{0,6}问题)|我|将|要|继续|拟|全[区市县局]|工作)"
    )


def _hit(paragraph: int, start: int, match: re.Match[str]) -> Hit:
    return Hit("A-03", paragraph, start + match.start(), start + match.end())


def remaining_brackets(page: Page) -> Iterator[Hit]:
    """A-04 in a finished text: 【请补充：…】, 【待填】."""
    if page.context.finished and "【" in page.joined["raw"]:
        for index, text in enumerate(page.lines["raw"]):
            for match in _BRACKETED.finditer(text):
                yield Hit("A-04", index, *match.span())
