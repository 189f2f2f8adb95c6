"""Items of part five put as officials put them: problems as states of affairs, plans verb-first.

A rule looks at the shape of an item only and restates it; where none fits, the item stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from drafting.document import Span
from drafting.microplanning.aggregate import NoteText, framing
from drafting.microplanning.wording import INFERRED

_Part = str | tuple[int, int]  # words of ours, or a stretch of the item

_FAULT = re.compile(
    r"不|没|未|无|少|慢|难|差|弱|低|缺|空|窄|绕|旧|乱|散|超期|延期|逾期|滞后|重复|单一|频繁|错|漏|断|迟|晚"
    r"|闲|仅|只|破损|参差|兼|靠|推|照搬|纠|多(?:$|而)|多申"
)
_HEDGED = re.compile(
    r"不够|不足|不[高强便准全深细熟]|不及时|不到位|有待|还需|仍|较|偏|存在|欠|尚|需|难以|困难|薄弱|差距|有的"
    r"|部分|个别|缺乏|不清|未能|没有"
)
_ALSO = re.compile(r"^(?P<what>[^，；]{2,20})的(?:还有|也有|仍有)$")
_CLAUSE = re.compile(r"^(?:[^，；“（]|“[^”]*”|（[^）]*）)+")
_LONGEST_STATE = 24
_COUNTED = re.compile(r"\d[多余万]*[\u4e00-\u9fff]{1,2}$")

_EARLIER = re.compile(
    r"^(?P<year>(?:20\d\d|上)年度?)(?P<said>提出|指出|反映|查出)?(?:说|提)?(?:的)?(?:问题)?[：，]?"
    r"(?P<what>“[^”]+”|[^，；。：]{2,24}?)(?:的)?(?:问题|事)?，(?=.)"
)

_SEVERAL = re.compile(
    r"^(?P<year>(?:20\d\d|上)年度?)(?P<said>提出|指出|查出|反映)?的?(?P<what>\d+[项个条类]问题)[：，](?=.)"
)

_RESULTS: Mapping[str, str] = MappingProxyType(
    {
        "提上来": "提高", "提上去": "提高", "降下来": "降低", "建起来": "建立", "补上": "补齐",
        "定下来": "确定", "接进来": "接入", "挂上去": "公布", "统起来": "统一", "理出来": "梳理", "管起来": "管好", "用起来": "用好", "抓起来": "抓好",
    }
)  # fmt: skip
_RESULT = re.compile(
    rf"^(?P<year>20\d\d年)?(?P<what>[^，；\d]{{2,16}})(?P<verb>{'|'.join(_RESULTS)})(?=，|；|$)"
)
_BEHIND = re.compile(
    r"^(?P<what>[^，；\d按每逐及定全]{2,6})(?P<verb>更新|修订|完善|规范|优化|清理|改版|升级|健全|细化|编制|修改)$"
)
_TURNED = re.compile(r"^[^，；将把对由]{2,12}(?:制成|改为|纳入|列入|转为|编入|并入)")
_PRACTICE = re.compile(
    r"^[^，；]{2,24}(?:倒计时|AB角|弹窗|轮岗|轮训|双签|双人签|共用|复核|会审|周更|巡检|通报|抽查|公开|回复|办结)(?=，|；|$)"
)
_MATTERS = ("公示", "答复", "验收", "结案", "审核", "征询", "申请", "报送", "每", "按", "逐")
_ACTING = ("将", "把", "对", "由", "从", "在", "与", "向", "为", "给", "请", "设", "查", "编", "办")


def shaped(item: NoteText, section: str, year: int, *, is_alone: bool) -> NoteText:
    """The item in official shape.

    Args:
        item: a note of part five, written out.
        section: problems, improvements or plans.
        year: of the report.
        is_alone: whether it is the only one; a lead then says that it is a problem.
    """
    spans = [piece for piece in item.pieces if isinstance(piece, Span)]
    if len(spans) < len(item.pieces):
        return item
    text = "".join(span.text for span in spans)
    if section == "problems":
        parts = [] if is_alone else _problem(text)
    elif section == "improvements":
        parts = _improvement(text, year)
    else:
        parts = _plan(text, opens_with_verb=bool(item.verb))
    if not parts:
        return item
    made = list(_composed(spans, parts))
    return replace(item, pieces=[*made], length=sum(len(span.text) for span in made))


def names_its_problem(item: NoteText) -> bool:
    """Whether an item says itself what it mends, as 针对…问题 does."""
    first = item.pieces[0]
    return isinstance(first, Span) and first.text == _FOR


_FOR = "针对"


def _problem(text: str) -> list[_Part]:
    also = _ALSO.match(text)
    if also:
        return ["仍有", also.span("what"), "的情况"]
    clause = _CLAUSE.match(text)
    if clause is None or not 2 < clause.end() <= _LONGEST_STATE or _HEDGED.search(clause[0]):
        return []
    is_whole = clause.end() == len(text)
    if not is_whole and _COUNTED.search(clause[0]):
        return []  # 复议纠正9件，多为检索范围窄: what follows speaks of the count
    is_quoted = clause[0].startswith("“") and clause[0].endswith("”")
    if not (is_whole or is_quoted or _FAULT.search(clause[0])):
        return []
    return ["存在", clause.span(), "的情况", (clause.end(), len(text))]


def _improvement(text: str, year: int) -> list[_Part]:
    several = _SEVERAL.match(text)
    if several and _is_past(several["year"], year):
        told: list[_Part] = [several.span("said")] if several["said"] else []
        behind = (several.end(), len(text))
        return [_FOR, several.span("year"), *told, "的", several.span("what"), "，", behind]
    found = _EARLIER.match(text)
    if found is None or not _is_past(found["year"], year):
        return []
    is_quoted = found["what"].startswith("“")
    if not (found["said"] or is_quoted or _FAULT.search(found["what"])):
        return []
    said: list[_Part] = [found.span("said"), "的"] if found["said"] else []
    ending = "问题，" if is_quoted else "的问题，"
    done = _RESULT.match(text[found.end() :])
    rest: list[_Part] = [(found.end(), len(text))]
    if done:  # 会审机制定下来
        what = (found.end() + done.start("what"), found.end() + done.end("what"))
        rest = [f"={_RESULTS[done['verb']]}", what, (found.end() + done.end(), len(text))]
    return [_FOR, found.span("year"), *said, found.span("what"), ending, *rest]


def _is_past(written: str, year: int) -> bool:
    return written.startswith("上") or int(written[:4]) < year


def _plan(text: str, *, opens_with_verb: bool) -> list[_Part]:
    result = _RESULT.match(text)
    if result:
        year: list[_Part] = [result.span("year")] if result["year"] else []
        verb = _RESULTS[result["verb"]]
        return [*year, f"={verb}", result.span("what"), (result.end(), len(text))]
    if text.startswith(_ACTING) or (opens_with_verb and not text.startswith(_MATTERS)):
        return []
    behind = _BEHIND.match(text)
    if behind:
        return [behind.span("verb"), behind.span("what")]
    if _TURNED.match(text):
        return ["将", (0, len(text))]
    if _PRACTICE.match(text):
        return ["实行", (0, len(text))]
    return []


def _composed(spans: Sequence[Span], parts: Sequence[_Part]) -> Iterator[Span]:
    """Stretches of the item in a new order, with words of ours; =词 stands for a word of the note."""
    for part in parts:
        if isinstance(part, tuple):
            yield from _stretch(spans, *part)
        elif part.startswith("="):
            yield Span(part[1:], spans[0].sources, INFERRED)
        else:
            yield framing(part)


def _stretch(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    position = 0
    for span in spans:
        first, last = max(start - position, 0), min(end - position, len(span.text))
        if first < last:
            yield replace(span, text=span.text[first:last])
        position += len(span.text)
