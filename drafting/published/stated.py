"""Figures that no table prints, where a published text states one number and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafting.intake.raw import Plain
from drafting.kinds import Form, ReportKind
from drafting.published.sentences import sentences

_FROM = "已公布报告的正文"


def stated_figures(
    texts: Iterable[str], kind: ReportKind, form: Form
) -> dict[str, dict[str, Plain]]:
    """Table -> column -> figure, for each figure about which the texts do not disagree."""
    spoken = [sentence for text in texts for sentence in sentences(text)]
    found: dict[str, dict[str, Plain]] = {}
    for rule in kind.reading.stated:
        if rule.figure not in form.values:
            continue
        numbers = {
            match["n"]
            for sentence in spoken
            for match in re.finditer(rule.pattern, sentence)
            if not (rule.unless and re.search(rule.unless, match[0]))
        }
        if len(numbers) == 1:
            table, _, column = rule.figure.partition("/")
            number = numbers.pop()
            value: Plain = int(number) if number.isdigit() else number
            found.setdefault(table, {})[column] = {"value": value, "from": _FROM}
    return found
