"""From an edited file to what goes out: the clean .docx, the web page, the sheet for signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.editing.draft_blocks import draft_blocks
from drafting.editing.matching import match
from drafting.editing.publish_clean import Removed
from drafting.editing.publish_obstacles import conflicts, placeholders, revisions
from drafting.editing.publish_page import write_page_of
from drafting.editing.publish_parts import all_roots, clean_parts
from drafting.editing.publish_sheet import sheet_of
from drafting.editing.redraft import NO_DRAFT, StrangeFileError
from drafting.editing.review import review_of
from drafting.editing.revised import RevisedFile, read_revised
from drafting.errors import UnwritableFileError
from drafting.findings import Finding, Severity
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all
from drafting.outputs import require_replaceable, require_untouched, write_page, write_report


@dataclass(frozen=True, slots=True)
class Publication:
    """What to publish, and where to."""

    edited: Path
    output: Path
    page: Path | None = None  # .html
    sheet: Path | None = None  # .docx for signature


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it; with obstacles nothing was written."""

    obstacles: tuple[Finding, ...]
    removed: Removed
    lost: tuple[str, ...] = ()  # what the page cannot show


def publish_file(order: Publication) -> Published:
    """Write the outgoing files, all of them or none; the edited file is never written to.

    Raises:
        UnreadableFileError: the file cannot be read.
        StrangeFileError: it holds no draft of ours.
        UnwritableFileError: an output must not be replaced.
    """
    _require_places(order)
    file = read_revised(order.edited)
    if file.draft is None:
        raise StrangeFileError(order.edited.name, NO_DRAFT)
    title = title_of(file, file.draft)
    parts, removed = clean_parts(
        order.edited, file.parts, title=title, organisation=str(file.draft["organisation"])
    )
    found = obstacles(file, parts)
    if found:
        return Published(found, removed)
    page, lost = write_page_of(file) if order.page else ("", ())
    sheet = sheet_of(file, load_kind(str(file.draft["kind"])), title) if order.sheet else b""
    data = pack_all(parts.items())
    if not (order.output.is_file() and order.output.read_bytes() == data):
        write_report(order.output, data)
    if order.page:
        write_page(order.page, page.encode(), "html")
    if order.sheet:
        write_report(order.sheet, sheet)
    return Published((), removed, lost)


def _require_places(order: Publication) -> None:
    """Refuse before anything is written what could not be written in the end."""
    places = [place for place in (order.output, order.page, order.sheet) if place is not None]
    for place in places:
        if place.resolve() == order.edited.resolve():
            raise UnwritableFileError(place, "这是改稿人的文件，不会被覆盖", "请用 -o 另取文件名。")
    if len({place.resolve() for place in places}) != len(places):
        raise UnwritableFileError(order.output, "几个输出用了同一个文件名", "请分别取名。")
    if order.page:
        require_replaceable(order.page)
    if order.sheet:
        require_untouched(order.sheet)


def obstacles(file: RevisedFile, cleaned: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Everything that keeps a file from going out, by place."""
    roots = all_roots(file.path, file.parts)
    errors = [one for one in review_of(file).findings if one.severity is Severity.ERROR]
    return (
        *revisions(roots),
        *conflicts(file, roots),
        *placeholders(all_roots(file.path, cleaned)),
        *errors,
    )


def title_of(file: RevisedFile, draft: Mapping[str, Any]) -> str:
    """The title as it stands in the file now, on one line; of the draft where it is gone."""
    matched = match(draft_blocks(draft), file.blocks)
    places = matched.places.get("title", ())
    text = "".join(file.blocks[place].accepted for place in places)
    return "".join(text.split()) or str(draft["title"])


# ---- as data and as text -------------------------------------------------------------------


def published_json(published: Published, order: Publication) -> dict[str, Any]:
    """The result as every face of the product prints it."""
    removed = published.removed
    data: dict[str, Any] = {"findings": [finding.as_json() for finding in published.obstacles]}
    if published.obstacles:
        return data
    return {
        **data,
        "removed": dict(removed.counts),
        "hidden": removed.hidden,
        "comments": [{"author": author, "text": text} for author, text in removed.comments],
        "kept": removed.kept,
        "not_on_page": list(published.lost),
        "message": _done(order),
    }


def published_text(published: Published, order: Publication) -> str:
    """The result as lines for the screen."""
    removed = published.removed
    counts = "，".join(f"{kind}{count}处" for kind, count in removed.counts.items() if count)
    lines = [_done(order), f"已清除：{counts}" if counts else "没有需要清除的内容"]
    lines += [f"  隐藏文字：{words}" for words in removed.hidden]
    lines += [f"  批注（{author}）：{' '.join(text.split())}" for author, text in removed.comments]
    lines += [f"仍在文件中，请核对：{one}" for one in removed.kept]
    lines += [f"网页中没有：{one}" for one in published.lost]
    return "\n".join(lines)


def _done(order: Publication) -> str:
    places = [place for place in (order.output, order.page, order.sheet) if place is not None]
    return f"已写出 {'、'.join(str(place) for place in places)}"
