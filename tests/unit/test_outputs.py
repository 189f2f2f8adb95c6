"""Files that the commands write: whole or not at all, and never over somebody's work."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import MappingProxyType

import pytest

from drafting.errors import UnwritableFileError, UsageError
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.outputs import (
    json_bytes,
    output_of,
    plain,
    write_draft_json,
    write_page,
    write_report,
    write_trace,
)
from drafting.pipeline import Made, check_report, make
from drafting.word.embedded import embedded_draft
from drafting.word.writer import write_docx
from tests.builders import report, requests


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Thing:
    second: int
    first: Mapping[str, object]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (Decimal("3.50"), "3.50"),  # no binary fraction
        (Path("a/b"), "a/b"),
        (Colour.RED, "red"),
        ((1, [2, (3,)]), [1, [2, [3]]]),
        (frozenset({"乙", "甲"}), ["乙", "甲"]),
        (MappingProxyType({3: Decimal(1)}), {"3": "1"}),
        (Thing(1, {"甲": Thing(2, {})}), {"second": 1, "first": {"甲": {"second": 2, "first": {}}}}),
        (None, None),
        (True, True),
        ("甲", "甲"),
    ],
)  # fmt: skip
def test_any_value_of_a_stage_becomes_plain_data(value: object, wanted: object) -> None:
    assert plain(value) == wanted


def test_fields_keep_their_order_and_sets_get_one() -> None:
    assert list(plain(Thing(1, {})) or ()) == ["second", "first"]  # type: ignore[call-overload]  # a dict
    assert plain(frozenset(str(number) for number in range(9))) == list("012345678")


def test_json_is_readable_and_ends_with_a_newline() -> None:
    assert json_bytes({"甲": [1]}).decode() == '{\n "甲": [\n  1\n ]\n}\n'


# ---- the draft ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Made:
    return make(
        check_report(report(2023, t3=requests("new 3 / open 3"), notes={"problems": ["更新慢"]}))
    )


@pytest.fixture(scope="module")
def docx(made: Made) -> bytes:
    return write_docx(made.draft, load_kind("disclosure").forms["F2021"])


def test_the_trace_has_the_value_after_each_of_five_stages(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "trace"
    write_trace(folder, made)
    stages = {path.name: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    assert sorted(stages) == [
        "1-input.json", "2-checked.json", "3-plan.json", "4-sentences.json", "5-draft.json",
    ]  # fmt: skip
    assert stages["1-input.json"]["bullets"][0]["text"] == "更新慢"
    assert {finding["code"] for finding in stages["2-checked.json"]} == {
        finding.code for finding in made.checked.findings
    }
    assert stages["3-plan.json"]["title"] == "某县某局2023年政府信息公开工作年度报告"
    assert [section["id"] for section in stages["4-sentences.json"]["sections"]] == [
        "preamble", "overview", "proactive", "requests", "review", "problems", "other",
    ]  # fmt: skip
    assert stages["5-draft.json"] == json.loads(json_bytes(made.draft.as_json()))


def test_the_trace_can_be_written_again_but_not_over_a_file(made: Made, tmp_path: Path) -> None:
    write_trace(tmp_path / "trace", made)
    write_trace(tmp_path / "trace", made)
    (tmp_path / "file").write_text("甲", "utf-8")
    with pytest.raises(UnwritableFileError, match="不能建立该文件夹"):
        write_trace(tmp_path / "file", made)
    assert (tmp_path / "file").read_text("utf-8") == "甲"


def test_the_draft_as_data_is_the_draft(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    write_draft_json(path, made.draft)
    data = json.loads(path.read_text("utf-8"))
    assert data == json.loads(json.dumps(made.draft.as_json()))
    assert data["title"] == "某县某局2023年政府信息公开工作年度报告"


def test_a_draft_may_replace_the_draft_that_nobody_touched(docx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    write_report(path, docx)
    write_report(path, docx)
    assert path.read_bytes() == docx
    assert [found.name for found in tmp_path.iterdir()] == ["年报.docx"]


def edited(docx: bytes, tmp_path: Path) -> bytes:
    source = tmp_path / "edited.docx"
    source.write_bytes(docx)
    parts = read_parts(source)
    source.unlink()
    body = parts["word/document.xml"]
    assert "更新".encode() in body
    parts["word/document.xml"] = body.replace("更新".encode(), "发布".encode())
    return pack_all(parts.items())


@pytest.mark.parametrize("there", ["edited", "foreign", "text", "empty"])
def test_what_somebody_changed_or_made_is_never_replaced(
    docx: bytes, tmp_path: Path, there: str
) -> None:
    contents = {
        "edited": edited(docx, tmp_path),
        "foreign": pack_all([("word/document.xml", b"<w:document/>")]),
        "text": "我的稿子".encode(),
        "empty": b"",
    }
    path = tmp_path / "年报.docx"
    path.write_bytes(contents[there])
    with pytest.raises(UnwritableFileError, match="drafting redraft"):
        write_report(path, docx)
    assert path.read_bytes() == contents[there]
    assert [found.name for found in tmp_path.iterdir()] == ["年报.docx"]


def test_a_draft_with_a_comment_taken_away_counts_as_changed(made: Made, tmp_path: Path) -> None:
    form = load_kind("disclosure").forms["F2021"]
    path = tmp_path / "年报.docx"
    path.write_bytes(write_docx(made.draft, form))
    parts = read_parts(path)
    assert made.draft.comments
    parts["word/comments.xml"] = parts["word/comments.xml"].replace("【提醒】".encode(), b"")
    path.write_bytes(pack_all(parts.items()))
    with pytest.raises(UnwritableFileError):
        write_report(path, write_docx(made.draft, form))


@pytest.mark.parametrize(
    ("name", "words"), [("", "这是一个文件夹"), ("none/年报.docx", "所在文件夹不存在")]
)
def test_a_place_that_cannot_be_written_is_told(
    docx: bytes, tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(UnwritableFileError, match=words):
        write_report(tmp_path / name, docx)
    assert list(tmp_path.iterdir()) == []


def test_the_embedded_draft_is_the_json(made: Made, docx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(docx)
    assert embedded_draft(path) == json.loads(json.dumps(made.draft.as_json()))


# ---- pages, data, names -------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_page_replaces_its_own_and_nobody_elses(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"年报.{form}"
    write_page(path, b"one", form)
    write_page(path, b"two", form)
    written = path.read_bytes()
    assert written.startswith(b"two\n")
    for changed in (written.replace(b"two", b"2"), b"mine", b""):
        path.write_bytes(changed)
        with pytest.raises(UnwritableFileError, match="被人改过"):
            write_page(path, b"three", form)
        assert path.read_bytes() == changed


@pytest.mark.parametrize("there", [b"kind: disclosure\n", b"{}", b"[1]", b"", b"PK\x03\x04"])
def test_the_draft_as_data_replaces_nothing_but_a_draft(
    made: Made, tmp_path: Path, there: bytes
) -> None:
    path = tmp_path / "draft.json"
    write_draft_json(path, made.draft)
    write_draft_json(path, made.draft)
    path.write_bytes(there)
    with pytest.raises(UnwritableFileError, match="不是草稿数据"):
        write_draft_json(path, made.draft)
    assert path.read_bytes() == there


@pytest.mark.parametrize(
    ("name", "wanted", "written"),
    [
        ("年报.docx", "docx", ("年报.docx", "docx")),
        ("年报.DOCX", "docx", ("年报.DOCX", "docx")),
        ("年报.pdf", "docx", ("年报.pdf", "pdf")),  # docx is what the option says when not given
        ("年报.htm", "html", ("年报.htm", "html")),
        ("年报.docx", "pdf", ("年报.pdf", "pdf")),
        ("年报.docx", "html", ("年报.html", "html")),
    ],
)
def test_the_name_and_the_option_settle_the_format(
    name: str, wanted: str, written: tuple[str, str]
) -> None:
    assert output_of(Path(name), wanted) == (Path(written[0]), written[1])


@pytest.mark.parametrize("name", ["年报", "年报.doc", "年报.wps", "年报.txt", "年报.xlsx"])
def test_a_name_that_promises_another_format_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="只有"):
        output_of(Path(name), "docx")
