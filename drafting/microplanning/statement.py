"""What the clauses of a note become before they are joined."""

from dataclasses import dataclass, field

from drafting.document import Span
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
