"""Numbers of the levels, sequence words, announced counts (L-10 to L-15)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.review.page import Hit, Page

_HAN_DIGITS = "一二三四五六七八九十"
_HAN_NUMBER = "[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_LEVELS = (
    (1, re.compile(rf"^({_HAN_NUMBER})[、.．，]")),
    (2, re.compile(rf"^[（(]({_HAN_NUMBER})[）)]")),
    (3, re.compile(r"^(\d{1,2})[.．、](?!\d)")),
    (4, re.compile(r"^[（(](\d{1,2})[）)]")),
)
_ITEM = re.compile(r"(十?[一二三四五六七八九]|十|\d{1,2})是(?!一，二是二|二(?=[，。]))")
_BEFORE_ITEM = frozenset("，。；：、）”")
_SERIES = {
    "第一、第二": re.compile(r"(?:^|[。；，：])第[一二三四五六七八九十](?=，)"),
    "首先、其次": re.compile(r"(?:^|[。；，：])(?:首先|其次|再次)(?=，)"),
    "其一、其二": re.compile(r"(?:^|[。；，：])其[一二三四五六](?=[，、])"),
}
_SERIES_WORDS = (("第一，", "第二，"), ("首先，", "其次，", "再次，"), ("其一", "其二"))
_ANNOUNCED = re.compile(
    r"(?<![第\d.之百])([两二三四五六七八九十]|\d{1,2})"
    r"(?:个?方面|大方面|点|个问题|项(?:工作|措施|内容|任务|不足)?|条(?:措施|意见)?|类问题)"
    r"[^。；：，、\d]{0,12}[：:，。]"
)
_FOLLOWING = re.compile(r"以下|下列|如下")


def han_number(text: str) -> int:
    """The value of a number up to 99 in Chinese or Arabic digits.

    >>> [han_number(word) for word in ("两", "十二", "三十一", "7")]
    [2, 12, 31, 7]
    """
    if text.isdigit():
        return int(text)
    text = text.replace("两", "二")
    if "十" not in text:
        return _HAN_DIGITS.index(text) + 1
    tens, _, ones = text.partition("十")
    return 10 * (han_number(tens) if tens else 1) + (han_number(ones) if ones else 0)


@dataclass(frozen=True, slots=True)
class Label:
    """The number that a paragraph starts with."""

    paragraph: int
    level: int  # 1 一、 2 （一） 3 1. 4 （1）
    value: int
    end: int


def labels_of(page: Page) -> tuple[Label, ...]:
    """The numbered paragraphs in order."""
    found = []
    for index, text in enumerate(page.texts):
        for level, pattern in _LEVELS:
            match = pattern.match(text)
            if match:
                found.append(Label(index, level, han_number(match[1]), match.end()))
                break
    return tuple(found)


def structure(page: Page) -> Iterator[Hit]:
    """L-10 to L-15 over the numbered paragraphs and the 一是 … items."""
    labels = labels_of(page)
    runs = [run for block in items_of(page, labels) for run in item_runs(block)]
    yield from _numbering(page, labels)
    yield from _sequences(runs)
    yield from _mixed_series(page)
    yield from _announced(page, runs, labels)


def _numbering(page: Page, labels: Sequence[Label]) -> Iterator[Hit]:
    """L-10, L-11 and L-15: runs, skipped levels, single items; each part counts anew."""
    last: dict[int, Label] = {}
    section = ""
    for label in labels:
        if page.paragraphs[label.paragraph].section != section:
            section = page.paragraphs[label.paragraph].section
            last = {level: seen for level, seen in last.items() if level == 1}
        before = last.get(label.level)
        expected = before.value + 1 if before else 1
        if label.value != expected:
            detail = f"这里应当是第{expected}项"
            yield Hit("L-10", label.paragraph, 0, label.end, detail=detail)
        elif label.value == 1 and label.level > 1 and _is_single(page, label, labels):
            yield Hit("L-15", label.paragraph, 0, label.end)
        if before is None and _skips(label, last, labels):
            yield Hit("L-11", label.paragraph, 0, label.end)
        last = {level: seen for level, seen in last.items() if level < label.level}
        last[label.level] = label


def _skips(label: Label, last: dict[int, Label], labels: Sequence[Label]) -> bool:
    above = max((level for level in last if level < label.level), default=0)
    if above == 0 or above == label.level - 1:
        return False
    if (above, label.level) == (1, 3):
        return any(other.level == 2 for other in labels)
    return True


def _is_single(page: Page, label: Label, labels: Sequence[Label]) -> bool:
    section = page.paragraphs[label.paragraph].section
    after = next(
        (
            other
            for other in labels
            if other.paragraph > label.paragraph and other.level <= label.level
        ),
        None,
    )
    if after is None or after.level < label.level:
        return True
    return page.paragraphs[after.paragraph].section != section


@dataclass(frozen=True, slots=True)
class Item:
    """One 一是 …."""

    paragraph: int
    start: int
    end: int
    value: int


def item_runs(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """The items grouped into runs; 一是 inside a run opens an inner one."""
    finished: list[tuple[Item, ...]] = []
    stack: list[list[Item]] = []
    for item in items:
        if item.value == 1 or not stack:
            stack.append([item])
            continue
        while len(stack) > 1 and stack[-1][-1].value + 1 != item.value:
            if not any(run[-1].value + 1 == item.value for run in stack[:-1]):
                break
            finished.append(tuple(stack.pop()))
        stack[-1].append(item)
    return (*finished, *(tuple(run) for run in stack))


def items_of(page: Page, labels: Sequence[Label]) -> tuple[tuple[Item, ...], ...]:
    """The 一是 … items of each block; a level number or heading opens a new block."""
    numbered = {label.paragraph for label in labels}
    blocks: list[tuple[Item, ...]] = []
    current: list[Item] = []
    for index, text in enumerate(page.texts):
        if index in numbered or page.paragraphs[index].is_heading:
            blocks.append(tuple(current))
            current = []
        if "是" in text:
            current += [
                Item(index, match.start(), match.end(), han_number(match[1]))
                for match in _ITEM.finditer(text)
                if match.start() == 0 or text[match.start() - 1] in _BEFORE_ITEM
            ]
    return tuple(block for block in (*blocks, tuple(current)) if block)


def _sequences(runs: Sequence[tuple[Item, ...]]) -> Iterator[Hit]:
    """L-12: 一是, 二是 … run from one and are at least two."""
    for run in runs:
        wrong = next((item for place, item in enumerate(run, 1) if item.value != place), None)
        if wrong is not None:
            expected = run.index(wrong) + 1
            detail = f"这里应当是“{_han_text(expected)}是”"
            yield Hit("L-12", wrong.paragraph, wrong.start, wrong.end, detail=detail)
        elif len(run) == 1:
            detail = "只有“一是”，没有“二是”"
            yield Hit("L-12", run[0].paragraph, run[0].start, run[0].end, detail=detail)


def _han_text(value: int) -> str:
    return _HAN_DIGITS[value - 1] if value <= len(_HAN_DIGITS) else str(value)


def _mixed_series(page: Page) -> Iterator[Hit]:
    """L-13: two series of sequence words in one paragraph."""
    joined = page.joined["text"]
    if sum(any(word in joined for word in words) for words in _SERIES_WORDS) < 2:
        return
    for index, text in enumerate(page.texts):
        found = {name: match for name, rx in _SERIES.items() if (match := rx.search(text))}
        if len(found) > 1:
            match = max(found.values(), key=lambda item: item.start())
            detail = "与".join(f"“{name}”" for name in found)
            start = match.start() + (match[0][0] in "。；，：")
            yield Hit("L-13", index, start, match.end(), detail=detail)


def _announced(
    page: Page, runs: Sequence[tuple[Item, ...]], labels: Sequence[Label]
) -> Iterator[Hit]:
    """L-14: an announced count against the items that follow."""
    starts = {run[0].paragraph for run in runs} | {run[0].paragraph - 1 for run in runs}
    starts |= {label.paragraph - 1 for label in labels if label.value == 1}
    for index in sorted(starts):
        if index < 0:
            continue
        text = page.texts[index]
        for match in _ANNOUNCED.finditer(text):
            count = _count_after(index, match.end(), text, runs, labels)
            if count and count != han_number(match[1]):
                detail = f"所列为{count}项"
                figures = (match[1], str(count))
                yield Hit("L-14", index, *match.span(), detail=detail, figures=figures)


def _count_after(
    index: int,
    end: int,
    text: str,
    runs: Sequence[tuple[Item, ...]],
    labels: Sequence[Label],
) -> int:
    for run in runs:
        first = run[0]
        if first.paragraph == index and end <= first.start <= end + 1:
            return len(run)
        if first.paragraph == index + 1 and first.start == 0 and end == len(text):
            return len(run)
    if end < len(text) or not (text[end - 1] in "：:" or _FOLLOWING.search(text)):
        return 0
    following = [label for label in labels if label.paragraph > index]
    if not following or following[0].paragraph != index + 1 or following[0].value != 1:
        return 0
    return _siblings(following)


def _siblings(labels: Sequence[Label]) -> int:
    count = 0
    for label in labels:
        if label.level < labels[0].level:
            break
        if label.level == labels[0].level:
            if count and label.value == 1:
                break
            count += 1
    return count
