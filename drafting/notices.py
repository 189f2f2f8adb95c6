"""The yearly notices of regions on how their organs are to write the report, as data.

A notice lies in a folder `notices/`: shipped with the program, beside the input, or named in the
settings. It serves the reports of its kind and year whose organ belongs to its region.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

import yaml

from drafting import bundled
from drafting.errors import UnreadableFileError
from drafting.kinds import load_kind
from drafting.report import Organisation, ReportInput

_STRICT: Mapping[str, object] = {"extra": "forbid"}
_REGION = re.compile(r"^region: *[\"']?([^\"'#\n]+?)[\"']?\s*$", re.MULTILINE)
_YEAR = re.compile(r"^year: *([0-9]{4})\s*$", re.MULTILINE)
_REMEDY = "请按 drafting help notices 改正该处。"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDocument:
    """The notice itself."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What is to be done by when."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    date: dt.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of narrative that a report may have."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFigure:
    """A figure that must be given."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    figure: str  # figure id: publicity/total
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTopic:
    """A subject that a section must speak of: with its heading or one of the words."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    section: str
    heading: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """Wordings that must not occur."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    words: tuple[str, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice of a region for one year."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT
    schema: Literal[1]
    kind: str
    region: str
    year: int
    document: NoticeDocument
    cite: bool = False  # the report must cite it
    deadlines: tuple[Deadline, ...] = ()
    length: Span = field(default_factory=Span)
    figures: tuple[WantedFigure, ...] = ()
    topics: tuple[WantedTopic, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()

    def serves(self, report: ReportInput) -> bool:
        """Whether it is for that report."""
        belongs = _belongs(report.organisation, self.region)
        return belongs and (self.kind, self.year) == (report.kind, report.year)


def _belongs(organisation: Organisation, region: str) -> bool:
    return region in organisation.region or region in organisation.name


def notices_for(report: ReportInput, folders: Sequence[Path] = ()) -> tuple[Notice, ...]:
    """The notices that serve a report: shipped ones and those of the folders, in that order.

    Raises:
        UnreadableFileError: a notice cannot be read, with the line of the fault.
    """
    texts = ((path, _text(path)) for path in _files(folders))
    read = (_parsed(path, text) for path, text in texts if _may_serve(text, report))
    return tuple(notice for notice in read if notice.serves(report))


def _may_serve(text: str, report: ReportInput) -> bool:
    """Whether a file is worth reading; those of other regions and years cost nothing."""
    region, year = _REGION.search(text), _YEAR.search(text)
    if region is None or year is None:
        return True
    return _belongs(report.organisation, region[1]) and int(year[1]) == report.year


def _files(folders: Iterable[Path]) -> list[Path]:
    places = dict.fromkeys((bundled.bundled_root() / "notices", *folders))
    return [path for place in places if place.is_dir() for path in sorted(place.glob("*.yaml"))]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFileError(path, "不是可以读取的 UTF-8 文件", _REMEDY) from fault


@lru_cache(maxsize=64)
def _parsed(path: Path, text: str) -> Notice:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- slow to import

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else ""
        raise UnreadableFileError(path, f"{line}不是合法的 YAML", _REMEDY) from fault
    try:
        notice = TypeAdapter(Notice).validate_python(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        raise _broken(path, node, first["loc"], str(first["msg"])) from fault
    _require_known(path, node, notice)
    return notice


def _require_known(path: Path, node: yaml.Node | None, notice: Notice) -> None:
    """Refuse figures and sections that the kind does not have."""
    kind = load_kind(notice.kind)
    form = kind.form_for(notice.year)
    for at, wanted in enumerate(notice.figures):
        if form is None or wanted.figure not in form.values:
            raise _broken(path, node, ("figures", at, "figure"), f"没有“{wanted.figure}”这个数")
    sections = {section.id for section in kind.sections}
    for at, topic in enumerate(notice.topics):
        if topic.section not in sections:
            raise _broken(path, node, ("topics", at, "section"), f"没有“{topic.section}”这一部分")


def _broken(
    path: Path, node: yaml.Node | None, where: Sequence[int | str], reason: str
) -> UnreadableFileError:
    key = ".".join(str(part) for part in where)
    return UnreadableFileError(path, f"第{_line(node, where)}行的 {key} 有误（{reason}）", _REMEDY)


def _line(node: yaml.Node | None, where: Sequence[int | str]) -> int:
    """The line of the deepest key or item of a dotted place that the file has."""
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == part), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
