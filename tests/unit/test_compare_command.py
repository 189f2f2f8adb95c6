"""`drafting compare` as its users meet it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import main
from drafting.errors import UsageError
from tests.published import (
    ORGAN,
    OVERVIEW,
    SAMPLE,
    Lines,
    Sample,
    docx,
    html_body,
    html_page,
    replaced,
    text_lines,
)

ANOTHER = "青禾县农业农村局"


def called(*words: str) -> Result:
    return CliRunner().invoke(main, ["compare", *words])


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, Lines], str]:
    def write(name: str, lines: Lines) -> str:
        path = tmp_path / name
        path.write_text("\n".join(lines), "utf-8")
        return str(path)

    return write


Write = Callable[[str, Lines], str]


def test_a_report_under_another_name_is_a_copy(written: Write) -> None:
    lines = text_lines()
    copied = replaced((ORGAN, ANOTHER), ("云政办发", "青政办发"))(lines)
    result = called(written("甲.txt", lines), written("乙.txt", copied))
    assert result.exit_code == 0, result.output
    assert "1. 甲.txt 与 乙.txt" in result.output
    assert "连数字相同" in result.output
    assert "[提醒] A-18" in result.output


def test_signed_and_published_file_of_one_report_are_equal(tmp_path: Path) -> None:
    signed, published = tmp_path / "a.docx", tmp_path / "a.html"
    signed.write_bytes(docx())
    published.write_text(html_page(html_body()), "utf-8")
    result = called(str(signed), str(published))
    assert result.exit_code == 0, result.output
    assert "文字和表格都相同" in result.output


def test_each_difference_of_two_files_of_one_report_is_listed_with_status_1(
    tmp_path: Path,
) -> None:
    signed, published = tmp_path / "a.docx", tmp_path / "a.html"
    signed.write_bytes(docx())
    cell = SAMPLE.figures["t3/new/natural"]
    page = html_page(html_body()).replace("公众号32条", "公众号23条").replace(f">{cell}<", ">7<")
    published.write_text(page, "utf-8")
    result = called(str(signed), str(published), "--format", "json")
    data = json.loads(result.output)
    assert result.exit_code == 1
    assert [one["code"] for one in data["findings"]] == ["CP-01", "CP-05"]
    assert "公众号〔32〕条" in data["findings"][0]["message"]
    assert f"a.docx为“{cell}”，a.html为“7”" in data["findings"][1]["message"]


def test_last_years_report_is_found_by_its_organ(written: Write) -> None:
    last = text_lines(Sample(2022))
    other = replaced((ORGAN, ANOTHER))(text_lines(Sample(2022)))
    result = called(
        written("今.txt", text_lines()),
        "--last-year", written("去.txt", last),
        "--last-year", written("别.txt", other),
        "--format", "json",
    )  # fmt: skip
    data = json.loads(result.output)
    assert [(one["first"], one["second"], one["last_year"]) for one in data["pairs"]] == [
        ("今.txt", "去.txt", True)
    ]
    codes = [one["code"] for one in data["findings"]]
    assert {"A-01", "A-08", "CP-06"} <= set(codes)
    same = [one["text"] for one in data["pairs"][0]["sentences"]]
    assert OVERVIEW[2].split("。")[0] + "。" in same


def test_leftovers_are_told_of_every_file(written: Write) -> None:
    one = replaced(("由办公室统一答复", "由XX科统一答复"))(text_lines())
    other = replaced((ORGAN, ANOTHER), ("2023年，我局按照", "2022年，我局共按照"))(text_lines())
    data = json.loads(
        called(written("甲.txt", one), written("乙.txt", other), "--format", "json").output
    )
    told = {(finding["code"], finding["place"].split("“")[0]) for finding in data["findings"]}
    assert {("A-04", "甲.txt"), ("A-03", "乙.txt")} <= told


def test_one_report_has_nothing_to_be_compared_with(written: Write) -> None:
    result = called(written("甲.txt", text_lines()))
    assert isinstance(result.exception, UsageError)


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path, written: Write) -> None:
    broken = tmp_path / "c.docx"
    broken.write_bytes(b"PK\x03\x04")
    copied = replaced((ORGAN, ANOTHER))(text_lines())
    result = called(written("甲.txt", text_lines()), str(broken), written("乙.txt", copied))
    assert result.exit_code == 2
    assert "1. 甲.txt 与 乙.txt" in result.stdout
    assert "c.docx" in result.stderr


def test_the_outcome_is_the_same_every_time(written: Write) -> None:
    lines = text_lines()
    files = [
        written(f"{at}.txt", replaced((ORGAN, f"{name}县水务局"))(lines))
        for at, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")
    ]
    first, second = (called(*files, "--format", "json").output for _ in range(2))
    assert first == second
    assert [len(one["files"]) for one in json.loads(first)["groups"]] == [18, 18]


def test_the_page_is_written_and_named(tmp_path: Path, written: Write) -> None:
    page = tmp_path / "比较.html"
    copied = replaced((ORGAN, ANOTHER))(text_lines())
    result = called(written("甲.txt", text_lines()), written("乙.txt", copied), "-o", str(page))
    assert f"已写出 {page}" in result.output
    assert "甲.txt 与 乙.txt" in page.read_text("utf-8")


def test_two_files_of_one_report_among_others_are_told_and_not_compared(written: Write) -> None:
    lines = text_lines()
    files = [written("甲.txt", lines), written("甲二.txt", lines)]
    files.append(written("乙.txt", replaced((ORGAN, ANOTHER))(lines)))
    data = json.loads(called(*files, "--format", "json").output)
    assert [one["place"] for one in data["findings"] if one["code"] == "CP-06"] == ["甲二.txt"]
    assert {one["second"] for one in data["pairs"]} == {"乙.txt"}
