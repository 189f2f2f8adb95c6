""".docx -> PDF through LibreOffice, when it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from drafting.errors import DraftingError

_SECONDS = 180
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)


class NoOfficeError(DraftingError):
    """LibreOffice is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到 LibreOffice，不能生成 PDF。",
            "请安装 LibreOffice Writer，或在 Word、WPS 中打开 .docx 后另存为 PDF。",
        )


class ConversionError(DraftingError):
    """LibreOffice ran, but gave no PDF."""

    def __init__(self, status: int | None) -> None:
        ended = "没有在限定时间内完成" if status is None else f"程序以状态 {status} 结束"
        super().__init__(
            f"LibreOffice 没有生成 PDF：{ended}。",
            "请关闭已打开的 LibreOffice 后重试，或在 Word、WPS 中打开 .docx 后另存为 PDF。",
        )


def find_office() -> str | None:
    """The LibreOffice program, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def pdf_of(docx: bytes) -> bytes:
    """The PDF of a .docx.

    The program runs with a profile of its own: one that is open on the screen would otherwise
    take the order and answer nothing.

    Raises:
        NoOfficeError: LibreOffice is not installed, or does not start.
        ConversionError: it failed or took more than three minutes.
    """
    program = find_office()
    if program is None:
        raise NoOfficeError
    with tempfile.TemporaryDirectory(prefix="drafting-pdf-", ignore_cleanup_errors=True) as folder:
        return _converted(program, docx, Path(folder))


def _converted(program: str, docx: bytes, folder: Path) -> bytes:
    source, made = folder / "report.docx", folder / "report.pdf"
    source.write_bytes(docx)
    profile = (folder / "profile").as_uri()
    order = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    order += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source)]
    try:
        # the program found above, with paths of our own
        done = subprocess.run(  # noqa: S603
            order, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise ConversionError(None) from fault
    except OSError as fault:
        raise NoOfficeError from fault
    if not made.is_file():
        raise ConversionError(done.returncode)
    return made.read_bytes()
