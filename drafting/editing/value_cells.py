"""The value cells of the statutory tables in a revised file: by bookmark, else by label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from drafting.editing.draft_blocks import cell_values
from drafting.editing.revised import Block, RevisedFile, Table
from drafting.kinds import Form, ReportKind, TableForm, rows_given
from drafting.word.identity import bookmark_name

_BLANK = re.compile(r"[\s\u200b]+")
_WIDE = str.maketrans("（）：，；．", "():,;.")  # compared only, never kept


def form_of_data(draft: Mapping[str, Any], kind: ReportKind) -> Form:
    """The form that the tables of a draft's data follow, with as many rows as they have."""
    form = kind.forms[str(draft["form"])]
    return form.with_rows(rows_given(cell_values(draft), form))


def value_cells(file: RevisedFile, form: Form) -> dict[str, Block]:
    """Key of each value -> the block of its cell; what is not in the file any more is left out."""
    named = {
        name: block
        for table in file.tables
        for row in table.rows
        for cell in row
        for block in cell
        for name in block.names
    }
    found: dict[str, Block] = {}
    for table in form.tables.values():
        if table.hidden:
            continue
        by_label: dict[str, Block] | None = None
        for key in table.values:
            block = named.get(bookmark_name(key))
            if block is None:
                if by_label is None:
                    by_label = _by_label(table, file.tables)
                block = by_label.get(key)
            if block is not None:
                found[key] = block
    return found


def _by_label(table: TableForm, tables: Sequence[Table]) -> dict[str, Block]:
    wanted = _labels(table)
    if not tables or not wanted:
        return {}
    best = max(
        tables, key=lambda one: len(wanted & {_norm(text) for row in _texts(one) for text in row})
    )
    texts = _texts(best)
    found: dict[str, Block] = {}
    start = 0
    for row in table.rows:
        keys = [str(cell.value) for cell in row if cell.value]
        labels = [_norm(cell.text) for cell in row if cell.text and not cell.value]
        if not keys:
            at = _row_of(labels, texts, start)
            start = start if at is None else at + 1
            continue
        at = (
            _row_of(labels[-1:], texts, start)
            if labels
            else (start if start < len(texts) else None)
        )
        if at is None:
            continue
        start = at + 1
        cells = [cell for cell in best.rows[at] if cell]
        if len(cells) >= len(keys):
            found.update(
                (key, cell[0]) for key, cell in zip(keys, cells[-len(keys) :], strict=True)
            )
    return found


def _row_of(labels: Sequence[str], texts: Sequence[Sequence[str]], start: int) -> int | None:
    """The first row from a place on that has all the labels."""
    if not labels:
        return None
    for at in range(start, len(texts)):
        row = {_norm(text) for text in texts[at]}
        if all(label in row for label in labels):
            return at
    return None


def _labels(table: TableForm) -> set[str]:
    return {_norm(cell.text) for row in table.rows for cell in row if cell.text and not cell.value}


def _texts(table: Table) -> list[list[str]]:
    return [["".join(block.accepted for block in cell) for cell in row] for row in table.rows]


def _norm(text: str) -> str:
    return _BLANK.sub("", text).translate(_WIDE)


def cell_text(blocks: Mapping[str, Block], key: str) -> str | None:
    """The text that a cell shows now; None when it is gone."""
    block = blocks.get(key)
    return None if block is None else block.accepted.strip()
