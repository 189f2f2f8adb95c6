"""Cited documents: full titles, numbers, short names, national instruments (R-10 to R-12)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafting.review.page import Hit, Page
from drafting.review.rulebook import Instrument, any_of, rulebook

_BOOK = re.compile(r"《([^《》\n]{1,120})》")
_NUMBER = re.compile(r"^[（(]([^（）()\n]{0,12}?(?:〔\d{4}〕\d+号|令第\d+号))")
_DECLARED = re.compile(r"（[^（）《》\n]*以下简称[：:]?(?:《([^《》\n]+)》|“([^“”\n]+)”)")
_GENERIC = frozenset({"条例", "办法", "规定", "意见", "方案", "通知", "纲要", "规划", "细则"})
_NUMBERED = ("通知", "意见")  # documents of organs, which always carry a number
_LONGEST_TITLE = 60
_SHORTEST_JUDGED = 12  # shorter names may be newspapers, columns, programmes
_OWN_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号|令第\d+号")


@dataclass(frozen=True, slots=True)
class Mention:
    """A title in 《》 with what stands behind it."""

    paragraph: int
    start: int
    end: int
    title: str
    number: str  # of the document, when it follows in brackets
    declares: str  # the short name that follows
    declared: bool  # this mention is itself the declaration of a short name


def mentions_of(page: Page) -> tuple[Mention, ...]:
    """Every title of the page in order."""
    found = []
    for index, text in enumerate(page.texts):
        if "《" not in text:
            continue
        for match in _BOOK.finditer(text):
            behind = text[match.end() : match.end() + 60]
            number = _NUMBER.match(behind)
            declared = _DECLARED.match(behind)
            found.append(
                Mention(
                    index,
                    match.start(),
                    match.end(),
                    match[1],
                    number[1] if number else "",
                    (declared[1] or declared[2]) if declared else "",
                    declared=text[: match.start()].endswith(("以下简称", "以下简称：")),
                )
            )
    return tuple(found)


def citations(page: Page) -> Iterator[Hit]:
    """R-10, R-11 and R-12 over all titles of the page."""
    mentions = mentions_of(page)
    yield from _short_names(page, mentions)
    for mention in mentions:
        yield from _title(mention)
        yield from _instrument(mention, page.context.year)


def _short_names(page: Page, mentions: tuple[Mention, ...]) -> Iterator[Hit]:
    shorts: dict[str, str] = {}  # short name -> full title
    seen: set[str] = set()
    for mention in mentions:
        where = (mention.paragraph, mention.start, mention.end)
        if mention.declares:
            if mention.declares in shorts:
                yield Hit("R-10", *where, detail=f"简称“{mention.declares}”声明了两次")
            shorts[mention.declares] = mention.title
        elif mention.declared:
            continue
        elif mention.title in _GENERIC and mention.title not in shorts:
            if mention.title not in seen and not mention.number:
                yield Hit("R-10", *where, detail=f"“《{mention.title}》”未声明是哪个文件的简称")
        elif mention.title in shorts.values():
            short = next(key for key, value in shorts.items() if value == mention.title)
            yield Hit("R-10", *where, detail="已声明简称，这里又用全称", suggested=f"《{short}》")
        elif _lacks_number(mention) and mention.title not in seen:
            yield Hit("R-10", *where, detail="首次引用没有文号")
        seen.add(mention.title)
    yield from _unused(page, mentions)


def _lacks_number(mention: Mention) -> bool:
    return not mention.number and mention.title.endswith(_NUMBERED) and "关于" in mention.title


def _unused(page: Page, mentions: tuple[Mention, ...]) -> Iterator[Hit]:
    for mention in mentions:
        short = mention.declares
        if short and page.joined["text"].count(short) - mention.title.count(short) < 2:
            detail = f"简称“{short}”以后没有用到"
            yield Hit("R-10", mention.paragraph, mention.start, mention.end, detail=detail)


def _title(mention: Mention) -> Iterator[Hit]:
    where = (mention.paragraph, mention.start, mention.end)
    title = mention.title
    if len(title) > _LONGEST_TITLE:
        yield Hit("R-11", *where, detail=f"标题有{len(title)}字")
        return
    bare = re.sub(r"[（(〔][^）)〕]*[）)〕]$", "", title)
    kinds = any_of("title_kinds")
    if "关于" not in title and len(bare) < _SHORTEST_JUDGED:
        return
    if not any(match.end() == len(bare) for match in kinds.finditer(bare)):
        yield Hit("R-11", *where, detail="标题没有以文种结尾")


def _instrument(mention: Mention, year: int | None) -> Iterator[Hit]:
    where = (mention.paragraph, mention.start, mention.end)
    known = rulebook().instruments
    if mention.title in _GENERIC:
        return
    if mention.number and _OWN_NUMBER.search(mention.number):
        by_number = [one for one in known if re.search(one.number, mention.number)]
        if by_number and not any(_named(one, mention.title) for one in by_number):
            yield Hit("R-12", *where, detail=f"{mention.number}不是这个文件的文号")
            return
    named = [one for one in known if _named(one, mention.title)]
    wrong = [one for one in named if not re.search(one.number, mention.number)]
    if mention.number and named and len(wrong) == len(named):
        forms = "或".join(one.form for one in named)
        yield Hit("R-12", *where, detail=f"文号应为{forms}，这里是{mention.number}")
    elif mention.number and year is not None:
        yield from _out_of_years(mention, named, year)


def _out_of_years(mention: Mention, named: list[Instrument], year: int) -> Iterator[Hit]:
    cited = [one for one in named if re.search(one.number, mention.number)]
    if cited and not any(one.years[0] <= year <= one.years[1] for one in cited):
        detail = f"{cited[0].form}不适用于{year}年度"
        yield Hit("R-12", mention.paragraph, mention.start, mention.end, detail=detail)


def _named(instrument: Instrument, title: str) -> bool:
    issued = re.search(r"关于印发〈([^〉]+)〉的通知$", title)
    if issued is not None:  # the number is that of the notice which issues the text
        title = issued[1]
    if "转发" in title or "印发" in title or "贯彻" in title:
        return False
    if instrument.whole:
        return title == instrument.whole
    return all(part in title for part in instrument.title)
