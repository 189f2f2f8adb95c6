"""The work of a phrase-bank keeper: what the commands `drafting phrases …` do with banks and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drafting.settings import load_settings
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.layers import load_banks
from phrasebank.search import Hit, Query, search
from phrasebank.search_index import Index, index_file


def find(named: Sequence[Path], query: Query) -> tuple[Hit, ...]:
    """What a query finds in the banks that are used, drafts of entries included.

    Args:
        named: banks on top of the base bank; without any those of the settings.
        query: words and conditions.

    Raises:
        DraftingError: a bank or the settings cannot be read.
    """
    folders = tuple(named) or load_settings(Path.cwd()).banks
    stacked = load_banks(folders)
    index = Index(index_file("\n".join(str(folder.resolve()) for folder in folders)))
    index.refresh(
        " ".join(layer.sha256 for layer in stacked.layers),
        lambda: (*stacked.entries, *_drafts(folders, stacked.entries)),
    )
    hits = search(index, query)
    index.close()
    return hits


def _drafts(folders: Sequence[Path], used: Sequence[Entry]) -> Iterator[Entry]:
    """Drafts that change nothing yet, because a lower bank has an entry of that id."""
    known = {(entry.bank, entry.id) for entry in used}
    for folder in folders:
        for entry in load_bank(folder).entries:
            if entry.status == "draft" and (entry.bank, entry.id) not in known:
                yield entry
