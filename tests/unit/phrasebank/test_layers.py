"""Layers of banks: a higher one adds, overrides by id, hides; a draft changes nothing."""

import re
from pathlib import Path

import pytest
import yaml

from drafting.errors import BrokenBankError, UnreadableFileError
from phrasebank.bank import Bank, load_bank
from phrasebank.layers import load_banks, stack
from phrasebank.manifest import read_manifest


def entry(entry_id: str, text: str, **more: object) -> dict[str, object]:
    return {
        "id": entry_id, "text": text, "function": "nil", "topics": ["fee.nil"], "source": "written here",
        "fits": [{"slots": {}, "gives": text}], "misfits": [{"slots": {}, "why": "示例"}], **more,
    }  # fmt: skip


def bank(folder: Path, name: str, layer: str, *entries: dict[str, object], **more: object) -> Bank:
    folder.mkdir(parents=True)
    manifest = {"schema": 1, "name": name, "layer": layer, **more}
    (folder / "bank.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True), "utf-8")
    data = {"schema": 1, "entries": list(entries)}
    (folder / "nil.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return load_bank(folder)


def texts(made: Bank) -> dict[str, tuple[str, str]]:
    return {found.id: (found.bank, found.text) for found in made.entries}


@pytest.fixture
def city(tmp_path: Path) -> Bank:
    return bank(tmp_path / "city", "shi", "city", entry("a", "市甲"), entry("b", "市乙"))


def test_a_higher_layer_adds_and_overrides_by_id(city: Bank, tmp_path: Path) -> None:
    own = bank(tmp_path / "own", "ju", "department", entry("b", "局乙"), entry("c", "局丙"))
    assert texts(stack([city, own])) == {
        "a": ("shi", "市甲"), "b": ("ju", "局乙"), "c": ("ju", "局丙"),
    }  # fmt: skip


def test_layers_are_put_in_their_order_whatever_the_order_of_naming(
    city: Bank, tmp_path: Path
) -> None:
    own = bank(tmp_path / "own", "ju", "department", entry("b", "局乙"))
    assert texts(stack([own, city])) == texts(stack([city, own]))


def test_what_an_entry_hides_is_told(city: Bank, tmp_path: Path) -> None:
    qu = bank(tmp_path / "qu", "qu", "district", entry("b", "区乙"))
    own = bank(tmp_path / "own", "ju", "department", entry("b", "局乙"))
    below = stack([city, qu, own]).hidden["b"]
    assert [(found.bank, found.text) for found in below] == [("shi", "市乙"), ("qu", "区乙")]


def test_a_hidden_entry_is_gone_until_a_higher_layer_gives_it_anew(
    city: Bank, tmp_path: Path
) -> None:
    qu = bank(tmp_path / "qu", "qu", "district", entry("d", "区丁"), hides=["a", "b"])
    own = bank(tmp_path / "own", "ju", "department", entry("b", "局乙"))
    assert texts(stack([city, qu])) == {"d": ("qu", "区丁")}
    assert texts(stack([city, qu, own])) == {"d": ("qu", "区丁"), "b": ("ju", "局乙")}


@pytest.mark.parametrize(
    ("status", "text"), [("draft", "市乙"), ("retired", "局乙"), ("approved", "局乙")]
)
def test_a_draft_overrides_nothing(city: Bank, tmp_path: Path, status: str, text: str) -> None:
    own = bank(tmp_path / "own", "ju", "department", entry("b", "局乙", status=status))
    assert texts(stack([city, own]))["b"][1] == text


def test_two_banks_of_one_name_are_refused(city: Bank, tmp_path: Path) -> None:
    other = bank(tmp_path / "other", "shi", "district", entry("x", "区"))
    with pytest.raises(BrokenBankError, match="两个表述库同名"):
        stack([city, other])


def test_a_bank_may_lie_in_folders_or_in_one_file(tmp_path: Path) -> None:
    deep = tmp_path / "own" / "nil" / "fee"
    deep.mkdir(parents=True)
    data = {"schema": 1, "entries": [entry("a", "甲")], "bank": {"name": "one", "layer": "city"}}
    for path in (deep / "a.yaml", tmp_path / "one.yaml"):
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert texts(load_bank(tmp_path / "own")) == {"a": ("own", "甲")}
    assert texts(load_bank(tmp_path / "one.yaml")) == {"a": ("one", "甲")}
    assert load_bank(tmp_path / "one.yaml").layers[0].manifest.layer == "city"


def test_the_base_bank_alone_is_the_stack_of_nothing() -> None:
    assert load_banks() == load_bank()
    assert [layer.manifest.name for layer in load_banks().layers] == ["base"]


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("name: 区 局\n", "bank.yaml的 name"),
        ("name: a\nlayer: village\n", "bank.yaml的 layer"),
        ("name: a\ncolour: red\n", "bank.yaml的 colour"),
        ("name: [\n", "bank.yaml"),
    ],
)
def test_a_wrong_manifest_is_refused_with_its_place(
    tmp_path: Path, manifest: str, words: str
) -> None:
    (tmp_path / "bank.yaml").write_text(manifest, "utf-8")
    with pytest.raises(BrokenBankError, match=re.escape(words)):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_bank_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFileError, match=name):
        load_banks([tmp_path / name])
