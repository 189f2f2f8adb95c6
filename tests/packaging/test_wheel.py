import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from drafting.pipeline import VERSION

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = "drafting/_bundled/templates"


def files_of(folder: str) -> set[str]:
    """What the checkout holds of a folder, without what Python itself writes there."""
    found = (ROOT / folder).rglob("*")
    return {
        path.relative_to(ROOT).as_posix()
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    order = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_what_the_checkout_holds(names: set[str]) -> None:
    templates = files_of("templates") - {"templates/build_style.py"}
    bundled = {name.replace("templates", TEMPLATES, 1) for name in templates}
    notices = {f"drafting/_bundled/{name}" for name in files_of("notices")}
    assert names == files_of("drafting") | files_of("phrasebank") | bundled | notices


@pytest.mark.parametrize(
    "name",
    [
        f"{TEMPLATES}/style.docx",
        f"{TEMPLATES}/section.j2",
        f"{TEMPLATES}/disclosure/report.yaml",
        "phrasebank/entries/total.yaml",
        "phrasebank/lexicon/verbs.yaml",
        "drafting/review/rules.yaml",
        "drafting/help/start.md",
        "drafting/help/codes.yaml",
        "drafting/help/images/published.png",
    ],
)
def test_the_wheel_holds_the_data(names: set[str], name: str) -> None:
    assert name in names


def test_the_wheel_drafts_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed, work = tmp_path / "installed", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    sample = ROOT / "templates" / "disclosure" / "sample" / "input.yaml"
    order = [sys.executable, "-m", "drafting", "draft", str(sample), "-o", "a.docx"]
    here = {"PYTHONPATH": str(installed), "DRAFTING_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(  # noqa: S603
        order, cwd=work, env=os.environ | here, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    assert zipfile.is_zipfile(work / "a.docx")


def test_the_version_stands_in_one_way_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    shown = subprocess.run(
        [sys.executable, "-m", "drafting", "--version"], capture_output=True, text=True, check=True
    )
    assert project["version"] == VERSION == shown.stdout.strip()
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
