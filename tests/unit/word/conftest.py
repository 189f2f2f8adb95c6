from collections.abc import Callable
from dataclasses import replace

import pytest

from drafting.document import BankStamp, Comment, Draft, Paragraph, Section, Sentence, TableText
from drafting.kinds import Form, load_kind

Make = Callable[..., Draft]


@pytest.fixture(scope="session")
def form_2019() -> Form:
    return load_kind("disclosure").forms["F2019"]


@pytest.fixture(scope="session")
def form_2021() -> Form:
    return load_kind("disclosure").forms["F2021"]


def paragraph(key: str, text: str, level: int = 0, lead: int = 0) -> Paragraph:
    return Paragraph(key, level, text, (Sentence(text, "bullet"),), lead)


def table(form: Form, key: str, values: dict[str, str] | None = None) -> TableText:
    """A table of zeros but for the given values."""
    shape = form.tables[key]
    texts = {str(figure): "0" for figure in shape.values} | (values or {})
    rows = tuple(
        tuple(texts[cell.value] if cell.value else cell.text for cell in row) for row in shape.rows
    )
    return TableText(key, rows, texts)


def sections(form: Form) -> tuple[Section, ...]:
    return (
        Section("preamble", "", (paragraph("preamble/1", "本报告依据“条例”编制。"),)),
        Section(
            "overview",
            "一、总体情况",
            (
                paragraph("overview/a", "（一）主动公开。发布A & B <c>信息12条。", 2, 8),
                paragraph("overview/b", "本年【请补充：培训次数】次。"),
            ),
        ),
        Section("proactive", "二、主动公开政府信息情况", (), (table(form, "t2"),)),
        Section(
            "requests",
            "三、收到和处理政府信息公开申请情况",
            (),
            (table(form, "t3", {"t3/new/natural": "12", "t3/new/total": "【待填】"}),),
        ),
        Section("review", "四、政府信息公开行政复议、行政诉讼情况", (), (table(form, "t4"),)),
    )


@pytest.fixture
def make(form_2021: Form) -> Make:
    """A draft of the 2021 form with the given comments."""

    def made(*comments: Comment, form: Form = form_2021) -> Draft:
        return Draft(
            kind="disclosure",
            form=form.key,
            year=2022,
            organisation="南岗区教育体育局",
            title="南岗区教育体育局2022年政府信息公开工作年度报告",
            seed=7,
            version="0.1.0",
            banks=(BankStamp("base", "1", "ab" * 32),),
            sections=sections(form),
            comments=tuple(comments),
        )

    return made


@pytest.fixture
def draft(make: Make) -> Draft:
    return make()


@pytest.fixture
def bare(draft: Draft) -> Callable[..., Draft]:
    """The draft with other sections."""
    return lambda *parts: replace(draft, sections=parts)
