"""Files compared: read side by side, then matched; one that cannot be read stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from drafting.errors import DraftingError, UsageError
from drafting.findings import Finding, Severity
from drafting.many.compared import Compared, compare, same_report
from drafting.many.reports import Report, names_of, read_report
from drafting.many.verdicts import findings_of, leftovers_of
from drafting.many.versions import Difference, differences, finding_of

_SIDE_BY_SIDE = 16  # files from which processes pay

Tell = Callable[[int], None]
"""Called with the number of files read since the last call."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that took no part."""

    name: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing files."""

    compared: Compared
    versions: tuple[Difference, ...] | None  # of two files of one report; None for others
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    report: Report | None = None
    leftovers: tuple[Finding, ...] = ()
    unread: Unread | None = None


def compare_files(
    paths: Sequence[Path], last: Sequence[Path] = (), *, tell: Tell = lambda _: None
) -> Comparison:
    """Reports compared with one another and with last year's; two of one report, as its versions.

    Raises:
        UsageError: one file and nothing to compare it with.
    """
    if len(paths) + len(last) < 2:
        message = "只给了一份报告，没有可以比较的。"
        raise UsageError(message, "请再给出别的报告，或用 --last-year 给出上年报告。")
    names = names_of([*paths, *last])
    read = _read_all([*paths, *last], names, tell)
    unread = tuple(one.unread for one in read if one.unread)
    own = [one for one in read[: len(paths)] if one.report]
    reports = [one.report for one in own if one.report]
    before = [one.report for one in read[len(paths) :] if one.report]
    if len(reports) == 2 and not before and same_report(*reports):
        found = differences(*reports)
        told = [finding_of(one, reports[0].name, reports[1].name) for one in found]
        return Comparison(Compared(tuple(reports), 2, (), ()), found, tuple(told), unread)
    compared = compare(reports, before)
    findings = (
        *findings_of(compared),
        *(finding for one in own for finding in one.leftovers),
        *_uncompared(compared),
    )
    return Comparison(compared, None, tuple(dict.fromkeys(findings)), unread)


def _read_all(paths: Sequence[Path], names: Sequence[str], tell: Tell) -> list[_Read]:
    found = []
    if len(paths) < _SIDE_BY_SIDE:
        for path, name in zip(paths, names, strict=True):
            found.append(_read(path, name))
            tell(1)
        return found
    with ProcessPoolExecutor(processors()) as pool:
        for one in pool.map(_read, paths, names, chunksize=4):
            found.append(one)
            tell(1)
    return found


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read(path: Path, name: str) -> _Read:
    try:
        report = read_report(path, name)
    except DraftingError as fault:  # as a value: it has to cross to another process
        return _Read(unread=Unread(name, fault.message, fault.remedy))
    return _Read(report, leftovers_of(report))


def _uncompared(compared: Compared) -> list[Finding]:
    """Files of one report among many, and reports of last year that belong to none."""
    tell = partial(Finding, "CP-06", Severity.NOTE)
    reports = compared.reports
    found = []
    for at in range(compared.count):
        before = [other for other in range(at) if same_report(reports[at], reports[other])]
        if before:
            found.append(
                tell(
                    f"与{reports[before[0]].name}是同一机关同一年度的报告，没有互相比较",
                    reports[at].name,
                    "要列出两份的差异，请单独比较这两份。",
                )
            )
    taken = {pair.second for pair in compared.pairs if pair.is_last_year}
    return found + [
        tell(
            f"没有同一机关的本年报告可以比较（机关：{reports[at].organisation or '未写明'}）",
            reports[at].name,
            "核对两年的报告是否写着同一个机关名称和各自的年度。",
        )
        for at in range(compared.count, len(reports))
        if at not in taken
    ]
