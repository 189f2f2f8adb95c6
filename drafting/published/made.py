"""A draft of ours that came back: its tables held against the data that it was made from.

The data are used for nothing else: an editor may have changed the text since, and the text is
what counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from drafting.figures import FigureId
from drafting.findings import Finding, Severity
from drafting.kinds import Form
from drafting.ooxml.package import read_parts
from drafting.published.blocks import Source
from drafting.published.tables import TablesRead
from drafting.word.embedded import find_draft
from drafting.zh.numerals import narrow_digits


def differences_from_draft(
    path: Path, source: Source, tables: TablesRead, form: Form
) -> Iterator[Finding]:
    """A note for each table whose values are no longer those of the draft."""
    if source.docx is None or path.suffix.lower() not in {".docx", ".docm"}:
        return
    found = find_draft(read_parts(path))
    if found is None:
        return
    stated = _values(json.loads(found[0]), form)
    changed = [
        f"{form.values[FigureId(figure)].label}由“{before}”改为“{cell.text}”"
        for figure, before in stated.items()
        if (cell := tables.cells.get(figure)) is not None and narrow_digits(cell.text) != before
    ]
    if changed:
        yield Finding(
            "IN-55", Severity.NOTE, f"表格在起草之后改过：{'、'.join(changed)}；按文件现在的数读入", path.name,
            "请核对改动。",
        )  # fmt: skip


def _values(data: object, form: Form) -> dict[str, str]:
    """Figure id -> value as the draft printed it."""
    values: dict[str, str] = {}
    for section in data.get("sections", []) if isinstance(data, dict) else []:
        for table in section.get("tables", []):
            values |= {key: str(text) for key, text in table.get("values", {}).items()}
    return {key: text for key, text in values.items() if key in form.values and text.strip()}
