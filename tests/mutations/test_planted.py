"""Finished reports, spoilt in one place each: the fault is found there, the sound ones pass."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drafting.findings import Finding, Severity
from drafting.published.linted import lint_report
from tests.finished import Finished, finished
from tests.mutations.faults import FAULTS, Fault

SOUND = (
    *(
        f"tests/inputs/{name}.yaml"
        for name in (
            "county-education", "county-government", "county-safety", "district-government",
            "finance-long-sentences", "health-commission", "housing-fund",
            "housing-many-requests", "terse", "market-change", "market-supervision",
            "numbers-everywhere", "own-topics", "port-authority", "quotes-and-titles",
            "riverside-street", "street-office", "unpaired-plans", "water-awkward", "with-last-year",
        )
    ),
    "examples/lanhe-2023/input.yaml",
    "templates/disclosure/sample/input.yaml",
)  # fmt: skip
QUICK = ("examples/lanhe-2023/input.yaml", "tests/inputs/county-government.yaml")


def found_in(report: Finished, folder: Path) -> tuple[Finding, ...]:
    return lint_report(report.written(folder))


def is_told(finding: Finding, fault: Fault, words: str) -> bool:
    """Whether a finding tells the fault at its place."""
    shown = f"{finding.message}{finding.place}{finding.excerpt}"
    near = bool(finding.excerpt) and (finding.excerpt in words or words in finding.excerpt)
    return finding.code in fault.codes and (words in shown or near)


def new_findings(fault: Fault, report: Finished, folder: Path) -> tuple[list[Finding], str] | None:
    """What lint says of the spoilt report and did not say of the sound one."""
    planted = fault.plant(report)
    if planted is None:
        return None
    before = Counter((f.code, f.message, f.excerpt) for f in found_in(report, folder))
    after = found_in(planted[0], folder)
    fresh = [f for f in after if not before[f.code, f.message, f.excerpt]]
    return fresh, planted[1]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_has_no_error(name: str, tmp_path: Path) -> None:
    found = found_in(finished(name), tmp_path)
    assert [f for f in found if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    seen = [new_findings(fault, finished(name), tmp_path) for name in QUICK]
    told = [(fresh, words) for one in seen if one is not None for fresh, words in [one]]
    assert told
    for fresh, words in told:
        assert any(is_told(finding, fault, words) for finding in fresh), (words, fresh)


@pytest.mark.full
def test_every_fault_is_found_in_every_report(tmp_path: Path) -> None:
    missed, planted = [], 0
    for fault in FAULTS:
        for name in SOUND:
            seen = new_findings(fault, finished(name), tmp_path)
            if seen is None:
                continue
            planted += 1
            fresh, words = seen
            if not any(is_told(finding, fault, words) for finding in fresh):
                missed.append((fault.name, name))
    found = planted - len(missed)
    print(f"{planted} reports spoilt in {len(FAULTS)} ways: {found} found")  # noqa: T201 -- the count asked for
    assert missed == []
