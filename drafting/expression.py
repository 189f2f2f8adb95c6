"""The small formula language of data files: checks, conditions of phrases, figure rules.

A formula is a Python expression cut down to names, dotted names, numbers, strings, + - * /,
comparisons, and/or/not, `in` over a tuple of constants, and the functions sum, abs, min, max
and known. It is parsed once, checked against an allow-list of node types, and evaluated by
walking the tree; nothing is ever compiled or executed.
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

_ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISON: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,  # type: ignore[dict-item]  # operands are checked before the call
    ast.LtE: operator.le,  # type: ignore[dict-item]  # as above
    ast.Gt: operator.gt,  # type: ignore[dict-item]  # as above
    ast.GtE: operator.ge,  # type: ignore[dict-item]  # as above
}
_FUNCTIONS = frozenset({"sum", "abs", "min", "max", "known"})
_MOST_CHARACTERS = 2000


class Unknown(Exception):  # noqa: N818 -- a signal inside this module, never shown
    """A name has no value, so the formula has none."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked formula."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]  # every name it reads, dotted, in order of appearance

    def value(self, resolve: Resolver) -> Value:
        """Its value; None when a name that it needs has no value.

        `and`/`or` settle on what is known: `known(a) and a > 3` is False for an unknown a.
        """
        try:
            return _value(self.tree, resolve, self.text)
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
    names: list[str] = []
    _check(tree, text, names)
    return Expression(text, tree, tuple(dict.fromkeys(names)))


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return None if head is None else f"{head}.{node.attr}"
    return None


def _check(node: ast.expr, text: str, names: list[str]) -> None:
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
            if not all(type(op) in _COMPARISON or isinstance(op, ast.In | ast.NotIn) for op in ops):
                raise ExpressionError(text, "不可用的比较")
            for value in (left, *comparators):
                _check(value, text, names)
        case ast.Tuple(elts=elements):
            for value in elements:
                _check(value, text, names)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            for value in arguments:
                _check(value, text, names)
        case _:
            raise ExpressionError(text, f"不可用的写法“{ast.unparse(node)}”")


def _number(value: Value, text: str) -> Decimal:
    if value is None:
        raise Unknown
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    raise ExpressionError(text, f"“{value}”不是数")


def _value(node: ast.expr, resolve: Resolver, text: str) -> Value:  # noqa: C901, PLR0911 -- one arm a node type
    match node:
        case ast.Name() | ast.Attribute():
            found = resolve(_dotted(node) or "")
            return (
                Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found
            )
        case ast.Constant(value=bool() | str() as constant):
            return constant
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.BinOp(left=left, op=op, right=right):
            first = _number(_value(left, resolve, text), text)
            second = _number(_value(right, resolve, text), text)
            if isinstance(op, ast.Div) and second == 0:
                raise Unknown
            return _ARITHMETIC[type(op)](first, second)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _value(operand, resolve, text)
            if inner is None:
                raise Unknown
            return not inner
        case ast.UnaryOp(operand=operand):
            return -_number(_value(operand, resolve, text), text)
        case ast.BoolOp(op=op, values=values):
            return _boolean(op, values, resolve, text)
        case ast.Compare():
            return _compare(node, resolve, text)
        case ast.Tuple(elts=elements):
            return tuple(_value(element, resolve, text) for element in elements)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, resolve, text)
    raise ExpressionError(text, "不可用的写法")


def _boolean(op: ast.boolop, values: list[ast.expr], resolve: Resolver, text: str) -> Value:
    settles = isinstance(op, ast.Or)
    unknown = False
    for value in values:
        try:
            part = _value(value, resolve, text)
        except Unknown:
            part = None
        if part is None:
            unknown = True
        elif bool(part) is settles:
            return settles
    if unknown:
        raise Unknown
    return not settles


def _compare(node: ast.Compare, resolve: Resolver, text: str) -> bool:
    left = _value(node.left, resolve, text)
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = _value(comparator, resolve, text)
        if left is None or right is None:
            raise Unknown
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, tuple):
                raise ExpressionError(text, "in 右边须为一组值")
            outcome = (left in right) is isinstance(op, ast.In)
        elif isinstance(op, ast.Eq | ast.NotEq):
            outcome = _COMPARISON[type(op)](left, right)
        else:
            outcome = _COMPARISON[type(op)](_number(left, text), _number(right, text))
        if not outcome:
            return False
        left = right
    return True


def _call(name: str, arguments: list[ast.expr], resolve: Resolver, text: str) -> Value:
    if name == "known":
        try:
            return all(_value(argument, resolve, text) is not None for argument in arguments)
        except Unknown:
            return False
    numbers: list[Decimal] = []
    for argument in arguments:
        value = _value(argument, resolve, text)
        parts = value if isinstance(value, tuple) else (value,)
        numbers.extend(_number(part, text) for part in parts)
    if name == "sum":
        return sum(numbers, Decimal(0))
    if name == "abs":
        return abs(numbers[0])
    return min(numbers) if name == "min" else max(numbers)
