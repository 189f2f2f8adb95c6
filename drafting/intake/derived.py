"""Cells that a formula fills when the input does not: rates, growth, scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from drafting.expression import Value, parse
from drafting.figures import Figure, FigureId, State
from drafting.kinds import Form, ValueCell


def derived(figures: Iterable[Figure], form: Form) -> list[Figure]:
    """The figures with each cell computed that has a formula and was not given.

    Formulas may read one another: they are gone through in the order of the form until none
    finds a new value.
    """
    found = {figure.id: figure for figure in figures}
    waiting = [cell for cell in form.values.values() if cell.formula and _is_open(found, cell)]
    while waiting:
        left = [cell for cell in waiting if not _fill(found, cell)]
        if len(left) == len(waiting):
            break
        waiting = left
    return list(found.values())


def _is_open(found: dict[FigureId, Figure], cell: ValueCell) -> bool:
    figure = found.get(cell.id)
    return figure is not None and figure.state is State.MISSING


def _fill(found: dict[FigureId, Figure], cell: ValueCell) -> bool:
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
