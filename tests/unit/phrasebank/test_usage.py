"""Uses of wordings, counted once a report, whoever reads the file how often."""

from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from phrasebank.usage import Outcome, Tally, Use, record, standings, tallies

KEPT, REWORDED, DELETED, UNREAD = Outcome


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "usage.sqlite"


def uses(entry: str, *outcomes: Outcome) -> list[Use]:
    return [Use(entry, outcome) for outcome in outcomes]


def test_uses_are_counted_by_what_became_of_them(file: Path) -> None:
    record(file, "2023", uses("base:a", KEPT, KEPT, REWORDED))
    record(file, "2024", uses("base:a", KEPT, DELETED, UNREAD))
    (tally,) = tallies(file)
    assert tally == Tally("base:a", 2, kept=3, reworded=1, deleted=1, unread=1)
    assert (tally.judged, tally.acceptance, tally.standing) == (5, 0.6, 0.5714)  # 3/5; 4/7


def test_a_report_that_is_read_again_counts_with_its_latest_state(file: Path) -> None:
    record(file, "2023", uses("base:a", UNREAD) + uses("base:b", UNREAD))
    record(file, "2023", uses("base:a", DELETED))
    assert tallies(file) == (Tally("base:a", 1, 0, 0, 1, 0),)


def test_what_editors_keep_comes_first_and_few_uses_say_little(file: Path) -> None:
    record(file, "2023", uses("base:once", KEPT) + uses("base:never", UNREAD))
    record(file, "2024", uses("base:often", *[KEPT] * 9, REWORDED) + uses("base:gone", DELETED))
    assert [tally.entry for tally in tallies(file)] == [
        "base:often",  # 10/12
        "base:once",  # 2/3
        "base:never",  # 1/2
        "base:gone",  # 1/3
    ]


def test_only_what_an_editor_has_seen_has_a_standing(file: Path) -> None:
    record(file, "2023", uses("base:a", KEPT) + uses("base:b", UNREAD))
    assert standings(file) == {"base:a": 0.6667}


def test_without_a_file_nothing_was_used(file: Path) -> None:
    assert (tallies(file), file.exists()) == ((), False)


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_damaged_file_is_told_and_kept(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="使用记录已损坏"):
        tallies(file)
    assert file.read_bytes() == content
