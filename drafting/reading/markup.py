"""Paragraphs and table rows of Word and web files as text, in the accepted view."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from drafting.errors import UnreadableFileError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_LARGEST = 200_000_000  # bytes of one part; more is no report
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "tr")
)
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "nav", "footer"))
_DROPPED = frozenset(
    (*(f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr")),
     f"{_MC}Fallback")
)  # fmt: skip
_PICTURES = frozenset((f"{_W}drawing", f"{_W}pict", f"{_W}object"))
_WIDEST = 200  # columns that one cell may span; more is a slip


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a table row; what a cell above covers is no cell."""

    text: str
    column: int = 0  # first grid column, 0-based
    span: int = 1  # grid columns


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """One paragraph or table row as it stands in a file."""

    text: str
    is_row: bool = False
    heading: int = 0  # level of its style; 0 for body text
    cells: tuple[RawCell, ...] = ()  # of a row
    table: int = 0  # 1-based number of the row's table in the file
    has_picture: bool = False


def docx_paragraphs(path: Path, content: bytes) -> list[RawParagraph]:
    """Paragraphs and rows of a .docx; insertions kept, deletions dropped.

    Raises:
        UnreadableFileError: no Word file, or broken.
    """
    body, styles = _parts(path, content)
    return list(_Word(_heading_styles(styles)).walk(body))


def _parts(path: Path, content: bytes) -> tuple[etree._Element, etree._Element | None]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if package.getinfo(_BODY).file_size > _LARGEST:
                raise UnreadableFileError(path, "文件过大", "请删去图片等内容后重试。")
            body = etree.fromstring(package.read(_BODY), parser)
            named = _STYLES in package.namelist()
            styles = etree.fromstring(package.read(_STYLES), parser) if named else None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError, OSError) as fault:
        reason = "不是 .docx 文件或已损坏"
        remedy = "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
        raise UnreadableFileError(path, reason, remedy) from fault
    return body, styles


def _heading_styles(styles: etree._Element | None) -> dict[str, int]:
    """Style id -> heading level, from its outline level or its name."""
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = style.find(f"{_W}name")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        title = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        match = re.match(r"(?:heading|标题)\s*(\d)", title)
        if outline is not None:
            levels[style.get(f"{_W}styleId") or ""] = int(outline.get(f"{_W}val") or 0) + 1
        elif match:
            levels[style.get(f"{_W}styleId") or ""] = int(match[1])
    return {key: level for key, level in levels.items() if level <= 9}


class _Word:
    def __init__(self, headings: dict[str, int]) -> None:
        self.headings = headings
        self.tables = 0

    def walk(self, node: etree._Element) -> Iterator[RawParagraph]:
        for child in node:
            if child.tag == f"{_W}p":
                yield self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag not in _DROPPED:
                yield from self.walk(child)

    def _paragraph(self, node: etree._Element) -> RawParagraph:
        text = _text(node)
        style = node.find(f"{_W}pPr/{_W}pStyle")
        level = self.headings.get(style.get(f"{_W}val") or "", 0) if style is not None else 0
        pictured = any(True for _ in node.iter(*_PICTURES))
        return RawParagraph(text, heading=level if _stands_alone(text) else 0, has_picture=pictured)

    def _table(self, table: etree._Element) -> Iterator[RawParagraph]:
        rows = [list(_own(row, f"{_W}tc")) for row in _own(table, f"{_W}tr")]
        inner = any(True for row in rows for cell in row for _ in cell.iter(f"{_W}tbl"))
        if _only_frames([[_text(cell) for cell in row] for row in rows], inner=inner):
            for cell in (cell for row in rows for cell in row):
                yield from self.walk(cell)
            return
        self.tables += 1
        number = self.tables
        for row in rows:
            cells = tuple(_word_cells(row))
            pictured = any(True for cell in row for _ in cell.iter(*_PICTURES))
            text = "\t".join(_text(cell) for cell in row)
            yield RawParagraph(text, is_row=True, cells=cells, table=number, has_picture=pictured)


def _own(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The parts of a table that are its own, not those of a table inside it; deleted rows left out."""
    for child in node:
        if child.tag == tag:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in {f"{_W}tbl", *_DROPPED}:
            yield from _own(child, tag)


def _word_cells(row: Iterable[etree._Element]) -> Iterator[RawCell]:
    column = 0
    for cell in row:
        span = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"))
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is None or merged.get(f"{_W}val") == "restart" or _text(cell).strip():
            yield RawCell(_text(cell), column, span)
        column += span


def _number(element: etree._Element | None) -> int:
    text = element.get(f"{_W}val") if element is not None else None
    return _span(text)


def _span(text: str | None) -> int:
    digits = (text or "1").strip()
    return min(int(digits), _WIDEST) if digits.isascii() and digits.isdigit() and int(digits) else 1


def _stands_alone(text: str) -> bool:
    """Whether a paragraph in a heading style is only a heading, not one run in with its text."""
    return "。" not in text.rstrip("。")


def _text(node: etree._Element) -> str:
    if node.tag in _DROPPED:
        return ""
    if node.tag == f"{_W}t":
        return node.text or ""
    if node.tag in {f"{_W}br", f"{_W}cr"}:
        return "\n"
    if node.tag == f"{_W}tab":
        return " "
    return "".join(_text(child) for child in node if isinstance(child.tag, str))


def html_paragraphs(path: Path, content: bytes) -> list[RawParagraph]:
    """Paragraphs and rows of a web page in UTF-8, in the order of the page.

    Raises:
        UnreadableFileError: another encoding, or nothing that can be parsed.
    """
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as fault:
        remedy = "请在浏览器里另存为 UTF-8 编码的网页后重试。"
        raise UnreadableFileError(path, "编码不是 UTF-8（可能是 GBK）", remedy) from fault
    return page_paragraphs(path, text)


def page_paragraphs(path: Path, text: str) -> list[RawParagraph]:
    """Paragraphs and rows of the text of a web page, in the order of the page.

    Raises:
        UnreadableFileError: nothing that can be parsed.
    """
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml takes no text that declares bytes
    try:
        root = html.document_fromstring(declared)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableFileError(path, "不是网页或已损坏", "请另存网页后重试。") from fault
    page = _Page()
    page.flow(root)
    page.close(0)
    return [piece for piece in page.pieces if piece.text.strip() or piece.has_picture]


class _Page:
    def __init__(self) -> None:
        self.line: list[str] = []
        self.pieces: list[RawParagraph] = []
        self.tables = 0

    def flow(self, node: html.HtmlElement) -> None:
        """Text of a node into the line; each block ends the line and starts another."""
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            return
        if node.tag == "table":
            self.close(0)
            self._table(node)
            return
        if node.tag == "img":
            self.pieces.append(RawParagraph("", has_picture=True))
            return
        block = node.tag in _BLOCKS
        if block:
            self.close(0)
        self.line.append(node.text or "")
        for child in node:
            self.flow(child)
            self.line.append(child.tail or "")
        if block:
            self.close(int(node.tag[1]) if re.fullmatch("h[1-6]", node.tag) else 0)

    def close(self, level: int) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self.line)).strip()
        self.line.clear()
        if text:
            self.pieces.append(RawParagraph(text, heading=level))

    def _table(self, table: html.HtmlElement) -> None:
        rows = [
            [cell for cell in row if cell.tag in {"td", "th"}]
            for row in table.iter("tr")
            if next(row.iterancestors("table")) is table
        ]
        inner = any(True for row in rows for cell in row for _ in cell.iter("table"))
        if _only_frames([[_tight(cell) for cell in row] for row in rows], inner=inner):
            for cell in (cell for row in rows for cell in row):
                self.flow(cell)
                self.close(0)
            return
        self.tables += 1
        number = self.tables
        for caption in table.iter("caption"):
            self.pieces.append(RawParagraph(_tight(caption)))
        covered: dict[int, int] = {}  # grid column -> rows still covered from above
        for row in rows:
            cells = tuple(_page_cells(row, covered))
            pictured = any(True for cell in row for _ in cell.iter("img"))
            text = "\t".join(_tight(cell) for cell in row)
            self.pieces.append(
                RawParagraph(text, is_row=True, cells=cells, table=number, has_picture=pictured)
            )


def _tight(node: html.HtmlElement) -> str:
    return re.sub(r"\s+", "", node.text_content())


def _page_cells(row: Iterable[html.HtmlElement], covered: dict[int, int]) -> Iterator[RawCell]:
    column = 0
    placed: dict[int, int] = {}
    for cell in row:
        while covered.get(column, 0) > 0:
            column += 1
        span = _span(cell.get("colspan"))
        placed.update(dict.fromkeys(range(column, column + span), _span(cell.get("rowspan"))))
        yield RawCell(_tight(cell), column, span)
        column += span
    for inner in list(covered):
        covered[inner] = max(covered[inner] - 1, 0)
    covered.update({inner: rows - 1 for inner, rows in placed.items()})


def _only_frames(texts: list[list[str]], *, inner: bool) -> bool:
    """Whether a table only lays out a page: it holds tables, or one column of prose."""
    one_column = all(len(row) == 1 for row in texts)
    return inner or (one_column and any("。" in row[0] for row in texts))
