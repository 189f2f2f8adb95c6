"""Statements joined into sentences, sentences into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafting.document import Span
from drafting.microplanning.statement import Said
from drafting.microplanning.wording import INFERRED
from drafting.plan import PhraseUse, Piece, SentenceSpec

_LONGEST = 75  # characters after which a sentence takes no further note
_MOST_NOTES = 3
_NEW_THOUGHT = (
    "上年", "全", "每", "共", "结转", "较", "比", "日均", "月均", "年均", "人均", "平均", "累计",
)  # fmt: skip


@dataclass(slots=True)
class NoteText:
    """All statements of one note as pieces."""

    pieces: list[Piece]
    length: int
    shape: str
    verb: str
    has_comma: bool
    closed: bool  # the clerk wrote a whole sentence, or the note is long
    opening_inferred: bool = field(default=False)


def framing(text: str) -> Span:
    """Marks and connecting words of our own."""
    return Span(text, (), "framing")


def note_text(statements: Sequence[Said], change: PhraseUse | None = None) -> NoteText:
    """One note's statements joined: ， inside a thought, ； behind one that the clerk closed."""
    pieces: list[Piece] = []
    carried = statements[0]
    for position, said in enumerate(statements):
        spans = list(said.spans)
        if position:
            merged = _continued(carried, statements[position - 1], said)
            if merged is not None:
                pieces.append(framing("、"))
                spans = merged
            else:
                pieces.append(framing("；" if _is_break(statements[position - 1], said) else "，"))
                carried = said
        pieces.extend(spans)
    if change is not None:
        pieces.extend((framing("，"), change))
    text = "".join(piece.text for piece in pieces if isinstance(piece, Span))
    first = statements[0]
    return NoteText(
        pieces,
        len(text),
        first.shape if len(statements) == 1 else "act",
        first.verb,
        bool(re.search(r"[，；]", text)) or change is not None,
        len(text) > _LONGEST or "。" in text,
        bool(first.spans) and first.spans[0].rule == INFERRED,
    )


def _is_break(before: Said, said: Said) -> bool:
    if said.shape in {"change", "rate"}:
        return False
    return (
        before.ends
        or (before.shape == "change" and said.shape == "count")
        or (
            before.shape == "count"
            and said.shape == "count"
            and any(mark in before.text for mark in ("，其中", "，包括", "（"))
        )
    )


def _continued(carried: Said, before: Said, said: Said) -> list[Span] | None:
    """A count that goes on with the verb of the count before it, without that verb.

    发布解读材料12篇，图解5个，视频2条 is one list; 培训3次 and 检查2次 share a supplied verb.
    """
    if carried.shape != "count" or said.shape != "count" or before.ends or not carried.verb:
        return None
    if any(mark in carried.text + before.text for mark in "，；（"):
        return None
    first = said.spans[0]
    if not said.verb and said.text.startswith(_NEW_THOUGHT):
        return None
    if not said.verb:
        return list(said.spans) if first.rule != INFERRED and carried.verb != "通过" else None
    if said.verb != carried.verb or first.rule != INFERRED or not first.text.startswith(said.verb):
        return None
    rest = first.text[len(said.verb) :]
    return (
        [Span(rest, first.sources, first.rule), *said.spans[1:]] if rest else list(said.spans[1:])
    )


def sentences(notes: Sequence[NoteText]) -> list[list[Piece]]:
    """Notes grouped into sentences without their closing mark."""
    groups: list[list[NoteText]] = []
    for note in notes:
        if groups and _joins(groups[-1], note):
            groups[-1].append(note)
        else:
            groups.append([note])
    return [_sentence(group) for group in groups]


def _joins(group: Sequence[NoteText], note: NoteText) -> bool:
    if note.closed or any(other.closed for other in group) or len(group) >= _MOST_NOTES:
        return False
    return sum(other.length for other in group) + note.length <= _LONGEST


def _sentence(group: Sequence[NoteText]) -> list[Piece]:
    inner = any(note.has_comma for note in group)
    pieces: list[Piece] = []
    for position, note in enumerate(group):
        if position:
            before = group[position - 1]
            shared = _shared_opening(before, note)
            if shared is not None:
                pieces.append(framing("、"))
                pieces.extend(shared)
                continue
            pieces.append(framing("；" if inner else "，"))
        pieces.extend(note.pieces)
    return pieces


def _shared_opening(before: NoteText, note: NoteText) -> list[Piece] | None:
    first = note.pieces[0]
    if (
        not note.verb
        or note.verb != before.verb
        or before.has_comma
        or note.has_comma
        or before.shape != "count"
        or note.shape != "count"
        or not note.opening_inferred
        or not isinstance(first, Span)
        or not first.text.startswith(note.verb)
    ):
        return None
    rest = first.text[len(note.verb) :]
    head: list[Piece] = [Span(rest, first.sources, first.rule)] if rest else []
    return [*head, *note.pieces[1:]]


def enumerated(items: Sequence[NoteText]) -> list[Piece]:
    """一是…；二是…: items of a list behind an announced count."""
    from drafting.zh.printed import han_ordinal  # noqa: PLC0415 -- a leaf

    mark = "。" if any("；" in _text(item) for item in items) else "；"
    pieces: list[Piece] = []
    for position, item in enumerate(items, start=1):
        if position > 1:
            pieces.append(framing(mark))
        pieces.append(framing(f"{han_ordinal(position)}是"))
        pieces.extend(item.pieces)
    return pieces


def _text(note: NoteText) -> str:
    return "".join(piece.text for piece in note.pieces if isinstance(piece, Span))


def closed(pieces: Sequence[Piece], kind: str) -> SentenceSpec:
    """A sentence with its full stop, unless it already ends with a closing mark."""
    last = pieces[-1]
    if isinstance(last, Span) and last.text.endswith(("。", "！", "？")):
        return SentenceSpec(tuple(pieces), kind)
    return SentenceSpec((*pieces, framing("。")), kind)


def figure_groups(uses: Sequence[tuple[str, str, PhraseUse]]) -> list[list[Piece]]:
    """Figure phrases (family, function, phrase) joined into one sentence a family."""
    groups: list[tuple[str, list[Piece]]] = []
    for family, function, use in uses:
        if groups and groups[-1][0] == family:
            mark = "，" if function in {"increase", "decrease", "unchanged"} else "；"
            groups[-1][1].extend((framing(mark), use))
        else:
            groups.append((family, [use]))
    return [pieces for _, pieces in groups]


def used_counts() -> dict[str, int]:
    """A fresh tally of phrase uses for one topic."""
    return {}


Tally = Mapping[str, int]
