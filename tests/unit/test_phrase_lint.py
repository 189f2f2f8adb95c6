"""`drafting phrases lint`: banks read entry by entry, examples written out, the base bank clean."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from drafting.cli import main
from drafting.errors import UnreadableFileError
from drafting.findings import Severity
from drafting.kinds import installed_kinds, load_kind
from drafting.phrase_lint import lint_banks
from drafting.phrase_needs import needs_of
from drafting.planning.content import framing_slots
from drafting.report import Contact
from phrasebank.needs import framing_names, general_needs
from tests.builders import form, report

GOOD = """  - id: a.1
    text: "本报告全文可登录{{ url }}查看"
    function: access
    topics: [preamble]
    source: 市政务公开办
    fits: [{slots: {url: 甲市人民政府网站}, gives: 本报告全文可登录甲市人民政府网站查看}]
    misfits: [{slots: {}, why: 没有网址}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bank.yaml").write_text("schema: 1\nname: 市\nlayer: city\n", "utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "access.yaml") -> None:
    (folder / name).write_text(f"schema: 1\nentries:\n{text}", "utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in lint_banks([folder])]


def test_the_base_bank_is_clean() -> None:
    found = [
        f"{f.code} {f.place}：{f.message}" for f in lint_banks() if f.severity is not Severity.NOTE
    ]
    assert found == []


def test_a_good_bank_is_clean(folder: Path) -> None:
    write(folder, GOOD)
    assert told(folder) == []


def test_every_broken_entry_is_told_not_only_the_first(folder: Path) -> None:
    broken = GOOD.replace("{{ url }}", "{{ url.x }}")
    write(folder, broken + GOOD.replace("a.1", "a.2") + broken.replace("a.1", "a.3"))
    assert told(folder) == [("PB-01", "access.yaml（a.1）"), ("PB-01", "access.yaml（a.3）")]


@pytest.mark.parametrize("text", ["[1, 2", "schema: 2\nentries: []", "entries: []"])
def test_a_file_that_is_no_bank_file_is_told_and_the_others_are_read(
    folder: Path, text: str
) -> None:
    write(folder, GOOD.replace("查看", "查看三次"))
    (folder / "b.yaml").write_text(text, "utf-8")
    assert [code for code, _ in told(folder)][:2] == ["PB-01", "PB-07"]


def test_an_id_twice_is_told_with_both_files(folder: Path) -> None:
    write(folder, GOOD)
    write(folder, GOOD, "b.yaml")
    (only,) = lint_banks([folder])
    assert (only.code, only.place) == ("PB-02", "b.yaml（a.1）")
    assert "access.yaml" in only.message


def test_an_example_that_gives_another_text_is_told_with_that_text(folder: Path) -> None:
    write(folder, GOOD.replace("gives: 本报告", "gives: 本年报"))
    (only,) = lint_banks([folder])
    assert only.code == "PB-03"
    assert "本报告全文可登录甲市人民政府网站查看" in only.message


def test_a_sentence_against_the_rules_of_style_is_told_with_the_rule(folder: Path) -> None:
    write(folder, GOOD.replace("全文可登录", "其它全文可登录"))
    (only,) = lint_banks([folder])
    assert (only.code, only.severity) == ("PB-17", Severity.WARNING)
    assert "W-03" in only.message


def test_a_bank_that_hides_the_only_wording_is_told_what_cannot_be_said(folder: Path) -> None:
    (folder / "bank.yaml").write_text(
        "schema: 1\nname: 市\nlayer: city\nhides: [total.review.cases.bare.01]\n", "utf-8"
    )
    write(folder, GOOD)
    found = lint_banks([folder])
    assert {finding.code for finding in found} == {"PB-15"}
    assert all("review.cases" in finding.message for finding in found)


def test_a_bank_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        lint_banks([tmp_path / "无"])


def test_the_command_prints_findings_and_ends_with_their_status(folder: Path) -> None:
    write(folder, GOOD)
    runner = CliRunner()
    clean = runner.invoke(main, ["phrases", "lint", "--bank", str(folder)])
    assert (clean.exit_code, clean.output) == (0, "未发现问题\n")
    write(folder, GOOD.replace("查看", "顺利查看"))
    faulty = runner.invoke(main, ["phrases", "lint", "--bank", str(folder), "--format", "json"])
    assert faulty.exit_code == 1
    assert [finding["code"] for finding in json.loads(faulty.output)["findings"]] == ["PB-05"]


# ---- needs --------------------------------------------------------------------------------


def test_the_slots_of_framings_are_those_that_the_engine_fills() -> None:
    given = report()
    full = replace(
        given,
        organisation=replace(given.organisation, led_by="区委"),
        contact=Contact(office="办公室", phone="0000-1234567", url="甲市人民政府网站"),
    )
    assert set(framing_slots(full, form(2023))) == framing_names()


@pytest.mark.parametrize("name", installed_kinds())
def test_a_kind_tells_what_it_may_ask_for(name: str) -> None:
    kind = load_kind(name)
    needs = needs_of(kind)
    asked = {topic for need in needs for topic in need.topics}
    assert {rule.key for rule in kind.figure_rules} <= asked
    assert all(need.cases for need in needs)
    assert general_needs()
