"""`drafting phrases mine`: reports read, candidates written for a keeper."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import main
from drafting.errors import UnreadableFileError
from drafting.phrase_lint import said
from drafting.phrase_mining import mine_files
from phrasebank.reading import read_entries

REPORT = """青岭县教育局2023年政府信息公开工作年度报告

所列数据的统计期限为2023年1月1日至2023年12月31日。

一、总体情况

2023年，我局办好以下工作。

（一）主动公开。全年主动公开政府信息240条。举办业务讲座4场。不断提高公开水平。

（二）依申请公开。收到信息公开申请12件，同比增长20%。

五、存在的主要问题及改进情况

我局的工作还有以下不足。联系人王建国。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "青岭2023.txt"
    made.write_text(REPORT, "utf-8")
    return made


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(main, ["phrases", "mine", *map(str, words)])


def test_year_organ_and_headings_are_taken_from_the_file(path: Path) -> None:
    texts = {one.entry.text: one.entry.topics[0] for one in mine_files([path]).candidates}
    assert texts["同比增长{{ rate|percent }}"] == "requests.change"
    assert texts["全年主动公开政府信息{{ total|count('条') }}"] == "publicity.total"
    assert texts["所列数据的统计期限为{{ period }}"] == "preamble"


def test_every_candidate_writes_its_example_word_for_word(path: Path) -> None:
    for one in mine_files([path]).candidates:
        assert said(one.entry, one.entry.fits[0]) == one.entry.fits[0].gives


def test_the_file_of_candidates_is_a_bank_file_of_drafts(
    path: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    out = tmp_path / "候选.yaml"
    printed = run(path, "-o", out)
    assert printed.exit_code == 0
    entries = list(read_entries(out, "候选"))
    assert {entry.status for entry in entries} == {"draft"}
    assert f"候选{len(entries)}条" in printed.output
    assert "含人名1句" in printed.output


def test_a_comment_tells_how_often_why_and_what_the_linter_doubts(
    path: Path, run: Callable[..., Result]
) -> None:
    other = path.with_name("青岭2023稿.txt")
    other.write_text(REPORT, "utf-8")
    assert "# 出现2次，2个文件；" in run(path, other).output
    path.write_text(REPORT.replace("举办业务讲座", "全县“双减”举办业务讲座"), "utf-8")
    assert "# 核对 PB-11：槽位“name”从来没有值" in run(path).output


def test_candidates_without_a_doubt_come_first(path: Path) -> None:
    path.write_text(REPORT.replace("全年主动公开", "按照《甲办法》主动公开"), "utf-8")
    last = mine_files([path]).candidates[-1]
    assert "document" in last.entry.slots


def test_json_has_the_entries_with_their_places(path: Path, run: Callable[..., Result]) -> None:
    data = json.loads(run(path, "--format", "json").output)
    assert set(data) == {"sentences", "candidates", "left_out", "findings"}
    (one,) = [c for c in data["candidates"] if c["entry"]["function"] == "scope"]
    assert one["places"] == [
        {
            "file": "青岭2023.txt",
            "paragraph": 1,
            "text": "所列数据的统计期限为2023年1月1日至2023年12月31日",
        }
    ]
    assert one["doubts"] == []


def test_the_same_files_give_the_same_candidates(path: Path, run: Callable[..., Result]) -> None:
    assert run(path).output == run(path).output


def test_a_file_that_cannot_be_read_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        mine_files([tmp_path / "无.txt"])
