"""Document structuring: sections, paragraphs, their order; where each note and figure goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.kinds import BlockSpec, FigureRule, Form, ReportKind, SectionSpec, TopicSpec
from drafting.plan import (
    Message,
    ParagraphPlan,
    Plan,
    SectionPlan,
    Slot,
    TopicHints,
    Unplaced,
    text_slot,
)
from drafting.planning import content, said, topics
from drafting.planning.scope import Scope
from drafting.report import Bullet, Checked, ReportInput

_MOST_ANNOUNCED = 6
_LONGEST_ANNOUNCED = 14
_LEAST_KINSHIP = 0.5  # one shared pair of characters near the front of both
_SAME_PLACE = 0.4  # what the same place in both lists is worth beside shared words
FREE = "free"  # phrase topic of a heading that is the clerk's own


@dataclass(slots=True)
class _Place:
    """A topic of a section with what belongs to it."""

    heading: str
    key: str  # canonical key, or FREE
    bullets: list[Bullet] = field(default_factory=list)
    kept: dict[str, said.Kept] = field(default_factory=dict)  # notes that share figures, by id
    messages: list[Message] = field(default_factory=list)
    hints: TopicHints = field(default_factory=TopicHints)


def plan(checked: Checked, kind: ReportKind) -> Plan:
    """Decide what is said, in which section and paragraph, in which order."""
    return _Planner(checked, kind).plan()


class _Planner:
    def __init__(self, checked: Checked, kind: ReportKind) -> None:
        self.checked = checked
        self.report = checked.report
        self.kind = kind
        self.form: Form = kind.form_of(checked.report)
        self.framing = content.framing_slots(self.report, self.form)
        self.unplaced: list[Unplaced] = []
        self.answers = {plan.id: at for plan, at in pairs(self.report, kind)}
        self.places: dict[str, list[_Place]] = {}

    def plan(self) -> Plan:
        for section in self.kind.sections:
            for block in section.blocks:
                if block.type == "topics":
                    self.places[section.id] = self._place_bullets(block)
        scope = Scope(self.checked, self._counts())
        for section in self.kind.sections:
            self._place_figures(section, scope)
        scope = Scope(self.checked, {**scope.notes, **self._said()})
        sections = tuple(self._section(section, scope) for section in self.kind.sections)
        shown = tuple(
            section
            for section, spec in zip(sections, self.kind.sections, strict=True)
            if section.paragraphs or section.tables or not spec.optional
        )
        title = self._worded(self.kind.title)
        return Plan(title, shown, tuple(self.unplaced), self.answers)

    def _worded(self, text: str) -> str:
        """A title or heading with the organ's name and the years put in."""
        year = self.report.year
        return text.format(
            organisation=self.report.organisation.name,
            year=year,
            next_year=year + 1,
            last_year=year - 1,
        )

    # ---- notes ---------------------------------------------------------------------------

    def _bullets(self, section: str) -> list[Bullet]:
        return [bullet for bullet in self.report.bullets if bullet.section == section]

    def _place_bullets(self, block: BlockSpec) -> list[_Place]:
        specs = self.kind.topics.get(block.bullets, ())
        is_free = self.form.spec.free_topics or not block.aspects
        places = (
            []
            if is_free
            else [_Place(spec.heading, spec.key, hints=_hints(spec)) for spec in specs]
        )
        loose: list[Bullet] = []
        for heading in self.report.topics.get(block.bullets, ()):
            self._place_for(heading, specs, places, is_free=is_free)
        for bullet in self._bullets(block.bullets):
            if bullet.topic:
                self._place_for(bullet.topic, specs, places, is_free=is_free).bullets.append(bullet)
            else:
                loose.append(bullet)
        self._place_loose(loose, specs, places, has_aspects=block.aspects)
        aspects = {spec.key for spec in specs} if not is_free else set()
        return [place for place in places if place.bullets or place.key in aspects]

    def _place_for(
        self, heading: str, specs: Sequence[TopicSpec], places: list[_Place], *, is_free: bool
    ) -> _Place:
        spec = topics.topic_of_heading(heading, specs)
        own = topics.bare_heading(heading)
        for place in places:
            if (spec is not None and not is_free and place.key == spec.key) or place.heading == own:
                return place
        place = _Place(
            own, spec.key if spec else FREE, hints=_hints(spec) if spec else TopicHints()
        )
        places.append(place)
        return place

    def _place_loose(
        self,
        loose: Sequence[Bullet],
        specs: Sequence[TopicSpec],
        places: list[_Place],
        *,
        has_aspects: bool,
    ) -> None:
        headed = {id(place) for place in places if place.heading}
        for bullet in loose:
            place = self._fitting(bullet, specs, [place for place in places if id(place) in headed])
            if place is None and not headed and specs and has_aspects:
                place = self._aspect(bullet, specs, places)
            if place is None:
                place = next((place for place in places if not place.heading), None)
                if place is None:
                    place = _Place("", FREE)
                    places.append(place)
                if has_aspects:
                    ranked = topics.best_topics(bullet.text, specs)
                    names = {spec.key: spec.heading for spec in specs}
                    self.unplaced.append(
                        Unplaced(bullet, tuple(names[key] for key, _ in ranked[:3]))
                    )
            place.bullets.append(bullet)

    def _aspect(
        self, bullet: Bullet, specs: Sequence[TopicSpec], places: list[_Place]
    ) -> _Place | None:
        """In a free form without the clerk's own topics: the form's usual aspects."""
        ranked = topics.best_topics(bullet.text, specs)
        if not ranked or not topics.is_fit(ranked[0][1]):
            return None
        spec = next(spec for spec in specs if spec.key == ranked[0][0])
        for place in places:
            if place.key == spec.key:
                return place
        place = _Place(spec.heading, spec.key, hints=_hints(spec))
        places.append(place)
        return place

    def _fitting(
        self, bullet: Bullet, specs: Sequence[TopicSpec], places: Sequence[_Place]
    ) -> _Place | None:
        if not places:
            return None
        by_key = topics.scores(bullet.text, specs)
        ranked = []
        for position, place in enumerate(places):
            words = "".join(other.text for other in place.bullets)
            score = by_key.get(place.key, 0.0)
            score += 3 * topics.overlap(bullet.text, place.heading) + topics.overlap(
                bullet.text, words
            )
            if place.key == FREE:
                score += 0.5 * _shared(by_key, topics.scores(place.heading, specs))
                score += 0.2 * _shared(by_key, topics.scores(words, specs))
            ranked.append((-score, position, place))
        score, _, place = min(ranked)[:3]
        return place if topics.is_fit(-score) else None

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for bullet in self.report.bullets:
            counts[f"notes.{bullet.section}"] = counts.get(f"notes.{bullet.section}", 0) + 1
        for section in self.kind.sections:
            for block in section.blocks:
                for place in self.places.get(section.id, []) if block.type == "topics" else []:
                    name = f"notes.{block.bullets}.{place.key}"
                    counts[name] = counts.get(name, 0) + len(place.bullets)
        return counts

    def _said(self) -> dict[str, int]:
        """Sentences about figures in each topic."""
        counts: dict[str, int] = {}
        for section, places in self.places.items():
            for place in places:
                name = f"said.{section}.{place.key}"
                counts[name] = counts.get(name, 0) + len(place.messages)
        return counts

    # ---- figures -------------------------------------------------------------------------

    def _place_figures(self, section: SectionSpec, scope: Scope) -> None:
        rules = [
            rule for rule in self.kind.figure_rules if rule.section == section.id and rule.topic
        ]
        places = self.places.get(section.id)
        if places is None or not rules:
            return
        found = content.figure_messages(rules, self.form, scope)
        homes = {rule.key: self._place_of_figure(rule, places) for rule, _ in found}
        told = [said.Told(rule, message) for rule, message in found]
        for place in places:
            self._settle(place, told, homes)
        for rule, message in said.settled(told):
            homes[rule.key].messages.append(message)

    @staticmethod
    def _settle(place: _Place, told: Sequence[said.Told], homes: Mapping[str, _Place]) -> None:
        """Notes of a topic that repeat figures; a topic is never emptied for another's sake."""
        is_own = {key: home is place for key, home in homes.items()}
        strange = [item for item in told if not is_own[item.rule.key]]
        own = [item for item in told if is_own[item.rule.key]]
        before: said.Told | None = None
        for position, bullet in enumerate(place.bullets):
            left = position + 1 < len(place.bullets) or any(
                place.kept.get(other.id, said.Kept(other)).rest
                for other in place.bullets[:position]
            )
            here = [*own, *strange] if own or left else []
            kept = said.settle(bullet, here, is_own=is_own, behind=before)
            before = kept.about if kept.rest is None else None
            if kept.rest is not bullet or kept.shared:
                place.kept[bullet.id] = kept

    def _place_of_figure(self, rule: FigureRule, places: list[_Place]) -> _Place:
        for place in places:
            if place.key == rule.topic:
                return place
        weights = {word: len(rule.fit) - position for position, word in enumerate(rule.fit)}
        ranked = [
            (-sum(weight * (3 * (word in place.heading) + sum(word in bullet.text for bullet in place.bullets))
                  for word, weight in weights.items()), position)
            for position, place in enumerate(places) if place.heading
        ]  # fmt: skip
        if ranked and min(ranked)[0] < 0:
            return (
                [place for place in places if place.heading][min(ranked)[1]]
                if all(place.heading for place in places)
                else places[min(ranked)[1]]
            )
        for place in places:
            if not place.heading and not place.bullets:
                return place
        place = _Place("", FREE)
        places.append(place)
        return place

    # ---- sections ------------------------------------------------------------------------

    def _section(self, section: SectionSpec, scope: Scope) -> SectionPlan:
        paragraphs: list[ParagraphPlan] = []
        tables: list[str] = []
        behind: dict[str, str] = {}  # table -> paragraph
        for block in section.blocks:
            if block.type == "table":
                if self._has(block.table):
                    tables.append(block.table)
                    if block.follows and paragraphs:
                        behind[block.table] = paragraphs[-1].id
            elif block.type == "statements":
                paragraphs.extend(self._statements(section, block, scope))
            elif block.type == "topics":
                paragraphs.extend(self._topics(section, block, scope))
            else:
                paragraphs.extend(self._enumeration(section, block, scope))
            for table, paragraph in self._tables_of_topics(section, block, paragraphs):
                tables.append(table)
                behind[table] = paragraph
        heading = self._worded(section.heading)
        return SectionPlan(section.id, heading, tuple(_unique(paragraphs)), tuple(tables), behind)

    def _has(self, table: str) -> bool:
        """Whether a table is printed: one that may be left out only when the input holds it."""
        return not self.form.tables[table].optional or table in self.report.given_tables

    def _tables_of_topics(
        self, section: SectionSpec, block: BlockSpec, paragraphs: Sequence[ParagraphPlan]
    ) -> Iterator[tuple[str, str]]:
        """The tables that belong to topics, each with the paragraph of its topic, if there is one."""
        if block.type != "topics":
            return
        for spec in self.kind.topics.get(block.bullets, ()):
            own = f"{section.id}/{_short(spec.key)}"
            ids = {paragraph.id for paragraph in paragraphs}
            for table in spec.tables:
                if self._has(table):
                    yield table, own if own in ids else ""

    def _statements(
        self, section: SectionSpec, block: BlockSpec, scope: Scope
    ) -> list[ParagraphPlan]:
        messages = [
            Message(
                f"{section.id}:{block.key}:{function}",
                function,
                block.key,
                self._opening_slots(section),
                at,
            )
            for at, function in enumerate(block.functions)
        ]
        leads = frozenset(one.id for one in messages if one.function in block.leads)
        rules = [
            rule
            for rule in self.kind.figure_rules
            if rule.section == section.id and not rule.topic and rule.block in {"", block.key}
        ]
        messages.extend(self._documents(section, block))
        figures = list(self._figures_of(section, rules, scope))
        messages.extend(figures)
        if not figures:
            messages = [one for one in messages if one.id not in leads]
        own = [other for other in section.blocks if other.type == "statements"]
        topic = "" if block is own[0] else block.key
        gaps = content.gaps(
            self.kind.placeholders, section.id, topic, self.form, scope, self.report.bullets
        )
        if not messages and not gaps:
            return []
        return [
            ParagraphPlan(
                f"{section.id}/{_short(block.key)}", heading=block.heading, topic=block.key,
                kind="statements", messages=tuple(sorted(messages, key=lambda message: message.order)), gaps=gaps, leads=leads,
            )
        ]  # fmt: skip

    def _documents(self, section: SectionSpec, block: BlockSpec) -> list[Message]:
        """Sentences for the documents that the basis does not name."""
        if "basis" not in block.functions:
            return []
        at = block.functions.index("basis")
        return [
            Message(
                f"{section.id}:{block.key}.more:{position}", "basis", f"{block.key}.more",
                {"documents": slot}, at,
            )
            for position, slot in enumerate(content.other_documents(self.report, self.form))
        ]  # fmt: skip

    def _figures_of(
        self, section: SectionSpec, rules: Sequence[FigureRule], scope: Scope
    ) -> Iterator[Message]:
        """Figures of a section's own paragraph; notes of the section that repeat them."""
        found = content.figure_messages(rules, self.form, scope)
        told = [said.Told(rule, message) for rule, message in found]
        is_own = {rule.key: True for rule, _ in found}
        for place in self.places.get(section.id, []):
            for bullet in place.bullets:
                kept = said.settle(bullet, told, is_own=is_own)
                if kept.rest is not bullet or kept.shared:
                    place.kept[bullet.id] = kept
        for _, message in said.settled(told):
            yield replace(message, slots={**self.framing, **message.slots})

    def _opening_slots(self, section: SectionSpec) -> Mapping[str, Slot]:
        headings = [place.heading for place in self.places.get(section.id, []) if place.heading]
        if (
            not 2 <= len(headings) <= _MOST_ANNOUNCED
            or max(map(len, headings)) > _LONGEST_ANNOUNCED
        ):
            return self.framing
        listed = (
            "、".join(headings[:-1]) + "和" + headings[-1]
            if len(headings) == 2
            else "、".join(headings)
        )
        slots = content.counted(self.framing, len(headings))
        slots["topics"] = text_slot(listed, "input:bullets", rule="headings")
        return slots

    def _topics(self, section: SectionSpec, block: BlockSpec, scope: Scope) -> list[ParagraphPlan]:
        paragraphs = []
        places = self.places.get(section.id, [])
        headed = [place for place in places if place.heading]
        for place in places:
            gaps = (
                content.gaps(
                    self.kind.placeholders, section.id, place.key, self.form, scope, place.bullets
                )
                if place.key != FREE
                else ()
            )
            if not (place.bullets or place.messages or gaps or place.heading):
                continue
            paragraphs.append(
                ParagraphPlan(
                    f"{section.id}/{_short(place.key if place.key != FREE else place.heading)}",
                    heading=place.heading if len(headed) > 1 or block.aspects else block.heading,
                    topic=place.key if block.aspects else block.key,
                    hints=place.hints,
                    bullets=tuple(
                        rest
                        for bullet in place.bullets
                        if (rest := place.kept.get(bullet.id, said.Kept(bullet)).rest)
                    ),
                    shared={key: kept.shared for key, kept in place.kept.items() if kept.shared},
                    messages=tuple(sorted(place.messages, key=lambda message: message.order)),
                    gaps=gaps,
                    figures_first=not self.form.spec.free_topics,
                    subject=block.subject.format(self_name=self.report.organisation.self_name),
                )
            )
        if self.form.spec.free_topics:
            extra = content.gaps(
                self.kind.placeholders,
                section.id,
                FREE,
                self.form,
                scope,
                self._bullets(block.bullets),
            )
            if extra and paragraphs:
                paragraphs[-1] = replace(paragraphs[-1], gaps=(*paragraphs[-1].gaps, *extra))
        return paragraphs

    def _enumeration(
        self, section: SectionSpec, block: BlockSpec, scope: Scope
    ) -> list[ParagraphPlan]:
        bullets = self._bullets(block.bullets)
        if block.bullets == "plans":
            bullets = self._plans_in_order(bullets)
        gaps = content.gaps(
            self.kind.placeholders, section.id, block.key, self.form, scope, bullets
        )
        if not bullets and not gaps:
            return []
        lead = None
        if bullets:
            slots = content.counted(self.framing, len(bullets))
            if block.bullets == "plans":
                paired = len(self.answers)
                slots["answered"] = replace(slots["n"], value=slots["n"].value if paired else None)
            lead = Message(f"{section.id}:{block.key}", lead_function(block), block.topic, slots)
        return [
            ParagraphPlan(
                f"{section.id}/{_short(block.key)}", heading=block.heading, topic=block.topic,
                kind="enumeration", bullets=tuple(bullets), gaps=gaps, lead=lead,
            )
        ]  # fmt: skip

    def _plans_in_order(self, plans: list[Bullet]) -> list[Bullet]:
        order = {plan.id: position for position, plan in enumerate(plans)}
        return sorted(
            plans,
            key=lambda plan: (self.answers.get(plan.id, len(self.report.bullets)), order[plan.id]),
        )


_FUNCTION_OF = {"problems": "problem", "improvements": "improvement", "plans": "plan"}


def lead_function(block: BlockSpec) -> str:
    """The function of the phrase before an enumeration: its own, else that of its notes."""
    return block.functions[0] if block.functions else _FUNCTION_OF.get(block.bullets, "opening")


def pairs(report: ReportInput, kind: ReportKind) -> list[tuple[Bullet, int]]:
    """Each plan with the position of the problem that it answers: as told, by topic, by order."""
    problems = [bullet for bullet in report.bullets if bullet.section == "problems"]
    plans = [bullet for bullet in report.bullets if bullet.section == "plans"]
    specs = kind.topics.get("problems", ())
    found: dict[str, int] = {}
    for plan_bullet in plans:
        if plan_bullet.answers is not None and 1 <= plan_bullet.answers <= len(problems):
            found[plan_bullet.id] = plan_bullet.answers - 1
    for near in _nearest(plans, problems, found):
        found.setdefault(*near)
    keyed = {position: _topic(problem, specs) for position, problem in enumerate(problems)}
    for plan_bullet in plans:
        if plan_bullet.id not in found and (topic := _topic(plan_bullet, specs)):
            match = next((position for position, key in keyed.items() if key == topic), None)
            if match is not None:
                found[plan_bullet.id] = match
    free = [position for position in range(len(problems)) if position not in found.values()]
    for plan_bullet in plans:
        if plan_bullet.id not in found and free:
            found[plan_bullet.id] = free.pop(0)
    return [
        (plan_bullet, found[plan_bullet.id]) for plan_bullet in plans if plan_bullet.id in found
    ]


def _nearest(
    plans: Sequence[Bullet], problems: Sequence[Bullet], found: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Plans without a topic of their own with the problem that they share most words with."""
    free = [at for at in range(len(problems)) if at not in found.values()]
    ranked = sorted(
        (-kinship - _SAME_PLACE * (order == at), order, at)
        for order, plan in enumerate(plans)
        for at in free
        if plan.id not in found and not (plan.topic and problems[at].topic)
        if (kinship := topics.kinship(plan.text, problems[at].text)) >= _LEAST_KINSHIP
    )
    taken: set[int] = set()
    paired: set[int] = set()
    for _, order, at in ranked:
        if order not in paired and at not in taken:
            paired.add(order)
            taken.add(at)
            yield plans[order].id, at


def _topic(bullet: Bullet, specs: Sequence[TopicSpec]) -> str:
    if bullet.topic:
        named = topics.topic_of_heading(bullet.topic, specs)
        return named.key if named is not None else bullet.topic
    ranked = topics.best_topics(bullet.text, specs)
    return ranked[0][0] if ranked and topics.is_fit(ranked[0][1]) else ""


def _shared(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return max((min(first[key], second[key]) for key in first), default=0.0)


def _hints(spec: TopicSpec) -> TopicHints:
    return TopicHints(spec.measure, spec.bare_verb, spec.counted)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _unique(paragraphs: Sequence[ParagraphPlan]) -> list[ParagraphPlan]:
    seen: dict[str, int] = {}
    out = []
    for paragraph in paragraphs:
        seen[paragraph.id] = seen.get(paragraph.id, 0) + 1
        suffix = f"-{seen[paragraph.id]}" if seen[paragraph.id] > 1 else ""
        out.append(replace(paragraph, id=paragraph.id + suffix))
    return out
