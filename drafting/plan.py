"""What the draft says and in which order (`Plan`), and how it is said (`SentenceSpec`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from drafting.document import Span
from drafting.report import Bullet
from phrasebank.entry import Entry

SHORT_NAME = "short-name"  # rule of the span that declares one; it goes when nothing uses it


PARTS = "parts"  # rule of a slot that lists the parts of a figure


@dataclass(frozen=True, slots=True)
class Slot:
    """A value for a phrase: a figure, or ready text as spans."""

    value: Decimal | None = None  # a figure; None for text
    spans: tuple[Span, ...] = ()  # ready text
    sources: tuple[str, ...] = ()  # of a figure
    rule: str = "verbatim"  # how the figure was derived: verbatim, sum, difference, rate …

    @property
    def plain(self) -> Decimal | str:
        """The value that conditions of phrases see."""
        return self.value if self.value is not None else "".join(span.text for span in self.spans)


def text_slot(text: str, *sources: str, rule: str = "verbatim") -> Slot:
    """A slot of ready text from one place."""
    return Slot(spans=(Span(text, sources, rule),), sources=sources, rule=rule)


@dataclass(frozen=True, slots=True)
class Message:
    """One fact to be said, or one framing that the form wants."""

    id: str  # from content: section, topic, function, rule; not from position
    function: str  # of the phrase bank
    key: str  # topic of the phrases that can say it
    slots: Mapping[str, Slot] = field(default_factory=dict)
    order: int = 50
    rests_on: tuple[str, ...] = ()  # sources of what it says without printing a figure
    tails: tuple[Bullet, ...] = ()  # what notes say further of it, to stand behind it


@dataclass(frozen=True, slots=True)
class Gap:
    """What the form demands and the input lacks: a visible placeholder."""

    code: str
    wanted: str
    message: str
    remedy: str
    order: int = 90


@dataclass(frozen=True, slots=True)
class TopicHints:
    """What a topic alone tells about its notes."""

    measure: str = ""  # of bare numbers
    bare_verb: str = ""  # before a noun that stands alone
    counted: Mapping[str, str] = field(default_factory=dict)  # measure -> verb|object


@dataclass(frozen=True, slots=True)
class ParagraphPlan:
    """One paragraph: its heading, its notes and figures in order."""

    id: str
    heading: str = ""  # words of a run-in heading, without number and 。
    topic: str = ""  # key of phrases and objects: proactive, on_request, free, problems …
    kind: str = "topic"  # statements | topic | enumeration
    bullets: tuple[Bullet, ...] = ()
    messages: tuple[Message, ...] = ()
    gaps: tuple[Gap, ...] = ()
    figures_first: bool = False
    lead: Message | None = None  # of an enumeration, or None
    shared: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    # note's id -> its numbers that are figures, with their sources
    hints: TopicHints = field(default_factory=TopicHints)
    leads: frozenset[str] = frozenset()  # ids of messages that end before a colon and figures
    subject: str = ""  # who acts in its first sentence, when that is not the organ


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One part of the report."""

    id: str
    heading: str
    paragraphs: tuple[ParagraphPlan, ...]
    tables: tuple[str, ...]
    behind: Mapping[str, str] = field(default_factory=dict)  # table -> paragraph that it follows


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A note that fits no topic; it stays visible at the end of its section."""

    bullet: Bullet
    nearest: tuple[str, ...]  # headings, best first


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole report, decided but not yet worded."""

    title: str
    sections: tuple[SectionPlan, ...]
    unplaced: tuple[Unplaced, ...] = ()
    answers: Mapping[str, int] = field(default_factory=dict)  # plan's id -> problem, 0-based


@dataclass(frozen=True, slots=True)
class PhraseUse:
    """A wording of the bank with its slots."""

    entry: Entry
    slots: Mapping[str, Slot]
    rests_on: tuple[str, ...] = ()  # sources of its own words; see Message


Piece = Span | PhraseUse


@dataclass(frozen=True, slots=True)
class SentenceSpec:
    """One sentence as pieces in order, its closing mark included."""

    pieces: tuple[Piece, ...]
    kind: str  # heading | figure | bullet | framing | placeholder


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    """One paragraph as sentences."""

    id: str
    level: int
    sentences: tuple[SentenceSpec, ...]
    gaps: tuple[Gap, ...] = ()
    bullets: tuple[Bullet, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One part as paragraphs and tables."""

    id: str
    heading: str
    paragraphs: tuple[ParagraphSpec, ...]
    tables: tuple[str, ...]
    behind: Mapping[str, str] = field(default_factory=dict)  # as in SectionPlan
