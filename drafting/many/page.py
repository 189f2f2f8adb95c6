"""A comparison as one web page: nothing from outside, no script, readable on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from drafting.editing.tokens import edits
from drafting.errors import UsageError
from drafting.findings import Finding
from drafting.many.compared import ALIKE, Compared, Pair
from drafting.many.files import Comparison
from drafting.many.passages import Shared
from drafting.many.printed import parts_of
from drafting.many.reports import Report
from drafting.many.verdicts import heading_of, kinds_of, place_at, text_at
from drafting.many.versions import Difference
from drafting.ooxml.markup import escape
from drafting.outputs import write_page

_STYLE = Path(__file__).with_name("page.css")
_MATRIX = 24  # reports that fit across a page
_STRONG, _SOME = ALIKE, 0.3
_PAGES = frozenset((".html", ".htm"))


def page_path(path: Path) -> Path:
    """The path itself.

    Raises:
        UsageError: it does not end as a web page does.
    """
    if path.suffix.lower() not in _PAGES:
        raise UsageError(
            f"不能写出“{path.name}”：比较的结果是网页。", "请把 -o 的文件名改为 .html。"
        )
    return path


def write_comparison(path: Path, comparison: Comparison) -> None:
    """Write the page; one that somebody changed since is not replaced.

    Raises:
        UnwritableFileError: the file is none of ours, was changed, or cannot be written.
    """
    write_page(page_path(path), page_of(comparison).encode(), "html")


def page_of(comparison: Comparison) -> str:
    """The page."""
    body = "\n".join(_body(comparison))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>报告比较</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(comparison: Comparison) -> Iterator[str]:
    compared = comparison.compared
    yield "<h1>报告比较</h1>"
    if comparison.versions is not None:
        yield from _versions(compared.reports, comparison.versions)
    else:
        yield from _summary(compared)
        yield from _overview(compared)
        yield from (_pair(compared, pair, number) for number, pair in enumerate(compared.pairs, 1))
        yield from _groups(compared)
        yield from _common(compared)
        yield from _findings(comparison.findings)
    if comparison.unread:
        yield "<h2>没有读入的文件</h2><ul>"
        yield from (f"<li>{escape(one.message + one.remedy)}</li>" for one in comparison.unread)
        yield "</ul>"


# ---- what is alike ------------------------------------------------------------------------


def _summary(compared: Compared) -> Iterator[str]:
    last = len(compared.reports) - compared.count
    told = f"比较了{compared.count}份报告" + (f"、{last}份上年报告" if last else "")
    strong = sum(pair.likeness >= _STRONG for pair in compared.pairs)
    found = (
        f"；有相同内容的{len(compared.pairs)}对，其中{strong}对的总体情况或存在问题部分有六成以上相同"
        if compared.pairs
        else ""
    )
    yield f"<p>{told}{found}。</p>"
    if not compared.pairs:
        return
    yield (
        '<p class="note">比例是两部分共有的五字片段占全部片段的份额，数字和机关、地方的名称不计；'
        "法律文件名、表格项目名和各机关通用的句子已除外。前后两份文字中，不同的字词加了底色。</p>"
    )


def _overview(compared: Compared) -> Iterator[str]:
    if not compared.pairs:
        yield "" if compared.groups else "<p>没有相似的报告。</p>"
    elif len(compared.pairs) > 1 and len(compared.reports) <= _MATRIX:
        yield from _matrix(compared)
    elif len(compared.pairs) > 1:
        yield "<h2>相似的报告</h2><ol>"
        for number, pair in enumerate(compared.pairs, 1):
            yield f'<li><a href="#p{number}">{_title(compared, pair)}</a></li>'
        yield "</ol>"


def _matrix(compared: Compared) -> Iterator[str]:
    numbers = {(pair.first, pair.second): at for at, pair in enumerate(compared.pairs, 1)}
    count = len(compared.reports)
    yield '<h2>相似程度</h2><div class="scroll"><table class="matrix"><tr><td></td>'
    yield "".join(f'<th scope="col">{at + 1}</th>' for at in range(count)) + "</tr>"
    for row, report in enumerate(compared.reports):
        cells = []
        for column in range(count):
            number = numbers.get((row, column)) or numbers.get((column, row))
            cells.append(_cell(compared.pairs[number - 1], number) if number else "<td></td>")
        name = f"{row + 1}. {escape(report.name)}"
        yield f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'
    yield "</table></div>"


def _cell(pair: Pair, number: int) -> str:
    level = "strong" if pair.likeness >= _STRONG else "alike" if pair.likeness >= _SOME else "some"
    return f'<td class="{level}"><a href="#p{number}">{pair.likeness:.0%}</a></td>'


def _title(compared: Compared, pair: Pair) -> str:
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    before = "上年的 " if pair.is_last_year else ""
    passages = f"，相同文字{len(pair.passages)}段" if pair.passages else ""
    return f"{escape(first.name)} 与 {before}{escape(second.name)}（{pair.likeness:.0%}{passages}）"


def _pair(compared: Compared, pair: Pair, number: int) -> str:
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    is_open = " open" if pair.likeness >= _STRONG or pair.is_last_year else ""
    rows = "".join(_passage(first, second, one) for one in pair.passages)
    columns = f"<tr><th>{escape(first.name)}</th><th>{escape(second.name)}</th></tr>"
    table = f'<table class="sides"><thead>{columns}</thead>{rows}</table>' if rows else ""
    return (
        f'<details id="p{number}"{is_open}><summary>{number}. {_title(compared, pair)}</summary>'
        f"<p>{escape(parts_of(first, pair))}</p>{table}{_sentences(first, pair)}</details>"
    )


def _passage(first: Report, second: Report, one: Shared) -> str:
    old, new = _marked(text_at(first, one.first), text_at(second, one.second))
    told = f"{'、'.join(kinds_of(one))}，{one.weight}字"
    level = ' class="strong"' if one.has_equal_figures else ""
    return (
        f'<tbody><tr><td colspan="2"{level}>{escape(told)}</td></tr><tr>'
        f"<td><small>{escape(place_at(first, one.first))}</small><p>{old}</p></td>"
        f"<td><small>{escape(place_at(second, one.second))}</small><p>{new}</p></td></tr></tbody>"
    )


def _sentences(first: Report, pair: Pair) -> str:
    if not pair.sentences:
        return ""
    items = "".join(
        f"<li><small>{escape(heading_of(first, one.section))}{escape(first.narrative[one.first].place)}</small>"
        f"<p>{escape(one.text)}</p></li>"
        for one in pair.sentences
    )
    return f"<h3>与上年一字不差的句子</h3><ul>{items}</ul>"


def _groups(compared: Compared) -> Iterator[str]:
    if compared.groups:
        yield "<h2>大同小异的报告</h2><ul>"
        for one in compared.groups:
            names = "、".join(compared.reports[at].name for at in one.members)
            heading = heading_of(compared.reports[one.members[0]], one.section)
            yield f"<li>{escape(heading)}，{len(one.members)}份：<small>{escape(names)}</small></li>"
        yield "</ul>"


def _common(compared: Compared) -> Iterator[str]:
    if compared.common:
        yield "<h2>多份报告共有的文字</h2><ul>"
        for one in compared.common:
            names = "、".join(compared.reports[at].name for at in one.holders)
            yield f"<li><p>{escape(one.text)}</p><small>{len(one.holders)}份：{escape(names)}</small></li>"
        yield "</ul>"


# ---- versions -----------------------------------------------------------------------------


def _versions(reports: Iterable[Report], found: tuple[Difference, ...]) -> Iterator[str]:
    first, second = (escape(report.name) for report in reports)
    told = f"有{len(found)}处差异" if found else "文字和表格都相同"
    yield f"<p>{first} 与 {second} 是同一机关同一年度的报告，{told}。</p>"
    if not found:
        return
    yield f'<table class="sides"><thead><tr><th>{first}</th><th>{second}</th></tr></thead>'
    for one in found:
        old, new = _marked(one.first, one.second)
        label = escape("，".join(text for text in (one.section, one.label) if text))
        yield (
            f'<tbody><tr><td colspan="2">{label}</td></tr><tr>'
            f"<td><small>{escape(one.first_place)}</small><p>{old or '（没有）'}</p></td>"
            f"<td><small>{escape(one.second_place)}</small><p>{new or '（没有）'}</p></td></tr></tbody>"
        )
    yield "</table>"


def _marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as markup with what differs marked."""
    before, after = [], []
    at = 0
    for edit in edits(old, new):
        same = escape(old[at : edit.start])
        gone = escape(old[edit.start : edit.end])
        before += [same, f"<del>{gone}</del>" if gone else ""]
        after += [same, f"<ins>{escape(edit.text)}</ins>" if edit.text else ""]
        at = edit.end
    rest = escape(old[at:])
    return "".join(before) + rest, "".join(after) + rest


# ---- findings -----------------------------------------------------------------------------


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        return
    yield '<h2>核对意见</h2><table class="findings"><thead><tr><th>级别</th><th>代码</th><th>位置</th><th>意见</th></tr></thead>'
    for one in findings:
        cells = (one.severity.word, one.code, one.place, f"{one.message}。{one.remedy}")
        row = "".join(f"<td>{escape(cell.replace('。。', '。'))}</td>" for cell in cells)
        yield f"<tr>{row}</tr>"
    yield "</table>"
