"""Runs every benchmark and writes `results.json` and the page of the manual.

Without options all rounds are run. `--quick` runs few and prints the page instead of writing it;
`--page` writes the page again from `results.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measuring import ROOT, Ended, middle, middle_peak, rotated, run, worker
from page import page
from varied import write_varied

RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "drafting" / "help" / "benchmarks.md"
EXAMPLE = ROOT / "examples" / "nangang-2020" / "input.yaml"
METHODS = ("drafting", "prebuilt", "docxtpl", "fetched", "cells")
LIBRARIES = ("docxtpl", "jinja2", "lxml", "python-docx")

Results = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int
    seconds: float  # of CPU time, for each warm measurement of a round
    reports: tuple[int, ...]


FULL = Effort(7, 1.5, (10, 100, 1000))
QUICK = Effort(2, 0.3, (10, 50, 100))


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder for one run, and the environment of the measured processes."""

    folder: Path
    env: dict[str, str]


def measure(effort: Effort, folder: Path) -> Results:
    """Every figure of the page."""
    place = Workplace(
        folder,
        {
            "DRAFTING_CACHE": str(folder / "cache"),
            # an installed program is compiled, whatever the shell that measures asks for
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        },
    )
    _told("the same report by several writers")
    content = _answer(worker("prepare", str(EXAMPLE), str(folder), env=place.env))
    results: Results = {
        "machine": _machine(),
        "rounds": effort.rounds,
        "content": {**content["sizes"], "comments": content["comments"]},
        "writers": _writers(effort, place, content["bytes"]),
    }
    _told("commands")
    results["commands"] = _commands(effort, place)
    _told("stages")
    results |= _stages(effort, place)
    _told("many reports")
    return results | _many(effort, place)


def _told(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _answer(ended: Ended) -> Any:  # noqa: ANN401 -- JSON of our own worker
    return json.loads(ended.out)


def _machine() -> Results:
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(gib),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "drafting": version("drafting"),
    }


def _writers(effort: Effort, place: Workplace, length: dict[str, int]) -> list[Results]:
    cold: dict[str, list[Ended]] = defaultdict(list)
    warm: dict[str, list[Ended]] = defaultdict(list)
    for turn in range(effort.rounds):
        for method in rotated(METHODS, turn):
            words = ("write", method, str(place.folder))
            cold[method].append(worker(*words, "0", env=place.env))
            warm[method].append(worker(*words, str(effort.seconds), env=place.env))
    warm_ms = {method: [_answer(ended)["ms"] for ended in warm[method]] for method in METHODS}
    cold_ms = {method: [ended.cpu_ms for ended in cold[method]] for method in METHODS}
    return [
        {
            "method": method,
            "warm_ms": middle(warm_ms[method]),
            "warm_times": _times(warm_ms[method], warm_ms[METHODS[0]]),
            "cold_ms": middle(cold_ms[method]),
            "cold_times": _times(cold_ms[method], cold_ms[METHODS[0]]),
            "cold_mb": middle_peak(cold[method]),
            "warm_mb": middle_peak(warm[method]),
            "bytes": length[method],
        }
        for method in METHODS
    ]


def _times(values: Sequence[float], own: Sequence[float]) -> float:
    """How many times as long as ours, round by round, since a loaded machine slows both."""
    return middle([value / ours for value, ours in zip(values, own, strict=True)])


def _commands(effort: Effort, place: Workplace) -> list[Results]:
    program = str(Path(sys.executable).with_name("drafting"))
    draft = [program, "draft", str(EXAMPLE), "-o"]

    def drafted(env: dict[str, str], number: int) -> Ended:
        return run([*draft, str(place.folder / f"{number}.docx")], env, fine=(0, 1))

    def emptied(number: int) -> Ended:
        empty = {"DRAFTING_CACHE": str(place.folder / f"empty-{number}")}
        return drafted({**place.env, **empty}, -number - 1)

    calls: dict[str, Callable[[int], Ended]] = {
        "help": lambda _: run([program, "--help"], place.env),
        "draft": lambda number: drafted(place.env, number),
        "draft-empty": emptied,
    }
    calls["draft"](effort.rounds)  # fills the cache, and compiles what is not compiled yet
    found: dict[str, list[Ended]] = defaultdict(list)
    for turn in range(effort.rounds):
        for name in rotated(tuple(calls), turn):
            found[name].append(calls[name](turn))
    return [
        {
            "command": name,
            "ms": middle([ended.cpu_ms for ended in found[name]]),
            "peak_mb": middle_peak(found[name]),
        }
        for name in calls
    ]


def _stages(effort: Effort, place: Workplace) -> Results:
    rounds = [
        _answer(worker("stages", str(EXAMPLE), str(effort.seconds), env=place.env))
        for _ in range(effort.rounds)
    ]
    names = list(rounds[0]["stages"])
    return {
        "pipeline_ms": middle([found["whole"] for found in rounds]),
        "stages": {name: middle([found["stages"][name] for found in rounds]) for name in names},
    }


def _many(effort: Effort, place: Workplace) -> Results:
    sources = [
        *sorted((ROOT / "examples").glob("*/input.yaml")),
        *sorted((ROOT / "tests" / "inputs").glob("*.yaml")),
    ]
    folder = place.folder / "many"
    folder.mkdir()
    listing = place.folder / "many.txt"
    inputs = write_varied(sources, folder, effort.reports[-1])
    listing.write_text("\n".join(str(path) for path in inputs), "utf-8")
    counts = [str(count) for count in effort.reports]
    found = _answer(worker("many", str(listing), *counts, env=place.env))
    marks = [{key: round(value, 2) for key, value in mark.items()} for mark in found["marks"]]
    return {"sources": len(sources), "many": marks, "failed": found["failed"]}


def main() -> int:
    """Measure and write; 1 when a report of the many could not be drafted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="few rounds; nothing is written")
    parser.add_argument("--page", action="store_true", help="only the page, from results.json")
    options = parser.parse_args()
    if options.page:
        PAGE.write_text(page(json.loads(RESULTS.read_text("utf-8"))), "utf-8")
        return 0
    with TemporaryDirectory() as folder:
        results = measure(QUICK if options.quick else FULL, Path(folder))
    if options.quick:
        print(page(results))
    else:
        RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        PAGE.write_text(page(results), "utf-8")
    for line in results["failed"]:
        _told(line)
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
