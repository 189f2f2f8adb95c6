"""Two files of one report: every difference."""

import pytest

from drafting.many.versions import differences, finding_of, marked
from tests.comparing import PARAGRAPH, report

SENTENCES = [one + "。" for one in PARAGRAPH.split("。") if one]
OTHER = "县政府网站水务专栏改版，原有栏目并为6个。"


def codes(first: list[str], second: list[str]) -> list[str]:
    found = differences(report("签发.docx", overview=first), report("网页.html", overview=second))
    return [one.code for one in found]


def test_equal_texts_have_no_difference() -> None:
    assert codes([PARAGRAPH], [PARAGRAPH]) == []


def test_blanks_are_no_difference() -> None:
    assert codes([PARAGRAPH], [PARAGRAPH.replace("9期", " 9 期")]) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([PARAGRAPH], [PARAGRAPH.replace("37条", "73条")], ["CP-01"]),
        ([PARAGRAPH, OTHER], [PARAGRAPH], ["CP-02"]),
        ([PARAGRAPH], [PARAGRAPH, OTHER], ["CP-03"]),
        ([SENTENCES[0], OTHER], [OTHER, SENTENCES[0]], ["CP-04"]),
        ([PARAGRAPH], ["".join([SENTENCES[0], SENTENCES[2]])], ["CP-02"]),
    ],
)
def test_each_difference_has_its_code(
    first: list[str], second: list[str], expected: list[str]
) -> None:
    assert codes(first, second) == expected


def test_the_words_that_differ_are_marked_and_numbers_stay_whole() -> None:
    assert marked("收集意见37条，逐条回访", "收集意见73条，回访") == (
        "收集意见〔37〕条，〔逐条〕回访",
        "收集意见〔73〕条，〔〕回访",
    )


def test_a_missing_paragraph_is_one_difference() -> None:
    found = differences(
        report("签发.docx", overview=[OTHER, PARAGRAPH]), report("网页.html", overview=[OTHER])
    )
    assert [one.first for one in found] == [PARAGRAPH]


CELL = "t3/new/natural"


def cell_codes(first: str, second: str) -> list[str]:
    one = report("a", cells={CELL: first})
    other = report("b", cells={CELL: second})
    return [finding.code for finding in differences(one, other)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("12", "21", ["CP-05"]),
        ("0", "", ["CP-05"]),
        ("+3", "3", []),
        ("\uff11\uff12", "12", []),
        ("/", "0", ["CP-05"]),
    ],
)
def test_cells_differ_by_what_they_say(first: str, second: str, expected: list[str]) -> None:
    assert cell_codes(first, second) == expected


def test_a_cell_is_told_with_row_column_and_both_values() -> None:
    one = report("签发.docx", cells={CELL: "12"})
    other = report("网页.html", cells={CELL: "21"})
    (found,) = differences(one, other)
    finding = finding_of(found, one.name, other.name)
    assert "自然人" in finding.message
    assert "签发.docx为“12”，网页.html为“21”" in finding.message


def test_a_cell_that_was_not_read_is_told_apart_from_an_empty_one() -> None:
    one = report("签发.docx", cells={CELL: "12", "t3/new/total": "12"})
    other = report("网页.txt", cells={"t3/new/total": "12"})
    (found,) = differences(one, other)
    assert "网页.txt为没有读出" in finding_of(found, one.name, other.name).message
