"""A paragraph of a revised file as pieces of text: kept, inserted, deleted, with whose change it is.

One walk over the paragraph gives the original view (before the tracked changes), the accepted
view (with them), and where each character stands in the XML. Pictures, notes, fields' codes and
text boxes are no text: a picture or a note counts as one object character, so that places behind
it stay right. (ECMA-376 part 1, 17.13 annotations; 17.3.3 run content.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OBJECT = "\ufffc"
"""Stands for a picture, a note's number or another thing that is no text."""

Element = etree._Element  # noqa: SLF001 -- lxml's public name of the type is this one


class State(Enum):
    """What tracked changes say of a piece."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    NEITHER = "neither"  # inserted by one editor, deleted by another

    @property
    def is_accepted(self) -> bool:
        """Whether it stands in the text with the tracked changes."""
        return self in {State.KEPT, State.INSERTED}

    @property
    def is_original(self) -> bool:
        """Whether it stood in the text before them."""
        return self in {State.KEPT, State.DELETED}


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: whose, when, and whether it is half of a move."""

    author: str
    date: str  # as written, ISO 8601; empty when none
    is_move: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one element of one run."""

    text: str
    state: State
    change: Change | None  # the outermost change that makes the state; None when kept
    run: Element  # w:r
    node: Element  # w:t, w:delText, w:tab …, inside `run`


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark or the end of a comment's range, at a place in the accepted text."""

    kind: str  # bookmark | comment-start | comment-end
    name: str  # of a bookmark; w:id of a comment
    at: int  # characters of the accepted view before it


@dataclass(frozen=True, slots=True)
class Lines:
    """One w:p read: its pieces, its anchors, and the state of its own mark."""

    element: Element
    pieces: tuple[Piece, ...]
    anchors: tuple[Anchor, ...]
    mark: State  # of the paragraph mark
    mark_change: Change | None

    @property
    def original(self) -> str:
        """The text before the tracked changes."""
        return "".join(piece.text for piece in self.pieces if piece.state.is_original)

    @property
    def accepted(self) -> str:
        """The text with the tracked changes."""
        return "".join(piece.text for piece in self.pieces if piece.state.is_accepted)

    @property
    def is_tracked(self) -> bool:
        """Whether any tracked change stands in it."""
        return self.mark is not State.KEPT or any(
            piece.state is not State.KEPT for piece in self.pieces
        )


_STATES = {
    f"{W}ins": State.INSERTED,
    f"{W}moveTo": State.INSERTED,
    f"{W}del": State.DELETED,
    f"{W}moveFrom": State.DELETED,
}
_MOVES = frozenset({f"{W}moveTo", f"{W}moveFrom"})
_TEXTS = {f"{W}t", f"{W}delText"}
_MARKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_OBJECTS = {
    f"{W}{name}"
    for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "sym")
} | {f"{MC}AlternateContent"}
_RANGES = {f"{W}commentRangeStart": "comment-start", f"{W}commentRangeEnd": "comment-end"}
_OPAQUE = {f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}instrText", f"{W}delInstrText"}


def read_paragraph(paragraph: Element) -> Lines:
    """A w:p as pieces."""
    walk = _Walk()
    for child in paragraph:
        walk.visit(child, State.KEPT, None)
    mark, change = _mark(paragraph)
    return Lines(paragraph, tuple(walk.pieces), tuple(walk.anchors), mark, change)


def change_of(element: Element) -> Change:
    """Author and date of a w:ins, w:del, w:moveFrom or w:moveTo."""
    return Change(
        str(element.get(f"{W}author", "")), str(element.get(f"{W}date", "")), element.tag in _MOVES
    )


def _mark(paragraph: Element) -> tuple[State, Change | None]:
    look = paragraph.find(f"{W}pPr/{W}rPr")
    if look is not None:
        for child in look:
            if child.tag in _STATES:
                return _STATES[child.tag], change_of(child)
    return State.KEPT, None


class _Walk:
    """What has been read of a paragraph so far."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.anchors: list[Anchor] = []
        self.length = 0  # of the accepted view

    def visit(self, node: Element, state: State, change: Change | None) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _OPAQUE:
            return
        if tag in _STATES:
            inner = _within(state, _STATES[tag])
            for child in node:
                self.visit(child, inner, change if inner is state and change else change_of(node))
        elif tag == f"{W}r":
            self._run(node, state, change)
        elif tag == f"{W}bookmarkStart":
            self.anchors.append(Anchor("bookmark", str(node.get(f"{W}name", "")), self.length))
        elif tag in _RANGES:
            self.anchors.append(Anchor(_RANGES[tag], str(node.get(f"{W}id", "")), self.length))
        elif tag != f"{W}p":
            for child in node:
                self.visit(child, state, change)

    def _run(self, run: Element, state: State, change: Change | None) -> None:
        for node in run:
            text = _text(node)
            if text:
                self.pieces.append(Piece(text, state, change, run, node))
                if state.is_accepted:
                    self.length += len(text)


def _within(outer: State, inner: State) -> State:
    if outer is State.KEPT or outer is inner:
        return inner
    return State.NEITHER


def _text(node: Element) -> str:
    if node.tag in _TEXTS:
        return node.text or ""
    if node.tag in _OBJECTS:
        return OBJECT
    return _MARKS.get(str(node.tag), "")


def paragraphs(root: Element) -> Iterator[Element]:
    """Every w:p outside text boxes, in the order of the document."""
    for node in root:
        if not isinstance(node.tag, str) or node.tag in _OPAQUE or node.tag in _OBJECTS:
            continue
        if node.tag == f"{W}p":
            yield node
        elif node.tag != f"{W}r":
            yield from paragraphs(node)
