"""The small template language of entry texts: words, slots, filters of ours, and `if`.

Jinja2's own sandbox does not hold against hostile texts (it folds constants while it compiles,
so `'A' * 300000000` takes a gigabyte before anything is run). Here a text is measured, parsed,
and its syntax tree compared with an allow-list, before anything compiles it. What it may hold:

    收到申请{{ received|count('件') }}{% if office is defined %}，由{{ office }}办理{% endif %}

A name without a filter prints a text slot; a figure goes through a filter with its unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from drafting.errors import PhraseTextError

FILTERS = frozenset({"count", "money", "percent", "points"})
"""The filters of a phrase; `realisation/environment.py` defines what they print."""

MOST_CHARACTERS = 400
_MOST_TAGS = 40
_MOST_BRACKETS = 40
_MOST_NODES = 200
_DEEPEST_IF = 2
_DEEPEST_CONDITION = 4
_LONGEST_UNIT = 8
_LONGEST_CONSTANT = 20
_LARGEST_CONSTANT = 10**12
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED = frozenset(DEFAULT_NAMESPACE) | {"self", "loop", "caller", "varargs", "kwargs", "super"}
_BLOCK = re.compile(r"\{%[-+]?\s*([^\s%}]*)")
_WORDS = frozenset({"if", "elif", "else", "endif"})
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})  # controls, formats, private marks
_COMPARISONS = frozenset({"eq", "ne", "gt", "gteq", "lt", "lteq"})
_SHOWN = 12  # characters of an offending piece that a message repeats

# the same marks as the environment that fills it; nothing is compiled with this one
_ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True)  # noqa: S701 -- parses only


@dataclass(frozen=True, slots=True)
class PhraseText:
    """What an entry's text reads and says."""

    names: frozenset[str]  # every slot that it names
    required: frozenset[str]  # the slots without which it cannot be filled
    filters: tuple[tuple[str, str, str], ...]  # slot, filter, unit; in the order of the text
    words: tuple[str, ...]  # what it says beside the slots, in order; slots part them


def read_text(text: str) -> PhraseText:
    """Check an entry's text against the allow-list; nothing of it is run or compiled.

    Raises:
        PhraseTextError: it is too long, cannot be parsed, or holds what is not allowed.
    """
    measure(text)
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as fault:
        raise PhraseTextError(fault.lineno, "花括号里的写法不完整或不合语法") from fault
    except (RecursionError, MemoryError, ValueError, OverflowError) as fault:
        raise PhraseTextError(1, "花括号里的写法嵌套过深或过长") from fault
    reader = _Reader()
    reader.body(tree.body, depth=0, given=frozenset())
    return PhraseText(
        frozenset(reader.names),
        frozenset(reader.required),
        tuple(reader.filters),
        tuple(reader.words),
    )


def measure(text: str) -> None:
    """Refuse by size and by characters, at a cost that does not grow with what is inside.

    Raises:
        PhraseTextError: too long, too many tags or brackets, or marks that no phrase holds.
    """
    if len(text) > MOST_CHARACTERS:
        raise PhraseTextError(1, f"长{len(text)}字，超过{MOST_CHARACTERS}字")
    if text.count("{") > 2 * _MOST_TAGS:
        raise PhraseTextError(1, f"花括号超过{_MOST_TAGS}处")
    if text.count("(") + text.count("[") > _MOST_BRACKETS:
        raise PhraseTextError(1, f"括号超过{_MOST_BRACKETS}处")
    for number, line in enumerate(text.split("\n"), start=1):
        _measure_line(line, number)


def _measure_line(line: str, number: int) -> None:
    hidden = next((mark for mark in line if unicodedata.category(mark) in _HIDDEN), "")
    if hidden:
        raise PhraseTextError(number, f"有看不见的字符（U+{ord(hidden):04X}）")
    if line.lstrip().startswith(("#", "%")):
        raise PhraseTextError(number, "行首不能用 # 或 %")
    if "{#" in line or "#}" in line:
        raise PhraseTextError(number, "不能有注释 {# #}")
    if line.count("{{") != line.count("}}") or line.count("{%") != line.count("%}"):
        raise PhraseTextError(number, "花括号不成对")
    for block in _BLOCK.finditer(line):
        if block[1] not in _WORDS:
            raise PhraseTextError(number, f"不能用 {{% {block[1][:_SHOWN]} %}}，只能用 if")


class _Reader:
    """Walks the tree; gathers slots and words, refuses every other node."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.required: set[str] = set()
        self.filters: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.nodes = 0

    def body(self, found: list[nodes.Node], *, depth: int, given: frozenset[str]) -> None:
        for node in found:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._output(part, given)
            elif isinstance(node, nodes.If):
                self._if(node, depth=depth + 1, given=given)
            else:
                raise _refused(node)

    def _count(self, node: nodes.Node) -> None:
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise PhraseTextError(node.lineno, f"写法过繁，超过{_MOST_NODES}处")

    def _output(self, node: nodes.Node, given: frozenset[str]) -> None:
        self._count(node)
        if isinstance(node, nodes.TemplateData):
            if "\n" in node.data:
                raise PhraseTextError(node.lineno, "文字中间不能换行")
            self.words.append(node.data)
        elif isinstance(node, nodes.Name):
            self._name(node, given)
        elif isinstance(node, nodes.Filter):
            self._filter(node, given)
        else:
            raise _refused(node)

    def _name(self, node: nodes.Name, given: frozenset[str]) -> None:
        if not _NAME.fullmatch(node.name) or node.name in _RESERVED:
            raise PhraseTextError(node.lineno, f"不能用作槽位名：{node.name[:_SHOWN]}")
        self.names.add(node.name)
        if node.name not in given:
            self.required.add(node.name)

    def _filter(self, node: nodes.Filter, given: frozenset[str]) -> None:
        if node.name not in FILTERS:
            allowed = "、".join(sorted(FILTERS))
            raise PhraseTextError(
                node.lineno, f"没有过滤器 {node.name[:_SHOWN]}，可用的有{allowed}"
            )
        if not isinstance(node.node, nodes.Name):
            raise PhraseTextError(node.lineno, f"过滤器 {node.name} 前面只能是一个槽位名")
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > 1:
            raise PhraseTextError(node.lineno, f"过滤器 {node.name} 只能带一个单位")
        unit = ""
        for argument in node.args:
            if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
                raise PhraseTextError(node.lineno, f"过滤器 {node.name} 的单位须是引号里的文字")
            unit = argument.value
        if len(unit) > _LONGEST_UNIT or not unit.isprintable() or set(unit) & set("{}\ue000\ue001"):
            raise PhraseTextError(node.lineno, f"过滤器 {node.name} 的单位须是不超过8个字的文字")
        self._name(node.node, given)
        self.filters.append((node.node.name, node.name, unit))

    def _if(self, node: nodes.If, *, depth: int, given: frozenset[str]) -> None:
        self._count(node)
        if depth > _DEEPEST_IF:
            raise PhraseTextError(node.lineno, f"if 嵌套超过{_DEEPEST_IF}层")
        self._condition(node.test, given, 1)
        self.body(node.body, depth=depth, given=given | frozenset(_defined(node.test)))
        for other in node.elif_:
            self._condition(other.test, given, 1)
            self.body(other.body, depth=depth, given=given | frozenset(_defined(other.test)))
        self.body(node.else_, depth=depth, given=given)

    def _condition(self, node: nodes.Node, given: frozenset[str], depth: int) -> None:
        self._count(node)
        if depth > _DEEPEST_CONDITION:
            raise PhraseTextError(node.lineno, f"条件嵌套超过{_DEEPEST_CONDITION}层")
        if isinstance(node, nodes.And):
            self._condition(node.left, given, depth + 1)
            self._condition(node.right, given | frozenset(_defined(node.left)), depth + 1)
        elif isinstance(node, nodes.Or):
            self._condition(node.left, given, depth + 1)
            self._condition(node.right, given, depth + 1)
        elif isinstance(node, nodes.Not):
            self._condition(node.node, given, depth + 1)
        elif isinstance(node, nodes.Test) and node.name == "defined" and not node.args:
            self._tested(node)
        elif isinstance(node, nodes.Compare):
            self._compare(node, given)
        else:
            raise _refused(node)

    def _tested(self, node: nodes.Test) -> None:
        if not isinstance(node.node, nodes.Name):
            raise _refused(node.node)
        self._name(node.node, frozenset({node.node.name}))

    def _compare(self, node: nodes.Compare, given: frozenset[str]) -> None:
        if len(node.ops) != 1 or node.ops[0].op not in _COMPARISONS:
            raise PhraseTextError(node.lineno, "条件里只能有一次比较（== != > >= < <=）")
        for side in (node.expr, node.ops[0].expr):
            self._count(side)
            if isinstance(side, nodes.Name):
                self._name(side, given)
            elif not isinstance(side, nodes.Const) or not _is_small(side.value):
                raise _refused(side)


def _is_small(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_CONSTANT
    return isinstance(value, int | float) and abs(value) <= _LARGEST_CONSTANT


def _defined(node: nodes.Node) -> Iterator[str]:
    """Names that a true condition has found to be given."""
    if isinstance(node, nodes.Test) and isinstance(node.node, nodes.Name):
        yield node.node.name
    elif isinstance(node, nodes.And):
        yield from _defined(node.left)
        yield from _defined(node.right)


_CALLED: dict[type[nodes.Node], str] = {
    nodes.Call: "调用",
    nodes.Getattr: "取属性（.）",
    nodes.Getitem: "取下标（[]）",
    nodes.Const: "直接写出的值",
    nodes.Test: "is 判断（只能用 is defined）",
    nodes.Mul: "乘法",
    nodes.Pow: "乘方",
    nodes.Mod: "取余或格式化",
    nodes.Concat: "连接（~）",
    nodes.List: "列表",
    nodes.Tuple: "多个值",
    nodes.Dict: "字典",
    nodes.CondExpr: "行内 if",
    nodes.Compare: "在输出处比较",
    nodes.Filter: "条件里的过滤器",
    nodes.Name: "不带比较的名称作条件",
}  # fmt: skip


def _refused(node: nodes.Node) -> PhraseTextError:
    what = _CALLED.get(type(node)) or f"这种写法（{type(node).__name__}）"
    return PhraseTextError(node.lineno, f"不能用{what}")
