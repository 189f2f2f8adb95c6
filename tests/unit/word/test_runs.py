import re

import pytest

from drafting.word.runs import Mark, runs
from drafting.word.styles import STYLE_NAMES as NAMES

TEXT = "（一）主动公开。本年发布【请补充：条数】条。"


_REFERENCE = (
    r'<w:r><w:rPr><w:rStyle w:val="annotation reference"/></w:rPr>'
    r'<w:commentReference w:id="(\d+)"/></w:r>'
)
_SIGNS = (
    (r'<w:commentRangeStart w:id="(\d+)"/>', r"<\1 "),
    (r'<w:commentRangeEnd w:id="(\d+)"/>', r"\1>"),
    (_REFERENCE, r"#\1 "),
    (r'<w:r><w:rPr><w:rStyle w:val="(\w+)"/></w:rPr><w:t>(.*?)</w:t></w:r>', r"[\1:\2]"),
    (r"<w:r><w:t>(.*?)</w:t></w:r>", r"[\1]"),
)


def outline(xml: str) -> str:
    """Runs as [style:text], comment ranges as <n and n>, reference marks as #n."""
    for pattern, sign in _SIGNS:
        xml = re.sub(pattern, sign, xml)
    return xml


@pytest.mark.parametrize(
    ("text", "lead", "marks", "expected"),
    [
        ("本年无。", 0, (), "[本年无。]"),
        ("", 0, (), ""),
        ("（一）甲。乙。", 5, (), "[LeadRun:（一）甲。][乙。]"),
        (
            TEXT,
            8,
            (),
            "[LeadRun:（一）主动公开。][本年发布][Placeholder:【请补充：条数】][条。]",
        ),
        ("甲乙丙", 0, (Mark(3, 1, 2),), "[甲]<3 [乙]3>#3 [丙]"),
        # overlapping, and one inside the other
        (
            "甲乙丙丁",
            0,
            (Mark(0, 0, 3), Mark(1, 1, 4)),
            "<0 [甲]<1 [乙丙]0>#0 [丁]1>#1 ",
        ),
        ("甲乙丙", 0, (Mark(0, 0, 3), Mark(1, 0, 3)), "<0 <1 [甲乙丙]0>#0 1>#1 "),
        # one ends where the other begins
        ("甲乙", 0, (Mark(0, 0, 1), Mark(1, 1, 2)), "<0 [甲]0>#0 <1 [乙]1>#1 "),
        # without characters, or beyond the text: the whole text
        ("甲乙", 0, (Mark(0, 0, 0),), "<0 [甲乙]0>#0 "),
        ("甲乙", 0, (Mark(0, 1, 99),), "[甲]<0 [乙]0>#0 "),
        ("", 0, (Mark(0, 0, 0),), "<0 0>#0 "),
        ("甲<乙", 1, (Mark(0, 0, 2),), "<0 [LeadRun:甲][&lt;]0>#0 [乙]"),
    ],
)
def test_a_paragraph_is_cut_into_runs(
    text: str, lead: int, marks: tuple[Mark, ...], expected: str
) -> None:
    assert outline(runs(text, NAMES, lead=lead, marks=marks)) == expected
