"""Claims in words against the tables: the text rules of a kind, made ready and applied."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from drafting.checking.names import Names
from drafting.checking.wording import plain
from drafting.expression import Expression, Value, parse
from drafting.findings import SEVERITY_BY_LETTER, Finding, Severity
from drafting.kinds import Form, ReportKind, TextRule
from drafting.zh.numerals import NUMBER_PATTERN, Written, read

_MACRO = re.compile(r"<(\w+)>")
_CLAUSE_END = "，。；！？\n"
_BASES = re.compile(r"本级|全口径|全[区县市州旗省]|汇总|局?机关本身|不含|(?:镇|街道|部门)合计")
_SAME_CLAUSE = re.compile(r"[^，。；、：（）]{0,12}")
_NUMERAL = re.compile(r"[0-9\uff10-\uff19一二三四五六七八九十百零〇两]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A note or sentence with what is known of where it stands."""

    anchor: str
    text: str
    place: str
    topic: str = ""  # heading, or what was said before under the same anchor
    section: str = ""  # of notes; empty for sentences of a draft
    base: str = ""  # 本级 or 全口径


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
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    doubt_unless: re.Pattern[str] | None
    subject: Subject | None
    when: Expression | None
    equals: tuple[Expression, ...]
    doubtful: tuple[Expression, ...]
    agrees: Expression | None
    figures: tuple[str, ...]  # ids that the formulas read


_CLAIMS: dict[tuple[int, str], tuple[ReportKind, tuple[Claim, ...]]] = {}


def claims_of(kind: ReportKind, form: Form) -> tuple[Claim, ...]:
    """The text rules of a kind for a form; made once for each set of rules."""
    key = (id(kind.text_rules), form.key)
    kept = _CLAIMS.get(key)
    if kept is None or kept[0].text_rules is not kind.text_rules:
        made = tuple(
            _claim(rule, kind, form)
            for rule in kind.text_rules
            if rule.pattern and (not rule.forms or form.key in rule.forms)
        )
        kept = _CLAIMS[key] = (kind, made)
    return kept[1]


@dataclass(frozen=True, slots=True)
class Active:
    """A claim that applies to a report, with what its tables say."""

    claim: Claim
    values: tuple[Value, ...]
    doubts: tuple[Value, ...]


def active(claims: tuple[Claim, ...], names: Names) -> tuple[Active, ...]:
    """The claims that can be judged with the names of a report."""
    found = []
    for claim in claims:
        if claim.when is not None and not claim.when.holds(names):
            continue
        values = tuple(formula.value(names) for formula in claim.equals)
        if None not in values:
            doubts = tuple(formula.value(names) for formula in claim.doubtful)
            found.append(Active(claim, values, doubts))
    return tuple(found)


def judge(passage: Passage, claims: tuple[Active, ...], names: Names) -> Iterator[Finding]:
    """Findings of all rules on one passage."""
    whole = f"{passage.topic}\n{passage.text}"
    counted = _NUMERAL.search(passage.text) is not None
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for item in claims:
        rule = item.claim.rule
        if rule.equals and not counted:
            continue
        if item.claim.needs is not None and item.claim.needs.search(whole) is None:
            continue
        if passage.section in rule.outside:
            continue
        for finding in _matches(passage, item, names):
            key = (finding.code, finding.figures or (finding.excerpt,))
            if key not in seen:  # two rules of one code may read the same number
                seen.add(key)
                yield finding


def _matches(passage: Passage, item: Active, names: Names) -> Iterator[Finding]:
    claim = item.claim
    for match in claim.pattern.finditer(passage.text):
        if _is_lifted(claim, passage.text, match):
            continue
        if claim.subject is not None and not _is_own(claim.subject, passage, match):
            continue
        finding = _verdict(passage, item, names, match)
        if finding is not None:
            yield finding
            return


def _is_lifted(claim: Claim, text: str, match: re.Match[str]) -> bool:
    """Whether the clause says something else, or the words are quoted: “办结一件……”."""
    if claim.unless is not None and claim.unless.search(_clause(text, match)):
        return True
    before = text[: match.start()]
    return before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》")


def _verdict(passage: Passage, item: Active, names: Names, match: re.Match[str]) -> Finding | None:
    claim = item.claim
    said = f"{passage.topic}\n{passage.text}"
    lifted = claim.doubt_unless is not None and claim.doubt_unless.search(said) is not None
    if "n" not in claim.pattern.groupindex:
        return None if lifted else _finding(passage, claim, match, None, ())
    number = read(match["n"])
    if number is None or any(_fits(number, value, claim.rule) for value in item.values):
        return None
    if claim.agrees is not None:
        right = claim.agrees.value(Names({**names.values, "n": number.value}))
        wrong = right is False and not lifted
        return _finding(passage, claim, match, number, ()) if wrong else None
    doubt = any(_fits(number, value, claim.rule) for value in item.doubts)
    if doubt and lifted:
        return None
    return _finding(passage, claim, match, number, item.values, doubt=doubt)


def _fits(number: Written, value: Value, rule: TextRule) -> bool:
    if rule.rounded and isinstance(value, Decimal):
        return abs(number.value - value) * 2 <= number.step
    return isinstance(value, Decimal) and number.means(value)


def _clause(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE_END) + 1
    ends = [position for mark in _CLAUSE_END if (position := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _is_own(subject: Subject, passage: Passage, match: re.Match[str]) -> bool:
    """Whether the nearest thing named is the rule's own subject.

    That is what follows the number in its clause (收到12件许可申请), else the last thing named
    up to the number, else what the topic names.
    """
    behind = _SAME_CLAUSE.match(passage.text, match.end())
    nearest = subject.pattern.search(behind[0]) if behind else None
    nearest = nearest or _last(subject.pattern, passage.text[: match.end()])
    nearest = nearest or _last(subject.pattern, passage.topic)
    if nearest is None:
        return subject.alone
    if nearest["own"]:
        return True
    if nearest["rival"]:
        return False
    whole = f"{passage.topic}\n{passage.text}"
    named = [found for found in subject.pattern.finditer(whole) if not found["bare"]]
    return not named or any(found["own"] for found in named)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return deque(pattern.finditer(text), maxlen=1).pop() if pattern.search(text) else None


def _finding(  # noqa: PLR0913 -- what was said, by which rule, where, against what
    passage: Passage,
    claim: Claim,
    match: re.Match[str],
    number: Written | None,
    values: tuple[Value, ...],
    *,
    doubt: bool = False,
) -> Finding:
    rule = claim.rule
    severity = SEVERITY_BY_LETTER[rule.level]
    table = "或".join(dict.fromkeys(plain(value) for value in values))
    template = rule.doubt if doubt else rule.message
    written = "" if number is None else plain(number.value)
    message = (template or "“{excerpt}”与{label}不符：文中为{n}，表中为{table}。").format(
        excerpt=match[0], label=rule.label, n=written, table=table
    )
    remedy = rule.remedy
    if doubt or (severity is Severity.ERROR and _other_base(passage)):
        severity = Severity.WARNING
        if not doubt:
            remedy = f"文中与表中可能是两个口径，请注明口径。{remedy}"
    return Finding(
        code=rule.code,
        severity=severity,
        message=message,
        place=passage.place,
        remedy=remedy,
        figures=tuple(filter(None, (written, table))),
        anchor=passage.anchor,
        excerpt=match[0],
        suspects=claim.figures if severity is Severity.ERROR else (),
    )


def _other_base(passage: Passage) -> bool:
    return bool(passage.base) or _BASES.search(passage.text) is not None


def _claim(rule: TextRule, kind: ReportKind, form: Form) -> Claim:
    words = {"N": NUMBER_PATTERN, **kind.structure.get("words", {})}
    equals = tuple(parse(text) for text in rule.equals)
    return Claim(
        rule=rule,
        pattern=_compile(rule.pattern, words),
        needs=re.compile("|".join(map(re.escape, rule.needs))) if rule.needs else None,
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
    """A pattern with `<NAME>` replaced by the words of that name, again inside those."""
    while (filled := _MACRO.sub(lambda match: words.get(match[1], match[0]), pattern)) != pattern:
        pattern = filled
    return re.compile(pattern)
