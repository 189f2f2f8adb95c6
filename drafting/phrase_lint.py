"""A phrase bank checked as a keeper needs it: unreadable entries, examples run, style, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafting.errors import BrokenBankError
from drafting.findings import Finding, Severity
from drafting.kinds import installed_kinds, load_kind
from drafting.phrase_needs import needs_of
from drafting.plan import PhraseUse, Slot, text_slot
from drafting.realisation.environment import phrase_spans
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from drafting.settings import load_settings
from phrasebank.bank import BASE, Bank, Layer, bank_files, bank_of, load_bank
from phrasebank.entry import Entry, Example
from phrasebank.examples import slots_of
from phrasebank.layers import stack
from phrasebank.lint import Desk, Placed, finding, lint_entries, missing
from phrasebank.manifest import FILE_NAME, read_manifest
from phrasebank.needs import general_needs
from phrasebank.reading import entry_of, items_of

_RULES = ("P", "L", "N", "R", "W", "V")  # families that judge a sentence
_OF_WHOLE_TEXTS = frozenset({"R-10"})  # whether a short name is declared, only the report can tell


@dataclass(slots=True)
class _Reading:
    """What could be read of a bank, and what could not."""

    folder: Path
    placed: list[Placed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bank: Bank | None = None


def lint_banks(named: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Every fault of the named banks, in the order of their files; the base bank without any.

    The banks are judged on top of the base bank and of one another, as drafts use them.

    Args:
        named: folders or files of banks; without any those of the settings.

    Raises:
        UnreadableFileError: there is no such bank.
        BrokenBankError: the base bank cannot be read, or two banks have one name.
    """
    folders = tuple(named) or load_settings(Path.cwd()).banks or (BASE,)
    readings = [_read(folder) for folder in folders]
    own = [reading.bank for reading in readings if reading.bank is not None]
    under = [] if any(folder.resolve() == BASE for folder in folders) else [load_bank(BASE)]
    stacked = stack([*under, *own])
    kinds = installed_kinds()
    needs = (*general_needs(), *(need for kind in kinds for need in needs_of(load_kind(kind))))
    placed = [one for reading in readings for one in reading.placed]
    return (
        *(found for reading in readings for found in reading.findings),
        *lint_entries(placed, Desk(stacked, needs, frozenset(kinds))),
        *_said(placed),
        *missing(stacked, needs, stacked.name),
    )


# ---- reading ------------------------------------------------------------------------------


def _read(folder: Path) -> _Reading:
    reading = _Reading(folder)
    files = bank_files(folder)
    try:
        manifest = read_manifest(folder)
    except BrokenBankError as fault:
        reading.findings.append(_unreadable(fault))
        return reading
    for path in files:
        if path.name != FILE_NAME or path.parent != folder:
            _read_file(path, manifest.name, reading)
    entries = {one.entry.id: one.entry for one in reading.placed}
    reading.bank = bank_of(entries.values(), (Layer(manifest, "", str(folder)),))
    return reading


def _read_file(path: Path, bank: str, reading: _Reading) -> None:
    try:
        items = list(items_of(path))
    except BrokenBankError as fault:
        reading.findings.append(_unreadable(fault))
        return
    known = {one.entry.id: one.file for one in reading.placed}
    for place, item in items:
        try:
            entry = entry_of(item, bank=bank, place=place)
        except BrokenBankError as fault:
            reading.findings.append(_unreadable(fault))
            continue
        if entry.id in known:
            message = f"编号与 {known[entry.id]} 中的一条相同"
            reading.findings.append(
                finding("PB-02", Severity.ERROR, place, message, "请另起编号，或删去重复的一条")
            )
            continue
        known[entry.id] = path.name
        reading.placed.append(Placed(entry, path.name))


def _unreadable(fault: BrokenBankError) -> Finding:
    return finding("PB-01", Severity.ERROR, fault.place, fault.reason, "请按提示改正该处")


# ---- what the examples say ----------------------------------------------------------------


def _said(placed: Iterable[Placed]) -> Iterator[Finding]:
    for one in placed:
        if one.entry.status == "retired":
            continue
        for at, example in enumerate(one.entry.fits, start=1):
            yield from _example(one, example, at)


def _example(one: Placed, example: Example, at: int) -> Iterator[Finding]:
    try:
        text = said(one.entry, example)
    except BrokenBankError as fault:
        message = f"适用例第{at}个不能写出（{fault.reason}）"
        yield finding("PB-03", Severity.ERROR, one.place, message, "请给全槽位，数用数、文字用文字")
        return
    if text != example.gives:
        message = f"适用例第{at}个写出的是“{text}”，与 gives 不同"
        yield finding("PB-03", Severity.ERROR, one.place, message, "请改正 gives 或文本")
    for rule in lint_paragraphs([LintParagraph(f"{text}。", number=1)], LintContext()):
        if rule.code.partition("-")[0] not in _RULES or rule.code in _OF_WHOLE_TEXTS:
            continue
        if rule.severity is not Severity.NOTE:
            message = f"写出的句子不合公文用语规则 {rule.code}：{rule.message}"
            yield finding("PB-17", rule.severity, one.place, message, rule.remedy)


def said(entry: Entry, example: Example) -> str:
    """The text that an entry gives for an example.

    Raises:
        BrokenBankError: a slot is missing, or a figure stands where a text must.
    """
    slots = {
        name: text_slot(value, "input:example")
        if isinstance(value, str)
        else Slot(value=value, sources=("input:example",))  # type: ignore[arg-type]  # numbers are Decimal there
        for name, value in slots_of(example).items()
    }
    return "".join(span.text for span in phrase_spans(PhraseUse(entry, slots)))
