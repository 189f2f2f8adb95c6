"""The draft as data inside the .docx: a custom XML part, and a manifest in the properties.

`explain`, `review` and `redraft` need nothing but the file. Word, WPS and LibreOffice keep both
when an editor saves; the part may get another number, so it is found by its namespace.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drafting.document import SCHEMA, Draft
from drafting.errors import UnreadableFileError
from drafting.ooxml.markup import DECLARATION, attribute, escape
from drafting.ooxml.package import pack, read_parts

NAMESPACE = "urn:gongkai-drafting:draft:1"
ITEM_ID = "{6B0C5D0E-3F7A-5A54-9B1D-2E8C4A7F9D10}"
MANIFEST = "drafting."  # prefix of the properties' names

_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of user-defined properties
_PROPERTIES_NAME = "docProps/custom.xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PIECE = 240  # characters of a property's text; Word shows, and some programs keep, 255
NO_DATA = "请改用本工具生成的 .docx，或先用 drafting import 读入该报告。"


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


def seal_part(content: str) -> bytes:
    """`docProps/custom.xml` of a file without a draft: only by what `is_untouched` knows it again."""
    return _properties_part({f"{MANIFEST}content": content})


def manifest_part(draft: Draft, packed: bytes, digest: str, content: str) -> bytes:
    """`docProps/custom.xml`: the manifest, and the draft once more in pieces that Word keeps.

    `packed` is the data part as the package holds it: raw deflate.
    """
    return _properties_part(_manifest(draft, packed, digest, content))


def _properties_part(values: Mapping[str, str]) -> bytes:
    body = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{pid}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{body}</Properties>'
    ).encode()


def _manifest(draft: Draft, packed: bytes, digest: str, content: str) -> dict[str, str]:
    coded = base64.b64encode(packed).decode()
    pieces = [coded[at : at + _PIECE] for at in range(0, len(coded), _PIECE)]
    return {
        f"{MANIFEST}schema": str(SCHEMA),
        f"{MANIFEST}version": draft.version,
        f"{MANIFEST}seed": str(draft.seed),
        f"{MANIFEST}sha256": digest,
        f"{MANIFEST}content": content,
        **{f"{MANIFEST}data.{number:03d}": piece for number, piece in enumerate(pieces)},
    }


def embed(parts: Mapping[str, bytes], replaced: dict[str, bytes], draft: Draft) -> None:
    """Put a draft in the place of the one that a file holds; nothing when it is the same.

    Args:
        parts: of the file.
        replaced: takes the parts that change.
        draft: the new draft.
    """
    text = draft_json(draft)
    digest = digest_of(text)
    held = find_draft(parts)
    if held is not None and held == (text, digest):
        return
    name = _data_name(parts)
    if name is not None:
        replaced[name] = data_part(text, digest)
    if _PROPERTIES_NAME in parts:
        packed = pack("data", data_part(text, digest)).data
        replaced[_PROPERTIES_NAME] = _with_manifest(parts[_PROPERTIES_NAME], draft, packed, digest)


def _with_manifest(data: bytes, draft: Draft, packed: bytes, digest: str) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- writing a draft does without it

    root = etree.fromstring(data, _parser())
    numbers = [int(node.get("pid", "0")) for node in root]
    content = ""
    for node in list(root):
        if str(node.get("name", "")).startswith(MANIFEST):
            if node.get("name") == f"{MANIFEST}content":
                content = "".join(node.itertext())
            root.remove(node)
    for pid, (name, value) in enumerate(
        _manifest(draft, packed, digest, content).items(), start=max(numbers, default=1) + 1
    ):
        node = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
        node.set("fmtid", _PROPERTY_SET)
        node.set("pid", str(pid))
        node.set("name", name)
        etree.SubElement(node, f"{{{_TYPES}}}lpwstr").text = value
    return DECLARATION.encode() + etree.tostring(root)


def embedded_draft(path: Path) -> dict[str, object]:
    """The draft that a .docx was written from, as `Draft.as_json` gives it.

    Raises:
        UnreadableFileError: no .docx, no draft in it, a damaged one, or one of a newer version.
    """
    data = find_draft_data(path, read_parts(path))
    if data is None:
        raise UnreadableFileError(path, "其中没有起草数据", NO_DATA)
    return data


def find_draft_data(path: Path, parts: Mapping[str, bytes]) -> dict[str, Any] | None:
    """The draft inside the parts of a .docx; None when it holds none.

    Raises:
        UnreadableFileError: the data are damaged, or of a newer version.
    """
    found = find_draft(parts)
    if found is None:
        return None
    text, digest = found
    if digest_of(text) != digest:
        raise UnreadableFileError(path, "其中的起草数据已损坏", NO_DATA)
    data: dict[str, Any] = json.loads(text)
    schema = data.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise UnreadableFileError(path, "它由更新版本的工具生成", "请先升级本工具。")
    return data


def find_draft(parts: Mapping[str, bytes]) -> tuple[str, str] | None:
    """The JSON and its stated hash, from the custom XML part, else from the properties."""
    from lxml import etree  # noqa: PLC0415 -- writing a draft does without it

    name = _data_name(parts)
    if name is not None:
        root = etree.fromstring(parts[name], _parser())
        return root.text or "", str(root.get("sha256"))
    return _from_properties(parts.get(_PROPERTIES_NAME))


def _data_name(parts: Mapping[str, bytes]) -> str | None:
    from lxml import etree  # noqa: PLC0415 -- as above

    marker = NAMESPACE.encode()
    for name, data in parts.items():
        if not name.startswith("customXml/") or marker not in data:
            continue
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError:
            continue
        if root.tag == f"{{{NAMESPACE}}}draft":
            return name
    return None


def _from_properties(data: bytes | None) -> tuple[str, str] | None:
    from lxml import etree  # noqa: PLC0415 -- as above

    if data is None:
        return None
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        return None
    found = {
        str(node.get("name", "")).removeprefix(MANIFEST): "".join(node.itertext())
        for node in root
        if str(node.get("name", "")).startswith(MANIFEST)
    }
    pieces = [found[key] for key in sorted(found) if key.startswith("data.")]
    if not pieces:
        return None
    try:
        part = zlib.decompress(base64.b64decode("".join(pieces)), -zlib.MAX_WBITS)
        root = etree.fromstring(part, _parser())
    except (ValueError, zlib.error, etree.XMLSyntaxError):
        return "", found.get("sha256", "")
    return root.text or "", found.get("sha256", "")


def _parser() -> Any:  # noqa: ANN401 -- of lxml, which is imported late
    from lxml import etree  # noqa: PLC0415 -- as above

    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
