"""Cited documents."""

import pytest

from drafting.findings import Finding
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs

_LAW = "《中华人民共和国政府信息公开条例》"
_FORM = "《中华人民共和国政府信息公开工作年度报告格式》"


def _findings(*texts: str, year: int | None = None) -> list[Finding]:
    paragraphs = [LintParagraph(text) for text in texts]
    found = lint_paragraphs(paragraphs, LintContext(year))
    return [item for item in found if item.code.startswith("R-1")]


@pytest.mark.parametrize(
    "texts",
    [
        (f"依据{_LAW}编制。",),
        (f"依据{_LAW}（以下简称《条例》）编制。", "按《条例》答复。"),
        (f"依据{_LAW}（国令第711号，以下简称《条例》）编制。", "按《条例》答复。"),
        ("印发《关于做好培训的通知》（哈政办〔2020〕8号）。",),
        ("编印《政府公报》12期。",),
        ("落实《法治政府建设实施纲要（2021—2025年）》（中发〔2021〕33号）。",),
    ],
)
def test_proper_citation_is_passed(texts: tuple[str, ...]) -> None:
    assert _findings(*texts) == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("按《条例》答复。",), "未声明"),
        ((f"依据{_LAW}（以下简称《条例》）编制。",), "没有用到"),
        ((f"依据{_LAW}（以下简称《条例》）编制。", f"按{_LAW}和《条例》答复。"), "又用全称"),
        (("印发《关于做好培训的通知》。",), "没有文号"),
        (("印发《关于进一步做好基层政务公开》。",), "文种"),
        ((f"印发《{'公开' * 31}通知》。",), "64字"),
    ],
)
def test_improper_citation_is_flagged(texts: tuple[str, ...], words: str) -> None:
    assert any(words in item.message for item in _findings(*texts))


@pytest.mark.parametrize(
    ("text", "year", "wrong"),
    [
        (f"依据{_LAW}（国务院令第711号）编制。", 2020, False),
        (f"依据{_LAW}（国务院令第492号）编制。", 2020, True),
        (f"按照{_FORM}（国办公开办函〔2019〕60号）编制。", 2020, False),
        (f"按照{_FORM}（国办公开办函〔2019〕60号）编制。", 2023, True),
        (f"按照{_FORM}（国办公开办函〔2021〕30号）编制。", 2023, False),
        (f"按照{_FORM}（国办公开办函〔2021〕60号）编制。", 2023, True),
        ("按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收费。", 2023, False),
        ("按照《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）收费。", 2023, True),
        ("按照《项目支出绩效评价管理办法》（财预〔2020〕10号）评价。", 2023, False),
        ("按照《预算绩效管理办法》（财预〔2020〕10号）评价。", 2023, True),
    ],
)
def test_national_instrument_agrees_with_its_number(
    text: str,
    year: int,
    wrong: bool,  # noqa: FBT001 -- a case
) -> None:
    assert any(item.code == "R-12" for item in _findings(text, year=year)) is wrong
