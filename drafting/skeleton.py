"""An empty INPUT.yaml with a remark at every key, for a kind and the form of its year."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from drafting.figures import FigureId
from drafting.intake.raw import Plain
from drafting.intake.workbook_content import carried_figures
from drafting.intake.workbook_labels import free_columns
from drafting.kinds import Form, ReportKind, TableForm, ValueCell
from drafting.report import ReportInput

_CARRIED = "（据上年报告带入，请核对）"

_HEAD = """\
# {name}　{year}年（表样 {form}）
# “#”后面的是说明，不影响起草。没有发生的填 0；尚不掌握的留着不填，初稿中会标出【待填】。
# 各项说明见手册：drafting help input
schema: 1
kind: {kind}
year: {year}

organisation:
  name: {organisation}  # 机关全称，必填
  self:  # 报告中怎样称呼本机关，例如 我局；不填时按机关名称推定
  level:  # government 政府、department 部门、town 乡镇街道；不填时按机关名称推定
  led_by:  # 领导机关，例如 区委、区政府
  region:  # 所在地区，例如 哈尔滨市南岗区
  rulemaking: false  # 有规章制定权的填 true

contact:
  office:  # 联系科室
  address:
  phone:
  postcode:
  email:
  url:  # 网站地址

# 报告所依据的文件，按引用顺序，例如
#   - {{title: 《……》, number: ×政办〔{year}〕1号}}
basis: []
"""


def skeleton(  # noqa: PLR0913 -- what one input is made of
    kind: ReportKind,
    form: Form,
    year: int,
    organisation: str,
    last: ReportInput | None,
    last_file: str,
) -> str:
    """The text of an input that gives nothing but what is passed; it reads back as such.

    Args:
        kind: the report kind.
        form: the form of the year.
        year: the report year.
        organisation: the organ's name; empty when not known.
        last: last year's report; its carried-over figures are filled in.
        last_file: last year's file as the input is to name it; empty when there is none.
    """
    head = _HEAD.format(
        name=kind.name, year=year, form=form.key, kind=kind.key, organisation=_text(organisation)
    )
    carried = {figure: given.value for figure, given in carried_figures(form, last).items()}
    lines = [
        head,
        *_figures(form, carried),
        "",
        *_bullets(kind, form),
        "",
        "# 上年报告（.yaml 或 .xlsx），填了才能与上年核对",
        f"last_year: {_text(last_file)}".rstrip(),
        *_related(kind),
    ]
    return "\n".join(lines) + "\n"


def _related(kind: ReportKind) -> Iterator[str]:
    if kind.related:
        yield ""
        yield "# 同一年度的其他报告（.yaml 或 .xlsx），填了才能与本报告核对"
        yield "related:"
        yield from (f"  {key}:" for key in kind.related)


def _text(words: str) -> str:
    """A text as YAML reads it back unchanged; JSON strings are YAML."""
    return json.dumps(words, ensure_ascii=False) if words else ""


def _figures(form: Form, carried: Mapping[FigureId, Plain]) -> Iterator[str]:
    yield "# 各表的数。每行写成 {列: 数}；合计可以不填，由程序计算，填了就核对。"
    yield "# 一张表没填的格都是 0 时，删去 default 前面的“# ”。"
    yield "figures:"
    for table in form.tables.values():
        title = "" if table.title == table.name else f"　{table.title}"
        if table.free is not None:
            yield from _listed(table, title)
            continue
        if table.optional:
            yield f"  # {table.name}{title}：没有的不填；要填时删去以下各行前面的“# ”"
            yield f"  # {table.id}:"
            yield from (f"  # {line.removeprefix('  ')}" for line in _table(table, carried))
            continue
        yield f"  {table.id}:  # {table.name}{title}"
        if not table.hidden:  # what is not printed is said only when it is given
            yield "    # default: 0"
        yield from _table(table, carried)


def _listed(table: TableForm, title: str) -> Iterator[str]:
    columns = ", ".join(
        f"{cell.column}: {cell.column_label}" for cell in free_columns(table) if not cell.formula
    )
    yield f"  {table.id}: []  # {table.name}{title}：每行一项，行数不限，各项写成"
    yield f"    # - {{{columns}}}"


def _table(table: TableForm, carried: Mapping[FigureId, Plain]) -> Iterator[str]:
    rows: dict[str, list[ValueCell]] = {}
    for cell in table.values.values():
        rows.setdefault(cell.row, []).append(cell)
    columns = {row: _columns(table, cells) for row, cells in rows.items()}
    shared = set(columns.values()) if len(rows) > 1 else set()
    if len(shared) == 1:
        yield f"    # 各行的列：{shared.pop()}"
    for row, cells in rows.items():
        if not row:
            yield from (f"    {cell.column}:  # {cell.column_label}，{cell.unit}" for cell in cells)
            continue
        known = {cell.column: carried[cell.id] for cell in cells if cell.id in carried}
        values = ", ".join(f"{column}: {value}" for column, value in known.items())
        remark = cells[0].row_label + (_CARRIED if known else "")
        if len(set(columns.values())) > 1:
            remark += f"：{columns[row]}"
        yield f"    {row}: {{{values}}}  # {remark}"


def _columns(table: TableForm, cells: list[ValueCell]) -> str:
    return "，".join(
        f"{cell.column} {cell.column_label}"
        + ("（自动计算）" if cell.column in table.totals_columns else "")
        for cell in cells
    )


def _bullets(kind: ReportKind, form: Form) -> Iterator[str]:
    yield "# 要点：事实和数据，用自己的话写；写法见 drafting help notes"
    yield "bullets:"
    first = next(iter(kind.notes))
    for key, section in kind.notes.items():
        told = "，".join(f"{name} {detail.label}" for name, detail in section.details.items())
        remark = "；".join(filter(None, (section.hint, told and f"每条可写 {told}")))
        topics = kind.topics.get(key, ())
        if key != first or form.spec.free_topics or not topics:
            yield (
                f"  {key}: []  # {section.name}：{remark}"
                if remark
                else f"  {key}: []  # {section.name}"
            )
            continue
        yield f"  {key}:  # {section.name}：{remark}"
        for topic in topics:
            yield f"    - topic: {_text(topic.heading)}"
            yield "      points: []"
