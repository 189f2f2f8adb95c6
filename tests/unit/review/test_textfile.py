"""Reports read as narrative, and files that cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.review.textfile import lint_file, organ_of, read, read_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT = (
    "南岗区交通局2020年政府信息公开工作年度报告\n"
    "一、总体情况\n"
    "2020年，我局公开信息12条。\n"
    "二、主动公开政府信息情况\n"
    "规章\t0\t0\t0\n"
    "三、收到和处理政府信息公开申请情况\n"
    "（七）总计 6 0 0 0 0 0 6\n"
)


def _docx(body: str, styles: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        if styles:
            package.writestr("word/styles.xml", f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')
    return buffer.getvalue()


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_text_file_is_cut_into_parts_without_tables(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(_TEXT, encoding="utf-8-sig")
    reading = read(path)
    assert reading.title == "南岗区交通局2020年政府信息公开工作年度报告"
    assert [(item.text, item.section, item.is_heading) for item in reading.paragraphs[:2]] == [
        ("一、总体情况", "一、总体情况", True),
        ("2020年，我局公开信息12条。", "一、总体情况", False),
    ]
    assert reading.tabled == {"proactive", "requests"}
    assert len(reading.paragraphs) == 4


def test_paragraph_broken_inside_a_sentence_is_joined(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "（一）公开。坚持做好信息常\n\n态化发布工作。\n（二）答复。\n", encoding="utf-8"
    )
    assert [item.text for item in read_text(path)] == [
        "（一）公开。坚持做好信息常态化发布工作。",
        "（二）答复。",
    ]


def test_word_file_is_read_in_its_accepted_view(tmp_path: Path) -> None:
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{_run("总体情况")}</w:p>'
        f"<w:p>{_run('公开')}<w:ins>{_run('信息12条')}</w:ins>"
        f"<w:del><w:r><w:delText>文件3条</w:delText></w:r></w:del>{_run('。')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{_run('规章')}</w:p></w:tc></w:tr></w:tbl>"
    )
    style = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    path = tmp_path / "report.docx"
    path.write_bytes(_docx(body, style))
    assert [(item.text, item.is_heading) for item in read_text(path)] == [
        ("总体情况", True),
        ("公开信息12条。", False),
    ]


def test_web_page_is_read_without_tables_and_scripts(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(
        "<html><head><title>x</title></head><body><script>var a;</script><p>一、总体情况</p>"
        "<div>我局公开<b>信息</b>12条。</div><table><tr><td>规章</td><td>0</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert [item.text for item in read_text(path)] == ["一、总体情况", "我局公开信息12条。"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", "政府信息公开".encode("gbk"), "GBK"),
        ("a.txt", "政府信息公开".encode("utf-16"), "UTF-16"),
        ("a.txt", b" \n", "空的"),
        ("a.docx", b"not a zip", "已损坏"),
        ("a.docx", _docx("")[:60], "已损坏"),
        ("a.docx", _docx(""), "没有文字"),
        ("a.html", "<p>政府信息公开</p>".encode("gbk"), "GBK"),
        ("a.wps", b"x", "不支持"),
    ],
    ids=["gbk", "utf-16", "blank", "no zip", "cut off", "no text", "gbk page", "wps"],
)
def test_unreadable_file_is_named_with_its_reason(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read_text(path)
    assert caught.value.remedy


def test_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="文件夹"):
        read_text(tmp_path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="不存在"):
        read_text(tmp_path / "none.txt")


def test_year_comes_from_the_title(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(_TEXT.replace("2020年，", "2019年，"), encoding="utf-8")
    assert [item.code for item in lint_file(path)] == ["A-03"]
    assert [item.code for item in lint_file(path, year=2019)] == []


def test_part_without_its_table_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(_TEXT.replace("规章\t0\t0\t0\n", "见附图。\n"), encoding="utf-8")
    (finding,) = lint_file(path)
    assert (finding.code, finding.excerpt) == ("A-15", "二、主动公开政府信息情况")


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("南岗区交通局2020年政府信息公开工作年度报告", "南岗区交通局"),
        ("南岗区交通局关于2020年度政府信息公开工作的报告", "南岗区交通局"),
        ("2020年政府信息公开工作年度报告", ""),
    ],
)
def test_organ_comes_from_the_title(title: str, organ: str) -> None:
    assert organ_of(title) == organ
