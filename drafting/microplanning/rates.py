"""Clauses that state a change, a rate or a limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from drafting.microplanning import grammar
from drafting.microplanning.clauses import last_number, value_of
from drafting.microplanning.notewriter import NoteWriter, by_list
from drafting.microplanning.statement import Said
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import FULL_FORM, INFERRED, SIGN, VERBATIM, Line

_MONTH = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")
_HIGH = Decimal(90)
_FROM_TO = re.compile("[由从].*[至到成为]")  # 由92.4%升至97.8% says of what it is a change


class Rates:
    """The rules for changes, rates and limits of one note."""

    def __init__(self, writer: NoteWriter) -> None:
        self.writer = writer
        self.words = writer.words
        self.setting = writer.setting

    def change(self, tokens: Sequence[Token]) -> Said | None:
        """下降8.4%, 较上年+12%, 同比增加3件: a change on last year."""
        if not tokens or len(tokens) > 2 or tokens[-1].kind is not Kind.NUMBER:
            return None
        number = tokens[-1]
        words = tokens[0].text if len(tokens) == 2 and tokens[0].kind is Kind.HAN else ""
        match = grammar.CHANGE.fullmatch(words) if len(tokens) == 1 or words else None
        if match is None or not (match["way"] or number.sign):
            return None
        is_rate = number.unit in {"%", "个百分点", "倍"}
        if not match["compare"] and not (is_rate or number.sign):
            return None
        line = self.writer.line()
        if match["compare"]:
            line.add(match["compare"])
        elif not _FROM_TO.search("".join(token.text for token in self.writer.before)):
            line.add("同比" if is_rate else "较上年", INFERRED)
        self._way(line, match["way"] or "", number)
        # 上网14个，较上年+3: the change is counted as what it is a change of
        unit = "" if number.text.endswith(("万", "亿")) else self.writer.last_unit
        self.writer.number(line, replace(number, sign=""), unit)
        return Said(tuple(line.spans), "change")

    @staticmethod
    def _way(line: Line, way: str, number: Token) -> None:
        if not way:
            line.add(grammar.direction(number), SIGN)
            return
        full = grammar.UP.get(way, grammar.DOWN.get(way, way))
        if number.unit == "%" and way in {"增", "减"}:
            full = "增长" if way == "增" else "下降"
        line.add(full, VERBATIM if full == way else FULL_FORM)

    def rate(self, tokens: Sequence[Token]) -> Said | None:
        """复工率100%: a rate with its percentage."""
        number = last_number(tokens)
        if number is None or number.unit != "%" or number.sign or len(tokens) < 2:
            return None
        front = tokens[-2]
        if front.kind is not Kind.HAN:
            return None
        text, link = grammar.strip_link(front.text)
        noun = self.words.noun(text)[1]
        if not text.endswith(grammar.RATE_ENDINGS) and (noun is None or noun.noun_class != "rate"):
            return None
        line = self.writer.line()
        self.writer.front(line, (*tokens[:-2], replace(front, text=text)))
        if link:
            line.add(link)
        elif not number.before:
            value = value_of(number)
            line.add("达" if value is not None and value >= _HIGH else "为", INFERRED)
        self.writer.number(line, number, "")
        return Said(tuple(line.spans), "rate")

    def _dated(self, tokens: Sequence[Token], verb: str) -> Said | None:
        """预算2月、决算8月: the months in which things under publishing were published."""
        for piece in by_list(tokens):
            is_dated = len(piece) == 2 and _MONTH.fullmatch(piece[1].text) is not None
            if not is_dated or self.words.noun(piece[0].text)[1] is None:
                return None
        line = self.writer.line()
        self.writer.front(line, tokens)
        line.add(verb, INFERRED)
        return Said(tuple(line.spans), "act")

    def within(self, tokens: Sequence[Token]) -> Said | None:
        """许可7日内: by when something under publishing was published."""
        verb = self.setting.hints.bare_verb
        if verb and tokens[-1].kind is Kind.FIXED:
            return self._dated(tokens, verb)
        if not verb or [token.kind for token in tokens] != [Kind.HAN, Kind.NUMBER, Kind.HAN]:
            return None
        text, number, limit = tokens[0].text, tokens[1], tokens[2].text
        if limit not in {"内", "以内", "之内", "前"}:
            return None
        if self.words.holds_predicate(text) or not self.words.is_noun_phrase(text):
            return None
        line = self.writer.line()
        self.words.write(line, text)
        self.writer.number(line, number, "")
        line.add(limit)
        line.add(verb, INFERRED)
        return Said(tuple(line.spans), "act")
