"""Inputs for many reports: the examples with other names and numbers, by seed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import yaml

_PLACES = ("岚溪", "澜坪", "青岫", "汀平", "栖川", "沐原", "稔丰", "蘅安")
# A count in a note: whole, with a measure word; years, numbers of documents and shares stay.
_COUNT = re.compile(r"(?<![\d.〔/号第-])(\d{1,5})(?=[条件次个户家期篇人册份项场名处])")
_TABLES = ("t2", "t3", "t4", "fee", "publicity")


def write_varied(sources: Sequence[Path], folder: Path, count: int) -> list[Path]:
    """`count` input files made from the sources in turn; the same every time.

    All counts of one report are multiplied by one factor, so that tables still foot. A count in
    a note without a measure word stays, so that a few notes contradict a table: findings, too.
    """
    return [_write(sources[seed % len(sources)], folder, seed) for seed in range(count)]


def _write(source: Path, folder: Path, seed: int) -> Path:
    chance = Random(seed)  # noqa: S311 -- to vary, not to hide
    factor, place = chance.randint(1, 9), chance.choice(_PLACES)
    data = yaml.safe_load(source.read_text("utf-8"))
    old = str(data["organisation"]["name"])[:2]
    last = data.get("last_year")
    path = folder / f"{seed:04d}.yaml"
    if last:
        before = yaml.safe_load((source.parent / last).read_text("utf-8"))
        data["last_year"] = f"{seed:04d}-last.yaml"
        _save(folder / data["last_year"], _varied(before, factor), old, place)
    _save(path, _varied(data, factor), old, place)
    return path


def _save(path: Path, data: object, old: str, place: str) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text.replace(old, place), "utf-8")


def _varied(data: dict[str, object], factor: int) -> dict[str, object]:
    figures = data.get("figures")
    tables = figures if isinstance(figures, dict) else {}
    multiplied = {key: _figure(tables[key], factor) for key in tables if key in _TABLES}
    return {**data, "figures": {**tables, **multiplied}, "bullets": _note(data.get("bullets", {}), factor)}


def _figure(value: object, factor: int) -> object:
    if isinstance(value, dict):
        return {key: _figure(inner, factor) for key, inner in value.items()}
    return value * factor if type(value) is int else value  # True is no figure


def _note(value: object, factor: int) -> object:
    if isinstance(value, dict):
        plain = {key: _note(inner, factor) for key, inner in value.items() if key != "answers"}
        return plain | ({"answers": value["answers"]} if "answers" in value else {})
    if isinstance(value, list):
        return [_note(inner, factor) for inner in value]
    if isinstance(value, str):
        return _COUNT.sub(lambda match: str(int(match[1]) * factor), value)
    return _figure(value, factor)
