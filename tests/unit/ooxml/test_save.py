import os
import stat
from pathlib import Path

import pytest

from drafting.errors import UnwritableFileError
from drafting.ooxml.save import atomic_write


def test_new_file_holds_the_bytes(tmp_path: Path) -> None:
    atomic_write(tmp_path / "年报.docx", b"new")
    assert (tmp_path / "年报.docx").read_bytes() == b"new"


def test_nothing_else_stays_in_the_folder(tmp_path: Path) -> None:
    atomic_write(tmp_path / "a", b"1")
    atomic_write(tmp_path / "a", b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_permissions_of_a_replaced_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o640)
    atomic_write(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_goes_on_pointing_to_the_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    atomic_write(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")


@pytest.mark.parametrize("place", ["", "missing/a.docx"])
def test_a_folder_or_a_place_in_no_folder_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(UnwritableFileError, match=r"无法写入.*文件夹"):
        atomic_write(tmp_path / place, b"new")


def test_a_failed_write_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "a"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableFileError, match="No space left"):
        atomic_write(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]
