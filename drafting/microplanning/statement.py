"""What the clauses of a note become before they are joined."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from drafting.document import Span
from drafting.microplanning.wording import FULL_FORM, VERBATIM
from drafting.plan import TopicHints


@dataclass(frozen=True, slots=True)
class Said:
    """One statement ready to be joined with others."""

    spans: tuple[Span, ...]
    shape: str  # count | act | state | change | rate
    verb: str = ""  # the verb that opens it, when known
    ends: bool = False  # the clerk closed a thought behind it

    @property
    def text(self) -> str:
        """The whole statement."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of a note that the lexicon could not settle."""

    code: str  # IN-30 no measure word, IN-31 no verb, IN-32 kept as typed
    words: str


@dataclass(slots=True)
class Setting:
    """What is known around a note."""

    year: int
    section: str
    topic: str  # canonical topic key, "" when free
    hints: TopicHints = field(default_factory=TopicHints)
    said_objects: set[str] = field(default_factory=set)  # objects already named in the paragraph


def any_of(supplied: Collection[str]) -> re.Pattern[str] | None:
    """What finds the words that were supplied to a note, the longest first; None without any."""
    if not supplied:
        return None
    words = sorted(supplied, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def with_supplied(said: Said, pattern: re.Pattern[str]) -> Said:
    """A statement in which words that were supplied are told from the clerk's own."""
    spans: list[Span] = []
    for span in said.spans:
        if span.rule != VERBATIM:
            spans.append(span)
            continue
        end = 0
        for match in pattern.finditer(span.text):
            if match.start() > end:
                spans.append(Span(span.text[end : match.start()], span.sources, VERBATIM))
            spans.append(Span(match[0], (*span.sources, f"rule:{FULL_FORM}"), FULL_FORM))
            end = match.end()
        if end < len(span.text):
            spans.append(Span(span.text[end:], span.sources, VERBATIM))
    return replace(said, spans=tuple(spans))
