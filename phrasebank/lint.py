"""What is wrong with the entries of a bank, judged by the entries themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafting.errors import BrokenBankError, ExpressionError
from drafting.expression import Value
from drafting.findings import Finding, Severity
from phrasebank.bank import Bank
from phrasebank.choice import Situation, fits
from phrasebank.claims import claims_of
from phrasebank.conditions import Ground, between, can_hold
from phrasebank.entry import CONTEXT, LEVELS, Entry
from phrasebank.examples import example_fits
from phrasebank.needs import Need, asking
from phrasebank.similar import masked, near_pairs
from phrasebank.template import read_text
from phrasebank.terms import EVER, terms_of

_OPEN_YEARS = 12  # years after its first that a form without a last year is tried for
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the file that it stands in."""

    entry: Entry
    file: str

    @property
    def place(self) -> str:
        """File and entry, in the keeper's words."""
        return f"{self.file}（{self.entry.id}）"


@dataclass(frozen=True, slots=True)
class Desk:
    """What entries are judged against."""

    stack: Bank  # every entry in use, the judged ones included
    needs: tuple[Need, ...]
    kinds: frozenset[str]  # installed


def lint_entries(placed: Sequence[Placed], desk: Desk) -> Iterator[Finding]:
    """Faults and doubts of entries, entry by entry; then those between entries."""
    for one in placed:
        yield from _successor(one, desk)
        if one.entry.status == "retired":
            continue
        for check in _CHECKS:
            yield from check(one, desk)
    live = [one for one in placed if one.entry.status != "retired"]
    yield from _doubles(live, desk)


def finding(code: str, severity: Severity, place: str, message: str, remedy: str) -> Finding:
    """A finding about an entry."""
    return Finding(code, severity, message, place, remedy)


# ---- what an entry says -------------------------------------------------------------------

_CLAIMS = {
    "praise": ("PB-05", "“{}”是可以核对的断言，没有槽位提供依据", "请删去该词，或改由要点的槽位写入；确需保留的写进 claims"),
    "manner": ("PB-05", "“{}”断言了做法，没有槽位提供依据", "请删去该词，或改由要点的槽位写入；确需保留的写进 claims"),
    "cause": ("PB-05", "“{}”说明了原因，没有槽位提供原因", "请用 {{ cause }} 写入要点给出的原因，或删去"),
    "degree": ("PB-06", "程度词“{}”没有相应的幅度条件", "请在 when 中限定幅度（例如 rate >= 20），或删去该词"),
    "all": ("PB-06", "“{}”说的是没有例外，条件没有保证", "请在 when 中写明相等（例如 collected == notified），或删去该词"),
    "number": ("PB-07", "“{}”是写死的数，不来自槽位", "请改为槽位，例如 {{ count }}，或在 when 中限定该数"),
    "date": ("PB-07", "“{}”是写死的日期或相对时间", "请改为 {{ year }} 等槽位"),
    "document": ("PB-07", "“{}”是写死的文件或没有指明的文件", "请改为 {{ basis }}、{{ basis_short }} 等槽位，或删去"),
    "organ": ("PB-07", "“{}”是写死的机关", "请改为 {{ led_by }}、{{ organisation }} 等槽位"),
}  # fmt: skip


def _claims(one: Placed, desk: Desk) -> Iterator[Finding]:
    needs = asking(desk.needs, one.entry.function, one.entry.topics, one.entry.kinds)
    known = " ".join(need.when for need in needs) if all(need.when for need in needs) else ""
    for claim in dict.fromkeys(claims_of(one.entry, known=known)):
        code, message, remedy = _CLAIMS[claim.kind]
        if code == "PB-05" and one.entry.claims:
            continue
        yield finding(code, Severity.ERROR, one.place, message.format(claim.words), remedy)
    if one.entry.claims and one.entry.status == "approved":
        yield finding(
            "PB-18",
            Severity.WARNING,
            one.place,
            f"条目声明了断言“{'、'.join(one.entry.claims)}”，起草时没有输入可以核对",
            "请改写成不作断言的表述，或把 status 改为 draft",
        )


# ---- whether it can ever be used ----------------------------------------------------------


def _ground(*entries: Entry) -> Ground:
    """What holds wherever all the entries could be used."""
    levels = frozenset.intersection(*(frozenset(entry.levels) for entry in entries))
    values = [("level", levels)]
    for name in ("topics", "kinds"):
        named = [frozenset(getattr(entry, name)) for entry in entries]
        named = [one for one in named if "*" not in one]
        if named:
            values.append((name.removesuffix("s"), frozenset.intersection(*named)))
    counted = frozenset(
        slot for entry in entries for slot, filter_, _ in read_text(entry.text).filters
        if filter_ == "count"
    )  # fmt: skip
    return Ground(
        given=frozenset().union(*(entry.printed for entry in entries)) | CONTEXT,
        whole=counted,
        values=tuple(values),
        bounds=tuple(
            fact for entry in entries for fact in between("year", entry.first_year, entry.last_year)
        ),
    )


def _reach(one: Placed, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001 -- every check has these
    entry = one.entry
    if entry.first_year and entry.last_year and entry.first_year > entry.last_year:
        message = f"years 的起始年{entry.first_year}晚于终止年{entry.last_year}"
        yield finding("PB-13", Severity.ERROR, one.place, message, "请改正 years")
        return
    empty = [name for name in ("levels", "topics", "kinds") if not getattr(entry, name)]
    if empty:
        message = f"{'、'.join(empty)} 是空的，条目永远用不到"
        yield finding("PB-13", Severity.ERROR, one.place, message, "请写明适用范围，或删去该键")
        return
    if not can_hold([entry.when], _ground(entry)):
        message = f"条件“{entry.when}”不可能成立（已计入文本所用槽位、适用范围和年度）"
        yield finding("PB-10", Severity.ERROR, one.place, message, "请改正 when，或适用范围、年度")


def _season(one: Placed, desk: Desk) -> Iterator[Finding]:
    """Dated terms of the text against the years of the entry and of the forms."""
    entry = one.entry
    first = max(entry.first_year or 0, min((need.years[0] for need in desk.needs), default=0))
    last = entry.last_year or EVER[1]
    if any(start <= first and last <= end for start, end in entry.season):
        return
    dated = [
        term for term in terms_of(entry.text) if not (term.serves(first) and term.serves(last))
    ]
    named = "、".join(f"“{term.term}”用于{term.season}的报告" for term in dated)
    if not any(start <= last and first <= end for start, end in entry.season):
        message = f"文本中的提法没有可用的年度（{named}），条目永远用不到"
        yield finding("PB-16", Severity.ERROR, one.place, message, "请删去该提法，或改正 years")
        return
    severity = Severity.NOTE if all(term.unsure for term in dated) else Severity.WARNING
    message = f"{named}，其他年度不会选用本条"
    yield finding("PB-16", severity, one.place, message, "请在 years 中写明，或删去该提法")


def _slots(one: Placed, desk: Desk) -> Iterator[Finding]:
    entry = one.entry
    unknown = [kind for kind in entry.kinds if kind != "*" and kind not in desk.kinds]
    if unknown:
        message = f"没有安装报告类型“{'、'.join(unknown)}”"
        yield finding("PB-12", Severity.WARNING, one.place, message, "请核对 kinds")
        return
    for topic in entry.topics:
        if not asking(desk.needs, entry.function, [topic], entry.kinds):
            message = f"没有哪种报告在主题“{topic}”下用到“{entry.function}”"
            remedy = _nearest(topic, entry, desk.needs)
            yield finding("PB-12", Severity.ERROR, one.place, message, remedy)
    needs = asking(desk.needs, entry.function, entry.topics, entry.kinds)
    supplied = frozenset().union(*(need.slots for need in needs))
    missing = sorted(entry.slots - supplied)
    if needs and missing:
        message = f"槽位“{'、'.join(missing)}”从来没有值"
        known = "、".join(sorted(supplied))
        yield finding("PB-11", Severity.ERROR, one.place, message, f"此处可用的槽位：{known}")


def _nearest(topic: str, entry: Entry, needs: Iterable[Need]) -> str:
    known = sorted(
        {name for need in needs if entry.function in need.functions for name in need.topics}
    )
    return f"“{entry.function}”可用的主题：{'、'.join(known)}" if known else f"请核对“{topic}”"


def _successor(one: Placed, desk: Desk) -> Iterator[Finding]:
    entry = one.entry
    if not entry.successor:
        return
    by_id = {other.id: other for other in desk.stack.entries} | {entry.id: entry}
    seen = [entry.id]
    found: Entry | None = entry
    while found is not None and found.successor:
        if found.successor in seen:
            message = f"替代条目成了圈：{'→'.join([*seen, found.successor])}"
            yield finding("PB-14", Severity.ERROR, one.place, message, "请改正 successor")
            return
        seen.append(found.successor)
        found = by_id.get(found.successor)
    if found is None:
        message = f"没有替代条目“{seen[-1]}”"
        yield finding("PB-14", Severity.ERROR, one.place, message, "请改正 successor")
    elif found.status == "retired":
        message = f"替代条目“{found.id}”也已停用，后面没有可用的条目"
        yield finding("PB-14", Severity.WARNING, one.place, message, "请给出可用的 successor")


# ---- its examples -------------------------------------------------------------------------


def _examples(one: Placed, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001 -- as above
    entry = one.entry
    try:
        for at, example in enumerate(entry.fits, start=1):
            if not example_fits(entry, example):
                message = f"适用例第{at}个用不上该条目"
                remedy = "请核对槽位是否给全，以及 when、适用范围"
                yield finding("PB-03", Severity.ERROR, one.place, message, remedy)
        for at, example in enumerate(entry.misfits, start=1):
            if example_fits(entry, example):
                message = f"不适用例第{at}个（{example.why}）却用得上该条目"
                remedy = "请在 when 中排除，或改正该例"
                yield finding("PB-04", Severity.ERROR, one.place, message, remedy)
    except (BrokenBankError, ExpressionError, ValueError, ArithmeticError) as fault:
        message = f"例子的值不能代入条件（{fault}）"
        yield finding("PB-03", Severity.ERROR, one.place, message, "请核对例子中的数和文字")


_CHECKS: tuple[Callable[[Placed, Desk], Iterator[Finding]], ...] = (
    _claims,
    _reach,
    _season,
    _slots,
    _examples,
)


# ---- entries among one another ------------------------------------------------------------


def _doubles(live: Sequence[Placed], desk: Desk) -> Iterator[Finding]:
    """Entries that compete for one place with the same or nearly the same words."""
    own = {(one.entry.bank, one.entry.id) for one in live}
    rest = [
        Placed(entry, entry.bank) for entry in desk.stack.entries
        if (entry.bank, entry.id) not in own and entry.status != "retired"
    ]  # fmt: skip
    by_function: dict[str, list[Placed]] = defaultdict(list)
    for one in (*live, *rest):
        by_function[one.entry.function].append(one)
    for group in by_function.values():
        for first, second, edits in _pairs(group):
            mine = {(one.entry.bank, one.entry.id) for one in (first, second)} & own
            if mine and _compete(first.entry, second.entry):
                yield _double(first, second, edits)


def _pairs(group: Sequence[Placed]) -> Iterator[tuple[Placed, Placed, int]]:
    same: dict[str, list[Placed]] = defaultdict(list)
    for one in group:
        same[masked(one.entry.text)].append(one)
    for alike in same.values():
        for first, second in combinations(alike, 2):
            yield first, second, 0
    texts = list(same)
    for left, right, edits in near_pairs(texts):
        for first in same[texts[left]]:
            for second in same[texts[right]]:
                yield first, second, edits


def _compete(first: Entry, second: Entry) -> bool:
    if first.id == second.id:
        return False  # a higher layer overrides
    for name in ("topics", "kinds"):
        one, other = set(getattr(first, name)), set(getattr(second, name))
        if not (one & other) and "*" not in one | other:
            return False
    if first.register != second.register or not set(first.levels) & set(second.levels):
        return False
    if first.regions and second.regions and not set(first.regions) & set(second.regions):
        return False
    return can_hold([first.when, second.when], _ground(first, second))


def _double(first: Placed, second: Placed, edits: int) -> Finding:
    here, there = sorted((first, second), key=lambda one: (one.entry.bank == "base", one.entry.id))[
        ::-1
    ]
    if first.entry.bank != second.entry.bank:
        here, there = (first, second) if second.entry.bank == "base" else (second, first)
    other = f"{there.entry.bank}:{there.entry.id}"
    text = here.entry.text[:_SHOWN] + ("…" if len(here.entry.text) > _SHOWN else "")
    if edits == 0:
        message = f"除槽位名外与“{other}”完全相同：{text}"
        return finding(
            "PB-08", Severity.WARNING, here.place, message, "请停用其中一条，并写明 successor"
        )
    message = f"与“{other}”只差{edits}个字：{text}"
    return finding(
        "PB-09", Severity.NOTE, here.place, message, "起草时两条等于一种说法，可停用一条"
    )


# ---- what the bank cannot say -------------------------------------------------------------


def missing(bank: Bank, needs: Iterable[Need], place: str) -> Iterator[Finding]:
    """Messages that a report may need and no approved entry says, one finding a need and level."""
    for need in needs:
        gaps: dict[tuple[str, str], list[str]] = defaultdict(list)
        for level in LEVELS:
            gap = _gap(bank, need, level)
            if gap is not None:
                function, year, slots = gap
                gaps[function, f"{year}年，{_described(slots)}"].append(_LEVELS[level])
        for (function, case), levels in gaps.items():
            severity = Severity.ERROR if need.required else Severity.NOTE
            message = (
                f"没有表述可写“{need.topics[0]}”的“{function}”"
                f"（报告类型 {need.kind}，{'、'.join(levels)}，{case}）"
            )
            yield finding("PB-15", severity, place, message, _MISSING[need.required])


_MISSING = {
    True: "请增加表述；缺这一条时该类报告不能起草",
    False: "这时该句不写；需要的话请增加表述",
}
_LEVELS = {"government": "人民政府", "department": "部门", "town": "镇街"}


def _gap(bank: Bank, need: Need, level: str) -> tuple[str, int, Mapping[str, Value]] | None:
    for year in _years(bank, need):
        for function, slots in need.cases:
            if not any(
                fits(entry, Situation(function, topic, need.kind, year, level, slots, present=frozenset(slots)))
                for topic in need.topics for entry in bank.candidates(function, topic)
            ):  # fmt: skip
                return function, year, slots
    return None


def _years(bank: Bank, need: Need) -> list[int]:
    """The years of the form at which some entry begins or ends, and both ends of the form."""
    first, last = need.years
    end = first + _OPEN_YEARS if last is None else last
    turns = {first, end}
    for function in need.functions:
        for topic in need.topics:
            for entry in bank.candidates(function, topic):
                turns.update(
                    year for year in (entry.first_year, (entry.last_year or end) + 1)
                    if year is not None
                )  # fmt: skip
                turns.update({(entry.first_year or first) - 1, entry.last_year or end})
                turns.update(year for start, stop in entry.season for year in (start - 1, stop + 1))
    return sorted(year for year in turns if first <= year <= end)


def _described(slots: Mapping[str, Value]) -> str:
    given = [f"{name}={value}" for name, value in slots.items() if value != "甲"]
    return f"已知 {'、'.join(given)}" if given else "没有数"
