"""Files that the commands write: drafts, JSON, traces; what somebody changed is never replaced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.errors import UnreadableFileError, UnwritableFileError
from drafting.ooxml.save import atomic_write

if TYPE_CHECKING:
    from drafting.document import Draft
    from drafting.pipeline import Made


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
    if path.exists() and not path.is_dir():
        from drafting.word.embedded import is_untouched  # noqa: PLC0415 -- only when a file is there

        try:
            untouched = is_untouched(path)
        except UnreadableFileError:
            untouched = False
        if not untouched:
            raise UnwritableFileError(
                path,
                "该文件在起草后被人改过，或不是本程序写的",
                "请另取文件名；要在改过的稿子上更新数据，请用 drafting redraft。",
            )
    atomic_write(path, data)


def write_draft_json(path: Path, draft: Draft) -> None:
    """The draft as data."""
    atomic_write(path, json_bytes(draft.as_json()))
