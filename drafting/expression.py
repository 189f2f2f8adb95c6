"""The small formula language of data files: checks, conditions of phrases, figure rules.

A formula is a Python expression cut down to names, dotted names, numbers, strings, + - * /,
comparisons, and/or/not, `in` over a tuple of constants or inside a text, `a if b else c`, and
the functions sum, abs, min, max and known. It is parsed once, checked against an allow-list of node types, and evaluated by
functions made once from that tree; no text is ever executed as code.
"""

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from drafting.errors import ExpressionError

Value = Decimal | str | bool | tuple["Value", ...] | None
Resolver = Callable[[str], Value]
Run = Callable[[Resolver], Value]

_ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ORDER: dict[type[ast.cmpop], Callable[[Decimal, Decimal], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_EQUALITY = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_FUNCTIONS = frozenset({"sum", "abs", "min", "max", "known"})
_MOST_CHARACTERS = 2000
_DEEPEST = 200  # parts within parts; a sum of n terms is n deep


class Unknown(Exception):  # noqa: N818 -- a signal inside this module, never shown
    """A name has no value, so the formula has none."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked formula."""

    text: str
    run: Run  # the checked tree as nested functions
    names: tuple[str, ...]  # every name it reads, dotted, in order of appearance

    def value(self, resolve: Resolver) -> Value:
        """Its value; None when a name that it needs has no value.

        `and`/`or` settle on what is known: `known(a) and a > 3` is False for an unknown a.
        """
        try:
            return self.run(resolve)
        except Unknown:
            return None

    def holds(self, resolve: Resolver) -> bool:
        """Whether it is true; an unknown value is not."""
        return bool(self.value(resolve))


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """Check a formula and keep its tree.

    Raises:
        ExpressionError: the text is no formula of this language.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ExpressionError(text[:40] + "…", "过长")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise ExpressionError(text, "不合语法") from fault
    _require_shallow(tree, text)
    names: list[str] = []
    _check(tree, text, names)
    return Expression(text, _compiled(tree, text), tuple(dict.fromkeys(names)))


def _require_shallow(tree: ast.expr, text: str) -> None:
    """Walk without recursion: what follows recurses once or twice a level."""
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ExpressionError(text[:40] + "…", "嵌套过深")


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return None if head is None else f"{head}.{node.attr}"
    return None


def _check(node: ast.expr, text: str, names: list[str]) -> None:  # noqa: C901, PLR0912 -- one arm a node type
    match node:
        case ast.Name() | ast.Attribute():
            name = _dotted(node)
            if name is None or "__" in name:
                raise ExpressionError(text, "不可用的名称")
            names.append(name)
        case ast.Constant(value=bool() | int() | float() | str()):
            pass
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            _check(left, text, names)
            _check(right, text, names)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            _check(operand, text, names)
        case ast.BoolOp(values=values):
            for value in values:
                _check(value, text, names)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            if not all(type(op) in _ORDER or isinstance(op, _EQUALITY) for op in ops):
                raise ExpressionError(text, "不可用的比较")
            for value in (left, *comparators):
                _check(value, text, names)
        case ast.Tuple(elts=elements):
            for value in elements:
                _check(value, text, names)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            for value in (test, body, orelse):
                _check(value, text, names)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            if (name in {"abs", "min", "max"} and not arguments) or (
                name == "abs" and arguments[1:]
            ):
                raise ExpressionError(text, f"{name} 括号里的项数不对")
            for value in arguments:
                _check(value, text, names)
        case _:
            raise ExpressionError(text, f"不可用的写法“{ast.unparse(node)}”")


def _number(value: Value, text: str) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if value is None:
        raise Unknown
    if isinstance(value, bool):
        return Decimal(int(value))
    raise ExpressionError(text, f"“{value}”不是数")


def _compiled(node: ast.expr, text: str) -> Run:  # noqa: C901 -- one return a node type
    match node:
        case ast.Name() | ast.Attribute():
            return _name(_dotted(node) or "")
        case ast.Constant(value=bool() | str() as constant):
            return lambda _: constant
        case ast.Constant(value=number):
            fixed = Decimal(str(number))
            return lambda _: fixed
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(_compiled(left, text), type(op), _compiled(right, text), text)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _negated(_compiled(operand, text))
        case ast.UnaryOp(operand=operand):
            inner = _compiled(operand, text)
            return lambda resolve: -_number(inner(resolve), text)
        case ast.BoolOp(op=op, values=values):
            return _boolean(isinstance(op, ast.Or), [_compiled(value, text) for value in values])
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [_compiled(value, text) for value in (left, *comparators)]
            return _compare(ops, sides, text)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _either(*(_compiled(part, text) for part in (test, body, orelse)))
        case ast.Tuple(elts=elements):
            parts = [_compiled(element, text) for element in elements]
            return lambda resolve: tuple(part(resolve) for part in parts)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [_compiled(argument, text) for argument in arguments], text)
    raise ExpressionError(text, "不可用的写法")


def _name(name: str) -> Run:
    def run(resolve: Resolver) -> Value:
        found = resolve(name)
        return Decimal(found) if type(found) is int else found

    return run


def _binary(left: Run, op: type[ast.operator], right: Run, text: str) -> Run:
    arithmetic = _ARITHMETIC[op]
    divides = op is ast.Div

    def run(resolve: Resolver) -> Value:
        first = _number(left(resolve), text)
        second = _number(right(resolve), text)
        if divides and second == 0:
            raise Unknown
        return arithmetic(first, second)

    return run


def _negated(inner: Run) -> Run:
    def run(resolve: Resolver) -> Value:
        value = inner(resolve)
        if value is None:
            raise Unknown
        return not value

    return run


def _boolean(settles: bool, parts: list[Run]) -> Run:  # noqa: FBT001 -- or settles on True, and on False
    def run(resolve: Resolver) -> Value:
        unknown = False
        for part in parts:
            try:
                value = part(resolve)
            except Unknown:
                value = None
            if value is None:
                unknown = True
            elif bool(value) is settles:
                return settles
        if unknown:
            raise Unknown
        return not settles

    return run


def _either(test: Run, body: Run, orelse: Run) -> Run:
    def run(resolve: Resolver) -> Value:
        settled = test(resolve)
        if settled is None:
            raise Unknown
        return body(resolve) if settled else orelse(resolve)

    return run


def _compare(ops: list[ast.cmpop], sides: list[Run], text: str) -> Run:
    if len(ops) == 1 and type(ops[0]) in _ORDER:
        return _ordered(_ORDER[type(ops[0])], sides[0], sides[1], text)
    if len(ops) == 1 and isinstance(ops[0], ast.Eq | ast.NotEq):
        return _equal(isinstance(ops[0], ast.Eq), sides[0], sides[1])

    def run(resolve: Resolver) -> Value:
        left = sides[0](resolve)
        for op, side in zip(ops, sides[1:], strict=True):
            right = side(resolve)
            if left is None or right is None:
                raise Unknown
            if not _holds(op, left, right, text):
                return False
            left = right
        return True

    return run


def _ordered(order: Callable[[Decimal, Decimal], bool], left: Run, right: Run, text: str) -> Run:
    def run(resolve: Resolver) -> Value:
        first, second = left(resolve), right(resolve)
        if first is None or second is None:
            raise Unknown
        return order(_number(first, text), _number(second, text))

    return run


def _equal(wanted: bool, left: Run, right: Run) -> Run:  # noqa: FBT001 -- == wants True, != False
    def run(resolve: Resolver) -> Value:
        first, second = left(resolve), right(resolve)
        if first is None or second is None:
            raise Unknown
        return (first == second) is wanted

    return run


def _holds(op: ast.cmpop, left: Value, right: Value, text: str) -> bool:
    if isinstance(op, ast.In | ast.NotIn):
        if isinstance(right, str) and isinstance(left, str):
            return (left in right) is isinstance(op, ast.In)
        if not isinstance(right, tuple):
            raise ExpressionError(text, "in 右边须为一组值")
        return (left in right) is isinstance(op, ast.In)
    if isinstance(op, ast.Eq | ast.NotEq):
        return (left == right) is isinstance(op, ast.Eq)
    return _ORDER[type(op)](_number(left, text), _number(right, text))


def _call(name: str, arguments: list[Run], text: str) -> Run:
    if name == "known":
        return _known(arguments)

    def run(resolve: Resolver) -> Value:
        numbers: list[Decimal] = []
        for argument in arguments:
            value = argument(resolve)
            parts = value if isinstance(value, tuple) else (value,)
            numbers.extend(_number(part, text) for part in parts)
        if name == "sum":
            return sum(numbers, Decimal(0))
        if not numbers:
            raise Unknown
        if name == "abs":
            return abs(numbers[0])
        return min(numbers) if name == "min" else max(numbers)

    return run


def _known(arguments: list[Run]) -> Run:
    def run(resolve: Resolver) -> Value:
        try:
            return all(argument(resolve) is not None for argument in arguments)
        except Unknown:
            return False

    return run
