"""A comparison for the screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from drafting.many.compared import Compared, Pair
from drafting.many.files import Comparison
from drafting.many.passages import Shared
from drafting.many.reports import Report
from drafting.many.verdicts import heading_of, kinds_of, place_at, text_at

_FEWEST = 2
_PAIRS = 20  # shown on the screen; all are in the page and in the JSON
_PASSAGES = 5
_LONGEST = 90


def as_text(comparison: Comparison) -> str:
    """What is alike, the likest first; the findings follow apart."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    compared = comparison.compared
    if comparison.versions is not None:
        names = "与".join(report.name for report in compared.reports)
        found = f"有{len(comparison.versions)}处差异" if comparison.versions else "文字和表格都相同"
        yield f"{names}是同一机关同一年度的报告，{found}"
        return
    if len(compared.reports) < _FEWEST:
        yield "能读的报告不到两份，没有比较"
        return
    last = len(compared.reports) - compared.count
    yield f"比较了{compared.count}份报告" + (f"、{last}份上年报告" if last else "")
    if not compared.pairs and not compared.groups:
        yield "没有相似的报告"
    for number, pair in enumerate(compared.pairs[:_PAIRS], start=1):
        yield from _pair_lines(compared, pair, number)
    if len(compared.pairs) > _PAIRS:
        yield f"另有{len(compared.pairs) - _PAIRS}对，见 -o 写出的网页或 --format json"


def _pair_lines(compared: Compared, pair: Pair, number: int) -> Iterator[str]:
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    yield ""
    yield f"{number}. {first.name} 与 {'上年的 ' if pair.is_last_year else ''}{second.name}"
    yield f"   {parts_of(first, pair)}；相同文字{len(pair.passages)}段"
    for one in sorted(pair.passages, key=_gravity)[:_PASSAGES]:
        yield f"   - {'、'.join(kinds_of(one))}（{one.weight}字）"
        yield f"     {place_at(first, one.first)}：{_cut(text_at(first, one.first))}"
        yield f"     {place_at(second, one.second)}：{_cut(text_at(second, one.second))}"
    if len(pair.passages) > _PASSAGES:
        yield f"   - 另有{len(pair.passages) - _PASSAGES}段"


def _gravity(one: Shared) -> tuple[bool, bool, int]:
    return not one.has_equal_figures, not one.is_word_for_word, -one.weight


def parts_of(report: Report, pair: Pair) -> str:
    """How alike the parts of two reports are, in words."""
    told = [
        f"{heading_of(report, key)} {part.masked:.0%}（连数字{part.figures:.0%}）"
        for key, part in pair.parts.items()
    ]
    return "相同的比例：" + ("，".join(told) if told else "文字太少，不计")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


# ---- JSON ---------------------------------------------------------------------------------


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything that was found."""
    compared = comparison.compared
    data: dict[str, Any] = {
        "findings": [finding.as_json() for finding in comparison.findings],
        "reports": [
            {"file": report.name, "organisation": report.organisation, "year": report.year,
             "last_year": at >= compared.count}
            for at, report in enumerate(compared.reports)
        ],
        "pairs": [_pair_json(compared, pair) for pair in compared.pairs],
        "common": [
            {"text": one.text, "files": [compared.reports[at].name for at in one.holders]}
            for one in compared.common
        ],
        "groups": [
            {"section": one.section, "files": [compared.reports[at].name for at in one.members]}
            for one in compared.groups
        ],
        "unread": [asdict(one) for one in comparison.unread],
    }  # fmt: skip
    if comparison.versions is not None:
        data["differences"] = [asdict(one) for one in comparison.versions]
    return data


def _pair_json(compared: Compared, pair: Pair) -> dict[str, Any]:
    first, second = compared.reports[pair.first], compared.reports[pair.second]
    return {
        "first": first.name,
        "second": second.name,
        "last_year": pair.is_last_year,
        "parts": {
            key: {"likeness": round(part.masked, 4), "with_figures": round(part.figures, 4)}
            for key, part in pair.parts.items()
        },
        "passages": [_passage_json(first, second, one) for one in pair.passages],
        "sentences": [
            {"text": one.text, "section": one.section,
             "first": first.narrative[one.first].place, "second": second.narrative[one.second].place}
            for one in pair.sentences
        ],
    }  # fmt: skip


def _passage_json(first: Report, second: Report, one: Shared) -> dict[str, Any]:
    return {
        "characters": one.weight,
        "kinds": list(kinds_of(one)),
        "equal_figures": one.has_equal_figures,
        "first": _side_json(first, one.first.passage, text_at(first, one.first)),
        "second": _side_json(second, one.second.passage, text_at(second, one.second)),
    }


def _side_json(report: Report, passage: int, text: str) -> dict[str, Any]:
    at = report.narrative[passage]
    return {"section": at.section, "place": at.place, "text": text}
