"""Spoken grammar of a note turned into written grammar, before its clauses are read.

发了132次 becomes 发布…132次, 都改了 becomes 均已改正, 每周一查 becomes 每周检查一次. Only words
between the facts change: no number, name, quoted term or scope is touched, and nothing is
said to be done that the clerk does not say is done. The words come from the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafting.microplanning import grammar
from drafting.microplanning.order import BREAKS, in_written_order
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import Words

_PLANNED = frozenset({"problems", "plans"})  # sections in which nothing is said to be done
_CLOSING = frozenset("回答晒播发推查改办审修换转报贴讲学评清印补测训更听采出开接")
_BEFORE_NOUN = frozenset("学听发印讲换播")
_CHANGES = {"降": "下降", "升": "上升", "涨": "上涨", "增": "增长", "减": "减少"}
_COMPLEMENTS = frozenset("走完好过")
_PERIOD = "半年|季度|小时|周|月|季|天|日|年|旬"
_OFTEN = frozenset("每一")
_FULL_PERIOD = {"季": "季度", "天": "日"}
_ONCE_EACH = re.compile(
    rf"(?P<head>.*?)[每一](?P<period>{_PERIOD})(?P<count>[一两三四])(?P<act>[\u4e00-\u9fff]{{1,2}})"
)
_EACH_ONCE = re.compile(
    rf"(?P<head>.+?)(?:[每一]|(?=半年))(?P<period>{_PERIOD})(?P<verb>[\u4e00-\u9fff]?)(?P<once>一[次遍])?"
)
_IN_OFFICE = re.compile(
    r"[由]?(?P<who>[\u4e00-\u9fff]{2,10}?)(?:兼任|担任|任)(?P<post>(?:[\u4e00-\u9fff]{0,6})(?:组长|主任|召集人|总编辑|负责人|专员|联络员))"
)
_ASSESSED = re.compile(r"(?P<head>[\u4e00-\u9fff]*(?:考核|考评|测评|绩效|评估))(?:中)?占")
_SET_ALL = frozenset({"覆盖", "流程", "过程", "程", "区", "市", "县", "镇", "年"})
_EXPLAINED = grammar.PUBLISHING | {"接受"}  # 上墙公示, 张榜公布 say it already
_STEM = 2
_CHAIN = 3


@dataclass(slots=True)
class Register:
    """The rules for one note; remembers which words it supplied."""

    words: Words
    section: str
    topic: str
    supplied: set[str] = field(default_factory=set)

    def written(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens of a note in written grammar; the same tokens where nothing is spoken."""
        out: list[Token] = []
        for position, token in enumerate(tokens):
            if token.kind is Kind.NUMBER and token.unit in self.words.lexicon.measure_full:
                full = self.words.lexicon.measure_full[token.unit]
                out.append(replace(token, unit=self._supply(full)))
            elif token.kind is Kind.HAN:
                out.extend(self._han(token, out, tokens[position + 1 : position + 3]))
            else:
                out.append(token)
        return in_written_order(out, self.words, self.supplied)

    # ---- one run of Han characters -------------------------------------------------------

    def _han(self, token: Token, before: Sequence[Token], behind: Sequence[Token]) -> list[Token]:
        following = behind[0] if behind else None
        closes = following is None or following.kind in BREAKS
        words = self._official_words(self.words.cut(token.text), following)
        words = self._all(words)
        words = self._aspects(words)
        text = "".join(words)
        if following is not None and _counts(following):
            text = self._before_number(words, before, behind)
        elif closes and len(words) >= _STEM and words[-1] == "了":
            text = text if self.section in _PLANNED else self._done(words[:-1], before)
        elif closes:
            chain = self._chain(words, before)
            if chain:
                return chain
            text = self._frequency(text) or self._in_office(text) or self._closing(words, before)
        text = self._inner(text, before)
        return [token if text == token.text else replace(token, text=text)]

    def _before_number(
        self, words: Sequence[str], before: Sequence[Token], behind: Sequence[Token]
    ) -> str:
        """Words right before a number; the verb that closes them is written out."""
        text, last, number = "".join(words), words[-1], behind[0]
        head = "".join(words[:-1])
        if last == "了" and head:
            return self._counted(words, before, behind)
        if number.unit in {"分", "成", "%"} and (match := _ASSESSED.fullmatch(text)):
            return f"{self._supply('在')}{match['head']}{self._supply('中')}占"
        if last == "才":
            return head + self._supply("仅")
        if number.unit == "%" and last in _CHANGES:
            return head + self._supply(_CHANGES[last])
        if last not in _CLOSING:
            return text
        if not head and behind[-1].kind is Kind.HAN:
            return self._verb_form(text, behind[-1].text)
        if head and len(words[-2]) > 1:
            form = self._verb_form(last, text + number.unit)
            return head + form + self._left_out(last, number)
        return text

    def _supply(self, text: str) -> str:
        self.supplied.add(text)
        return text

    def _official_words(self, words: Sequence[str], following: Token | None) -> list[str]:
        """Words of speech in their official form; some only before a certain measure word."""
        spoken = self.words.lexicon.colloquial
        if spoken.keys().isdisjoint(words):
            return self._persons(list(words))
        unit = following.unit if following is not None and following.kind is Kind.NUMBER else ""
        out: list[str] = []
        for position, word in enumerate(words):
            entry = spoken.get(word)
            behind = words[position + 1] if position + 1 < len(words) else ""
            if (
                entry is None
                or (entry.measures and (behind or unit not in entry.measures))
                or (entry.full.startswith(word) and _EXPLAINED & {*words[position + 1 :]})
                or (behind and self._is_no_adverb(words, position, entry.full))
            ):
                out.append(word)
            else:
                self._supply(entry.full)
                out.extend(self.words.cut(entry.full))
        return self._persons(out)

    def _is_no_adverb(self, words: Sequence[str], position: int, full: str) -> bool:
        """各一块公示屏: a number and its measure word, not an adverb before its verb."""
        if full not in self.words.lexicon.adverbs:
            return False
        is_counted = position > 0 and words[position - 1] in {"各", "每", "共", "有"}
        return is_counted or not self._is_verb(words[position + 1])

    def _persons(self, words: list[str]) -> list[str]:
        """有人操作, 有专人负责: somebody is told off for it."""
        if len(words) > 1 and words[0] == "有人" and len(words[1]) > 1 and self._acts(words[1]):
            return [self._supply("安排"), self._supply("人员"), *words[1:]]
        if len(words) > 2 and words[:2] == ["有", "专人"] and self._acts(words[2]):
            return [self._supply("安排"), *words[1:]]
        return words

    def _acts(self, word: str) -> bool:
        return word in grammar.IN_CHARGE or self.words.is_verb(word)

    def _all(self, words: list[str]) -> list[str]:
        """都, 全 and 没 before a verb: 均, 全部, 未."""
        for position, word in enumerate(words[:-1]):
            following = words[position + 1]
            if word == "都":
                words[position] = self._supply("均")
                if following == "是":
                    words[position + 1] = self._supply("为")
            elif word == "没" and (self._is_verb(following) or self.words.is_adverb(following)):
                words[position] = self._supply("未")
            elif (
                word == "全"
                and following not in _SET_ALL
                and self.section != "problems"
                and (following == "在" or self._is_verb(following))
            ):
                words[position] = self._supply("全部")
        return words

    def _aspects(self, words: list[str]) -> list[str]:
        """摆了申请表: a clipped verb with 了 before its object."""
        for position in range(len(words) - 3, -1, -1):
            verb = self.words.verb(words[position]) if words[position + 1] == "了" else None
            rest = words[position + 2]
            has_object = self._is_noun(rest) or rest in {"一次", "两次", "三次"}
            if verb is not None and len(verb.word) == 1 and has_object:
                form = self._verb_form(verb.word, "".join(words[position + 2 :]))
                words[position : position + 2] = [form]
        return words

    def _verb_form(self, word: str, about: str) -> str:
        """The official form of a verb that stands behind what it is about."""
        verb = self.words.verb(word)
        if verb is None:
            return word
        full = self.words.full_verb(verb, about)
        if full != word:
            self._supply(full)
        return full

    def _is_verb(self, word: str) -> bool:
        return word in self.words.lexicon.verbs or self.words.segmenter.tag(word).startswith("v")

    def _counted(
        self, words: Sequence[str], before: Sequence[Token], behind: Sequence[Token]
    ) -> str:
        """预警信息发了 before a number: the verb goes before what it is done to."""
        words, spoken = words[:-1], "".join(words)
        verb = words[-1]
        if not self._is_verb(verb):
            return "".join(words)
        about = "".join(words[:-1]) or _said_before(before)
        form = self._verb_form(verb, about)
        if len(form) == 1:  # 来了260多人
            return spoken
        has_object = len(behind) > 1 and behind[1].kind is Kind.HAN  # 请了6家媒体
        start = len(words) - 1
        while start > 0 and self.words.is_adverb(words[start - 1]):
            start -= 1
        head, adverbs = list(words[:start]), "".join(words[start:-1])
        opening: list[str] = []
        while head and self.words.is_time(head[0]):
            opening.append(head.pop(0))
        text = "".join(head)
        if has_object or not head or not self.words.is_done_to(head):
            return f"{''.join(opening)}{text}{adverbs}{form}"
        noun = self.words.noun(text)[1]
        if (
            noun is not None
            and noun.noun_class in {"channel", "column"}
            and form in grammar.PUBLISHING
        ):
            about = f"{self._supply('通过')}{text}{adverbs}{form}{self._supply('信息')}"
            return "".join(opening) + about
        return f"{''.join(opening)}{adverbs}{form}{text}"

    def _done(self, words: list[str], before: Sequence[Token]) -> str:
        """都改了, 查完了: what the clerk says is done."""
        if len(words) > 1 and words[-1] in _COMPLEMENTS and self._is_verb(words[-2]):
            words = words[:-1]
        verb = words[-1]
        if not self._is_verb(verb):
            return "".join((*words, "了"))
        about = "".join(words[:-1]) + _said_before(before)
        form = self._verb_form(verb, about)
        if len(form) == 1:
            return "".join((*words, "了"))
        already = "" if len(words) > 1 and words[-2] == "已" else self._supply("已")
        return "".join(words[:-1]) + already + form

    def _closing(self, words: Sequence[str], before: Sequence[Token]) -> str:
        """滚动播, 列表回: a clipped verb that closes a clause."""
        text = "".join(words)
        last = words[-1]
        if text.endswith("成多"):  # 八成多
            return f"{text[:-1]}{self._supply('以上')}"
        if last == "同" and len(words) > 1 and before:
            return f"{''.join(words[:-1])}{self._supply('亦')}同"
        if last not in _CLOSING:
            return text
        if len(words) > 1:
            is_free = len(words[-2]) > 1 or words[-2] in "前后内时均已未再人"
        else:
            is_free = (
                bool(before)
                and before[-1].kind in {Kind.FIXED, Kind.NUMBER}
                and (
                    before[-1].kind is Kind.FIXED
                    or before[-1].unit[:1] in {"日", "天", "月", "小", "个"}
                )
            )
        if not is_free:
            return text
        head = "".join(words[:-1])
        if re.search("[和与及]", head):  # of several things none decides
            return head + self._verb_form(last, "")
        about = head + _said_before(before)
        return head + self._verb_form(last, about)

    def _inner(self, text: str, before: Sequence[Token]) -> str:
        """党组会学条例: a clipped verb right before its object."""
        words = self.words.cut(text)
        if not any(len(word) == 1 for word in words):
            return text
        out = list(words)
        counted = (
            bool(before) and before[-1].kind is Kind.NUMBER and before[-1].unit in {"人", "名"}
        )
        for position, word in enumerate(words[:-1]):
            verb = self.words.verb(word) if len(word) == 1 else None
            if verb is None or not (self._may_act(words[position - 1]) if position else counted):
                continue
            rest = "".join(words[position + 1 :])
            forms = [
                form
                for ending, form in verb.full_by_object.items()
                if rest.endswith(ending) or words[position + 1].endswith(ending)
            ]
            if forms and len(words[position + 1]) >= _STEM:
                out[position] = self._supply(forms[0])
            elif word in _BEFORE_NOUN and words[position + 1] in self.words.lexicon.nouns:
                out[position] = self._supply(verb.full or word)
        return "".join(out)

    def _is_noun(self, word: str) -> bool:
        return word in self.words.lexicon.nouns or self.words.segmenter.tag(word).startswith("n")

    def _may_act(self, word: str) -> bool:
        """Whether a clipped verb may follow a word; a single character is part of a name."""
        return len(word) >= _STEM or word in {"厅", "局", "委", "科"}

    def _left_out(self, word: str, number: Token) -> str:
        """听1次: the object that the topic tells."""
        verb = self.words.verb(word)
        thing = verb.objects.get(self.topic, "") if verb is not None else ""
        if verb is None or not thing or number.unit != verb.measure:
            return ""
        return self._supply(thing)

    # ---- how often, who, what ------------------------------------------------------------

    def _frequency(self, text: str) -> str:
        """每周一查, 平台自查每季度一次, 例会每月: how often goes before what is done."""
        if _OFTEN.isdisjoint(text):
            return ""
        match = _ONCE_EACH.fullmatch(text)
        if match is not None and match["act"] != "次":
            return self._once_each(match)
        match = _EACH_ONCE.fullmatch(text)
        if match is None:
            return ""
        head, period, clipped = match["head"], self._period(match["period"]), match["verb"]
        if clipped:
            verb = self.words.verb(clipped)
            if verb is None or not match["once"]:
                return ""
            return f"{head}{period}{self._verb_form(clipped, head)}{match['once']}"
        noun = self.words.noun(head)[1]
        if noun is None or noun.noun_class != "event" or self.words.holds_predicate(head):
            return ""
        verb_word = self._supply(noun.verbs[0])
        return f"{period}{verb_word}{head}{match['once'] or ''}"

    def _once_each(self, match: re.Match[str]) -> str:
        period, act, head = self._period(match["period"]), match["act"], match["head"]
        count = match["count"]
        if act in self.words.lexicon.measures:
            return f"{head}{period}{count}{act}"
        verb = self.words.verb(act)
        if verb is None:
            return ""
        return f"{head}{period}{self._verb_form(act, head)}{count}{self._supply('次')}"

    def _period(self, period: str) -> str:
        return self._supply("每" + _FULL_PERIOD.get(period, period))

    def _in_office(self, text: str) -> str:
        """局长任组长: 由局长任组长."""
        match = _IN_OFFICE.fullmatch(text) if "任" in text else None
        if match is None or not self._is_person(match["who"]):
            return ""
        return f"{self._supply('由')}{match['who']}{self._supply('担任')}{match['post']}"

    def _is_person(self, text: str) -> bool:
        words = self.words.cut(text)
        return (
            bool(words)
            and not self.words.holds_predicate(text)
            and (
                self.words.is_agent(words[-1])
                or words[-1].endswith(("长", "任", "书记"))
                or self.words.segmenter.tag(words[-1]).startswith("n")
            )
        )

    def _chain(self, words: Sequence[str], before: Sequence[Token]) -> list[Token]:
        """领导协调督促检查: what a body does, verb by verb."""
        text = "".join(words)
        if text[:_STEM] not in grammar.STEERING:
            return []
        acts = [text[at : at + _STEM] for at in range(0, len(text), _STEM)]
        if len(acts) < _CHAIN or not grammar.STEERING.issuperset(acts):
            return []
        bodies = [token for token in before if token.kind is Kind.HAN]
        noun = self.words.noun(bodies[-1].text)[1] if bodies else None
        opening = self._supply("负责") if noun is not None and noun.noun_class == "body" else ""
        out = [Token(Kind.HAN, opening + acts[0])]
        for act in acts[1:]:
            out.extend((Token(Kind.LIST, "、"), Token(Kind.HAN, act)))
        return out


def _counts(token: Token) -> bool:
    """A number, or an ordinal that counts meetings: 第7次."""
    return token.kind is Kind.NUMBER or (token.kind is Kind.FIXED and token.text.startswith("第"))


def _said_before(tokens: Sequence[Token]) -> str:
    """The words right before a clause; they may tell what its verb is about."""
    return "".join(token.text for token in tokens[-6:] if token.kind is Kind.HAN)
