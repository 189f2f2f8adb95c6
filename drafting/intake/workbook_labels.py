"""The words of the workbook: what the writer prints and the reader looks for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from drafting.figures import FigureId
from drafting.kinds import Form, ReportKind, TableForm, ValueCell

SCHEMA = 1
PENDING = "待填"  # a figure known to be missing; an empty cell is merely not given

GUIDE_SHEET = "填写说明"
GUIDE_TITLE = "填报工作簿"  # ends the title of that sheet
BASIC_SHEET = "基本信息"
OTHER_SHEET = "其他数据"
SOURCES_SHEET = "个别来源"
NOTES_SHEET = "要点"
FACTS_SHEET = "标准问题"
LISTS_SHEET = "选项"

DEFAULT_LABEL = "空白格按此数计（可不填）"
SUBTOTAL = "小计"

# key of a figure's map -> heading of its column
SUPPLY = MappingProxyType(
    {"from": "提供科室", "confirmed_by": "确认人", "as_of": "截至日期", "base": "数据口径"}
)

LEVELS = MappingProxyType({"government": "政府", "department": "部门", "town": "乡镇街道"})
YES, NO = "是", "否"

# key of a note's map -> heading of its column
NOTE_COLUMNS = MappingProxyType(
    {
        "mark": "序号",
        "section": "部分",
        "topic": "主题",
        "text": "要点",
        "value": "数值",
        "unit": "单位",
        "last_year": "上年数值",
        "answers": "对应问题序号",
        **SUPPLY,
    }
)
SAMPLE_MARK = "示例"
SAMPLE: Mapping[str, str | int] = MappingProxyType(
    {
        "text": "窗口发放办事指南",
        "value": 2000,
        "unit": "份",
        "last_year": 1500,
        "from": "审批科",
    }
)

FACT_COLUMNS = MappingProxyType(
    {"topic": "主题", "ask": "问题", "answer": "回答", "unit": "单位", "from": "提供科室"}
)


@dataclass(frozen=True, slots=True)
class BasicField:
    """One line of 基本信息."""

    path: str  # dotted keys of the input
    label: str
    hint: str = ""
    aliases: tuple[str, ...] = ()


BASIC_FIELDS = (
    BasicField("schema", "格式版本", "请勿改动"),
    BasicField("kind", "报告类型", "请勿改动"),
    BasicField("year", "报告年度", "四位数字，如2020", ("年度",)),
    BasicField("organisation.name", "机关名称", "写全称", ("单位名称", "机关全称")),
    BasicField("organisation.self", "本机关自称", "报告中怎样称呼本机关，如“我局”", ("自称",)),
    BasicField("organisation.level", "机关层级", "政府、部门或乡镇街道", ("层级",)),
    BasicField("organisation.led_by", "领导机关", "如“区委、区政府”"),
    BasicField("organisation.region", "所在地区", "如“哈尔滨市南岗区”", ("地区",)),
    BasicField("organisation.rulemaking", "是否有规章制定权", "是或否", ("规章制定权",)),
    BasicField("contact.office", "联系科室", "", ("联系部门",)),
    BasicField("contact.address", "联系地址", "", ("地址",)),
    BasicField("contact.phone", "联系电话", "", ("电话",)),
    BasicField("contact.postcode", "邮政编码", "", ("邮编",)),
    BasicField("contact.email", "电子邮箱", "", ("邮箱",)),
    BasicField("contact.url", "网址", "", ("网站",)),
    BasicField("last_year", "上年报告文件", "与本工作簿放在同一文件夹时写文件名即可"),
)
RELATED_LABEL = "相关报告 "  # before the key of a kind
BASIS_LABEL, BASIS_NUMBER, BASIS_LINES = "依据文件", "文号", 6
BASIC_LABEL, BASIC_VALUE, BASIC_HINT = "项目", "内容", "填写提示"

_NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])")
_LONG_REMARK = re.compile(r"（[^）]{6,}）$")


def normal(text: object) -> str:
    """The label for comparison: letters, digits and Han characters only (01 §9.1)."""
    return _normal(text) if isinstance(text, str) else ""


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKC", text) if mark.isalnum())


def section_words(kind: ReportKind) -> Mapping[str, str]:
    """Every accepted word for a section, normalised, with its key."""
    words: dict[str, str] = {}
    for key, section in kind.notes.items():
        for word in (section.name, key, *section.aliases):
            words.setdefault(normal(word), key)
    return words


def note_columns(kind: ReportKind) -> Mapping[str, str]:
    """Key of a note's map -> heading of its column; what a kind asks for stands before the supply."""
    details = {
        key: detail.label
        for section in kind.notes.values()
        for key, detail in section.details.items()
    }
    before = {key: label for key, label in NOTE_COLUMNS.items() if key not in SUPPLY}
    return {**before, **details, **SUPPLY}


def is_grouped(table: TableForm) -> bool:
    """Whether one printed row carries several groups and has no stub (table four)."""
    return not any(cell.row in table.row_keys for cell in table.values.values())


def row_stubs(table: TableForm) -> Mapping[str, str]:
    """Row key -> text of the stub cell nearest to the values."""
    stubs: dict[str, str] = {}
    for row in table.rows:
        figures = [cell.value for cell in row if cell.value is not None]
        labels = [cell.text for cell in row if cell.value is None and not cell.header and cell.text]
        if figures and labels:
            stubs[table.values[figures[0]].row] = labels[-1]
    return stubs


def row_words(table: TableForm) -> Mapping[str, str]:
    """Normalised row label -> row key; shortened labels only where nothing else has them."""
    stubs = row_stubs(table)
    exact = {normal(text): key for key, text in stubs.items()}
    taken = {normal(label) for label in column_labels(table)} | set(exact)
    short: dict[str, set[str]] = {}
    for key, text in stubs.items():
        without = _LONG_REMARK.sub("", text)
        for variant in {without, _NUMBERING.sub("", without), _NUMBERING.sub("", text)}:
            short.setdefault(normal(variant), set()).add(key)
    unique = {word: keys.pop() for word, keys in short.items() if len(keys) == 1}
    return exact | {word: key for word, key in unique.items() if word not in taken}


def subtotal_words(table: TableForm) -> Mapping[str, str]:
    """Normalised label of an optional subtotal row -> row key."""
    return {normal(table.optional_labels[key] + SUBTOTAL): key for key in table.optional_rows}


def column_labels(table: TableForm) -> Iterable[str]:
    """The printed column headings."""
    return {cell.column_label for cell in table.values.values()}


def column_words(table: TableForm) -> Mapping[str, str]:
    """Normalised column heading -> column key."""
    return {normal(cell.column_label): cell.column for cell in table.values.values()}


def is_total(table: TableForm, row: str, column: str) -> bool:
    """Whether a cell is computed from others when it is not given."""
    figure = FigureId(f"{table.id}/{row}/{column}")
    if figure not in table.values:
        return column in table.totals_columns or row in table.totals_rows
    return bool(parts_of(table, figure))


def parts_of(table: TableForm, figure: FigureId) -> tuple[FigureId, ...]:
    """The figures that a total adds up; empty for what is no total, or adds up what is not there."""
    cell = table.values[figure]
    if cell.column in table.totals_columns:
        columns = table.totals_columns[cell.column]
        return tuple(FigureId(f"{table.id}/{cell.row}/{column}") for column in columns)
    rows = table.totals_rows.get(cell.row, ())
    parts = tuple(FigureId(f"{table.id}/{row}/{cell.column}") for row in rows)
    return parts if all(part in table.values for part in parts) else ()


def free_columns(table: TableForm) -> tuple[ValueCell, ...]:
    """The cells of the first row of free number: what each such row asks for."""
    first = f"{table.free_row}1"
    return tuple(cell for cell in table.values.values() if cell.row == first)


def figure_keys(table: TableForm, row: str, column: str) -> tuple[str, ...]:
    """The keys of a figure in the input, from the table down."""
    return (table.id, row, column) if row else (table.id, column)


def hidden_tables(form: Form) -> tuple[TableForm, ...]:
    """The tables that are asked for but never printed."""
    return tuple(table for table in form.tables.values() if table.hidden)


def printed_tables(form: Form) -> tuple[TableForm, ...]:
    """The statutory tables."""
    return tuple(table for table in form.tables.values() if not table.hidden)
