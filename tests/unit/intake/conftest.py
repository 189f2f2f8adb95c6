from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.intake.assemble import assemble
from drafting.intake.yaml import read_yaml
from drafting.report import ReportInput

Assembled = Callable[..., ReportInput]
HEAD = "kind: disclosure\nyear: {year}\norganisation: {{name: 甲县水利局}}\n"


@pytest.fixture
def assembled(tmp_path: Path) -> Assembled:
    """A report from the lines behind the three that every input needs; these begin at line 4."""

    def read(lines: str, year: int = 2023) -> ReportInput:
        path = tmp_path / "input.yaml"
        path.write_text(HEAD.format(year=year) + lines, "utf-8")
        return assemble(read_yaml(path))

    return read
