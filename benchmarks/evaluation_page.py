"""The manual's page on what drafts are like, from the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

_MADE = "<!-- 本页由 benchmarks/evaluation.json 生成（make evaluate），请勿手改。 -->"
_LEVELS = {"government": "政府", "department": "部门", "town": "乡镇街道"}
_SUMS = (
    ("notes", "要点"),
    ("notes_dropped", "漏写的要点"),
    ("numbers", "要点中的数"),
    ("numbers_lost", "漏写的数"),
    ("numbers_invented", "输入中没有、也不是算出的数"),
    ("placeholders", "【请补充】"),
    ("lint_errors", "公文用语错误"),
)
_MEANS = (
    ("framing", "框架文字占比", "{:.0%}"),
    ("repeated", "文内重复的四字串占比", "{:.1%}"),
    ("sentence", "句长中位数（字）", "{:.0f}"),
    ("spread", "句长标准差（字）", "{:.0f}"),
)

Results = Mapping[str, Any]


def page(results: Results, before: Results | None) -> str:
    """The page as Markdown."""
    rows = results["inputs"]
    earlier = {row["name"]: row for row in before["inputs"]} if before else {}
    lines = [
        "# 初稿的质量", "", _MADE, "",
        (f"`make evaluate` 把示例和测试中的{len(rows)}份互不相同的输入各起草一次，逐项数出下列指标；数字和要点由输入和正文重新数出，"
        "不借用程序自己的来源标记。括号内为上一次的值。"), "",
        "| 指标 | 合计或平均 |", "| --- | --- |",
    ]  # fmt: skip
    shared = [row for row in rows if row["name"] in earlier]
    for key, label in _SUMS:
        lines.append(
            f"| {label} | {_with(sum(row[key] for row in rows), _sum(key, shared, rows, earlier))} |"
        )
    for key, label, form in _MEANS:
        now = form.format(mean(row[key] for row in rows))
        then = form.format(mean(earlier[row["name"]][key] for row in shared)) if shared else ""
        lines.append(f"| {label} | {_with(now, then)} |")
    lines += [f"| 两份初稿相同的四字串占比（平均） | {results['likeness']:.1%} |", ""]
    lines += [
        "## 逐份",
        "",
        "| 输入 | 级别 | 年度 | 要点 | 数 | 漏 | 多 | 【请补充】 | 字数 | 框架 | 重复 | 句长 | 错误 | 提醒 |",
    ]
    lines.append(
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    lines += [_line(row) for row in rows]
    return "\n".join([*lines, ""])


def _sum(
    key: str, shared: Sequence[Results], rows: Sequence[Results], earlier: Mapping[str, Results]
) -> str:
    return str(sum(earlier[row["name"]][key] for row in shared)) if len(shared) == len(rows) else ""


def _with(now: object, then: str) -> str:
    return f"{now}（{then}）" if then and then != str(now) else str(now)


def _line(row: Results) -> str:
    return (
        f"| {row['name']} | {_LEVELS[row['level']]} | {row['year']} | {row['notes']} | {row['numbers']} "
        f"| {row['numbers_lost'] + row['notes_dropped']} | {row['numbers_invented']} | {row['placeholders']} "
        f"| {row['characters']} | {row['framing']:.0%} | {row['repeated']:.1%} | {row['sentence']:.0f} "
        f"| {row['errors']} | {row['warnings']} |"
    )
