"""What the formulas of a kind can read of a report."""

from decimal import Decimal

import pytest

from drafting.planning.scope import Scope, source_of
from drafting.report import Checked
from tests.builders import report, requests


def scope(notes: dict[str, int] | None = None, **fields: object) -> Scope:
    last = report(2022, t3=requests("new 5 / open 5"))
    given = report(
        2023, t3=requests("new 3 1 / open 3 1"), missing=("t4",), fee={"notices": 0},
        last_year=last, **fields,  # type: ignore[arg-type]  # fields by name, for tests only
    )  # fmt: skip
    return Scope(Checked(given, given.findings), notes or {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t3.new.total", Decimal(4)),
        ("t3.new.natural", Decimal(3)),
        ("t4.review.total", None),  # the table is not given
        ("t3.nobody.total", None),
        ("fee.notices", Decimal(0)),
        ("fee.collected", None),
        ("last.t3.new.total", Decimal(5)),
        ("last.t4.review.total", Decimal(0)),
        ("last.known", True),
        ("given.t3", True),
        ("given.t4", False),
        ("contact.phone", None),
        ("year", Decimal(2023)),
        ("level", "department"),
        ("rulemaking", False),
        ("notes.overview.proactive", Decimal(2)),
        ("notes.plans", Decimal(0)),
    ],
)
def test_names_have_the_values_of_the_report(name: str, value: object) -> None:
    assert scope({"notes.overview.proactive": 2}).resolve(name) == value


def test_without_last_year_its_figures_are_unknown() -> None:
    given = report(2023)
    found = Scope(Checked(given, ()))
    assert (found.resolve("last.known"), found.resolve("last.t3.new.total")) == (False, None)


@pytest.mark.parametrize(
    ("formula", "value", "sources", "rule"),
    [
        ("t3.new.total", 4, ("figure:t3/new/total",), "verbatim"),
        (
            "t3.new.total - last.t3.new.total",
            -1,
            ("figure:t3/new/total", "last_year:t3/new/total"),
            "formula",
        ),
        ("abs(t3.new.total)", 4, ("figure:t3/new/total",), "formula"),
    ],
)
def test_a_value_names_every_figure_that_it_comes_from(
    formula: str, value: int, sources: tuple[str, ...], rule: str
) -> None:
    slot = scope().slot(formula)
    assert slot is not None
    assert (slot.value, slot.sources, slot.rule) == (Decimal(value), sources, rule)


@pytest.mark.parametrize("formula", ["t4.review.total", "t3.new.total + t4.review.total", "level"])
def test_what_is_no_known_number_fills_no_slot(formula: str) -> None:
    assert scope().slot(formula) is None


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("True", True),
        ("t3.new.total > 3", True),
        ("t4.review.total == 0", False),
        ("level == 'department'", True),
    ],
)
def test_a_condition_on_what_is_unknown_does_not_hold(formula: str, *, holds: bool) -> None:
    assert scope().holds(formula) is holds


@pytest.mark.parametrize(
    ("name", "source"),
    [("t3.new.total", "figure:t3/new/total"), ("last.fee.notices", "last_year:fee/notices")],
)
def test_a_name_becomes_a_source_mark(name: str, source: str) -> None:
    assert source_of(name) == source
