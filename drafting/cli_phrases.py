"""The commands of the phrase bank: `drafting phrases …`; each parses, calls, prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.printing import FORMAT, json_text, leave, print_findings

if TYPE_CHECKING:
    from phrasebank.search import Hit


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
    from phrasebank.search import Query  # noqa: PLC0415 -- as above

    hits = find(banks, Query(" ".join(words), function, topic, year, owner, status or "", limit))
    click.echo(json_text(_hits_json(hits)) if form == "json" else _hits_text(hits))


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


def _hits_json(hits: tuple[Hit, ...]) -> dict[str, object]:
    return {
        "hits": [
            {
                "id": hit.entry.id, "bank": hit.entry.bank, "text": hit.entry.text,
                "function": hit.entry.function, "topics": list(hit.entry.topics),
                "status": hit.entry.status, "owner": hit.entry.owner,
                "years": {"from": hit.entry.first_year, "to": hit.entry.last_year},
                "match": "all" if hit.whole else "some",
            }
            for hit in hits
        ],
        "findings": [],
    }  # fmt: skip


_STATUS = {"draft": "〔草拟〕", "approved": "", "retired": "〔停用〕"}


def _hits_text(hits: tuple[Hit, ...]) -> str:
    if not hits:
        return "没有找到。可少写几个词，或放宽条件。"
    lines = []
    for at, hit in enumerate(hits):
        if not hit.whole and (at == 0 or hits[at - 1].whole):
            lines.append("以下只含部分词：")
        entry = hit.entry
        lines.append(f"{entry.bank}:{entry.id}\t{_STATUS[entry.status]}{entry.text}")
    return "\n".join(lines)


@phrases.command("lint")
@_BANKS
@FORMAT
def lint_entries(banks: tuple[Path, ...], form: str) -> None:
    """检查表述库：断言、程度词、写死的数、重复、用不到的条目、缺少的表述、例子和用语。"""
    from drafting.phrase_lint import lint_banks  # noqa: PLC0415 -- as above

    findings = lint_banks(banks)
    print_findings(findings, form)
    leave(findings)
