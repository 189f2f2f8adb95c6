"""The draft as data inside the .docx: a custom XML part, and a manifest in the properties.

`explain`, `review` and `redraft` need nothing but the file. Word, WPS and LibreOffice keep both
when an editor saves; the part may get another number, so it is found by its namespace.
"""

import hashlib
import json
import re
from pathlib import Path

from drafting.document import SCHEMA, Draft
from drafting.errors import UnreadableFileError
from drafting.ooxml.markup import DECLARATION, attribute, escape
from drafting.ooxml.package import read_parts

NAMESPACE = "urn:gongkai-drafting:draft:1"
ITEM_ID = "{6B0C5D0E-3F7A-5A54-9B1D-2E8C4A7F9D10}"
MANIFEST = "drafting."  # prefix of the properties' names

_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of user-defined properties
_NO_DATA = "请改用本工具生成的 .docx，或先用 drafting import 读入该报告。"


def draft_json(draft: Draft) -> str:
    """The draft as one line of JSON with sorted keys."""
    return json.dumps(draft.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of the JSON."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def data_part(text: str, digest: str) -> bytes:
    """`customXml/item1.xml`."""
    return (
        f'{DECLARATION}<draft xmlns="{NAMESPACE}" schema="{SCHEMA}" sha256="{digest}">'
        f"{escape(text)}</draft>"
    ).encode()


def item_properties() -> bytes:
    """`customXml/itemProps1.xml`."""
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    ).encode()


def content_digest(document: bytes, comments: bytes) -> str:
    """SHA-256 of what a reader sees: text, tables and comments as written."""
    return hashlib.sha256(document + b"\0" + comments).hexdigest()


def is_untouched(path: Path) -> bool:
    """Whether a file is a draft of ours that nobody has saved again since it was written.

    Raises:
        UnreadableFileError: the file is no package.
    """
    parts = read_parts(path)
    stated = re.search(
        rb'name="drafting\.content"><vt:lpwstr>([0-9a-f]{64})<',
        parts.get("docProps/custom.xml", b""),
    )
    if stated is None:
        return False
    actual = content_digest(
        parts.get("word/document.xml", b""), parts.get("word/comments.xml", b"")
    )
    return stated[1].decode() == actual


def manifest_part(draft: Draft, digest: str, content: str) -> bytes:
    """`docProps/custom.xml`."""
    entries = {
        "schema": str(SCHEMA),
        "version": draft.version,
        "seed": str(draft.seed),
        "sha256": digest,
        "content": content,
    }
    body = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{pid}" name="{attribute(MANIFEST + name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(entries.items(), start=2)
    )
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{body}</Properties>"
    ).encode()


def embedded_draft(path: Path) -> dict[str, object]:
    """The draft that a .docx was written from, as `Draft.as_json` gives it.

    Raises:
        UnreadableFileError: no .docx, no draft in it, a damaged one, or one of a newer version.
    """
    found = find_draft(read_parts(path))
    if found is None:
        raise UnreadableFileError(path, "其中没有起草数据", _NO_DATA)
    text, digest = found
    if digest_of(text) != digest:
        raise UnreadableFileError(path, "其中的起草数据已损坏", _NO_DATA)
    data: dict[str, object] = json.loads(text)
    schema = data.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise UnreadableFileError(path, "它由更新版本的工具生成", "请先升级本工具。")
    return data


def find_draft(parts: dict[str, bytes]) -> tuple[str, str] | None:
    """The JSON and its stated hash, from the parts of a package."""
    from lxml import etree  # noqa: PLC0415 -- writing a draft does without it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    marker = NAMESPACE.encode()
    for name, data in parts.items():
        if not name.startswith("customXml/") or marker not in data:
            continue
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            continue
        if root.tag == f"{{{NAMESPACE}}}draft":
            return root.text or "", str(root.get("sha256"))
    return None
