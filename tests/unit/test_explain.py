"""`explain`: every sentence and number with its source, also after an editor's work."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from drafting.document import Draft
from drafting.editing.explain import explain_file, explained_text
from drafting.editing.explain_page import explained_page
from drafting.errors import UnreadableFileError
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.pipeline import check_report, draft_report
from drafting.report import Bullet
from drafting.word.identity import bookmark_name
from drafting.word.writer import write_docx
from tests.builders import note, report, requests

Explain = Callable[..., dict[str, Any]]
TRAINING, CLEANING = "aaaa0001", "aaaa0002"


def notes() -> tuple[Bullet, ...]:
    return (
        note("培训2次", id=TRAINING, topic="监督保障"),
        note("清理文件36件，废止5件", id=CLEANING, topic="政府信息管理"),
        note("三审三校", id="aaaa0003", topic="政府信息管理"),
        note("更新慢", id="aaaa0004", section="problems"),
    )


@pytest.fixture(scope="module")
def made() -> Draft:
    given = report(
        2023,
        t3=requests("new 12 / open 12"),
        publicity={"total": 120, "website": 80, "wechat": 40},
        bullets=notes(),
    )
    return draft_report(check_report(given))


@pytest.fixture(scope="module")
def docx(made: Draft) -> bytes:
    return write_docx(made, load_kind("disclosure").forms["F2021"])


@pytest.fixture
def explain(docx: bytes, tmp_path: Path) -> Explain:
    """The explanation of the draft after edits: pairs of words before and after."""

    def after(*edits: tuple[str, str]) -> dict[str, Any]:
        path = tmp_path / "稿.docx"
        path.write_bytes(docx)
        parts = read_parts(path)
        body = parts["word/document.xml"].decode()
        for old, new in edits:
            assert old in body
            body = body.replace(old, new)
        parts["word/document.xml"] = body.encode()
        path.write_bytes(pack_all(parts.items()))
        return explain_file(path)

    return after


def sentences(explained: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        sentence for paragraph in explained["paragraphs"] for sentence in paragraph["sentences"]
    ]


def holding(explained: dict[str, Any], words: str) -> dict[str, Any]:
    (found,) = [sentence for sentence in sentences(explained) if words in sentence["text"]]
    return found


def said(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext())


def sources(sentence: dict[str, Any]) -> dict[str, list[str]]:
    return {number["number"]: number["sources"] for number in sentence["numbers"]}


def test_an_untouched_draft_is_explained_sentence_by_sentence(
    explain: Explain, made: Draft
) -> None:
    explained = explain()
    assert {paragraph["state"] for paragraph in explained["paragraphs"]} == {"unchanged"}
    assert [sentence["text"] for sentence in sentences(explained)] == [
        sentence.text
        for section in made.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    ]
    assert (explained["kind"], explained["year"], explained["organisation"]) == (
        "disclosure", 2023, "某县某局",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "number", "source"),
    [
        ("培训2次", "2", f"bullet:{TRAINING}"),
        ("文件36件", "36", f"bullet:{CLEANING}"),
        ("废止5件", "5", f"bullet:{CLEANING}"),
        ("120条", "120", "figure:publicity/total"),
        ("120条", "80", "figure:publicity/website"),
        ("120条", "40", "figure:publicity/wechat"),
    ],
)
def test_each_number_has_the_note_or_figure_that_it_comes_from(
    explain: Explain, words: str, number: str, source: str
) -> None:
    assert sources(holding(explain(), words))[number] == [source]


def test_every_number_of_a_draft_has_a_source(explain: Explain) -> None:
    numbers = [number for sentence in sentences(explain()) for number in sentence["numbers"]]
    assert len(numbers) > 15
    assert [number for number in numbers if not number["sources"]] == []


def test_a_wording_of_the_bank_is_named_by_its_id(explain: Explain) -> None:
    assert holding(explain(), "统计期限为")["phrase"] == "base:scope.01"
    assert re.search(r"base:total\.publicity\.total\.\d+", holding(explain(), "120条")["phrase"])


def test_a_sentence_about_nought_names_the_figures_that_are_nought(explain: Explain) -> None:
    assert (
        "figure:t4/review/total" in holding(explain(), "行政复议、提起行政诉讼的情况。")["sources"]
    )


# ---- after an editor ----------------------------------------------------------------------


def test_a_sentence_with_another_number_is_the_editors_and_the_number_has_no_source(
    explain: Explain,
) -> None:
    explained = explain(("培训2次", "培训7次"))
    (paragraph,) = [one for one in explained["paragraphs"] if one["state"] != "unchanged"]
    states = {sentence["text"][-5:]: sentence["state"] for sentence in paragraph["sentences"]}
    assert paragraph["state"] == "edited"
    assert states["培训2次。"] == "edited"
    assert states["培训7次。"] == "editor"
    assert sources(holding(explained, "培训7次"))["7"] == []


def test_a_sentence_reworded_keeps_the_sources_of_its_numbers(explain: Explain) -> None:
    reworded = holding(explain(("清理文件36件", "共清理各类文件36件")), "各类")
    assert reworded["state"] == "editor"
    assert sources(reworded) == {"36": [f"bullet:{CLEANING}"], "5": [f"bullet:{CLEANING}"]}


def test_the_other_sentences_of_an_edited_paragraph_stay_ours(explain: Explain) -> None:
    explained = explain(("80条", "八十条"))
    assert holding(explained, "（一）主动公开。")["state"] == "unchanged"
    assert holding(explained, "80条")["state"] == "edited"
    assert holding(explained, "八十条")["state"] == "editor"


def test_a_sentence_that_the_editor_adds_is_told_apart(explain: Explain) -> None:
    explained = explain(("培训2次。", "培训2次。另组织考试3场。"))
    added = holding(explained, "考试")
    assert (added["state"], added["kind"], sources(added)) == ("editor", "editor", {"3": []})
    assert holding(explained, "培训2次")["state"] == "unchanged"


def test_a_paragraph_that_the_editor_adds_stands_at_the_end(explain: Explain) -> None:
    explained = explain(
        ("</w:tbl>", "</w:tbl><w:p><w:r><w:t>全区共评出先进单位4家。</w:t></w:r></w:p>")
    )
    added = [one for one in explained["paragraphs"] if one["state"] == "added"]
    assert {one["sentences"][0]["text"] for one in added} == {"全区共评出先进单位4家。"}
    assert sources(added[0]["sentences"][0]) == {"4": []}


def test_a_paragraph_that_the_editor_deletes_is_marked(explain: Explain, made: Draft) -> None:
    (text,) = [
        paragraph.text
        for section in made.sections
        for paragraph in section.paragraphs
        if "培训2次" in paragraph.text
    ]
    head, body = text[: text.index("。") + 1], text[text.index("。") + 1 :]
    explained = explain((head, ""), (body, ""))
    assert {holding(explained, words)["state"] for words in (head, "培训2次")} == {"deleted"}


def test_a_cell_that_the_editor_changes_is_told_as_it_is_now(explain: Explain) -> None:
    explained = explain(("<w:t>12</w:t>", "<w:t>13</w:t>"))
    texts = {cell["cell"]: cell["text"] for cell in explained["tables"]}
    assert texts["t3/new/natural"] == "13"
    assert "〔起草后改过〕t3/new/natural：起草时为 12，现为 13（改稿人所写）" in explained_text(
        explained
    )


def test_a_cell_that_the_editor_deletes_is_told(explain: Explain) -> None:
    explained = explain((f'w:name="{bookmark_name("t3/new/natural")}"', 'w:name="x"'))
    (cell,) = [one for one in explained["tables"] if one["cell"] == "t3/new/natural"]
    assert (cell["text"], cell["state"], cell["drafted"]) == (None, "deleted", "12")


def test_a_tracked_change_names_its_author_and_date(explain: Explain) -> None:
    inserted = (
        '培训2次</w:t></w:r><w:ins w:id="900" w:author="王科长" w:date="2024-01-08T10:00:00Z"><w:r>'
        "<w:t>、考试4场</w:t></w:r></w:ins><w:r><w:t>"
    )
    written = holding(explain(("培训2次", inserted)), "考试")
    assert (written["author"], written["date"]) == ("王科长", "2024-01-08T10:00:00Z")
    assert sources(written) == {"2": [f"bullet:{TRAINING}"], "4": []}


def test_only_the_sentence_that_was_changed_is_signed(explain: Explain) -> None:
    inserted = (
        '培训2次</w:t></w:r><w:ins w:id="900" w:author="王科长"><w:r><w:t>（线上）</w:t></w:r></w:ins>'
        "<w:r><w:t>"
    )
    explained = explain(("培训2次", inserted), ("监督保障。", "监督和保障。"))
    assert holding(explained, "线上")["author"] == "王科长"
    assert "author" not in holding(explained, "监督和保障")


def test_a_sentence_struck_out_with_tracking_is_gone_from_the_text(explain: Explain) -> None:
    text = holding(explain(), "培训2次")["text"]
    struck = (
        f'</w:t></w:r><w:del w:id="900" w:author="王科长"><w:r><w:delText>{text}</w:delText></w:r></w:del>'
        "<w:r><w:t>"
    )
    assert holding(explain((text, struck)), "培训2次")["state"] == "deleted"


def test_a_paragraph_split_in_two_stays_ours(explain: Explain) -> None:
    split = explain(("监督保障。</w:t></w:r>", "监督保障。</w:t></w:r></w:p><w:p>"))
    states = {sentence["state"] for sentence in sentences(split)}
    assert states == {"unchanged"}


def test_cells_are_found_by_their_labels_where_all_bookmarks_are_gone(explain: Explain) -> None:
    explained = explain(("_gk_", "x_gk_"))
    assert {cell["state"] for cell in explained["tables"]} == {"unchanged"}


# ---- as text, and files that cannot be explained ------------------------------------------


def test_the_text_names_state_kind_wording_and_sources(explain: Explain) -> None:
    lines = explained_text(explain(("培训2次", "培训7次"))).splitlines()
    assert lines[0] == "某县某局 2023年"
    at = next(at for at, line in enumerate(lines) if "清理文件36件" in line)
    assert lines[at + 1].startswith("    要点")
    assert f"    36 ← bullet:{CLEANING}（照录）" in lines
    assert any(line.startswith("〔起草后改过〕") and "培训2次" in line for line in lines)
    assert any(line.startswith("〔改稿人所写〕") and "培训7次" in line for line in lines)
    assert "    7 ← 没有来源，请核对（改稿人所写）" in lines
    assert "    2024 ← input:year（下一年度）" not in lines  # no plan, no next year
    assert lines[-1].startswith("表中由程序相加得出的合计")


def test_the_page_stands_alone_and_marks_what_has_no_source(explain: Explain) -> None:
    explained = explain(("培训2次", "培训7次"), ("<w:t>12</w:t>", "<w:t>13</w:t>"))
    page = html.fromstring(explained_page(explained, load_kind("disclosure")))
    assert [node.text for node in page.iter("b") if node.get("class") == "none"][1:] == ["7"]
    assert [
        (node.get("src"), node.get("href")) for node in page.iter("script", "link", "img")
    ] == []
    (mine,) = [
        node
        for node in page.iter("div")
        if node.get("class") == "s editor" and "培训7次" in said(node)
    ]
    assert "改稿人所写" in said(mine)
    rows = [[said(cell) for cell in row] for row in page.iter("tr")]
    assert ["表三“一、本年新收政府信息公开申请数量”“自然人”", "12", "13", ""] in rows


def test_the_page_names_figures_as_the_form_does(explain: Explain) -> None:
    page = html.fromstring(explained_page(explain(), load_kind("disclosure")))
    assert f"要点 {TRAINING}" in said(page)
    assert "figure:t4" not in said(page)


def test_totals_that_we_computed_are_named(explain: Explain) -> None:
    rules = {cell["cell"]: cell["rule"] for cell in explain()["tables"]}
    assert (rules["t3/new/natural"], rules["t3/new/total"], rules["t3/new/legal"]) == (
        "given", "computed", "default",
    )  # fmt: skip


def repacked(
    docx: bytes, path: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> Path:
    """The draft with other parts."""
    path.write_bytes(docx)
    path.write_bytes(pack_all(change(read_parts(path)).items()))
    return path


def without_data(parts: dict[str, bytes]) -> dict[str, bytes]:
    gone = ("customXml/", "docProps/custom.xml")
    return {name: data for name, data in parts.items() if not name.startswith(gone)}


def damaged(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: data.replace("培训2次".encode(), "培训3次".encode()) for name, data in parts.items()
    }


@pytest.mark.parametrize(
    ("change", "words"), [(without_data, "其中没有起草数据"), (damaged, "其中的起草数据已损坏")]
)
def test_a_report_without_the_data_of_its_draft_is_told(
    docx: bytes,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
    words: str,
) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        explain_file(repacked(docx, tmp_path / "稿.docx", change))


def test_the_data_are_found_under_another_name(docx: bytes, tmp_path: Path) -> None:
    # Word numbers the parts anew when it saves
    path = repacked(
        docx,
        tmp_path / "稿.docx",
        lambda parts: {name.replace("item1.", "item7."): data for name, data in parts.items()},
    )
    assert explain_file(path)["year"] == 2023


@pytest.mark.parametrize("content", [b"", "我的稿子".encode(), b"PK\x03\x04 broken"])
def test_a_file_that_is_no_report_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"稿\.docx"):
        explain_file(path)
