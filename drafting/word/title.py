"""Breaking a title into lines that are each complete in meaning (GB/T 9704-2012, 7.3.1).

The type area holds 20 characters of size 2; two half-width digits count as one.
"""

import re

_ONE_LINE = 18  # half of the two characters left over stands at each side
_MOST = 20

_YEAR = re.compile(r"(?<!\d)\d{4}年")
# Names of places end so; the exceptions are words in which the character means something else.
_PLACE = re.compile(
    r"特别行政区|自治[区州县旗]|地区|(?:开发|示范|合作|保税|产业|园|新|林|矿)区"
    r"|省(?!级)|(?<![城都超夜门])市(?![场政容辖民直属级])|(?<![社景灾校厂库牧片城市辖地新园])区(?![域划块级])"
    r"|(?<![郡])县(?![域级])|(?<![联东同])盟|旗(?!舰)|(?<!城)镇(?![海江区街域级市])|乡(?![村镇市])"
    r"|人民政府|行政公署|管理委员会|管委会"
)
# A line may begin with these words when no place name is near the middle.
_WORD = re.compile(
    r"办公室|街道办事处|办事处|人民政府|交通运输|市场监督|人力资源|社会保障|住房|城乡建设|城市管理|自然资源"
    r"|生态环境|文化|广播|旅游|体育|卫生健康|应急管理|行政审批|政务服务|综合行政|综合执法|行政执法"
    r"|监督管理|发展|工业|科学技术|农业农村|退役军人|医疗保障|大数据|综合服务|管理中心|管理局|管理委员会|服务中心|执法局"
    r"|政府信息|公开工作|年度报告|工作|情况|政务公开|法治政府"
)
_NOT_FIRST = "的和及与、）》”"
_NOT_LAST = "和及与、（《“"


def width(text: str) -> float:
    """Width in Han characters; ASCII counts one half."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def title_lines(title: str, organisation: str) -> tuple[str, ...]:
    """The title in lines: organ first, then year and kind; a long organ after its place name.

    A part that has no place to break stays whole, and Word wraps it.
    """
    if width(title) <= _ONE_LINE:
        return (title,)
    head, tail = _organ_and_rest(title, organisation)
    if not head:
        return _broken(tail, below=0)
    return (*_broken(head, below=width(tail)), *_broken(tail, below=0))


def _organ_and_rest(title: str, organisation: str) -> tuple[str, str]:
    if organisation and title.startswith(organisation) and title != organisation:
        return organisation, title[len(organisation) :]
    year = _YEAR.search(title)
    cut = year.start() if year else 0
    return title[:cut], title[cut:]


def _broken(text: str, *, below: float) -> tuple[str, ...]:
    """The text in as few lines as fit; `below` is the width of the line under it, 0 for none."""
    if width(text) <= _ONE_LINE:
        return (text,)
    places = [match.end() for match in _PLACE.finditer(text)]
    words = [match.start() for match in _WORD.finditer(text)]
    for cuts in (places, words):
        fitting = [cut for cut in cuts if _may_break(text, cut)]
        if fitting:
            return _at_best(text, fitting, below)
    if width(text) <= _MOST:
        return (text,)
    return _in_many(text, places, words)


def _may_break(text: str, cut: int) -> bool:
    """Both halves fit, and no joining word stands at the cut."""
    widest = max(width(text[:cut]), width(text[cut:]))
    return widest <= _ONE_LINE and _is_between_words(text, cut)


def _is_between_words(text: str, cut: int) -> bool:
    return (
        0 < cut < len(text)
        and text[cut - 1] not in _NOT_LAST
        and text[cut] not in _NOT_FIRST
        and not (text[cut - 1].isdigit() and text[cut].isdigit())
    )


def _at_best(text: str, cuts: list[int], below: float) -> tuple[str, ...]:
    """The most balanced cut that makes no hourglass with the line below."""

    def cost(cut: int) -> tuple[bool, float]:
        first, second = width(text[:cut]), width(text[cut:])
        return second < min(first, below), abs(first - second)

    best = min(cuts, key=cost)
    return text[:best], text[best:]


def _in_many(text: str, *kinds: list[int]) -> tuple[str, ...]:
    """Full lines from the top, cut at the first kind of place that offers one."""
    if width(text) <= _ONE_LINE:
        return (text,)
    for cuts in kinds:
        fitting = [
            cut for cut in cuts if _is_between_words(text, cut) and width(text[:cut]) <= _MOST
        ]
        if fitting:
            cut = fitting[-1]
            later = [[place - cut for place in places] for places in kinds]
            return (text[:cut], *_in_many(text[cut:], *later))
    return (text,)
