"""The commands for many reports at once; each parses, calls, prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafting.printing import FORMAT, WRONG, json_text, leave, print_findings


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--last-year",
    "last",
    multiple=True,
    type=click.Path(path_type=Path),
    help="上年报告（可多次给出），按机关名称与本年报告对上。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="另写一个可离线打开的网页（.html）。"
)
@FORMAT
def compare(
    files: tuple[Path, ...], last: tuple[Path, ...], output: Path | None, form: str
) -> None:
    """比较报告：相似和照抄的段落，往年的年份，别处的地名和机关名；同一报告的两份文件列出差异。"""
    from drafting.many.files import compare_files  # noqa: PLC0415 -- loaded when the command runs
    from drafting.many.page import page_path, write_comparison  # noqa: PLC0415 -- as above
    from drafting.many.printed import as_json, as_text  # noqa: PLC0415 -- as above

    if output is not None:
        page_path(output)
    with click.progressbar(
        length=len(files) + len(last),
        label="读入报告",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        found = compare_files(files, last, tell=bar.update)
    if output is not None:
        write_comparison(output, found)
    if form == "json":
        click.echo(json_text(as_json(found)))
    else:
        click.echo(as_text(found))
        print_findings(found.findings, form, done=f"已写出 {output}" if output else "")
    for one in found.unread:
        click.echo(f"错误：{one.message}{one.remedy}", err=True)
    if found.unread:
        sys.exit(WRONG)
    leave(found.findings)
