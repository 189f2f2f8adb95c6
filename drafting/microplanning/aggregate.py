"""Statements joined into sentences, sentences into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.document import Span
from drafting.microplanning.statement import Said
from drafting.microplanning.wording import INFERRED
from drafting.plan import PhraseUse, Piece, SentenceSpec

_LONGEST = 75  # characters after which a sentence takes no further note
_MOST_NOTES = 3
_LONGEST_FIGURES = 100  # the same for figures, about: a phrase is measured before it is printed
_NUMBER_WIDTH = 6  # of a number with its unit
_CHANGES = frozenset({"increase", "decrease", "unchanged"})
_SLOT = re.compile(r"\{\{.*?\}\}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NEW_THOUGHT = (
    "上年", "全", "每", "共", "结转", "较", "比", "日均", "月均", "年均", "人均", "平均", "累计", "最高", "最低", "最多",
)  # fmt: skip

_NOT_CARRIED = frozenset({"通过", "占", "拥有"})
_PERSONS = re.compile(r"\d[多余万亿]*(?:人次|人|名|位)$")


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
        may_carry = first.rule != INFERRED and carried.verb not in _NOT_CARRIED
        return list(said.spans) if may_carry and _same_kind(carried.text, said.text) else None
    if said.verb != carried.verb or first.rule != INFERRED or not first.text.startswith(said.verb):
        return None
    rest = first.text[len(said.verb) :]
    return (
        [Span(rest, first.sources, first.rule), *said.spans[1:]] if rest else list(said.spans[1:])
    )


def _same_kind(text: str, other: str) -> bool:
    """微信群21个，群众4300多人: persons are not counted by the verb of things, nor things by theirs."""
    return bool(_PERSONS.search(text)) == bool(_PERSONS.search(other))


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
    """Notes joined: ， between acts of the organ, whose subject is left out; ； between other facts."""
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
            one_subject = bool(before.verb and note.verb) and not inner
            pieces.append(framing("，" if one_subject else "；"))
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

    detailed = any(isinstance(piece, PhraseUse) for item in items for piece in item.pieces)
    mark = "。" if detailed or any("；" in _text(item) for item in items) else "；"
    pieces: list[Piece] = []
    for position, item in enumerate(items, start=1):
        if position > 1:
            pieces.append(framing(mark))
        pieces.append(framing(f"{han_ordinal(position)}是"))
        pieces.extend(item.pieces)
    return pieces


def joined(uses: Sequence[PhraseUse]) -> Iterator[Piece]:
    """Statements of rows side by side."""
    for position, use in enumerate(uses):
        if position:
            yield framing("；")
        yield use


def _text(note: NoteText) -> str:
    return "".join(piece.text for piece in note.pieces if isinstance(piece, Span))


def closed(pieces: Sequence[Piece], kind: str) -> SentenceSpec:
    """A sentence with its full stop, unless it already ends with a closing mark."""
    last = pieces[-1]
    if isinstance(last, Span) and last.text.endswith(("。", "！", "？")):
        return SentenceSpec(tuple(pieces), kind)
    return SentenceSpec((*pieces, framing("。")), kind)


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure in words, with what notes say further of it."""

    family: str  # front of its key: what belongs to one subject
    function: str
    use: PhraseUse
    tails: Sequence[NoteText] = ()


def figure_sentences(figures: Sequence[FigureText]) -> list[list[Piece]]:
    """Figures of one subject joined; results open a sentence, and so does what would be too long."""
    found: list[list[Piece]] = []
    family, length = "", 0
    waiting: list[NoteText] = []  # tails stand behind the change that follows their figure
    for figure in figures:
        is_change = figure.function in _CHANGES
        if waiting and not is_change:
            length += _hang(found[-1], waiting)
        more = _length(figure.use) + sum(tail.length for tail in figure.tails)
        joins = found and figure.family == family and figure.function != "result"
        if is_change or (joins and length + more <= _LONGEST_FIGURES):
            found[-1].extend((framing("，" if is_change else "；"), figure.use))
            length += more
        else:
            found.append([figure.use])
            length = more
        family = figure.family
        waiting.extend(figure.tails)
    if waiting:
        _hang(found[-1], waiting)
    return found


def _hang(sentence: list[Piece], tails: list[NoteText]) -> int:
    length = sum(tail.length + 1 for tail in tails)
    for tail in tails:
        sentence.extend((framing("，"), *tail.pieces))
    tails.clear()
    return length


def _length(use: PhraseUse) -> int:
    """About how many characters a phrase prints."""
    words = len(_SLOT.sub("", use.entry.text))
    return words + sum(
        sum(len(span.text) for span in slot.spans) if slot.spans else _NUMBER_WIDTH
        for name, slot in use.slots.items()
        if name in use.entry.printed
    )


def with_shared(note: NoteText, shared: Mapping[str, tuple[str, ...]]) -> NoteText:
    """A note whose numbers are figures, too, with the figures as further sources."""
    pieces: list[Piece] = []
    for piece in note.pieces:
        pieces.extend(_shared(piece, shared) if isinstance(piece, Span) else (piece,))
    return replace(note, pieces=pieces)


def _shared(span: Span, shared: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    position = 0
    for match in _NUMBER.finditer(span.text):
        if match[0] in shared:
            if match.start() > position:
                yield replace(span, text=span.text[position : match.start()])
            yield Span(match[0], (*shared[match[0]], *span.sources), span.rule)
            position = match.end()
    if position < len(span.text):
        yield replace(span, text=span.text[position:])
