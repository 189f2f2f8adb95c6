"""What the commands print: findings as lines or as JSON, and the exit status that follows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from drafting.findings import Finding

OK, FINDINGS, WRONG = 0, 1, 2

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出形式。",
)


def json_text(data: object) -> str:
    """Data as JSON that a person can read."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def print_findings(findings: Iterable[Finding], form: str, *, done: str = "") -> None:
    """Print the findings with their counts, or as JSON; `done` says what was made."""
    listed = list(findings)
    if form == "json":
        data: dict[str, Any] = {"findings": [finding.as_json() for finding in listed]}
        if done:
            data["message"] = done
        click.echo(json_text(data))
        return
    for finding in listed:
        click.echo(
            f"[{finding.severity.word}] {finding.code} {finding.place}：{finding.message}。{finding.remedy}".replace(
                "。。", "。"
            )
        )
    counts = {
        word: sum(finding.severity.word == word for finding in listed)
        for word in ("错误", "提醒", "提示")
    }
    if done:
        click.echo(done)
    click.echo(
        "，".join(f"{word}{count}条" for word, count in counts.items()) if listed else "未发现问题"
    )


def leave(findings: Iterable[Finding]) -> None:
    """End with status 1 when a finding is an error."""
    if any(finding.severity.value == "error" for finding in findings):
        sys.exit(FINDINGS)
