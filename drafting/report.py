"""The input of one report as values: figures, notes, organisation, last year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from drafting.figures import FigureTable
from drafting.findings import Finding
from drafting.location import NOWHERE, Location


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who reports."""

    name: str
    self_name: str  # how the report calls the organ, e.g. 我局
    level: str = "department"  # government | department | town
    led_by: str = ""  # e.g. 区委、区政府
    region: str = ""
    rulemaking: bool = False
    given: frozenset[str] = frozenset()  # the keys that the input itself gives


@dataclass(frozen=True, slots=True)
class Contact:
    """How the organ can be reached; every field may be empty."""

    office: str = ""
    address: str = ""
    phone: str = ""
    postcode: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class BasisDocument:
    """A document that the report rests on."""

    title: str  # without 《》 around the whole of it
    number: str = ""  # e.g. 国办公开办函〔2019〕60号
    origin: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Bullet:
    """One short note of fact in the clerk's own words."""

    id: str  # 8 hex digits from section, topic and words; "-2" for a repeated note
    section: str  # overview | problems | improvements | plans | other
    text: str
    topic: str = ""  # as the clerk wrote it; empty when none
    value: Decimal | None = None
    unit: str = ""
    last_year: Decimal | None = None
    answers: int | None = None  # 1-based number of the problem that a plan answers
    supplied_by: str = ""
    base: str = ""
    origin: Location = NOWHERE
    details: tuple[tuple[str, str], ...] = ()  # key of the kind (cause, owner …) and words


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything that an input file says, and what could not be read of it."""

    kind: str
    year: int
    form: str  # F2019, F2021 …
    organisation: Organisation
    contact: Contact = field(default_factory=Contact)
    basis: tuple[BasisDocument, ...] = ()
    figures: FigureTable = field(default_factory=FigureTable)
    given_tables: frozenset[str] = frozenset()  # tables that the input holds at all
    bullets: tuple[Bullet, ...] = ()
    topics: Mapping[str, tuple[str, ...]] = field(  # section -> headings in the clerk's order
        default_factory=lambda: MappingProxyType({})
    )
    last_year: "ReportInput | None" = None
    last_text: str = ""  # narrative of last year's report, where its text is given
    findings: tuple[Finding, ...] = ()  # found while reading
    origin: Location = NOWHERE
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    # table of free number of rows -> how many the input gives
    related: "Mapping[str, ReportInput]" = field(default_factory=lambda: MappingProxyType({}))
    # kind -> the organ's report of that kind for the same year


@dataclass(frozen=True, slots=True)
class Checked:
    """A report whose figures and notes have been checked. Only `checking.check` makes one."""

    report: ReportInput
    findings: tuple[Finding, ...]  # of reading and checking together

    @property
    def doubtful(self) -> frozenset[str]:
        """Ids of figures under an unsettled error; prose does not repeat them."""
        return frozenset(suspect for finding in self.findings for suspect in finding.suspects)
