"""A bank as a folder: what was written reads back as it was, and is written the same again."""

import dataclasses
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from phrasebank.bank import BASE, load_bank
from phrasebank.entry import Entry
from phrasebank.exchange import entry_path, entry_text, file_stem, folder_of, manifest_text
from phrasebank.manifest import Manifest, manifest_of, read_manifest
from phrasebank.reading import data_of, read_entries
from tests.entries import NASTY, banks, entries, ids, texts

READERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
MANIFEST = Manifest(
    name="甲区-教育局", title="教育局表述库", layer="department", owner="甲区教育局", version="1.0"
)


def entry(id_: str = "a.01", **changes: object) -> Entry:
    made = Entry(id_, "公开{{ n|count('条') }}", "total", ("x",))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]  # the cases name fields


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def read(folder: Path) -> list[Entry]:
    found = sorted(folder.rglob("entries/**/*.yaml"))
    return [entry for path in found for entry in read_entries(path, "test")]


@given(banks)
def test_a_folder_that_was_read_is_written_the_same(bank: list[Entry]) -> None:
    files = folder_of(MANIFEST, bank)
    with TemporaryDirectory() as place:
        folder = written(Path(place), files)
        again = folder_of(read_manifest(folder), read(folder))
    assert again == files


@given(entries)
def test_an_entry_reads_back_as_it_was(made: Entry) -> None:
    with TemporaryDirectory() as place:
        path = Path(place) / "one.yaml"
        path.write_bytes(entry_text(made).encode())
        back = list(read_entries(path, "test"))
    assert back == [made]
    assert repr(data_of(back[0])) == repr(data_of(made))  # 1, 1.0 and True are equal but differ


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", NASTY)
def test_a_string_that_yaml_misreads_stays_a_string(text: str, reader: type) -> None:
    raw = yaml.load(entry_text(entry(owner=text)), Loader=reader)  # noqa: S506 -- safe readers
    assert raw["entries"][0]["owner"] == text


def test_an_entry_is_written_as_the_manual_shows() -> None:
    written_as = entry_text(next(e for e in load_bank().entries if e.id == "increase.change.01"))
    assert written_as == (
        "schema: 1\n"
        "entries:\n"
        '  - id: "increase.change.01"\n'
        '    text: "比上年增长{{ rate|percent }}"\n'
        '    function: "increase"\n'
        '    topics: ["note.change"]\n'
        '    owner: "base"\n'
        '    source: "written here"\n'
        '    status: "approved"\n'
        "    fits:\n"
        "      - slots: {rate: 8.4}\n"
        '        gives: "比上年增长8.4%"\n'
        "    misfits:\n"
        "      - slots: {points: 3.2}\n"
        '        why: "变化以百分点计"\n'
    )


def test_the_base_bank_survives_the_exchange(tmp_path: Path) -> None:
    base = load_bank(BASE)
    folder = written(tmp_path, folder_of(base.layers[0].manifest, base.entries))
    back = load_bank(folder)
    assert back.layers[0].manifest == base.layers[0].manifest
    assert {e.id: e for e in back.entries} == {e.id: e for e in base.entries}


def test_files_end_their_lines_with_lf_and_the_order_does_not_depend_on_the_entries() -> None:
    two = [entry("b"), entry("a", owner="a\r\nb")]
    files = folder_of(MANIFEST, two)
    assert not any("\r" in text for text in files.values())
    assert list(files) == ["bank.yaml", "entries/total/a.yaml", "entries/total/b.yaml"]
    assert folder_of(MANIFEST, two[::-1]) == files


@given(st.lists(ids, unique=True, max_size=20))
def test_each_id_has_a_file_name_of_its_own_that_readers_see(several: list[str]) -> None:
    stems = [file_stem(id_) for id_ in several]
    assert len(set(stems)) == len(stems)
    assert not any(stem.startswith(".") or len(stem) > 120 for stem in stems)


@pytest.mark.parametrize(
    ("id_", "path"),
    [
        ("a.01", "entries/total/a.01.yaml"),
        ("con", "entries/total/+con.yaml"),
        ("nul.a", "entries/total/+nul.a.yaml"),
        ("..", "entries/total/+...yaml"),
    ],
)
def test_an_id_that_a_system_does_not_take_as_a_name_is_marked(id_: str, path: str) -> None:
    assert entry_path(entry(id_)) == path


@given(texts, texts, st.lists(texts, max_size=3))
def test_a_manifest_reads_back_as_it_was(title: str, owner: str, hides: list[str]) -> None:
    manifest = Manifest("no", title, "city", owner, "012", tuple(hides))
    assert manifest_of(yaml.safe_load(manifest_text(manifest)), "bank.yaml") == manifest
