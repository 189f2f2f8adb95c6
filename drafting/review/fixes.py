"""What a fault should be instead; the safe ones can be put in by themselves."""

import re
from collections.abc import Callable

from drafting.review.page import FILLER, LintContext, LintParagraph, page_of
from drafting.review.rulebook import PatternRule, rulebook
from drafting.zh.punctuation import FULL_WIDTH, curly_quotes, half_width_digits


def _inner_book(found: str) -> str:
    inner = found[1:-1]
    if "《" in inner:  # the mark that ends the match closes the inner title
        return f"《{inner.replace('《', '〈')}〉" if inner.count("《") == 1 else found
    if inner.count("<") + inner.count("＜") != inner.count(">") + inner.count("＞"):
        return found
    return "《" + re.sub("[>＞]", "〉", re.sub("[<＜]", "〈", inner)) + "》"


_ROUNDS = 20  # a corrected mark can bring the next one in touch with Chinese
_YEAR_IN_BRACKETS = re.compile(
    "[\\[\uff3b【（(〈]\\s*(\\d{4})\\s*[\\]\uff3d】）)〉]\\s*第?(?=\\d+号$)"
)


def _hexagon(found: str) -> str:
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", found)


_FIXERS: dict[str, Callable[[str], str]] = {
    "@fullwidth": lambda found: found.translate(FULL_WIDTH),
    "@halfwidth": half_width_digits,
    "@quotes": lambda found: found,  # decided for the whole paragraph
    "@dropcomma": lambda found: found.replace("、", ""),
    "@tocomma": lambda found: found.replace("、", "，"),
    "@innerbook": _inner_book,
    "@yeardash": lambda found: re.sub("[-~～–]", "—", found),
    "@dropblank": lambda _: "",
    "@dropzero": lambda found: found.lstrip("0"),
    "@hexagon": _hexagon,
    "@level1": lambda found: found[:-1] + "、",
    "@level2": lambda found: found[:-1].translate(FULL_WIDTH),
    "@level3": lambda found: found[:-1] + ".",
}


def suggested(rule: PatternRule, found: str) -> str | None:
    """What should stand for the matched text, or None when no safe text is known."""
    if not rule.fix:
        return None
    fixer = _FIXERS.get(rule.fix)
    text = fixer(found) if fixer else rule.fix
    return None if text == found else text


def suggest(text: str) -> str:
    """The text with the safe corrections of the writing rules §3 put in; numbers stay.

    Marks, spacing, level numbers and five word pairs are corrected; URLs, addresses, times and
    【…】 are left alone. What changes is only what a rule of the set would find.
    """
    for _ in range(_ROUNDS):
        fixed = _corrected(text)
        if fixed == text:
            break
        text = fixed
    return text


def _corrected(text: str) -> str:
    for rule in rulebook().patterns:
        if rule.auto and rule.may_match(text):
            text = _apply(rule, text)
    return text


def _apply(rule: PatternRule, text: str) -> str:
    page = page_of([LintParagraph(line) for line in text.split("\n")], LintContext())
    fixed = []
    for masked, raw in zip(page.lines[rule.mask], page.lines["raw"], strict=True):
        matches = list(rule.regex.finditer(masked))
        if matches and rule.fix == "@quotes":
            fixed.append(curly_quotes(raw) if FILLER not in masked else raw)
        else:
            fixed.append(_replaced(rule, raw, matches))
    return "\n".join(fixed)


def _replaced(rule: PatternRule, raw: str, matches: list[re.Match[str]]) -> str:
    for match in reversed(matches):
        found = raw[match.start() : match.end()]
        text = suggested(rule, found)
        if text is not None:
            raw = raw[: match.start()] + text + raw[match.end() :]
    return raw
