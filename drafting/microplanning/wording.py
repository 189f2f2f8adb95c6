"""Spans of a note under construction, and the words of the lexicon put into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drafting.document import Span
from drafting.zh.segment import Segmenter
from phrasebank.lexicon import Lexicon, Noun, Verb

VERBATIM = "verbatim"
FULL_FORM = "full-form"  # an abbreviation or a clipped verb written out
INFERRED = "inferred"  # verb, measure word or object that the lexicon supplies
YEAR = "year"  # 19年, 今年 written as four digits
SIGN = "sign"  # +12% written as 增长12%
LEXICON = "rule:lexicon"


@dataclass(slots=True)
class Line:
    """Collects the spans of one statement of one note."""

    source: str  # "bullet:<id>"
    spans: list[Span] = field(default_factory=list)

    def add(self, text: str, rule: str = VERBATIM) -> None:
        """Append text; neighbours with the same rule grow together."""
        if not text:
            return
        if text[0].isdecimal() and self.spans and self.spans[-1].text[-1:].isdecimal():
            text = f"、{text}"  # 12 13: two numbers never become one
        sources = (self.source,) if rule == VERBATIM else (self.source, f"rule:{rule}")
        if self.spans and self.spans[-1].rule == rule and self.spans[-1].sources == sources:
            self.spans[-1] = Span(self.spans[-1].text + text, sources, rule)
        else:
            self.spans.append(Span(text, sources, rule))

    def extend(self, spans: Iterable[Span]) -> None:
        """Append finished spans."""
        for span in spans:
            if self.spans and (self.spans[-1].rule, self.spans[-1].sources) == (
                span.rule,
                span.sources,
            ):
                self.spans[-1] = Span(self.spans[-1].text + span.text, span.sources, span.rule)
            else:
                self.spans.append(span)

    @property
    def text(self) -> str:
        """What stands so far."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Words:
    """What the lexicon and the segmenter know of words."""

    lexicon: Lexicon
    segmenter: Segmenter

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of a text."""
        return self.segmenter.words(text)

    def official(self, word: str) -> Noun | None:
        """The noun whose official form a word is: 政策解读 of 解读."""
        return self.lexicon.officials.get(word)

    def noun(self, text: str) -> tuple[str, Noun | None]:
        """The longest noun of the lexicon that closes a text, and what stands before it."""
        for start in range(len(text) - 1):
            found = self.lexicon.nouns.get(text[start:])
            if found is not None and self._is_boundary(text, start):
                return text[:start], found
        return text, None

    def _is_boundary(self, text: str, start: int) -> bool:
        position = 0
        for word in self.cut(text):
            if position == start:
                return True
            if position > start:
                return False
            position += len(word)
        return start == 0

    def verb(self, word: str) -> Verb | None:
        """The lexicon's verb."""
        return self.lexicon.verbs.get(word)

    def is_verb(self, word: str) -> bool:
        """Whether a word opens a predicate: a verb of the lexicon or of jieba's dictionary."""
        if word in self.lexicon.verbs or word in _ADJECTIVES_AS_VERBS:
            return True
        tag = self.segmenter.tag(word)
        return (
            tag == "v" and (len(word) > 1 or word in _SINGLE_VERBS)
        ) and word not in self.lexicon.nouns

    def is_adverb(self, word: str) -> bool:
        """Whether a word stands before a verb and belongs to it."""
        if word in self.lexicon.verbs or word in self.lexicon.nouns:
            return False
        if word.startswith("逐") and len(word) <= 3:
            return True
        return word in self.lexicon.adverbs or (len(word) > 1 and self.segmenter.tag(word) == "d")

    def is_time(self, word: str) -> bool:
        """Whether a word only says when: 全年, 年内, 每季度."""
        return word in TIMES or (len(word) > 1 and self.segmenter.tag(word) == "t")

    def is_agent(self, word: str) -> bool:
        """Whether a noun names somebody who acts."""
        found = self.lexicon.nouns.get(word)
        if found is not None and found.noun_class in {"person", "body"}:
            return True
        return word.endswith(_AGENT_ENDINGS)

    def is_unknown(self, word: str) -> bool:
        """Whether neither the lexicon nor jieba's dictionary can tell what a word is."""
        known = (
            word in self.lexicon.nouns
            or word in self.lexicon.abbreviations
            or word in self.lexicon.quoted
        )
        return not known and not self.segmenter.tag(word)

    def is_noun_phrase(self, text: str) -> bool:
        """Whether a text ends with a noun and holds no predicate."""
        words = self.cut(text)
        if not words or any(word in self.lexicon.predicates for word in words):
            return False
        last = words[-1]
        if last in self.lexicon.nouns or self.segmenter.tag(last).startswith(("n", "vn", "j")):
            return True
        # an official form such as 预警信息, that no dictionary knows
        return self.is_unknown(last) and any(
            last[start:] in self.lexicon.nouns for start in range(1, len(last) - 1)
        )

    def holds_predicate(self, text: str) -> bool:
        """Whether a verb that is no noun stands in a text."""
        return any(self.is_verb(word) and word not in self.lexicon.nouns for word in self.cut(text))

    def is_done_to(self, words: Sequence[str]) -> bool:
        """Whether words are what a verb behind them is done to, not who does it."""
        if self.is_agent(words[-1]) or not self.is_noun_phrase("".join(words)):
            return False
        return not any(
            (len(word) > 1 and word in self.lexicon.verbs and word not in self.lexicon.nouns)
            or self.segmenter.tag(word) in {"p", "c", "r"}
            for word in words[:-1]
        )

    def leading_verb(self, words: Sequence[str]) -> int | None:
        """Position of the verb that opens a clause, adverbs aside; None when a noun does."""
        for position, word in enumerate(words):
            if self.is_adverb(word) or self.is_time(word):
                continue
            return position if self.is_verb(word) else None
        return None

    def write(self, line: Line, text: str, *, is_start: bool = False) -> None:
        """Write Han text of a note, abbreviations in full, set terms in quotation marks."""
        words = self.cut(text) if text else ()
        start = self._opening_verb(line, words) if is_start else 0
        for word in words[start:]:
            self._word(line, word)

    def _opening_verb(self, line: Line, words: Sequence[str]) -> int:
        """Write adverbs and the opening verb in its official form; how many words that took."""
        for position, word in enumerate(words):
            if self.is_adverb(word) and position < len(words) - 1:
                self._word(line, word)
                continue
            verb = self.verb(word)
            rest = "".join(words[position + 1 :])
            following = words[position + 1] if position + 1 < len(words) else ""
            if verb is None or not rest or (len(word) == 1 and len(following) < 2):
                return position
            is_name = following in self.lexicon.nouns or following in _PAPERS
            if not verb.transitive and is_name:  # 收费标准, 收费表
                return position
            full = self.full_verb(verb, rest)
            line.add(full, VERBATIM if full == word else FULL_FORM)
            return position + 1
        return 0

    @staticmethod
    def full_verb(verb: Verb, rest: str) -> str:
        """The official form of a verb before its object; any noun of the rest may decide."""
        full = verb.before(rest)
        if full != (verb.full or verb.word):
            return full
        holding = [ending for ending in verb.full_by_object if ending in rest]
        return verb.full_by_object[max(holding, key=len)] if holding else full

    def _word(self, line: Line, word: str) -> None:
        full = self.full_form(word)
        before = line.text
        if full == word or any(
            before.endswith(full[:-size])
            and full.endswith(word[-size:])
            and full[: len(full) - size]
            for size in (len(word),)
            if full.endswith(word)
        ):
            line.add(word)
        else:
            line.add(full, FULL_FORM)

    def full_form(self, word: str) -> str:
        """An abbreviation in full, a set term in quotation marks, or the word itself."""
        if word in self.lexicon.quoted:
            return f"“{word}”"
        return self.lexicon.abbreviations.get(word) or word

    def write_noun(self, line: Line, mods: str, noun: Noun) -> None:
        """Write a counted noun in its official form, with what stands before it.

        What the official form already says is not said twice: 政务 + 新媒体 is 政务新媒体.
        """
        official = noun.full or self.full_form(noun.word)
        words = list(self.cut(mods)) if mods else []
        added = official.removesuffix(noun.word)
        if added and official != added and mods.endswith(added):  # 税收政策 + 解读
            self.write(line, mods)
            line.add(noun.word)
            return
        for start in range(len(words)):
            tail = "".join(self.full_form(word) for word in words[start:])
            if official != noun.word and official.startswith(tail):
                words = words[:start]
                break
        self.write(line, "".join(words))
        line.add(official, VERBATIM if official == noun.word else FULL_FORM)


TIMES = frozenset(
    (
        "全年",
        "本年度",
        "本年",
        "年内",
        "全年度",
        "截至目前",
        "年均",
        "每月",
        "每季度",
        "每年",
        "每周",
        "上半年",
        "下半年",
        "先后",
    )
)
_ADJECTIVES_AS_VERBS = frozenset(
    (
        "健全",
        "完善",
        "规范",
        "丰富",
        "明确",
        "充实",
        "严格",
        "畅通",
        "优化",
        "强化",
        "细化",
        "深化",
        "方便",
        "统一",
        "密切",
        "端正",
        "壮大",
        "落细",
        "严肃",
        "严把",
        "固化",
        "便利",
    )
)
_PAPERS = frozenset({"表", "单", "牌", "册", "栏", "榜", "卡", "点", "窗口", "员"})
_SINGLE_VERBS = frozenset("有无让使把向对为以按由占达超居")
_AGENT_ENDINGS = (
    "科室", "科", "股", "处室", "部门", "单位", "局", "委", "办", "中心", "街道", "社区", "村", "镇", "乡",
    "人员", "专人", "领导", "干部", "群众", "企业", "公众", "学校", "医院", "机构", "公司", "小组", "专班", "县", "区", "市",
    "员", "者", "人",
)  # fmt: skip
