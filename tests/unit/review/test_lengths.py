"""How long parts and aspects are, against what organs of a level usually write."""

import pytest

from drafting.findings import Severity
from drafting.review.lengths import Piece, lengths
from tests.builders import kind


def pieces(*sizes: int, section: str = "overview") -> list[Piece]:
    """Aspects of so many characters, their headings (主动公开 …) included."""
    headings = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
    made = []
    for number, (heading, size) in enumerate(zip(headings, sizes, strict=False)):
        lead = f"（{'一二三四五'[number]}）{heading}。"
        made.append(Piece(section, lead + "字" * (size - len(lead)), f"paragraph:{number}"))
    return made


def told(made: list[Piece], level: str, code: str) -> list[str]:
    return [f.message for f in lengths(made, level, kind()) if f.code == code]


@pytest.mark.parametrize(
    ("level", "size", "word"),
    [
        ("town", 49, "偏短"),  # five aspects of 49: 245 in all
        ("town", 121, "偏长"),
        ("department", 89, "偏短"),
        ("department", 181, "偏长"),
        ("government", 199, "偏短"),
        ("government", 501, "偏长"),
    ],
)
def test_a_part_outside_the_usual_length_of_its_level_is_told(
    level: str, size: int, word: str
) -> None:
    (message,) = told(pieces(*[size] * 5), level, "LN-01")
    assert f"{size * 5}字，{word}" in message


@pytest.mark.parametrize(
    ("level", "size"), [("town", 60), ("department", 120), ("government", 300)]
)
def test_a_usual_length_is_not_told(level: str, size: int) -> None:
    assert list(lengths(pieces(*[size] * 5), level, kind())) == []


def test_a_short_part_names_the_aspects_that_have_no_notes() -> None:
    (finding,) = (f for f in lengths(pieces(60, 60), "department", kind()) if f.code == "LN-01")
    assert finding.remedy == "请补充这些方面的要点：政府信息管理、平台建设、监督保障。"
    assert finding.severity is Severity.NOTE


def test_a_long_part_names_its_longest_aspects() -> None:
    made = pieces(150, 700, 60, 150, 60)
    (finding,) = (f for f in lengths(made, "department", kind()) if f.code == "LN-01")
    assert finding.remedy.startswith("可以压缩篇幅较长的方面：“依申请公开”700字")


def test_an_aspect_is_told_at_its_paragraph() -> None:
    found = [f for f in lengths(pieces(100, 30, 100), "department", kind()) if f.code == "LN-02"]
    assert [(f.anchor, f.figures) for f in found] == [("paragraph:1", ("30",))]


def test_placeholders_are_no_text() -> None:
    made = [Piece("overview", "（一）主动公开。【请补充：" + "字" * 100 + "】", "paragraph:0")]
    assert "8字" in told(made, "town", "LN-02")[0]
