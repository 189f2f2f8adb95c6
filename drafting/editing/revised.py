"""A revised file as blocks with the keys of the draft that it came from.

A block is a paragraph, or the cell of a table that holds a value. Its key is found by the hidden
bookmark in it; where bookmarks are gone (text pasted into a new file, a tracked move, another
program's save) by its text, see `matching`. What the tracked changes join or split is read as
Word shows it: a paragraph whose mark is deleted goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from drafting.editing.pieces import Element, Lines, State, W, paragraphs, read_paragraph
from drafting.errors import UnreadableFileError
from drafting.ooxml.package import read_parts
from drafting.word.embedded import find_draft_data
from drafting.word.identity import PREFIX

MAIN = "word/document.xml"
_RESAVE = "请用 Word 或 WPS 另存后重试。"


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of the file that are one paragraph in a view; nearly always one."""

    lines: tuple[Lines, ...]
    names: tuple[str, ...]  # hidden bookmarks that start in it, in order
    cell: tuple[int, int, int] | None = None  # table, row, column of the file; None in the body

    @property
    def accepted(self) -> str:
        """The text as the editor sees it with his changes."""
        return "".join(line.accepted for line in self.lines)

    @property
    def original(self) -> str:
        """The text before the tracked changes, of the same paragraphs."""
        return "".join(line.original for line in self.lines)

    @property
    def element(self) -> Element:
        """The first w:p."""
        return self.lines[0].element

    @property
    def is_gone(self) -> bool:
        """Whether all of it, its mark too, is deleted."""
        return self.lines[-1].mark is State.DELETED and not self.accepted


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body: the texts of its cells by row, and the blocks that stand in them."""

    element: Element
    rows: tuple[tuple[tuple[Block, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class RevisedFile:
    """A .docx that an editor gives back."""

    path: Path
    parts: Mapping[str, bytes]
    root: Element  # of word/document.xml
    blocks: tuple[Block, ...]  # of the body, in order; those of tables are in `tables`
    tables: tuple[Table, ...]
    draft: Mapping[str, Any] | None  # the draft data inside; None when they are gone

    @property
    def is_tracked(self) -> bool:
        """Whether tracked changes are left in the body."""
        return any(line.is_tracked for block in self.blocks for line in block.lines)


def read_revised(path: Path) -> RevisedFile:
    """A .docx with everything that its editor did.

    Raises:
        UnreadableFileError: no .docx, a broken or locked one; a part or the draft data damaged.
    """
    parts = read_parts(path)
    roots = {
        name: parse_part(path, name, data)
        for name, data in parts.items()
        if name.endswith((".xml", ".rels")) and not name.startswith("customXml/")
    }
    root = roots.get(MAIN)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise UnreadableFileError(path, "它不是 Word 文档", "请指定 .docx 文件。")
    blocks, tables = read_body(body)
    return RevisedFile(path, parts, root, blocks, tables, find_draft_data(path, parts))


def parse_part(path: Path, name: str, data: bytes) -> Element:
    """A part as XML; entities and nesting beyond what Office writes are refused.

    Raises:
        UnreadableFileError: it is no XML.
    """
    said = "正文" if name == MAIN else f"“{name}”"
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise UnreadableFileError(path, f"其中的{said}已损坏", _RESAVE) from fault
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # not allowed in a package (ECMA-376 part 2, 9.1.8)
        raise UnreadableFileError(path, f"其中的{said}已损坏", _RESAVE)
    return root


def read_body(body: Element) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The paragraphs and the tables of a body, each in its order."""
    blocks: list[Block] = []
    tables: list[Table] = []
    held: list[Lines] = []
    for node in members(body):
        if node.tag == f"{W}tbl":
            tables.append(_table(node, len(tables)))
            continue
        held.append(read_paragraph(node))
        if held[-1].mark is not State.DELETED or not held[-1].accepted:
            blocks.append(_block(held))
            held = []
    if held:
        blocks.append(_block(held))
    return tuple(blocks), tuple(tables)


def members(node: Element) -> list[Element]:
    """The paragraphs and tables of a body, cell or text box, also inside content controls."""
    found = []
    for child in node:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            found.append(child)
        elif isinstance(child.tag, str) and child.tag not in {f"{W}sectPr", f"{W}bookmarkStart"}:
            found.extend(members(child))
    return found


def _block(lines: list[Lines], cell: tuple[int, int, int] | None = None) -> Block:
    names = tuple(
        anchor.name
        for line in lines
        for anchor in line.anchors
        if anchor.kind == "bookmark" and anchor.name.startswith(PREFIX)
    )
    return Block(tuple(lines), names, cell)


def _table(element: Element, number: int) -> Table:
    rows = []
    for row_at, row in enumerate(element.iterchildren(f"{W}tr")):
        rows.append(
            tuple(
                tuple(
                    _block([read_paragraph(paragraph)], (number, row_at, column))
                    for paragraph in paragraphs(cell)
                )
                for column, cell in enumerate(row.iter(f"{W}tc"))
            )
        )
    return Table(element, tuple(rows))
