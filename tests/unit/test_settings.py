"""Settings beside the input, of the user, or of a named file."""

from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError, UsageError
from drafting.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DRAFTING_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "drafting"
    folder.mkdir(parents=True)
    return folder


def test_banks_of_a_settings_file_start_at_its_folder(tmp_path: Path) -> None:
    (tmp_path / "drafting.yaml").write_text("banks: [市, ../区]\n", "utf-8")
    assert load_settings(tmp_path).banks == (tmp_path / "市", tmp_path / "../区")


def test_the_file_beside_the_input_wins_over_the_users(tmp_path: Path, own_folder: Path) -> None:
    (own_folder / "drafting.yaml").write_text("banks: [甲]\n", "utf-8")
    assert load_settings(tmp_path).banks == (own_folder / "甲",)
    (tmp_path / "drafting.yaml").write_text("banks: [乙]\n", "utf-8")
    assert load_settings(tmp_path).banks == (tmp_path / "乙",)


def test_a_named_file_wins_over_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafting.yaml").write_text("banks: [甲]\n", "utf-8")
    (tmp_path / "other.yaml").write_text("banks: [乙]\n", "utf-8")
    monkeypatch.setenv("DRAFTING_CONFIG", str(tmp_path / "other.yaml"))
    assert load_settings(tmp_path).banks == (tmp_path / "乙",)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "words"), [("colour: red\n", "colour"), ("banks: 3\n", "banks"), ("- a\n", "有误")]
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "drafting.yaml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=words):
        load_settings(tmp_path)


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "drafting.yaml").write_bytes("banks: [市]".encode("gbk"))
    with pytest.raises(UnreadableFileError, match=r"drafting\.yaml"):
        load_settings(tmp_path)
