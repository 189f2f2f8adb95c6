"""Every rule of style flags what it must and passes what it must not flag."""

import re

import pytest
from _pytest.mark.structures import ParameterSet

from drafting.findings import Finding, Severity
from drafting.review.fixes import suggest
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs
from drafting.review.repeats import lint_repeats
from drafting.review.rulebook import FunctionRule, PatternRule, rulebook

_PROBLEMS = "五、存在的主要问题及改进情况"
_OVERVIEW = "一、总体情况"
_PARTS = {"problems": _PROBLEMS, "substance": _OVERVIEW, "leftovers": _OVERVIEW}
_PART_OF = {"A-10": _PROBLEMS}
_FILES = "textfile"  # rules about whole files: tests/unit/review/test_textfile.py
_CONTEXT = LintContext(year=2020)
_CONTEXTS = {"copied": LintContext(year=2020, organisation="哈尔滨市交通运输局")}
_RULES: tuple[PatternRule | FunctionRule, ...] = (*rulebook().patterns, *rulebook().functions)


def _examples(kind: str, *, auto: bool = False) -> list[ParameterSet]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{place}")
        for rule in _RULES
        for place, text in enumerate(getattr(rule, kind))
        if not (isinstance(rule, FunctionRule) and rule.module == _FILES)
        if not auto or (isinstance(rule, PatternRule) and rule.auto)
    ]


def _findings(rule: PatternRule | FunctionRule, text: str) -> tuple[Finding, ...]:
    if isinstance(rule, PatternRule):
        return lint_paragraphs([LintParagraph(text, number=1)], _CONTEXT)
    if rule.module == "repeats":
        parts = [LintParagraph(text, _OVERVIEW, 1), LintParagraph(text, _PROBLEMS, 2)]
        return lint_repeats(parts, _CONTEXT)
    section = _PARTS.get(rule.module, "")
    if rule.id in _PART_OF and text == rule.must[0]:
        section = _PART_OF[rule.id]
    lines = text.split("\n")
    paragraphs = [LintParagraph(line, section, place) for place, line in enumerate(lines, 1)]
    return lint_paragraphs(paragraphs, _CONTEXTS.get(rule.module, _CONTEXT))


@pytest.mark.parametrize(("rule", "text"), _examples("must"))
def test_rule_flags_what_it_must(rule: PatternRule | FunctionRule, text: str) -> None:
    assert rule.id in {finding.code for finding in _findings(rule, text)}


@pytest.mark.parametrize(("rule", "text"), _examples("must_not"))
def test_rule_passes_what_it_must_not_flag(rule: PatternRule | FunctionRule, text: str) -> None:
    assert rule.id not in {finding.code for finding in _findings(rule, text)}


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_rule_has_both_examples_a_message_and_a_remedy(rule: PatternRule | FunctionRule) -> None:
    assert rule.must
    assert rule.must_not
    assert rule.message
    assert rule.remedy.endswith("。")


@pytest.mark.parametrize("rule", rulebook().patterns, ids=lambda rule: rule.id)
def test_examples_pass_the_cheap_test_of_their_rule(rule: PatternRule) -> None:
    assert all(rule.may_match(text) for text in rule.must)


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in _RULES]
    assert len(ids) == len(set(ids))


# 03 §1.1 to §1.6: 18 + 7 + 20 + 7 + 25 + 8 regular expressions
@pytest.mark.parametrize(
    ("family", "last"), [("P", 18), ("L", 7), ("N", 20), ("R", 7), ("W", 25), ("V", 8)]
)
def test_every_regular_expression_of_the_specification_is_there(family: str, last: int) -> None:
    ids = {rule.id for rule in rulebook().patterns}
    assert {f"{family}-{number:02}" for number in range(1, last + 1)} <= ids


@pytest.mark.parametrize(
    "code",
    [
        "P-20",
        "P-21",
        "P-23",
        "P-24",
        "L-10",
        "L-11",
        "L-12",
        "L-13",
        "L-14",
        "L-15",
        "N-30",
        "N-31",
        "N-32",
        "N-33",
        "N-34",
        "N-35",
        "N-36",
        "R-10",
        "R-11",
        "R-12",
        "V-13",
        "A-02",
        "A-03",
        "A-04",
        "A-05",
        "A-06",
        "A-09",
        "A-10",
        "A-11",
        "A-12",
        "A-13",
        "A-15",
        "A-16",
        "A-17",
    ],
)
def test_every_other_rule_of_the_specification_is_there(code: str) -> None:
    assert code in {rule.id for rule in _RULES}


# 03 §3 names the safe set
def test_only_the_named_rules_are_corrected_by_themselves() -> None:
    assert {rule.id for rule in rulebook().patterns if rule.auto} == {
        *("P-01", "P-02", "P-03", "P-05", "P-14", "N-02", "R-01"),
        *("L-01", "L-02", "L-03", "L-04", "L-05", "L-06"),
        *("W-01", "W-03", "W-04", "W-08", "W-09"),
    }


@pytest.mark.parametrize(("rule", "text"), _examples("must", auto=True))
def test_corrected_text_is_no_longer_flagged(rule: PatternRule, text: str) -> None:
    fixed = suggest(text)
    assert fixed != text
    assert rule.id not in {finding.code for finding in _findings(rule, fixed)}
    assert suggest(fixed) == fixed


@pytest.mark.parametrize(("rule", "text"), _examples("must", auto=True))
def test_correction_keeps_every_number(rule: PatternRule, text: str) -> None:
    del rule
    assert _numbers(suggest(text)) == _numbers(text)


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("P-01", Severity.ERROR),
        ("P-04", Severity.WARNING),
        ("P-16", Severity.NOTE),
        ("N-05", Severity.NOTE),
        ("W-22", Severity.WARNING),
        ("L-15", Severity.WARNING),
        ("R-12", Severity.ERROR),
        ("A-17", Severity.NOTE),
    ],
)
def test_severity_is_that_of_the_specification(code: str, severity: Severity) -> None:
    rules = {rule.id: rule for rule in _RULES}
    assert rules[code].severity is severity
