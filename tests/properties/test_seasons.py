"""No draft carries a slogan outside its years, whatever the seed."""

from dataclasses import replace
from pathlib import Path

import pytest

from drafting.document import Draft
from drafting.pipeline import check_report, draft_report, load_report
from phrasebank.terms import out_of_season

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests/inputs/street-office.yaml"
YEARS = (2021, 2023, 2025)


def framing(draft: Draft) -> list[str]:
    """What the phrases add to the notes."""
    return [
        "".join(span.text for span in sentence.spans if not span.sources)
        for section in draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
    ]


def stale(seeds: range) -> list[tuple[int, int, str]]:
    report = load_report(SOURCE)
    found = []
    for year in YEARS:
        for level in ("department", "government"):
            organisation = replace(report.organisation, level=level)
            checked = check_report(replace(report, year=year, organisation=organisation))
            for seed in seeds:
                found += [
                    (year, seed, text)
                    for text in framing(draft_report(checked, seed=seed))
                    if out_of_season(text, year)
                ]
    return found


def test_no_slogan_outside_its_years() -> None:
    assert stale(range(15)) == []


@pytest.mark.full
def test_no_slogan_outside_its_years_in_500_seeds() -> None:
    assert stale(range(500)) == []
