"""The doubts of a new draft as comments in an editor's file, beside what he made of the old ones.

A doubt is known by its id, from its code and place: when only its words change, the comment
takes the new words and keeps its thread. What an editor marked as settled stays so while the
doubt says the same; a doubt that says something else is a new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafting.document import Comment, Draft
from drafting.editing.carrier import PASSED, Carrier
from drafting.editing.comment_states import resolved_comments
from drafting.editing.pieces import Element, read_paragraph
from drafting.editing.revised import Block
from drafting.review.anchors import identities

_CONFLICT = "【冲突】"
_Own = list[tuple[str, Element]]  # words without the mark of what has passed, and the comment


def tell_doubts(
    carrier: Carrier,
    base: Mapping[str, Any],
    draft: Draft,
    places: Mapping[str, Sequence[Element]],
    cells: Mapping[str, Block],
) -> None:
    """Bring the comments of ours up to a new draft; those of others are never touched.

    Args:
        carrier: the file.
        base: the data of the draft that the file was made from.
        draft: the new draft.
        places: paragraphs by key of the new draft's block.
        cells: value cells by key.
    """
    done = _resolved(carrier)
    own: _Own = [
        (text.removeprefix(PASSED), comment)
        for text, comment in carrier.own_comments()
        if not text.removeprefix(PASSED).startswith(_CONFLICT)
    ]
    waiting = list(draft.comments)
    left: _Own = []
    for text, comment in own:
        same = next((doubt for doubt in waiting if doubt.text == text), None)
        if same is None:
            left.append((text, comment))
            continue
        waiting.remove(same)
        carrier.unmark_passed(comment)
    known = _ids(base)
    for text, comment in left:
        if comment in done:
            continue
        other = next(
            (doubt for doubt in waiting if doubt.id.partition("-")[0] in known.get(text, ())), None
        )
        if other is None:
            carrier.mark_passed(comment)
            continue
        waiting.remove(other)
        carrier.unmark_passed(comment)
        carrier.reword(comment, other.text)
    for doubt in waiting:
        _add(carrier, doubt, draft, places, cells)


def _resolved(carrier: Carrier) -> frozenset[Element]:
    if carrier.comments is None:
        return frozenset()
    return resolved_comments(carrier.file.parts, carrier.comments)


def _ids(base: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """Words of a doubt of the earlier draft -> its ids; told again from the findings."""
    found: dict[str, list[str]] = {}
    for text, identity in identities(base.get("findings", ())):
        found.setdefault(text, []).append(identity)
    return found


def _add(
    carrier: Carrier,
    doubt: Comment,
    draft: Draft,
    places: Mapping[str, Sequence[Element]],
    cells: Mapping[str, Block],
) -> None:
    elements = places.get(doubt.paragraph) or places.get(f"heading/{doubt.section}")
    if doubt.cell in cells:
        elements = [line.element for line in cells[doubt.cell].lines]
    if not elements:
        elements = places.get("title") or [carrier.file.blocks[0].element]
    lines = [read_paragraph(element) for element in elements]
    text = "".join(line.accepted for line in lines)
    words = _words(draft, doubt)
    at = text.find(words) if words else -1
    if at < 0:
        carrier.comment(doubt.text, lines, 0, 0)
    else:
        carrier.comment(doubt.text, lines, at, at + len(words))


def _words(draft: Draft, doubt: Comment) -> str:
    return next(
        (
            paragraph.text[doubt.start : doubt.end]
            for section in draft.sections
            for paragraph in section.paragraphs
            if paragraph.id == doubt.paragraph
        ),
        "",
    )
