"""What many reports say alike without copying: standard sentences, labels, names, framing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafting.kinds import installed_kinds, load_kind
from phrasebank.entry import STANDARD_FUNCTIONS
from phrasebank.layers import load_banks
from phrasebank.plain import load_plain

FILE = Path(__file__).with_name("standard.yaml")
_SLOT = re.compile(r"\{\{.*?\}\}")
_LEAST_LABEL = 4  # characters of a label that is not also a common word
_LEAST_RUN, _LEAST_OF_FIGURES = 5, 3
_OF_FIGURES = frozenset(
    ("total", "share", "result", "increase", "decrease", "unchanged", "nil", "contrast")
)
_OF_NOTES = frozenset(("measure", "cause"))  # functions whose words are the note's own
_LONGEST_SLOT = 160  # characters that a slot of a standard sentence may have become


@dataclass(frozen=True, slots=True)
class Standard:
    """What does not tell a copy."""

    sentence: re.Pattern[str]  # of a whole sentence, numbers as #
    phrases: frozenset[str]  # names of law, form and rows; what the bank frames facts with

    def is_standard(self, sentence: str) -> bool:
        """Whether a sentence, without its closing mark and with numbers as #, is everybody's."""
        return self.sentence.fullmatch(sentence) is not None


@lru_cache(maxsize=1)
def standard() -> Standard:
    """The standard sentences and framing of the bank, labels and constants of kinds, our list."""
    data: Any = load_plain(FILE)
    patterns = [*data["sentences"], *_of_bank()]
    phrases = frozenset((*data["phrases"], *_framing(), *_of_kinds()))
    return Standard(re.compile("|".join(patterns)), phrases)


def _framing() -> Iterator[str]:
    """The words by which the bank frames facts: whoever drafts with it has them."""
    for entry in load_banks().entries:
        if entry.function not in _OF_NOTES:
            least = _LEAST_OF_FIGURES if entry.function in _OF_FIGURES else _LEAST_RUN
            yield from (run for run in entry.runs if len(run) >= least)


def _of_bank() -> Iterator[str]:
    for entry in load_banks().entries:
        if entry.function in STANDARD_FUNCTIONS:
            pieces = [re.escape(piece) for piece in _SLOT.split(entry.text)]
            yield f".{{0,{_LONGEST_SLOT}}}?".join(pieces)


def _of_kinds() -> Iterator[str]:
    for kind in map(load_kind, installed_kinds()):
        for form in kind.forms.values():
            yield from _long(str(value) for value in form.spec.constants.values())
            for cell in form.values.values():
                yield from _long((cell.row_label, cell.column_label))


def _long(labels: Iterable[str]) -> Iterator[str]:
    for label in labels:
        plain = re.sub(r"^\d+\.|^[（(]?[一二三四五六七八九十]+[）)、]", "", label).strip()
        if len(plain) >= _LEAST_LABEL:
            yield plain
