"""Claims in words against the tables: the text rules of a kind, made ready for a form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafting.checking.names import Names
from drafting.expression import Expression, Value, parse
from drafting.kinds import Form, ReportKind, TextRule
from drafting.zh.numerals import NUMBER_PATTERN

_MACRO = re.compile(r"<(\w+)>")
_NO_CUE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number may be a number of: its own names, those of rivals, a name that both share."""

    pattern: re.Pattern[str]  # groups own, rival, bare
    alone: bool  # whether a number with no subject in sight counts as its own


@dataclass(frozen=True, slots=True)
class Claim:
    """A text rule made ready."""

    rule: TextRule
    pattern: re.Pattern[str]
    units: re.Pattern[str] | None  # of a rule with a cue
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    doubt_unless: re.Pattern[str] | None
    subject: Subject | None
    when: Expression | None
    equals: tuple[Expression, ...]
    doubtful: tuple[Expression, ...]
    agrees: Expression | None
    figures: tuple[str, ...]  # ids that the formulas read


@dataclass(frozen=True, slots=True)
class ClaimBook:
    """The text rules of a kind for one form."""

    claims: tuple[Claim, ...]
    cues: re.Pattern[str]  # one group for each different cue, in the order of the rules
    groups: tuple[str, ...]  # the cue of each group
    needs: re.Pattern[str]  # found in every text with its topic that a cue can be judged in


_BOOKS: dict[tuple[int, str], tuple[ReportKind, ClaimBook]] = {}


def claims_of(kind: ReportKind, form: Form) -> ClaimBook:
    """The text rules of a kind for a form; made once for each set of rules."""
    key = (id(kind.text_rules), form.key)
    kept = _BOOKS.get(key)
    if kept is None or kept[0].text_rules is not kind.text_rules:
        kept = _BOOKS[key] = (kind, _book(kind, form))
    return kept[1]


def _book(kind: ReportKind, form: Form) -> ClaimBook:
    words = {"N": NUMBER_PATTERN, **kind.structure.get("words", {})}
    rules = [
        rule
        for rule in kind.text_rules
        if (rule.pattern or rule.cue) and (not rule.forms or form.key in rule.forms)
    ]
    cues = tuple(dict.fromkeys(rule.cue for rule in rules if rule.cue))
    filled = "|".join(f"({_filled(cue, words)})" for cue in cues)
    claims = tuple(_claim(rule, kind, form, words) for rule in rules)
    needs = "|".join(dict.fromkeys(_needed(rule) for rule in rules if rule.cue))
    return ClaimBook(claims, re.compile(filled or "(?!)"), cues, re.compile(needs or "(?!)"))


def _needed(rule: TextRule) -> str:
    return "|".join(map(re.escape, rule.needs))


@dataclass(frozen=True, slots=True)
class Active:
    """A claim that applies to a report, with what its tables say."""

    claim: Claim
    values: tuple[Value, ...]
    doubts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """The claims that can be judged for one report."""

    patterns: tuple[Active, ...]
    cued: Mapping[str, tuple[Active, ...]]  # cue -> the claims that it may make
    book: ClaimBook
    names: Names


def active(book: ClaimBook, names: Names) -> Judge:
    """The claims that can be judged with the names of a report."""
    patterns: list[Active] = []
    cued: dict[str, tuple[Active, ...]] = {}
    for claim in book.claims:
        if claim.when is not None and not claim.when.holds(names):
            continue
        values = tuple(formula.value(names) for formula in claim.equals)
        if None in values:
            continue
        made = Active(claim, values, tuple(formula.value(names) for formula in claim.doubtful))
        if claim.rule.cue:
            cued[claim.rule.cue] = (*cued.get(claim.rule.cue, ()), made)
        else:
            patterns.append(made)
    return Judge(tuple(patterns), cued, book, names)


def _claim(rule: TextRule, kind: ReportKind, form: Form, words: Mapping[str, str]) -> Claim:
    equals = tuple(parse(text) for text in rule.equals)
    return Claim(
        rule=rule,
        pattern=_compile(rule.pattern, words) if rule.pattern else _NO_CUE,
        units=_compile(rule.units or "<UNITS>", words) if rule.cue else None,
        needs=re.compile(_needed(rule)) if rule.needs else None,
        unless=_compile(rule.unless, words) if rule.unless else None,
        doubt_unless=_compile(rule.doubt_unless, words) if rule.doubt_unless else None,
        subject=_subject(rule, kind, words),
        when=None if rule.when == "True" else parse(rule.when),
        equals=equals,
        doubtful=tuple(parse(text) for text in rule.doubtful),
        agrees=parse(rule.agrees) if rule.agrees else None,
        figures=_figures(equals, form),
    )


def _figures(formulas: tuple[Expression, ...], form: Form) -> tuple[str, ...]:
    known = form.values
    ids = (name.replace(".", "/") for formula in formulas for name in formula.names)
    return tuple(dict.fromkeys(figure_id for figure_id in ids if figure_id in known))


def _subject(rule: TextRule, kind: ReportKind, words: Mapping[str, str]) -> Subject | None:
    if not rule.subject:
        return None
    spec = kind.structure["subjects"][rule.subject]
    bare = spec.get("bare") or r"(?!)"
    pattern = f"(?P<own>{spec['own']})|(?P<rival>{spec['rivals']})|(?P<bare>{bare})"
    return Subject(_compile(pattern, words), bool(spec.get("alone", False)))


def _compile(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_filled(pattern, words))


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with `<NAME>` replaced by the words of that name, again inside those."""
    while (filled := _MACRO.sub(lambda match: words.get(match[1], match[0]), pattern)) != pattern:
        pattern = filled
    return pattern
