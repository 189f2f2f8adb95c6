"""Cells that a formula fills when the input does not: rates, growth, scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from drafting.expression import Value, parse
from drafting.figures import Figure, FigureId, State
from drafting.kinds import Form, ValueCell


def derived(figures: Iterable[Figure], form: Form) -> list[Figure]:
    """The figures with each cell computed that has a formula and was not given.

    Formulas may read one another and totals, and totals add formulas up: they are gone through
    in the order of the form until none finds a new value.
    """
    found = {figure.id: figure for figure in figures}
    parts = dict(_totals(form))
    waiting = [
        cell
        for cell in form.values.values()
        if (cell.formula or cell.id in parts) and _is_open(found, cell)
    ]
    while waiting:
        left = [cell for cell in waiting if not _fill(found, cell, parts.get(cell.id, ()))]
        if len(left) == len(waiting):
            break
        waiting = left
    return list(found.values())


def _totals(form: Form) -> Iterator[tuple[FigureId, tuple[FigureId, ...]]]:
    """Total cells without a formula, with the cells that they add up, of tables with formulas."""
    for table in form.tables.values():
        if not any(cell.formula for cell in table.values.values()):
            continue
        for row, parts in table.totals_rows.items():
            for column in table.column_keys:
                total = FigureId(f"{table.id}/{row}/{column}")
                if total in table.values and not table.values[total].formula:
                    yield total, tuple(FigureId(f"{table.id}/{part}/{column}") for part in parts)


def _is_open(found: dict[FigureId, Figure], cell: ValueCell) -> bool:
    figure = found.get(cell.id)
    return figure is not None and figure.state is State.MISSING


def _fill(found: dict[FigureId, Figure], cell: ValueCell, parts: tuple[FigureId, ...]) -> bool:
    if not cell.formula:
        values = [found[part].value for part in parts if part in found]
        known = [value for value in values if value is not None]
        if not known or len(known) < len(parts):
            return False
        found[cell.id] = replace(found[cell.id], value=sum(known, Decimal(0)), state=State.COMPUTED)
        return True

    def resolve(name: str) -> Value:
        figure = found.get(FigureId(name.replace(".", "/")))
        if figure is None:
            return None
        return figure.raw if figure.state is State.TEXT else figure.value

    value = parse(cell.formula).value(resolve)
    if isinstance(value, str):
        found[cell.id] = replace(found[cell.id], raw=value, state=State.TEXT)
        return True
    if not isinstance(value, Decimal):
        return False
    found[cell.id] = replace(found[cell.id], value=rounded(value, cell), state=State.COMPUTED)
    return True


def rounded(value: Decimal, cell: ValueCell) -> Decimal:
    """A computed value with the places of its cell."""
    if cell.decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-cell.decimals), ROUND_HALF_UP)
