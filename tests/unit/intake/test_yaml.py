"""INPUT.yaml as plain values with the line of each; what cannot be read is told."""

from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.findings import Severity
from drafting.intake.raw import RawInput
from drafting.intake.yaml import read_yaml


def read(tmp_path: Path, content: str | bytes) -> RawInput:
    path = tmp_path / "input.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_yaml(path)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("'3'", "3"),
        ('"null"', "null"),
        ("+2", "+2"),  # the sign of 本年增/减 stays
        ("0.50", "0.50"),  # no binary fraction, no lost place
        ("-1.25", "-1.25"),
        ("007", "007"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2023-12-31", "2023-12-31"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("是", "是"),
        ("yes", "yes"),
        ("  甲 乙  # 备注", "甲 乙"),
        ("|\n  甲\n  乙\n", "甲\n乙\n"),
        (">\n  3\n", "3\n"),
        ("[1, 甲, [~]]", [1, "甲", [None]]),
        ("{乙: 1}", {"乙": 1}),
    ],
)
def test_a_value_is_read_as_it_is_written(tmp_path: Path, written: str, value: object) -> None:
    found = read(tmp_path, f"甲: {written}\n").data["甲"]
    assert found == value
    assert type(found) is type(value)


def test_the_line_of_every_key_and_item_is_known(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        "kind: disclosure\n"  # 1
        "figures:\n"
        "  t3:\n"
        "    # 备注\n"
        "    new: {natural: 12,\n"
        "          total: 12}\n"  # 6
        "bullets:\n"
        "  overview:\n"
        "    - topic: 主动公开\n"
        "      points:\n"
        "        - 甲\n"
        "        - {text: 乙}\n",
    )
    lines = {
        "figures": 2,
        "figures.t3.new": 5,
        "figures.t3.new.natural": 5,
        "figures.t3.new.total": 6,
        "bullets.overview.0": 9,
        "bullets.overview.0.points.0": 11,
        "bullets.overview.0.points.1.text": 12,
    }
    assert {path: raw.places[path].line for path in lines} == lines
    assert str(raw.place("figures.t3.new.total")) == "input.yaml第6行（figures.t3.new.total）"


def test_a_path_without_a_place_of_its_own_has_that_of_its_parent(tmp_path: Path) -> None:
    raw = read(tmp_path, "figures:\n  t3: {}\n")
    assert raw.place("figures.t3.new.natural").line == 2
    assert str(raw.place("contact.phone")) == "input.yaml（contact.phone）"


def test_of_a_key_written_twice_the_first_stands_and_the_second_is_an_error(
    tmp_path: Path,
) -> None:
    raw = read(tmp_path, "year: 2023\nfigures:\n  t3: {new: 1}\n  t3: {new: 2}\nyear: 2022\n")
    assert raw.data == {"year": 2023, "figures": {"t3": {"new": 1}}}
    assert [(f.code, f.severity, f.place) for f in raw.findings] == [
        ("IN-06", Severity.ERROR, "input.yaml第4行（figures.t3）"),
        ("IN-06", Severity.ERROR, "input.yaml第5行（year）"),
    ]


def test_keys_of_different_maps_may_be_equal(tmp_path: Path) -> None:
    assert read(tmp_path, "甲: {一: 1}\n乙: {一: 2}\n").findings == ()


def test_an_anchor_stands_for_its_value(tmp_path: Path) -> None:
    raw = read(tmp_path, "甲: &zero {自然人: 0}\n乙: *zero\n")
    assert raw.data["乙"] == {"自然人": 0}


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["with mark", "without"])
def test_the_byte_order_mark_of_notepad_is_no_part_of_the_first_key(
    tmp_path: Path, mark: bytes
) -> None:
    assert dict(read(tmp_path, mark + "甲: 1\r\n乙: 2\r\n".encode()).data) == {"甲": 1, "乙": 2}


BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "文件是空的"),
    "blanks": (b" \n\t\n", "文件是空的"),
    "comments": ("# 只有备注\n".encode(), "键: 值"),
    "gbk": ("organisation: {name: 甲县水利局}\n".encode("gbk"), "UTF-8"),
    "utf-16": ("甲: 1\n".encode("utf-16"), "可能是 UTF-16"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff\xff\x00", "不是文字文件"),
    "a workbook": (b"PK\x03\x04\x14\x00", "这是工作簿"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是工作簿"),
    "a wide colon": ("kind: a\nyear：2023\n".encode(), "第2行的冒号是全角的"),
    "a wide colon above": ("kind: a\ncontact：\n  office: 乙\n".encode(), "第2行的冒号是全角的"),
    "a list for a key": ("? [甲, 乙]\n: 1\n".encode(), "第1行的键不是一个词"),
    "names that repeat one another": (BOMB.encode(), "内容过多"),
    "far too deep": (b"a: " + b"[" * 100_000, "第1行嵌套过深"),
    "a word": ("甲\n".encode(), "键: 值"),
    "a list": ("- 甲\n".encode(), "键: 值"),
    "open bracket": ("甲: [1\n乙: 2\n".encode(), "第2行附近不合 YAML 格式"),
    "a tab": ("甲:\n\t乙: 1\n".encode(), "第2行开头用了 Tab"),
    "open quote": ("甲: '乙\n".encode(), "不合 YAML 格式"),
    "no blank behind the colon": ("甲: 1\n乙:2\n".encode(), "第.行附近不合 YAML 格式"),
    "two documents": ("甲: 1\n---\n乙: 2\n".encode(), "不合 YAML 格式"),
    "a control character": ("甲: 1\n乙: \x00\n".encode(), "第2行有不可见的控制字符"),
    "a list inside itself": ("甲: &a [*a]\n".encode(), "第1行嵌套过深"),
    "too deep": (("[" * 60 + "]" * 60).join(["甲: ", "\n"]).encode(), "嵌套过深"),
    "too large": (b"a: " + b"x" * 5_000_000, "文件过大"),
}


@pytest.mark.parametrize(("content", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_input_is_told_by_name_and_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UnreadableFileError, match=words) as told:
        read(tmp_path, content)
    assert "input.yaml" in str(told.value)
    assert told.value.remedy


def test_a_number_longer_than_any_figure_stays_text(tmp_path: Path) -> None:
    assert read(tmp_path, f"甲: {'9' * 18}\n乙: {'9' * 5000}\n").data == {
        "甲": int("9" * 18),
        "乙": "9" * 5000,
    }


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="文件夹"):
        read_yaml(tmp_path)
    with pytest.raises(UnreadableFileError, match="文件不存在"):
        read_yaml(tmp_path / "none.yaml")
