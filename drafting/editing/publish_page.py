"""The web page of a report as its file says it now: text, tables, pictures and notes."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from drafting.editing.draft_blocks import DraftBlock, draft_blocks
from drafting.editing.matching import match
from drafting.editing.pieces import OBJECT, Element, Lines, W, read_paragraph
from drafting.editing.publish_clean import Hiding, Removed, drop_hidden, hiding_of
from drafting.editing.publish_parts import all_roots, part_name, rels_name
from drafting.editing.revised import MAIN, RevisedFile, members, parse_part, read_body
from drafting.ooxml.markup import attribute, escape
from drafting.word.html import page, table_html
from drafting.word.styles import STYLE_NAMES

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEAD = re.compile("（[一二三四五六七八九十]+）[^。]{1,40}。")
_CHAPTER = re.compile("[一二三四五六七八九十]+、[^。；]{2,30}$")
_NUMBER = re.compile(r"[-+－＋]?\d[\d.,]*[%％]?")
_IMAGES = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".gif": "gif",
    ".svg": "svg+xml",
    ".webp": "webp",
}
_HEADS = (STYLE_NAMES.table_head, STYLE_NAMES.small_head)


def write_page_of(file: RevisedFile) -> tuple[str, tuple[str, ...]]:
    """The page, and what of the file it cannot show."""
    work = _Page(file)
    return work.written(), tuple(work.lost)


class _Page:
    def __init__(self, file: RevisedFile) -> None:
        self.file = file
        self.draft = file.draft or {}
        self.roots = all_roots(file.path, file.parts)
        self.styles = next((root for root in self.roots.values() if root.tag == f"{W}styles"), None)
        self.hiding: Hiding = hiding_of(self.styles)
        self.names = _style_names(self.styles)
        self.targets = _targets(file)
        self.notes: list[str] = []  # of foot- and endnotes, as markup
        self.lost: list[str] = []
        root = deepcopy(file.root)
        drop_hidden(root, self.hiding, Removed())
        body = root.find(f"{W}body")
        self.members = [] if body is None else members(body)
        blocks = () if body is None else read_body(body)[0]
        drafted = draft_blocks(self.draft)
        by_key = {block.key: block for block in drafted}
        matched = match(drafted, blocks)
        self.known: dict[Element, DraftBlock] = {
            blocks[number].element: by_key[keys[0]] for number, keys in matched.keys.items() if keys
        }

    def written(self) -> str:
        parts: list[str] = []
        title = ""
        for node in self.members:
            if node.tag == f"{W}tbl":
                parts.append(self.table(node))
                continue
            lines = read_paragraph(node)
            block = self.known.get(node)
            if block is not None and block.key == "title":
                title = "".join(lines.accepted.split())
                parts.append(f"<h1>{escape(title)}</h1>")
            elif lines.accepted.strip():
                parts.append(self.paragraph(lines, block))
            parts += self.boxes(node)
        if self.notes:
            listed = "\n".join(f"<li>{note}</li>" for note in self.notes)
            parts.append(f'<section class="notes"><ol>\n{listed}\n</ol></section>')
        organ = str(self.draft.get("organisation", ""))
        return page(title or str(self.draft.get("title", "")), organ, "\n".join(parts))

    def paragraph(self, lines: Lines, block: DraftBlock | None) -> str:
        text = lines.accepted
        level = self.level(lines, block)
        if level:
            return f"<h{level}>{self.inline(lines)}</h{level}>"
        lead = _LEAD.match(text.lstrip())
        if lead is None:
            return f"<p>{self.inline(lines)}</p>"
        cut = len(text) - len(text.lstrip()) + lead.end()
        whole = not text[cut:].strip()
        if whole:
            return f"<h3>{self.inline(lines)}</h3>"
        head, rest = self.inline(lines, end=cut), self.inline(lines, start=cut)
        return f'<p><span class="lead">{head}</span>{rest}</p>'

    def level(self, lines: Lines, block: DraftBlock | None) -> int:
        """Of an HTML heading; 0 for text."""
        if block is not None and block.key.startswith("heading/"):
            return 2
        style = self.style_of(lines.element)
        if style == STYLE_NAMES.heading_1:
            return 2
        if style in {STYLE_NAMES.heading_2, STYLE_NAMES.heading_3, STYLE_NAMES.heading_4}:
            return 3
        return 2 if block is None and _CHAPTER.match(lines.accepted.strip()) else 0

    def style_of(self, paragraph: Element) -> str:
        """The name of a paragraph's style; empty for the default one."""
        node = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if node is None else self.names.get(str(node.get(f"{W}val")), "")

    def inline(self, lines: Lines, start: int = 0, end: int | None = None) -> str:
        """Characters of the accepted text as markup."""
        out: list[str] = []
        at = 0
        for piece in lines.pieces:
            if not piece.state.is_accepted:
                continue
            first = max(0, start - at)
            last = len(piece.text) if end is None else min(len(piece.text), max(0, end - at))
            text = piece.text[first:last]
            if text == OBJECT:
                out.append(self.thing(piece.node))
            else:
                out.append(escape(text).replace("\n", "<br>").replace("\t", " "))
            at += len(piece.text)
        return "".join(out)

    def thing(self, node: Element) -> str:
        """A picture, a note's number, or nothing for what a page cannot show."""
        for name, part in (("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")):
            if node.tag == f"{W}{name}Reference":
                return self.note(name, part, str(node.get(f"{W}id")))
        pictures = [self.picture(one) for one in _pictures(node)]
        if not pictures and next(node.iter(f"{W}txbxContent"), None) is None:
            self.lost.append("图形、公式或嵌入的对象")
        return "".join(pictures)

    def note(self, name: str, part: str, number: str) -> str:
        root = next((one for key, one in self.roots.items() if key.endswith(part)), None)
        held = () if root is None else root.iterchildren(f"{W}{name}")
        for note in held:
            if note.get(f"{W}id") == number:
                text = "<br>".join(
                    self.inline(read_paragraph(one)).strip() for one in note.iterchildren(f"{W}p")
                )
                self.notes.append(text)
                return f"<sup>〔{len(self.notes)}〕</sup>"
        return ""

    def picture(self, node: Element) -> str:
        name = self.targets.get(str(node.get(f"{_R}embed") or node.get(f"{_R}id")), "")
        kind = _IMAGES.get(posixpath.splitext(name)[1].lower())
        if kind is None or name not in self.file.parts:
            self.lost.append(f"图片 {posixpath.basename(name) or '（外部文件）'}")
            return ""
        data = base64.b64encode(self.file.parts[name]).decode()
        return f'<img alt="{attribute(_description(node))}" src="data:image/{kind};base64,{data}">'

    def boxes(self, paragraph: Element) -> Iterator[str]:
        """The paragraphs of the text boxes that hang on a paragraph."""
        for box in paragraph.iter(f"{W}txbxContent"):
            if next(box.iterancestors(f"{_MC}Fallback"), None) is not None:
                continue
            for node in members(box):
                text = (
                    self.table(node) if node.tag == f"{W}tbl" else self.inline(read_paragraph(node))
                )
                if text.strip():
                    yield text if node.tag == f"{W}tbl" else f"<p>{text}</p>"

    # ---- tables ----------------------------------------------------------------------------

    def table(self, table: Element) -> str:
        rows = [row for row in table.iter(f"{W}tr") if _table_of(row) is table]
        laid = [list(_cells(row)) for row in rows]
        head = 0
        while head < len(rows) and rows[head].find(f"{W}trPr/{W}tblHeader") is not None:
            head += 1
        made = [
            f"<tr>{''.join(self.cell(cell, column, span, laid[at:], at < head) for cell, column, span in row)}</tr>"
            for at, row in enumerate(laid)
        ]
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        label = "" if caption is None else str(caption.get(f"{W}val", ""))
        grid = [_width(node) for node in table.findall(f"{W}tblGrid/{W}gridCol")]
        return table_html(grid, made[:head], made[head:], label=label)

    def cell(
        self,
        cell: Element,
        column: int,
        span: int,
        below: list[list[tuple[Element, int, int]]],
        is_head: bool,  # noqa: FBT001 -- as above
    ) -> str:
        if _merge(cell) == "continue":
            return ""
        rows = 1
        if _merge(cell) == "restart":
            for row in below[1:]:
                under = next((one for one, at, _ in row if at == column), None)
                if under is None or _merge(under) != "continue":
                    break
                rows += 1
        spans = f' colspan="{span}"' if span > 1 else ""
        spans += f' rowspan="{rows}"' if rows > 1 else ""
        text = "<br>".join(
            self.table(node) if node.tag == f"{W}tbl" else self.inline(read_paragraph(node))
            for node in members(cell)
        )
        return _tagged(text, spans, span, self.scope(cell, below[0], is_head=is_head))

    def scope(self, cell: Element, row: list[tuple[Element, int, int]], *, is_head: bool) -> str:
        """`col` or `row` for a label, empty for a value."""
        first = next(cell.iter(f"{W}p"), None)
        if is_head or (first is not None and self.style_of(first) in _HEADS):
            return "col"
        for other, _, _ in row:
            if _is_value(other):
                return ""
            if other is cell:
                return "row" if any(_is_value(one) for one, _, _ in row) else ""
        return ""


def _tagged(text: str, spans: str, span: int, scope: str) -> str:
    if not scope:
        return f"<td{spans}>{text}</td>"
    if scope == "col" and span > 1:
        scope = "colgroup"
    return f'<th scope="{scope}"{spans}>{text}</th>'


def _is_value(cell: Element) -> bool:
    return _NUMBER.fullmatch("".join(t.text or "" for t in cell.iter(f"{W}t")).strip()) is not None


def _table_of(node: Element) -> Element | None:
    return next(node.iterancestors(f"{W}tbl"), None)


def _cells(row: Element) -> Iterator[tuple[Element, int, int]]:
    """Each cell of a row with its first column and how many it spans."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = 0 if before is None else _number(before)
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr"), None) is not row:
            continue
        node = cell.find(f"{W}tcPr/{W}gridSpan")
        span = 1 if node is None else max(1, _number(node))
        yield cell, column, span
        column += span


def _number(node: Element) -> int:
    value = str(node.get(f"{W}val", ""))
    return int(value) if value.isdigit() else 0


def _width(node: Element) -> int:
    value = str(node.get(f"{W}w", ""))
    return int(value) if value.isdigit() else 0


def _merge(cell: Element) -> str:
    node = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if node is None else str(node.get(f"{W}val", "continue"))


def _pictures(node: Element) -> Iterator[Element]:
    """The pictures of a drawing, each once where it stands in two forms for old and new programs."""
    chosen = node.find(f"{_MC}Choice") if node.tag == f"{_MC}AlternateContent" else node
    yield from (node if chosen is None else chosen).iter(f"{_A}blip", f"{_VML}imagedata")


def _description(node: Element) -> str:
    for around in node.iterancestors(f"{W}drawing"):
        for inner in around.iter():
            if isinstance(inner.tag, str) and inner.tag.endswith("}docPr"):
                return str(inner.get("descr", ""))
    return ""


def _style_names(styles: Element | None) -> Mapping[str, str]:
    if styles is None:
        return {}
    found = {}
    for node in styles.iter(f"{W}style"):
        name = node.find(f"{W}name")
        found[str(node.get(f"{W}styleId"))] = "" if name is None else str(name.get(f"{W}val", ""))
    return found


def _targets(file: RevisedFile) -> Mapping[str, str]:
    data = file.parts.get(rels_name(MAIN))
    if data is None:
        return {}
    return {
        str(node.get("Id")): part_name(MAIN, str(node.get("Target", "")))
        for node in parse_part(file.path, rels_name(MAIN), data)
        if node.get("TargetMode") != "External"
    }
