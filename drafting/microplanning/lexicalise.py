"""From a telegraphic note to official statements; every number, name and quoted term as given.

Each rule looks at the shape of a clause only: where its number stands, what closes the words
before it, whether a verb opens it. What a rule supplies (verb, measure word, object) comes
from the collocation lexicon and is marked as inferred. A note that is already a sentence
keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafting.document import Span
from drafting.microplanning import grammar
from drafting.microplanning.acts import Acts
from drafting.microplanning.clauses import Clause, last_number, parse
from drafting.microplanning.counts import Counts
from drafting.microplanning.inside import Inside
from drafting.microplanning.notewriter import RATES, NoteWriter, by_list
from drafting.microplanning.rates import Rates
from drafting.microplanning.register import Register
from drafting.microplanning.statement import Doubt, Said, Setting, any_of, with_supplied
from drafting.microplanning.tokens import Kind, Token, normalise, scan
from drafting.microplanning.wording import INFERRED, Line, Words
from drafting.microplanning.years import digits, numbers_in, with_full_years

_LEAST_LISTED = 3
_ACTED = frozenset({"channel", "event", "column", "body", "person", "rate"})
_CONTACTS = ("电话", "热线", "邮箱", "网址", "地址")
_NOTHING = frozenset({"无", "没有", "暂无", "无其他事项", "无其他", "没有其他事项"})


class Lexicaliser:
    """Turns notes into statements; keeps nothing between notes but the setting given to it."""

    def __init__(self, words: Words) -> None:
        self.words = words
        lexicon = words.lexicon
        self.measures = frozenset(lexicon.measures)
        self.before = frozenset(lexicon.approximators_before)

    def note(
        self, text: str, source: str, setting: Setting
    ) -> tuple[tuple[Said, ...], tuple[Doubt, ...]]:
        """The statements of one note, and what stayed doubtful.

        Every number of the note stands in the statements exactly once; where a rule would
        lose or repeat one, the note is written as the clerk typed it.
        """
        if setting.section == "other" and text.strip("。 ") in _NOTHING:
            line = Line(source)
            line.add("无其他需要报告的事项", INFERRED)
            return (Said(tuple(line.spans), "state", ends=True),), ()
        dated = with_full_years(normalise(text, self.measures), setting.year)
        tokens = scan(dated.text, measures=self.measures, before=self.before)
        writer = NoteWriter(self.words, source, setting, dated.written)
        is_sentence = grammar.is_sentence(dated.text)
        if is_sentence:  # what is written out stays as it is
            return (_verbatim(writer, tokens, text),), ()
        register = Register(self.words, setting.section, setting.topic)
        said = _Clauses(writer).statements(register.written(tokens))
        supplied = any_of(register.forms.supplied)
        if len(said) > 1:
            said = [_without_involved(statement) for statement in said]
        if supplied is not None:
            said = [with_supplied(statement, supplied) for statement in said]
        wanted = digits(text, setting.year)
        if not said or wanted != sorted(
            n for statement in said for n in numbers_in(statement.text)
        ):
            writer.doubts.clear()
            said = [_verbatim(writer, tokens, text)]
            if wanted:
                writer.doubt("IN-32", text)
        return tuple(said), tuple(writer.doubts)


def _without_involved(said: Said) -> Said:
    """养老机构42家，收费一表公开: what the note goes on to speak of is not said to be involved."""
    first = said.spans[0] if said.verb == "涉及" else None
    is_ours = first is not None and first.rule == INFERRED and first.text.startswith("涉及")
    if first is None or not is_ours or said.text.startswith("涉及行政"):
        return said  # cases before court or above do involve us
    rest = replace(first, text=first.text.removeprefix("涉及"))
    return replace(said, spans=(*([rest] if rest.text else []), *said.spans[1:]), verb="")


def _verbatim(writer: NoteWriter, tokens: Sequence[Token], text: str) -> Said:
    """The note as typed, in wide punctuation: what is left when no rule fits."""
    line = writer.line()
    for token in tokens:
        if token.kind is Kind.NUMBER:
            line.add(f"{token.sign}{token.number_text}{token.unit}".replace(",", ""))
        else:
            writer.token(line, token, plain=True)
    out = writer.line()
    out.add(line.text.strip("，；。、： ") or text)
    return Said(tuple(out.spans), "state", ends=True)


class _Clauses:
    """The clauses of one note, each by the first rule that fits."""

    def __init__(self, writer: NoteWriter) -> None:
        self.writer = writer
        self.words = writer.words
        self.rates = Rates(writer)
        self.counts = Counts(writer)
        self.inside = Inside(self.counts)
        self.acts = Acts(writer)
        is_said = writer.setting.section != "problems"
        self.publishes = is_said and writer.setting.hints.bare_verb in grammar.PUBLISHING

    def statements(self, tokens: Sequence[Token]) -> list[Said]:
        """All statements of the note."""
        clauses = parse(tokens)
        listed = self._categories(clauses)
        if listed:
            return listed
        found: list[Said] = []
        for clause in self._together(clauses):
            found.extend(self._clause(clause))
            self.writer.before = clause.tokens
        return found

    def _together(self, clauses: Sequence[Clause]) -> list[Clause]:
        """先审后发，一事一审: set ways of working that follow one another are one statement."""
        out: list[Clause] = []
        for clause in clauses:
            may_list = out and clause.tokens[-1].kind is not Kind.NUMBER
            is_listed = may_list and (
                (self._is_practice(clause) and self._is_practice(out[-1]))
                or (self.publishes and self._are_nouns(out[-1], clause))
            )
            if is_listed:
                tokens = (*out[-1].tokens, Token(Kind.LIST, "、"), *clause.tokens)
                out[-1] = Clause(tokens, ends=clause.ends)
            else:
                out.append(clause)
        return out

    def _are_nouns(self, before: Clause, clause: Clause) -> bool:
        """核酸采样点 疫苗接种点: things under publishing that follow one another are one list."""
        tokens = clause.tokens
        if len(tokens) > 1 or tokens[0].kind is not Kind.HAN:
            return False
        is_plain = before.tokens[-1].kind is Kind.HAN and not (
            before.parts or clause.parts or clause.setting or before.ends
        )
        names = [token for token in before.tokens if token.kind is not Kind.LIST]
        return is_plain and all(
            token.kind is Kind.HAN and self.acts.names_thing(token.text) for token in (*names, *tokens)
        )

    def _is_practice(self, clause: Clause) -> bool:
        words = [token.text.strip("“”") for token in clause.tokens if token.kind is not Kind.LIST]
        is_bare = not clause.setting and not clause.parts
        return is_bare and self.words.lexicon.practices.issuperset(words)

    def _categories(self, clauses: Sequence[Clause]) -> list[Said]:
        """拆迁补偿312，竣工验收备案168，其他126: kinds with their counts, no acts."""
        if len(clauses) < _LEAST_LISTED or any(
            clause.parts or clause.setting for clause in clauses
        ):
            return []
        said = self._kinds([clause.tokens for clause in clauses], "")
        return [said] if said is not None else []

    def _kinds(self, items: Sequence[Sequence[Token]], unit: str) -> Said | None:
        """Labels with bare numbers that name kinds of one thing."""
        labels = []
        for item in items:
            number = last_number(item)
            if number is None or number.unit or len(item) != 2 or item[0].kind is not Kind.HAN:
                return None
            noun = self.words.noun(item[0].text)[1]
            if noun is not None and noun.noun_class in _ACTED:
                return None
            labels.append(item[0].text)
        verbs = sum(self.words.leading_verb(self.words.cut(label)) is not None for label in labels)
        if verbs * 2 >= len(labels) and not unit:
            return None
        line = self.writer.line()
        of_topic = self.writer.setting.hints.measure
        for position, item in enumerate(items):
            if position:
                line.add("、", INFERRED)
            line.add(labels[position])
            number = last_number(item)
            if number is not None:
                self.writer.number(line, number, unit or self.writer.last_unit or of_topic)
        return Said(tuple(line.spans), "count", ends=True)

    def _clause(self, clause: Clause) -> list[Said]:
        tokens = clause.tokens
        brackets: list[Token] = []
        while len(tokens) > 1 and tokens[-1].kind is Kind.PAREN:
            brackets.insert(0, tokens[-1])
            tokens = tokens[:-1]
        listed = by_list(tokens)
        if len(listed) > 1 and (clause.setting or len(listed) >= _LEAST_LISTED):
            unit = self.writer.measure_of_noun(clause.setting)
            if not unit and _names_requests(clause.setting):
                unit = self.writer.setting.hints.measure
            kinds = self._kinds(listed, unit)
            if kinds is not None:
                return [self._with_setting(clause.setting, kinds)] if clause.setting else [kinds]
        statements = (
            self._list_of_counts(tokens) or self._run_of_counts(tokens) or [self._one(tokens)]
        )
        if len(statements) > 1 and tokens[0].text.startswith("其中"):
            statements = [self._joined(statements)]
        last = statements[-1]
        line = Line(self.writer.source, list(last.spans))
        total = last_number(tokens)
        for bracket in brackets:
            self.writer.bracket(line, bracket, total)
        if clause.parts:
            self.writer.parts(line, clause.parts)
        statements[-1] = Said(
            tuple(line.spans), last.shape, last.verb, clause.ends or bool(clause.parts)
        )
        if clause.setting:
            joined = self._joined(statements) if len(statements) > 1 else statements[0]
            return [self._with_setting(clause.setting, joined)]
        return statements

    def _joined(self, statements: Sequence[Said]) -> Said:
        """Items of a list as one statement; a supplied verb is said once."""
        line = Line(self.writer.source, list(statements[0].spans))
        for before, said in pairwise(statements):
            line.add("、", INFERRED)
            spans = list(said.spans)
            first = spans[0]
            if (
                said.verb
                and said.verb == before.verb
                and first.rule == INFERRED
                and first.text.startswith(said.verb)
            ):
                spans[0] = Span(first.text[len(said.verb) :], first.sources, first.rule)
            line.extend(span for span in spans if span.text)
        return Said(tuple(line.spans), "count", statements[0].verb, statements[-1].ends)

    def _one(self, tokens: Sequence[Token]) -> Said:
        rates, counts, inside = self.rates, self.counts, self.inside
        rules = (
            rates.change, rates.rate, rates.within, counts.two_counts, counts.count, inside.middle
        )  # fmt: skip
        for rule in rules:
            said = rule(tokens)
            if said is not None:
                return said
        return self.acts.plain(tokens)

    def _list_of_counts(self, tokens: Sequence[Token]) -> list[Said]:
        """收到申请47件、上年结转5件: items joined by 、, each with its own number."""
        pieces = by_list(tokens)
        if len(pieces) < 2 or any(
            (number := last_number(piece)) is None or number.unit in RATES for piece in pieces
        ):
            return []
        if all(len(piece) == 1 for piece in pieces):  # 45人、52人、61人 names nothing
            return []
        return [self._one(piece) for piece in pieces]

    def _run_of_counts(self, tokens: Sequence[Token]) -> list[Said]:
        """收4件答4件: verbs with their counts, nothing between them."""
        kinds = [token.kind for token in tokens]
        if len(tokens) < 4 or kinds != [Kind.HAN, Kind.NUMBER] * (len(tokens) // 2):
            return []
        if any(self.words.verb(token.text) is None for token in tokens[::2]):
            return []
        return [self._one(tokens[at : at + 2]) for at in range(0, len(tokens), 2)]

    # ---- settings ------------------------------------------------------------------------

    def _with_setting(self, setting: Sequence[Token], said: Said) -> Said:
        """What stood before a colon: channels, an order from above, a subject, or a whole clause."""
        text = "".join(token.text for token in setting if token.kind is not Kind.PAREN)
        bare = text.removesuffix("等")
        nouns = [self.words.noun(item)[1] for item in re.split(r"[、，]", bare)]
        if all(noun is not None and noun.noun_class == "channel" for noun in nouns):
            return self._through_channels(setting, said, is_open=text.endswith("等"))
        line = self.writer.line()
        for position, token in enumerate(setting):
            self.writer.token(line, token, is_start=position == 0)
        if (
            not said.verb
            and said.shape == "count"
            and nouns[-1] is not None
            and nouns[-1].noun_class in {"column", "body"}
        ):
            line.add("设有", INFERRED)
            line.extend(said.spans)
            return Said(tuple(line.spans), said.shape, "设有", said.ends)
        if bare.endswith(_CONTACTS):
            line.add("为", INFERRED)
            line.extend(said.spans)
            return Said(tuple(line.spans), said.shape, "", said.ends)
        opening, closing = self._around(setting, bare)
        framed = self.writer.line()
        framed.add(opening, INFERRED)
        framed.extend(line.spans)
        framed.add(closing, INFERRED)
        framed.add("，", INFERRED)
        framed.extend(said.spans)
        return Said(tuple(framed.spans), said.shape, "", said.ends)

    def _around(self, setting: Sequence[Token], bare: str) -> tuple[str, str]:
        if _names_requests(setting) and self.writer.setting.hints.measure:
            return "在", "申请中"
        if bare.endswith(grammar.DIRECTED) and not bare.startswith(("按", "根据", "依")):
            return "按照", ""
        first = setting[0]
        verb = (
            self.words.leading_verb(self.words.cut(first.text)) if first.kind is Kind.HAN else None
        )
        is_place = bare.endswith(("方面", "上", "中", "后", "时", "期间", "下", "前", "内"))
        if verb is None and not is_place and self.words.is_noun_phrase(bare.strip("“”")):
            return "在", "方面"
        return "", ""

    def _through_channels(self, setting: Sequence[Token], said: Said, *, is_open: bool) -> Said:
        line = self.writer.line()
        line.add("通过", INFERRED)
        for token in setting:
            self.writer.token(line, token)
        line.add("渠道" if is_open else "", INFERRED)
        spans = said.spans
        if said.verb == "通过":
            spans = spans[1:] if spans[0].text == "通过" else spans
        opens = self.words.leading_verb(self.words.cut(re.split(r"[\d“《（、]", said.text)[0]))
        if not said.verb and opens is None:
            line.add("公开", INFERRED)
        line.extend(spans)
        return Said(tuple(line.spans), said.shape, "通过", said.ends)


def _names_requests(setting: Sequence[Token]) -> bool:
    """办结的：, with what was dealt with left out."""
    return len(setting) == 1 and setting[0].text.endswith(("办结的", "答复的", "收到的", "受理的"))


__all__ = ["Doubt", "Lexicaliser", "Said", "Setting", "digits"]
