"""Our comments beside what editors made of them: replies, marks as settled, doubts that passed."""

import re
from pathlib import Path

import pytest
from lxml import etree

from drafting.editing.carrier import comment_text
from drafting.editing.redraft import redraft
from drafting.editing.revised import read_revised
from drafting.kinds import load_kind
from drafting.ooxml.package import pack_all, read_parts
from tests.unit.editing.test_publish import inside, related
from tests.unit.editing.test_redraft import INPUT, drafted, written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MS = "http://schemas.microsoft.com/office/2011/relationships"
PASSED = "〔已不成立〕"
# new requests 4, answered 3: table three does not foot
FAULTY = INPUT.replace("open: {natural: 4}", "open: {natural: 3}")
WORSE = INPUT.replace("open: {natural: 4}", "open: {natural: 2}")
CODE = "T3-01"
Parts = dict[str, bytes]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return written(drafted(FAULTY, tmp_path), tmp_path / "v1.docx")


def said(parts: Parts, code: str = CODE) -> list[str]:
    """Words of our comments of one code."""
    return [comment_text(one) for one in comments(parts) if f"】{code} " in comment_text(one)]


def comments(parts: Parts) -> list[etree._Element]:
    return [*etree.fromstring(parts["word/comments.xml"])]


def discussed(path: Path, *, done: bool) -> Path:
    """The doubt about the table answered by an editor, and marked as settled or not."""
    parts = read_parts(path)
    ours = next(one for one in comments(parts) if f"】{CODE} " in comment_text(one))
    paragraph = [*ours.iter(f"{W}p")][-1]
    key = str(paragraph.get(f"{{{W14}}}paraId"))
    reply = (
        '<w:comment w:id="500" w:author="王科长" w:date="2024-01-08T10:00:00Z" w:initials="王">'
        '<w:p w14:paraId="0A0A0A0A"><w:r><w:t>已与法规科核对，以此为准。</w:t></w:r></w:p></w:comment>'
    )
    parts["word/comments.xml"] = (
        parts["word/comments.xml"]
        .decode()
        .replace("</w:comments>", f"{reply}</w:comments>")
        .encode()
    )
    state = int(done)
    related(
        parts, "commentsExtended.xml", f"{MS}/commentsExtended",
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="{key}" w15:done="{state}"/>'
        f'<w15:commentEx w15:paraId="0A0A0A0A" w15:paraIdParent="{key}" w15:done="{state}"/>'
        "</w15:commentsEx>".encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
    )  # fmt: skip
    mark = '<w:commentRangeStart w:id="500"/><w:commentRangeEnd w:id="500"/><w:r><w:commentReference w:id="500"/></w:r>'
    parts["word/document.xml"] = inside(
        parts["word/document.xml"].decode(), "一、总体情况", mark
    ).encode()
    other = path.with_name("discussed.docx")
    other.write_bytes(pack_all(parts.items()))
    return other


def remade(path: Path, text: str) -> Parts:
    draft = drafted(text, path.parent, "a.yaml")
    form = load_kind(draft.kind).forms[draft.form]
    out = path.with_name("new.docx")
    out.write_bytes(redraft(read_revised(path), draft, form).data)
    return read_parts(out)


def number(text: str) -> str:
    """The numbers of a doubt, to tell its wordings apart."""
    return " ".join(re.findall(r"\d+件", text))


@pytest.mark.parametrize("done", [True, False])
def test_an_answer_and_its_thread_are_kept_whatever_becomes_of_the_doubt(
    faulty: Path, *, done: bool
) -> None:
    path = discussed(faulty, done=done)
    for text in (FAULTY, WORSE, INPUT):
        after = remade(path, text)
        answers = [one for one in comments(after) if one.get(f"{W}author") == "王科长"]
        assert [comment_text(one) for one in answers] == ["已与法规科核对，以此为准。"]
        assert after["word/commentsExtended.xml"] == read_parts(path)["word/commentsExtended.xml"]
        keys = set(re.findall(r'paraId="(\w+)"', after["word/comments.xml"].decode()))
        named = set(re.findall(r'paraId="(\w+)"', after["word/commentsExtended.xml"].decode()))
        assert named <= keys


def test_a_doubt_that_still_holds_stays_one_comment(faulty: Path) -> None:
    path = discussed(faulty, done=False)
    assert remade(path, FAULTY) == read_parts(path)


def test_a_doubt_marked_as_settled_stays_so_while_it_says_the_same(faulty: Path) -> None:
    path = discussed(faulty, done=True)
    changed = FAULTY.replace("监测报告36期", "监测报告41期")
    after = remade(path, changed)
    assert said(after) == said(read_parts(path))
    assert b'w15:done="1"' in after["word/commentsExtended.xml"]


def test_a_doubt_with_other_numbers_takes_the_new_words_in_its_own_comment(faulty: Path) -> None:
    path = discussed(faulty, done=False)
    (before,) = said(read_parts(path))
    (after,) = said(remade(path, WORSE))
    assert number(after) != number(before)
    assert PASSED not in after


def test_a_settled_doubt_with_other_numbers_is_told_anew(faulty: Path) -> None:
    path = discussed(faulty, done=True)
    before = said(read_parts(path))
    after = said(remade(path, WORSE))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert number(after[-1]) != number(before[0])


def test_a_doubt_that_no_longer_holds_is_marked_and_comes_back_unmarked(faulty: Path) -> None:
    gone = remade(faulty, INPUT)
    (text,) = said(gone, f"{CODE}")
    assert text.startswith(PASSED)
    path = faulty.with_name("new.docx")
    (text,) = said(remade(path.rename(path.with_name("passed.docx")), FAULTY))
    assert not text.startswith(PASSED)


def test_a_settled_doubt_that_no_longer_holds_is_left_as_it_is(faulty: Path) -> None:
    path = discussed(faulty, done=True)
    assert said(remade(path, INPUT)) == said(read_parts(path))


def test_doubts_are_told_when_the_title_is_gone(tmp_path: Path) -> None:
    path = written(drafted(INPUT, tmp_path), tmp_path / "v1.docx")
    parts = read_parts(path)
    body = parts["word/document.xml"].decode()
    start = body.index("<w:p ")
    parts["word/document.xml"] = (body[:start] + body[body.index("</w:p>") + 6 :]).encode()
    path.write_bytes(pack_all(parts.items()))
    assert said(remade(path, FAULTY)) != []
