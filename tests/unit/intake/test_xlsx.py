import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting import bundled
from drafting.intake.raw import Plain, RawInput
from drafting.intake.workbook import fill_workbook, write_workbook
from drafting.intake.xlsx import read_workbook
from drafting.kinds import load_kind

KIND = load_kind("disclosure")
COLUMNS = ("natural", "commercial", "research", "welfare", "legal", "other_org", "total")
T3_2025 = """\
new,13612,252,0,45,128,32,14069
carried_in,535,6,0,1,18,0,560
open,5345,129,0,41,19,14,5548
partial,2120,39,0,1,6,2,2168
deny_1,13,0,0,0,0,0,13
deny_2,30,0,0,0,0,0,30
deny_3,11,0,0,0,0,0,11
deny_4,49,2,0,0,0,0,51
deny_5,103,1,0,0,0,0,104
deny_6,84,1,0,0,0,0,85
deny_7,282,4,0,0,0,0,286
deny_8,147,0,0,0,1,2,150
unable_1,3075,50,0,0,89,8,3222
unable_2,177,3,0,0,0,0,180
unable_3,19,0,0,0,0,0,19
refuse_1,199,1,0,0,3,0,203
refuse_2,147,1,0,0,0,0,148
refuse_3,0,0,0,0,0,0,0
refuse_4,100,1,0,0,0,0,101
refuse_5,5,0,0,0,0,0,5
other_1,315,3,0,0,0,0,318
other_2,202,0,0,1,0,0,203
other_3,941,17,0,1,3,3,965
processed,13364,252,0,44,121,29,13810
carried_out,783,6,0,2,25,3,819"""
GROUPS = ("review", "suit_direct", "suit_after")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")

# 01 §11, both fixtures
FIGURES_2025: dict[str, Plain] = {
    "t2": {
        "rules": {"issued": 3, "repealed": 5, "in_force": 74},
        "normative_documents": {"issued": 564, "repealed": 984, "in_force": 4185},
        "licence": {"decisions": 11398889},
        "penalty": {"decisions": 6937489},
        "compulsion": {"decisions": 166105},
        "fees": {"amount": 316441},
    },
    "t3": {
        line.split(",")[0]: dict(zip(COLUMNS, map(int, line.split(",")[1:]), strict=True))
        for line in T3_2025.splitlines()
    },
    "t4": {
        group: dict(zip(OUTCOMES, values, strict=True))
        for group, values in zip(
            GROUPS,
            ((376, 97, 196, 121, 790), (16, 1, 12, 27, 56), (74, 1, 30, 51, 156)),
            strict=True,
        )
    },
}
FIGURES_2019: dict[str, Plain] = {
    "t2": {
        "licence": {"prev_items": 17, "delta": 2, "decisions": 324},
        "penalty": {"prev_items": 14, "delta": -3, "decisions": 29},
        "fees": {"prev_items": 1, "delta": 0},
        "procurement": {"projects": 4, "amount": "251000元"},
        "default": 0,
    },
    "t3": {
        "new": dict(zip(COLUMNS, (821, 35, 0, 0, 2, 1, 859), strict=True)),
        "carried_in": {"natural": 18, "total": 18},
        "open": {"natural": 258},
        "other": {"natural": 5},
        "processed": {"natural": 767, "total": 805},
        "carried_out": {"total": 72},
    },
    "t4": {
        group: dict(zip(OUTCOMES, values, strict=True))
        for group, values in zip(
            GROUPS, ((5, 0, 0, 2, 7), (8, 0, 0, 1, 9), (0, 0, 0, 0, 0)), strict=True
        )
    },
    "fee": {"notices": 3, "notified": 1200.5, "collected": 0},
    "publicity": {"total": 1865, "trainings": 2},
}


BLANK = write_workbook(KIND, 2020)


def read_back(folder: Path, raw: Mapping[str, Plain], year: int) -> RawInput:
    path = folder / "input.xlsx"
    path.write_bytes(fill_workbook(raw, KIND, year))
    return read_workbook(path)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2024])
def test_an_unfilled_workbook_gives_no_figures_and_no_notes(tmp_path: Path, year: int) -> None:
    path = tmp_path / "空白.xlsx"
    path.write_bytes(write_workbook(KIND, year, organisation="某局"))
    raw = read_workbook(path)
    assert raw.data == {
        "schema": 1, "kind": "disclosure", "year": year, "organisation": {"name": "某局"},
    }  # fmt: skip
    assert raw.findings == ()


@pytest.mark.parametrize(("year", "figures"), [(2025, FIGURES_2025), (2019, FIGURES_2019)])
def test_reference_figures_come_back_as_they_went_in(
    tmp_path: Path, year: int, figures: dict[str, Plain]
) -> None:
    raw = read_back(tmp_path, {"figures": figures}, year)
    assert raw.data["figures"] == figures
    assert raw.findings == ()


def test_facts_about_the_organ_come_back_under_their_keys(tmp_path: Path) -> None:
    tree: dict[str, Plain] = {
        "kind": "disclosure",
        "year": 2020,
        "organisation": {
            "name": "南岗区交通运输和站前管理局", "self": "我局", "level": "department",
            "led_by": "区委、区政府", "region": "哈尔滨市南岗区", "rulemaking": False,
        },
        "contact": {
            "office": "法制科", "address": "永兴路1号", "phone": "0451-1", "postcode": "150000",
            "email": "a@b.cn", "url": "http://b.cn",
        },
        "basis": ["《甲通知》", {"title": "《乙格式》", "number": "国办公开办函〔2019〕60号"}],
        "last_year": "2019.yaml",
    }  # fmt: skip
    assert read_back(tmp_path, tree, 2020).data == {"schema": 1, **tree}


def test_notes_come_back_in_their_shapes_and_order(tmp_path: Path) -> None:
    bullets: dict[str, Plain] = {
        "overview": [
            "没有主题的一条",
            {
                "topic": "优化办事流程",
                "points": [
                    "设“交通服务窗口”",
                    {
                        "text": "受理复工承诺",
                        "value": 261,
                        "unit": "户",
                        "last_year": 12,
                        "from": "运管科",
                    },
                ],
            },
        ],
        "problems": ["主动公开少", "更新不及时"],
        "improvements": ["上年所提问题已整改"],
        "plans": [{"text": "加快更新", "answers": 2}],
        "other": ["无"],
    }
    raw = read_back(tmp_path, {"bullets": bullets}, 2020)
    assert raw.data["bullets"] == bullets
    assert str(raw.place("bullets.overview.1.points.1")) == "input.xlsx “要点”D7"


def test_problems_keep_their_numbers_when_topics_return(tmp_path: Path) -> None:
    problems: list[Plain] = [
        {"topic": topic, "points": [text]}
        for topic, text in (("内容", "一"), ("时效", "二"), ("内容", "三"))
    ]
    raw = read_back(tmp_path, {"bullets": {"problems": problems}}, 2020)
    assert raw.data["bullets"] == {"problems": problems}


def test_an_unknown_figure_is_neither_zero_nor_left_out(tmp_path: Path) -> None:
    figures: dict[str, Plain] = {"t3": {"new": {"natural": None, "legal": 0}, "default": 0}}
    assert read_back(tmp_path, {"figures": figures}, 2023).data["figures"] == figures


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(
            {"t3": {"new": {"natural": {"value": 3, "from": "信访科", "base": "本级"}}}}, id="row"
        ),
        pytest.param(
            {"t4": {"review": {"upheld": {"value": 6, "from": "法规科", "confirmed_by": "张三"}}}},
            id="group",
        ),
        pytest.param({"fee": {"notices": {"value": 0, "from": "财务科"}}}, id="other data"),
        pytest.param(
            {
                "t2": {
                    "licence": {
                        "prev_items": {"value": 17, "from": "法规科"},
                        "delta": 2,
                        "decisions": {"value": 324, "from": "审批科", "as_of": "2020-12-31"},
                    }
                }
            },
            id="several in one row",
        ),
    ],
)
def test_suppliers_come_back_with_their_figures(tmp_path: Path, figures: dict[str, Plain]) -> None:
    assert read_back(tmp_path, {"figures": figures}, 2020).data["figures"] == figures


def test_subtotals_that_the_form_does_not_print_come_back(tmp_path: Path) -> None:
    figures: dict[str, Plain] = {"t3": {"deny": {"natural": 719, "total": 730}}}
    assert read_back(tmp_path, {"figures": figures}, 2025).data["figures"] == figures


def test_each_figure_knows_its_cell(tmp_path: Path) -> None:
    raw = read_back(tmp_path, {"figures": {"t3": {"carried_in": {"commercial": 4}}}}, 2020)
    place = raw.place("figures.t3.carried_in.commercial")
    assert (place.file, place.sheet, place.cell) == ("input.xlsx", "表三 申请", "E8")


def test_a_rewritten_sample_row_counts_as_a_note(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(BLANK))
    book["要点"]["D4"] = "开展政务开放日活动"
    for cell in ("E4", "F4", "G4", "I4"):
        book["要点"][cell] = None
    book.save(tmp_path / "a.xlsx")
    raw = read_workbook(tmp_path / "a.xlsx")
    assert raw.data["bullets"] == {"overview": ["开展政务开放日活动"]}
    assert [(finding.code, finding.place) for finding in raw.findings] == [
        ("IN-18", "a.xlsx “要点”D4")
    ]


@pytest.mark.parametrize(("section", "kept"), [("随便", "overview"), (None, "overview")])
def test_a_note_without_a_known_section_is_kept_and_reported(
    tmp_path: Path, section: str | None, kept: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(BLANK))
    book["要点"]["B5"], book["要点"]["D5"] = section, "一件事"
    book.save(tmp_path / "a.xlsx")
    raw = read_workbook(tmp_path / "a.xlsx")
    assert raw.data["bullets"] == {kept: ["一件事"]}
    assert [finding.code for finding in raw.findings] == ["IN-15"]


def test_lines_pasted_into_one_cell_are_several_notes(tmp_path: Path) -> None:
    raw = read_back(tmp_path, {"bullets": {"plans": ["加强培训\n完善制度"]}}, 2020)
    assert raw.data["bullets"] == {"plans": ["加强培训", "完善制度"]}


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped kind with questions of our own."""
    folder = tmp_path_factory.mktemp("templates")
    shutil.copytree(bundled.templates_folder() / "disclosure", folder / "disclosure")
    (folder / "disclosure" / "topics.yaml").write_text(
        """
topics:
  overview:
    - key: supervision
      heading: 监督保障
      facts:
        - {id: a, ask: 是否有专人负责？, type: yesno, note: 有专人负责, "no": ""}
        - {id: b, ask: 是否发生责任追究？, type: yesno, note: 发生责任追究, "no": 未发生责任追究}
        - {id: c, ask: 全年培训次数？, type: number, unit: 次, note: "开展培训{value}次", "no": ""}
        - {id: d, ask: 培训人数？, type: number, unit: 人, note: 培训人数, "no": ""}
  problems: []
  improvements: []
  plans: []
  other: []
""",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("cell", "answer", "note"),
    [
        ("C4", "是", "有专人负责"),
        ("C5", "否", "未发生责任追究"),
        ("C6", 12, "开展培训12次"),
        ("C6", "12次", "开展培训12次"),
        ("C7", 80, {"text": "培训人数", "value": "80", "unit": "人"}),
    ],
)
def test_an_answer_becomes_a_note_under_its_topic(
    tmp_path: Path, templates: Path, cell: str, answer: str | int, note: Plain
) -> None:
    kind = load_kind("disclosure", templates)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(kind, 2020)))
    book["标准问题"][cell] = answer
    book.save(tmp_path / "a.xlsx")
    raw = read_workbook(tmp_path / "a.xlsx", templates=templates)
    assert raw.data["bullets"] == {"overview": [{"topic": "监督保障", "points": [note]}]}


@pytest.mark.parametrize(("answer", "codes"), [("否", []), ("大概", ["IN-17"])])
def test_an_answer_that_says_nothing_gives_no_note(
    tmp_path: Path, templates: Path, answer: str, codes: list[str]
) -> None:
    kind = load_kind("disclosure", templates)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(kind, 2020)))
    book["标准问题"]["C4"] = answer
    book.save(tmp_path / "a.xlsx")
    raw = read_workbook(tmp_path / "a.xlsx", templates=templates)
    assert "bullets" not in raw.data
    assert [finding.code for finding in raw.findings] == codes


counts = st.integers(min_value=0, max_value=10**9)
rows = st.sampled_from(KIND.forms["F2021"].tables["t3"].row_keys)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.dictionaries(
        rows, st.dictionaries(st.sampled_from(COLUMNS), counts, min_size=1), min_size=1
    )
)
def test_any_counts_come_back(tmp_path: Path, table: dict[str, Plain]) -> None:
    assert read_back(tmp_path, {"figures": {"t3": table}}, 2023).data["figures"] == {"t3": table}
