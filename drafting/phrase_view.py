"""One entry as a keeper looks at it: which layer it comes from, what it hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from drafting.errors import UsageError
from drafting.settings import load_settings
from phrasebank.entry import LEVELS, Entry
from phrasebank.layers import load_banks
from phrasebank.manifest import Manifest
from phrasebank.reading import data_of


def look_up(banks: Sequence[Path], entry_id: str) -> dict[str, Any]:
    """An entry with the layer that it comes from, and what it hides below.

    Raises:
        UsageError: no layer has such an entry.
    """
    bank = load_banks(tuple(banks) or load_settings(Path.cwd()).banks)
    found = next((entry for entry in bank.entries if entry.id == entry_id), None)
    below = bank.hidden.get(entry_id, ())
    if found is None and not below:
        near = get_close_matches(entry_id, [entry.id for entry in bank.entries], 3)
        hint = f"相近的编号：{'、'.join(near)}。" if near else "可用 drafting phrases search 检索。"
        raise UsageError(f"表述库没有编号为“{entry_id}”的表述。", hint)
    layers = {layer.manifest.name: layer.manifest for layer in bank.layers}
    return {
        "id": entry_id,
        "state": "被上层隐藏" if found is None else _STATES[found.status],
        "entry": None if found is None else _shown(found, layers),
        "hides": [_shown(entry, layers) for entry in reversed(below)],
    }


_STATES = {"draft": "草拟，不会选用", "approved": "可用", "retired": "停用"}
_LAYERS = {"base": "基础", "province": "省", "city": "市", "district": "区县", "department": "部门"}


def _shown(entry: Entry, layers: Mapping[str, Manifest]) -> dict[str, Any]:
    manifest = layers[entry.bank]
    years = (entry.first_year, entry.last_year)
    details = {
        "功能": entry.function,
        "主题": "、".join(entry.topics),
        "条件": entry.when,
        "年度": "" if years == (None, None) else f"{years[0] or ''}—{years[1] or ''}",
        "级别": "" if len(entry.levels) == len(LEVELS) else "、".join(entry.levels),
        "地区": "、".join(entry.regions),
        "负责": entry.owner,
        "采自": entry.origin,
        "出处": entry.source,
        "接替": entry.successor,
        "例": "；".join(example.gives for example in entry.fits),
    }
    return {
        "bank": entry.bank, "layer": _LAYERS[manifest.layer], "version": entry.version,
        "text": entry.text, "status": entry.status, "data": data_of(entry),
        "details": {label: value for label, value in details.items() if value},
    }  # fmt: skip
