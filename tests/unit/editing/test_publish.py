"""The outgoing file: nothing hidden, nobody's name, no trace of the work; text and looks as they were."""

import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from drafting.cli import main
from drafting.editing.publish import Publication, Published, publish_file
from drafting.editing.publish_sheet import change
from drafting.errors import UnreadableFileError, UnwritableFileError
from drafting.ooxml.package import pack_all, read_parts
from drafting.word.pdf import find_office, pdf_of
from tests.unit.editing.test_redraft import INPUT, drafted, written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office/2011/relationships"
Parts = dict[str, bytes]


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A draft in which an editor has filled every placeholder."""
    path = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    return changed(path, lambda body: re.sub("【[^【】]*】", "已补写", body), "settled.docx")


def changed(path: Path, edit: Callable[[str], str], name: str = "edited.docx") -> Path:
    parts = read_parts(path)
    parts["word/document.xml"] = edit(parts["word/document.xml"].decode()).encode()
    return packed(parts, path.with_name(name))


def packed(parts: Parts, path: Path) -> Path:
    path.write_bytes(pack_all(parts.items()))
    return path


def behind(body: str, words: str, added: str) -> str:
    """The body with markup behind the paragraph that holds some words."""
    at = body.index("</w:p>", body.index(words)) + len("</w:p>")
    return body[:at] + added + body[at:]


def inside(body: str, words: str, added: str) -> str:
    """The body with markup at the end of the paragraph that holds some words."""
    at = body.index("</w:p>", body.index(words))
    return body[:at] + added + body[at:]


def published(path: Path, tmp_path: Path) -> tuple[Published, Parts]:
    out = tmp_path / "out.docx"
    done = publish_file(Publication(path, out))
    assert done.obstacles == ()
    return done, read_parts(out)


def related(parts: Parts, name: str, kind: str, content: bytes, type_: str) -> None:
    """A part more, with its relation from the body and its content type."""
    rels = parts["word/_rels/document.xml.rels"].decode()
    number = rels.count("<Relationship ")
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>",
        f'<Relationship Id="rIdX{number}" Type="{kind}" Target="{name}"/></Relationships>',
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/word/{name}" ContentType="{type_}"/></Types>'
    ).encode()
    parts[f"word/{name}"] = content


def texts(parts: Parts, name: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(parts[name])
    return [
        text
        for paragraph in root.iter(f"{W}p")
        if (text := "".join(str(t.text or "") for t in paragraph.iter(f"{W}t")))
    ]


# ---- what goes ----------------------------------------------------------------------------


def littered(path: Path) -> Path:
    """A file as three programs and two people leave it."""
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    parts = read_parts(path)
    body = parts["word/document.xml"].decode()
    body = body.replace("<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">')
    body = behind(
        body, "一、总体情况",
        '<w:p><w:proofErr w:type="spellStart"/><w:permStart w:id="7" w:ed="zhang@x.cn"/>'
        '<w:bookmarkStart w:id="901" w:name="_GoBack"/><w:bookmarkEnd w:id="901"/>'
        "<w:smartTag><w:smartTagPr/><w:r><w:t>编后补记</w:t></w:r></w:smartTag>"
        '<w:permEnd w:id="7"/><w:proofErr w:type="spellEnd"/></w:p>',
    )  # fmt: skip
    parts["word/document.xml"] = body.encode()
    related(
        parts, "people.xml", f"{MS}/people",
        f'<w15:people xmlns:w15="{w15}"><w15:person w15:author="王科长"/></w15:people>'.encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
    )  # fmt: skip
    related(
        parts, "commentsExtended.xml", f"{MS}/commentsExtended",
        f'<w15:commentsEx xmlns:w15="{w15}"/>'.encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
    )  # fmt: skip
    settings = parts["word/settings.xml"].decode()
    parts["word/settings.xml"] = settings.replace(
        "<w:compat>",
        '<w:trackRevisions/><w:docVars><w:docVar w:name="处长" w:val="李某"/></w:docVars>'
        '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:compat>',
    ).encode()
    parts["docProps/app.xml"] = (
        b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Template>C:\\Users\\wang\\a.dotm</Template><Company>\xe6\x9f\x90\xe5\x85\xac\xe5\x8f\xb8'
        b"</Company><TotalTime>99</TotalTime></Properties>"
    )
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(
        "(<cp:lastModifiedBy>)[^<]*", r"\1王科长", core.replace("2000-01-01", "2024-02-03")
    ).encode()
    return packed(parts, path.with_name("littered.docx"))


FORBIDDEN = (
    "王科长", "李某", "zhang@x.cn", "wang", "某公司", "2024-02-03", "00AB12CD", "rsid", "_gk_", "_GoBack",
    "paraId", "textId", "docId", "commentR", "docVar", "trackRevisions", "proofErr", "permStart",
    "urn:gongkai", "smartTag", "lastModifiedBy", "dcterms",
)  # fmt: skip


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_part_of_the_package_says(settled: Path, tmp_path: Path, word: str) -> None:
    source = littered(settled)
    assert any(word in data.decode() for data in read_parts(source).values())
    _, parts = published(source, tmp_path)
    assert [name for name, data in parts.items() if word in data.decode()] == []


def test_only_parts_that_a_reader_sees_are_left(settled: Path, tmp_path: Path) -> None:
    _, parts = published(littered(settled), tmp_path)
    assert sorted(parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml", "word/footer1.xml",
        "word/footer2.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip


def test_every_relation_and_content_type_names_a_part_that_is_there(
    settled: Path, tmp_path: Path
) -> None:
    _, parts = published(littered(settled), tmp_path)
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {str(node.get("PartName")).lstrip("/") for node in types if node.get("PartName")}
    assert named <= set(parts)
    assert {str(node.get("Target")) for node in etree.fromstring(parts["_rels/.rels"])} <= set(
        parts
    )
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert {f"word/{node.get('Target')}" for node in rels} <= set(parts)
    used = set(re.findall(r'r:id="([^"]*)"', parts["word/document.xml"].decode()))
    assert used <= {str(node.get("Id")) for node in rels}


def test_the_properties_name_the_title_and_the_organ_alone(settled: Path, tmp_path: Path) -> None:
    _, parts = published(littered(settled), tmp_path)
    core = etree.fromstring(parts["docProps/core.xml"])
    assert [(str(node.tag).rpartition("}")[2], node.text) for node in core] == [
        ("title", "甲县水利局2023年政府信息公开工作年度报告"), ("creator", "甲县水利局"),
    ]  # fmt: skip
    assert len(etree.fromstring(parts["docProps/app.xml"])) == 0


def test_the_text_is_as_it_was(settled: Path, tmp_path: Path) -> None:
    source = littered(settled)
    _, parts = published(source, tmp_path)
    assert texts(parts) == texts(read_parts(source))
    assert parts["word/styles.xml"] == read_parts(source)["word/styles.xml"]


def test_comments_are_told_with_their_words(settled: Path, tmp_path: Path) -> None:
    done, _ = published(settled, tmp_path)
    told = re.findall("<w:comment ", read_parts(settled)["word/comments.xml"].decode())
    assert done.removed.counts["批注"] == len(told) == len(done.removed.comments)
    assert all(author == "年报起草助手" for author, _ in done.removed.comments)


# ---- hidden text --------------------------------------------------------------------------

VANISH = "<w:rPr><w:vanish/></w:rPr>"
CODE = f"<w:r>{VANISH}<w:instrText>XE</w:instrText></w:r>"


def mark(kind: str, look: str = "") -> str:
    """A mark of a field."""
    return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("added", "shown", "hidden"),
    [
        (f"<w:r>{VANISH}<w:t>内部口径</w:t></w:r>", "", ["内部口径"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>照常显示</w:t></w:r>', "照常显示", []),
        (
            '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>按样式隐藏</w:t></w:r>',
            "",
            ["按样式隐藏"],
        ),
        (
            '<w:r><w:rPr><w:rStyle w:val="Secret"/><w:vanish w:val="false"/></w:rPr><w:t>又显示</w:t></w:r>',
            "又显示",
            [],
        ),
        ("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>只在网页上隐藏</w:t></w:r>", "只在网页上隐藏", []),
        # an entry of an index is hidden whole; a field that shows its result keeps its marks
        (f"{mark('begin', VANISH)}{CODE}{mark('end', VANISH)}", "", []),
        (
            f"{mark('begin', VANISH)}{CODE}{mark('separate')}<w:r><w:t>3</w:t></w:r>{mark('end')}",
            "3",
            [],
        ),
    ],
)
def test_hidden_words_go_and_are_told(
    settled: Path, tmp_path: Path, added: str, shown: str, hidden: list[str]
) -> None:
    parts = read_parts(settled)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"</w:styles>",
        b'<w:style w:type="character" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>'
        b'<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:basedOn w:val="Base"/>'
        b"</w:style></w:styles>",
    )
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = inside(body, "一、总体情况", added).encode()
    done, clean = published(packed(parts, tmp_path / "h.docx"), tmp_path)
    assert f"一、总体情况{shown}" in texts(clean)
    assert done.removed.hidden == hidden
    marks = [
        node.get(f"{W}fldCharType")
        for node in etree.fromstring(clean["word/document.xml"]).iter(f"{W}fldChar")
    ]
    assert marks in ([], ["begin", "separate", "end"])


def test_a_hidden_paragraph_and_a_hidden_row_leave_nothing_behind(
    settled: Path, tmp_path: Path
) -> None:
    added = (
        f"<w:p><w:pPr>{VANISH}</w:pPr><w:r>{VANISH}<w:t>领导批示</w:t></w:r></w:p>"
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
        "<w:tr><w:tc><w:p><w:r><w:t>留下</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>不给看</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    source = changed(settled, lambda body: behind(body, "一、总体情况", added))
    before = len(etree.fromstring(read_parts(source)["word/document.xml"])[0])
    done, parts = published(source, tmp_path)
    assert (done.removed.hidden, "留下" in texts(parts)) == (["不给看", "领导批示"], True)
    assert len(etree.fromstring(parts["word/document.xml"])[0]) == before - 1


def test_headers_and_notes_are_cleaned_too(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    namespace = W[1:-1]
    parts["word/footer1.xml"] = (
        f'<w:ftr xmlns:w="{namespace}"><w:p w:rsidR="00AB12CD"><w:r>{VANISH}<w:t>密</w:t></w:r>'
        "<w:r><w:t>第1页</w:t></w:r></w:p></w:ftr>"
    ).encode()
    related(
        parts, "footnotes.xml", f"{OFFICE}/footnotes",
        f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:id="2"><w:p><w:bookmarkStart w:id="1" w:name="a"/>'
        f'<w:bookmarkEnd w:id="1"/><w:r>{VANISH}<w:t>底稿</w:t></w:r><w:r><w:t>见附件</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>".encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    )  # fmt: skip
    done, clean = published(packed(parts, tmp_path / "n.docx"), tmp_path)
    assert texts(clean, "word/footer1.xml") == ["第1页"]
    assert texts(clean, "word/footnotes.xml") == ["见附件"]
    assert b"bookmark" not in clean["word/footnotes.xml"]
    assert sorted(done.removed.hidden) == ["密", "底稿"]


# ---- bookmarks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    [
        '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>见</w:t></w:r></w:hyperlink>',
        '<w:fldSimple w:instr=" PAGEREF _Toc1 \\h "><w:r><w:t>见</w:t></w:r></w:fldSimple>',
        "<w:r><w:instrText> REF _T</w:instrText></w:r><w:r><w:instrText>oc1 \\h</w:instrText></w:r>",
        '<w:r><w:instrText> HYPERLINK \\l "_toc1" </w:instrText></w:r>',
    ],
)
def test_a_bookmark_that_something_refers_to_stays(
    settled: Path, tmp_path: Path, reference: str
) -> None:
    mark = '<w:bookmarkStart w:id="801" w:name="_Toc1"/><w:bookmarkEnd w:id="801"/>'
    source = changed(settled, lambda body: inside(body, "一、总体情况", mark + reference))
    _, parts = published(source, tmp_path)
    root = etree.fromstring(parts["word/document.xml"])
    assert [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")] == ["_Toc1"]
    assert [node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd")] == ["801"]


# ---- pictures and other things that stay ---------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


HEAD = chunk(b"IHDR", (1).to_bytes(4) + (1).to_bytes(4) + b"\x08\x00\x00\x00\x00")
PIXEL = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + PIXEL + chunk(b"IEND", b"")
TOLD = b"\x89PNG\r\n\x1a\n" + HEAD + chunk(b"tEXt", b"Author\x00wang") + PIXEL + chunk(b"IEND", b"")


def with_picture(path: Path, data: bytes = TOLD) -> Path:
    parts = read_parts(path)
    related(parts, "media/image1.png", f"{OFFICE}/image", data, "image/png")
    number = re.search(r'Id="(rIdX\d+)"', parts["word/_rels/document.xml.rels"].decode())
    assert number is not None
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="p" descr="流程图"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{number[1]}"/></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = inside(body, "一、总体情况", drawing).encode()
    return packed(parts, path.with_name("picture.docx"))


def test_a_picture_keeps_its_pixels_and_loses_what_is_told_beside_them(
    settled: Path, tmp_path: Path
) -> None:
    _, parts = published(with_picture(settled), tmp_path)
    assert parts["word/media/image1.png"] == PNG


def test_a_photograph_loses_place_and_time(settled: Path, tmp_path: Path) -> None:
    frame = b"\xff\xe0\x00\x04JF"
    scan = b"\xff\xda\x00\x04\x01\x02\x12\x34\xff\xd9"
    photo = b"\xff\xd8" + frame + b"\xff\xe1\x00\x08Exif\x00\x00" + scan
    _, parts = published(with_picture(settled, photo), tmp_path)
    assert parts["word/media/image1.png"] == b"\xff\xd8" + frame + scan


def test_an_embedded_file_stays_and_is_told(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    related(parts, "embeddings/a.xlsx", f"{OFFICE}/package", b"PK", "application/vnd.ms-excel")
    done, clean = published(packed(parts, tmp_path / "e.docx"), tmp_path)
    assert "word/embeddings/a.xlsx" in clean
    assert done.removed.kept == ["嵌入的文件（word/embeddings/a.xlsx），其内部未清理"]


def test_a_link_into_somebodys_machine_is_told(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdL" Type="{OFFICE}/hyperlink" Target="file:///C:/wang/a.doc" '
        'TargetMode="External"/></Relationships>'.encode(),
    )
    done, _ = published(packed(parts, tmp_path / "l.docx"), tmp_path)
    assert done.removed.kept == ["指向本机文件的链接：file:///C:/wang/a.doc"]


# ---- what keeps a file from going out ------------------------------------------------------


def held_back(path: Path, tmp_path: Path) -> list[tuple[str, str]]:
    out, page, sheet = tmp_path / "out.docx", tmp_path / "out.html", tmp_path / "sheet.docx"
    done = publish_file(Publication(path, out, page, sheet))
    assert not any(one.exists() for one in (out, page, sheet))
    return [(finding.code, finding.place) for finding in done.obstacles]


def test_a_placeholder_that_is_left_is_named_with_its_place(settled: Path, tmp_path: Path) -> None:
    source = changed(
        settled,
        lambda body: body.replace(
            "一、总体情况</w:t>", "一、总体情况【请</w:t></w:r><w:r><w:t>补充】</w:t>"
        ),
    )
    assert held_back(source, tmp_path) == [("TR-05", "正文第3段“一、总体情况【请补充】”")]


def test_a_placeholder_in_a_header_is_found(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    parts["word/footer1.xml"] = (
        f'<w:ftr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>【待填】</w:t></w:r></w:p></w:ftr>'.encode()
    )
    source = packed(parts, tmp_path / "f.docx")
    assert held_back(source, tmp_path) == [("TR-05", "页脚“【待填】”")]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ('<w:ins w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins>', "插入（甲）"),
        ('<w:del w:id="1" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>', "删除（甲）"),
        ('<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="甲"><w:rPr/></w:rPrChange></w:rPr><w:t>粗</w:t></w:r>', "格式（甲）"),
    ],
)  # fmt: skip
def test_a_revision_that_nobody_accepted_is_named(
    settled: Path, tmp_path: Path, added: str, said: str
) -> None:
    source = changed(settled, lambda body: inside(body, "一、总体情况", added))
    done = publish_file(Publication(source, tmp_path / "out.docx"))
    assert [finding.code for finding in done.obstacles] == ["TR-06"]
    assert said in done.obstacles[0].message
    assert done.obstacles[0].place.startswith("正文第3段“一、总体情况")


def test_a_revision_of_a_row_a_section_or_a_footer_counts_too(
    settled: Path, tmp_path: Path
) -> None:
    row = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:trPr><w:ins w:id="5" '
        'w:author="乙"/></w:trPr><w:tc><w:p><w:r><w:t>新行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    source = changed(
        settled,
        lambda body: behind(body, "一、总体情况", row).replace(
            "</w:sectPr>",
            '<w:sectPrChange w:id="6" w:author="乙"><w:sectPr/></w:sectPrChange></w:sectPr>',
        ),
    )
    parts = read_parts(source)
    parts["word/footer2.xml"] = (
        f'<w:ftr xmlns:w="{W[1:-1]}"><w:p><w:ins w:id="1" w:author="丙"><w:r><w:t>页</w:t></w:r></w:ins></w:p></w:ftr>'
    ).encode()
    assert held_back(packed(parts, source), tmp_path) == [
        ("TR-06", "正文第1个表第1行“新行”"), ("TR-06", "正文"), ("TR-06", "页脚“页”"),
    ]  # fmt: skip


def conflicted(path: Path, done: str) -> Path:
    parts = read_parts(path)
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    comment = (
        f'<w:comment w:id="99" w:author="年报起草助手"><w:p xmlns:w14="{w14}" w14:paraId="0000AAAA">'
        "<w:r><w:t>【冲突】改稿人改过这句话。</w:t></w:r></w:p></w:comment></w:comments>"
    )
    comments = parts["word/comments.xml"].decode()
    parts["word/comments.xml"] = comments.replace("</w:comments>", comment).encode()
    related(
        parts, "commentsExtended.xml", f"{MS}/commentsExtended",
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0000AAAA" w15:done="{done}"/>'
        "</w15:commentsEx>".encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
    )  # fmt: skip
    body = parts["word/document.xml"].decode()
    mark = '<w:commentRangeStart w:id="99"/><w:commentRangeEnd w:id="99"/><w:r><w:commentReference w:id="99"/></w:r>'
    parts["word/document.xml"] = inside(body, "一、总体情况", mark).encode()
    return packed(parts, path.with_name("conflict.docx"))


def test_a_conflict_that_is_open_holds_a_file_back(settled: Path, tmp_path: Path) -> None:
    assert held_back(conflicted(settled, "0"), tmp_path) == [("TR-07", "正文第3段“一、总体情况”")]


def test_a_conflict_that_is_marked_as_settled_does_not(settled: Path, tmp_path: Path) -> None:
    published(conflicted(settled, "1"), tmp_path)


def test_a_table_that_does_not_foot_holds_a_file_back(settled: Path, tmp_path: Path) -> None:
    source = changed(
        settled, lambda body: body.replace("<w:r><w:t>4</w:t></w:r>", "<w:r><w:t>5</w:t></w:r>", 1)
    )
    assert {code for code, _ in held_back(source, tmp_path)} & {"T3-01", "T3-02"}


# ---- files ---------------------------------------------------------------------------------


def test_the_edited_file_is_never_written_to(settled: Path) -> None:
    before = settled.read_bytes()
    with pytest.raises(UnwritableFileError, match="不会被覆盖"):
        publish_file(Publication(settled, settled))
    assert settled.read_bytes() == before


def test_a_file_of_somebody_else_is_not_replaced(settled: Path, tmp_path: Path) -> None:
    (tmp_path / "out.docx").write_bytes(b"mine")
    with pytest.raises(UnwritableFileError):
        publish_file(Publication(settled, tmp_path / "out.docx"))
    assert (tmp_path / "out.docx").read_bytes() == b"mine"


def test_the_same_file_published_again_is_the_same(settled: Path, tmp_path: Path) -> None:
    order = Publication(settled, tmp_path / "out.docx", tmp_path / "o.html", tmp_path / "s.docx")
    publish_file(order)
    first = [path.read_bytes() for path in (order.output, tmp_path / "o.html", tmp_path / "s.docx")]
    publish_file(order)
    assert first == [
        path.read_bytes() for path in (order.output, tmp_path / "o.html", tmp_path / "s.docx")
    ]


def test_nothing_is_written_when_one_place_cannot_be(settled: Path, tmp_path: Path) -> None:
    (tmp_path / "s.docx").write_bytes(b"mine")
    with pytest.raises(UnwritableFileError):
        publish_file(Publication(settled, tmp_path / "out.docx", sheet=tmp_path / "s.docx"))
    assert not (tmp_path / "out.docx").exists()


def test_a_published_file_is_no_draft_any_more(settled: Path, tmp_path: Path) -> None:
    publish_file(Publication(settled, tmp_path / "out.docx"))
    result = CliRunner().invoke(
        main, ["publish", str(tmp_path / "out.docx"), "-o", str(tmp_path / "again.docx")]
    )
    assert "其中没有起草数据" in str(result.exception)


def test_a_broken_header_is_told(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    parts["word/footer1.xml"] = f'<w:ftr xmlns:w="{W[1:-1]}"><w:p>'.encode()
    with pytest.raises(UnreadableFileError, match=r"word/footer1\.xml"):
        publish_file(Publication(packed(parts, tmp_path / "b.docx"), tmp_path / "out.docx"))


def test_the_command_lists_what_it_removed_as_data(settled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    result = CliRunner().invoke(main, ["publish", str(settled), "-o", str(out), "--format", "json"])
    data = json.loads(result.output)
    assert (result.exit_code, data["findings"], data["hidden"]) == (0, [], [])
    assert data["removed"]["自定义数据"] == 1


def test_the_command_leaves_with_one_when_something_is_left_to_do(
    settled: Path, tmp_path: Path
) -> None:
    source = changed(settled, lambda body: body.replace("已补写", "【请补充】", 1))
    result = CliRunner().invoke(main, ["publish", str(source), "-o", str(tmp_path / "out.docx")])
    assert result.exit_code == 1
    assert "TR-05" in result.output
    assert "尚不能发布" in result.output


# ---- the page ------------------------------------------------------------------------------


def page_of(path: Path, tmp_path: Path) -> tuple[html.HtmlElement, tuple[str, ...]]:
    page = tmp_path / "out.html"
    done = publish_file(Publication(path, tmp_path / "out.docx", page))
    assert done.obstacles == ()
    return html.fromstring(page.read_text("utf-8")), done.lost


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_page_says_what_the_file_says_in_its_order(settled: Path, tmp_path: Path) -> None:
    source = changed(settled, lambda body: body.replace("公开水质监测报告36期", "水质月报出了36期"))
    page, _ = page_of(source, tmp_path)
    article = page.find(".//article")
    assert article is not None
    assert squeezed(article.text_content()) == squeezed("".join(texts(read_parts(source))))


def test_the_page_has_headings_leads_and_tables(settled: Path, tmp_path: Path) -> None:
    page, _ = page_of(settled, tmp_path)
    assert [squeezed(node.text_content()) for node in page.iter("h1")] == [
        "甲县水利局2023年政府信息公开工作年度报告"
    ]
    assert [node.text_content()[:2] for node in page.iter("h2")] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
    ]
    assert [node.text_content() for node in page.find_class("lead")][:1] == ["（一）主动公开。"]
    assert len(list(page.iter("table"))) == 3


def test_the_cells_of_the_page_are_those_of_the_tables_now(settled: Path, tmp_path: Path) -> None:
    source = changed(
        settled, lambda body: body.replace("<w:r><w:t>12</w:t></w:r>", "<w:r><w:t>13</w:t></w:r>")
    )
    page, _ = page_of(source, tmp_path)
    row = next(row for row in page.iter("tr") if "行政许可" in row.text_content())
    assert [cell.text_content() for cell in row] == ["行政许可", "13"]
    assert [cell.tag for cell in row] == ["th", "td"]


def test_merged_cells_span_on_the_page(settled: Path, tmp_path: Path) -> None:
    table = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>宽</w:t></w:r></w:p></w:tc></w:tr>'
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>高</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        "<w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    source = changed(settled, lambda body: behind(body, "一、总体情况", table))
    page, _ = page_of(source, tmp_path)
    made = next(iter(page.iter("table")))
    assert [
        [(cell.tag, cell.text_content(), cell.get("colspan"), cell.get("rowspan")) for cell in row]
        for row in made.iter("tr")
    ] == [
        [("td", "宽", "2", None)],
        [("th", "高", None, "2"), ("td", "1", None, None)],
        [("td", "2", None, None)],
    ]


def test_a_picture_stands_in_the_page_itself(settled: Path, tmp_path: Path) -> None:
    page, lost = page_of(with_picture(settled), tmp_path)
    (image,) = page.iter("img")
    assert str(image.get("src")).startswith("data:image/png;base64,")
    assert (image.get("alt"), lost) == ("流程图", ())


def test_hidden_words_are_not_on_the_page(settled: Path, tmp_path: Path) -> None:
    added = f"<w:r>{VANISH}<w:t>内部口径</w:t></w:r>"
    source = changed(settled, lambda body: inside(body, "一、总体情况", added))
    page, _ = page_of(source, tmp_path)
    assert "内部口径" not in page.text_content()


def test_notes_and_text_boxes_are_on_the_page(settled: Path, tmp_path: Path) -> None:
    parts = read_parts(settled)
    namespace = W[1:-1]
    related(
        parts, "footnotes.xml", f"{OFFICE}/footnotes",
        f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:id="2"><w:p><w:r><w:t>口径为本级</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>".encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    )  # fmt: skip
    added = (
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = inside(body, "一、总体情况", added).encode()
    page, lost = page_of(packed(parts, tmp_path / "t.docx"), tmp_path)
    assert [node.text_content() for node in page.iter("sup")] == ["〔1〕"]
    assert [node.text_content() for node in page.iter("li")] == ["口径为本级"]
    assert "框中的话" in [node.text_content() for node in page.iter("p")]
    assert lost == ()


# ---- the sheet for signature ---------------------------------------------------------------


def rows_of(path: Path) -> Iterator[list[str]]:
    root = etree.fromstring(read_parts(path)["word/document.xml"])
    for row in root.iter(f"{W}tr"):
        yield [
            "".join(str(t.text or "") for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")
        ]


def test_the_sheet_sets_this_year_beside_last_year(tmp_path: Path) -> None:
    (tmp_path / "last.yaml").write_text(
        INPUT.replace("year: 2023", "year: 2022").replace("decisions: 12", "decisions: 8"), "utf-8"
    )
    text = INPUT.replace("{decisions: 12}", "{decisions: {value: 12, from: 审批科}}")
    path = written(drafted(text + "last_year: last.yaml\n", tmp_path), tmp_path / "v1.docx")
    source = changed(
        path,
        lambda body: re.sub("【[^【】]*】", "已补写", body).replace(
            "<w:t>12</w:t>", "<w:t>14</w:t>"
        ),
    )
    sheet = tmp_path / "sheet.docx"
    done = publish_file(Publication(source, tmp_path / "out.docx", sheet=sheet))
    assert done.obstacles == ()
    rows = list(rows_of(sheet))
    assert ["项目", "2023年", "2022年", "增减", "提供科室"] in rows
    (licence,) = [row for row in rows if row[0].startswith("行政许可")]
    assert licence[1:] == ["14", "8", "+6（+75%）", "审批科"]
    assert [row for row in rows if row[0] in {"保密审查", "经办人", "审核人", "负责人"}] == [
        ["保密审查", "", ""], ["经办人", "", ""], ["审核人", "", ""], ["负责人", "", ""],
    ]  # fmt: skip


def test_the_sheet_says_how_many_figures_it_leaves_out(settled: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.docx"
    publish_file(Publication(settled, tmp_path / "out.docx", sheet=sheet))
    shown = [row for row in rows_of(sheet) if len(row) == 5 and row[0] != "项目"]
    everything = json.loads(json.dumps(drafted(INPUT, tmp_path).as_json()))
    cells = sum(len(t["values"]) for s in everything["sections"] for t in s["tables"])
    assert f"其余{cells - len(shown)}项本年均为0" in "".join(texts(read_parts(sheet)))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("12", "8", "+4（+50%）"), ("8", "12", "-4（-33.3%）"), ("5", "5", "持平"), ("3", "0", "+3"),
        ("7", "—", "—"), ("待补", "3", "—"), ("1.5", "1", "+0.5（+50%）"), ("2", "3", "-1（-33.3%）"),
    ],
)  # fmt: skip
def test_the_change_is_told_with_its_sign_and_share(now: str, before: str, said: str) -> None:
    assert change(now, before) == said


# ---- text and look, by another program -------------------------------------------------------


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice Writer is missing")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is missing")
def test_libreoffice_shows_the_same_text_on_the_same_pages(settled: Path, tmp_path: Path) -> None:
    source = with_picture(littered(settled))
    publish_file(Publication(source, tmp_path / "out.docx"))
    # at the end of a line LibreOffice gives the anchors of comments and bookmarks room of their own
    changed(
        source,
        lambda body: re.sub("<w:(comment[RE]|bookmark)[^>]*/>", "", body),
        "in.docx",
    )
    before, after = (pages(tmp_path / name) for name in ("in.docx", "out.docx"))
    assert len(before) > 3
    assert after == before


def pages(path: Path) -> list[str]:
    """The text of each page, without blanks: where runs are cut the gaps differ by hairs."""
    pdf = path.with_suffix(".pdf")
    pdf.write_bytes(pdf_of(path.read_bytes()))
    tool = str(shutil.which("pdftotext"))
    done = subprocess.run([tool, str(pdf), "-"], check=True, capture_output=True, timeout=60)  # noqa: S603 -- our own file
    return [squeezed(page) for page in done.stdout.decode().split("\f")]


def test_the_outgoing_file_is_a_sound_zip(settled: Path, tmp_path: Path) -> None:
    publish_file(Publication(settled, tmp_path / "out.docx"))
    with zipfile.ZipFile(io.BytesIO((tmp_path / "out.docx").read_bytes())) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
