"""Changes written as tracked changes: accepted they are the new text, rejected the old one."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafting.editing.pieces import State, W, read_paragraph
from drafting.editing.tokens import Edit, edits
from drafting.editing.tracked import Pen, apply_edits
from drafting.word.comments import AUTHOR

NAMESPACE = f'xmlns:w="{W[1:-1]}"'
BOLD = "<w:rPr><w:b/></w:rPr>"
texts = st.text(alphabet="甲乙丙丁，。12", min_size=1, max_size=6)


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str) -> etree._Element:
    return etree.fromstring(f"<w:p {NAMESPACE}><w:pPr/>{inner}</w:p>")


runs = st.builds(run, texts, st.sampled_from(["", BOLD]))
contents = st.lists(
    st.one_of(
        runs,
        st.builds(
            lambda one, other: f'<w:ins w:id="1" w:author="甲">{one}{other}</w:ins>', runs, runs
        ),
        texts.map(
            lambda text: (
                f'<w:del w:id="2" w:author="甲"><w:r><w:delText>{text}</w:delText></w:r></w:del>'
            )
        ),
        st.builds(
            lambda one, other: f"<w:r><w:t>{one}</w:t><w:br/><w:t>{other}</w:t></w:r>", texts, texts
        ),
        runs.map(lambda one: f"<w:hyperlink>{one}</w:hyperlink>"),
        runs.map(lambda one: f'<w:commentRangeStart w:id="7"/>{one}<w:commentRangeEnd w:id="7"/>'),
    ),
    max_size=5,
).map("".join)


def without_ours(element: etree._Element) -> etree._Element:
    """Ours rejected, by a reader of the test's own."""
    copy = deepcopy(element)
    for node in [*copy.iter(f"{W}ins", f"{W}del")]:
        if node.get(f"{W}author") != AUTHOR:
            continue
        parent = node.getparent()
        assert parent is not None
        if node.tag == f"{W}del":
            for child in [*node]:
                for text in child.iter(f"{W}delText"):
                    text.tag = f"{W}t"
                node.addprevious(child)
        parent.remove(node)
    return copy


@given(contents, st.data())
def test_accepted_it_is_the_new_text_and_rejected_the_old_one(
    inner: str, data: st.DataObject
) -> None:
    element = paragraph(inner)
    before = read_paragraph(element)
    old = before.accepted
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new = old[:start] + data.draw(st.text(alphabet="戊己3", max_size=3)) + old[end:]
    apply_edits([before], edits(old, new), Pen(100))
    assert read_paragraph(element).accepted == new
    back = read_paragraph(without_ours(element))
    assert (back.accepted, back.original) == (old, before.original)


def test_a_change_keeps_the_look_of_what_it_replaces() -> None:
    element = paragraph(run("收到") + run("47", BOLD) + run("件"))
    apply_edits([read_paragraph(element)], [Edit(2, 4, "152")], Pen(1))
    inserted = element.find(f"{W}ins/{W}r")
    assert inserted is not None
    assert inserted.find(f"{W}rPr/{W}b") is not None


def test_a_change_inside_the_editors_insertion_stays_apart_from_it() -> None:
    element = paragraph('<w:ins w:id="1" w:author="甲">' + run("新增47件") + "</w:ins>")
    apply_edits([read_paragraph(element)], [Edit(2, 4, "52")], Pen(10))
    assert [(node.get(f"{W}author"), "".join(str(text) for text in node.itertext())) for node in element.iter(f"{W}ins")] == [
        ("甲", "新增47"), (AUTHOR, "52"), ("甲", "件"),
    ]  # fmt: skip
    numbers = [node.get(f"{W}id") for node in element.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) == len({*numbers})


def test_without_tracking_the_text_is_simply_changed() -> None:
    element = paragraph(run("收到47件"))
    apply_edits([read_paragraph(element)], [Edit(2, 4, "52")], Pen(1, is_tracked=False))
    assert [*element.iter(f"{W}ins", f"{W}del")] == []
    assert read_paragraph(element).accepted == "收到52件"


@pytest.mark.parametrize(
    ("inner", "original", "accepted"),
    [
        ('<w:ins w:author="甲">' + run("乙") + "</w:ins>", "", "乙"),
        ('<w:del w:author="甲"><w:r><w:delText>乙</w:delText></w:r></w:del>', "乙", ""),
        ('<w:moveTo w:author="甲">' + run("乙") + "</w:moveTo>", "", "乙"),
        ('<w:moveFrom w:author="甲">' + run("乙") + "</w:moveFrom>", "乙", ""),
        ('<w:ins w:author="甲"><w:del w:author="乙"><w:r><w:delText>丙</w:delText></w:r></w:del></w:ins>', "", ""),
        (run("甲") + "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>" + run("1"), "甲1", "甲1"),
        ("<w:r><w:tab/><w:t>甲</w:t><w:drawing/></w:r>", "\t甲\ufffc", "\t甲\ufffc"),
    ],
)  # fmt: skip
def test_both_views_of_a_paragraph(inner: str, original: str, accepted: str) -> None:
    read = read_paragraph(paragraph(inner))
    assert (read.original, read.accepted) == (original, accepted)


def test_a_change_names_its_author_and_date() -> None:
    element = paragraph(
        '<w:ins w:id="1" w:author="王科长" w:date="2024-01-05T09:00:00Z">' + run("乙") + "</w:ins>"
    )
    piece = read_paragraph(element).pieces[0]
    assert piece.change is not None
    assert (piece.state, piece.change.author, piece.change.date) == (
        State.INSERTED, "王科长", "2024-01-05T09:00:00Z",
    )  # fmt: skip
