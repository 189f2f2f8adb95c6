"""A report kind's data checked for the mistakes that its readers let pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from drafting import bundled
from drafting.errors import BrokenKindError, UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.intake.raw import RawInput
from drafting.intake.yaml import read_yaml
from drafting.kind_formulas import formula_faults, message_faults, pattern_faults
from drafting.kinds import (
    CheckSpec,
    FigureRule,
    Form,
    PlaceholderRule,
    ReportKind,
    SectionSpec,
    TableForm,
    installed_kinds,
    load_kind,
)
from drafting.planning.structure import lead_function
from phrasebank.bank import Bank, load_bank
from phrasebank.entry import FUNCTIONS

_TYPE_AREA = 8844  # twips: A4 less margins of 28 mm and 26 mm, 02 §2
_MAIN = "report.yaml"
_CHANGES = ("increase", "decrease", "unchanged")

_REMEDIES = {
    "KD-01": "请改正该文件后再检查。",
    "KD-02": "请只保留一处，或改名。",
    "KD-03": "公式只能用本表样有的数，写作“表.行.列”。",
    "KD-04": "请改成已有的名称，或先在相应文件中添加。",
    "KD-05": "请核对 grid、cols 和 rows。",
    "KD-06": "请在表述库中添加表述，或改正该规则的 key。",
    "KD-07": "请改正则表达式，或改例句。",
    "KD-08": "请改用可用的名称，或在 let 中定义。",
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the keys of a kind stand, and what is wrong with them."""

    files: dict[str, RawInput] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, code: str, path: str, message: str, *, file: str = "") -> None:
        """Add a finding at a dotted path; without a file, the one that has its first key."""
        key = path.partition(".")[0]
        homes = [file] if file else [name for name, raw in self.files.items() if key in raw.data]
        place = str(self.files[homes[0]].place(path)) if homes else path
        finding = Finding(code, Severity.ERROR, message, place, _REMEDIES[code])
        if finding not in self.findings:
            self.findings.append(finding)


def check_kind(
    name: str, folder: Path | None = None, *, bank: Bank | None = None
) -> tuple[Finding, ...]:
    """What is wrong with the data of a kind, each with its file, line and key.

    Args:
        name: the kind's folder.
        folder: another templates folder than the shipped one.
        bank: where its wordings are looked for; None: the base bank.

    Raises:
        UnknownKindError: no such folder.
        BrokenBankError: the base bank, which must have the wordings, cannot be read.
    """
    desk = _Desk()
    root = (folder or bundled.templates_folder()) / name
    if (root / _MAIN).is_file():
        _read_files(desk, root)
    if not desk.findings:
        try:
            kind = load_kind(name, folder)
        except BrokenKindError as fault:
            desk.fault("KD-01", "", fault.message.rstrip("。"), file=_MAIN)
        else:
            _check(desk, kind, load_bank() if bank is None else bank)
    return tuple(desk.findings)


def _read_files(desk: _Desk, root: Path) -> None:
    _read(desk, root / _MAIN)
    data = desk.files[_MAIN].data if _MAIN in desk.files else {}
    included = data.get("include")
    for name in included if isinstance(included, list) else []:
        _read(desk, root / str(name))
    forms = data.get("forms")
    for form in forms if isinstance(forms, list) else []:
        tables = form.get("tables") if isinstance(form, dict) else None
        if isinstance(tables, str):
            _read(desk, root / tables)
            if tables in desk.files and "tables" not in desk.files[tables].data:
                desk.fault("KD-01", "", f"“{tables}”没有 tables", file=tables)


def _read(desk: _Desk, path: Path) -> None:
    if path.name in desk.files:
        return
    try:
        desk.files[path.name] = raw = read_yaml(path)
    except UnreadableFileError as fault:
        reason = fault.message.replace(str(path), path.name).rstrip("。")
        remedy = _REMEDIES["KD-01"]
        desk.findings.append(Finding("KD-01", Severity.ERROR, reason, path.name, remedy))
        return
    for twice in raw.findings:  # read_yaml reports nothing else
        remedy = _REMEDIES["KD-02"]
        desk.findings.append(Finding("KD-02", Severity.ERROR, twice.message, twice.place, remedy))


def _check(desk: _Desk, kind: ReportKind, bank: Bank) -> None:
    _doubles(desk, kind)
    for form in kind.forms.values():
        for position, table in enumerate(form.tables.values()):
            path = f"tables.{position}"
            for fault in (*_grid_faults(table), *_total_faults(table), *_spec_faults(table)):
                desk.fault("KD-05", path, f"{table.name}{fault}", file=form.spec.tables)
    _sections(desk, kind)
    _references(desk, kind)
    _wordings(desk, kind, bank)
    if any(finding.code == "KD-05" for finding in desk.findings):
        return  # formulas are read over the tables
    for code, faults in _FORMULA_CHECKS.items():
        for path, message in faults(kind):
            desk.fault(code, path, message)


_FORMULA_CHECKS: Mapping[str, Callable[[ReportKind], Iterable[tuple[str, str]]]] = {
    "KD-03": formula_faults,
    "KD-07": pattern_faults,
    "KD-08": message_faults,
}


# ---- names given twice --------------------------------------------------------------------


def _doubles(desk: _Desk, kind: ReportKind) -> None:
    raw_forms = [str(form.get("key")) for form in _maps(desk, _MAIN, "forms")]
    _report_doubles(desk, "forms", raw_forms, "表样")
    _report_doubles(desk, "sections", [section.id for section in kind.sections], "部分")
    for section, topics in kind.topics.items():
        _report_doubles(desk, f"topics.{section}", [topic.key for topic in topics], "主题")
    for form in kind.forms.values():
        file = form.spec.tables
        tables = [str(table.get("id")) for table in _maps(desk, file, "tables")]
        _report_doubles(desk, "tables", tables, "表", file=file)
        for position, table in enumerate(form.tables.values()):
            path = f"tables.{position}.rows"
            _report_doubles(desk, path, table.row_keys, f"{table.name}的行", file=file)
        rules = [rule.key for rule in kind.figure_rules if not rule.forms or form.key in rule.forms]
        _report_doubles(desk, "figure_rules", rules, f"表样{form.key}的指标规则")
    for one, other in combinations(kind.forms.values(), 2):
        if _overlap(one, other):
            desk.fault("KD-02", "forms", f"表样“{one.key}”与“{other.key}”的年度重叠")


def _maps(desk: _Desk, file: str, key: str) -> list[Mapping[str, object]]:
    value = desk.files[file].data.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _report_doubles(
    desk: _Desk, path: str, names: Iterable[str], what: str, *, file: str = ""
) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            desk.fault("KD-02", path, f"{what}“{name}”出现了{count}次", file=file)


def _overlap(one: Form, other: Form) -> bool:
    (first, last), (start, end) = one.spec.years, other.spec.years
    return (end is None or first <= end) and (last is None or start <= last)


# ---- tables -------------------------------------------------------------------------------


def _grid_faults(table: TableForm) -> Iterator[str]:
    if table.hidden:
        return
    if sum(table.grid) != _TYPE_AREA:
        yield f"各列宽之和为{sum(table.grid)}，应为版心宽度{_TYPE_AREA}"
    above: dict[int, int] = {}  # grid column -> rows that a cell above still covers
    for position, row in enumerate(table.rows, start=1):
        taken = Counter(column for column, left in above.items() if left > 0)
        for cell in row:
            taken.update(range(cell.column, cell.column + cell.cols))
        if taken != Counter(range(len(table.grid))):
            total = sum(taken.values())
            yield f"第{position}行的各格共占{total}列，应占{len(table.grid)}列，每列一次"
        above = {column: left - 1 for column, left in above.items() if left > 1}
        for cell in row:
            if cell.rows > 1:
                columns = range(cell.column, cell.column + cell.cols)
                above.update(dict.fromkeys(columns, cell.rows - 1))
    if above:
        yield "有格跨出了表的最后一行"


def _spec_faults(table: TableForm) -> Iterator[str]:
    data = table.free
    keys = {key for row in (data.rows if data is not None else ()) for key in [row.row] if row.each}
    if "" in keys:
        yield "的 each 行没有写 row"
    if len(keys) > 1:
        yield "有不止一个 each 行"
    for cell in table.values.values():
        if cell.choices and cell.type != "text":
            yield f"的“{cell.column_label}”有 choices，而不是文字（type: text）"
            return


def _total_faults(table: TableForm) -> Iterator[str]:
    rows = {*table.row_keys, *(cell.row for cell in table.values.values())}
    in_rows = (*table.totals_rows, *_parts(table.totals_rows), *_parts(table.optional_rows))
    in_columns = (*table.totals_columns, *_parts(table.totals_columns))
    for key in dict.fromkeys(in_rows):
        if key not in rows:
            yield f"的合计用到没有的行“{key}”"
    for key in dict.fromkeys(in_columns):
        if key not in table.column_keys:
            yield f"的合计用到没有的列“{key}”"
    for row in table.optional_rows:
        if row not in table.optional_labels:
            yield f"的小计行“{row}”没有名称"


def _parts(totals: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for parts in totals.values():
        yield from parts


# ---- names of sections, topics, tables, forms ---------------------------------------------


def _sections(desk: _Desk, kind: ReportKind) -> None:
    _known(desk, "kind", "文件夹", [kind.key], [kind.folder.name])
    printed = {block.table for section in kind.sections for block in section.blocks if block.table}
    printed |= {
        table for topics in kind.topics.values() for topic in topics for table in topic.tables
    }
    for form in kind.forms.values():
        for position, table in enumerate(form.tables.values()):
            if not table.hidden and table.id not in printed:
                message = f"{table.name}（{table.id}）没有放进任何部分"
                desk.fault("KD-04", f"tables.{position}", message, file=form.spec.tables)
        for table_id in sorted(printed - set(form.tables)):
            desk.fault("KD-04", "sections", f"表样{form.key}没有表“{table_id}”")
    for position, section in enumerate(kind.sections):
        path = f"sections.{position}"
        for block in section.blocks:
            _known(desk, path, "要点的部分", [block.bullets] if block.bullets else [], kind.notes)
            _known(desk, path, "表述功能", block.functions, FUNCTIONS)
    _known(desk, "topics", "要点的部分", kind.topics, kind.notes)
    _known(desk, "related", "报告类型", kind.related, installed_kinds(kind.folder.parent))
    for position, notes in enumerate(kind.notes.values()):
        functions = [detail.function for detail in notes.details.values()]
        _known(desk, f"notes.{position}", "表述功能", functions, FUNCTIONS)


def _references(desk: _Desk, kind: ReportKind) -> None:
    places = {section.id: _topics_of(section, kind) for section in kind.sections}
    planned: list[tuple[str, FigureRule | PlaceholderRule]] = [
        *((f"figure_rules.{at}", rule) for at, rule in enumerate(kind.figure_rules)),
        *((f"placeholders.{at}", rule) for at, rule in enumerate(kind.placeholders)),
    ]
    for path, rule in planned:
        _known(desk, path, "部分", [rule.section], places)
        if rule.topic and rule.section in places:
            _known(desk, path, "主题", [rule.topic], places[rule.section])
        _known(desk, path, "表样", rule.forms, kind.forms)
    for at, placeholder in enumerate(kind.placeholders):
        shown = [placeholder.shows] if placeholder.shows else []
        _known(desk, f"placeholders.{at}", "要点的部分", shown, kind.notes)
    for at, figure_rule in enumerate(kind.figure_rules):
        _figure_references(desk, f"figure_rules.{at}", figure_rule, kind, places)
    for at, spec in enumerate(kind.checks):
        _check_references(desk, f"checks.{at}", spec, kind, places)
    for at, text_rule in enumerate(kind.text_rules):
        _known(
            desk,
            f"text_rules.{at}",
            "要点的部分",
            (*text_rule.outside, *text_rule.inside),
            kind.notes,
        )
        _known(desk, f"text_rules.{at}", "表样", text_rule.forms, kind.forms)
        subjects = [text_rule.subject] if text_rule.subject else []
        _known(desk, f"text_rules.{at}", "说法对象", subjects, kind.structure.get("subjects", {}))
    _reading_references(desk, kind, places)
    for name, said in kind.structure.get("says", {}).items():
        _known(desk, f"structure.says.{name}", "要点的部分", said["sections"], kind.notes)


def _figure_references(
    desk: _Desk,
    path: str,
    rule: FigureRule,
    kind: ReportKind,
    places: Mapping[str, tuple[str, ...]],
) -> None:
    _known(desk, path, "表述功能", [rule.function], FUNCTIONS)
    if rule.block and rule.section in places:
        _known(desk, path, "段落", [rule.block], places[rule.section])
    for key, form in kind.forms.items() if rule.each else ():
        if not rule.forms or key in rule.forms:
            table = rule.each.removeprefix("rows:")
            _known(desk, path, f"表样{key}的表", [table], form.tables)


def _reading_references(
    desk: _Desk, kind: ReportKind, places: Mapping[str, tuple[str, ...]]
) -> None:
    """What `reading` names must be a section, a printed label or a figure of some form."""
    tables = [table for form in kind.forms.values() for table in form.tables.values()]
    printed = {cell.text for table in tables for row in table.rows for cell in row}
    printed |= {label for table in tables for label in table.optional_labels.values()}
    figures = {figure for form in kind.forms.values() for figure in form.values}
    _known(desk, "reading.headings", "部分", kind.reading.headings, places)
    _known(desk, "reading.labels", "行名或列名", kind.reading.labels, printed)
    for at, stated in enumerate(kind.reading.stated):
        _known(desk, f"reading.stated.{at}", "指标", [stated.figure], figures)


def _check_references(
    desk: _Desk,
    path: str,
    spec: CheckSpec,
    kind: ReportKind,
    places: Mapping[str, tuple[str, ...]],
) -> None:
    _known(desk, path, "表样", spec.forms, kind.forms)
    for key, form in kind.forms.items():
        if not spec.forms or key in spec.forms:
            _known(desk, path, f"表样{key}的表", spec.tables, form.tables)
    _known(desk, path, "要点的部分", spec.sections, kind.notes)
    details = {key for section in kind.notes.values() for key in section.details}
    _known(desk, path, "要点的附项", spec.details, sorted(details))
    where, _, rest = spec.anchor.partition(":")
    section, _, topic = rest.partition("/")
    if where in {"section", "topic"}:
        _known(desk, path, "部分", [section], places)
    if where == "topic" and section in places:
        _known(desk, path, "主题", [topic], places[section])


def _topics_of(section: SectionSpec, kind: ReportKind) -> tuple[str, ...]:
    """What rules may name as a topic of a section: topic keys, enumerations, the free end."""
    topics = [topic.key for block in section.blocks for topic in kind.topics.get(block.bullets, ())]
    lists = [block.key for block in section.blocks if block.type in {"enumeration", "statements"}]
    return (*topics, *lists, "free")


def _known(desk: _Desk, path: str, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    choices = tuple(known)
    for name in names:
        if name not in choices:
            desk.fault("KD-04", path, f"没有{what}“{name}”，可用的有：{'、'.join(choices)}")


# ---- wordings -----------------------------------------------------------------------------


def _wordings(desk: _Desk, kind: ReportKind, bank: Bank) -> None:
    said = {
        (entry.function, topic)
        for entry in bank.entries
        if entry.status == "approved" and ("*" in entry.kinds or kind.key in entry.kinds)
        for topic in entry.topics
    }
    for path, function, topic in _said_by(kind):
        if not {(function, topic), (function, "*")} & said:
            desk.fault("KD-06", path, f"表述库没有“{topic}”的“{function}”表述")


def _said_by(kind: ReportKind) -> Iterator[tuple[str, str, str]]:
    """Path, function and topic of every wording that a kind asks for."""
    for at, rule in enumerate(kind.figure_rules):
        for function in _CHANGES if rule.change else (rule.function,):
            yield f"figure_rules.{at}", function, rule.key
    for at, notes in enumerate(kind.notes.values()):
        for detail in notes.details.values():
            yield f"notes.{at}", detail.function, detail.topic
    for at, section in enumerate(kind.sections):
        for block in section.blocks:
            if block.type == "enumeration":
                yield f"sections.{at}", lead_function(block), block.topic
            for function in block.functions if block.type == "statements" else ():
                yield f"sections.{at}", function, block.key
