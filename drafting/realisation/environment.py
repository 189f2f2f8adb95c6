"""The one template environment: sandboxed, strict, figures printed only through filters."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, total_ordering
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafting.document import Span
from drafting.errors import BrokenBankError
from drafting.figures import number_text
from drafting.plan import PhraseUse, Slot
from drafting.zh.printed import rate_text

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


@total_ordering
class Shown:
    """A slot inside one rendering; prints itself only when it is text."""

    __slots__ = ("marks", "slot")

    def __init__(self, slot: Slot, marks: list[tuple[Span, ...]]) -> None:
        self.slot = slot
        self.marks = marks

    def mark(self, *spans: Span) -> str:
        """A mark in the rendered text that stands for spans."""
        self.marks.append(spans)
        return f"{_OPEN}{len(self.marks) - 1}{_CLOSE}"

    # conditions inside a phrase compare what the slot holds; no filter prints the outcome
    def __eq__(self, other: object) -> bool:
        return bool(self.slot.plain == _plain(other))

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401 -- a number or a text; Python refuses a mixture
        return bool(self.slot.plain < _plain(other))

    def __hash__(self) -> int:
        return hash(self.slot.plain)


def _plain(other: Any) -> Any:  # noqa: ANN401 -- as above
    return other.slot.plain if isinstance(other, Shown) else other


def _finalize(value: object) -> object:
    if isinstance(value, Shown):
        if value.slot.value is not None:
            msg = "指标数须经过滤器输出"
            raise TypeError(msg)
        return value.mark(*value.slot.spans)
    return value


def _printer(form: Callable[[Decimal], str]) -> Callable[..., str]:
    def show(value: Shown, unit: str = "") -> str:
        slot = value.slot
        if slot.value is None:
            return value.mark(*slot.spans)
        return value.mark(Span(form(slot.value) + unit, slot.sources, slot.rule))

    return show


class _Environment(ImmutableSandboxedEnvironment):
    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """A slot has no attributes: it prints itself, or a filter prints it."""
        return not isinstance(obj, Shown) and super().is_safe_attribute(obj, attr, value)


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """The environment of phrases and section templates."""
    made = _Environment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters["count"] = _printer(number_text)
    made.filters["money"] = _printer(number_text)
    made.filters["percent"] = _printer(lambda value: f"{rate_text(value)}%")
    made.filters["points"] = _printer(lambda value: f"{rate_text(value)}个百分点")
    return made


@lru_cache(maxsize=4096)
def _template(text: str) -> Template:
    return environment().from_string(text)


def phrase_spans(use: PhraseUse) -> tuple[Span, ...]:
    """A phrase with its slots filled, as spans; its own words have no source but the phrase.

    Words about figures that are nought print none of them, and name them as their source.

    Raises:
        BrokenBankError: the entry's template cannot be filled; the message names entry and slot.
    """
    marks: list[tuple[Span, ...]] = []
    shown = {name: Shown(slot, marks) for name, slot in use.slots.items()}
    try:
        text = _template(use.entry.text).render(shown)
    except Exception as fault:
        raise BrokenBankError(f"{use.entry.bank}:{use.entry.id}", str(fault)) from fault
    own = "nil" if use.rests_on else "phrase"
    return tuple(_spans(text, marks, lambda words: Span(words, use.rests_on, own)))


def _spans(text: str, marks: list[tuple[Span, ...]], words: Callable[[str], Span]) -> list[Span]:
    spans: list[Span] = []
    position = 0
    for match in _MARK.finditer(text):
        if match.start() > position:
            spans.append(words(text[position : match.start()]))
        spans.extend(marks[int(match[1])])
        position = match.end()
    if position < len(text):
        spans.append(words(text[position:]))
    return spans
