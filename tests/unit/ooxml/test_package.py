import io
import zipfile
from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.ooxml.package import CONTENT_TYPES, join, pack, pack_all, read_parts

TYPES = (CONTENT_TYPES, b"<Types/>")


def test_what_is_written_is_read_back_by_zipfile() -> None:
    data = join([pack("a.xml", b"<a/>"), pack("b/c.xml", "字".encode() * 5000)])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == {
            "a.xml": b"<a/>",
            "b/c.xml": "字".encode() * 5000,
        }


def test_content_types_come_first() -> None:
    data = pack_all([("word/document.xml", b"<d/>"), TYPES])
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [CONTENT_TYPES, "word/document.xml"]


def test_every_entry_is_dated_1980() -> None:
    entries = zipfile.ZipFile(io.BytesIO(pack_all([TYPES]))).infolist()
    assert [entry.date_time for entry in entries] == [(1980, 1, 1, 0, 0, 0)]


def test_parts_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pack_all([TYPES, ("word/document.xml", b"<d/>")]))
    assert read_parts(path) == {CONTENT_TYPES: b"<Types/>", "word/document.xml": b"<d/>"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b"hello", "不是 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 .doc"),
        (b"PK\x03\x04broken", "已损坏"),
        (pack_all([TYPES, ("a.xml", b"x" * 900)])[:-30], "已损坏"),
        (pack_all([("a.xml", b"<a/>")]), "不是 Word 文档"),
        (join([pack(*TYPES), pack("a.xml", b"1"), pack("A.xml", b"2")]), "重名"),
    ],
    ids=["empty", "text", "old doc", "broken", "cut off", "other zip", "twice the same name"],
)
def test_what_is_no_docx_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=reason):
        read_parts(path)


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    data = bytearray(pack_all([TYPES]))
    data[14] ^= 0xFF  # the local header's checksum: zipfile looks at the central one
    data[data.index(b"PK\1\2") + 16] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFileError, match="已损坏"):
        read_parts(path)


@pytest.mark.parametrize(("name", "reason"), [("", "文件夹"), ("none.docx", "没有这个文件")])
def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read_parts(tmp_path / name)


def test_more_parts_than_any_report_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(join([pack(*TYPES), *(pack(f"{number}.xml", b"") for number in range(5000))]))
    with pytest.raises(UnreadableFileError, match="5000"):
        read_parts(path)
