"""Clauses with a number: what is supplied depends on where the number stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from drafting.microplanning import grammar
from drafting.microplanning.clauses import last_number
from drafting.microplanning.notewriter import NoteWriter
from drafting.microplanning.statement import Said
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import FULL_FORM, INFERRED, VERBATIM, Line
from phrasebank.lexicon import Noun, Verb

_HIGH = Decimal(90)


class Counts:
    """The rules for counts, rates and changes of one note."""

    def __init__(self, writer: NoteWriter) -> None:
        self.writer = writer
        self.words = writer.words
        self.setting = writer.setting

    def said(self, line: Line, shape: str, verb: str = "") -> Said:
        """A finished statement."""
        return Said(tuple(line.spans), shape, verb)

    # ---- a count behind its words --------------------------------------------------------

    def two_counts(self, tokens: Sequence[Token]) -> Said | None:
        """培训3次120人次: counts of one thing side by side."""
        if (
            len(tokens) < 3
            or tokens[-1].kind is not Kind.NUMBER
            or tokens[-2].kind is not Kind.NUMBER
        ):
            return None
        if not tokens[-1].unit or not tokens[-2].unit or tokens[-1].unit == "%":
            return None
        said = self.two_counts(tokens[:-1]) or self.count(tokens[:-1])
        if said is None:
            return None
        line = Line(self.writer.source, list(said.spans))
        line.add("、", INFERRED)
        self.writer.number(line, tokens[-1], "")
        return self.said(line, said.shape, said.verb)

    def count(self, tokens: Sequence[Token]) -> Said | None:
        """网站1865条, 受理236, 培训3次: words closed by their only count."""
        number = last_number(tokens)
        numbers = [token for token in tokens if token.kind is Kind.NUMBER]
        if (
            number is None
            or len(numbers) != 1
            or number.sign
            or number.unit == "%"
            or self.setting.section == "problems"
        ):
            return None
        front = list(tokens[:-1])
        if not front:
            return self._unnamed("", number) if not self.writer.last_unit else None
        if front[-1].kind is not Kind.HAN:
            return self._count_of_term(front, number)
        before = front[:-1]
        if not before and front[0].text in grammar.TIMES:
            return self._unnamed(front[0].text, number)
        text, link = grammar.strip_link(front[-1].text)
        opening, head = ("", text) if before else grammar.strip_time(text)
        words = self.words.cut(head)
        if not before and (said := self._verb_count(opening, words, link, number)) is not None:
            return said
        said = self._named_count(opening, before, head, words, link, number)
        self.writer.counted.add(self.writer.last_unit)
        return said

    def _named_count(  # noqa: PLR0913 -- the parts of a counted phrase
        self,
        opening: str,
        before: Sequence[Token],
        head: str,
        words: Sequence[str],
        link: str,
        number: Token,
    ) -> Said:
        """Words that name what is counted, or how it was done."""
        mods, noun = self.words.noun(head)
        if not before and self._is_act(words, number, link):
            return self._bare_count(opening, before, head, link, number, verb="开展")
        said = self._noun_verb_count(opening, before, words, link, number)
        if said is not None:
            return said
        if not head.startswith("涉") and not self.has_verb(before, mods):
            if noun is not None and self.counts_noun(noun, number, mods):
                return self._frame(opening, before, mods, noun, link, number)
            return self._bare_count(opening, before, head, link, number)
        line = self.writer.line()
        line.add(opening)
        self.writer.front(line, (*before, Token(Kind.HAN, head)))
        self._linked(line, head, link, number)
        of_topic = self.setting.hints.measure if noun is None else ""
        carried = "" if number.text.endswith(("万", "亿")) else self.writer.last_unit
        measure = of_topic or self.writer.measure_for(noun, words) or carried
        self.writer.number(line, number, measure)
        verb = self._first_verb(line.text)
        return self.said(line, "count" if verb else "act", verb)

    def _unnamed(self, opening: str, number: Token) -> Said | None:
        """全年1862条, 12件: what is counted is told by the topic alone."""
        verb, _, thing = self.setting.hints.counted.get(number.unit, "").partition("|")
        if not verb or thing in self.setting.said_objects:
            return None
        line = self.writer.line()
        line.add(opening)
        line.add(verb + thing, INFERRED)
        self.setting.said_objects.add(thing)
        self.writer.number(line, number, "")
        return self.said(line, "count", verb)

    def has_verb(self, before: Sequence[Token], mods: str) -> bool:
        """Whether the words before a counted noun hold a predicate of their own."""
        for text in (*(token.text for token in before if token.kind is Kind.HAN), mods):
            words = self.words.cut(text)
            if self.words.leading_verb(words) is not None:
                return True
            if text[:1] == "新" and self.words.verb(text[1:2]) is not None:  # 新编指南88份
                return True
            if any(
                self.words.is_verb(word) and word not in self.words.lexicon.nouns for word in words
            ):
                return True
            if words and (
                self.words.is_unknown(words[-1])
                or self.words.segmenter.tag(words[-1]) in {"c", "p", "u"}
            ):
                return True
        return False

    def counts_noun(self, noun: Noun, number: Token, mods: str) -> bool:
        """Whether the number counts the noun itself: the measure word fits, no average, no other's paper."""
        if mods.endswith(grammar.AVERAGES) or mods.startswith(grammar.AVERAGES):
            return False
        if noun.noun_class == "document" and mods.startswith(grammar.SUPERIORS):
            return False
        return (
            not number.unit or number.unit in noun.measures or number.unit in noun.verbs_by_measure
        )

    def _verb_count(
        self, opening: str, words: Sequence[str], link: str, number: Token
    ) -> Said | None:
        """受理236, 收47件: a verb, its object left out."""
        at = self.words.leading_verb(words)
        if at is None or at != len(words) - 1:
            return None
        word = words[at]
        verb = self.words.verb(word)
        noun = self.words.lexicon.nouns.get(word)
        if verb is None or (
            noun is not None
            and noun.noun_class in {"event", "document", "rate", "person", "body"}
            and number.unit in {"", *noun.measures}
        ):
            return None
        line = self.writer.line()
        line.add(opening + "".join(words[:at]))
        thing = verb.objects.get(self.setting.topic, "")
        is_new = at > 0 and words[at - 1] == "新" and len(word) == 1  # 新开, 新设 stand as they are
        full = word if is_new else verb.before(thing or "件")
        line.add(full, VERBATIM if full == word else FULL_FORM)
        fitting = ("", verb.measure, self._measure_of(thing))
        if (
            thing
            and thing not in self.setting.said_objects
            and number.unit in fitting
            and not {number.unit, verb.measure} & self.writer.counted
        ):
            line.add(thing, INFERRED)
            self.setting.said_objects.add(thing)
        line.add(link)
        carried = "" if number.text.endswith(("万", "亿")) else self.writer.last_unit
        measure = self.setting.hints.measure or verb.measure or carried
        self.writer.number(line, number, measure)
        return self.said(line, "count", full)

    def _measure_of(self, thing: str) -> str:
        noun = self.words.noun(thing)[1] if thing else None
        return noun.measures[0] if noun is not None and noun.measures else ""

    def _noun_verb_count(
        self, opening: str, before: Sequence[Token], words: Sequence[str], link: str, number: Token
    ) -> Said | None:
        """网站发布1865条, 申请办结26件: a noun, then the verb, then the count."""
        verb = self.words.verb(words[-1]) if len(words) > 1 and len(words[-1]) > 1 else None
        if verb is None or before:
            return None
        start = len(words) - 1
        while start > 1 and words[start - 1] in self.words.lexicon.adverbs:
            start -= 1
        adverbs = "".join(words[start:-1])
        head = "".join(words[:start])
        if head.endswith(grammar.AVERAGES):
            return None
        mods, noun = self.words.noun(head)
        line = self.writer.line()
        line.add(opening)
        publishes = verb.before("信息") in grammar.PUBLISHING
        is_outlet = noun is not None and (
            noun.noun_class == "channel" or (noun.noun_class == "column" and number.unit == "条")
        )
        if noun is not None and is_outlet and publishes and not adverbs:
            line.add("通过", INFERRED)
            self.words.write_noun(line, mods, noun)
            full = verb.before("信息")
            line.add(full, VERBATIM if full == verb.word else FULL_FORM)
            line.add("信息" if number.unit in {"", "条", *noun.measures} else "", INFERRED)
            line.add(link)
            self.writer.number(line, number, noun.measures[0] if noun.measures else "")
            return self.said(line, "count", "通过")
        if not self._may_front(verb, words[:start], number, noun):
            return None
        full = verb.before(head)
        line.add(adverbs)
        line.add(full, VERBATIM if full == verb.word else FULL_FORM)
        self.words.write(line, head)
        line.add(link)
        self.writer.number(line, number, self.writer.measure_for(noun, words))
        return self.said(line, "count", full)

    def _may_front(self, verb: Verb, head: Sequence[str], number: Token, noun: Noun | None) -> bool:
        if not verb.frontable or not verb.transitive:
            return False
        if noun is not None and noun.noun_class in {"channel", "column"}:
            return False
        # 竣工验收备案168件 names a class, not an act
        if verb.word in self.words.lexicon.nouns or verb.word in grammar.PROCESSES:
            return False
        if not self.words.is_done_to(head):
            return False
        if noun is not None and noun.noun_class == "event" and verb.word in grammar.PUBLISHING:
            return False  # 会议公开5次
        if noun is not None and number.unit in {"", *noun.measures}:
            return True
        published = verb.word in grammar.PUBLISHING and number.unit in grammar.OF_PUBLISHED
        return published or (noun is not None and number.unit in grammar.OF_ACTS)

    def _frame(  # noqa: PLR0913 -- the parts of a counted noun phrase
        self, opening: str, before: Sequence[Token], mods: str, noun: Noun, link: str, number: Token
    ) -> Said:
        """A noun of the lexicon with its count: supply the verb that fits its class."""
        line = self.writer.line()
        line.add(opening)
        verb = noun.verbs[0] if noun.verbs else ""
        unit = noun.measures[0] if noun.measures else ""
        other = noun.verbs_by_measure.get(number.unit, "")
        if noun.noun_class == "channel" and not other:
            line.add("通过", INFERRED)
            self.writer.noun_phrase(line, before, mods, noun)
            line.add(f"{verb or '发布'}信息", INFERRED)
            line.add(link)
            self.writer.number(line, number, unit)
            return self.said(line, "count", "通过")
        if noun.noun_class == "rate" or noun.word.endswith(grammar.QUANTITIES):
            self.writer.noun_phrase(line, before, mods, noun)
            line.add(link or "为", VERBATIM if link else INFERRED)
            self.writer.number(line, number, "" if number.unit else unit)
            return self.said(line, "rate")
        verb = other or verb
        is_event = noun.noun_class == "event"
        if (is_event and (number.text == "0" or mods.startswith(grammar.ABOVE))) or (
            verb == "查处" and self.setting.topic == "on_request"  # what was asked about
        ):
            verb = ""
        line.add(verb, INFERRED)
        self.writer.noun_phrase(line, before, mods, noun)
        line.add(link)
        self.writer.number(line, number, unit)
        return self.said(line, "count", verb)

    def _is_act(self, words: Sequence[str], number: Token, link: str) -> bool:
        """合法性审查43件: what was done so many times, no agent named, nobody above named."""
        if link or len(words) < 2 or not number.unit or words[-1] not in grammar.COUNTED_ACTS:
            return False
        noun = self.words.noun("".join(words))[1]
        if noun is not None and (
            number.unit in noun.measures or number.unit in noun.verbs_by_measure
        ):
            return False
        head = words[:-1]
        return not (
            any(self.words.is_agent(word) or self.words.is_adverb(word) for word in head)
            or head[0].startswith(grammar.SUPERIORS)
            or head[-1].endswith(tuple(grammar.COUNTED_ACTS))
            or any(
                word in self.words.lexicon.verbs and word not in self.words.lexicon.nouns
                for word in head
            )
        )

    def _linked(self, line: Line, text: str, link: str, number: Token) -> None:
        """共, 累计 … as written; 为 between a limit or an average and its number."""
        if not link and text.endswith(grammar.QUANTITIES) and not number.before:
            line.add("为", INFERRED)
        line.add(link)

    def _bare_count(  # noqa: PLR0913 -- as above
        self,
        opening: str,
        before: Sequence[Token],
        text: str,
        link: str,
        number: Token,
        *,
        verb: str = "",
    ) -> Said:
        """A noun phrase that the lexicon does not know: only the measure word may tell the verb."""
        line = self.writer.line()
        line.add(opening)
        if not verb and not link and not text.endswith(grammar.AVERAGES):
            verb = grammar.MEASURE_VERBS.get(number.unit, "")
            inner = self.words.cut(text)[1:-1]
            if not self.words.is_noun_phrase(text) or any(map(self.words.verb, inner)):
                verb = ""
        line.add(verb, INFERRED)
        self.writer.front(line, (*before, Token(Kind.HAN, text)))
        self._linked(line, text, link, number)
        of_topic = self.setting.hints.measure if self.writer.last_unit else ""
        self.writer.number(line, number, grammar.measure_by_ending(text) or of_topic)
        return self.said(line, "count", verb)

    def _count_of_term(self, front: Sequence[Token], number: Token) -> Said | None:
        """“政府开放日”5场: a quoted term or title with its count."""
        line = self.writer.line()
        first = front[0]
        opens = first.kind is Kind.HAN and self.has_verb((first,), "")
        noun = None if opens else self.words.noun(front[-1].text.strip("“”《》"))[1]
        if len(front) > 1 and front[-2].kind is Kind.HAN and noun is None and not opens:
            noun = self.words.noun(front[-2].text)[1]  # 公众号“兰河自然资源”
        if noun is None or not self.counts_noun(noun, number, ""):
            verb = "" if opens or noun is not None else grammar.MEASURE_VERBS.get(number.unit, "")
            line.add(verb, INFERRED)
            self.writer.front(line, front)
            self.writer.number(line, number, "")
            return self.said(line, "count", verb)
        other = noun.verbs_by_measure.get(number.unit, "")
        if noun.noun_class == "channel" and not other:
            line.add("通过", INFERRED)
            self._term_front(line, front, noun)
            line.add(f"{noun.verbs[0] if noun.verbs else '发布'}信息", INFERRED)
            self.writer.number(line, number, noun.measures[0] if noun.measures else "")
            return self.said(line, "count", "通过")
        verb = other or (noun.verbs[0] if noun.verbs else "")
        line.add(verb, INFERRED)
        self.writer.front(line, front)
        self.writer.number(line, number, noun.measures[0] if noun.measures else "")
        return self.said(line, "count", verb)

    def _term_front(self, line: Line, front: Sequence[Token], noun: Noun) -> None:
        if front[0].kind is Kind.HAN and front[0].text.endswith(noun.word):
            self.words.write_noun(line, front[0].text[: -len(noun.word)], noun)
            self.writer.front(line, front[1:])
        else:
            self.writer.front(line, front)

    def _first_verb(self, text: str) -> str:
        words = self.words.cut(re.split(r"[\d“《（、，]", text)[0])
        at = self.words.leading_verb(words)
        return words[at] if at is not None else ""
