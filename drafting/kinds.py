"""A report kind read from `templates/<kind>/`: everything that the engine knows about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting import bundled
from drafting.cache import cached, restore, state_of
from drafting.document import Draft
from drafting.errors import BrokenKindError, UnknownKindError
from drafting.figures import FigureId
from drafting.kind_data import (
    BlockSpec,
    CheckSpec,
    FigureRule,
    FormSpec,
    KindData,
    LengthSpec,
    NoteDetail,
    NoteSection,
    PlaceholderRule,
    ReadingSpec,
    SectionSpec,
    TextRule,
    TopicSpec,
)
from drafting.kind_tables import table_form, with_rows
from drafting.report import ReportInput
from drafting.table_data import Cell, TableData, TableForm, ValueCell

__all__ = [
    "BlockSpec", "Cell", "CheckSpec", "FigureRule", "Form", "FormSpec", "LengthSpec", "NoteDetail", "NoteSection",
    "PlaceholderRule", "ReadingSpec", "ReportKind", "SectionSpec", "TableForm", "TextRule", "TopicSpec", "ValueCell",
    "installed_kinds", "load_kind", "rows_given",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its tables."""

    __getstate__ = state_of
    __setstate__ = restore

    spec: FormSpec
    tables: Mapping[str, TableForm]
    values: Mapping[FigureId, ValueCell]  # every figure that the form asks for, in order

    @property
    def key(self) -> str:
        """Its name in the specification, e.g. F2021."""
        return self.spec.key

    def with_rows(self, rows: Mapping[str, int]) -> Form:
        """The form with so many rows in its tables of free number; one where none is told."""
        free = [table for table in self.tables.values() if table.free is not None]
        counts = tuple((table.id, max(1, rows.get(table.id, 1))) for table in free)
        return self if all(count == 1 for _, count in counts) else _grown(self, counts)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A whole kind."""

    __getstate__ = state_of
    __setstate__ = restore

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
    reading: ReadingSpec
    digest: str
    notes: Mapping[str, NoteSection] = field(default_factory=dict)  # in the order of the input
    related: tuple[str, ...] = ()
    unanswered: str = "A-09"
    lengths: tuple[LengthSpec, ...] = ()

    def form_for(self, year: int) -> Form | None:
        """The form of a report year, or None when no form serves it."""
        for form in self.forms.values():
            first, last = form.spec.years
            if first <= year and (last is None or year <= last):
                return form
        return None

    def form_of(self, report: ReportInput) -> Form:
        """The form of a report, with as many rows as it gives.

        Raises:
            BrokenKindError: the report names a form that the kind does not have.
        """
        form = self.forms.get(report.form)
        if form is None:
            raise BrokenKindError(self.key, f"没有表样“{report.form}”")
        return form.with_rows(report.rows)

    def form_of_draft(self, draft: Draft) -> Form:
        """The form that the tables of a draft follow."""
        form = self.forms[draft.form]
        cells = (
            cell for section in draft.sections for table in section.tables for cell in table.values
        )
        return form.with_rows(rows_given(cells, form))

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
    return _load(folder or bundled.templates_folder(), name)


@lru_cache(maxsize=16)
def _load(root: Path, name: str) -> ReportKind:
    if name not in installed_kinds(root):
        raise UnknownKindError(name, installed_kinds(root))
    return _read(root / name)


def _read(folder: Path) -> ReportKind:
    files = sorted(folder.glob("*.yaml"))
    kind = cached("kind", files, lambda digest: _build(folder, digest))
    return replace(kind, folder=folder)  # the same files may lie in another place


def _yaml(path: Path) -> Any:  # noqa: ANN401 -- validated by pydantic at once
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else ""
        raise BrokenKindError(f"{path.name}{line}", "不是合法的 YAML") from fault


def _build(folder: Path, digest: str) -> ReportKind:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- only when a kind is compiled

    raw = dict(_yaml(folder / "report.yaml"))
    for name in raw.get("include", ()):
        for key, value in (_yaml(folder / name) or {}).items():
            if key in raw:
                raise BrokenKindError(f"{name}（{key}）", "与 report.yaml 重复")
            raw[key] = value
    try:
        data = TypeAdapter(KindData).validate_python(raw)
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
        lengths=data.lengths,
        structure=data.structure,
        reading=data.reading,
        digest=digest,
        notes={section.key: section for section in data.notes},
        related=data.related,
        unanswered=data.unanswered,
    )


def _form(folder: Path, spec: FormSpec) -> Form:
    from pydantic import TypeAdapter  # noqa: PLC0415 -- as above

    adapter = TypeAdapter(TableData)
    tables = [
        table_form(adapter.validate_python(item)) for item in _yaml(folder / spec.tables)["tables"]
    ]
    return _form_of(spec, tables)


def _form_of(spec: FormSpec, tables: Iterable[TableForm]) -> Form:
    found = {table.id: table for table in tables}
    values = {cell.id: cell for table in found.values() for cell in table.values.values()}
    return Form(spec, found, values)


_GROWN: dict[tuple[int, tuple[tuple[str, int], ...]], tuple[Form, Form]] = {}
_MOST_GROWN = 64  # forms of other numbers of rows held in memory


def _grown(form: Form, counts: tuple[tuple[str, int], ...]) -> Form:
    key = (id(form), counts)
    found = _GROWN.get(key)
    if found is None:
        if len(_GROWN) >= _MOST_GROWN:
            _GROWN.clear()
        rows = dict(counts)
        tables = [
            with_rows(table, rows[table.id]) if table.id in rows else table
            for table in form.tables.values()
        ]
        _GROWN[key] = found = (
            form,
            _form_of(form.spec, tables),
        )  # the first one is held so that its id stays
    return found[1]


def rows_given(figures: Iterable[str], form: Form) -> dict[str, int]:
    """How many rows the tables of free number have, told by ids of figures or cells."""
    counts: dict[str, int] = {}
    prefixes = {
        table.id: table.free_row for table in form.tables.values() if table.free is not None
    }
    for figure in figures:
        table, _, rest = figure.partition("/")
        number = rest.partition("/")[0].removeprefix(prefixes[table]) if table in prefixes else ""
        if number.isdigit():
            counts[table] = max(counts.get(table, 0), int(number))
    return counts
