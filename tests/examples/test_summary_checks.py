"""Each check of the work summary: what it flags and what it passes, on the shipped sample."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.examples.kind_samples import found

KIND = "work-summary"
B1, B2, B3 = "figures.b1", "figures.b2", "figures.b3"


def test_the_sample_passes_every_check() -> None:
    assert [(f.code, f.message) for f in found(KIND, {})] == []


FLAGGED = [
    ("WS-01", {f"{B1}.0.rate": 109}),  # 66 / 60 = 110 %
    ("WS-01", {f"{B1}.3.rate": 83.3}),  # lower is better: 6 / 5 = 120 %, not 5 / 6
    ("WS-01", {f"{B1}.0.direction": "越大越好"}),
    ("WS-01", {f"{B2}.0.rate": 100}),  # 3300 / 3200
    ("WS-02", {f"{B1}.0.growth": 12.1}),  # (66 - 58) / 58 = 13.8 %
    ("WS-02", {f"{B1}.4.growth": 2.5}),  # 97.2 - 94.8 = 2.4 points; 2.5 would be the rate
    ("WS-02", {f"{B3}.0.growth": 6}),  # (72 - 66) / 66 = 9.1 %
    ("WS-03", {"bullets.problems.0": "到位资金没有完成目标"}),
    ("WS-05", {f"{B2}.0.cumulative": 8700}),
    ("WS-05", {f"{B2}.1.cumulative": 4000}),
    ("WS-06", {f"{B3}.0": {"name": "固定资产投资项目入库数", "unit": "个", "current": 66, "goal": 66}}),
    ("WS-06", {"bullets.plans.0": "签约项目用地手续已办结"}),
    ("WS-07", {"bullets.overview.0.points.0": "2024年建立项目储备库"}),
    ("WS-07", {"bullets.plans.0": "2023年底前办理用地手续"}),
    ("WS-08", {f"{B3}.1.current": 35000}),
    ("C-01", {f"{B1}.0.direction": None}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), FLAGGED)
def test_a_fault_is_flagged_with_its_code(code: str, changes: Mapping[str, Any]) -> None:
    assert code in {finding.code for finding in found(KIND, changes)}


PASSED = [
    ("WS-01", {f"{B1}.0.rate": 110}),
    ("WS-01", {f"{B1}.3.rate": "120.0"}),
    ("WS-02", {f"{B1}.0.growth": 13.79}),
    ("WS-02", {f"{B1}.4.growth": 2.4}),
    ("WS-03", {f"{B1}.2.actual": 50000}),
    ("WS-06", {f"{B3}.0": {"name": "固定资产投资项目入库数", "unit": "个", "current": 66, "goal": 66, "basis": "容量所限"}}),
    ("WS-07", {"bullets.overview.0.points.0": "2022年启动、2023年建成项目储备库"}),
    ("WS-08", {f"{B3}.1.name": "争取省级资金"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), PASSED)
def test_what_is_right_is_passed(code: str, changes: Mapping[str, Any]) -> None:
    assert code not in {finding.code for finding in found(KIND, changes)}
