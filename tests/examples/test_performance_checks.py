"""Each check of the performance report: what it flags and what it passes, on the shipped sample."""

from collections.abc import Mapping
from typing import Any

import pytest

from drafting.intake.assemble import assemble
from tests.examples.kind_samples import changed, found

KIND = "performance"
C1, C3, C4 = "figures.c1", "figures.c3", "figures.c4"


def test_the_sample_passes_every_check() -> None:
    assert [(f.code, f.message) for f in found(KIND, {})] == []


def test_scores_weights_and_grade_are_computed() -> None:
    figures = assemble(changed(KIND, {})).figures
    assert str(figures.value("c1/total/rate")) == "96.35"  # 3180.5 / 3301
    assert str(figures.value("c1/total/score")) == "9.63"  # 10 points of it
    assert str(figures.value("c3/item2/score")) == "9.60"  # 4800 / 5000 of 10
    assert str(figures.value("c3/item6/score")) == "10.00"  # lower is better, and it is lower
    assert str(figures.value("c3/total/score")) == "99.23"  # 80 + 9.60 + 9.63
    assert figures.value("c3/total/weight") == 100
    assert figures.plain("reasons/grade") == "优"


FLAGGED = [
    ("SE-01", {f"{C3}.0.weight": 16}),
    ("SE-01", {f"{C3}.0.score": 15.5}),
    ("SE-02", {f"{C1}.total.rate": 96.5}),
    ("SE-02", {f"{C1}.total.budget": 3300}),
    ("SE-02", {f"{C1}.fiscal.spent": 3200, "figures.reasons": {}}),
    ("SE-03", {"bullets.results": ["自评总分98分"]}),
    ("SE-04", {f"{C3}.1.score": 8}),
    ("SE-05", {f"{C3}.1.reason": None}),
    ("SE-05", {f"{C3}.0.actual": 6600}),
    ("SE-06", {"figures.reasons": {}}),
    ("SE-08", {f"{C4}.expenditure": {"initial": 3171, "adjusted": 3301, "actual": 3181}}),
    ("SE-08", {f"{C4}.carried_out.actual": 60}),
    ("SE-09", {f"{C4}.three": {"initial": 20, "adjusted": 20, "actual": 19}}),
    ("SE-11", {f"{C3}.0.direction": ">="}),
    ("SE-11", {f"{C3}.0.unit": None}),
    ("SE-11", {"bullets.results": ["指标1：……"]}),
    ("SE-12", {"bullets.problems.0": "抚育面积没有达到目标"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), FLAGGED)
def test_a_fault_is_flagged_with_its_code(code: str, changes: Mapping[str, Any]) -> None:
    assert code in {finding.code for finding in found(KIND, changes)}


PASSED = [
    ("SE-02", {f"{C1}.total.rate": "96.35"}),
    ("SE-03", {"bullets.results": ["自评总分99.23分"]}),
    ("SE-04", {f"{C3}.1.score": 9.5}),
    ("SE-05", {f"{C3}.0.actual": 6400}),
    ("SE-10", {}),
    ("SE-11", {f"{C3}.6.grade": "部分达成"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), PASSED)
def test_what_is_right_is_passed(code: str, changes: Mapping[str, Any]) -> None:
    assert code not in {finding.code for finding in found(KIND, changes)}


def test_full_marks_everywhere_are_doubted() -> None:
    full = {f"{C1}.other.spent": 61, f"{C1}.fiscal.spent": 3080, f"{C3}.1.actual": 5000}
    assert "SE-10" in {finding.code for finding in found(KIND, full)}
