"""One entry of a bank's files changes; every other line stays."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from drafting.errors import BrokenBankError
from phrasebank.bank import BASE, load_bank
from phrasebank.exchange import entry_item
from phrasebank.patching import patched

ITEM = """\
  - id: {id}
    text: 公开
    function: measure   # 说明
    topics: [x]
    source: written here
    fits: [{{slots: {{}}, gives: 公开}}]
    misfits:
      - slots: {{n: 1}}
        why: |
          两行
          理由
"""
HEAD = "# 本局的表述\nschema: 1\nentries:\n"
TAIL = "# 文件末尾的说明\n"
BETWEEN = "\n  # 下一条\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTING_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    folder.mkdir()
    text = HEAD + ITEM.format(id="a") + BETWEEN + ITEM.format(id="b") + TAIL
    (folder / "measure.yaml").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("id_", ["a", "b"])
def test_only_the_lines_of_the_entry_change(bank: Path, id_: str) -> None:
    entry = next(e for e in load_bank(bank).entries if e.id == id_)
    new = replace(entry, text="发布")
    expected = {
        "a": HEAD + entry_item(new) + BETWEEN + ITEM.format(id="b") + TAIL,
        "b": HEAD + ITEM.format(id="a") + BETWEEN + entry_item(new) + TAIL,
    }
    assert patched(bank, [new]) == {bank / "measure.yaml": expected[id_]}


def test_a_new_entry_gets_a_file_of_its_own(bank: Path) -> None:
    new = replace(load_bank(bank).entries[0], id="c")
    texts = patched(bank, [new])
    assert list(texts) == [bank / "entries" / "measure" / "c.yaml"]


def test_a_file_of_another_entry_is_not_overwritten(bank: Path) -> None:
    other = bank / "entries" / "measure" / "c.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(HEAD + ITEM.format(id="d"), "utf-8")
    new = replace(load_bank(bank).entries[0], id="c")
    with pytest.raises(BrokenBankError, match="别的条目"):
        patched(bank, [new])


def test_a_bank_of_one_file_takes_a_new_entry_at_its_end(bank: Path) -> None:
    file = bank / "measure.yaml"
    new = replace(load_bank(file).entries[0], id="c")
    text = file.read_bytes().decode()
    assert patched(file, [new]) == {file: text.removesuffix(TAIL) + entry_item(new) + TAIL}


def test_the_ends_of_lines_stay_as_the_file_has_them(bank: Path) -> None:
    file = bank / "measure.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    entry = load_bank(bank).entries[0]
    text = patched(bank, [replace(entry, text="发布")])[file]
    assert text.count("\n") == text.count("\r\n")


def test_entries_on_one_line_are_refused(bank: Path) -> None:
    (bank / "measure.yaml").write_text(
        "schema: 1\nentries: [{id: a, text: 公开, function: measure, topics: [x], source: s,"
        " fits: [{gives: 公开}], misfits: [{why: 无}]}]\n",
        "utf-8",
    )
    entry = load_bank(bank).entries[0]
    with pytest.raises(BrokenBankError, match="一条一行"):
        patched(bank, [replace(entry, text="发布")])


def test_every_entry_of_the_base_bank_can_be_replaced_where_it_stands() -> None:
    entries = load_bank(BASE).entries
    texts = patched(BASE, [replace(entry, owner="甲局") for entry in entries])
    owners = {item["owner"] for text in texts.values() for item in yaml.safe_load(text)["entries"]}
    listed = [item["id"] for text in texts.values() for item in yaml.safe_load(text)["entries"]]
    assert (owners, sorted(listed)) == ({"甲局"}, sorted(entry.id for entry in entries))
