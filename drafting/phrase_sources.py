"""What a keeper hands in: a bank's folder or file, an exported folder, a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drafting.findings import Finding, Severity
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.exchange import entry_item
from phrasebank.manifest import Manifest
from phrasebank.reading import SCHEMA, read_entries

EXPORTED = ".exported/entries.yaml"
"""In an exported folder: its entries as they were then, to tell what was changed since."""

_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})


@dataclass(frozen=True, slots=True)
class Source:
    """Entries with what they were when they were exported."""

    manifest: Manifest
    entries: tuple[Entry, ...]
    base: tuple[Entry, ...] | None = None  # None: it was not exported, or the record is gone
    findings: tuple[Finding, ...] = ()


def read_source(path: Path) -> Source:
    """A bank of any form.

    Raises:
        DraftingError: it cannot be read.
    """
    if path.suffix.lower() in _SHEETS:
        return _workbook(path)
    bank = load_bank(path)
    record = path / EXPORTED
    base = tuple(read_entries(record, bank.name)) if record.is_file() else None
    return Source(bank.layers[0].manifest, bank.entries, base)


def exported_text(entries: Iterable[Entry]) -> str:
    """The record of an export."""
    items = "".join(map(entry_item, sorted(entries, key=lambda entry: entry.id)))
    head = f"schema: {SCHEMA}\nentries:"
    return f"{head}\n{items}" if items else f"{head} []\n"


def _workbook(path: Path) -> Source:
    from drafting.intake.workbook_grid import read_grids  # noqa: PLC0415 -- openpyxl is slow to import
    from phrasebank.workbook_reading import Cell, Sheet, read_sheets  # noqa: PLC0415 -- as above

    sheets = [
        Sheet(
            grid.title,
            {
                row: {
                    column: Cell(cell.name, cell.value, is_broken=cell.fault is not None)
                    for column, cell in cells.items()
                }
                for row, cells in grid.rows.items()
            },
        )
        for grid in read_grids(path)
    ]
    read = read_sheets(sheets)
    findings = tuple(
        Finding("PB-21", Severity.ERROR, fault.message, f"{path.name} “{fault.sheet}”{fault.cell}", fault.remedy)
        for fault in read.faults
    )  # fmt: skip
    return Source(read.manifest, read.entries, read.base, findings)
