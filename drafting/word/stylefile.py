"""Taking a `style.docx` apart: the only reading of XML that a draft may need."""

import posixpath
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from lxml import etree

from drafting.errors import BrokenKindError, UnreadableFileError
from drafting.ooxml.package import CONTENT_TYPES, read_parts
from drafting.word.styles import (
    LONG_ID,
    MC,
    SHORT_ID,
    STYLE_NAMES,
    W14,
    W15,
    R,
    StyleIds,
    StyleSheet,
    W,
)

_CARRIED = ("styles", "settings", "fontTable", "theme", "numbering")
_REFERENCES = ("footerReference", "headerReference")
_NOT_SETTINGS = (
    f"{{{W}}}attachedTemplate",  # a path on somebody's machine
    f"{{{W}}}mailMerge",
    f"{{{W}}}saveThroughXslt",
    f"{{{W}}}attachedSchema",
    f"{{{W}}}footnotePr",  # parts that do not travel
    f"{{{W}}}endnotePr",
    f"{{{W}}}rsids",
    f"{{{W}}}docVars",
    f"{{{W}}}writeProtection",
    f"{{{W}}}documentProtection",
    f"{{{W14}}}docId",
    f"{{{W15}}}docId",
)


class _Source:
    """The opened style file, and what has been carried out of it so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = read_parts(path)
        types = etree.fromstring(self.parts[CONTENT_TYPES])
        self.overrides = {
            str(node.get("PartName")).lstrip("/"): str(node.get("ContentType"))
            for node in types
            if node.get("PartName")
        }
        self.defaults = {
            str(node.get("Extension")).lower(): str(node.get("ContentType"))
            for node in types
            if node.get("Extension")
        }
        self.carried: dict[str, bytes] = {}

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Internal relationships of a part: id -> (type, name of the part aimed at)."""
        folder, name = posixpath.split(part)
        rels = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels is None:
            return {}
        found = {}
        for node in etree.fromstring(rels):
            if node.get("TargetMode") == "External":
                continue
            target = str(node.get("Target"))
            aimed = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[str(node.get("Id"))] = (str(node.get("Type")), posixpath.normpath(aimed))
        return found

    def carry(self, part: str) -> None:
        """Take a part with everything that it shows (pictures of a footer)."""
        if part in self.carried or part not in self.parts:
            return
        self.carried[part] = self.parts[part]
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in self.parts:
            self.carried[rels] = self.parts[rels]
        for _, target in self.relations(part).values():
            self.carry(target)


def read_style(path: Path) -> StyleSheet:
    """Take a style file apart; see `styles.load_style`."""
    source = _Source(path)
    main = next(
        (
            target
            for kind, target in source.relations("").values()
            if kind.endswith("/officeDocument")
        ),
        "",
    )
    if main not in source.parts or b"purl.oclc.org/ooxml" in source.parts[main]:
        remedy = "请在 Word 中另存为“Word 文档（*.docx）”，不要选“Strict Open XML”。"
        raise UnreadableFileError(path, "不是通行格式的 .docx", remedy)
    relations = source.relations(main)
    wanted = {
        kind.rsplit("/", 1)[1]: (kind, target)
        for kind, target in relations.values()
        if kind.rsplit("/", 1)[1] in _CARRIED
    }
    section, linked = _section(source, main, relations)
    kept = [(f"rId{key.title()}", *wanted[key]) for key in _CARRIED if key in wanted]
    for _, kind, target in (*kept, *linked):
        if not kind.endswith(("/settings", "/fontTable")):
            source.carry(target)
    if "fontTable" in wanted:
        fonts = wanted["fontTable"][1]
        source.carried[fonts] = _without_embedded_fonts(source.parts[fonts])
    settings = wanted["settings"][1]
    return StyleSheet(
        ids=_style_ids(path, source.parts[wanted["styles"][1]]),
        section=section,
        settings_name=settings,
        settings=_settings(source.parts[settings]),
        parts=tuple(source.carried.items()),
        relationships=tuple(
            (key, kind, posixpath.relpath(target, "word")) for key, kind, target in (*kept, *linked)
        ),
        overrides=tuple(
            (name, source.overrides[name])
            for name in (*source.carried, settings)
            if name in source.overrides
        ),
        defaults=_defaults(source),
    )


def _defaults(source: _Source) -> tuple[tuple[str, str], ...]:
    """Content types by extension that the carried parts use."""
    used = {name.rsplit(".", 1)[-1].lower() for name in source.carried}
    return tuple(sorted((end, kind) for end, kind in source.defaults.items() if end in used))


def _style_ids(path: Path, styles: bytes) -> StyleIds:
    ids: dict[str, str] = {}
    for style in etree.fromstring(styles).iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is not None:
            ids[str(name.get(f"{{{W}}}val")).lower()] = str(style.get(f"{{{W}}}styleId"))
    names = {field.name: str(getattr(STYLE_NAMES, field.name)) for field in fields(StyleIds)}
    missing = [name for name in names.values() if name.lower() not in ids]
    if missing:
        raise BrokenKindError(path.name, f"缺少样式“{'”“'.join(missing)}”")
    return StyleIds(**{role: ids[name.lower()] for role, name in names.items()})


def _section(
    source: _Source, main: str, relations: Mapping[str, tuple[str, str]]
) -> tuple[str, list[tuple[str, str, str]]]:
    """The last section's properties, and the footers and headers that they name."""
    root = etree.fromstring(source.parts[main])
    found = root.find(f"{{{W}}}body/{{{W}}}sectPr")
    if found is None:
        raise BrokenKindError(source.path.name, "没有页面设置")
    linked: list[tuple[str, str, str]] = []
    for node in list(found):
        name = etree.QName(node).localname
        relation = relations.get(str(node.get(f"{{{R}}}id")))
        if name in _REFERENCES and relation is not None:
            key = f"rIdS{len(linked) + 1}"
            linked.append((key, *relation))
            node.set(f"{{{R}}}id", key)
        elif name == "sectPrChange" or node.get(f"{{{R}}}id") is not None:
            found.remove(node)
    for attribute in list(found.attrib):
        if "rsid" in str(attribute):
            del found.attrib[attribute]
    lone = etree.fromstring(etree.tostring(found, with_tail=False))
    etree.cleanup_namespaces(lone)
    return etree.tostring(lone, encoding="unicode"), linked


def _without_embedded_fonts(table: bytes) -> bytes:
    root = etree.fromstring(table)
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        for node in list(root.iter(f"{{{W}}}embed{face}")):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
    return _serialised(root)


def _settings(data: bytes) -> bytes:
    """The settings without what must not travel, with room for the ids of the document."""
    old = etree.fromstring(data)
    prefixes = {key: uri for key, uri in old.nsmap.items() if key is not None}
    prefixes |= {"mc": MC, "w14": W14, "w15": W15}
    root = etree.Element(old.tag, nsmap=prefixes)
    ignorable = str(old.get(f"{{{MC}}}Ignorable") or "").split()
    root.set(f"{{{MC}}}Ignorable", " ".join(dict.fromkeys((*ignorable, "w14", "w15"))))
    for node in old:
        if node.tag not in _NOT_SETTINGS:
            root.append(node)
    etree.SubElement(root, f"{{{W14}}}docId").set(f"{{{W14}}}val", SHORT_ID)
    etree.SubElement(root, f"{{{W15}}}docId").set(f"{{{W15}}}val", LONG_ID)
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
