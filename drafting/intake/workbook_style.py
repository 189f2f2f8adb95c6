"""How the workbook looks and what its cells accept.

Loaded only when a workbook is written: openpyxl is slow to import.
"""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import (
    Alignment,
    Border,
    Font,
    NamedStyle,
    PatternFill,
    Protection,
    Side,
)
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from drafting.intake.raw import Plain

_EDGE = Side(style="thin", color="808080")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)

TITLE = Font(name="宋体", size=14, bold=True)
PLAIN = Font(name="宋体", size=11)
BOLD = Font(name="宋体", size=11, bold=True)
FAINT = Font(name="宋体", size=10, color="666666")
SAMPLE = Font(name="宋体", size=11, italic=True, color="808080")

_WHITE = PatternFill("solid", fgColor="FFFFFF")
_LABEL = PatternFill("solid", fgColor="F2F2F2")
_TOTAL = PatternFill("solid", fgColor="E2EFDA")
_CARRIED = PatternFill("solid", fgColor="DDEBF7")
_CLOSED = PatternFill("solid", fgColor="D9D9D9")

_CARRIED_COMMENT = "据上年报告带入，请核对"
_LIST_LIMIT = 255  # characters that a literal list of a validation may have


def register(book: Workbook) -> None:
    """Give a new workbook its named styles; assigning them is much faster than single marks."""
    for left, suffix in ((False, ""), (True, "-左")):
        side = _LEFT if left else _MIDDLE
        book.add_named_style(_named("表样" + suffix, PLAIN if left else BOLD, _LABEL, side))
        book.add_named_style(_named("填写" + suffix, PLAIN, _WHITE, side, locked=False))
    book.add_named_style(_named("合计", BOLD, _TOTAL, _MIDDLE))
    book.add_named_style(_named("他科室", PLAIN, _CLOSED, _MIDDLE))


def _named(
    name: str, font: Font, fill: PatternFill, side: Alignment, *, locked: bool = True
) -> NamedStyle:
    return NamedStyle(
        name,
        font=font,
        fill=fill,
        border=_BOX,
        alignment=side,
        protection=Protection(locked=locked),
    )


def title(sheet: Worksheet, text: str, hint: str) -> None:
    """Put the sheet's heading into row 1 and a hint into row 2."""
    sheet["A1"] = text
    sheet["A1"].font = TITLE
    sheet["A2"] = hint
    sheet["A2"].font = FAINT


def label(sheet: Worksheet, row: int, column: int, text: Plain, *, left: bool = False) -> None:
    """A locked label."""
    sheet.cell(row, column, text).style = "表样-左" if left else "表样"


def entry(sheet: Worksheet, row: int, column: int, value: Plain, *, left: bool = False) -> None:
    """A cell for the user to fill."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
        if value:
            cell.data_type = "s"  # a note that begins with = is no formula
    elif isinstance(value, int | float):
        cell.value = value
    cell.style = "填写-左" if left else "填写"


def total(sheet: Worksheet, row: int, column: int, formula: str) -> None:
    """A locked cell that computes itself."""
    sheet.cell(row, column, formula).style = "合计"


def lock(sheet: Worksheet, row: int, column: int) -> None:
    """Make a cell fixed that holds what the program needs."""
    sheet.cell(row, column).style = "表样-左"


def close(sheet: Worksheet, row: int, column: int) -> None:
    """Lock a cell that another office fills."""
    sheet.cell(row, column).style = "他科室"


def mark_carried(sheet: Worksheet, row: int, column: int) -> None:
    """Show that a figure comes from last year's report."""
    cell = sheet.cell(row, column)
    cell.fill = _CARRIED
    comment = Comment(_CARRIED_COMMENT, "")
    comment.width, comment.height = 220, 40
    cell.comment = comment


def merge(sheet: Worksheet, row: int, column: int, rows: int, cols: int) -> None:
    """Merge a block and draw its edges."""
    if rows == 1 and cols == 1:
        return
    sheet.merge_cells(
        start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + cols - 1
    )
    for line in range(row, row + rows):
        for across in range(column, column + cols):
            sheet.cell(line, across).border = _BOX


def number_rule(kind: str, unit: str) -> DataValidation:
    """What a figure of a type may be; `kind` is that of `ValueSpec.type`."""
    measure = f"（单位：{unit}）" if unit else ""
    if kind == "delta":
        return _rule(
            "whole", "between", ("-99999999", "99999999"),
            f"增加写正数，减少写负数，没有变化写0{measure}", "只能填整数，减少写负数。",
        )  # fmt: skip
    if kind == "money":
        return _rule(
            "decimal", "greaterThanOrEqual", ("0",),
            f"填大于或等于0的数，没有写0{measure}", "只能填大于或等于0的数，不写单位。",
        )  # fmt: skip
    if kind == "number":
        return _rule(
            "decimal", "between", ("-999999999999", "999999999999"),
            f"填数，可以有小数，负数写负号{measure}", "只能填数，不写单位和逗号。",
        )  # fmt: skip
    if kind == "text":
        return DataValidation(showInputMessage=True)
    if kind == "amount":
        rule = DataValidation(showInputMessage=True)
        rule.promptTitle, rule.prompt = "金额", "金额连同单位一起写，如“251000元”；没有写0"
        return rule
    return _rule(
        "whole", "greaterThanOrEqual", ("0",),
        f"填大于或等于0的整数，没有写0{measure}", "只能填大于或等于0的整数，不写单位和逗号。",
    )  # fmt: skip


def _rule(
    kind: str, operator: str, bounds: tuple[str, ...], prompt: str, fault: str
) -> DataValidation:
    rule = DataValidation(type=kind, operator=operator, allow_blank=True)
    rule.formula1 = bounds[0]
    if len(bounds) > 1:
        rule.formula2 = bounds[1]
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = "填写有误", fault
    rule.promptTitle, rule.prompt = "填写提示", prompt
    return rule


def list_rule(words: Iterable[str], *, strict: bool) -> DataValidation:
    """A drop-down list; without `strict` other text is accepted, too."""
    text = ",".join(words)[:_LIST_LIMIT]
    return formula_list(f'"{text}"', strict=strict)


def formula_list(formula: str, *, strict: bool) -> DataValidation:
    """A drop-down list whose words stand elsewhere in the workbook."""
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.showErrorMessage = strict
    rule.errorTitle, rule.error = "填写有误", "请从下拉列表中选择。"
    return rule


def finish(sheet: Worksheet, *, freeze: str = "", landscape: bool = False) -> None:
    """Protect without password, freeze the heads, print on A4 across the width."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = False  # False: the user may
    if freeze:
        sheet.freeze_panes = freeze
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5  # inches
