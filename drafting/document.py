"""The finished draft as data: what `--json` prints and what travels inside the .docx."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from drafting.findings import Finding

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with where it comes from; empty sources: framing of the phrase."""

    text: str
    sources: tuple[str, ...] = ()  # figure:…, bullet:…, input:…, last_year:…, rule:…
    rule: str = ""  # verbatim, sum, rate, inferred …


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; its spans concatenate to its text."""

    text: str
    kind: str  # heading | figure | bullet | framing | placeholder
    phrase: str | None = None  # "base:total.requests.received.01"
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its sentences concatenate to its text."""

    id: str  # from content, stable: "overview/5f2c1a90/c07d11e4"
    level: int  # 0 body text, 2 starts with a run-in heading `（一）…。`, 3 `1.…`
    text: str
    sentences: tuple[Sentence, ...]
    lead: int = 0  # characters of the run-in heading at the start, its 。 included


@dataclass(frozen=True, slots=True)
class TableText:
    """A statutory table as text."""

    id: str
    rows: tuple[tuple[str, ...], ...]  # one text per real (unmerged) cell, labels included
    values: Mapping[str, str]  # "t3/new/natural" -> text of the value cell
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # "t3/new/total" -> rule: given, default, computed, text, missing, invalid
    behind: str = ""  # id of the paragraph that it follows; empty: it ends the section
    last_year: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # cell -> what last year's report says in it; only where there is such a report
    supplied_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # cell -> office that supplies the figure; only where the input names one


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of the report (the preamble has an empty heading)."""

    id: str
    heading: str  # as printed, "一、总体情况"; empty for the preamble
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[TableText, ...] = ()

    def blocks(self) -> Iterator[Paragraph | TableText]:
        """Paragraphs and tables in the order in which they are printed."""
        ids = {paragraph.id for paragraph in self.paragraphs}
        for paragraph in self.paragraphs:
            yield paragraph
            yield from (table for table in self.tables if table.behind == paragraph.id)
        yield from (table for table in self.tables if table.behind not in ids)


@dataclass(frozen=True, slots=True)
class Comment:
    """A doubt shown as a Word comment at its place."""

    id: str  # stable, from code and place
    code: str
    severity: str
    text: str
    section: str = ""  # section id when the comment stands at a heading
    paragraph: str = ""  # paragraph id
    start: int = 0  # characters into the paragraph
    end: int = 0
    cell: str = ""  # "t3/new/natural" when it stands in a table


@dataclass(frozen=True, slots=True)
class BankStamp:
    """Which phrase bank a draft was made with."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft."""

    kind: str
    form: str
    year: int
    organisation: str
    title: str
    seed: int
    version: str
    banks: tuple[BankStamp, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...] = ()
    comments: tuple[Comment, ...] = ()
    input_sha256: str = ""
    length: str = "standard"  # of the framing: brief | standard | full

    def as_json(self) -> dict[str, object]:
        """The draft with the keys that the specification fixes."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "form": self.form,
            "year": self.year,
            "organisation": self.organisation,
            "title": self.title,
            "seed": self.seed,
            "length": self.length,
            "version": self.version,
            "input_sha256": self.input_sha256,
            "banks": [
                {"name": bank.name, "version": bank.version, "sha256": bank.sha256}
                for bank in self.banks
            ],
            "models": [],
            "sections": [_section_json(section) for section in self.sections],
            "findings": [finding.as_json() for finding in self.findings],
        }


def _section_json(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "heading": section.heading,
        "paragraphs": [
            {
                "id": paragraph.id,
                "level": paragraph.level,
                "lead": paragraph.lead,
                "text": paragraph.text,
                "sentences": [_sentence_json(sentence) for sentence in paragraph.sentences],
            }
            for paragraph in section.paragraphs
        ],
        "tables": [
            {
                "id": table.id,
                "rows": [list(row) for row in table.rows],
                "values": dict(table.values),
                "sources": dict(table.sources),
                **({"behind": table.behind} if table.behind else {}),
                **({"last_year": dict(table.last_year)} if table.last_year else {}),
                **({"supplied_by": dict(table.supplied_by)} if table.supplied_by else {}),
            }
            for table in section.tables
        ],
    }


def _sentence_json(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "phrase": sentence.phrase,
        "spans": [
            {"text": span.text, "sources": list(span.sources), "rule": span.rule}
            for span in sentence.spans
        ],
    }
