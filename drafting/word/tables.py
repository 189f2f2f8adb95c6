"""Statutory tables: each form's table is made into XML once, with gaps where the values go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafting.errors import BrokenKindError
from drafting.kinds import Cell, Form, TableForm
from drafting.ooxml.markup import attribute, text_element
from drafting.word.identity import bookmark_name, para_id
from drafting.word.runs import Mark, runs
from drafting.word.styles import StyleIds

_SMALL = 18  # half-points; tables up to this size take the small styles
_AIR = 30  # twips by which a row is higher than its line


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table as text; value n goes between piece n and piece n + 1."""

    keys: tuple[str, ...]  # figure ids in the order of the cells
    pieces: tuple[str, ...]  # one more than keys
    caption: str = ""  # paragraph above it


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """All printed tables of a form, for one style file."""

    tables: Mapping[str, CompiledTable]
    bookmarks: int  # bookmark numbers below this are taken by cells
    para_ids: frozenset[str]  # taken by cells


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a row as Word wants it: merges downwards are spelled out row by row."""

    cell: Cell
    continues: bool  # the lower part of a merge


def compile_form(form: Form, ids: StyleIds) -> CompiledForm:
    """Make every printed table of the form."""
    used: set[str] = set()
    tables: dict[str, CompiledTable] = {}
    number = 0
    for table in form.tables.values():
        if not table.hidden:
            tables[table.id] = _compile(table, ids, number, used)
            number += len(tables[table.id].keys)
    return CompiledForm(tables, number, frozenset(used))


def fill(
    table: CompiledTable,
    values: Mapping[str, str],
    ids: StyleIds,
    marks: Mapping[str, Sequence[Mark]],
) -> str:
    """The table with its values; `marks` holds the comments by figure id."""
    out = [table.pieces[0]]
    for key, piece in zip(table.keys, table.pieces[1:], strict=True):
        text = values[key]
        if key in marks or not text.isdecimal():
            out.append(runs(text, ids, marks=marks.get(key, ())))
        else:
            out.append(f"<w:r><w:t>{text}</w:t></w:r>")
        out.append(piece)
    return "".join(out)


def grid_rows(table: TableForm) -> Iterator[tuple[GridCell, ...]]:
    """Rows whose cells together span the grid.

    Raises:
        BrokenKindError: a row leaves a gap or overlaps.
    """
    hanging: dict[int, tuple[Cell, int]] = {}  # first column -> cell, rows still to come
    for number, row in enumerate(table.rows, start=1):
        place = f"{table.id}第{number}行"
        starts = {cell.column: cell for cell in row}
        column = 0
        cells: list[GridCell] = []
        while column < len(table.grid):
            above = hanging.get(column)
            cell = above[0] if above else starts.get(column)
            if cell is None:
                raise BrokenKindError(place, "单元格没有铺满表格的列")
            left = above[1] - 1 if above else cell.rows - 1
            cells.append(GridCell(cell, continues=above is not None))
            hanging[column] = (cell, left)
            if left <= 0:
                del hanging[column]
            column += cell.cols
        if column != len(table.grid):
            raise BrokenKindError(place, "单元格超出表格的列")
        yield tuple(cells)


def _compile(table: TableForm, ids: StyleIds, first: int, used: set[str]) -> CompiledTable:
    keys: list[str] = []
    pieces: list[str] = [_opening(table, ids)]
    for number, row in enumerate(grid_rows(table)):
        pieces[-1] += _row_opening(table, number)
        for item in row:
            pieces[-1] += _cell_opening(table, item)
            if item.cell.value is None or item.continues:
                pieces[-1] += _label(table, item, ids, stays=_stays(table, number))
                continue
            key = str(item.cell.value)
            before, after = _value(key, _style(table, item.cell, ids), first + len(keys), used)
            keys.append(key)
            pieces[-1] += before
            pieces.append(after + "</w:tc>")
        pieces[-1] += "</w:tr>"
    pieces[-1] += "</w:tbl>"
    return CompiledTable(tuple(keys), tuple(pieces), _caption(table, ids))


def _caption(table: TableForm, ids: StyleIds) -> str:
    if not table.caption:
        return ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{ids.table_head}"/><w:keepNext/>'
        f'<w:spacing w:before="120" w:after="60"/></w:pPr>'
        f"<w:r>{text_element(table.caption)}</w:r></w:p>"
    )


def _opening(table: TableForm, ids: StyleIds) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ids.table}"/>'
        f'<w:tblW w:w="{sum(table.grid)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(f"{table.name} {table.title}")}"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _row_opening(table: TableForm, number: int) -> str:
    """A table without repeated head rows stays on one page; its first row is marked all the same.

    Readers of the screen for the blind take the marked row as the head.
    """
    head = "<w:tblHeader/>" if number < max(table.header_rows, 1) else ""
    height = table.line + _AIR
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
        f"{head}</w:trPr>"
    )


def _stays(table: TableForm, number: int) -> bool:
    """Whether a row must not be parted from the next: head rows, and all of a table kept whole."""
    if table.header_rows:
        return number < table.header_rows
    return number < len(table.rows) - 1


def _cell_opening(table: TableForm, item: GridCell) -> str:
    cell = item.cell
    width = sum(table.grid[cell.column : cell.column + cell.cols])
    span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    merge = ""
    if cell.rows > 1:
        merge = "<w:vMerge/>" if item.continues else '<w:vMerge w:val="restart"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        '<w:vAlign w:val="center"/></w:tcPr>'
    )


def _style(table: TableForm, cell: Cell, ids: StyleIds) -> str:
    small = table.size <= _SMALL
    if cell.header:
        return ids.small_head if small else ids.table_head
    if cell.value is None or table.values[cell.value].type == "text":
        return ids.small_stub if small else ids.table_stub
    return ids.small_text if small else ids.table_text


def _label(table: TableForm, item: GridCell, ids: StyleIds, *, stays: bool) -> str:
    keep = "<w:keepNext/>" if stays else ""
    style = _style(table, item.cell, ids)
    text = ""
    if not item.continues and item.cell.text:
        text = f"<w:r>{'<w:br/>'.join(text_element(line) for line in item.cell.lines)}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{text}</w:p></w:tc>'


def _value(key: str, style: str, number: int, used: set[str]) -> tuple[str, str]:
    """What stands before and after the runs of a value."""
    before = (
        f'<w:p w14:paraId="{para_id(key, used)}" w14:textId="77777777">'
        f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(key)}"/>'
    )
    return before, f'<w:bookmarkEnd w:id="{number}"/></w:p>'
