"""The text and tables of a draft in a form that every writer under test can take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one character style; a line break may open it."""

    text: str
    style: str = ""
    breaks: bool = False  # a line break stands before the text


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; without runs it is an empty line."""

    style: str
    runs: tuple[Run, ...] = ()
    fixed: bool = False  # the same in every report of the form


@dataclass(frozen=True, slots=True)
class GridCell:
    """One real cell of a table."""

    row: int
    column: int
    rows: int
    cols: int
    lines: tuple[str, ...]
    style: str
    key: str = ""  # of the value that fills it, as a variable name


@dataclass(frozen=True, slots=True)
class Grid:
    """One table."""

    widths: tuple[int, ...]  # twips
    rows: int
    cells: tuple[GridCell, ...]


Content = tuple[Block | Grid, ...]


def sizes(content: Content) -> dict[str, int]:
    """How much there is of it."""
    grids = [part for part in content if isinstance(part, Grid)]
    cells = [cell for grid in grids for cell in grid.cells]
    return {
        "paragraphs": sum(isinstance(part, Block) and bool(part.runs) for part in content),
        "tables": len(grids),
        "cells": len(cells),
        "merged": sum(cell.rows * cell.cols > 1 for cell in cells),
        "values": sum(bool(cell.key) for cell in cells),
    }


def variables(content: Content) -> dict[str, str]:
    """What differs from report to report: variable name -> text."""
    found: dict[str, str] = {}
    for number, part in enumerate(content):
        if isinstance(part, Grid):
            found |= {cell.key: cell.lines[0] for cell in part.cells if cell.key}
        elif not part.fixed:
            found |= {_name(number, place): run.text for place, run in enumerate(part.runs)}
    return found


def template(content: Content, slot: Callable[[str], str], *, text: bool) -> Content:
    """The content with `slot(name)` where a value stands and, with `text`, for each varying run."""
    return tuple(
        _grid_template(part, slot)
        if isinstance(part, Grid)
        else _block_template(part, number, slot)
        if text and not part.fixed
        else part
        for number, part in enumerate(content)
    )


def _name(number: int, place: int) -> str:
    return f"block_{number}_{place}"


def _block_template(block: Block, number: int, slot: Callable[[str], str]) -> Block:
    runs = [replace(run, text=slot(_name(number, at))) for at, run in enumerate(block.runs)]
    return replace(block, runs=tuple(runs))


def _grid_template(grid: Grid, slot: Callable[[str], str]) -> Grid:
    cells = [replace(cell, lines=(slot(cell.key),)) if cell.key else cell for cell in grid.cells]
    return replace(grid, cells=tuple(cells))
