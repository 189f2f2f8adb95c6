import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from drafting.document import Comment, Draft, Section
from drafting.errors import UnreadableFileError
from drafting.kinds import Form
from drafting.ooxml.package import pack_all, read_parts
from drafting.word.embedded import data_part, digest_of, is_untouched
from drafting.word.identity import bookmark_name, heading_key, para_id
from drafting.word.styles import W14, R, W
from drafting.word.writer import embedded_draft, write_docx

Make = Callable[..., Draft]
P = f"{{{W}}}p"

# 02 §9, schema order
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl autoSpaceDE autoSpaceDN"
    " snapToGrid spacing ind jc textAlignment outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u shd lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[name])


def body(data: bytes) -> list[etree._Element]:
    return list(part(data)[0])


@pytest.fixture
def written(draft: Draft, form_2021: Form) -> dict[str, bytes]:
    return parts(write_docx(draft, form_2021))


def text_of(node: etree._Element) -> str:
    return "".join(str(piece.text) for piece in node.iter(f"{{{W}}}t"))


def style_of(node: etree._Element) -> str:
    found = node.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return "" if found is None else str(found.get(f"{{{W}}}val"))


def test_the_body_follows_the_draft(draft: Draft, form_2021: Form) -> None:
    outline = [
        (style_of(node), text_of(node)) if node.tag == P else etree.QName(node).localname
        for node in body(write_docx(draft, form_2021))
    ]
    assert outline == [
        ("Title", "南岗区教育体育局2022年政府信息公开工作年度报告"),
        ("", ""),
        ("", "本报告依据“条例”编制。"),
        ("Heading1", "一、总体情况"),
        ("", "（一）主动公开。发布A & B <c>信息12条。"),
        ("", "本年【请补充：培训次数】次。"),
        ("Heading1", "二、主动公开政府信息情况"),
        "tbl",
        ("Heading1", "三、收到和处理政府信息公开申请情况"),
        "tbl",
        ("Heading1", "四、政府信息公开行政复议、行政诉讼情况"),
        "tbl",
        ("", ""),  # Word wants a paragraph behind a last table
        "sectPr",
    ]


def test_the_title_breaks_before_the_year(draft: Draft, form_2021: Form) -> None:
    title = body(write_docx(draft, form_2021))[0]
    inner = [etree.QName(node).localname for run in title.iter(f"{{{W}}}r") for node in run]
    assert inner == ["t", "br", "t"]
    assert next(title.iter(f"{{{W}}}t")).text == "南岗区教育体育局"


def test_the_run_in_heading_and_the_placeholder_have_their_styles(
    draft: Draft, form_2021: Form
) -> None:
    styles = {
        text_of(run): str(style.get(f"{{{W}}}val"))
        for run in part(write_docx(draft, form_2021)).iter(f"{{{W}}}r")
        for style in run.iter(f"{{{W}}}rStyle")
    }
    assert styles == {
        "（一）主动公开。": "LeadRun",
        "【请补充：培训次数】": "Placeholder",
        "【待填】": "Placeholder",
    }


def test_a_heading_of_its_own_takes_the_style_of_its_level(
    bare: Callable[..., Draft], draft: Draft, form_2021: Form
) -> None:
    first = draft.sections[1].paragraphs[0]
    alone = replace(first, text="（一）主动公开", lead=7)
    third = replace(first, id="x", level=3, text="1.发布信息。共12条。", lead=7)
    nodes = body(write_docx(bare(Section("overview", "一、总体情况", (alone, third))), form_2021))
    assert [(style_of(node), len(list(node.iter(f"{{{W}}}r")))) for node in nodes[3:5]] == [
        ("Heading2", 1),
        ("", 1),
    ]


def test_tables_that_follow_one_another_are_parted(
    bare: Callable[..., Draft], draft: Draft, form_2021: Form
) -> None:
    both = Section("proactive", "二、表", (), draft.sections[2].tables + draft.sections[4].tables)
    data = write_docx(bare(both, Section("other", "三、其他")), form_2021)
    kinds = [etree.QName(node).localname for node in body(data)[2:]]
    assert kinds == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_same_draft_same_bytes(make: Make, form_2021: Form) -> None:
    doubt = Comment("c", "T3-01", "error", "核对", cell="t3/new/total")
    assert write_docx(make(doubt), form_2021) == write_docx(make(doubt), form_2021)


@pytest.mark.parametrize("year", [2019, 2021])
def test_bookmarks_are_unique_hidden_and_named_for_their_keys(
    year: int, make: Make, form_2019: Form, form_2021: Form
) -> None:
    form = form_2019 if year == 2019 else form_2021
    marks = list(part(write_docx(make(form=form), form)).iter(f"{{{W}}}bookmarkStart"))
    names = [str(mark.get(f"{{{W}}}name")) for mark in marks]
    keys = ["title", "preamble/1", "overview/a", "overview/b"]
    keys += [heading_key(key) for key in ("overview", "proactive", "requests", "review")]
    cells = [str(key) for key, cell in form.values.items() if not form.tables[cell.table].hidden]
    assert sorted(names) == sorted(bookmark_name(key) for key in (*keys, *cells))
    assert len({mark.get(f"{{{W}}}id") for mark in marks}) == len(marks)
    assert all(re.fullmatch(r"_gk_[0-9a-f]{16}", name) for name in names)


def test_a_repeated_paragraph_id_still_gets_a_bookmark_of_its_own(
    bare: Callable[..., Draft], draft: Draft, form_2021: Form
) -> None:
    twice = Section("overview", "一、总体情况", draft.sections[1].paragraphs[:1] * 2)
    marks = part(write_docx(bare(twice), form_2021)).iter(f"{{{W}}}bookmarkStart")
    assert len({mark.get(f"{{{W}}}name") for mark in marks}) == 4


def test_paragraph_ids_are_unique_and_in_range(draft: Draft, form_2021: Form) -> None:
    found = [
        str(node.get(f"{{{W14}}}paraId"))
        for node in part(write_docx(draft, form_2021)).iter(P)
        if node.get(f"{{{W14}}}paraId")
    ]
    assert len(found) == len(set(found)) == 200 + 8
    assert all(re.fullmatch("[0-9A-F]{8}", name) and 0 < int(name, 16) < 1 << 31 for name in found)


def test_a_taken_paragraph_id_gives_the_next_one() -> None:
    used: set[str] = set()
    first, second = para_id("a", used), para_id("a", used)
    assert int(second, 16) == int(first, 16) + 1


def test_both_document_ids_are_the_same_for_every_draft_of_one_report(
    draft: Draft, form_2021: Form
) -> None:
    def ids(one: Draft) -> list[str]:
        settings = part(write_docx(one, form_2021), "word/settings.xml")
        return [str(value) for node in settings for value in node.values() if node.tag in wanted]

    wanted = {f"{{{W14}}}docId", "{http://schemas.microsoft.com/office/word/2012/wordml}docId"}
    assert ids(draft) == ids(replace(draft, seed=8))
    assert ids(draft) != ids(replace(draft, year=2023))
    assert len(ids(draft)) == 2


def test_children_stand_in_the_order_of_the_schema(make: Make, form_2021: Form) -> None:
    doubt = Comment("c", "S-07", "warning", "核对", paragraph="overview/b", start=2, end=5)
    data = write_docx(make(doubt), form_2021)
    for name in ("word/document.xml", "word/styles.xml", "word/comments.xml"):
        for tag, names in ORDER.items():
            order = names.split()
            for node in part(data, name).iter(f"{{{W}}}{tag}"):
                found = [etree.QName(child).localname for child in node]
                if node.getparent().tag == f"{{{W}}}style" and tag == "tblPr":  # type: ignore[union-attr]  # a child has a parent
                    continue
                assert found == sorted(found, key=order.index)


def test_every_part_has_a_type_and_every_relation_a_target(make: Make, form_2021: Form) -> None:
    doubt = Comment("c", "S-07", "warning", "核对")
    found = parts(write_docx(make(doubt), form_2021))
    types = etree.fromstring(found["[Content_Types].xml"])
    named = {str(node.get("PartName")).lstrip("/") for node in types if node.get("PartName")}
    assert named <= set(found)
    rels = etree.fromstring(found["word/_rels/document.xml.rels"])
    targets = {str(node.get("Target")) for node in rels}
    assert targets == {
        "styles.xml",
        "settings.xml",
        "fontTable.xml",
        "footer1.xml",
        "footer2.xml",
        "comments.xml",
        "../customXml/item1.xml",
    }


def test_the_page_is_that_of_the_standard(draft: Draft, form_2021: Form) -> None:
    section = body(write_docx(draft, form_2021))[-1]
    size, margins, grid = (
        dict(node.attrib) if node is not None else {}
        for node in (section.find(f"{{{W}}}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    )
    # 02 §2 and §6
    assert (size[f"{{{W}}}w"], size[f"{{{W}}}h"]) == ("11906", "16838")
    assert [margins[f"{{{W}}}{side}"] for side in ("top", "right", "bottom", "left", "footer")] == [
        "2098",
        "1474",
        "1984",
        "1588",
        "1447",
    ]
    assert (grid[f"{{{W}}}type"], grid[f"{{{W}}}linePitch"]) == ("lines", "579")
    kinds = [node.get(f"{{{W}}}type") for node in section.iter(f"{{{W}}}footerReference")]
    assert kinds == ["default", "even"]
    assert all(node.get(f"{{{R}}}id") for node in section.iter(f"{{{W}}}footerReference"))


def test_properties_name_the_organ_and_no_person(draft: Draft, form_2021: Form) -> None:
    core = part(write_docx(draft, form_2021), "docProps/core.xml")
    assert {etree.QName(node).localname: node.text for node in core} == {
        "title": "南岗区教育体育局2022年政府信息公开工作年度报告",
        "creator": "南岗区教育体育局",
        "lastModifiedBy": "南岗区教育体育局",
        "created": "2000-01-01T00:00:00Z",
        "modified": "2000-01-01T00:00:00Z",
        "language": "zh-CN",
    }


def test_the_draft_travels_inside(draft: Draft, form_2021: Form, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(draft, form_2021))
    assert embedded_draft(path) == json.loads(json.dumps(draft.as_json()))


def test_the_manifest_holds_schema_version_seed_and_hash(draft: Draft, form_2021: Form) -> None:
    data = write_docx(draft, form_2021)
    manifest = {
        str(node.get("name")): str(node[0].text) for node in part(data, "docProps/custom.xml")
    }
    stated = part(data, "customXml/item1.xml").get("sha256")
    plain = {name: value for name, value in manifest.items() if ".data." not in name}
    assert plain == {
        "drafting.schema": "1",
        "drafting.version": "0.1.0",
        "drafting.seed": "7",
        "drafting.sha256": stated,
        "drafting.content": manifest["drafting.content"],
    }


def test_a_draft_that_somebody_saved_again_is_no_longer_untouched(
    draft: Draft, form_2021: Form, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(draft, form_2021))
    assert is_untouched(path)
    parts = read_parts(path)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "南岗区".encode(), "道里区".encode()
    )
    path.write_bytes(pack_all(parts.items()))
    assert not is_untouched(path)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("drafting", "somewhat"), "没有起草数据"),
        (("南岗区", "道里区"), "已损坏"),
    ],
    ids=["no draft", "changed by hand"],
)
def test_a_file_without_a_sound_draft_says_so(
    written: dict[str, bytes], tmp_path: Path, words: tuple[str, str], reason: str
) -> None:
    path = tmp_path / "a.docx"
    old, new = (word.encode() for word in words)
    path.write_bytes(pack_all([(name, data.replace(old, new)) for name, data in written.items()]))
    with pytest.raises(UnreadableFileError, match=reason):
        embedded_draft(path)


def test_a_draft_of_a_newer_version_is_refused(written: dict[str, bytes], tmp_path: Path) -> None:
    text = '{"schema": 2}'
    path = tmp_path / "a.docx"
    newer = {**written, "customXml/item1.xml": data_part(text, digest_of(text))}
    path.write_bytes(pack_all(newer.items()))
    with pytest.raises(UnreadableFileError, match="更新版本"):
        embedded_draft(path)


def test_the_draft_is_found_when_word_renumbers_its_part(
    written: dict[str, bytes], draft: Draft, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    other = b'<b:Sources xmlns:b="urn:bibliography"/>'
    moved = {**written, "customXml/item1.xml": other}
    moved["customXml/item3.xml"] = written["customXml/item1.xml"]
    path.write_bytes(pack_all(moved.items()))
    assert embedded_draft(path)["title"] == draft.title
