"""Tokens of one note written out: numbers with measure words, brackets, parts of a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drafting.microplanning.clauses import Clause, last_number, parse, value_of
from drafting.microplanning.grammar import CHANGE, direction, measure_by_ending, strip_link
from drafting.microplanning.statement import Doubt, Setting
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import FULL_FORM, INFERRED, SIGN, VERBATIM, YEAR, Line, Words
from phrasebank.lexicon import Noun

PERSONS = frozenset({"人", "名", "位"})  # they act: 3人提出17件
RATES = frozenset({"%", "个百分点", "倍"})


@dataclass(slots=True)
class NoteWriter:
    """Writes the tokens of one note; remembers the last measure word."""

    words: Words
    source: str
    setting: Setting
    years: frozenset[str]
    doubts: list[Doubt] = field(default_factory=list)
    last_unit: str = ""
    counted: set[str] = field(default_factory=set)  # measure words of things that the note names
    before: Sequence[Token] = ()  # the clause before the one that is written

    def line(self) -> Line:
        """An empty line of this note."""
        return Line(self.source)

    def front(self, line: Line, tokens: Sequence[Token]) -> None:
        """Write tokens in order; the first word may be an opening verb."""
        for position, token in enumerate(tokens):
            following = tokens[position + 1] if position + 1 < len(tokens) else None
            previous = tokens[position - 1] if position else None
            if token.kind is Kind.NUMBER:
                self.number(
                    line, token, self._unit_inside(tokens, position), is_last=following is None
                )
            elif token.kind is Kind.PAREN:
                before = [other for other in tokens[:position] if other.kind is Kind.NUMBER]
                self.bracket(
                    line, token, before[-1] if before else None, may_open=following is None
                )
            elif token.kind is not Kind.HAN:
                self.token(line, token)
            elif position == 0 and following is not None and following.kind is Kind.FIXED:
                self._verb_before_term(line, token.text, following.text)
            elif (
                previous is not None
                and previous.kind is Kind.NUMBER
                and following is not None
                and following.kind is Kind.NUMBER
            ):
                if previous.unit in PERSONS:
                    if following.unit == previous.unit and self.words.is_noun_phrase(token.text):
                        line.add("、", INFERRED)  # 专职1人兼职12人
                    self.words.write(line, token.text)
                else:
                    self._between_counts(
                        line, token.text, is_number_first=tokens[0].kind is Kind.NUMBER
                    )
            elif (
                position == 0
                and following is not None
                and following is not tokens[-1]
                and following.kind is Kind.NUMBER
                and self._opens_run(tokens)
            ):
                words = self.words.cut(token.text)
                verb = self.words.verb(words[-1])
                self.words.write(line, "".join(words[:-1]))
                full = verb.before("件") if verb is not None else words[-1]
                line.add(full, VERBATIM if full == words[-1] else FULL_FORM)
            else:
                self.words.write(line, token.text, is_start=position == 0)

    def _opens_run(self, tokens: Sequence[Token]) -> bool:
        """规范性文件废1存11: a clipped verb before each of two counts."""
        if len(tokens) != 4 or len(tokens[2].text) > 1:
            return False
        words = self.words.cut(tokens[0].text)
        is_clipped = len(words) > 1 and len(words[-1]) == 1
        return is_clipped and self.words.verb(words[-1]) is not None

    def _between_counts(self, line: Line, text: str, *, is_number_first: bool) -> None:
        """留63废12件: a short verb between two counts opens the next item, or closes one: 5维持1纠正."""
        words = self.words.cut(text)
        if is_number_first and len(words) == 1 and len(text) > 1:
            self.words.write(line, text)
            line.add("、", INFERRED)
            return
        if len(words) == 1 and len(text) <= 2 and self.words.verb(text) is not None:
            line.add("、", INFERRED)
            verb = self.words.verb(text)
            full = verb.before("件") if verb is not None else text
            line.add(full, VERBATIM if full == text else FULL_FORM)
            return
        self.words.write(line, text)

    def _verb_before_term(self, line: Line, text: str, term: str) -> None:
        """设“交通服务窗口”: the object of the verb is the quoted term."""
        words = self.words.cut(text)
        verb = self.words.verb(words[-1]) if words else None
        if verb is None or not term.startswith(("“", "《")):
            self.words.write(line, text, is_start=True)
            return
        self.words.write(line, "".join(words[:-1]), is_start=True)
        full = verb.before(term.strip("“”《》"))
        line.add(full, VERBATIM if full == verb.word else FULL_FORM)

    def _unit_inside(self, tokens: Sequence[Token], position: int) -> str:
        """For a bare number among others: the measure word of a neighbour, or of the noun counted."""
        if tokens[position].unit:
            return ""
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if (
            following is not None
            and following.kind is Kind.HAN
            and self.words.leading_verb(self.words.cut(following.text)) is None
        ):
            return ""  # 14小栏: the noun itself measures
        for token in tokens[position + 1 :]:
            if token.kind is Kind.NUMBER and token.unit:
                return "" if token.unit in RATES else token.unit
        if tokens[position].text.endswith(("万", "亿")):
            return ""  # what is counted in 万 or 亿 is not told by its neighbours
        for token in reversed(tokens[:position]):
            if token.kind is Kind.NUMBER and token.unit:
                return "" if token.unit in RATES else token.unit
        if sum(token.kind is Kind.NUMBER for token in tokens) < 2:
            return ""
        return self.measure_of_noun(tokens) or self.last_unit

    def measure_of_noun(self, tokens: Sequence[Token]) -> str:
        """The measure word of the last noun of the lexicon among tokens."""
        for token in reversed(tokens):
            if token.kind is Kind.HAN:
                for word in reversed(self.words.cut(token.text)):
                    noun = self.words.lexicon.nouns.get(word) or self.words.official(word)
                    if noun is not None and noun.measures and noun.noun_class != "rate":
                        return noun.measures[0]
        return ""

    def token(
        self, line: Line, token: Token, *, is_start: bool = False, plain: bool = False
    ) -> None:
        """Write one token; `plain` keeps every word as typed."""
        if token.kind is Kind.NUMBER:
            self.number(line, token, "", is_last=False)
        elif token.kind is Kind.PAREN:
            line.add("（")
            for inner in token.inner:
                self.token(line, inner, plain=plain)
            line.add("）")
        elif token.kind is Kind.FIXED:
            line.add(token.text, YEAR if token.text in self.years else VERBATIM)
        elif token.kind is Kind.HAN and not plain:
            self.words.write(line, token.text, is_start=is_start)
        else:
            line.add(token.text)

    def number(self, line: Line, token: Token, unit: str, *, is_last: bool = True) -> None:
        """Write a number with the measure word that it has, or the one that the lexicon gives."""
        if token.sign:
            line.add(direction(token), SIGN)
        line.add(_range_mark(token.number_text.replace(",", ""), token.unit))
        if unit and token.text.endswith(("万", "亿")):
            unit = unit.removeprefix("万").removeprefix("亿")
        if token.unit:
            line.add(token.unit)
            if token.unit not in RATES:
                self.last_unit = token.unit
        elif unit:
            line.add(unit, INFERRED)
            self.last_unit = unit
        elif is_last and not token.sign:
            self.doubts.append(Doubt("IN-30", token.number_text))

    def noun_phrase(self, line: Line, before: Sequence[Token], mods: str, noun: Noun) -> None:
        """Write a counted noun with everything before it."""
        for token in before:
            self.token(line, token)
        self.words.write_noun(line, mods, noun)

    def parts(self, line: Line, parts: Sequence[Clause]) -> None:
        """Items of a total behind 其中."""
        if len(parts) == 1 and last_number(parts[0].tokens) is None:
            line.add("，包括", INFERRED)
            for token in parts[0].tokens:
                self.token(line, token)
            return
        line.add("，其中", INFERRED)
        unit = self.last_unit
        for position, part in enumerate(parts):
            if position:
                line.add("、", INFERRED)
            self.part(line, part, unit)

    def part(self, line: Line, part: Clause, unit: str) -> None:
        """One item of a total."""
        for position, token in enumerate(part.tokens):
            if token.kind is Kind.NUMBER:
                self.number(line, token, unit)
            elif token.kind is Kind.PAREN:
                self.bracket(line, token, last_number(part.tokens[:position]))
            elif token.kind is Kind.HAN and position == 0 and len(part.tokens) == 2:
                self._label(line, token)
            else:
                self.token(line, token)

    def _label(self, line: Line, token: Token) -> None:
        text, link = strip_link(token.text)
        mods, noun = self.words.noun(text)
        verb = self.words.verb(text) if len(text) == 1 else None
        if verb is not None and verb.full:  # 留8件
            line.add(verb.full, FULL_FORM)
            line.add(link)
        elif noun is not None and not mods:
            self.words.write_noun(line, mods, noun)
            line.add(link)
        else:
            self.token(line, token)

    def bracket(
        self, line: Line, bracket: Token, total: Token | None, *, may_open: bool = True
    ) -> None:
        """（原创133） behind a total is a part of it; any other bracket stays a bracket."""
        inner = parse(bracket.inner)
        if may_open and total is not None and self._are_parts(inner, total):
            items = [Clause(tuple(piece)) for clause in inner for piece in by_list(clause.tokens)]
            self.parts(line, items)
            return
        line.add("（")
        for position, token in enumerate(bracket.inner):
            before = bracket.inner[position - 1] if position else None
            is_count = (
                before is not None and before.kind is Kind.HAN and not CHANGE.fullmatch(before.text)
            )
            if token.kind is Kind.NUMBER and total is not None and not token.unit and is_count:
                self.number(line, token, self.last_unit)
            elif token.kind in {Kind.COMMA, Kind.STOP}:
                line.add("、" if total is not None else token.kind.value)
            else:
                self.token(line, token)
        line.add("）")

    def _are_parts(self, inner: Sequence[Clause], total: Token) -> bool:
        """One labelled count, or labelled counts that add up to the total."""
        items = [piece for clause in inner for piece in by_list(clause.tokens)]
        if total.unit in RATES or not items or any(clause.parts or clause.setting for clause in inner):
            return False
        values = []
        for item in items:
            number = last_number(item)
            if number is None or len(item) != 2 or item[0].kind is not Kind.HAN:
                return False
            if (
                CHANGE.fullmatch(item[0].text)
                or number.unit in RATES
                or item[0].text.startswith(
                    ("含", "包括", "其中", "同比", "较", "比", "每", "各", "人均")
                )
            ):
                return False
            values.append(value_of(number))
        if len(items) == 1:
            return True
        return all(value is not None for value in values) and sum(
            value for value in values if value is not None
        ) == value_of(total)

    def measure_for(self, noun: Noun | None, words: Sequence[str]) -> str:
        """The measure word that noun, verb or ending tell; empty when none does."""
        if noun is not None and noun.measures:
            return noun.measures[0]
        for word in reversed(words):
            verb = self.words.verb(word)
            if verb is not None and verb.measure:
                return verb.measure
        return measure_by_ending("".join(words))

    def doubt(self, code: str, words: str) -> None:
        """Keep a doubt for the findings."""
        self.doubts.append(Doubt(code, words))


def _range_mark(digits: str, unit: str) -> str:
    """3-5天 with the mark that GB/T 15835 asks for between quantities."""
    return re.sub(r"(?<=\d)[-~–](?=\d)", "～", digits) if unit else digits


def by_list(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens split at the marks of a list; empty pieces dropped."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.LIST:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]
