"""Formulas, patterns and message texts of a kind's data, checked without any report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from string import Formatter

from drafting.checking.claims import ClaimBook, active, claims_of
from drafting.checking.judging import Passage, judge
from drafting.checking.names import Names
from drafting.checking.rules import Rule, rule_book
from drafting.errors import BrokenKindError, ExpressionError
from drafting.expression import parse
from drafting.kinds import (
    CheckSpec,
    FigureRule,
    Form,
    PlaceholderRule,
    ReportKind,
    TextRule,
    installed_kinds,
    load_kind,
)
from drafting.planning.content import for_rows
from drafting.report import Contact

Fault = tuple[str, str]
"""Dotted path of the key, and what is wrong with it."""

_MACRO = re.compile(r"(?<!\?P)<(\w+)>")  # not the name of a group
_SHOWN = {  # what a check's message can name besides its own `let` and `each`
    "formula": ("where",),
    "sum": ("where", "left", "right", "difference"),
    "change": ("changes",),
    "same": ("table",),
    "derived": ("where", "given", "due"),
    "notes": ("note",),
}
_OF_TEXT_RULES = ("excerpt", "label", "n", "table")


def formula_faults(kind: ReportKind) -> Iterator[Fault]:
    """Formulas that do not parse, or that read what nothing gives."""
    for form in kind.forms.values():
        figures = _figures(form)
        settled = {"year", "level", "rulemaking", "last.known"}
        known = figures | _last(kind) | _related(kind) | settled
        yield from _cell_faults(form, figures)
        checked = known | _names_of_checks(kind)
        planned = known | _names_of_planning(kind, form)
        for position, spec in enumerate(kind.checks):
            if _serves(spec, form):
                yield from _check_faults(f"checks.{position}", spec, kind, form, checked, figures)
        for position, rule in enumerate(kind.text_rules):
            if _serves(rule, form):
                names = checked | {"n"}
                formulas = [rule.when, *rule.equals, *rule.doubtful, rule.agrees]
                yield from _faults(f"text_rules.{position}", formulas, names, form)
        for path, planned_rule, formulas in _planned(kind, form):
            if _serves(planned_rule, form):
                yield from _faults(path, formulas, planned, form)


def _cell_faults(form: Form, figures: frozenset[str]) -> Iterator[Fault]:
    """Formulas of cells that do not parse, or read what the form does not have."""
    for position, table in enumerate(form.tables.values()):
        for cell in table.values.values():
            if cell.formula:
                yield from _faults(f"tables.{position}.specs", [cell.formula], figures, form)


def _serves(rule: CheckSpec | TextRule | FigureRule | PlaceholderRule, form: Form) -> bool:
    return not rule.forms or form.key in rule.forms


def _planned(
    kind: ReportKind, form: Form
) -> Iterator[tuple[str, FigureRule | PlaceholderRule, list[str]]]:
    for position, rule in enumerate(kind.figure_rules):
        if rule.each and rule.each.removeprefix("rows:") not in form.tables:
            continue  # told with the names
        for _, single in for_rows(rule, form):
            formulas = [single.when, *single.slots.values(), *single.parts.values(), *single.change]
            yield f"figure_rules.{position}", rule, formulas
    for position, wanted in enumerate(kind.placeholders):
        yield f"placeholders.{position}", wanted, [wanted.when]


def _figures(form: Form) -> frozenset[str]:
    found = {figure.replace("/", ".") for figure in form.values}
    for table in form.tables.values():
        for row in table.optional_rows:
            found.update(f"{table.id}.{row}.{column}" for column in table.column_keys)
    return frozenset(found)


def _last(kind: ReportKind) -> frozenset[str]:
    """Figures of last year's report, which may have been of any form."""
    return frozenset(f"last.{name}" for form in kind.forms.values() for name in _figures(form))


def _related(kind: ReportKind) -> frozenset[str]:
    """Figures of the organ's other reports, whatever their form."""
    found: set[str] = set()
    for key in kind.related:
        if key in installed_kinds(kind.folder.parent):
            other = load_kind(key, kind.folder.parent)
            forms = other.forms.values()
            prefix = f"related.{key.replace('-', '_')}"
            found.update(f"{prefix}.{name}" for form in forms for name in _figures(form))
            found.update({f"{prefix}.form", f"{prefix}.year"})
    return frozenset(found)


def _names_of_checks(kind: ReportKind) -> frozenset[str]:
    """See `checking.names.names_of`."""
    notes = {f"{what}.{section}" for section in kind.notes for what in ("notes", "text")}
    says = {f"says.{name}" for name in kind.structure.get("says", {})}
    organs = {f"organ.{name}" for name in kind.structure.get("organs", {})}
    return frozenset(notes | says | organs | {"form", "last.year", "last.form"})


def _names_of_planning(kind: ReportKind, form: Form) -> frozenset[str]:
    """See `planning.scope.Scope`."""
    notes = {f"notes.{section}" for section in kind.notes}
    topics = {
        f"{count}.{section}.{key}"
        for section, specs in kind.topics.items()
        for key in ("free", *(spec.key for spec in specs))
        for count in ("notes", "said")
    }
    given = {f"given.{table}" for table in form.tables}
    contact = {f"contact.{field.name}" for field in fields(Contact)}
    return frozenset(notes | topics | given | contact)


def _faults(
    path: str, formulas: Iterable[str], known: frozenset[str], form: Form
) -> Iterator[Fault]:
    for formula in formulas:
        if not formula or formula == "True":
            continue
        try:
            names = parse(formula).names
        except ExpressionError as fault:
            yield path, fault.message.rstrip("。")
            continue
        yield from _unknown(path, names, known, form)


def _unknown(path: str, names: Iterable[str], known: frozenset[str], form: Form) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield path, f"公式用到“{name}”，表样{form.key}没有这个数"


def _check_faults(  # noqa: PLR0913 -- what a formula is checked against
    path: str,
    spec: CheckSpec,
    kind: ReportKind,
    form: Form,
    known: frozenset[str],
    figures: frozenset[str],
) -> Iterator[Fault]:
    tables = {pattern.partition("/")[0] for pattern in (*spec.left, *spec.right)}
    strange = sorted(tables - set(form.tables))
    if strange:
        yield path, f"表样{form.key}没有表“{'、'.join(strange)}”"
        return
    try:
        book = rule_book(replace(kind, checks=(spec,)), form)
    except (ExpressionError, BrokenKindError) as fault:
        yield path, fault.message.rstrip("。")
        return
    for _, rules in book.groups:
        for rule in rules:
            expressions = [rule.when, rule.holds, *rule.lets.values(), *rule.figures]
            for expression in filter(None, expressions):
                yield from _unknown(path, expression.names, known, form)
            yield from _unknown(path, _cells(rule), figures, form)


def _cells(rule: Rule) -> Iterator[str]:
    named = (*rule.left, *rule.right, *([rule.place] if rule.place else ()), *rule.suspects)
    return (figure.replace("/", ".") for figure in named if not figure.endswith("/*"))


# ---- patterns -----------------------------------------------------------------------------


def pattern_faults(kind: ReportKind) -> Iterator[Fault]:
    """Patterns that do not compile, and examples that they do not read as they should."""
    yield from _stated_faults(kind)
    words: Mapping[str, str] = kind.structure.get("words", {})
    strange = {name: _strange(pattern, words) for name, pattern in words.items()}
    for name, fault in strange.items():
        if fault:
            yield f"structure.words.{name}", fault
    if any(strange.values()):
        return
    for section_at, section in enumerate(kind.notes.values()):
        for detail in section.details.values():
            yield from _unreadable(f"notes.{section_at}", detail.unless)
    for position, spec in enumerate(kind.checks):
        yield from _unreadable(f"checks.{position}", spec.pattern)
    rivals = _rivals(kind)
    for position, rule in enumerate(kind.text_rules):
        path = f"text_rules.{position}"
        for pattern in (rule.pattern, rule.cue, rule.units, rule.unless, rule.doubt_unless):
            if fault := _strange(pattern, words):
                yield path, fault
                break
        else:
            others = (
                rivals
                if rule.cue and rule in rivals.text_rules
                else replace(kind, text_rules=(rule,))
            )
            yield from _example_faults(path, rule, others)


def _stated_faults(kind: ReportKind) -> Iterator[Fault]:
    """Figures stated in texts: patterns that do not compile or read the examples wrongly."""
    for position, rule in enumerate(kind.reading.stated):
        path = f"reading.stated.{position}"
        try:
            pattern, unless = re.compile(rule.pattern), re.compile(rule.unless or "(?!)")
        except re.error as fault:
            yield path, f"“{fault.pattern!r}”不是正则表达式"
            continue
        if "n" not in pattern.groupindex:
            yield path, "没有取数的组 n"
        for text in (*rule.fits, *rule.misfits):
            match = pattern.search(text)
            is_read = match is not None and not unless.search(match[0])
            if is_read != (text in rule.fits):
                fault_text = "反例“{}”被识别了" if is_read else "正例“{}”没有识别"
                yield path, fault_text.format(text)


def _unreadable(path: str, pattern: str) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except re.error as fault:
        yield path, f"正则表达式不合语法（{fault}）"


def _strange(pattern: str, words: Mapping[str, str]) -> str:
    """What keeps the <NAME>s of a pattern from being filled in; empty when nothing does."""
    open_names: list[tuple[str, tuple[str, ...]]]
    open_names = [(name, (name,)) for name in _MACRO.findall(pattern)]
    while open_names:
        name, way = open_names.pop()
        if name == "N":  # the number itself
            continue
        if name not in words:
            return f"没有名为“{name}”的词表"
        for inner in _MACRO.findall(words[name]):
            if inner in way:
                return f"词表“{inner}”引用了自己"
            open_names.append((inner, (*way, inner)))
    return ""


def _rivals(kind: ReportKind) -> ReportKind:
    """The kind with the rules that read counts by cues, for they compete; without broken ones."""
    subjects = {"", *kind.structure.get("subjects", {})}
    sound = []
    for rule in kind.text_rules:
        alone = replace(kind, text_rules=(rule,))
        if rule.cue and rule.subject in subjects and not _syntax_fault(alone):
            sound.append(rule)
    return replace(kind, text_rules=tuple(sound))


def _syntax_fault(kind: ReportKind) -> str:
    """What is wrong with the patterns and formulas of a kind with one text rule."""
    try:
        claims_of(kind, next(iter(kind.forms.values())))
    except (re.error, ExpressionError) as fault:
        return str(fault)
    return ""


def _example_faults(path: str, rule: TextRule, kind: ReportKind) -> Iterator[Fault]:
    """Examples that a rule reads wrongly; the rules of `kind` are those that it competes with."""
    if not (rule.pattern or rule.cue) or rule.subject not in {
        "",
        *kind.structure.get("subjects", {}),
    }:
        return
    form = next((form for form in kind.forms.values() if _serves(rule, form)), None)
    if form is None:
        return
    try:
        book = claims_of(kind, form)
    except re.error as fault:
        yield path, f"正则表达式不合语法（{fault}）"
        return
    except ExpressionError:  # told with the formulas
        return
    if not rule.fits or not rule.misfits:
        yield path, "须有正例（fits）和反例（misfits）"
    for text in rule.fits:
        if not _reads(book, rule, text):
            yield path, f"正例“{text}”没有被识别"
    for text in rule.misfits:
        if _reads(book, rule, text):
            yield path, f"反例“{text}”被误识别"


def _reads(book: ClaimBook, rule: TextRule, text: str) -> bool:
    """Whether a rule takes a text as its own, wherever it stands and whatever the tables say."""
    bare = [
        replace(
            claim, rule=replace(claim.rule, inside=()), when=None, agrees=None, equals=(), doubtful=()
        )
        for claim in book.claims
    ]  # fmt: skip
    open_to_all = active(replace(book, claims=tuple(bare)), Names({"year": Decimal(2023)}))
    found = judge(Passage("", text, ""), open_to_all)
    return any(finding.code == rule.code for finding in found)


# ---- messages -----------------------------------------------------------------------------


def message_faults(kind: ReportKind) -> Iterator[Fault]:
    """Texts that name what they are not given."""
    years = ("year", "next_year", "last_year")
    yield from _slots("title", kind.title, ("organisation", *years))
    for position, section in enumerate(kind.sections):
        yield from _slots(f"sections.{position}", section.heading, ("organisation", *years))
        for block in section.blocks:
            yield from _slots(f"sections.{position}", block.subject, ("self_name",))
    for position, notes in enumerate(kind.notes.values()):
        for detail in notes.details.values():
            yield from _slots(f"notes.{position}", detail.message, ("note",))
    for position, spec in enumerate(kind.checks):
        shown = (*_SHOWN.get(spec.extends, ("fault",)), *spec.let, *spec.each)
        yield from _slots(f"checks.{position}", spec.message, shown)
    for position, rule in enumerate(kind.text_rules):
        for text in (rule.message, rule.doubt):
            yield from _slots(f"text_rules.{position}", text, _OF_TEXT_RULES)


def _slots(path: str, text: str, known: Iterable[str]) -> Iterator[Fault]:
    names = tuple(known)
    try:
        found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        yield path, f"文字“{text}”中的花括号不成对"
        return
    for name in found:
        if name not in names:
            yield path, f"文字中的“{{{name}}}”没有来源，可用的有：{'、'.join(names)}"
