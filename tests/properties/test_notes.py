"""Whatever a note says, its numbers come out once and unchanged, and nothing is added to them."""

import re
from functools import lru_cache

from hypothesis import assume, given
from hypothesis import strategies as st

from drafting.microplanning.aggregate import note_text
from drafting.microplanning.lexicalise import Lexicaliser
from drafting.microplanning.statement import Setting
from drafting.microplanning.tokens import without_list_mark
from drafting.microplanning.wording import Words
from drafting.plan import TopicHints
from drafting.zh.segment import segmenter
from phrasebank.lexicon import load_lexicon

HEADS = (
    "网站", "公众号", "微博", "政务服务大厅", "收", "受理", "答复", "办结", "上年结转", "转下年", "培训", "业务培训", "检查",
    "政策解读", "新闻发布会", "专栏", "查阅点", "建议提案", "12345热线工单", "复议", "诉讼", "行政许可", "双公示", "粉丝",
    "村务公开栏", "低保户", "河长巡河", "秸秆补贴", "“一件事”专区", "《办事指南》", "全年", "全年公开信息", "四上企业",
    "规范性文件清理", "投诉举报", "办件量", "群众满意度", "办结率", "抽查合格率", "甲乙丙丁",
)  # fmt: skip
UNITS = ("", "", "件", "条", "次", "期", "人次", "户", "家", "%", "万元", "个百分点", "万次")
TAILS = (
    "",
    "政策服务",
    "名单公示",
    "已公开",
    "，均按时",
    "（含延期3件）",
    "（原创7）",
    "全部上网",
    "家",
)
JOINS = (" ", "，", "；", "、", ", ", "：", "，其中", "。", " 其中：")

counts = st.one_of(
    st.integers(min_value=0, max_value=99999).map(str),
    st.decimals(min_value=0, max_value=999, places=1).map(str),
    st.integers(min_value=1, max_value=99).map(lambda number: f"{number}余"),
)
clauses = st.builds(
    lambda head, number, unit, tail: f"{head}{number}{unit}{tail}",
    st.sampled_from(HEADS), counts, st.sampled_from(UNITS), st.sampled_from(TAILS),
)  # fmt: skip
changes = st.builds(
    lambda words, number: f"{words}{number}%",
    st.sampled_from(("同比增长", "较上年", "同比-", "较上年+", "下降", "↑")), counts.filter(lambda text: "余" not in text),
)  # fmt: skip
notes = st.lists(st.one_of(clauses, changes), min_size=1, max_size=5).flatmap(
    lambda parts: st.lists(
        st.sampled_from(JOINS), min_size=len(parts) - 1, max_size=len(parts) - 1
    ).map(lambda joins: "".join(a + b for a, b in zip(parts, [*joins, ""], strict=True)))
)
settings = st.builds(
    lambda section, topic: Setting(
        2023,
        section,
        topic,
        TopicHints("件", "公开", {"件": "收到|政府信息公开申请"}) if topic else TopicHints(),
    ),
    st.sampled_from(("overview", "problems", "plans", "improvements", "other")),
    st.sampled_from(("", "on_request", "proactive")),
)


@lru_cache(maxsize=1)
def lexicaliser() -> Lexicaliser:
    lexicon = load_lexicon()
    return Lexicaliser(Words(lexicon, segmenter(lexicon.user_words)))


def say(note: str, setting: Setting) -> str:
    statements, _ = lexicaliser().note(note, "bullet:x", setting)
    return "".join(getattr(piece, "text", "") for piece in note_text(statements).pieces)


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


@given(notes, settings)
def test_every_number_comes_out_once_and_unchanged(note: str, setting: Setting) -> None:
    assert numbers(say(note, setting)) == numbers(note)


@given(notes, settings)
def test_no_mark_is_doubled_or_left_hanging(note: str, setting: Setting) -> None:
    said = say(note, setting)
    assert not re.search(
        r"[，；。、：]{2,}|、[和与及]|^[，；。、：]|[，；、：]$|其中其中|（）", said
    )


@given(notes, settings)
def test_the_same_note_is_said_the_same_way(note: str, setting: Setting) -> None:
    again = Setting(setting.year, setting.section, setting.topic, setting.hints)
    assert say(note, setting) == say(note, again) or setting.said_objects


@given(
    st.text(alphabet="收12网站件，；：、（）《》“”%+-→. 政务公开（含）其中同比", max_size=40),
    settings,
)
def test_no_note_breaks_the_reader(note: str, setting: Setting) -> None:
    assume(
        without_list_mark(note).strip() and "." not in note
    )  # a dot may be a mark or a decimal point
    assert numbers(say(note, setting)) == numbers(without_list_mark(note))
