"""A kind of other tables and sections is read by its data alone."""

from pathlib import Path

import pytest

from drafting import bundled
from drafting.published.imported import read_published

REPORT = """\
schema: 1
kind: patrol
name: 河湖巡查年度报告
title: "{organisation}{year}年河湖巡查年度报告"
self_names: {"": 本站}
forms: [{key: P1, years: [2020, null], tables: form.yaml}]
sections:
  - {id: overview, heading: 一、巡查情况, blocks: [{type: topics, key: topics, bullets: overview}]}
  - {id: counts, heading: 二、巡查次数, blocks: [{type: table, table: p}]}
  - {id: plans, heading: 三、来年安排, blocks: [{type: topics, key: plans, bullets: plans}]}
topics: {}
notes: [{key: overview, name: 巡查情况}, {key: plans, name: 来年安排}]
reading:
  labels: {无人机: [航拍]}
"""
FORM = """\
tables:
  - id: p
    name: 表一
    title: 巡查次数
    sheet: 表一
    grid: [2000, 2000, 2000, 2844]
    columns: {walk: 徒步, drone: 无人机}
    rows:
      - header: true
        cells: [{text: 河流, cols: 2}, {text: 徒步}, {text: 无人机}]
      - row: north_flood
        cells: [{text: 北河, rows: 2}, {text: 汛期}]
      - row: north_dry
        cells: [{text: 平时}]
      - row: south_flood
        cells: [{text: 南河, rows: 2}, {text: 汛期}]
      - row: south_dry
        cells: [{text: 平时}]
"""
TEXT = """\
云杉县河湖站2022年河湖巡查年度报告
一、巡查情况
（一）汛期巡查。全站出动9人。
二、巡查次数
河流\t\t徒步\t航拍
北河\t汛期\t11\t12
\t平时\t13\t14
南河\t汛期\t21\t22
\t平时\t23\t24
三、来年安排
增加夜间巡查。
"""


@pytest.fixture
def kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "templates"
    (folder / "patrol").mkdir(parents=True)
    (folder / "patrol" / "report.yaml").write_text(REPORT, "utf-8")
    (folder / "patrol" / "form.yaml").write_text(FORM, "utf-8")
    monkeypatch.setattr(bundled, "templates_folder", lambda: folder)
    return folder


def test_rows_that_share_a_label_are_told_apart_by_their_order(tmp_path: Path, kinds: Path) -> None:
    path = tmp_path / "patrol.txt"
    path.write_text(TEXT, "utf-8")
    data = read_published(path).raw.data
    assert data["kind"] == "patrol"
    assert data["figures"] == {
        "p": {
            "north_flood": {"walk": 11, "drone": 12},
            "north_dry": {"walk": 13, "drone": 14},
            "south_flood": {"walk": 21, "drone": 22},
            "south_dry": {"walk": 23, "drone": 24},
        }
    }
    assert data["bullets"] == {
        "overview": [{"topic": "汛期巡查", "points": ["全站出动9人。"]}],
        "plans": ["增加夜间巡查。"],
    }
