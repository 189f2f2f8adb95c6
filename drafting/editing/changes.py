"""What an editor changed since the draft, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafting.editing.draft_blocks import DraftBlock, Part
from drafting.editing.matching import Matched
from drafting.editing.pieces import OBJECT, Lines, W
from drafting.editing.revised import Block, RevisedFile
from drafting.editing.sentences import Found, is_figures_only, locate, split
from drafting.editing.tokens import is_number, tokens

KINDS = {
    "figure": "改数", "wording": "改写", "added": "增写", "deleted": "删去", "moved": "移位", "formatting": "只改格式",
}  # fmt: skip
_DIRECT = frozenset(
    f"{W}{name}"
    for name in ("b", "i", "u", "color", "sz", "highlight", "rFonts", "strike", "em", "shd")
)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number that the editor put in the place of one of ours."""

    before: str
    after: str
    sources: tuple[str, ...]  # of the number before


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One change; `before` is empty for what he added, `after` for what he struck out."""

    kind: str  # of KINDS
    key: str  # of the block; empty for paragraphs of his own
    section: str
    before: str
    after: str
    author: str = ""  # of a tracked change; empty without tracking
    date: str = ""
    figures: tuple[FigureChange, ...] = ()
    phrase: str = ""  # the entry that the sentence came from


def changes(
    file: RevisedFile, drafted: Sequence[DraftBlock], matched: Matched
) -> tuple[SentenceChange, ...]:
    """Every change of the narrative, in the order of the draft, additions behind their neighbour."""
    found: list[SentenceChange] = []
    for made in drafted:
        found += _block(file, made, matched)
    section = ""
    sections = {block.key: block.section for block in drafted}
    for number, block in enumerate(file.blocks):
        keys = matched.keys.get(number, ())
        section = next((sections[key] for key in keys), section)
        if number in matched.keys and not keys and not _is_second_half(number, matched):
            author, date = _who(block.lines)
            found += [
                SentenceChange("added", "", section, "", sentence, author, date)
                for sentence in split(block.accepted.replace(OBJECT, ""))
                if sentence.strip()
            ]
    return tuple(found)


def _is_second_half(number: int, matched: Matched) -> bool:
    return any(number in places for places in matched.places.values())


def _block(file: RevisedFile, block: DraftBlock, matched: Matched) -> Iterator[SentenceChange]:
    places = matched.places[block.key]
    if not places:
        yield SentenceChange("deleted", block.key, block.section, block.text, "")
        return
    here = [file.blocks[place] for place in places]
    lines = [line for one in here for line in one.lines]
    text = "".join(line.accepted for line in lines).replace(OBJECT, "")
    author, date = _who(lines)
    if block.key in matched.moved:
        yield SentenceChange("moved", block.key, block.section, block.text, text, author, date)
    if text == block.text:
        if _has_direct_format(here):
            yield SentenceChange("formatting", block.key, block.section, text, text, author, date)
        return
    alone = all(matched.keys[place] == (block.key,) for place in places)
    yield from _sentences(block, text, author, date, is_alone=alone)


def _sentences(
    block: DraftBlock, text: str, author: str, date: str, *, is_alone: bool
) -> Iterator[SentenceChange]:
    placed = locate(block.parts, text)
    for part, place in zip(block.parts, placed, strict=True):
        phrase = str(part.data.get("phrase") or "")
        if place is None:
            yield SentenceChange(
                "deleted", block.key, block.section, part.text, "", author, date, phrase=phrase
            )
        elif place.text != part.text:
            yield SentenceChange(
                "figure" if is_figures_only(part.text, place.text) else "wording",
                block.key, block.section, part.text, place.text, author, date,
                figures_of(part, place.text), phrase,
            )  # fmt: skip
    if is_alone:
        for sentence in _between(text, placed):
            yield SentenceChange("added", block.key, block.section, "", sentence, author, date)


def _between(text: str, placed: Sequence[Found | None]) -> Iterator[str]:
    at = 0
    for place in sorted((one for one in placed if one), key=lambda one: one.start):
        yield from (one for one in split(text[at : place.start]) if one.strip())
        at = max(at, place.end)
    yield from (one for one in split(text[at:]) if one.strip())


def figures_of(part: Part, now: str) -> tuple[FigureChange, ...]:
    """Numbers of a sentence that are others now, with the sources of the old ones.

    Where the words are the same the numbers pair by place, else by their number among those that
    are gone and those that are new, when there are as many.
    """
    before = [token for token in tokens(part.text) if is_number(token)]
    after = [token for token in tokens(now) if is_number(token)]
    if len(before) == len(after) and is_figures_only(part.text, now):
        changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    else:
        gone = [token for token in before if token not in after]
        come = [token for token in after if token not in before]
        changed = list(zip(gone, come, strict=True)) if len(gone) == len(come) else []
    sources = number_sources(part)
    return tuple(FigureChange(one, other, sources.get(one, ())) for one, other in changed)


def number_sources(part: Part) -> Mapping[str, tuple[str, ...]]:
    """Number -> the sources of the piece of text that it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    for span in part.data.get("spans", ()):
        for token in tokens(str(span["text"])):
            if is_number(token):
                found.setdefault(token, tuple(str(source) for source in span["sources"]))
    return found


def _who(lines: Sequence[Lines]) -> tuple[str, str]:
    """The last tracked change of paragraphs."""
    made = [piece.change for line in lines for piece in line.pieces if piece.change is not None]
    last = max(made, key=lambda change: change.date, default=None)
    return ("", "") if last is None else (last.author, last.date)


def _has_direct_format(blocks: Sequence[Block]) -> bool:
    """Whether runs carry a look of their own: drafts leave looks to styles."""
    return any(
        child.tag in _DIRECT
        for block in blocks
        for line in block.lines
        for run in dict.fromkeys(piece.run for piece in line.pieces)
        for look in run.findall(f"{W}rPr")
        for child in look
    )


_WORDS = re.compile(r"[\u4e00-\u9fff]")


def is_worth_keeping(change: SentenceChange) -> bool:
    """Whether a reworded sentence of a phrase may be a wording for the bank."""
    return (
        change.kind == "wording" and bool(change.phrase) and len(_WORDS.findall(change.after)) >= 8
    )
