"""What a note tells beside its text, said behind it: a reason, who does it, by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from drafting.document import Span
from drafting.figures import number_text
from drafting.findings import Finding, Severity
from drafting.kinds import NoteDetail
from drafting.microplanning.aggregate import NoteText, framing
from drafting.plan import Message, PhraseUse, Piece, Slot
from drafting.report import Bullet
from drafting.zh.punctuation import full_width_marks, half_width_digits, tighten

Words = Callable[[str], tuple[Span, ...]]
Phrase = Callable[[Message], PhraseUse | None]


def with_details(
    text: NoteText,
    bullet: Bullet,
    details: Mapping[str, NoteDetail],
    words: Words,
    phrase: Phrase,
) -> tuple[NoteText, list[Finding]]:
    """A note's text with its details behind it, and a finding for each that is wanting.

    Args:
        text: the note itself.
        bullet: where it comes from.
        details: what the kind asks for in the note's section.
        words: a detail's own words in official style.
        phrase: the wording that says a detail.
    """
    told = dict(bullet.details)
    added: list[Piece] = []
    findings: list[Finding] = []
    for key, detail in details.items():
        if key in told:
            source = f"bullet:{bullet.id}"
            spans = words(told[key]) if detail.clause else _as_written(told[key], source)
            slots = {key: Slot(spans=spans, sources=(source,))}
            use = phrase(Message(f"{bullet.id}:{key}", detail.function, detail.topic, slots))
            added += [framing("，"), use] if use is not None else [framing("，"), *slots[key].spans]
        elif detail.wanted and not _tells(bullet, detail):
            mark = f"【请补充：{detail.wanted}】"
            added += [framing("，"), Span(mark, ("rule:form",), "placeholder")]
            findings.append(_wanting(bullet, detail, mark))
    if not added:
        return text, findings
    return replace(text, pieces=[*text.pieces, *added], has_comma=True), findings


def _as_written(text: str, source: str) -> tuple[Span, ...]:
    """A name, a time or an aim: only its marks and digits are put right."""
    tidy = full_width_marks(tighten(half_width_digits(text))).rstrip("。；")
    return (Span(tidy, (source,), "verbatim"),)


def _tells(bullet: Bullet, detail: NoteDetail) -> bool:
    value = "" if bullet.value is None else number_text(bullet.value) + bullet.unit
    return bool(detail.unless) and re.search(detail.unless, bullet.text + value) is not None


def _wanting(bullet: Bullet, detail: NoteDetail, mark: str) -> Finding:
    return Finding(
        detail.code, Severity.WARNING, detail.message.format(note=bullet.text), str(bullet.origin),
        detail.remedy, anchor=f"bullet:{bullet.id}", excerpt=mark,
    )  # fmt: skip
