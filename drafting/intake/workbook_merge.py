"""Several offices' workbooks of one report joined into one input."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafting.findings import Finding, Severity
from drafting.intake.raw import Plain, RawInput
from drafting.location import Location

_UNSTATED: tuple[Plain, ...] = (None, "", [], {})


def merge_workbooks(raws: Sequence[RawInput]) -> RawInput:
    """Several offices' workbooks of one report as one input.

    A value that two of them state differently is a finding; the first one stands. Notes are
    joined in order, and plans keep answering the problems of their own workbook.
    """
    merger = _Merger()
    for raw in raws:
        merger.add(raw)
    merger.settle_defaults(raws)
    name = "、".join(raw.name for raw in raws)
    return RawInput(name, merger.data, merger.places, tuple(merger.findings))


class _Merger:
    def __init__(self) -> None:
        self.data: dict[str, Plain] = {}
        self.places: dict[str, Location] = {}
        self.findings: list[Finding] = []

    def add(self, raw: RawInput) -> None:
        self.findings += raw.findings
        shift = len(list(_points(self.data, "problems")))
        for key, value in raw.data.items():
            if key == "bullets" and isinstance(value, dict):
                self._bullets(raw, value, shift)
            elif key == "basis" and isinstance(value, list):
                self._basis(raw, value)
            else:
                self._value(raw, self.data, key, value, key)

    def _value(
        self, raw: RawInput, branch: dict[str, Plain], key: str, value: Plain, path: str
    ) -> None:
        kept = branch.get(key)
        if isinstance(value, dict) and "value" not in value:
            inner = kept if isinstance(kept, dict) else branch.setdefault(key, {})
            self._copy_place(raw, path, path)
            if isinstance(inner, dict):
                for name, part in value.items():
                    self._value(raw, inner, name, part, f"{path}.{name}")
        elif key not in branch or _bare(kept) in _UNSTATED:
            branch[key] = value
            self.places.pop(path, None)
            self._copy_place(raw, path, path)
        elif _bare(value) not in _UNSTATED and _bare(kept) != _bare(value) and key != "default":
            self._contradiction(raw, path, _bare(kept), _bare(value))

    def _copy_place(self, raw: RawInput, path: str, to: str) -> None:
        if path in raw.places:
            self.places.setdefault(to, replace(raw.places[path], path=to))

    def _contradiction(self, raw: RawInput, path: str, kept: Plain, other: Plain) -> None:
        place = self.places.get(path, Location(path=path))
        message = f"两份工作簿填写不一致：“{kept}”与{raw.place(path)}的“{other}”"
        remedy = "请由两个科室核对，改成一致，或删去其中一处。"
        self.findings.append(Finding("IN-16", Severity.ERROR, message, str(place), remedy))

    def _basis(self, raw: RawInput, items: list[Plain]) -> None:
        documents = self.data.setdefault("basis", [])
        for position, item in enumerate(items):
            if isinstance(documents, list) and item not in documents:
                self._copy_place(raw, f"basis.{position}", f"basis.{len(documents)}")
                documents.append(item)

    def _bullets(self, raw: RawInput, bullets: Mapping[str, Plain], shift: int) -> None:
        sections = self.data.setdefault("bullets", {})
        if not isinstance(sections, dict):
            return
        for section, value in bullets.items():
            items = sections.setdefault(section, [])
            if not isinstance(items, list) or not isinstance(value, list):
                continue
            for position, item in enumerate(value):
                self._item(raw, items, item, (f"bullets.{section}", position), shift)

    def _item(
        self, raw: RawInput, items: list[Plain], item: Plain, where: tuple[str, int], shift: int
    ) -> None:
        path, position = where
        points = item.get("points") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(points, list):
            self._copy_place(raw, f"{path}.{position}", f"{path}.{len(items)}")
            items.append(_shifted(item, shift))
            return
        index, joined = _topic(items, item)
        for number, point in enumerate(points):
            inner = f"{path}.{index}.points.{len(joined)}"
            self._copy_place(raw, f"{path}.{position}.points.{number}", inner)
            joined.append(_shifted(point, shift))

    def settle_defaults(self, raws: Sequence[RawInput]) -> None:
        """Keep a table's default only where every workbook with that table gives the same."""
        figures = self.data.get("figures")
        for name, table in (figures if isinstance(figures, dict) else {}).items():
            holders = [raw for raw in raws if name in _tables(raw)]
            given = [_default(_tables(raw)[name]) for raw in holders]
            agreed = given.count(given[0]) == len(given)
            if isinstance(table, dict) and "default" in table and not agreed:
                del table["default"]
                path = f"figures.{name}.default"
                place = self.places.pop(path, Location(path=path))
                message = "几份工作簿对空白格的约定不同，空白格一律按未填处理"
                remedy = "请在每份工作簿的该表下方填写相同的数，或逐格填写。"
                self.findings.append(
                    Finding("IN-16", Severity.WARNING, message, str(place), remedy)
                )


def _tables(raw: RawInput) -> Mapping[str, Plain]:
    figures = raw.data.get("figures")
    return figures if isinstance(figures, dict) else {}


def _default(table: Plain) -> Plain:
    return table.get("default") if isinstance(table, dict) else None


def _bare(value: Plain) -> Plain:
    """A figure without who supplied it."""
    return value.get("value") if isinstance(value, dict) and "value" in value else value


def _points(data: Mapping[str, Plain], section: str) -> Iterator[Plain]:
    bullets = data.get("bullets")
    items = bullets.get(section) if isinstance(bullets, dict) else None
    for item in items if isinstance(items, list) else ():
        points = item.get("points") if isinstance(item, dict) else None
        if isinstance(points, list):
            yield from points
        else:
            yield item


def _topic(items: list[Plain], item: Mapping[str, Plain]) -> tuple[int, list[Plain]]:
    """The group of the item's topic, a new one when there is none yet."""
    for index, known in enumerate(items):
        if isinstance(known, dict) and known.get("topic") == item.get("topic"):
            points = known.get("points")
            if isinstance(points, list):
                return index, points
    fresh: list[Plain] = []
    items.append({"topic": item.get("topic"), "points": fresh})
    return len(items) - 1, fresh


def _shifted(item: Plain, shift: int) -> Plain:
    answers = item.get("answers") if isinstance(item, dict) else None
    if isinstance(item, dict) and isinstance(answers, int):
        return item | {"answers": answers + shift}
    return item
