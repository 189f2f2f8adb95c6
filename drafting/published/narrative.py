"""The notes of a published report: each sentence of its narrative, word for word, in its list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import yaml

from drafting.location import Location
from drafting.published.sentences import (
    Paragraph,
    Piece,
    is_second,
    numbered,
    pieces,
    sentences,
    split_heading,
)

_LONGEST_TOPIC = 45
_GAP = re.compile("【[^】]*】|^（[^（）]*(?:文字描述|请填写|在此处)[^（）]*）。?$")


@dataclass(frozen=True, slots=True)
class Point:
    """One note with the place where it stands."""

    text: str
    topic: str
    place: Location


@dataclass
class Notes:
    """The notes of one section, list by list, and the words that were left out."""

    points: dict[str, list[Point]] = field(default_factory=dict)  # list of notes -> points
    left_out: list[tuple[str, Location]] = field(default_factory=list)  # words that only announce
    gaps: list[tuple[str, Location]] = field(default_factory=list)  # 【请补充：…】

    def add(self, name: str, text: str, topic: str, place: Location) -> None:
        """Add a note; a placeholder is kept apart."""
        plain = text.strip(" ；，、")
        if _GAP.search(plain):
            self.gaps.append((plain, place))
        elif plain.strip("。！？：:"):
            points = self.points.setdefault(name, [])
            if plain.startswith("其中") and points and points[-1].place == place:
                last = points.pop()
                plain, topic = last.text + plain, last.topic
            points.append(Point(plain, topic, place))


def topical(paragraphs: Sequence[Paragraph], name: str) -> Notes:
    """The notes of a section with one list: sentences under the headings that they stand under."""
    notes = Notes()
    topic = ""
    heading: Paragraph | None = None  # one under which nothing stands yet
    seconds = any(is_second(one.text) for one in paragraphs)
    for paragraph in paragraphs:
        head, rest = split_heading(paragraph)
        inner = seconds and numbered(paragraph.text) and not is_second(paragraph.text)
        inner = inner and not paragraph.heading
        if head and inner:
            rest = f"{head}。{rest}" if rest else head
        elif head and (rest or len(paragraphs) > 1 or paragraph.heading):
            if heading is not None:
                notes.left_out.append((heading.text, heading.place))
            topic, heading = head[:_LONGEST_TOPIC], paragraph
        elif head:
            rest = paragraph.text
        heading = None if rest else heading
        for sentence in sentences(rest):
            for piece in pieces(sentence):
                notes.add(name, piece.text, topic, paragraph.place)
    if heading is not None:
        notes.left_out.append((heading.text, heading.place))
    return notes


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, str]]:
    text = files("drafting.published").joinpath("cues.yaml").read_text("utf-8")
    cues: dict[str, dict[str, str]] = yaml.safe_load(text)["lists"]
    return cues


def _list_of(text: str, form: str, names: Sequence[str], year: int) -> str:
    """The list that a heading or the beginning of a sentence opens; empty for none."""
    for name, cue in _cues().items():
        pattern = cue[form].replace("{next}", str(year + 1)).replace("{last}", str(year - 1))
        found = re.search(pattern, text) if form == "heading" else re.match(pattern, text)
        if name in names and found:
            return name
    return ""


def listed(paragraphs: Sequence[Paragraph], names: Sequence[str], year: int) -> Notes:
    """The notes of a section with several lists: items, by what announces them.

    Args:
        paragraphs: of the section.
        names: its lists in order; what stands before any announcement goes to the first.
        year: the report year.
    """
    reader = _Lists(names, year)
    for paragraph in paragraphs:
        reader.paragraph(paragraph)
    return reader.notes


class _Lists:
    def __init__(self, names: Sequence[str], year: int) -> None:
        self.names = names
        self.year = year
        self.current = names[0]
        self.notes = Notes()

    def paragraph(self, paragraph: Paragraph) -> None:
        head, rest = split_heading(paragraph)
        opened = _list_of(head, "heading", self.names, self.year) if head else ""
        if opened:
            self.current = opened
        elif is_second(paragraph.text) or paragraph.heading:
            own = f"{head}。{rest}" if head and rest else head or rest
            self.notes.add(self.current, own, "", paragraph.place)
            return
        self._body(rest if opened else paragraph.text, paragraph.place)

    def _body(self, text: str, place: Location) -> None:
        found = [piece for sentence in sentences(text) for piece in pieces(sentence)]
        item = ""
        for at, piece in enumerate(found):
            opened = "" if piece.is_item else self._opened(piece.text)
            if piece.is_item or opened:
                self._close(item, place)
                item = ""
            if piece.is_item:
                item = piece.text
                continue
            self.current = opened or self.current
            if not item and self._only_announces(piece, found[at + 1 : at + 2]):
                self.notes.left_out.append((piece.text, place))
            elif item:
                item += piece.text
            else:
                for part in self._parts(piece.text):
                    self.notes.add(self.current, part, "", place)
        self._close(item, place)

    def _opened(self, text: str) -> str:
        return _list_of(text, "sentence", self.names, self.year)

    def _only_announces(self, piece: Piece, behind: Sequence[Piece]) -> bool:
        """Whether words only lead to the items behind them, or to another paragraph's."""
        if behind:
            return behind[0].is_item or (
                bool(self._opened(behind[0].text)) and self._is_bare(piece)
            )
        return piece.text.endswith(("：", ":")) or self._is_bare(piece)

    def _is_bare(self, piece: Piece) -> bool:
        """Whether a sentence says that something follows and nothing else."""
        return bool(
            re.fullmatch(
                r"(?:针对|围绕|对照)[^。；]{0,14}(?:问题|不足|差距)，[^。；，]{0,26}(?:改进|整改|措施)。?",
                piece.text,
            )
        )

    def _parts(self, text: str) -> Iterator[str]:
        yield from (part for part in text.split("；") if part.strip("。；， "))

    def _close(self, item: str, place: Location) -> None:
        if item:
            self.notes.add(self.current, item, "", place)
