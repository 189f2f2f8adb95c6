"""An imported report as the text of an INPUT.yaml that a clerk can read and edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from drafting.intake.raw import Plain, RawInput
from drafting.kinds import Form, ReportKind

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][^:#\[\]{},&*!|>'\"%@`\n]*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_LISTS = {
    "overview": "总体情况",
    "problems": "存在的问题",
    "improvements": "上年问题的改进",
    "plans": "下一步打算",
    "other": "其他需要报告的事项",
}


def input_text(raw: RawInput, kind: ReportKind) -> str:
    """The text of the input; it reads back as the same tree."""
    year = raw.data.get("year")
    form = kind.form_for(year) if isinstance(year, int) else None
    form = form if form is not None else list(kind.forms.values())[-1]
    lines = [
        f"# {kind.name}，由“{raw.name}”读入；请对照原件核对后使用",
        "schema: 1",
        f"kind: {kind.key}",
        f"year: {_scalar(raw.data.get('year'))}",
        *_mapping("organisation", raw.data.get("organisation")),
        *_mapping("contact", raw.data.get("contact")),
        *_basis(raw.data.get("basis")),
        *_figures(raw.data.get("figures"), form),
        *_bullets(raw.data.get("bullets")),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _scalar(value: Plain) -> str:
    """One value as YAML reads it back unchanged."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def _mapping(key: str, value: Plain) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield f"{key}:"
        yield from (f"  {name}: {_scalar(inner)}" for name, inner in value.items())


def _basis(value: Plain) -> Iterator[str]:
    if isinstance(value, list) and value:
        yield "basis:"
        for item in value:
            if isinstance(item, dict):
                yield f"  - {_flow(item)}"


def _flow(value: Mapping[str, Plain]) -> str:
    return "{" + ", ".join(f"{key}: {_inside(inner)}" for key, inner in value.items()) + "}"


def _inside(value: Plain) -> str:
    """A value inside {…}; a missing one is written out."""
    if isinstance(value, dict):
        return _flow(value)
    return "null" if value is None else _scalar(value)


def _figures(value: Plain, form: Form) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        return
    yield "figures:"
    for key, rows in value.items():
        table = form.tables[key]
        title = "" if table.title == table.name else f"　{table.title}"
        yield f"  {key}:  # {table.name}{title}"
        if isinstance(rows, dict):
            for row, columns in rows.items():
                is_row = isinstance(columns, dict) and not table.hidden
                label = _label(form, key, row) if is_row else ""
                yield f"    {row}: {_inside(columns)}" + (f"  # {label}" if label else "")


def _label(form: Form, table: str, row: str) -> str:
    shape = form.tables[table]
    if row in shape.optional_labels:
        return shape.optional_labels[row]
    return next((cell.row_label for cell in shape.values.values() if cell.row == row), "")


def _bullets(value: Plain) -> Iterator[str]:
    yield "bullets:"
    lists = value if isinstance(value, dict) else {}
    for key, name in _LISTS.items():
        items = lists.get(key)
        if not isinstance(items, list) or not items:
            yield f"  {key}: []  # {name}"
            continue
        yield f"  {key}:  # {name}"
        for item in items:
            yield from _item(item)


def _item(item: Plain) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"    - {_scalar(item)}"
        return
    yield f"    - topic: {_scalar(item['topic'])}"
    yield "      points:"
    points = item["points"]
    if isinstance(points, list):
        yield from (f"        - {_scalar(point)}" for point in points)
