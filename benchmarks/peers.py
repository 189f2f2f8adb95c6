"""The other ways to write the same report: python-docx in three manners, and docxtpl."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content import Block, Content, Grid, GridCell, template, variables

if TYPE_CHECKING:
    from docx.document import Document

STYLE_OF_BODY = "Normal"
TABLE_STYLE = "StatutoryTable"
_MARK = "@"  # opens a value cell of the prebuilt tables
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cell_by_cell(content: Content, base: Path) -> bytes:
    """python-docx as its manual shows it: `table.cell` and `merge` for every cell."""
    return _written(content, base, lambda table, row, column: table.cell(row, column))


def cells_fetched_once(content: Content, base: Path) -> bytes:
    """The same, but the cells of a table are listed once, since `table.cell` lists them all."""
    listed: dict[Any, tuple[int, list[Any]]] = {}

    def cell(table: Any, row: int, column: int) -> Any:  # noqa: ANN401 -- python-docx is untyped
        if table not in listed:
            listed[table] = len(table.columns), table._cells  # noqa: SLF001 -- no public way
        columns, cells = listed[table]
        return cells[row * columns + column]

    return _written(content, base, cell)


def prebuilt_tables(content: Content, base: Path, tables: Path) -> Callable[[], bytes]:
    """A writer that copies tables made beforehand and sets their values."""
    from docx import Document as opened  # noqa: N813, PLC0415 -- a process imports what it measures

    source = opened(str(tables))
    made = [table._tbl for table in source.tables]  # noqa: SLF001 -- the XML is what is copied
    styles = {style.name: style.style_id for style in source.styles} | {STYLE_OF_BODY: None}
    values = variables(content)

    def write() -> bytes:
        document = _emptied(base)
        waiting = iter(made)
        body = document.element.body
        for part in content:
            if isinstance(part, Block):
                _known_paragraph(document, part, styles)
                continue
            table = copy.deepcopy(next(waiting))
            for node in table.iter(f"{_W}t"):
                if (node.text or "").startswith(_MARK):
                    node.text = values[str(node.text)[1:]]
            body.insert(len(body) - 1, table)  # the section's properties stay last
        return _saved(document)

    return write


def docxtpl_template(content: Content, path: Path) -> Callable[[], bytes]:
    """A writer that renders a docxtpl template, a new object for each document."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- as above

    values = variables(content)

    def write() -> bytes:
        document = DocxTemplate(str(path))
        document.render(values)
        return _saved(document)

    return write


def build_prebuilt(content: Content, base: Path, path: Path) -> None:
    """The file of tables for `prebuilt_tables`."""
    tables = tuple(part for part in content if isinstance(part, Grid))
    slots = template(tables, lambda name: f"{_MARK}{name}", text=False)
    path.write_bytes(cells_fetched_once(slots, base))


def build_template(content: Content, base: Path, path: Path) -> None:
    """The template for `docxtpl_template`: the report with variables for all that varies."""
    slots = template(content, lambda name: f"{{{{ {name} }}}}", text=True)
    path.write_bytes(cells_fetched_once(slots, base))


def _written(content: Content, base: Path, cell: Callable[[Any, int, int], Any]) -> bytes:
    document = _emptied(base)
    for part in content:
        if isinstance(part, Grid):
            _table(document, part, cell)
        else:
            _paragraph(document, part)
    return _saved(document)


def _emptied(base: Path) -> Document:
    from docx import Document as opened  # noqa: N813, PLC0415 -- as above

    document = opened(str(base))
    body = document.element.body
    for node in list(body)[:-1]:
        body.remove(node)
    return document


def _paragraph(document: Document, block: Block) -> None:
    paragraph = document.add_paragraph(style=block.style)
    for run in block.runs:
        piece = paragraph.add_run(style=run.style or None)
        if run.breaks:
            piece.add_break()
        piece.add_text(run.text)


def _known_paragraph(document: Document, block: Block, styles: Mapping[str, str | None]) -> None:
    """The same without a search for each style."""
    paragraph = document.add_paragraph()
    paragraph._p.style = styles[_shown(block.style)]  # noqa: SLF001 -- the setter by name searches
    for run in block.runs:
        piece = paragraph.add_run()
        if run.style:
            piece._r.style = styles[run.style]  # noqa: SLF001 -- as above
        if run.breaks:
            piece.add_break()
        piece.add_text(run.text)


def _shown(style: str) -> str:
    """A built-in heading style as python-docx names it."""
    return style.capitalize() if style.startswith("heading") else style


def _table(document: Document, grid: Grid, cell: Callable[[Any, int, int], Any]) -> None:
    table = document.add_table(grid.rows, len(grid.widths), style=TABLE_STYLE)
    for width, column in zip(grid.widths, table.columns, strict=True):
        column.width = width * 635  # EMU
    for item in grid.cells:
        found = cell(table, item.row, item.column)
        if item.rows * item.cols > 1:
            last = cell(table, item.row + item.rows - 1, item.column + item.cols - 1)
            found = found.merge(last)
        _cell(found, item)


def _cell(cell: Any, item: GridCell) -> None:  # noqa: ANN401 -- python-docx is untyped
    paragraph = cell.paragraphs[0]
    paragraph.style = item.style
    run = paragraph.add_run()
    for number, line in enumerate(item.lines):
        if number:
            run.add_break()
        run.add_text(line)


def _saved(document: Any) -> bytes:  # noqa: ANN401 -- of python-docx or docxtpl
    out = BytesIO()
    document.save(out)
    return out.getvalue()
