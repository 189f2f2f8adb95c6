"""Counts, lists and agreeing terms of a note in the order of written Chinese.

8件复议、5件维持 becomes 复议8件、维持5件; a list that something is put on stands behind the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafting.microplanning.clauses import value_of
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import Words

BREAKS = frozenset({Kind.COMMA, Kind.STOP, Kind.COLON, Kind.LIST})
_LISTING = frozenset({"列入", "移出", "移入", "纳入", "退出", "调出"})
_LISTS = ("名录", "名单", "清单", "台账", "名册")
_CASES = frozenset({"件", "起", "宗"})
_NO_RESULT = ("均", "已", "在", "为", "是", "未", "按", "全", "个", "以")
_FEWEST = 2
_MOST_WORDS = 2
_LONGEST_RESULT = 6
_MAINLY = "为主"


def in_written_order(tokens: list[Token], words: Words, supplied: set[str]) -> tuple[Token, ...]:
    """The tokens of a note, a result before its count; words that this adds go to `supplied`."""
    return tuple(_mainly(_agreeing(_listed(_pairs(tokens, words), words), supplied), supplied))


def _pairs(tokens: list[Token], words: Words) -> list[Token]:
    """8件复议、5件维持、1件纠正: the result before its count; parts that add up under 其中."""
    out: list[Token] = []
    position = 0
    while position < len(tokens):
        end = position
        pairs: list[tuple[Token, Token]] = []
        while _is_pair(tokens, end, words, is_first=not pairs):
            pairs.append((tokens[end + 1], tokens[end]))
            end += 2
            if end < len(tokens) and tokens[end].kind in BREAKS:
                end += 1
        if len(pairs) < _FEWEST:
            out.append(tokens[position])
            position += 1
            continue
        values = [value_of(number) for _, number in pairs]
        first, rest = values[0], [value for value in values[1:] if value is not None]
        is_total = len(rest) > 1 and first == sum(rest)
        for at, (label, number) in enumerate(pairs):
            if at:
                out.append(
                    Token(Kind.COMMA, "，") if is_total and at == 1 else Token(Kind.LIST, "、")
                )
            text = ("其中" if is_total and at == 1 else "") + label.text
            out.extend((replace(label, text=text), number))
        if end <= len(tokens) and tokens[end - 1].kind in BREAKS:
            out.append(tokens[end - 1])
        position = end
    return out


def _is_pair(tokens: Sequence[Token], at: int, words: Words, *, is_first: bool) -> bool:
    if at + 1 >= len(tokens):
        return False
    number, label = tokens[at], tokens[at + 1]
    if number.kind is not Kind.NUMBER or label.kind is not Kind.HAN:
        return False
    if is_first and at and tokens[at - 1].kind not in BREAKS:
        return False
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    text = label.text
    return (
        number.unit in (_CASES if is_first else _CASES | {""})
        and (behind is None or behind.kind in BREAKS | {Kind.NUMBER})
        and len(text) <= _LONGEST_RESULT
        and len(words.cut(text)) <= _MOST_WORDS
        and not text.startswith(_NO_RESULT)
    )


def _listed(tokens: list[Token], words: Words) -> list[Token]:
    """经营异常名录，列入2917户: the list is what the verb takes."""
    for position in range(len(tokens) - 1):
        token, following = tokens[position], tokens[position + 1]
        if token.kind is not Kind.HAN or following.kind is not Kind.NUMBER:
            continue
        parts = words.cut(token.text)
        if parts[-1] not in _LISTING:
            continue
        head = "".join(parts[:-1])
        if head.endswith(_LISTS) and words.is_done_to(parts[:-1]):
            return [
                *tokens[:position],
                replace(token, text=parts[-1] + head),
                *tokens[position + 1 :],
            ]
        if not head and position > 1 and tokens[position - 1].kind is Kind.COMMA:
            name = tokens[position - 2]
            if (
                name.kind is Kind.HAN
                and name.text.endswith(_LISTS)
                and words.is_done_to(words.cut(name.text))
            ):
                moved = replace(token, text=parts[-1] + name.text)
                return [*tokens[: position - 2], moved, *tokens[position + 1 :]]
    return tokens


def _agreeing(tokens: list[Token], supplied: set[str]) -> list[Token]:
    """指南、公示、实办一致: the last of what agrees is joined by 与."""
    for at in range(len(tokens) - 1, 1, -1):
        token = tokens[at]
        if token.kind is Kind.HAN and token.text.endswith("一致") and len(token.text) > len("一致"):
            start = at
            while start > 1 and tokens[start - 1].kind is Kind.LIST:
                start -= 2
            names = tokens[start : at + 1]
            is_plain = all(name.kind in {Kind.HAN, Kind.FIXED, Kind.LIST} for name in names)
            if (
                start < at
                and is_plain
                and not re.search("[与和同跟]", "".join(n.text for n in names))
            ):
                supplied.add("与")
                joined = replace(token, text="与" + token.text)
                return [*tokens[: at - 1], joined, *tokens[at + 1 :]]
    return tokens


def _mainly(tokens: list[Token], supplied: set[str]) -> list[Token]:
    """大喇叭播2次，防疫、防火为主: 以 before what a clause of its own says is the most."""
    for at, token in enumerate(tokens):
        if _MAINLY not in token.text or not token.text.endswith(_MAINLY) or token.text == _MAINLY:
            continue
        start = at
        while start > 1 and tokens[start - 1].kind is Kind.LIST:
            start -= 2
        first = tokens[start]
        is_own = start > 0 and tokens[start - 1].kind in {Kind.COMMA, Kind.STOP}
        if is_own and first.kind is Kind.HAN and not re.search("[以由是均都]", first.text):
            supplied.add("以")
            tokens[start] = replace(first, text="以" + first.text)
    return tokens
