"""What an adopted entry was when it was adopted: kept beside the bank, to take later changes.

Each is a small bank of one file in the folder `.adopted`, which readers of banks pass over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from phrasebank.entry import Entry
from phrasebank.exchange import entry_item, file_stem, flow
from phrasebank.manifest import Manifest, manifest_data, read_manifest
from phrasebank.merge import changed_fields
from phrasebank.reading import SCHEMA, read_entries

FOLDER = ".adopted"


@dataclass(frozen=True, slots=True)
class Adopted:
    """An entry as it was in the bank that it was adopted from."""

    manifest: Manifest  # of that bank, with its version then
    place: str  # path of that bank, as the keeper gave it
    entry: Entry


@dataclass(frozen=True, slots=True)
class LaterChange:
    """What the bank of origin did to an entry after it was adopted."""

    adopted: Adopted
    now: Entry | None  # None: the bank has it no longer
    fields: tuple[str, ...]


def adopted_file(adopted: Adopted) -> tuple[str, str]:
    """Path within the bank's folder, and text, of what is kept of an adopted entry."""
    text = (
        f"schema: {SCHEMA}\nbank: {flow(manifest_data(adopted.manifest), adopted.entry.id)}\n"
        f"from: {flow(adopted.place, adopted.entry.id)}\nentries:\n{entry_item(adopted.entry)}"
    )
    return f"{FOLDER}/{file_stem(adopted.entry.id)}.yaml", text


def read_adopted(bank: Path) -> dict[str, Adopted]:
    """Id -> what is kept of each adopted entry of a bank.

    Raises:
        BrokenBankError: a file is wrong.
    """
    found: dict[str, Adopted] = {}
    for path in sorted((bank / FOLDER).glob("*.yaml")):
        manifest = read_manifest(path)
        place = str(yaml.safe_load(path.read_bytes()).get("from", ""))
        for entry in read_entries(path, manifest.name):
            found[entry.id] = Adopted(manifest, place, entry)
    return found


def later_changes(
    adopted: Iterable[Adopted], origin: Mapping[str, Entry]
) -> tuple[LaterChange, ...]:
    """The adopted entries that their bank of origin, as it is now, has changed."""
    changes = []
    for one in adopted:
        now = origin.get(one.entry.id)
        fields = changed_fields(one.entry, now) if now is not None else ()
        if now is None or fields:
            changes.append(LaterChange(one, now, fields))
    return tuple(changes)
