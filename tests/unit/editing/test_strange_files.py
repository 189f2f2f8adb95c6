"""Files that are not what the editor's loop expects: told in words, nothing written."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.cli import main, run
from drafting.ooxml.package import pack_all, read_parts
from tests.unit.editing.test_redraft import INPUT, drafted, written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Bytes = Callable[[bytes, dict[str, bytes]], bytes]


def with_part(name: str, data: bytes) -> Bytes:
    return lambda _, parts: pack_all({**parts, name: data}.items())


def without(*names: str) -> Bytes:
    return lambda _, parts: pack_all(
        (name, data) for name, data in parts.items() if not name.startswith(names)
    )


def bomb(_: bytes, parts: dict[str, bytes]) -> bytes:
    """A part that unpacks to more than a report can have."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
        with package.open("word/media/image1.png", "w", force_zip64=True) as stream:
            for _number in range(301):
                stream.write(bytes(1 << 20))
    return out.getvalue()


def lying(data: bytes, _: dict[str, bytes]) -> bytes:
    """The directory says that the body is one byte long."""
    at = data.rindex(b"word/document.xml") - 46
    return data[: at + 24] + struct.pack("<I", 1) + data[at + 28 :]


def deep(_: bytes, parts: dict[str, bytes]) -> bytes:
    """Markup nested deeper than any program writes."""
    body = f'<w:document xmlns:w="{W}"><w:body><w:p>{"<w:ins>" * 5000}{"</w:ins>" * 5000}</w:p></w:body></w:document>'
    return pack_all({**parts, "word/document.xml": body.encode()}.items())


def laughing(_: bytes, parts: dict[str, bytes]) -> bytes:
    """Entities that unfold to gigabytes."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a11;</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    return pack_all({**parts, "word/document.xml": body.encode()}.items())


def locked(_: bytes, __: dict[str, bytes]) -> bytes:
    """What Word makes of a file under a password, and what a .doc begins with."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


def encrypted(data: bytes, _: dict[str, bytes]) -> bytes:
    """An entry that says it is under a password."""
    changed = bytearray(data)
    at = data.rindex(b"word/document.xml") - 46
    changed[at + 8] |= 1
    head = data.index(b"word/document.xml") - 30
    changed[head + 6] |= 1
    return bytes(changed)


STRANGE: dict[str, tuple[Bytes, str]] = {
    "empty": (lambda *_: b"", "文件是空的"),
    "text": (lambda *_: "我的稿子".encode(), "它不是 .docx 文件"),
    "truncated": (lambda data, _: data[: len(data) // 2], "文件已损坏或加了密码"),
    "locked": (locked, "它是旧版 .doc 或 .wps，或者加了密码"),
    "encrypted": (encrypted, "文件已损坏或加了密码"),
    "other-zip": (without("[Content"), "它是压缩包，但不是 Word 文档"),
    "no-body": (without("word/document.xml"), "它不是 Word 文档"),
    "no-data": (without("customXml/", "docProps/custom.xml"), "其中没有起草数据"),
    "malformed": (with_part("word/document.xml", b"<w:document><w:body>"), "其中的正文已损坏"),
    "other-root": (with_part("word/document.xml", b"<html><body/></html>"), "它不是 Word 文档"),
    "other-body": (with_part("word/document.xml", f'<w:hdr xmlns:w="{W}"/>'.encode()), "它不是 Word 文档"),
    "broken-comments": (with_part("word/comments.xml", b"<w:comments>"), "已损坏"),
    "broken-states": (with_part("word/commentsExtended.xml", b"<w15:commentsEx>"), "已损坏"),
    "broken-styles": (with_part("word/styles.xml", f'<w:styles xmlns:w="{W}">'.encode()), "已损坏"),
    "broken-data": (
        with_part("customXml/item1.xml", b'<draft xmlns="urn:gongkai-drafting:draft:1" sha256="0">{}</draft>'),
        "其中的起草数据已损坏",
    ),
    "deep": (deep, "其中的正文已损坏"),
    "laughing": (laughing, "其中的正文已损坏"),
    "lying": (lying, "文件已损坏或加了密码"),
    "bomb": (bomb, "解压后超过 300 MB"),
}  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("v1")
    return written(drafted(INPUT, folder), folder / "v1.docx").read_bytes()


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, Path], tuple[int, str]]:
    (tmp_path / "a.yaml").write_text(INPUT, "utf-8")
    out, page = str(tmp_path / "out.docx"), str(tmp_path / "out.html")

    def call(command: str, path: Path) -> tuple[int, str]:
        words = {
            "redraft": ["redraft", str(tmp_path / "a.yaml"), "--edited", str(path), "-o", out],
            "review": ["review", str(path)],
            "publish": ["publish", str(path), "-o", out, "--html", page],
            "explain": ["explain", str(path), "-o", page],
        }[command]
        monkeypatch.setattr("sys.argv", ["drafting", *words])
        with pytest.raises(SystemExit) as left:
            run(main)
        return int(str(left.value.code)), capsys.readouterr().err

    return call


@pytest.mark.parametrize("command", ["redraft", "review", "publish", "explain"])
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_refused_in_words_and_nothing_is_written(
    original: bytes,
    told: Callable[[str, Path], tuple[int, str]],
    tmp_path: Path,
    command: str,
    name: str,
) -> None:
    make, words = STRANGE[name]
    source = tmp_path / "source.docx"
    source.write_bytes(original)
    path = tmp_path / "edited.docx"
    path.write_bytes(make(original, read_parts(source)))
    status, said = told(command, path)
    assert (status, words in said, "程序出错" in said) == (2, True, False), said
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "a.yaml",
        "edited.docx",
        "source.docx",
    ]


@pytest.mark.parametrize("command", ["redraft", "review", "publish", "explain"])
def test_a_folder_and_a_missing_file_are_told(
    told: Callable[[str, Path], tuple[int, str]], tmp_path: Path, command: str
) -> None:
    assert told(command, tmp_path)[0] == 2
    assert told(command, tmp_path / "none.docx")[0] == 2
