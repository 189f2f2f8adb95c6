"""A bank as read: its entries, found by function and topic."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from drafting.cache import cached, restore, state_of
from drafting.errors import BrokenBankError, UnreadableFileError
from phrasebank.entry import Entry
from phrasebank.manifest import FILE_NAME, Manifest, read_manifest
from phrasebank.reading import read_entries
from phrasebank.words import content_words, pieces

BASE = Path(__file__).resolve().parent / "entries"


@dataclass(frozen=True, slots=True)
class Layer:
    """One bank of a stack: what it says of itself, and the hash of its files."""

    __getstate__ = state_of
    __setstate__ = restore

    manifest: Manifest
    sha256: str
    folder: str  # where it was read from


@dataclass(frozen=True, slots=True)
class Bank:
    """Entries in order with the layers that they come from, lowest first."""

    __getstate__ = state_of
    __setstate__ = restore

    layers: tuple[Layer, ...]
    entries: tuple[Entry, ...]
    by_topic: Mapping[tuple[str, str], tuple[Entry, ...]]  # function and topic -> entries
    for_any: Mapping[str, tuple[Entry, ...]]  # function -> entries that fit every topic
    hidden: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    # id -> entries of lower layers that a higher one overrides or hides, lowest first
    acceptance: Mapping[str, float] = field(default_factory=dict)
    # "bank:id" -> how readily editors keep it, 0.5 where nothing is known; empty: does not count

    @property
    def name(self) -> str:
        """The highest layer's name."""
        return self.layers[-1].manifest.name

    def candidates(self, function: str, topic: str) -> tuple[Entry, ...]:
        """Entries of a function whose topics hold a topic; those for any topic behind."""
        return (*self.by_topic.get((function, topic), ()), *self.for_any.get(function, ()))

    def weigh(self, entry: Entry) -> float:
        """The weight of an entry in the draw, doubled at most for what editors keep."""
        return entry.weight * 2 * self.acceptance.get(f"{entry.bank}:{entry.id}", 0.5)


def load_bank(folder: Path = BASE) -> Bank:
    """One bank by itself: a folder with `bank.yaml` and entry files at any depth, or one file.

    Raises:
        UnreadableFileError: there is no such bank.
        BrokenBankError: a file or an entry is wrong; the message names it.
    """
    files = bank_files(folder)
    return cached("bank", files, lambda digest: _build(folder, files, digest))


def bank_files(folder: Path) -> list[Path]:
    """The files of a bank, its manifest first; folders with a leading dot do not count.

    Raises:
        UnreadableFileError: there is no such bank, or nothing in it.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UnreadableFileError(folder, "没有这个表述库", "请核对路径。")
    found = _yaml_files(str(folder))
    if not found:
        raise UnreadableFileError(folder, "文件夹里没有 .yaml 表述文件", "请核对路径。")
    manifest = str(folder / FILE_NAME)
    return [Path(path) for path in sorted(found, key=lambda path: (path != manifest, path))]


def _yaml_files(folder: str) -> list[str]:
    found = []
    with os.scandir(folder) as items:
        for item in items:
            if item.name.startswith("."):
                continue
            if item.name.endswith(".yaml"):
                found.append(item.path)
            elif item.is_dir():
                found.extend(_yaml_files(item.path))
    return found


def _build(folder: Path, files: Sequence[Path], digest: str) -> Bank:
    manifest = read_manifest(folder)
    entries: list[Entry] = []
    seen: dict[str, str] = {}
    for path in files:
        if path.name == FILE_NAME and path.parent == folder:
            continue
        for entry in read_entries(path, manifest.name):
            if entry.id in seen:
                raise BrokenBankError(f"{path.name}（{entry.id}）", f"编号与 {seen[entry.id]} 重复")
            seen[entry.id] = path.name
            entries.append(_with_words(entry))
    return bank_of(entries, (Layer(manifest, digest, str(folder)),))


def _with_words(entry: Entry) -> Entry:
    return replace(entry, words=content_words(entry.text), runs=pieces(entry.text))


def bank_of(
    entries: Iterable[Entry],
    layers: tuple[Layer, ...],
    hidden: Mapping[str, tuple[Entry, ...]] | None = None,
) -> Bank:
    """A bank of entries, indexed."""
    listed = tuple(entries)
    by_topic: dict[tuple[str, str], list[Entry]] = {}
    for_any: dict[str, list[Entry]] = {}
    for entry in listed:
        if "*" in entry.topics:
            for_any.setdefault(entry.function, []).append(entry)
            continue
        for topic in entry.topics:
            by_topic.setdefault((entry.function, topic), []).append(entry)
    return Bank(
        layers,
        listed,
        {key: tuple(found) for key, found in by_topic.items()},
        {key: tuple(found) for key, found in for_any.items()},
        {} if hidden is None else hidden,
    )
