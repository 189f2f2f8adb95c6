import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafting.document import Draft, Section
from drafting.kinds import Form
from drafting.word import pdf
from drafting.word.pdf import ConversionError, NoOfficeError, pdf_of
from drafting.word.writer import write_docx

needs_office = pytest.mark.skipif(pdf.find_office() is None, reason="LibreOffice Writer is missing")


def _has_han_font() -> bool:
    listed = shutil.which("fc-list")
    if listed is None:
        return False
    found = subprocess.run([listed, ":lang=zh"], capture_output=True, check=True)  # noqa: S603
    return bool(found.stdout.strip())


needs_font = pytest.mark.skipif(not _has_han_font(), reason="a Han font is missing")
needs_text = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is missing")


def test_without_libreoffice_the_message_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    with pytest.raises(NoOfficeError, match=r"安装 LibreOffice.*WPS"):
        pdf_of(b"")


def test_a_program_that_makes_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: shutil.which("true"))
    with pytest.raises(ConversionError, match="状态 0"):
        pdf_of(b"")


@pytest.mark.office
@needs_office
@needs_text
@needs_font
def test_a_full_page_has_22_lines_of_28_characters(
    draft: Draft, bare: Callable[..., Draft], form_2021: Form, tmp_path: Path
) -> None:
    # 02 §10 G-11
    text = replace(draft.sections[0].paragraphs[0], text="国" * 28 * 60)
    out = tmp_path / "a.pdf"
    out.write_bytes(pdf_of(write_docx(bare(Section("preamble", "", (text,))), form_2021)))
    order = ["pdftotext", "-f", "2", "-l", "2", "-layout", str(out), "-"]
    page = subprocess.run(order, capture_output=True, check=True).stdout.decode()  # noqa: S603
    lines = [line.strip() for line in page.splitlines() if "国" in line]
    assert lines == ["国" * 28] * 22
