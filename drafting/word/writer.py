"""Draft -> .docx. Text is put together as XML; nothing is parsed and no clock enters."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafting.document import Draft, Paragraph, Section
from drafting.kinds import Form
from drafting.ooxml.markup import DECLARATION, text_element
from drafting.ooxml.package import PackedPart, join, pack
from drafting.word.comments import comments_part, place_comments
from drafting.word.embedded import (
    content_digest,
    data_part,
    digest_of,
    draft_json,
    embedded_draft,
    manifest_part,
)
from drafting.word.identity import TITLE_KEY, bookmark_name, document_ids, heading_key, para_id
from drafting.word.package import StaticParts, static_parts
from drafting.word.properties import core_part
from drafting.word.runs import Mark, runs
from drafting.word.styles import (
    LONG_ID,
    MC,
    SHORT_ID,
    W14,
    R,
    StyleSheet,
    W,
    find_style,
    load_style,
)
from drafting.word.tables import CompiledForm, compile_form, fill
from drafting.word.title import title_lines

__all__ = ["embedded_draft", "write_docx"]

_KEPT = 8  # style files, and pairs of form and style file, held in memory
_LEVEL = 3  # of compression; 6 takes twice the time for 8 % less
_QUICK = 1  # of the draft data, which nobody reads but we

_Stamp = tuple[str, int, int]
_styles: dict[_Stamp, "_Prepared"] = {}


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A style file with the parts that all its drafts share."""

    sheet: StyleSheet
    plain: StaticParts
    commented: StaticParts
    forms: dict[int, tuple[Form, CompiledForm]]  # by identity; the form is held so that it lasts


class _Body:
    """The body being written: text so far, and the numbers already given out."""

    def __init__(
        self, sheet: StyleSheet, form: CompiledForm, marks: Mapping[str, tuple[Mark, ...]]
    ) -> None:
        self.ids = sheet.ids
        self.form = form
        self.marks = marks
        self.out: list[str] = []
        self.number = form.bookmarks
        self.names: set[str] = set()
        self.used = set(form.para_ids)

    def paragraph(self, key: str, style: str, content: str) -> None:
        """One paragraph under its bookmark."""
        name = self._name(key)
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        self.out.append(
            f'<w:p w14:paraId="{para_id(name, self.used)}" w14:textId="77777777">{look}'
            f'<w:bookmarkStart w:id="{self.number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{self.number}"/></w:p>'
        )
        self.number += 1

    def blank(self) -> None:
        """An empty line of body text."""
        self.out.append("<w:p/>")

    def _name(self, key: str) -> str:
        """The bookmark's name; a second paragraph of one id gets a name of its own."""
        name, count = bookmark_name(key), 1
        while name in self.names:
            count += 1
            name = bookmark_name(f"{key}-{count}")
        self.names.add(name)
        return name


def write_docx(draft: Draft, form: Form, style: Path | None = None) -> bytes:
    """The draft as a Word file, byte for byte the same for the same draft and style file.

    Args:
        draft: What to write.
        form: The statutory form that the draft's tables follow.
        style: The style file; None takes the one of the draft's kind.

    Raises:
        UnreadableFileError: the style file is no .docx.
        BrokenKindError: the style file lacks a style, or a table's cells do not fit its grid.
    """
    prepared = _prepared(style or find_style(draft.kind))
    sheet = prepared.sheet
    text = draft_json(draft)
    digest = digest_of(text)
    static = prepared.commented if draft.comments else prepared.plain
    document = _document(draft, prepared, form)
    remarks = comments_part(draft, sheet.ids) if draft.comments else b""
    data = _packed("customXml/item1.xml", data_part(text, digest), _QUICK)
    manifest = manifest_part(draft, data.data, digest, content_digest(document, remarks))
    parts = [
        _packed("word/document.xml", document),
        _packed(sheet.settings_name, _settings(draft, sheet)),
        _packed("docProps/core.xml", core_part(draft)),
        _packed("docProps/custom.xml", manifest, _QUICK),
        data,
    ]
    if draft.comments:
        parts.append(_packed("word/comments.xml", remarks))
    return join([static.first, *parts, *static.rest])


def _packed(name: str, data: bytes, level: int = _LEVEL) -> PackedPart:
    return pack(name, data, level=level)


def _prepared(path: Path) -> _Prepared:
    status = path.stat() if path.exists() else None
    stamp = (str(path), status.st_mtime_ns if status else 0, status.st_size if status else 0)
    found = _styles.get(stamp)
    if found is None:
        sheet = load_style(path)
        found = _Prepared(
            sheet, static_parts(sheet, comments=False), static_parts(sheet, comments=True), {}
        )
        if len(_styles) >= _KEPT:
            _styles.clear()
        _styles[stamp] = found
    return found


def _compiled(form: Form, prepared: _Prepared) -> CompiledForm:
    found = prepared.forms.get(id(form))
    if found is None:
        if len(prepared.forms) >= _KEPT:
            prepared.forms.clear()
        found = (form, compile_form(form, prepared.sheet.ids))
        prepared.forms[id(form)] = found
    return found[1]


def _settings(draft: Draft, sheet: StyleSheet) -> bytes:
    short, long = document_ids(draft.kind, draft.year, draft.organisation)
    settings = sheet.settings.replace(SHORT_ID.encode(), short.encode())
    return settings.replace(LONG_ID.encode(), long.encode())


def _document(draft: Draft, prepared: _Prepared, form: Form) -> bytes:
    body = _Body(prepared.sheet, _compiled(form, prepared), place_comments(draft))
    _title(body, draft)
    for section in draft.sections:
        _section(body, section)
    if body.out[-1].endswith("</w:tbl>"):
        body.blank()
    return (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" '
        f'xmlns:w14="{W14}" mc:Ignorable="w14"><w:body>{"".join(body.out)}'
        f"{prepared.sheet.section}</w:body></w:document>"
    ).encode()


def _title(body: _Body, draft: Draft) -> None:
    """The title in lines, and one empty line (02 §4); a comment spans all of it."""
    lines = title_lines(draft.title, draft.organisation)
    text = "<w:r>" + "<w:br/>".join(text_element(line) for line in lines) + "</w:r>"
    marks = body.marks.get(TITLE_KEY, ())
    if marks:
        around = runs("", body.ids, marks=marks)
        cut = around.index("<w:commentRangeEnd")
        text = around[:cut] + text + around[cut:]
    body.paragraph(TITLE_KEY, body.ids.title, text)
    body.blank()


def _section(body: _Body, section: Section) -> None:
    if section.heading:
        key = heading_key(section.id)
        content = runs(section.heading, body.ids, marks=body.marks.get(key, ()))
        body.paragraph(key, body.ids.heading_1, content)
    for block in section.blocks():
        if isinstance(block, Paragraph):
            _paragraph(body, block)
        else:
            table = body.form.tables[block.id]
            if body.out[-1].endswith("</w:tbl>") and not table.caption:
                body.blank()  # Word joins two tables that touch
            body.out.append(table.caption)
            body.out.append(fill(table, block.values, body.ids, body.marks))


def _paragraph(body: _Body, paragraph: Paragraph) -> None:
    """Body text with its lead, or a heading of its own when the lead is all of it (02 §5)."""
    text, marks = paragraph.text, body.marks.get(paragraph.id, ())
    headings = {2: body.ids.heading_2, 3: body.ids.heading_3, 4: body.ids.heading_4}
    if text and paragraph.lead >= len(text) and paragraph.level in headings:
        style = headings[paragraph.level]
        body.paragraph(paragraph.id, style, runs(text, body.ids, marks=marks))
        return
    lead = paragraph.lead if paragraph.level == 2 else 0
    body.paragraph(paragraph.id, "", runs(text, body.ids, lead=lead, marks=marks))
