"""Facts about the organ, notes and answers, found on worksheets by their headings."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from drafting.findings import Severity
from drafting.intake.raw import Plain
from drafting.intake.workbook_desk import Desk, shown
from drafting.intake.workbook_grid import Fault, SheetCell, SheetGrid
from drafting.intake.workbook_labels import (
    BASIC_FIELDS,
    BASIC_LABEL,
    BASIC_VALUE,
    BASIS_LABEL,
    BASIS_NUMBER,
    FACT_COLUMNS,
    LEVELS,
    NO,
    NOTE_COLUMNS,
    RELATED_LABEL,
    SAMPLE,
    SAMPLE_MARK,
    YES,
    normal,
    note_columns,
    section_words,
)
from drafting.kinds import ReportKind, installed_kinds
from drafting.location import Location

Line = Mapping[int, SheetCell]

_FIELD_WORDS = {
    normal(word): field.path for field in BASIC_FIELDS for word in (field.label, *field.aliases)
}
_FIELD_LABELS = [field.label for field in BASIC_FIELDS]
_BASIS = re.compile(rf"{BASIS_LABEL}(\d+)({BASIS_NUMBER})?")
_RELATED = re.compile(rf"{normal(RELATED_LABEL)}(.+)")
_LEVEL_KEYS = {name: key for key, name in LEVELS.items()}
_FEWEST_FIELDS = 3  # fewer known labels on a sheet are chance
_YEAR = re.compile(r"(\d{4})年?度?")
_NUMBERS = ("value", "last_year", "answers")
_NUMBERED = ("problems", "plans")  # plans refer to problems by number: their order stands
_YES_WORDS, _NO_WORDS = (YES, "有", "已"), (NO, "无", "没有", "未")


@dataclass(frozen=True, slots=True)
class ReadNote:
    """One note as it goes into the tree."""

    section: str
    topic: str
    item: Plain
    place: Location


def read_basic(desk: Desk, grid: SheetGrid) -> dict[str, tuple[Plain, Location]]:
    """The values of 基本信息 by dotted path; basis documents as basis.N.title and .number."""
    labels = [
        (cell, path) for line in grid.rows.values() for cell in line.values()
        if (path := _basic_path(normal(cell.value)))
    ]  # fmt: skip
    if len({path for _, path in labels}) < _FEWEST_FIELDS:
        return {}
    head, column = _value_head(grid)
    found: dict[str, tuple[Plain, Location]] = {}
    _report_unknown(desk, grid, head, column)
    for label, path in labels:
        value = grid.cell(label.row, column or grid.area(label).right + 1)
        if value is None:
            continue
        if value.fault is Fault.FORMULA:
            desk.fault("IN-11", desk.place(grid, value), "公式没有计算结果", "请直接填写内容。")
        elif path not in found:
            found[path] = (_basic_value(path, value.value), desk.place(grid, value))
    return found


def _basic_path(word: str) -> str:
    match = _BASIS.fullmatch(word)
    related = _RELATED.fullmatch(word)
    if related is not None:
        named = {normal(key): key for key in installed_kinds()}
        return f"related.{named.get(related[1], related[1])}"
    if match is None:
        return _FIELD_WORDS.get(word, "")
    return f"basis.{int(match[1]) - 1}.{'number' if match[2] else 'title'}"


def _value_head(grid: SheetGrid) -> tuple[int, int]:
    """Row and column of the heading over the values; 0 when there is none."""
    for number, line in grid.rows.items():
        words = {normal(cell.value): cell.column for cell in line.values()}
        if BASIC_LABEL in words and BASIC_VALUE in words:
            return number, words[BASIC_VALUE]
    return 0, 0


def _report_unknown(desk: Desk, grid: SheetGrid, head: int, column: int) -> None:
    """Report values that stand beside a label which nobody knows."""
    for number, line in grid.rows.items():
        value = line.get(column)
        if number <= head or value is None:
            continue
        label = next((cell for cell in line.values() if cell.column < column), None)
        if label is None or _basic_path(normal(label.value)):
            continue
        near = difflib.get_close_matches(normal(label.value), _FIELD_LABELS, n=1, cutoff=0.5)
        hint = f"是否应为“{near[0]}”？" if near else "请恢复表样中的项目名称，或写入“要点”。"
        message = f"项目“{label.value}”不认识，填写的“{shown(value.value)}”没有读入"
        desk.fault("IN-12", desk.place(grid, value), message, hint, Severity.WARNING)


def _basic_value(path: str, value: Plain) -> Plain:
    text = str(value).strip()
    if path == "schema":
        return int(text) if text.isascii() and text.isdigit() else text
    if path == "year":
        match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text))
        return int(match[1]) if match else text
    if path == "organisation.level":
        return _LEVEL_KEYS.get(text, text)
    if path == "organisation.rulemaking":
        return {YES: True, NO: False}.get(text, text)
    if path == "kind":
        named = re.search(r"[（(]([a-z0-9_-]+)[）)]$", text)
        return named[1] if named else text
    return text


def read_notes(desk: Desk, grid: SheetGrid, kind: ReportKind) -> Iterator[ReadNote]:
    """The notes of a sheet in order, the untouched sample row left out."""
    sections, words = section_words(kind), note_columns(kind)
    columns: dict[str, int] = {}
    above = ""
    for line in grid.rows.values():
        heads = _heads(line, words)
        if "section" in heads and "text" in heads:
            columns = heads
            continue
        if not columns:
            continue
        row = {key: line[column] for key, column in columns.items() if column in line}
        if "text" not in row:
            continue
        place = desk.place(grid, row["text"])
        if row["text"].fault in {Fault.FORMULA, Fault.ERROR}:
            desk.number(grid, row["text"])  # tells the fault
            continue
        if normal(row["text"].value) == "" or _is_sample(desk, row, place):
            continue
        above = _section(desk, row, place, sections, above)
        topic = str(row["topic"].value).strip() if "topic" in row else ""
        for item in _items(desk, grid, row):
            yield ReadNote(above, topic, item, place)


def _heads(line: Line, words: Mapping[str, str]) -> dict[str, int]:
    keys = {normal(word): key for key, word in words.items()}
    return {keys[word]: at for at, cell in line.items() if (word := normal(cell.value)) in keys}


def _is_sample(desk: Desk, row: Mapping[str, SheetCell], place: Location) -> bool:
    mark = row.get("mark", row.get("section"))
    if mark is None or SAMPLE_MARK not in normal(mark.value):
        return False
    if str(row["text"].value).strip() == SAMPLE["text"]:
        return True
    desk.fault(
        "IN-18", place, "示例行已经改写，按要点读入", "若不是要点，请删去该行。", Severity.NOTE
    )
    return False


def _section(
    desk: Desk,
    row: Mapping[str, SheetCell],
    place: Location,
    sections: Mapping[str, str],
    above: str,
) -> str:
    cell = row.get("section")
    key = sections.get(normal(cell.value)) if cell is not None else None
    if key is not None:
        return key
    section = above or next(iter(sections.values()))
    name = next(word for word, known in sections.items() if known == section)
    what = f"不认识的部分“{cell.value}”" if cell is not None else "没有选择部分"
    desk.fault(
        "IN-15", place, f"{what}，暂归入“{name}”", "请在“部分”一格从列表中选择。", Severity.WARNING
    )
    return section


def _items(desk: Desk, grid: SheetGrid, row: Mapping[str, SheetCell]) -> Iterator[Plain]:
    item: dict[str, Plain] = {"text": str(row["text"].value).strip()}
    for key, cell in row.items():
        if key in {"mark", "section", "topic", "text"}:
            continue
        if key in _NUMBERS:
            found = desk.number(grid, cell)
            if found is not None and found.value is not None:
                item[key] = found.value
        else:
            item[key] = str(cell.value).strip()
    if len(item) > 1:
        yield item
        return
    for line in str(item["text"]).splitlines():  # a list pasted into one cell
        if line.strip():
            yield line.strip()


def has_heads(grid: SheetGrid) -> bool:
    """Whether the sheet has the headings of notes or of questions."""
    heads = [
        (_heads(line, NOTE_COLUMNS), _heads(line, FACT_COLUMNS)) for line in grid.rows.values()
    ]
    return any(
        {"section", "text"} <= set(notes) or {"ask", "answer"} <= set(facts)
        for notes, facts in heads
    )


def read_answers(desk: Desk, grid: SheetGrid, kind: ReportKind) -> Iterator[ReadNote]:
    """The answers to the standard questions, as notes under their topics."""
    facts = {
        normal(fact.get("ask", "")): (section, topic.heading, fact)
        for section, topics in kind.topics.items() for topic in topics for fact in topic.facts
    }  # fmt: skip
    columns: dict[str, int] = {}
    for line in grid.rows.values():
        heads = _heads(line, FACT_COLUMNS)
        if "ask" in heads and "answer" in heads:
            columns = heads
            continue
        row = {key: line[column] for key, column in columns.items() if column in line}
        if "ask" not in row or "answer" not in row:
            continue
        place = desk.place(grid, row["answer"])
        section, heading, fact = facts.get(normal(row["ask"].value), ("", "", {}))
        if not fact:
            message = f"问题“{row['ask'].value}”不是标准问题，没有读入"
            desk.fault("IN-17", place, message, _ASK_REMEDY)
            continue
        yield from _answer(desk, grid, row, ReadNote(section, heading, None, place), fact)


_ASK_REMEDY = "请把要写的内容填入“要点”，或恢复原来的问题。"


def _answer(
    desk: Desk,
    grid: SheetGrid,
    row: Mapping[str, SheetCell],
    note: ReadNote,
    fact: Mapping[str, str],
) -> Iterator[ReadNote]:
    cell = row["answer"]
    if fact.get("type") == "number" or cell.fault not in (None, Fault.DATE):
        found = desk.number(grid, cell)
        value = found.value if found is not None else None
    else:
        value = cell.value
    if value is None:
        return
    answer = str(value).strip().removesuffix(fact.get("unit", ""))
    if fact.get("type") == "yesno" and answer not in (*_YES_WORDS, *_NO_WORDS):
        message = f"“{answer}”不是“是”或“否”，没有读入"
        desk.fault("IN-17", note.place, message, "请从列表中选择是或否。")
        return
    item = _fact_note(fact, answer)
    if item is None:
        return
    if "from" in row:
        office = str(row["from"].value).strip()
        item = {**(item if isinstance(item, dict) else {"text": item}), "from": office}
    yield ReadNote(note.section, note.topic, item, note.place)


def _fact_note(fact: Mapping[str, str], answer: str) -> Plain:
    """The note that an answer yields; None for a no that is not worth saying."""
    text = fact.get("note", "")
    if fact.get("type") == "yesno":
        return (fact.get("no") if answer in _NO_WORDS else text) or None
    if answer == "0" and fact.get("no"):
        return fact["no"]
    if "{value}" in text:
        return text.replace("{value}", answer)
    if not text:
        return answer
    item: dict[str, Plain] = {"text": text, "value": answer}
    return item | {"unit": fact["unit"]} if fact.get("unit") else item


def note_tree(notes: Iterable[ReadNote]) -> tuple[dict[str, Plain], dict[str, Location]]:
    """Notes as the input's tree, those of one topic together, and the place of each path."""
    data: dict[str, list[Plain]] = {}
    places: dict[str, Location] = {}
    groups: dict[tuple[str, str], tuple[list[Plain], str]] = {}
    heads: dict[tuple[str, str], Plain] = {}
    for note in notes:
        items = data.setdefault(note.section, [])
        path = f"bullets.{note.section}"
        if note.topic:
            key = (note.section, note.topic)
            if key not in groups or (note.section in _NUMBERED and items[-1] is not heads[key]):
                points: list[Plain] = []
                heads[key] = {"topic": note.topic, "points": points}
                groups[key] = (points, f"{path}.{len(items)}.points")
                items.append(heads[key])
            items, path = groups[key]
        places[f"{path}.{len(items)}"] = note.place
        items.append(note.item)
    return dict(data.items()), places
