"""Doubts as Word comments: where each one stands, and the part that holds their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from drafting.document import Comment, Draft
from drafting.ooxml.markup import DECLARATION, text_element
from drafting.word.identity import TITLE_KEY, heading_key, para_id
from drafting.word.runs import Mark
from drafting.word.styles import W14, StyleIds, W

AUTHOR = "年报起草助手"
INITIALS = "核"
DATE = "2000-01-01T00:00:00Z"  # fixed, so that the same draft is the same file


@dataclass(frozen=True, slots=True)
class _Places:
    """The keys of a draft at which a comment can stand."""

    cells: frozenset[str]
    paragraphs: frozenset[str]
    sections: Mapping[str, str]  # section id -> key of its heading, or of its first paragraph


def place_comments(draft: Draft) -> dict[str, tuple[Mark, ...]]:
    """Ranges by key of cell, paragraph or heading; a comment without a place is at the title."""
    places = _places(draft)
    marks: dict[str, list[Mark]] = {}
    for number, comment in enumerate(draft.comments):
        key, start, end = _anchor(comment, places)
        marks.setdefault(key, []).append(Mark(number, start, end))
    return {key: tuple(found) for key, found in marks.items()}


def comments_part(draft: Draft, ids: StyleIds) -> bytes:
    """`word/comments.xml`."""
    used: set[str] = set()
    body = "".join(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:date="{DATE}" w:initials="{INITIALS}">'
        f"{_paragraphs(comment, ids, used)}</w:comment>"
        for number, comment in enumerate(draft.comments)
    )
    return (
        f'{DECLARATION}<w:comments xmlns:w="{W}" xmlns:w14="{W14}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'mc:Ignorable="w14">{body}</w:comments>'
    ).encode()


def _places(draft: Draft) -> _Places:
    sections = {}
    for section in draft.sections:
        key = TITLE_KEY
        if section.heading:
            key = heading_key(section.id)
        elif section.paragraphs:
            key = section.paragraphs[0].id
        sections[section.id] = key
    tables = [table for section in draft.sections for table in section.tables]
    texts = [paragraph for section in draft.sections for paragraph in section.paragraphs]
    return _Places(
        frozenset(key for table in tables for key in table.values),
        frozenset(paragraph.id for paragraph in texts),
        sections,
    )


def _anchor(comment: Comment, places: _Places) -> tuple[str, int, int]:
    if comment.cell in places.cells:
        return comment.cell, 0, 0
    if comment.paragraph in places.paragraphs:
        return comment.paragraph, comment.start, comment.end
    return places.sections.get(comment.section, TITLE_KEY), 0, 0


def _paragraphs(comment: Comment, ids: StyleIds, used: set[str]) -> str:
    lines = comment.text.split("\n")
    return "".join(
        f'<w:p w14:paraId="{para_id(f"comment/{comment.id}/{number}", used)}" '
        'w14:textId="77777777">'
        f'<w:pPr><w:pStyle w:val="{ids.comment_text}"/></w:pPr>'
        f"{_annotation(ids) if number == 0 else ''}<w:r>{text_element(line)}</w:r></w:p>"
        for number, line in enumerate(lines)
    )


def _annotation(ids: StyleIds) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="{ids.comment_mark}"/></w:rPr><w:annotationRef/></w:r>'
