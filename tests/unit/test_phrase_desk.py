"""A keeper's work from end to end: export, edit, import, adopt, merge, approve, retire."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drafting import cli
from phrasebank.bank import load_bank
from phrasebank.entry import Entry

Run = Callable[..., tuple[int, str]]
ENTRY = """schema: 1
entries:
  - id: {id}
    text: {text}
    function: measure
    topics: [x]
    owner: 乙局
    source: written here
    fits: [{{slots: {{}}, gives: {text}}}]
    misfits: [{{slots: {{n: 1}}, why: 有数}}]
"""
MANIFEST = "schema: 1\nname: {name}\nlayer: department\nowner: {name}\nversion: '{version}'\n"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["drafting", "phrases", *words])
        status = 0
        try:
            cli.run()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return call


def bank(name: str, version: str = "1", **texts: str) -> Path:
    folder = Path(name)
    folder.mkdir(exist_ok=True)
    (folder / "bank.yaml").write_text(MANIFEST.format(name=name, version=version), "utf-8")
    for id_, text in texts.items():
        (folder / f"{id_}.yaml").write_text(ENTRY.format(id=id_, text=text), "utf-8")
    return folder


def texts(folder: str) -> dict[str, str]:
    return {entry.id: entry.text for entry in load_bank(Path(folder)).entries}


def one(folder: str, id_: str) -> Entry:
    return next(entry for entry in load_bank(Path(folder)).entries if entry.id == id_)


def in_editor(folder: str, id_: str, old: str, new: str) -> None:
    path = next(Path(folder).rglob(f"{id_}.yaml"))
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def in_workbook(path: str, id_: str, column: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["条目"]
    row = next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value == id_)
    sheet[f"{column}{row}"] = value
    book.save(path)


def files(folder: str) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


# ---- export and import --------------------------------------------------------------------


def test_edits_in_an_editor_and_in_a_workbook_both_arrive_and_nothing_else_changes(
    run: Run,
) -> None:
    bank("甲", a="公开", b="发布", c="公示")
    run("export", "folder", "--bank", "甲")
    run("export", "book.xlsx", "--bank", "甲")
    before = files("甲")
    in_editor("folder", "a", "公开", "公开信息")
    in_workbook("book.xlsx", "b", "B", "发布信息")
    assert run("import", "folder", "--into", "甲")[0] == 0
    assert run("import", "book.xlsx", "--into", "甲")[0] == 0
    assert texts("甲") == {"a": "公开信息", "b": "发布信息", "c": "公示"}
    after = files("甲")
    assert {name for name in after if after[name] != before.get(name)} == {"甲/a.yaml", "甲/b.yaml"}


def test_one_entry_changed_differently_in_both_is_a_conflict_and_is_told_again(run: Run) -> None:
    bank("甲", a="公开")
    run("export", "folder", "--bank", "甲")
    in_editor("folder", "a", "公开", "公开信息")
    in_editor("甲", "a", "公开", "发布信息")
    for _ in range(2):
        status, told = run("import", "folder", "--into", "甲")
        assert (status, texts("甲")["a"]) == (1, "发布信息")
        assert "“发布信息”" in told
        assert "“公开信息”" in told


def test_a_folder_can_be_edited_and_imported_again_and_again(run: Run) -> None:
    bank("甲", a="公开")
    run("export", "folder", "--bank", "甲")
    for old, new in (("公开", "发布"), ("发布", "公示")):
        in_editor("folder", "a", old, new)
        assert run("import", "folder", "--into", "甲")[0] == 0
        assert texts("甲")["a"] == new


def test_exporting_what_was_imported_changes_no_byte(run: Run) -> None:
    bank("甲", a="公开", b="发布", c="公示")
    run("export", "first", "--bank", "甲")
    run("import", "first", "--into", "bank")
    run("export", "second", "--bank", "bank")
    inside = [
        {name.partition("/")[2]: data for name, data in files(f).items()}
        for f in ("first", "second")
    ]
    assert len(inside[0]) == 5
    assert inside[0] == inside[1]


def test_what_is_missing_in_the_import_is_not_deleted(run: Run) -> None:
    bank("甲", a="公开", b="发布")
    run("export", "folder", "--bank", "甲")
    next(Path("folder").rglob("b.yaml")).unlink()
    status, told = run("import", "folder", "--into", "甲")
    assert (status, set(texts("甲"))) == (0, {"a", "b"})
    assert "PB-22" in told


def test_a_workbook_with_one_fault_changes_nothing(run: Run) -> None:
    bank("甲", a="公开", b="发布")
    run("export", "book.xlsx", "--bank", "甲")
    in_workbook("book.xlsx", "a", "B", "公开信息")
    in_workbook("book.xlsx", "b", "R", "在用")
    before = files("甲")
    status, told = run("import", "book.xlsx", "--into", "甲")
    assert (status, files("甲")) == (1, before)
    assert "book.xlsx “条目”R4" in told


def test_an_export_does_not_write_over_what_is_there(run: Run) -> None:
    bank("甲", a="公开")
    Path("notes").mkdir()
    Path("notes/mine.txt").write_text("x", "utf-8")
    assert run("export", "notes", "--bank", "甲")[0] == 2
    assert run("export", "notes", "--bank", "甲", "--replace")[0] == 2
    assert run("export", "notes/mine.xlsx", "--bank", "甲")[0] == 0
    assert run("export", "notes/mine.xlsx", "--bank", "甲")[0] == 2


def test_an_export_can_be_brought_up_to_date(run: Run) -> None:
    folder = bank("甲", a="公开", b="发布")
    run("export", "folder", "--bank", "甲")
    (folder / "b.yaml").unlink()
    assert run("export", "folder", "--bank", "甲", "--replace")[0] == 0
    assert set(texts("folder")) == {"a"}


# ---- merge --------------------------------------------------------------------------------


def test_a_merge_writes_both_sides_and_the_list_of_conflicts(run: Run) -> None:
    bank("old", a="公开", b="发布")
    bank("ours", a="公开信息", b="发布")
    bank("theirs", a="公开事项", b="发布", c="公示")
    for name in ("ours", "theirs"):
        (Path(name) / "bank.yaml").write_bytes(Path("old/bank.yaml").read_bytes())
    status, told = run("merge", "--base", "old", "ours", "theirs", "-o", "out", "--format", "json")
    data: dict[str, Any] = json.loads(told)
    assert (status, texts("out")) == (1, {"a": "公开信息", "b": "发布", "c": "公示"})
    assert [(c["id"], c["field"]) for c in data["conflicts"]] == [("a", "text"), ("a", "fits")]
    page = Path("out/conflicts.md").read_text("utf-8")
    assert re.findall(r"“公开(..)”", page) == ["信息", "事项"]


def test_a_merge_without_conflicts_ends_well(run: Run) -> None:
    bank("old", a="公开")
    for name, found in (("ours", {"a": "公开信息"}), ("theirs", {"a": "公开", "c": "公示"})):
        bank(name, **found)
        (Path(name) / "bank.yaml").write_bytes(Path("old/bank.yaml").read_bytes())
    assert run("merge", "--base", "old", "ours", "theirs", "-o", "out")[0] == 0
    assert texts("out") == {"a": "公开信息", "c": "公示"}
    assert not Path("out/conflicts.md").exists()


# ---- adoption -----------------------------------------------------------------------------


def test_an_adopted_entry_keeps_its_origin_and_is_a_draft(run: Run) -> None:
    bank("乙", version="3", a="公开")
    assert run("add", "a", "--from", "乙", "--into", "甲")[0] == 0
    adopted = one("甲", "a")
    assert (adopted.origin, adopted.owner, adopted.status) == ("乙", "乙局", "draft")
    record = Path("甲/.adopted/a.yaml").read_text("utf-8")
    assert ('version: "3"' in record, 'from: "乙"' in record) == (True, True)


def test_later_changes_of_the_origin_are_merged_with_ours(run: Run) -> None:
    bank("乙", a="公开")
    run("add", "a", "--from", "乙", "--into", "甲", "--approve")
    in_editor("甲", "a", "乙局", "甲局")
    bank("乙", version="2", a="公开信息", b="发布")
    assert run("merge", "甲", "乙", "-o", "甲")[0] == 0
    merged = one("甲", "a")
    assert (merged.text, merged.owner, merged.origin) == ("公开信息", "甲局", "乙")
    assert run("merge", "甲", "乙", "-o", "甲")[1].endswith("没有改动\n")
    assert set(texts("甲")) == {"a"}


def test_a_merge_without_a_base_needs_adopted_entries(run: Run) -> None:
    bank("甲", a="公开")
    bank("乙", a="发布")
    status, told = run("merge", "甲", "乙", "-o", "out")
    assert (status, "--base" in told) == (2, True)


def test_an_id_that_the_other_bank_lacks_is_told_with_near_ones(run: Run) -> None:
    bank("乙", measure="公开")
    status, told = run("add", "measure.01", "--from", "乙", "--into", "甲")
    assert (status, "是否应为 measure" in told) == (2, True)


# ---- status -------------------------------------------------------------------------------


def test_an_entry_of_ones_own_is_a_draft_until_it_is_approved(run: Run) -> None:
    Path("mine.yaml").write_text(ENTRY.format(id="mine", text="公开"), "utf-8")
    run("add", "mine.yaml", "--into", "甲")
    assert one("甲", "mine").status == "draft"
    run("add", "mine", "--into", "甲", "--approve")
    assert one("甲", "mine").status == "approved"


def test_an_entry_that_is_there_is_not_added_again(run: Run) -> None:
    Path("mine.yaml").write_text(ENTRY.format(id="mine", text="公开"), "utf-8")
    run("add", "mine.yaml", "--into", "甲")
    assert run("add", "mine.yaml", "--into", "甲")[0] == 2


def test_a_retired_entry_stays_with_its_successor(run: Run) -> None:
    bank("甲", a="公开", b="发布")
    assert run("retire", "a", "--into", "甲", "--successor", "b")[0] == 0
    assert (one("甲", "a").status, one("甲", "a").successor) == ("retired", "b")
    assert run("add", "a", "--into", "甲", "--approve")[0] == 2


def test_an_entry_of_the_base_bank_is_retired_in_ones_own(run: Run) -> None:
    assert run("retire", "increase.change.01", "--into", "甲")[0] == 0
    assert one("甲", "increase.change.01").status == "retired"


@pytest.mark.parametrize("words", [("a", "--successor", "x"), ("a", "--successor", "a"), ("x",)])
def test_what_is_not_there_cannot_be_retired_or_succeed(run: Run, words: tuple[str, ...]) -> None:
    bank("甲", a="公开")
    before = files("甲")
    assert run("retire", *words, "--into", "甲")[0] == 2
    assert files("甲") == before


def test_a_word_that_says_nothing_to_do_is_told(run: Run) -> None:
    bank("甲", a="公开")
    status, told = run("add", "a", "--into", "甲")
    assert (status, "--from" in told) == (2, True)


# ---- search -------------------------------------------------------------------------------


def test_a_search_sees_the_bank_as_it_is_now(run: Run) -> None:
    bank("甲", a="公开无障碍环境")
    assert run("search", "无障碍", "--bank", "甲")[1] == "甲:a\t公开无障碍环境\n"
    in_editor("甲", "a", "无障碍", "适老化")
    assert run("search", "无障碍", "--bank", "甲")[1].startswith("没有找到")
    data = json.loads(run("search", "适老化", "--bank", "甲", "--format", "json")[1])
    assert [(hit["id"], hit["match"]) for hit in data["hits"]] == [("a", "all")]
