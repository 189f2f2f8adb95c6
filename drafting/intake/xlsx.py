"""A filled workbook read back into the tree of an input, by its labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.findings import Severity
from drafting.intake.raw import Plain, RawInput
from drafting.intake.workbook_labels import GUIDE_TITLE
from drafting.intake.workbook_merge import merge_workbooks
from drafting.kinds import Form, ReportKind, installed_kinds, load_kind
from drafting.location import Location

if TYPE_CHECKING:
    from drafting.intake.workbook_desk import Desk
    from drafting.intake.workbook_figures import FigureReader
    from drafting.intake.workbook_grid import SheetGrid

__all__ = ["merge_workbooks", "read_workbook"]


def read_workbook(path: Path, *, templates: Path | None = None) -> RawInput:
    """The tree that a workbook describes, with the sheet and cell of each value.

    Tables, rows, columns and headings are found by their labels; faults of single cells are
    collected as findings.

    Args:
        path: the workbook.
        templates: another templates folder than the shipped one.

    Raises:
        UnreadableFileError: no file, not a workbook, damaged, or protected by a password.
    """
    # openpyxl takes some 200 ms to import: only when a workbook is really read
    from drafting.intake.workbook_desk import Desk  # noqa: PLC0415
    from drafting.intake.workbook_grid import read_grids  # noqa: PLC0415

    grids = read_grids(path)
    desk = Desk(path.name)
    visible = [grid for grid in grids if not grid.hidden]
    data, places = _basic_tree(desk, visible)
    kind, reader = _figures(desk, visible, data, templates)
    figures, figure_places = reader.tree() if reader is not None else ({}, {})
    bullets, bullet_places = _bullets(desk, visible, kind)
    if figures:
        data["figures"] = figures
    if bullets:
        data["bullets"] = bullets
    if reader is not None and kind is not None:
        _report_hidden(desk, [grid for grid in grids if grid.hidden], kind, reader.form)
    if not data and not (reader is not None and reader.sheets):
        _report_stranger(desk)
    elif reader is not None:
        _report_unread(desk, visible, reader.recognised)
    places |= figure_places | bullet_places
    return RawInput(path.name, data, _with_paths(places), tuple(desk.findings))


def _with_paths(places: Mapping[str, Location]) -> dict[str, Location]:
    return {path: replace(place, path=path) for path, place in places.items()}


def _basic_tree(
    desk: "Desk", grids: Iterable["SheetGrid"]
) -> tuple[dict[str, Plain], dict[str, Location]]:
    from drafting.intake.workbook_words import read_basic  # noqa: PLC0415

    found: dict[str, tuple[Plain, Location]] = {}
    for grid in grids:
        found = read_basic(desk, grid) | found
    data: dict[str, Plain] = {}
    places: dict[str, Location] = {}
    for path, (value, place) in found.items():
        head, _, key = path.partition(".")
        if head == "basis":
            continue
        branch = data.setdefault(head, {}) if key else data
        if isinstance(branch, dict):
            branch[key or head] = value
        places[path] = place
    _add_basis(found, data, places)
    return data, places


def _add_basis(
    found: Mapping[str, tuple[Plain, Location]],
    data: dict[str, Plain],
    places: dict[str, Location],
) -> None:
    numbers = sorted({int(path.split(".")[1]) for path in found if path.startswith("basis.")})
    items: list[Plain] = []
    for number in numbers:
        item: dict[str, Plain] = {}
        for key in ("title", "number"):
            if f"basis.{number}.{key}" in found:
                item[key], place = found[f"basis.{number}.{key}"]
                places.setdefault(f"basis.{len(items)}", place)
        items.append(item["title"] if tuple(item) == ("title",) else item)
    if items:
        data["basis"] = items


def _figures(
    desk: "Desk", grids: Sequence["SheetGrid"], data: dict[str, Plain], templates: Path | None
) -> tuple[ReportKind | None, "FigureReader | None"]:
    """The kind, and the figures read with the form that the workbook follows."""
    from drafting.intake.workbook_desk import Desk  # noqa: PLC0415
    from drafting.intake.workbook_figures import FigureReader  # noqa: PLC0415

    kinds = _kinds(data, templates)
    year = data.get("year")
    best: tuple[ReportKind, FigureReader, Desk] | None = None
    for kind in kinds:
        named = kind.form_for(year) if isinstance(year, int) else None
        for form in (named,) if named is not None else tuple(kind.forms.values()):
            reader = FigureReader(Desk(desk.name), form)
            for grid in grids:
                reader.read(grid)
            for grid in grids:
                reader.add_sources(grid)
            if best is None or len(reader.figures) > len(best[1].figures):
                best = (kind, reader, reader.desk)
    if best is None:
        return None, None
    desk.findings += best[2].findings
    return best[0], best[1]


def _kinds(data: dict[str, Plain], templates: Path | None) -> list[ReportKind]:
    """The kind that the workbook names by key or name; all installed ones when it names none."""
    named = data.get("kind")
    kinds = [load_kind(name, templates) for name in installed_kinds(templates)]
    for kind in kinds:
        if named in (kind.key, kind.name):
            data["kind"] = kind.key
            return [kind]
    return kinds


def _bullets(
    desk: "Desk", grids: Iterable["SheetGrid"], kind: ReportKind | None
) -> tuple[dict[str, Plain], dict[str, Location]]:
    from drafting.intake.workbook_words import note_tree, read_answers, read_notes  # noqa: PLC0415

    if kind is None:
        return {}, {}
    sheets = list(grids)
    notes = [note for grid in sheets for note in read_notes(desk, grid, kind)]
    answers = [note for grid in sheets for note in read_answers(desk, grid, kind)]
    return note_tree([*notes, *answers])


def _report_hidden(
    desk: "Desk", grids: Iterable["SheetGrid"], kind: ReportKind, form: Form
) -> None:
    """Name the hidden sheets that hold something to be read."""
    from drafting.intake.workbook_desk import Desk  # noqa: PLC0415
    from drafting.intake.workbook_figures import FigureReader  # noqa: PLC0415
    from drafting.intake.workbook_words import read_answers, read_basic, read_notes  # noqa: PLC0415

    for grid in grids:
        aside = Desk(desk.name)
        reader = FigureReader(aside, form)
        reader.read(grid)
        notes = [*read_notes(aside, grid, kind), *read_answers(aside, grid, kind)]
        if reader.figures or notes or read_basic(aside, grid):
            place = Location(file=desk.name, sheet=grid.title)
            message = "隐藏的工作表中有填报的内容，没有读入"
            remedy = "若要采用，请取消隐藏该工作表；否则不必处理。"
            desk.fault("IN-19", place, message, remedy, Severity.NOTE)


def _report_unread(desk: "Desk", grids: Iterable["SheetGrid"], figures: set[str]) -> None:
    """Name the sheets of which nothing was recognised, so that no note is lost in silence."""
    from drafting.intake.workbook_desk import Desk  # noqa: PLC0415
    from drafting.intake.workbook_words import has_heads, read_basic  # noqa: PLC0415

    for grid in grids:
        known = grid.title in figures or has_heads(grid) or read_basic(Desk(desk.name), grid)
        if known or not grid.rows or _is_guide(grid):
            continue
        place = Location(file=desk.name, sheet=grid.title)
        message = "这张工作表没有认出，其中的内容没有读入"
        remedy = "若是填报的内容，请恢复表样中的行名、列名；不相干的不必处理。"
        desk.fault("IN-12", place, message, remedy, Severity.WARNING)


def _is_guide(grid: "SheetGrid") -> bool:
    first = next(iter(next(iter(grid.rows.values())).values()))
    return GUIDE_TITLE in str(first.value)


def _report_stranger(desk: "Desk") -> None:
    place = Location(file=desk.name)
    message = "工作簿中没有找到表样中的任何一张表"
    remedy = "请用 drafting new 生成的工作簿填写，并保留其中的行名和列名。"
    desk.fault("IN-10", place, message, remedy)
