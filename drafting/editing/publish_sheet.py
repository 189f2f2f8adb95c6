"""The sheet that goes with a report for signature: its figures, last year's, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from drafting.editing.revised import RevisedFile
from drafting.editing.value_cells import form_of_data, value_cells
from drafting.figures import number_text
from drafting.kinds import Form, ReportKind
from drafting.word.plain import PlainTable, PlainText, write_plain
from drafting.word.styles import find_style, load_style
from drafting.word.title import title_lines

_GRID = (3300, 1250, 1250, 1700, 1400)
_SIGNERS = ("保密审查", "经办人", "审核人", "负责人")
_SIGN_GRID = (1700, 4300, 2900)
_SIGN_HEIGHT = 680
_NONE = "—"


def sheet_of(file: RevisedFile, kind: ReportKind, title: str) -> bytes:
    """The sheet as a .docx, with the figures as the tables of the file show them now."""
    draft = file.draft or {}
    organisation = str(draft.get("organisation", ""))
    form = form_of_data(draft, kind)
    now = {key: block.accepted.strip() for key, block in value_cells(file, form).items()}
    year = int(draft["year"])
    heading = "\n".join((*title_lines(title, organisation), "送审签批单"))
    blocks: list[PlainText | PlainTable] = [PlainText(heading, "title"), PlainText("")]
    left_out = 0
    for table, last, suppliers in _tables(draft):
        shape = form.tables[table]
        rows = list(_rows(table, form, now, last, suppliers))
        shown = [row for row in rows if _is_telling(row)]
        left_out += len(rows) - len(shown)
        if shown:
            head = ("项目", f"{year}年", f"{year - 1}年", "增减", "提供科室")
            blocks += [
                PlainText(f"{shape.name}　{shape.title}", stays=True),
                PlainTable(_GRID, (head, *shown)),
            ]
    if left_out:
        blocks.append(PlainText(f"其余{left_out}项本年均为0，上年为0或没有数据，未列出。"))
    blocks += [
        PlainText("审签", stays=True),
        PlainTable(
            _SIGN_GRID,
            (("环节", "意见", "签名、日期"), *((name, "", "") for name in _SIGNERS)),
            height=_SIGN_HEIGHT,
            is_whole=True,
        ),
        PlainText(""),
    ]
    style = load_style(find_style(kind.key))
    return write_plain(style, blocks, title=f"{title}送审签批单", organisation=organisation)


def _tables(
    draft: Mapping[str, Any],
) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, str]]]:
    for section in draft["sections"]:
        for table in section["tables"]:
            yield str(table["id"]), table.get("last_year", {}), table.get("supplied_by", {})


def _rows(
    table: str,
    form: Form,
    now: Mapping[str, str],
    last: Mapping[str, str],
    suppliers: Mapping[str, str],
) -> Iterator[tuple[str, ...]]:
    for key, cell in form.tables[table].values.items():
        if key not in now:
            continue
        label = "　".join(part for part in (cell.row_label, cell.column_label) if part)
        unit = f"（{cell.unit}）" if cell.unit else ""
        before = last.get(key, _NONE)
        yield f"{label}{unit}", now[key], before, change(now[key], before), suppliers.get(key, "")


def _is_telling(row: tuple[str, ...]) -> bool:
    return row[1] not in {"0", ""} or row[2] not in {"0", "", _NONE}


def change(now: str, before: str) -> str:
    """The difference with its sign, and in percent of last year; — where one is no number."""
    this, then = _number(now), _number(before)
    if this is None or then is None:
        return _NONE
    difference = this - then
    if difference == 0:
        return "持平"
    sign = "+" if difference > 0 else "-"
    text = f"{sign}{number_text(abs(difference))}"
    if then <= 0:
        return text
    rate = (abs(difference) * 100 / then).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
    return f"{text}（{sign}{number_text(rate)}%）"


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
