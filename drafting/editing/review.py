"""The review of an edited file: changes, fresh findings, wordings worth keeping."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.checking.notes import check_text
from drafting.editing.changes import KINDS, SentenceChange, changes, is_worth_keeping
from drafting.editing.draft_blocks import DraftBlock, cell_values, draft_blocks
from drafting.editing.matching import Matched, match
from drafting.editing.pieces import OBJECT
from drafting.editing.redraft import NO_DRAFT, StrangeFileError
from drafting.editing.revised import RevisedFile, read_revised
from drafting.editing.tokens import is_number, tokens
from drafting.editing.value_cells import form_of_data, value_cells
from drafting.findings import Finding, Severity
from drafting.intake.assemble import assemble
from drafting.intake.raw import Plain, RawInput
from drafting.kinds import ReportKind, load_kind
from drafting.pipeline import check_report
from drafting.report import ReportInput
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from phrasebank.edits import candidate_of_edit
from phrasebank.generalise import Setting
from phrasebank.proposing import Attested, Candidate

_ORDINALS = re.compile(r"^（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value of a table that the editor changed; `after` is None when the cell is gone."""

    key: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """What an editor did, and what is to be said of it."""

    draft: Mapping[str, Any]
    changes: tuple[SentenceChange, ...]
    cells: tuple[CellChange, ...]
    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]


def review_file(path: Path) -> Review:
    """Everything that changed in a file since it was drafted.

    Raises:
        UnreadableFileError: the file cannot be read.
        StrangeFileError: it holds no draft.
    """
    return review_of(read_revised(path))


def review_of(file: RevisedFile) -> Review:
    """Everything that changed in a file that has been read.

    Raises:
        StrangeFileError: it holds no draft.
    """
    if file.draft is None:
        raise StrangeFileError(file.path.name, NO_DRAFT)
    drafted = draft_blocks(file.draft)
    matched = match(drafted, file.blocks)
    found = changes(file, drafted, matched)
    kind = load_kind(str(file.draft["kind"]))
    cells = _cells(file, kind)
    return Review(
        file.draft, found, cells, (*_fresh(file, kind, drafted, matched), *_strange_numbers(file, found)),
        _candidates(file, found),
    )  # fmt: skip


def _cells(file: RevisedFile, kind: ReportKind) -> tuple[CellChange, ...]:
    draft = file.draft or {}
    now = value_cells(file, form_of_data(draft, kind))
    found = []
    for key, before in cell_values(draft).items():
        after = now[key].accepted.strip() if key in now else None
        if after != before:
            found.append(CellChange(key, before, after))
    return tuple(found)


# ---- fresh findings ------------------------------------------------------------------------


def _fresh(
    file: RevisedFile, kind: ReportKind, drafted: Sequence[DraftBlock], matched: Matched
) -> list[Finding]:
    """The checks on the text and the tables as they are now."""
    report = report_of(file, kind)
    sections = {block.key: block.section for block in drafted}
    headings = {section.id: section.heading for section in kind.sections}
    paragraphs: list[LintParagraph] = []
    texts: list[tuple[str, str]] = []
    section = ""
    for number, block in enumerate(file.blocks):
        keys = matched.keys.get(number, ())
        section = next((sections[key] for key in keys), section)
        text = block.accepted.replace(OBJECT, "").strip()
        if not text or "title" in keys:
            continue
        is_heading = any(key.startswith("heading/") for key in keys)
        paragraphs.append(
            LintParagraph(
                text, headings.get(section, ""), len(paragraphs) + 1, is_heading=is_heading,
                level=1 if is_heading else 2 if _ORDINALS.match(text) else 0,
            )
        )  # fmt: skip
        if not is_heading:
            texts.append((f"paragraph:{number}", text))
    context = LintContext(
        year=report.year, title=str((file.draft or {}).get("title", "")), file=file.path.name,
        organisation=report.organisation.name, self_name=report.organisation.self_name,
    )  # fmt: skip
    checked = check_report(report)
    tables = [one for one in checked.findings if one.code.startswith(("T2", "T3", "T4", "C-"))]
    return [*tables, *check_text(texts, report, kind), *lint_paragraphs(paragraphs, context)]


def report_of(file: RevisedFile, kind: ReportKind) -> ReportInput:
    """The report as its tables are now, without notes: what the text must agree with."""
    draft = file.draft or {}
    form = form_of_data(draft, kind)
    now = value_cells(file, form)
    figures: dict[str, Any] = {}
    for key, block in now.items():
        place = figures
        *path, last = key.split("/")
        for step in path:
            place = place.setdefault(step, {})
        place[last] = block.accepted.strip()
    data: dict[str, Plain] = {
        "kind": str(draft["kind"]),
        "year": int(draft["year"]),
        "organisation": {"name": str(draft["organisation"])},
        "figures": figures,
    }
    return assemble(RawInput(file.path.name, data))


def _strange_numbers(file: RevisedFile, found: Sequence[SentenceChange]) -> list[Finding]:
    """Numbers of the editor's that nothing in the draft has."""
    draft = file.draft or {}
    known = set(cell_values(draft).values())
    for block in draft_blocks(draft):
        known.update(token for token in tokens(block.text) if is_number(token))
    out: list[Finding] = []
    for change in found:
        strange = [
            token for token in tokens(change.after) if is_number(token) and token not in known
        ]
        out += [_strange(token, change) for token in dict.fromkeys(strange)]
    return out


def _strange(token: str, change: SentenceChange) -> Finding:
    return Finding(
        "TR-04", Severity.WARNING, f"改稿中的数“{token}”在输入和表格中都没有", f"“{change.after[:20]}…”",
        "请核对该数；确认无误的，改到输入里，再重新起草。", figures=(token,), excerpt=change.after,
    )  # fmt: skip


# ---- wordings ------------------------------------------------------------------------------


def _candidates(file: RevisedFile, found: Sequence[SentenceChange]) -> tuple[Candidate, ...]:
    draft = file.draft or {}
    setting = Setting(int(draft["year"]), str(draft["organisation"]))
    made = []
    for change in found:
        if not is_worth_keeping(change) or "+" in change.phrase:
            continue
        entry = change.phrase.partition(":")[2]
        function, _, rest = entry.partition(".")
        place = Attested(file.path.name, 0, change.after)
        candidate = candidate_of_edit(
            change.before, change.after, {}, function=function,
            topic=rest.rpartition(".")[0], setting=setting, place=place,
        )  # fmt: skip
        if candidate is not None:
            made.append(candidate)
    return tuple(made)


# ---- as data and as text -------------------------------------------------------------------


def review_json(review: Review, file: Path) -> dict[str, Any]:
    """The review as every face of the product prints it."""
    return {
        "kind": review.draft["kind"],
        "year": review.draft["year"],
        "organisation": review.draft["organisation"],
        "changes": [
            {
                "kind": change.kind, "section": change.section, "paragraph": change.key,
                "before": change.before, "after": change.after, "author": change.author,
                "date": change.date, "phrase": change.phrase or None,
                "figures": [
                    {
                        "before": one.before, "after": one.after, "sources": list(one.sources),
                        "command": take_command(one.sources, one.before, one.after, file),
                    }
                    for one in change.figures
                ],
            }
            for change in review.changes
        ],
        "cells": [
            {
                "cell": cell.key, "before": cell.before, "after": cell.after,
                "command": None if cell.after is None else take_command((f"figure:{cell.key}",), cell.before, cell.after, file),
            }
            for cell in review.cells
        ],
        "candidates": [candidate.data for candidate in review.candidates],
        "findings": [finding.as_json() for finding in review.findings],
    }  # fmt: skip


def take_command(sources: Sequence[str], before: str, after: str, file: Path) -> str | None:
    """The command that takes a corrected number over into the input; None when its place is not one."""
    places = [source for source in sources if source.startswith(("figure:", "bullet:"))]
    if len(places) != 1:
        return None
    old = f":{before}" if places[0].startswith("bullet:") else ""
    return f"drafting review {file} --take {places[0]}{old}={after} --into INPUT"


def review_text(review: Review, file: Path) -> str:
    """The review as lines for the screen."""
    lines = [f"{review.draft['organisation']} {review.draft['year']}年"]
    for change in review.changes:
        who = f"（{change.author} {change.date[:10]}）" if change.author else ""
        lines.append(f"[{KINDS[change.kind]}]{who} {change.before or change.after}")
        if change.before and change.after and change.before != change.after:
            lines.append(f"    改为：{change.after}")
        for one in change.figures:
            command = take_command(one.sources, one.before, one.after, file)
            lines.append(
                f"    {one.before} 改为 {one.after}，原数来自 {'、'.join(one.sources) or '文字'}"
            )
            if command:
                lines.append(f"    采纳到输入：{command}")
    for cell in review.cells:
        lines.append(
            f"[表格] {cell.key} {cell.before} 改为 {cell.after if cell.after is not None else '（已删去）'}"
        )
        if cell.after is not None:
            command = take_command((f"figure:{cell.key}",), cell.before, cell.after, file)
            lines.append(f"    采纳到输入：{command}")
    if review.candidates:
        lines.append("可以收入表述库的写法（须由管理员用 drafting phrases add 收入）：")
        lines += [f"    {candidate.entry.text}" for candidate in review.candidates]
    return "\n".join(lines)
