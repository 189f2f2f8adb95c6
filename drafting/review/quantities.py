"""Numbers of the text against one another: parts and totals, shares, units (N-33 to N-36)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafting.figures import number_text
from drafting.review.page import Hit, Page, Sentence

UNITS = (
    "人次|件次|场次|户次|家次|条|件|份|项|期|次|场|人|户|个|家|篇|宗|起|例|名|页|册|部|批|元|万字"
)
_NUMBER = rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)([万亿]?)(余|多)?({UNITS})"
_QUANTITY = re.compile(_NUMBER)
_CHANGE = re.compile(r"同比|较|比|增|减|降|升|提高|超|占|平均|每|共计|合计|累计|其中|办结率")
_PAREN = re.compile(r"（[^（）]*）")
_SHARES = re.compile(r"占(?:比|总数|总量)?(?:的|为|达)?((?:\d+(?:\.\d+)?%[、，和及与]?){2,})")
_SHARE_EACH = re.compile(r"占(?:比|总数|总量|全部)?(?:的|为|达)?(\d+(?:\.\d+)?)%")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_HOSTING = re.compile(
    rf"(\d+)({UNITS})[，,（(：:]\s*(?:其中[，：,:]?)?主办(?:件)?(\d+)\2?[，、,](?:协办|会办|分办)(?:件)?(\d+)"
)
_MONEY = re.compile(r"(\d+(?:\.\d+)?)(万?)元")
_SUM_LOW = Decimal(90)  # below that a list of shares is taken as incomplete


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text."""

    start: int
    end: int
    raw: Decimal  # as printed, without 万 or 亿
    scale: str  # "", 万 or 亿
    rough: bool  # 余, 多
    unit: str

    @property
    def value(self) -> Decimal:
        """The number in single units."""
        return self.raw * {"": 1, "万": 10_000, "亿": 100_000_000}[self.scale]


def quantities_in(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """Every number that has a unit of counting or money behind it."""
    return tuple(
        Quantity(
            match.start() + offset,
            match.end() + offset,
            Decimal(match[1].replace(",", "")),
            match[2],
            bool(match[3]) or text[max(0, match.start() - 1) : match.start()] in {"约", "近", "逾"},
            match[4],
        )
        for match in _QUANTITY.finditer(text)
    )


def parts(page: Page) -> Iterator[Hit]:
    """N-36: “n件，其中a件、b件”, “n件（a件、b件、c件）”, “n件，主办a件，会办b件”."""
    for sentence in page.sentences:
        if "其中" in sentence.text:
            yield from _among(sentence)
        if "（" in sentence.text:
            yield from _in_brackets(sentence)
        if "主办" in sentence.text:
            yield from _hosted(sentence)


def _among(sentence: Sentence) -> Iterator[Hit]:
    text = sentence.text
    for match in re.finditer("其中[，：,:]?", text):
        stop = text.find("其中", match.end())
        listed = _listed(text[match.end() : stop if stop > 0 else len(text)], match.end())
        if not listed:
            continue
        total = _total_before(text, match.start(), listed[0].unit)
        if total is not None:
            closed = match[0][-1] in "：:" or len(listed) > 2
            yield from _compared(sentence, total, listed, complete=closed)


def _listed(text: str, offset: int) -> tuple[Quantity, ...]:
    text = text.split("）", maxsplit=1)[0] if text.count("）") > text.count("（") else text
    text = _PAREN.sub(lambda match: "_" * len(match[0]), text)
    groups = []
    at = offset
    for segment in text.split("；"):
        groups.append(_items(segment, at))
        at += len(segment) + 1
    if len(groups[0]) != 1:
        return groups[0]
    listed: list[Quantity] = []
    for group in groups:
        if len(group) != 1 or group[0].unit != groups[0][0].unit:
            break
        listed += group
    return tuple(listed)


def _items(segment: str, offset: int) -> tuple[Quantity, ...]:
    """The first quantity of each clause that states a part, all of one unit."""
    found: list[Quantity] = []
    at = offset
    for clause in re.split("([，、])", segment):
        inside = quantities_in(clause, at)
        if inside and not _CHANGE.search(clause) and (not found or inside[0].unit == found[0].unit):
            found.append(inside[0])
        at += len(clause)
    return tuple(found)


def _total_before(text: str, end: int, unit: str) -> Quantity | None:
    plain = _PAREN.sub(lambda match: "_" * len(match[0]), text[:end])
    candidates = [
        quantity
        for quantity in quantities_in(plain)
        if quantity.unit == unit and not _CHANGE.search(_clause_before(plain, quantity.start)[-6:])
    ]
    return candidates[-1] if candidates else None


def _clause_before(text: str, end: int) -> str:
    return re.split("[，；、。：]", text[:end])[-1].replace("累计", "").replace("共计", "")


def _in_brackets(sentence: Sentence) -> Iterator[Hit]:
    text = sentence.text
    for match in _PAREN.finditer(text):
        before = quantities_in(text[: match.start()])
        if not before or before[-1].end != match.start() or re.match("（[含包如]", match[0]):
            continue
        inner = match[0][1:-1]
        listed = _items(inner.removeprefix("其中"), match.start() + 1)
        if len(listed) > 1 and listed[0].unit == before[-1].unit and "；" not in inner:
            yield from _compared(sentence, before[-1], listed, complete=len(listed) > 2)


def _hosted(sentence: Sentence) -> Iterator[Hit]:
    for match in _HOSTING.finditer(sentence.text):
        total, one, two = (int(match[group]) for group in (1, 3, 4))
        if one + two != total:
            yield _mismatch(sentence, match.span(), str(total), f"{one}＋{two}＝{one + two}")


def _compared(
    sentence: Sentence, total: Quantity, listed: Sequence[Quantity], *, complete: bool
) -> Iterator[Hit]:
    if total.rough or any(item.rough for item in listed):
        return
    added = sum((item.value for item in listed), Decimal(0))
    magnified = bool(total.scale) and added == total.raw
    partial = added < total.value and not complete and len(listed) < 3
    if added == total.value or (partial and not magnified):
        return
    if added < total.value and sentence.text[listed[-1].end :].startswith("等"):
        return
    terms = "＋".join(number_text(item.value) for item in listed)
    shown = f"{terms}＝{number_text(added)}" if len(listed) > 1 else terms
    hint = ""
    if magnified:
        hint = f"，总数疑似多写了“{total.scale}”"
    yield _mismatch(sentence, (total.start, listed[-1].end), number_text(total.value), shown + hint)


def _mismatch(sentence: Sentence, span: tuple[int, int], total: str, shown: str) -> Hit:
    return Hit(
        "N-36",
        sentence.paragraph,
        sentence.start + span[0],
        sentence.start + span[1],
        detail=f"总数为{total}，分项为{shown}",
        figures=(total, shown),
    )


def shares(page: Page) -> Iterator[Hit]:
    """N-33 and N-34: shares of one whole add up to 100 %, with the same decimals."""
    for sentence in page.sentences:
        if "占" not in sentence.text or "%" not in sentence.text:
            continue
        match = _SHARES.search(sentence.text)
        texts = _PERCENT.findall(match[1]) if match else _SHARE_EACH.findall(sentence.text)
        if len(texts) < 2:
            continue
        first = sentence.text.index("占")
        last = sentence.text.rindex("%") + 1
        where = (sentence.paragraph, sentence.start + first, sentence.start + last)
        yield from _whole(texts, where)
        if len({_decimals(text) for text in texts if text != "100"}) > 1:
            yield Hit("N-34", *where, detail="占比的小数位数不同：" + "、".join(texts))


def _whole(texts: Sequence[str], where: tuple[int, int, int]) -> Iterator[Hit]:
    added = sum((Decimal(text) for text in texts), Decimal(0))
    places = min(_decimals(text) for text in texts)
    tolerance = Decimal("0.5") * len(texts) / 10**places
    gap = added - 100
    short = gap < -tolerance and len(texts) > 2 and added >= _SUM_LOW
    if gap > tolerance or short:
        shown = "＋".join(f"{text}%" for text in texts)
        yield Hit("N-33", *where, detail=f"{shown}＝{number_text(added)}%", figures=tuple(texts))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def units(page: Page) -> Iterator[Hit]:
    """N-34 and N-35: one unit of money in a report; no 环比 for a year."""
    joined = page.joined["text"]
    if "万元" in joined:
        for index, text in enumerate(page.texts):
            for match in _MONEY.finditer(text):
                if not match[2] and Decimal(match[1]) >= 10_000:
                    yield Hit("N-34", index, *match.span(), detail="别处用“万元”，这里用“元”")
    if "环比" in joined:
        for index, text in enumerate(page.texts):
            yield from (
                Hit("N-35", index, *match.span(), suggested="同比")
                for match in re.finditer("环比", text)
            )
