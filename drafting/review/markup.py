"""Paragraphs of Word and web files as text, in the accepted view."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from drafting.errors import UnreadableFileError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_LARGEST = 200_000_000  # bytes of one part; more is no report
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "tr")
)
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "nav", "footer"))
_DROPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr")
)


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """One paragraph or table row as it stands in a file."""

    text: str
    is_row: bool = False
    heading: int = 0  # level of its style; 0 for body text


def docx_paragraphs(path: Path, content: bytes) -> list[RawParagraph]:
    """Paragraphs and rows of a .docx; insertions kept, deletions dropped.

    Raises:
        UnreadableFileError: no Word file, or broken.
    """
    body, styles = _parts(path, content)
    headings = _heading_styles(styles)
    return list(_walk(body, headings))


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


def _walk(node: etree._Element, headings: dict[str, int]) -> Iterator[RawParagraph]:
    for child in node:
        if child.tag == f"{_W}p":
            text = _text(child)
            style = child.find(f"{_W}pPr/{_W}pStyle")
            level = headings.get(style.get(f"{_W}val") or "", 0) if style is not None else 0
            yield RawParagraph(text, heading=level if _stands_alone(text) else 0)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                yield RawParagraph(
                    "\t".join(_text(cell) for cell in row.iter(f"{_W}tc")), is_row=True
                )
        elif child.tag not in _DROPPED:
            yield from _walk(child, headings)


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
    """Paragraphs and rows of a web page, in the order of the page.

    Raises:
        UnreadableFileError: nothing that can be parsed.
    """
    try:
        root = html.document_fromstring(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as fault:
        remedy = "请在浏览器里另存为 UTF-8 编码的网页后重试。"
        raise UnreadableFileError(path, "编码不是 UTF-8（可能是 GBK）", remedy) from fault
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableFileError(path, "不是网页或已损坏", "请另存网页后重试。") from fault
    pieces: list[RawParagraph] = []
    _flow(root, [], pieces)
    return [piece for piece in pieces if piece.text.strip()]


def _flow(node: html.HtmlElement, line: list[str], pieces: list[RawParagraph]) -> None:
    """Text of a node into `line`; each block ends the line and starts another."""
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return
    if node.tag == "tr":
        cells = [re.sub(r"\s+", "", cell.text_content()) for cell in node.iter("td", "th")]
        pieces.append(RawParagraph("\t".join(cells), is_row=True))
        return
    block = node.tag in _BLOCKS or node.tag == "table"
    if block:
        _close(line, pieces, 0)
    line.append(node.text or "")
    for child in node:
        _flow(child, line, pieces)
        line.append(child.tail or "")
    if block:
        level = int(node.tag[1]) if re.fullmatch("h[1-6]", node.tag) else 0
        _close(line, pieces, level)


def _close(line: list[str], pieces: list[RawParagraph], level: int) -> None:
    text = re.sub(r"[ \t\r\n]+", " ", "".join(line)).strip()
    line.clear()
    if text:
        pieces.append(RawParagraph(text, heading=level))
