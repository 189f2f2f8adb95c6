"""`drafting phrases show`: the layer of an entry, and what it hides."""

from pathlib import Path

import pytest

from drafting.errors import UsageError
from drafting.phrase_view import look_up

OWN = """schema: 1
bank: {name: ju, layer: department, title: 某局}
entries:
  - id: nil.requests.nil.01
    text: 全年没有收到政府信息公开申请
    function: nil
    topics: [requests.nil]
    source: written here
    version: 3
    fits: [{slots: {}, gives: 全年没有收到政府信息公开申请}]
    misfits: [{slots: {}, why: 示例}]
"""


def test_an_entry_tells_its_layer_and_what_it_hides(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    shown = look_up([tmp_path / "own.yaml"], "nil.requests.nil.01")
    assert shown["state"] == "可用"
    assert (shown["entry"]["layer"], shown["entry"]["bank"], shown["entry"]["version"]) == (
        "部门",
        "ju",
        3,
    )
    assert [(one["layer"], one["bank"]) for one in shown["hides"]] == [("基础", "base")]


def test_an_entry_that_a_layer_hides_is_told_as_hidden(tmp_path: Path) -> None:
    bank = tmp_path / "own.yaml"
    bank.write_text(
        "schema: 1\nbank: {name: ju, hides: [nil.requests.nil.01]}\nentries: []\n", "utf-8"
    )
    shown = look_up([bank], "nil.requests.nil.01")
    assert (shown["state"], shown["entry"], shown["hides"][0]["bank"]) == (
        "被上层隐藏",
        None,
        "base",
    )


def test_an_unknown_entry_is_told_with_the_nearest_ids() -> None:
    with pytest.raises(UsageError, match=r"nil\.requests\.nil\.01"):
        look_up([], "nil.request.nil.01")
