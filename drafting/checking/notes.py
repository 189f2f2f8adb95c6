"""What notes and sentences say, against the tables, last year and themselves."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafting.checking.breakdown import Misfit, misfits
from drafting.checking.claims import Judge, active, claims_of
from drafting.checking.growth import WrongRate, rates_of_pairs, wrong_rates
from drafting.checking.judging import Passage, judge
from drafting.checking.names import Names, names_of
from drafting.checking.shares import WrongShare, wrong_shares
from drafting.checking.wording import bullet_place, opening
from drafting.figures import number_text
from drafting.findings import SEVERITY_BY_LETTER, Finding, Severity
from drafting.kinds import ReportKind, TextRule
from drafting.report import Bullet, ReportInput
from phrasebank.terms import out_of_season


def check_text(
    sentences: Sequence[tuple[str, str]],
    report: ReportInput,
    kind: ReportKind,
    told: Sequence[Finding] | None = None,
) -> tuple[Finding, ...]:
    """Findings on the sentences of a draft, given as (anchor, text) in order.

    What was said before under the same anchor tells what a sentence speaks of. What the notes
    of the report already say has its finding there and is not found again: `told`, the findings
    of `check`; None: the notes are read for them.
    """
    names = names_of(report, kind)
    judge_ = active(claims_of(kind, kind.form_of(report)), names)
    on_notes = check_notes(report, kind, names) if told is None else told
    known = {_key(finding) for finding in on_notes}
    said: dict[str, str] = {}
    found: list[Finding] = []
    for anchor, text in sentences:
        passage = Passage(anchor, text, f"“{opening(text)}”", topic=said.get(anchor, ""))
        found += _judge(passage, judge_, kind)
        said[anchor] = said.get(anchor, "") + text
    return tuple(finding for finding in found if _key(finding) not in known)


def _key(finding: Finding) -> tuple[str, object]:
    return finding.code, finding.figures or finding.excerpt


def check_notes(report: ReportInput, kind: ReportKind, names: Names) -> list[Finding]:
    """Findings on the notes of an input."""
    claims = active(claims_of(kind, kind.form_of(report)), names)
    found: list[Finding] = []
    for bullet in report.bullets:
        passage = Passage(
            f"bullet:{bullet.id}",
            bullet.text,
            bullet_place(bullet),
            topic=bullet.topic,
            section=bullet.section,
            base=bullet.base,
        )
        found += _judge(passage, claims, kind)
        found += _growth(bullet, passage, kind)
        found += _stale_terms(passage, report.year)
    return found


def _stale_terms(passage: Passage, year: int) -> Iterator[Finding]:
    """A-20: slogans and names of a note that belong to other years."""
    for use in out_of_season(passage.text, year):
        yield Finding(
            code="A-20",
            severity=Severity.NOTE if use.term.unsure else Severity.WARNING,
            message=f"“{passage.text[use.start : use.end]}”与报告年度不符（本报告为{year}年度，{use.detail()}）",
            place=passage.place,
            remedy=use.term.advice(year),
            anchor=passage.anchor,
            excerpt=passage.text[use.start : use.end],
        )


def _judge(passage: Passage, judge_: Judge, kind: ReportKind) -> Iterator[Finding]:
    yield from judge(passage, judge_)
    for wrong, now, before, unit in rates_of_pairs(passage.text):
        yield _wrong_rate(wrong, now, before, unit, passage, _rule(kind, "X-16"))
    for share in wrong_shares(passage.text):
        yield _wrong_share(share, passage, _rule(kind, "X-16"))
    for misfit in misfits(passage.text, kind.structure.get("pairs", ())):
        yield Finding(
            code=misfit.code,
            severity=_severity(misfit, passage),
            message=misfit.message,
            place=passage.place,
            remedy=_rule(kind, misfit.code).remedy,
            figures=misfit.figures,
            anchor=passage.anchor,
            excerpt=misfit.excerpt,
        )


def _severity(misfit: Misfit, passage: Passage) -> Severity:
    """A draft's own sentence may leave out a channel; a note that does is an error."""
    own = not passage.section
    return Severity.WARNING if own and misfit.nearly else misfit.severity


def _growth(bullet: Bullet, passage: Passage, kind: ReportKind) -> Iterator[Finding]:
    """Rates in a note that gives this year's value and last year's."""
    if not isinstance(bullet.value, Decimal) or not isinstance(bullet.last_year, Decimal):
        return
    now, before = bullet.value, bullet.last_year
    for wrong in wrong_rates(bullet.text, now, before, bullet.unit):
        yield _wrong_rate(wrong, now, before, bullet.unit, passage, _rule(kind, "X-16"))


def _wrong_rate(  # noqa: PLR0913 -- the rate, its two numbers, its place, its rule
    wrong: WrongRate,
    now: Decimal,
    before: Decimal,
    unit: str,
    passage: Passage,
    rule: TextRule,
) -> Finding:
    shown = number_text(now), number_text(before)
    return Finding(
        code=rule.code,
        severity=SEVERITY_BY_LETTER[rule.level],
        message=(
            f"“{wrong.written}”与所给的数不符：本年{shown[0]}{unit}、上年{shown[1]}{unit}，{wrong.due}。"
        ),
        place=passage.place,
        remedy=rule.remedy,
        figures=shown,
        anchor=passage.anchor,
        excerpt=wrong.written,
    )


def _wrong_share(share: WrongShare, passage: Passage, rule: TextRule) -> Finding:
    shown = number_text(share.part), number_text(share.whole)
    return Finding(
        code=rule.code,
        severity=SEVERITY_BY_LETTER[rule.level],
        message=f"“{share.written}”与所给的数不符：{shown[0]}{share.unit}占{shown[1]}{share.unit}，{share.due}。",
        place=passage.place,
        remedy="请重新计算占比，或写明占什么的比例。",
        figures=shown,
        anchor=passage.anchor,
        excerpt=share.written,
    )


def _rule(kind: ReportKind, code: str) -> TextRule:
    """The text rule that holds level and remedy of a check that code carries out."""
    held = (rule for rule in kind.text_rules if rule.code == code)
    return next(held, TextRule(code=code, level="E", pattern="", remedy="请核对。"))
