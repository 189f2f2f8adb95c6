"""The package of an outgoing file: only the parts that a reader sees, each of them clean.

The walk follows the relations from the root. What is not known to carry something visible goes,
unless the markup that stays names it. (ECMA-376 part 2: packages; part 1, 15: parts.)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from drafting.editing.carrier import comment_text
from drafting.editing.pieces import Element, W
from drafting.editing.publish_clean import (
    COMMENTS,
    Removed,
    clean,
    drop_hidden,
    hiding_of,
    referred,
)
from drafting.editing.revised import parse_part
from drafting.ooxml.markup import DECLARATION
from drafting.ooxml.package import CONTENT_TYPES
from drafting.ooxml.pictures import without_metadata
from drafting.word.properties import bare_app_part, bare_core_part

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KEPT = frozenset(
    (
        "officeDocument", "core-properties", "extended-properties", "styles", "stylesWithEffects",
        "settings", "webSettings", "fontTable", "font", "theme", "themeOverride", "numbering",
        "header", "footer", "footnotes", "endnotes", "image", "hdphoto", "hyperlink", "chart", "chartEx",
        "chartUserShapes", "chartStyle", "chartColorStyle", "diagramData", "diagramLayout",
        "diagramQuickStyle", "diagramColors", "diagramDrawing", "oleObject", "package", "control",
        "activeXControlBinary", "audio", "video", "media", "aFChunk", "subDocument", "frame", "model3d",
    )
)  # fmt: skip
_EMBEDDED = {
    "oleObject": "嵌入的对象", "package": "嵌入的文件", "control": "控件", "aFChunk": "插入的外来文件",
    "subDocument": "子文档",
}  # fmt: skip
_DROPPED = {
    "comments": "", "commentsExtended": "", "commentsIds": "", "commentsExtensible": "",
    "people": "批注人名单", "customXml": "自定义数据", "custom-properties": "自定义属性",
    "attachedTemplate": "附加模板", "glossaryDocument": "构建基块", "thumbnail": "缩略图",
    "vbaProject": "宏", "mailMergeSource": "邮件合并数据", "recipientData": "邮件合并数据",
    "mailMergeHeaderSource": "邮件合并数据", "printerSettings": "打印机设置", "transform": "另存样式表",
    "keyMapCustomizations": "自定义按键", "attachedToolbars": "自定义工具栏", "origin": "数字签名",
    "ui": "自定义界面", "extensibility": "自定义界面",
}  # fmt: skip
_OTHER = "其他部件"


@dataclass(slots=True)
class _Relation:
    node: Element
    kind: str  # the last word of its type
    target: str  # name of a part; empty when external


def clean_parts(
    path: Path, parts: Mapping[str, bytes], *, title: str, organisation: str
) -> tuple[dict[str, bytes], Removed]:
    """The parts that go out, and what was taken out.

    Raises:
        UnreadableFileError: a part that is needed is no XML.
    """
    work = _Work(path, parts)
    work.walk("")
    return work.done(title, organisation), work.removed


def all_roots(path: Path, parts: Mapping[str, bytes]) -> dict[str, Element]:
    """The parts in WordprocessingML by name: body, headers, notes, styles and so on.

    Raises:
        UnreadableFileError: one of them is no XML.
    """
    marker = W[1:-1].encode()
    found = {}
    for name, data in parts.items():
        if name.endswith(".xml") and marker in data:
            root = parse_part(path, name, data)
            if str(root.tag).startswith(W):
                found[name] = root
    return found


def serial(root: Element) -> bytes:
    """A part as bytes."""
    return DECLARATION.encode() + etree.tostring(root, encoding="unicode").encode()


class _Work:
    def __init__(self, path: Path, parts: Mapping[str, bytes]) -> None:
        self.path = path
        self.parts = parts
        self.removed = Removed()
        self.roots = all_roots(path, parts)
        self.relations: dict[str, list[_Relation]] = {}  # source, "" for the package
        self.kept: dict[str, bytes] = {}
        self.commented: set[str] = set()

    def walk(self, source: str) -> None:
        """Keep what a part shows, and what that shows."""
        listed = list(self._relations(source))
        self.relations[source] = [one for one in listed if self._stays(one, source)]
        for one in self.relations[source]:
            if one.target and one.target in self.parts and one.target not in self.kept:
                self.kept[one.target] = self.parts[one.target]
                self.walk(one.target)

    def _relations(self, source: str) -> Iterator[_Relation]:
        data = self.parts.get(rels_name(source))
        if data is None:
            return
        for node in parse_part(self.path, rels_name(source), data):
            kind = str(node.get("Type", "")).rstrip("/").rpartition("/")[2]
            target = str(node.get("Target", ""))
            if node.get("TargetMode") == "External":
                self._tell_local(kind, target)
                yield _Relation(node, kind, "")
            else:
                yield _Relation(node, kind, part_name(source, target))

    def _tell_local(self, kind: str, target: str) -> None:
        is_local = target.lower().startswith("file:") or "\\" in target or target[1:2] == ":"
        if kind in _KEPT and is_local:
            self.removed.kept.append(f"指向本机文件的链接：{target}")

    def _stays(self, one: _Relation, source: str) -> bool:
        if one.kind in _KEPT:
            if one.kind in _EMBEDDED:
                self.removed.kept.append(
                    f"{_EMBEDDED[one.kind]}（{one.target or '外部文件'}），其内部未清理"
                )
            return True
        if one.kind == "comments":
            self._tell_comments(one.target)
        named = f'"{one.node.get("Id")}"'.encode() in self.parts.get(source, b"")
        if one.kind not in _DROPPED and named:
            self.removed.kept.append(f"不认识的部件（{one.target or '外部文件'}），其内部未清理")
            return True
        label = _DROPPED.get(one.kind, _OTHER)
        if label:
            self.removed.counts[label] += 1
        return False

    def _tell_comments(self, name: str) -> None:
        root = self.roots.get(name)
        if root is None or name in self.commented:
            return
        self.commented.add(name)
        for comment in root.iterchildren(f"{W}comment"):
            self.removed.counts[COMMENTS] += 1
            self.removed.comments.append(
                (str(comment.get(f"{W}author", "")), comment_text(comment))
            )

    def done(self, title: str, organisation: str) -> dict[str, bytes]:
        """The parts, clean."""
        roots = {name: root for name, root in self.roots.items() if name in self.kept}
        wanted = referred(roots.values())
        styles = next((root for root in roots.values() if root.tag == f"{W}styles"), None)
        hiding = hiding_of(styles)
        for name, root in roots.items():
            before = self.removed.counts.total()
            references = sum(1 for _ in root.iter(f"{W}commentReference", f"{W}commentRangeStart"))
            drop_hidden(root, hiding, self.removed)
            clean(root, wanted, self.removed)
            if references or self.removed.counts.total() > before:
                self.kept[name] = serial(root)
        for name, data in self.kept.items():
            self.kept[name] = without_metadata(data)
        self._properties(title, organisation)
        out = {CONTENT_TYPES: self._content_types()}
        for source, listed in self.relations.items():
            if rels_name(source) in self.parts:
                out[rels_name(source)] = self._rels(source, listed)
        return {**out, **self.kept}

    def _properties(self, title: str, organisation: str) -> None:
        made = {
            "core-properties": bare_core_part(title, organisation),
            "extended-properties": bare_app_part(),
        }
        for one in self.relations[""]:
            if one.kind in made and one.target in self.kept:
                self.kept[one.target] = made[one.kind]

    def _rels(self, source: str, listed: list[_Relation]) -> bytes:
        root = parse_part(self.path, rels_name(source), self.parts[rels_name(source)])
        staying = {str(one.node.get("Id")) for one in listed}
        gone = [node for node in root if str(node.get("Id")) not in staying]
        if not gone:
            return self.parts[rels_name(source)]
        for node in gone:
            root.remove(node)
        return serial(root)

    def _content_types(self) -> bytes:
        root = parse_part(self.path, CONTENT_TYPES, self.parts[CONTENT_TYPES])
        ends = {name.rpartition(".")[2].lower() for name in self.kept} | {"rels", "xml"}
        for node in list(root):
            part, end = node.get("PartName"), node.get("Extension")
            is_part = part is not None and str(part).lstrip("/") not in self.kept
            if is_part or (end is not None and str(end).lower() not in ends):
                root.remove(node)
        return serial(root)


def rels_name(source: str) -> str:
    """The part that holds the relations of a part; of the package for ""."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def part_name(source: str, target: str) -> str:
    """The part that a relation of another part aims at."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
