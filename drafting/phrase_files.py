"""Files of banks written: nothing that somebody keeps is written over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from drafting.errors import UnwritableFileError
from drafting.ooxml.save import atomic_write
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.exchange import folder_of
from phrasebank.manifest import FILE_NAME, Manifest
from phrasebank.patching import patched

_FEW = 50  # files of an edit; more of them are an export, which can be made again


def has_entries(bank: Path) -> bool:
    """Whether there is a bank already."""
    return bank.is_file() or (bank.is_dir() and any(bank.rglob("*.yaml")))


def entries_of(bank: Path) -> tuple[Entry, ...]:
    """The entries of a bank; none of one that is not begun."""
    return load_bank(bank).entries if has_entries(bank) else ()


def put_entries(into: Path, entries: Sequence[Entry]) -> None:
    """Write entries into a bank; a folder that is not there is begun."""
    if not has_entries(into):
        name = re.sub(r"[^\w.\-]", "-", into.resolve().name)
        write_files(into, folder_of(Manifest(name), entries))
        return
    write_texts(patched(into, entries))


def require_free(path: Path, *, anew: bool) -> None:
    """Refuse to write over what somebody keeps there.

    Raises:
        UnwritableFileError: something is there; with `anew`, something that is no bank.
    """
    if anew and path.is_dir() and not (path / FILE_NAME).is_file():
        raise UnwritableFileError(path, "文件夹里不是表述库", "请另选文件夹。")
    if anew or not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    raise UnwritableFileError(
        path, "那里已有内容", "请另取名称；导出时可加 --replace，使其与表述库一致。"
    )


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by their paths within a folder."""
    write_texts({folder / name: text for name, text in files.items()})


def write_texts(texts: Mapping[Path, str]) -> None:
    """Write each file whole or not at all.

    Raises:
        UnwritableFileError: a folder cannot be made or a file not be written.
    """
    is_durable = len(texts) <= _FEW
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise UnwritableFileError(path.parent, "不能建立该文件夹", "请另选位置。") from fault
        atomic_write(path, text.encode(), is_durable=is_durable)
