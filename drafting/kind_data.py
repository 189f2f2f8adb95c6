"""The data of a report kind as its files give it; pydantic checks them when they are compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from drafting.cache import restore, state_of

_STRICT: Mapping[str, str] = {"extra": "forbid"}  # read by pydantic: unknown keys are errors


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDetail:
    """Something that a note may tell beside its text, said behind it."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    label: str  # heading of its column in the workbook: 原因
    function: str  # of the phrase that says it; the slot has the detail's key as its name
    topic: str  # of that phrase
    clause: bool = False  # a statement, put into official words; else kept as it is written
    wanted: str = ""  # 【请补充：…】 behind a note without it; empty: it may be missing
    unless: str = ""  # pattern; a note that matches tells it itself
    code: str = ""  # of the finding with the placeholder
    message: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSection:
    """One section of notes that an input gives; `problems`, `improvements`, `plans` pair."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    key: str
    name: str  # what the workbook calls it
    aliases: tuple[str, ...] = ()
    hint: str = ""
    details: dict[str, NoteDetail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """One subject of a narrative section."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    key: str
    heading: str  # canonical, e.g. 主动公开
    aliases: tuple[str, ...] = ()  # other words for the same subject
    keywords: dict[str, float] = field(
        default_factory=dict
    )  # word -> weight, for notes without a topic
    examples: tuple[str, ...] = ()  # example notes
    wanted: str = ""  # what the placeholder asks for when nothing is given
    measure: str = ""  # measure word of bare numbers in its notes: 件
    bare_verb: str = ""  # verb before a noun that stands alone in its notes: 公开
    counted: dict[str, str] = field(default_factory=dict)  # measure -> verb|object of 全年1862条
    facts: tuple[dict[str, str], ...] = ()  # standard facts asked for in the workbook
    tables: tuple[str, ...] = ()  # printed behind its paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRule:
    """When a sentence about figures is said, and of what it is made."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    key: str  # topic of the phrases that can say it, e.g. requests.received
    section: str
    topic: str = ""  # topic key; empty: the section's own paragraph
    block: str = ""  # key of that paragraph, where the section has several
    fit: tuple[str, ...] = ()  # words: in a free form, the clerk's topic that holds them
    function: str = "total"  # function of the phrase
    when: str = "True"
    slots: dict[str, str] = field(default_factory=dict)  # slot -> formula
    parts: dict[str, str] = field(
        default_factory=dict
    )  # label -> formula; the ones above zero make the slot `parts`
    parts_unit: str = "件"
    alone: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # label -> words when it is the only part, of one and of several; makes the slot `outcome`
    said: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # slot or label -> patterns of notes that say no more than it; see planning/said.py
    subject: tuple[str, ...] = ()  # a note of another topic must hold one of these to count as said
    apart: bool = False  # one of its slots can be said without the others
    change: tuple[str, ...] = ()  # formula now, formula of last year: function by the sign
    order: int = 50
    forms: tuple[str, ...] = ()
    after: str = ""  # key of the sentence that this one continues; not said without it
    each: str = ""  # "rows:b1": said for every row; `{r}` stands for its key in the formulas
    most: int | None = None  # of those rows, the first so many for which it can be said


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceholderRule:
    """What the form demands; a placeholder and a finding when the input lacks it."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    code: str
    section: str
    topic: str = ""
    when: str = "True"
    words: tuple[str, ...] = ()  # wanted only when no note of the section holds one of them
    wanted: str  # 【请补充：…】
    message: str
    remedy: str
    shows: str = ""  # list of last year's notes that the remedy quotes
    forms: tuple[str, ...] = ()
    order: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """One block of a section, in order."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    type: Literal["statements", "topics", "table", "enumeration"]
    key: str = ""
    functions: tuple[str, ...] = ()  # statements: phrase functions said one after another
    leads: tuple[str, ...] = ()  # of those, the ones that end before a colon and the figures
    table: str = ""
    bullets: str = ""  # notes of which input section
    heading: str = ""  # run-in heading of an enumeration, or of statements
    topic: str = ""  # phrase topic of the lead
    aspects: bool = False  # topics: the form's own aspects are shown, with or without notes
    optional: bool = False  # left out without notes and placeholder
    subject: str = ""  # topics: who acts in the first sentence; {self_name} may stand in it
    follows: bool = False  # table: behind the paragraph before it, not at the section's end


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One part of the report."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    id: str
    heading: str = ""  # may name {year}, {next_year}, {last_year}
    aliases: tuple[str, ...] = ()
    blocks: tuple[BlockSpec, ...]
    optional: bool = False  # left out, heading and all, when there is nothing to say


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSpec:
    """One statutory form with the years that it serves."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    key: str
    years: tuple[int, int | None]
    tables: str  # file
    free_topics: bool = False  # the clerk's own headings, no fixed aspects
    constants: dict[str, str] = field(
        default_factory=dict
    )  # e.g. format_document: 国办公开办函〔2021〕30号


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """One cross-footing check as data; see `checking.crossfoot` for the meaning of the keys."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    code: str
    level: Literal["E", "W", "I"]
    finished: Literal["E", "W", "I", ""] = ""  # on a finished report, where that is another level
    extends: Literal[
        "formula",  # `holds` is true
        "sum",  # the figures of `left` together make those of `right`
        "missing",  # no cell of `tables` is without a value
        "invalid",  # every cell of `tables` holds a number of its type
        "written",  # every cell of `tables` is written in plain digits
        "unit",  # every amount of `tables` that is not 0 carries its unit
        "multiple",  # the figures of `left` are multiples of `step`
        "change",  # no cell of `tables` changed much since last year
        "same",  # `tables`, each as a whole, are not last year's
        "derived",  # the cells of `left`, where given, are what their formulas say
        "chosen",  # the texts of `tables` are among their choices
        "notes",  # each note of `sections` matches `pattern`, or tells one of `details`
    ] = "formula"
    each: dict[str, str] = field(
        default_factory=dict
    )  # loop variable -> "columns:t3", "rows:t3", or a list "a b c"
    left: tuple[str, ...] = ()  # figure ids; "{c}" loop variable, "{+total}" its parts
    right: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    step: int = 1
    sections: tuple[str, ...] = ()
    pattern: str = ""
    details: tuple[str, ...] = ()
    anchor: str = ""  # when the finding is about no cell: "section:problems"
    let: dict[str, str] = field(default_factory=dict)  # name -> formula, for the message
    when: str = "True"  # the check applies
    holds: str = ""  # what must be true
    figures: tuple[str, ...] = ()  # formulas whose values the message shows
    place: str = ""  # figure id pattern of the cell that the finding stands at
    suspects: tuple[str, ...] = ()  # figure ids, patterns allowed
    message: str
    remedy: str
    source: str
    forms: tuple[str, ...] = ()
    last_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """A claim in words that must agree with a table."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    code: str
    level: Literal["E", "W", "I"]
    pattern: str = ""  # with the group n for the number, when there is one
    cue: str = ""  # instead of `pattern`: the words that name a count, before or behind its number
    units: str = ""  # pattern of the measures that the count of a cue may have; empty: <M>
    unless: str = ""  # pattern; a match in the clause lifts the rule
    equals: tuple[str, ...] = ()  # formulas; the number must equal one of them
    when: str = "True"
    label: str = ""  # what the table calls it
    message: str = ""
    remedy: str = ""
    forms: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()  # texts with a matching number
    misfits: tuple[str, ...] = ()  # texts that must not match
    needs: tuple[str, ...] = ()  # one of these words stands in the text or its topic
    subject: str = ""  # name in structure.subjects: what the number must be a number of
    doubtful: tuple[str, ...] = ()  # formulas; equal to one of them is a doubt, no error
    doubt: str = ""  # message of that doubt
    doubt_unless: str = ""  # pattern; a match anywhere in text or topic lifts a doubt
    agrees: str = ""  # formula over n and names, instead of `equals`
    rounded: bool = False  # the number is a rate, true to its last printed place
    outside: tuple[str, ...] = ()  # sections of notes that the rule does not read
    inside: tuple[str, ...] = ()  # the only sections of notes that it reads; then no sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthSpec:
    """How many characters of narrative organs of each level usually write."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    code: str
    section: str
    of: Literal["part", "aspect"] = "part"  # the whole section, or each of its headed paragraphs
    ranges: dict[str, tuple[int, int]]  # government | department | town -> least, most


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """A figure that no table prints and that a published text may state."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    figure: str  # figure id, e.g. fee/collected
    pattern: str  # with the group n for the number
    unless: str = ""  # pattern; a match in what `pattern` matched lifts the rule
    fits: tuple[str, ...] = ()  # texts that state it
    misfits: tuple[str, ...] = ()  # texts that do not


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSpec:
    """What published reports call things otherwise than the form does."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)  # label -> other words
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # section -> other headings
    titles: tuple[str, ...] = ()  # other endings of the title
    stated: tuple[StatedFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindData:
    """`report.yaml` and the files that it includes."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    __getstate__ = state_of
    __setstate__ = restore
    schema: int
    kind: str
    name: str
    title: str
    self_names: dict[str, str]  # ending of the organ's name -> 我局 …
    notes: tuple[NoteSection, ...]
    forms: tuple[FormSpec, ...]
    sections: tuple[SectionSpec, ...]
    topics: dict[str, tuple[TopicSpec, ...]]
    figure_rules: tuple[FigureRule, ...] = ()
    placeholders: tuple[PlaceholderRule, ...] = ()
    checks: tuple[CheckSpec, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
    lengths: tuple[LengthSpec, ...] = ()
    structure: dict[str, Any] = field(default_factory=dict)
    reading: ReadingSpec = field(default_factory=ReadingSpec)
    include: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # kinds whose reports of the year an input may name
    unanswered: str = "A-09"  # code of a problem that no plan answers
