"""Claims in words as unlike writers put them, against the tables (01 §8.6)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
import yaml

from drafting.checking.check import check
from drafting.checking.notes import check_text
from drafting.findings import Finding, Severity
from drafting.report import ReportInput
from tests.builders import kind, note, report, requests

Sets = Mapping[str, Mapping[str, Sequence[str]]]
SETS: Sets = yaml.safe_load(Path(__file__).with_name("wordings.yaml").read_text("utf-8"))
TABLES = report(
    2023,
    t2={
        "normative_documents": {"issued": 16, "repealed": 5, "in_force": 88},
        "licence": {"decisions": 324},
        "penalty": {"decisions": 415},
        "compulsion": {"decisions": 29},
        "fees": {"amount": ("12万元", 12)},
    },
    t3=requests(
        """new 41 6 / carried_in 7 1 / open 18 2 / partial 10 1 / deny_1 1 / deny_5 6
        / unable_1 6 / refuse_1 4 / other_3 2 / carried_out 1 4"""
    ),  # new 47, carried in 8, processed 50, carried out 5
    t4={
        "review": {"upheld": 9, "corrected": 3, "other": 1, "pending": 2},  # 15
        "suit_direct": {"upheld": 2, "other": 1, "pending": 1},  # 4
        "suit_after": {"upheld": 6, "corrected": 1, "pending": 3},  # 10
    },
    fee={"notices": 3, "notified": 900, "collected": 600},
    last_year=report(2022, t3=requests("new 40 / carried_in 6 / open 38 / carried_out 8")),
)
NIL = report(2023)
_NUMBER = re.compile("【(.+?)】")
_HAN = "零一二三四五六七八九"


def tables_of(code: str) -> ReportInput:
    return NIL if code == "X-11" else TABLES


def found_in(text: str, code: str) -> list[Finding]:
    """What the sentence raises as a sentence of a draft."""
    found = check_text([("p", text)], tables_of(code), kind())
    return [finding for finding in found if finding.severity is not Severity.NOTE]


def codes_in(text: str, code: str) -> set[str]:
    return {finding.code for finding in found_in(text, code)}


def other_number(written: str) -> str:
    """Another number in the same hand."""
    if written[0] in "一二三四五六七八九十":
        return {"十五": "十九", "十六": "二十六", "十四": "十七"}.get(written, "三十三")
    return str(int(float(written)) + 19)


def plain(text: str) -> str:
    return _NUMBER.sub(r"\1", text)


def falsified(text: str) -> Iterator[str]:
    """The sentence with each of its numbers in turn replaced."""
    for match in _NUMBER.finditer(text):
        yield plain(f"{text[: match.start()]}{other_number(match[1])}{text[match.end() :]}")


def cases(group: Literal["counts", "wrong", "right", "misfits"]) -> list[tuple[str, str]]:
    return [(code, text) for code, sets in SETS.items() for text in sets.get(group, ())]


FALSE = [(code, text) for code, marked in cases("counts") for text in falsified(marked)]
SPOKEN = [(code, text) for code, text in [*FALSE, *cases("wrong")] if code != "X-12"]
TRUE = [(code, plain(text)) for code, text in [*cases("counts"), *cases("right")]]
UNLIKE = cases("misfits")


@pytest.mark.parametrize(("code", "text"), SPOKEN)
def test_a_false_claim_is_caught_in_any_wording(code: str, text: str) -> None:
    assert code in codes_in(text, code)


@pytest.mark.parametrize(("code", "text"), TRUE)
def test_a_true_claim_raises_nothing(code: str, text: str) -> None:
    assert found_in(text, code) == []


@pytest.mark.parametrize(("code", "text"), UNLIKE)
def test_a_claim_of_something_else_is_not_taken_for_the_tables(code: str, text: str) -> None:
    assert found_in(text, code) == []


def cases_missed(text: str) -> bool:
    """Whether the notes are said to pass over the cases of table four."""
    made = replace(TABLES, bullets=(note(text),))
    return "X-12" in {finding.code for finding in check(made, kind()).findings}


@pytest.mark.parametrize("text", SETS["X-12"]["right"])
def test_a_note_on_the_cases_counts_in_any_wording(text: str) -> None:
    assert not cases_missed(text)


@pytest.mark.parametrize("text", SETS["X-12"]["wrong"])
def test_a_note_that_only_sounds_like_cases_does_not_count(text: str) -> None:
    assert cases_missed(text)


@pytest.mark.parametrize("code", [f"X-{number:02}" for number in range(1, 18)])
def test_every_rule_has_a_dozen_wordings_and_eight_that_look_alike(code: str) -> None:
    sets = SETS[code]
    assert len({*sets.get("counts", ()), *sets.get("wrong", ()), *sets.get("right", ())}) >= 12
    assert len(sets.get("misfits", sets.get("wrong", ()))) >= 8
