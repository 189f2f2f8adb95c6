"""Notes in all their shapes: bare lines, maps with a value, topics with points."""

from __future__ import annotations

import difflib
import hashlib
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from drafting.findings import Severity
from drafting.intake.raw import Plain, one_line, shown
from drafting.report import Bullet
from drafting.zh.numerals import narrow_digits

if TYPE_CHECKING:
    from drafting.intake.assemble import Desk
    from drafting.kinds import ReportKind

_POINT_KEYS = (
    "text", "value", "unit", "last_year", "answers", "topic", "from", "confirmed_by", "as_of", "base",
)  # fmt: skip
_TOPIC_KEYS = ("topic", "points")
_ANSWERING = ("plans", "improvements")  # sections whose notes answer a problem
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d+)?%?")


def read_bullets(
    desk: Desk, kind: ReportKind
) -> tuple[tuple[Bullet, ...], dict[str, tuple[str, ...]]]:
    """Every note of the input in order, and the clerk's topics per section in order."""
    data = desk.raw.data.get("bullets")
    if data is None:
        return (), {}
    if not isinstance(data, dict):
        desk.fault(
            "IN-03",
            "bullets",
            "“bullets”下面应是各部分的要点",
            f"可用的键：{'、'.join(kind.notes)}。",
        )
        return (), {}
    desk.unknown_keys(data, "bullets", kind.notes)
    reader = _Reader(desk, kind)
    for section in kind.notes:
        reader.section(section, data.get(section))
    reader.require_answered()
    return tuple(reader.bullets), {name: tuple(found) for name, found in reader.topics.items()}


class _Reader:
    def __init__(self, desk: Desk, kind: ReportKind) -> None:
        self.desk = desk
        self.details = {key: tuple(section.details) for key, section in kind.notes.items()}
        every = (key for keys in self.details.values() for key in keys)
        self.point_keys = (*_POINT_KEYS, *dict.fromkeys(every))
        self.bullets: list[Bullet] = []
        self.topics: dict[str, list[str]] = {}
        self.seen: dict[str, int] = {}
        self.answers: list[tuple[str, int]] = []  # path of a plan, number of its problem

    def require_answered(self) -> None:
        """Report plans that answer a problem which is not there."""
        problems = sum(bullet.section == "problems" for bullet in self.bullets)
        for path, number in self.answers:
            if number > problems:
                told = f"共{problems}个问题，没有第{number}个"
                self.desk.fault("IN-03", f"{path}.answers", told, "请核对 answers 的序号。")

    def section(self, section: str, value: Plain) -> None:
        path = f"bullets.{section}"
        if value is None:
            return
        if isinstance(value, dict) and not set(value) & {*_TOPIC_KEYS, *self.point_keys}:
            for topic, points in value.items():  # heading: [notes]
                self._points(section, topic, points, f"{path}.{topic}")
            return
        items = value if isinstance(value, list) else [value]
        for position, item in enumerate(items):
            inner = f"{path}.{position}" if isinstance(value, list) else path
            if isinstance(item, dict) and "points" in item:
                self.desk.unknown_keys(item, inner, _TOPIC_KEYS)
                topic = self.desk.text(item, "topic", inner)
                self._points(section, topic, item["points"], f"{inner}.points")
            else:
                self._point(section, "", item, inner)

    def _points(self, section: str, topic: str, value: Plain, path: str) -> None:
        if topic and topic not in self.topics.setdefault(section, []):
            self.topics[section].append(topic)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if topic and not any(items):
            self.desk.fault(
                "IN-22", path, f"小标题“{topic}”下没有要点", "请补写要点，或删去该小标题。",
                severity=Severity.WARNING,
            )  # fmt: skip
        for position, item in enumerate(items):
            inner = f"{path}.{position}" if isinstance(value, list) else path
            self._point(section, topic, item, inner)

    def _point(self, section: str, topic: str, item: Plain, path: str) -> None:
        if item is None or item == "":
            return
        if isinstance(item, list):
            self.desk.fault("IN-03", path, "要点不应再分层", "请把每条要点写成一行。")
            return
        if not isinstance(item, dict):
            self._add(section, topic, {"text": shown(item)}, path)
            return
        keys = (*_POINT_KEYS, *self.details[section])
        if len(item) == 1 and not set(item) & set(keys) and not self._is_misspelt(*item):
            ((head, rest),) = item.items()
            if isinstance(rest, list):  # `- 优化流程: [a, b]`: a topic with its points
                self._points(section, head, rest, f"{path}.{head}")
                return
            if not isinstance(
                rest, dict
            ):  # `- 网站1865条: 动态1502`: YAML split one line of the clerk
                line = head if rest is None else f"{head}：{shown(rest)}"
                self._add(section, topic, {"text": line}, path)
                return
        self.desk.unknown_keys(item, path, keys)
        own = self.desk.text(item, "topic", path) if "topic" in item else topic
        if own and own not in self.topics.setdefault(section, []):
            self.topics[section].append(own)
        self._add(section, own, item, path)

    def _add(self, section: str, topic: str, item: dict[str, Plain], path: str) -> None:
        text = self.desk.text(item, "text", path)
        if not re.search(r"\w", text):
            if not isinstance(item.get("text"), dict | list | bool):  # told already
                self.desk.fault("IN-02", path, "要点没有文字", "请写明要点内容，或删去该行。")
            return
        value = self._number(item, "value", path)
        unit = self._unit(item, path)
        last_year = self._number(item, "last_year", path)
        if last_year is not None and value is None and item.get("value") in {None, ""}:
            self.desk.fault(
                "IN-22", f"{path}.last_year", f"要点“{text}”填了上年数，没有填本年数，上年数没有写入",
                "请把本年的数填在 value（“数值”一格）。", severity=Severity.WARNING,
            )  # fmt: skip
        details = self._told(item, section, path)
        told = "".join(f"|{key}={words}" for key, words in details)
        identity = f"{section}|{topic}|{text}|{value}|{unit}{told}"
        digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
        self.seen[digest] = self.seen.get(digest, 0) + 1
        repeated = f"-{self.seen[digest]}" if self.seen[digest] > 1 else ""
        self.bullets.append(
            Bullet(
                id=digest + repeated,
                section=section,
                text=text,
                topic=topic,
                value=value,
                unit=unit,
                last_year=last_year,
                answers=self._answers(item, section, path),
                supplied_by=self.desk.text(item, "from", path),
                base=self.desk.text(item, "base", path),
                origin=self.desk.raw.place(path),
                details=details,
            )
        )

    def _told(self, item: dict[str, Plain], section: str, path: str) -> tuple[tuple[str, str], ...]:
        """What the note tells beside its text, in the order of the kind."""
        texts = [(key, self.desk.text(item, key, path)) for key in self.details[section]]
        return tuple((key, text) for key, text in texts if text)

    def _unit(self, item: dict[str, Plain], path: str) -> str:
        """The unit of the value; a percent sign behind the number is one."""
        unit = self.desk.text(item, "unit", path)
        signed = [
            key
            for key in ("value", "last_year")
            if isinstance(item.get(key), str) and str(item[key]).strip().endswith(("%", "％"))
        ]
        if not signed or unit in {"%", "％"}:
            return unit
        if not unit and "value" in signed:
            return "%"
        told = f"“{signed[0]}”写了百分号，与单位“{unit}”不一致"
        self.desk.fault("IN-03", f"{path}.{signed[0]}", told, "请核对，单位填在 unit。")
        return unit

    def _answers(self, item: dict[str, Plain], section: str, path: str) -> int | None:
        number = self._number(item, "answers", path)
        if number is None:
            return None
        if number != int(number) or number < 1:
            told = f"“answers”应是第几个问题，现为“{shown(item['answers'])}”"
            self.desk.fault("IN-03", f"{path}.answers", told, "请填 1、2 这样的序号。")
            return None
        if section not in _ANSWERING:
            remedy = "只有 plans 和 improvements 的要点回应问题，请删去。"
            self.desk.fault("IN-03", f"{path}.answers", "这里的要点不回应问题", remedy)
            return None
        if section == "plans":
            self.answers.append((path, int(number)))
        return int(number)

    def _number(self, item: dict[str, Plain], key: str, path: str) -> Decimal | None:
        value = item.get(key)
        if value is None or value == "":
            return None
        text = narrow_digits(one_line(shown(value))).replace("％", "%")
        if isinstance(value, bool) or not _NUMBER.fullmatch(text):
            self.desk.fault(
                "IN-03",
                f"{path}.{key}",
                f"“{key}”应是一个数，现为“{shown(value)}”",
                "请只填数字，单位填在 unit。",
            )
            return None
        return Decimal(text.removesuffix("%"))

    def _is_misspelt(self, key: str) -> bool:
        """Whether a key that stands alone is meant for one of a point's, not a clerk's own word."""
        return bool(difflib.get_close_matches(key, self.point_keys, n=1, cutoff=0.6))
