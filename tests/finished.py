"""Finished reports as lines of text, made from drafts of our own inputs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from drafting.kinds import load_kind
from drafting.pipeline import check_report, load_report, make
from drafting.report import ReportInput

ROOT = Path(__file__).resolve().parent.parent
_GAP = re.compile("【请补充：([^】]*)】")
_DONE = r"\1已在门户网站政府信息公开专栏公开。"


@dataclass(frozen=True)
class Finished:
    """A finished report: its lines, and where its parts and tables are in them."""

    name: str
    report: ReportInput
    lines: tuple[str, ...]

    @property
    def year(self) -> int:
        return self.report.year

    def count(self, row: str, column: str = "total", table: str = "t3") -> int:
        value = self.report.figures.value(f"{table}/{row}/{column}")
        return 0 if value is None else int(value)

    def at(self, pattern: str) -> int:
        """The first line in which the pattern is found; -1 for none."""
        return next((at for at, line in enumerate(self.lines) if re.search(pattern, line)), -1)

    def with_line(self, at: int, line: str) -> Finished:
        return replace(self, lines=(*self.lines[:at], line, *self.lines[at + 1 :]))

    def without(self, at: int) -> Finished:
        return replace(self, lines=(*self.lines[:at], *self.lines[at + 1 :]))

    def before(self, at: int, line: str) -> Finished:
        return replace(self, lines=(*self.lines[:at], line, *self.lines[at:]))

    def written(self, folder: Path) -> Path:
        path = folder / "report.txt"
        path.write_text("\n".join(self.lines) + "\n", "utf-8")
        return path


@lru_cache(maxsize=64)
def finished(name: str) -> Finished:
    """The finished report of an input; what its draft leaves open is filled with one sentence."""
    report = load_report(ROOT / name)
    draft = make(check_report(report)).draft
    titles = {table.id: table for table in load_kind(draft.kind).forms[draft.form].tables.values()}
    lines = [draft.title]
    for section in draft.sections:
        if section.heading:
            lines.append(section.heading)
        for block in section.blocks():
            if hasattr(block, "text"):
                lines.append(_GAP.sub(_DONE, block.text).replace("。。", "。"))
            else:
                assert block.id in titles
                lines += ["\t".join(row) for row in block.rows]
    return Finished(name, report, tuple(lines))
