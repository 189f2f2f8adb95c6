"""Figures put into the cells of the form: given, filled, computed, missing, wrong."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from drafting.figures import Figure, State
from drafting.report import ReportInput

Assembled = Callable[..., ReportInput]
Read = Callable[..., ReportInput]


@pytest.fixture
def read(assembled: Assembled) -> Read:
    """A report from the tables below `figures:`, which begin at line 5."""

    def from_tables(tables: str, year: int = 2023) -> ReportInput:
        return assembled("figures:\n" + tables, year)

    return from_tables


def cell(report: ReportInput, figure_id: str) -> Figure:
    found = report.figures.get(figure_id)
    assert found is not None
    return found


def states(report: ReportInput, *ids: str) -> list[tuple[str, str]]:
    """Value and state of each."""
    return [(str(cell(report, one).value), cell(report, one).state.value) for one in ids]


# ---- totals -------------------------------------------------------------------------------

REQUESTS = """  t3:
    new: {natural: 8, commercial: 3, legal: 1}
    carried_in: {natural: 2}
    open: {natural: 4, commercial: 2}
    partial: {natural: 3}
    unable_1: {natural: 1, legal: 1}
    carried_out: {natural: 2, commercial: 1}
    default: 0
"""


@pytest.mark.parametrize(
    ("figure_id", "total"),
    [
        ("t3/new/total", 12),  # 8 + 3 + 1
        ("t3/carried_in/total", 2),
        ("t3/open/total", 6),  # 4 + 2
        ("t3/unable_1/total", 2),
        ("t3/carried_out/total", 3),
        ("t3/deny_3/total", 0),
        ("t3/processed/natural", 8),  # 4 + 3 + 1
        ("t3/processed/commercial", 2),
        ("t3/processed/legal", 1),
        ("t3/processed/welfare", 0),
        ("t3/processed/total", 11),  # 8 + 2 + 1
    ],
)
def test_a_total_that_is_not_given_is_computed(read: Read, figure_id: str, total: int) -> None:
    assert states(read(REQUESTS), figure_id) == [(str(total), "computed")]


def test_a_total_that_is_given_stays_also_when_it_does_not_foot(read: Read) -> None:
    report = read(
        "  t3:\n    new: {natural: 3, commercial: 1, total: 5}\n"
        "    processed: {natural: 9}\n    default: 0\n"
    )
    assert states(report, "t3/new/total", "t3/processed/natural") == [("5", "given"), ("9", "given")]


def test_the_sum_of_a_total_row_rests_on_the_totals_given_in_that_row(read: Read) -> None:
    report = read("  t3:\n    processed: {natural: 9, legal: 1}\n    default: 0\n")
    assert states(report, "t3/processed/total") == [("10", "computed")]


@pytest.mark.parametrize(
    ("row", "given", "total"),
    [
        ("review", "{upheld: 6, corrected: 1, other: 2, pending: 3}", "12"),
        ("suit_direct", "{upheld: 1}", "1"),
        ("suit_after", "{}", "0"),
    ],
)
def test_cases_of_review_and_lawsuit_are_added_up(
    read: Read, row: str, given: str, total: str
) -> None:
    report = read(f"  t4:\n    {row}: {given}\n    default: 0\n")
    assert states(report, f"t4/{row}/total") == [(total, "computed")]


@pytest.mark.parametrize("part", ["null", "很多"])
def test_a_total_with_an_unknown_part_is_unknown(read: Read, part: str) -> None:
    report = read(f"  t3:\n    new: {{natural: 3, legal: {part}}}\n    default: 0\n")
    assert states(report, "t3/new/total") == [("None", "missing")]


# ---- null, nought, default ----------------------------------------------------------------


def test_null_nought_and_default_differ(read: Read) -> None:
    report = read("  t3:\n    new: {natural: null, commercial: 0}\n    default: 0\n")
    assert states(report, "t3/new/natural", "t3/new/commercial", "t3/new/legal") == [
        ("None", "missing"),
        ("0", "given"),
        ("0", "default"),
    ]


def test_without_default_what_is_not_given_is_missing(read: Read) -> None:
    report = read("  t3:\n    new: {natural: 3}\n")
    assert states(report, "t3/new/natural", "t3/new/legal", "t3/new/total", "t3/open/natural") == [
        ("3", "given"),
        ("None", "missing"),
        ("None", "missing"),
        ("None", "missing"),
    ]


@pytest.mark.parametrize("row", ["{}", "{natural: 0}"])
def test_default_fills_a_row_and_never_a_total(read: Read, row: str) -> None:
    report = read(f"  t3:\n    new: {row}\n    default: 7\n")
    assert states(report, "t3/new/commercial", "t3/open/natural") == [("7", "default")] * 2
    # five or six times 7, not 7
    assert cell(report, "t3/new/total").value == (42 if row == "{}" else 35)
    assert cell(report, "t3/new/total").state is State.COMPUTED


def test_a_row_of_null_is_missing_whatever_the_default(read: Read) -> None:
    report = read("  t3:\n    carried_in: null\n    default: 0\n")
    assert states(report, "t3/carried_in/natural", "t3/carried_in/total") == [
        ("None", "missing"),
        ("None", "missing"),
    ]


@pytest.mark.parametrize(
    ("tables", "given"),
    [
        ("  t3: {default: 0}\n", {"t3"}),
        ("  t3: {}\n  t4: null\n", {"t3"}),
        ("  fee: {notices: 0}\n", {"fee"}),
    ],
)
def test_which_tables_the_input_holds_is_kept(read: Read, tables: str, given: set[str]) -> None:
    assert read(tables).given_tables == given


def test_publicity_is_optional_and_its_default_fills_nothing(read: Read) -> None:
    report = read("  publicity: {total: 12, default: 0}\n")
    assert states(report, "publicity/total", "publicity/website") == [
        ("12", "given"),
        ("None", "missing"),
    ]


# ---- shapes of a cell ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "licence", ["324", "'324'", "{decisions: 324}", "{value: 324}", "{decisions: {value: 324}}"]
)
def test_a_row_of_one_cell_may_be_a_bare_number(read: Read, licence: str) -> None:
    report = read(f"  t2: {{licence: {licence}, default: 0}}\n")
    assert states(report, "t2/licence/decisions", "t2/penalty/decisions") == [
        ("324", "given"),
        ("0", "default"),
    ]
    assert report.findings == ()


def test_a_row_of_several_cells_may_not(read: Read) -> None:
    report = read("  t2: {licence: 324, default: 0}\n", 2020)
    (finding,) = report.findings
    assert (finding.code, finding.place) == ("IN-03", "input.yaml第5行（figures.t2.licence）")
    assert "prev_items、delta、decisions" in finding.remedy


def test_a_figure_keeps_who_supplied_and_confirmed_it(read: Read) -> None:
    report = read(
        "  t2:\n    licence: {decisions: {value: 324, from: 审批科, confirmed_by: 王科,"
        " as_of: 2023-12-31, base: 本级}}\n"
    )
    figure = cell(report, "t2/licence/decisions")
    assert (figure.supplied_by, figure.confirmed_by, figure.as_of, figure.base) == (
        "审批科", "王科", "2023-12-31", "本级",
    )  # fmt: skip
    assert (figure.value, figure.origin.line) == (Decimal(324), 6)


NUMBERS: dict[str, tuple[str, str | None]] = {
    "plain": ("12", "12"),
    "quoted": ("'12'", "12"),
    "nought": ("0", "0"),
    "negative": ("-3", "-3"),  # C-02 is for the checks
    "a fraction": ("1.5", "1.5"),
    "wide": ("１２", "12"),  # noqa: RUF001 -- wide digits as typed
    "with its unit": ("12件", "12"),
    "with a blank and its unit": ("12 件", "12"),
    "in groups": ("'1,234'", "1234"),
    "in wide groups": ("'１，２３４，５６７'", "1234567"),  # noqa: RUF001 -- wide digits as typed
    "in a group too short": ("'1,23'", None),
    "with an exponent": ("1e3", None),
    "about": ("12余件", None),
    "more or less": ("12左右", None),
    "longer than a worksheet holds": ("1234567890123456", None),
    "longer than a number is read": ("9" * 5000, None),
    "words": ("很多", None),
    "han numerals": ("十二", None),
    "a range": ("10-12", None),
    "a date": ("2023-12-31", None),
    "yes": ("true", None),
    "a list": ("[12]", None),
    "a point alone": ("'.'", None),
}


@pytest.mark.parametrize(("written", "value"), NUMBERS.values(), ids=NUMBERS)
def test_a_count_is_read_or_kept_as_it_was_written(
    read: Read, written: str, value: str | None
) -> None:
    figure = cell(read(f"  t3:\n    new: {{natural: {written}}}\n"), "t3/new/natural")
    if value is None:
        assert (figure.value, figure.state) == (None, State.INVALID)
    else:
        assert (figure.value, figure.state) == (Decimal(value), State.GIVEN)
    assert figure.raw


@pytest.mark.parametrize("written", ["1万", "1万件", "3百", "2千件", "1.2亿"])
@pytest.mark.parametrize("cell_id", ["t3/new/natural", "fee/collected", "publicity/total"])
def test_a_number_with_a_scale_is_never_read_without_it(
    read: Read, written: str, cell_id: str
) -> None:
    table, *keys = cell_id.split("/")
    inner = f"{keys[0]}: {{{keys[1]}: {written}}}" if len(keys) == 2 else f"{keys[0]}: {written}"
    value = cell(read(f"  {table}: {{{inner}}}\n"), cell_id).value
    scaled = {"1万": 10000, "1万件": 10000, "3百": 300, "2千件": 2000, "1.2亿": 120_000_000}
    assert value in {None, Decimal(scaled[written])}


@pytest.mark.parametrize("written", ["12 13", "'1,2'", "12，13件", "1 2 3"])
def test_two_numbers_in_a_cell_are_never_joined_into_one(read: Read, written: str) -> None:
    figure = cell(read(f"  t3:\n    new: {{natural: {written}}}\n"), "t3/new/natural")
    assert (figure.value, figure.state) == (None, State.INVALID)


@pytest.mark.parametrize(
    ("written", "value"), [("0.5", "0.5"), ("0.5万元", "0.5"), ("5000元", None), ("5件", None)]
)
def test_money_in_a_column_with_its_unit_is_read_in_no_other(
    read: Read, written: str, value: str | None
) -> None:
    figure = cell(read(f"  t2: {{fees: {{amount: {written}}}}}\n"), "t2/fees/amount")
    assert figure.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("125000", "125000", "元"),  # the form's own unit
        ("12.5万元", "12.5", "万元"),
        ("12.5 万元", "12.5", "万元"),
        ("'1,250元'", "1250", "元"),
        ("0.3亿元", "0.3", "亿元"),
        ("三万元", None, "元"),
        ("12.5万", None, "元"),
    ],
)
def test_an_amount_keeps_the_unit_that_it_was_given_with(
    read: Read, written: str, value: str | None, unit: str
) -> None:
    figure = cell(
        read(f"  t2: {{procurement: {{projects: 3, amount: {written}}}}}\n", 2020),
        "t2/procurement/amount",
    )
    assert (figure.value, figure.unit) == (None if value is None else Decimal(value), unit)


@pytest.mark.parametrize(
    ("written", "value"), [("+2", "2"), ("-1", "-1"), ("0", "0"), ("＋2", "2"), ("－2", "-2")]
)
def test_a_change_of_items_keeps_its_sign(read: Read, written: str, value: str) -> None:
    figure = cell(read(f"  t2: {{licence: {{delta: '{written}'}}}}\n", 2020), "t2/licence/delta")
    assert (figure.value, figure.raw) == (Decimal(value), written)


# ---- keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "year", "path", "near"),
    [
        ("  t5: {}\n", 2023, "figures.t5", "是否应为“t"),
        ("  t3: {opne: {natural: 1}}\n", 2023, "figures.t3.opne", "是否应为“open”？"),
        ("  t3: {open: {natual: 1}}\n", 2023, "figures.t3.open.natual", "是否应为“natural”？"),
        ("  t2: {licence: {decision: 1}}\n", 2023, "figures.t2.licence.decision", "“decisions”"),
        ("  t3: {open: {natural: {valeu: 1}}}\n", 2023, "figures.t3.open.natural.valeu", "“value”"),
        ("  publicity: {colour: 3}\n", 2023, "figures.publicity.colour", "此处可用的键"),
        # 01 §5: `other` is one row of the form of 2019, three of that of 2021
        ("  t3: {other_1: {natural: 1}}\n", 2020, "figures.t3.other_1", "是否应为“other”？"),
        ("  t2: {licence: {issued: 1}}\n", 2020, "figures.t2.licence.issued", "此处可用的键"),
        ("  t2: {licence: {prev_items: 1}}\n", 2023, "figures.t2.licence.prev_items", "此处可用的键"),
    ],
)
def test_a_key_that_the_form_has_not_is_an_error_with_the_nearest(
    read: Read, tables: str, year: int, path: str, near: str
) -> None:
    (finding,) = read(tables, year).findings
    assert (finding.code, finding.severity.value) == ("IN-01", "error")
    assert finding.place == f"input.yaml第5行（{path}）"
    assert near in finding.remedy


@pytest.mark.parametrize("row", ["deny", "unable", "refuse", "other"])
def test_subtotals_of_2021_may_be_given_though_the_form_prints_none(read: Read, row: str) -> None:
    report = read(f"  t3: {{{row}: {{natural: 3, total: 3}}, default: 0}}\n")
    assert states(report, f"t3/{row}/natural") == [("3", "given")]
    assert report.findings == ()
    assert cell(report, "t3/processed/natural").value == 0  # no part of the sum


@pytest.mark.parametrize("tables", ["  t3: 5\n", "  t3: [1]\n", "  t3: 无\n"])
def test_a_table_that_is_no_table_is_an_error_and_stays_missing(read: Read, tables: str) -> None:
    report = read(tables)
    assert [finding.code for finding in report.findings] == ["IN-03"]
    assert states(report, "t3/new/natural") == [("None", "missing")]
    assert report.given_tables == frozenset()


def test_figures_without_tables_are_an_error(assembled: Assembled) -> None:
    (finding,) = assembled("figures: 3\n").findings
    assert (finding.code, finding.place) == ("IN-03", "input.yaml第4行（figures）")


@pytest.mark.parametrize(
    ("year", "cells"),
    [
        # 01 §3, §5, §6 and the two optional tables; 3 of fees and 7 of publicity in both
        (2020, {"t2": 22, "t3": 161, "t4": 15, "fee": 3, "publicity": 7}),
        (2023, {"t2": 10, "t3": 175, "t4": 15, "fee": 3, "publicity": 7}),
    ],
)
def test_every_cell_of_the_form_has_a_figure(
    assembled: Assembled, year: int, cells: dict[str, int]
) -> None:
    report = assembled("", year)
    counted: dict[str, int] = {}
    for figure in report.figures:
        counted[figure.id.split("/")[0]] = counted.get(figure.id.split("/")[0], 0) + 1
    assert counted == cells
    assert {figure.state for figure in report.figures} == {State.MISSING}
