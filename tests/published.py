"""A published report of our own making, in the forms that reports are met in, and its damages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from drafting.kinds import Cell, Form, load_kind

ORGAN = "云杉县水务局"
KIND = load_kind("disclosure")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

OVERVIEW = (
    "2023年，我局按照县政府部署开展政府信息公开工作。",
    "（一）主动公开情况",
    "全年主动公开政府信息312条，其中网站280条、公众号32条。公布供水水质报告12期。",
    "（二）依申请公开情况。逐件登记申请，由办公室统一答复。对2件内容不清的申请一次性告知补正。",
)
PROBLEMS = (
    "（一）存在的主要问题。2023年工作还存在一些不足，主要表现在：一是乡镇水厂信息更新不及时；二是解读形式单一。",
    "（二）改进情况。针对上年栏目空白的问题，补齐了3个栏目。",
    "（三）下一步打算。一是按月通报水厂更新情况。二是与县融媒体中心合办解读专栏。",
)
OTHER = ("2023年未收取信息处理费。",)
PREAMBLE = (
    "本报告依据《中华人民共和国政府信息公开条例》和《云杉县2023年政务公开工作要点》（云政办发〔2023〕8号）编制。"
    "对报告有疑问的，请与云杉县水务局办公室联系（地址：云杉县河滨路6号，电话：0999-6543210，邮编：123456）。"
)

Lines = list[str]
Damage = Callable[[Lines], Lines]


@dataclass(frozen=True)
class Sample:
    """One report: its figures all differ, so that a value in a wrong cell shows."""

    year: int = 2023
    form: Form = field(default_factory=lambda: KIND.forms["F2021"])

    @property
    def figures(self) -> dict[str, str]:
        """Figure id -> text of its cell."""
        cells = [cell for cell in self.form.values.values() if self._is_printed(cell.table)]
        return {
            str(cell.id): f"+{100 + at}" if cell.type == "delta" else str(100 + at)
            for at, cell in enumerate(cells)
        }

    def _is_printed(self, table: str) -> bool:
        return not self.form.tables[table].hidden

    def rows(self, table: str) -> list[list[tuple[str, Cell]]]:
        """The rows of a table: text and cell."""
        return [
            [(self.figures[str(cell.value)] if cell.value else cell.text, cell) for cell in row]
            for row in self.form.tables[table].rows
        ]


SAMPLE = Sample()
OLD = Sample(2020, KIND.forms["F2019"])


def line_of(row: Iterable[tuple[str, Cell]], *, between: str = "\t", blanks: bool = False) -> str:
    """A row as one line; with `blanks`, a merged cell leaves its other columns empty."""
    texts: Lines = []
    for text, cell in row:
        texts += [text, *([""] * (cell.cols - 1) if blanks else [])]
    return between.join(texts)


def table_lines(sample: Sample, table: str, *, between: str = "\t", blanks: bool = False) -> Lines:
    """A table as lines of text."""
    return [line_of(row, between=between, blanks=blanks) for row in sample.rows(table)]


def text_lines(sample: Sample = SAMPLE, *, between: str = "\t", blanks: bool = False) -> Lines:
    """The whole report as lines of text."""
    tables = {
        key: table_lines(sample, key, between=between, blanks=blanks) for key in ("t2", "t3", "t4")
    }
    return [
        f"{ORGAN}{sample.year}年政府信息公开工作年度报告",
        PREAMBLE,
        "一、总体情况",
        *OVERVIEW,
        "二、主动公开政府信息情况",
        *tables["t2"],
        "三、收到和处理政府信息公开申请情况",
        *tables["t3"],
        "四、政府信息公开行政复议、行政诉讼情况",
        *tables["t4"],
        "五、存在的主要问题及改进情况",
        *PROBLEMS,
        "六、其他需要报告的事项",
        *OTHER,
    ]


def replaced(*pairs: tuple[str, str]) -> Damage:
    """Each text put in the place of another, wherever it stands."""

    def damage(lines: Lines) -> Lines:
        for old, new in pairs:
            assert any(old in line for line in lines), f"{old} is not in the sample"
            lines = [line.replace(old, new) for line in lines]
        return lines

    return damage


def inserted(before: str, *new: str) -> Damage:
    """Lines put in before the first that begins with a text."""

    def damage(lines: Lines) -> Lines:
        at = next(at for at, line in enumerate(lines) if line.startswith(before))
        return [*lines[:at], *new, *lines[at:]]

    return damage


# ---- Word --------------------------------------------------------------------------------------


def package(body: str, **parts: str) -> bytes:
    """A .docx with a body and what else is named by its path, "/" written as "__"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[tuple[str, Cell]]], *, merged: bool = True) -> str:
    """A Word table; without merges, each cell that was one repeats its text in every column."""
    covered: dict[int, tuple[int, str, int]] = {}  # column -> rows left, text, columns
    lines = []
    for row in rows:
        cells: dict[int, tuple[str, int, str]] = {}
        for column, (left, text, cols) in list(covered.items()):
            if left:
                cells[column] = ("" if merged else text, cols, "<w:vMerge/>" if merged else "")
                covered[column] = (left - 1, text, cols)
        for text, cell in row:
            restart = '<w:vMerge w:val="restart"/>' if cell.rows > 1 and merged else ""
            cells[cell.column] = (text, cell.cols, restart)
            covered[cell.column] = (cell.rows - 1, text, cell.cols)
        made = "".join(_word_cell(*cells[column], merged=merged) for column in sorted(cells))
        lines.append(f"<w:tr>{made}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _word_cell(text: str, cols: int, merge: str, *, merged: bool) -> str:
    span = f'<w:gridSpan w:val="{cols}"/>' if merged else ""
    cell = f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(text)}</w:tc>"
    return cell if merged else cell * cols


def docx(sample: Sample = SAMPLE, *, tables: Callable[[str], str] | None = None) -> bytes:
    """The report as a .docx.

    Args:
        sample: the report.
        tables: makes the markup of each table; None: real tables with their merges.
    """
    made = tables or (lambda key: word_table(sample.rows(key)))
    body = [paragraph(text) for text in text_lines(sample)[:7]]
    for key, heading in _HEADINGS.items():
        body += [paragraph(heading), made(key)]
    body += [paragraph("五、存在的主要问题及改进情况"), *map(paragraph, PROBLEMS)]
    body += [paragraph("六、其他需要报告的事项"), *map(paragraph, OTHER)]
    return package("".join(body))


_HEADINGS = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、政府信息公开行政复议、行政诉讼情况",
}


# ---- web pages ---------------------------------------------------------------------------------


def html_table(rows: Sequence[Sequence[tuple[str, Cell]]]) -> str:
    """A table of a web page with its merges."""
    lines = [
        "".join(
            f'<td colspan="{cell.cols}" rowspan="{cell.rows}"><p>{escape(text)}</p></td>'
            for text, cell in row
        )
        for row in rows
    ]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def html_body(sample: Sample = SAMPLE) -> str:
    """What stands between the title and the foot of a page."""
    parts = [f"<p>{escape(text)}</p>" for text in text_lines(sample)[:7]]
    for key, heading in _HEADINGS.items():
        parts += [f"<p>{heading}</p>", html_table(sample.rows(key))]
    parts += [f"<p>{text}</p>" for text in ("五、存在的主要问题及改进情况", *PROBLEMS)]
    parts += [f"<p>{text}</p>" for text in ("六、其他需要报告的事项", *OTHER)]
    return "".join(parts)


def html_page(body: str, charset: str = "utf-8") -> str:
    """A page with navigation, breadcrumb and foot around the report."""
    return (
        f'<html><head><meta charset="{charset}"><title>云杉县人民政府</title></head><body>'
        "<div class=nav><ul><li>首页</li><li>政务公开</li><li>政府信息公开年报</li></ul></div>"
        "<div>当前位置：首页 &gt; 政府信息公开年报 &gt; 云杉县水务局2023年政府信息公开工作年度报告</div>"
        f"<div id=content>{body}</div>"
        "<div>【打印】 【关闭】</div><div>主办单位：云杉县人民政府办公室　网站标识码：9999990001</div>"
        "</body></html>"
    )
