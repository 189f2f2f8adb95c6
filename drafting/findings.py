"""What is wrong or doubtful with the user's figures, notes or text, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding stops."""

    ERROR = "error"  # stops a final draft; a comment in a working draft
    WARNING = "warning"  # a comment in a working draft
    NOTE = "note"  # on the screen only

    @property
    def word(self) -> str:
        """The Chinese name shown to users."""
        return {"error": "错误", "warning": "提醒", "note": "提示"}[self.value]


SEVERITY_BY_LETTER = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.NOTE}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or doubt with its place and remedy."""

    code: str  # of the specification, e.g. "T3-01", or "IN-…", "TR-…"
    severity: Severity
    message: str
    place: str  # in the user's words: sheet and cell, or file and line
    remedy: str
    figures: tuple[str, ...] = ()  # the numbers involved, as printed
    anchor: str = (
        ""  # "figure:t3/new/total", "bullet:<id>", "section:<id>", "topic:<section>/<key>"
    )
    excerpt: str = ""  # the words of the text that it is about
    suspects: tuple[str, ...] = ()  # figure ids that are doubtful while it stands

    def as_json(self) -> dict[str, object]:
        """The finding as every face of the product prints it."""
        data: dict[str, object] = {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "place": self.place,
            "remedy": self.remedy,
        }
        if self.figures:
            data["figures"] = list(self.figures)
        if self.anchor:
            data["anchor"] = self.anchor
        if self.excerpt:
            data["excerpt"] = self.excerpt
        if self.suspects:
            data["suspects"] = list(self.suspects)
        return data


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops a final draft."""
    return any(finding.severity is Severity.ERROR for finding in findings)
