"""The text of a file in the encoding that it declares or that its bytes show."""

import re
from pathlib import Path

from drafting.errors import UnreadableFileError

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GBK"}
_REMEDY = "请用记事本或 WPS 打开，另存为 UTF-8 编码后重试。"
_COMMON = re.compile("[的年。、]")


def decoded(path: Path, content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, UTF-16 or GBK (GB18030).

    Raises:
        UnreadableFileError: cut inside a character, no text, or in another encoding.
    """
    for name in _candidates(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError as fault:
            if name == "utf-8" and fault.start >= len(content) - 3 and fault.start > 0:
                raise UnreadableFileError(
                    path, "文件不完整，在一个字的中间断开", "请重新下载或另存该文件。"
                ) from fault
            continue
        if "\0" in text:
            raise UnreadableFileError(path, "不是文本文件", "请另存为 .docx 或 UTF-8 文本后重试。")
        if name != "gb18030" or _COMMON.search(text):
            return text, _NAMES[name]
    raise UnreadableFileError(path, "编码无法识别", _REMEDY)


def _candidates(content: bytes) -> list[str]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return [name]
    declared = _DECLARED.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in {"gbk", "gb2312", "gb18030", "gb_2312-80", "x-gbk"}:
        return ["gb18030", "utf-8"] if not _is_utf8(content) else ["utf-8"]
    return ["utf-8", "gb18030"]


def _is_utf8(content: bytes) -> bool:
    """Whether bytes beyond ASCII are UTF-8 in spite of what a page declares."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
