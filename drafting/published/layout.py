"""Where the parts of a published report are: title, preamble, sections, what is no report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafting.kinds import ReportKind, SectionSpec
from drafting.published.blocks import Block
from drafting.published.labels import Label, LabelIndex, label_of, normal

_YEAR = re.compile(r"((?:19|20)\d{2}|[二一][〇○零九]{1,2}[〇○零一二三四五六七八九]{1,2})年度?")
_HAN_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")}
_HAN_DIGITS |= {"零": "0", "○": "0"}
_TOP = re.compile("[一二三四五六七八九十]{1,3}[,.]")
_LIKE_TITLE = 0.72
_LIKE_HEADING = 0.62
_LIKE_UNNUMBERED = 0.8
_LONGEST_HEADING = 45
_LONGEST_TITLE = 80
_LONGEST_NAME = 40
_TABLE_NEAR = 10  # blocks behind a heading in other words within which its table must begin


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a report."""

    organisation: str  # empty when the title names none
    year: int | None
    first: int  # position of its first block
    last: int
    likeness: float  # 0 to 1, to the title of the kind


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report, or what stands before and behind its parts."""

    section: str  # id of the kind's section; "" before the first heading; "?" an unknown heading
    heading: str
    at: int  # position of the heading; -1 for none
    blocks: tuple[int, ...]


def title_of(blocks: Sequence[Block], kind: ReportKind) -> Title | None:
    """The title, on one line or several: the likest, of equal ones the last before the text."""
    tail = kind.title.partition("{year}年")[2] or kind.title
    endings = [normal(ending) for ending in (tail, *kind.reading.titles)]
    best: Title | None = None
    for at in range(len(blocks)):
        for lines in (1, 2, 3):
            found = _title(blocks[at : at + lines], at, endings)
            if found is None:
                continue
            if best is None or _rank(found) >= _rank(best):
                best = found
            break
    return best


def _rank(title: Title) -> tuple[bool, float, bool]:
    return title.year is not None, title.likeness, bool(title.organisation)


def _title(blocks: Sequence[Block], at: int, endings: Sequence[str]) -> Title | None:
    texts = [block.alone for block in blocks]
    joined = re.sub(r"\s+", "", "".join(texts))
    if not all(texts) or len(joined) > _LONGEST_TITLE or re.search("[。；！>]", joined):
        return None
    plain = normal(joined)
    match = _YEAR.search(plain)
    if match is None:
        return None
    rest = plain[match.end() :]
    likeness = max(SequenceMatcher(None, rest, ending).ratio() for ending in endings)
    if likeness < _LIKE_TITLE or rest.startswith("度"):
        return None
    name = re.sub("^关于|关于(?:报送|上报|印发|公布|发布)?$|^《|的$", "", plain[: match.start()])
    if len(name) > _LONGEST_NAME or ":" in name or "," in name:
        return None
    return Title(name, year_of(match[1]), at, at + len(blocks) - 1, likeness)


def year_of(text: str) -> int | None:
    """The year that digits of either script write, or None."""
    digits = "".join(_HAN_DIGITS.get(character, character) for character in text)
    return int(digits) if re.fullmatch(r"(?:19|20)\d{2}", digits) else None


def with_name(title: Title, blocks: Sequence[Block]) -> Title:
    """The title with the organ's name from the line above it, where that line is only a name."""
    if title.organisation or title.first == 0:
        return title
    name = re.sub(r"\s+", "", blocks[title.first - 1].alone)
    if not is_organ(name):
        return title
    return Title(name, title.year, title.first - 1, title.last, title.likeness)


def is_organ(text: str) -> bool:
    """Whether a line is only the name of an organ."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff（）()·]{3,40}", text)) and text.endswith(_ENDINGS)


_ENDINGS = (
    "局", "厅", "委", "办", "室", "府", "会", "院", "处", "队", "站", "所", "社", "中心", "省", "市",
    "县", "区", "镇", "乡", "街道", "部", "署", "馆", "校", "学", "盟", "旗", "州", "司", "关", "场",
)  # fmt: skip


def parts_of(
    blocks: Sequence[Block], start: int, kind: ReportKind, index: LabelIndex
) -> tuple[Part, ...]:
    """The report cut at its headings; the first part is what stands before them."""
    cuts = [(at, *found) for at, found in _headings(blocks, start, kind, index)]
    ends = [at for at, _, _ in cuts[1:]] + [len(blocks)]
    first = cuts[0][0] if cuts else len(blocks)
    parts = [Part("", "", -1, tuple(range(start, first)))]
    for (at, section, heading), end in zip(cuts, ends, strict=False):
        parts.append(Part(section, heading, at, tuple(range(at + 1, end))))
    return tuple(parts)


def _headings(
    blocks: Sequence[Block], start: int, kind: ReportKind, index: LabelIndex
) -> Iterator[tuple[int, tuple[str, str]]]:
    names = {section.id: _names(section, kind) for section in kind.sections if section.heading}
    passed: set[str] = set()
    for at in range(start, len(blocks)):
        text = blocks[at].alone
        if not text or len(text) > _LONGEST_HEADING or "。" in text.rstrip("。"):
            continue
        is_row = re.search(r"\s[-+]?\d[\d.,]*$", text) is not None
        if is_row or normal(text) in index.heads or index.named(text):
            continue
        found = _section(blocks, at, label_of(text), names, kind)
        if not found or found in passed:
            continue
        passed |= {found} - {"?"}
        yield at, (found, text)


def _names(section: SectionSpec, kind: ReportKind) -> tuple[str, ...]:
    words = (section.heading, *section.aliases, *kind.reading.headings.get(section.id, ()))
    return tuple(label_of(word).bare for word in words)


def _section(
    blocks: Sequence[Block],
    at: int,
    label: Label,
    names: dict[str, tuple[str, ...]],
    kind: ReportKind,
) -> str:
    """The section that a heading opens, "?" for a numbered one that is none, "" for no heading."""
    bare = label.bare.rstrip(".")
    is_top = bool(label.number) and label.number[0] in "一二三四五六七八九十"
    if label.number and not is_top:
        return ""
    is_top = is_top or blocks[at].heading == 1
    own = [
        section.id
        for section in kind.sections
        if bare in {label_of(word).bare for word in (section.heading, *section.aliases)}
    ]
    if own and (is_top or _stands_as_heading(blocks, at, own[0], kind)):
        return own[0]
    exact = [key for key, words in names.items() if bare in words]
    if exact:
        stands = _stands_as_heading(blocks, at, exact[0], kind)
        return exact[0] if stands else "?" if is_top else ""
    ratio, nearest = max(
        (_likeness(bare, word), key)
        for key, words in names.items()
        for word in words
    )
    if not is_top:
        return nearest if ratio >= _LIKE_UNNUMBERED and not is_tabled(nearest, kind) else ""
    stands = ratio >= _LIKE_HEADING and _stands_as_heading(blocks, at, nearest, kind)
    return nearest if stands else "?"


def _likeness(bare: str, word: str) -> float:
    """The ratio of a line to a heading; 0 when it is surely too low to count."""
    matcher = SequenceMatcher(None, bare, word)
    if matcher.real_quick_ratio() < _LIKE_HEADING or matcher.quick_ratio() < _LIKE_HEADING:
        return 0.0
    return matcher.ratio()


def _stands_as_heading(blocks: Sequence[Block], at: int, section: str, kind: ReportKind) -> bool:
    """Whether a line that is not the form's own heading opens its section: a table must follow."""
    if not is_tabled(section, kind):
        return True
    for block in blocks[at + 1 : at + 1 + _TABLE_NEAR]:
        if block.cells or block.has_picture or re.search(r"\s-?\d+$", block.text):
            return True
        if "。" in block.text or _TOP.match(normal(block.text)):
            return False
    return False


def is_tabled(section: str, kind: ReportKind) -> bool:
    """Whether a section of the kind holds a table and no notes."""
    spec = next((one for one in kind.sections if one.id == section), None)
    if spec is None:
        return False
    return any(block.table for block in spec.blocks) and not any(
        block.bullets for block in spec.blocks
    )
