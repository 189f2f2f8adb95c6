"""Pairing of quotes and brackets, marks at headings, long sentences (P-20 to P-24)."""

import re
from collections.abc import Iterator

from drafting.review.page import Hit, Page, Sentence
from drafting.zh.punctuation import BRACKET_PAIRS, first_unpaired

_LABEL = re.compile(r"^(?:[0-9A-Za-z]{1,2}|[一二三四五六七八九十]{1,3})[）)]")
_RUN_IN = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d{1,2}\.)([^。：；，！？\n]{2,24})：")
_HEADING_END = re.compile(r"[。；：，、]$")
_QUOTE = re.compile("[“”‘’]")
_TITLE = re.compile(r"《[^《》]*》")
_LONGEST = 120
_COMMAS = 8


def quotes(page: Page) -> Iterator[Hit]:
    """P-20: quotes that do not pair, or nest against their levels."""
    for index, text in enumerate(page.texts):
        if not any(mark in text for mark in "“”‘’"):
            continue
        at = _first_bad_quote(_TITLE.sub(lambda match: "书" * len(match[0]), text))
        if at is not None:
            yield Hit("P-20", index, at, at + 1)


def _first_bad_quote(text: str) -> int | None:
    stack: list[tuple[str, int]] = []
    for match in _QUOTE.finditer(text):
        mark, position = match[0], match.start()
        inside = stack[-1][0] if stack else ""
        if mark in "“‘":
            if inside == mark or (mark == "‘" and not inside):
                return position
            stack.append((mark, position))
            continue
        if inside != ("“" if mark == "”" else "‘"):
            return position
        stack.pop()
    return stack[0][1] if stack else None


def brackets(page: Page) -> Iterator[Hit]:
    """P-21: brackets and title marks that do not pair."""
    for index, text in enumerate(page.texts):
        plain = _LABEL.sub(lambda match: "项" * len(match[0]), text)
        plain = plain.replace("(", "（").replace(")", "）")
        at = first_unpaired(plain, BRACKET_PAIRS)
        if at is not None:
            yield Hit("P-21", index, at, at + 1)


def heading_marks(page: Page) -> Iterator[Hit]:
    """P-23: a run-in heading without 。, a heading of its own or a title with a mark."""
    for index, (paragraph, text) in enumerate(zip(page.paragraphs, page.texts, strict=True)):
        if paragraph.is_heading:
            match = _HEADING_END.search(text)
            if match:
                yield Hit("P-23", index, *match.span(), detail="标题独占一行，末尾不加标点")
            continue
        match = _RUN_IN.match(text)
        if match and len(text) > match.end():
            at = match.end() - 1
            yield Hit("P-23", index, at, at + 1, detail="段首小标题以“。”结束", suggested="。")
    title = page.context.title
    if title and title[-1] in "。；：，、" and page.paragraphs:
        yield Hit("P-23", 0, 0, 0, detail=f"文件标题“{title}”末尾不加标点")


def long_sentences(page: Page) -> Iterator[Hit]:
    """P-24: sentences over 120 characters or 8 commas."""
    for sentence in page.sentences:
        commas = sentence.text.count("，")
        if len(sentence.text) > _LONGEST or commas > _COMMAS:
            yield _long(sentence, commas)


def _long(sentence: Sentence, commas: int) -> Hit:
    end = min(sentence.end, sentence.start + 30)
    detail = f"全句{len(sentence.text)}字、{commas}个逗号"
    return Hit("P-24", sentence.paragraph, sentence.start, end, detail=detail)
