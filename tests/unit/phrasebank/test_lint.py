"""The checks of entries, each with what it flags and what passes."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from drafting.findings import Finding, Severity
from phrasebank.bank import Bank, Layer, bank_of
from phrasebank.entry import Entry
from phrasebank.lint import Desk, Placed, lint_entries, missing
from phrasebank.manifest import Manifest
from phrasebank.needs import Need
from phrasebank.reading import entry_of

NEEDS = (
    Need(
        ("total",), ("requests", "requests.more"), frozenset({"n", "m", "office", "year"}),
        "disclosure", (2019, 2020), required=True,
        cases=(("total", {"n": Decimal(1)}), ("total", {"n": Decimal(3)})),
    ),
    Need(("increase",), ("change",), frozenset({"rate"}), "disclosure", (2021, None), cases=(("increase", {"rate": Decimal(3)}),)),
)  # fmt: skip


def entry(entry_id: str = "a.1", **changes: Any) -> Entry:
    data = {
        "id": entry_id, "text": "收到申请{{ n|count('件') }}", "function": "total", "topics": ["requests"],
        "source": "written here",
        "fits": [{"slots": {"n": 3}, "gives": "收到申请3件"}],
        "misfits": [{"slots": {}, "why": "没有数"}],
    } | changes  # fmt: skip
    return entry_of(data, bank="市", place="a")


def bank(entries: Iterable[Entry]) -> Bank:
    return bank_of(entries, (Layer(Manifest("市"), "", ""),))


def found(*entries: Entry, under: Iterable[Entry] = ()) -> list[Finding]:
    placed = [Placed(one, "总数.yaml") for one in entries]
    desk = Desk(bank([*under, *entries]), NEEDS, frozenset({"disclosure"}))
    return list(lint_entries(placed, desk))


def codes(*entries: Entry, under: Iterable[Entry] = ()) -> list[str]:
    return [finding.code for finding in found(*entries, under=under)]


def test_a_sound_entry_has_no_finding() -> None:
    assert codes(entry()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "顺利收到申请{{ n|count('件') }}"}, "PB-05"),
        ({"text": "大量收到申请{{ n|count('件') }}，增幅明显"}, "PB-06"),
        ({"text": "三次收到申请{{ n|count('件') }}"}, "PB-07"),
        ({"when": "n > 1 and n < 1"}, "PB-10"),
        ({"when": "n > 1 and n < 2"}, "PB-10"),  # a count is whole
        ({"when": "not known(n)"}, "PB-10"),  # the text prints it
        ({"when": "level == 'town'", "levels": ["government"]}, "PB-10"),
        ({"when": "year <= 2020", "years": {"from": 2021}}, "PB-10"),
        ({"when": "topic == 'other'"}, "PB-10"),
        ({"text": "收到申请{{ nn|count('件') }}"}, "PB-11"),
        ({"topics": ["request"]}, "PB-12"),
        ({"function": "plan"}, "PB-12"),
        ({"kinds": ["budget"]}, "PB-12"),
        ({"years": {"from": 2022, "to": 2021}}, "PB-13"),
        ({"levels": []}, "PB-13"),
        ({"topics": []}, "PB-13"),
        ({"successor": "a.9"}, "PB-14"),
        ({"successor": "a.1"}, "PB-14"),
        ({"fits": [{"slots": {"m": 3}, "gives": "收到申请3件"}]}, "PB-03"),
        ({"misfits": [{"slots": {"n": 3}, "why": "无"}]}, "PB-04"),
        ({"fits": [{"slots": {"n": True}, "gives": "收到申请1件"}]}, "PB-03"),
        ({"fits": [{"slots": {"n": ["3"]}, "gives": "收到申请3件"}]}, "PB-03"),
        ({"fits": [{"slots": {"n": float("inf")}, "gives": "收到申请3件"}]}, "PB-03"),
        ({"when": "n > 1e400 * 0"}, "PB-03"),
        ({"claims": ["已办结"]}, "PB-18"),
        ({"text": "落实“六稳”政策，收到申请{{ n|count('件') }}", "years": {"to": 2024}}, "PB-16"),
    ],
)
def test_a_fault_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in codes(entry(**changes))


def test_a_finding_names_file_entry_and_remedy() -> None:
    (first, *_) = found(entry(text="三次收到申请{{ n|count('件') }}"))
    assert first.place == "总数.yaml（a.1）"
    assert first.severity is Severity.ERROR
    assert "“三”" in first.message
    assert "槽位" in first.remedy


def test_an_unknown_topic_is_told_with_those_that_there_are() -> None:
    (first,) = found(entry(topics=["request"]))
    assert "requests" in first.remedy


@pytest.mark.parametrize(
    ("words", "years", "severity"),
    [
        ("“六稳”", {"from": 2019, "to": 2021}, None),
        ("“六稳”", {"to": 2024}, Severity.WARNING),
        ("“六稳”", {"from": 2023}, Severity.ERROR),
        ("“六稳”和党的二十大", {}, Severity.ERROR),
        ("“放管服”", {}, Severity.NOTE),
        ("“五公开”", {}, None),
    ],
)
def test_years_must_be_those_of_the_terms_in_the_text(
    words: str, years: dict[str, int], severity: Severity | None
) -> None:
    dated = entry(text=f"落实{words}要求，收到申请{{{{ n|count('件') }}}}", years=years)
    made = [finding.severity for finding in found(dated) if finding.code == "PB-16"]
    assert made == ([severity] if severity else [])


def test_a_retired_entry_is_judged_by_its_successor_only() -> None:
    old = entry(text="顺利收到申请{{ n|count('件') }}", status="retired", successor="a.2")
    assert codes(old, entry("a.2")) == []
    assert codes(old) == ["PB-14"]


def test_successors_that_go_round_are_told_with_the_way() -> None:
    one = entry(status="retired", successor="a.2")
    other = entry("a.2", status="retired", successor="a.1")
    assert ["a.1→a.2→a.1" in finding.message for finding in found(one, other)] == [True, False]


# ---- doubles ------------------------------------------------------------------------------


LONG = "{{ year }}年收到公民、法人或者其他组织提出的政府信息公开申请共{{ n|count('件') }}"


def long(entry_id: str, text: str, **changes: Any) -> Entry:
    return entry(
        entry_id, text=text, fits=[{"slots": {"n": 3, "year": 2020}, "gives": "甲"}], **changes
    )


def test_two_entries_that_differ_in_slots_only_are_doubles() -> None:
    one, other = (
        entry(),
        entry("a.2", text="收到申请{{ m|count('件') }}", fits=[{"slots": {"m": 3}}]),
    )
    assert codes(one, other) == ["PB-08"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONG.replace("共", ""), ["PB-09"]),
        (LONG.replace("收到", "新收"), ["PB-09"]),
        (LONG.replace("收到公民、法人或者其他组织", "受理自然人和单位"), []),
    ],
)
def test_near_variants_are_told(text: str, expected: list[str]) -> None:
    assert codes(long("a.1", LONG), long("a.2", text)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"when": "n == 1"}, {"when": "n > 1"}),
        ({"when": "known(office)"}, {"when": "not known(office)"}),
        ({"levels": ["town"]}, {"levels": ["department"]}),
        ({"topics": ["requests"]}, {"topics": ["requests.more"]}),
        ({"years": {"to": 2019}}, {"years": {"from": 2020}}),
        ({"register": "formal"}, {"register": "plain"}),
        ({"regions": ["甲市"]}, {"regions": ["乙市"]}),
    ],
)
def test_the_same_words_for_different_occasions_are_no_doubles(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    pair = long("a.1", LONG, **one), long("a.2", LONG, **other)
    assert not {"PB-08", "PB-09"} & set(codes(*pair))


def test_an_entry_that_says_what_a_lower_bank_says_is_a_double() -> None:
    below = replace(entry("b.1"), bank="base")
    (only,) = found(entry(), under=[below])
    assert only.code == "PB-08"
    assert "base:b.1" in only.message
    assert only.place == "总数.yaml（a.1）"


def test_doubles_within_a_lower_bank_are_not_told() -> None:
    below = [replace(entry(name), bank="base") for name in ("b.1", "b.2")]
    assert codes(entry(text="申请共有{{ n|count('件') }}"), under=below) == []


# ---- what is missing ----------------------------------------------------------------------


def gaps(*entries: Entry) -> list[Finding]:
    return [
        finding for finding in missing(bank(entries), NEEDS, "市") if "total" in finding.message
    ]


def test_a_bank_that_says_every_case_lacks_nothing() -> None:
    assert gaps(entry()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"when": "n > 1"}, "人民政府、部门、镇街，2019年，已知 n=1"),
        ({"levels": ["town", "department"]}, "（报告类型 disclosure，人民政府，2019年"),
        ({"years": {"to": 2019}}, "2020年"),
        ({"years": {"from": 2020}}, "2019年"),
        ({"status": "draft"}, "2019年"),
        ({"regions": ["甲市"]}, "2019年"),
    ],
)
def test_a_case_without_a_wording_is_told_with_level_and_year(
    changes: dict[str, Any], words: str
) -> None:
    (only,) = gaps(entry(**changes))
    assert words in only.message
    assert only.severity is Severity.ERROR


def test_a_sentence_that_may_be_left_out_is_a_note() -> None:
    found_ = [f for f in missing(bank([]), NEEDS, "市") if "increase" in f.message]
    assert [finding.severity for finding in found_] == [Severity.NOTE]
