"""An output read back from its XML and held against the content: no writer's own code is used."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from content import Block, Content
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Seen = tuple[str, ...] | frozenset[tuple[int, int, int, int, str]]


class WrongOutputError(Exception):
    """A writer's output differs from the content; its time means nothing."""


def verify(name: str, data: bytes, content: Content) -> None:
    """Hold the paragraphs' texts and the cells' texts and spans against the content.

    Raises:
        WrongOutputError: something differs.
    """
    found, expected = list(_read(data)), list(_expected(content))
    if len(found) != len(expected):
        raise WrongOutputError(f"{name}: {len(found)} blocks, {len(expected)} expected")
    for number, (one, other) in enumerate(zip(found, expected, strict=True), start=1):
        if one != other:
            raise WrongOutputError(f"{name}: block {number} differs: {one!r}, not {other!r}")


def _expected(content: Content) -> Iterator[Seen]:
    for part in content:
        if not isinstance(part, Block):
            yield frozenset(
                (cell.row, cell.column, cell.rows, cell.cols, "\n".join(cell.lines))
                for cell in part.cells
            )
        elif part.runs:
            text = "".join("\n" * run.breaks + run.text for run in part.runs)
            yield (text,)


def _read(data: bytes) -> Iterator[Seen]:
    with ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    for node in body:
        if node.tag == f"{_W}tbl":
            yield frozenset(_cells(node))
        elif node.tag == f"{_W}p" and _text(node):
            yield (_text(node),)


def _text(node: etree._Element) -> str:
    parts: list[str] = []
    for inner in node.iter(f"{_W}t", f"{_W}br", f"{_W}p"):
        if inner.tag == f"{_W}p":
            parts.append("\n" if parts else "")
        else:
            parts.append("\n" if inner.tag == f"{_W}br" else inner.text or "")
    return "".join(parts)


def _cells(table: etree._Element) -> Iterator[tuple[int, int, int, int, str]]:
    """Real cells as (row, column, rows, columns, text); merges downwards are counted."""
    spots: dict[tuple[int, int], tuple[int, str]] = {}
    heights: dict[tuple[int, int], int] = {}
    top: dict[int, tuple[int, int]] = {}  # column -> where its running merge began
    for number, row in enumerate(table.iterchildren(f"{_W}tr")):
        column = 0
        for cell in row.iterchildren(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            cols = 1 if span is None else int(str(span.get(f"{_W}val")))
            if merge is not None and merge.get(f"{_W}val") != "restart":
                heights[top[column]] += 1
            else:
                top[column] = (number, column)
                spots[number, column] = (cols, _text(cell))
                heights[number, column] = 1
            column += cols
    for (number, column), (cols, text) in spots.items():
        yield number, column, heights[number, column], cols, text
