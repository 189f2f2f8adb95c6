"""Content words of a wording, and how much of them stands in its neighbourhood already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from drafting.errors import BrokenBankError
from drafting.zh.segment import segmenter
from phrasebank.lexicon import load_lexicon

_COMMON = Path(__file__).resolve().with_name("common-words.yaml")
_MARKUP = re.compile(r"\{[{%].*?[%}]\}")
_CONTENT = re.compile("[\u4e00-\u9fff]{2,}")
_REACH = 150  # characters; what stands farther away is no repetition
_NEAREST = 15  # characters; nearer than this counts as this near
_PIECE = 6  # Han characters that a wording shares with last year's text


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    raw = yaml.safe_load(_COMMON.read_text("utf-8"))
    if not isinstance(raw, dict) or raw.get("schema") != 1:
        raise BrokenBankError(_COMMON.name, "须有 schema: 1")
    return frozenset(word for words in (raw["field"], raw["function"]) for word in words)


def content_words(text: str) -> tuple[str, ...]:
    """The words of a template that carry its wording, each once, in order."""
    cut = segmenter(load_lexicon().user_words).words
    found = (
        word
        for piece in _MARKUP.split(text)
        for word in cut(piece)
        if _CONTENT.fullmatch(word) and word not in _common()
    )
    return tuple(dict.fromkeys(found))


def pieces(text: str) -> tuple[str, ...]:
    """The runs of Han characters of a template that are long enough to be recognised."""
    return tuple(
        run for run in re.findall("[\u4e00-\u9fff]+", _MARKUP.sub("｜", text)) if len(run) >= _PIECE
    )


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The text around the place of a wording, and last year's text of the organ."""

    before: str = ""
    behind: str = ""
    last_year: str = ""

    def repetition(self, words: tuple[str, ...]) -> int:
        """Sum over words that stand near already; a word at 15 characters counts 66, at 150 it counts 6."""
        total = 0
        for word in words:
            at = self.before.rfind(word)
            if at >= 0:
                total += _weight(len(self.before) - at - len(word))
            at = self.behind.find(word)
            if at >= 0:
                total += _weight(at)
        return total

    def old(self, runs: tuple[str, ...]) -> tuple[str, ...]:
        """The runs of a wording that last year's text has, too."""
        return tuple(run for run in runs if run in self.last_year) if self.last_year else ()


def _weight(distance: int) -> int:
    return 0 if distance > _REACH else 1000 // max(distance, _NEAREST)
