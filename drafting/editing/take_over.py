"""A number that an editor corrected, taken over into the input that the next draft is made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from drafting.editing.tokens import is_number, tokens
from drafting.errors import UsageError
from drafting.location import Location
from drafting.ooxml.save import atomic_write
from drafting.pipeline import load_report

_ORDER = re.compile(r"(figure|bullet):([^=]+?)(?::(\d[\d.]*[%％]?))?=(.+)")


@dataclass(frozen=True, slots=True)
class Take:
    """One number to take over."""

    kind: str  # figure | bullet
    target: str  # "t2/licence/decisions", or the id of a note
    before: str  # of a note: the number that gives way; empty for a figure
    after: str


def read_take(text: str) -> Take:
    """What `--take` names: `figure:t2/licence/decisions=325`, `bullet:5f2c1a90:47=52`.

    Raises:
        UsageError: it is neither.
    """
    found = _ORDER.fullmatch(text.strip())
    if found is None or not is_number(found[4]) or (found[1] == "bullet") != bool(found[3]):
        raise UsageError(
            f"“{text}”不是可以采纳的改动。",
            "写法：figure:表/行/列=新数，或 bullet:要点编号:原数=新数；drafting review 列出了每处的写法。",
        )
    return Take(found[1], found[2], found[3] or "", found[4])


def take_over(path: Path, takes: Sequence[Take]) -> tuple[str, ...]:
    """Write numbers into an input; all of them or none. The places written to come back.

    Raises:
        UsageError: the input has no such place, or not the number that gives way.
        UnreadableFileError: the input cannot be read.
    """
    places = [_place(path, take) for take in takes]
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        _into_workbook(path, takes, places)
    else:
        _into_yaml(path, takes, places)
    return tuple(str(place) for place in places)


def _place(path: Path, take: Take) -> Location:
    report = load_report(path)
    if take.kind == "figure":
        figure = report.figures.get(take.target)
        found = figure.origin if figure is not None and figure.state.value == "given" else None
    else:
        found = next((one.origin for one in report.bullets if one.id == take.target), None)
    if found is None:
        raise UsageError(
            f"“{path.name}”里没有写明“{take.target}”。",
            "该数由合计或默认值得出，或输入已经改过；请直接在输入中填写。",
        )
    return found


def _changed(text: str, take: Take) -> str:
    """A cell or scalar with the number in it."""
    if take.kind == "figure":
        return take.after
    listed = tokens(text)
    if listed.count(take.before) != 1:
        raise UsageError(
            f"要点“{text}”里的“{take.before}”不是恰好一处。", "请直接在输入中改该条要点。"
        )
    return "".join(take.after if token == take.before else token for token in listed)


# ---- YAML ----------------------------------------------------------------------------------


def _into_yaml(path: Path, takes: Sequence[Take], places: Sequence[Location]) -> None:
    source = path.read_text("utf-8")
    root = yaml.compose(source)
    edits: list[tuple[int, int, str]] = []
    for take, place in zip(takes, places, strict=True):
        node = _scalar(root, place.path, take)
        start, end = node.start_mark.index, node.end_mark.index
        edits.append((start, end, _changed(source[start:end], take)))
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    atomic_write(path, source.encode())


def _scalar(root: yaml.Node | None, path: str, take: Take) -> yaml.ScalarNode:
    node = root
    for step in path.split("."):
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
        else:
            node = None
    if isinstance(node, yaml.MappingNode):
        parts = {key.value: value for key, value in node.value}
        text = parts.get("text")
        inside = take.kind == "bullet" and text is not None and take.before in tokens(text.value)
        node = text if inside else parts.get("value")
    if not isinstance(node, yaml.ScalarNode):
        raise UsageError(f"输入里找不到“{path}”处的数。", "请直接在输入中改。")
    return node


# ---- workbooks -----------------------------------------------------------------------------


def _into_workbook(path: Path, takes: Sequence[Take], places: Sequence[Location]) -> None:
    import io  # noqa: PLC0415 -- only for workbooks

    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import

    book = load_workbook(path)
    for take, place in zip(takes, places, strict=True):
        cell = book[place.sheet][place.cell]
        text = _changed(str(cell.value), take)
        cell.value = int(text) if text.isdigit() else text
    out = io.BytesIO()
    book.save(out)
    atomic_write(path, out.getvalue())
