import io
from pathlib import Path

import openpyxl
import pytest

from drafting.intake.raw import Plain, RawInput
from drafting.intake.workbook import split_workbooks
from drafting.intake.xlsx import merge_workbooks, read_workbook
from drafting.kinds import load_kind
from drafting.location import Location


def raw(name: str, **data: Plain) -> RawInput:
    return RawInput(name, data, {"figures.t3.new.natural": Location(name, sheet="表三", cell="D7")})


def figures(value: Plain) -> dict[str, Plain]:
    return {"t3": {"new": {"natural": value}}}


def test_figures_of_two_offices_come_together() -> None:
    merged = merge_workbooks(
        [
            raw("甲", figures={"t3": {"new": {"natural": 1}}}),
            raw("乙", figures={"t3": {"new": {"legal": 2}}}),
        ]
    )
    assert merged.data["figures"] == {"t3": {"new": {"natural": 1, "legal": 2}}}
    assert merged.name == "甲、乙"


def test_two_values_of_one_cell_are_reported_with_both_places() -> None:
    merged = merge_workbooks([raw("甲", figures=figures(1)), raw("乙", figures=figures(2))])
    (finding,) = merged.findings
    assert merged.data["figures"] == figures(1)
    assert (finding.code, finding.place) == ("IN-16", "甲 “表三”D7")
    assert "乙 “表三”D7" in finding.message


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (None, 2, 2),
        (2, None, 2),
        (2, {"value": 2, "from": "信访科"}, 2),
        ({"value": None, "from": "信访科"}, 3, 3),
    ],
)
def test_a_missing_value_gives_way_and_an_equal_one_is_no_contradiction(
    first: Plain, second: Plain, kept: Plain
) -> None:
    merged = merge_workbooks(
        [raw("甲", figures=figures(first)), raw("乙", figures=figures(second))]
    )
    assert merged.data["figures"] == figures(kept)
    assert merged.findings == ()


def test_notes_of_one_topic_stand_together() -> None:
    first: Plain = {"overview": [{"topic": "监督保障", "points": ["一"]}]}
    second: Plain = {"overview": ["散条", {"topic": "监督保障", "points": ["二"]}]}
    merged = merge_workbooks([raw("甲", bullets=first), raw("乙", bullets=second)])
    assert merged.data["bullets"] == {
        "overview": [{"topic": "监督保障", "points": ["一", "二"]}, "散条"]
    }


def test_plans_keep_answering_the_problems_of_their_own_workbook() -> None:
    first: Plain = {"problems": ["一", "二"], "plans": ["甲"]}
    second: Plain = {"problems": ["三"], "plans": [{"text": "乙", "answers": 1}]}
    merged = merge_workbooks([raw("甲", bullets=first), raw("乙", bullets=second)])
    assert merged.data["bullets"] == {
        "problems": ["一", "二", "三"],
        "plans": ["甲", {"text": "乙", "answers": 3}],
    }


def test_an_agreement_on_blank_cells_holds_only_when_all_offices_share_it() -> None:
    merged = merge_workbooks(
        [
            raw("甲", figures={"t3": {"default": 0}}),
            raw("乙", figures={"t3": {"new": {"legal": 1}}}),
        ]
    )
    assert merged.data["figures"] == {"t3": {"new": {"legal": 1}}}
    assert [finding.code for finding in merged.findings] == ["IN-16"]


def test_different_names_of_the_organ_are_reported() -> None:
    merged = merge_workbooks(
        [raw("甲", organisation={"name": "某局"}), raw("乙", organisation={"name": "某办"})]
    )
    assert merged.data["organisation"] == {"name": "某局"}
    assert [finding.code for finding in merged.findings] == ["IN-16"]


def test_split_workbooks_filled_and_read_are_one_input(tmp_path: Path) -> None:
    kind = load_kind("disclosure")
    offices = {
        "t2": "审批科",
        "t3": "办公室",
        "t4": "审批科",
        "fee": "办公室",
        "publicity": "办公室",
    }
    books = split_workbooks(kind, 2023, organisation="某局", offices=offices)
    cells = {"审批科": ("表二 主动公开", "B10"), "办公室": ("表三 申请", "D7")}
    raws = []
    for office, data in books.items():
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet, cell = cells[office]
        book[sheet][cell] = 8
        book.save(tmp_path / f"{office}.xlsx")
        raws.append(read_workbook(tmp_path / f"{office}.xlsx"))
    merged = merge_workbooks(raws)
    assert merged.data["figures"] == {
        "t2": {"licence": {"decisions": {"value": 8, "from": "审批科"}}},
        "t3": {"new": {"natural": {"value": 8, "from": "办公室"}}},
    }
    assert merged.findings == ()
