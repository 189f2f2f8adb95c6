"""What a file must not hold when it goes out, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafting.editing.carrier import COMMENTS, comment_text
from drafting.editing.comment_states import resolved_comments
from drafting.editing.pieces import Element, W
from drafting.editing.revised import MAIN, RevisedFile
from drafting.findings import Finding, Severity

_PLACEHOLDER = re.compile("【[^【】]*】")
_CONFLICT = "【冲突】"
_REVISIONS = {
    **dict.fromkeys(("ins", "moveTo", "cellIns", "customXmlInsRangeStart", "customXmlMoveToRangeStart"), "插入"),
    **dict.fromkeys(("del", "moveFrom", "cellDel", "customXmlDelRangeStart", "customXmlMoveFromRangeStart"), "删除"),
    **dict.fromkeys(
        (
            "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
            "trPrChange", "tcPrChange", "numberingChange",
        ),
        "格式",
    ),
    "cellMerge": "合并单元格",
}  # fmt: skip
_TAGS = {f"{W}{name}": said for name, said in _REVISIONS.items()}
_PARTS = (
    (re.compile(r"header\d*\.xml$"), "页眉"),
    (re.compile(r"footer\d*\.xml$"), "页脚"),
    (re.compile(r"footnotes\.xml$"), "脚注"),
    (re.compile(r"endnotes\.xml$"), "尾注"),
    (re.compile(r"styles\w*\.xml$"), "样式"),
    (re.compile(r"numbering\.xml$"), "编号"),
)
_NOT_SHOWN = ("word/comments", "word/glossary/", "word/people")
_EXCERPT = 24


def revisions(roots: Mapping[str, Element]) -> list[Finding]:
    """A finding for each place that holds tracked changes which nobody accepted or rejected."""
    found: dict[str, dict[str, None]] = {}
    for name, root in roots.items():
        if name.startswith(_NOT_SHOWN):
            continue
        places = Places(name, root)
        for node in root.iter(*_TAGS):
            place = places.of(node)
            who = str(node.get(f"{W}author", ""))
            found.setdefault(place, {})[f"{_TAGS[str(node.tag)]}{f'（{who}）' if who else ''}"] = (
                None
            )
    return [
        Finding(
            "TR-06", Severity.ERROR, f"有没有接受或拒绝的修订：{'、'.join(kinds)}", place,
            "请在 Word 或 WPS 的“审阅”中逐处接受或拒绝修订，再保存。",
        )
        for place, kinds in found.items()
    ]  # fmt: skip


def placeholders(roots: Mapping[str, Element]) -> list[Finding]:
    """A finding for each 【…】 that is still shown."""
    found: dict[tuple[str, str], None] = {}
    for name, root in roots.items():
        if name.startswith(_NOT_SHOWN):
            continue
        places = Places(name, root)
        for paragraph in root.iter(f"{W}p"):
            for held in _PLACEHOLDER.findall(own_text(paragraph)):
                found[places.of(paragraph), held] = None
    return [
        Finding(
            "TR-05", Severity.ERROR, f"还留有待补充的“{held}”", place, "请补写内容；没有的，删去此处。", excerpt=held
        )
        for place, held in found
    ]  # fmt: skip


def conflicts(file: RevisedFile, roots: Mapping[str, Element]) -> list[Finding]:
    """A finding for each conflict of a redraft that is still open."""
    comments = roots.get(COMMENTS)
    if comments is None:
        return []
    done = resolved_comments(file.parts, comments)
    anchors: dict[str, Element] = {}
    for node in roots[MAIN].iter(f"{W}commentRangeStart", f"{W}commentReference"):
        anchors.setdefault(str(node.get(f"{W}id")), node)
    places = Places(MAIN, roots[MAIN])
    found = []
    for comment in comments.iterchildren(f"{W}comment"):
        text = comment_text(comment)
        if text.startswith(_CONFLICT) and comment not in done:
            anchor = anchors.get(str(comment.get(f"{W}id")))
            found.append(
                Finding(
                    "TR-07", Severity.ERROR, f"矛盾还没有处理：{text.removeprefix(_CONFLICT).splitlines()[0]}",
                    "批注" if anchor is None else places.of(anchor), "请选定一种写法，改好正文后删去该批注，或标为已解决。",
                )
            )  # fmt: skip
    return found


class Places:
    """Where things stand in a part, in the words of a reader; the part is counted through once."""

    def __init__(self, name: str, root: Element) -> None:
        said = next((said for pattern, said in _PARTS if pattern.search(name)), "")
        self.part = said or ("正文" if name == MAIN else name)
        self.has_numbers = name == MAIN
        self.tables = {table: at for at, table in enumerate(root.iter(f"{W}tbl"), 1)}
        self.rows = {
            row: at
            for table in self.tables
            for at, row in enumerate(table.iter(f"{W}tr"), 1)
            if next(row.iterancestors(f"{W}tbl")) is table
        }
        self.paragraphs: dict[Element, int] = {}
        number = 1
        for paragraph in root.iter(f"{W}p"):
            self.paragraphs[paragraph] = number
            is_outside = next(paragraph.iterancestors(f"{W}tbl"), None) is None
            number += bool(is_outside and own_text(paragraph).strip())

    def of(self, node: Element) -> str:
        """Part, table and row or paragraph, and the beginning of the text there."""
        paragraph = _paragraph(node)
        text = "" if paragraph is None else own_text(paragraph).strip()
        row = node if node.tag == f"{W}tr" else next(node.iterancestors(f"{W}tr"), None)
        where = self.part
        if row is not None:
            table = next(row.iterancestors(f"{W}tbl"))
            where += f"第{self.tables[table]}个表第{self.rows[row]}行"
            text = text or "".join("".join(t.text or "" for t in row.iter(f"{W}t")).split())
        elif paragraph is not None and self.has_numbers:
            where += f"第{self.paragraphs[paragraph]}段"
        if not text:
            return where
        return f"{where}“{text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}”"


def _paragraph(node: Element) -> Element | None:
    return node if node.tag == f"{W}p" else next(node.iterancestors(f"{W}p"), None)


def own_text(paragraph: Element) -> str:
    """The text of a paragraph, without that of text boxes in it."""
    return "".join(
        node.text or ""
        for node in paragraph.iter(f"{W}t", f"{W}delText")
        if _paragraph(node) is paragraph
    )
