"""Totals against parts, and every other check that a formula states."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafting.checking.names import Names
from drafting.checking.rules import Rule, RuleBook
from drafting.checking.suspects import Line, Suspect, explain
from drafting.checking.wording import figure_place, label_text, plain, with_unit
from drafting.figures import FigureId, State, number_text
from drafting.findings import SEVERITY_BY_LETTER, Finding, Severity
from drafting.report import ReportInput

_NAMED = 3  # suspects that a remedy still names one by one
_SHORT = 2  # figures on a side that are all doubtful when nothing explains the difference


@dataclass(frozen=True, slots=True)
class Desk:
    """What every check works on."""

    report: ReportInput
    book: RuleBook
    names: Names
    is_finished: bool = False  # a published report, not an input


def crossfoot(desk: Desk) -> dict[int, Finding]:
    """Findings of all sums by the identity of their rule."""
    lines = [line for line in _lines(desk) if line is not None]
    if not any(line.difference for line in lines):
        return {}
    explained = explain(lines, desk.report.figures, desk.book.parts)
    return {
        id(line.rule): _sum_finding(desk, line, explained.get(position, ()))
        for position, line in enumerate(lines)
        if line.difference
    }


def blamed(sums: Mapping[int, Finding]) -> Mapping[str, tuple[str, ...]]:
    """Table -> the one cell that explains all its failing sums, when there is just one."""
    firsts: dict[str, set[tuple[str, ...]]] = {}
    for finding in sums.values():
        table = finding.anchor.removeprefix("figure:").partition("/")[0]
        firsts.setdefault(table, set()).add(finding.suspects)
    found = {}
    for table, groups in firsts.items():
        shared = set.intersection(*(set(group) for group in groups))
        found[table] = tuple(cell for cell in next(iter(groups)) if cell in shared)
    return found


def formulas(
    desk: Desk, rules: Sequence[Rule], blame: Mapping[str, tuple[str, ...]]
) -> list[Finding]:
    """Findings of the formulas that do not hold."""
    return [
        _formula_finding(desk, rule, blame)
        for rule in rules
        if (rule.when is None or rule.when.holds(desk.names))
        and rule.holds is not None
        and rule.holds.value(desk.names) is False
    ]


def _lines(desk: Desk) -> Iterator[Line | None]:
    figures = desk.report.figures.figures
    for spec, rules in desk.book.groups:
        if spec.extends == "sum":
            for rule in rules:
                left = _side(rule.left, desk)
                right = _side(rule.right, desk)
                if left is None or right is None:
                    continue
                if left != right and all(
                    figures[figure_id].state is State.COMPUTED
                    for figure_id in (*rule.left, *rule.right)
                ):
                    continue  # the cells behind them fail by themselves
                yield Line(rule, left, right)


def _side(side: tuple[FigureId, ...], desk: Desk) -> Decimal | None:
    total = Decimal(0)
    figures = desk.report.figures.figures
    for figure_id in side:
        figure = figures.get(figure_id)
        if figure is None or figure.value is None:
            return None
        total += figure.value
    return total


def _sum_finding(desk: Desk, line: Line, suspects: tuple[Suspect, ...]) -> Finding:
    rule = line.rule
    place = rule.place or rule.left[0]
    figure = desk.report.figures.get(place)
    shown = {
        "left": with_unit(line.left, figure),
        "right": with_unit(line.right, figure),
        "difference": with_unit(abs(line.difference), figure),
    }
    doubted = [suspect.figure_id for suspect in suspects]
    doubted += rule.left
    if not suspects and len(rule.right) <= _SHORT:
        doubted += rule.right
    return Finding(
        code=rule.spec.code,
        severity=SEVERITY_BY_LETTER[rule.spec.level],
        message=_message(desk, rule, place, shown),
        place=figure_place(desk.report, desk.book.labels, place),
        remedy=_remedy(desk, rule.spec.remedy, suspects),
        figures=(number_text(line.left), number_text(line.right)),
        anchor=f"figure:{place}",
        suspects=tuple(dict.fromkeys(doubted)),
    )


def _remedy(desk: Desk, remedy: str, suspects: tuple[Suspect, ...]) -> str:
    if not 0 < len(suspects) <= _NAMED:
        return remedy
    named = [
        f"{figure_place(desk.report, desk.book.labels, suspect.figure_id)}"
        f"改为{number_text(suspect.value)}"
        for suspect in suspects
    ]
    lead = "请先核对：" if len(named) == 1 else "请先核对以下各格，其中一格有误即可造成："
    return f"{lead}{'，或'.join(named)}，本表合计即可相符。{remedy}"


def _formula_finding(desk: Desk, rule: Rule, blame: Mapping[str, tuple[str, ...]]) -> Finding:
    spec = rule.spec
    place = rule.place
    shown = {name: plain(formula.value(desk.names)) for name, formula in rule.lets.items()}
    severity = SEVERITY_BY_LETTER[(desk.is_finished and spec.finished) or spec.level]
    doubted = list(_suspects(desk, rule))
    if severity is Severity.ERROR and place is not None:
        doubted = [*blame.get(place.partition("/")[0], ()), *doubted]
    values = (formula.value(desk.names) for formula in rule.figures)
    return Finding(
        code=spec.code,
        severity=severity,
        message=_message(desk, rule, place, shown),
        place=figure_place(desk.report, desk.book.labels, place) if place else spec.place,
        remedy=spec.remedy,
        figures=tuple(number_text(value) for value in values if isinstance(value, Decimal)),
        anchor=f"figure:{place}" if place else spec.anchor,
        suspects=tuple(dict.fromkeys(doubted)),
    )


def _suspects(desk: Desk, rule: Rule) -> Iterator[str]:
    for suspect in rule.suspects:
        if not suspect.endswith("/*"):
            yield suspect
            continue
        for figure in desk.report.figures:
            if figure.id.startswith(suspect[:-1]) and figure.value:
                yield figure.id


def _message(desk: Desk, rule: Rule, place: FigureId | None, shown: Mapping[str, str]) -> str:
    where = label_text(desk.book.labels, place) if place else ""
    return rule.spec.message.format_map({**rule.labels, "where": where, **shown})
