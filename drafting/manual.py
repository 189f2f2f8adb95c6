"""The pages of the manual that are made from commands and data: `python -m drafting.manual`.

With `--check` nothing is written; stale pages are named and the exit status is 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
import yaml

from drafting.cli import main as commands
from drafting.findings import SEVERITY_BY_LETTER
from drafting.kinds import TextRule, installed_kinds, load_kind
from drafting.review.rulebook import FunctionRule, PatternRule, rulebook

HELP = Path(__file__).with_name("help")
_SLOT = re.compile(r"\{\w*\}")
_MADE = "<!-- 本页由程序数据生成（make pages），请勿手改。 -->"

_GROUPS = (  # beginning of the code -> heading
    ("IN", "输入（IN）"),
    ("C", "单元格（C）"),
    ("T2", "表二（T2）"),
    ("T3", "表三勾稽关系（T3）"),
    ("T4", "表四勾稽关系（T4）"),
    ("Y", "与上年衔接（Y）"),
    ("X", "文字与表格（X）"),
    ("S", "报告结构（S）"),
    ("LN", "篇幅（LN）"),
    ("NT", "年度通知（NT）"),
    ("TR", "来源（TR）"),
    ("P", "标点（P）"),
    ("L", "序号层次（L）"),
    ("N", "数字（N）"),
    ("R", "文件引用（R）"),
    ("W", "用词（W）"),
    ("V", "涉密和个人信息（V）"),
    ("A", "内容（A）"),
    ("RV", "重复（RV）"),
    ("CP", "同一报告的两份文件（CP）"),
    ("KD", "报告类型数据（KD）"),
    ("PB", "表述库（PB）"),
)


def pages() -> dict[str, str]:
    """The text of every page that is made, by file name."""
    made = {"commands.md": _commands(), "findings.md": _findings()}
    return {name: "\n".join(lines).strip() + "\n" for name, lines in made.items()}


def stale(folder: Path = HELP) -> tuple[str, ...]:
    """Names of made pages that do not hold what they should."""
    return tuple(name for name, text in pages().items() if _read(folder / name) != text)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


# ---- commands -----------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield "# 命令一览"
    yield ""
    yield _MADE
    yield ""
    yield "退出状态：0 完成；1 有“错误”一级的核对意见；2 用法不对、文件读不了或程序安装不完整。"
    yield "加 `--format json` 时，结果是一个 JSON 对象，核对意见在 `findings` 下。"
    yield ""
    yield from _command("drafting", commands)


def _command(path: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from _command(f"{path} {name}", command.commands[name])
        return
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    words = " ".join([path, *(_argument(argument) for argument in arguments)])
    yield f"## {path}"
    yield ""
    yield (command.help or "").strip()
    yield ""
    yield f"    {words}" + (" [选项]" if options else "")
    yield ""
    if options:
        yield "| 选项 | 说明 |"
        yield "| --- | --- |"
        for option in options:
            yield f"| `{_option(option)}` | {_explained(option)} |"
        yield ""


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {'／'.join(str(choice) for choice in option.type.choices)}"
    values = {"integer": "数", "path": "文件", "text": "文字"}
    return f"{names} {values.get(option.type.name, option.type.name)}"


def _explained(option: click.Option) -> str:
    text = (option.help or "").strip()
    if option.required:
        return f"{text}必填。"
    return f"{text}默认 {option.default}。" if option.show_default else text


# ---- findings -----------------------------------------------------------------------------


def _findings() -> Iterator[str]:
    yield "# 核对意见代码表"
    yield ""
    yield _MADE
    yield ""
    yield "错误：定稿前必须改正；工作稿照写，并在原处加批注。提醒：请核对或说明，工作稿加批注。"
    yield "提示：只在屏幕上显示。“…”处显示具体的数、单元格或文字。"
    yield ""
    rows = _rows()
    named = {prefix for prefix, _ in _GROUPS}
    others = dict.fromkeys(code.partition("-")[0] for code in sorted(rows))
    groups = [
        *_GROUPS,
        *((one, f"报告类型另有的代码（{one}）") for one in others if one not in named),
    ]
    for prefix, heading in groups:
        mine = {code: row for code, row in rows.items() if code.partition("-")[0] == prefix}
        if not mine:
            continue
        yield f"## {heading}"
        yield ""
        yield "| 代码 | 级别 | 说什么 | 怎么办 |"
        yield "| --- | --- | --- | --- |"
        yield from (mine[code] for code in sorted(mine))
        yield ""


def _rows() -> dict[str, str]:
    levels: dict[str, list[str]] = {}
    says: dict[str, list[str]] = {}
    remedies: dict[str, list[str]] = {}
    own = _own_codes()
    for code, level, said, remedy in (*own, *_of_style(), *_of_kinds({code for code, *_ in own})):
        _add(levels, code, level)
        _add(says, code, said)
        _add(remedies, code, remedy)
    return {
        code: f"| {code} | {'、'.join(levels[code])} | {_cell(said)} | {_cell(remedies[code])} |"
        for code, said in says.items()
    }


def _add(found: dict[str, list[str]], code: str, text: str) -> None:
    known = found.setdefault(code, [])
    if text and text not in known:
        known.append(text)


def _cell(texts: Iterable[str]) -> str:
    return "；".join(texts).replace("|", "｜").replace("\n", " ")


def _plain(text: str) -> str:
    return _SLOT.sub("…", text.replace("{where}", "该格")).strip().rstrip("。")


Row = tuple[str, str, str, str]
"""Code, level, what it says, what to do."""


def _own_codes() -> list[Row]:
    data: Mapping[str, Mapping[str, str]] = yaml.safe_load(_read(HELP / "codes.yaml"))["codes"]
    return [(code, _word(row["level"]), row["says"], row["remedy"]) for code, row in data.items()]


def _of_style() -> Iterator[Row]:
    book = rulebook()
    rules: tuple[PatternRule | FunctionRule, ...] = (*book.patterns, *book.functions)
    for rule in rules:
        said = _plain(rule.message)
        if isinstance(rule, PatternRule):
            said += f"，如“{rule.must[0]}”"
        yield rule.id, rule.severity.word, said, _plain(rule.remedy)


def _of_kinds(described: set[str]) -> Iterator[Row]:
    for name in installed_kinds():
        kind = load_kind(name)
        for check in kind.checks:
            if check.code in described:
                continue
            yield check.code, _word(check.level), _plain(check.message), _plain(check.remedy)
        for gap in kind.placeholders:
            if gap.code not in described:
                yield gap.code, _word("W"), _plain(gap.message), _plain(gap.remedy)
        for rule in kind.text_rules:
            if rule.code not in described:
                yield rule.code, _word(rule.level), _claim(rule), _plain(rule.remedy)


def _claim(rule: TextRule) -> str:
    said = _plain(rule.message) or f"文中的数与{rule.label}不符"
    return f"{said}，如“{rule.fits[0]}”" if rule.fits and not rule.message else said


def _word(letter: str) -> str:
    return SEVERITY_BY_LETTER[letter].word


def run() -> None:
    """Write the made pages, or with `--check` name the stale ones."""
    old = stale()
    if sys.argv[1:] == ["--check"]:
        if old:
            sys.exit(f"stale pages, run `make pages`: {', '.join(old)}")
        return
    for name, text in pages().items():
        if name in old:
            (HELP / name).write_text(text, "utf-8")


if __name__ == "__main__":
    run()
