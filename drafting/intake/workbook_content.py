"""What a workbook is to hold: the tree of an input laid out by figure and by note."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from drafting.figures import FigureId, number_text
from drafting.intake.raw import Plain
from drafting.intake.workbook_labels import SUPPLY
from drafting.kinds import Form, ReportKind, TableForm
from drafting.report import ReportInput

# this year's row or column <- the sum of last year's: 01 §8.5, Y-01 and Y-02
_CARRIED_ROWS = MappingProxyType({"carried_in": ("carried_out",)})
_CARRIED_COLUMNS = MappingProxyType({"prev_items": ("prev_items", "delta")})


@dataclass(frozen=True, slots=True)
class Given:
    """One figure as the input gives it."""

    value: Plain  # None: known to be missing
    supply: Mapping[str, str] = field(default_factory=dict)  # keys of SUPPLY


@dataclass(frozen=True, slots=True)
class Note:
    """One note as a row of the sheet 要点."""

    section: str
    topic: str
    item: Mapping[str, Plain]  # text, value, unit …


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one workbook shows."""

    kind: ReportKind
    form: Form
    year: int
    raw: Mapping[str, Plain]
    figures: Mapping[FigureId, Given]
    carried: frozenset[FigureId] = frozenset()
    office: str = ""  # the office that the workbook is for; empty: all
    mine: frozenset[FigureId] | None = None  # the figures that it fills; None: all

    def is_open(self, figure: FigureId) -> bool:
        """Whether the user may fill the cell."""
        return self.mine is None or figure in self.mine

    def default(self, table: str) -> Plain:
        """What stands for the cells of a table that are not given."""
        return branch(branch(self.raw, "figures"), table).get("default")


def branch(data: Mapping[str, Plain], key: str) -> Mapping[str, Plain]:
    """The map under a key; empty when there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def given_figures(raw: Mapping[str, Plain], form: Form) -> dict[FigureId, Given]:
    """Every figure that an input states, by id, subtotals included."""
    found: dict[FigureId, Given] = {}
    for table in form.tables.values():
        content = branch(branch(raw, "figures"), table.id)
        for row, columns in _rows_of(table).items():
            if row == "":
                values: Mapping[str, Plain] = content
            elif row in content:
                values = _row_values(content[row], columns)
            else:
                continue
            for column in columns:
                if column in values:
                    path = f"{table.id}/{row}/{column}" if row else f"{table.id}/{column}"
                    found[FigureId(path)] = _given(values[column])
    return found


def _rows_of(table: TableForm) -> Mapping[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for cell in table.values.values():
        rows[cell.row] = (*rows.get(cell.row, ()), cell.column)
    return rows | dict.fromkeys(table.optional_rows, table.column_keys)


def _row_values(value: Plain, columns: tuple[str, ...]) -> Mapping[str, Plain]:
    if isinstance(value, dict) and (not value or set(value) & set(columns)):
        return value
    if len(columns) == 1:
        return {columns[0]: value}
    return dict.fromkeys(columns) if value is None else {}


def _given(value: Plain) -> Given:
    if not isinstance(value, dict):
        return Given(value)
    supply = {key: str(value[key]) for key in SUPPLY if value.get(key) is not None}
    return Given(value.get("value"), supply)


def notes_of(raw: Mapping[str, Plain], kind: ReportKind) -> tuple[Note, ...]:
    """The notes of an input in order, in all shapes that an input may give them."""
    bullets = branch(raw, "bullets")
    return tuple(
        note for section in kind.notes for note in _notes(section, "", bullets.get(section))
    )


def _notes(section: str, topic: str, value: Plain) -> Iterator[Note]:
    if value is None or value == "":
        return
    if isinstance(value, list):
        for item in value:
            yield from _notes(section, topic, item)
    elif not isinstance(value, dict):
        yield Note(section, topic, {"text": str(value)})
    elif "points" in value:
        yield from _notes(section, str(value.get("topic") or topic), value["points"])
    elif "text" in value:
        own = str(value.get("topic") or topic)
        yield Note(section, own, {key: part for key, part in value.items() if key != "topic"})
    else:
        yield from _headed(section, topic, value)


def _headed(section: str, topic: str, value: Mapping[str, Plain]) -> Iterator[Note]:
    for head, rest in value.items():
        if isinstance(rest, list):
            yield from _notes(section, head, rest)
        else:  # YAML splits one line of the clerk at its colon
            line = head if rest is None else f"{head}：{rest}"
            yield Note(section, topic, {"text": line})


def carried_figures(form: Form, last_year: ReportInput | None) -> dict[FigureId, Given]:
    """The figures that last year's report settles (01 §8.5)."""
    if last_year is None:
        return {}
    found: dict[FigureId, Given] = {}
    for figure, cell in form.values.items():
        if cell.row in _CARRIED_ROWS and cell.column not in form.tables[cell.table].totals_columns:
            sources = [f"{cell.table}/{row}/{cell.column}" for row in _CARRIED_ROWS[cell.row]]
        elif cell.column in _CARRIED_COLUMNS and last_year.form == form.key:
            columns = _CARRIED_COLUMNS[cell.column]
            sources = [f"{cell.table}/{cell.row}/{column}" for column in columns]
        else:
            continue
        _carry(found, figure, sources, last_year)
    return found


def _carry(
    found: dict[FigureId, Given], figure: FigureId, sources: Iterable[str], last_year: ReportInput
) -> None:
    values = [last_year.figures.value(source) for source in sources]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        text = number_text(sum(known[1:], known[0]))
        found[figure] = Given(int(text) if text.lstrip("-").isdigit() else float(text))
