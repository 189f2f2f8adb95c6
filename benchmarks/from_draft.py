"""A draft as content: what a reader of the finished file sees."""

from __future__ import annotations

from collections.abc import Mapping

from content import Block, Content, Grid, GridCell, Run

from drafting.document import Draft, Paragraph
from drafting.kinds import Cell, Form, TableForm
from drafting.word.styles import STYLE_NAMES
from drafting.word.title import title_lines

_SMALL = 18  # half-points; up to this size a table takes the small styles


def content_of(draft: Draft, form: Form) -> Content:
    """What a reader sees of a draft, in order."""
    lines = title_lines(draft.title, draft.organisation)
    title = tuple(Run(line, breaks=number > 0) for number, line in enumerate(lines))
    found: list[Block | Grid] = [Block(STYLE_NAMES.title, title), Block(STYLE_NAMES.body)]
    for section in draft.sections:
        if section.heading:
            found.append(Block(STYLE_NAMES.heading_1, (Run(section.heading),), fixed=True))
        found += [_block(paragraph) for paragraph in section.paragraphs]
        for position, table in enumerate(section.tables):
            if position:
                found.append(Block(STYLE_NAMES.body))
            found.append(_grid(form.tables[table.id], table.values))
    return tuple(found)


def _block(paragraph: Paragraph) -> Block:
    text = paragraph.text
    if text and paragraph.lead >= len(text):
        heading = {2: STYLE_NAMES.heading_2, 3: STYLE_NAMES.heading_3, 4: STYLE_NAMES.heading_4}
        return Block(heading.get(paragraph.level, STYLE_NAMES.body), (Run(text),))
    lead = paragraph.lead if paragraph.level == 2 else 0
    runs = (Run(text[:lead], STYLE_NAMES.lead), Run(text[lead:])) if lead else (Run(text),)
    return Block(STYLE_NAMES.body, runs)


def _grid(table: TableForm, values: Mapping[str, str]) -> Grid:
    cells = [
        GridCell(
            number, cell.column, cell.rows, cell.cols,
            (values[cell.value],) if cell.value else cell.lines,
            _style(table, cell), cell.value.replace("/", "_") if cell.value else "",
        )
        for number, row in enumerate(table.rows) for cell in row
    ]  # fmt: skip
    return Grid(table.grid, len(table.rows), tuple(cells))


def _style(table: TableForm, cell: Cell) -> str:
    small = table.size <= _SMALL
    if cell.header:
        return STYLE_NAMES.small_head if small else STYLE_NAMES.table_head
    if cell.value is None:
        return STYLE_NAMES.small_stub if small else STYLE_NAMES.table_stub
    return STYLE_NAMES.small_text if small else STYLE_NAMES.table_text
