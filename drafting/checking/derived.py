"""Cells that a formula fills: what is given there must be what the formula gives."""

from collections.abc import Iterator
from decimal import Decimal

from drafting.checking.crossfoot import Desk
from drafting.checking.rules import Rule
from drafting.checking.wording import figure_place, label_text
from drafting.expression import parse
from drafting.figures import Figure, State, number_text
from drafting.findings import SEVERITY_BY_LETTER, Finding


def derived(desk: Desk, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Given cells of `left` that differ from their formula by more than their last place."""
    for rule in rules:
        if rule.when is not None and not rule.when.holds(desk.names):
            continue
        for figure_id in rule.left:
            figure = desk.report.figures.get(figure_id)
            cell = desk.book.form.values.get(figure_id)
            if (
                figure is None
                or cell is None
                or not cell.formula
                or figure.state is not State.GIVEN
            ):
                continue
            due = parse(cell.formula).value(desk.names)
            if isinstance(due, Decimal) and not _agrees(figure, due):
                yield _finding(desk, rule, figure, due)


def _agrees(figure: Figure, due: Decimal) -> bool:
    """Whether a stated number is the due one, true to its own last place."""
    if figure.value is None:
        return True
    places = len(number_text(figure.value).partition(".")[2])
    written = len(figure.raw.rstrip("%％").partition(".")[2])
    step = Decimal(1).scaleb(-max(places, written))
    return abs(figure.value - due) * 2 <= step


def _finding(desk: Desk, rule: Rule, figure: Figure, due: Decimal) -> Finding:
    cell = desk.book.form.values[figure.id]
    places = 2 if cell.decimals is None else cell.decimals
    shown = {
        "where": label_text(desk.book.labels, figure.id),
        "given": figure.raw,
        "due": number_text(round(due, places)),
    }
    return Finding(
        code=rule.spec.code,
        severity=SEVERITY_BY_LETTER[rule.spec.level],
        message=rule.spec.message.format_map({**rule.labels, **shown}),
        place=figure_place(desk.report, desk.book.labels, figure.id),
        remedy=rule.spec.remedy,
        figures=(figure.raw, shown["due"]),
        anchor=f"figure:{figure.id}",
        suspects=(figure.id,),
    )
