"""Which cell explains the sums that fail: localisation of a wrong cell.

A sum is a line: figures with a sign that must add up to nought. A cell explains a set of
failing lines when one change of it alone makes every line of its table hold again. For a
table whose totals are all given this is the cell where the one failing row crosses the one
failing column (01 §8.2); totals that were computed pass the blame on to their parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafting.checking.rules import Rule
from drafting.figures import FigureId, FigureTable, State


@dataclass(frozen=True, slots=True)
class Line:
    """A sum with its difference, left minus right."""

    rule: Rule
    left: Decimal
    right: Decimal

    @property
    def difference(self) -> Decimal:
        """By how much the left side is too large."""
        return self.left - self.right

    @property
    def table(self) -> str:
        """The table that the sum belongs to."""
        return self.rule.left[0].partition("/")[0]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell with the value that would make the sums hold."""

    figure_id: FigureId
    value: Decimal


Parts = Mapping[FigureId, tuple[FigureId, ...]]


def explain(
    lines: Sequence[Line], figures: FigureTable, parts: Parts
) -> dict[int, tuple[Suspect, ...]]:
    """For each failing line (by position) the cells that alone explain it with its fellows.

    All failing lines of a table are tried together, then those with the same difference.
    """
    weights = [_weights(line.rule, figures, parts) for line in lines]
    found: dict[int, tuple[Suspect, ...]] = {}
    for group in _groups(lines):
        if group[0] in found:
            continue
        suspects = _candidates(group, lines, weights, figures)
        if suspects:
            found.update(dict.fromkeys(group, suspects))
    return found


def _groups(lines: Sequence[Line]) -> Iterable[tuple[int, ...]]:
    """Sets of failing lines that one cell may explain, the largest first."""
    by_table: dict[str, list[int]] = {}
    by_size: dict[tuple[str, Decimal], list[int]] = {}
    for position, line in enumerate(lines):
        if line.difference:
            by_table.setdefault(line.table, []).append(position)
            by_size.setdefault((line.table, abs(line.difference)), []).append(position)
    return [tuple(group) for group in (*by_table.values(), *by_size.values())]


def _candidates(
    group: tuple[int, ...],
    lines: Sequence[Line],
    weights: Sequence[Mapping[FigureId, int]],
    figures: FigureTable,
) -> tuple[Suspect, ...]:
    members = set(group)
    others = [weights[position] for position in range(len(lines)) if position not in members]
    found = []
    for figure_id in weights[group[0]]:
        changes = {
            -lines[position].difference / weights[position][figure_id]
            if weights[position].get(figure_id)
            else None
            for position in group
        }
        change = changes.pop()
        if changes or change is None or any(other.get(figure_id) for other in others):
            continue
        value = figures.value(figure_id)
        if value is not None and value + change >= 0:
            found.append(Suspect(figure_id, value + change))
    return tuple(found)


def _weights(rule: Rule, figures: FigureTable, parts: Parts) -> Mapping[FigureId, int]:
    """How often each cell that somebody filled counts in a line, with sign."""
    weights: dict[FigureId, int] = {}
    for sign, side in ((1, rule.left), (-1, rule.right)):
        for figure_id in side:
            for cell in cells_behind(figure_id, figures, parts):
                weights[cell] = weights.get(cell, 0) + sign
    return {cell: weight for cell, weight in weights.items() if weight}


def cells_behind(figure_id: FigureId, figures: FigureTable, parts: Parts) -> tuple[FigureId, ...]:
    """The figure itself, or for a computed total the cells that somebody filled."""
    figure = figures.get(figure_id)
    if figure is None or figure.state is not State.COMPUTED:
        return (figure_id,)
    return tuple(
        cell for part in parts.get(figure_id, ()) for cell in cells_behind(part, figures, parts)
    )
