"""The work of a phrase-bank keeper: banks searched, written, read back, merged, added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafting.cache import digest_of
from drafting.errors import UsageError
from drafting.ooxml.clock import without_clock
from drafting.ooxml.save import atomic_write
from drafting.phrase_files import entries_of, put_entries, require_free, write_files
from drafting.phrase_merging import Outcome
from drafting.phrase_sources import EXPORTED, exported_text, read_source
from drafting.settings import load_settings
from phrasebank.adoption import Adopted, adopted_file
from phrasebank.bank import BASE, bank_files, load_bank
from phrasebank.entry import Entry
from phrasebank.exchange import folder_of
from phrasebank.layers import load_banks
from phrasebank.search import Hit, Query, search
from phrasebank.search_index import Index, index_file

# ---- search -------------------------------------------------------------------------------


def find(named: Sequence[Path], query: Query) -> tuple[Hit, ...]:
    """What a query finds in the banks that are used, drafts of entries included.

    Args:
        named: banks on top of the base bank; without any those of the settings.
        query: words and conditions.

    Raises:
        DraftingError: a bank or the settings cannot be read.
    """
    folders = used_banks(named)
    index = Index(index_file("\n".join(str(folder.resolve()) for folder in folders)))
    index.refresh(
        " ".join(digest_of(bank_files(folder)) for folder in (BASE, *folders)),
        lambda: _searched(folders),
    )
    hits = search(index, query)
    index.close()
    return hits


def used_banks(named: Sequence[Path]) -> tuple[Path, ...]:
    """The banks on top of the base bank: those named, else those of the settings."""
    return tuple(named) or load_settings(Path.cwd()).banks


def _searched(folders: Sequence[Path]) -> Iterator[Entry]:
    """The entries in use, and drafts that change nothing yet because a lower bank has the id."""
    used = load_banks(folders).entries
    yield from used
    known = {(entry.bank, entry.id) for entry in used}
    for folder in folders:
        for entry in load_bank(folder).entries:
            if entry.status == "draft" and (entry.bank, entry.id) not in known:
                yield entry


# ---- a bank written elsewhere ---------------------------------------------------------------


def export_bank(bank: Path, to: Path, *, anew: bool) -> int:
    """Write a bank as a folder, or as a workbook when `to` ends in .xlsx; returns its entries' number.

    Args:
        bank: the bank.
        to: where to.
        anew: a folder that has something already is made equal to the bank.

    Raises:
        UnwritableFileError: something is there already, or cannot be written.
    """
    source = read_source(bank)
    if to.suffix.lower() == ".xlsx":
        from phrasebank.workbook import workbook_bytes  # noqa: PLC0415 -- openpyxl is slow to import

        require_free(to, anew=False)
        data = workbook_bytes(source.manifest, source.entries)
        atomic_write(to, without_clock(data))
        return len(source.entries)
    files = folder_of(source.manifest, source.entries)
    files[EXPORTED] = exported_text(source.entries)
    require_free(to, anew=anew)
    if anew and to.is_dir():
        for path in sorted(to.glob("entries/**/*.yaml")):
            if path.relative_to(to).as_posix() not in files:
                path.unlink()
    write_files(to, files)
    return len(source.entries)


# ---- single entries -----------------------------------------------------------------------


def add_file(file: Path, into: Path, *, approve: bool) -> Outcome:
    """Put the entries of a file into a bank, as drafts unless they are approved at once.

    Raises:
        UsageError: the bank has an entry of that id.
    """
    known = {entry.id for entry in entries_of(into)}
    given = read_source(file).entries
    new = [replace(entry, status="approved" if approve else "draft") for entry in given]
    for entry in new:
        if entry.id in known:
            raise UsageError(
                f"表述库“{into}”已有条目“{entry.id}”。", "请改用别的编号；要修改它，请用 import。"
            )
    put_entries(into, new)
    return Outcome(into, added=tuple(entry.id for entry in new))


def adopt(id_: str, origin: Path, into: Path, *, approve: bool) -> Outcome:
    """Take an entry of another bank over; what it was then is kept to take later changes.

    Raises:
        UsageError: the other bank has no such entry, or this one has it already.
    """
    source = read_source(origin)
    entry = _one(id_, source.entries, origin)
    if any(own.id == id_ for own in entries_of(into)):
        raise UsageError(
            f"表述库“{into}”已有条目“{id_}”。",
            "要取得对方后来的修改，请用 drafting phrases merge。",
        )
    status = entry.status if approve else "draft"
    put_entries(into, [replace(entry, origin=source.manifest.name, status=status)])
    path, text = adopted_file(Adopted(source.manifest, str(origin), entry))
    write_files(into, {path: text})
    return Outcome(into, added=(id_,))


def approve_entry(id_: str, into: Path) -> Outcome:
    """Let a draft of a bank be used.

    Raises:
        UsageError: there is no such entry, or it is retired.
    """
    entry = _one(id_, entries_of(into), into)
    if entry.status == "retired":
        raise UsageError(f"条目“{id_}”已停用，不能再批准。", "请另立编号，或改正其 status。")
    put_entries(into, [replace(entry, status="approved")])
    return Outcome(into, changed=(id_,))


def retire(id_: str, into: Path, successor: str) -> Outcome:
    """Mark an entry as no longer used; one of a lower bank is overridden in this one.

    Raises:
        UsageError: there is no such entry, or no such successor.
    """
    own = entries_of(into)
    below = load_banks(tuple(path for path in used_banks(()) if path.resolve() != into.resolve()))
    known = {entry.id: entry for entry in (*below.entries, *own)}
    if successor and (successor not in known or successor == id_):
        raise UsageError(f"没有可以接替的条目“{successor}”。", "请核对 --successor 的编号。")
    entry = _one(id_, tuple(known.values()), into)
    put_entries(into, [replace(entry, status="retired", successor=successor)])
    return Outcome(into, changed=(id_,))


def _one(id_: str, entries: Iterable[Entry], bank: Path) -> Entry:
    found = {entry.id: entry for entry in entries}
    if id_ not in found:
        near = [known for known in found if id_ in known or known in id_][:3]
        raise UsageError(
            f"表述库“{bank}”没有条目“{id_}”。",
            f"是否应为 {'、'.join(near)}？" if near else "可用 drafting phrases search 查找编号。",
        )
    return found[id_]
