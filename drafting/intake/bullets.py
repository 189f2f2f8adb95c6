"""Notes in all their shapes: bare lines, maps with a value, topics with points."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING

from drafting.intake.raw import Plain
from drafting.report import Bullet
from drafting.zh.numerals import narrow_digits

if TYPE_CHECKING:
    from drafting.intake.assemble import Desk

SECTIONS = ("overview", "problems", "improvements", "plans", "other")
_POINT_KEYS = (
    "text", "value", "unit", "last_year", "answers", "topic", "from", "confirmed_by", "as_of", "base",
)  # fmt: skip
_TOPIC_KEYS = ("topic", "points")


def read_bullets(desk: Desk) -> tuple[tuple[Bullet, ...], dict[str, tuple[str, ...]]]:
    """Every note of the input in order, and the clerk's topics per section in order."""
    data = desk.raw.data.get("bullets")
    if data is None:
        return (), {}
    if not isinstance(data, dict):
        desk.fault(
            "IN-03",
            "bullets",
            "“bullets”下面应是各部分的要点",
            f"可用的键：{'、'.join(SECTIONS)}。",
        )
        return (), {}
    desk.unknown_keys(data, "bullets", SECTIONS)
    reader = _Reader(desk)
    for section in SECTIONS:
        reader.section(section, data.get(section))
    return tuple(reader.bullets), {name: tuple(found) for name, found in reader.topics.items()}


class _Reader:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.bullets: list[Bullet] = []
        self.topics: dict[str, list[str]] = {}
        self.seen: dict[str, int] = {}

    def section(self, section: str, value: Plain) -> None:
        path = f"bullets.{section}"
        if value is None:
            return
        if isinstance(value, dict) and not set(value) & {*_TOPIC_KEYS, *_POINT_KEYS}:
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
            self._add(section, topic, {"text": str(item)}, path)
            return
        if len(item) == 1 and not set(item) & set(_POINT_KEYS):
            ((head, rest),) = item.items()
            if isinstance(rest, list):  # `- 优化流程: [a, b]`: a topic with its points
                self._points(section, head, rest, f"{path}.{head}")
                return
            if not isinstance(
                rest, dict
            ):  # `- 网站1865条: 动态1502`: YAML split one line of the clerk
                line = head if rest is None else f"{head}：{rest}"
                self._add(section, topic, {"text": line}, path)
                return
        self.desk.unknown_keys(item, path, _POINT_KEYS)
        own = self.desk.text(item, "topic", path) if "topic" in item else topic
        if own and own not in self.topics.setdefault(section, []):
            self.topics[section].append(own)
        self._add(section, own, item, path)

    def _add(self, section: str, topic: str, item: dict[str, Plain], path: str) -> None:
        text = " ".join(str(item.get("text") or "").split())
        if not text:
            self.desk.fault("IN-02", path, "要点没有文字", "请写明要点内容，或删去该行。")
            return
        value = self._number(item, "value", path)
        unit = self.desk.text(item, "unit", path)
        identity = f"{section}|{topic}|{text}|{value}|{unit}"
        digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
        self.seen[digest] = self.seen.get(digest, 0) + 1
        repeated = f"-{self.seen[digest]}" if self.seen[digest] > 1 else ""
        answers = self._number(item, "answers", path)
        self.bullets.append(
            Bullet(
                id=digest + repeated,
                section=section,
                text=text,
                topic=topic,
                value=value,
                unit=unit,
                last_year=self._number(item, "last_year", path),
                answers=None if answers is None else int(answers),
                supplied_by=self.desk.text(item, "from", path),
                base=self.desk.text(item, "base", path),
                origin=self.desk.raw.place(path),
            )
        )

    def _number(self, item: dict[str, Plain], key: str, path: str) -> Decimal | None:
        value = item.get(key)
        if value is None or value == "":
            return None
        try:
            number = Decimal(narrow_digits(str(value)).strip().removesuffix("%"))
        except ArithmeticError:
            number = Decimal("NaN")
        if isinstance(value, bool | dict | list) or not number.is_finite():
            self.desk.fault(
                "IN-03",
                f"{path}.{key}",
                f"“{key}”应是一个数，现为“{value}”",
                "请只填数字，单位填在 unit。",
            )
            return None
        return number
