"""How long the parts and aspects of a report are, against what its level usually writes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.findings import Finding, Severity
from drafting.kinds import LengthSpec, ReportKind

_TOPIC = re.compile(r"^（[一二三四五六七八九十]{1,3}）([^。：:]{0,20})")
_NOT_TEXT = re.compile(r"【[^】]*】|\s")
_NAMED = 3  # aspects that a remedy names


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with the section that it belongs to."""

    section: str  # id
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Topic:
    heading: str
    anchor: str
    size: int


def lengths(pieces: Sequence[Piece], level: str, kind: ReportKind) -> Iterator[Finding]:
    """A note for each part and aspect that is shorter or longer than usual at the level."""
    for spec in kind.lengths:
        bounds = spec.ranges.get(level)
        own = [piece for piece in pieces if piece.section == spec.section]
        if bounds is None or not own:
            continue
        topics = _topics(own)
        if spec.of == "aspect":
            yield from _aspects(spec, bounds, topics)
            continue
        size = sum(_size(piece.text) for piece in own)
        if not bounds[0] <= size <= bounds[1]:
            name = next(part.heading for part in kind.sections if part.id == spec.section)
            remedy = _remedy(size < bounds[0], topics, spec, kind)
            yield _finding(spec, f"“{name}”", f"section:{spec.section}", size, bounds, remedy)


def _topics(pieces: Sequence[Piece]) -> list[_Topic]:
    found: list[_Topic] = []
    for piece in pieces:
        match = _TOPIC.match(piece.text)
        size = _size(piece.text)
        if match:
            found.append(_Topic(match[1], piece.anchor, size))
        elif found:
            last = found[-1]
            found[-1] = _Topic(last.heading, last.anchor, last.size + size)
    return found


def _size(text: str) -> int:
    return len(_NOT_TEXT.sub("", text))


def _aspects(
    spec: LengthSpec, bounds: tuple[int, int], topics: Sequence[_Topic]
) -> Iterator[Finding]:
    for topic in topics:
        if topic.size < bounds[0]:
            remedy = "请在这方面补充做法、数量和结果的要点；没有可写的，可以保持现状。"
        elif topic.size > bounds[1]:
            remedy = "请删去与公开无关的内容，或分成两个方面写。"
        else:
            continue
        yield _finding(spec, f"“{topic.heading}”", topic.anchor, topic.size, bounds, remedy)


def _remedy(short: bool, topics: Sequence[_Topic], spec: LengthSpec, kind: ReportKind) -> str:  # noqa: FBT001 -- which of the two
    if not short:
        longest = sorted(topics, key=lambda topic: -topic.size)[:_NAMED]
        named = "、".join(f"“{topic.heading}”{topic.size}字" for topic in longest)
        return f"可以压缩篇幅较长的方面：{named}。" if named else "可以压缩次要的内容。"
    written = {topic.heading for topic in topics}
    wanted = [topic for topic in kind.topics.get(spec.section, ()) if topic.heading]
    absent = [
        topic.heading for topic in wanted if not {topic.heading, *topic.aliases} & written
    ] or [topic.heading for topic in sorted(topics, key=lambda topic: topic.size)[:_NAMED]]
    if not absent:
        return "请补充有事实和数字的要点。"
    return f"请补充这些方面的要点：{'、'.join(absent)}。"


def _finding(  # noqa: PLR0913 -- whose length, where, how much, how much is usual, what to do
    spec: LengthSpec, name: str, anchor: str, size: int, bounds: tuple[int, int], remedy: str
) -> Finding:
    least, most = bounds
    word = "偏短" if size < least else "偏长"
    message = f"{name}{size}字，{word}，同级机关一般写{least}至{most}字。"
    return Finding(
        spec.code, Severity.NOTE, message, name, remedy, figures=(str(size),), anchor=anchor
    )
