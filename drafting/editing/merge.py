"""What a new draft changes in an edited text: three-way, sentence by sentence.

Base is the draft that the editor was given, theirs the text as he left it, ours the new draft.
A sentence that he left alone takes our new wording; a sentence that he reworded takes our new
figures where each old one stands in it once; everything else that both changed is a conflict:
his text stays, and both are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.editing.draft_blocks import DraftBlock, Part
from drafting.editing.likeness import likeness, pairs
from drafting.editing.sentences import Found, is_figures_only, locate
from drafting.editing.tokens import Edit, edits, is_number, tokens

_GAP = "\0"
_SAME = 0.5  # likeness from which a sentence of the new draft is one of the old


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both changed: the editor's text stays."""

    key: str
    ours: str  # what the new draft says; empty when it says nothing there any more
    theirs: str  # what the editor made of it; empty when he struck it out
    start: int  # place in the editor's text
    end: int
    reason: str  # deleted-by-editor | gone-from-input | reworded | figure-not-found


@dataclass(frozen=True, slots=True)
class BlockMerge:
    """The changes to make in the editor's text of a block."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...] = ()


def merge_block(base: DraftBlock, theirs: str, ours: DraftBlock) -> BlockMerge:
    """The changes that a new draft makes in one block.

    Args:
        base: the block of the draft that the editor was given.
        theirs: its text as the editor left it.
        ours: the block of the new draft.
    """
    if base.text == ours.text:
        return BlockMerge(())
    if theirs == base.text:
        return BlockMerge(tuple(_from_sentences(base, ours)))
    return _Merge(base, theirs, ours).done()


def _from_sentences(base: DraftBlock, ours: DraftBlock) -> list[Edit]:
    """The changes from one draft to the next, sentence by sentence; no sentence bleeds into another."""
    found: list[Edit] = []
    at = 0
    pairing = pair(base.parts, ours.parts)
    new_at = 0
    for number, part in enumerate(base.parts):
        other = pairing.get(number)
        if other is not None:
            while new_at < other:
                found.append(Edit(at, at, ours.parts[new_at].text))
                new_at += 1
            found.extend(_shifted(edits(part.text, ours.parts[other].text), at))
            new_at = other + 1
        else:
            found.append(Edit(at, at + len(part.text), ""))
        at += len(part.text)
    found.extend(Edit(at, at, part.text) for part in ours.parts[new_at:])
    return _joined(found)


def _shifted(found: Sequence[Edit], by: int) -> list[Edit]:
    return [Edit(edit.start + by, edit.end + by, edit.text) for edit in found]


def _joined(found: Sequence[Edit]) -> list[Edit]:
    """Changes that touch as one, in order."""
    out: list[Edit] = []
    for edit in found:
        if out and out[-1].end == edit.start:
            last = out.pop()
            out.append(Edit(last.start, edit.end, last.text + edit.text))
        else:
            out.append(edit)
    return [edit for edit in out if edit.text or edit.end > edit.start]


def pair(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Sentences of one draft with those of the next that say the same, in order."""
    alike = [[_sameness(one, other) for other in new] for one in old]
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            both = alike[at][other] + table[at + 1][other + 1] if alike[at][other] else 0.0
            table[at][other] = max(both, table[at + 1][other], table[at][other + 1])
    found: dict[int, int] = {}
    at = other = 0
    while at < len(old) and other < len(new):
        both = alike[at][other] + table[at + 1][other + 1]
        if alike[at][other] and table[at][other] == both:
            found[at] = other
            at, other = at + 1, other + 1
        elif table[at][other] == table[at + 1][other]:
            at += 1
        else:
            other += 1
    return found


def _sameness(one: Part, other: Part) -> float:
    """How surely two sentences say the same: by text, by their notes and figures, by likeness."""
    if one.is_ordinal != other.is_ordinal:
        return 0.0
    if one.is_ordinal or one.text == other.text:
        return 1.0
    alike = likeness(pairs(one.text), pairs(other.text))
    shared = _sources(one) & _sources(other)
    if shared and one.kind == other.kind:
        return max(alike, 0.5 + 0.4 * len(shared) / len(_sources(one) | _sources(other)))
    return alike if alike >= _SAME and one.kind == other.kind else 0.0


def _sources(part: Part) -> set[str]:
    spans = part.data.get("spans", ())
    return {
        source
        for span in spans
        for source in span["sources"]
        if source.startswith(("figure:", "bullet:"))
    }


class _Merge:
    """A block that the editor changed and the new draft changes, too."""

    def __init__(self, base: DraftBlock, theirs: str, ours: DraftBlock) -> None:
        self.base = base
        self.theirs = theirs
        self.ours = ours
        self.places = locate(base.parts, theirs)
        self.pairing = pair(base.parts, ours.parts)
        self.edits: list[Edit] = []
        self.conflicts: list[Conflict] = []

    def done(self) -> BlockMerge:
        for number, part in enumerate(self.base.parts):
            other = self.pairing.get(number)
            new = None if other is None else self.ours.parts[other]
            if new is None or new.text != part.text:
                self._sentence(number, part, new)
        self._additions()
        self.edits.sort(key=lambda edit: (edit.start, edit.end))
        return BlockMerge(tuple(self.edits), tuple(self.conflicts))

    def _sentence(self, number: int, old: Part, new: Part | None) -> None:
        place = self.places[number]
        if place is None:
            if new is not None and not _only_ordinal(old):
                self._conflict(old, new, self._gap(number), "deleted-by-editor")
        elif place.text == old.text:
            change = edits(old.text, "" if new is None else new.text)
            self.edits.extend(_shifted(change, place.start))
        elif new is None:
            self._conflict(old, None, place, "gone-from-input")
        elif place.text == new.text:
            return
        elif is_figures_only(old.text, new.text):
            self._figures(old, new, place)
        else:
            self._conflict(old, new, place, "reworded")

    def _figures(self, old: Part, new: Part, place: Found) -> None:
        """The new figures inside the editor's wording."""
        wanted = [
            (one, other)
            for one, other in zip(tokens(old.text), tokens(new.text), strict=True)
            if one != other
        ]
        here = _numbers_at(place)
        found: list[Edit] = []
        for one, other in dict.fromkeys(wanted):
            at = here.get(one, [])
            if len(at) == 1 and sum(before == one for before, _ in wanted) == 1:
                found.append(Edit(at[0], at[0] + len(one), other))
            elif at or other not in here:
                self._conflict(old, new, place, "figure-not-found")
                return
        self.edits.extend(found)

    def _conflict(self, old: Part, new: Part | None, place: Found, reason: str) -> None:
        del old
        self.conflicts.append(
            Conflict(
                self.base.key, "" if new is None else new.text, place.text, place.start, place.end,
                reason,
            )
        )  # fmt: skip

    def _gap(self, number: int) -> Found:
        """The place where a sentence would stand that the editor struck out."""
        before = next((one for one in reversed(self.places[:number]) if one is not None), None)
        at = before.end if before else 0
        return Found(at, at, "")

    def _additions(self) -> None:
        """New sentences behind the one that they follow in the new draft."""
        olds = {other: number for number, other in self.pairing.items()}
        at = self._start()
        staying = self._staying()
        for number, part in enumerate(self.ours.parts):
            if number in olds:
                place = self.places[olds[number]]
                at = place.end if place is not None else at
            elif part.text not in staying:
                self.edits.append(Edit(at, at, part.text))

    def _staying(self) -> str:
        """The editor's text without the sentences that ours changes: what stays as he has it."""
        text = self.theirs
        for edit in self.edits:
            text = text[: edit.start] + _GAP * (edit.end - edit.start) + text[edit.end :]
        return text

    def _start(self) -> int:
        first = next((place for place in self.places if place is not None), None)
        return first.start if first else len(self.theirs)


def _only_ordinal(part: Part) -> bool:
    return part.is_ordinal


def _numbers_at(place: Found) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    at = place.start
    for token in tokens(place.text):
        if is_number(token):
            found.setdefault(token, []).append(at)
        at += len(token)
    return found
