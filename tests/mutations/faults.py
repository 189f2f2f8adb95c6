"""Faults that are planted in finished reports, each with the code and the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from drafting.kinds import load_kind
from tests.finished import Finished

Planted = tuple[Finished, str]  # the report with the fault, words that its finding shows
_HAN = "零一二三四五六七八九"


@dataclass(frozen=True)
class Fault:
    """One way to spoil a report; None where the report has no such place."""

    name: str
    codes: frozenset[str]  # one of them tells it
    plant: Callable[[Finished], Planted | None]


def han(number: int) -> str:
    """A number below ten thousand as it is spoken."""
    text, skipped = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            text += ("零" if text and skipped else "") + _HAN[digit] + unit
        skipped = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def said(sentence: str, shown: str = "") -> Callable[[Finished], Planted | None]:
    """A sentence of its own at the end of part one, with the numbers of the tables made wrong."""

    def plant(report: Finished) -> Planted | None:
        at = report.at("^二、")
        if at < 0:
            return None
        numbers = Numbers(report)
        text = sentence.format_map(numbers)
        words = shown.format_map(numbers) if shown else text.rstrip("。")
        return report.before(at, text), words

    return plant


class Numbers(Mapping[str, str]):
    """Wrong numbers by name: `new` is 19 more than table three has; `han_new` is spoken."""

    def __init__(self, report: Finished) -> None:
        self._report = report

    def __getitem__(self, name: str) -> str:
        plain = name.removeprefix("han_")
        report = self._report
        values = {
            "new": report.count("new"),
            "in": report.count("carried_in"),
            "out": report.count("carried_out"),
            "done": report.count("processed"),
            "open": report.count("open"),
            "review": report.count("review", table="t4"),
            "suit": report.count("suit_direct", table="t4")
            + report.count("suit_after", table="t4"),
            "year": report.year - 19,
            "last": report.year - 20,
        }
        value = values[plain] + 19
        return han(value) if name != plain else str(value)

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def replaced(pattern: str, by: str, shown: str = "") -> Callable[[Finished], Planted | None]:
    """The first line with the pattern, rewritten there once."""

    def plant(report: Finished) -> Planted | None:
        at = report.at(pattern)
        if at < 0:
            return None
        numbers = Numbers(report)
        line = re.sub(pattern, by.format_map(numbers), report.lines[at], count=1)
        return report.with_line(at, line), shown.format_map(numbers)

    return plant


def raised(pattern: str, column: int, shown: str) -> Callable[[Finished], Planted | None]:
    """One cell of a table row made greater by one; negative columns count from the end."""

    def plant(report: Finished) -> Planted | None:
        at = report.at(rf"(?:^|\t){pattern}")
        if at < 0:
            return None
        cells = report.lines[at].split("\t")
        if not cells[column].isdecimal():
            return None
        cells[column] = str(int(cells[column]) + 1)
        return report.with_line(at, "\t".join(cells)), shown

    return plant


def dropped(pattern: str, shown: str) -> Callable[[Finished], Planted | None]:
    def plant(report: Finished) -> Planted | None:
        at = report.at(pattern)
        return None if at < 0 else (report.without(at), shown)

    return plant


def swapped(report: Finished) -> Planted | None:
    """Parts two and three with their tables in each other's place."""
    two, three, four = report.at("^二、"), report.at("^三、"), report.at("^四、")
    if min(two, three, four) < 0:
        return None
    lines = report.lines
    order = (*lines[:two], *lines[three:four], *lines[two:three], *lines[four:])
    return Finished(report.name, report.report, order), lines[two]


def copied(report: Finished) -> Planted | None:
    """A paragraph of part one said again in part five."""
    one, five = report.at("^一、"), report.at("^五、")
    long = [line for line in report.lines[one + 1 : report.at("^二、")] if len(line) > 60]
    if not long:
        return None
    sentences = [part for part in re.split("(?<=。)", long[-1]) if len(part) > 20]
    if not sentences:
        return None
    return report.before(five + 1, sentences[-1]), sentences[-1].rstrip("。")


def old_table(report: Finished) -> Planted | None:
    """Table two on the form of 2019 in a report of a later year."""
    two, three = report.at("^二、"), report.at("^三、")
    if report.year < 2021 or min(two, three) < 0:
        return None
    form = load_kind("disclosure").forms["F2019"].tables["t2"]
    rows = ["\t".join("0" if cell.value else cell.text for cell in row) for row in form.rows]
    lines = (*report.lines[: two + 1], *rows, *report.lines[three:])
    return Finished(report.name, report.report, lines), "2019"


def no_accountability(report: Finished) -> Planted | None:
    """A government's report that says nothing of 责任追究."""
    if report.report.organisation.level != "government":
        return None
    lines = tuple(
        re.sub("[^。；，]*(?:责任追究|追责|问责)[^。；，]*", "监督有力", line)
        for line in report.lines
    )
    return Finished(report.name, report.report, lines), "责任追究"


def contact_between(report: Finished) -> Planted | None:
    at = report.at("^四、")
    text = "联系电话：0451-82345678，邮编：150000，地址：文昌街18号。"
    return None if at < 0 else (report.before(at, text), "联系电话")


def _fault(name: str, codes: str, plant: Callable[[Finished], Planted | None]) -> Fault:
    return Fault(name, frozenset(codes.split()), plant)


_AGO = "解读24篇，上年20篇，增长30%。"
FAULTS = (
    _fault("total of new requests", "T3-02", raised("一、本年新收", -1, "本年新收")),
    _fault("new requests of natural persons", "T3-01 T3-02", raised("一、本年新收", -7, "自然人")),
    _fault("total of results", "T3-02 T3-03", raised("（七）总计", -1, "总计")),
    _fault("carried over", "T3-01 T3-02", raised("四、结转下年度", -7, "自然人")),
    _fault("received", "X-02", said("全年受理依申请公开{new}件。")),
    _fault("received, in Han numerals", "X-02", said("受理依申请公开{han_new}件。")),
    _fault("received, 条", "X-02", said("受理依申请公开{new}条。")),
    _fault(
        "received, 起",
        "X-02",
        said("收到公众提出的信息公开申请{new}起。", "收到公众提出的信息公开申请{new}起"),
    ),
    _fault(
        "received, number first", "X-02", said("{new}件政府信息公开申请由本机关受理。", "{new}件")
    ),
    _fault("new", "X-01", said("新收政府信息公开申请{new}件。", "{new}件")),
    _fault("carried in", "X-03", said("上年结转公开申请{in}件。", "{in}件")),
    _fault("carried out", "X-05", said("公开申请结转下年度继续办理{out}件。", "{out}件")),
    _fault("answered", "X-04", said("答复政府信息公开申请{done}件。", "{done}件")),
    _fault("answered, number first", "X-04", said("{done}件公开申请均已办结。", "{done}件")),
    _fault("open", "X-06", said("公开申请中予以公开{open}件。", "{open}件")),
    _fault("reviews", "X-07", said("因政府信息公开被申请行政复议{review}起。", "{review}起")),
    _fault("suits", "X-08", said("因政府信息公开被提起行政诉讼{han_suit}件。", "{han_suit}件")),
    _fault("wrong share", "X-16", said("解读材料40篇，其中图解16篇，占45%。", "16篇，占45%")),
    _fault("wrong rate", "X-16 N-30", said(_AGO, "增长30%")),
    _fault("同比 with %", "N-32 X-16", said("满意度由92%提高到95%，上升3%。", "上升3%")),
    _fault(
        "wrong sum",
        "X-13 N-36",
        said("发布信息200条，其中网站90条、公众号80条、公开栏50条。", "其中网站90条"),
    ),
    _fault(
        "wrong 万",
        "X-14",
        said("网站浏览量173769万次，其中电脑端75656次、手机端98113次。", "173769万次"),
    ),
    _fault("wrong year", "X-17", said("{last}年，我局主动公开信息120条。", "{last}年")),
    _fault(
        "wrong period", "S-06 A-03", said("统计期限为{last}年1月1日至12月31日。", "{last}年1月1日")
    ),
    _fault(
        "reversed period",
        "A-03",
        said("统计期限为{year}年1月1日至{last}年12月31日。", "{year}年1月1日"),
    ),
    _fault("missing heading", "S-01", dropped("^六、", "六")),
    _fault("missing part five", "S-01", dropped("^五、", "五、存在的主要问题及改进情况")),
    _fault("wrong number of a heading", "S-01", replaced("^五、", "七、", "七、")),
    _fault("parts in the wrong order", "S-01", swapped),
    _fault(
        "an extra part",
        "S-01",
        lambda report: (report.before(len(report.lines), "七、招商引资情况"), "七、招商引资情况"),
    ),
    _fault(
        "private phone",
        "V-01 V-02 V-03",
        said("当事人李某某（手机13845671234）对答复表示满意。", "13845671234"),
    ),
    _fault(
        "identity number",
        "V-01 V-02 V-03",
        said("申请人身份证号230103198506124517已登记。", "230103198506124517"),
    ),
    _fault("straight quotes", "P-01 P-02 P-03", said('落实"三审三校"制度，逐条审核信息。', '"')),
    _fault(
        "half-width marks", "P-01 P-02 P-03 P-05 P-06", said("逐条审核信息,及时更新栏目。", ",")
    ),
    _fault("left-over placeholder", "A-04", said("公开专栏维护情况【待补充】。", "【待补充】")),
    _fault("copied paragraph", "W-20", copied),
    _fault("old form", "S-05", old_table),
    _fault("accountability not said", "S-08", no_accountability),
    _fault("contact among the tables", "S-12", contact_between),
)
