"""The shipped samples of report kinds with single values changed."""

from collections.abc import Mapping
from typing import Any

import yaml

from drafting.bundled import templates_folder
from drafting.findings import Finding
from drafting.intake.assemble import assemble
from drafting.intake.raw import RawInput
from drafting.pipeline import check_report


def changed(kind: str, changes: Mapping[str, Any]) -> RawInput:
    """A kind's sample with values put in at dotted paths; None takes a key away."""
    path = templates_folder() / kind / "sample" / "input.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    for place, value in changes.items():
        *above, last = place.split(".")
        branch: Any = data
        for key in above:
            branch = branch[int(key)] if isinstance(branch, list) else branch.setdefault(key, {})
        if value is None:
            branch.pop(last)
        else:
            branch[int(last) if isinstance(branch, list) else last] = value
    return RawInput("input.yaml", data)


def found(kind: str, changes: Mapping[str, Any]) -> list[Finding]:
    """What the checks find in the changed sample."""
    return list(check_report(assemble(changed(kind, changes))).findings)
