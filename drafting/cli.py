"""The commands: each parses, calls the public API, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from drafting.cli_editing import publish, redraft, review
from drafting.cli_many import compare
from drafting.cli_phrases import phrases
from drafting.errors import DraftingError, UnmetFinalError, UnusableInputError, UsageError
from drafting.printing import FINDINGS, WRONG
from drafting.printing import FORMAT as _FORMAT
from drafting.printing import json_text as _json
from drafting.printing import leave as _leave
from drafting.printing import print_findings as _print_findings

if TYPE_CHECKING:
    from drafting.document import Draft
    from drafting.notices import Notice
    from drafting.report import ReportInput
    from phrasebank.bank import Bank


class _Commands(click.Group):
    """Help in the order of work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return [name for name in _ORDER if name in self.commands]


_ORDER = (
    "new", "import", "check", "draft", "redraft", "review", "publish", "explain", "lint", "compare", "phrases", "kinds", "help",
)  # fmt: skip


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", "--version", message="%(version)s", help="显示版本。")
def main() -> None:
    """年度报告起草助手：用数据和要点起草公文年度报告。"""


@main.command()
@click.argument("kind")
@click.option("--year", type=int, required=True, help="报告年度，例如 2023。")
@click.option("--org", default="", help="机关全称。")
@click.option(
    "--last-year",
    "last",
    type=click.Path(path_type=Path),
    help="上年报告（输入文件，或已公布的 .docx、.html、.txt），带入结转数据。",
)
@click.option("--split-by", type=click.Choice(["from"]), help="按提供科室分成几个工作簿。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="写到哪个文件（.xlsx 或 .yaml）。",
)
def new(  # noqa: PLR0913 -- the options that the specification fixes
    kind: str, year: int, org: str, last: Path | None, split_by: str | None, output: Path
) -> None:
    """生成空白输入：工作簿或 YAML。"""
    from drafting.starting import write_new  # noqa: PLC0415 -- loaded when the command runs

    for path in write_new(
        kind, year, output, organisation=org, last_year=last, split=split_by is not None
    ):
        click.echo(f"已生成 {path}")


@main.command("import")
@click.argument("report", metavar="REPORT", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="写到哪个 .yaml 文件。"
)
@click.option("--kind", default="", help="报告类型；不给时由标题和表格推定。")
@click.option("--year", type=int, help="报告年度；不给时由标题推定。")
@click.option("--org", default="", help="机关全称；不给时由标题推定。")
@_FORMAT
def import_(  # noqa: PLR0913 -- what a published report may not say itself
    report: Path, output: Path, kind: str, year: int | None, org: str, form: str
) -> None:
    """读入已公布的报告（.docx、.html、.txt、.doc、.wps），写成输入文件。"""
    from drafting.starting import write_imported  # noqa: PLC0415 -- loaded when the command runs

    findings = write_imported(report, output, kind=kind, year=year, organisation=org)
    _print_findings(findings, form, done=f"已写出 {output}")
    _leave(findings)


@main.command()
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--last-year", "last", type=click.Path(path_type=Path), help="上年报告。")
@_FORMAT
def check(inputs: tuple[Path, ...], last: Path | None, form: str) -> None:
    """核对输入：勾稽关系、与上年衔接、要点与表格是否一致。"""
    from drafting.pipeline import check_report, load_report, make  # noqa: PLC0415 -- as above

    report = load_report(inputs[0], last_year=last, more=inputs[1:])
    bank = _banks(inputs[0], ())
    draft = make(check_report(report), bank=bank, notices=_notices(inputs[0], report)).draft
    _print_findings(draft.findings, form)
    _leave(draft.findings)


@main.command()
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
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
    help="叠加的表述库（可多次给出，上级在前）；不给时用设置文件中的 banks。",
)
@click.option("--seed", type=int, help="选词种子；不给时由类型、年度和机关名称决定。")
@click.option(
    "--length",
    type=click.Choice(["brief", "standard", "full"]),
    default="standard",
    show_default=True,
    help="框架语的详略：简、常、详；写出的事实不变。",
)
@click.option(
    "--stage",
    type=click.Choice(["working", "final"]),
    default="working",
    show_default=True,
    help="工作稿或定稿。",
)
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="另存草稿数据。")
@click.option("--trace", type=click.Path(path_type=Path), help="另存各阶段的结果。")
@click.option(
    "--to",
    "also",
    type=click.Choice(["docx", "pdf", "html"]),
    default="docx",
    show_default=True,
    help="输出格式。",
)
@_FORMAT
def draft(  # noqa: PLR0913 -- the options that the specification fixes
    inputs: tuple[Path, ...], output: Path, last: Path | None, banks: tuple[Path, ...],
    seed: int | None, length: str, stage: str, json_path: Path | None, trace: Path | None, also: str,
    form: str,
) -> None:  # fmt: skip
    """起草：由输入写出 Word 初稿。"""
    from drafting.outputs import output_of  # noqa: PLC0415 -- as above
    from drafting.pipeline import check_report, load_report, make, require_final  # noqa: PLC0415 -- as above

    output, wanted = output_of(output, also)
    report = load_report(inputs[0], last_year=last, more=inputs[1:])
    made = make(
        check_report(report), bank=_banks(inputs[0], banks), seed=seed, length=length,
        notices=_notices(inputs[0], report),
    )  # fmt: skip
    if stage == "final":
        require_final(made.draft)
    _write(made.draft, output, wanted)
    if json_path is not None:
        from drafting.outputs import write_draft_json  # noqa: PLC0415 -- as above

        write_draft_json(json_path, made.draft)
    if trace is not None:
        from drafting.outputs import write_trace  # noqa: PLC0415 -- as above

        write_trace(trace, made)
    _print_findings(made.draft.findings, form, done=f"已写出 {output}")
    _leave(made.draft.findings)


def _banks(input_path: Path, named: tuple[Path, ...]) -> Bank:
    """The banks that a draft is worded from: those named, else those of the settings."""
    from drafting.settings import bank_for  # noqa: PLC0415 -- as above

    return bank_for(input_path, named)


def _notices(input_path: Path, report: ReportInput) -> tuple[Notice, ...]:
    """The yearly notices that a report is checked against."""
    from drafting.notices import notices_for  # noqa: PLC0415 -- as above
    from drafting.settings import notice_folders  # noqa: PLC0415 -- as above

    return notices_for(report, notice_folders(input_path))


def _write(made: Draft, output: Path, wanted: str) -> None:
    from drafting.kinds import load_kind  # noqa: PLC0415 -- as above
    from drafting.outputs import require_replaceable, write_page, write_report  # noqa: PLC0415 -- as above
    from drafting.word.writer import write_docx  # noqa: PLC0415 -- as above

    form = load_kind(made.kind).form_of_draft(made)
    if wanted == "html":
        from drafting.word.html import write_html  # noqa: PLC0415 -- as above

        write_page(output, write_html(made, form).encode(), wanted)
    elif wanted == "pdf":
        from drafting.word.pdf import pdf_of  # noqa: PLC0415 -- as above

        require_replaceable(output)  # before the long conversion
        write_page(output, pdf_of(write_docx(made, form)), wanted)
    else:
        write_report(output, write_docx(made, form))


@main.command()
@click.argument("report", metavar="REPORT.docx", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="另写成可离线打开和打印的网页（.html）。",
)
@_FORMAT
def explain(report: Path, output: Path | None, form: str) -> None:
    """说明稿中每句话、每个数的来源；改过的稿子写明哪些是改稿人所写。"""
    from drafting.editing.explain import explain_file, explained_text  # noqa: PLC0415 -- as above

    explained = explain_file(report)
    if output is not None:
        from drafting.editing.explain_page import explained_page  # noqa: PLC0415 -- as above
        from drafting.kinds import load_kind  # noqa: PLC0415 -- as above
        from drafting.outputs import write_page  # noqa: PLC0415 -- as above

        page = explained_page(explained, load_kind(str(explained["kind"])))
        write_page(output, page.encode(), "html")
    click.echo(_json(explained) if form == "json" else explained_text(explained))


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--year", type=int, help="报告年度；不给时从标题推断。")
@_FORMAT
def lint(file: Path, year: int | None, form: str) -> None:
    """检查任一报告（.docx、.txt、.html）：公文用语，以及表格、结构、文字与表格是否一致。"""
    from drafting.published.linted import lint_report  # noqa: PLC0415 -- as above
    from drafting.settings import notice_folders  # noqa: PLC0415 -- as above

    findings = lint_report(file, year, notice_folders(file))
    _print_findings(findings, form)
    _leave(findings)


main.add_command(redraft)
main.add_command(review)
main.add_command(compare)
main.add_command(publish)
main.add_command(phrases)


@main.group()
def kinds() -> None:
    """报告类型：已安装的类型及其数据。"""


@kinds.command("list")
@_FORMAT
def kinds_list(form: str) -> None:
    """列出已安装的报告类型。"""
    from drafting.kinds import installed_kinds, load_kind  # noqa: PLC0415 -- as above

    found = [load_kind(name) for name in installed_kinds()]
    if form == "json":
        click.echo(
            _json(
                {
                    "kinds": [
                        {"kind": kind.key, "name": kind.name, "forms": list(kind.forms)}
                        for kind in found
                    ],
                    "findings": [],
                }
            )
        )
        return
    for kind in found:
        click.echo(f"{kind.key}\t{kind.name}\t{'、'.join(kind.forms)}")


@kinds.command("show")
@click.argument("kind")
@_FORMAT
def kinds_show(kind: str, form: str) -> None:
    """显示一种报告的部分、表格和核对规则。"""
    from drafting.kinds import load_kind  # noqa: PLC0415 -- as above

    found = load_kind(kind)
    data = {
        "kind": found.key,
        "name": found.name,
        "forms": {
            key: {
                "years": list(made.spec.years),
                "tables": {
                    table.id: [table.name, table.title, len(table.values)]
                    for table in made.tables.values()
                },
            }
            for key, made in found.forms.items()
        },
        "sections": [[section.id, section.heading] for section in found.sections],
        "checks": [[check.code, check.message] for check in found.checks],
    }
    if form == "json":
        click.echo(_json({**data, "findings": []}))
        return
    click.echo(f"{found.name}（{found.key}）")
    for key, made in found.forms.items():
        first, last = made.spec.years
        click.echo(f"表样 {key}：{first}年至{last or '今'}")
        for table in made.tables.values():
            click.echo(f"  {table.name}《{table.title}》{len(table.values)}个数")
    click.echo(
        "部分：" + "；".join(section.heading for section in found.sections if section.heading)
    )
    for rule in found.checks:
        click.echo(f"  {rule.code}\t{rule.message}")


@kinds.command("check")
@click.argument("kind")
@_FORMAT
def kinds_check(kind: str, form: str) -> None:
    """检查一种报告的数据有无错误。"""
    from drafting.kind_check import check_kind  # noqa: PLC0415 -- as above
    from drafting.settings import load_settings  # noqa: PLC0415 -- as above
    from phrasebank.layers import load_banks  # noqa: PLC0415 -- as above

    findings = check_kind(kind, bank=load_banks(load_settings(Path.cwd()).banks))
    _print_findings(findings, form)
    _leave(findings)


@main.command("help")
@click.argument("page", default="")
def help_page(page: str) -> None:
    """使用手册：不带页名时列出各页。"""
    folder = Path(__file__).with_name("help")
    pages = {path.stem: path for path in sorted(folder.glob("*.md"))}
    if not page:
        for name, path in pages.items():
            click.echo(f"{name}\t{path.read_text('utf-8').splitlines()[0].lstrip('# ')}")
        return
    if page not in pages:
        raise UsageError(f"手册没有“{page}”这一页。", f"可看：{'、'.join(pages)}。")
    click.echo(pages[page].read_text("utf-8"))


# ---- printing -----------------------------------------------------------------------------


def _wants_json() -> bool:
    words = sys.argv[1:]
    return any(
        word == "--format=json" or (word == "--format" and words[at + 1 : at + 2] == ["json"])
        for at, word in enumerate(words)
    )


def _fail(fault: DraftingError) -> NoReturn:
    findings: list[Any] = list(fault.findings) if isinstance(fault, UnusableInputError) else []
    status = FINDINGS if isinstance(fault, UnusableInputError | UnmetFinalError) else WRONG
    if _wants_json():
        click.echo(
            _json({"findings": [finding.as_json() for finding in findings], "error": str(fault)})
        )
    else:
        if findings:
            _print_findings(findings, "text")
        click.echo(str(fault), err=True)
    sys.exit(status)


def run(command: Callable[..., Any] = main) -> None:
    """Run the command line; faults are told in Chinese, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        command(standalone_mode=False)
    except DraftingError as fault:
        _fail(fault)
    except click.exceptions.Exit as fault:
        sys.exit(fault.exit_code)
    except click.exceptions.Abort:
        click.echo("已中止。", err=True)
        sys.exit(WRONG)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message(), err=True)
        sys.exit(WRONG)
    except click.ClickException as fault:
        click.echo(f"用法有误：{_usage(fault)}。可用 drafting --help 查看用法。", err=True)
        sys.exit(WRONG)
    except BrokenPipeError:
        sys.exit(WRONG)
    except Exception as fault:  # noqa: BLE001 -- the last resort: it is our fault, said so
        click.echo(
            f"程序出错（{type(fault).__name__}：{fault}）。这是程序的缺陷，输入和原有文件未被改动；请把输入文件和本提示发给维护人员。",
            err=True,
        )
        sys.exit(WRONG)


def _usage(fault: click.ClickException) -> str:
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        return f"缺少 {_named(fault.param)}"
    if isinstance(fault, click.NoSuchOption):
        return f"没有选项 {fault.option_name}"
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        return f"{_named(fault.param)} 的值不对，{_wanted(fault.param.type)}"
    if isinstance(fault, click.UsageError) and "No such command" in fault.message:
        return f"没有命令{fault.message.removeprefix('No such command').rstrip('.')}"
    return fault.format_message()


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"选项 {param.opts[0]}"
    return (param.metavar or str(param.name).upper()).rstrip(".")


def _wanted(type_: object) -> str:
    if isinstance(type_, click.Choice):
        return f"可用 {'、'.join(str(choice) for choice in type_.choices)}"
    return "应是整数" if type_ is click.INT else "请核对"
