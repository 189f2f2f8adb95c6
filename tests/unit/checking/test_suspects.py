"""Tables that foot raise no error; one wrong cell is named by every error (01 §8.2)."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.checking.check import check
from drafting.findings import Finding, Severity
from drafting.report import ReportInput
from tests.builders import APPLICANTS, form, kind, report

COLUMNS = (*APPLICANTS, "total")
Rows = dict[str, dict[str, int]]


def leaves(year: int) -> tuple[str, ...]:
    return tuple(form(year).tables["t3"].totals_rows["processed"])


@st.composite
def exact_tables(draw: st.DrawFn, year: int) -> Rows:
    """Table three with every cell given and every sum true."""
    rows: Rows = {
        leaf: {} for leaf in ("new", "carried_in", *leaves(year), "processed", "carried_out")
    }
    for column in APPLICANTS:
        counts = draw(
            st.lists(st.integers(0, 40), min_size=len(leaves(year)), max_size=len(leaves(year)))
        )
        for leaf, count in zip(leaves(year), counts, strict=True):
            rows[leaf][column] = count
        carried_out = draw(st.integers(0, 9))
        rows["processed"][column] = sum(counts)
        rows["carried_out"][column] = carried_out
        rows["carried_in"][column] = draw(st.integers(0, sum(counts) + carried_out))
        rows["new"][column] = sum(counts) + carried_out - rows["carried_in"][column]
    for cells in rows.values():
        cells["total"] = sum(cells.values())
    return rows


def errors(made: ReportInput) -> list[Finding]:
    return [f for f in check(made, kind()).findings if f.severity is Severity.ERROR]


def changed(rows: Rows, row: str, column: str, by: int) -> Rows:
    value = rows[row][column]
    return {**rows, row: {**rows[row], column: value + by if value + by >= 0 else value - by}}


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([2020, 2023]).flatmap(lambda year: st.tuples(st.just(year), exact_tables(year)))
)
def test_a_table_that_foots_raises_no_error(case: tuple[int, Rows]) -> None:
    year, rows = case
    assert errors(report(year, t3=rows)) == []


@settings(max_examples=60, deadline=None)
@given(
    exact_tables(2023),
    st.sampled_from(["new", "carried_in", *leaves(2023), "processed", "carried_out"]),
    st.sampled_from(COLUMNS),
    st.integers(1, 30),
    st.booleans(),
)
def test_one_wrong_cell_comes_first_among_the_suspects_of_every_error(
    rows: Rows,
    row: str,
    column: str,
    by: int,
    more: bool,  # noqa: FBT001 -- drawn
) -> None:
    found = errors(report(2023, t3=changed(rows, row, column, by if more else -by)))
    assert "T3-02" in {finding.code for finding in found}
    assert {finding.suspects[0] for finding in found} == {f"t3/{row}/{column}"}


@settings(max_examples=60, deadline=None)
@given(
    exact_tables(2023),
    st.sampled_from(["new", "carried_in", *leaves(2023), "processed", "carried_out"]),
    st.sampled_from(APPLICANTS),
    st.integers(1, 30),
    st.sampled_from(["columns", "columns and rows"]),
)
def test_without_given_totals_the_wrong_cell_is_still_among_the_suspects(
    rows: Rows, row: str, column: str, by: int, computed: str
) -> None:
    given_rows: Mapping[str, dict[str, int]] = changed(rows, row, column, by)
    kept = {
        key: {name: count for name, count in cells.items() if name != "total"}
        for key, cells in given_rows.items()
        if computed == "columns" or key != "processed"
    }
    if row not in kept:
        return
    found = errors(report(2023, t3=kept))
    assert found
    assert all(f"t3/{row}/{column}" in finding.suspects for finding in found)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=4, max_size=4),
    st.sampled_from(["upheld", "corrected", "other", "pending", "total"]),
    st.sampled_from(["review", "suit_direct", "suit_after"]),
    st.integers(1, 9),
)
def test_a_wrong_cell_of_table_four_is_among_the_suspects(
    counts: list[int], column: str, group: str, by: int
) -> None:
    row = dict(zip(("upheld", "corrected", "other", "pending"), counts, strict=True))
    row["total"] = sum(counts)
    assert errors(report(t4={group: row})) == []
    found = errors(report(t4={group: {**row, column: row[column] + by}}))
    assert [f"t4/{group}/{column}" in finding.suspects for finding in found] == [True]


SMALL = {
    "new": {"natural": 100, "total": 100},
    "open": {"natural": 60, "total": 60},
    "partial": {"natural": 38, "total": 38},
    "processed": {"natural": 98, "total": 98},
    "carried_out": {"natural": 2, "total": 2},
}


def test_errors_come_in_the_order_of_the_specification() -> None:
    found = errors(report(t3=changed(SMALL, "processed", "natural", 2)))
    assert [finding.code for finding in found] == ["T3-02", "T3-03", "T3-01"]


def test_a_total_above_its_parts_is_told_with_both_numbers_and_the_remedy() -> None:
    found = errors(report(t3=changed(SMALL, "processed", "natural", 2)))
    total = found[1]
    assert total.message == "表三“（七）总计”“自然人”为100件，（一）至（六）各项合计98件，相差2件。"
    assert total.figures == ("100", "98")
    assert total.place == "表三“（七）总计”“自然人”（input.yaml第12行）"
    assert total.anchor == "figure:t3/processed/natural"
    assert "表三“（七）总计”“自然人”（input.yaml第12行）改为98" in total.remedy


def test_two_wrong_cells_of_different_size_are_told_apart() -> None:
    rows = changed(changed(SMALL, "open", "natural", 3), "carried_out", "total", 1)
    first = {finding.suspects[0] for finding in errors(report(t3=rows))}
    assert first == {"t3/open/natural", "t3/carried_out/total"}


def test_a_subtotal_that_is_wrong_is_the_suspect() -> None:
    rows: Rows = {
        "new": {"natural": 5},
        "deny_1": {"natural": 2},
        "deny_7": {"natural": 3},
        "deny": {**dict.fromkeys(COLUMNS, 0), "natural": 6, "total": 5},
    }
    found = errors(report(t3=rows))
    assert {finding.code for finding in found} == {"T3-02", "T3-04"}
    assert {finding.suspects[0] for finding in found} == {"t3/deny/natural"}


@pytest.mark.parametrize("row", ["new", "open", "carried_out"])
def test_a_missing_cell_keeps_its_sums_silent(row: str) -> None:
    rows: dict[str, dict[str, object]] = {key: dict(cells) for key, cells in SMALL.items()}
    rows[row]["natural"] = None
    assert errors(report(t3=rows)) == []
