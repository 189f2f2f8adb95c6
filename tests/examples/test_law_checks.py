"""Each check of the rule-of-law report: what it flags and what it passes, on the shipped sample."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafting.inputs import with_related
from drafting.intake.assemble import assemble
from drafting.pipeline import check_report
from tests.examples.kind_samples import changed, found

KIND = "rule-of-law"


def test_the_sample_passes_every_check() -> None:
    assert [(f.code, f.message) for f in found(KIND, {})] == []


PENALTIES = "figures.a1.penalties"
FLAGGED = [
    # 12175+94929+235+189+101+0+11+504+12 = 108156 is the published fixture; one case more is not
    ("RL-02", {PENALTIES: {"warning": 12175, "fine": 94929, "confiscation": 235, "suspension": 189, "revocation": 101,
                           "restriction": 0, "closure": 11, "detention": 504, "other": 12, "total": 108157, "amount": 1}}),
    ("RL-03", {f"{PENALTIES}.amount": 0}),
    ("RL-04", {"figures.a2.licences.accepted": 533}),
    ("RL-04", {"figures.a2.licences.refused": 10}),
    ("RL-05", {"figures.a4.reviews.carried_out": 2}),
    ("RL-05", {"figures.a4.reviews.upheld": 3}),
    ("RL-05", {"figures.a4.reviews.new": 4}),
    ("RL-06", {"figures.a4.suits.won": 3}),
    ("RL-06", {"figures.a4.suits.appeared": 4}),
    ("RL-06", {"bullets.overview": ["行政诉讼败诉率25%"]}),
    ("RL-06", {"bullets.overview": ["负责人出庭应诉率99.5%"]}),
    ("RL-07", {"figures.a6.learning.licensed": 61}),
    ("RL-07", {"bullets.overview": ["执法人员持证率98%"]}),
    ("RL-02", {"bullets.overview": ["全年作出行政处罚396宗"]}),
    ("RL-10", {"bullets.leadership": ["局长重视法治建设", "局长4月调研执法中队", "局长听取汇报2次"]}),
    ("RL-10", {"bullets.leadership": ["张三3月讲法治课1次", "张三4月调研1次", "张三听取汇报2次"]}),
    ("RL-11", {"bullets.plans": ["2023年底前完成文书模板修订"]}),
    ("RL-11", {"bullets.overview": ["落实法治政府建设实施纲要（2015—2020年）"]}),
    ("RL-01", {"bullets.leadership": None}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), FLAGGED)
def test_a_fault_is_flagged_with_its_code(code: str, changes: Mapping[str, Any]) -> None:
    assert code in {finding.code for finding in found(KIND, changes)}


PASSED = [
    ("RL-02", {PENALTIES: {"warning": 12175, "fine": 94929, "confiscation": 235, "suspension": 189, "revocation": 101,
                           "restriction": 0, "closure": 11, "detention": 504, "other": 12, "total": 108156, "amount": 1}}),
    ("RL-03", {PENALTIES: {"warning": 9, "fine": 0, "confiscation": 0, "suspension": 0, "revocation": 0,
                           "restriction": 0, "closure": 0, "detention": 0, "other": 0, "amount": 0}}),
    ("RL-04", {"figures.a2.licences": {"applied": 26569, "accepted": 26569, "granted": 26462, "refused": 102, "revoked": 5}}),
    ("RL-06", {"bullets.overview": ["行政诉讼败诉率33.3%"]}),
    ("RL-10", {"bullets.leadership": ["局长每季度听取执法汇报", "局长4月调研执法中队", "局长上半年述法"]}),
    ("RL-11", {"bullets.plans": ["2024年底前完成文书模板修订"]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), PASSED)
def test_what_is_right_is_passed(code: str, changes: Mapping[str, Any]) -> None:
    assert code not in {finding.code for finding in found(KIND, changes)}


DISCLOSURE: dict[str, Any] = {
    "kind": "disclosure",
    "year": 2023,
    "organisation": {"name": "云杉县交通运输局"},
    "figures": {
        "t2": {
            "licence": {"decisions": 530}, "penalty": {"decisions": 397}, "compulsion": {"decisions": 32},
            "normative_documents": {"issued": 1, "repealed": 2, "in_force": 9}, "default": 0,
        },
        "t3": {"new": {"natural": 13}, "open": {"natural": 13}, "default": 0},
        "t4": {"review": {"upheld": 1}, "default": 0},
    },
}  # fmt: skip


def compared(folder: Path, changes: Mapping[str, Any]) -> set[str]:
    (folder / "公开.yaml").write_text(yaml.safe_dump(DISCLOSURE, allow_unicode=True), "utf-8")
    raw = changed(KIND, {"related": {"disclosure": "公开.yaml"}, **changes})
    return {
        finding.code for finding in check_report(with_related(assemble(raw), raw, folder)).findings
    }


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("RL-08", {f"{PENALTIES}.fine": 366}),
        ("RL-08", {"figures.a2.licences.granted": 520}),
        ("RL-08", {"figures.a3.compulsion.seize": 28}),
        ("RL-08", {"figures.a5.documents.issued": 2}),
        ("RL-09", {"figures.a4.reviews": {"carried_in": 0, "new": 0, "accepted": 0, "closed": 0, "upheld": 0,
                                          "rejected": 0, "corrected": 0, "settled": 0, "carried_out": 0}}),
    ],
)  # fmt: skip
def test_figures_that_differ_from_the_disclosure_report_are_flagged(
    code: str, changes: Mapping[str, Any], tmp_path: Path
) -> None:
    assert code in compared(tmp_path, changes)


def test_figures_equal_to_the_disclosure_report_pass(tmp_path: Path) -> None:
    assert compared(tmp_path, {}) == set()
