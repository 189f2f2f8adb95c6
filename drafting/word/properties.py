"""Properties of the document: what Word shows under 文件 → 信息. No clock, no personal name."""

from drafting.document import Draft
from drafting.ooxml.markup import DECLARATION, escape

_DATE = "2000-01-01T00:00:00Z"


def core_part(draft: Draft) -> bytes:
    """`docProps/core.xml`: the title, the organ as author, the language."""
    organ = escape(draft.organisation)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(draft.title)}</dc:title><dc:creator>{organ}</dc:creator>"
        f"<cp:lastModifiedBy>{organ}</cp:lastModifiedBy>{dates}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def app_part() -> bytes:
    """`docProps/app.xml`."""
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>drafting</Application></Properties>"
    ).encode()


def bare_core_part(title: str, organisation: str) -> bytes:
    """`docProps/core.xml` of an outgoing file: the title and the organ, no date."""
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(organisation)}</dc:creator>"
        "</cp:coreProperties>"
    ).encode()


def bare_app_part() -> bytes:
    """`docProps/app.xml` of an outgoing file: nothing of program, template, company or time."""
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ).encode()
