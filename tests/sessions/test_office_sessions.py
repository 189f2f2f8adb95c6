"""Editing sessions through LibreOffice itself, then a redraft: no edit lost, no conflict silent."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from drafting.editing.redraft import redraft
from drafting.editing.revised import read_revised
from drafting.kinds import load_kind
from drafting.word.pdf import find_office
from drafting.word.writer import write_docx
from tests.sessions.test_sessions import SOURCES, changed_input, first_draft, judge

EDITOR = Path(__file__).with_name("office_editor.py")


def _python_with_uno() -> str | None:
    for name in ("/usr/bin/python3", "python3"):
        found = shutil.which(name)
        if found is None:
            continue
        tried = subprocess.run([found, "-c", "import uno"], capture_output=True, check=False)  # noqa: S603 -- the machine's own Python
        if tried.returncode == 0:
            return found
    return None


PYTHON = _python_with_uno()
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice Writer is missing"),
    pytest.mark.skipif(PYTHON is None, reason="python3-uno is missing"),
]


def office_sessions(folder: Path, count: int) -> list[dict[str, object]]:
    """The jobs done; comments are left out, since an office without windows cannot show them."""
    jobs: list[dict[str, object]] = []
    for seed in range(count):
        draft, _ = first_draft(SOURCES[seed % len(SOURCES)])
        bare = replace(draft, comments=())
        path = folder / f"{seed}.docx"
        path.write_bytes(write_docx(bare, load_kind(draft.kind).forms[draft.form]))
        jobs.append(
            {"file": str(path), "out": str(folder / f"{seed}-edited.docx"), "seed": seed,
             "tracked": bool(seed % 2), "count": 1 + seed % 5}
        )  # fmt: skip
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs), "utf-8")
    order = [str(PYTHON), str(EDITOR), str(listed), str(find_office())]
    subprocess.run(order, check=True, capture_output=True, timeout=500)  # noqa: S603
    done: list[dict[str, object]] = json.loads(listed.read_text("utf-8"))
    return done


def wrong_ones(folder: Path, count: int) -> tuple[list[tuple[object, list[str]]], int]:
    found, conflicts = [], 0
    for job in office_sessions(folder, count):
        seed = int(str(job["seed"]))
        source = SOURCES[seed % len(SOURCES)]
        base, _ = first_draft(source)
        ours = changed_input(source, seed, folder)
        edited = Path(str(job["out"]))
        done = redraft(read_revised(edited), ours, load_kind(ours.kind).forms[ours.form])
        conflicts += len(done.conflicts)
        wrong = judge(base, edited.read_bytes(), ours, done)
        if wrong:
            found.append((job["done"], wrong))
    return found, conflicts


def test_a_few_sessions_in_libreoffice_keep_every_edit(tmp_path: Path) -> None:
    assert wrong_ones(tmp_path, 6)[0] == []


@pytest.mark.full
def test_sixty_sessions_in_libreoffice_keep_every_edit(tmp_path: Path) -> None:
    wrong, conflicts = wrong_ones(tmp_path, 60)
    print(f"60 sessions in LibreOffice: {len(wrong)} wrong, {conflicts} conflicts told")  # noqa: T201 -- the count asked for
    assert wrong == []
