"""Proof per draft: every number has a source, every note and every number of a note appears."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafting.document import Section, Sentence
from drafting.errors import DraftingError
from drafting.findings import Finding, Severity
from drafting.report import Bullet

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class UntraceableNumberError(DraftingError):
    """A numeral in the draft has no source; no draft is made."""

    def __init__(self, number: str, sentence: str) -> None:
        super().__init__(
            f"TR-01 “{sentence}”中的“{number}”查不到来源，已停止起草。",
            "这是程序或表述库的缺陷，请把输入文件和本提示发给维护人员。",
        )


def sentences(sections: Sequence[Section]) -> Iterator[Sentence]:
    """All sentences of a draft in order."""
    for section in sections:
        for paragraph in section.paragraphs:
            yield from paragraph.sentences


def require_sources(sections: Sequence[Section]) -> None:
    """Refuse a draft in which any numeral stands outside a piece with a source.

    Raises:
        UntraceableNumberError: there is one.
    """
    for sentence in sentences(sections):
        for span in sentence.spans:
            sourced = span.sources and span.rule != "nil"  # what is nought backs no numeral
            if not sourced and (match := _NUMBER.search(span.text)):
                raise UntraceableNumberError(match[0], sentence.text)


def lost_notes(
    sections: Sequence[Section], notes: Sequence[tuple[Bullet, Sequence[str]]]
) -> tuple[Finding, ...]:
    """Notes, and numbers of notes, that the draft does not hold.

    Args:
        sections: the draft.
        notes: each note with the numbers that it must show, as strings of digits.
    """
    shown: dict[str, list[str]] = {}
    for sentence in sentences(sections):
        for span in sentence.spans:
            for source in span.sources:
                if source.startswith("bullet:") and span.rule not in {"rate", "points", "heading"}:
                    shown.setdefault(source.removeprefix("bullet:"), []).append(span.text)
    return tuple(
        finding
        for bullet, numbers in notes
        if (finding := _lost(bullet, numbers, shown.get(bullet.id)))
    )


def _lost(bullet: Bullet, numbers: Sequence[str], texts: Sequence[str] | None) -> Finding | None:
    if texts is None:
        return Finding(
            "TR-02", Severity.ERROR, f"要点“{bullet.text}”没有写进报告", str(bullet.origin),
            "请把该要点另写成一句，或联系维护人员。", anchor=f"section:{bullet.section}",
        )  # fmt: skip
    missing = Counter(numbers) - Counter(_NUMBER.findall(" ".join(texts)))
    if not missing:
        return None
    listed = "、".join(missing)
    return Finding(
        "TR-03", Severity.ERROR, f"要点“{bullet.text}”中的数“{listed}”没有写进报告", str(bullet.origin),
        "请核对该句，把数补上。", figures=tuple(missing), anchor=f"bullet:{bullet.id}",
    )  # fmt: skip
