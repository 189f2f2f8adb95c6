"""Narrative as words to compare: numbers, names and titles masked, what everybody says left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafting.many.naming import Names, names_for
from drafting.many.reports import Passage, Report
from drafting.many.standard import Standard, standard
from drafting.zh.segment import Segmenter, segmenter
from phrasebank.lexicon import load_lexicon

NUMBER, NAME, TITLE = "#", "@", "《》"
"""What stands for a number, a name of organ or place, a title of a document."""

LABEL, GAP = "label", "gap"  # words that everybody has; a placeholder, which is no text

_UNITED = re.compile(
    r"(?P<gap>【[^】\n]*】)"
    r"|(?P<title>《[^《》]*(?:《[^《》]*》[^《》]*)*》)"
    r"|(?P<document>[\u4e00-\u9fff]{1,10}[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d+号)"
    r"|(?P<number>\d+(?:[.,，]\d+)*[%％‰]?)"
    r"|(?P<self>(?:我|本|全)(?:局|委(?!托)|厅|办(?!理)|镇|乡|街道|县|区|市(?!场)|省|州|旗|院|中心|单位|机关|校|所|站|队|部门)"
    r"|[省市县区州旗镇乡](?:委(?!托)|政府|人民政府))"
)
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳])\s*"
    r"|(?:(?<=[。；，：:;,])|^)\s*(?:[一二三四五六七八九十]{1,2}是(?:要)?|第[一二三四五六七八九十]{1,2}[，,、]"
    r"|首先[，,]|其次[，,]|再次[，,]|最后[，,]|同时[，,])"
)
_SENTENCE = re.compile(r"(?:【[^】\n]*】|[^。！？；：])+[。！？；：]?[”’）]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*[%％]?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a narrative, or what stands for a number or name."""

    passage: int  # index among the passages of the narrative
    start: int  # in the text of its passage
    end: int
    key: str  # masked
    raw: str  # as it stands
    weight: int  # Han characters that count; 0 for what is masked
    is_standard: bool = False  # a label, or words that everybody has


def is_figure(word: Word) -> bool:
    """Whether it is a number and no year."""
    return word.key == NUMBER and not _YEAR.fullmatch(word.raw)


def is_telling(word: Word) -> bool:
    """Whether it is a figure that two organs hardly have in common by chance."""
    return is_figure(word) and len(word.raw) > 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A report ready to be compared with others."""

    words: tuple[Word, ...]
    grams: dict[str, frozenset[str]]  # section -> runs of five characters, numbers and names masked
    figures: dict[str, frozenset[str]]  # the same with numbers as they are


GRAM = 5  # characters, as A-01 says


def shape_of(report: Report, names: Names) -> Shape:
    """The words and runs of characters of a report.

    Args:
        report: the report.
        names: of the organs and places of all reports that are compared.
    """
    words: list[Word] = []
    plain: dict[str, list[str]] = {}
    figures: dict[str, list[str]] = {}
    for index, passage in enumerate(report.narrative):
        found = list(_words(index, passage, names))
        words += found
        own = [word for word in found if not word.is_standard]
        plain.setdefault(passage.section, []).extend(word.key for word in own)
        figures.setdefault(passage.section, []).extend(
            word.raw if word.key == NUMBER else word.key for word in own
        )
    return Shape(
        tuple(words),
        {section: _grams("".join(keys)) for section, keys in plain.items()},
        {section: _grams("".join(keys)) for section, keys in figures.items()},
    )


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + GRAM] for at in range(len(text) - GRAM + 1))


def _words(index: int, passage: Passage, names: Names) -> Iterator[Word]:
    text = passage.text
    before = ""
    for start, end in own_sentences(text, standard()):
        for first, last, kind in _cut(text[start:end], names):
            for at, piece in _pieces(text, start + first, start + last, kind):
                if kind == NAME == before:
                    continue  # a place and its organ are one name
                key = kind if kind not in {"", LABEL} else piece
                weight = 0 if kind else len(_HAN.findall(piece))
                if before == NUMBER and weight == 1:
                    weight = 0  # a measure word
                before = key
                yield Word(index, at, at + len(piece), key, piece, weight, kind == LABEL)


def _pieces(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, str]]:
    """The words of a stretch with their places; what is masked is one."""
    if kind:
        if kind != GAP:
            yield start, text[start:end]
        return
    at = start
    for word in _segmenter().words(text[start:end]):
        if word.isalnum():
            yield at, word
        at += len(word)


def own_sentences(text: str, known: Standard) -> Iterator[tuple[int, int]]:
    """Where the sentences are that not everybody writes, without their markers (一是, 1.)."""
    for match in _SENTENCE.finditer(text):
        marker = _MARKER.match(text[: match.end()], match.start())
        start = marker.end() if marker else match.start()
        said = text[start : match.end()].strip().strip("。！？；”’")
        if said and not known.is_standard(_DIGITS.sub("#", said)):
            yield start, match.end()


def _cut(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """The text as stretches: start, end, and what is masked there; empty for words."""
    masked = [(match.start(), match.end(), _mask(match)) for match in _UNITED.finditer(text)]
    fixed = [(start, end, NAME) for start, end in names.find(text)]
    labels = [(start, end, LABEL) for start, end in _labels().find(text)]
    at = 0
    for start, end, kind in sorted([*masked, *fixed, *labels], key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        if start > at:
            yield at, start, ""
        yield start, end, kind
        at = end
    if at < len(text):
        yield at, len(text), ""


def _mask(match: re.Match[str]) -> str:
    kinds = {"title": TITLE, "document": TITLE, "number": NUMBER, "gap": GAP}
    return kinds.get(str(match.lastgroup), NAME)


@lru_cache(maxsize=1)
def _labels() -> Names:
    return names_for(standard().phrases)


def _segmenter() -> Segmenter:
    return segmenter(load_lexicon().user_words)


def plain_sentences(passages: Sequence[Passage]) -> Iterator[tuple[int, int, int, str]]:
    """Sentences that not everybody writes: passage, start, end, and the text without blanks."""
    known = standard()
    for index, passage in enumerate(passages):
        for start, end in own_sentences(passage.text, known):
            yield index, start, end, re.sub(r"\s", "", passage.text[start:end])
