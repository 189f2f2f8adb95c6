"""Makes the pictures of the manual's page on editing from a sample, by LibreOffice: `make pictures`.

An input is drafted, edited as a head of office would, drafted again with a new figure and
published; each stage is shown as LibreOffice shows it, with a mark at each comment.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from drafting.editing.loop import Redraft, redraft_file
from drafting.editing.publish import Publication, publish_file
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from drafting.pipeline import check_report, load_report, make
from drafting.word.pdf import find_office
from drafting.word.writer import write_docx

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "drafting/help/images"
LARGEST = 150_000  # bytes of a picture
DOTS = 72  # an inch
INPUT = """\
kind: disclosure
year: 2023
organisation: {name: 云杉县水利局, self: 我局, led_by: 县委、县政府}
contact: {office: 办公室, address: 云杉县一路1号, phone: 0450-5550000}
figures:
  t2: {licence: {decisions: {value: 12, from: 审批科}}, penalty: {decisions: {value: 5, from: 执法科}}, default: 0}
  t3: {new: {natural: 4}, open: {natural: 4}, default: 0}
  t4: {default: 0}
  fee: {notices: 0, notified: 0, collected: 0}
  publicity: {total: 120, website: 80, wechat: 40}
bullets:
  overview:
    - topic: 主动公开
      points: [公开水质监测报告36期, 召开新闻发布会2场, 回应网民留言18条]
    - topic: 监督保障
      points: [培训3次]
  problems: [解读形式单一, 更新不及时]
  plans: [制作图解, 每周检查更新]
last_year: last.yaml
"""
LAST = re.sub(
    r"^last_year:.*\n",
    "",
    INPUT.replace("year: 2023", "year: 2022").replace("value: 12", "value: 9"),
    flags=re.MULTILINE,
)
EDITS = (  # what the head of office writes in
    ("召开新闻发布会2场", "先后召开新闻发布会2场"),
    ("培训3次", "业务培训3次"),
)


def main() -> None:
    """Write every picture; nothing is written when a tool is missing."""
    office, painter = find_office(), shutil.which("pdftoppm")
    if office is None or painter is None:
        sys.exit("LibreOffice Writer or pdftoppm is missing")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stage, page, height in stages(folder):
            paint(office, painter, folder / f"{stage}.docx", page, height)


def stages(folder: Path) -> list[tuple[str, int, int]]:
    """The files of each stage made; name, page to show, height of the picture in dots."""
    (folder / "last.yaml").write_text(LAST, "utf-8")
    (folder / "a.yaml").write_text(INPUT, "utf-8")
    draft = make(check_report(load_report(folder / "a.yaml"))).draft
    form = load_kind(draft.kind).form_of_draft(draft)
    (folder / "draft.docx").write_bytes(write_docx(draft, form))
    rewrite(folder / "draft.docx", folder / "edited.docx", tracked)
    (folder / "a.yaml").write_text(INPUT.replace("报告36期", "报告41期"), "utf-8")
    redraft_file(Redraft((folder / "a.yaml",), folder / "edited.docx", folder / "redrafted.docx"))
    rewrite(folder / "redrafted.docx", folder / "settled.docx", accepted)
    order = Publication(
        folder / "settled.docx", folder / "published.docx", sheet=folder / "sheet.docx"
    )
    left = publish_file(order).obstacles
    if left:
        sys.exit("\n".join(f"{one.place} {one.message}" for one in left))
    return [("draft", 2, 760), ("redrafted", 1, 760), ("published", 1, 760), ("sheet", 1, 760)]


def rewrite(source: Path, target: Path, edit: object) -> None:
    parts = read_parts(source)
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = edit(body).encode()  # type: ignore[operator]  # text to text
    target.write_bytes(pack_all(parts.items()))


def tracked(body: str) -> str:
    """The body with the edits as tracked changes of a head of office."""
    for number, (old, new) in enumerate(EDITS):
        added = new.removesuffix(old)
        if old not in body or added == new:
            sys.exit(f"not in the draft: {old}")
        mark = f'<w:ins w:id="{9000 + number}" w:author="王主任" w:date="2024-01-08T10:00:00Z">'
        split = f"</w:t></w:r>{mark}<w:r><w:t>{added}</w:t></w:r></w:ins><w:r><w:t>"
        body = body.replace(old, split + old, 1)
    return body


def accepted(body: str) -> str:
    """The body with every change accepted and every gap filled."""
    body = re.sub("<w:del [^>]*>.*?</w:del>", "", body)
    body = re.sub("</?w:ins[^>]*>", "", body)
    return re.sub("【[^【】]*】", "按要求落实", body)


def paint(office: str, painter: str, docx: Path, page: int, height: int) -> None:
    """The upper part of a page as a PNG."""
    margin = '{"ExportNotesInMargin":{"type":"boolean","value":"true"}}'
    subprocess.run(
        [office, "--headless", "--norestore", f"-env:UserInstallation={(docx.parent / 'profile').as_uri()}",
         "--convert-to", f"pdf:writer_pdf_Export:{margin}", "--outdir", str(docx.parent), str(docx)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    out = IMAGES / docx.stem
    subprocess.run(
        [painter, "-png", "-singlefile", "-r", str(DOTS), "-f", str(page), "-l", str(page), "-H", str(height),
         "-W", "2000", "-x", "0", "-y", "0", str(docx.with_suffix(".pdf")), str(out)],
        check=True, timeout=60,
    )  # fmt: skip
    size = out.with_suffix(".png").stat().st_size
    print(f"{out.name}.png {size}")
    if size > LARGEST:
        sys.exit(f"{out.name}.png is larger than {LARGEST} bytes")


if __name__ == "__main__":
    main()
