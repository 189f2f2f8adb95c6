"""The text that is judged: paragraphs, what is known of the report, and what is masked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.findings import Severity

FILLER = "\ue000"  # stands for each masked character; no rule matches it
_BREAK = "\x0b"  # a line break inside a paragraph; lines of a page are paragraphs
_HIDDEN = re.compile(
    r"【[^】\n]*】"
    r"|(?:https?://|www\.)[\x21-\x27\x2a-\x3a\x3c-\x7e]+"
    r"|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<!\d)[0-2]?\d[:：][0-5]\d(?::[0-5]\d)?(?!\d)"
)
_PLACEHOLDER = re.compile(r"【[^】\n]*】")
_BOOK = re.compile(r"《([^《》\n]*)》")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True, slots=True)
class LintParagraph:
    """One paragraph of narrative; tables are no paragraphs."""

    text: str
    section: str = ""  # heading of its part, or the part's id
    number: int = 0  # 1-based, as the reader counts
    is_heading: bool = False  # stands alone on its line
    level: int = 0  # 1 for 一、, 2 for （一） …; 0 body text
    anchor: str = ""  # handed on to the findings


@dataclass(frozen=True, slots=True)
class LintContext:
    """What is known of the report besides its paragraphs."""

    year: int | None = None  # report year; None: rules about years keep silent
    title: str = ""
    file: str = ""
    organisation: str = ""
    region: str = ""
    self_name: str = ""  # 我局 …
    finished: bool = False  # a remaining 【…】 is a fault


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a page, masked."""

    paragraph: int  # 0-based
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in its paragraph."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule is broken; empty texts mean the rule's own."""

    code: str
    paragraph: int  # 0-based
    start: int
    end: int
    detail: str = ""  # what was found, in words
    suggested: str = ""  # what the matched text should be
    severity: Severity | None = None
    figures: tuple[str, ...] = ()
    remedy: str = ""  # what to do about this very place


@dataclass(frozen=True, slots=True)
class Page:
    """A report ready to be judged."""

    paragraphs: tuple[LintParagraph, ...]
    context: LintContext
    lines: Mapping[str, tuple[str, ...]]  # mask name -> text of each paragraph
    joined: Mapping[str, str]  # mask name -> the lines joined with "\n"
    sentences: tuple[Sentence, ...]  # of body text, not of headings

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs with URLs, addresses, times and placeholders masked."""
        return self.lines["text"]


def _fill(match: re.Match[str]) -> str:
    return FILLER * len(match[0])


def page_of(paragraphs: Sequence[LintParagraph], context: LintContext) -> Page:
    """Mask the paragraphs and cut them into sentences; positions stay as they are."""
    raw = "\n".join(item.text.replace("\n", _BREAK) for item in paragraphs)
    text = _HIDDEN.sub(_fill, raw)
    books = _BOOK.sub(lambda match: f"《{FILLER * len(match[1])}》", text)
    shown = _PLACEHOLDER.sub(_fill, raw)
    joined = {"text": text, "books": books, "none": shown, "raw": raw}
    lines = {name: tuple(value.split("\n")) if paragraphs else () for name, value in joined.items()}
    return Page(tuple(paragraphs), context, lines, joined, _sentences(paragraphs, lines["text"]))


def _sentences(paragraphs: Sequence[LintParagraph], lines: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(index, match.start(), match[0])
        for index, line in enumerate(lines)
        if not paragraphs[index].is_heading
        for match in _SENTENCE.finditer(line)
    )


def spot(page: Page, position: int) -> tuple[int, int]:
    """The paragraph and the place in it of a position in one of the joined texts."""
    before = page.joined["raw"][:position]
    return before.count("\n"), position - (before.rfind("\n") + 1)


def role_of(section: str) -> str:
    """Which part of the statutory form a heading or section id names; empty: none of them."""
    for role, words in _ROLES.items():
        if section == role or any(word in section for word in words):
            return role
    return ""


_ROLES = {
    "overview": ("总体情况", "概述"),
    "proactive": ("主动公开政府信息情况",),
    "requests": ("政府信息公开申请情况", "依申请公开政府信息情况"),
    "review": ("行政复议", "行政诉讼"),
    "problems": ("问题", "下一步", "改进"),
    "other": ("其他需要报告",),
}
