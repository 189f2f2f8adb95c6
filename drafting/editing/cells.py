"""What stands in the cells of a .docx now, by the bookmark that each value carries."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from drafting.errors import UnreadableFileError
from drafting.ooxml.package import read_parts
from drafting.word.identity import PREFIX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED = frozenset({f"{_W}del", f"{_W}moveFrom"})


def cell_texts(path: Path) -> dict[str, str]:
    """Name of bookmark -> text of the cell that it stands in; deleted words are left out.

    Raises:
        UnreadableFileError: no .docx, or a broken one.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(read_parts(path)["word/document.xml"], parser)
    except (KeyError, etree.XMLSyntaxError) as fault:
        raise UnreadableFileError(
            path, "其中的正文已损坏", "请用 Word 或 WPS 另存后重试。"
        ) from fault
    return {
        str(mark.get(f"{_W}name")): _text(cell)
        for cell in root.iter(f"{_W}tc")
        for mark in cell.iter(f"{_W}bookmarkStart")
        if str(mark.get(f"{_W}name")).startswith(PREFIX)
    }


def _text(node: etree._Element) -> str:
    if node.tag in _DROPPED:
        return ""
    if node.tag == f"{_W}t":
        return node.text or ""
    return "".join(_text(child) for child in node if isinstance(child.tag, str)).strip()
