"""The .docx around the document: content types, relationships, and the parts of the style file.

All that does not depend on the draft is compressed once for each style file.
"""

from dataclasses import dataclass

from drafting.ooxml.markup import DECLARATION, attribute
from drafting.ooxml.package import CONTENT_TYPES, PackedPart, pack
from drafting.word.embedded import item_properties
from drafting.word.properties import app_part, bare_app_part
from drafting.word.styles import StyleSheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_OVERRIDES = (
    ("word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    (
        "customXml/itemProps1.xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    ),
)
_COMMENTS = ("word/comments.xml", f"{_WORD_TYPE}.comments+xml")
_ROOT_RELATIONS = (
    ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    ("rId4", f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
)


def plain_parts(style: StyleSheet) -> tuple[tuple[str, bytes], ...]:
    """The parts around a file that carries no draft; body, settings and properties are missing."""
    return (
        (CONTENT_TYPES, _content_types(style, comments=False, draft=False)),
        ("_rels/.rels", _relations(_ROOT_RELATIONS)),
        ("word/_rels/document.xml.rels", _relations(style.relationships)),
        ("docProps/app.xml", bare_app_part()),
        *style.parts,
    )


@dataclass(frozen=True, slots=True)
class StaticParts:
    """Compressed parts that every draft with one style file shares."""

    first: PackedPart  # the content types
    rest: tuple[PackedPart, ...]


def static_parts(style: StyleSheet, *, comments: bool) -> StaticParts:
    """The shared parts of a file with or without comments."""
    parts = [
        ("_rels/.rels", _relations(_ROOT_RELATIONS)),
        ("word/_rels/document.xml.rels", _relations(_document_relations(style, comments=comments))),
        ("docProps/app.xml", app_part()),
        ("customXml/itemProps1.xml", item_properties()),
        (
            "customXml/_rels/item1.xml.rels",
            _relations((("rId1", f"{_OFFICE}/customXmlProps", "itemProps1.xml"),)),
        ),
        *style.parts,
    ]
    return StaticParts(
        pack(CONTENT_TYPES, _content_types(style, comments=comments), level=9),
        tuple(pack(name, data, level=9) for name, data in parts),
    )


def _document_relations(style: StyleSheet, *, comments: bool) -> tuple[tuple[str, str, str], ...]:
    own = [("rIdData", f"{_OFFICE}/customXml", "../customXml/item1.xml")]
    if comments:
        own.append(("rIdComments", f"{_OFFICE}/comments", "comments.xml"))
    return (*style.relationships, *own)


def _content_types(style: StyleSheet, *, comments: bool, draft: bool = True) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **dict(style.defaults),
    }
    own = [one for one in _OVERRIDES if draft or not one[0].startswith("customXml/")]
    overrides = [*own, *style.overrides, *([_COMMENTS] if comments else [])]
    body = "".join(
        f'<Default Extension="{attribute(end)}" ContentType="{attribute(kind)}"/>'
        for end, kind in defaults.items()
    ) + "".join(
        f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>'
        for name, kind in overrides
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{body}</Types>"
    ).encode()


def _relations(entries: tuple[tuple[str, str, str], ...]) -> bytes:
    body = "".join(
        f'<Relationship Id="{key}" Type="{attribute(kind)}" Target="{attribute(target)}"/>'
        for key, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}">{body}</Relationships>'.encode()
