import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from lxml import etree

from drafting import bundled
from drafting.document import Draft
from drafting.errors import BrokenKindError, UnreadableFileError
from drafting.kinds import Form
from drafting.ooxml.package import pack_all, read_parts
from drafting.word.styles import W, find_style, load_style
from drafting.word.writer import write_docx

SHARED = bundled.templates_folder() / "style.docx"
Edit = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """The shared style file with words exchanged in its parts, as an office's edit."""

    def made(
        *changes: tuple[str, str, str], added: Mapping[str, str] = MappingProxyType({})
    ) -> Path:
        parts = read_parts(SHARED)
        for name, old, new in changes:
            assert old.encode() in parts[name]
            parts[name] = parts[name].replace(old.encode(), new.encode())
        parts |= {name: text.encode() for name, text in added.items()}
        path = tmp_path / "style.docx"
        path.write_bytes(pack_all(parts.items()))
        return path

    return made


def test_the_shipped_file_is_what_its_script_builds() -> None:
    spec = importlib.util.spec_from_file_location("build_style", SHARED.with_name("build_style.py"))
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.style_parts() == read_parts(SHARED)


def test_ids_that_word_renamed_are_found_by_name(
    edited: Edit, draft: Draft, form_2021: Form
) -> None:
    style = edited(
        ("word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="1"'),
        ("word/styles.xml", 'w:styleId="LeadRun"', 'w:styleId="a3"'),
    )
    out = style.with_name("out.docx")
    out.write_bytes(write_docx(draft, form_2021, style))
    document = etree.fromstring(read_parts(out)["word/document.xml"])
    assert {node.get(f"{{{W}}}val") for node in document.iter(f"{{{W}}}pStyle")} >= {"1", "Title"}
    assert next(document.iter(f"{{{W}}}rStyle")).get(f"{{{W}}}val") == "a3"


def test_a_changed_look_reaches_the_draft(edited: Edit, draft: Draft, form_2021: Form) -> None:
    style = edited(
        ("word/styles.xml", "楷体_GB2312", "方正楷体_GBK"),
        ("word/document.xml", 'w:bottom="1984"', 'w:bottom="1900"'),
        ("word/footer1.xml", "— ", "－ "),
    )
    out = style.with_name("out.docx")
    out.write_bytes(write_docx(draft, form_2021, style))
    parts = read_parts(out)
    assert "方正楷体_GBK".encode() in parts["word/styles.xml"]
    assert b'w:bottom="1900"' in parts["word/document.xml"]
    assert "－ ".encode() in parts["word/footer1.xml"]


def test_nothing_of_the_sample_page_reaches_the_draft(
    draft: Draft, form_2021: Form, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(write_docx(draft, form_2021))
    assert "样式".encode() in read_parts(SHARED)["word/document.xml"]
    assert all("样式".encode() not in data for data in read_parts(out).values())


@pytest.mark.parametrize(
    "setting",
    [
        '<w:rsids><w:rsidRoot w:val="00AA"/></w:rsids>',
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
        '<w:footnotePr><w:footnote w:id="-1"/></w:footnotePr>',
    ],
)
def test_settings_that_belong_to_the_style_file_alone_stay_there(
    edited: Edit, setting: str
) -> None:
    found = load_style(edited(("word/settings.xml", "<w:compat>", f"{setting}<w:compat>")))
    assert setting[1:10].encode() not in found.settings
    assert b"<w:evenAndOddHeaders/>" in found.settings


def test_the_path_of_a_template_never_travels(edited: Edit) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" Target="file:///C:/Users/a.dotx" Type="t"/>'
        "</Relationships>"
    )
    attached = (
        '<w:attachedTemplate r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"/><w:defaultTabStop'
    )
    style = load_style(
        edited(
            ("word/settings.xml", "<w:defaultTabStop", attached),
            added={"word/_rels/settings.xml.rels": rels},
        )
    )
    assert b"attachedTemplate" not in style.settings
    assert all("Users" not in data.decode() for _, data in style.parts)


def test_a_picture_in_a_footer_comes_along(edited: Edit) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="media/line.xml" Type="t/image"/></Relationships>'
    )
    style = load_style(
        edited(added={"word/_rels/footer1.xml.rels": rels, "word/media/line.xml": "<line/>"})
    )
    names = {name for name, _ in style.parts}
    assert {"word/_rels/footer1.xml.rels", "word/media/line.xml"} <= names


def test_a_missing_style_is_named(edited: Edit) -> None:
    style = edited(("word/styles.xml", 'w:name w:val="TableStub"', 'w:name w:val="另名"'))
    with pytest.raises(BrokenKindError, match="TableStub"):
        load_style(style)


def test_a_missing_style_file_is_named(tmp_path: Path, draft: Draft, form_2021: Form) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.docx.*没有这个文件"):
        write_docx(draft, form_2021, tmp_path / "none.docx")


def test_the_strict_variant_is_refused(edited: Edit) -> None:
    style = edited(
        (
            "word/document.xml",
            "http://schemas.openxmlformats.org/office",
            "http://purl.oclc.org/ooxml/office",
        )
    )
    with pytest.raises(UnreadableFileError, match="Strict"):
        load_style(style)


def test_a_kind_with_its_own_file_goes_before_the_shared_one(tmp_path: Path) -> None:
    own = tmp_path / "own" / "style.docx"
    own.parent.mkdir()
    own.write_bytes(b"")
    assert find_style("own", tmp_path) == own
    assert find_style("other", tmp_path) == tmp_path / "style.docx"


def test_every_face_is_set_in_all_slots() -> None:
    # 02 §10 G-03
    styles = etree.fromstring(read_parts(SHARED)["word/styles.xml"])
    for fonts in styles.iter(f"{{{W}}}rFonts"):
        slots = {fonts.get(f"{{{W}}}{slot}") for slot in ("ascii", "hAnsi", "eastAsia")}
        assert len(slots) == 1
        assert slots <= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
