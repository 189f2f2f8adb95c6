"""`drafting import` as its users meet it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import main, run
from drafting.errors import UnwritableFileError, UsageError
from drafting.pipeline import load_report
from tests.published import ORGAN, docx, text_lines


def called(*words: str) -> Result:
    return CliRunner().invoke(main, ["import", *words])


def test_a_report_becomes_an_input_that_can_be_drafted(tmp_path: Path) -> None:
    source, made = tmp_path / "2023.docx", tmp_path / "input.yaml"
    source.write_bytes(docx())
    result = called(str(source), "-o", str(made))
    assert result.exit_code == 0, result.output
    assert f"已写出 {made}" in result.output
    assert load_report(made).organisation.name == ORGAN


def test_findings_are_given_as_json(tmp_path: Path) -> None:
    source = tmp_path / "2023.txt"
    source.write_text("\n".join(text_lines()), "utf-8")
    result = called(str(source), "-o", str(tmp_path / "a.yaml"), "--format", "json")
    data = json.loads(result.output)
    assert {finding["code"] for finding in data["findings"]} == {"IN-51"}


def test_a_report_without_an_organ_is_written_with_status_1(tmp_path: Path) -> None:
    source = tmp_path / "2023.txt"
    source.write_text("\n".join(text_lines()[2:]), "utf-8")
    assert called(str(source), "-o", str(tmp_path / "a.yaml")).exit_code == 1
    assert called(str(source), "-o", str(tmp_path / "b.yaml"), "--org", ORGAN).exit_code == 0


def test_what_is_no_report_ends_with_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "notice.txt"
    source.write_text("关于开会的通知\n请参会。", "utf-8")
    monkeypatch.setattr("sys.argv", ["drafting", "import", str(source), "-o", "a.yaml"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
    assert "看不出它是哪一种报告" in capsys.readouterr().err


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    source, made = tmp_path / "2023.docx", tmp_path / "input.yaml"
    source.write_bytes(docx())
    made.write_text("mine", "utf-8")
    result = called(str(source), "-o", str(made))
    assert isinstance(result.exception, UnwritableFileError)
    assert made.read_text("utf-8") == "mine"


def test_only_yaml_is_written(tmp_path: Path) -> None:
    source = tmp_path / "2023.docx"
    source.write_bytes(docx())
    result = called(str(source), "-o", str(tmp_path / "input.json"))
    assert isinstance(result.exception, UsageError)
