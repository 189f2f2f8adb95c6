"""Whether sentences say something: A-05, A-10 to A-13, A-16, A-17, W-23."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from drafting.findings import Severity
from drafting.review.copied import own_self_names
from drafting.review.page import FILLER, Hit, Page, Sentence, role_of
from drafting.review.rulebook import any_of

_FACT = re.compile(
    r"\d|[《“]|专栏|栏目|[一二三四五六七八九十两]+(?:件|条|次|期|场|项|名|个|类|级|审)"
    rf"|{FILLER}|[\u4e00-\u9fff]{{2,8}}(?:局|委|办公室|厅|科|中心|街道|镇政府)(?![工长])"
)
_OWN = re.compile(r"我[局委办厅镇街区市县]|各科|各部门|各单位")
_LEADER = re.compile(r"在[^。；，]{2,40}?(?:正确|坚强|有力)?领导下")
_SELF = re.compile(r"我(?:局|委|厅|镇|街道|办(?![理事公好案法]))")
_COUNT = re.compile(r"\d+(?:\.\d+)?(?!\d)(?!\s*(?:年|月|日|%|号))\s*[\u4e00-\u9fff]|\d+(?:\.\d+)?%")
_NIL = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)])?无[。]?$")
_LABEL = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d{1,2}\.)[^。\n]{1,30}。")
_CONTACT = re.compile(r"地址|电话|邮编|邮箱")
_EMPTY_SHARE = 0.4
_SHORTEST = 120
_LEAST_SHARE = 0.08
_LEADER_SHARE = 0.15


def empty_phrases(page: Page) -> Iterator[Hit]:
    """A-05: each empty sentence as a note; a part that is mostly empty as a warning."""
    pattern = any_of("empty_phrases")
    if not pattern.search(page.joined["text"]):
        return
    by_part = groupby(page.sentences, lambda item: page.paragraphs[item.paragraph].section)
    for section, group in by_part:
        sentences = list(group)
        empty = [
            (sentence, match)
            for sentence in sentences
            if (match := pattern.search(sentence.text)) and not _has_fact(sentence.text)
        ]
        mostly = len(empty) > _EMPTY_SHARE * len(sentences)
        for position, (sentence, match) in enumerate(empty):
            detail = ""
            if mostly and position == 0:
                where = f"“{section}”" if section else "这一部分"
                detail = f"{where}{len(sentences)}句中有{len(empty)}句没有具体内容"
            severity = Severity.WARNING if mostly and position == 0 else Severity.NOTE
            yield _at("A-05", sentence, match, detail, severity)


def _has_fact(text: str) -> bool:
    body = re.sub(r"^(?:（[一二三四五六七八九十]+）|\d{1,2}\.)", "", text)
    return bool(_FACT.search(_OWN.sub("", body)))


def _at(
    code: str, sentence: Sentence, match: re.Match[str], detail: str, severity: Severity | None
) -> Hit:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Hit(code, sentence.paragraph, start, end, detail=detail, severity=severity)


def short_problems(page: Page) -> Iterator[Hit]:
    """A-10: part five under 120 characters or 8 % of the narrative."""
    lengths = {"problems": 0, "": 0}
    first = -1
    for index, paragraph in enumerate(page.paragraphs):
        size = len(page.texts[index]) - page.texts[index].count(FILLER)
        lengths[""] += size
        if not paragraph.is_heading and role_of(paragraph.section) == "problems":
            lengths["problems"] += size
            first = index if first < 0 else first
    if first < 0:
        return
    own = lengths["problems"]
    if own < _SHORTEST or own < _LEAST_SHARE * lengths[""]:
        detail = f"这一部分共{own}字，全文{lengths['']}字"
        end = min(12, len(page.texts[first]))
        yield Hit("A-10", first, 0, end, detail=detail)


def off_subject(page: Page) -> Iterator[Hit]:
    """A-11: paragraphs of part one that name nothing of the report's subject."""
    subject = any_of("subject_words")
    for index, (paragraph, text) in enumerate(zip(page.paragraphs, page.texts, strict=True)):
        if paragraph.is_heading or role_of(paragraph.section) != "overview":
            continue
        if len(text) < 25 or _CONTACT.search(text) or FILLER in text or subject.search(text):
            continue
        yield Hit("A-11", index, 0, min(12, len(text)))


def generic_voice(page: Page) -> Iterator[Hit]:
    """A-12: 部分地区 …; a warning only where a government reports on its whole area."""
    pattern = any_of("generic_voices")
    if not pattern.search(page.joined["text"]):
        return
    government = re.search(r"(?:政府|[省市县区州盟旗])$", page.context.organisation)
    severity = Severity.WARNING if government else None
    for index, text in enumerate(page.texts):
        for match in pattern.finditer(text):
            yield Hit("A-12", index, *match.span(), severity=severity)


def bare_degrees(page: Page) -> Iterator[Hit]:
    """A-13: 大幅, 显著, 全覆盖, 100% in a sentence without another number."""
    pattern = any_of("degree_words")
    for sentence in page.sentences:
        match = pattern.search(sentence.text)
        if match and not _COUNT.search(pattern.sub("", _LABEL.sub("", sentence.text))):
            yield _at("A-13", sentence, match, "", None)


def nil_parts(page: Page) -> Iterator[Hit]:
    """A-16: 无 where content is due."""
    for index, (paragraph, text) in enumerate(zip(page.paragraphs, page.texts, strict=True)):
        due = role_of(paragraph.section) in {"overview", "problems"}
        if due and not paragraph.is_heading and _NIL.match(text):
            yield Hit("A-16", index, 0, len(text))


def leader_phrases(page: Page) -> Iterator[Hit]:
    """A-17: 在…领导下 more than once, or over 15 % of the first paragraph."""
    if "领导下" not in page.joined["text"]:
        return
    seen = 0
    first = next((i for i, item in enumerate(page.paragraphs) if not item.is_heading), -1)
    for index, text in enumerate(page.texts):
        for match in _LEADER.finditer(text):
            seen += 1
            long = index == first and len(match[0]) > _LEADER_SHARE * len(text)
            if seen > 1 or long:
                detail = f"第{seen}次出现" if seen > 1 else "占首段的15%以上"
                yield Hit("A-17", index, *match.span(), detail=detail)


def self_names(page: Page) -> Iterator[Hit]:
    """W-23 over the whole text: 我局 in one place, 我委 in another."""
    first: dict[str, Hit] = {}
    for index, text in enumerate(page.texts):
        for match in _SELF.finditer(text):
            first.setdefault(match[0], Hit("W-23", index, *match.span()))
    own = own_self_names(page.context)
    usual = page.context.self_name or next(iter(first), "")
    for name, hit in first.items():
        foreign = own is not None and name not in own  # A-02 says so
        if name != usual and usual in first and not foreign:
            yield replace(hit, detail=f"别处自称“{usual}”", suggested=usual)
