"""The page “新增一种报告” followed to the letter: its own blocks make a kind that drafts."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting import bundled
from drafting.cli import main
from drafting.manual import HELP

PAGE = (HELP / "new-kind.md").read_text("utf-8")
BLOCK = re.compile(r"```yaml\n# 文件：(\S+)\n(.*?)```", re.DOTALL)
CHANGE = re.compile(r"`blocks` 改成：\n\n((?:    .*\n)+)")
COMMAND = re.compile(r"^    drafting (.+)$", re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of somebody who has done every step of the page."""
    shipped = bundled.templates_folder()
    (tmp_path / "我的类型").mkdir()
    for name in ("section.j2", "style.docx"):
        shutil.copy(shipped / name, tmp_path / "我的类型" / name)
    for file, text in BLOCK.findall(PAGE):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = tmp_path / "我的类型" / "canteen" / "report.yaml"
    changed = CHANGE.search(PAGE)
    assert changed is not None
    blocks = "".join(f"{line}\n" for line in changed[1].splitlines())
    old = "    blocks:\n      - {type: table, table: costs}\n"
    text = report.read_text("utf-8")
    assert old in text
    report.write_text(text.replace(old, blocks), "utf-8")
    monkeypatch.setenv("DRAFTING_TEMPLATES", str(tmp_path / "我的类型"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str) -> Result:
    return CliRunner().invoke(main, command.split())


def test_the_page_names_the_commands_that_it_asks_for() -> None:
    assert [command.split()[0] for command in COMMAND.findall(PAGE)] == [
        "kinds",
        "phrases",
        "new",
        "draft",
    ]


def test_the_kind_of_the_page_is_clean(desk: Path) -> None:
    result = run("kinds check canteen")
    assert "未发现问题" in result.output
    assert result.exit_code == 0


def test_the_wordings_of_the_page_pass_the_keeper_s_checks(desk: Path) -> None:
    result = run("phrases lint")
    assert "PB-0" not in result.output
    assert result.exit_code == 0


def test_the_kind_of_the_page_has_a_workbook(desk: Path) -> None:
    assert run("new canteen --year 2024 -o 空表.xlsx").exit_code == 0
    assert (desk / "空表.xlsx").is_file()


def test_the_input_of_the_page_becomes_a_report(desk: Path) -> None:
    result = run("draft 食堂.yaml -o 食堂.docx")
    assert "CTN-03" in result.output
    assert result.exit_code == 0
    xml = zipfile.ZipFile(desk / "食堂.docx").read("word/document.xml").decode()
    text = re.sub(r"<[^>]+>", "", xml)
    for said in (
        "2024年机关食堂工作报告",
        "一、2024年工作情况",
        "2024年，我局食堂工作情况如下。",
        "全年供餐52000人次",
        "开展食品安全检查12次",
        "食材支出96万元，执行率96%；设备维护支出13.5万元，执行率112.5%。",
        "食堂经费收支表（单位：万元）",
        "109.5",  # 96 + 13.5
        "97.8",  # 109.5 / 112
        "三、存在的问题和2025年打算",
        "就餐场地小",
        "【请补充：产生问题的原因】",
    ):
        assert said in text, said
