"""What an editor changed, sentence by sentence, and how a corrected figure goes into the input."""

from pathlib import Path

import pytest

from drafting.editing.review import Review, review_file, review_json
from drafting.editing.take_over import read_take, take_over
from drafting.errors import UsageError
from drafting.ooxml.package import pack_all, read_parts
from drafting.pipeline import load_report
from tests.unit.editing.test_redraft import INPUT, drafted, edited, written

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")


def kinds(review: Review) -> list[tuple[str, str, str]]:
    return [(change.kind, change.before, change.after) for change in review.changes]


def test_an_untouched_file_has_no_change(first: Path) -> None:
    review = review_file(first)
    assert (review.changes, review.cells) == ((), ())


def test_a_figure_that_was_changed_is_told_with_its_source(first: Path) -> None:
    review = review_file(edited(first, ("召开新闻发布会2场", "召开新闻发布会3场")))
    assert [change.kind for change in review.changes] == ["figure"]
    figure = review.changes[0].figures[0]
    assert (figure.before, figure.after) == ("2", "3")
    assert [source.split(":")[0] for source in figure.sources] == ["bullet"]


def test_a_reworded_sentence_shows_both_wordings(first: Path) -> None:
    review = review_file(edited(first, ("召开新闻发布会2场", "面向社会召开新闻发布会2场")))
    (change,) = review.changes
    assert change.kind == "wording"
    assert "面向社会" in change.after
    assert "面向社会" not in change.before


def test_what_an_editor_adds_and_strikes_out_is_told(first: Path) -> None:
    parts = read_parts(first)
    text = parts["word/document.xml"].decode()
    start = text.index("<w:p ", text.index("（五）监督保障") - 600)
    start = text.rindex("<w:p ", 0, text.index("（五）监督保障"))
    end = text.index("</w:p>", start) + len("</w:p>")
    new = "<w:p><w:r><w:t>各科室配合完成统计工作。</w:t></w:r></w:p>"
    parts["word/document.xml"] = (text[:start] + new + text[end:]).encode()
    path = first.with_name("edited.docx")
    path.write_bytes(pack_all(parts.items()))
    found = kinds(review_file(path))
    assert ("added", "", "各科室配合完成统计工作。") in found
    assert any(kind == "deleted" and "（五）监督保障" in before for kind, before, _ in found)


def test_a_moved_paragraph_is_told_once(first: Path) -> None:
    parts = read_parts(first)
    text = parts["word/document.xml"].decode()
    start = text.rindex("<w:p ", 0, text.index("（五）监督保障"))
    end = text.index("</w:p>", start) + len("</w:p>")
    moved, rest = text[start:end], text[:start] + text[end:]
    at = rest.rindex("<w:p ", 0, rest.index("（一）主动公开"))
    parts["word/document.xml"] = (rest[:at] + moved + rest[at:]).encode()
    path = first.with_name("edited.docx")
    path.write_bytes(pack_all(parts.items()))
    assert [change.kind for change in review_file(path).changes] == ["moved"]


def test_a_look_of_its_own_is_only_formatting(first: Path) -> None:
    parts = read_parts(first)
    text = parts["word/document.xml"].decode()
    at = text.index("<w:r><w:t>", text.index("（一）主动公开"))
    text = text[:at] + "<w:r><w:rPr><w:b/></w:rPr><w:t>" + text[at + len("<w:r><w:t>") :]
    parts["word/document.xml"] = text.encode()
    path = first.with_name("edited.docx")
    path.write_bytes(pack_all(parts.items()))
    assert [change.kind for change in review_file(path).changes] == ["formatting"]


def test_a_number_of_the_editors_own_is_doubted(first: Path) -> None:
    review = review_file(edited(first, ("召开新闻发布会2场", "召开新闻发布会2场，参会记者187人")))
    assert [f.figures for f in review.findings if f.code == "TR-04"] == [("187",)]


def test_a_table_that_no_longer_foots_is_found(first: Path) -> None:
    # the first 4 of table three is the count of new requests by natural persons
    parts = read_parts(first)
    text = parts["word/document.xml"].decode()
    at = text.index("<w:r><w:t>4</w:t></w:r>")
    parts["word/document.xml"] = (text[:at] + text[at:].replace("<w:t>4<", "<w:t>5<", 1)).encode()
    path = first.with_name("edited.docx")
    path.write_bytes(pack_all(parts.items()))
    review = review_file(path)
    assert [(cell.key, cell.before, cell.after) for cell in review.cells] == [
        ("t3/new/natural", "4", "5")
    ]
    assert {"T3-01", "T3-02"} & {finding.code for finding in review.findings}


def test_the_command_takes_a_figure_over_and_leaves_the_rest_of_the_input(
    first: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# 王科长填\n" + INPUT, "utf-8")
    (place,) = take_over(path, [read_take("figure:t2/licence/decisions=15")])
    assert "figures.t2.licence.decisions" in place
    assert path.read_text("utf-8") == "# 王科长填\n" + INPUT.replace(
        "decisions: 12", "decisions: 15"
    )


def test_the_command_of_the_review_takes_a_number_of_a_note_over(
    first: Path, tmp_path: Path
) -> None:
    file = edited(first, ("召开新闻发布会2场", "召开新闻发布会3场"))
    command = review_json(review_file(file), file)["changes"][0]["figures"][0]["command"]
    take = command.split("--take ")[1].split(" --into")[0]
    take_over(tmp_path / "a.yaml", [read_take(take)])
    assert (tmp_path / "a.yaml").read_text("utf-8") == INPUT.replace("发布会2场", "发布会3场")


def test_a_figure_is_taken_over_into_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes((ROOT / "examples/nangang-2020/input.xlsx").read_bytes())
    take_over(path, [read_take("figure:t2/penalty/decisions=420")])
    report = load_report(path)
    assert report.figures.value("t2/penalty/decisions") == 420
    assert report.figures.value("t2/licence/decisions") == 324


@pytest.mark.parametrize(
    "order",
    ["licence=3", "figure:t2/licence/decisions", "figure:t2/licence/decisions=多", "bullet:abc=3"],
)
def test_an_order_that_says_no_place_is_refused(order: str) -> None:
    with pytest.raises(UsageError, match="写法"):
        read_take(order)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("figure:t3/new/total=9", "没有写明"),
        ("figure:t2/penalty/decisions=9", "没有写明"),
        ("bullet:00000000:2=3", "没有写明"),
    ],
)
def test_what_the_input_does_not_give_is_not_written(
    tmp_path: Path, order: str, words: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(INPUT, "utf-8")
    with pytest.raises(UsageError, match=words):
        take_over(path, [read_take(order)])
    assert path.read_text("utf-8") == INPUT
