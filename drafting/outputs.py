"""Files that the commands write: drafts, JSON, traces; what somebody changed is never replaced."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.errors import UnreadableFileError, UnwritableFileError, UsageError
from drafting.ooxml.save import atomic_write

if TYPE_CHECKING:
    from drafting.document import Draft
    from drafting.pipeline import Made

_FORMATS = {".docx": "docx", ".html": "html", ".htm": "html", ".pdf": "pdf"}
_SEAL = re.compile(rb"(?:<!--|%) drafting ([0-9a-f]{64})(?: -->)?\n\Z")
_SEALED = {"html": b"<!-- drafting %s -->\n", "pdf": b"%% drafting %s\n"}


def output_of(path: Path, wanted: str) -> tuple[Path, str]:
    """Where a report goes and in which format: by the name, or as `wanted` beside that name.

    Raises:
        UsageError: the name ends in something that a report cannot be.
    """
    named = _FORMATS.get(path.suffix.lower())
    if named is None:
        raise UsageError(
            f"不能写出“{path.name}”：报告只有 .docx、.html、.pdf 三种。",
            "请改写文件名的后缀，例如 年报.docx。",
        )
    if wanted in {"docx", named}:
        return path, named
    return path.with_suffix(f".{wanted}"), wanted


def plain(value: object) -> object:
    """Any value of a stage as JSON data, in field order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, frozenset | set):
        return sorted(str(inner) for inner in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | Path):
        return str(value)
    return value


def json_bytes(data: object) -> bytes:
    """JSON as a person can read it."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def write_trace(folder: Path, made: Made) -> None:
    """The value after each stage, one file a stage.

    Raises:
        UnwritableFileError: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UnwritableFileError(folder, "不能建立该文件夹", "请另选位置。") from fault
    stages = {
        "1-input.json": made.checked.report,
        "2-checked.json": made.checked.findings,
        "3-plan.json": made.plan,
        "4-sentences.json": made.wording,
        "5-draft.json": made.draft.as_json(),
    }
    for name, value in stages.items():
        atomic_write(folder / name, json_bytes(plain(value)))


def write_report(path: Path, data: bytes) -> None:
    """Write a draft; an existing file is replaced only if nobody has touched it since we made it.

    Raises:
        UnwritableFileError: the file was changed, is no draft of ours, or cannot be written.
    """
    require_untouched(path)
    atomic_write(path, data)


def require_untouched(path: Path) -> None:
    """Refuse a .docx that is there and that somebody else made or changed.

    Raises:
        UnwritableFileError: it was changed, or is none of ours.
    """
    if path.exists() and not path.is_dir():
        from drafting.word.embedded import is_untouched  # noqa: PLC0415 -- only when a file is there

        try:
            untouched = is_untouched(path)
        except UnreadableFileError:
            untouched = False
        if not untouched:
            raise UnwritableFileError(path, _CHANGED, _REDRAFT)


_CHANGED = "该文件在起草后被人改过，或不是本程序写的"
_REDRAFT = "请另取文件名；要在改过的稿子上更新数据，请用 drafting redraft。"


def require_replaceable(path: Path) -> None:
    """Refuse a page or PDF that is there and that `write_page` did not write as it is now.

    Raises:
        UnwritableFileError: somebody else made or changed it.
    """
    if not path.is_file():
        return
    content = path.read_bytes()
    seal = _SEAL.search(content)
    if seal is None or hashlib.sha256(content[: seal.start()]).hexdigest() != seal[1].decode():
        raise UnwritableFileError(path, _CHANGED, "请另取文件名，或先移走原有文件。")


def write_page(path: Path, data: bytes, form: str) -> None:
    """Write a page or PDF, with a comment at its end by which we know it again.

    Raises:
        UnwritableFileError: the file was changed, is none of ours, or cannot be written.
    """
    require_replaceable(path)
    body = data if data.endswith(b"\n") else data + b"\n"
    atomic_write(path, body + _SEALED[form] % hashlib.sha256(body).hexdigest().encode())


def write_draft_json(path: Path, draft: Draft) -> None:
    """The draft as data; an existing file is replaced only if it holds a draft, too.

    Raises:
        UnwritableFileError: the file holds something else, or cannot be written.
    """
    if path.is_file() and not _holds_draft(path):
        raise UnwritableFileError(path, "该文件已经存在，且不是草稿数据", "请另取文件名。")
    atomic_write(path, json_bytes(draft.as_json()))


def _holds_draft(path: Path) -> bool:
    try:
        data = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(data, dict) and {"schema", "kind", "sections"} <= set(data)
