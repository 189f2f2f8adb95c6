"""Marks and spacing, and the safe corrections as properties."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs, suggest
from drafting.zh.punctuation import (
    BRACKET_PAIRS,
    curly_quotes,
    first_unpaired,
    full_width_marks,
    half_width_digits,
    tighten,
)

_ALPHABET = '一二是公开我局打算条件年其中占增至由，。；：（）()《》“”,.:"【】 \n0123456789%'
_TEXTS = st.text(alphabet=_ALPHABET)


@pytest.mark.parametrize(
    ("function", "text", "made"),
    [
        (full_width_marks, "加强领导,共12,345件(含3件)", "加强领导，共12,345件（含3件）"),
        (half_width_digits, "共１２件，占５０％", "共12件，占50%"),
        (curly_quotes, '设"窗口"和"专区"', "设“窗口”和“专区”"),
        (curly_quotes, '设"窗口', '设"窗口'),
        (tighten, "合计 261 户，A B两类", "合计261户，A B两类"),
    ],
)
def test_marks_and_spacing_are_set_right(function: object, text: str, made: str) -> None:
    assert callable(function)
    assert function(text) == made


@pytest.mark.parametrize(
    ("text", "position"),
    [("（《甲》）", None), ("（《甲）》", 3), ("甲）", 1), ("（甲", 0), ("", None)],
)
def test_first_unpaired_mark_is_found(text: str, position: int | None) -> None:
    assert first_unpaired(text, BRACKET_PAIRS) == position


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_suggest_is_settled_and_keeps_the_digits_in_order(text: str) -> None:
    fixed = suggest(text)
    assert suggest(fixed) == fixed
    assert re.sub(r"\D|(?<=[年月])0", "", fixed) == re.sub(r"\D|(?<=[年月])0", "", text)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TEXTS, max_size=5))
def test_excerpt_stands_in_the_text_that_was_judged(texts: list[str]) -> None:
    paragraphs = [LintParagraph(text, number=place) for place, text in enumerate(texts, 1)]
    joined = "\n".join(texts).replace("\n", "")
    for finding in lint_paragraphs(paragraphs, LintContext(2020, finished=True)):
        assert finding.excerpt.replace("\x0b", "") in joined
