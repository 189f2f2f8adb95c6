"""Two versions of a bank and what both come from, merged entry by entry and field by field.

What only one side changed is taken; what both changed alike, too. What both changed differently
is a conflict: our value stays, and the conflict names both. No entry is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drafting.errors import BrokenBankError
from phrasebank.entry import Entry
from phrasebank.manifest import Manifest, manifest_data, manifest_of
from phrasebank.reading import data_of, entry_of

EDITED = "both-edited"  # one field, two new values
ADDED = "both-added"  # one id, two new entries
DELETED = "deleted-edited"  # one side has no longer what the other changed
BROKEN = "broken"  # each side is right, the fields of both together are not

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person has to decide."""

    id: str  # of the entry; "bank.yaml" for the bank's own data
    kind: str
    field: str  # empty: the whole entry
    base: Any  # plain data; None: was not there
    ours: Any
    theirs: Any

    def as_json(self) -> dict[str, Any]:
        """The conflict as commands print it."""
        return {
            "id": self.id, "kind": self.kind, "field": self.field,
            "base": self.base, "ours": self.ours, "theirs": self.theirs,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome; entries in the order of their ids."""

    entries: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]
    taken: tuple[str, ...]  # ids whose entry is not as ours was: added, changed or deleted


def merge_entries(base: Iterable[Entry], ours: Iterable[Entry], theirs: Iterable[Entry]) -> Merged:
    """Three versions of a bank's entries as one."""
    old, mine, other = ({entry.id: entry for entry in side} for side in (base, ours, theirs))
    entries: list[Entry] = []
    conflicts: list[Conflict] = []
    taken: list[str] = []
    for id_ in sorted({*old, *mine, *other}):
        entry, found = _entry(old.get(id_), mine.get(id_), other.get(id_))
        conflicts.extend(found)
        if entry is not None:
            entries.append(entry)
        if not _same(entry, mine.get(id_)):
            taken.append(id_)
    return Merged(tuple(entries), tuple(conflicts), tuple(taken))


def changed_fields(old: Entry, new: Entry) -> tuple[str, ...]:
    """The keys whose values differ between two versions of an entry."""
    before, after = data_of(old), data_of(new)
    keys = dict.fromkeys((*before, *after))
    return tuple(key for key in keys if _value(before, key) != _value(after, key))


def merge_manifests(
    base: Manifest, ours: Manifest, theirs: Manifest
) -> tuple[Manifest, tuple[Conflict, ...]]:
    """Three versions of what a bank says of itself as one."""
    sides = (manifest_data(base), manifest_data(ours), manifest_data(theirs))
    data, conflicts = _fields("bank.yaml", *sides)
    return manifest_of(data, "bank.yaml"), conflicts


def _entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None
) -> tuple[Entry | None, tuple[Conflict, ...]]:
    if _same(theirs, base) or _same(theirs, ours):
        return ours, ()
    if _same(ours, base):
        return theirs, ()
    if base is None or ours is None or theirs is None:
        kind = ADDED if base is None else DELETED
        id_ = next(entry.id for entry in (ours, theirs) if entry is not None)
        conflict = Conflict(id_, kind, "", _data(base), _data(ours), _data(theirs))
        return ours if ours is not None else theirs, (conflict,)
    data, conflicts = _fields(base.id, data_of(base), data_of(ours), data_of(theirs))
    try:
        return entry_of(data, bank=ours.bank, place=ours.id), conflicts
    except BrokenBankError:
        return ours, (Conflict(base.id, BROKEN, "", _data(base), _data(ours), _data(theirs)),)


def _same(one: Entry | None, other: Entry | None) -> bool:
    """Whether two say the same, in whichever bank; 1, 1.0 and true in an example differ."""
    return one is other or repr(_data(one)) == repr(_data(other))


def _data(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else data_of(entry)


def _fields(
    id_: str, base: Data, ours: Data, theirs: Data
) -> tuple[dict[str, Any], tuple[Conflict, ...]]:
    """The fields of one entry; a field that is left out is as it would be, and so is a value."""
    data: dict[str, Any] = {}
    conflicts = []
    for key in dict.fromkeys((*ours, *theirs, *base)):
        old, mine, other = (_value(side, key) for side in (base, ours, theirs))
        if mine not in (old, other) and other != old:
            conflicts.append(
                Conflict(id_, EDITED, key, base.get(key), ours.get(key), theirs.get(key))
            )
        side = theirs if mine == old else ours
        if key in side:
            data[key] = side[key]
    return data, tuple(conflicts)


def _value(side: Data, key: str) -> object:
    """A value to compare by."""
    return repr(side[key]) if key in side else None
