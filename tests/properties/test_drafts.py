"""Whole drafts of random reports: sources, notes, tables, and what a change leaves alone."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.document import Draft, Paragraph
from drafting.intake.assemble import assemble
from drafting.intake.raw import Plain, RawInput
from drafting.microplanning.microplan import note_line
from drafting.microplanning.years import digits
from drafting.pipeline import check_report, draft_report, load_report
from drafting.report import Bullet, ReportInput
from phrasebank.entry import STANDARD_FUNCTIONS

ROOT = Path(__file__).resolve().parents[2]
INPUTS = sorted(
    path
    for path in (*ROOT.glob("tests/inputs/*.yaml"), *ROOT.glob("examples/*/input.yaml"))
    if "kind: disclosure" in path.read_text("utf-8")
)
ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
OWN = ("优化办事流程", "助力“六稳”“六保”", "重点领域信息公开", "完善公开渠道", "")
SECTIONS = ("overview", "problems", "improvements", "plans", "other")
NAMES = ("甲县水利局", "乙区教育局", "丙市人民政府", "丁镇人民政府", "戊街道办事处", "己县人民医院")
DERIVED = {"rate", "points", "difference"}  # numbers that we compute of a note's own

_DEFAULT = settings.default or settings()
whole_drafts = settings(max_examples=_DEFAULT.max_examples // 4)  # each takes 20 to 50 ms


@lru_cache(maxsize=1)
def told() -> Mapping[str, tuple[Bullet, ...]]:
    """Every note of the inputs by section, as their clerks wrote them."""
    found: dict[str, list[Bullet]] = {section: [] for section in SECTIONS}
    for path in INPUTS:
        for bullet in load_report(path).bullets:
            found[bullet.section].append(bullet)
    return {section: tuple(bullets) for section, bullets in found.items()}


# ---- notes that are made up ---------------------------------------------------------------

HEADS = (
    "网站公开信息", "公众号推送", "收到申请", "答复", "培训", "检查", "回应关切", "政策解读", "双公示上网",
    "办件", "规范性文件", "热线工单", "村务公开栏", "抽查", "征求意见", "专区接待",
)  # fmt: skip
UNITS = ("件", "条", "次", "期", "人次", "户", "家", "万元", "%", "")
counts = st.one_of(
    st.integers(min_value=0, max_value=99999).map(str),
    st.decimals(min_value=1, max_value=999, places=1).map(str),
)
heads, units = st.sampled_from(HEADS), st.sampled_from(UNITS)
clauses = st.builds(lambda head, count, unit: f"{head}{count}{unit}", heads, counts, units)
details = st.builds(
    lambda head, total, unit, parts: f"{head}{total}{unit}，其中" + "、".join(
        f"{name}{count}{unit}" for name, count in zip(("许可", "处罚", "其他"), parts, strict=False)
    ),
    heads, counts, st.sampled_from(("件", "条", "次")), st.lists(counts, min_size=2, max_size=3),
)  # fmt: skip
changes = st.builds(
    lambda clause, word, rate: f"{clause}，{word}{rate}%",
    clauses, st.sampled_from(("同比增长", "同比下降", "比上年增加", "较上年减少")), counts,
)  # fmt: skip
points = st.builds(lambda rate, step: f"按时答复率{rate}%，提高{step}个百分点", counts, counts)
dates = st.builds(
    lambda month, day, clause: f"{month}月{day}日{clause}",
    st.integers(min_value=1, max_value=12), st.integers(min_value=1, max_value=28), clauses,
)  # fmt: skip
years = st.builds(lambda year, clause: f"{year}年{clause}", st.integers(2019, 2024), clauses)
made_up = st.one_of(clauses, details, changes, points, dates, years)


def number_texts(text: str) -> Counter[str]:
    """Numbers of a text by hand: runs of digits with at most one point inside."""
    return Counter(re.findall(r"[0-9]+(?:\.[0-9]+)?", text))


# ---- reports ------------------------------------------------------------------------------

small = st.integers(min_value=0, max_value=9)
requests = st.fixed_dictionaries(
    {"new": st.fixed_dictionaries({"natural": small, "legal": small}),
     "open": st.fixed_dictionaries({"natural": small}),
     "unable_1": st.fixed_dictionaries({"legal": small}),
     "default": st.just(0)}
)  # fmt: skip
figures = st.fixed_dictionaries(
    {"t3": requests, "t4": st.fixed_dictionaries({"review": st.fixed_dictionaries({"upheld": small}), "default": st.just(0)})},
    optional={
        "fee": st.fixed_dictionaries({"notices": small, "notified": small, "collected": small}),
        "publicity": st.fixed_dictionaries({"total": st.integers(0, 99999), "website": small}),
    },
)  # fmt: skip


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Plain]:
    """An input of notes that clerks wrote, in the sections that they wrote them for."""
    bullets: dict[str, Plain] = {}
    for section in SECTIONS:
        chosen = draw(st.lists(st.sampled_from(told()[section]), max_size=3))
        topics = st.sampled_from((*ASPECTS, *OWN))
        bullets[section] = [_point(bullet, draw(topics)) for bullet in chosen]
    data: dict[str, Plain] = {
        "kind": "disclosure",
        "year": draw(st.integers(min_value=2019, max_value=2024)),
        "organisation": {"name": draw(st.sampled_from(NAMES)), "led_by": draw(st.sampled_from(("", "县委、县政府")))},
        "figures": cast("Plain", draw(figures)),
        "bullets": bullets,
    }  # fmt: skip
    return data


def _point(bullet: Bullet, topic: str) -> Plain:
    point: dict[str, Plain] = {"text": bullet.text, "topic": topic, "unit": bullet.unit}
    if bullet.value is not None:
        point["value"] = str(bullet.value)
    return point


def read(data: dict[str, Plain]) -> ReportInput:
    return assemble(RawInput("input.yaml", data))


def drafted(report: ReportInput) -> Draft:
    return draft_report(check_report(report))


def paragraphs(draft: Draft) -> list[Paragraph]:
    return [paragraph for section in draft.sections for paragraph in section.paragraphs]


def said_of(draft: Draft, bullet: Bullet) -> list[str]:
    """The pieces of text that come from a note, but for what we computed of it."""
    return [
        span.text
        for paragraph in paragraphs(draft)
        for sentence in paragraph.sentences
        for span in sentence.spans
        if f"bullet:{bullet.id}" in span.sources and span.rule not in {*DERIVED, "heading"}
    ]


@whole_drafts
@given(inputs())
def test_spans_make_sentences_and_every_number_lies_in_a_span_with_a_source(
    data: dict[str, Plain],
) -> None:
    for paragraph in paragraphs(drafted(read(data))):
        assert "".join(sentence.text for sentence in paragraph.sentences) == paragraph.text
        for sentence in paragraph.sentences:
            assert "".join(span.text for span in sentence.spans) == sentence.text
            for span in sentence.spans:
                assert span.sources or not re.search(r"\d", span.text), span


@whole_drafts
@given(inputs())
def test_every_note_appears_with_its_numbers_neither_more_nor_less(data: dict[str, Plain]) -> None:
    report = read(data)
    draft = drafted(report)
    for bullet in report.bullets:
        said = said_of(draft, bullet)
        assert said, bullet.text
        wanted = Counter(digits(note_line(bullet), report.year))
        assert number_texts(" ".join(said)) == wanted, (bullet.text, said)
    assert [finding for finding in draft.findings if finding.code.startswith("TR-")] == []


@whole_drafts
@given(st.lists(made_up, min_size=1, max_size=6, unique=True), st.sampled_from(ASPECTS))
def test_numbers_of_any_note_come_out_of_the_whole_pipeline_once_and_unchanged(
    notes: list[str], topic: str
) -> None:
    report = read(
        {
            "kind": "disclosure", "year": 2023, "organisation": {"name": "甲县水利局"},
            "bullets": {"overview": [{"topic": topic, "points": list(notes)}]},
        }
    )  # fmt: skip
    draft = drafted(report)
    for bullet in report.bullets:
        said = said_of(draft, bullet)
        assert number_texts(" ".join(said)) == number_texts(bullet.text), (bullet.text, said)


@whole_drafts
@given(inputs(), st.sampled_from(NAMES), st.integers(min_value=0, max_value=99))
def test_another_name_or_seed_changes_framing_and_never_facts(
    data: dict[str, Plain], name: str, seed: int
) -> None:
    report = read(data)
    other = replace(report, organisation=replace(report.organisation, name=name))
    one, two = drafted(report), draft_report(check_report(other), seed=seed)
    assert _facts(one) == _facts(two)
    assert _standard(one, report.organisation.name) == _standard(two, name)


def _facts(draft: Draft) -> set[tuple[str, tuple[str, ...]]]:
    """Numbers with the figure or note that they come from."""
    return {
        (number, span.sources)
        for paragraph in paragraphs(draft)
        for sentence in paragraph.sentences
        for span in sentence.spans
        for number in re.findall(r"\d+(?:\.\d+)?", span.text)
        if span.rule not in DERIVED and span.sources[0].startswith(("figure:", "bullet:"))
    }


def _standard(draft: Draft, name: str) -> list[str]:
    """Sentences of law, scope and nought, without the organ's name.

    The short name of the law is declared only where the framing uses it.
    """
    return [
        sentence.text.replace(name, "").replace("（以下简称《条例》）", "")
        for paragraph in paragraphs(draft)
        for sentence in paragraph.sentences
        if sentence.phrase and {part.removeprefix("base:").split(".")[0] for part in sentence.phrase.split("+")} <= STANDARD_FUNCTIONS
    ]  # fmt: skip


@whole_drafts
@given(
    st.lists(st.tuples(st.sampled_from(ASPECTS), clauses), min_size=3, max_size=10, unique=True),
    st.sampled_from(ASPECTS),
    st.one_of(clauses, details, changes),
)
def test_a_note_more_leaves_every_other_topic_word_for_word(
    notes: list[tuple[str, str]], topic: str, more: str
) -> None:
    before = _by_heading(notes)
    after = _by_heading([*notes, (topic, more)])
    assert before.keys() == after.keys()
    assert [heading for heading in before if before[heading] != after[heading]] in ([], [topic])


def _by_heading(notes: list[tuple[str, str]]) -> dict[str, str]:
    """Paragraphs of a report without tables, which a note could contradict."""
    points: list[Plain] = [{"topic": topic, "points": [text]} for topic, text in notes]
    draft = drafted(
        read(
            {"kind": "disclosure", "year": 2023, "organisation": {"name": "甲县水利局"},
             "bullets": {"overview": points}}
        )
    )  # fmt: skip
    return {
        paragraph.text[3 : paragraph.lead - 1] if paragraph.lead else paragraph.id: paragraph.text
        for paragraph in paragraphs(draft)
    }


@whole_drafts
@given(inputs())
def test_tables_show_the_figures_that_were_given(data: dict[str, Plain]) -> None:
    report = read(data)
    cells = {
        key: text
        for section in drafted(report).sections
        for table in section.tables
        for key, text in table.values.items()
    }
    new = report.figures.value("t3/new/natural"), report.figures.value("t3/new/legal")
    assert (cells["t3/new/natural"], cells["t3/new/legal"]) == tuple(str(value) for value in new)
    assert int(cells["t3/new/total"]) == sum(int(value or 0) for value in new)
    assert int(cells["t3/processed/total"]) == int(cells["t3/open/natural"]) + int(
        cells["t3/unable_1/legal"]
    )
    assert cells["t4/review/total"] == cells["t4/review/upheld"]


@whole_drafts
@given(inputs())
def test_the_same_report_is_drafted_the_same(data: dict[str, Plain]) -> None:
    assert drafted(read(data)).as_json() == drafted(read(data)).as_json()
