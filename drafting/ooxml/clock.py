"""Files carry no clock: equal content is an equal file."""

import io
import re
import zipfile

_FIXED_DATE = (2020, 1, 1, 0, 0, 0)
_FIXED_STAMP = b"2020-01-01T00:00:00Z"
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_clock(data: bytes) -> bytes:
    """The same workbook with fixed dates, and without the name of the library that wrote it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _STAMPS.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<3>", part)
                part = part.replace(b"openpyxl", b"")
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()
