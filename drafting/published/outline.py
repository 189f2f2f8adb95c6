"""Whether the parts of a published report are those of its kind, and contact data in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from drafting.findings import Finding, Severity
from drafting.kinds import ReportKind
from drafting.published.blocks import Block
from drafting.published.labels import label_of
from drafting.published.layout import Part
from drafting.published.particulars import is_only_contact
from drafting.published.sentences import paragraphs_of, wrap_width


def outline_findings(
    blocks: Sequence[Block], parts: Sequence[Part], used: Collection[int], kind: ReportKind
) -> Iterator[Finding]:
    """S-01 for parts out of order or misnumbered, S-12 for contact data among the parts.

    Missing parts and headings that the kind does not have are told where they are read.
    """
    headed = [section for section in kind.sections if section.heading]
    places = {section.id: position for position, section in enumerate(headed)}
    known = [part for part in parts if part.section in places]
    for before, part in pairwise(known):
        if places[part.section] < places[before.section]:
            message = f"“{part.heading}”应在“{before.heading}”之前"
            yield _finding(
                "S-01", blocks[part.at], message, "请按规定的次序排列各部分。", part.heading
            )
    for part in known:
        wanted = label_of(headed[places[part.section]].heading).number
        if label_of(part.heading).number != wanted:
            message = f"“{part.heading}”的序号应为“{wanted}”"
            yield _finding("S-01", blocks[part.at], message, "请改正该部分的序号。", part.heading)
    yield from _contacts(blocks, parts, used, headed[-1].id)


def _contacts(
    blocks: Sequence[Block], parts: Sequence[Part], used: Collection[int], last: str
) -> Iterator[Finding]:
    width = wrap_width(blocks)
    for part in parts[1:]:
        if part.section == last:
            continue
        for one in paragraphs_of([blocks[at] for at in part.blocks if at not in used], width):
            if is_only_contact(one.text):
                message = f"联系方式放在“{part.heading}”部分"
                remedy = "请移到前言或最后一部分。"
                yield Finding(
                    "S-12", Severity.WARNING, message, str(one.place), remedy, excerpt=one.text
                )


def _finding(code: str, block: Block, message: str, remedy: str, excerpt: str) -> Finding:
    return Finding(code, Severity.WARNING, message, str(block.place), remedy, excerpt=excerpt)
