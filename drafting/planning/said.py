"""Notes that repeat a figure: the figure is said once, with both as its sources.

The front of a note that says no more than figures of the report is left to their sentence. What
the note says further stays: behind the figure when it depends on it (主要涉及…), else as a note.
A note that cannot be parted keeps its words, and the figure is not said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from drafting.document import Span
from drafting.figures import number_text
from drafting.kinds import FigureRule
from drafting.plan import PARTS, Message, Slot
from drafting.planning.content import line_of
from drafting.report import Bullet
from drafting.zh.numerals import narrow_digits
from drafting.zh.printed import rate_text

_MARKS = "，,；;、。：: \t\u3000"
_MEASURES = "件次|人次|件|条|起|次|篇|期|个|处|份|元|项|场"
_COUNT = re.compile(rf"\d+(?:\.\d+)?(?:{_MEASURES})?")
_PIECE = re.compile(rf"[^{_MARKS}]+")
_PERIOD = r"(?:全年|本年度?|年内|一共|共计?|累计|合计)*"
_NUMBER = {"N": rf"(?P<n>\d+(?:\.\d+)?)(?:{_MEASURES})?", "R": r"(?P<n>\d+(?:\.\d+)?)%"}
_DEPENDENT = (
    "其中", "包括", "含", "占", "均", "都", "全部", "分别", "平均", "同比", "比上", "较上", "比去", "较去",
    "主要", "大多", "多为", "多是", "多数", "涉及", "集中", "以", "居", "最多", "按", "即", "为",
)  # fmt: skip
_BARE = re.compile(r"\d(?![\d.]*(?:[%万亿]|[\u4e00-\u9fff]))")
_SHORT = 16  # characters
_SUBJECTLESS = ("主要是", "主要为", "主要涉及", "多为", "多是", "大多", "集中在", "集中于", "涉及")
_SPACED = re.compile(rf"(?<=[\u4e00-\u9fff])[ \u3000]+(?=\d)|(?<=\d)[ \u3000]+(?={_MEASURES})")
_BRACKETED = re.compile(
    rf"(?<=\d)(?P<unit>{_MEASURES})[（(](?P<items>[\u4e00-\u9fff]+\d+(?:{_MEASURES})?"
    rf"(?:[、，,][\u4e00-\u9fff]+\d+(?:{_MEASURES})?)+)[）)]"
)
_KIND = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,12}?)(?:的|共)?(?P<n>\d+)件")
_OTHER_COUNTS = re.compile(
    "结转|延期|补正|撤回|复议|诉讼|^(?:办结|答复|咨询|信访|收费通知|来[电信访]|受理|新收)"
)
_LEAST_KINDS = 3
_STOP = re.compile(r"\.(?!\d)")
_CONTINUED = "+"  # of a pattern: only behind a figure of the same rule


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note without a mark inside."""

    text: str
    start: int
    is_inner: bool  # no mark stands before it: the note runs on


_Figure = tuple[str, str, tuple[str, ...]]


@dataclass(slots=True)
class Told:
    """A message with the notes that say the same figures."""

    rule: FigureRule
    message: Message | None  # None: a note says it all
    lent: dict[str, list[str]] = field(default_factory=dict)  # slot or label -> bullet sources
    _figures: tuple[_Figure, ...] | None = None

    def figures(self) -> tuple[_Figure, ...]:
        """Name, printed number and sources of what the message states and notes may repeat."""
        if self._figures is None:
            said = self.message if self.rule.said else None
            self._figures = () if said is None else tuple(_figures(self.rule, said))
        return self._figures

    def leave(self, message: Message | None) -> None:
        """Say another message, or none."""
        self.message, self._figures = message, None


@dataclass(frozen=True, slots=True)
class _Hit:
    told: Told
    name: str
    number: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of a note: its rest, None when a figure says it all, and shared numbers."""

    rest: Bullet | None
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: Told | None = None  # the first figure that the note repeats


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """A note at its marks, and behind each count where several stand together: 收4件答4件."""
    found: list[Piece] = []
    for match in _PIECE.finditer(text):
        counts = list(_COUNT.finditer(match[0]))
        if match[0][0].isdigit():  # 5维持1纠正 counts in front
            inner = [count.start() for count in counts[1:]]
        else:
            inner = [count.end() for count in counts[:-1]]
        cuts = [0, *(cut for cut in inner if cut < len(match[0])), len(match[0])]
        for position, start in enumerate(cuts[:-1]):
            text_of = match[0][start : cuts[position + 1]]
            found.append(Piece(text_of, match.start() + start, position > 0))
    return tuple(found)


@lru_cache(maxsize=4096)
def _line(text: str) -> str:
    plain = _SPACED.sub("", _STOP.sub("，", narrow_digits(text)))
    return _BRACKETED.sub(_unbracketed, plain)


def _unbracketed(match: re.Match[str]) -> str:
    """11件（网上7、信函4） as 11件：网上7件、信函4件."""
    items = re.sub(r"(?<=\d)(?=[、，,]|$)", match["unit"], match["items"])
    return f"{match['unit']}：{items}"


def settle(
    bullet: Bullet, told: Sequence[Told], *, is_own: Mapping[str, bool], behind: Told | None = None
) -> Kept:
    """What of a note stays beside the messages; the figures that it repeats get its source.

    Args:
        bullet: the note.
        told: the messages of its section.
        is_own: whether the message of a rule's key stands in the note's own topic.
        behind: what the note before it is about, when a figure says all of that.
    """
    if bullet.last_year is not None:
        return Kept(bullet)
    line = _line(line_of(bullet))
    beside = _without_nought(bullet, line, told, is_own)
    if beside is not None:
        return Kept(beside if beside.text else None)
    if behind is not None and behind.message is not None and line.startswith(_SUBJECTLESS):
        behind.message = replace(behind.message, tails=(*behind.message.tails, bullet))
        return Kept(None, about=behind)
    parts = pieces(line)
    if not any(number in line for item in told for _, number, _ in item.figures()):
        return _kinds(bullet, parts, told, is_own) or Kept(bullet)
    hits = list(_front(parts, line, told, is_own))
    while hits:
        rest = _rest(line, parts, len(hits))
        if _can_part(hits, parts, rest, is_own):
            return _parted(bullet, hits, rest)
        if len(hits) == 1 and is_own[hits[0].told.rule.key] and rest:
            return _yielded(bullet, hits[0])
        hits.pop()
    return _kinds(bullet, parts, told, is_own) or Kept(bullet)


def _kinds(
    bullet: Bullet, parts: Sequence[Piece], told: Sequence[Told], is_own: Mapping[str, bool]
) -> Kept | None:
    """拆迁312件，备案168件，其他223件: kinds that add up to a whole stand behind it."""
    labelled = _labelled(parts)
    if len(labelled) < _LEAST_KINDS:
        return None
    total = sum(int(match["n"]) for match in labelled)
    for item in told:
        message = item.message
        whole = message.slots.get(next(iter(item.rule.slots), "")) if message is not None else None
        if message is None or whole is None or whole.value != total or not is_own[item.rule.key]:
            continue
        listed = "、".join(match[0] for match in labelled)
        left = replace(bullet, text=f"其中{listed}", value=None, unit="")
        item.message = replace(message, tails=(*message.tails, left))
        return Kept(None)
    return None


def _without_nought(
    bullet: Bullet, line: str, told: Sequence[Told], is_own: Mapping[str, bool]
) -> Bullet | None:
    """The note without what a sentence about nought says: 无申请. None: it says no such thing."""
    clauses = re.split("[，；。]", line)
    left: list[str] = []
    for clause in clauses:
        is_none = not re.search(r"\d", clause)
        item = next((one for one in told if is_none and _says_nought(one, clause, is_own)), None)
        if item is None or item.message is None:
            left.append(clause)
            continue
        source = f"bullet:{bullet.id}"
        if source not in item.message.rests_on:
            sources = (*item.message.rests_on, source)
            item.message = replace(item.message, rests_on=sources)
    if len(left) == len(clauses):
        return None
    return replace(bullet, text="，".join(left).strip("，"))


def _says_nought(told: Told, clause: str, is_own: Mapping[str, bool]) -> bool:
    message = told.message
    if message is None or not message.rests_on or not is_own[told.rule.key]:
        return False
    return any(re.fullmatch(pattern, clause) for pattern in told.rule.said.get("nil", ()))


def _rest(line: str, parts: Sequence[Piece], taken: int) -> str:
    """The note behind its front; 6件：甲2件、乙4件 lists what the figure is made of."""
    if taken == len(parts):
        return ""
    start = parts[taken].start
    rest = line[start:]
    kinds = _labelled(parts[taken:])
    before = _COUNT.search(parts[taken - 1].text)
    if kinds and not rest.startswith(_DEPENDENT) and before and before[0] == f"{sum(int(kind['n']) for kind in kinds)}件":
        return "其中" + "、".join(kind[0] for kind in kinds)
    if line[start - 1] not in "：:":
        return rest
    return f"其中{rest}" if re.search(r"\d", rest) else f"包括{rest}"


def _labelled(parts: Sequence[Piece]) -> list[re.Match[str]]:
    """Kinds with their counts; none when one piece is something else."""
    found = [_KIND.fullmatch(piece.text) for piece in parts]
    kinds = [match for match in found if match and not _OTHER_COUNTS.search(match["label"])]
    return kinds if len(kinds) == len(parts) else []


def _front(
    parts: Sequence[Piece], line: str, told: Sequence[Told], is_own: Mapping[str, bool]
) -> Iterator[_Hit]:
    """The pieces from the start that say a figure and nothing else."""
    used: set[tuple[str, str]] = set()
    before = ""
    for piece in parts:
        hit = next(_hits(piece, before, line, told, is_own), None)
        if hit is None or (hit.told.rule.key, hit.number) in used:
            return
        used.add((hit.told.rule.key, hit.number))  # equal figures of one sentence print once
        before = hit.told.rule.key
        yield hit


def _hits(
    piece: Piece, before: str, line: str, told: Sequence[Told], is_own: Mapping[str, bool]
) -> Iterator[_Hit]:
    for item in told:
        rule = item.rule
        if not is_own[rule.key] and not any(word in line for word in rule.subject):
            continue
        follows = before in {rule.key, rule.after} and bool(before)
        for name, number, sources in item.figures():
            if number not in piece.text:
                continue
            for pattern in rule.said.get(name, ()):
                if not follows and pattern[0] == _CONTINUED:
                    continue
                match = _compiled(pattern).fullmatch(piece.text)
                if match and match.groupdict().get("n", number) == number:
                    yield _Hit(item, name, number, sources)


def _figures(rule: FigureRule, message: Message) -> Iterator[_Figure]:
    """What a message states; `名=` for the only part of a whole and a change without a number."""
    for name, slot in message.slots.items():
        if slot.value is not None and slot.value != 0 and slot.rule != "count":
            is_rate = slot.rule == "rate"
            yield name, (rate_text if is_rate else number_text)(slot.value), slot.sources
        elif slot.rule == PARTS:
            yield from _parts(rule, slot)
    if rule.change:
        yield f"{message.function}=", "", message.slots["difference"].sources
    outcome = message.slots.get("outcome")
    if outcome is not None and len(outcome.spans) == 1:
        whole = message.slots[next(iter(rule.slots))]
        words = outcome.spans[0].text
        label = next(label for label in rule.parts if words in rule.alone[label])
        yield f"{label}=", number_text(whole.value or Decimal(0)), whole.sources


def _parts(rule: FigureRule, slot: Slot) -> Iterator[_Figure]:
    for label in rule.parts:
        for span in slot.spans:
            if span.text.startswith(label) and (count := _COUNT.search(span.text)):
                yield label, count[0].removesuffix(rule.parts_unit), span.sources


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    body = pattern.removeprefix(_CONTINUED)
    return re.compile(_PERIOD + re.sub("[NR]", lambda mark: _NUMBER[mark[0]], body))


def _can_part(
    hits: Sequence[_Hit], parts: Sequence[Piece], rest: str, is_own: Mapping[str, bool]
) -> bool:
    """Whether the rest of a note can stand without the front, or behind its last figure."""
    if not rest:
        return True
    if parts[len(hits)].is_inner or _BARE.search(rest):  # its measure word stands in the front
        return False
    return is_own[hits[-1].told.rule.key] or not _hangs(rest)


def _hangs(rest: str) -> bool:
    """Whether the rest of a note speaks of its front: by its first word, or as a short remark."""
    return rest.startswith(_DEPENDENT) or len(rest) <= _SHORT


def _parted(bullet: Bullet, hits: Sequence[_Hit], rest: str) -> Kept:
    source = f"bullet:{bullet.id}"
    for hit in hits:
        hit.told.lent.setdefault(hit.name, []).append(source)
    about = hits[0].told
    if not rest:
        return Kept(None, about=about)
    left = replace(bullet, text=rest, value=None, unit="")
    last = hits[-1].told
    if _hangs(rest) and last.message is not None:
        last.message = replace(last.message, tails=(*last.message.tails, left))
        return Kept(None, about=about)
    return Kept(left)


def _yielded(bullet: Bullet, hit: _Hit) -> Kept:
    """The note keeps the figure; its sentence does without it, if it can."""
    message = hit.told.message
    if message is None or hit.told.lent:
        return Kept(bullet)
    slots = {name: slot for name, slot in message.slots.items() if name != hit.name}
    if slots and not hit.told.rule.apart:
        return Kept(bullet)
    hit.told.leave(replace(message, slots=slots) if slots else None)
    return Kept(bullet, {hit.number: hit.sources})


def settled(told: Sequence[Told]) -> Iterator[tuple[FigureRule, Message]]:
    """The messages that are said, with the notes that repeat their figures as further sources."""
    gone = {item.rule.key for item in told if item.message is None}
    for item in told:
        if item.message is not None and item.rule.after not in gone:
            yield item.rule, _with_sources(item, item.message)


def _with_sources(told: Told, message: Message) -> Message:
    slots = dict(message.slots)
    for name, sources in told.lent.items():
        whole = next(iter(told.rule.slots), "difference") if name.endswith("=") else name
        if whole in slots:
            slot = slots[whole]
            rule = "verbatim" if slot.rule == "rate" else slot.rule
            slots[whole] = replace(slot, sources=(*slot.sources, *sources), rule=rule)
        else:
            key = next(key for key, slot in slots.items() if slot.rule == PARTS)
            slots[key] = _with_part(slots[key], name, tuple(sources))
    return replace(message, slots=slots)


def _with_part(slot: Slot, label: str, sources: tuple[str, ...]) -> Slot:
    spans = tuple(
        Span(span.text, (*span.sources, *sources), span.rule)
        if span.text.startswith(label) and _COUNT.search(span.text)
        else span
        for span in slot.spans
    )
    return replace(slot, spans=spans)
