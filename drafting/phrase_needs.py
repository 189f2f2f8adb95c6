"""What a report kind may ask a phrase bank for, with the situations that can arise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, islice, product

from drafting.expression import Value, parse
from drafting.figures import FigureId
from drafting.kinds import BlockSpec, FigureRule, Form, ReportKind
from drafting.microplanning.microplan import OPTIONAL_FUNCTIONS
from drafting.planning.content import change_slots, for_rows
from drafting.planning.structure import lead_function
from drafting.zh.printed import han_count
from phrasebank.needs import Need, framing_names

Slots = Mapping[str, Value]
Cases = tuple[tuple[str, Slots], ...]

_CHANGES = ("increase", "decrease", "unchanged")
_PAIRS = ((5, 3), (3, 5), (5, 5), (5, 0), (0, 5), (0, 0), (10000, 9999), (9999, 10000))
_FIGURES = (None, Decimal(0), Decimal(1), Decimal(3))
_MOST_CASES = 4096
_COUNTS = (1, 2, 3, 12)
_ALWAYS = ("year", "next_year", "last_year", "organisation", "self_name", "period", "basis")
_SOMETIMES = ("led_by", "url", "office", "contact")


def needs_of(kind: ReportKind) -> tuple[Need, ...]:
    """Every message of a kind: framings, figures, leads of lists."""
    return tuple(
        need
        for form in kind.forms.values()
        for need in (*_framings(kind, form), *_figures(kind, form), *_details(kind, form))
    )


def _need(  # noqa: PLR0913 -- the parts of a need
    kind: ReportKind, form: Form, functions: Sequence[str], topics: Sequence[str],
    slots: Sequence[str], cases: Cases, when: str = "",
) -> Need:  # fmt: skip
    return Need(
        tuple(functions),
        tuple(topics),
        frozenset(slots) | framing_names(),
        kind.key,
        form.spec.years,
        when,
        required=not OPTIONAL_FUNCTIONS.issuperset(functions),
        cases=cases,
    )


# ---- framings -----------------------------------------------------------------------------


def _framings(kind: ReportKind, form: Form) -> Iterator[Need]:
    for section in kind.sections:
        for block in section.blocks:
            for function in block.functions:
                yield _framing(kind, form, function, block.key)
                if function == "basis":
                    more = ("basis", {**dict.fromkeys(_ALWAYS, "甲"), "documents": "《甲》"})
                    yield _need(
                        kind, form, ["basis"], [f"{block.key}.more"], ["documents"], (more,)
                    )
            if block.type == "enumeration":
                yield from _lead(kind, form, block)


def _framing(kind: ReportKind, form: Form, function: str, topic: str) -> Need:
    announced: list[Slots] = [{}]
    if function == "opening":
        announced += [_counted(number, topics="主动公开、依申请公开") for number in (2, 5)]
    cases = tuple(
        (function, {**base, **extra}) for base in _bases(form) for extra in announced
        if function not in {"access", "contact"} or {"access": "url", "contact": "contact"}[function] in base
    )  # fmt: skip
    return _need(kind, form, [function], [topic], ["n", "count", "topics"], cases)


def _bases(form: Form) -> Iterator[Slots]:
    base: dict[str, Value] = dict.fromkeys(_ALWAYS, "甲")
    if form.spec.constants.get("law_short"):
        base["basis_short"] = "《条例》"
    for given in product((False, True), repeat=len(_SOMETIMES)):
        yield base | {
            name: "甲" for name, is_given in zip(_SOMETIMES, given, strict=True) if is_given
        }


def _counted(number: int, **more: Value) -> Slots:
    return {"n": Decimal(number), "count": han_count(number), **more}


def _lead(kind: ReportKind, form: Form, block: BlockSpec) -> Iterator[Need]:
    function = lead_function(block)
    base = dict.fromkeys(_ALWAYS, "甲")
    for number in _COUNTS:
        slots = [{**base, **_counted(number)}]
        if block.bullets == "plans":
            slots.append({**slots[0], "answered": Decimal(number)})
        topics = [block.topic, f"{block.topic}.single"] if number == 1 else [block.topic]
        cases = tuple((function, given) for given in slots)
        yield _need(kind, form, [function], topics, ["n", "count", "answered"], cases)


def _details(kind: ReportKind, form: Form) -> Iterator[Need]:
    base = dict.fromkeys(_ALWAYS, "甲")
    for section in kind.notes.values():
        for key, detail in section.details.items():
            cases = ((detail.function, {**base, key: "甲"}),)
            need = _need(kind, form, [detail.function], [detail.topic], [key], cases)
            yield replace(need, required=True)


# ---- figures ------------------------------------------------------------------------------


def _figures(kind: ReportKind, form: Form) -> Iterator[Need]:
    base: Slots = dict.fromkeys(_ALWAYS, "甲")
    for rule in kind.figure_rules:
        if rule.forms and form.key not in rule.forms:
            continue
        if rule.change:
            cases = tuple((name, {**base, **slots}) for name, slots in _changes())
            names = ["previous", "difference", "rate"]
            yield _need(kind, form, _CHANGES, [rule.key], names, cases)
            continue
        single = next(only for _, only in for_rows(rule, form))
        found = {
            tuple(sorted(slots.items(), key=str)): slots for slots in _statements(single, form)
        }
        cases = tuple((rule.function, {**base, **slots}) for slots in found.values())
        names = [*rule.slots, *((_parts_of(rule), "n_parts") if rule.parts else ())]
        yield _need(kind, form, [rule.function], [rule.key], names, cases, rule.when)


def _changes() -> Iterator[tuple[str, Slots]]:
    for current, previous in _PAIRS:
        function, slots = change_slots(Decimal(current), Decimal(previous), ("", ""))
        yield function, {name: slot.plain for name, slot in slots.items()}


def _statements(rule: FigureRule, form: Form) -> Iterator[Slots]:
    """The slots of a figure sentence for figures that are missing, nought, one or several."""
    when = parse(rule.when)
    formulas = {name: parse(formula) for name, formula in rule.slots.items()}
    names = list(dict.fromkeys(
        name for formula in (when, *formulas.values()) for name in formula.names
    ))  # fmt: skip
    choices = [_values_of(name, form) for name in names]
    for values in chain(islice(product(*choices), _MOST_CASES), _around(choices)):
        figures = dict(zip(names, values, strict=True))
        if rule.when != "True" and not when.holds(figures.get):
            continue
        slots: dict[str, Value] = {
            name: value
            for name, formula in formulas.items()
            if (value := formula.value(figures.get)) is not None
        }
        if rule.slots and not rule.apart and next(iter(rule.slots)) not in slots:
            continue
        if any(_is_below_zero(value) for name, value in slots.items() if name != "delta"):
            continue
        yield slots | {_parts_of(rule): "甲1件", "n_parts": Decimal(1)} if rule.parts else slots
        if rule.parts and rule.slots:
            yield slots


def _around(choices: Sequence[Sequence[Value]]) -> Iterator[tuple[Value, ...]]:
    """Every figure known, and one or two of them something else: what the first combinations miss."""
    known = [next(value for value in reversed(choice) if value is not None) for choice in choices]
    yield tuple(known)
    yield tuple(Decimal(0) if isinstance(value, Decimal) else value for value in known)
    for first, second in combinations(range(len(choices)), 2):
        for values in product(choices[first], choices[second]):
            made: list[Value] = list(known)
            made[first], made[second] = values
            yield tuple(made)


def _parts_of(rule: FigureRule) -> str:
    """The slot that lists the parts of a figure."""
    return "outcome" if rule.alone else "parts"


def _values_of(name: str, form: Form) -> tuple[Value, ...]:
    """What a name in a formula may be: a figure, or the words of a cell for text."""
    cell = form.values.get(FigureId(name.replace(".", "/")))
    if cell is not None and cell.type == "text":
        return (None, "%", *(cell.choices or ("甲",)))
    return (*_FIGURES, Decimal(-1)) if name.endswith(("delta", "growth")) else _FIGURES


def _is_below_zero(value: Value) -> bool:
    return isinstance(value, Decimal) and value < 0
