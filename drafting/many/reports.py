"""Finished reports as what is compared: narrative by section with places, and table cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from drafting.errors import UnreadableFileError
from drafting.kinds import ReportKind, load_kind
from drafting.location import Location
from drafting.published.blocks import Source, read_source
from drafting.published.division import DATE, Division, divide
from drafting.published.imported import kind_of
from drafting.published.labels import LabelIndex, index_of
from drafting.published.layout import Part, Title, is_organ, is_tabled, parts_of, year_of
from drafting.published.sentences import Paragraph, split_heading
from drafting.published.tables import read_tables

_INPUTS = frozenset((".yaml", ".yml", ".xlsx", ".xlsm", ".xls", ".et", ".json"))
_YEAR = re.compile(r"^(20\d{2})年")
_YEAR_SLOT = re.compile(r"\{\w+\}年")
_OPENINGS = 3  # paragraphs whose years must agree where no title tells the year


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a report with where it stands."""

    text: str
    section: str  # id of its section; "preamble" before the first
    place: str  # in the reader's words, without the file
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One finished report as it is compared."""

    name: str  # of the file, told apart from others of the same name
    organisation: str  # empty when it does not say
    year: int | None
    kind: str
    form: str  # key of the form of its year
    headings: Mapping[str, str]  # section id -> heading of the kind
    passages: tuple[Passage, ...]
    cells: Mapping[str, str] = field(default_factory=dict)  # figure id -> text of its cell
    closing: tuple[str, ...] = ()  # organ and date that it is signed with

    @property
    def narrative(self) -> tuple[Passage, ...]:
        """What is the organ's own to write: neither preamble nor headings."""
        return tuple(
            one for one in self.passages if one.section != "preamble" and not one.is_heading
        )


def read_report(path: Path, name: str) -> Report:
    """A finished report of any maker.

    Raises:
        UnreadableFileError: an input, no report, or a file that cannot be read.
    """
    if path.suffix.lower() in _INPUTS:
        remedy = "比较的是写成的报告：请先用 drafting draft 起草成 .docx，或给出已公布的报告。"
        raise UnreadableFileError(path, "这是起草用的输入，不是报告", remedy)
    source = read_source(path)
    kind, title = kind_of(path, source)
    index = _index(kind.key)
    parts = parts_of(source.blocks, title.last + 1 if title else 0, kind, index)
    year = title.year if title and title.year is not None else _opening_year(source, parts)
    form = (kind.form_for(year) if year is not None else None) or list(kind.forms.values())[-1]
    tables = read_tables(source.blocks, list(_rows(source, parts, kind, title)), index, form.key)
    division = divide(source.blocks, parts, tables.used, kind, title)
    passages = tuple(_passages(division, kind))
    if not passages and not tables.cells:
        remedy = "请确认下载的是报告正文，不是列表页或附件说明。"
        raise UnreadableFileError(path, "只有标题，没有报告的正文和表格", remedy)
    organisation = _organisation(title, division)
    return Report(
        name,
        organisation,
        year,
        kind.key,
        form.key,
        _headings(kind, year),
        passages,
        {figure: cell.text.strip() for figure, cell in tables.cells.items()},
        tuple(_closing(division, organisation)),
    )


def _headings(kind: ReportKind, year: int | None) -> dict[str, str]:
    """Section -> its heading with the years that it names; without them when no year is known."""
    found = {"preamble": "前言"}
    for section in kind.sections:
        if section.heading and year is None:
            found[section.id] = _YEAR_SLOT.sub("", section.heading)
        elif section.heading and year is not None:
            found[section.id] = section.heading.format(
                year=year, next_year=year + 1, last_year=year - 1
            )
    return found


@lru_cache(maxsize=8)
def _index(kind: str) -> LabelIndex:
    return index_of(load_kind(kind))


def _opening_year(source: Source, parts: Sequence[Part]) -> int | None:
    texts = [source.blocks[at].text for part in parts if part.section for at in part.blocks]
    years = [match[1] for text in texts if (match := _YEAR.match(text))]
    return year_of(years[0]) if years and len(set(years[:_OPENINGS])) == 1 else None


def _rows(
    source: Source, parts: Sequence[Part], kind: ReportKind, title: Title | None
) -> Iterator[int]:
    """Rows wherever they stand, and every line of the parts that hold a table."""
    known = [part for part in parts if part.section and is_tabled(part.section, kind)]
    lines = {position for part in known for position in part.blocks}
    for at in range(title.last + 1 if title else 0, len(source.blocks)):
        block = source.blocks[at]
        if block.cells or (block.is_line and (at in lines or not known)):
            yield at


def _organisation(title: Title | None, division: Division) -> str:
    if title and title.organisation:
        return title.organisation
    for one, behind in zip(division.tail, division.tail[1:], strict=False):
        if DATE.fullmatch(behind.text) and is_organ(one.text):
            return one.text
    return ""


def _passages(division: Division, kind: ReportKind) -> Iterator[Passage]:
    for one in (*division.preamble, *division.contacts, *division.stray):
        yield _passage(one, "preamble")
    for section in kind.sections:
        for one in division.sections.get(section.id, ()):
            yield _passage(one, section.id)


def _passage(paragraph: Paragraph, section: str) -> Passage:
    heading, rest = split_heading(paragraph)
    alone = bool(heading) and not rest
    return Passage(paragraph.text, section, _where(paragraph.place), alone)


def _where(place: Location) -> str:
    return f"第{place.line}行" if place.line is not None else f"{place.sheet}{place.cell}"


def _closing(division: Division, organisation: str) -> Iterator[str]:
    for one in division.tail:
        plain = re.sub(r"\s", "", one.text)
        if DATE.fullmatch(plain) or (is_organ(plain) and organisation.endswith(plain)):
            yield plain


def names_of(paths: Sequence[Path]) -> list[str]:
    """What each file is called: its name, with as many folders as tell it from the others."""
    names = [path.name for path in paths]
    deep = 1
    while len(set(names)) < len(names) and deep < max(len(path.parts) for path in paths):
        deep += 1
        doubled = {name for name in names if names.count(name) > 1}
        names = [
            "/".join(path.parts[-deep:]) if name in doubled else name
            for path, name in zip(paths, names, strict=True)
        ]
    return names
