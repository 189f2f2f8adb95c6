"""The manual's page on speed and memory, from the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_MADE = "<!-- 本页由 benchmarks/results.json 生成（make bench），请勿手改。 -->"

_METHODS = {
    "drafting": "本程序",
    "prebuilt": "python-docx，复制预制表格",
    "docxtpl": "docxtpl，模板加变量",
    "fetched": "python-docx，逐格填写，单元格列表只取一次",
    "cells": "python-docx，逐格填写（`table.cell`、`merge`）",
}
_COMMANDS = {
    "help": "`drafting --help`",
    "draft": "`drafting draft`，缓存已有",
    "draft-empty": "`drafting draft`，缓存为空（安装后第一次）",
}
_STAGES = {
    "read": "读取输入",
    "check": "核对数据和要点",
    "data": "取报告类型、表述库和词典（已在内存）",
    "plan": "篇章规划",
    "microplan": "句子规划",
    "realise": "表层实现",
    "traceability": "审校：数字来源、要点有无遗漏",
    "text": "审校：文字与表格一致",
    "lint": "审校：公文用语",
    "repeats": "审校：重复",
    "comments": "批注定位",
    "digest": "输入摘要",
    "rest": "其余（汇总核对意见等）",
    "write": "写 Word 文件",
}
GOALS = {"write": 5.0, "times": 20.0, "pipeline": 20.0, "help": 100.0, "draft": 900.0}

Results = Mapping[str, Any]


def page(results: Results) -> str:
    """The page as Markdown."""
    parts = (
        _opening(results),
        _goals(results),
        _writers(results),
        _commands(results),
        _stages(results),
        _many(results),
    )
    return "\n".join(line for part in parts for line in part)


def _opening(results: Results) -> Iterator[str]:
    machine = results["machine"]
    libraries = "、".join(f"{name} {number}" for name, number in machine["libraries"].items())
    yield "# 速度与内存"
    yield ""
    yield _MADE
    yield ""
    yield "`make bench` 测出全部数据并写出本页。时间都是处理器时间（用户态加内核态，毫秒），与机器上其他程序"
    yield "是否繁忙关系不大；换一台机器，绝对值会变，倍数大体不变。"
    yield f"每项测{results['rounds']}轮取中位数，每轮每种方法各用一个新进程，次序轮换；字节码都已编译，与安装后相同。"
    yield ""
    yield (
        f"机器：{machine['cores']}核、{machine['memory_gib']} GiB 内存，{machine['system']}，"
        f"Python {machine['python']}；本程序 {machine['drafting']}，{libraries}。"
    )
    yield ""


def _goals(results: Results) -> Iterator[str]:
    writers = {row["method"]: row for row in results["writers"]}
    commands = {row["command"]: row for row in results["commands"]}
    own = writers["drafting"]["warm_ms"]
    times = writers["docxtpl"]["warm_times"]
    rows = [
        ("写一份 Word 文件", f"不超过{GOALS['write']:.0f}毫秒", _ms(own), own <= GOALS["write"]),
        (
            "写 Word 比 docxtpl 快",
            f"{GOALS['times']:.0f}倍以上",
            f"{times:.1f}倍",
            times >= GOALS["times"],
        ),
        _at_most("从输入到 Word 文件，已在运行的进程", results["pipeline_ms"], "pipeline"),
        _at_most(_COMMANDS["help"], commands["help"]["ms"], "help"),
        _at_most(_COMMANDS["draft"], commands["draft"]["ms"], "draft"),
    ]
    yield "## 目标与结果"
    yield ""
    yield from _table(
        ("项目", "目标", "结果", "是否达到"),
        [(name, goal, found, "达到" if met else "**未达到**") for name, goal, found, met in rows],
    )


def _at_most(name: str, found: float, goal: str) -> tuple[str, str, str, bool]:
    return name, f"不超过{GOALS[goal]:.0f}毫秒", _ms(found), found <= GOALS[goal]


def _writers(results: Results) -> Iterator[str]:
    content = results["content"]
    yield "## 同一份报告，几种写法"
    yield ""
    yield (
        f"内容相同：{content['paragraphs']}个自然段（标题在内）、{content['tables']}张表、{content['cells']}个单元格"
        f"（{content['merged']}个是合并的）、{content['values']}个数；页面和样式都取自 `templates/style.docx`。"
    )
    yield "计时以前，每种写法的结果都另行读回，各段文字、各单元格的文字和合并范围须与内容逐一相等。"
    yield f"只有本程序的文件另带{content['comments']}条批注、各段各数的书签和起草数据，因此较大；其他写法不写这些。"
    yield ""
    yield from _table(
        ("写法", "已在运行，每份（毫秒）", "倍数", "新进程写一份（毫秒）", "倍数", "内存峰值，新进程／连续写（MB）", "文件（KB）"),
        [
            (
                _METHODS[row["method"]], _ms(row["warm_ms"], unit=""), f"{row['warm_times']:.1f}",
                _ms(row["cold_ms"], unit=""), f"{row['cold_times']:.1f}",
                f"{_mb(row['cold_mb'])}／{_mb(row['warm_mb'])}", f"{row['bytes'] / 1000:.1f}",
            )
            for row in results["writers"]
        ],
    )  # fmt: skip
    yield "“新进程”含 Python 启动、载入程序和读取现成内容，不含起草；本程序还要载入报告类型。倍数是各轮倍数的中位数。"
    yield ""


def _commands(results: Results) -> Iterator[str]:
    yield "## 命令，整个进程"
    yield ""
    yield from _table(
        ("命令", "毫秒", "内存峰值（MB）"),
        [
            (_COMMANDS[row["command"]], _ms(row["ms"], unit=""), _mb(row["peak_mb"]))
            for row in results["commands"]
        ],
    )


def _stages(results: Results) -> Iterator[str]:
    stages = results["stages"]
    total = sum(stages.values())
    yield "## 各阶段，已在运行的进程"
    yield ""
    yield "反复起草 `examples/nangang-2020`，每阶段取中位数；“合计”是各阶段之和，计时本身略有开销。"
    yield f"不分阶段时，从输入到 Word 文件每份{_ms(results['pipeline_ms'])}。"
    yield ""
    rows = [(label, stages[key]) for key, label in _STAGES.items() if key in stages]
    yield from _table(
        ("阶段", "毫秒", "占比"),
        [
            (label, f"{spent:.2f}", f"{spent / total:.0%}")
            for label, spent in [*rows, ("合计", total)]
        ],
    )


def _many(results: Results) -> Iterator[str]:
    yield "## 一个进程写很多份"
    yield ""
    yield (
        f"由{results['sources']}份示例和测试输入按种子改换地名和数字，逐份从输入写到 Word 文件；"
        "前几份含载入程序和数据的时间。改换后少数要点与表格不符，照样起草并加批注。"
    )
    yield ""
    yield from _table(
        ("份数", "平均每份（毫秒）", "上一行以后的各份，平均（毫秒）", "内存峰值（MB）"),
        [
            (
                f"{row['reports']:,}",
                _ms(row["ms"], unit=""),
                _ms(row["since_ms"], unit=""),
                _mb(row["peak_mb"]),
            )
            for row in results["many"]
        ],
    )
    if results["failed"]:
        yield f"其中{len(results['failed'])}份没有写成：" + "；".join(results["failed"][:5]) + "。"
        yield ""


def _mb(peak: float | None) -> str:
    return "—" if peak is None else f"{peak:.0f}"


def _ms(value: float, unit: str = "毫秒") -> str:
    return f"{value:.1f}{unit}" if value < 100 else f"{value:,.0f}{unit}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
