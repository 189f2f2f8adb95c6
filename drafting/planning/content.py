"""Content determination: which figures, framings and gaps are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from drafting.document import Span
from drafting.expression import parse
from drafting.figures import number_text
from drafting.kinds import FigureRule, Form, PlaceholderRule
from drafting.plan import SHORT_NAME, Gap, Message, Slot, text_slot
from drafting.planning.scope import Scope, source_of
from drafting.report import BasisDocument, Bullet, ReportInput
from drafting.zh.numerals import narrow_digits
from drafting.zh.printed import han_count

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def figure_messages(
    rules: Sequence[FigureRule],
    form: Form,
    scope: Scope,
    notes_of: Callable[[FigureRule], Sequence[Bullet]],
) -> list[tuple[FigureRule, Message]]:
    """Figures that the report repeats in words: known, not doubtful, not yet said by a note."""
    found: list[tuple[FigureRule, Message]] = []
    for rule in rules:
        if rule.forms and form.key not in rule.forms:
            continue
        formulas = [rule.when, *rule.slots.values(), *rule.parts.values(), *rule.change]
        if scope.is_doubtful([formula for formula in formulas if formula != "True"]):
            continue
        if not scope.holds(rule.when):
            continue
        if rule.after and all(other.key != rule.after for other, _ in found):
            continue
        said = {number for bullet in notes_of(rule) for number in _numbers_of(bullet)}
        message = _change(rule, scope) if rule.change else _statement(rule, scope, said)
        if message is not None:
            found.append((rule, message))
    return found


def _numbers_of(bullet: Bullet) -> set[str]:
    found = set(_NUMBER.findall(narrow_digits(bullet.text).replace(",", "")))
    if bullet.value is not None:
        found.add(number_text(bullet.value))
    return found


def _statement(rule: FigureRule, scope: Scope, said: set[str]) -> Message | None:
    slots = {name: slot for name, formula in rule.slots.items() if (slot := scope.slot(formula))}
    if rule.slots:
        first = next(iter(rule.slots))
        if first not in slots or number_text(slots[first].value or Decimal(0)) in said - {"0"}:
            return None
    parts = _parts(rule, scope, said)
    if rule.parts and not parts and not rule.slots:
        return None
    if parts:
        slots["parts"] = Slot(spans=parts, rule="parts")
        slots["n_parts"] = Slot(
            value=Decimal(len([s for s in parts if s.rule != "framing"])), rule="count"
        )
    rests_on = () if slots else tuple(source_of(name) for name in parse(rule.when).names)
    return Message(
        f"{rule.section}:{rule.key}", rule.function, rule.key, slots, rule.order, rests_on
    )


def _parts(rule: FigureRule, scope: Scope, said: set[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for label, formula in rule.parts.items():
        slot = scope.slot(formula)
        if slot is None or slot.value is None or slot.value <= 0:
            continue
        if not rule.slots and number_text(slot.value) in said:
            continue
        if spans:
            spans.append(Span("、", (), "framing"))
        sources = tuple(
            source for source in slot.sources
            if (value := scope.resolve(source.partition(":")[2].replace("/", "."))) is None or value != 0
        )  # fmt: skip
        rule_name = "verbatim" if len(sources) == 1 else "sum"
        spans.append(Span(f"{label}{number_text(slot.value)}{rule.parts_unit}", sources, rule_name))
    return tuple(spans)


def change_slots(
    current: Decimal, previous: Decimal, sources: tuple[str, ...]
) -> tuple[str, dict[str, Slot]]:
    """Function and slots of a change on last year; no rate when last year was nil (rule N-30)."""
    difference = current - previous
    slots = {
        "current": Slot(value=current, sources=sources[:1]),
        "previous": Slot(value=previous, sources=sources[1:]),
        "difference": Slot(value=abs(difference), sources=sources, rule="difference"),
    }
    if previous > 0 and difference != 0:
        slots["rate"] = Slot(value=abs(difference) / previous * 100, sources=sources, rule="rate")
    function = "increase" if difference > 0 else "decrease" if difference < 0 else "unchanged"
    return function, slots


def _change(rule: FigureRule, scope: Scope) -> Message | None:
    current, previous = (parse(formula).value(scope.resolve) for formula in rule.change)
    if not isinstance(current, Decimal) or not isinstance(previous, Decimal):
        return None
    sources = tuple(source_of(formula) for formula in rule.change)
    function, slots = change_slots(current, previous, sources)
    return Message(f"{rule.section}:{rule.key}", function, rule.key, slots, rule.order)


def gaps(  # noqa: PLR0913 -- rules, place, and what they are judged on
    rules: Sequence[PlaceholderRule],
    section: str,
    topic: str,
    form: Form,
    scope: Scope,
    notes: Sequence[Bullet],
) -> tuple[Gap, ...]:
    """Placeholders due in one topic of a section."""
    found = []
    for rule in rules:
        if (
            rule.section != section
            or rule.topic != topic
            or (rule.forms and form.key not in rule.forms)
        ):
            continue
        if rule.words and any(word in _line(bullet) for bullet in notes for word in rule.words):
            continue
        if scope.holds(rule.when):
            found.append(Gap(rule.code, rule.wanted, rule.message, rule.remedy, rule.order))
    return tuple(found)


def _line(bullet: Bullet) -> str:
    return (
        bullet.text
        if bullet.value is None
        else f"{bullet.text}{number_text(bullet.value)}{bullet.unit}"
    )


# ---- framing ------------------------------------------------------------------------------


def framing_slots(report: ReportInput, form: Form) -> dict[str, Slot]:
    """Texts that any framing may use: names, years, documents, contact."""
    organisation = report.organisation
    slots = {
        "year": text_slot(str(report.year), "input:year"),
        "next_year": text_slot(str(report.year + 1), "input:year", rule="next-year"),
        "last_year": text_slot(str(report.year - 1), "input:year", rule="last-year"),
        "organisation": text_slot(organisation.name, "input:organisation.name"),
        "self_name": text_slot(
            organisation.self_name, "input:organisation.self"
        ),  # `self` means something else to Jinja
        "period": text_slot(
            f"{report.year}年1月1日至{report.year}年12月31日",
            "input:year",
            "rule:statistics-period",
            rule="period",
        ),
        "basis": Slot(spans=_basis(report, form)),
    }
    if organisation.led_by:
        slots["led_by"] = text_slot(organisation.led_by, "input:organisation.led_by")
    short = form.spec.constants.get("law_short", "")
    if short:
        slots["basis_short"] = text_slot(f"《{short}》", "rule:basis", rule="basis")
    if report.contact.url:
        slots["url"] = text_slot(report.contact.url, "input:contact.url")
    if report.contact.office:
        slots["office"] = text_slot(report.contact.office, "input:contact.office")
    contact = _contact(report)
    if contact:
        slots["contact"] = Slot(spans=contact)
    return slots


def _basis(report: ReportInput, form: Form) -> tuple[Span, ...]:
    constants = form.spec.constants
    documents: list[tuple[str, tuple[str, ...]]] = []
    law, short = constants.get("law_title", ""), constants.get("law_short", "")
    own = [document for document in report.basis if document.title not in {law, short}]
    if law:
        documents.append((f"《{law}》", ("rule:basis",)))
    number = constants.get("format_number", "")
    if number and all(document.number != number for document in own):
        documents.append((f"《{constants['format_title']}》（{number}）", ("rule:basis",)))
    documents.extend(
        (_cited(document), (f"input:basis.{at}",))
        for at, document in enumerate(report.basis)
        if document in own
    )
    spans: list[Span] = []
    for position, (text, sources) in enumerate(documents):
        if position:
            stands_alone = spans[-1].text.endswith("》")  # 《甲》《乙》 takes no 、 between (P-04)
            mark = "和" if position == len(documents) - 1 else "" if stands_alone else "、"
            spans.append(Span(mark, (), "framing"))
        spans.append(Span(text, sources, "basis"))
        if law and position == 0:
            spans.append(Span(f"（以下简称《{short}》）", ("rule:basis",), SHORT_NAME))
    return tuple(span for span in spans if span.text)


def _cited(document: BasisDocument) -> str:
    title = document.title
    if not title.startswith("《"):  # 《甲》（试行）, 《甲》和《乙》 carry their own marks
        title = f"《{title.replace('《', '〈').replace('》', '〉')}》"
    return f"{title}（{document.number}）" if document.number else title


def _contact(report: ReportInput) -> tuple[Span, ...]:
    labels = {"address": "地址", "postcode": "邮编", "phone": "电话", "email": "电子邮箱"}
    spans: list[Span] = []
    for key, label in labels.items():
        value = getattr(report.contact, key)
        if value:
            if spans:
                spans.append(Span("，", (), "framing"))
            spans.append(Span(f"{label}：", (), "framing"))
            spans.append(Span(value, (f"input:contact.{key}",), "verbatim"))
    return tuple(spans)


def counted(slots: Mapping[str, Slot], number: int) -> dict[str, Slot]:
    """Framing slots with the count of items that follow, as number and in Han numerals."""
    return {
        **slots,
        "n": Slot(value=Decimal(number), sources=("rule:count",), rule="count"),
        "count": text_slot(han_count(number), "rule:count", rule="count"),
    }
