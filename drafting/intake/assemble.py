"""A tree of plain values checked key by key and made into a ReportInput."""

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from drafting.errors import UnknownKindError, UnusableInputError
from drafting.figures import FigureTable
from drafting.findings import Finding, Severity
from drafting.intake.bullets import read_bullets
from drafting.intake.figures import read_figures
from drafting.intake.raw import Plain, RawInput, one_line, shown
from drafting.intake.rows import named_rows, row_counts
from drafting.kinds import Form, ReportKind, installed_kinds, load_kind
from drafting.report import BasisDocument, Contact, Organisation, ReportInput
from drafting.zh.punctuation import full_width_marks, half_width_digits, tighten

KEYS = {
    "": (
        "schema",
        "kind",
        "year",
        "organisation",
        "contact",
        "basis",
        "figures",
        "bullets",
        "last_year",
        "related",
    ),
    "organisation": ("name", "self", "level", "led_by", "region", "rulemaking"),
    "contact": ("office", "address", "phone", "postcode", "email", "url"),
    "basis": ("title", "number"),
}
LEVELS = {
    "government": "government", "department": "department", "town": "town",
    "政府": "government", "部门": "department", "乡镇街道": "town", "乡镇": "town", "街道": "town",
}  # fmt: skip
_TRUE = {
    True: True,
    False: False,
    "是": True,
    "否": False,
    "true": True,
    "false": False,
    None: False,
}
SCHEMA = 1
_CITED = re.compile(  # a title, then its number behind 》 or in brackets
    r"(?P<title>.+?)\s*(?:(?<=》)\s*(?P<behind>[^《》（）()]+号)"
    r"|[（(](?P<inside>(?:[^（）()]|[（(]\d{4}[）)])+号)[）)])"
)


class Desk:
    """Collects findings while one input is assembled."""

    def __init__(self, raw: RawInput) -> None:
        self.raw = raw
        self.findings: list[Finding] = list(raw.findings)

    def fault(  # noqa: PLR0913 -- the fields of a finding
        self,
        code: str,
        path: str,
        message: str,
        remedy: str,
        *,
        severity: Severity = Severity.ERROR,
        figures: tuple[str, ...] = (),
        anchor: str = "",
    ) -> None:
        """Add a finding at a dotted path of the input."""
        place = str(self.raw.place(path))
        self.findings.append(
            Finding(code, severity, message, place, remedy, figures=figures, anchor=anchor)
        )

    def unknown_keys(self, data: Mapping[str, Plain], path: str, known: Iterable[str]) -> None:
        """Report each key that nobody reads, with the nearest known one."""
        names = tuple(known)
        for key in data:
            if key in names:
                continue
            near = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
            hint = f"是否应为“{near[0]}”？" if near else f"此处可用的键：{'、'.join(names)}。"
            inner = f"{path}.{key}" if path else key
            self.fault("IN-01", inner, f"不认识的键“{key}”", hint)

    def text(self, data: Mapping[str, Plain], key: str, path: str) -> str:
        """A text value; numbers are taken as written, other shapes are reported."""
        value = data.get(key)
        if value is None:
            return ""
        if isinstance(value, dict | list | bool):
            self.fault("IN-03", f"{path}.{key}", f"“{key}”应是一行文字", "请改为一行文字。")
            return ""
        return one_line(str(value))


def assemble(
    raw: RawInput,
    *,
    templates: Path | None = None,
    last_year: ReportInput | None = None,
    as_last_year: bool = False,
) -> ReportInput:
    """The report that an input describes; what is wrong with it stands in its findings.

    Args:
        raw: what a reader of files made of the input.
        templates: another templates folder than the shipped one.
        last_year: last year's report, read by the caller.
        as_last_year: the input is last year's report of another; its own gaps do not matter.

    Raises:
        UnusableInputError: another schema, no kind, year or organ's name, or no form for the year.
    """
    desk = Desk(raw)
    _require_schema(desk)
    desk.unknown_keys(raw.data, "", KEYS[""])
    kind = _kind(desk, templates)
    year = _year(desk)
    organisation = _organisation(desk, kind)
    form = _form(desk, kind, year)
    if kind is None or year is None or form is None or (organisation is None and not as_last_year):
        raise UnusableInputError(desk.findings)
    desk.raw = named_rows(raw, form)
    rows = row_counts(desk.raw, form)
    figures, given_tables = read_figures(desk, form.with_rows(rows))
    bullets, topics = read_bullets(desk, kind)
    _require_related(desk, kind)
    return ReportInput(
        kind=kind.key,
        year=year,
        form=form.key,
        organisation=organisation or Organisation("", ""),
        contact=_contact(desk),
        basis=_basis(desk),
        figures=figures if figures is not None else FigureTable(),
        given_tables=given_tables,
        bullets=bullets,
        topics=topics,
        last_year=last_year,
        findings=tuple(desk.findings),
        origin=raw.place(""),
        rows=rows,
    )


def _require_related(desk: Desk, kind: ReportKind) -> None:
    """Report kinds under `related` that this kind is not compared with."""
    value = desk.raw.data.get("related")
    if value is None:
        return
    if not isinstance(value, dict) or not kind.related:
        known = "、".join(kind.related)
        remedy = f"请写成“类型: 文件”，可用的类型：{known}。" if known else "请删去。"
        desk.fault("IN-03", "related", f"“{kind.name}”的 related 写法不对", remedy)
        return
    desk.unknown_keys(value, "related", kind.related)


def input_digest(report: ReportInput) -> str:
    """A hash of what was read, independent of file name, key order and layout."""
    parts: list[object] = [
        report.kind, report.year, report.organisation.name, report.organisation.self_name,
        report.organisation.level, report.organisation.led_by, report.organisation.region,
        report.organisation.rulemaking, report.contact, sorted(report.given_tables),
        [(document.title, document.number) for document in report.basis],
        [(figure.id, figure.value, figure.raw, figure.state.value) for figure in report.figures],
        [(bullet.id, bullet.last_year, bullet.answers, bullet.base) for bullet in report.bullets],
        sorted(report.topics.items()),
        *(bullet.details for bullet in report.bullets if bullet.details),
        *((kind, input_digest(related)) for kind, related in sorted(report.related.items())),
    ]  # fmt: skip
    last = input_digest(report.last_year) if report.last_year else ""
    return hashlib.sha256((repr(parts) + last).encode()).hexdigest()


def _require_schema(desk: Desk) -> None:
    """Stop at an input of another schema: its keys may mean something else."""
    schema = desk.raw.data.get("schema")
    if schema is None or (schema == SCHEMA and not isinstance(schema, bool)):
        return
    if isinstance(schema, int) and schema > SCHEMA:
        desk.fault("IN-07", "schema", f"输入格式版本“{schema}”比本程序新", "请升级本程序后再打开。")
    else:
        remedy = f"请写 schema: {SCHEMA}，或删去该行。"
        desk.fault("IN-03", "schema", f"没有输入格式版本“{shown(schema)}”", remedy)
    raise UnusableInputError(desk.findings)


def _kind(desk: Desk, templates: Path | None) -> ReportKind | None:
    name = desk.raw.data.get("kind")
    if name is None or name == "":
        example = installed_kinds(templates)[0]
        desk.fault("IN-02", "kind", "没有写明报告类型 kind", f"请填写，例如 kind: {example}。")
        return None
    try:
        return load_kind(shown(name), templates)
    except UnknownKindError:
        known = installed_kinds(templates)
        near = difflib.get_close_matches(shown(name).lower(), known, n=1, cutoff=0.4)
        hint = f"是否应为“{near[0]}”？" if near else f"已安装的类型：{'、'.join(known)}。"
        desk.fault("IN-03", "kind", f"没有名为“{shown(name)}”的报告类型", hint)
        return None


def _year(desk: Desk) -> int | None:
    value = desk.raw.data.get("year")
    if value is None or value == "":
        desk.fault("IN-02", "year", "没有写明报告年度 year", "请填写，例如 year: 2023。")
        return None
    text = half_width_digits(shown(value)).strip().removesuffix("年度").removesuffix("年")
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) == 4):
        desk.fault(
            "IN-03",
            "year",
            f"报告年度“{shown(value)}”不是四位数的年份",
            "请写成四位数字，例如 2023。",
        )
        return None
    return int(text)


def _form(desk: Desk, kind: ReportKind | None, year: int | None) -> Form | None:
    if kind is None or year is None:
        return None
    form = kind.form_for(year)
    if form is None:
        desk.fault(
            "IN-04",
            "year",
            f"{year}年没有可用的法定表样",
            f"“{kind.name}”可写{kind.years_text}的报告，请核对年度。",
            figures=(str(year),),
        )
    return form


def _section(desk: Desk, key: str) -> Mapping[str, Plain]:
    value = desk.raw.data.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        desk.fault(
            "IN-03", key, f"“{key}”下面应是若干“键: 值”", f"可用的键：{'、'.join(KEYS[key])}。"
        )
        return {}
    desk.unknown_keys(value, key, KEYS[key])
    return value


def _organisation(desk: Desk, kind: ReportKind | None) -> Organisation | None:
    data = _section(desk, "organisation")
    name = desk.text(data, "name", "organisation")
    if not name:
        desk.fault(
            "IN-02",
            "organisation.name",
            "没有填写机关名称",
            "请在 organisation.name 填写机关全称。",
        )
    level = desk.text(data, "level", "organisation") or level_of(name)
    if level not in LEVELS:
        desk.fault(
            "IN-03",
            "organisation.level",
            f"机关级别“{level}”不认识",
            "请填 government（政府）、department（部门）或 town（乡镇街道）。",
        )
        level = "department"
    rulemaking = data.get("rulemaking")
    if not isinstance(rulemaking, bool | str | None) or rulemaking not in _TRUE:
        desk.fault(
            "IN-03",
            "organisation.rulemaking",
            "“是否有规章制定权”应填是或否",
            "请填 true 或 false。",
        )
        rulemaking = False
    if not name:
        return None
    own = desk.text(data, "self", "organisation") or default_self_name(name, kind)
    return Organisation(
        name=tighten(name),
        self_name=own,
        level=LEVELS[level],
        led_by=_tidy(desk.text(data, "led_by", "organisation")),
        region=desk.text(data, "region", "organisation"),
        rulemaking=_TRUE[rulemaking],
        given=frozenset(data),
    )


def level_of(name: str) -> str:
    """The level that an organ's name shows: government, department or town."""
    if name.endswith(("街道办事处", "街道", "镇人民政府", "乡人民政府", "镇", "乡")):
        return "town"
    if name.endswith(("人民政府", "省", "市", "县", "区", "自治州", "自治区")):
        return "government"
    return "department"


def default_self_name(name: str, kind: ReportKind | None) -> str:
    """How an organ of that name calls itself in a report of the kind."""
    endings = kind.self_names if kind is not None else {}
    matching = [ending for ending in endings if name.endswith(ending)]
    return endings[max(matching, key=len)] if matching else "本机关"


def _contact(desk: Desk) -> Contact:
    data = _section(desk, "contact")
    return Contact(**{key: _tidy(desk.text(data, key, "contact")) for key in KEYS["contact"]})


def _tidy(text: str) -> str:
    """A short text with narrow digits, wide marks and no stray blanks."""
    return full_width_marks(tighten(half_width_digits(text)))


def _basis(desk: Desk) -> tuple[BasisDocument, ...]:
    value = desk.raw.data.get("basis")
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    documents: list[BasisDocument] = []
    for position, item in enumerate(items):
        path = f"basis.{position}" if isinstance(value, list) else "basis"
        if isinstance(item, dict):
            desk.unknown_keys(item, path, KEYS["basis"])
            title = desk.text(item, "title", path)
            number = desk.text(item, "number", path)
        elif isinstance(item, str):
            title, number = _title_and_number(item.strip())
        else:
            desk.fault("IN-03", path, "依据文件应写成文字或 {title, number}", "请写明文件标题。")
            continue
        title = _bare_title(title.strip())
        if not title:
            desk.fault("IN-02", path, "依据文件没有标题", "请填写文件标题。")
            continue
        documents.append(BasisDocument(title, number, desk.raw.place(path)))
    return tuple(documents)


def _bare_title(title: str) -> str:
    """A title without the marks around the whole of it; 《甲》（试行） keeps its own."""
    inner = title[1:-1]
    is_wrapped = (
        title.startswith("《") and title.endswith("》") and "》" not in inner.split("《")[0]
    )
    return inner.strip() if is_wrapped else title


def _title_and_number(line: str) -> tuple[str, str]:
    """The title and number of a document cited in one line."""
    found = _CITED.fullmatch(line)
    return (found["title"], found["behind"] or found["inside"]) if found else (line, "")
