"""Clauses with a count before or inside their words."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.microplanning import grammar
from drafting.microplanning.counts import Counts
from drafting.microplanning.statement import Said
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import INFERRED


class Inside:
    """The rules for counts that do not close their clause."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.writer = counts.writer
        self.words = counts.words
        self.setting = counts.setting

    def middle(self, tokens: Sequence[Token]) -> Said | None:
        """四上企业15家政策服务, 12场发布会, 3人负责: the number stands inside."""
        numbers = [at for at, token in enumerate(tokens) if token.kind is Kind.NUMBER]
        if len(numbers) != 1 or self.setting.section == "problems":
            return None
        at = numbers[0]
        if at == len(tokens) - 1 or tokens[at].unit in {"", "%", "年", "年度", "月", "日"}:
            return None
        front, number, back = tokens[:at], tokens[at], tokens[at + 1 :]
        if (
            any(token.kind is not Kind.HAN for token in (*front, *back))
            or len(back) != 1
            or len(front) > 1
        ):
            return None
        if not front:
            return self._count_first(number, back[0].text)
        return self._served(front[0].text, number, back[0].text)

    def _count_first(self, number: Token, text: str) -> Said | None:
        """12场发布会: supply the verb; 3人负责审核: 由."""
        words = self.words.cut(text)
        line = self.writer.line()
        leader = "".join(words[:-1])
        is_led = words[-1] in grammar.IN_CHARGE and (
            leader.endswith("长") or self.words.is_agent(leader)
        )
        if (words[0] in grammar.IN_CHARGE or is_led) and number.unit in {"人", "名", "位"}:
            line.add("由", INFERRED)
            self.writer.number(line, number, "")
            self.words.write(line, text)
            return Said(tuple(line.spans), "act", "由")
        mods, noun = self.words.noun(text)
        if (
            noun is None
            or not noun.verbs
            or noun.noun_class in {"rate", "channel"}
            or self.counts.has_verb((), mods)
        ):
            return None
        if not self.counts.counts_noun(noun, number, mods):
            return None
        line.add(noun.verbs[0], INFERRED)
        self.writer.number(line, number, "")
        self.words.write(line, text)
        return Said(tuple(line.spans), "count", noun.verbs[0])

    def _served(self, head: str, number: Token, text: str) -> Said | None:
        """四上企业15家政策服务: so many of a kind were served, trained or inspected."""
        words = self.words.cut(head)
        if not text.endswith((*grammar.SERVICES, *grammar.ACTS)) or not self.words.is_agent(
            words[-1]
        ):
            return None
        if self.words.leading_verb(words) is not None or any(
            self.words.is_adverb(word) for word in self.words.cut(text)
        ):
            return None
        preposition, verb = ("为", "提供") if text.endswith(grammar.SERVICES) else ("对", "开展")
        line = self.writer.line()
        line.add(preposition, INFERRED)
        scope = next(
            (word for word in grammar.SCOPES if head.startswith(word) and head != word), ""
        )
        line.add(scope)
        self.writer.number(line, number, "")
        self.words.write(line, head[len(scope) :])
        line.add(verb, INFERRED)
        self.words.write(line, text)
        return Said(tuple(line.spans), "count", preposition)
