"""Writing a file whole or not at all."""

import os
import secrets
import stat
from pathlib import Path

from drafting.errors import UnwritableFileError

_OPEN_ELSEWHERE = "请检查该文件是否正在 Word 或 WPS 中打开、所在文件夹是否允许写入，然后重试。"


def atomic_write(path: Path, data: bytes, *, is_durable: bool = True) -> None:
    """Put `data` at `path`; whatever happens, the old file or the new one stands there whole.

    A link is followed, so that the file behind it is the one replaced. One of thousands that
    can all be written again need not be durable: a power cut may leave it empty.

    Raises:
        UnwritableFileError: a folder, a missing folder, no permission, no room.
    """
    if path.is_dir():
        raise UnwritableFileError(path, "这是一个文件夹", "请写明文件名，例如“年报.docx”。")
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise UnwritableFileError(path, "所在文件夹不存在", "请先建立该文件夹，或改写到别处。")
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_through(part, data, _mode_of(target), is_durable=is_durable)
        part.replace(target)
    except OSError as fault:
        part.unlink(missing_ok=True)
        reason = fault.strerror or type(fault).__name__
        raise UnwritableFileError(path, f"系统提示 {reason}", _OPEN_ELSEWHERE) from fault


def _mode_of(target: Path) -> int | None:
    """Permission bits of the file that is about to be replaced."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else None


def _write_through(part: Path, data: bytes, mode: int | None, *, is_durable: bool) -> None:
    """Write to the disk itself: a power cut after the rename must not leave an empty file."""
    with part.open("xb") as stream:
        stream.write(data)
        if is_durable:
            stream.flush()
            os.fsync(stream.fileno())
    if mode is not None:
        part.chmod(mode)
