"""The editor's file as the carrier of a new draft: everything of his stays, ours is added.

Parts are changed only where something is added: the body, the comments, the draft data. A part
that a file lacks (a first comment) is made with its relation and content type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.editing.pieces import Element, Lines, W, read_paragraph
from drafting.editing.revised import MAIN, RevisedFile
from drafting.editing.tracked import Pen, cut_at
from drafting.ooxml.markup import DECLARATION
from drafting.ooxml.package import CONTENT_TYPES, pack_all
from drafting.word.comments import AUTHOR, DATE, INITIALS

COMMENTS = "word/comments.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NAMESPACE = W[1:-1]
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
PASSED = "〔已不成立〕"
"""Stands before a doubt of ours that no longer holds."""


@dataclass(slots=True)
class Carrier:
    """A revised file being written on."""

    file: RevisedFile
    pen: Pen
    comments: Element | None
    next_comment: int
    replaced: dict[str, bytes] = field(default_factory=dict)  # other parts, as they shall be
    is_changed: bool = False  # whether the body or the comments were touched

    def comment(self, text: str, lines: Sequence[Lines], start: int, end: int) -> None:
        """A comment of ours over characters of paragraphs; over all of them when start is end."""
        number = str(self.next_comment)
        self.next_comment += 1
        fresh = [read_paragraph(line.element) for line in lines]
        _range(fresh, start, end, number, self._reference())
        if self.comments is None:
            self.comments = etree.Element(f"{W}comments", nsmap={"w": _NAMESPACE})
        made = etree.SubElement(self.comments, f"{W}comment")
        for name, value in (
            ("id", number),
            ("author", AUTHOR),
            ("date", DATE),
            ("initials", INITIALS),
        ):
            made.set(f"{W}{name}", value)
        for line in text.split("\n"):
            run = etree.SubElement(etree.SubElement(made, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}t").text = line
        self.is_changed = True

    def own_comments(self) -> list[tuple[str, Element]]:
        """The comments of ours that stand in the file, each with its words."""
        if self.comments is None:
            return []
        return [
            (comment_text(comment), comment)
            for comment in self.comments.iterchildren(f"{W}comment")
            if comment.get(f"{W}author") == AUTHOR
        ]

    def reword(self, comment: Element, text: str) -> None:
        """Give a comment of ours other words; its last paragraph, by which threads know it, stays."""
        lines = text.split("\n")
        held = list(comment.iterchildren(f"{W}p"))
        for paragraph in held[: -len(lines)]:
            comment.remove(paragraph)
        held = held[-len(lines) :]
        while len(held) < len(lines):
            made = etree.Element(f"{W}p")
            held[0].addprevious(made)
            held.insert(0, made)
        for paragraph, line in zip(held, lines, strict=True):
            for run in [one for one in paragraph.iter(f"{W}r") if one.find(f"{W}t") is not None]:
                parent = run.getparent()
                if parent is not None:
                    parent.remove(run)
            added = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(added, f"{W}t").text = line
        self.is_changed = True

    def mark_passed(self, comment: Element) -> None:
        """Say before a comment of ours that it no longer holds; once."""
        first = next(comment.iter(f"{W}p"), None)
        if first is None or comment_text(comment).startswith(PASSED):
            return
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = PASSED
        look = first.find(f"{W}pPr")
        first.insert(0 if look is None else 1, run)
        self.is_changed = True

    def unmark_passed(self, comment: Element) -> None:
        """Take the word back where a doubt holds again."""
        for run in comment.iter(f"{W}r"):
            if "".join(node.text or "" for node in run.iter(f"{W}t")) == PASSED:
                parent = run.getparent()
                if parent is not None:
                    parent.remove(run)
                    self.is_changed = True
                return

    def _reference(self) -> str:
        styles = self.file.parts.get("word/styles.xml", b"")
        return "CommentReference" if b'w:styleId="CommentReference"' in styles else ""

    def to_bytes(self) -> bytes:
        """The file."""
        parts = {**self.file.parts, **self.replaced}
        parts[MAIN] = _serial(self.file.root)
        if self.comments is not None and len(self.comments):
            if COMMENTS not in parts:
                parts[_RELATIONS] = _with_relation(parts.get(_RELATIONS))
                parts[CONTENT_TYPES] = _with_type(parts[CONTENT_TYPES])
            parts[COMMENTS] = _serial(self.comments)
        return pack_all(parts.items())


def carrier(file: RevisedFile, *, is_tracked: bool) -> Carrier:
    """A file ready to be written on."""
    data = file.parts.get(COMMENTS)
    comments = None if data is None else etree.fromstring(data, _PARSER)
    numbers = [
        int(value)
        for node in file.root.iter()
        if isinstance(node.tag, str) and (value := node.get(f"{W}id")) and value.isdigit()
    ]
    listed = [] if comments is None else [
        int(value) for comment in comments if (value := comment.get(f"{W}id")) and value.isdigit()
    ]  # fmt: skip
    styles = file.parts.get("word/styles.xml", b"")
    pen = Pen(
        max(numbers, default=0) + 1, is_tracked,
        "Placeholder" if b'w:styleId="Placeholder"' in styles else "",
    )  # fmt: skip
    return Carrier(file, pen, comments, max([*listed, *numbers], default=0) + 1)


def comment_text(comment: Element) -> str:
    """The words of a comment, a line a paragraph."""
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for paragraph in comment.iter(f"{W}p")
    )


def _range(lines: Sequence[Lines], start: int, end: int, number: str, style: str) -> None:
    whole = start >= end
    if not whole:
        cut_at(lines, start)
        cut_at([read_paragraph(line.element) for line in lines], end)
    pieces = [
        piece
        for line in (read_paragraph(line.element) for line in lines)
        for piece in line.pieces
        if piece.state.is_accepted
    ]
    at, inside = 0, []
    for piece in pieces:
        if whole or (at >= start and at + len(piece.text) <= end):
            inside.append(piece)
        at += len(piece.text)
    begin, finish, reference = _marks(number, style)
    if not inside:
        paragraph = lines[0].element
        for element in (begin, finish, reference):
            paragraph.append(element)
        return
    _top(inside[0].run).addprevious(begin)
    last = _top(inside[-1].run)
    last.addnext(reference)
    last.addnext(finish)


def _top(run: Element) -> Element:
    """The child of the paragraph that holds a run: a range stands between such."""
    node = run
    while (parent := node.getparent()) is not None and parent.tag != f"{W}p":
        node = parent
    return node


def _marks(number: str, style: str) -> tuple[Element, Element, Element]:
    begin, finish = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
    run = etree.Element(f"{W}r")
    if style:
        look = etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle")
        look.set(f"{W}val", style)
    reference = etree.SubElement(run, f"{W}commentReference")
    for element in (begin, finish, reference):
        element.set(f"{W}id", number)
    return begin, finish, run


def _with_relation(data: bytes | None) -> bytes:
    root = (
        etree.Element(f"{_PACKAGE}Relationships", nsmap={None: _PACKAGE[1:-1]})  # type: ignore[dict-item]  # the default namespace
        if data is None
        else etree.fromstring(data, _PARSER)
    )
    taken = {str(node.get("Id")) for node in root}
    number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
    made = etree.SubElement(root, f"{_PACKAGE}Relationship")
    made.set("Id", f"rIdComments{number}")
    made.set("Type", f"{_OFFICE}/comments")
    made.set("Target", "comments.xml")
    return _serial(root)


def _with_type(data: bytes) -> bytes:
    root = etree.fromstring(data, _PARSER)
    made = etree.SubElement(root, f"{_TYPES}Override")
    made.set("PartName", f"/{COMMENTS}")
    made.set("ContentType", _COMMENTS_TYPE)
    return _serial(root)


def _serial(root: Element) -> bytes:
    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8").split(b"?>\n", 1)[-1]
