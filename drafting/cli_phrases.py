"""The commands of the phrase bank: `drafting phrases …`; each parses, calls, prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.errors import UsageError
from drafting.printing import FORMAT, json_text, leave, print_findings

if TYPE_CHECKING:
    from drafting.phrase_merging import Outcome


@click.group()
def phrases() -> None:
    """表述库：检索、增补、交换、统计。"""


_BANKS = click.option(
    "--bank",
    "banks",
    multiple=True,
    type=click.Path(path_type=Path),
    help="叠加在基础表述库上的表述库（可多次给出）；不给时用设置文件中的 banks。",
)


@phrases.command()
@click.argument("words", nargs=-1)
@_BANKS
@click.option("--function", default="", help="只看一种功能，例如 increase。")
@click.option("--topic", default="", help="只看适用于一个主题的，例如 requests。")
@click.option("--year", type=int, help="只看该年度可用的。")
@click.option("--owner", default="", help="只看一个机关的。")
@click.option(
    "--status",
    type=click.Choice(["draft", "approved", "retired"]),
    help="只看草拟（draft）、可用（approved）或停用（retired）的。",
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="最多列出几条。"
)
@FORMAT
def search(  # noqa: PLR0913 -- the options that the specification fixes
    words: tuple[str, ...], banks: tuple[Path, ...], function: str, topic: str, year: int | None,
    owner: str, status: str | None, limit: int, form: str,
) -> None:  # fmt: skip
    """按词检索表述；不给词时列出符合条件的。"""
    from drafting.phrase_desk import find  # noqa: PLC0415 -- loaded when the command runs
    from drafting.phrase_text import hits_json, hits_text  # noqa: PLC0415 -- as above
    from phrasebank.search import Query  # noqa: PLC0415 -- as above

    hits = find(banks, Query(" ".join(words), function, topic, year, owner, status or "", limit))
    click.echo(json_text(hits_json(hits)) if form == "json" else hits_text(hits))


@phrases.command()
@click.argument("entry_id", metavar="ID")
@_BANKS
@FORMAT
def show(entry_id: str, banks: tuple[Path, ...], form: str) -> None:
    """显示一条表述：出自哪一层，盖住了哪些，何时可用。"""
    from drafting.phrase_view import look_up  # noqa: PLC0415 -- as above

    data = look_up(banks, entry_id)
    click.echo(json_text({**data, "findings": []}) if form == "json" else _shown_text(data))


def _shown_text(data: Mapping[str, Any]) -> str:
    lines = [f"{data['id']}（{data['state']}）"]
    for key, title in (("entry", "现用"), ("hides", "盖住")):
        shown = data[key] if isinstance(data[key], list) else [data[key]] if data[key] else []
        for one in shown:
            lines.append(f"{title}：{one['layer']}层“{one['bank']}”第{one['version']}版")
            lines.append(f"  {one['text']}")
            lines.extend(f"  {label}：{value}" for label, value in one["details"].items())
    return "\n".join(lines)


_INTO = click.option(
    "--into", type=click.Path(path_type=Path), required=True, help="写入哪个表述库（文件夹）。"
)


@phrases.command()
@click.argument("what", metavar="ID|FILE.yaml")
@click.option(
    "--from", "origin", type=click.Path(path_type=Path), help="从哪个表述库采用该编号的条目。"
)
@_INTO
@click.option("--approve", is_flag=True, help="随即批准；不加时记为草拟，起草时不会选用。")
@FORMAT
def add(what: str, origin: Path | None, into: Path, approve: bool, form: str) -> None:  # noqa: FBT001 -- a flag of click
    """增补表述：采用别库的条目，加入自拟的文件，或批准草拟的条目。"""
    from drafting import phrase_desk as desk  # noqa: PLC0415 -- as above

    if origin is not None:
        _report(desk.adopt(what, origin, into, approve=approve), form)
    elif what.lower().endswith((".yaml", ".yml", ".xlsx")):
        _report(desk.add_file(Path(what), into, approve=approve), form)
    elif approve:
        _report(desk.approve_entry(what, into), form)
    else:
        raise UsageError(
            f"不知道要把“{what}”怎么样。",
            "采用别库的条目请加 --from；批准草拟的条目请加 --approve。",
        )


@phrases.command("import")
@click.argument("source", metavar="FOLDER|FILE.xlsx", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help="写入哪个表述库（文件夹）。",
)
@FORMAT
def import_(source: Path, into: Path, form: str) -> None:
    """把导出后改过的文件夹或工作簿读回表述库，只带回改动。"""
    from drafting.phrase_merging import import_bank  # noqa: PLC0415 -- as above

    _report(import_bank(source, into), form)


@phrases.command()
@click.argument("to", metavar="FOLDER|FILE.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--bank", type=click.Path(path_type=Path), help="导出哪个表述库；不给时为基础表述库。"
)
@click.option("--replace", "anew", is_flag=True, help="文件夹里已有表述库时，使其与本库一致。")
@FORMAT
def export(to: Path, bank: Path | None, anew: bool, form: str) -> None:  # noqa: FBT001 -- a flag of click
    """导出表述库：写成一条一个文件的文件夹，或 .xlsx 工作簿。"""
    from drafting.phrase_desk import export_bank  # noqa: PLC0415 -- as above
    from phrasebank.bank import BASE  # noqa: PLC0415 -- as above

    count = export_bank(BASE if bank is None else bank, to, anew=anew)
    if form == "json":
        click.echo(json_text({"entries": count, "path": str(to), "findings": []}))
    else:
        click.echo(f"已把{count}条表述写到 {to}")


@phrases.command()
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    help="两者共同的原版本；不给时只取所采用条目后来的修改。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="结果写到哪个文件夹；取采用条目的修改时可写回 OURS。",
)
@FORMAT
def merge(ours: Path, theirs: Path, base: Path | None, output: Path, form: str) -> None:
    """三方合并两个表述库；两边改得不同的逐条列出，暂留我方。"""
    from drafting.phrase_merging import merge_banks  # noqa: PLC0415 -- as above

    _report(merge_banks(ours, theirs, base, output), form)


@phrases.command()
@click.argument("entry_id", metavar="ID")
@_INTO
@click.option("--successor", default="", help="由哪一条接替。")
@FORMAT
def retire(entry_id: str, into: Path, successor: str, form: str) -> None:
    """停用一条表述：不再选用，但不删去。"""
    from drafting import phrase_desk as desk  # noqa: PLC0415 -- as above

    _report(desk.retire(entry_id, into, successor), form)


@phrases.command()
@click.argument("files", metavar="[FILE.docx...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--bank",
    "banks",
    multiple=True,
    type=click.Path(path_type=Path),
    help="只看这个表述库的条目，并列出所采用条目在原库后来的修改（可多次给出）。",
)
@FORMAT
def stats(files: tuple[Path, ...], banks: tuple[Path, ...], form: str) -> None:
    """统计表述的使用：改稿后保留、改写、删去各多少；给出的稿件先计入。"""
    from drafting.phrase_sources import read_source  # noqa: PLC0415 -- as above
    from drafting.phrase_text import stats_json, stats_text  # noqa: PLC0415 -- as above
    from drafting.phrase_usage import counted, origin_news, record_files  # noqa: PLC0415 -- as above

    record_files(files)
    tallies = counted([read_source(bank).manifest.name for bank in banks])
    news = [found for bank in banks for found in origin_news(bank)]
    click.echo(
        json_text(stats_json(tallies, news)) if form == "json" else stats_text(tallies, news)
    )


def _report(outcome: Outcome, form: str) -> None:
    """What became of a bank, then the end of the command."""
    if form == "json":
        click.echo(json_text(outcome.as_json()))
    else:
        told = [
            f"{word}{len(ids)}条：{'、'.join(ids[:10])}{' 等' if len(ids) > 10 else ''}"
            for word, ids in (
                ("新增", outcome.added), ("修改", outcome.changed), ("删去", outcome.removed)
            )
            if ids
        ]  # fmt: skip
        click.echo("\n".join([str(outcome.bank), *(told or ["没有改动"])]))
        if outcome.findings:
            print_findings(outcome.findings, form)
    leave(outcome.findings)


@phrases.command("lint")
@_BANKS
@FORMAT
def lint_entries(banks: tuple[Path, ...], form: str) -> None:
    """检查表述库：断言、程度词、写死的数、重复、用不到的条目、缺少的表述、例子和用语。"""
    from drafting.phrase_lint import lint_banks  # noqa: PLC0415 -- as above

    findings = lint_banks(banks)
    print_findings(findings, form)
    leave(findings)


@phrases.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="写到哪个 .yaml 文件；不给时显示在屏幕上。",
)
@FORMAT
def mine(files: tuple[Path, ...], output: Path | None, form: str) -> None:
    """从以往报告（.docx、.html、.txt）中找出候选表述。"""
    from drafting.phrase_mining import (  # noqa: PLC0415 -- as above
        as_json,
        candidates_text,
        mine_files,
        summary,
        write_candidates,
    )

    mined = mine_files(files)
    if output is not None:
        write_candidates(output, mined)
    if form == "json":
        click.echo(json_text(as_json(mined)))
    elif output is None:
        click.echo(candidates_text(mined), nl=False)
    else:
        click.echo("\n".join((f"已写出 {output}", *summary(mined))))
