"""Draft -> the web page that an office publishes: headings, text, real tables, no comments."""

import re
from collections.abc import Sequence

from drafting.document import Draft, Paragraph, Section, TableText
from drafting.kinds import Cell, Form, TableForm
from drafting.ooxml.markup import attribute, escape

_PLACEHOLDER = re.compile("【[^【】]*】")

_STYLE = """\
body{max-width:50em;margin:2em auto;padding:0 1em;color:#000;background:#fff;
font:1.125rem/1.8 "仿宋_GB2312",FangSong,"仿宋",serif}
h1{font:normal 1.5em/1.5 "方正小标宋简体",SimSun,"宋体",serif;text-align:center}
h2{font:normal 1em/1.8 "黑体",SimHei,sans-serif;text-indent:2em;margin:1em 0 0}
h3{font:normal 1em/1.8 "楷体_GB2312",KaiTi,"楷体",serif;text-indent:2em;margin:0}
p{text-indent:2em;margin:0;text-align:justify}
.lead{font-family:"楷体_GB2312",KaiTi,"楷体",serif}
.scroll{overflow-x:auto;margin:.5em 0 1em}
table{border-collapse:collapse;width:100%;font-size:.75em;line-height:1.4}
th,td{border:1px solid #000;padding:.2em .3em;font-weight:normal;text-align:center}
th[scope=row]{text-align:left}
mark{background:#ff0}
img{max-width:100%}
.notes{font-size:.875em;border-top:1px solid #000;margin-top:2em}
@media print{body{max-width:none;margin:0}.scroll{overflow:visible}}
"""


def write_html(draft: Draft, form: Form) -> str:
    """The draft as one self-contained page; placeholders are marked, doubts are left out."""
    sections = "\n".join(_section(section, form) for section in draft.sections)
    return page(draft.title, draft.organisation, f"<h1>{escape(draft.title)}</h1>\n{sections}")


def page(title: str, organisation: str, article: str) -> str:
    """A page in the look of a published report around markup that is ready."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{attribute(organisation)}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<article>\n{article}\n</article>\n</body>\n</html>\n"
    )


def _section(section: Section, form: Form) -> str:
    parts = [f"<h2>{escape(section.heading)}</h2>"] if section.heading else []
    parts += [
        _paragraph(block) if isinstance(block, Paragraph) else _table(block, form.tables[block.id])
        for block in section.blocks()
    ]
    return "\n".join(("<section>", *parts, "</section>")) if parts else ""


def _paragraph(paragraph: Paragraph) -> str:
    text = paragraph.text
    if paragraph.level == 2 and text and paragraph.lead >= len(text):
        return f"<h3>{_marked(text)}</h3>"
    lead = paragraph.lead if paragraph.level == 2 else 0
    head = f'<span class="lead">{_marked(text[:lead])}</span>' if lead > 0 else ""
    return f"<p>{head}{_marked(text[lead:])}</p>"


def _marked(text: str) -> str:
    return _PLACEHOLDER.sub(lambda match: f"<mark>{match[0]}</mark>", escape(text))


def _table(table: TableText, shape: TableForm) -> str:
    rows = [_row(row, table, shape) for row in shape.rows]
    head, body = rows[: shape.header_rows], rows[shape.header_rows :]
    return table_html(shape.grid, head, body, label=shape.title, caption=shape.caption)


def table_html(
    grid: Sequence[int],
    head: Sequence[str],
    body: Sequence[str],
    *,
    label: str = "",
    caption: str = "",
) -> str:
    """A table of rows that are ready.

    Args:
        grid: the widths of its columns in any unit.
        head: rows that are repeated on each printed page.
        body: the other rows.
        label: its name for readers of the screen; empty for none.
        caption: printed above it; empty for none.
    """
    total = sum(grid)
    columns = "".join(f'<col style="width:{width * 100 / total:.2f}%">' for width in grid)
    top = ["<thead>", *head, "</thead>"] if head else []
    named = f' aria-label="{attribute(label)}"' if label else ""
    lines = (
        f'<div class="scroll"><table{named}>',
        *([f"<caption>{escape(caption)}</caption>"] if caption else []),
        *([f"<colgroup>{columns}</colgroup>"] if total else []),
        *top,
        "<tbody>",
        *body,
        "</tbody>",
        "</table></div>",
    )
    return "\n".join(lines)


def _row(row: tuple[Cell, ...], table: TableText, shape: TableForm) -> str:
    return f"<tr>{''.join(_cell(cell, table, shape) for cell in row)}</tr>"


def _cell(cell: Cell, table: TableText, shape: TableForm) -> str:
    spans = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if cell.value is not None:
        return f"<td{spans}>{_marked(table.values[cell.value])}</td>"
    text = "<br>".join(escape(line) for line in cell.lines)
    if not cell.header:
        return f'<th scope="row"{spans}>{text}</th>'
    whole = cell.cols == len(shape.grid)
    return f'<th scope="{"colgroup" if whole or cell.cols > 1 else "col"}"{spans}>{text}</th>'
