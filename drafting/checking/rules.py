"""Checks of a kind made ready for one form: loops unrolled, formulas parsed, parts listed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from drafting.errors import BrokenKindError
from drafting.expression import Expression, parse
from drafting.figures import FigureId
from drafting.kinds import CheckSpec, Form, ReportKind, TableForm

_PARTS = re.compile(r"\{\+(\w+)\}")
_LOOP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Label:
    """What a figure is called on the form."""

    table: str  # 表三
    row: str
    column: str

    @property
    def text(self) -> str:
        """Table, row and column as messages name them: 表三“（七）总计”“自然人”."""
        return self.table + "".join(f"“{part}”" for part in (self.row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Rule:
    """One check with its loop variables set."""

    spec: CheckSpec
    binding: Mapping[str, str]  # loop variable -> key
    labels: Mapping[str, str]  # loop variable -> label
    when: Expression | None  # None: always
    holds: Expression | None
    lets: Mapping[str, Expression]
    figures: tuple[Expression, ...]
    left: tuple[FigureId, ...]
    right: tuple[FigureId, ...]
    place: FigureId | None
    suspects: tuple[str, ...]  # figure ids; one that ends in "/*" means all below that are not 0


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a kind for one form, in the order of the file."""

    checks: tuple[CheckSpec, ...]  # what it was made from
    form: Form
    groups: tuple[tuple[CheckSpec, tuple[Rule, ...]], ...]
    labels: Mapping[FigureId, Label]
    parts: Mapping[FigureId, tuple[FigureId, ...]]  # total -> its parts


_BOOKS: dict[tuple[int, str], RuleBook] = {}


def rule_book(kind: ReportKind, form: Form) -> RuleBook:
    """The rules of a kind for a form; made once for each set of checks."""
    key = (id(kind.checks), form.key)
    book = _BOOKS.get(key)
    if book is None or book.checks is not kind.checks or book.form is not form:
        book = _BOOKS[key] = _build(kind, form)
    return book


def _build(kind: ReportKind, form: Form) -> RuleBook:
    labels = dict(_labels(form))
    keys = _key_labels(form, labels)
    groups = tuple(
        (spec, tuple(_rules(spec, form, keys)))
        for spec in kind.checks
        if not spec.forms or form.key in spec.forms
    )
    return RuleBook(
        kind.checks,
        form,
        groups,
        MappingProxyType(labels),
        MappingProxyType(dict(_parts(form))),
    )


def _labels(form: Form) -> Iterator[tuple[FigureId, Label]]:
    for table in form.tables.values():
        columns: dict[str, str] = {}
        for cell in table.values.values():
            columns[cell.column] = cell.column_label
            yield cell.id, Label(table.name, cell.row_label, cell.column_label)
        for row in table.optional_rows:
            for column in table.column_keys:
                label = Label(table.name, table.optional_labels[row], columns[column])
                yield FigureId(f"{table.id}/{row}/{column}"), label


def _parts(form: Form) -> Iterator[tuple[FigureId, tuple[FigureId, ...]]]:
    for table in form.tables.values():
        for row, parts in table.totals_rows.items():
            for column in table.column_keys:
                yield _id(table, row, column), tuple(_id(table, part, column) for part in parts)
        rows = dict.fromkeys(cell.row for cell in table.values.values())
        for column, parts in table.totals_columns.items():
            for row in (*rows, *table.optional_rows):
                yield _id(table, row, column), tuple(_id(table, row, part) for part in parts)


def _id(table: TableForm, row: str, column: str) -> FigureId:
    return FigureId(f"{table.id}/{row}/{column}")


def _rules(spec: CheckSpec, form: Form, keys: Mapping[str, str]) -> Iterator[Rule]:
    loops = {name: tuple(_keys(spec, text, form)) for name, text in spec.each.items()}
    for chosen in product(*loops.values()):
        binding = dict(zip(loops, chosen, strict=True))
        left = _expand(spec.left, binding, form)
        place = _fill(spec.place, binding) if spec.place else next(iter(left), "")
        if spec.anchor:
            place = ""
        yield Rule(
            spec=spec,
            binding=binding,
            labels={name: keys.get(key, key) for name, key in binding.items()},
            when=None if spec.when == "True" else parse(_fill(spec.when, binding)),
            holds=parse(_fill(spec.holds, binding)) if spec.holds else None,
            lets={name: parse(_fill(text, binding)) for name, text in spec.let.items()},
            figures=tuple(parse(_fill(text, binding)) for text in spec.figures),
            left=left,
            right=_expand(spec.right, binding, form),
            place=FigureId(place) if place else None,
            suspects=tuple(_fill(text, binding) for text in spec.suspects),
        )


def _keys(spec: CheckSpec, text: str, form: Form) -> Iterator[str]:
    """The keys that a loop runs over: "rows:t3 subtotals:t3", "columns:t3", "a b c"."""
    for word in text.split():
        kind, found, table_id = word.partition(":")
        if not found:
            yield word
            continue
        table = form.tables.get(table_id)
        if table is None:
            place, reason = f"{spec.code}（each）", f"没有表“{table_id}”"
            raise BrokenKindError(place, reason)
        match kind:
            case "rows":
                yield from table.looped_rows
            case "columns":
                yield from table.column_keys
            case "subtotals":
                yield from table.optional_rows
            case _:
                place, reason = f"{spec.code}（each）", f"不认识“{word}”"
                raise BrokenKindError(place, reason)


def _fill(text: str, binding: Mapping[str, str]) -> str:
    return _LOOP.sub(lambda match: binding.get(match[1], match[0]), text)


def _expand(
    patterns: tuple[str, ...], binding: Mapping[str, str], form: Form
) -> tuple[FigureId, ...]:
    """Figure ids; `{+total}` stands for the parts of the total column or row of that key."""
    found: list[FigureId] = []
    for pattern in patterns:
        parts = _PARTS.search(pattern)
        if parts is None:
            found.append(FigureId(_fill(pattern, binding)))
            continue
        table = form.tables[pattern.partition("/")[0]]
        found += (
            FigureId(_fill(pattern.replace(parts[0], key), binding))
            for key in _parts_of(table, binding.get(parts[1], parts[1]))
        )
    return tuple(found)


def _parts_of(table: TableForm, key: str) -> tuple[str, ...]:
    for totals in (table.totals_columns, table.totals_rows, table.optional_rows):
        if key in totals:
            return totals[key]
    place = f"{table.id}（{key}）"
    raise BrokenKindError(place, "不是合计项")


def _key_labels(form: Form, labels: Mapping[FigureId, Label]) -> Mapping[str, str]:
    """What the form calls each row and column key; rows win over columns."""
    rows: dict[str, str] = {}
    columns: dict[str, str] = {}
    for figure_id, label in labels.items():
        _, first, *rest = figure_id.split("/")
        if rest:
            rows.setdefault(first, label.row)
        columns.setdefault(rest[-1] if rest else first, label.column)
    return {**columns, **rows, **{table.id: table.name for table in form.tables.values()}}
