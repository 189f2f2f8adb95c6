"""The linter of official style: the rules of `rules.yaml` and what needs more than a pattern."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from drafting.findings import Finding
from drafting.review import (
    changes,
    copied,
    leftovers,
    levels,
    marks,
    periods,
    privacy,
    problems,
    quantities,
    references,
    seasons,
    substance,
)
from drafting.review.fixes import suggest, suggested
from drafting.review.page import Hit, LintContext, LintParagraph, Page, page_of
from drafting.review.rulebook import PatternRule, rulebook, rules_by_id

__all__ = ["LintContext", "LintParagraph", "findings_of", "lint_paragraphs", "suggest"]

_CONTEXT = 10  # characters shown on either side
_LONGEST_EXCERPT = 40
_CHECKS: tuple[Callable[[Page], Iterator[Hit]], ...] = (
    marks.quotes,
    marks.brackets,
    marks.heading_marks,
    marks.long_sentences,
    levels.structure,
    changes.growth,
    quantities.parts,
    quantities.shares,
    quantities.units,
    references.citations,
    privacy.single_cases,
    leftovers.years,
    leftovers.remaining_brackets,
    periods.periods,
    periods.anniversaries,
    periods.yearly_documents,
    seasons.terms,
    copied.places,
    copied.self_names,
    substance.empty_phrases,
    substance.short_problems,
    substance.off_subject,
    substance.generic_voice,
    substance.bare_degrees,
    substance.nil_parts,
    substance.leader_phrases,
    substance.self_names,
    problems.substance,
    problems.unanswered,
)


def lint_paragraphs(
    paragraphs: Sequence[LintParagraph], context: LintContext
) -> tuple[Finding, ...]:
    """Every fault of style in the narrative, in the order of the text."""
    page = page_of(paragraphs, context)
    hits = [*_pattern_hits(page)]
    for check in _CHECKS:
        hits.extend(check(page))
    return findings_of(page, hits)


_LEFTOVERS: tuple[Callable[[Page], Iterator[Hit]], ...] = (
    leftovers.years,
    leftovers.remaining_brackets,
    periods.periods,
    periods.anniversaries,
    periods.yearly_documents,
    copied.places,
    copied.self_names,
)


def leftovers_in(paragraphs: Sequence[LintParagraph], context: LintContext) -> tuple[Finding, ...]:
    """What an earlier or another organ's report left behind: A-02, A-03, A-04, A-21."""
    page = page_of(paragraphs, context)
    hits = [*_pattern_hits(page, frozenset({"A-04"}))]
    for check in _LEFTOVERS:
        hits.extend(check(page))
    return findings_of(page, hits)


def _pattern_hits(page: Page, codes: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """Where patterns match: those of the codes, of all rules when none is named."""
    for rule in rulebook().patterns:
        if codes and rule.id not in codes:
            continue
        joined = page.joined[rule.mask]
        if not rule.may_match(joined) or rule.regex.search(joined) is None:
            continue
        for index, text in enumerate(page.lines[rule.mask]):
            for match in rule.regex.finditer(text):
                hit = _graded(Hit(rule.id, index, *match.span()), text)
                if hit is not None:
                    yield hit


def _graded(hit: Hit, text: str) -> Hit | None:
    if hit.code in {"V-01", "V-03"}:
        return privacy.graded(hit, text)
    return None if privacy.is_office_address(hit, text) else hit


def findings_of(page: Page, hits: Iterable[Hit]) -> tuple[Finding, ...]:
    """The hits as findings: doubles merged, in the order of the text."""
    counts: dict[tuple[str, int, str, str], int] = {}
    firsts: dict[tuple[str, int, str, str], Hit] = {}
    for hit in sorted(_kept(list(hits)), key=lambda item: (item.paragraph, item.start, item.code)):
        found = _matched(page, hit)
        key = (hit.code, hit.paragraph, found, hit.detail)
        counts[key] = counts.get(key, 0) + 1
        firsts.setdefault(key, hit)
    return tuple(_finding(page, hit, counts[key]) for key, hit in firsts.items())


def _kept(hits: list[Hit]) -> Iterator[Hit]:
    rules = rules_by_id()
    for hit in hits:
        rule = rules[hit.code]
        yields = rule.yields if isinstance(rule, PatternRule) else ()
        if not any(
            other.code in yields
            and other.paragraph == hit.paragraph
            and other.start < hit.end
            and hit.start < other.end
            for other in hits
        ):
            yield hit


def _matched(page: Page, hit: Hit) -> str:
    return page.lines["raw"][hit.paragraph][hit.start : hit.end]


def _finding(page: Page, hit: Hit, count: int) -> Finding:
    rule = rules_by_id()[hit.code]
    paragraph = page.paragraphs[hit.paragraph]
    found = _matched(page, hit)
    return Finding(
        code=hit.code,
        severity=hit.severity or rule.severity,
        message=_message(page, hit, rule.message, count),
        place=place_of(page.context, paragraph, hit.paragraph),
        remedy=hit.remedy or _remedy(page, hit, rule.remedy),
        figures=hit.figures,
        anchor=paragraph.anchor,
        excerpt=found,
    )


def _message(page: Page, hit: Hit, message: str, count: int) -> str:
    before, found, after = _around(page, hit)
    detail = f"（{hit.detail}）" if hit.detail else ""
    times = f"，本段共{count}处" if count > 1 else ""
    if not found:
        return f"{message}{detail}{times}。"
    shown = found if len(found) <= _LONGEST_EXCERPT else found[:_LONGEST_EXCERPT] + "…"
    context = f"{before}〔{shown}〕{after}"
    return f"{message}{detail}{times}：{context}"


def _around(page: Page, hit: Hit) -> tuple[str, str, str]:
    text = page.lines["raw"][hit.paragraph]
    start, end = max(0, hit.start - _CONTEXT), hit.end + _CONTEXT
    before = ("…" if start else "") + text[start : hit.start]
    after = text[hit.end : end] + ("…" if end < len(text) else "")
    return before, text[hit.start : hit.end], after


def _remedy(page: Page, hit: Hit, remedy: str) -> str:
    rule = rules_by_id()[hit.code]
    found = _matched(page, hit)
    text = hit.suggested or None
    if text is None and isinstance(rule, PatternRule):
        text = suggested(rule, found)
    if text is None or len(found) > _LONGEST_EXCERPT:
        return remedy
    line = page.lines["raw"][hit.paragraph]
    before, after = line[max(0, hit.start - 4) : hit.start], line[hit.end : hit.end + 4]
    return f"{remedy}可改为：…{before}{text}{after}…"


def place_of(context: LintContext, paragraph: LintParagraph, index: int) -> str:
    """Where a paragraph stands, in the reader's words."""
    number = paragraph.number or index + 1
    section = f"“{paragraph.section}”" if paragraph.section else ""
    file = f"{context.file} " if context.file else ""
    return f"{file}{section}第{number}段"
