"""CPU time of child processes and of repeated calls; user and system time together."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
WORKER = Path(__file__).with_name("worker.py")


class FailedChildError(Exception):
    """A measured process ended with a status that was not expected."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A child process that has ended."""

    cpu_ms: float
    peak_mb: float | None  # None: no more than this process has taken itself
    out: str


def run(command: Sequence[str], env: Mapping[str, str], *, fine: Sequence[int] = (0,)) -> Ended:
    """Run a command and count the CPU time of the whole process.

    Raises:
        FailedChildError: its exit status is not among `fine`.
    """
    child = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), **env}, cwd=ROOT,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    out = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    if child.returncode not in fine:
        raise FailedChildError(f"{' '.join(command)}: {child.returncode}")
    cpu_ms = (usage.ru_utime + usage.ru_stime) * 1000
    # a child inherits the peak of the process that starts it
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = megabytes(usage.ru_maxrss) if usage.ru_maxrss > own else None
    return Ended(cpu_ms, peak, out)


def worker(*words: str, env: Mapping[str, str]) -> Ended:
    """Run `worker.py` with these words."""
    return run([sys.executable, str(WORKER), *words], env)


def megabytes(maxrss: int) -> float:
    """Peak memory as the system states it (kB; bytes on macOS) in MB."""
    return maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def repeated(call: Callable[[], object], seconds: float) -> float:
    """CPU ms of one call, over as many as take `seconds` of CPU time; the first does not count."""
    call()
    count, start = 0, process_time()
    while process_time() - start < seconds:
        call()
        count += 1
    return (process_time() - start) / count * 1000


def rotated(names: Sequence[str], turn: int) -> list[str]:
    """The names, beginning with another in each round."""
    cut = turn % len(names)
    return [*names[cut:], *names[:cut]]


def middle(values: Sequence[float]) -> float:
    """The median, to two places."""
    return round(median(values), 2)


def middle_peak(ended: Sequence[Ended]) -> float | None:
    """The median peak in MB, None when a peak is not known."""
    peaks = [one.peak_mb for one in ended if one.peak_mb is not None]
    return middle(peaks) if len(peaks) == len(ended) else None
