"""A draft made again over an editor's file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from drafting.document import Draft
from drafting.editing.loop import Redraft, redraft_file
from drafting.editing.redraft import StrangeFileError, redraft
from drafting.editing.revised import read_revised
from drafting.errors import UnwritableFileError
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.pipeline import check_report, load_report, make
from drafting.word.writer import write_docx

INPUT = """
kind: disclosure
year: 2023
organisation: {name: 甲县水利局, self: 我局, led_by: 县委、县政府}
contact: {office: 办公室, address: 甲县一路1号, phone: 0450-5550000}
figures:
  t2: {licence: {decisions: 12}, default: 0}
  t3: {new: {natural: 4}, open: {natural: 4}, default: 0}
  t4: {default: 0}
  fee: {notices: 0, notified: 0, collected: 0}
bullets:
  overview:
    - topic: 主动公开
      points: [公开水质监测报告36期, 召开新闻发布会2场, 回应网民留言18条]
    - topic: 监督保障
      points: [培训3次]
  problems: [解读形式单一, 更新不及时]
  plans: [制作图解, 每周检查更新]
"""
Edit = Callable[[str], str]


def drafted(text: str, folder: Path, name: str = "a.yaml") -> Draft:
    path = folder / name
    path.write_text(text, "utf-8")
    return make(check_report(load_report(path)), seed=5).draft


def written(draft: Draft, path: Path) -> Path:
    path.write_bytes(write_docx(draft, load_kind(draft.kind).forms[draft.form]))
    return path


def edited(path: Path, *edits: tuple[str, str]) -> Path:
    """The file as an editor saved it without tracking: text replaced inside runs."""
    parts = read_parts(path)
    text = parts["word/document.xml"].decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    parts["word/document.xml"] = text.encode()
    other = path.with_name("edited.docx")
    other.write_bytes(pack_all(parts.items()))
    return other


def remade(
    path: Path, draft: Draft, *, is_tracked: bool = True
) -> tuple[list[str], list[str], bytes]:
    """Texts of the new file as accepted, reasons of conflicts, and the file."""
    form = load_kind(draft.kind).forms[draft.form]
    done = redraft(read_revised(path), draft, form, is_tracked=is_tracked)
    out = path.with_name("new.docx")
    out.write_bytes(done.data)
    texts = [block.accepted for block in read_revised(out).blocks if block.accepted]
    return texts, [conflict.reason for conflict in done.conflicts], done.data


def paragraph(texts: list[str], words: str) -> str:
    return next(text for text in texts if words in text)


@pytest.fixture
def first(tmp_path: Path) -> tuple[Draft, Path]:
    draft = drafted(INPUT, tmp_path)
    return draft, written(draft, tmp_path / "v1.docx")


def test_unchanged_input_gives_the_editors_file_back_byte_for_byte(
    first: tuple[Draft, Path],
) -> None:
    draft, path = first
    file = edited(path, ("召开新闻发布会2场", "共召开新闻发布会2场"))
    texts, conflicts, data = remade(file, draft)
    assert (conflicts, data) == ([], file.read_bytes())
    assert "共召开新闻发布会2场" in paragraph(texts, "新闻发布会")


def test_a_new_figure_comes_into_the_editors_wording(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    file = edited(first[1], ("召开新闻发布会2场", "先后召开新闻发布会2场"))
    ours = drafted(INPUT.replace("新闻发布会2场", "新闻发布会5场"), tmp_path)
    texts, conflicts, _ = remade(file, ours)
    assert conflicts == []
    assert "先后召开新闻发布会5场" in paragraph(texts, "新闻发布会")


def test_ours_are_tracked_changes_of_our_name_and_nobody_elses(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    ours = drafted(INPUT.replace("监测报告36期", "监测报告41期"), tmp_path)
    _, _, data = remade(first[1], ours)
    (tmp_path / "new.docx").write_bytes(data)
    pieces = [
        piece
        for block in read_revised(tmp_path / "new.docx").blocks
        for line in block.lines
        for piece in line.pieces
        if piece.change is not None
    ]
    assert [(piece.text, piece.state.value) for piece in pieces] == [
        ("36", "deleted"),
        ("41", "inserted"),
    ]
    assert {piece.change.author for piece in pieces if piece.change} == {"年报起草助手"}


def test_plain_writing_leaves_no_tracked_change(first: tuple[Draft, Path], tmp_path: Path) -> None:
    ours = drafted(INPUT.replace("监测报告36期", "监测报告41期"), tmp_path)
    texts, _, data = remade(first[1], ours, is_tracked=False)
    (tmp_path / "new.docx").write_bytes(data)
    assert not read_revised(tmp_path / "new.docx").is_tracked
    assert "41期" in paragraph(texts, "水质监测")


def test_a_note_that_is_gone_takes_its_sentence_and_a_new_one_brings_its_own(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    changed = INPUT.replace(", 回应网民留言18条]", ", 开放河湖展览馆7次]")
    texts, conflicts, _ = remade(first[1], drafted(changed, tmp_path))
    assert conflicts == []
    assert "网民留言" not in "".join(texts)
    assert "7次" in paragraph(texts, "展览馆")


def test_a_whole_topic_more_is_a_new_paragraph_at_its_place(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    more = "    - topic: 平台建设\n      points: [网站改版1次]\n    - topic: 监督保障\n"
    ours = drafted(INPUT.replace("    - topic: 监督保障\n", more), tmp_path)
    texts, _, _ = remade(first[1], ours)
    wanted = [p.text for s in ours.sections for p in s.paragraphs if s.id == "overview"]
    assert [text for text in texts if text in wanted] == wanted


def test_a_cell_takes_the_new_value_unless_the_editor_changed_it(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    ours = drafted(INPUT.replace("licence: {decisions: 12}", "licence: {decisions: 15}"), tmp_path)
    plain = remade(first[1], ours)
    assert plain[1] == []
    mine = edited(first[1], ("<w:r><w:t>12</w:t></w:r>", "<w:r><w:t>13</w:t></w:r>"))
    assert remade(mine, ours)[1] == ["cell"]


def test_a_conflict_shows_both_texts_in_a_comment(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    file = edited(first[1], ("公开水质监测报告36期", "水质监测报告按月公开，全年三十六期"))
    ours = drafted(INPUT.replace("监测报告36期", "监测报告41期"), tmp_path)
    texts, conflicts, data = remade(file, ours)
    assert conflicts == ["figure-not-found"]
    assert "全年三十六期" in paragraph(texts, "水质监测")
    (tmp_path / "new.docx").write_bytes(data)
    comments = read_parts(tmp_path / "new.docx")["word/comments.xml"].decode()
    assert "【冲突】" in comments
    assert "全年三十六期" in comments
    assert "41期" in comments


def test_five_rounds_keep_every_edit(first: tuple[Draft, Path], tmp_path: Path) -> None:
    _, path = first
    said = []
    for number in range(5):
        words = ("（一）主动公开。", f"（一）主动公开。第{number + 1}轮补充说明。")
        said.append(words[1].removeprefix("（一）主动公开。"))
        # the lead is a run of its own: he writes at the start of the run behind it
        parts = read_parts(path)
        text = parts["word/document.xml"].decode()
        at = text.index("（一）主动公开。</w:t></w:r>") + len("（一）主动公开。</w:t></w:r>")
        text = text[:at] + f"<w:r><w:t>{said[-1]}</w:t></w:r>" + text[at:]
        parts["word/document.xml"] = text.encode()
        path = tmp_path / f"round{number}.docx"
        path.write_bytes(pack_all(parts.items()))
        ours = drafted(INPUT.replace("监测报告36期", f"监测报告{40 + number}期"), tmp_path)
        _, conflicts, data = remade(path, ours)
        assert conflicts == []
        path = tmp_path / f"made{number}.docx"
        path.write_bytes(data)
    texts = [block.accepted for block in read_revised(path).blocks]
    assert all(words in paragraph(texts, "（一）主动公开") for words in said)
    assert "44期" in paragraph(texts, "水质监测")


def test_the_file_carries_the_new_draft_for_the_next_round(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    ours = drafted(INPUT.replace("监测报告36期", "监测报告41期"), tmp_path)
    _, _, data = remade(first[1], ours)
    (tmp_path / "new.docx").write_bytes(data)
    held = read_revised(tmp_path / "new.docx").draft
    assert json.dumps(held, sort_keys=True) == json.dumps(ours.as_json(), sort_keys=True)


def test_the_draft_is_found_in_the_properties_when_the_xml_part_is_gone(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    parts = {
        name: data
        for name, data in read_parts(first[1]).items()
        if not name.startswith("customXml/")
    }
    (tmp_path / "less.docx").write_bytes(pack_all(parts.items()))
    held = read_revised(tmp_path / "less.docx").draft
    assert held is not None
    assert held["organisation"] == "甲县水利局"


def test_a_file_of_another_year_is_refused(first: tuple[Draft, Path], tmp_path: Path) -> None:
    ours = drafted(INPUT.replace("year: 2023", "year: 2024"), tmp_path)
    with pytest.raises(StrangeFileError, match="2023年的报告"):
        remade(first[1], ours)


def test_the_editors_file_is_never_written_to(first: tuple[Draft, Path], tmp_path: Path) -> None:
    before = first[1].read_bytes()
    with pytest.raises(UnwritableFileError, match="不会被覆盖"):
        redraft_file(Redraft((tmp_path / "a.yaml",), first[1], first[1]))
    assert first[1].read_bytes() == before


def test_a_redraft_takes_the_seed_of_the_edited_draft(
    first: tuple[Draft, Path], tmp_path: Path
) -> None:
    data = yaml.safe_load(INPUT)
    assert data["year"] == 2023
    done = redraft_file(Redraft((tmp_path / "a.yaml",), first[1], tmp_path / "new.docx"))
    assert (done.draft.seed, done.result.is_same) == (5, True)
