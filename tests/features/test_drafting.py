"""The acceptance scenarios, in the words of the people who file reports."""

from pathlib import Path

from pytest_bdd import given, parsers, scenarios, then, when

from drafting.document import Draft
from drafting.pipeline import check_report, draft_report, load_report

scenarios("drafting.feature")


@given(parsers.parse("经办人填写了要点“{note}”，主题为“{topic}”"), target_fixture="path")
def filled(tmp_path: Path, note: str, topic: str) -> Path:
    path = tmp_path / "input.yaml"
    path.write_text(
        "kind: disclosure\nyear: 2023\norganisation: {name: 甲县水利局}\n"
        f"bullets:\n  overview:\n    - topic: {topic}\n      points: ['{note}']\n",
        "utf-8",
    )
    return path


@when("起草工作稿", target_fixture="made")
def drafted(path: Path) -> Draft:
    return draft_report(check_report(load_report(path)))


@then(parsers.parse("稿中写有“{words}”"))
def says(made: Draft, words: str) -> None:
    assert words in "".join(p.text for section in made.sections for p in section.paragraphs)


@then(parsers.parse("核对意见有“{code}”"))
def found(made: Draft, code: str) -> None:
    assert code in {finding.code for finding in made.findings}


@then(parsers.parse("表三显示“{text}”"))
def shows(made: Draft, text: str) -> None:
    tables = [table for section in made.sections for table in section.tables if table.id == "t3"]
    assert set(tables[0].values.values()) == {text}
