"""A report kind read from `templates/<kind>/`: everything that the engine knows about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drafting import bundled
from drafting.errors import BrokenKindError, UnknownKindError
from drafting.figures import FigureId


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# ---- tables -------------------------------------------------------------------------------


class ValueSpec(_Data):
    """What a value cell holds."""

    type: Literal["count", "delta", "money", "amount"] = "count"
    unit: str = "件"
    label: str = ""  # for tables that are not printed


class _CellData(_Data):
    text: str = ""  # "|" marks a line break inside a narrow header cell
    cols: int = 1
    rows: int = 1
    value: str = ""  # row/column within the table


class _RowData(_Data):
    header: bool = False
    row: str = ""  # row key of a data row
    label: str = ""  # for messages, when it differs from the stub text
    cells: tuple[_CellData, ...] = ()  # stub and header cells
    values: tuple[_CellData, ...] | None = None  # value cells, `value` = column key


class _TableData(_Data):
    id: str
    name: str  # 表三
    title: str
    sheet: str
    grid: tuple[int, ...]  # twips; sums to the type area
    size: int = 18  # half-points
    line: int = 240  # exact line height, twips
    columns: dict[str, str] = {}  # column key -> label; the default value cells of a data row
    specs: dict[str, ValueSpec] = {}  # "column", "row/column" or "*" -> type and unit
    rows: tuple[_RowData, ...] = ()
    totals_columns: dict[str, tuple[str, ...]] = {}
    totals_rows: dict[str, tuple[str, ...]] = {}
    optional_rows: dict[str, tuple[str, ...]] = {}
    optional_labels: dict[str, str] = {}
    hidden: bool = False  # asked for, never printed (fees, publicity counts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One real cell of a printed table."""

    text: str  # label without the break marks; empty for value cells
    lines: tuple[str, ...]  # the label as broken into lines
    column: int  # first grid column, 0-based
    cols: int
    rows: int
    value: FigureId | None  # the figure that fills it
    header: bool


@dataclass(frozen=True, slots=True)
class ValueCell:
    """What is known about one figure of a form."""

    id: FigureId
    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    type: str  # count | delta | money | amount
    unit: str

    @property
    def label(self) -> str:
        """Row and column as the form prints them."""
        return "".join(f"“{part}”" for part in (self.row_label, self.column_label) if part)


@dataclass(frozen=True, slots=True)
class TableForm:
    """A statutory table: grid, rows of real cells, meaning of the value cells."""

    id: str
    name: str
    title: str
    sheet: str
    grid: tuple[int, ...]
    size: int
    line: int
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    row_keys: tuple[str, ...]  # data rows in order
    column_keys: tuple[str, ...]
    values: Mapping[FigureId, ValueCell]
    totals_columns: Mapping[str, tuple[str, ...]]  # total column -> its parts
    totals_rows: Mapping[str, tuple[str, ...]]  # total row -> its parts
    optional_rows: Mapping[str, tuple[str, ...]]  # subtotal row accepted on input -> its parts
    optional_labels: Mapping[str, str]
    hidden: bool


# ---- narrative ----------------------------------------------------------------------------


class TopicSpec(_Data):
    """One subject of a narrative section."""

    key: str
    heading: str  # canonical, e.g. 主动公开
    aliases: tuple[str, ...] = ()  # other words for the same subject
    keywords: dict[str, float] = {}  # word -> weight, for notes without a topic
    examples: tuple[str, ...] = ()  # example notes
    wanted: str = ""  # what the placeholder asks for when nothing is given
    facts: tuple[dict[str, str], ...] = ()  # standard facts asked for in the workbook


class FigureRule(_Data):
    """When a sentence about figures is said, and of what it is made."""

    key: str  # topic of the phrases that can say it, e.g. requests.received
    section: str
    topic: str = ""  # topic key; empty: the section's own paragraph
    fit: tuple[str, ...] = ()  # words: in a free form, the clerk's topic that holds them
    function: str = "total"  # function of the phrase
    when: str = "True"
    slots: dict[str, str] = {}  # slot -> formula
    parts: dict[str, str] = {}  # label -> formula; the ones above zero make the slot `parts`
    parts_unit: str = "件"
    change: tuple[str, ...] = ()  # formula now, formula of last year: function by the sign
    order: int = 50
    forms: tuple[str, ...] = ()
    after: str = ""  # key of the sentence that this one continues; not said without it


class PlaceholderRule(_Data):
    """What the form demands; a placeholder and a finding when the input lacks it."""

    code: str
    section: str
    topic: str = ""
    when: str = "True"
    words: tuple[str, ...] = ()  # wanted only when no note of the section holds one of them
    wanted: str  # 【请补充：…】
    message: str
    remedy: str
    forms: tuple[str, ...] = ()
    order: int = 90


class BlockSpec(_Data):
    """One block of a section, in order."""

    type: Literal["statements", "topics", "table", "enumeration"]
    key: str = ""
    functions: tuple[str, ...] = ()  # statements: phrase functions said one after another
    table: str = ""
    bullets: str = ""  # notes of which input section
    heading: str = ""  # run-in heading of an enumeration
    topic: str = ""  # phrase topic of the lead
    optional: bool = False  # left out without notes and placeholder


class SectionSpec(_Data):
    """One part of the report."""

    id: str
    heading: str = ""
    aliases: tuple[str, ...] = ()
    blocks: tuple[BlockSpec, ...]


class FormSpec(_Data):
    """One statutory form with the years that it serves."""

    key: str
    years: tuple[int, int | None]
    tables: str  # file
    free_topics: bool = False  # the clerk's own headings, no fixed aspects
    constants: dict[str, str] = {}  # e.g. format_document: 国办公开办函〔2021〕30号


class CheckSpec(_Data):
    """One cross-footing check as data; see `checking.crossfoot` for the meaning of the keys."""

    code: str
    level: Literal["E", "W", "I"]
    extends: Literal[
        "formula",  # `holds` is true
        "sum",  # the figures of `left` together make those of `right`
        "missing",  # no cell of `tables` is without a value
        "invalid",  # every cell of `tables` holds a number of its type
        "written",  # every cell of `tables` is written in plain digits
        "unit",  # every amount of `tables` that is not 0 carries its unit
        "multiple",  # the figures of `left` are multiples of `step`
        "change",  # no cell of `tables` changed much since last year
        "same",  # `tables`, each as a whole, are not last year's
    ] = "formula"
    each: dict[str, str] = {}  # loop variable -> "columns:t3", "rows:t3", or a list "a b c"
    left: tuple[str, ...] = ()  # figure ids; "{c}" loop variable, "{+total}" its parts
    right: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    step: int = 1
    anchor: str = ""  # when the finding is about no cell: "section:problems"
    let: dict[str, str] = {}  # name -> formula, for the message
    when: str = "True"  # the check applies
    holds: str = ""  # what must be true
    figures: tuple[str, ...] = ()  # formulas whose values the message shows
    place: str = ""  # figure id pattern of the cell that the finding stands at
    suspects: tuple[str, ...] = ()  # figure ids, patterns allowed
    message: str
    remedy: str
    source: str
    forms: tuple[str, ...] = ()
    last_year: bool = False


class TextRule(_Data):
    """A claim in words that must agree with a table."""

    code: str
    level: Literal["E", "W", "I"]
    pattern: str  # with the group n for the number, when there is one
    unless: str = ""  # pattern; a match in the clause lifts the rule
    equals: tuple[str, ...] = ()  # formulas; the number must equal one of them
    when: str = "True"
    label: str = ""  # what the table calls it
    message: str = ""
    remedy: str = ""
    forms: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()  # texts with a matching number
    misfits: tuple[str, ...] = ()  # texts that must not match
    needs: tuple[str, ...] = ()  # one of these words stands in the text or its topic
    subject: str = ""  # name in structure.subjects: what the number must be a number of
    doubtful: tuple[str, ...] = ()  # formulas; equal to one of them is a doubt, no error
    doubt: str = ""  # message of that doubt
    doubt_unless: str = ""  # pattern; a match anywhere in text or topic lifts a doubt
    agrees: str = ""  # formula over n and names, instead of `equals`
    rounded: bool = False  # the number is a rate, true to its last printed place
    outside: tuple[str, ...] = ()  # sections of notes that the rule does not read


class _KindData(_Data):
    schema_: Annotated[int, Field(alias="schema")]
    kind: str
    name: str
    title: str
    self_names: dict[str, str]  # ending of the organ's name -> 我局 …
    forms: tuple[FormSpec, ...]
    sections: tuple[SectionSpec, ...]
    topics: dict[str, tuple[TopicSpec, ...]]
    figure_rules: tuple[FigureRule, ...] = ()
    placeholders: tuple[PlaceholderRule, ...] = ()
    checks: tuple[CheckSpec, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
    structure: dict[str, Any] = {}
    include: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its tables."""

    spec: FormSpec
    tables: Mapping[str, TableForm]

    @property
    def key(self) -> str:
        """Its name in the specification, e.g. F2021."""
        return self.spec.key

    @property
    def values(self) -> Mapping[FigureId, ValueCell]:
        """Every figure that the form asks for, in order."""
        return {cell.id: cell for table in self.tables.values() for cell in table.values.values()}


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A whole kind."""

    key: str
    name: str
    title: str
    folder: Path
    self_names: Mapping[str, str]
    forms: Mapping[str, Form]
    sections: tuple[SectionSpec, ...]
    topics: Mapping[str, tuple[TopicSpec, ...]]  # section of notes -> topics
    figure_rules: tuple[FigureRule, ...]
    placeholders: tuple[PlaceholderRule, ...]
    checks: tuple[CheckSpec, ...]
    text_rules: tuple[TextRule, ...]
    structure: Mapping[str, Any]
    digest: str

    def form_for(self, year: int) -> Form | None:
        """The form of a report year, or None when no form serves it."""
        for form in self.forms.values():
            first, last = form.spec.years
            if first <= year and (last is None or year <= last):
                return form
        return None

    @property
    def years_text(self) -> str:
        """The years that can be written, in words."""
        first = min(form.spec.years[0] for form in self.forms.values())
        return f"{first}年及以后"


def installed_kinds(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the kinds under a templates folder."""
    root = folder or bundled.templates_folder()
    return tuple(sorted(path.parent.name for path in root.glob("*/report.yaml")))


def load_kind(name: str, folder: Path | None = None) -> ReportKind:
    """Read a kind; the result is kept for the life of the process.

    Raises:
        UnknownKindError: no such folder.
        BrokenKindError: its data are wrong.
    """
    root = folder or bundled.templates_folder()
    if name not in installed_kinds(root):
        raise UnknownKindError(name, installed_kinds(root))
    return _load(root / name)


@lru_cache(maxsize=8)
def _load(folder: Path) -> ReportKind:
    from drafting.cache import cached  # noqa: PLC0415 -- only when a kind is really read

    files = sorted(folder.glob("*.yaml"))
    return cached("kind", files, lambda digest: _build(folder, digest))


def _yaml(path: Path) -> Any:  # noqa: ANN401 -- validated by pydantic at once
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else ""
        raise BrokenKindError(f"{path.name}{line}", "不是合法的 YAML") from fault


def _build(folder: Path, digest: str) -> ReportKind:
    raw = dict(_yaml(folder / "report.yaml"))
    for name in raw.get("include", ()):
        for key, value in (_yaml(folder / name) or {}).items():
            if key in raw:
                raise BrokenKindError(f"{name}（{key}）", "与 report.yaml 重复")
            raw[key] = value
    try:
        data = _KindData.model_validate(raw)
        forms = {spec.key: _form(folder, spec) for spec in data.forms}
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BrokenKindError(f"{folder.name}（{place}）", str(first["msg"])) from fault
    return ReportKind(
        key=data.kind,
        name=data.name,
        title=data.title,
        folder=folder,
        self_names=data.self_names,
        forms=forms,
        sections=data.sections,
        topics=data.topics,
        figure_rules=data.figure_rules,
        placeholders=data.placeholders,
        checks=data.checks,
        text_rules=data.text_rules,
        structure=data.structure,
        digest=digest,
    )


def _form(folder: Path, spec: FormSpec) -> Form:
    tables = [_TableData.model_validate(item) for item in _yaml(folder / spec.tables)["tables"]]
    return Form(spec, {table.id: _table(table) for table in tables})


def _table(data: _TableData) -> TableForm:
    rows: list[tuple[Cell, ...]] = []
    values: dict[FigureId, ValueCell] = {}
    covered: dict[int, int] = {}  # grid column -> rows still covered by a cell above
    row_keys: list[str] = []
    for row in data.rows:
        cells: list[Cell] = []
        column = 0
        for cell in (*row.cells, *_value_cells(data, row)):
            while covered.get(column, 0) > 0:
                column += 1
            figure = FigureId(f"{data.id}/{cell.value}") if cell.value else None
            lines = tuple(cell.text.split("|"))
            cells.append(
                Cell("".join(lines), lines, column, cell.cols, cell.rows, figure, row.header)
            )
            for inner in range(column, column + cell.cols):
                covered[inner] = cell.rows
            column += cell.cols
            if figure is not None:
                values[figure] = _value_cell(data, row, figure, cell.value)
        covered = {inner: left - 1 for inner, left in covered.items() if left > 0}
        if row.row and not row.header:
            row_keys.append(row.row)
        rows.append(tuple(cells))
    if data.hidden:
        for column_key, label in data.columns.items():
            figure = FigureId(f"{data.id}/{column_key}")
            spec = _spec(data, "", column_key)
            values[figure] = ValueCell(
                figure, data.id, "", column_key, "", label, spec.type, spec.unit
            )
    return TableForm(
        data.id,
        data.name,
        data.title,
        data.sheet,
        data.grid,
        data.size,
        data.line,
        tuple(rows),
        sum(1 for row in data.rows if row.header and row.cells and data.rows.index(row) < 3)  # noqa: PLR2004 -- leading header rows
        if data.totals_columns
        else 0,
        tuple(row_keys),
        tuple(data.columns),
        values,
        data.totals_columns,
        data.totals_rows,
        data.optional_rows,
        data.optional_labels,
        data.hidden,
    )


def _value_cells(data: _TableData, row: _RowData) -> tuple[_CellData, ...]:
    if row.header or not row.row:
        return row.values or ()
    if row.values is not None:
        return tuple(
            cell.model_copy(update={"value": f"{row.row}/{cell.value}" if "/" not in cell.value else cell.value})
            if cell.value
            else cell
            for cell in row.values
        )
    return tuple(_CellData(value=f"{row.row}/{column}") for column in data.columns)


def _spec(data: _TableData, row: str, column: str) -> ValueSpec:
    for key in (f"{row}/{column}", column, row, "*"):
        if key in data.specs:
            return data.specs[key]
    return ValueSpec()


def _value_cell(data: _TableData, row: _RowData, figure: FigureId, value: str) -> ValueCell:
    row_key, _, column = value.partition("/")
    spec = _spec(data, row_key, column)
    stub = row.cells[-1].text.replace("|", "") if row.cells else ""
    label = row.label or stub
    if row_key != row.row:  # one printed row that carries several groups (table four)
        label = data.optional_labels.get(row_key, row_key)
    return ValueCell(
        figure, data.id, row_key, column, label, data.columns.get(column, column), spec.type, spec.unit
    )
