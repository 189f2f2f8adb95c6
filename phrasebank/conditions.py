"""Whether conditions of entries can ever hold, alone or together.

A condition becomes a disjunction of cases, each a list of facts: a name is given or not, a
difference of two names is bounded, a text is or is not some value. A case is refuted when its
bounds close a negative cycle or its facts contradict one another. What the analysis does not
understand (sums, products) counts as possible: it refutes only what it can.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from drafting.expression import parse

_MOST_CASES = 256
_ZERO = ""  # stands for the number 0 among the names
_EXACT, _BELOW = 0, -1  # `x - y <= c` and `x - y < c`; the sum of two bounds adds them up


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a case about a name."""

    kind: str  # given | missing | bound | is | isnot | not_equal
    name: str
    other: str = _ZERO  # of a bound: name - other <= limit
    limit: Decimal = Decimal(0)
    edge: int = _EXACT
    text: str = ""


Case = tuple[Fact, ...]
_FALSE: tuple[Case, ...] = ()
_TRUE: tuple[Case, ...] = ((),)


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds whatever the condition says."""

    given: frozenset[str] = frozenset()  # names that always have a value
    whole: frozenset[str] = frozenset()  # counts: whole numbers, not below 0
    values: tuple[tuple[str, frozenset[str]], ...] = ()  # name -> the texts that it can be
    bounds: tuple[Fact, ...] = ()


def can_hold(conditions: Iterable[str], ground: Ground) -> bool:
    """Whether some values make all conditions true at once.

    Raises:
        ExpressionError: a condition is no formula.
    """
    parts = [_cases_of(text) for text in conditions if text]
    count = 1
    for part in parts:
        count *= len(part)
    if count > _MOST_CASES:
        return True
    return any(
        _possible([fact for case in chosen for fact in case], ground) for chosen in product(*parts)
    )


def between(name: str, first: int | None, last: int | None) -> tuple[Fact, ...]:
    """The facts that a number lies in a range; None leaves a side open."""
    facts = []
    if first is not None:
        facts.append(Fact("bound", _ZERO, name, Decimal(-first)))
    if last is not None:
        facts.append(Fact("bound", name, _ZERO, Decimal(last)))
    return tuple(facts)


# ---- condition to cases -------------------------------------------------------------------


def _cases_of(text: str) -> tuple[Case, ...]:
    parse(text)
    return _cases(ast.parse(text.strip(), mode="eval").body, wanted=True)


def _cases(node: ast.expr, *, wanted: bool) -> tuple[Case, ...]:
    match node:
        case ast.BoolOp(op=op, values=values):
            parts = [_cases(value, wanted=wanted) for value in values]
            return _any(parts) if isinstance(op, ast.Or) is wanted else _all(parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _cases(operand, wanted=not wanted)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [left, *comparators]
            parts = [
                _comparison(op, *pair, wanted=wanted)
                for op, *pair in zip(ops, sides, sides[1:], strict=False)
            ]
            return _all(parts) if wanted else _any(parts)
        case ast.Call(func=ast.Name(id="known"), args=arguments):
            return _known(arguments, wanted=wanted)
        case ast.Constant(value=value):
            return _TRUE if bool(value) is wanted else _FALSE
    return (_given(node),)


def _any(parts: Sequence[tuple[Case, ...]]) -> tuple[Case, ...]:
    return tuple(dict.fromkeys(case for part in parts for case in part))


def _all(parts: Sequence[tuple[Case, ...]]) -> tuple[Case, ...]:
    found: tuple[Case, ...] = _TRUE
    for part in parts:
        if len(found) * len(part) > _MOST_CASES:
            return found  # fewer facts than there are: possible more often, never less
        found = tuple(one + other for one in found for other in part)
    return found


def _known(arguments: Sequence[ast.expr], *, wanted: bool) -> tuple[Case, ...]:
    names = [name for argument in arguments for name in _names(argument)]
    if wanted:
        return (tuple(Fact("given", name) for name in names),)
    return tuple((Fact("missing", name),) for name in names)


def _names(node: ast.expr) -> list[str]:
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]


def _given(*found: ast.expr) -> Case:
    """What must have a value; of `a if b else c` that cannot be told."""
    return tuple(
        Fact("given", name)
        for node in found
        if not any(isinstance(part, ast.IfExp) for part in ast.walk(node))
        for name in _names(node)
        if name not in {"abs", "min", "max", "sum", "known"}
    )


_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def _comparison(
    op: ast.cmpop, left: ast.expr, right: ast.expr, *, wanted: bool
) -> tuple[Case, ...]:
    kind = type(op) if wanted else _NEGATED[type(op)]
    given = _given(left, right)
    if kind in {ast.In, ast.NotIn}:
        return _membership(kind is ast.In, left, right, given)
    word = _text(right) if _text(right) is not None else _text(left)
    if word is not None:
        return _word(kind, left if _text(right) is not None else right, word, given)
    first, second = _term(left), _term(right)
    if first is None or second is None:
        return (given,)
    return (given + _bounds(kind, first, second),)


def _membership(is_in: bool, left: ast.expr, right: ast.expr, given: Case) -> tuple[Case, ...]:  # noqa: FBT001 -- in or not in
    if not isinstance(left, ast.Name) or not isinstance(right, ast.Tuple):
        return (given,)
    words = [_text(element) for element in right.elts]
    if any(word is None for word in words):
        return (given,)
    if is_in:
        return tuple((*given, Fact("is", left.id, text=word or "")) for word in words)
    return ((*given, *(Fact("isnot", left.id, text=word or "") for word in words)),)


def _word(kind: type[ast.cmpop], node: ast.expr, word: str, given: Case) -> tuple[Case, ...]:
    if isinstance(node, ast.Name) and kind in {ast.Eq, ast.NotEq}:
        return ((*given, Fact("is" if kind is ast.Eq else "isnot", node.id, text=word)),)
    other = _text(node)
    if other is not None and kind in {ast.Eq, ast.NotEq}:
        return (given,) if (other == word) is (kind is ast.Eq) else _FALSE
    return (given,)


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


Term = tuple[str, Decimal]
"""A name (or nothing) and a number added to it."""


def _term(node: ast.expr) -> Term | None:
    match node:
        case ast.Name(id=name):
            return name, Decimal(0)
        case ast.Constant(value=int() | float() as value):
            number = Decimal(str(value))
            return (_ZERO, number) if number.is_finite() else None
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return _ZERO, -Decimal(str(value))
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            first, second = _term(left), _term(right)
            if first is None or second is None or second[0] != _ZERO:
                return None
            sign = 1 if isinstance(op, ast.Add) else -1
            return first[0], first[1] + sign * second[1]
    return None


def _bounds(kind: type[ast.cmpop], first: Term, second: Term) -> Case:
    (name, added), (other, more) = first, second
    up = Fact("bound", name, other, more - added)
    down = Fact("bound", other, name, added - more)
    if kind is ast.Eq:
        return up, down
    if kind is ast.NotEq:
        return (Fact("not_equal", name, other, more - added),)
    if kind in {ast.Lt, ast.LtE}:
        return (Fact("bound", name, other, more - added, _BELOW if kind is ast.Lt else _EXACT),)
    return (Fact("bound", other, name, added - more, _BELOW if kind is ast.Gt else _EXACT),)


# ---- whether a case is possible -----------------------------------------------------------

Bound = tuple[Decimal, int]


@dataclass(slots=True)
class _Bounds:
    """The tightest bound of each difference of two names."""

    names: list[str]
    held: dict[tuple[str, str], Bound] = field(default_factory=dict)

    def add(self, name: str, other: str, bound: Bound) -> None:
        known = self.held.get((name, other))
        if known is None or bound < known:
            self.held[name, other] = bound

    def close(self) -> bool:
        """Combine the bounds; whether no name would have to be below itself."""
        for middle in self.names:
            for name in self.names:
                first = self.held.get((name, middle))
                if first is None:
                    continue
                for other in self.names:
                    second = self.held.get((middle, other))
                    if second is not None:
                        self.add(name, other, (first[0] + second[0], first[1] + second[1]))
        return all(self.held.get((name, name), (Decimal(0), 0)) >= (0, 0) for name in self.names)

    def forces(self, name: str, other: str, limit: Decimal) -> bool:
        """Whether the difference cannot be anything but the limit."""
        return self.held.get((name, other)) == (limit, 0) and self.held.get((other, name)) == (
            -limit,
            0,
        )


def _possible(facts: Sequence[Fact], ground: Ground) -> bool:
    given = ground.given | {fact.name for fact in facts if fact.kind == "given"}
    if any(fact.kind == "missing" and fact.name in given for fact in facts):
        return False
    return _words_possible(facts, ground) and _numbers_possible(facts, ground)


def _words_possible(facts: Sequence[Fact], ground: Ground) -> bool:
    allowed = dict(ground.values)
    for fact in facts:
        if fact.kind == "is":
            held = allowed.get(fact.name)
            if held is not None and fact.text not in held:
                return False
            allowed[fact.name] = frozenset({fact.text})
    for fact in facts:
        if fact.kind == "isnot" and (held := allowed.get(fact.name)) is not None:
            allowed[fact.name] = held - {fact.text}
    return all(allowed.values())


def _numbers_possible(facts: Sequence[Fact], ground: Ground) -> bool:
    numeric = [fact for fact in (*facts, *ground.bounds) if fact.kind in {"bound", "not_equal"}]
    names = sorted({name for fact in numeric for name in (fact.name, fact.other)} | {_ZERO})
    bounds = _Bounds(names)
    whole = ground.whole | {_ZERO}
    for name in ground.whole.intersection(names):
        bounds.add(_ZERO, name, (Decimal(0), _EXACT))
    for fact in numeric:
        if fact.kind != "bound":
            continue
        bound: Bound = (fact.limit, fact.edge)
        if fact.edge == _BELOW and {fact.name, fact.other} <= whole and fact.limit % 1 == 0:
            bound = (fact.limit - 1, _EXACT)
        bounds.add(fact.name, fact.other, bound)
    if not bounds.close():
        return False
    return not any(
        fact.kind == "not_equal" and bounds.forces(fact.name, fact.other, fact.limit)
        for fact in numeric
    )
