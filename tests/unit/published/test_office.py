"""Old Word files: through LibreOffice where it is, with a plain word where it is not."""

import subprocess
from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.intake.assemble import assemble
from drafting.kinds import load_kind
from drafting.pipeline import check_report, draft_report, load_report
from drafting.published import office
from drafting.published.imported import read_published
from drafting.word.pdf import find_office
from drafting.word.writer import write_docx

INPUT = Path(__file__).parents[3] / "examples" / "nangang-2020" / "input.yaml"


def test_an_old_file_without_libreoffice_is_refused_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    path = tmp_path / "report.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(UnreadableFileError, match=r"LibreOffice 转换，本机没有安装.*另存为 \.docx"):
        read_published(path)


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice Writer is not installed")
def test_an_old_word_file_is_read_whole(tmp_path: Path) -> None:
    report = load_report(INPUT)
    draft = draft_report(check_report(report))
    path = tmp_path / "report.docx"
    path.write_bytes(write_docx(draft, load_kind(draft.kind).forms[draft.form]))
    subprocess.run(  # noqa: S603 -- the program found above, with paths of our own
        [
            str(find_office()), "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
            "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    found = read_published(tmp_path / "report.doc")
    again = assemble(found.raw)
    printed = [one for one in report.figures if not one.id.startswith(("fee", "publicity"))]
    assert {one.id: again.figures.value(one.id) for one in printed} == {
        one.id: one.value for one in printed
    }
    assert again.organisation.name == report.organisation.name
    assert [one.code for one in found.findings if one.code == "IN-54"] == ["IN-54"]
