"""The labels of a kind's forms, compared without regard to marks, blanks and numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from drafting.kinds import Form, ReportKind, TableForm, ValueCell

_IGNORED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u25a1“”\"‘’'「」『』]+")
_NUMBERED = re.compile(
    r"\((?P<han>[一二三四五六七八九十]{1,3})\)|(?P<top>[一二三四五六七八九十]{1,3})[,.]"
    r"|\((?P<small>\d{1,2})\)|(?P<plain>\d{1,2})[.,](?!\d)|(?P<bare>\d{1,2})(?=[^\d.,%()])"
)
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_VALUE = re.compile(rf"{_NUMBER.pattern}[\u4e00-\u9fff]{{0,2}}")
_AMOUNT = re.compile(r"[-+]?[\d,.]+(?:亿|万)?元")
_MARKERS = frozenset(("/", "\\", "-", "--", "---", "—", "——", "_", "无", "空", "N/A", "未填", "*"))
_WHOLE = 3  # characters of the shortest label that is looked for inside a longer text
_LIKE = 0.78  # least likeness at which a damaged label counts as read


def normal(text: str) -> str:
    """The text for comparison only: no blanks, no quotes, half-width marks, "," for 、.

    >>> normal("(二) 部分公开（区分处理的， 只计“这一”情形）")
    '(二)部分公开(区分处理的,只计这一情形)'
    """
    narrow = unicodedata.normalize("NFKC", _IGNORED.sub("", text))
    return (
        narrow.replace("、", ",")
        .replace("。", ".")
        .replace("〔", "(")
        .replace("〕", ")")
        .strip(":;")
    )


def is_blank(text: str) -> bool:
    """Whether a cell stands empty or holds only a mark that stands for nothing."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    return not plain or plain in _MARKERS or re.fullmatch("【[^】]*】", plain) is not None


def is_value(text: str) -> bool:
    """Whether a cell holds a number, with or without its unit, or a mark instead of one."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-")  # noqa: RUF001 -- a minus sign as typed
    if not plain:
        return False
    return is_blank(text) or bool(_VALUE.fullmatch(plain) or _AMOUNT.fullmatch(plain))


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its comparison form."""

    number: str  # "1", "(一)", "一"; empty when it has none
    bare: str

    @property
    def text(self) -> str:
        """Number and words together."""
        return f"{self.number}|{self.bare}"


def label_of(text: str) -> Label:
    """The label that a text is, its numbering apart.

    >>> label_of("1．属于国家秘密"), label_of("（1）属于国家秘密")
    (Label(number='1', bare='属于国家秘密'), Label(number='1', bare='属于国家秘密'))
    """
    plain = normal(text)
    match = _NUMBERED.match(plain)
    if match is None:
        return Label("", plain)
    return Label(_number(match), plain[match.end() :].lstrip(".,"))


def _number(match: re.Match[str]) -> str:
    if match["han"]:
        return f"({match['han']})"
    return match["top"] or match["small"] or match["plain"] or match["bare"]


def tails(text: str) -> Iterator[Label]:
    """The text as a label, then the same from each numbering inside it on."""
    plain = normal(text)
    yield label_of(plain)
    for match in _NUMBERED.finditer(plain):
        if match.start() > 0:
            yield Label(_number(match), plain[match.end() :].lstrip(".,"))


@dataclass(frozen=True, slots=True)
class FormRow:
    """One data row of one form: the words that name it and the figures that it holds."""

    form: str
    table: str
    key: str
    printed: str  # its label as the form prints it; empty for a row without a stub
    words: tuple[Label, ...]  # its label, then other words for it
    ids: tuple[str, ...]
    headers: tuple[str, ...]  # comparison form of the label of each value's column
    order: int  # within the form, over all its tables
    parts: tuple[str, ...] = ()  # of a subtotal that the form prints no row for


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """What the forms of a kind call their rows and columns."""

    rows: tuple[FormRow, ...]  # of all forms
    exact: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)  # Label.text -> rows
    bare: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)  # without numbering
    heads: frozenset[str] = frozenset()  # comparison form of every header cell and stub
    columns: frozenset[str] = frozenset()  # of every label of a value column
    texts: Mapping[tuple[str, str], frozenset[str]] = field(
        default_factory=dict
    )  # table and form -> comparison form of all that it prints

    def named(self, text: str) -> tuple[FormRow, ...]:
        """The rows that a whole label names; more than one where forms or groups share it."""
        label = label_of(text)
        found = self.exact.get(label.text, ())
        if found or label.bare in self.columns:
            return found
        return self.bare.get(label.bare, ())

    def is_known(self, text: str) -> bool:
        """Whether a text is made of header cells, stubs, or pieces of one that was cut."""
        plain = normal(text)
        if any(plain in word for word in self.heads):
            return True
        rest = plain
        for word in sorted(self.heads, key=len, reverse=True):
            if len(word) >= _WHOLE:
                rest = rest.replace(word, "")
        return rest != plain and any(rest in word for word in self.heads)


def index_of(kind: ReportKind) -> LabelIndex:
    """The labels of every form of a kind, with the other words that its data name."""
    rows = [row for form in kind.forms.values() for row in _rows(form, kind)]
    exact: dict[str, list[FormRow]] = {}
    bare: dict[str, list[FormRow]] = {}
    for row in rows:
        for word in row.words:
            exact.setdefault(word.text, []).append(row)
            bare.setdefault(word.bare, []).append(row)
    tables = [table for form in kind.forms.values() for table in form.tables.values()]
    heads = {normal(cell.text) for table in tables for line in table.rows for cell in line}
    heads |= {word.bare for row in rows for word in row.words}
    heads |= {normal(other) for others in kind.reading.labels.values() for other in others}
    columns = {header for row in rows for header in row.headers}
    return LabelIndex(
        tuple(rows),
        {key: tuple(found) for key, found in exact.items()},
        {key: tuple(found) for key, found in bare.items()},
        frozenset(heads - {""}),
        frozenset(columns | _other_words(columns, kind)),
        {
            (table.id, form.key): frozenset(
                normal(cell.text) for line in table.rows for cell in line if cell.text
            )
            for form in kind.forms.values()
            for table in form.tables.values()
        },
    )


def _rows(form: Form, kind: ReportKind) -> Iterator[FormRow]:
    order = 0
    for table in form.tables.values():
        for line in table.rows:
            ids = tuple(str(cell.value) for cell in line if cell.value is not None)
            if not ids:
                continue
            stubs = [cell.text for cell in line if cell.value is None and cell.text]
            key = next((table.values[cell.value].row for cell in line if cell.value), "")
            yield _row(
                kind, form, table, key if stubs else "", stubs[-1] if stubs else "", ids, order
            )
            order += 1
        for key, printed in table.optional_labels.items():
            if key in table.optional_rows:
                ids = tuple(f"{table.id}/{key}/{column}" for column in table.column_keys)
                made = _row(kind, form, table, key, printed, ids, order)
                yield replace(made, parts=table.optional_rows[key])
                order += 1


def _row(  # noqa: PLR0913 -- what a row is made of
    kind: ReportKind,
    form: Form,
    table: TableForm,
    key: str,
    printed: str,
    ids: tuple[str, ...],
    order: int,
) -> FormRow:
    words = dict.fromkeys(label_of(word) for word in _words(printed, kind)) if printed else {}
    headers = tuple(
        normal(table.values[cell.id].column_label)
        for figure in ids
        for cell in (_value(table, figure),)
    )
    return FormRow(form.key, table.id, key, printed, tuple(words), ids, headers, order)


def _value(table: TableForm, figure: str) -> ValueCell:
    """The value cell of an id; an optional row has the columns of its first part."""
    for cell in table.values.values():
        if cell.id == figure:
            return cell
    column = figure.rpartition("/")[2]
    return next(cell for cell in table.values.values() if cell.column == column)


def _words(printed: str, kind: ReportKind) -> Iterator[str]:
    yield printed
    short = re.sub(r"（[^（）]*）$", "", printed)
    if short and short != printed and label_of(short).bare:
        yield short
    yield from kind.reading.labels.get(printed, ())


def _other_words(columns: set[str], kind: ReportKind) -> set[str]:
    return {
        normal(other)
        for printed, others in kind.reading.labels.items()
        if normal(printed) in columns
        for other in others
    }


def likeness(text: str, row: FormRow) -> float:
    """How surely a damaged or shortened label is that of a row: 0 to 1, 0 when it is not."""
    best = max((_alike(tail, word) for tail in tails(text) for word in row.words), default=0.0)
    return best if best >= _LIKE else 0.0


def _alike(seen: Label, word: Label) -> float:
    if not seen.bare or not word.bare:
        return 0.0
    clash = bool(seen.number and word.number and seen.number != word.number)
    if seen.bare == word.bare:
        return 0.85 if clash else 1.0
    ratio = SequenceMatcher(None, seen.bare, word.bare, autojunk=False).ratio()
    if len(seen.bare) >= 3 and _is_inside(seen.bare, word.bare):
        ratio = max(ratio, 0.8)
    if seen.number and seen.number == word.number:
        ratio += 0.05
    return min(ratio, 0.99) - (0.3 if clash else 0.0)


def _is_inside(short: str, long: str) -> bool:
    """Whether the characters of one text stand in another in order."""
    rest = iter(long)
    return all(character in rest for character in short)
