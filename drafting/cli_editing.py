"""The commands of the editor's loop; each parses, calls, prints."""

from __future__ import annotations

from pathlib import Path

import click

from drafting.errors import UsageError
from drafting.printing import FORMAT, json_text, leave, print_findings


@click.command()
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--edited", type=click.Path(path_type=Path), required=True, help="改过的稿子（.docx）。"
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个 .docx 文件。"
)
@click.option("--last-year", "last", type=click.Path(path_type=Path), help="上年报告。")
@click.option(
    "--bank",
    "banks",
    multiple=True,
    type=click.Path(path_type=Path),
    help="叠加的表述库（可多次给出）。",
)
@click.option("--seed", type=int, help="选词种子；不给时沿用原稿的。")
@click.option("--accept-ours", "plain", is_flag=True, help="数据变化直接写入正文，不作修订标记。")
@FORMAT
def redraft(  # noqa: PLR0913 -- the options that the specification fixes
    inputs: tuple[Path, ...], edited: Path, output: Path, last: Path | None,
    banks: tuple[Path, ...], seed: int | None, plain: bool, form: str,  # noqa: FBT001 -- click passes flags so
) -> None:  # fmt: skip
    """在改过的稿子上重新起草：改动全部保留，数据变化作为修订，矛盾处作批注。"""
    from drafting.editing.loop import Redraft, redraft_file  # noqa: PLC0415 -- loaded when the command runs

    order = Redraft(inputs, edited, output, last, banks, seed, is_tracked=not plain)
    done = redraft_file(order)
    if form == "json":
        conflicts = [
            {"key": one.key, "reason": one.reason, "ours": one.ours, "theirs": one.theirs}
            for one in done.result.conflicts
        ]
        click.echo(
            json_text(
                {
                    "changed": list(done.result.changed), "conflicts": conflicts,
                    "unchanged": done.result.is_same,
                    "findings": [finding.as_json() for finding in done.draft.findings],
                    "message": f"已写出 {output}",
                }
            )
        )  # fmt: skip
    else:
        print_findings(done.draft.findings, form, done=f"已写出 {output}")
        click.echo(
            "输入没有变化，稿子原样写出"
            if done.result.is_same
            else f"更新{len(done.result.changed)}处，矛盾{len(done.result.conflicts)}处（见批注）"
        )
    leave(done.draft.findings)


@click.command()
@click.argument("edited", metavar="EDITED.docx", type=click.Path(path_type=Path))
@click.option(
    "--take", "takes", multiple=True,
    help="采纳一个改过的数：figure:表/行/列=新数，或 bullet:要点编号:原数=新数（可多次给出）。",
)  # fmt: skip
@click.option("--into", type=click.Path(path_type=Path), help="把 --take 的数写进哪个输入文件。")
@FORMAT
def review(edited: Path, takes: tuple[str, ...], into: Path | None, form: str) -> None:
    """列出起草后改了什么：逐句、逐格，重新核对，并提出可收入表述库的写法。"""
    if takes or into is not None:
        from drafting.editing.take_over import read_take, take_over  # noqa: PLC0415 -- as above

        if into is None or not takes:
            msg = "--take 和 --into 要一起用。"
            raise UsageError(
                msg,
                "例：--take figure:t2/licence/decisions=325 --into INPUT。",
            )
        for place in take_over(into, [read_take(take) for take in takes]):
            click.echo(f"已写入 {place}")
        return
    from drafting.editing.review import review_file, review_json, review_text  # noqa: PLC0415 -- as above

    found = review_file(edited)
    if form == "json":
        click.echo(json_text(review_json(found, edited)))
    else:
        click.echo(review_text(found, edited))
        print_findings(found.findings, form)
    leave(found.findings)


@click.command()
@click.argument("edited", metavar="EDITED.docx", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个 .docx 文件。"
)
@click.option("--html", "page", type=click.Path(path_type=Path), help="同时写出公布用的网页。")
@click.option("--sheet", type=click.Path(path_type=Path), help="同时写出送审签批单（.docx）。")
@FORMAT
def publish(
    edited: Path, output: Path, page: Path | None, sheet: Path | None, form: str
) -> None:
    """写出定稿：清除批注、修订标识、隐藏内容和人名；有未了事项的不写。"""
    from drafting.editing.publish import (  # noqa: PLC0415 -- as above
        Publication,
        publish_file,
        published_json,
        published_text,
    )

    order = Publication(edited, output, page, sheet)
    done = publish_file(order)
    if form == "json":
        click.echo(json_text(published_json(done, order)))
    elif done.obstacles:
        print_findings(done.obstacles, form, done="尚不能发布，没有写出文件：")
    else:
        click.echo(published_text(done, order))
    leave(done.obstacles)
