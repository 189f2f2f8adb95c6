"""Findings put at their words: which become Word comments, and where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafting.document import Comment, Paragraph, Section
from drafting.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class _Spot:
    section: str = ""
    paragraph: str = ""
    start: int = 0
    end: int = 0
    cell: str = ""


def comments(sections: Sequence[Section], findings: Sequence[Finding]) -> tuple[Comment, ...]:
    """A comment for each error and warning, at its words, cell or heading."""
    made: list[Comment] = []
    seen: dict[str, int] = {}
    spoken: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.severity is Severity.NOTE:
            continue
        spot = _spot(sections, finding)
        text = _text(finding.severity, finding.code, finding.message, finding.remedy)
        if (text, repr(spot)) in spoken:
            continue
        spoken.add((text, repr(spot)))
        identity = _identity(finding.code, finding.anchor, finding.excerpt)
        seen[identity] = seen.get(identity, 0) + 1
        suffix = f"-{seen[identity]}" if seen[identity] > 1 else ""
        made.append(
            Comment(
                identity + suffix, finding.code, finding.severity.value, text, spot.section,
                spot.paragraph, spot.start, spot.end, spot.cell,
            )
        )  # fmt: skip
    return tuple(made)


def identities(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The words and the id of the comment that each finding of a draft's data became."""
    for finding in findings:
        severity = Severity(finding["severity"])
        if severity is not Severity.NOTE:
            text = _text(severity, finding["code"], finding["message"], finding["remedy"])
            anchor, excerpt = finding.get("anchor", ""), finding.get("excerpt", "")
            yield text, _identity(finding["code"], anchor, excerpt)


def _text(severity: Severity, code: str, message: str, remedy: str) -> str:
    return f"【{severity.word}】{code} {message}。{remedy}".replace("。。", "。")


def _identity(code: str, anchor: str, excerpt: str) -> str:
    """Stable while the code and the place are the same."""
    return hashlib.sha256(f"{code}|{anchor}|{excerpt}".encode()).hexdigest()[:8]


def _spot(sections: Sequence[Section], finding: Finding) -> _Spot:
    kind, _, target = finding.anchor.partition(":")
    found: _Spot | None = None
    if kind == "figure":
        found = _cell(sections, target)
    elif kind == "bullet":
        found = _bullet(sections, target, finding.excerpt)
    elif kind == "paragraph":
        named = (one for one in _paragraphs(sections) if one.id == target)
        found = next((_within(one, finding.excerpt) for one in named), None)
    elif kind in {"section", "topic"}:
        named_sections = (one for one in sections if one.id == target.split("/")[0])
        found = next((_of_section(one) for one in named_sections), None)
    if found is not None:
        return found
    return _Spot(section=next((section.id for section in sections if section.heading), ""))


def _cell(sections: Sequence[Section], figure: str) -> _Spot | None:
    shown = any(figure in table.values for section in sections for table in section.tables)
    return _Spot(cell=figure) if shown else None


def _of_section(section: Section) -> _Spot:
    return _Spot(section=section.id) if section.heading else _head(section)


def _head(section: Section) -> _Spot:
    if not section.paragraphs:
        return _Spot()
    paragraph = section.paragraphs[0]
    return _Spot(paragraph=paragraph.id, start=0, end=len(paragraph.text))


def _paragraphs(sections: Sequence[Section]) -> Iterator[Paragraph]:
    for section in sections:
        yield from section.paragraphs


def _within(paragraph: Paragraph, excerpt: str) -> _Spot:
    start = paragraph.text.find(excerpt) if excerpt else -1
    if start < 0:
        return _Spot(paragraph=paragraph.id, start=paragraph.lead, end=len(paragraph.text))
    return _Spot(paragraph=paragraph.id, start=start, end=start + len(excerpt))


def _bullet(sections: Sequence[Section], bullet: str, excerpt: str) -> _Spot | None:
    """The words that come from one note."""
    for paragraph in _paragraphs(sections):
        position = 0
        first, last = -1, -1
        for sentence in paragraph.sentences:
            for span in sentence.spans:
                if f"bullet:{bullet}" in span.sources and span.rule != "heading":
                    first = position if first < 0 else first
                    last = position + len(span.text)
                position += len(span.text)
        if first >= 0:
            inside = paragraph.text.find(excerpt, first, last) if excerpt else -1
            if inside >= 0:
                return _Spot(paragraph=paragraph.id, start=inside, end=inside + len(excerpt))
            return _Spot(paragraph=paragraph.id, start=first, end=last)
    return None
