"""Whatever an editor or his program put into a file comes through a redraft as it was.

Every part and every element outside our own changes is compared, by a reader of the test's own.
"""

import re
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from drafting.editing.redraft import redraft
from drafting.editing.review import review_file
from drafting.editing.revised import read_revised
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.word.pdf import find_office
from tests.unit.editing.test_publish import TOLD, inside, related
from tests.unit.editing.test_redraft import INPUT, drafted, written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
N = W[1:-1]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OURS = "年报起草助手"
CHANGED = INPUT.replace("监测报告36期", "监测报告41期").replace("decisions: 12", "decisions: 15")
# what a redraft writes to: the body, comments, the draft inside
WRITTEN = {"word/document.xml", "word/comments.xml", "customXml/item1.xml", "docProps/custom.xml"}
Parts = dict[str, bytes]
Element = etree._Element


def body_of(parts: Parts, edit: Callable[[str], str]) -> Parts:
    return {**parts, "word/document.xml": edit(parts["word/document.xml"].decode()).encode()}


def at_words(added: str, words: str = "水质监测报告") -> Callable[[Parts], Parts]:
    """Markup at the end of the paragraph that we change."""
    return lambda parts: body_of(parts, lambda body: inside(body, words, added))


def behind_words(added: str, words: str = "水质监测报告") -> Callable[[Parts], Parts]:
    def edit(body: str) -> str:
        at = body.index("</w:p>", body.index(words)) + len("</w:p>")
        return body[:at] + added + body[at:]

    return lambda parts: body_of(parts, edit)


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{text}</w:t></w:r>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def with_footnotes(parts: Parts) -> Parts:
    made = dict(parts)
    notes = (
        f'<w:footnotes xmlns:w="{N}"><w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="2"><w:p>{run("本级口径")}</w:p></w:footnote></w:footnotes>'
    )
    related(made, "footnotes.xml", f"{OFFICE}/footnotes", notes.encode(), "application/xml")
    return at_words('<w:r><w:footnoteReference w:id="2"/></w:r>')(made)


def with_picture(parts: Parts) -> Parts:
    made = dict(parts)
    related(made, "media/image1.png", f"{OFFICE}/image", TOLD, "image/png")
    return at_words(
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="p"/></wp:inline></w:drawing></w:r>' + run("（见图）")
    )(made)


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict>'
    f"<w:txbxContent><w:p>{run('框中的话36期')}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    field("begin")
    + "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    + field("separate")
    + run("3")
    + field("end")
)
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/>'
    f"</w:tblGrid><w:tr><w:tc><w:p>{run('附：科室')}</w:p></w:tc><w:tc><w:p>{run('36')}</w:p></w:tc></w:tr></w:tbl>"
)
NESTED = f"<w:sdt><w:sdtPr><w:alias w:val='补充'/></w:sdtPr><w:sdtContent><w:p>{run('控件里的段落。')}</w:p></w:sdtContent></w:sdt>"


def without_table(parts: Parts) -> Parts:
    """The last table deleted, as a whole."""

    def edit(body: str) -> str:
        start = body.rindex("<w:tbl>")
        return body[:start] + body[body.index("</w:tbl>", start) + len("</w:tbl>") :]

    return body_of(parts, edit)


def with_joined_cells(parts: Parts) -> Parts:
    """The first row of the first table made one cell, the second row's first cell cut in two."""
    root = etree.fromstring(parts["word/document.xml"])
    rows = [*next(root.iter(f"{W}tbl")).iterchildren(f"{W}tr")]
    first, *others = rows[1].findall(f"{W}tc")
    for cell in others:
        rows[1].remove(cell)
    look = first.find(f"{W}tcPr")
    assert look is not None
    etree.SubElement(look, f"{W}gridSpan").set(f"{W}val", str(1 + len(others)))
    split = rows[2].find(f"{W}tc")
    assert split is not None
    split.addnext(deepcopy(split))
    return {**parts, "word/document.xml": etree.tostring(root)}


def with_other_styles(parts: Parts) -> Parts:
    """Styles under other ids, as a Chinese Word saves them, and looks set by hand."""
    styles = parts["word/styles.xml"].replace(b'w:styleId="Heading1"', b'w:styleId="1"')
    body = parts["word/document.xml"].decode().replace('w:val="Heading1"', 'w:val="1"')
    body = body.replace(
        "<w:r><w:t>", '<w:r><w:rPr><w:sz w:val="30"/><w:color w:val="C00000"/></w:rPr><w:t>'
    )
    return {**parts, "word/styles.xml": styles, "word/document.xml": body.encode()}


def as_wps(parts: Parts) -> Parts:
    """As WPS saves: an id on every paragraph and row, no docId, its own properties, _GoBack."""
    number = iter(range(0x10000000, 0x7FFFFFFF))
    body = re.sub(' w14:(paraId|textId)="[^"]*"', "", parts["word/document.xml"].decode())
    body = re.sub(
        "<w:(p|tr)(?=[ >])", lambda found: f'{found[0]} w14:paraId="{next(number):08X}"', body
    )
    body = body.replace(
        "<w:document ",
        '<w:document xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" ', 1,
    )  # fmt: skip
    mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    settings = re.sub("<w1[45]:docId [^>]*/>", "", parts["word/settings.xml"].decode())
    custom = parts["docProps/custom.xml"].decode().replace(
        "</Properties>",
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="900" name="KSOProductBuildVer">'
        "<vt:lpwstr>2052-12.1.0.1</vt:lpwstr></property></Properties>",
    )  # fmt: skip
    made = {**parts, "word/settings.xml": settings.encode(), "docProps/custom.xml": custom.encode()}
    return body_of(made, lambda _: inside(body, "一、总体情况", mark))


CARRIED: dict[str, Callable[[Parts], Parts]] = {
    "nothing": dict,
    "footnotes": with_footnotes,
    "picture": with_picture,
    "text-box": at_words(BOX),
    "field": at_words(FIELD),
    "simple-field": at_words(f'<w:fldSimple w:instr=" DATE ">{run("2024年")}</w:fldSimple>'),
    "link": at_words(f'<w:hyperlink w:anchor="a">{run("详见附件")}</w:hyperlink>'),
    "content-control": behind_words(NESTED),
    "formula": at_words('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r/></m:oMath>'),
    "extra-table": behind_words(TABLE),
    "deleted-table": without_table,
    "joined-and-split-cells": with_joined_cells,
    "other-styles": with_other_styles,
    "section-break": behind_words("<w:p><w:pPr><w:sectPr><w:pgSz w:w='16838' w:h='11906'/></w:sectPr></w:pPr></w:p>"),
    "tracked-changes": at_words(
        '<w:ins w:id="7001" w:author="王科长" w:date="2024-01-08T10:00:00Z">' + run("另补充说明。") + "</w:ins>"
        '<w:del w:id="7002" w:author="李处长"><w:r><w:delText>旧话</w:delText></w:r></w:del>'
    ),
    "tracked-format": at_words(
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="7003" w:author="王科长"><w:rPr/></w:rPrChange></w:rPr><w:t>粗</w:t></w:r>'
    ),
    "spelling-and-permissions": at_words('<w:proofErr w:type="spellStart"/><w:permStart w:id="1"/><w:permEnd w:id="1"/>'),
    "wps": as_wps,
}  # fmt: skip


# ---- a reader of the test's own ------------------------------------------------------------


def without_ours(root: Element, comments: set[str]) -> Element:
    """The body with our tracked changes rejected and our comments taken away."""
    copy = deepcopy(root)
    for node in [*copy.iter(f"{W}ins", f"{W}del")]:
        parent = node.getparent()
        if node.get(f"{W}author") != OURS or parent is None:
            continue
        if node.tag == f"{W}del":
            for text in node.iter(f"{W}delText"):
                text.tag = f"{W}t"
            for child in [*node]:
                node.addprevious(child)
        parent.remove(node)
    for node in [
        *copy.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    ]:
        parent = node.getparent()
        if node.get(f"{W}id") in comments and parent is not None:
            (parent if node.tag == f"{W}commentReference" else node).getparent().remove(  # type: ignore[union-attr]  # inside a body
                parent if node.tag == f"{W}commentReference" else node
            )
    return copy


def joined(root: Element) -> bytes:
    """The markup with runs of one look that touch made one: we may cut a run."""
    copy = deepcopy(root)
    for first in [*copy.iter(f"{W}r")]:
        following = first.getnext()
        while following is not None and following.tag == f"{W}r" and look(first) == look(following):
            for child in [*following]:
                if child.tag != f"{W}rPr":
                    first.append(child)
            parent = following.getparent()
            assert parent is not None
            parent.remove(following)
            following = first.getnext()
        texts = [*first.iterchildren(f"{W}t")]
        for text in texts:
            before = text.getprevious()
            if before is not None and before.tag == f"{W}t":
                before.text = f"{before.text or ''}{text.text or ''}"
                first.remove(text)
        for text in first.iterchildren(f"{W}t"):
            if SPACE in text.attrib:
                del text.attrib[SPACE]
    return etree.tostring(copy, method="c14n")


def look(element: Element) -> bytes:
    found = element.find(f"{W}rPr")
    return b"" if found is None else etree.tostring(found, method="c14n", with_tail=False)


def comment_ids(parts: Parts) -> set[str]:
    data = parts.get("word/comments.xml")
    return set() if data is None else {str(node.get(f"{W}id")) for node in etree.fromstring(data)}


def remade(path: Path, folder: Path) -> Parts:
    draft = drafted(CHANGED, folder, "changed.yaml")
    form = load_kind(draft.kind).forms[draft.form]
    out = folder / "new.docx"
    out.write_bytes(redraft(read_revised(path), draft, form).data)
    return read_parts(out)


def require_carried(before: Parts, after: Parts) -> None:
    assert {name: data for name, data in before.items() if name not in WRITTEN} == {
        name: data for name, data in after.items() if name not in WRITTEN and name in before
    }
    old, new = (etree.fromstring(parts["word/document.xml"]) for parts in (before, after))
    added = comment_ids(after) - comment_ids(before)
    assert joined(without_ours(new, added)) == joined(old)


@pytest.mark.parametrize("name", CARRIED)
def test_everything_of_the_editors_comes_through_a_redraft(name: str, tmp_path: Path) -> None:
    first = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    before = CARRIED[name](read_parts(first))
    path = tmp_path / "edited.docx"
    path.write_bytes(pack_all(before.items()))
    after = remade(path, tmp_path)
    assert after["word/document.xml"] != before["word/document.xml"]
    require_carried(before, after)
    texts = [block.accepted for block in read_revised(tmp_path / "new.docx").blocks]
    assert any("41期" in text for text in texts)


@pytest.mark.parametrize("name", CARRIED)
def test_what_an_editor_adds_is_no_change_of_our_sentences(name: str, tmp_path: Path) -> None:
    first = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    path = tmp_path / "edited.docx"
    path.write_bytes(pack_all(CARRIED[name](read_parts(first)).items()))
    changes = review_file(path).changes
    assert {change.kind for change in changes} <= {"added", "formatting"}
    assert [change.after for change in changes if "\ufffc" in change.after] == []


def test_properties_of_another_program_stay_beside_ours(tmp_path: Path) -> None:
    first = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    path = tmp_path / "edited.docx"
    path.write_bytes(pack_all(as_wps(read_parts(first)).items()))
    after = remade(path, tmp_path)
    assert b"KSOProductBuildVer" in after["docProps/custom.xml"]


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice Writer is missing")
def test_a_file_that_libreoffice_saved_comes_through_a_redraft(tmp_path: Path) -> None:
    first = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    (tmp_path / "lo").mkdir()
    subprocess.run(  # noqa: S603 -- a program found on the path, with paths of our own
        [str(find_office()), "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "lo"), str(first)],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    path = tmp_path / "lo/v1.docx"
    before = read_parts(path)
    assert before["word/document.xml"] != read_parts(first)["word/document.xml"]
    assert [
        change.kind for change in review_file(path).changes if change.kind != "formatting"
    ] == []
    require_carried(before, remade(path, tmp_path))
