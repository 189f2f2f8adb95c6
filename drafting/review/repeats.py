"""Repetition within one report: sentences, phrases across parts, verbs in a row."""

import re
from collections.abc import Iterator, Sequence

from drafting.findings import Finding
from drafting.review.lint import findings_of
from drafting.review.page import FILLER, Hit, LintContext, LintParagraph, Page, page_of

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{8,}")
_NAMES = re.compile(
    r"政府信息公开|政务公开|政府信息|主动公开|依申请公开|信息公开|中华人民共和国|工作领导小组"
    r"|办公室|管理局|人民政府|习近平新时代中国特色社会主义思想"
)
_VERB = re.compile(
    r"(?:^|(?<=[，；。、：]))(加强|开展|推进|完善|优化|强化|健全|规范|落实|组织|做好|提高|提升|建立|加大|深化|拓展|推动)"
)
_PHRASE = 8
_SHORTEST_SENTENCE = 12
_LEAST_CONTENT = 6
_IN_A_ROW = 3


def lint_repeats(paragraphs: Sequence[LintParagraph], context: LintContext) -> tuple[Finding, ...]:
    """Repetition in a finished draft: W-20 for a sentence said twice, RV-01, RV-02."""
    page = page_of(paragraphs, context)
    hits = [*_sentences(page), *_phrases(page), *_verbs(page)]
    return findings_of(page, hits)


def _sentences(page: Page) -> Iterator[Hit]:
    seen: dict[str, int] = {}
    for sentence in page.sentences:
        body = re.sub(r"^(?:（[一二三四五六七八九十]+）|\d{1,2}\.)", "", sentence.text).strip()
        if len(body) < _SHORTEST_SENTENCE or FILLER in body:
            continue
        if body in seen:
            detail = f"与第{_number(page, seen[body])}段的一句完全相同"
            yield Hit("W-20", sentence.paragraph, sentence.start, sentence.end, detail=detail)
        seen.setdefault(body, sentence.paragraph)


def _number(page: Page, index: int) -> int:
    return page.paragraphs[index].number or index + 1


def _phrases(page: Page) -> Iterator[Hit]:
    """RV-01: eight or more Han characters of content in two sections."""
    skipped = page.context.organisation
    seen: dict[str, tuple[str, int]] = {}  # eight characters -> section and paragraph
    for index, paragraph in enumerate(page.paragraphs):
        if paragraph.is_heading or not paragraph.section:
            continue
        text = page.lines["books"][index]
        if skipped:
            text = text.replace(skipped, "，" * len(skipped))
        for run in _HAN_RUN.finditer(text):
            yield from _shared(run, paragraph.section, index, seen)


def _shared(
    run: re.Match[str], section: str, index: int, seen: dict[str, tuple[str, int]]
) -> Iterator[Hit]:
    words = run[0]
    at = 0
    while at + _PHRASE <= len(words):
        earlier = seen.get(words[at : at + _PHRASE])
        if earlier is None or earlier[0] == section:
            seen.setdefault(words[at : at + _PHRASE], (section, index))
            at += 1
            continue
        length = _PHRASE
        while (
            at + length < len(words)
            and seen.get(words[at + length - _PHRASE + 1 : at + length + 1], ("", -1))[1]
            == earlier[1]
        ):
            length += 1
        phrase = words[at : at + length]
        if len(_NAMES.sub("", phrase)) >= _LEAST_CONTENT:
            start = run.start() + at
            detail = f"“{earlier[0]}”里已有这句话"
            yield Hit("RV-01", index, start, start + length, detail=detail)
        at += length


def _verbs(page: Page) -> Iterator[Hit]:
    """RV-02: three clauses in a row that start with one verb."""
    for sentence in page.sentences:
        at = sentence.start
        verb, start, count = "", 0, 0
        for clause in re.split("(?<=[，；：])", sentence.text):
            match = _VERB.match(clause)
            found = match[1] if match else ""
            count = count + 1 if found and found == verb else 1
            if count == 1:
                verb, start = found, at
            at += len(clause)
            if verb and count == _IN_A_ROW:
                yield Hit("RV-02", sentence.paragraph, start, at, detail=f"“{verb}”")
