"""The commands as a clerk meets them: messages, exit status, files."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from drafting import cli
from drafting.ooxml.package import pack_all, read_parts

Run = Callable[..., tuple[int, str]]
GOOD = "kind: disclosure\nyear: 2023\norganisation: {name: 甲县水利局}\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["drafting", *words])
        status = 0
        try:
            cli.run()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return call


BAD: dict[str, tuple[str, bytes, int, str]] = {
    "empty": ("a.yaml", b"", 2, "文件是空的"),
    "gbk": ("a.yaml", GOOD.encode("gbk"), 2, "UTF-8"),
    "no yaml": ("a.yaml", "kind: [甲\nyear: 2023".encode(), 2, "第.行"),
    "a list": ("a.yaml", "- 甲\n- 乙\n".encode(), 2, "键: 值"),
    "broken workbook": ("a.xlsx", b"PK\x03\x04 broken", 2, "已损坏"),
    "old workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 2, "xlsx"),
    "year without a form": (
        "a.yaml",
        GOOD.replace("2023", "2018").encode(),
        1,
        "2018年没有可用的法定表样",
    ),
    "no such kind": (
        "a.yaml",
        GOOD.replace("disclosure", "disclosur").encode(),
        1,
        "是否应为“disclosure”",
    ),
    "no organ": ("a.yaml", b"kind: disclosure\nyear: 2023\n", 1, "没有填写机关名称"),
}


@pytest.mark.parametrize(("name", "content", "status", "words"), BAD.values(), ids=BAD)
def test_an_input_that_cannot_be_drafted_is_told_and_nothing_is_written(  # noqa: PLR0913 -- a case and its fixtures
    run: Run, tmp_path: Path, name: str, content: bytes, status: int, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out.docx"
    done, text = run("draft", str(tmp_path / name), "-o", str(out))
    assert done == status
    assert re.search(words, text), text
    assert "Traceback" not in text
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("draft", "a.yaml"), "缺少 选项 -o"),
        (("draft", "-o", "a.docx"), "缺少 INPUT"),
        (("draft", "a.yaml", "-o", "a.docx", "--seed", "1.5"), "选项 --seed 的值不对，应是整数"),
        (("draft", "a.yaml", "-o", "a.docx", "--stage", "end"), "可用 working、final"),
        (("draft", "a.yaml", "-o", "a.doc"), "报告只有 .docx、.html、.pdf 三种"),
    ],
)
def test_wrong_use_is_told_in_words_of_the_user(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    status, text = run(*words)
    assert status == 2
    assert told in text


def test_without_a_command_the_commands_are_listed(run: Run) -> None:
    status, text = run()
    assert status == 2
    assert "起草：由输入写出 Word 初稿。" in text
    assert "用法有误" not in text


def test_a_folder_is_no_input(run: Run, tmp_path: Path) -> None:
    status, text = run("check", str(tmp_path))
    assert status == 2
    assert "文件夹" in text


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("bulets: {}", "IN-01", "是否应为“bullets”"),
        ("figures: {t3: {new: {natural: -3}, default: 0}}", "C-02", "-3"),
        ("figures: {t2: {licence: 很多, default: 0}}", "C-02", "很多"),
        ("figures: {t9: {}}", "IN-01", "t9"),
        ("organisation: {name: 乙局}", "IN-06", "出现了两次"),
        ("bullets: {overview: [{points: [甲], topc: 乙}]}", "IN-01", "topic"),
    ],
)
def test_a_fault_at_a_key_is_an_error_with_its_line_and_the_rest_is_drafted(
    run: Run, tmp_path: Path, line: str, code: str, words: str
) -> None:
    (tmp_path / "a.yaml").write_text(f"{GOOD}{line}\n", "utf-8")
    status, text = run(
        "draft", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "a.docx"), "--format", "json"
    )
    found = [item for item in json.loads(text)["findings"] if item["code"] == code]
    assert status == 1
    assert any(words in item["message"] + item["remedy"] for item in found), found
    assert any("第4行" in item["place"] for item in found)
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def test_a_half_filled_input_becomes_a_working_draft_but_no_final_one(
    run: Run, tmp_path: Path
) -> None:
    text = f"{GOOD}figures: {{t2: {{default: 0}}}}\nbullets: {{overview: [公众号发文12, 培训1次], problems: [更新慢]}}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    status, printed = run("draft", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "a.docx"))
    assert status == 0
    assert "C-01" in printed
    status, printed = run(
        "draft", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "b.docx"), "--stage", "final"
    )
    assert status == 1
    assert "待填" in printed
    assert not (tmp_path / "b.docx").exists()


def test_a_draft_replaces_itself_but_never_what_somebody_changed(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "a.yaml", tmp_path / "a.docx"
    source.write_text(GOOD, "utf-8")
    assert run("draft", str(source), "-o", str(out))[0] == 0
    first = out.read_bytes()
    assert run("draft", str(source), "-o", str(out))[0] == 0
    assert out.read_bytes() == first
    parts = read_parts(out)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "甲县".encode(), "乙县".encode()
    )
    out.write_bytes(pack_all(parts.items()))
    edited = out.read_bytes()
    status, text = run("draft", str(source), "-o", str(out))
    assert status == 2
    assert "redraft" in text
    assert out.read_bytes() == edited


def test_json_and_trace_hold_the_stages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    run(
        "draft", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "a.docx"),
        "--json", str(tmp_path / "a.json"), "--trace", str(tmp_path / "trace"),
    )  # fmt: skip
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["organisation"] == "甲县水利局"
    assert [path.stem for path in sorted((tmp_path / "trace").iterdir())] == [
        "1-input", "2-checked", "3-plan", "4-sentences", "5-draft",
    ]  # fmt: skip


def test_explain_names_the_source_of_a_number_and_marks_an_edited_sentence(
    run: Run, tmp_path: Path
) -> None:
    source, out = tmp_path / "a.yaml", tmp_path / "a.docx"
    source.write_text(
        f"{GOOD}bullets: {{overview: [{{topic: 监督保障, points: [培训2次]}}]}}\n", "utf-8"
    )
    run("draft", str(source), "-o", str(out))
    status, text = run("explain", str(out), "--format", "json")
    sentences = [s for p in json.loads(text)["paragraphs"] for s in p["sentences"]]
    training = next(s for s in sentences if "培训2次" in s["text"])
    assert status == 0
    assert training["state"] == "unchanged"
    sources = {number["number"]: number["sources"][0] for number in training["numbers"]}
    assert sources["2"].startswith("bullet:")
    parts = read_parts(out)
    parts["word/document.xml"] = re.sub(
        "培训2次".encode(), "培训5次".encode(), parts["word/document.xml"]
    )
    out.write_bytes(pack_all(parts.items()))
    _, text = run("explain", str(out), "--format", "json")
    edited = [
        s for p in json.loads(text)["paragraphs"] for s in p["sentences"] if s["state"] == "editor"
    ]
    sources = {number["number"]: number["sources"] for number in edited[0]["numbers"]}
    assert sources == {"5": []}


def test_lint_finds_faults_in_any_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("截止2023年12月31日，共公开信息１２条。\n", "utf-8")
    status, text = run("lint", str(tmp_path / "a.txt"), "--format", "json")
    assert status == 1
    assert {"W-01", "P-02"} <= {item["code"] for item in json.loads(text)["findings"]}


def test_new_writes_an_input_that_drafts(run: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.yaml"):
        path = str(tmp_path / name)
        assert run("new", "disclosure", "--year", "2023", "--org", "甲县水利局", "-o", path)[0] == 0
        assert run("draft", path, "-o", f"{path}.docx")[0] == 0
        assert run("new", "disclosure", "--year", "2023", "-o", path)[0] == 2


def test_wrong_use_is_told_in_chinese(run: Run, tmp_path: Path) -> None:
    assert run("draft")[0] == 2
    status, text = run("nosuch")
    assert status == 2
    assert "没有命令" in text
    assert run("kinds", "list")[0] == 0
    assert run("help")[0] == 0


def test_help_lists_only_what_exists() -> None:
    text = CliRunner().invoke(cli.main, ["--help"]).output
    assert "起草" in text
    assert "batch" not in text


def test_a_bank_on_top_rewords_where_it_should_and_its_removal_restores_the_draft(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "own.yaml").write_text(
        "schema: 1\nbank: {name: own}\nentries:\n"
        "  - {id: contact.own, text: '如有疑问，请与本局联系', function: contact, topics: [contact.office],"
        " source: written here, fits: [{slots: {}, gives: '如有疑问，请与本局联系'}],"
        " misfits: [{slots: {}, why: 示例}]}\n"
        "  - {id: nil.requests.nil.01, text: '全年没有收到政府信息公开申请', function: nil,"
        " topics: [requests.nil], source: written here, weight: 100,"
        " fits: [{slots: {}, gives: '全年没有收到政府信息公开申请'}], misfits: [{slots: {}, why: 示例}]}\n",
        "utf-8",
    )
    zeros = "figures: {t2: {default: 0}, t3: {default: 0}, t4: {default: 0}}\n"
    (tmp_path / "a.yaml").write_text(GOOD + zeros, "utf-8")
    outputs = {}
    for name, words in {"1": (), "2": ("--bank", str(tmp_path / "own.yaml")), "3": ()}.items():
        out = tmp_path / f"{name}.docx"
        run("draft", str(tmp_path / "a.yaml"), "-o", str(out), "--json", str(tmp_path / name), *words)
        outputs[name] = (out.read_bytes(), json.loads((tmp_path / name).read_text("utf-8")))
    assert outputs["1"][0] == outputs["3"][0]
    changed = [
        (one["text"], other["text"])
        for before, after in zip(outputs["1"][1]["sections"], outputs["2"][1]["sections"], strict=True)
        for paragraph, other_paragraph in zip(before["paragraphs"], after["paragraphs"], strict=True)
        for one, other in zip(paragraph["sentences"], other_paragraph["sentences"], strict=True)
        if one["text"] != other["text"]
    ]
    assert [other for _, other in changed] == ["全年没有收到政府信息公开申请。"]
    assert [bank["name"] for bank in outputs["2"][1]["banks"]] == ["base", "own"]


def test_a_bank_that_is_not_there_stops_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    status, printed = run(
        "draft", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "a.docx"), "--bank", str(tmp_path / "无")
    )
    assert (status, "没有这个表述库" in printed) == (2, True)
    assert not (tmp_path / "a.docx").exists()
