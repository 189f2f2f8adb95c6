"""Whatever wording of a figure is drawn, the report holds the same figures, and all that are known."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from drafting.expression import parse
from drafting.figures import Figure, FigureId, FigureTable, State
from drafting.kinds import FigureRule
from drafting.microplanning.microplan import filled, situation_of
from drafting.plan import PARTS, Message
from drafting.planning.content import figure_messages
from drafting.planning.scope import Scope
from drafting.report import Checked, Organisation, ReportInput
from phrasebank.bank import load_bank
from phrasebank.choice import fitting, told
from tests.builders import form, kind

BANK = load_bank()
VALUES = (None, Decimal(0), Decimal(1), Decimal(3), Decimal(40))
RULES = [
    pytest.param(rule, year, id=f"{rule.key}-{year}")
    for rule in kind().figure_rules
    for year in (2020, 2023)
    if not rule.forms or form(year).key in rule.forms
]


def names(rule: FigureRule) -> list[str]:
    """Names that the rule reads, those of its parts apart."""
    formulas = [rule.when, *rule.slots.values(), *rule.change]
    return sorted(
        {name for formula in formulas if formula != "True" for name in parse(formula).names}
    )


def readings(rule: FigureRule) -> Iterator[Mapping[str, Decimal | None]]:
    """Every mix of unknown, nought, one and more; parts unknown, all in one, or in two."""
    own = names(rule)
    parts = [parse(formula).names for formula in rule.parts.values()]
    noughts = dict.fromkeys((name for part in parts for name in part), Decimal(0))
    for values in product(VALUES, repeat=len(own)):
        given = dict(zip(own, values, strict=True))
        yield given
        if parts and parts[0][0] not in own:
            wholes = parse(next(iter(rule.slots.values()))).names
            whole = sum((given[name] or Decimal(0) for name in wholes), Decimal(0))
            yield {**noughts, parts[0][0]: whole, **given}
            yield {**noughts, parts[0][0]: Decimal(1), parts[1][0]: Decimal(2), **given}


def table(values: Mapping[str, Decimal | None]) -> FigureTable:
    return FigureTable.of(
        Figure(FigureId(name.replace(".", "/")), value, "件", State.GIVEN)
        for name, value in values.items()
    )


def report_of(values: Mapping[str, Decimal | None], year: int) -> ReportInput:
    last = {
        name.removeprefix("last."): value
        for name, value in values.items()
        if name.startswith("last.")
    }
    organ = Organisation("甲县水利局", "我局")
    now = ReportInput("disclosure", year, form(year).key, organ, figures=table(values))
    return replace(now, last_year=replace(now, year=year - 1, figures=table(last)))


def said(rule: FigureRule, year: int) -> Iterator[tuple[Message, ReportInput]]:
    alone = replace(rule, after="")
    for values in readings(rule):
        given = report_of(values, year)
        for _, message in figure_messages([alone], form(year), Scope(Checked(given, ()))):
            yield message, given


@pytest.mark.parametrize(("rule", "year"), RULES)
def test_all_wordings_to_choose_from_say_the_same_and_drop_nothing_known(
    rule: FigureRule, year: int
) -> None:
    count = 0
    for message, given in said(rule, year):
        situation = situation_of(message, given)
        pool = fitting(BANK, situation)
        slots = filled(message)
        values = {name: slot.plain for name, slot in slots.items()}
        assert pool, (message.function, values)
        assert len({told(entry) & situation.facts for entry in pool}) == 1, values
        stated = told(pool[0]) & situation.facts
        sources = {source for name in stated for source in slots[name].sources}
        for name in situation.facts:
            slot = slots[name]
            covered = name in stated or (slot.rule != PARTS and set(slot.sources) <= sources)
            is_level = message.function == "unchanged"  # 与上年持平 tells it all
            assert covered or is_level or slot.value == 0, (pool[0].id, name, values)
        count += 1
    assert count
