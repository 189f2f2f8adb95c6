"""A finished report read as paragraphs of narrative, from .docx, .html, .txt or .md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.errors import UnreadableFileError
from drafting.findings import Finding
from drafting.reading.markup import RawParagraph, docx_paragraphs, html_paragraphs
from drafting.review.lint import findings_of, lint_paragraphs
from drafting.review.page import Hit, LintContext, LintParagraph, page_of, role_of

_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．,，]\s*\S")
_SECOND = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d))"
)
_ROW = re.compile(r"\t| \| |(?:\s-?\d+(?:\.\d+)?){2,}\s*$")
_PAGE_NUMBER = re.compile(r"^[-—－\s]*\d{1,3}[-—－\s]*$")
_END = re.compile(r"[。！？：；”）]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE = re.compile(r"((?:19|20)\d{2})\s*年度?.{0,30}(?:报告|总结)$")
_STANDARD = re.compile(r"^第二十条|信息内容|^行政|^规章|^（?本列数据")
_TABLE_PARTS = ("proactive", "requests", "review")
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as narrative, with the parts that hold a real table."""

    title: str
    paragraphs: tuple[LintParagraph, ...]
    parts: frozenset[str]  # roles of the statutory parts present
    tabled: frozenset[str]  # roles of the parts that hold a table


def read_text(path: Path) -> tuple[LintParagraph, ...]:
    """The narrative of a report; table cells are left out.

    Raises:
        UnreadableFileError: a directory, empty, broken, or in an unknown form or encoding.
    """
    return read(path).paragraphs


def read(path: Path) -> Reading:
    """The narrative of a report with its title and what is known of its tables."""
    content = _content(path)
    suffix = path.suffix.lower()
    if suffix == ".docx":
        raw = docx_paragraphs(path, content)
    elif suffix in {".html", ".htm"}:
        raw = html_paragraphs(path, content)
    elif suffix in {".txt", ".md"}:
        raw = _plain_paragraphs(_decoded(path, content))
    else:
        form = suffix or "无扩展名"
        raise UnreadableFileError(path, f"不支持的格式（{form}）", "请另存为 .docx 后重试。")
    reading = _arranged(raw)
    if not reading.paragraphs:
        raise UnreadableFileError(path, "文件里没有文字", "请检查文件内容后重试。")
    return reading


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFileError(path, "这是一个文件夹", "请指定其中的一个文件。")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableFileError(
            path, "文件不存在或无权读取", "请检查路径和权限后重试。"
        ) from fault
    if not content.strip():
        raise UnreadableFileError(path, "文件是空的", "请检查文件内容后重试。")
    return content


def _decoded(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        name = _encoding_name(content)
        remedy = "请用记事本或 WPS 打开，另存为 UTF-8 编码后重试。"
        raise UnreadableFileError(path, f"编码是 {name}，不是 UTF-8", remedy) from fault
    if "\0" in text:
        raise UnreadableFileError(path, "不是文本文件", "请另存为 .docx 或 UTF-8 文本后重试。")
    return text


def _encoding_name(content: bytes) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "未知编码"
    return "GBK"


def _plain_paragraphs(text: str) -> list[RawParagraph]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    lines = [line.lstrip("\u3000 ") for line in lines if line.strip()]
    kept = [line for line in lines if not _PAGE_NUMBER.match(line) and _is_narrative(line)]
    return [RawParagraph(_unmarked(line), is_row=_is_row(line)) for line in _rejoined(kept)]


def _is_narrative(line: str) -> bool:
    """Whether the line is Chinese text and not a comment, rule or code."""
    if re.match(r"#\s*[A-Za-z]+:", line):
        return False
    return 2 * len(_HAN.findall(line)) >= len(re.findall("[A-Za-z]", line)) and bool(
        _HAN.search(line) or _is_row(line)
    )


def _is_row(line: str) -> bool:
    return bool(_ROW.search(line))


def _unmarked(line: str) -> str:
    return re.sub(r"^#{1,6}\s+|^>\s+|\*\*", "", line)


def _rejoined(lines: Sequence[str]) -> list[str]:
    """Paragraphs that page extraction or hard wrapping has broken, made whole."""
    width = _wrap_width(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and _continues(previous, line, width):
            joined[-1] += line
        else:
            joined.append(line)
        previous = line
    return joined


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the lines were wrapped, or 0 when they were not."""
    sizes = [len(line) for line in lines if len(line) >= 20 and not _is_row(line)]
    if len(sizes) < 10:
        return 0
    widest = sorted(sizes)[int(len(sizes) * 0.9)]
    near = sum(widest - 4 <= size <= widest + 2 for size in sizes)
    return widest if near >= 0.5 * len(sizes) else 0


def _continues(previous: str, line: str, width: int) -> bool:
    if _is_row(previous) or _is_row(line) or _TOP.match(previous) or line.startswith("#"):
        return False
    if _LABEL.match(line) or _TITLE.search(previous):
        return False
    if width and len(previous) >= width - 4:
        return True
    broken = not _END.search(previous) and (len(previous) >= 25 or "。" in previous)
    return broken and bool(_HAN.match(line) or re.match(r"[\d“《，、]", line))


def _arranged(raw: Sequence[RawParagraph]) -> Reading:
    title = ""
    section = ""
    paragraphs: list[LintParagraph] = []
    parts: set[str] = set()
    tabled: set[str] = set()
    for item in raw:
        text = item.text.strip()
        role = role_of(section)
        if item.is_row:
            tabled.add(role)
            continue
        if not text:
            continue
        if not section and not title and _TITLE.search(text) and len(text) < 80:
            title = text
            continue
        level = _heading_level(item, text)
        if level == 1:
            section = text
            parts.add(role_of(text))
        elif role in _TABLE_PARTS and "。" not in text:
            continue
        paragraphs.append(
            LintParagraph(text, section, len(paragraphs) + 1, level > 0, level or _level(text))
        )
    return Reading(title, tuple(paragraphs), frozenset(parts), frozenset(tabled))


def _heading_level(item: RawParagraph, text: str) -> int:
    if _STANDARD.search(text) or len(text) > _LONGEST_HEADING:
        return 0
    if _TOP.match(text):
        return 1 if "。" not in text[:-1] else 0
    if item.heading or (_SECOND.match(text) and not _END.search(text)):
        return max(item.heading, 2)
    return 0


def _level(text: str) -> int:
    return 2 if _SECOND.match(text) else 0


def organ_of(title: str) -> str:
    """The organ that a title names, without the year and the kind of report."""
    match = re.match(r"^(?:关于)?(.{2,40}?)(?:关于)?\s*(?:19|20)\d{2}\s*年", title)
    return match[1].strip() if match else ""


def lint_file(path: Path, year: int | None = None) -> tuple[Finding, ...]:
    """Every fault of style in a file; year and organ are taken from its title when not given.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    reading = read(path)
    found = _TITLE.search(reading.title)
    if year is None and found:
        year = int(found[1])
    context = LintContext(year, reading.title, path.name, organ_of(reading.title), finished=True)
    return (*lint_paragraphs(reading.paragraphs, context), *_missing_tables(reading, context))


def _missing_tables(reading: Reading, context: LintContext) -> tuple[Finding, ...]:
    """A-15 for each statutory part without a table."""
    headings = [
        (index, item)
        for index, item in enumerate(reading.paragraphs)
        if item.level == 1 and role_of(item.section) in _TABLE_PARTS
    ]
    page = page_of(reading.paragraphs, context)
    return findings_of(
        page,
        [
            Hit("A-15", index, 0, len(item.text))
            for index, item in headings
            if role_of(item.section) not in reading.tabled
        ],
    )
