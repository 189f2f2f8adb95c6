"""What is gathered while one workbook is read: values with their places, and findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafting.findings import Finding, Severity
from drafting.intake.raw import Plain
from drafting.intake.workbook_grid import Fault, SheetCell, SheetGrid
from drafting.intake.workbook_labels import PENDING, normal
from drafting.location import Location


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the cell that holds it."""

    value: Plain
    place: Location
    supply: Mapping[str, str] = field(default_factory=dict)  # keys of SUPPLY


class Desk:
    """Collects the findings of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []

    def place(self, grid: SheetGrid, cell: SheetCell) -> Location:
        """Where a cell stands."""
        return Location(file=self.name, sheet=grid.title, cell=cell.name)

    def fault(
        self,
        code: str,
        place: Location,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at a place."""
        self.findings.append(Finding(code, severity, message, str(place), remedy))

    def number(self, grid: SheetGrid, cell: SheetCell, *, total: bool = False) -> Found | None:
        """What a cell for a number holds; None when it gives nothing.

        Text is handed on as it stands. A total that cannot be read counts as not given,
        since it is computed; any other cell that cannot be read is known to be missing.
        """
        place = self.place(grid, cell)
        if cell.fault is Fault.FORMULA:
            if total:
                return None
            self.fault("IN-11", place, "公式没有计算结果", _FORMULA_REMEDY)
            return Found(None, place)
        if cell.fault is Fault.ERROR:
            severity = Severity.WARNING if total else Severity.ERROR
            message = f"单元格是错误值“{cell.value}”"
            self.fault("IN-13", place, message, "请改正公式，或直接填写数字。", severity)
            return None if total else Found(cell.value, place)
        if cell.fault is Fault.DATE:
            message = f"单元格是日期“{cell.value}”，不是数"
            self.fault("IN-14", place, message, "请把单元格格式改为“常规”后重新填写数字。")
        if normal(cell.value) == PENDING:
            return Found(None, place)
        return Found(cell.value, place)

    def contradiction(self, what: str, kept: Found, other: Found) -> None:
        """Report two cells that state one thing differently; the first one stands."""
        self.fault(
            "IN-16",
            kept.place,
            f"{what}有两处不同的填写：“{shown(kept.value)}”与{other.place}的“{shown(other.value)}”",
            "请核对后改成一致，或删去其中一处。",
        )


_FORMULA_REMEDY = "请用表格软件打开工作簿，重新计算后保存，或直接填写数字。"


def shown(value: Plain) -> str:
    """A value as a message quotes it."""
    return PENDING if value is None else str(value)
