"""The sheets that hold words: 填写说明, 基本信息, 要点, 标准问题 and the hidden lists.

Loaded only when a workbook is written: openpyxl is slow to import.
"""

from collections.abc import Iterable, Iterator, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from drafting.intake import workbook_style as style
from drafting.intake.raw import Plain
from drafting.intake.workbook_content import Content, Note, branch, notes_of
from drafting.intake.workbook_labels import (
    BASIC_FIELDS,
    BASIC_HINT,
    BASIC_LABEL,
    BASIC_SHEET,
    BASIC_VALUE,
    BASIS_LABEL,
    BASIS_LINES,
    BASIS_NUMBER,
    FACT_COLUMNS,
    FACTS_SHEET,
    GUIDE_SHEET,
    GUIDE_TITLE,
    LEVELS,
    LISTS_SHEET,
    NO,
    NOTES_SHEET,
    RELATED_LABEL,
    SAMPLE,
    SAMPLE_MARK,
    SCHEMA,
    YES,
    note_columns,
)
from drafting.kinds import ReportKind

_NOTE_LINES = 80  # empty rows ready to be filled
_WIDE = {"text": 56, "topic": 20, "section": 14, "answers": 14, "ask": 56, "answer": 22}
_GUIDE = (
    "白色单元格由您填写，灰色的是表样，浅绿色的自动合计；工作表已保护，没有密码。",
    "没有发生的填0；尚不掌握的留空或写“待填”，初稿中会标出，不会当作0。",
    "数字只写数，不写单位、逗号和空格；金额按表头的单位只写数，表头没有单位的连同单位填写，如“251000元”。",
    "“要点”表每行写一件事，短句即可；有数的把数、单位和上年数写在后面各格。",
    "“标准问题”愿答则答，空着的不写入初稿。",
    "各表右侧或下方可写明提供科室，审签单上会列出。",
    "浅蓝色的数据据上年报告带入，请核对。",
    "需要时可以增加行、列，但请保留表样中的行名和列名。",
    "填好后保存为 .xlsx，先核对，再出初稿。",
)


def write_guide(sheet: Worksheet, content: Content) -> None:
    """Fill the first sheet, how the workbook is used."""
    sheet.title = GUIDE_SHEET
    office = f"　（{content.office}填写）" if content.office else ""
    style.title(sheet, f"{content.year}年{content.kind.name}{GUIDE_TITLE}{office}", "")
    for row, text in enumerate(_GUIDE, start=3):
        cell = sheet.cell(row, 1, f"{row - 2}. {text}")
        cell.font = style.PLAIN
    sheet.column_dimensions["A"].width = 92
    style.finish(sheet)


def write_basic(book: Workbook, content: Content) -> None:
    """Add the sheet of facts about the organ."""
    sheet = book.create_sheet(BASIC_SHEET)
    style.title(sheet, BASIC_SHEET, "机关名称必填，其余没有的可以空着。")
    for column, text in enumerate((BASIC_LABEL, BASIC_VALUE, BASIC_HINT), start=1):
        style.label(sheet, 3, column, text)
    lines = [*_basic_lines(content), *_basis_lines(content.raw)]
    for row, (label, value, hint) in enumerate(lines, start=4):
        style.label(sheet, row, 1, label, left=True)
        style.entry(sheet, row, 2, value, left=True)
        sheet.cell(row, 3, hint or None).font = style.FAINT
    rows = {label: row for row, (label, _, _) in enumerate(lines, start=4)}
    _choice(sheet, rows["机关层级"], LEVELS.values())
    _choice(sheet, rows["是否有规章制定权"], (YES, NO))
    for label in ("格式版本", "报告类型"):
        style.lock(sheet, rows[label], 2)
    for letter, width in zip("ABC", (20, 56, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    style.finish(sheet, freeze="B4")


def _choice(sheet: Worksheet, row: int, words: Iterable[str]) -> None:
    rule = style.list_rule(words, strict=True)
    rule.add(f"B{row}")
    sheet.add_data_validation(rule)


def _basic_lines(content: Content) -> Iterator[tuple[str, Plain, str]]:
    for field in BASIC_FIELDS:
        head, _, key = field.path.partition(".")
        value = branch(content.raw, head).get(key) if key else content.raw.get(head)
        if field.path == "schema":
            value = SCHEMA
        elif field.path == "kind":
            value = f"{content.kind.name}（{content.kind.key}）"
        elif field.path == "year":
            value = content.year
        elif field.path == "organisation.level" and isinstance(value, str):
            value = LEVELS.get(value, value)
        elif isinstance(value, bool):
            value = YES if value else NO
        yield field.label, value, field.hint
    for key in content.kind.related:
        label = f"{RELATED_LABEL}{key}"
        yield (
            label,
            branch(content.raw, "related").get(key),
            "同一年度的这种报告，写文件名；没有的空着",
        )


def _basis_lines(raw: Mapping[str, Plain]) -> Iterator[tuple[str, Plain, str]]:
    given = raw.get("basis")
    items = given if isinstance(given, list) else [] if given is None else [given]
    for position in range(max(BASIS_LINES, len(items))):
        item = items[position] if position < len(items) else None
        document: Mapping[str, Plain] = item if isinstance(item, dict) else {"title": item}
        label = f"{BASIS_LABEL}{position + 1}"
        hint = "报告所依据的文件，写标题，如“《……》”" if position == 0 else ""
        yield label, document.get("title"), hint
        yield f"{label}{BASIS_NUMBER}", document.get("number"), ""


def write_notes(book: Workbook, content: Content) -> None:
    """Add the sheet of notes, with one sample row."""
    sheet = book.create_sheet(NOTES_SHEET)
    style.title(sheet, NOTES_SHEET, "每行写一件事；部分从列表中选，主题可以自拟或空着。")
    columns = note_columns(content.kind)
    for column, text in enumerate(columns.values(), start=1):
        style.label(sheet, 3, column, text)
    _sample(sheet, content.kind)
    notes = notes_of(content.raw, content.kind)
    for row in range(5, 5 + len(notes) + _NOTE_LINES):
        note = notes[row - 5] if row - 5 < len(notes) else None
        _note_row(sheet, row, note, content.kind)
    last = 4 + len(notes) + _NOTE_LINES
    _note_rules(sheet, content.kind, last)
    _column_widths(sheet, tuple(columns))
    style.finish(sheet, freeze="D4", landscape=True)
    sheet.protection.insertRows = sheet.protection.deleteRows = False  # False: the user may


def _sample(sheet: Worksheet, kind: ReportKind) -> None:
    first = next(iter(kind.notes.values())).name
    sample: Mapping[str, Plain] = {"mark": SAMPLE_MARK, "section": first, **SAMPLE}
    for column, key in enumerate(note_columns(kind), start=1):
        value: Plain = sample.get(key)
        style.label(sheet, 4, column, value, left=True)
        sheet.cell(4, column).font = style.SAMPLE


def _note_row(sheet: Worksheet, row: int, note: Note | None, kind: ReportKind) -> None:
    style.label(sheet, row, 1, row - 4)
    for column, key in enumerate(note_columns(kind), start=1):
        if key == "mark":
            continue
        value: Plain = None
        if note is not None and key == "section":
            value = kind.notes[note.section].name
        elif note is not None and key == "topic":
            value = note.topic or None
        elif note is not None:
            value = note.item.get(key)
        style.entry(sheet, row, column, value, left=key in {"text", "topic"})


def _note_rules(sheet: Worksheet, kind: ReportKind, last: int) -> None:
    columns = note_columns(kind)
    letters = {key: get_column_letter(column) for column, key in enumerate(columns, start=1)}
    names = [section.name for section in kind.notes.values()]
    rules = {
        "section": style.list_rule(names, strict=True),
        "answers": style.number_rule("count", ""),
    }
    rules["answers"].prompt = "这条打算针对第几个问题，写问题的序号；不写按顺序对应"
    if any(kind.topics.values()):
        formula = f'INDIRECT("主题_"&${letters["section"]}5)'
        rules["topic"] = style.formula_list(formula, strict=False)
    for key, rule in rules.items():
        rule.add(f"{letters[key]}5:{letters[key]}{last}")
        sheet.add_data_validation(rule)


def write_lists(book: Workbook, kind: ReportKind) -> None:
    """Add the hidden sheet of topics, one named column per section."""
    if not any(kind.topics.values()):
        return
    sheet = book.create_sheet(LISTS_SHEET)
    for column, (key, section) in enumerate(kind.notes.items(), start=1):
        name = section.name
        headings = [topic.heading for topic in kind.topics.get(key, ())]
        sheet.cell(1, column, name)
        for row, heading in enumerate(headings, start=2):
            sheet.cell(row, column, heading)
        letter = get_column_letter(column)
        area = f"'{LISTS_SHEET}'!${letter}$2:${letter}${max(2, len(headings) + 1)}"
        book.defined_names[f"主题_{name}"] = DefinedName(f"主题_{name}", attr_text=area)
    sheet.sheet_state = "hidden"
    style.finish(sheet)


def write_facts(book: Workbook, kind: ReportKind, office: str) -> None:
    """Add the sheet of standard questions; nothing is answered beforehand."""
    questions = [
        (topic.heading, fact) for topics in kind.topics.values() for topic in topics
        for fact in topic.facts if fact.get("ask")
    ]  # fmt: skip
    if not questions:
        return
    sheet = book.create_sheet(FACTS_SHEET)
    style.title(sheet, FACTS_SHEET, "愿答则答：所答写成要点，空着的不写入初稿。")
    for column, text in enumerate(FACT_COLUMNS.values(), start=1):
        style.label(sheet, 3, column, text)
    for row, (heading, fact) in enumerate(questions, start=4):
        texts = {"topic": heading, "ask": fact["ask"], "unit": fact.get("unit", "")}
        for column, key in enumerate(FACT_COLUMNS, start=1):
            if key in texts:
                style.label(sheet, row, column, texts[key], left=True)
            else:
                style.entry(sheet, row, column, office or None if key == "from" else None)
        _answer_rule(sheet, row, fact)
    _column_widths(sheet, tuple(FACT_COLUMNS))
    style.finish(sheet, freeze="C4", landscape=True)


def _answer_rule(sheet: Worksheet, row: int, fact: Mapping[str, str]) -> None:
    kind = fact.get("type", "text")
    if kind == "yesno":
        rule = style.list_rule((YES, NO), strict=True)
    elif kind == "number":
        rule = style.number_rule("money", fact.get("unit", ""))
    elif kind == "choice" and fact.get("choices"):
        rule = style.list_rule(fact["choices"].replace("、", ",").split(","), strict=False)
    else:
        return
    rule.add(f"{get_column_letter(tuple(FACT_COLUMNS).index('answer') + 1)}{row}")
    sheet.add_data_validation(rule)


def _column_widths(sheet: Worksheet, keys: tuple[str, ...]) -> None:
    for column, key in enumerate(keys, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(key, 11)
