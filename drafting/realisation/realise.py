"""Surface realisation: sentences as text with a source behind every piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from jinja2 import Template

from drafting.document import Paragraph, Section, Sentence, Span, TableText
from drafting.figures import Figure, FigureTable, State, number_text
from drafting.kinds import Form, TableForm, ValueCell
from drafting.plan import ParagraphSpec, PhraseUse, SectionSpec, SentenceSpec
from drafting.realisation.environment import environment, phrase_spans

_SENTENCE = "\ue002{}\ue003"
MISSING = "【待填】"


@dataclass(frozen=True, slots=True)
class _Laid:
    heading: str
    body: str


def realise(
    sections: Sequence[SectionSpec], figures: FigureTable, form: Form, folder: Path
) -> tuple[Section, ...]:
    """The sections of a draft.

    Args:
        sections: what microplanning decided.
        figures: the values of the statutory tables.
        form: the form that the tables follow.
        folder: the kind's folder; `<section>.j2` there, or the shared `section.j2`, lays out.
    """
    return tuple(
        Section(
            spec.id,
            spec.heading,
            _paragraphs(spec, folder),
            tuple(
                table_text(form.tables[table], figures, spec.behind.get(table, ""))
                for table in spec.tables
            ),
        )
        for spec in sections
    )


def _paragraphs(spec: SectionSpec, folder: Path) -> tuple[Paragraph, ...]:
    laid: list[_Laid] = []
    realised: list[Sentence] = []
    owners: list[ParagraphSpec] = []
    for paragraph in spec.paragraphs:
        heading, body = "", ""
        for sentence in paragraph.sentences:
            mark = _SENTENCE.format(len(realised))
            realised.append(_sentence(sentence))
            owners.append(paragraph)
            if sentence.kind == "heading":
                heading += mark
            else:
                body += mark
        laid.append(_Laid(heading, body))
    text = _layout(folder, spec.id).render(paragraphs=laid)
    return tuple(_line(line, realised, owners) for line in text.splitlines() if line.strip())


def _line(line: str, realised: Sequence[Sentence], owners: Sequence[ParagraphSpec]) -> Paragraph:
    numbers = [int(part.split("\ue003")[0]) for part in line.split("\ue002")[1:]]
    sentences = tuple(realised[number] for number in numbers)
    owner = owners[numbers[0]]
    lead = sum(len(sentence.text) for sentence in sentences if sentence.kind == "heading")
    text = "".join(sentence.text for sentence in sentences)
    return Paragraph(owner.id, owner.level, text, sentences, lead)


@lru_cache(maxsize=64)
def _layout(folder: Path, section: str) -> Template:
    own = folder / f"{section}.j2"
    path = own if own.exists() else folder.parent / "section.j2"
    return environment().from_string(path.read_text("utf-8"))


def _sentence(spec: SentenceSpec) -> Sentence:
    spans: list[Span] = []
    phrases: list[str] = []
    for piece in spec.pieces:
        if isinstance(piece, PhraseUse):
            phrases.append(f"{piece.entry.bank}:{piece.entry.id}")
            spans.extend(phrase_spans(piece))
        else:
            spans.append(piece)
    merged = _merge(spans)
    return Sentence(
        "".join(span.text for span in merged), spec.kind, "+".join(phrases) or None, merged
    )


def _merge(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if (
            out
            and out[-1].sources == span.sources
            and (out[-1].rule == span.rule or not span.sources)
        ):
            out[-1] = Span(out[-1].text + span.text, span.sources, out[-1].rule)
        else:
            out.append(span)
    return tuple(out)


def table_text(table: TableForm, figures: FigureTable, behind: str = "") -> TableText:
    """A table with the values of the report; what is not known shows 【待填】, or — where it may."""
    values: dict[str, str] = {}
    sources: dict[str, str] = {}
    for figure_id, cell in table.values.items():
        figure = figures.get(figure_id)
        state = State.MISSING if figure is None else figure.state
        sources[figure_id] = state.value
        if figure is None or state is State.MISSING:
            values[figure_id] = _missing(cell)
        elif figure.value is None:
            values[figure_id] = figure.raw or MISSING
        else:
            values[figure_id] = _value_text(cell, figure, figure.value)
    rows = tuple(
        tuple(values[cell.value] if cell.value else cell.text for cell in row) for row in table.rows
    )
    return TableText(table.id, rows, values, sources, behind)


def _missing(cell: ValueCell) -> str:
    if not cell.blank:
        return MISSING
    return "" if cell.type == "text" else "—"


def _value_text(cell: ValueCell, figure: Figure, value: Decimal) -> str:
    raw, number = figure.raw, number_text(value)
    if figure.state is State.COMPUTED and cell.formula and cell.decimals is not None:
        return format(value, f".{cell.decimals}f")
    if cell.type == "delta":
        return number if number.startswith("-") or number == "0" else f"+{number}"
    if cell.type == "amount" and raw and not raw.replace(".", "").isdigit():
        return raw
    return number
