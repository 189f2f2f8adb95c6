"""Rows of tables that have as many as the input gives: a list becomes rows with keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drafting.intake.raw import Plain, RawInput
from drafting.kinds import Form, TableForm, rows_given
from drafting.location import Location

LISTED = "rows"  # the key of the list where the table has further rows of its own


def named_rows(raw: RawInput, form: Form) -> RawInput:
    """The input with each list of rows as a map from row keys, places included."""
    free = [table for table in form.tables.values() if table.free is not None]
    figures = raw.data.get("figures")
    if not free or not isinstance(figures, dict):
        return raw
    tables = dict(figures)
    places = dict(raw.places)
    for table in free:
        content = tables.get(table.id)
        path = f"figures.{table.id}"
        if isinstance(content, dict) and isinstance(content.get(LISTED), list):
            others = {key: value for key, value in content.items() if key != LISTED}
            tables[table.id] = {**_keyed(content[LISTED], table), **others}
            _name_places(places, f"{path}.{LISTED}", path, table)
        elif isinstance(content, list):
            tables[table.id] = dict(_keyed(content, table))
            _name_places(places, path, path, table)
    return replace(raw, data={**raw.data, "figures": tables}, places=places)


def _keyed(items: Plain, table: TableForm) -> dict[str, Plain]:
    listed = items if isinstance(items, list) else []
    return {f"{table.free_row}{number}": item for number, item in enumerate(listed, start=1)}


def _name_places(places: dict[str, Location], old: str, new: str, table: TableForm) -> None:
    for path, place in list(places.items()):
        number, _, rest = path.removeprefix(f"{old}.").partition(".")
        if path.startswith(f"{old}.") and number.isdigit():
            named = f"{new}.{table.free_row}{int(number) + 1}"
            places[f"{named}.{rest}" if rest else named] = place


def row_counts(raw: RawInput, form: Form) -> Mapping[str, int]:
    """How many rows an input with named rows gives to each table of free number of rows."""
    figures = raw.data.get("figures")
    tables = figures if isinstance(figures, dict) else {}
    ids = [
        f"{table}/{row}"
        for table, content in tables.items() if isinstance(content, dict) for row in content
    ]  # fmt: skip
    return rows_given(ids, form)
