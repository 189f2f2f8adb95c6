"""Slogans, campaigns and names outside their years (A-20)."""

from collections.abc import Iterator

from drafting.findings import Severity
from drafting.review.page import Hit, Page, spot
from phrasebank.terms import out_of_season


def terms(page: Page) -> Iterator[Hit]:
    """A-20: a dated term in a report of another year; a note where its years are not certain."""
    year = page.context.year
    if year is None:
        return
    for use in out_of_season(page.joined["text"], year):
        paragraph, start = spot(page, use.start)
        yield Hit(
            "A-20",
            paragraph,
            start,
            start + use.end - use.start,
            detail=f"本报告为{year}年度，{use.detail()}",
            severity=Severity.NOTE if use.term.unsure else None,
            remedy=use.term.advice(year),
        )
