"""The explanation as a page: offline, printable, told apart by marks and words as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafting.editing.explain import KINDS, RULES, STATES, signed
from drafting.kinds import Form, ReportKind
from drafting.ooxml.markup import attribute, escape

_STYLE = """\
body{max-width:60em;margin:1.5em auto;padding:0 1em;color:#000;background:#fff;
font:1rem/1.7 FangSong,"仿宋",SimSun,serif}
h1{font-size:1.4em;text-align:center}
h2{font-size:1.1em;margin:1.5em 0 .5em;border-bottom:1px solid #000}
.p{margin:0 0 1em;padding-left:.8em;border-left:3px solid #ccc}
.s{margin:.3em 0}
.t{margin:0}
.w{margin:0 0 0 2em;font-size:.8em;line-height:1.5;color:#333}
.editor .t{text-decoration:underline;text-underline-offset:.2em}
.edited .t,.deleted .t{text-decoration:line-through;color:#555}
.tag{font-size:.8em;border:1px solid #000;padding:0 .3em;margin-right:.4em}
b.none{border:2px solid #c00;padding:0 .2em}
table{border-collapse:collapse;width:100%;font-size:.9em}
th,td{border:1px solid #000;padding:.2em .4em;text-align:left;font-weight:normal}
@media print{body{max-width:none;margin:0}.s{break-inside:avoid}}
"""
_TAGS = {key: said.strip("〔〕") for key, said in STATES.items()}


def explained_page(explained: Mapping[str, Any], kind: ReportKind) -> str:
    """The page; figures are named as the form prints them."""
    names = _Names(kind, explained)
    title = f"{explained['organisation']} {explained['year']}年报告的来源说明"
    parts = [f"<h1>{escape(title)}</h1>", _summary(explained)]
    headings = {section.id: section.heading for section in kind.sections}
    before: str | None = None
    for paragraph in explained["paragraphs"]:
        section = paragraph["section"]
        if section != before and headings.get(section):
            parts.append(f"<h2>{escape(headings[section])}</h2>")
        before = section
        sentences = "\n".join(_sentence(one, names) for one in paragraph["sentences"])
        parts.append(f'<div class="p">\n{sentences}\n</div>')
    parts.append(_tables(explained["tables"], names))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


class _Names:
    """Sources in the words of the form."""

    def __init__(self, kind: ReportKind, explained: Mapping[str, Any]) -> None:
        form = kind.form_for(int(explained["year"]))
        self.forms: tuple[Form, ...] = (form,) if form else tuple(kind.forms.values())

    def cell(self, key: str) -> str:
        """A figure by table, row and column; the key itself where the form has none such."""
        for form in self.forms:
            cell = form.values.get(key)  # type: ignore[call-overload]  # ids are strings
            if cell is not None:
                return f"{form.tables[cell.table].name}{cell.label}"
        return key

    def source(self, source: str) -> str:
        """One source."""
        sort, _, key = source.partition(":")
        if sort == "figure":
            return self.cell(key)
        said = {"bullet": "要点", "input": "输入", "last_year": "上年报告", "rule": "规则"}
        return f"{said[sort]} {key}" if sort in said else source


def _summary(explained: Mapping[str, Any]) -> str:
    sentences = [one for paragraph in explained["paragraphs"] for one in paragraph["sentences"]]
    written = sum(one["state"] == "editor" for one in sentences)
    kept = sum(one["state"] == "unchanged" for one in sentences)
    lost = sum(
        not number["sources"]
        for one in sentences
        if one["state"] in {"unchanged", "editor"}
        for number in one["numbers"]
    )
    return (
        f"<p>照起草时原样的{kept}句，改稿人所写的{written}句；没有来源的数{lost}个，"
        '以<b class="none">方框</b>标出。下划线是改稿人所写，删除线是起草时的原句。</p>'
    )


def _sentence(sentence: Mapping[str, Any], names: _Names) -> str:
    state = sentence["state"]
    tag = (
        f'<span class="tag">{_TAGS[state]}{escape(signed(sentence))}</span>' if _TAGS[state] else ""
    )
    kind = KINDS.get(sentence["kind"], "改稿人")
    told = [kind]
    if sentence["phrase"]:
        told.append(f"表述 {sentence['phrase']}")
    if sentence["sources"]:
        told.append("来源 " + "、".join(names.source(one) for one in sentence["sources"]))
    numbers = [_number(one, names) for one in sentence["numbers"]]
    lines = [f'<p class="w">{escape("；".join(told))}</p>']
    if numbers:
        lines.append(f'<p class="w">{"；".join(numbers)}</p>')
    return (
        f'<div class="s {attribute(state)}"><p class="t">{tag}'
        f"{escape(sentence['text'])}</p>{''.join(lines)}</div>"
    )


def _number(number: Mapping[str, Any], names: _Names) -> str:
    digits = escape(number["number"])
    if not number["sources"]:
        return f'<b class="none">{digits}</b> 没有来源，请核对'
    said = "、".join(names.source(one) for one in number["sources"])
    return (
        f"<b>{digits}</b> ← {escape(said)}（{escape(RULES.get(number['rule'], number['rule']))}）"
    )


def _tables(cells: Sequence[Mapping[str, Any]], names: _Names) -> str:
    changed = [cell for cell in cells if cell["state"] != "unchanged"]
    computed = sum(cell["rule"] == "computed" for cell in cells)
    lines = [f"<h2>表格</h2>\n<p>共{len(cells)}格，其中由程序相加得出的合计{computed}格。</p>"]
    if changed:
        rows = "\n".join(
            f"<tr><td>{escape(names.cell(cell['cell']))}</td><td>{escape(cell['drafted'])}</td>"
            f"<td>{escape('（已删去）' if cell['text'] is None else cell['text'])}</td>"
            f"<td>{escape(signed(cell).strip('（）'))}</td></tr>"
            for cell in changed
        )
        lines.append(
            "<table>\n<thead><tr><th>起草后改过的格</th><th>起草时</th><th>现在</th><th>改稿人</th></tr>"
            f"</thead>\n<tbody>\n{rows}\n</tbody></table>"
        )
    return "\n".join(lines)
