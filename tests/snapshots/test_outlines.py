"""Drafts of the examples as readable text; a change of wording shows as a diff."""

from pathlib import Path

import pytest

from drafting.document import Draft
from drafting.pipeline import check_report, draft_report, load_report

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("nangang-2020", "lanhe-2023", "yunshan-2023-law", "yunshan-2023-summary", "yunshan-2023-performance")


def outline(draft: Draft) -> str:
    """Style, text and sources, line by line."""
    lines = [f"题 {draft.title}"]
    for section in draft.sections:
        if section.heading:
            lines.append(f"章 {section.heading}")
        for paragraph in section.paragraphs:
            lines.append(f"段 {paragraph.id}")
            for sentence in paragraph.sentences:
                sources = sorted({source for span in sentence.spans for source in span.sources})
                lines.append(f"  {sentence.kind} {sentence.phrase or '-'} | {sentence.text}")
                lines.append(f"    ← {' '.join(sources)}")
        lines.extend(f"表 {table.id} {len(table.rows)}行" for table in section.tables)
    lines.extend(
        f"批 {comment.code} {comment.cell or comment.paragraph}" for comment in draft.comments
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_draft_reads_as_its_snapshot(name: str, request: pytest.FixtureRequest) -> None:
    path = Path(__file__).with_name(f"{name}.txt")
    report = load_report(ROOT / f"examples/{name}/input.yaml")
    made = outline(draft_report(check_report(report)))
    if request.config.getoption("--snapshot-update"):
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")
