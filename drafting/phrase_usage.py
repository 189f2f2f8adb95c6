"""What editors did to the wordings of drafts, and what banks of origin did to adopted entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.editing.draft_blocks import draft_blocks
from drafting.editing.matching import match
from drafting.editing.revised import read_revised
from drafting.editing.sentences import Found, is_figures_only, locate
from drafting.errors import UnreadableFileError
from drafting.phrase_sources import read_source
from drafting.word.embedded import is_untouched
from phrasebank.adoption import Adopted, LaterChange, later_changes, read_adopted
from phrasebank.usage import Outcome, Tally, Use, record, tallies, usage_file


@dataclass(frozen=True, slots=True)
class OriginNews:
    """Adopted entries of a bank that their bank of origin has changed since."""

    bank: Path
    origin: Path
    is_found: bool  # whether the bank of origin is where it was
    changes: tuple[LaterChange, ...] = ()


def record_files(files: Sequence[Path]) -> int:
    """Put down what became of the wordings of drafts; returns how many uses that were.

    Raises:
        UnreadableFileError: a file is no draft of ours; nothing is put down then.
    """
    read = [(report_of(draft), tuple(uses)) for draft, uses in map(_read, files)]
    for report, uses in read:
        record(usage_file(), report, uses)
    return sum(len(uses) for _, uses in read)


def counted(banks: Sequence[str] = ()) -> tuple[Tally, ...]:
    """The tallies of all entries, or of those of some banks, by their names."""
    return tuple(
        tally
        for tally in tallies(usage_file())
        if not banks or tally.entry.partition(":")[0] in banks
    )


def report_of(draft: Mapping[str, Any]) -> str:
    """What tells a report from others, however often it is drafted or saved."""
    return f"{draft['kind']}/{draft['year']}/{draft['organisation']}"


def _read(path: Path) -> tuple[Mapping[str, Any], Iterator[Use]]:
    file = read_revised(path)
    if file.draft is None:
        raise UnreadableFileError(path, "其中没有起草数据", "请给出本工具起草的 .docx。")
    if is_untouched(path):
        return file.draft, _unread(file.draft)
    drafted = draft_blocks(file.draft)
    places = match(drafted, file.blocks).places
    texts = {
        block.key: "".join(file.blocks[number].accepted for number in places.get(block.key, ()))
        for block in drafted
    }
    return file.draft, (
        Use(str(part.data["phrase"]), _outcome(part.text, found))
        for block in drafted
        for part, found in zip(block.parts, locate(block.parts, texts[block.key]), strict=True)
        if part.data.get("phrase")
    )


def _unread(draft: Mapping[str, Any]) -> Iterator[Use]:
    for block in draft_blocks(draft):
        for part in block.parts:
            if part.data.get("phrase"):
                yield Use(str(part.data["phrase"]), Outcome.UNREAD)


def _outcome(drafted: str, found: Found | None) -> Outcome:
    """A sentence in which only figures were corrected is kept: its wording was accepted."""
    if found is None:
        return Outcome.DELETED
    if found.text == drafted or is_figures_only(drafted, found.text):
        return Outcome.KEPT
    return Outcome.REWORDED


# ---- adopted entries ------------------------------------------------------------------------


def origin_news(bank: Path) -> tuple[OriginNews, ...]:
    """What the banks of origin did to a bank's adopted entries since they were taken over.

    Raises:
        DraftingError: a bank cannot be read.
    """
    by_place: dict[str, list[Adopted]] = {}
    for adopted in read_adopted(bank).values():
        by_place.setdefault(adopted.place, []).append(adopted)
    news = []
    for place, taken in by_place.items():
        origin = Path(place)
        if not origin.exists():
            news.append(OriginNews(bank, origin, is_found=False))
            continue
        now = {entry.id: entry for entry in read_source(origin).entries}
        if changes := later_changes(taken, now):
            news.append(OriginNews(bank, origin, is_found=True, changes=changes))
    return tuple(news)
