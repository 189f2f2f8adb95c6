"""How findings name cells, places and numbers."""

from collections.abc import Mapping
from decimal import Decimal

from drafting.checking.rules import Label
from drafting.expression import Value
from drafting.figures import Figure, FigureId, number_text
from drafting.location import Location
from drafting.report import Bullet, ReportInput

_SHOWN = 12  # characters of a note that name it


def location_text(location: Location) -> str:
    """A location in one phrase: 文件第12行, or 文件工作表“表三 申请”C5."""
    if location.sheet:
        return f"{location.file}工作表“{location.sheet}”{location.cell}"
    if location.line is not None:
        return f"{location.file}第{location.line}行"
    return location.file or location.path


def label_text(labels: Mapping[FigureId, Label], figure_id: str) -> str:
    """What a figure is called: 表三“（七）总计”“自然人”."""
    label = labels.get(FigureId(figure_id))
    return figure_id if label is None else label.text


def figure_place(report: ReportInput, labels: Mapping[FigureId, Label], figure_id: str) -> str:
    """A figure's name with where it stands in the input."""
    figure = report.figures.get(figure_id)
    where = "" if figure is None else location_text(figure.origin)
    label = label_text(labels, figure_id)
    return f"{label}（{where}）" if where else label


def opening(text: str) -> str:
    """The first words of a note or sentence."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def bullet_place(bullet: Bullet) -> str:
    """A note's first words with where it stands in the input."""
    where = location_text(bullet.origin)
    name = f"要点“{opening(bullet.text)}”"
    return f"{name}（{where}）" if where else name


def with_unit(value: Decimal, figure: Figure | None) -> str:
    """A number with the unit of the figure that it belongs to."""
    return number_text(value) + ("" if figure is None else figure.unit)


def plain(value: Value) -> str:
    """A formula's value as messages show it."""
    return number_text(value) if isinstance(value, Decimal) else str(value)
