"""The formula language of data files: what it computes, what it refuses, what is unknown."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from drafting.errors import ExpressionError
from drafting.expression import Value, parse

KNOWN: Mapping[str, Value] = {
    "a": Decimal(4),
    "b": Decimal(0),
    "t3.new.total": Decimal("1.5"),
    "level": "town",
    "rulemaking": False,
    "parts": (Decimal(1), Decimal(2)),
}


def value(text: str) -> Value:
    return parse(text).value(KNOWN.get)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 3 - 2", "5"),
        ("a / 8", "0.5"),
        ("-a + 1", "-3"),
        ("0.1 + 0.2", "0.3"),  # decimals, not binary fractions
        ("t3.new.total * 2", "3.0"),
        ("abs(1 - a)", "3"),
        ("min(a, 3, 9)", "3"),
        ("max(a, 3)", "4"),
        ("sum(a, 1, 2)", "7"),
        ("sum(parts)", "3"),
        ("sum((a, 1), 2)", "7"),
        ("sum()", "0"),
        ("rulemaking + 1", "1"),
    ],
)
def test_numbers_are_computed_exactly(text: str, wanted: str) -> None:
    assert value(text) == Decimal(wanted)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a > 3", True),
        ("a < 4", False),
        ("a <= 4", True),
        ("a >= 5", False),
        ("a == 4", True),
        ("a != 4", False),
        ("0.1 + 0.2 == 0.3", True),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("3 > 2 == 2", True),
        ("level == 'town'", True),
        ("level != 'town'", False),
        ("level in ('town', 'department')", True),
        ("level not in ('town',)", False),
        ("a in (1, 2, 4)", True),
        ("a in ()", False),
        ("not rulemaking", True),
        ("a > 3 and b == 0", True),
        ("a > 3 and b", False),
        ("b or a", True),
        ("not (a > 3 or b > 3)", False),
        ("True", True),
        ("'甲' == '甲'", True),
    ],
)
def test_conditions_hold_or_do_not(text: str, *, holds: bool) -> None:
    assert value(text) is holds


# ---- unknown ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "nobody", "nobody + 1", "-nobody", "not nobody", "nobody == 1", "nobody != 1", "1 < nobody",
        "1 < 2 < nobody", "nobody in (1, 2)", "sum(a, nobody)", "abs(nobody)", "a > 3 and nobody > 1",
        "b > 3 or nobody > 1", "t3.new.nobody", "1 / 0", "a / b", "nobody and nobody",
    ],
)  # fmt: skip
def test_what_rests_on_an_unknown_value_is_unknown_and_does_not_hold(text: str) -> None:
    assert value(text) is None
    assert not parse(text).holds(KNOWN.get)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("known(nobody) and nobody > 3", False),
        ("nobody > 3 and b > 3", False),
        ("nobody > 3 or a > 3", True),
        ("a > 3 or nobody", True),
        ("known(a)", True),
        ("known(a, nobody)", False),
        ("known(a, b)", True),
        ("not known(nobody)", True),
        ("known(a / b)", False),
        ("known(nobody > 3)", False),
    ],
)
def test_what_is_known_may_settle_it_all_the_same(text: str, *, settled: bool) -> None:
    assert value(text) is settled


# ---- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "a b", "a >", "a; b", "a\nb", "a = 1", "(a := 1)",
        "a ** 2", "a // 2", "a % 2", "a | b", "~a", "+a", "lambda: a",
        "a[0]", "[a]", "{a}", "{'a': 1}", "[x for x in a]", "sum(x for x in a)", "f'{a}'",
        "open('x')", "a.run()", "().__class__", "a.__class__", "__import__", "a.b__c",
        "eval(a)", "sum(*a)", "min(a, key=b)", "a is b", "None", "1j", "b'a'", "...", "await a",
    ],
)  # fmt: skip
def test_anything_else_is_no_formula(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


def test_a_formula_has_at_most_2000_characters() -> None:
    assert parse("a" * 2000).names == ("a" * 2000,)
    with pytest.raises(ExpressionError, match="过长"):
        parse("a" * 2001)


def test_a_formula_nested_too_deep_is_refused() -> None:
    with pytest.raises(ExpressionError):
        parse("-" * 1500 + "1")
    with pytest.raises(ExpressionError):
        parse("[" + "-" * 1500 + "1]")
    assert parse("+".join(["1"] * 150)).value(KNOWN.get) == 150


@pytest.mark.parametrize("text", ["abs()", "min()", "max()", "abs(1, 2)"])
def test_a_function_wants_its_arguments(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text).value(KNOWN.get)


def test_the_least_of_nothing_is_unknown() -> None:
    assert value("min(())") is None


@pytest.mark.parametrize(
    "text", ["level + 1", "-level", "1 < level", "abs(level)", "sum(a, 'x')", "'a' * 3", "a in 4"]
)
def test_words_are_no_numbers(text: str) -> None:
    with pytest.raises(ExpressionError):
        value(text)


# ---- names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 + 2", ()),
        ("b.c + a", ("b.c", "a")),
        ("a + b.c * a", ("a", "b.c")),
        ("known(x) and y in ('z', w)", ("x", "y", "w")),
        ("sum(t3.new.natural, t3.new.total)", ("t3.new.natural", "t3.new.total")),
    ],
)
def test_the_names_that_a_formula_reads_are_told_once_in_order(
    text: str, names: tuple[str, ...]
) -> None:
    assert parse(text).names == names


def test_a_whole_number_of_the_resolver_counts_exactly() -> None:
    found = parse("n / 4").value(lambda name: Decimal(3) if name == "n" else None)
    assert (found, type(found)) == (Decimal("0.75"), Decimal)
