"""The paragraphs of a published report, each in the section whose notes it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from drafting.kinds import ReportKind, SectionSpec
from drafting.location import Location
from drafting.published.blocks import Block
from drafting.published.layout import Part, Title, is_organ, is_tabled
from drafting.published.particulars import is_only_contact
from drafting.published.sentences import Paragraph, paragraphs_of, wrap_width

_FOOT = re.compile(
    r"【?(?:打印|关闭)|分享到|上一篇|下一篇|返回顶部|版权所有|主办单位|承办单位|网站标识码|ICP备|公网安备"
    r"|扫一扫|责任编辑|信息来源|浏览次数|相关(?:文档|附件|链接)|网站地图|^附件"
)
_LONGEST_FOOT = 60
DATE = re.compile(
    r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)
"""A date as it stands under a report."""

_PREAMBLE = re.compile(
    r"现将|现向社会|现予公布|编制(?:了|本|完成|并)|本年?度?报告|统计(?:时限|期限|数据)|电子版|报告如下|年度报告。$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """Where each paragraph belongs."""

    preamble: tuple[Paragraph, ...]
    sections: Mapping[str, tuple[Paragraph, ...]]  # section with notes -> its paragraphs
    stray: tuple[Paragraph, ...]  # in the sections of tables, but of no table
    tail: tuple[Paragraph, ...]  # signature, date and foot of the page
    contacts: tuple[Paragraph, ...]  # contact data and nothing else
    unknown: tuple[tuple[str, Location], ...]  # headings that the kind does not have
    rows: tuple[Paragraph, ...]  # rows of tables that are none of the form's


def lists_of(spec: SectionSpec) -> tuple[str, ...]:
    """The lists of notes that a section holds."""
    return tuple(dict.fromkeys(block.bullets for block in spec.blocks if block.bullets))


def divide(
    blocks: Sequence[Block],
    parts: Sequence[Part],
    used: Collection[int],
    kind: ReportKind,
    title: Title | None,
) -> Division:
    """The paragraphs of a report by the sections of its kind.

    Args:
        blocks: of the file.
        parts: the report cut at its headings; the first stands before them.
        used: positions of blocks that belong to a table.
        kind: the kind.
        title: the title, whose organ signs at the end.
    """
    width = wrap_width(blocks)

    rows: list[Paragraph] = []

    def body(part: Part) -> list[Paragraph]:
        own = paragraphs_of([blocks[at] for at in part.blocks if at not in used], width)
        rows.extend(one for one in own if one.is_row)
        return [one for one in own if not one.is_row]

    listing = [spec.id for spec in kind.sections if lists_of(spec)]
    sections: dict[str, list[Paragraph]] = {}
    stray: list[Paragraph] = []
    unknown: list[tuple[str, Location]] = []
    current = listing[0]
    for part in parts[1:]:
        if part.section == "?":
            place = blocks[part.at].place
            unknown.append((part.heading, place))
            own = [Paragraph(part.heading, place, heading=2), *body(part)]
            sections.setdefault(current, []).extend(own)
        elif is_tabled(part.section, kind):
            stray += body(part)
        elif part.section in listing:
            current = part.section  # its own text first, so that it stands under no strange heading
            sections[current] = [*body(part), *sections.get(current, [])]
    contacts = [one for found in sections.values() for one in found if is_only_contact(one.text)]
    kept = {key: [one for one in found if one not in contacts] for key, found in sections.items()}
    tail = _cut_tail(kept, title)
    preamble = [*body(parts[0]), *_cut_preamble(kept.get(listing[0], []))]
    return Division(
        tuple(preamble),
        {key: tuple(found) for key, found in kept.items()},
        tuple(stray),
        tuple(tail),
        tuple(contacts),
        tuple(unknown),
        tuple(rows),
    )


def _cut_tail(sections: Mapping[str, list[Paragraph]], title: Title | None) -> list[Paragraph]:
    """Take signature, date and what a page has behind a report off the last section."""
    last = next((found for found in reversed(list(sections.values())) if found), None)
    if last is None:
        return []
    cut = next((at for at, one in enumerate(last) if _is_foot(one, at)), len(last))
    while cut and _is_signature(last[cut - 1].text, title):
        cut -= 1
    dated = cut < len(last) and DATE.fullmatch(last[cut].text)
    if dated and cut and not (title and title.organisation) and is_organ(last[cut - 1].text):
        cut -= 1
    tail = last[cut:]
    del last[cut:]
    return tail


def _is_foot(paragraph: Paragraph, at: int) -> bool:
    return at > 0 and len(paragraph.text) < _LONGEST_FOOT and bool(_FOOT.search(paragraph.text))


def _is_signature(text: str, title: Title | None) -> bool:
    name = title.organisation if title else ""
    plain = re.sub(r"\s", "", text)
    if DATE.fullmatch(plain):
        return True
    return bool(name) and len(plain) >= 3 and name.endswith(plain)


def _cut_preamble(first: list[Paragraph]) -> list[Paragraph]:
    """Take what introduces the report, though it stands behind the first heading, off it."""
    count = 0
    while count < len(first) and _PREAMBLE.search(first[count].text) and "《" in first[count].text:
        count += 1
    moved = first[:count]
    del first[:count]
    return moved
