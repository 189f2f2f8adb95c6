"""The stages in order: input, checks, plan, sentences, draft, review."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafting.checking.check import check
from drafting.checking.notes import check_text
from drafting.document import BankStamp, Draft, Section
from drafting.errors import UnmetFinalError, UnreadableFileError
from drafting.findings import Finding, Severity, has_errors
from drafting.inputs import read_input, read_last_year, with_related
from drafting.intake.assemble import assemble, input_digest
from drafting.intake.raw import shown
from drafting.kinds import ReportKind, load_kind
from drafting.microplanning.microplan import Wording, default_seed, microplan, note_line
from drafting.microplanning.years import digits
from drafting.notices import Notice
from drafting.plan import Plan
from drafting.planning.content import framing_slots
from drafting.planning.structure import plan
from drafting.realisation.background import with_background
from drafting.realisation.realise import MISSING, realise
from drafting.report import Checked, ReportInput
from drafting.review.anchors import comments
from drafting.review.lengths import Piece, lengths
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from drafting.review.noticed import against_notices
from drafting.review.repeats import lint_repeats
from drafting.review.traceability import lost_notes, require_sources
from phrasebank.bank import Bank
from phrasebank.layers import load_banks
from phrasebank.lexicon import load_lexicon

logging.getLogger("drafting").addHandler(logging.NullHandler())
VERSION = "0.1.0"
_SETTLED = frozenset({"A-09"})  # the plan itself pairs problems with measures


@dataclass(frozen=True, slots=True)
class Made:
    """A draft with the value after each stage, for `--trace` and `--json`."""

    draft: Draft
    checked: Checked
    plan: Plan
    wording: Wording


def load_report(
    path: Path, *, last_year: Path | None = None, more: Sequence[Path] = ()
) -> ReportInput:
    """The report of an input file, with last year's beside it when there is one.

    Args:
        path: INPUT.yaml or INPUT.xlsx.
        last_year: last year's report; wins over the input's own `last_year`.
        more: further workbooks of the same report, one a supplying office.

    Raises:
        UnreadableFileError: a file cannot be read.
        UnusableInputError: what a draft cannot do without is missing.
    """
    raw = read_input(path)
    if more:
        from drafting.intake.workbook_merge import merge_workbooks  # noqa: PLC0415 -- only for split inputs

        raw = merge_workbooks([raw, *(read_input(other) for other in more)])
    report = assemble(raw)
    report = with_related(report, raw, path.parent)
    if last_year is not None:
        return _with_last_year(report, last_year)
    named = raw.data.get("last_year")
    if named is None or named == "":
        return report
    try:
        return _with_last_year(report, path.parent / shown(named))
    except UnreadableFileError as fault:
        told = Finding(
            "IN-08", Severity.ERROR, f"上年报告：{fault.message.rstrip('。')}", str(raw.place("last_year")),
            f"{fault.remedy}本次未与上年比较。",
        )  # fmt: skip
        return replace(report, findings=(*report.findings, told))


def _with_last_year(report: ReportInput, where: Path) -> ReportInput:
    """The report beside last year's, which may be an input or a published report."""
    found = read_last_year(where, kind=report.kind)
    findings = (*report.findings, *found.findings)
    last = found.report
    if last is not None and last.year != report.year - 1:
        doubt = Finding(
            "IN-09", Severity.WARNING, f"上年报告写的是{last.year}年，本报告是{report.year}年", str(last.origin),
            "请核对上年报告是否给错；本次未与上年比较。", figures=(str(last.year), str(report.year)),
        )  # fmt: skip
        findings, last = (*report.findings, doubt), None
    return replace(report, last_year=last, last_text=found.text, findings=findings)


def check_report(report: ReportInput) -> Checked:
    """Every check on figures and notes."""
    return check(report, load_kind(report.kind))


def draft_report(checked: Checked, *, bank: Bank | None = None, seed: int | None = None) -> Draft:
    """The draft of a checked report.

    Raises:
        UntraceableNumberError: a numeral has no source; that is a fault of ours.
        BrokenBankError: the bank lacks a wording.
    """
    return make(checked, bank=bank, seed=seed).draft


def make(
    checked: Checked,
    *,
    bank: Bank | None = None,
    seed: int | None = None,
    length: str = "standard",
    notices: Sequence[Notice] = (),
) -> Made:
    """The draft with the value after each stage."""
    report = checked.report
    kind = load_kind(report.kind)
    form = kind.form_of(report)
    phrases = bank if bank is not None else load_banks()
    number = (
        default_seed(report.kind, report.year, report.organisation.name) if seed is None else seed
    )
    decided = plan(checked, kind)
    wording = microplan(
        decided, checked, bank=phrases, lexicon=load_lexicon(), seed=number, length=length,
        framing_slots=framing_slots(report, form),
        details={key: section.details for key, section in kind.notes.items()},
    )  # fmt: skip
    laid = realise(wording.sections, report.figures, form, kind.folder)
    sections = with_background(laid, report, kind)
    require_sources(sections)
    findings = (
        *_without_gaps(checked.findings, decided),
        *wording.findings,
        *_plan_findings(decided, checked, kind),
        *_review(sections, checked, kind, decided.title),
        *against_notices(_pieces(sections), report, notices),
    )
    draft = Draft(
        kind=report.kind,
        form=report.form,
        year=report.year,
        organisation=report.organisation.name,
        title=decided.title,
        seed=number,
        version=VERSION,
        banks=_stamps(phrases),
        sections=sections,
        findings=_once(findings),
        comments=comments(sections, _once(findings)),
        input_sha256=input_digest(report),
        length=length,
    )
    return Made(draft, checked, decided, wording)


def _stamps(bank: Bank) -> tuple[BankStamp, ...]:
    """The layers of a bank, and what editors kept where that decided, too."""
    layers = tuple(
        BankStamp(layer.manifest.name, layer.manifest.version, layer.sha256)
        for layer in bank.layers
    )
    if not bank.acceptance:
        return layers
    told = "\n".join(f"{entry} {share}" for entry, share in sorted(bank.acceptance.items()))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return (*layers, BankStamp("acceptance", str(len(bank.acceptance)), digest))


def require_final(draft: Draft) -> None:
    """Refuse a final draft while errors or placeholders are left.

    Raises:
        UnmetFinalError: with what is left.
    """
    reasons = [f"{f.code} {f.message}" for f in draft.findings if f.severity is Severity.ERROR]
    gaps = sum(
        paragraph.text.count("【请补充")
        for section in draft.sections
        for paragraph in section.paragraphs
    )
    empty = sum(
        text == MISSING
        for section in draft.sections
        for table in section.tables
        for text in table.values.values()
    )
    if gaps:
        reasons.append(f"还有{gaps}处【请补充】")
    if empty:
        reasons.append(f"还有{empty}个单元格待填")
    if reasons or has_errors(draft.findings):
        raise UnmetFinalError(reasons)


# ---- what planning and reviewing found ------------------------------------------------------


def _plan_findings(decided: Plan, checked: Checked, kind: ReportKind) -> list[Finding]:
    found = [
        Finding(
            gap.code, Severity.WARNING, gap.message, f"“{section.heading or kind.name}”", gap.remedy,
            anchor=f"paragraph:{paragraph.id}", excerpt=f"【请补充：{gap.wanted}】",
        )
        for section in decided.sections
        for paragraph in section.paragraphs
        for gap in paragraph.gaps
    ]  # fmt: skip
    for unplaced in decided.unplaced:
        near = "、".join(unplaced.nearest)
        found.append(
            Finding(
                "IN-40", Severity.WARNING, f"要点“{unplaced.bullet.text}”没有写明主题，也看不出属于哪一方面",
                str(unplaced.bullet.origin), f"请在要点中写明主题；较接近的有：{near}。",
                anchor=f"bullet:{unplaced.bullet.id}",
            )
        )  # fmt: skip
    found.extend(_unanswered(checked.report, decided, kind))
    return found


def _without_gaps(findings: Sequence[Finding], decided: Plan) -> list[Finding]:
    """The checks' findings without those that a placeholder already shows at its place."""
    shown = {
        (gap.code, section.id, topic)
        for section in decided.sections
        for paragraph in section.paragraphs
        for gap in paragraph.gaps
        for topic in (paragraph.topic, "")
    }
    kept = []
    for finding in findings:
        section, _, topic = finding.anchor.partition(":")[2].partition("/")
        if (finding.code, section, topic) not in shown:
            kept.append(finding)
    return kept


def _unanswered(report: ReportInput, decided: Plan, kind: ReportKind) -> list[Finding]:
    problems = [bullet for bullet in report.bullets if bullet.section == "problems"]
    if not any(bullet.section == "plans" for bullet in report.bullets):
        return []
    answered = set(decided.answers.values())
    return [
        Finding(
            kind.unanswered, Severity.WARNING, f"问题“{problem.text}”没有对应的改进打算", str(problem.origin),
            "请在下步打算中补一条，或用 answers 写明由哪一条回应。", anchor=f"bullet:{problem.id}",
        )
        for position, problem in enumerate(problems) if position not in answered
    ]  # fmt: skip


def _review(
    sections: Sequence[Section], checked: Checked, kind: ReportKind, title: str
) -> list[Finding]:
    report = checked.report
    paragraphs = lint_view(sections)
    context = LintContext(
        year=report.year, title=title, organisation=report.organisation.name,
        self_name=report.organisation.self_name, region=report.organisation.region,
    )  # fmt: skip
    texts = [
        (f"paragraph:{paragraph.id}", sentence.text)
        for section in sections for paragraph in section.paragraphs for sentence in paragraph.sentences
        if sentence.kind not in {"heading", "placeholder"}
    ]  # fmt: skip
    notes = [(bullet, digits(note_line(bullet), report.year)) for bullet in report.bullets]
    known = {(finding.code, finding.excerpt) for finding in checked.findings}
    return [
        *lost_notes(sections, notes),
        *(
            found
            for found in check_text(texts, report, kind, checked.findings)
            if (found.code, found.excerpt) not in known
        ),
        *(
            found
            for found in lint_paragraphs(paragraphs, context)
            if found.code not in _SETTLED and (found.code, found.excerpt) not in known
        ),
        *lint_repeats(paragraphs, context),
        *lengths(_pieces(sections), report.organisation.level, kind),
    ]


def _pieces(sections: Sequence[Section]) -> list[Piece]:
    return [
        Piece(section.id, paragraph.text, f"paragraph:{paragraph.id}")
        for section in sections
        for paragraph in section.paragraphs
    ]


def lint_view(sections: Sequence[Section]) -> tuple[LintParagraph, ...]:
    """The narrative of a draft as the linter reads it."""
    view: list[LintParagraph] = []
    for section in sections:
        if section.heading:
            view.append(
                LintParagraph(
                    section.heading, section.heading, len(view) + 1, is_heading=True, level=1
                )
            )
        for paragraph in section.paragraphs:
            view.append(
                LintParagraph(
                    paragraph.text, section.heading, len(view) + 1, level=paragraph.level,
                    anchor=f"paragraph:{paragraph.id}",
                )
            )  # fmt: skip
    return tuple(view)


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    seen: dict[tuple[str, str, str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.message, finding.place, finding.anchor), finding)
    return tuple(seen.values())


Trace = Mapping[str, object]
