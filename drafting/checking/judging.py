"""What a passage claims, judged by the text rules that are ready for its report."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from drafting.checking.claims import Active, Claim, Judge, Subject
from drafting.checking.counts import FILL, Count, counts_in, cue_of, dated, is_filler
from drafting.checking.names import Names
from drafting.checking.wording import plain
from drafting.expression import Value
from drafting.findings import SEVERITY_BY_LETTER, Finding, Severity
from drafting.kinds import TextRule
from drafting.zh.numerals import Written, read

_CLAUSE_END = "，。；！？\n"
_BASES = re.compile(
    r"本级|全口径|全[区县市州旗省](?!政府信息)|汇总|局?机关本身|不含|(?:镇|街道|部门)合计"
)
_SAME_CLAUSE = re.compile(r"[^，。；、：（）]{0,12}")
_NUMERAL = re.compile(r"[0-9\uff10-\uff19一二三四五六七八九十百零〇两]")
_LEAD_IN = 12  # characters of a clause that only says when or where: 2022年，


@dataclass(frozen=True, slots=True)
class Passage:
    """A note or sentence with what is known of where it stands."""

    anchor: str
    text: str
    place: str
    topic: str = ""  # heading, or what was said before under the same anchor
    section: str = ""  # of notes; empty for sentences of a draft
    base: str = ""  # 本级 or 全口径


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim stands in its passage."""

    start: int
    end: int
    point: int  # before it the things named last are its subject
    context: str  # the words that may lift it


def judge(passage: Passage, judge_: Judge) -> Iterator[Finding]:
    """Findings of all rules on one passage."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for finding in (*_by_cue(passage, judge_), *_by_pattern(passage, judge_)):
        key = (finding.code, finding.figures or (finding.excerpt,))
        if key not in seen:  # two rules of one code may read the same number
            seen.add(key)
            yield finding


def _applies(claim: Claim, passage: Passage, whole: str) -> bool:
    rule = claim.rule
    if passage.section in rule.outside or (rule.inside and passage.section not in rule.inside):
        return False
    return claim.needs is None or claim.needs.search(whole) is not None


# ---- counts named by a cue ------------------------------------------------------------------


def _by_cue(passage: Passage, judge_: Judge) -> Iterator[Finding]:
    if not judge_.cued or _NUMERAL.search(passage.text) is None:
        return
    whole = f"{passage.topic}\n{passage.text}"
    if judge_.book.needs.search(whole) is None:
        return
    year = judge_.names("year")
    text = dated(passage.text, int(year)) if isinstance(year, Decimal) else passage.text
    wholes: dict[tuple[int, str], Count] = {}
    for count in counts_in(text):
        cue = cue_of(count, text, judge_.book.cues)
        if cue is None or cue.lastindex is None:
            continue
        key = (cue.lastindex, count.quantity.unit)
        if _is_part(count, wholes.setdefault(key, count), text):
            continue
        items = judge_.cued.get(judge_.book.groups[cue.lastindex - 1], ())
        place = _place(text, count, cue)
        for item in items:
            if (
                _is_measured(item.claim, count, cue, text)
                and _applies(item.claim, passage, whole)
                and not _is_lifted(item.claim, passage.text, place)
                and _is_own(item.claim.subject, passage, place)
            ):
                finding = _verdict(passage, item, judge_.names, place, count.quantity.number)
                if finding is not None:
                    yield finding


def _is_part(count: Count, whole: Count, text: str) -> bool:
    """Whether a count is one of those behind 其中 that make the first one of its cue."""
    if count is whole or count.quantity.number.value > whole.quantity.number.value:
        return False
    return "其中" in text[whole.quantity.end : count.quantity.start]


def _place(text: str, count: Count, cue: re.Match[str]) -> _Place:
    quantity = count.quantity
    start, end = min(cue.start(), quantity.start), max(cue.end(), quantity.end)
    before = text.rfind("，", 0, max(count.clause - 1, 0)) + 1
    before = max(before, *(text.rfind(mark, 0, count.clause) + 1 for mark in "。；！？\n"))
    short = count.clause - before <= _LEAD_IN or text[count.clause - 1 : count.clause] == "："
    context = text[before if short else count.clause : max(count.tail, end)]
    while start and text[start - 1] == FILL:
        start -= 1
    return _Place(start, end, quantity.end, context)


def _is_measured(claim: Claim, count: Count, cue: re.Match[str], text: str) -> bool:
    """Whether the count has a measure of its claim; none at all only right behind its cue."""
    quantity = count.quantity
    if quantity.unit:
        return claim.units is not None and claim.units.fullmatch(quantity.unit) is not None
    return (
        0 <= quantity.start - cue.end() <= 2 or is_filler(text, cue.end(), quantity.start)
    ) and (text[quantity.end : quantity.end + 1] or "。") in "，。；、：（） \n"


# ---- claims in a fixed pattern --------------------------------------------------------------


def _by_pattern(passage: Passage, judge_: Judge) -> Iterator[Finding]:
    whole = f"{passage.topic}\n{passage.text}"
    counted = _NUMERAL.search(passage.text) is not None
    for item in judge_.patterns:
        if item.claim.rule.equals and not counted:
            continue
        if _applies(item.claim, passage, whole):
            yield from _matches(passage, item, judge_.names)


def _matches(passage: Passage, item: Active, names: Names) -> Iterator[Finding]:
    claim = item.claim
    for match in claim.pattern.finditer(passage.text):
        place = _Place(match.start(), match.end(), match.end(), _clause(passage.text, match))
        if _is_lifted(claim, passage.text, place):
            continue
        if not _is_own(claim.subject, passage, place):
            continue
        if not _is_of_last_year(match, names):
            continue
        counted = "n" in claim.pattern.groupindex
        number = read(match["n"]) if counted else None
        if counted and number is None:
            continue
        finding = _verdict(passage, item, names, place, number)
        if finding is not None:
            yield finding
            return


def _is_of_last_year(match: re.Match[str], names: Names) -> bool:
    """Whether the year that a claim compares with, its group y, is the one before."""
    before, year = match.groupdict().get("y"), names("year")
    return before is None or (isinstance(year, Decimal) and int(before) == year - 1)


def _clause(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE_END) + 1
    ends = [position for mark in _CLAUSE_END if (position := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


# ---- the verdict ----------------------------------------------------------------------------


def _is_lifted(claim: Claim, text: str, place: _Place) -> bool:
    """Whether the clause says something else, or the words are quoted: “办结一件……”."""
    if claim.unless is not None and claim.unless.search(place.context):
        return True
    start = place.point if claim.rule.cue else place.start
    quote = text.rfind("“", 0, start)
    if quote > text.rfind("”", 0, start):
        whole = text[quote + 1 : start] == "" and text[place.end : place.end + 1] == "”"
        return not whole  # “零申请” is said, not quoted
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def _verdict(
    passage: Passage, item: Active, names: Names, place: _Place, number: Written | None
) -> Finding | None:
    claim = item.claim
    said = f"{passage.topic}\n{passage.text}"
    lifted = claim.doubt_unless is not None and claim.doubt_unless.search(said) is not None
    if number is None:
        return None if lifted else _finding(passage, claim, place, None, ())
    if any(_fits(number, value, claim.rule) for value in item.values):
        return None
    if claim.agrees is not None:
        right = claim.agrees.value(Names({**names.values, "n": number.value}))
        wrong = right is False and not lifted
        return _finding(passage, claim, place, number, ()) if wrong else None
    doubt = any(_fits(number, value, claim.rule) for value in item.doubts)
    if doubt and lifted:
        return None
    return _finding(passage, claim, place, number, item.values, doubt=doubt)


def _fits(number: Written, value: Value, rule: TextRule) -> bool:
    if rule.rounded and isinstance(value, Decimal):
        return abs(number.value - value) * 2 <= number.step
    return isinstance(value, Decimal) and number.means(value)


def _sentence_to(text: str, place: _Place) -> str:
    return text[max(text.rfind(mark, 0, place.start) for mark in "。；！？\n") + 1 : place.end]


def _is_own(subject: Subject | None, passage: Passage, place: _Place) -> bool:
    """Whether the nearest thing named is the rule's own subject.

    That is what follows the number in its clause (收到12件许可申请), else the last thing named
    up to the number, else what the topic names.
    """
    if subject is None:
        return True
    behind = _SAME_CLAUSE.match(passage.text, place.point)
    nearest = subject.pattern.search(behind[0]) if behind else None
    nearest = nearest or _last(subject.pattern, passage.text[: place.end])
    nearest = nearest or _last(subject.pattern, passage.topic)
    if nearest is None:
        return subject.alone
    if nearest["own"]:
        return True
    if nearest["rival"]:
        return False
    whole = f"{passage.topic}\n{passage.text}"
    named = [found for found in subject.pattern.finditer(whole) if not found["bare"]]
    return not named or any(found["own"] for found in named)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return deque(pattern.finditer(text), maxlen=1).pop() if pattern.search(text) else None


def _finding(  # noqa: PLR0913 -- what was said, by which rule, where, against what
    passage: Passage,
    claim: Claim,
    place: _Place,
    number: Written | None,
    values: tuple[Value, ...],
    *,
    doubt: bool = False,
) -> Finding:
    rule = claim.rule
    table = "或".join(dict.fromkeys(plain(value) for value in values))
    template = rule.doubt if doubt else rule.message
    written = "" if number is None else plain(number.value)
    excerpt = passage.text[place.start : place.end]
    message = (template or "“{excerpt}”与{label}不符：文中为{n}，表中为{table}。").format(
        excerpt=excerpt, label=rule.label, n=written, table=table
    )
    severity = SEVERITY_BY_LETTER[rule.level]
    found = Finding(
        code=rule.code,
        severity=Severity.WARNING if doubt else severity,
        message=message,
        place=passage.place,
        remedy=rule.remedy,
        figures=tuple(filter(None, (written, table))),
        anchor=passage.anchor,
        excerpt=excerpt,
    )
    if doubt or severity is not Severity.ERROR:
        return found
    if passage.base or _BASES.search(_sentence_to(passage.text, place)):
        remedy = f"文中写明了口径，与表中口径不同的不作比较；口径相同的，{rule.remedy}"
        return replace(found, severity=Severity.NOTE, remedy=remedy)
    return replace(found, suspects=claim.figures)
