"""A .docx of plain paragraphs and tables in the look of a kind's style file; no draft inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafting.ooxml.markup import DECLARATION, text_element
from drafting.ooxml.package import pack_all
from drafting.word.embedded import content_digest, seal_part
from drafting.word.identity import document_ids
from drafting.word.package import plain_parts
from drafting.word.properties import bare_core_part
from drafting.word.styles import LONG_ID, MC, SHORT_ID, W14, R, StyleIds, StyleSheet, W


@dataclass(frozen=True, slots=True)
class PlainText:
    """A paragraph."""

    text: str
    role: str = "body"  # a field of StyleIds
    stays: bool = False  # on the page of what follows


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of cells that are not merged."""

    grid: tuple[int, ...]  # twips
    rows: tuple[tuple[str, ...], ...]
    head: int = 1  # rows repeated on each page
    labels: int = 1  # columns of labels at the left
    height: int = 0  # least height of a row, twips; 0: that of its text
    is_whole: bool = False  # never parted by the end of a page


def write_plain(
    style: StyleSheet, blocks: Sequence[PlainText | PlainTable], *, title: str, organisation: str
) -> bytes:
    """The file, byte for byte the same for the same blocks and style file."""
    body = "".join(
        _text(block, style.ids) if isinstance(block, PlainText) else _table(block, style.ids)
        for block in blocks
    )
    document = (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" '
        f'xmlns:w14="{W14}" mc:Ignorable="w14"><w:body>{body}{style.section}</w:body></w:document>'
    ).encode()
    short, long = document_ids("plain", 0, title)
    settings = style.settings.replace(SHORT_ID.encode(), short.encode())
    return pack_all(
        [
            *plain_parts(style),
            ("word/document.xml", document),
            (style.settings_name, settings.replace(LONG_ID.encode(), long.encode())),
            ("docProps/core.xml", bare_core_part(title, organisation)),
            ("docProps/custom.xml", seal_part(content_digest(document, b""))),
        ]
    )


def _text(block: PlainText, ids: StyleIds) -> str:
    style = getattr(ids, block.role)
    keep = "<w:keepNext/>" if block.stays else ""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>' if style else ""
    lines = "<w:br/>".join(text_element(line) for line in block.text.split("\n"))
    return f"<w:p>{look}{f'<w:r>{lines}</w:r>' if block.text else ''}</w:p>"


def _table(table: PlainTable, ids: StyleIds) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.grid)
    rows = "".join(_row(table, number, ids) for number in range(len(table.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ids.table}"/><w:tblW w:w="{sum(table.grid)}" '
        f'w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(table: PlainTable, number: int, ids: StyleIds) -> str:
    is_head = number < table.head
    height = f'<w:trHeight w:val="{table.height}" w:hRule="atLeast"/>' if table.height else ""
    head = "<w:tblHeader/>" if is_head else ""
    keep = table.is_whole and number < len(table.rows) - 1
    cells = "".join(
        _cell(text, table.grid[at], _role(ids, is_head=is_head, is_label=at < table.labels), keep)
        for at, text in enumerate(table.rows[number])
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{cells}</w:tr>"


def _role(ids: StyleIds, *, is_head: bool, is_label: bool) -> str:
    if is_head:
        return ids.table_head
    return ids.table_stub if is_label else ids.table_text


def _cell(text: str, width: int, style: str, keep: bool) -> str:  # noqa: FBT001 -- of its row
    next_row = "<w:keepNext/>" if keep else ""
    run = f"<w:r>{text_element(text)}</w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{next_row}</w:pPr>{run}</w:p></w:tc>'
    )
