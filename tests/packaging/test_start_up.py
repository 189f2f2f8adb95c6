import subprocess
import sys

import pytest

HEAVY = ("docx", "jieba", "yaml", "pydantic", "lxml", "jinja2", "openpyxl")
PROGRAM = """
import sys
from drafting.cli import run
sys.argv[0] = "drafting"
try:
    run()
except SystemExit as ended:
    assert not ended.code, ended.code
print("loaded:", *(name for name in {heavy!r} if name in sys.modules))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["help"],
        ["help", "start"],
        ["new", "--help"],
        ["draft", "--help"],
        ["kinds", "--help"],
    ],
    ids=" ".join,
)
def test_help_loads_no_heavy_library(words: list[str]) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "loaded:"
