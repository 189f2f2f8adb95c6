"""The fewest characters out and in, and no number split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.editing.tokens import Edit, edits, tokens

texts = st.text(alphabet="甲乙丙丁，。12", max_size=16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到47件", ["收", "到", "47", "件"]),
        ("满意率98.6%", ["满", "意", "率", "98.6%"]),
        ("12,345条", ["12,345", "条"]),
        ("用Word 2021写", ["用", "Word", " ", "2021", "写"]),
        ("a.b@c.cn", ["a.b@c.cn"]),
    ],
)
def test_numbers_and_latin_words_are_whole_and_han_characters_single(
    text: str, expected: list[str]
) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("收到47件", "收到147件", [Edit(2, 4, "147")]),
        ("收到47件", "收到47件", []),
        ("", "甲", [Edit(0, 0, "甲")]),
        ("甲乙丙", "甲丙", [Edit(1, 2, "")]),
        ("收到申请47件，办结45件", "收到申请152件，其中办结145件", [Edit(4, 6, "152"), Edit(8, 8, "其中"), Edit(10, 12, "145")]),
        ("坚持发布信息", "坚持及时发布信息", [Edit(2, 2, "及时")]),
    ],
)  # fmt: skip
def test_a_change_takes_out_and_puts_in_as_little_as_can_be(
    old: str, new: str, expected: list[Edit]
) -> None:
    assert edits(old, new) == expected


@given(texts, texts)
def test_the_changes_turn_one_text_into_the_other(old: str, new: str) -> None:
    made = old
    for edit in reversed(edits(old, new)):
        made = made[: edit.start] + edit.text + made[edit.end :]
    assert made == new


def _longest(one: list[str], other: list[str]) -> int:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for at, first in enumerate(one):
        for place, second in enumerate(other):
            longer = max(table[at][place + 1], table[at + 1][place])
            table[at + 1][place + 1] = table[at][place] + 1 if first == second else longer
    return table[-1][-1]


@given(texts, texts)
def test_as_many_tokens_are_kept_as_both_texts_share(old: str, new: str) -> None:
    gone = sum(len(tokens(old[edit.start : edit.end])) for edit in edits(old, new))
    assert len(tokens(old)) - gone == _longest(tokens(old), tokens(new))
