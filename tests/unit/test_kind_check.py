import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drafting import bundled
from drafting.errors import UnknownKindError
from drafting.findings import Finding, Severity
from drafting.kind_check import check_kind

Plant = Callable[[str, str, str], tuple[Finding, ...]]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Put one fault into a copy of the shipped kind and check the copy."""

    def planted(file: str, old: str, new: str) -> tuple[Finding, ...]:
        shutil.copytree(bundled.templates_folder(), tmp_path, dirs_exist_ok=True)
        path = tmp_path / "disclosure" / file
        text = path.read_text("utf-8")
        assert old in text, "the text to be replaced is gone from the shipped kind"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return check_kind("disclosure", tmp_path)

    return planted


@pytest.mark.parametrize("name", ["disclosure"])
def test_a_shipped_kind_is_clean(name: str) -> None:
    assert check_kind(name) == ()


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(UnknownKindError, match="disclosures"):
        check_kind("disclosures")


FORMULAS = [
    ("figure-rules.yaml", "when: publicity.total > 0", "when: publicity.totals > 0"),
    ("figure-rules.yaml", "slots: {total: publicity.total,", "slots: {total: publicity.all,"),
    ("figure-rules.yaml", "last.publicity.total", "last.publicity.sum"),
    ("figure-rules.yaml", "予以公开: t3.open.total", "予以公开: t3.open.sum"),
    ("placeholders.yaml", "notes.overview.proactive == 0", "notes.overview.active == 0"),
    ("placeholders.yaml", "not known(contact.phone)", "not known(contact.telephone)"),
    ("checks.yaml", "t3.carried_out.{c} <= t3.new.{c}", "t3.carried.{c} <= t3.new.{c}"),
    ("checks.yaml", 'left: ["t3/{r}/total"]', 'left: ["t3/{r}/sum"]'),
    ("checks.yaml", 'right: ["t3/{r}/{+total}"]', 'right: ["t3/{r}/{+sum}"]'),
    ("checks.yaml", "holds: says.cases", "holds: says.case"),
    ("checks.yaml", "place: t3/other_2/total", "place: t3/other_9/total"),
    ("checks.yaml", "each: {r: licence other_services", "each: {r: licence other_service"),
    ("text-rules.yaml", "equals: [t3.new.total]", "equals: [t3.new.all]"),
    ("text-rules.yaml", "agrees: n != year - 1", "agrees: m != year - 1"),
    ("checks.yaml", "holds: t3.carried_out.{c} <=", "holds: t3.carried_out.{c} <= <="),
]
NAMES = [
    ("figure-rules.yaml", "section: overview", "section: overviews"),
    ("figure-rules.yaml", "topic: proactive", "topic: active"),
    ("figure-rules.yaml", "function: nil", "function: none"),
    ("figure-rules.yaml", "forms: [F2021]", "forms: [F2022]"),
    ("placeholders.yaml", "topic: improvements", "topic: improvement"),
    ("checks.yaml", "tables: [t2, t3, t4]", "tables: [t2, t3, t5]"),
    ("checks.yaml", "anchor: section:problems", "anchor: section:problem"),
    ("checks.yaml", "anchor: topic:overview/platform", "anchor: topic:overview/platforms"),
    ("checks.yaml", "cases: {sections: [overview, other]", "cases: {sections: [overview, others]"),
    ("text-rules.yaml", "subject: requests_only", "subject: request_only"),
    ("text-rules.yaml", "outside: [plans]", "outside: [plan]"),
    ("report.yaml", "bullets: problems", "bullets: problem"),
    ("report.yaml", "{type: table, table: t4}", "{type: table, table: t9}"),
    ("report.yaml", "kind: disclosure", "kind: disclosures"),
    ("placeholders.yaml", "shows: problems", "shows: problem"),
    ("reading.yaml", "    review: [行政复议", "    reviews: [行政复议"),
    ("reading.yaml", "    社会公益组织: [", "    社会公益机构: ["),
    ("reading.yaml", "figure: fee/collected", "figure: fee/collect"),
]
GRIDS = [
    ("form-F2021.yaml", "grid: [2844, 1000,", "grid: [2854, 1000,"),
    ("form-F2021.yaml", "{value: issued, cols: 2}", "{value: issued, cols: 3}"),
    ("form-F2021.yaml", "本年度办理结果, rows: 22", "本年度办理结果, rows: 21"),
    ("form-F2019.yaml", "本年度办理结果, rows: 20", "本年度办理结果, rows: 30"),
    ("form-F2021.yaml", "total: [natural, commercial,", "total: [natural, comercial,"),
    ("form-F2021.yaml", "processed: [open, partial,", "processed: [open, part,"),
    ("form-F2021.yaml", "unable: （四）无法提供, ", ""),
]
PATTERNS = [
    ("text-rules.yaml", "cue: 新收(?:到)?", "cue: 新收(?:到?"),
    ("text-rules.yaml", "cue: 新收(?:到)?(?:<REQ>", "cue: 新收(?:到)?(?:<REQUEST>"),
    ("text-rules.yaml", "fits: [收到政府信息公开申请12件,", "fits: [寄来政府信息公开申请12件,"),
    ("text-rules.yaml", "misfits: [收到网上申请12件,", "misfits: [收到公开申请12件,"),
    ("text-rules.yaml", "misfits: [投诉不予处理9件, 上年公开申请不予处理5件]", "misfits: []"),
    ("checks.yaml", "    REQ: (?:", "    REQ: <NOREQ>(?:"),
    ("reading.yaml", "pattern: (?:收取|收到)", "pattern: (?:收取|收到"),
    ("reading.yaml", "fits: [全年收取信息处理费200元,", "fits: [全年缴纳信息处理费200元,"),
    ("reading.yaml", "misfits: [全年未收取信息处理费,", "misfits: [全年收取信息处理费9元,"),
]
MESSAGES = [
    ("report.yaml", '"{organisation}{year}年', '"{organ}{year}年'),
    ("checks.yaml", "合计{right}，", "合计{rigth}，"),
    ("checks.yaml", '"{fault}，表中显示为', '"{where}，表中显示为'),
    ("text-rules.yaml", "表三新收为{table}件", "表三新收为{tables}件"),
    ("text-rules.yaml", "表三新收为{table}件", "表三新收为{table件"),
]
DOUBLES = [
    ("figure-rules.yaml", "    order: 10\n", "    order: 10\n    order: 11\n"),
    ("figure-rules.yaml", "key: requests.nil", "key: requests.received"),
    ("report.yaml", "years: [2019, 2020]", "years: [2019, 2021]"),
    ("report.yaml", "key: F2019", "key: F2021"),
    ("report.yaml", "- id: proactive", "- id: overview"),
    ("topics.yaml", "- key: on_request", "- key: proactive"),
    ("form-F2021.yaml", "- row: penalty", "- row: licence"),
    ("form-F2021.yaml", "- id: publicity", "- id: fee"),
]
WORDINGS = [
    ("figure-rules.yaml", "key: documents.issued", "key: documents.made"),
    ("report.yaml", "key: preamble, functions: [basis,", "key: preamble, functions: [share,"),
]
UNREADABLE = [
    ("report.yaml", "include: [topics.yaml,", "include: [topic.yaml,"),
    ("topics.yaml", "topics:\n", "topics: [\n"),
    ("form-F2019.yaml", "tables:\n", "table:\n"),
    ("checks.yaml", "level: W", "level: X"),
]


def code_cases(code: str, cases: list[tuple[str, str, str]]) -> list[object]:
    return [pytest.param(code, *case, id=f"{code} {case[2].strip()}") for case in cases]


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        *code_cases("KD-01", UNREADABLE),
        *code_cases("KD-02", DOUBLES),
        *code_cases("KD-03", FORMULAS),
        *code_cases("KD-04", NAMES),
        *code_cases("KD-05", GRIDS),
        *code_cases("KD-06", WORDINGS),
        *code_cases("KD-07", PATTERNS),
        *code_cases("KD-08", MESSAGES),
    ],
)
def test_a_planted_fault_is_found(plant: Plant, code: str, file: str, old: str, new: str) -> None:
    found = plant(file, old, new)
    assert code in {finding.code for finding in found}
    assert {finding.severity for finding in found} == {Severity.ERROR}


def test_a_fault_is_told_with_its_file_line_and_key(plant: Plant) -> None:
    found = plant("figure-rules.yaml", "when: publicity.total > 0", "when: publicity.sum > 0")
    assert [(f.place, f.message) for f in found] == [
        (
            "figure-rules.yaml第8行（figure_rules.0）",
            f"公式用到“publicity.sum”，表样{form}没有这个数",
        )
        for form in ("F2019", "F2021")
    ]


def test_a_form_that_lacks_only_one_figure_is_the_one_named(plant: Plant) -> None:
    found = plant("form-F2019.yaml", "zones: 政务公开专区数", "areas: 政务公开专区数")
    messages = {finding.message for finding in found if finding.code == "KD-03"}
    assert messages == {"公式用到“publicity.zones”，表样F2019没有这个数"}
