"""Layers of banks: base, province, city, district, department; a higher one wins by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from drafting.errors import BrokenBankError
from phrasebank.bank import BASE, Bank, bank_of, load_bank
from phrasebank.entry import Entry


def load_banks(folders: Sequence[Path] = ()) -> Bank:
    """The base bank with banks on top, in the order of their layers.

    Banks of one layer keep the order in which they are named; the later one wins.

    Raises:
        UnreadableFileError: there is no such bank.
        BrokenBankError: a bank is wrong, or two have one name.
    """
    base = load_bank(BASE)
    if not folders:
        return base
    banks = (base, *(load_bank(folder) for folder in folders))
    return _stacked(banks, tuple(layer.sha256 for bank in banks for layer in bank.layers))


def _stacked(banks: Sequence[Bank], digests: tuple[str, ...]) -> Bank:
    held = _held.get(digests)
    if held is None:
        _held.clear()  # a run uses one stack; a keeper's edit makes another
        held = _held[digests] = stack(banks)
    return held


_held: dict[tuple[str, ...], Bank] = {}


def stack(banks: Sequence[Bank]) -> Bank:
    """Banks put on one another.

    An entry of a higher layer takes the place of one with its id below, once it is approved or
    retired: a draft changes nothing. What a layer hides is gone for the layers above, too, until
    one of them gives the id anew.

    Raises:
        BrokenBankError: two banks have one name, so that drafts could not tell them apart.
    """
    ordered = sorted(banks, key=lambda bank: bank.layers[0].manifest.rank)
    layers = tuple(layer for bank in ordered for layer in bank.layers)
    _require_names(bank.name for bank in ordered)
    seen: dict[str, Entry] = {}
    hidden: dict[str, tuple[Entry, ...]] = {}
    for bank in ordered:
        for layer in bank.layers:
            for entry_id in layer.manifest.hides:
                if entry_id in seen:
                    hidden[entry_id] = (*hidden.get(entry_id, ()), seen.pop(entry_id))
        for entry in bank.entries:
            below = seen.get(entry.id)
            if below is not None and entry.status == "draft":
                continue
            if below is not None:
                hidden[entry.id] = (*hidden.get(entry.id, ()), below)
            seen[entry.id] = entry
    return bank_of(seen.values(), layers, hidden)


def _require_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BrokenBankError(name, "两个表述库同名；请在 bank.yaml 中改用不同的 name")
        seen.add(name)
