import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-build.lock",
    "requirements-dev.lock",
    "requirements-bench.lock",
)
PIN = re.compile(r"^([a-z0-9.\-]+)==(\S+)", re.MULTILINE)
SEEN_BY_PHRASEBANK = {"zh", "findings", "errors", "location", "expression", "cache"}


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text("utf-8")))


def project() -> dict[str, object]:
    data: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return data


def wanted(requirements: object) -> set[str]:
    assert isinstance(requirements, list)
    names = (re.split(r"[<>=!~\[ ]", str(item))[0] for item in requirements)
    return {name.lower().replace("_", "-") for name in names}


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9.\-]+==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", [*LOCKS, "Makefile", ".ci/run"])
def test_no_index_and_no_path_of_one_machine_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = r"https?://\S+|file:\S+|--find-links|--(?:extra-)?index-url|/(?:opt|root|work)/\S*"
    assert re.findall(named, text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_holds_a_model_library(name: str) -> None:
    assert not {"torch", "transformers"} & pins(name).keys()


def test_the_locks_cover_what_the_project_asks_for() -> None:
    data = project()
    extras = data["optional-dependencies"]
    assert isinstance(extras, dict)
    assert wanted(data["dependencies"]) <= pins("requirements.lock").keys()
    assert wanted(extras["dev"]) <= pins("requirements-dev.lock").keys()
    assert wanted(extras["bench"]) <= pins("requirements-bench.lock").keys()
    assert {"hatchling", "editables"} <= pins("requirements-build.lock").keys()


@pytest.mark.parametrize("name", LOCKS[2:])
def test_the_other_locks_pin_the_same_versions(name: str) -> None:
    runtime, other = pins("requirements.lock"), pins(name)
    assert {package: other[package] for package in runtime if package in other} == runtime


def test_ci_runs_the_tests() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    assert path.read_text("utf-8").splitlines()[-1] == "make test"


def test_every_module_that_phrasebank_may_not_see_is_listed() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    contract = tool["importlinter"]["contracts"][0]
    listed = {name.removeprefix("drafting.") for name in contract["forbidden_modules"]}
    modules = {path.stem for path in (ROOT / "drafting").glob("*.py")} - {"__init__", "__main__"}
    folders = {path.parent.name for path in (ROOT / "drafting").glob("*/__init__.py")}
    assert listed == (modules | folders) - SEEN_BY_PHRASEBANK
