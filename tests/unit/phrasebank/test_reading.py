"""Entries read from plain data, and written as such again."""

import re

import pytest

from drafting.errors import BrokenBankError
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.reading import data_of, entry_of

PLAIN = {
    "id": "nil.fee.90",
    "text": "未收取{{ what }}",
    "function": "nil",
    "topics": ["fee.nil"],
    "source": "written here",
    "fits": [{"slots": {"what": "信息处理费"}, "gives": "未收取信息处理费"}],
    "misfits": [{"slots": {}, "why": "没有写明费用名称"}],
}


def test_an_entry_tells_the_slots_that_it_prints_and_reads() -> None:
    entry = entry_of({**PLAIN, "when": "n > 0"}, bank="base", place="a.yaml")
    assert (sorted(entry.printed), sorted(entry.slots)) == (["what"], ["n", "what"])


@pytest.mark.parametrize("entry", load_bank().entries[::40], ids=lambda entry: entry.id)
def test_the_data_of_an_entry_give_the_same_entry(entry: Entry) -> None:
    assert entry_of(data_of(entry), bank=entry.bank, place="a.yaml") == entry


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"function": "praise"}, "的 function"),
        ({"colour": "red"}, "的 colour"),
        ({"text": "{{ what"}, "a.yaml（nil.fee.90）"),
        ({"when": "n >"}, "公式“n >”有误"),
        ({"fits": []}, "的 fits"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(change: dict[str, object], words: str) -> None:
    with pytest.raises(BrokenBankError, match=re.escape(words)):
        entry_of({**PLAIN, **change}, bank="base", place="a.yaml（nil.fee.90）")
