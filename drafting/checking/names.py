"""The names that formulas of checks can read, with their values for one report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from drafting.expression import Value
from drafting.figures import State
from drafting.kinds import ReportKind
from drafting.report import Bullet, ReportInput

_NOTHING = re.compile(r"(?:无|没有|暂无|空|/|-|—)?[。.]?\Z")


@dataclass(frozen=True, slots=True)
class Names:
    """Values by name; a name without a value resolves to None."""

    values: Mapping[str, Value]

    def __call__(self, name: str) -> Value:
        """The value of a name: the resolver that formulas take."""
        return self.values.get(name)


def names_of(report: ReportInput, kind: ReportKind) -> Names:
    """Everything that a formula may ask about a report.

    Figures are `table.row.column`, those of last year `last.table.row.column`; `level`,
    `rulemaking`, `year`, `form`, `last.known`, `last.year`, `last.form`; `organ.<name>` whether its name has an ending
    of `structure.organs.<name>`; `notes.<section>` is the
    number of notes there that say something; `says.<name>` whether a note of the sections of
    `structure.says.<name>` holds one of its words, apart
    from what its pattern `unless` takes out; `text.<section>` is what the notes there say;
    `related.<kind>.table.row.column` is a figure of the organ's other report of the year, `-` of
    the kind written `_`.
    """
    values: dict[str, Value] = {}
    _add_report(values, report, "")
    values["last.known"] = report.last_year is not None
    if report.last_year is not None:
        _add_report(values, report.last_year, "last.")
    for related, other in report.related.items():
        _add_report(values, other, f"related.{related.replace('-', '_')}.")
    values["level"] = report.organisation.level
    values["rulemaking"] = report.organisation.rulemaking
    for name, ending in kind.structure.get("organs", {}).items():
        values[f"organ.{name}"] = report.organisation.name.endswith(tuple(ending))
    _add_notes(values, report, kind)
    return Names(values)


def says_something(bullet: Bullet) -> bool:
    """Whether a note is more than 无 or a dash."""
    return _NOTHING.match(bullet.text.strip()) is None


def _add_report(values: dict[str, Value], report: ReportInput, prefix: str) -> None:
    for figure_id, figure in report.figures.figures.items():
        value = figure.raw if figure.state is State.TEXT else figure.value
        values[prefix + figure_id.replace("/", ".")] = value
    values[f"{prefix}year"] = Decimal(report.year)
    values[f"{prefix}form"] = report.form


def _add_notes(values: dict[str, Value], report: ReportInput, kind: ReportKind) -> None:
    texts: dict[str, list[str]] = {section: [] for section in kind.notes}
    for bullet in report.bullets:
        if says_something(bullet):
            told = " ".join((bullet.topic, bullet.text, *(words for _, words in bullet.details)))
            texts.setdefault(bullet.section, []).append(told)
    for section, notes in texts.items():
        values[f"notes.{section}"] = Decimal(len(notes))
    joined = {section: "\n".join(notes) for section, notes in texts.items()}
    values.update({f"text.{section}": text for section, text in joined.items()})
    for name, spec in kind.structure.get("says", {}).items():
        text = "\n".join(joined.get(section, "") for section in spec["sections"])
        if "unless" in spec and any(word in text for word in spec["words"]):
            text = re.sub(spec["unless"], "", text)
        values[f"says.{name}"] = any(word in text for word in spec["words"])
