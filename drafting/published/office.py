"""Old Word and WPS files turned into .docx through LibreOffice, when it is installed."""

import subprocess
import tempfile
from pathlib import Path

from drafting.errors import UnreadableFileError
from drafting.word.pdf import find_office

_SECONDS = 120
_BY_HAND = "请用 Word 或 WPS 打开，另存为 .docx 后重试。"


def docx_of(path: Path, content: bytes) -> bytes:
    """The file as a .docx package.

    Raises:
        UnreadableFileError: LibreOffice is not installed, or cannot read the file.
    """
    program = find_office()
    if program is None:
        reason = f"{path.suffix or '该'} 格式要经 LibreOffice 转换，本机没有安装"
        raise UnreadableFileError(path, reason, _BY_HAND)
    with tempfile.TemporaryDirectory(prefix="drafting-import-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"report{path.suffix.lower() or '.doc'}", folder / "report.docx"
        if source == made:
            source = folder / "report.doc"
        source.write_bytes(content)
        profile = (folder / "profile").as_uri()
        order = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
        order += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
        try:
            # the program found above, with paths of our own
            subprocess.run(order, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (subprocess.TimeoutExpired, OSError) as fault:
            raise UnreadableFileError(path, "LibreOffice 没有完成转换", _BY_HAND) from fault
        if not made.is_file():
            raise UnreadableFileError(path, "LibreOffice 不能读出其中的内容", _BY_HAND)
        return made.read_bytes()
