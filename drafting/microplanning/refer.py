"""Referring expressions: a short name is declared only where it is used again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafting.document import Span
from drafting.plan import SHORT_NAME, PhraseUse, Piece, SectionSpec


def with_used_short_names(sections: Sequence[SectionSpec]) -> tuple[SectionSpec, ...]:
    """The sections; a short name that is declared and never used again is not declared (R-10)."""
    names = {
        found[0]
        for use in _uses(sections)
        for slot in use.slots.values()
        for span in slot.spans
        if span.rule == SHORT_NAME and (found := re.findall(r"《[^》]+》", span.text))
    }
    said = "".join(_words(sections))
    unused = {name for name in names if name not in said}
    return tuple(
        replace(
            section,
            paragraphs=tuple(
                replace(
                    paragraph,
                    sentences=tuple(
                        replace(
                            one, pieces=tuple(_undeclared(piece, unused) for piece in one.pieces)
                        )
                        for one in paragraph.sentences
                    ),
                )
                for paragraph in section.paragraphs
            ),
        )
        if unused
        else section
        for section in sections
    )


def _uses(sections: Sequence[SectionSpec]) -> list[PhraseUse]:
    return [
        piece
        for section in sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        for piece in sentence.pieces
        if isinstance(piece, PhraseUse)
    ]


def _words(sections: Sequence[SectionSpec]) -> list[str]:
    """All text but the declarations and the documents that stand beside them."""
    words = []
    for section in sections:
        for paragraph in section.paragraphs:
            for sentence in paragraph.sentences:
                for piece in sentence.pieces:
                    if isinstance(piece, Span):
                        words.append(piece.text)
                        continue
                    words.append(piece.entry.text)
                    words.extend(
                        span.text
                        for slot in piece.slots.values()
                        for span in slot.spans
                        if all(other.rule != SHORT_NAME for other in slot.spans)
                    )
    return words


def _undeclared(piece: Piece, unused: set[str]) -> Piece:
    if isinstance(piece, Span):
        return piece
    slots = {}
    for name, slot in piece.slots.items():
        spans: list[Span] = []
        for span in slot.spans:
            if span.rule == SHORT_NAME and any(word in span.text for word in unused):
                continue
            if spans and span.text == "、" and spans[-1].text.endswith("》"):
                continue
            spans.append(span)
        slots[name] = replace(slot, spans=tuple(spans))
    return replace(piece, slots=slots)
