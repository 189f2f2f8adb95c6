"""Sums inside a text: lists behind 其中, pairs such as 主办 and 会办, counts with and without 万.

01 §8.6 X-13 and X-14. Only parts in the measure of the total count; where a sentence gives
several totals, the parts may belong to any of them.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from drafting.figures import number_text
from drafting.findings import Severity
from drafting.zh.numerals import NUMBER_PATTERN, Written, read

_MEASURES = (
    "件次|人次|户次|期次|个|件|条|起|次|宗|份|户|人|篇|期|场|项|批|家|名|部|例|封|处"
    "|万元|亿元|元|吨|辆|台|套|页"
)
_QUANTITY = re.compile(
    rf"(?<![0-9\uff10-\uff19.．第每〔\-—~～至])(?<![0-9]年)(?P<n>{NUMBER_PATTERN})(?P<more>余|多)?"
    rf"(?:(?P<unit>{_MEASURES})(?!月)|(?![0-9\uff10-\uff19%％年月日号.．]))"
)
_MARK = re.compile("[，。；、：:（）]")
_SENTENCE = re.compile(r"[^。！？\n]+")
_OF_WHICH = re.compile(
    r"其中(?P<colon>[：:])?|(?:，|）)(?:分别)?(?:包括|为|是)(?=[^，。；]{1,10}[0-9])"
)
_BRACKETS = re.compile(r"（(?P<inner>[^（）]*)）")
_COLON = re.compile(r"[：:]")
_SUM = re.compile(r"[，、](?:两项|三项|以上)?(?:合计|共计|总计)(?:发布|公开|办理|接收)?(?=[0-9])")
_CHANGE = re.compile(r"(?:增|减|升|降|多|少|较|比|同比|约|近|超|达标)[^，。；、0-9]{0,4}\Z")
_OVERLAP = re.compile(r"同步|同时|重复|交叉|均")
_STOP = re.compile(
    r"同比|较上年|比上年|较去年|比去年|环比|累计|合计|总计|共计|全年|目前|截至|另有|此外|另外|其中"
)
_RESULT = re.compile(
    r"\s*(?:已|均|全部|共|全年|年内|按时|按期|累计)*"
    r"(?:办结|答复|办理|处理|回复|办复|结转|完成|开展|制定|组织|召开|印发|举办|发布|公开|解读)"
)
_UP_TO_NUMBER = r"[^，。；、0-9]{0,4}(?=[0-9])"
_ENOUGH = 3  # a list of so many items reads as complete …
_NEARLY = Decimal("0.8")  # … and so does one that makes up so much of the total


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure in a text."""

    number: Written
    unit: str
    start: int
    end: int
    label: str  # the words before it in its clause
    change: bool  # a difference or an estimate, no count of a whole


@dataclass(frozen=True, slots=True)
class Misfit:
    """Parts that do not make their total."""

    code: str
    severity: Severity
    message: str
    figures: tuple[str, str]
    excerpt: str
    nearly: bool = False  # an error only because so few of the total are left over


def misfits(text: str, pairs: Sequence[Mapping[str, str]]) -> Iterator[Misfit]:
    """All lists of a text whose parts do not make the total, and counts that clash in 万."""
    if _QUANTITY.search(text) is None:
        return
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if _OF_WHICH.search(words):
            yield from _of_which(words)
        yield from _summed(words)
        if "（" in words:
            yield from _in_brackets(words)
        if _COLON.search(words):
            yield from _after_colon(words)
        yield from _in_pairs(words, pairs)
    if "万" in text or "亿" in text:
        yield from _magnitudes(text)


def quantities(text: str) -> list[Quantity]:
    """The counts of a text in order; numbers without a measure have an empty unit."""
    found: list[Quantity] = []
    marks = [-1]
    for match in _QUANTITY.finditer(text):
        written, unit = match["n"], match["unit"]
        if unit is None and not written[0].isdecimal():
            continue  # 一 in a word is no count
        number = read(written)
        if number is None:
            continue
        start = match.start()
        if len(marks) == 1:
            marks += [mark.start() for mark in _MARK.finditer(text)]
        before = text[marks[bisect(marks, start) - 1] + 1 : start]
        estimate = match["more"] or _CHANGE.search(before)
        found.append(
            Quantity(number, unit or "", start, match.end(), before, change=bool(estimate))
        )
    return found


def _of_which(words: str) -> Iterator[Misfit]:
    marks = list(_OF_WHICH.finditer(words))
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(words)
        flat = _BRACKETS.sub(_blank, words[mark.end() : end])
        stop = re.search(r"；|）", flat)
        end = mark.end() + stop.start() if stop and not mark["colon"] else end
        start = max(
            marks[position - 1].end() if position else 0, words.rfind("；", 0, mark.start()) + 1
        )
        wholes = [whole for whole in quantities(words[start : mark.start()]) if not whole.change]
        yield from _judge(
            wholes, words[mark.end() : end], complete=bool(mark["colon"]), words=words
        )


def _in_brackets(words: str) -> Iterator[Misfit]:
    for match in _BRACKETS.finditer(words):
        if "其中" in match["inner"] or match["inner"].startswith(("含", "包括", "包含", "不含")):
            continue  # a part is named, the whole is not taken apart
        wholes = quantities(words[: match.start()])[-1:]
        if wholes and wholes[0].end == match.start() and not wholes[0].change:
            yield from _judge(wholes, match["inner"], complete=False, words=words, least=2)


def _after_colon(words: str) -> Iterator[Misfit]:
    for match in _COLON.finditer(words):
        wholes = quantities(words[: match.start()])[-1:]
        if wholes and wholes[0].end == match.start() and not wholes[0].change:
            rest = words[match.end() :].partition("；")[0]
            yield from _judge(wholes, rest, complete=True, words=words, least=2)


def _judge(
    wholes: list[Quantity], rest: str, *, complete: bool, words: str, least: int = 1
) -> Iterator[Misfit]:
    wholes = [whole for whole in wholes if whole.unit]
    parts = _parts(rest, wholes[-1].unit) if wholes else []
    if len(parts) < least or not parts:
        return
    whole, allowed = wholes[-1], _totals(wholes, wholes[-1].unit)
    sums = list(accumulate(part.number.value for part in parts))
    # a list may end before the clause does, so a beginning of two or more items may be all of it
    if allowed & {*sums[1:], sums[-1]} or _is_rounded(whole, sums[-1]):
        return
    if whole.number.scale > 1 and sums[-1] == whole.number.mantissa:
        yield _misfit("X-14", Severity.ERROR, whole, sums[-1], words)
        return
    yield from _verdict(whole, allowed, parts, complete=complete, rest=rest, words=words)


def _verdict(  # noqa: PLR0913 -- the list, what it may make, and where it stands
    whole: Quantity,
    allowed: set[Decimal],
    parts: list[Quantity],
    *,
    complete: bool,
    rest: str,
    words: str,
) -> Iterator[Misfit]:
    """How bad it is that a list does not make its total."""
    added = sum((part.number.value for part in parts), Decimal(0))
    others = _other_units(rest, whole.unit)
    above = added > max(allowed)
    listed = not others and (complete or len(parts) >= _ENOUGH)
    nearly = len(parts) > 1 and not others and added >= whole.number.value * _NEARLY
    softer = _OVERLAP.search(rest) is not None or (len(allowed) > 1 and not above)
    if (above or listed or nearly) and not softer:
        found = _misfit("X-13", Severity.ERROR, whole, added, words)
        yield replace(found, nearly=not above and not listed)
    elif above or listed or nearly or (len(parts) > 1 and not others):
        yield _misfit("X-13", Severity.NOTE, whole, added, words)


def _totals(wholes: list[Quantity], unit: str) -> set[Decimal]:
    """The numbers that parts may add up to: each whole of the measure, and all together."""
    values = [whole.number.value for whole in wholes if whole.unit == unit]
    return {*values, sum(values, Decimal(0))}


def _is_rounded(whole: Quantity, added: Decimal) -> bool:
    return whole.number.scale > 1 and whole.number.means(added)


def _parts(rest: str, unit: str) -> list[Quantity]:
    """The items of a list up to where something else begins."""
    found: list[Quantity] = []
    flat = _BRACKETS.sub(_blank, rest)
    for quantity in quantities(flat):
        between = flat[found[-1].end if found else 0 : quantity.start]
        if _STOP.search(between) or (
            found and _RESULT.match(quantity.label) and not _RESULT.match(found[0].label)
        ):
            break
        bare = not quantity.unit and not re.match(r"[，、；）\s]|\Z", flat[quantity.end :])
        if quantity.change or bare or quantity.unit not in {unit, ""}:
            continue
        found.append(quantity)
    return found


def _blank(match: re.Match[str]) -> str:
    return "　" * len(match[0])


def _other_units(rest: str, unit: str) -> bool:
    return any(quantity.unit not in {unit, ""} for quantity in quantities(rest))


def _summed(words: str) -> Iterator[Misfit]:
    """Counts and their sum behind them: 网站8条、微信12条，合计20条."""
    if "其中" in words or _SUM.search(words) is None:
        return
    counts = quantities(words)
    for match in _SUM.finditer(words):
        total = next((count for count in counts if count.start == match.end()), None)
        if total is None or not total.unit:
            continue
        parts = [
            count.number.value
            for count in counts
            if count.end <= match.start() and count.unit == total.unit and not count.change
        ]
        sums = list(accumulate(reversed(parts)))
        if len(parts) > 1 and total.number.value not in sums[1:] and total.number.scale == 1:
            yield _misfit("X-13", Severity.ERROR, total, sums[-1], words)


def _in_pairs(words: str, pairs: Sequence[Mapping[str, str]]) -> Iterator[Misfit]:
    """A breakdown that always has two sides, such as 主办 and 会办."""
    for pair in pairs:
        first = re.search(rf"(?:{pair['first']}){_UP_TO_NUMBER}", words)
        second = re.search(rf"(?:{pair['second']}){_UP_TO_NUMBER}", words)
        if first is None or second is None or first.start() > second.start():
            continue
        mark = _OF_WHICH.search(words, 0, first.start())
        if mark is not None and not quantities(words[mark.end() : first.start()]):
            continue  # the pair is the list behind 其中, which has its own verdict
        counts = quantities(words)
        more = re.finditer(rf"(?:{pair['second']}){_UP_TO_NUMBER}", words)
        places = {first.end(), *(match.end() for match in more)}
        parts = [item for item in counts if item.start in places]
        end = first.start() if mark is None else mark.start()
        wholes = [
            item
            for item in counts
            if item.end <= end and not item.change and re.search(pair["of"], item.label)
        ]
        if not wholes or [part.unit for part in parts] != [wholes[-1].unit] * len(places):
            continue
        added = sum((part.number.value for part in parts), Decimal(0))
        if added not in _totals(wholes, wholes[-1].unit):
            yield _misfit("X-13", Severity.ERROR, wholes[-1], added, words)


def _magnitudes(text: str) -> Iterator[Misfit]:
    """The same words with the same digits, once with 万 or 亿 and once without."""
    seen: dict[tuple[str, Decimal], Quantity] = {}
    for quantity in quantities(text):
        label = quantity.label[-4:]
        if len(label) < 4 or quantity.number.mantissa < 10:
            continue
        before = seen.setdefault((label, quantity.number.mantissa), quantity)
        if before.number.scale != quantity.number.scale and before.unit == quantity.unit:
            yield _misfit("X-14", Severity.ERROR, before, quantity.number.value, text)


def _misfit(code: str, severity: Severity, whole: Quantity, added: Decimal, words: str) -> Misfit:
    total, parts = number_text(whole.number.value), number_text(added)
    unit = whole.unit
    if code == "X-14":
        message = f"同一数量一处为{total}{unit}、一处为{parts}{unit}，疑似多写或漏写“万”“亿”。"
    else:
        apart = number_text(abs(whole.number.value - added))
        message = f"总数为{total}{unit}，所列各项合计{parts}{unit}，相差{apart}{unit}。"
    return Misfit(code, severity, message, (total, parts), words.strip("，；"))
