"""A published report as a raw input: what the readers of its parts found, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from drafting.errors import UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.intake.assemble import default_self_name, level_of
from drafting.intake.raw import Plain, RawInput
from drafting.kinds import Form, ReportKind, SectionSpec, installed_kinds, load_kind
from drafting.location import Location
from drafting.published.blocks import Block, Source, read_source
from drafting.published.division import DATE, Division, divide, lists_of
from drafting.published.figures import Figures, figures_of
from drafting.published.labels import LabelIndex, index_of
from drafting.published.layout import (
    Part,
    Title,
    is_organ,
    is_tabled,
    parts_of,
    title_of,
    with_name,
    year_of,
)
from drafting.published.made import differences_from_draft
from drafting.published.narrative import Notes, listed, topical
from drafting.published.outline import outline_findings
from drafting.published.particulars import (
    basis_in,
    contact_in,
    is_only_contact,
    led_by_in,
    self_name_in,
)
from drafting.published.records import record_of
from drafting.published.sentences import Paragraph, paragraphs_of
from drafting.published.stated import stated_figures
from drafting.published.tables import TablesRead, read_tables

_OPENING_YEAR = re.compile(r"(20\d{2})年")
_OPENINGS = 3  # paragraphs whose years must agree where no title tells the year
_NOTHING = frozenset(("无", "暂无", "没有"))
_FEWEST_LABELS = 5  # labels of a form by which an untitled file is known as a report
_EXCERPT = 60
_ADD = "需要保留的，请自行填入要点。"


class NoReportError(UnreadableFileError):
    """A file that can be read and is no report of a kind that is installed."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published report read back."""

    raw: RawInput  # what an input file of the same report would give
    text: str  # its narrative, for wording that is not to be repeated

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be read, was read with doubt, or was left out."""
        return self.raw.findings


def read_published(
    path: Path, *, kind: str = "", year: int | None = None, organisation: str = ""
) -> Published:
    """A published report read back as an input.

    Args:
        path: .docx, .html, .txt; .doc and .wps where LibreOffice is installed.
        kind: its kind; empty: told by its title and labels.
        year: its report year; None: as its title says.
        organisation: its organ; empty: as its title says.

    Raises:
        UnreadableFileError: broken, locked, or no report of a kind that is installed.
        UnknownKindError: no such kind.
    """
    source = read_source(path)
    found, title = kind_of(path, source, kind)
    return _Importer(path, source, found, title, year, organisation).published()


def kind_of(path: Path, source: Source, named: str = "") -> tuple[ReportKind, Title | None]:
    """The kind of a report and its title.

    Raises:
        NoReportError: neither title nor labels of a kind that is installed.
        UnknownKindError: no kind of that name.
    """
    kinds = [load_kind(name) for name in ((named,) if named else installed_kinds())]
    titled = [(kind, title) for kind in kinds if (title := title_of(source.blocks, kind))]
    if titled:
        kind, title = max(titled, key=lambda pair: pair[1].likeness)
        return kind, with_name(title, source.blocks)
    counts = [
        (_labels_in(source.blocks, index_of(kind)), -position)
        for position, kind in enumerate(kinds)
    ]
    most, position = max(counts)
    if most < _FEWEST_LABELS and not named:
        names = "、".join(f"“{kind.name}”" for kind in kinds)
        reason = f"看不出它是哪一种报告，没有找到标题和法定表格（可读的有{names}）"
        raise NoReportError(path, reason, "请核对文件；确是该报告的，请补上标题后重试。")
    return kinds[-position], None


def _labels_in(blocks: Sequence[Block], index: LabelIndex) -> int:
    """How many different rows of a form a file names."""
    records = (record_of(position, block, index) for position, block in enumerate(blocks))
    return len({record.rows[0].printed for record in records if record and record.rows})


@dataclass
class _Importer:
    path: Path
    source: Source
    kind: ReportKind
    title: Title | None
    year: int | None
    organisation: str
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)

    def tell(  # noqa: PLR0913 -- the fields of a finding
        self, code: str, severity: Severity, message: str, remedy: str, place: object = "", text: str = ""
    ) -> None:  # fmt: skip
        told = f"{message}：{_short(text)}" if text else message
        where = str(place) or self.source.name
        self.findings.append(Finding(code, severity, told, where, remedy, excerpt=text))

    def published(self) -> Published:
        self.findings.extend(self.source.findings)
        index = index_of(self.kind)
        blocks = self.source.blocks
        parts = parts_of(blocks, self.title.last + 1 if self.title else 0, self.kind, index)
        self._settle_year(parts)
        form = self._form()
        tables = read_tables(blocks, list(self._rows(parts)), index, form.key)
        self._require_report(parts, tables)
        figures = figures_of(tables, self.kind, form, index, self.source.name)
        self.findings.extend(figures.findings)
        self.findings.extend(differences_from_draft(self.path, self.source, tables, form))
        division = divide(blocks, parts, tables.used, self.kind, self.title)
        self._missing_sections(parts)
        self.findings.extend(outline_findings(blocks, parts, tables.used, self.kind))
        return self._put_together(division, form, figures)

    def _rows(self, parts: Sequence[Part]) -> Iterator[int]:
        """Rows wherever they stand, and every line of the parts that hold a table."""
        known = [part for part in parts if part.section and is_tabled(part.section, self.kind)]
        lines = {position for part in known for position in part.blocks}
        first = self.title.last + 1 if self.title else 0
        for position in range(first, len(self.source.blocks)):
            block = self.source.blocks[position]
            if block.cells or (block.is_line and (position in lines or not known)):
                yield position

    def _require_report(self, parts: Sequence[Part], tables: TablesRead) -> None:
        if tables.cells:
            return
        if any(block.has_picture for block in self.source.blocks):
            reason = "其中的表格是图片，读不出数"
            remedy = "请取得表格是文字的版本，或用 drafting new 生成输入后照图填写。"
            raise UnreadableFileError(self.path, reason, remedy)
        if not any(part.section not in {"", "?"} for part in parts):
            reason = "只有标题，没有报告的各部分和表格"
            remedy = "请确认下载的是报告正文，不是列表页或附件说明。"
            raise NoReportError(self.path, reason, remedy)

    # ---- year and organ -------------------------------------------------------------------

    def _settle_year(self, parts: Sequence[Part]) -> None:
        stated = self.title.year if self.title else None
        if self.year is not None:
            if stated is not None and self.year != stated:
                message = f"标题写的是{stated}年，按给定的{self.year}年读入"
                self.tell("S-06", Severity.WARNING, message, "请核对年度。")
            return
        self.year = stated if stated is not None else self._opening_year(parts)
        if self.year is None:
            remedy = "请用 --year 写明年度后重新读入。"
            self.tell("IN-02", Severity.ERROR, "没有找到报告年度", remedy)

    def _opening_year(self, parts: Sequence[Part]) -> int | None:
        """The year with which the paragraphs begin, where they agree."""
        blocks = [self.source.blocks[at] for part in parts if part.section for at in part.blocks]
        years = [match[1] for block in blocks if (match := _OPENING_YEAR.match(block.text))]
        if not years or len(set(years[:_OPENINGS])) > 1:
            return None
        message = f"标题里没有年度，由正文开头推定为{years[0]}年"
        self.tell("IN-52", Severity.WARNING, message, "不对的请用 --year 写明。")
        return year_of(years[0])

    def _form(self) -> Form:
        form = self.kind.form_for(self.year) if self.year is not None else None
        if form is None and self.year is not None:
            remedy = f"“{self.kind.name}”可写{self.kind.years_text}的报告，请核对年度。"
            self.tell("IN-04", Severity.ERROR, f"{self.year}年没有可用的法定表样", remedy)
        return form if form is not None else list(self.kind.forms.values())[-1]

    def _name(self, tail: Sequence[Paragraph]) -> str:
        if self.organisation or (self.title and self.title.organisation):
            return self.organisation or (self.title.organisation if self.title else "")
        for one, behind in pairwise(tail):
            if DATE.fullmatch(behind.text) and is_organ(one.text):
                message = f"标题里没有机关名称，由落款推定为“{one.text}”"
                self.tell("IN-52", Severity.WARNING, message, "不对的请用 --org 写明。", one.place)
                return one.text
        remedy = "请用 --org 写明机关全称后重新读入。"
        self.tell("IN-02", Severity.ERROR, "没有找到机关名称", remedy)
        return ""

    def _organisation(self, name: str, texts: Sequence[str]) -> dict[str, Plain]:
        if not name:
            return {}
        own = self_name_in(texts, self.kind) or default_self_name(name, self.kind)
        data: dict[str, Plain] = {"name": name, "self": own, "level": level_of(name)}
        if led := led_by_in(texts):
            data["led_by"] = led
        return data

    # ---- the input ------------------------------------------------------------------------

    def _put_together(self, division: Division, form: Form, figures: Figures) -> Published:
        sections = [one for found in division.sections.values() for one in found]
        texts = [one.text for one in (*division.preamble, *sections)]
        aside = [one.text for one in (*division.contacts, *division.stray, *division.tail)]
        name = self._name(division.tail)
        notes = self._notes(division)
        self._left_out(division, notes)
        self.places.update(figures.places)
        data: dict[str, Plain] = {
            "schema": 1,
            "kind": self.kind.key,
            "year": self.year,
            "organisation": self._organisation(name, texts),
            "contact": dict(contact_in([*texts, *aside], name)),
            "basis": [dict(one) for one in basis_in([p.text for p in division.preamble], form)],
            "figures": {**figures.data, **stated_figures(texts, self.kind, form)},
            "bullets": self._bullets(notes),
        }
        given = {key: value for key, value in data.items() if value not in (None, {}, [])}
        raw = RawInput(self.source.name, given, self.places, tuple(self.findings))
        return Published(raw, "".join(texts))

    def _notes(self, division: Division) -> list[Notes]:
        made = []
        for spec in self.kind.sections:
            names, body = lists_of(spec), division.sections.get(spec.id, ())
            if names and body:
                found = (
                    topical(body, names[0])
                    if len(names) == 1
                    else listed(body, names, self.year or 0)
                )
                _say_nothing(found, spec)
                made.append(found)
        return made

    def _bullets(self, notes: Sequence[Notes]) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        for found in notes:
            for name, points in found.points.items():
                items: list[Plain] = []
                for point in points:
                    group = items[-1] if items else None
                    path = f"bullets.{name}"
                    if not point.topic:
                        self.places[f"{path}.{len(items)}"] = point.place
                        items.append(point.text)
                        continue
                    if not (isinstance(group, dict) and group["topic"] == point.topic):
                        group = {"topic": point.topic, "points": []}
                        items.append(group)
                    inner = group["points"]
                    if isinstance(inner, list):
                        self.places[f"{path}.{len(items) - 1}.points.{len(inner)}"] = point.place
                        inner.append(point.text)
                data[name] = items
        return data

    # ---- what is told ---------------------------------------------------------------------

    def _left_out(self, division: Division, notes: Sequence[Notes]) -> None:
        for heading, place in division.unknown:
            message = f"“{heading}”不是规定的标题，其内容归入邻近的部分"
            self.tell("S-01", Severity.WARNING, message, "请在输入文件中核对归属。", place)
        self._note("标题之前的文字没有读入", self._before_title())
        self._note("表样之外的表格没有读入", division.rows, Severity.WARNING)
        self._note("前言只读取了机关、依据文件和联系方式，起草时另写", division.preamble)
        for one in division.stray:
            if not is_only_contact(one.text):
                message = "表格所在部分的这段文字没有归入要点"
                self.tell("IN-51", Severity.WARNING, message, _ADD, one.place, one.text)
        self._note("落款和页面上的其他文字没有读入", division.tail)
        for found in notes:
            for text, place in found.left_out:
                message, remedy = "只起引出作用的话没有列为要点", "含有事实的，请自行填入要点。"
                self.tell("IN-51", Severity.NOTE, message, remedy, place, text)
            for text, place in found.gaps:
                message = "占位的文字没有读入"
                self.tell("IN-51", Severity.WARNING, message, "请补写该处内容。", place, text)

    def _note(
        self,
        message: str,
        paragraphs: Sequence[Paragraph],
        severity: Severity = Severity.NOTE,
    ) -> None:
        if paragraphs:
            text = " ".join(one.text for one in paragraphs)
            self.tell("IN-51", severity, message, _ADD, paragraphs[0].place, text)

    def _before_title(self) -> list[Paragraph]:
        first = self.title.first if self.title else 0
        return paragraphs_of(self.source.blocks[:first])

    def _missing_sections(self, parts: Sequence[Part]) -> None:
        seen = {part.section for part in parts}
        for spec in self.kind.sections:
            if spec.heading and spec.id not in seen:
                message = f"没有找到“{spec.heading}”"
                remedy = "报告确有该部分的，请在输入文件中补填。"
                self.tell("S-01", Severity.WARNING, message, remedy)


def _say_nothing(notes: Notes, spec: SectionSpec) -> None:
    """Write a bare 无 out with the words of its heading, so that it says what there is none of."""
    heading = spec.heading.partition("、")[2] or spec.heading
    for name, points in notes.points.items():
        notes.points[name] = [
            replace(point, text=f"无{heading}") if point.text.strip("。") in _NOTHING else point
            for point in points
        ]


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}……"
