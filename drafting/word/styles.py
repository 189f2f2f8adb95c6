"""What the writer takes from `style.docx`: styles, settings, fonts, footers and page.

An office changes the look by editing that file in Word. Word renames style ids when it saves
(`Heading1` becomes `1` in a Chinese Word), so styles are found by name. Nothing else of the
file travels: no body, properties, revision marks or links to templates.
"""

from dataclasses import dataclass
from pathlib import Path

from drafting import bundled
from drafting.cache import cached
from drafting.ooxml.package import read_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

SHORT_ID = "7FFFFFFE"  # stands in the settings for `w14:docId`
LONG_ID = "{00000000-0000-0000-0000-000000000000}"  # stands there for `w15:docId`


@dataclass(frozen=True, slots=True)
class StyleIds:
    """The id of each style that the writer assigns."""

    body: str
    title: str
    heading_1: str
    heading_2: str
    heading_3: str
    heading_4: str
    lead: str  # character style of a run-in level-2 heading
    placeholder: str  # character style of 【请补充：…】
    table: str  # table style: borders and cell margins
    table_text: str
    table_stub: str
    table_head: str
    small_text: str
    small_stub: str
    small_head: str
    comment_mark: str
    comment_text: str


STYLE_NAMES = StyleIds(
    body="Normal",
    title="Title",
    heading_1="heading 1",
    heading_2="heading 2",
    heading_3="heading 3",
    heading_4="heading 4",
    lead="LeadRun",
    placeholder="Placeholder",
    table="StatutoryTable",
    table_text="TableText",
    table_stub="TableStub",
    table_head="TableHead",
    small_text="TableTextSmall",
    small_stub="TableStubSmall",
    small_head="TableHeadSmall",
    comment_mark="annotation reference",
    comment_text="annotation text",
)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Everything taken from one `style.docx`."""

    ids: StyleIds
    section: str  # the `w:sectPr`, its references renamed to rIdS…
    settings_name: str
    settings: bytes  # with SHORT_ID and LONG_ID where the ids of the document go
    parts: tuple[tuple[str, bytes], ...]  # name and bytes, settings left out
    relationships: tuple[tuple[str, str, str], ...]  # id, type, target
    overrides: tuple[tuple[str, str], ...]  # part name and content type
    defaults: tuple[tuple[str, str], ...]  # extension and content type


def find_style(kind: str, folder: Path | None = None) -> Path:
    """The style file of a kind: its own when it has one, else the shared one."""
    root = folder or bundled.templates_folder()
    own = root / kind / "style.docx"
    return own if own.is_file() else root / "style.docx"


def load_style(path: Path) -> StyleSheet:
    """Read a style file; its parsed form is kept under the hash of file and reader.

    Raises:
        UnreadableFileError: no .docx, or one in the strict variant.
        BrokenKindError: a style that the writer needs is missing.
    """
    if not path.is_file():
        read_parts(path)  # raises with the reason
    code = [Path(__file__), Path(__file__).with_name("stylefile.py")]
    return cached("style", [path, *code], lambda _: _read(path))


def _read(path: Path) -> StyleSheet:
    from drafting.word.stylefile import read_style  # noqa: PLC0415 -- lxml, on the first run only

    return read_style(path)
