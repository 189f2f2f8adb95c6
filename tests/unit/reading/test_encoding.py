from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.reading.encoding import decoded

TEXT = "云杉县水务局，公开信息12条。"
PATH = Path("a.txt")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("gbk", "GBK"), ("gb18030", "GBK")],
)  # fmt: skip
def test_a_text_is_decoded_and_its_encoding_named(encoding: str, name: str) -> None:
    assert decoded(PATH, TEXT.encode(encoding)) == (TEXT, name)


@pytest.mark.parametrize("declared", ["gbk", "gb2312", "GB18030"])
def test_a_page_is_decoded_as_it_declares(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>{TEXT}</p>'
    assert decoded(PATH, page.encode("gb18030")) == (page, "GBK")


def test_a_page_that_declares_wrongly_is_decoded_by_its_bytes() -> None:
    page = f'<meta charset="gb2312"><p>{TEXT}</p>'
    assert decoded(PATH, page.encode("utf-8")) == (page, "UTF-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (TEXT.encode()[:-1], "文件不完整"),
        (b"\xff\x80\x81\x82", "编码无法识别"),
        ("\x00年".encode(), "不是文本文件"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        decoded(PATH, content)
