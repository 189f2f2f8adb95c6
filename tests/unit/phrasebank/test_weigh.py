"""What editors keep may count in the choice; without it the choice is as it was."""

from collections import Counter
from dataclasses import replace

import pytest

from phrasebank.bank import Bank, bank_of
from phrasebank.choice import Situation, choose
from phrasebank.entry import Entry

ENTRIES = tuple(Entry(id_, id_, "measure", ("x",)) for id_ in ("a", "b"))
BANK = bank_of(ENTRIES, ())
PLACE = Situation("measure", "x", "disclosure", 2023, "department", {})


def chosen(bank: Bank, *, weighed: bool) -> list[str]:
    return [
        found[0].id
        for at in range(300)
        if (
            found := choose(
                bank, PLACE, seed=7, message=f"m{at}", used={},
                weigh=bank.weigh if weighed else None,
            )
        )
    ]  # fmt: skip


def test_a_bank_without_acceptance_chooses_as_without_weights() -> None:
    assert chosen(BANK, weighed=True) == chosen(BANK, weighed=False)


@pytest.mark.parametrize(("share", "least", "most"), [(0.9, 240, 300), (0.1, 0, 60)])
def test_an_entry_is_drawn_more_often_the_more_editors_keep_it(
    share: float, least: int, most: int
) -> None:
    bank = replace(BANK, acceptance={"base:a": share, "base:b": 1 - share})
    assert least <= Counter(chosen(bank, weighed=True))["a"] <= most


def test_the_same_acceptance_chooses_the_same() -> None:
    bank = replace(BANK, acceptance={"base:a": 0.7})
    assert chosen(bank, weighed=True) == chosen(bank, weighed=True)
