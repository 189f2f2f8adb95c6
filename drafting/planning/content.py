"""Content determination: which figures, framings and gaps are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from drafting.document import Span
from drafting.expression import parse
from drafting.figures import number_text
from drafting.kinds import FigureRule, Form, PlaceholderRule
from drafting.plan import PARTS, SHORT_NAME, Gap, Message, Slot, text_slot
from drafting.planning.scope import Scope, source_of
from drafting.report import BasisDocument, Bullet, ReportInput
from drafting.zh.printed import han_count

ROW = "{r}"  # in the formulas of a rule that runs over rows
_MOST_CITED = 100  # characters of documents in one sentence; P-24 allows 120 in all


def figure_messages(
    rules: Sequence[FigureRule], form: Form, scope: Scope
) -> list[tuple[FigureRule, Message]]:
    """Figures that the report says in words: known and not doubtful."""
    found: list[tuple[FigureRule, Message]] = []
    for rule in rules:
        if rule.forms and form.key not in rule.forms:
            continue
        if rule.after and all(other.key != rule.after for other, _ in found):
            continue
        messages = [
            replace(message, id=f"{message.id}:{row}") if row else message
            for row, single in for_rows(rule, form)
            if (message := _message(single, scope, form)) is not None
        ]
        found.extend((rule, message) for message in messages[: rule.most])
    return found


def _message(rule: FigureRule, scope: Scope, form: Form) -> Message | None:
    formulas = [rule.when, *rule.slots.values(), *rule.parts.values(), *rule.change]
    if scope.is_doubtful([formula for formula in formulas if formula != "True"], form):
        return None
    if not scope.holds(rule.when):
        return None
    return _change(rule, scope) if rule.change else _statement(rule, scope)


def for_rows(rule: FigureRule, form: Form) -> Iterator[tuple[str, FigureRule]]:
    """The rule once for each row that it runs over, with the row's key; itself for none."""
    if not rule.each:
        yield "", rule
        return
    for row in form.tables[rule.each.removeprefix("rows:")].looped_rows:
        single = replace(
            rule,
            when=rule.when.replace(ROW, row),
            slots={name: formula.replace(ROW, row) for name, formula in rule.slots.items()},
            parts={name: formula.replace(ROW, row) for name, formula in rule.parts.items()},
            change=tuple(formula.replace(ROW, row) for formula in rule.change),
        )
        yield row, single


def _statement(rule: FigureRule, scope: Scope) -> Message | None:
    slots = {name: slot for name, formula in rule.slots.items() if (slot := scope.slot(formula))}
    if rule.slots and not rule.apart and next(iter(rule.slots)) not in slots:
        return None
    parts = _parts(rule, scope)
    if rule.parts and not parts and not rule.slots:
        return None
    if parts and rule.alone:
        slots["outcome"] = Slot(spans=_outcome(rule, parts, slots), rule=PARTS)
    elif parts:
        slots["parts"] = Slot(spans=tuple(parted(parts.values())), rule=PARTS)
    if parts:
        slots["n_parts"] = Slot(value=Decimal(len(parts)), rule="count")
    rests_on = () if slots else tuple(source_of(name) for name in parse(rule.when).names)
    return Message(
        f"{rule.section}:{rule.key}", rule.function, rule.key, slots, rule.order, rests_on
    )


def _parts(rule: FigureRule, scope: Scope) -> dict[str, Span]:
    """The parts above nought by label, each with the figures that count."""
    found: dict[str, Span] = {}
    for label, formula in rule.parts.items():
        slot = scope.slot(formula)
        if slot is None or slot.value is None or slot.value <= 0:
            continue
        sources = tuple(
            source for source in slot.sources
            if (value := scope.resolve(source.partition(":")[2].replace("/", "."))) is None or value != 0
        )  # fmt: skip
        rule_name = "verbatim" if len(sources) == 1 else "sum"
        text = f"{label}{number_text(slot.value)}{rule.parts_unit}"
        found[label] = Span(text, sources, rule_name)
    return found


def parted(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans with 、 between them."""
    for position, span in enumerate(spans):
        if position:
            yield Span("、", (), "framing")
        yield span


def _outcome(
    rule: FigureRule, parts: Mapping[str, Span], slots: Mapping[str, Slot]
) -> tuple[Span, ...]:
    """其中 and the parts; words of its own when one part is the whole."""
    whole = slots[next(iter(rule.slots))].value
    label, only = next(iter(parts.items()))
    if (
        len(parts) == 1
        and only.text == f"{label}{number_text(whole or Decimal(0))}{rule.parts_unit}"
    ):
        words = rule.alone[label][0 if whole == 1 else 1]
        return (Span(words, only.sources, only.rule),)
    return (Span("其中", (), "framing"), *parted(parts.values()))


def change_slots(
    current: Decimal, previous: Decimal, sources: tuple[str, ...]
) -> tuple[str, dict[str, Slot]]:
    """Function and slots of a change on last year; no rate when last year was nil (rule N-30).

    This year's figure has just been said, and last year's follows from the change: of the two
    only a nought of last year is told.
    """
    difference = current - previous
    slots = {
        "difference": Slot(value=abs(difference), sources=sources, rule="difference"),
    }
    if previous == 0 and difference != 0:
        slots["previous"] = Slot(value=previous, sources=sources[1:])
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
        if rule.words and any(word in line_of(bullet) for bullet in notes for word in rule.words):
            continue
        if scope.holds(rule.when):
            remedy = rule.remedy + _last_notes(scope, rule.shows)
            found.append(Gap(rule.code, rule.wanted, rule.message, remedy, rule.order))
    return tuple(found)


def _last_notes(scope: Scope, section: str) -> str:
    """Last year's notes of a section in one line; empty when there are none."""
    last = scope.checked.report.last_year
    texts = [
        bullet.text.rstrip("。；")
        for bullet in (last.bullets if last else ())
        if bullet.section == section
    ]
    return f"上年所写：{'；'.join(texts)}。" if texts else ""


def line_of(bullet: Bullet) -> str:
    """The note with its separate value and unit written behind it."""
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
    """The law, and the notice that sets the form."""
    constants = form.spec.constants
    law, number = constants.get("law_title", ""), constants.get("format_number", "")
    spans: list[Span] = []
    if law:
        spans.append(Span(f"《{law}》", ("rule:basis",), "basis"))
        declared = f"（以下简称《{constants['law_short']}》）"
        spans.append(Span(declared, ("rule:basis",), SHORT_NAME))
    if not number:
        return tuple(spans)
    given = [at for at, document in enumerate(report.basis) if document.number == number]
    cited = [
        Span(_cited(report.basis[at]), (f"input:basis.{at}",), "basis") for at in given[:1]
    ] or [Span(f"《{constants['format_title']}》（{number}）", ("rule:basis",), "basis")]
    for span in cited:
        spans.extend((Span("和", (), "framing"), span) if spans else (span,))
    return tuple(spans)


def other_documents(report: ReportInput, form: Form) -> Iterator[Slot]:
    """The documents that the report rests on besides, as many to a sentence as it holds."""
    constants = form.spec.constants
    stated = {constants.get("law_title", ""), constants.get("law_short", "")}
    given = [
        Span(_cited(document), (f"input:basis.{at}",), "basis")
        for at, document in enumerate(report.basis)
        if document.title not in stated
        and (not document.number or document.number != constants.get("format_number", ""))
    ]
    group: list[Span] = []
    for span in given:
        if group and sum(len(other.text) + 1 for other in (*group, span)) > _MOST_CITED:
            yield Slot(spans=tuple(_listed(group)))
            group = []
        group.append(span)
    if group:
        yield Slot(spans=tuple(_listed(group)))


def _listed(documents: Sequence[Span]) -> Iterator[Span]:
    """甲、乙和丙; nothing stands between 《甲》《乙》 (P-04)."""
    for position, span in enumerate(documents):
        if position:
            is_bare = documents[position - 1].text.endswith("》")
            mark = "和" if position == len(documents) - 1 else "" if is_bare else "、"
            if mark:
                yield Span(mark, (), "framing")
        yield span


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
