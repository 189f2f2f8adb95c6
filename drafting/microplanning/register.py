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
from drafting.microplanning.forms import Forms
from drafting.microplanning.often import how_often
from drafting.microplanning.order import BREAKS, in_written_order
from drafting.microplanning.tokens import Kind, Token
from drafting.microplanning.wording import Words

_PLANNED = frozenset({"problems", "plans"})  # sections in which nothing is said to be done
_CLOSING = frozenset("回答晒播发推查改办审修换转报贴讲学评清印补测训更听采出开接核抽扫翻撤帮取跟拆")
_BEFORE_NOUN = frozenset("学听发印讲换播晒写")
_RAISED = {"加": "增加至", "增": "增加至", "减": "减少至", "压": "压缩至"}
_WHETHER = frozenset({"不", "不会", "会", "能", "少", "很少", "经常", "没有", "不能", "不常", "爱"})
_PEOPLE = ("民", "众", "人", "百姓", "户主", "干部", "企业主", "老年人")
_CHANGES = {"降": "下降", "升": "上升", "涨": "上涨", "增": "增长", "减": "减少"}
_COMPLEMENTS = frozenset("走完好过")
_IN_OFFICE = re.compile(
    r"[由]?(?P<who>[\u4e00-\u9fff]{2,10}?)(?:兼任|担任|任)(?P<post>(?:[\u4e00-\u9fff]{0,6})(?:组长|主任|召集人|总编辑|负责人|专员|联络员))"
)
_UPLOADED = re.compile(
    "(?P<how>[\u4e00-\u9fff]{0,3})上(?P<where>(?:国家|全国|[省市县区州厅局部])[\u4e00-\u9fff]{0,8}(?:平台|系统|网站|门户))"
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
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        self.forms = Forms(self.words)

    def written(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens of a note in written grammar; the same tokens where nothing is spoken."""
        out: list[Token] = []
        for position, token in enumerate(tokens):
            if token.kind is Kind.NUMBER and token.unit in self.words.lexicon.measure_full:
                full = self.words.lexicon.measure_full[token.unit]
                out.append(replace(token, unit=self.forms.supply(full)))
            elif token.kind is Kind.HAN:
                out.extend(self._han(token, out, tokens[position + 1 : position + 3]))
            else:
                out.append(token)
        return in_written_order(out, self.words, self.forms.supplied)

    # ---- one run of Han characters -------------------------------------------------------

    def _han(self, token: Token, before: Sequence[Token], behind: Sequence[Token]) -> list[Token]:
        following = behind[0] if behind else None
        closes = following is None or following.kind in BREAKS
        words = self._official_words(self.words.cut(token.text), following)
        words = self._all(words)
        if "有" in words and "的" in words:
            words = self._some(words)
        words = self._aspects(words)
        text = "".join(words)
        if following is not None and (
            following.kind is Kind.NUMBER or re.match("第|[0-9]+版", following.text)  # 第7次
        ):
            text = self._before_number(words, before, behind)
        elif following is not None and following.text.startswith("《"):
            text = self._before_title(words, following.text)
        elif closes and len(words) >= _STEM and words[-1] == "了":
            text = text if self.section in _PLANNED else self._done(words[:-1], before)
        elif closes:
            if words[0][:_STEM] in grammar.STEERING and (chain := self._chain(words, before)):
                return chain
            text = (
                (("每" in text or "一" in text) and how_often(text, self.forms))
                or ("任" in text and self._in_office(text))
                or ("上" in text and self._uploaded(text))
                or self._closing(words, before)
            )
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
        if last == "到" and (raised := self._raised(words[:-1])):
            return raised
        if number.unit in {"分", "成", "%"} and (match := _ASSESSED.fullmatch(text)):
            return f"{self.forms.supply('在')}{match['head']}{self.forms.supply('中')}占"
        if last == "才":
            return head + self.forms.supply("仅")
        if number.unit == "%" and last in _CHANGES:
            return head + self.forms.supply(_CHANGES[last])
        if last not in _CLOSING:
            return text
        if text == "发" and before:  # 制作口袋卡，发120张
            return self.forms.verb(text, _said_before(before))
        if not head and behind[-1].kind is Kind.HAN:
            return self.forms.verb(text, behind[-1].text)
        if head and len(words[-2]) > 1:
            form = self.forms.verb(last, text + number.unit)
            return head + form + self._left_out(last, number)
        return text

    def _raised(self, words: Sequence[str]) -> str:
        """高峰加座席到: what a number is raised to goes before the verb."""
        for position, word in enumerate(words[:-1]):
            thing = "".join(words[position + 1 :])
            if word in _RAISED and len(thing) > 1 and self.words.is_noun_phrase(thing):
                return f"{''.join(words[:position])}{thing}{self.forms.supply(_RAISED[word])}"
        return ""

    def _before_title(self, words: Sequence[str], title: str) -> str:
        """支部学《条例》: a clipped verb before the document that it is about."""
        head, last = "".join(words[:-1]), words[-1]
        if last not in _BEFORE_NOUN or (head and len(words[-2]) < _STEM):
            return "".join(words)
        return head + self.forms.verb(last, title.strip("《》"))

    def _official_words(self, words: Sequence[str], following: Token | None) -> list[str]:
        """Words of speech in their official form; some only before a certain measure word."""
        spoken = self.words.lexicon.colloquial
        if spoken.keys().isdisjoint(words):
            return self._persons(self._parted(words))
        unit = following.unit if following is not None and following.kind is Kind.NUMBER else ""
        out: list[str] = []
        for position, word in enumerate(words):
            entry = spoken.get(word)
            behind = words[position + 1] if position + 1 < len(words) else ""
            if (
                entry is None
                or (entry.measures and (behind or unit not in entry.measures))
                or (
                    entry.full.removeprefix(word) in _EXPLAINED
                    and _EXPLAINED & {*words[position + 1 :]}
                )
                or (behind and self._is_no_adverb(words, position, entry.full))
                or (word == "上网" and self._goes_online(words[:position]))
            ):
                out.append(word)
            else:
                self.forms.supply(entry.full)
                out.extend(self.words.cut(entry.full))
        return self._persons(self._parted(out))

    def _goes_online(self, before: Sequence[str]) -> bool:
        """农民不上网: persons go online, they publish nothing."""
        who = [word for word in before[-2:] if word not in _WHETHER][-1:]
        return bool(who) and who[0].endswith(_PEOPLE)

    def _parted(self, words: Sequence[str]) -> list[str]:
        """做了, which the dictionary has as one word, as two."""
        out: list[str] = []
        for word in words:
            is_spoken = len(word) == _STEM and word[1] == "了" and self.words.verb(word[0])
            out.extend(word if is_spoken else (word,))
        return out

    def _is_no_adverb(self, words: Sequence[str], position: int, full: str) -> bool:
        """各一块公示屏: a number and its measure word, not an adverb before its verb."""
        if full not in self.words.lexicon.adverbs:
            return False
        is_counted = position > 0 and words[position - 1] in {"各", "每", "共", "有"}
        return is_counted or not self._is_verb(words[position + 1])

    def _persons(self, words: list[str]) -> list[str]:
        """有人操作, 有专人负责: somebody is told off for it."""
        if len(words) > 1 and words[0] == "有人" and len(words[1]) > 1 and self._acts(words[1]):
            return [self.forms.supply("安排"), self.forms.supply("人员"), *words[1:]]
        if len(words) > 2 and words[:2] == ["有", "专人"] and self._acts(words[2]):
            return [self.forms.supply("安排"), *words[1:]]
        return words

    def _acts(self, word: str) -> bool:
        return word in grammar.IN_CHARGE or self.words.is_verb(word)

    def _all(self, words: list[str]) -> list[str]:
        """都, 全 and 没 before a verb: 均, 全部, 未."""
        for position, word in enumerate(words[:-1]):
            following = words[position + 1]
            if word == "都":
                words[position] = self.forms.supply("均")
                if following == "是":
                    words[position + 1] = self.forms.supply("为")
            elif word == "没" and (self._is_verb(following) or self.words.is_adverb(following)):
                words[position] = self.forms.supply("未")
            elif (
                word == "全"
                and following not in _SET_ALL
                and self.section != "problems"
                and (following == "在" or self._is_verb(following))
            ):
                words[position] = self.forms.supply("全部")
        return words

    def _some(self, words: list[str]) -> list[str]:
        """专区有的闲置: 部分 before what some of are so."""
        for position in range(1, len(words) - 2):
            if words[position : position + 2] == ["有", "的"] and self._is_thing(words[position - 1]):
                before, thing = words[: position - 1], words[position - 1]
                return [*before, self.forms.supply("部分"), thing, *words[position + 2 :]]
        return words

    def _aspects(self, words: list[str]) -> list[str]:
        """摆了申请表: a clipped verb with 了 before its object."""
        for position in range(len(words) - 3, -1, -1):
            verb = self.words.verb(words[position]) if words[position + 1] == "了" else None
            rest = words[position + 2]
            has_object = self._is_thing(rest) or rest in {"一次", "两次", "三次"}
            if verb is not None and len(verb.word) == 1 and has_object:
                form = self.forms.verb(verb.word, "".join(words[position + 2 :]))
                words[position : position + 2] = [form]
        return words

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
        form = self.forms.verb(verb, about)
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
            about = f"{self.forms.supply('通过')}{text}{adverbs}{form}{self.forms.supply('信息')}"
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
        form = self.forms.verb(verb, about)
        if len(form) == 1:
            return "".join((*words, "了"))
        already = "" if len(words) > 1 and words[-2] == "已" else self.forms.supply("已")
        return "".join(words[:-1]) + already + form

    def _closing(self, words: Sequence[str], before: Sequence[Token]) -> str:
        """滚动播, 列表回: a clipped verb that closes a clause."""
        text = "".join(words)
        last = words[-1]
        if text.endswith("成多"):  # 八成多
            return f"{text[:-1]}{self.forms.supply('以上')}"
        if last == "同" and len(words) > 1 and before:
            return f"{''.join(words[:-1])}{self.forms.supply('亦')}同"
        if last in {"抓", "管"} and len(words) > 1 and self._is_person("".join(words[:-1])):
            supply = self.forms.supply  # 分管副局长抓
            return f"{supply('由')}{''.join(words[:-1])}{supply('负责')}"
        if text == "兼" and before and before[-1].unit in {"人", "名"}:  # 仅有1人兼
            return f"兼{self.forms.supply('职')}"
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
            return head + self.forms.verb(last, "")
        about = head + _said_before(before)
        return head + self.forms.verb(last, about)

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
                out[position] = self.forms.supply(forms[0])
            elif word in _BEFORE_NOUN and words[position + 1] in self.words.lexicon.nouns:
                out[position] = self.forms.supply(verb.full or word)
        return "".join(out)

    def _is_thing(self, word: str) -> bool:
        """A noun, or a word that no dictionary knows: 口袋卡."""
        return self._is_noun(word) or (len(word) > 1 and self.words.is_unknown(word))

    def _is_noun(self, word: str) -> bool:
        return word in self.words.lexicon.nouns or self.words.segmenter.tag(word).startswith("n")

    def _may_act(self, word: str) -> bool:
        """Whether a clipped verb may follow a word; a single character is part of a name."""
        return len(word) >= _STEM or word in {"厅", "局", "委", "科", "内", "前", "后"}

    def _left_out(self, word: str, number: Token) -> str:
        """听1次: the object that the topic tells."""
        verb = self.words.verb(word)
        thing = verb.objects.get(self.topic, "") if verb is not None else ""
        if verb is None or not thing or number.unit != verb.measure:
            return ""
        return self.forms.supply(thing)

    def _uploaded(self, text: str) -> str:
        """同步上省平台: put on a platform; 网上平台 is a name."""
        match = _UPLOADED.fullmatch(text)
        if match is None or (match["how"] and not self.words.is_adverb(match["how"])):
            return ""
        return f"{match['how']}{self.forms.supply('上传至')}{match['where']}"

    # ---- who, what ----------------------------------------------------------------------

    def _in_office(self, text: str) -> str:
        """局长任组长: 由局长任组长."""
        match = _IN_OFFICE.fullmatch(text)
        if match is None or not self._is_person(match["who"]):
            return ""
        return f"{self.forms.supply('由')}{match['who']}{self.forms.supply('担任')}{match['post']}"

    def _is_person(self, text: str) -> bool:
        if text.endswith(("长", "主任", "书记")):
            return True
        words = self.words.cut(text)
        named = self.words.is_agent(words[-1]) or self.words.segmenter.tag(words[-1])[:1] == "n"
        return named and not self.words.holds_predicate(text)

    def _chain(self, words: Sequence[str], before: Sequence[Token]) -> list[Token]:
        """领导协调督促检查: what a body does."""
        text = "".join(words)
        acts = [text[at : at + _STEM] for at in range(0, len(text), _STEM)]
        if len(acts) < _CHAIN or not grammar.STEERING.issuperset(acts):
            return []
        bodies = [token for token in before if token.kind is Kind.HAN]
        noun = self.words.noun(bodies[-1].text)[1] if bodies else None
        opening = (
            self.forms.supply("负责") if noun is not None and noun.noun_class == "body" else ""
        )
        out = [Token(Kind.HAN, opening + acts[0])]
        for act in acts[1:]:
            out.extend((Token(Kind.LIST, "、"), Token(Kind.HAN, act)))
        return out


def _said_before(tokens: Sequence[Token]) -> str:
    """The words right before a clause; they may tell what its verb is about."""
    named = {Kind.HAN, Kind.FIXED}
    return "".join(token.text.strip("“”《》") for token in tokens[-6:] if token.kind in named)
