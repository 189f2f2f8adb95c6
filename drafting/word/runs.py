"""The runs of one paragraph: lead, placeholders and comment ranges cut into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.ooxml.markup import text_element
from drafting.word.styles import StyleIds

_PLACEHOLDER = re.compile("【[^【】]*】")


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment's range in a text."""

    number: int  # w:id of the comment
    start: int  # characters
    end: int


def runs(text: str, ids: StyleIds, *, lead: int = 0, marks: Sequence[Mark] = ()) -> str:
    """The text as runs; its first `lead` characters are the run-in heading.

    A mark that names no characters stands for the whole text.
    """
    if not marks and "【" not in text:
        if lead <= 0:
            return _run(text, "")
        return _run(text[:lead], ids.lead) + _run(text[lead:], "")
    slots = [match.span() for match in _PLACEHOLDER.finditer(text)]
    placed = [_within(mark, len(text)) for mark in marks]
    cuts = {0, len(text), min(max(lead, 0), len(text))}
    cuts.update(edge for slot in slots for edge in slot)
    cuts.update(edge for mark in placed for edge in (mark.start, mark.end))
    ordered = sorted(cuts)
    pieces: list[str] = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        pieces += [_end(mark, ids) for mark in placed if mark.start < start and mark.end == start]
        pieces += [
            f'<w:commentRangeStart w:id="{mark.number}"/>' for mark in placed if mark.start == start
        ]
        style = ids.lead if start < lead else ""
        if any(first <= start < last for first, last in slots):
            style = ids.placeholder
        pieces.append(_run(text[start:end], style))
    if not text:
        pieces += [_end(mark, ids) for mark in placed]
    return "".join(pieces)


def _within(mark: Mark, length: int) -> Mark:
    start, end = max(mark.start, 0), min(mark.end, length)
    return Mark(mark.number, start, end) if start < end else Mark(mark.number, 0, length)


def _end(mark: Mark, ids: StyleIds) -> str:
    return (
        f'<w:commentRangeEnd w:id="{mark.number}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="{ids.comment_mark}"/></w:rPr>'
        f'<w:commentReference w:id="{mark.number}"/></w:r>'
    )


def _run(text: str, style: str) -> str:
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{text_element(text)}</w:r>"
