"""Tokens of a note grouped into clauses: a statement, its parts (其中 …), its setting (…：)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from drafting.microplanning.tokens import Kind, Token

_SUBSET = ("其中", "分别为", "分别是", "包括", "含")
_QUANTITIES = {
    "次数": "次", "人数": "人", "件数": "件", "户数": "户", "场次": "场", "期数": "期", "篇数": "篇",
    "条数": "条", "份数": "份",
}  # fmt: skip
_PREDICATE = re.compile("[每逐按均都已未]|公[开示布]|发布|更新|[一两]次$")  # says what is done with them
_BIG = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a note."""

    tokens: tuple[Token, ...]
    setting: tuple[Token, ...] = ()  # what stood before a colon and gives no figure
    parts: tuple[Clause, ...] = ()  # items of a total
    ends: bool = False  # the clerk closed a statement behind it (； or 。)


def value_of(token: Token) -> Decimal | None:
    """The number that a token states; None for a range."""
    text = token.text.replace(",", "")
    factor = 1
    if text and text[-1] in _BIG:
        factor = _BIG[text[-1]]
        text = text[:-1]
    try:
        return Decimal(text) * factor
    except ArithmeticError:
        return None


def last_number(tokens: Sequence[Token]) -> Token | None:
    """The number that closes a clause, brackets behind it aside."""
    rest = [token for token in tokens if token.kind is not Kind.PAREN]
    return rest[-1] if rest and rest[-1].kind is Kind.NUMBER else None


def parse(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a note in order."""
    clauses: list[Clause] = []
    for group in _split(tokens, Kind.STOP):
        found = _group(group)
        if found:
            found[-1] = replace(found[-1], ends=True)
        clauses.extend(found)
    return tuple(clauses)


def _split(tokens: Sequence[Token], kind: Kind) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is kind:
            groups.append([])
        else:
            groups[-1].append(token)
    return [group for group in groups if group]


def _group(tokens: Sequence[Token]) -> list[Clause]:
    colon = next((at for at, token in enumerate(tokens) if token.kind is Kind.COLON), None)
    if colon is None:
        return _absorb([Clause(tuple(part)) for part in _split(tokens, Kind.COMMA)])
    head = _split(tokens[:colon], Kind.COMMA)
    body = _group(tokens[colon + 1 :])
    if not head:
        return body
    before = [Clause(tuple(part)) for part in head]
    if len(before) > 1 and _is_subset_word(before[-1]):
        before.pop()
    total = last_number(before[-1].tokens)
    if total is not None:
        items = _items(body)
        numbered = next(
            (at for at, item in enumerate(items) if last_number(item.tokens) is None), len(items)
        )
        if numbered == len(items) or numbered > 1:
            taken = _reach(total, items[:numbered])
            before[-1] = replace(before[-1], parts=tuple(items[:taken]))
            return [*_absorb(before), *items[taken:]]
        if (
            body
            and any(token.kind is Kind.LIST for token in body[0].tokens)
            and all(token.kind in {Kind.HAN, Kind.FIXED, Kind.LIST} for token in body[0].tokens)
            and not _PREDICATE.search(body[0].tokens[-1].text)
        ):
            before[-1] = replace(before[-1], parts=(body[0],))
            return [*_absorb(before), *body[1:]]
        return [*_absorb(before), *body]
    if not body:
        return _absorb(before)
    if len(before) == 1 and _is_subset_word(before[0]):
        return body
    counted = _counted(before[-1], body[0])
    if counted is not None:
        return [*_absorb(before[:-1]), *_absorb([counted, *body[1:]])]
    body = _one_list(body)
    body[0] = replace(body[0], setting=(*before[-1].tokens, *body[0].setting))
    return [*_absorb(before[:-1]), *body]


def _counted(head: Clause, clause: Clause) -> Clause | None:
    """检查：58次 and 检查：次数58 are 检查58次: the number alone, or behind a name of its measure."""
    number = clause.tokens[-1]
    if number.kind is not Kind.NUMBER or head.tokens[-1].kind is not Kind.HAN:
        return None
    if len(clause.tokens) > 1:
        unit = _QUANTITIES.get(clause.tokens[0].text, "")
        if not unit or len(clause.tokens) > 2 or clause.parts or number.unit not in {"", unit}:
            return None
        number = replace(number, unit=unit)
    return replace(clause, tokens=(*head.tokens, number))


def _one_list(body: list[Clause]) -> list[Clause]:
    """文字5，图解3，视频2 behind a colon: kinds with bare counts are one list."""
    count = next(
        (at for at, clause in enumerate(body) if not _is_bare_count(clause)), len(body)
    )
    if count < 2:
        return body
    tokens: list[Token] = []
    for clause in body[:count]:
        tokens += [*([_AND] if tokens else []), *clause.tokens]
    return [replace(body[count - 1], tokens=tuple(tokens)), *body[count:]]


_AND = Token(Kind.LIST, "、")


def _is_bare_count(clause: Clause) -> bool:
    kinds = [token.kind for token in clause.tokens]
    is_plain = not clause.parts and not clause.setting
    return is_plain and kinds == [Kind.HAN, Kind.NUMBER] and not clause.tokens[1].unit


def _is_subset_word(clause: Clause) -> bool:
    return len(clause.tokens) == 1 and clause.tokens[0].text in _SUBSET


def _items(body: Sequence[Clause]) -> list[Clause]:
    """Items of a list, also those joined by 、 when each has its number."""
    items: list[Clause] = []
    for clause in body:
        pieces = _split(clause.tokens, Kind.LIST)
        if len(pieces) > 1 and all(last_number(piece) is not None for piece in pieces):
            items.extend(Clause(tuple(piece)) for piece in pieces)
        else:
            items.append(clause)
    return items


def _reach(total: Token, items: Sequence[Clause]) -> int:
    """How many items belong to the total: up to where they add up to it, else all of them."""
    wanted = value_of(total)
    added = Decimal(0)
    for count, item in enumerate(items, start=1):
        number = last_number(item.tokens)
        value = value_of(number) if number is not None else None
        if value is None or (number is not None and number.unit == "%" and total.unit != "%"):
            return len(items)
        added += value
        if added == wanted and count > 1:
            return count
    return len(items)


def _silent_parts(clauses: Sequence[Clause], position: int) -> tuple[int, list[Clause]]:
    """The items behind a total that add up to it exactly, and how many clauses they take."""
    total = last_number(clauses[position].tokens)
    wanted = value_of(total) if total is not None and total.unit != "%" else None
    if total is None or wanted is None or not total.unit or position + 1 >= len(clauses):
        return 0, []
    if _without_subset_word(clauses[position + 1].tokens) is not None:
        return 0, []
    added = Decimal(0)
    found: list[Clause] = []
    for count, clause in enumerate(clauses[position + 1 :], start=1):
        for item in _items([clause]):
            number = last_number(item.tokens)
            if number is None or not _may_be_part(item, number, total):
                return 0, []
            added += value_of(number) or Decimal(0)
            found.append(item)
        if added == wanted:
            return (count, found) if len(found) > 1 else (0, [])
    return 0, []


def _may_be_part(item: Clause, number: Token, total: Token) -> bool:
    return (
        len(item.tokens) == 2
        and not item.parts
        and not number.sign
        and (not number.unit or _is_level(item, number, total))
    )


def _is_level(clause: Clause, number: Token, total: Token) -> bool:
    """市级5块 behind 318块: levels of one thing may repeat its measure word."""
    return number.unit == total.unit and clause.tokens[0].text.endswith("级")


def _absorb(clauses: list[Clause]) -> list[Clause]:
    """Put clauses that open with 其中, or add up silently, under the total before them."""
    out: list[Clause] = []
    position = 0
    while position < len(clauses):
        clause = clauses[position]
        silent, items = _silent_parts(clauses, position)
        if silent and not clause.parts:
            out.append(replace(clause, parts=tuple(items)))
            position += silent + 1
            continue
        rest = _without_subset_word(clause.tokens)
        if rest is None or not out or last_number(out[-1].tokens) is None or out[-1].parts:
            out.append(clause)
            position += 1
            continue
        following = [Clause(rest), *clauses[position + 1 :]] if rest else clauses[position + 1 :]
        items = _items(following)
        numbered = 0
        while numbered < len(items) and last_number(items[numbered].tokens) is not None:
            numbered += 1
        if numbered == 0:
            out.append(clause)
            position += 1
            continue
        total = last_number(out[-1].tokens)
        taken = _reach(total, items[:numbered]) if total is not None else numbered
        out[-1] = replace(out[-1], parts=tuple(items[:taken]))
        return [*out, *_absorb(items[taken:])]
    return out


def _without_subset_word(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The clause behind 其中, 包括 …; None when it does not open so."""
    first = tokens[0]
    if first.kind is not Kind.HAN:
        return None
    for word in _SUBSET:
        if first.text == word:
            return tuple(tokens[1:])
        if first.text.startswith(word):
            return (replace(first, text=first.text[len(word) :]), *tokens[1:])
    return None
