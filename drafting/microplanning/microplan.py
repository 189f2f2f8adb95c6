"""Microplanning: a Plan becomes sentences as pieces of phrases and notes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from drafting.document import Span
from drafting.errors import BrokenBankError
from drafting.findings import Finding, Severity
from drafting.kinds import NoteDetail
from drafting.microplanning.aggregate import (
    FigureText,
    NoteText,
    closed,
    enumerated,
    figure_sentences,
    framing,
    joined,
    note_text,
    sentences,
    with_shared,
)
from drafting.microplanning.details import with_details
from drafting.microplanning.items import names_its_problem, shaped
from drafting.microplanning.lexicalise import Lexicaliser
from drafting.microplanning.refer import with_used_short_names
from drafting.microplanning.statement import Doubt, Setting
from drafting.microplanning.wording import Words
from drafting.plan import (
    PARTS,
    Gap,
    Message,
    ParagraphPlan,
    ParagraphSpec,
    PhraseUse,
    Piece,
    Plan,
    SectionSpec,
    SentenceSpec,
    Slot,
)
from drafting.report import Bullet, Checked, ReportInput
from drafting.zh.printed import han_ordinal
from drafting.zh.segment import segmenter
from phrasebank.bank import Bank
from phrasebank.choice import Choice, Situation, choose, fits
from phrasebank.entry import Entry
from phrasebank.lexicon import Lexicon
from phrasebank.words import Neighbourhood

_MOST_ROWS = 3  # of one rule in a sentence
_AFTER_NOTES = 50  # figures of this order and above close a topic
_TIME_OPENINGS = (
    "全年",
    "年内",
    "本年",
    "截至",
    "20",
    "19",
    "每",
    "近",
    "上半年",
    "下半年",
    "其中",
)
_DATED = re.compile(r"[全本当上]年|年[内度末底初]|\{\{ (?:next_)?year \}\}年")
_STANDING = (
    "设有",
    "现有",
    "现行",
    "拥有",
    "设置",
    "配有",
    "建有",
)  # a state, not the work of a year
_WITHOUT_COMMA = ("{{ self_name }}", "全年", "年内")


@dataclass(frozen=True, slots=True)
class Wording:
    """What microplanning hands on: sentences, and doubts about notes."""

    sections: tuple[SectionSpec, ...]
    findings: tuple[Finding, ...]
    choices: tuple[Choice, ...] = ()  # wordings weighed and chosen, for the trace


def default_seed(kind: str, year: int, organisation: str) -> int:
    """The seed of a draft for which none is named."""
    digest = hashlib.sha256(f"{kind}:{year}:{organisation}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def microplan(  # noqa: PLR0913 -- a plan, its report, and the three things it is worded with
    plan: Plan,
    checked: Checked,
    *,
    bank: Bank,
    lexicon: Lexicon,
    seed: int,
    framing_slots: Mapping[str, Slot],
    details: Mapping[str, Mapping[str, NoteDetail]] | None = None,
    length: str = "standard",
) -> Wording:
    """Choose the wording of every message and note of a plan.

    Args:
        plan: what is said.
        checked: the report.
        bank: the wordings.
        lexicon: words of notes.
        seed: of the draft.
        framing_slots: texts that any framing may use.
        details: section of notes -> what its notes may tell beside their text.
        length: of the framing: brief, standard or full.

    Raises:
        BrokenBankError: the bank has no wording for a message that must be said.
    """
    work = _Work(checked, bank, lexicon, seed, framing_slots, details or {}, length)
    sections = []
    for section in plan.sections:
        work.numbered = 0
        paragraphs = tuple(
            spec
            for paragraph in section.paragraphs
            if (spec := work.paragraph(section.id, paragraph)) is not None
        )
        sections.append(
            SectionSpec(section.id, section.heading, paragraphs, section.tables, section.behind)
        )
    return Wording(with_used_short_names(sections), tuple(work.findings), tuple(work.choices))


@dataclass(slots=True)
class _Work:
    checked: Checked
    bank: Bank
    lexicon: Lexicon
    seed: int
    framing: Mapping[str, Slot]
    details: Mapping[str, Mapping[str, NoteDetail]]
    length: str
    findings: list[Finding] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    numbered: int = 0
    lexicaliser: Lexicaliser = field(init=False)

    def __post_init__(self) -> None:
        words = Words(self.lexicon, segmenter(self.lexicon.user_words))
        self.lexicaliser = Lexicaliser(words)

    # ---- paragraphs ----------------------------------------------------------------------

    def paragraph(self, section: str, plan: ParagraphPlan) -> ParagraphSpec | None:
        used: dict[str, int] = {}
        if plan.kind == "statements":
            body = self._statements(plan, used)
        elif plan.kind == "enumeration":
            body = self._enumeration(section, plan, used)
        else:
            body = self._topic(section, plan, used)
        body.extend(_placeholder(gap) for gap in plan.gaps)
        if not body:
            return None
        level = 0
        if plan.heading:
            self.numbered += 1
            number = f"（{han_ordinal(self.numbered)}）"
            heading = SentenceSpec(
                (
                    framing(number),
                    Span(plan.heading, self._heading_sources(plan), "heading"),
                    framing("。"),
                ),
                "heading",
            )
            body.insert(0, heading)
            level = 2
        return ParagraphSpec(plan.id, level, tuple(body), plan.gaps, plan.bullets)

    @staticmethod
    def _heading_sources(plan: ParagraphPlan) -> tuple[str, ...]:
        return tuple(f"bullet:{bullet.id}" for bullet in plan.bullets if bullet.topic) or (
            "rule:form",
        )

    def _statements(self, plan: ParagraphPlan, used: dict[str, int]) -> list[SentenceSpec]:
        """Sentences of a section's own paragraph; rows of one rule share a sentence and a wording."""
        found: list[tuple[str, str, list[PhraseUse]]] = []  # key, kind, statements
        heads: dict[int, PhraseUse] = {}  # position of a sentence -> what leads to it
        for message in plan.messages:
            kind = "framing" if message.function in _FRAMING else "figure"
            last = found[-1] if kind == "figure" and found and found[-1][0] == message.key else None
            again = self._again(message, last[2][0]) if last is not None else None
            use = again or self._use(message, used)
            if use is None:
                continue
            if message.id in plan.leads:
                heads[len(found)] = use
            elif last is not None and len(last[2]) < _MOST_ROWS:
                last[2].append(use)
            else:
                found.append((message.key, kind, [use]))
        return [
            closed([*_head(heads.get(at)), *joined(uses)], kind)
            for at, (_, kind, uses) in enumerate(found)
        ]

    def _topic(self, section: str, plan: ParagraphPlan, used: dict[str, int]) -> list[SentenceSpec]:
        setting = Setting(self.checked.report.year, section, plan.topic, plan.hints)
        early = [message for message in plan.messages if message.order < _AFTER_NOTES]
        late = [message for message in plan.messages if message.order >= _AFTER_NOTES]
        notes = [
            self._detailed(self._note(bullet, setting, used, plan.shared), bullet, setting, used)
            for bullet in plan.bullets
        ]
        noted = [closed(pieces, "bullet") for pieces in sentences(notes)]
        said = _text(noted)
        before, behind = ("", said) if plan.figures_first else (said, "")
        figures = [
            closed(pieces, "figure")
            for pieces in self._figures(early, setting, used, before=before, behind=behind)
        ]
        before += _text(figures)
        after = [
            closed(pieces, "figure")
            for pieces in self._figures(late, setting, used, before=before + behind)
        ]
        body = [*figures, *noted, *after] if plan.figures_first else [*noted, *figures, *after]
        first = notes[0] if noted and body[0] is noted[0] else None
        return self._with_opening(plan, body, first, used)

    def _subject(self, plan: ParagraphPlan) -> tuple[Span, ...]:
        """Who acts in a paragraph: the organ, unless the kind names somebody."""
        if plan.subject:
            return (Span(plan.subject, ("input:organisation.self",), "subject"),)
        return self.framing["self_name"].spans

    def _with_opening(
        self,
        plan: ParagraphPlan,
        body: list[SentenceSpec],
        first: NoteText | None,
        used: dict[str, int],
    ) -> list[SentenceSpec]:
        """The organ as subject of the section's first statement; a setting before a count."""
        if not body:
            return body
        is_first = self.numbered == 0
        opening = _opening(body[0])
        if opening.startswith(_TIME_OPENINGS) or "年" in opening[:6]:
            return body
        phrase = body[0].pieces[0]
        if isinstance(phrase, PhraseUse) and has_setting(phrase.entry.text):
            return body
        own = self._subject(plan)
        if (
            is_first
            and first is not None
            and first.verb
            and not opening.startswith(own[0].text[:1])
        ):
            body[0] = SentenceSpec((*own, *body[0].pieces), body[0].kind)
            return body
        if plan.subject or opening.startswith(_STANDING):
            return body
        acting = first is not None and bool(first.verb)
        counted = first is None or (first.shape == "count" and acting)
        slots = {
            **self.framing,
            "counted": Slot(value=Decimal(int(counted)), rule="count"),
            "acting": Slot(value=Decimal(int(acting)), rule="count"),
        }
        message = Message(f"{plan.id}:lead", "lead", plan.topic or "free", slots)
        use = self._use(message, used, behind=_text(body))
        if use is not None:
            comma = () if use.entry.text.endswith(_WITHOUT_COMMA) else (framing("，"),)
            body[0] = SentenceSpec((use, *comma, *body[0].pieces), body[0].kind)
        return body

    def _figures(
        self,
        messages: Sequence[Message],
        setting: Setting,
        used: dict[str, int],
        *,
        before: str,
        behind: str = "",
    ) -> list[list[Piece]]:
        said = []
        for message in messages:
            slots = {**self.framing, **message.slots}
            use = self._use(replace(message, slots=slots), used, before=before, behind=behind)
            if use is not None:
                before += use.entry.text
                tails = [self._tail(bullet, setting, used) for bullet in message.tails]
                said.append(FigureText(message.key.split(".")[0], message.function, use, tails))
        return figure_sentences(said)

    def _enumeration(
        self, section: str, plan: ParagraphPlan, used: dict[str, int]
    ) -> list[SentenceSpec]:
        role = plan.bullets[0].section if plan.bullets else section
        setting = Setting(self.checked.report.year, role, "")
        is_alone = len(plan.bullets) == 1
        notes = []
        for bullet in plan.bullets:
            note = self._note(bullet, setting, used)
            if role in _SHAPED:
                note = shaped(note, role, setting.year, is_alone=is_alone)
            notes.append(self._detailed(note, bullet, setting, used))
        if not notes or plan.lead is None:
            return []
        lead = plan.lead
        if is_alone and names_its_problem(notes[0]):
            return [closed(notes[0].pieces, "bullet")]
        if is_alone:
            single = replace(lead, key=f"{lead.key}.single", id=f"{lead.id}.single")
            behind = _plain(notes[0].pieces)
            use = self._use(single, used, behind=behind) or self._use(lead, used, behind=behind)
            pieces: list[Piece] = (
                [use, framing("："), *notes[0].pieces] if use is not None else list(notes[0].pieces)
            )
            return [closed(pieces, "bullet")]
        listed = enumerated(notes)
        use = self._use(lead, used, behind=_plain(listed))
        if use is None:
            return [closed(listed, "bullet")]
        return [closed([use, framing("："), *listed], "bullet")]

    # ---- notes ---------------------------------------------------------------------------

    def _tail(self, bullet: Bullet, setting: Setting, used: dict[str, int]) -> NoteText:
        """What a note says further of a figure; behind 其中 no verb is supplied."""
        note = self._note(bullet, setting, used)
        pieces = note.pieces[1:] if note.opening_inferred and len(note.pieces) > 1 else note.pieces
        first = pieces[0]
        if not isinstance(first, Span) or not first.text.startswith("其中"):
            return note
        rest = replace(first, text=first.text.removeprefix("其中"))
        return replace(note, pieces=[framing("其中"), *([rest] if rest.text else []), *pieces[1:]])

    def _note(
        self,
        bullet: Bullet,
        setting: Setting,
        used: dict[str, int],
        shared: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({}),
    ) -> NoteText:
        source = f"bullet:{bullet.id}"
        statements, doubts = self.lexicaliser.note(note_line(bullet), source, setting)
        self._report(bullet, doubts)
        text = note_text(statements, self._note_change(bullet, used))
        return with_shared(text, shared[bullet.id]) if bullet.id in shared else text

    def _detailed(
        self, text: NoteText, bullet: Bullet, setting: Setting, used: dict[str, int]
    ) -> NoteText:
        """The note with what the kind asks for beside its text."""
        details = self.details.get(bullet.section)
        if not details:
            return text
        source = f"bullet:{bullet.id}"
        told, wanting = with_details(
            text, bullet, details,
            lambda words: self._words(words, source, setting),
            lambda message: self._use(
                replace(message, slots={**self.framing, **message.slots}), used
            ),
        )  # fmt: skip
        self.findings.extend(wanting)
        return told

    def _words(self, text: str, source: str, setting: Setting) -> tuple[Span, ...]:
        """The words of a detail, as a note of one statement."""
        said, _ = self.lexicaliser.note(text, source, setting)
        spans: list[Span] = []
        for position, statement in enumerate(said):
            spans += [framing("，")] * bool(position)
            spans += statement.spans
        return tuple(spans)

    def _note_change(self, bullet: Bullet, used: dict[str, int]) -> PhraseUse | None:
        if bullet.value is None or bullet.last_year is None:
            return None
        difference = bullet.value - bullet.last_year
        sources = (f"bullet:{bullet.id}",)
        slots = {
            **self.framing,
            "current": Slot(value=bullet.value, sources=sources),
            "previous": Slot(value=bullet.last_year, sources=sources),
        }
        function = "increase" if difference > 0 else "decrease" if difference < 0 else "unchanged"
        if bullet.unit == "%":
            slots["points"] = Slot(value=abs(difference), sources=sources, rule="points")
        elif bullet.last_year > 0 and difference:
            slots["rate"] = Slot(
                value=abs(difference) / bullet.last_year * 100, sources=sources, rule="rate"
            )
        elif difference:
            return None
        return self._use(Message(f"{bullet.id}:change", function, "note.change", slots), used)

    def _report(self, bullet: Bullet, doubts: Sequence[Doubt]) -> None:
        for doubt in doubts:
            message, remedy = _DOUBTS[doubt.code]
            severity = Severity.NOTE if doubt.code == "IN-32" else Severity.WARNING
            self.findings.append(
                Finding(
                    doubt.code, severity, message.format(words=doubt.words), str(bullet.origin), remedy,
                    anchor=f"bullet:{bullet.id}", excerpt=doubt.words,
                )
            )  # fmt: skip

    # ---- phrases -------------------------------------------------------------------------

    def _use(
        self, message: Message, used: dict[str, int], *, before: str = "", behind: str = ""
    ) -> PhraseUse | None:
        if self.length == "brief" and message.function in _ADORNING:
            return None
        situation = replace(situation_of(message, self.checked.report), length=self.length)
        found = choose(
            self.bank, situation, seed=self.seed, message=message.id, used=used,
            near=Neighbourhood(before, behind, self.checked.report.last_text),
            weigh=self.bank.weigh,
        )  # fmt: skip
        if found is None:
            if message.function in OPTIONAL_FUNCTIONS or message.key.endswith(".single"):
                return None
            raise BrokenBankError(
                f"{self.bank.name}（{message.function}/{message.key}）", "没有适用的表述"
            )
        entry, choice = found
        self.choices.append(choice)
        used[entry.id] = used.get(entry.id, 0) + 1
        return _filled_in(entry, message)

    def _again(self, message: Message, use: PhraseUse) -> PhraseUse | None:
        """The wording of another row once more, so that rows read alike; None where it does not fit."""
        situation = situation_of(message, self.checked.report)
        return _filled_in(use.entry, message) if fits(use.entry, situation) else None


def _head(use: PhraseUse | None) -> list[Piece]:
    return [] if use is None else [use, framing("：")]


def _filled_in(entry: Entry, message: Message) -> PhraseUse:
    printed = {
        name: slot
        for name, slot in filled(message).items()
        if name in entry.slots or name == "year"
    }
    return PhraseUse(entry, _lent(entry, printed), message.rests_on)


_FRAMING = frozenset({"basis", "scope", "access", "contact", "opening", "close", "other", "lead"})
OPTIONAL_FUNCTIONS = frozenset(
    {
        "access",
        "contact",
        "lead",
        "link",
        "increase",
        "decrease",
        "unchanged",
        "share",
        "close",
        "scope",
    }
)
_ADORNING = frozenset({"lead", "link", "close"})  # framing that a brief draft does without
_SHAPED = frozenset({"problems", "improvements", "plans"})  # sections whose items are restated
_DOUBTS = {
    "IN-30": (
        "“{words}”后面没有计量单位，也无法从词语推出",
        "请在要点中写明单位（件、条、次等）。",
    ),
    "IN-31": (
        "要点“{words}”只有名称，没有写做了什么",
        "请补写动作，例如“制定…”“开展…”，或删去该条。",
    ),
    "IN-32": ("要点“{words}”写法特殊，已按原文录入", "请核对该句是否通顺。"),
}


def filled(message: Message) -> dict[str, Slot]:
    """The slots of a message that hold something."""
    return {
        name: slot for name, slot in message.slots.items() if slot.value is not None or slot.spans
    }


def situation_of(message: Message, report: ReportInput) -> Situation:
    """What the bank is asked for to say a message in a report."""
    slots = filled(message)
    return Situation(
        function=message.function,
        topic=message.key,
        kind=report.kind,
        year=report.year,
        level=report.organisation.level,
        slots={name: slot.plain for name, slot in slots.items()},
        region=report.organisation.region,
        present=frozenset(slots),
        facts=frozenset(
            name
            for name, slot in slots.items()
            if slot.rule == PARTS or (slot.value is not None and slot.rule != "count")
        ),
    )


def _lent(entry: Entry, slots: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """The slots; a note whose number the wording prints as another, equal one is a source of that."""
    found = dict(slots)
    for name, slot in slots.items():
        notes = tuple(source for source in slot.sources if source.startswith("bullet:"))
        if not notes or name in entry.printed or slot.value is None:
            continue
        other = next(key for key in sorted(entry.printed) if slots[key].value == slot.value)
        found[other] = replace(found[other], sources=(*found[other].sources, *notes))
    return found


def note_line(bullet: Bullet) -> str:
    """The note with its separate value and unit written behind it."""
    if bullet.value is None:
        return bullet.text
    from drafting.figures import number_text  # noqa: PLC0415 -- a leaf

    number = number_text(bullet.value)
    return bullet.text if number in bullet.text else f"{bullet.text}{number}{bullet.unit}"


def _placeholder(gap: Gap) -> SentenceSpec:
    return SentenceSpec(
        (Span(f"【请补充：{gap.wanted}】", ("rule:form",), "placeholder"), framing("。")),
        "placeholder",
    )


def _plain(pieces: Sequence[Piece]) -> str:
    """The words of pieces; a phrase's with its slots as names."""
    return "".join(piece.text if isinstance(piece, Span) else piece.entry.text for piece in pieces)


def _text(specs: Sequence[SentenceSpec]) -> str:
    return "".join(_plain(spec.pieces) for spec in specs)


def has_setting(text: str) -> bool:
    """Whether a wording of figures says itself when, where or of what it speaks.

    >>> has_setting("按类别统计，年内作出{{ parts }}")
    True
    """
    head, comma, _ = text.partition("，")
    return bool(comma and "{{" not in head) or bool(_DATED.search(text))


def _opening(sentence: SentenceSpec) -> str:
    text = ""
    for piece in sentence.pieces:
        text += piece.text if isinstance(piece, Span) else piece.entry.text
        if len(text) > 8:
            break
    return text.replace("{{ year }}", "2000")
