"""Two versions of one report compared: every sentence and cell that differs, is missing or new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from itertools import zip_longest

from drafting.editing.likeness import likeness, pairs
from drafting.editing.sentences import split
from drafting.editing.tokens import edits
from drafting.findings import Finding, Severity
from drafting.kinds import ValueCell, load_kind
from drafting.many.reports import Report
from drafting.zh.numerals import narrow_digits

_ALIKE = 0.4  # of two sentences of which one is a wording of the other
_SIGNS = str.maketrans("＋－−", "+--")  # noqa: RUF001 -- signs as typed


UNREAD = "没有读出"
"""Stands for a cell, or a whole table, that was not found in a file."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions of a report differ."""

    code: str
    section: str  # heading of its part, or name of its table
    first: str  # what stands in the first; empty where nothing does
    second: str
    first_place: str
    second_place: str
    label: str = ""  # of a cell: its row and column


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    section: str
    passage: int
    place: str


def differences(one: Report, other: Report) -> tuple[Difference, ...]:
    """Every difference in text and tables, in the order of the report; blanks do not count."""
    found = [*_text(one, other), *_closing(one, other), *_cells(one, other)]
    return tuple(_moved(found))


# ---- text ---------------------------------------------------------------------------------


def _text(one: Report, other: Report) -> Iterator[Difference]:
    for section, heading in one.headings.items():
        first, second = _sentences(one, section), _sentences(other, section)
        matcher = SequenceMatcher(
            None, [s.text for s in first], [s.text for s in second], autojunk=False
        )
        for name, low, high, other_low, other_high in matcher.get_opcodes():
            if name != "equal":
                yield from _replaced(first[low:high], second[other_low:other_high], heading)


def _sentences(report: Report, section: str) -> list[_Sentence]:
    return [
        _Sentence(text, section, at, passage.place)
        for at, passage in enumerate(report.passages)
        if passage.section == section
        for text in split(re.sub(r"\s", "", passage.text))
    ]


def _replaced(
    first: Sequence[_Sentence], second: Sequence[_Sentence], heading: str
) -> Iterator[Difference]:
    """Sentences of one stretch paired by likeness in order; what stays alone is missing or new."""
    start = 0
    gone: list[_Sentence] = []
    for sentence in first:
        at = _twin(sentence, second, start)
        if at is None:
            gone.append(sentence)
            continue
        yield from _alone("CP-02", gone, heading)
        yield from _alone("CP-03", second[start:at], heading)
        twin = second[at]
        yield Difference("CP-01", heading, sentence.text, twin.text, sentence.place, twin.place)
        start, gone = at + 1, []
    yield from _alone("CP-02", gone, heading)
    yield from _alone("CP-03", second[start:], heading)


def _twin(sentence: _Sentence, others: Sequence[_Sentence], start: int) -> int | None:
    own = pairs(sentence.text)
    ratios = [(likeness(own, pairs(others[at].text)), -at) for at in range(start, len(others))]
    best, at = max(ratios, default=(0.0, 0))
    return -at if best >= _ALIKE else None


def _alone(code: str, sentences: Sequence[_Sentence], heading: str) -> Iterator[Difference]:
    """Missing or new sentences, those of one paragraph together."""
    paragraphs: dict[int, list[_Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.passage, []).append(sentence)
    for group in paragraphs.values():
        text, place = "".join(one.text for one in group), group[0].place
        if code == "CP-02":
            yield Difference(code, heading, text, "", place, "")
        else:
            yield Difference(code, heading, "", text, "", place)


def _moved(found: Sequence[Difference]) -> Iterator[Difference]:
    """The differences with what is missing here and new there told as moved."""
    new = {one.second: one for one in found if one.code == "CP-03"}
    old = {one.first for one in found if one.code == "CP-02"}
    for one in found:
        twin = new.get(one.first) if one.code == "CP-02" else None
        if twin is not None:
            yield Difference(
                "CP-04", one.section, one.first, twin.second, one.first_place, twin.second_place
            )
        elif one.code != "CP-03" or one.second not in old:
            yield one


def _closing(one: Report, other: Report) -> Iterator[Difference]:
    """Organ and date at the end, where both files have them."""
    if not one.closing or not other.closing:
        return
    for first, second in zip_longest(one.closing, other.closing, fillvalue=""):
        if first != second:
            yield Difference("CP-01", "落款", first, second, "落款", "落款")


# ---- tables -------------------------------------------------------------------------------


def _cells(one: Report, other: Report) -> Iterator[Difference]:
    for name, cells in _tables(one).items():
        shown = [sum(str(cell.id) in report.cells for cell in cells) for report in (one, other)]
        if 0 in shown:
            if any(shown):
                first, second = (f"{count}格" if count else UNREAD for count in shown)
                yield Difference("CP-05", name, first, second, "", "", "整张表")
            continue
        for cell in cells:
            first, second = (report.cells.get(str(cell.id), UNREAD) for report in (one, other))
            if _value(first) != _value(second):
                yield Difference("CP-05", name, first, second, "", "", cell.label)


def _tables(report: Report) -> dict[str, list[ValueCell]]:
    """Name of table -> its cells: those of the year's form, then what other forms have besides."""
    kind = load_kind(report.kind)
    found: dict[str, list[ValueCell]] = {}
    seen: set[str] = set()
    forms = sorted(kind.forms.values(), key=lambda form: form.key != report.form)
    for table in (table for form in forms for table in form.tables.values()):
        for cell in table.values.values():
            if str(cell.id) not in seen:
                seen.add(str(cell.id))
                found.setdefault(table.name, []).append(cell)
    return found


def _value(text: str) -> Decimal | str:
    """A cell as it counts: +3 and 3 are equal, 0 and an empty cell are not."""
    plain = narrow_digits("".join(text.split()).translate(_SIGNS))
    try:
        return Decimal(plain)
    except InvalidOperation:
        return plain


# ---- for the reader -----------------------------------------------------------------------

_SAID = {
    "CP-01": "两份文件文字不同",
    "CP-02": "只有前一份有",
    "CP-03": "只有后一份有",
    "CP-04": "文字相同，位置不同",
    "CP-05": "表格的数不同",
}


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts with what differs between 〔〕."""
    before, after = [], []
    at = 0
    for edit in edits(old, new):
        same = old[at : edit.start]
        before += [same, f"〔{old[edit.start : edit.end]}〕"]
        after += [same, f"〔{edit.text}〕"]
        at = edit.end
    return "".join(before) + old[at:], "".join(after) + old[at:]


def finding_of(one: Difference, first: str, second: str) -> Finding:
    """A difference as a finding; the names are those of the files."""
    remedy = "以签发的文本为准，改正另一份。"
    if UNREAD in {one.first, one.second}:
        remedy = "对照原件核对；文本文件里的表格可能没有按行列保留，请改用 .docx 或 .html。"
    said, where = _SAID[one.code], f"{first}“{one.section}”{one.first_place}"
    if one.code == "CP-01":
        old, new = marked(one.first, one.second)
        said += f"：{first}为“{old}”，{second}为“{new}”"
    elif one.code == "CP-05":
        said += f"：{one.label}，{first}为{_shown(one.first)}，{second}为{_shown(one.second)}"
        where = one.section
    elif one.code == "CP-04":
        said += f"，后一份在{one.second_place}：“{one.first}”"
    else:
        said += f"：“{one.first or one.second}”"
        where = where if one.first else f"{second}“{one.section}”{one.second_place}"
    return Finding(
        one.code, Severity.ERROR, said, where, remedy, excerpt=one.first or one.second
    )  # fmt: skip


def _shown(text: str) -> str:
    if text == UNREAD:
        return text
    return f"“{text}”" if text else "空白"
