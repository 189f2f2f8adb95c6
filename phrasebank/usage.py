"""What became of the wordings: in which reports they were used, and what editors did to them.

One SQLite file in the user's data folder, as the base bank's own folder cannot be written. A
report stands in it once, with its latest state: reading a file twice counts it once.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from drafting.errors import UnreadableFileError, UnwritableFileError

_LAYOUT = 1
_WAIT = 20.0  # seconds for another process that writes
_TABLE = """
CREATE TABLE used (
  report TEXT NOT NULL, entry TEXT NOT NULL, kept INTEGER NOT NULL, reworded INTEGER NOT NULL,
  deleted INTEGER NOT NULL, unread INTEGER NOT NULL, PRIMARY KEY (report, entry)
);
"""


class Outcome(Enum):
    """What an editor did to a sentence that an entry worded."""

    KEPT = "kept"
    REWORDED = "reworded"
    DELETED = "deleted"
    UNREAD = "unread"  # nobody has saved the draft yet: it tells nothing


@dataclass(frozen=True, slots=True)
class Use:
    """One sentence of a report that an entry worded."""

    entry: str  # "bank:id"
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of an entry over all reports."""

    entry: str  # "bank:id"
    reports: int
    kept: int
    reworded: int
    deleted: int
    unread: int

    @property
    def judged(self) -> int:
        """Uses that an editor has seen."""
        return self.kept + self.reworded + self.deleted

    @property
    def acceptance(self) -> float | None:
        """Share of the judged uses that was kept; None where none was."""
        return round(self.kept / self.judged, 4) if self.judged else None

    @property
    def standing(self) -> float:
        """The acceptance as if one more use was kept and one not: few uses say little."""
        return round((self.kept + 1) / (self.judged + 2), 4)


def usage_file() -> Path:
    """Where the uses are kept; `DRAFTING_DATA` names another folder."""
    named = os.environ.get("DRAFTING_DATA")
    if named:
        return Path(named) / "usage.sqlite"
    if sys.platform == "win32":
        place = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    else:
        place = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
    return place / "drafting" / "usage.sqlite"


def record(path: Path, report: str, uses: Iterable[Use]) -> None:
    """Put down the uses of a report in place of what was put down of it before.

    Raises:
        UnwritableFileError: the file cannot be written.
    """
    counts: dict[str, Counter[Outcome]] = {}
    for use in uses:
        counts.setdefault(use.entry, Counter())[use.outcome] += 1
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UnwritableFileError(path.parent, "不能建立该文件夹", "请检查权限。") from fault
    with _opened(path) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("DELETE FROM used WHERE report = ?", (report,))
        database.executemany(
            "INSERT INTO used VALUES (?, ?, ?, ?, ?, ?)",
            [(report, entry, *(count[outcome] for outcome in Outcome)) for entry, count in counts.items()],
        )  # fmt: skip
        database.execute("COMMIT")


def tallies(path: Path) -> tuple[Tally, ...]:
    """Every entry that was used: those that editors keep first, then the most used, then by name.

    Raises:
        UnreadableFileError: the file is damaged.
    """
    if not path.is_file():
        return ()
    with _opened(path) as database:
        rows = database.execute(
            "SELECT entry, count(*), sum(kept), sum(reworded), sum(deleted), sum(unread)"
            " FROM used GROUP BY entry"
        ).fetchall()
    found = (Tally(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (-one.standing, -one.judged, one.entry)))


def standings(path: Path) -> Mapping[str, float]:
    """`bank:id` -> standing of every entry that an editor has seen."""
    return {tally.entry: tally.standing for tally in tallies(path) if tally.judged}


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
    try:
        layout = database.execute("PRAGMA user_version").fetchone()[0]
        if layout == 0:
            database.executescript(
                f"BEGIN IMMEDIATE; {_TABLE} PRAGMA user_version = {_LAYOUT}; COMMIT;"
            )
        elif layout != _LAYOUT:
            raise UnreadableFileError(path, "它由更新版本的工具写成", "请先升级本工具。")
        yield database
    except sqlite3.DatabaseError as fault:
        raise UnreadableFileError(
            path, "使用记录已损坏", "请把它移走，再用 drafting phrases stats 重新读入各稿。"
        ) from fault
    finally:
        database.close()
