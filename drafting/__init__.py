"""Turns structured figures and short notes into the first draft of an official annual report.

The public API. Importing it costs nothing: each name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafting.document import Draft
    from drafting.errors import DraftingError
    from drafting.findings import Finding
    from drafting.pipeline import check_report, draft_report, load_report

__all__ = ["Draft", "DraftingError", "Finding", "check_report", "draft_report", "load_report"]

_HOMES = {
    "Draft": "drafting.document",
    "DraftingError": "drafting.errors",
    "Finding": "drafting.findings",
    "check_report": "drafting.pipeline",
    "draft_report": "drafting.pipeline",
    "load_report": "drafting.pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module  # noqa: PLC0415 -- this is the lazy loading

    return getattr(import_module(_HOMES[name]), name)
