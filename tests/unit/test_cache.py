"""Compiled data: what cannot be read is made again."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from drafting import cache
from drafting.cache import cached, restore, state_of


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the pickling of compiled data."""

    __getstate__ = state_of
    __setstate__ = restore

    name: str
    number: int


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAFTING_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", "utf-8")
    return path


def _forget() -> None:
    cache._held.clear()


def test_a_second_process_takes_what_was_kept(source: Path) -> None:
    made: list[str] = []

    def make(digest: str) -> Value:
        made.append(digest)
        return Value("甲", 1)

    for _ in range(2):
        _forget()
        assert cached("test", [source], make) == Value("甲", 1)
    assert len(made) == 1


@pytest.mark.parametrize(
    "kept", [b"", b"no pickle", b"\x80\x04\x95"], ids=["empty", "foreign", "cut"]
)
def test_what_cannot_be_read_is_made_again(source: Path, kept: bytes) -> None:
    cached("test", [source], lambda _: Value("甲", 1))
    (path,) = (source.parent / "cache").glob("test-*.pickle")
    path.write_bytes(kept)
    _forget()
    assert cached("test", [source], lambda _: Value("乙", 2)) == Value("乙", 2)


def test_a_value_kept_with_fewer_fields_is_made_again(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Value, "__getstate__", lambda self: (self.name,))
    cached("test", [source], lambda _: Value("甲", 1))
    monkeypatch.undo()
    monkeypatch.setenv("DRAFTING_CACHE", str(source.parent / "cache"))
    _forget()
    assert cached("test", [source], lambda _: Value("乙", 2)) == Value("乙", 2)
