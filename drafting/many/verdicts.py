"""What is wrong between reports: A-01 and A-08 against last year's, A-18 among one another, A-02."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from drafting.findings import Finding, Severity
from drafting.many.compared import ALIKE, COMPARED, CommonPassage, Compared, Group, Pair
from drafting.many.naming import places_of_organ
from drafting.many.passages import Shared, Spot
from drafting.many.reports import Passage, Report
from drafting.review.lint import leftovers_in
from drafting.review.page import LintContext, LintParagraph, Page, page_of, role_of
from drafting.review.problems import Point, concepts, problem_points

_LIMITS = {  # section -> likeness from which it is an error, a warning
    "problems": (0.85, 0.60),
    "overview": (None, 0.75),
}
_SAME_PROBLEM = 0.7
_LISTED = 3
_EXCERPT = 40
_OVERLAP = 0.3  # pairs of characters that a follow-up shares with its problem
_BEFORE = r"(?:上年|去年|上一年|前一年|往年|{year}年)"
_ALL_TAKEN_UP = re.compile(
    r"针对(?:上述|以上|这些)[^，。；]{0,8}问题[^。；]{0,20}(?:了|已|及时)[^。；]{0,12}(?:改进|整改|解决)"
)
_DONE = re.compile(r"已经?|完成|补齐|整改|改正|解决|建立了|改进情况")


def findings_of(compared: Compared) -> tuple[Finding, ...]:
    """Every finding about pairs, and what many share."""
    found: list[Finding] = []
    for pair in compared.pairs:
        found += _yearly(compared, pair) if pair.is_last_year else _alike(compared, pair)
    for pair in compared.pairs:
        found += [] if pair.is_last_year else _other_names(compared, pair)
    found += [_group(compared, one) for one in compared.groups]
    found += [_common(compared, one) for one in compared.common[:_LISTED]]
    return tuple(found)


def leftovers_of(report: Report) -> tuple[Finding, ...]:
    """Years, places, names and placeholders that another report left behind."""
    found = leftovers_in(_lint_paragraphs(report), _context(report))
    return tuple(
        replace(one, place=place_of(report, report.passages[int(one.anchor)]), anchor="")
        for one in found
    )


def _context(report: Report) -> LintContext:
    return LintContext(report.year, "", report.name, report.organisation, finished=True)


def _lint_paragraphs(report: Report) -> list[LintParagraph]:
    return [
        LintParagraph(
            one.text, report.headings.get(one.section, ""), at + 1, one.is_heading, anchor=str(at)
        )
        for at, one in enumerate(report.passages)
    ]


# ---- against last year's ------------------------------------------------------------------


def _yearly(compared: Compared, pair: Pair) -> Iterator[Finding]:
    report, before = compared.reports[pair.first], compared.reports[pair.second]
    for section, (error, warning) in _LIMITS.items():
        part = pair.parts.get(section)
        if part is None or part.masked < warning:
            continue
        severity = (
            Severity.ERROR if error is not None and part.masked >= error else Severity.WARNING
        )
        told = "，连数字也基本相同" if part.figures >= warning else "，换了数字"
        message = f"与上年报告（{before.name}）相同的部分占{part.masked:.0%}{told}"
        remedy = "按本年的实际情况重写；没有变化的内容不再重复。"
        yield Finding("A-01", severity, message, _part(report, section), remedy)
    if pair.sentences:
        told = "；".join(f"“{_short(one.text)}”" for one in pair.sentences[:_LISTED])
        more = "等" if len(pair.sentences) > _LISTED else ""
        message = f"有{len(pair.sentences)}句与上年报告（{before.name}）一字不差：{told}{more}"
        yield Finding(
            "A-01", Severity.NOTE, message, report.name, "核对是否仍是本年的情况，酌情改写。"
        )
    yield from _same_problems(report, before)


def _same_problems(report: Report, before: Report) -> Iterator[Finding]:
    own, old = _page(report), _page(before)
    for point in problem_points(own):
        twin = max(problem_points(old), key=lambda one: _same(point, one), default=None)
        if twin is None or _same(point, twin) < _SAME_PROBLEM:
            continue
        followed = _is_followed(own, point, report.year)
        message = f"问题与上年报告（{before.name}）相同：“{_short(point.text)}”"
        message += "，写了改进情况" if followed else "，没有写上年以来改进得怎样"
        yield Finding(
            "A-08",
            Severity.NOTE if followed else Severity.ERROR,
            message,
            place_of(report, report.passages[point.paragraph]),
            "核对改进是否属实。" if followed else "写明上年以来做了什么、为什么还没有解决，或换成本年的问题。",
            excerpt=point.text,
        )  # fmt: skip


def _page(report: Report) -> Page:
    return page_of(_lint_paragraphs(report), _context(report))


def _same(one: Point, other: Point) -> float:
    whole = SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
    first, second = _title(one.text), _title(other.text)
    if min(len(first), len(second)) < 6:
        return whole
    return max(whole, SequenceMatcher(None, first, second, autojunk=False).ratio())


def _title(text: str) -> str:
    return re.split("[，。；：]", text)[0]


def _is_followed(page: Page, point: Point, year: int | None) -> bool:
    """Whether another sentence tells what was done about it since last year's report."""
    before = re.compile(_BEFORE.replace("{year}", str(year - 1) if year else "0000"))
    own, touched = _pairs(_title(point.text)), concepts(point.text)
    for sentence in page.sentences:
        if role_of(page.paragraphs[sentence.paragraph].section) != "problems":
            continue
        if _ALL_TAKEN_UP.search(sentence.text):
            return True
        is_own = sentence.paragraph == point.paragraph and (
            sentence.start <= point.start < sentence.end
        )
        if is_own or not before.search(sentence.text) or not _DONE.search(sentence.text):
            continue
        if touched & concepts(sentence.text) or (
            len(own & _pairs(sentence.text)) >= _OVERLAP * len(own)
        ):
            return True
    return False


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


# ---- among one another --------------------------------------------------------------------


def _alike(compared: Compared, pair: Pair) -> Iterator[Finding]:
    alike = [key for key in COMPARED if key in pair.parts and pair.parts[key].masked >= ALIKE]
    copies = [one for one in pair.passages if one.has_equal_figures]
    if not alike and not pair.passages:
        return
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    told = [f"{heading_of(first, key)}相同的部分占{pair.parts[key].masked:.0%}" for key in alike]
    if pair.passages:
        told.append(f"有{len(pair.passages)}段文字相同")
    if copies:
        told.append(f"其中{len(copies)}段连数字也相同")
    shown = max(pair.passages, key=lambda one: (one.has_equal_figures, one.weight), default=None)
    excerpt = text_at(first, shown.first) if shown else ""
    yield Finding(
        "A-18",
        Severity.WARNING if alike or copies else Severity.NOTE,
        f"与{second.name}" + "，".join(told) + (f"：“{_short(excerpt)}”" if excerpt else ""),
        place_at(first, shown.first) if shown else first.name,
        "核对由谁写成；照抄的由该机关按自己的情况重写。",
        excerpt=excerpt,
    )


def _other_names(compared: Compared, pair: Pair) -> Iterator[Finding]:
    """A-02 for a passage that still names the organ, or the place, of the other report."""
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    for one in pair.passages:
        yield from _other_name(first, one.first, second, one.second)
        yield from _other_name(second, one.second, first, one.first)


def _other_name(report: Report, spot: Spot, other: Report, source: Spot) -> Iterator[Finding]:
    text = text_at(report, spot)
    names = [
        other.organisation,
        *sorted(places_of_organ(other.organisation), key=len, reverse=True),
    ]
    name = next(
        (one for one in names if one and one in text and one not in report.organisation), ""
    )
    if name and name in text_at(other, source):
        yield Finding(
            "A-02",
            Severity.ERROR,
            f"与{other.name}相同的一段里写着“{name}”，本机关是{report.organisation or '（未写明）'}",
            place_at(report, spot),
            "核对后改正；确与本机关的工作有关的，写明来访、交流、转办等关系。",
            excerpt=name,
        )


def _group(compared: Compared, one: Group) -> Finding:
    names = [compared.reports[at].name for at in one.members]
    heading = heading_of(compared.reports[one.members[0]], one.section)
    return Finding(
        "A-18",
        Severity.WARNING,
        f"{len(names)}份报告的{heading}大同小异，两两相同的部分多在{ALIKE:.0%}以上：{'、'.join(names)}",
        heading,
        "多出自同一样稿，请各机关按自己的情况重写。",
    )


def _common(compared: Compared, one: CommonPassage) -> Finding:
    names = "、".join(compared.reports[at].name for at in one.holders[:_LISTED])
    return Finding(
        "A-18",
        Severity.NOTE,
        f"{len(one.holders)}份报告有同一段文字，不计入照抄：“{_short(one.text)}”",
        f"{names}等" if len(one.holders) > _LISTED else names,
        "出自统一样稿的，可提醒各机关结合实际改写。",
        excerpt=one.text,
    )


# ---- places -------------------------------------------------------------------------------


def text_at(report: Report, spot: Spot) -> str:
    """The words of a report at a spot of its narrative."""
    return report.narrative[spot.passage].text[spot.start : spot.end]


def place_at(report: Report, spot: Spot) -> str:
    """Where a spot stands, in the reader's words."""
    return place_of(report, report.narrative[spot.passage])


def place_of(report: Report, passage: Passage) -> str:
    """Where a passage stands, in the reader's words."""
    return f"{report.name}“{heading_of(report, passage.section)}”{passage.place}"


def heading_of(report: Report, section: str) -> str:
    """The heading of a section as the kind has it."""
    return report.headings.get(section, section)


def kinds_of(one: Shared) -> tuple[str, ...]:
    """What sort of copy a passage is, in words."""
    words = []
    if one.figures_differ:
        words.append("换了数字")
    elif one.has_equal_figures:
        words.append("连数字相同")
    elif one.is_word_for_word:
        words.append("文字相同")
    if one.is_changed:
        words.append("有改动")
    if one.names_differ:
        words.append("换了机关或地名")
    if one.is_moved:
        words.append("次序有调整")
    return tuple(words)


def _part(report: Report, section: str) -> str:
    return f"{report.name}“{heading_of(report, section)}”"


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "……"
