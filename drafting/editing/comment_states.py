"""Which comments an editor has marked as settled (MS-DOCX 2.5.4, commentsExtended)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from drafting.editing.pieces import Element, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_EXTENDED = "word/commentsExtended.xml"
_ON = frozenset({"1", "true", "on"})


def resolved_comments(parts: Mapping[str, bytes], comments: Element) -> frozenset[Element]:
    """The comments that are marked as settled; a reply counts as what it answers.

    A comment is known there by the paraId of its last paragraph.

    Raises:
        XMLSyntaxError: the part is no XML; `read_revised` has refused such a file.
    """
    data = parts.get(_EXTENDED)
    if data is None:
        return frozenset()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    listed = {
        str(node.get(f"{_W15}paraId")).upper(): node
        for node in etree.fromstring(data, parser).iter(f"{_W15}commentEx")
    }
    found = set()
    for comment in comments.iterchildren(f"{W}comment"):
        last = [str(node.get(f"{_W14}paraId", "")).upper() for node in comment.iter(f"{W}p")][-1:]
        node = listed.get(last[0]) if last else None
        if node is None:
            continue
        parent = listed.get(str(node.get(f"{_W15}paraIdParent", "")).upper())
        if any(one is not None and one.get(f"{_W15}done") in _ON for one in (node, parent)):
            found.add(comment)
    return frozenset(found)
