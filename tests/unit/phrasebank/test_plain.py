"""Bank files that would take more than they show."""

from pathlib import Path

import pytest

from drafting.errors import BrokenBankError
from phrasebank import plain
from phrasebank.manifest import read_manifest
from phrasebank.plain import load_plain
from phrasebank.reading import entry_of, read_entries

NESTED = "\n".join(
    ["x0: &x0 [甲, 甲]", *(f"x{at}: &x{at} [*x{at - 1}, *x{at - 1}]" for at in range(1, 40))]
)
MERGED = "\n".join(
    ["x0: &x0 {a: 1}", *(f"x{at}: &x{at} {{<<: [*x{at - 1}, *x{at - 1}]}}" for at in range(1, 40))]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.yaml"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"schema: 1\n{NESTED}\nentries: []", "第3行）：不能用别名"),
        (f"schema: 1\n{MERGED}\nentries: []", "第3行）：不能用别名"),
        ("schema: 1\nentries: " + "[" * 100_000, "嵌套超过12层"),
        ("schema: 1\nentries: " + "{a: " * 100_000, "嵌套超过12层"),
        ("schema: 1\nentries: [2023-13-45]", "不合写法的数或日期"),
        ("schema: 1\nentries: ]", "第2行）：不是合法的 YAML"),
        ("schema: 1\nentries: !!python/object:os.system {}", "不是合法的 YAML"),
    ],
    ids=["aliases", "merges", "lists", "maps", "date", "open", "object"],
)
def test_a_hostile_file_is_refused_with_its_line(path: Path, text: str, reason: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(BrokenBankError, match=reason):
        list(read_entries(path, "市"))
    with pytest.raises(BrokenBankError, match=reason):
        read_manifest(path)


def test_a_file_that_is_too_large_is_refused_unread(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "LARGEST", 10)
    path.write_text("schema: 1\nentries: [", "utf-8")
    with pytest.raises(BrokenBankError, match="文件过大"):
        load_plain(path)


@pytest.mark.parametrize("value", [{"甲": 1}, [["甲"]], [{"甲": 1}]])
def test_a_slot_of_an_example_holds_nothing_nested(value: object) -> None:
    data = {
        "id": "a.1", "text": "甲", "function": "total", "topics": ["x"], "source": "甲",
        "fits": [{"slots": {"n": value}, "gives": "甲"}], "misfits": [{"slots": {}, "why": "乙"}],
    }  # fmt: skip
    with pytest.raises(BrokenBankError, match=r"fits\.0\.slots\.n"):
        entry_of(data, bank="市", place="a")
