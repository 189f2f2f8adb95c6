"""Clauses without a number: fronted verbs, bare nouns, problems, everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.microplanning import grammar
from drafting.microplanning.notewriter import NoteWriter
from drafting.microplanning.statement import Said
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import FULL_FORM, INFERRED
from phrasebank.lexicon import Noun

_STANDING = frozenset({"专人", "专班", "专门人员", "专职人员", "办公室", "专岗"})
_ALSO_NOUNS = frozenset({"分类", "分级"})  # 垃圾分类督导 is not done by kinds
_THROUGHOUT = ("全流程", "全过程", "全程")
_PAPERS = (
    "须知", "名单", "名录", "清单", "简章", "示意图", "分布图", "平面图", "流程图", "路线图", "公告图", "告知卡",
    "明白卡", "结果", "一览表", "章程", "禁火令", "方案", "目录", "服务包", "采样点", "接种点",
)  # fmt: skip
_WORKED_ON = re.compile(
    "[的在由对把将被每按逐已均未都全不各并及向从给让到]|公[开示布]|发布|印发|制[定发]|编[制印]|出台|修[订改]|完善|更新|报送|建立"
    "|执行|落实|审议|汇总|整理|张贴|形成|查询|征求|听证|论证|研究|审[定查核]|讨论|送|贴"
)
_REGULAR = ("日报", "周报", "旬报", "月报", "季报")
_MODALS = frozenset({"可", "可以", "能", "均能", "应", "须", "必须", "不得"})
_PUBLISHED = frozenset({"info", "document", "case", "matter", "rate"})


class Acts:
    """The rules for clauses of one note that state no count."""

    def __init__(self, writer: NoteWriter) -> None:
        self.writer = writer
        self.words = writer.words
        self.setting = writer.setting

    def plain(self, tokens: Sequence[Token]) -> Said:
        """As the clerk wrote it, made whole where the grammar tells how."""
        if len(tokens) == 1 and tokens[0].kind is Kind.HAN:
            said = self._han_clause(tokens[0].text)
            if said is not None:
                return said
        if (throughout := self._throughout(tokens)) is not None:
            return throughout
        listed = self._listed_nouns(tokens)
        return listed if listed is not None else self.as_written(tokens)

    def _throughout(self, tokens: Sequence[Token]) -> Said | None:
        """岗位、面试名单、录用结果全流程: what was under publishing from beginning to end."""
        if len(tokens) == 1 or not tokens[-1].text.endswith(_THROUGHOUT):
            return None
        is_listed = {Kind.HAN, Kind.LIST}.issuperset(token.kind for token in tokens)
        if not is_listed or not self.setting.hints.bare_verb:
            return None
        if self.words.leading_verb(self.words.cut(tokens[0].text)) is not None:
            return None
        line = self.writer.line()
        self.writer.front(line, tokens)
        line.add(self.setting.hints.bare_verb, INFERRED)
        return Said(tuple(line.spans), "act")

    def as_written(self, tokens: Sequence[Token]) -> Said:
        """The clause with clipped verbs and abbreviations in full, nothing else."""
        line = self.writer.line()
        self.writer.front(line, tokens)
        words = self.words.cut(re.split(r"[\d“《（、，]", line.text)[0])
        at = self.words.leading_verb(words)
        return Said(tuple(line.spans), "act", words[at] if at is not None else "")

    def _han_clause(self, text: str) -> Said | None:
        if self.setting.section == "problems":
            return self._problem(text)
        words = self.words.cut(text)
        if len(words) > 1 and words[0] in _STANDING and words[1] in grammar.IN_CHARGE:
            line = self.writer.line()
            line.add("由", INFERRED)
            self.words.write(line, text)
            return Said(tuple(line.spans), "act", "由")
        return self._manner(words) or self._fronted(words) or self._processed(words)

    def _manner(self, words: Sequence[str]) -> Said | None:
        """逐宗, 按月 alone: how something under publishing was published."""
        is_each = words[0] == "逐" and len(words) == 2 and len(words[1]) == 1
        if not is_each and not all(self.words.is_adverb(w) and len(w) > 1 for w in words):
            return None
        line = self.writer.line()
        line.add("".join(words))
        if self.setting.hints.bare_verb:
            line.add(self.setting.hints.bare_verb, INFERRED)
        else:
            self.writer.doubt("IN-31", line.text)
        return Said(tuple(line.spans), "act")

    def _problem(self, text: str) -> Said:
        """A problem in official words; an ending counts only where a word begins."""
        line = self.writer.line()
        words = self.words.cut(text)
        for start in range(len(words)):
            ending = "".join(words[start:])
            full = self.words.lexicon.problem_full.get(ending, "")
            if full:
                self.words.write(line, text[: -len(ending)])
                line.add(full, FULL_FORM)
                return Said(tuple(line.spans), "state")
        self.words.write(line, text)
        return Said(tuple(line.spans), "state")

    def _fronted(self, words: Sequence[str]) -> Said | None:
        """疫情信息坚持发布: the verb is moved before the noun phrase."""
        verb = self.words.verb(words[-1])
        if len(words) < 2 or verb is None or not verb.frontable or len(words[-1]) < 2:
            return None
        start = len(words) - 1
        while start > 0 and self.words.is_adverb(words[start - 1]):
            if start > 1 and words[start - 2] in {"和", "与", "及"}:  # 照片和电话公开
                break
            start -= 1
        head = words[:start]
        if words[start] in _ALSO_NOUNS and start < len(words) - 1:
            return None
        if not self._is_movable(head) or not _MODALS.isdisjoint(words[start:-1]):
            return None
        text = "".join(head)
        if start == len(words) - 1 and not self.words.is_noun_phrase(text):
            return None
        line = self.writer.line()
        noun = self.words.noun(text)[1]
        if noun is not None and noun.noun_class == "channel" and words[-1] in grammar.PUBLISHING:
            line.add("通过", INFERRED)
            self.words.write(line, text)
            line.add("".join(words[start:]))
            line.add("信息", INFERRED)
            return Said(tuple(line.spans), "act", "通过")
        line.add("".join(words[start:]))
        self.words.write(line, text)
        if self.words.is_verb(head[-1]) and words[-1] in {"完成", "落实", "推进", "开展"}:
            line.add("工作", INFERRED)
        return Said(tuple(line.spans), "act", words[-1])

    def _is_movable(self, head: Sequence[str]) -> bool:
        """A noun phrase that is acted upon: no agent, no predicate, no adverbial inside."""
        text = "".join(head)
        if (
            len(text) < 2
            or self.words.is_agent(head[-1])
            or re.search(r"[按每随后前时同到]|^[一二三四五六七八九十两]", text)
        ):
            return False
        if any(
            word in self.words.lexicon.predicates or self.words.is_adverb(word) for word in head
        ):
            return False
        if any(
            self.words.is_verb(word) and word not in self.words.lexicon.nouns for word in head[:-1]
        ):
            return False
        leads = self.words.leading_verb(head) is not None
        return not leads or (len(head) > 1 and self.words.segmenter.tag(head[-1]).startswith("n"))

    def _processed(self, words: Sequence[str]) -> Said | None:
        """事项分类: a noun phrase and what is done with it, joined by 对…进行."""
        if len(words) < 2 or words[-1] not in grammar.PROCESSES:
            return None
        head = list(words[:-1])
        adverbs: list[str] = []
        while len(head) > 1 and self.words.is_adverb(head[-1]):
            adverbs.insert(0, head.pop())
        text = "".join(head)
        if (
            len(text) < 2
            or text[0] in "对由把将"
            or (
                self.words.noun(text + words[-1])
                == ("", self.words.lexicon.nouns.get(text + words[-1]))
                and text + words[-1] in self.words.lexicon.nouns
            )
        ):
            return None
        if not self._is_movable(head) or (
            self.words.leading_verb(head) is not None and len(head) > 1
        ):
            return None
        if head[-1] in self.words.lexicon.verbs and head[-1] not in self.words.lexicon.nouns:
            return None  # 直属单位纳入考核
        if self.words.is_agent(head[0]) and any(
            self.words.segmenter.tag(word) == "v" and word not in self.words.lexicon.nouns
            for word in head[1:]
        ):
            return None  # 群众扫码跟踪
        line = self.writer.line()
        line.add("对", INFERRED)
        self.words.write(line, text)
        line.add("".join(adverbs))
        line.add("进行", INFERRED)
        line.add(words[-1])
        return Said(tuple(line.spans), "act", "对")

    # ---- nouns that stand alone ----------------------------------------------------------

    def _listed_nouns(self, tokens: Sequence[Token]) -> Said | None:
        """领导小组+办公室, 长效机制: nouns only; supply a verb that claims no more."""
        items = [token for token in tokens if token.kind is not Kind.LIST]
        if self.setting.section == "problems" or len(items) * 2 - 1 != len(tokens):
            return None
        if any(token.kind not in {Kind.HAN, Kind.FIXED} for token in items):
            return None
        texts = [token.text.strip("“”") for token in items]
        if self.words.lexicon.practices.issuperset(texts):
            return self._practices(items)
        if any(not self.names_thing(text) for text in texts):
            return None
        verb = self._verb_for(texts[0], self.words.noun(texts[0])[1])
        if not verb:
            if len(items) > 1 or items[0].kind is Kind.FIXED:
                return None
            return self._unknown_nouns(items)
        line = self.writer.line()
        line.add(verb, INFERRED)
        for position, token in enumerate(items):
            if position and verb == "设有" and len(items) == 2 and token.text == "办公室":
                line.add("，下设", INFERRED)
            elif position:
                line.add("和" if position == len(items) - 1 else "、")
            self.writer.token(line, token)
        return Said(tuple(line.spans), "act", verb)

    def _practices(self, items: Sequence[Token]) -> Said:
        """先审后发, 一事一审: set ways of working."""
        line = self.writer.line()
        verb = "落实" if self.setting.section == "plans" else "实行"
        line.add(verb, INFERRED)
        for token in items:
            self.writer.token(line, token)
        return Said(tuple(line.spans), "act", verb)

    def _verb_for(self, text: str, noun: Noun | None) -> str:
        """A rule is followed, a body stands, an event is held, what is listed under publishing is published."""
        plans = self.setting.section == "plans"
        if text.endswith(grammar.RULES):
            return "健全" if plans else "执行"
        if noun is not None and plans and noun.noun_class not in {"rate", "channel"}:
            if text.endswith(_REGULAR) and self.words.is_agent(self.words.cut(text)[0]):
                return ""  # 分局信息周报 is theirs
            return noun.verbs[0] if noun.verbs else ""
        if noun is not None and noun.noun_class in {"body", "column"}:
            return "设有"
        if noun is not None and noun.noun_class == "event":
            return noun.verbs[0]
        if noun is None or noun.noun_class in _PUBLISHED:
            return self.setting.hints.bare_verb
        return ""

    def names_thing(self, text: str) -> bool:
        """Whether a text is a noun phrase; under publishing also a paper whose name holds a verb."""
        return self.is_bare(text) or (
            self.setting.hints.bare_verb in grammar.PUBLISHING and self._is_paper(text)
        )

    def _is_paper(self, text: str) -> bool:
        """医师资格考试考生须知: verbs inside a name, none that says what was done with it."""
        if not text.endswith(_PAPERS) or _WORKED_ON.search(text):
            return False
        first = self.words.cut(text)[0]
        return not (first in self.words.lexicon.verbs or self.words.is_agent(first))

    def is_bare(self, text: str) -> bool:
        """Whether a text is a noun phrase and nothing is said of it."""
        words = self.words.cut(text)
        if not words:
            return False
        for position, word in enumerate(words[:-1]):
            if (
                self.words.is_adverb(word)
                or word in self.words.lexicon.predicates
                or word.startswith(("每", "没", "无", "未", "不"))
                or (word.endswith("化") and position == 0 and len(words) > 1)
            ):
                return False
            if self.words.is_verb(word) and (
                position == 0 or len(word) == 1 or word not in self.words.lexicon.nouns
            ):
                return False
            if self.words.segmenter.tag(word) in {"p", "c", "r", "d", "f"}:
                return False
        last = words[-1]
        if last in self.words.lexicon.predicates or (
            last in self.words.lexicon.verbs and last not in self.words.lexicon.nouns
        ):
            return False
        return last in self.words.lexicon.nouns or self.words.segmenter.tag(last).startswith("n")

    def _unknown_nouns(self, items: Sequence[Token]) -> Said:
        line = self.writer.line()
        if self.setting.section in {"plans", "improvements"}:
            line.add("做好", INFERRED)
            for token in items:
                self.writer.token(line, token)
            line.add("" if line.text.endswith("工作") else "工作", INFERRED)
            return Said(tuple(line.spans), "act", "做好")
        for token in items:
            self.writer.token(line, token)
        self.writer.doubt("IN-31", "".join(token.text for token in items))
        return Said(tuple(line.spans), "state")
