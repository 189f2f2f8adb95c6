"""Paragraphs made whole again, and cut into sentences, items and headings; no word is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.location import Location
from drafting.published.blocks import Block

_END = re.compile(r"[。！？：；…]$|[。！？][”’）]$")
_OPEN, _CLOSE = "“‘（(《〈【", "”’）)》〉】"
_STOPS = "。！？"
_HAN = "一二三四五六七八九十"
_LABEL = re.compile(
    rf"(?:[{_HAN}]{{1,3}}[、.．]|[（(][{_HAN}\d]{{1,3}}[）)]|\d{{1,2}}[.、．](?!\d)|[①-⑳])"
)
_NUMBER = re.compile(rf"{_LABEL.pattern}\s*")
_MARKER = re.compile(
    rf"(?:(?<=[。；，：:;,])|^)\s*(?:[{_HAN}]{{1,2}}是(?![^。；，]{{0,3}}否)(?:要)?|"
    rf"第[{_HAN}]{{1,2}}[，,、]|其[一二三四五六七八九十][，,是：]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)|[①-⑳]|"
    r"首先[，,]|其次[，,]|再次[，,]|最后[，,])\s*"
)
_NAMED = re.compile(  # a heading that has lost its number
    r"([^。，：:！？；“”\d]{2,16}(?:(?:方面|情况|问题|不足|措施|打算|计划|事项)[。：:]"
    r"|(?:工作|建设|管理|保障|公开)[：:]))(?=.)\s*"
)
_WRAPPED = 10  # lines from which a width of wrapping can be told
_LONGEST_HEADING = 40
_LONGEST_LEAD = 32  # characters of a heading that runs in with its text
_COUNTED = re.compile(r"\d+(?:\.\d+)?[%％]?[\u4e00-\u9fff]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the place where it begins."""

    text: str
    place: Location
    heading: int = 0  # level of its style
    is_row: bool = False


def paragraphs_of(blocks: Sequence[Block], width: int = 0) -> list[Paragraph]:
    """The paragraphs of blocks; those that a page end or a line end broke are joined.

    Args:
        blocks: of one part.
        width: at which the file's lines were wrapped; 0 when they were not.
    """
    made: list[Paragraph] = []
    previous: Block | None = None
    for block in blocks:
        shown = "｜".join(cell.text for cell in block.cells if cell.text.strip()) or block.text
        text = " ".join(shown.split())
        if not text:
            continue
        if made and previous is not None and _runs_on(previous, block, width):
            last = made[-1]
            made[-1] = Paragraph(last.text + text, last.place, last.heading, last.is_row)
        else:
            made.append(Paragraph(text, block.place, block.heading, bool(block.cells)))
        previous = block
    return [Paragraph(_tight(one.text), one.place, one.heading, one.is_row) for one in made]


def _tight(text: str) -> str:
    """The text without the blanks that extraction leaves between Chinese and digits."""
    han = r"\u4e00-\u9fff，。；：、！？（）“”《》"
    return re.sub(rf"(?<=[{han}])\s+(?=[^\s])|(?<=[^\s])\s+(?=[{han}])", "", text)


def wrap_width(blocks: Sequence[Block]) -> int:
    """The width at which the lines of a text file were wrapped, or 0 when they were not."""
    lines = [block.text for block in blocks if block.is_line and not block.cells]
    sizes = sorted(len(line) for line in lines if len(line) >= 20)
    if len(sizes) < _WRAPPED:
        return 0
    widest = sizes[int(len(sizes) * 0.9)]
    near = sum(widest - 4 <= size <= widest + 2 for size in sizes)
    return widest if near >= 0.5 * len(sizes) else 0


def _runs_on(previous: Block, block: Block, width: int) -> bool:
    if previous.cells or block.cells or previous.heading or block.heading:
        return False
    before, text = previous.text.strip(), block.text.strip()
    if _LABEL.match(text):
        return False
    if previous.is_line and width and len(before) >= width - 4:
        return True
    if _END.search(before) or _is_short_heading(before):
        return False
    if _LABEL.match(before) and len(before) <= _LONGEST_HEADING and "。" not in before:
        return False
    return bool(re.match(r"[\u4e00-\u9fff\d“《（，。；、：”）》]", text))


def _is_short_heading(text: str) -> bool:
    return len(text) < 20 and not re.search("[，。；]", text)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph with their marks; one that quotes others stays whole."""
    found = list(_cut(text, depth_counts=_is_paired(text)))
    return [sentence for sentence in found if sentence.strip("。！？；，、 ")]


def _cut(text: str, *, depth_counts: bool) -> Iterator[str]:
    start = depth = 0
    for at, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        stops = character in _STOPS
        quoted = character in "”’" and at > 0 and text[at - 1] in _STOPS
        if (stops or quoted) and (depth == 0 or not depth_counts):
            follows = text[at + 1 : at + 2]
            if follows in set("”’）)，、；的") - {""}:
                continue
            yield text[start : at + 1].strip()
            start = at + 1
    if text[start:].strip():
        yield text[start:].strip()


def _is_paired(text: str) -> bool:
    return all(
        text.count(one) == text.count(other) for one, other in zip(_OPEN, _CLOSE, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: an item with its marker (一是, 1.) taken off, or what is none."""

    text: str
    is_item: bool


def pieces(sentence: str) -> list[Piece]:
    """A sentence cut at its item markers."""
    marks = [match for match in _MARKER.finditer(sentence) if not _inside(sentence, match.start())]
    if not marks:
        return [Piece(sentence, is_item=False)]
    made = [Piece(sentence[: marks[0].start()].strip(), is_item=False)]
    ends = [match.start() for match in marks[1:]] + [len(sentence)]
    made += [
        Piece(sentence[match.end() : end].strip(), is_item=True)
        for match, end in zip(marks, ends, strict=True)
    ]
    return [piece for piece in made if piece.text.strip("，。；：、 ")]


def _inside(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks or brackets."""
    before = text[:at]
    return any(
        before.count(one) > before.count(other) for one, other in zip(_OPEN, _CLOSE, strict=True)
    )


def numbered(text: str) -> bool:
    """Whether a paragraph begins with a number of any level."""
    return _LABEL.match(text) is not None


def is_second(text: str) -> bool:
    """Whether it begins with （一）."""
    return re.match(rf"[（(][{_HAN}]{{1,3}}[）)]", text) is not None


def unnumbered(text: str) -> str:
    """The text without the number before it."""
    return text[match.end() :] if (match := _NUMBER.match(text)) else text


def split_heading(paragraph: Paragraph) -> tuple[str, str]:
    """A heading and the text that runs in with it; ("", text) when it has no heading.

    Only a paragraph that is numbered, styled as a heading, short and without a full stop, or
    that begins with a few words and a colon, has one.
    """
    text = unnumbered(paragraph.text)
    is_marked = numbered(paragraph.text) or paragraph.heading > 0
    plain = text.rstrip("。：:")
    if not re.search("[。！？；]", plain) and (
        (is_marked and len(plain) <= 45 and not (text.endswith("。") and _is_said(plain)))
        or (_is_short_heading(plain) and not text.endswith("。"))
    ):
        match = re.match(r"([^：:]{2,20})[：:](?=.)", plain)
        return (match[1], plain[match.end() :]) if match else (plain, "")
    if is_marked:
        match = re.match(rf"([^。：:！？；]{{2,{_LONGEST_LEAD}}})[。：:]\s*", text)
        if match and not _is_said(match[1]):
            return match[1].strip(), text[match.end() :].strip()
    match = _NAMED.match(text)
    if match:
        return match[1].rstrip("。：:"), text[match.end() :].strip()
    return "", text if is_marked else paragraph.text


def _is_said(head: str) -> bool:
    """Whether the words before a stop state a fact rather than name a subject."""
    return any(not re.fullmatch(r"\d{4}年?", found) for found in _COUNTED.findall(head))
