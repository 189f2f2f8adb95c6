"""Reports as values, for tests of what many have in common."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.many.naming import names_for, names_of_organ
from drafting.many.reports import Passage, Report
from drafting.many.words import Shape, shape_of

HEADINGS = {
    "preamble": "前言",
    "overview": "一、总体情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}

PARAGRAPH = (
    "2023年，我局把供水管网改造的进度、停水时段和施工单位按周贴在小区门口，并在县融媒体中心开设“水务连线”节目9期。"
    "对乡镇水厂逐个走访，收集用水户意见37条，逐条回访。汛期每日两次发布水库水位，方便沿河群众安排生产和出行。"
)


def report(  # noqa: PLR0913 -- what a report consists of
    name: str,
    organisation: str = "",
    *,
    year: int | None = 2023,
    overview: Sequence[str] = (),
    problems: Sequence[str] = (),
    cells: dict[str, str] | None = None,
) -> Report:
    """A report with these paragraphs."""
    passages = [
        Passage(text, section, f"第{number}段")
        for section, texts in (("overview", overview), ("problems", problems))
        for number, text in enumerate(texts, start=1)
    ]
    return Report(
        name, organisation, year, "disclosure", "F2021", HEADINGS, tuple(passages), cells or {}
    )


def shapes(*reports: Report) -> list[Shape]:
    """The shapes of reports that are compared with one another."""
    names = names_for(name for one in reports for name in names_of_organ(one.organisation))
    return [shape_of(one, names) for one in reports]
