"""The pipeline's stages under a clock, without a change to the pipeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

from drafting import pipeline
from drafting.kinds import load_kind
from drafting.word import writer

READ, CHECK, WRITE, REST = "read", "check", "write", "rest"

# what `make` calls, by the names that it imports; a name that is gone stops the benchmark
STAGE_OF = {
    "load_kind": "data",
    "load_banks": "data",
    "load_lexicon": "data",
    "framing_slots": "plan",
    "plan": "plan",
    "microplan": "microplan",
    "realise": "realise",
    "require_sources": "traceability",
    "lost_notes": "traceability",
    "check_text": "text",
    "lint_paragraphs": "lint",
    "lint_repeats": "repeats",
    "comments": "comments",
    "input_digest": "digest",
}


def once(path: Path) -> bytes:
    """A report from its input file to the bytes of the .docx."""
    report = pipeline.load_report(path)
    draft = pipeline.make(pipeline.check_report(report)).draft
    return writer.write_docx(draft, load_kind(draft.kind).forms[draft.form])


class Clock:
    """Sums CPU time by stage; within a running stage nothing else is counted."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running = False

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        if self._running:
            yield
            return
        self._running = True
        start = process_time()
        try:
            yield
        finally:
            self.spent[stage] += (process_time() - start) * 1000
            self._running = False

    def around(self, stage: str, call: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object, **options: object) -> object:
            with self.running(stage):
                return call(*args, **options)

        return timed


def watched(path: Path, seconds: float) -> dict[str, float]:
    """CPU ms of each stage, the medians over as many reports as take `seconds`."""
    clock = Clock()
    kept = {name: getattr(pipeline, name) for name in STAGE_OF}
    for name, call in kept.items():
        setattr(pipeline, name, clock.around(STAGE_OF[name], call))
    try:
        found: dict[str, list[float]] = defaultdict(list)
        start = process_time()
        while process_time() - start < seconds:
            for stage, spent in _report(path, clock).items():
                found[stage].append(spent)
    finally:
        for name, call in kept.items():
            setattr(pipeline, name, call)
    return {stage: median(values) for stage, values in found.items()}


def _report(path: Path, clock: Clock) -> dict[str, float]:
    clock.spent.clear()
    with clock.running(READ):
        report = pipeline.load_report(path)
    with clock.running(CHECK):
        checked = pipeline.check_report(report)
    start, before = process_time(), sum(clock.spent.values())
    draft = pipeline.make(checked).draft
    whole = (process_time() - start) * 1000
    clock.spent[REST] = whole - (sum(clock.spent.values()) - before)
    with clock.running(WRITE):
        writer.write_docx(draft, load_kind(draft.kind).forms[draft.form])
    return dict(clock.spent)
