"""A bank as read: its entries, found by function and topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.cache import cached, data_files, restore, state_of
from drafting.errors import BrokenBankError
from phrasebank.entry import Entry
from phrasebank.reading import read_entries

BASE = Path(__file__).resolve().parent / "entries"


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as read: entries in file order, with the hash of their files."""

    name: str
    version: str
    sha256: str
    entries: tuple[Entry, ...]
    by_topic: Mapping[tuple[str, str], tuple[Entry, ...]]  # function and topic -> entries
    for_any: Mapping[str, tuple[Entry, ...]]  # function -> entries that fit every topic

    __getstate__ = state_of
    __setstate__ = restore

    def candidates(self, function: str, topic: str) -> tuple[Entry, ...]:
        """Entries of a function whose topics hold a topic; those for any topic behind."""
        return (*self.by_topic.get((function, topic), ()), *self.for_any.get(function, ()))


def load_bank(folder: Path = BASE, *, name: str = "base", version: str = "1") -> Bank:
    """Read every entry of a bank's folder (one file a function).

    Raises:
        BrokenBankError: a file or an entry is wrong; the message names it.
    """
    files = data_files(folder)
    if not files:
        raise BrokenBankError(str(folder), "文件夹里没有 .yaml 表述文件")
    return cached("bank", files, lambda digest: _build(files, name, version, digest))


def _build(files: Sequence[Path], name: str, version: str, digest: str) -> Bank:
    entries: list[Entry] = []
    seen: dict[str, str] = {}
    for path in files:
        for entry in read_entries(path, name):
            if entry.id in seen:
                raise BrokenBankError(f"{path.name}（{entry.id}）", f"编号与 {seen[entry.id]} 重复")
            seen[entry.id] = path.name
            entries.append(entry)
    by_topic: dict[tuple[str, str], list[Entry]] = {}
    for_any: dict[str, list[Entry]] = {}
    for entry in entries:
        if "*" in entry.topics:
            for_any.setdefault(entry.function, []).append(entry)
            continue
        for topic in entry.topics:
            by_topic.setdefault((entry.function, topic), []).append(entry)
    return Bank(
        name,
        version,
        digest,
        tuple(entries),
        {key: tuple(found) for key, found in by_topic.items()},
        {key: tuple(found) for key, found in for_any.items()},
    )
