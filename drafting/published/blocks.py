"""A published file as blocks: paragraphs and table rows in their order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drafting.errors import UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.location import Location
from drafting.ooxml.package import read_parts
from drafting.published.office import docx_of
from drafting.reading.encoding import decoded
from drafting.reading.markup import RawCell, RawParagraph, docx_paragraphs, page_paragraphs

_OLE = b"\xd0\xcf\x11\xe0"
_LARGEST = 60_000_000  # bytes; a report with pictures has a few millions
_TEXTS = frozenset((".txt", ".md", ".text"))
_PAGES = frozenset((".html", ".htm", ".shtml", ".xhtml"))
_OLD = frozenset((".doc", ".wps", ".rtf", ".odt"))
PUBLISHED = frozenset((".docx", ".docm", *_TEXTS, *_PAGES, *_OLD, ".pdf"))
"""Endings of files that are read as published reports."""

_PAGE_NUMBER = re.compile(r"[-—－–\s]*\d{1,3}[-—－–\s]*|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?")
_REMARK = re.compile(r"#\s*[A-Za-z_ ]+:")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, text line or table row of a file."""

    text: str  # of a row: its cells joined by tabs
    place: Location
    cells: tuple[RawCell, ...] = ()  # of a row
    table: int = 0  # 1-based; 0 for rows of a text file, whose tables are not marked
    heading: int = 0
    has_picture: bool = False
    is_line: bool = False  # a line of a text file: it may end inside a sentence

    @property
    def alone(self) -> str:
        """Its text when it is a paragraph or a row of one filled cell; else empty."""
        filled = [cell.text for cell in self.cells if cell.text.strip()]
        if not self.cells:
            return self.text.strip()
        return filled[0].strip() if len(filled) == 1 else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file read."""

    name: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    docx: bytes | None = None  # the package when the file is one of Word


def read_source(path: Path) -> Source:
    """The blocks of a published file of any form.

    Raises:
        UnreadableFileError: missing, empty, broken, locked, a PDF, or of an unknown form.
    """
    suffix = path.suffix.lower()
    content = _content(path)
    head = content[:1024].lstrip().lower()
    if content.startswith(b"%PDF") or suffix == ".pdf":
        remedy = "请改用网页（.html）或 Word 文件；只有 PDF 的，请用 WPS 转为 .docx，核对后再读入。"
        raise UnreadableFileError(path, "PDF 里没有表格结构，读出的数不可靠", remedy)
    if content.startswith(_OLE) or suffix in _OLD:
        return _from_office(path, content)
    if content.startswith(b"PK"):
        return _from_word(path, content)
    if suffix in {".docx", ".docm"}:
        read_parts(path)  # says what is wrong with it
    if suffix in _PAGES or head.startswith((b"<!doctype html", b"<html")):
        return _from_page(path, content)
    if suffix in _TEXTS:
        return _from_text(path, content)
    reason = f"不支持的格式（{suffix or '无扩展名'}）"
    raise UnreadableFileError(path, reason, "请给出 .docx、.html 或 .txt 文件。")


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFileError(path, "这是一个文件夹", "请指定其中的一个文件。")
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFileError(path, "文件过大", "请删去其中的图片后重试。")
        content = path.read_bytes()
    except OSError as fault:
        reason = "文件不存在或无权读取"
        raise UnreadableFileError(path, reason, "请检查路径和权限后重试。") from fault
    if not content.strip():
        raise UnreadableFileError(path, "文件是空的", "请重新取得该文件。")
    return content


def _from_word(path: Path, content: bytes) -> Source:
    read_parts(path)
    blocks = tuple(_blocks(path.name, docx_paragraphs(path, content)))
    return Source(path.name, blocks, docx=content)


def _from_office(path: Path, content: bytes) -> Source:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFileError(path, "文件加了密码", "请用 Word 或 WPS 打开，取消密码后另存。")
    made = docx_of(path, content)
    told = Finding(
        "IN-54", Severity.NOTE, "该文件由 LibreOffice 转成 .docx 后读入", path.name,
        "请把读出的数与原件核对一遍。",
    )  # fmt: skip
    return Source(path.name, tuple(_blocks(path.name, docx_paragraphs(path, made))), (told,), made)


def _from_page(path: Path, content: bytes) -> Source:
    text, notes = _text(path, content)
    return Source(path.name, tuple(_blocks(path.name, page_paragraphs(path, text))), notes)


def _text(path: Path, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    text, encoding = decoded(path, content)
    if encoding == "UTF-8":
        return text, ()
    told = Finding(
        "IN-54", Severity.NOTE, f"该文件按 {encoding} 编码读入", path.name, "如有乱码，请另存为 UTF-8 后重试。"
    )  # fmt: skip
    return text, (told,)


def _blocks(name: str, pieces: list[RawParagraph]) -> Iterator[Block]:
    paragraph = 0
    rows: dict[int, int] = {}
    for piece in pieces:
        if piece.is_row:
            rows[piece.table] = rows.get(piece.table, 0) + 1
            place = Location(name, sheet=f"第{piece.table}张表", cell=f"第{rows[piece.table]}行")
            cells = tuple(
                RawCell(_clean(cell.text), cell.column, cell.span) for cell in piece.cells
            )
            yield Block(
                _clean(piece.text), place, cells, piece.table, has_picture=piece.has_picture
            )
            continue
        for line in piece.text.split("\n"):
            paragraph += 1
            text = _clean(line).strip()
            if text or piece.has_picture:
                place = Location(name, sheet="正文", cell=f"第{paragraph}段")
                yield Block(text, place, heading=piece.heading, has_picture=piece.has_picture)


def _clean(text: str) -> str:
    return _ZERO_WIDTH.sub("", text).replace("\xa0", " ")


def _from_text(path: Path, content: bytes) -> Source:
    text, notes = _text(path, content)
    blocks: list[Block] = []
    remarks = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        plain = _clean(line).strip(" \u3000")
        if not plain.strip() or _PAGE_NUMBER.fullmatch(plain.strip()):
            continue
        if _REMARK.match(plain):
            remarks += 1
            continue
        place = Location(path.name, number)
        cells = tuple(_line_cells(plain))
        marked = re.sub(r"^#{1,6}\s+|^>\s+|\*\*", "", plain).strip()
        blocks.append(Block(plain if cells else marked, place, cells, is_line=True))
    if remarks:
        notes = (*notes, Finding(
            "IN-51", Severity.NOTE, f"以“#”开头的说明{remarks}行不属于报告，未读入", path.name, "无需处理。"
        ))  # fmt: skip
    return Source(path.name, tuple(blocks), notes)


def _line_cells(line: str) -> Iterator[RawCell]:
    """The cells of a line that a table row was written as; none for a line of prose."""
    if "\t" in line:
        parts = line.split("\t")
    elif re.search(r"\s\|(?:\s|$)", line):
        parts = re.split(
            r"\s*\|\s*", re.sub(r"^\|\s*|\s*\|$", "", line) if line.startswith("|") else line
        )
    else:
        return
    column = 0
    for part in parts:
        numbers = part.split()
        several = len(numbers) > 1 and all(
            re.fullmatch(r"[-+]?[\d.,]+|[-/—]", one) for one in numbers
        )
        for text in numbers if several else [part]:
            yield RawCell(text, column)
            column += 1
