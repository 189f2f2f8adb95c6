"""Office packages as bytes: deterministic zip writing, and reading that trusts nothing.

The writer builds the zip itself: a part that never changes is compressed once and joined to
every file, which `zipfile` cannot do. No clock enters: each entry is dated 1980-01-01.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.errors import UnreadableFileError

CONTENT_TYPES = "[Content_Types].xml"

_DATE = 0x0021  # 1980-01-01 in MS-DOS form, the earliest that zip knows
_DEFLATED = 8
_VERSION = 20
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

_MAX_PARTS = 5000
_MAX_BYTES = 300 << 20  # unpacked
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_RESAVE = "请用 Word 或 WPS 打开后另存为 .docx，再试一次。"


@dataclass(frozen=True, slots=True)
class PackedPart:
    """One compressed entry of a package."""

    name: bytes
    crc: int
    size: int  # unpacked
    data: bytes  # raw deflate stream


def pack(name: str, data: bytes, *, level: int = 6) -> PackedPart:
    """Compress one part."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = squeezer.compress(data) + squeezer.flush()
    return PackedPart(name.encode("ascii"), zlib.crc32(data), len(data), packed)


def join(parts: Sequence[PackedPart]) -> bytes:
    """The zip file of the parts in their order; the first should be the content types."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        sizes = (part.crc, len(part.data), part.size, len(part.name))
        head = _LOCAL.pack(b"PK\3\4", _VERSION, 0, _DEFLATED, 0, _DATE, *sizes, 0)
        directory.append(
            _CENTRAL.pack(
                b"PK\1\2", _VERSION, _VERSION, 0, _DEFLATED, 0, _DATE, *sizes, 0, 0, 0, 0, 0, offset
            )
            + part.name
        )
        body += (head, part.name, part.data)
        offset += len(head) + len(part.name) + len(part.data)
    listing = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join((*body, listing, end))


def pack_all(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A whole package from named bytes, content types first."""
    ordered = sorted(parts, key=lambda part: part[0] != CONTENT_TYPES)
    return join([pack(name, data) for name, data in ordered])


def read_parts(path: Path) -> dict[str, bytes]:
    """Every part of a .docx by name, in the order of the file.

    Raises:
        UnreadableFileError: missing, a folder, empty, no package, broken, locked or too big.
    """
    _refuse_what_is_no_package(path)
    try:
        with zipfile.ZipFile(path) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_too_much(path, entries)
            parts = {entry.filename: package.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        struct.error,
        NotImplementedError,  # a method of compression that Office does not use
        RuntimeError,  # an entry under a password
        ValueError,
    ) as fault:
        raise UnreadableFileError(path, "文件已损坏或加了密码", _RESAVE) from fault
    if CONTENT_TYPES not in parts:
        raise UnreadableFileError(path, "它是压缩包，但不是 Word 文档", _RESAVE)
    return parts


def _refuse_what_is_no_package(path: Path) -> None:
    if path.is_dir():
        raise UnreadableFileError(path, "这是一个文件夹", "请指定其中的一个 .docx 文件。")
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as fault:
        reason = "没有这个文件" if isinstance(fault, FileNotFoundError) else "系统不允许读取"
        raise UnreadableFileError(path, reason, "请检查文件名和所在文件夹。") from fault
    if not magic:
        raise UnreadableFileError(path, "文件是空的", "请重新取得该文件。")
    if magic == _OLE_MAGIC:
        raise UnreadableFileError(path, "它是旧版 .doc 或 .wps，或者加了密码", _RESAVE)
    if not magic.startswith(b"PK"):
        raise UnreadableFileError(path, "它不是 .docx 文件", _RESAVE)


def _refuse_too_much(path: Path, entries: Sequence[zipfile.ZipInfo]) -> None:
    remedy = "请确认文件来源可靠，删去其中过大的图片后重试。"
    if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > _MAX_BYTES:
        raise UnreadableFileError(path, "解压后超过 300 MB 或 5000 个部件", remedy)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise UnreadableFileError(path, "压缩包内有重名部件", _RESAVE)
