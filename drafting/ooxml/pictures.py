"""Pictures without what the camera and the maker wrote beside the pixels."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
# APP1 (Exif, XMP), APP3-APP13, APP15 and comments; APP0 (JFIF), APP2 (colour profile) and
# APP14 (Adobe: how colours are stored) are needed to show the picture
_JPEG_TOLD = frozenset((0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE))
_SCAN = 0xDA


def without_metadata(data: bytes) -> bytes:
    """A JPEG or PNG with its pixels as they are and nothing said of place, time or person.

    Anything else, and a picture that does not follow its format, comes back as it is.
    """
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    return data


def _png(data: bytes) -> bytes:
    out, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        end = at + 12 + size
        if end > len(data):
            return data
        if data[at + 4 : at + 8] not in _PNG_TOLD:
            out.append(data[at:end])
        at = end
    return b"".join(out)


def _jpeg(data: bytes) -> bytes:
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data):
            return data
        if data[at + 1] not in _JPEG_TOLD:
            out.append(data[at:end])
        at = end
    return b"".join((*out, data[at:]))
