"""An editor at work on a .docx, by seed: typing, retyping, splitting, moving, with and without tracking.

Written on the bare XML and on nothing of the product's, so that it can judge it.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = (
    "依法",
    "及时",
    "进一步",
    "按照区里要求",
    "（详见附件）",
    "，群众反映较好",
    "等工作",
    "全部",
)
WHOLE = (
    "根据领导意见，本段另行改写，不再逐项列举。",
    "我单位按照要求做好相关工作，情况见下表。",
    "本节内容由业务科室补充，数据以年度统计为准。",
)
NEW = ("增写一段：各科室要按职责抓好落实。", "此处补充说明统计口径为本级。")
Element = etree._Element


@dataclass
class Session:
    """One editing session: what was done, for the message of a failing test."""

    random: random.Random
    is_tracked: bool
    done: list[str] = field(default_factory=list)
    number: int = 9000

    def change(self, name: str) -> Element:
        self.number += 1
        made = etree.Element(f"{W}{name}")
        made.set(f"{W}id", str(self.number))
        made.set(f"{W}author", "王科长")
        made.set(f"{W}date", "2024-01-08T10:00:00Z")
        return made


def edit(data: bytes, seed: int, *, is_tracked: bool, count: int) -> tuple[bytes, list[str]]:
    """The file after a number of edits, and what was done."""
    session = Session(random.Random(seed), is_tracked)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    for _ in range(count):
        act = session.random.choice(TRACKED if is_tracked else PLAIN)
        act(session, body)
    parts["word/document.xml"] = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue(), session.done


def paragraphs(body: Element) -> list[Element]:
    """Body paragraphs with text, the title left alone."""
    found = [node for node in body.iterchildren(f"{W}p") if text_of(node)]
    return found[1:]


def text_of(node: Element) -> str:
    return "".join(str(text.text or "") for text in node.iter(f"{W}t"))


def _texts(paragraph: Element) -> list[Element]:
    return [text for text in paragraph.iter(f"{W}t") if text.text]


def _pick(session: Session, body: Element) -> Element:
    return session.random.choice(paragraphs(body))


def type_in(session: Session, body: Element) -> None:
    paragraph = _pick(session, body)
    text = session.random.choice(_texts(paragraph))
    at = session.random.randint(0, len(text.text or ""))
    words = session.random.choice(WORDS)
    session.done.append(f"type {words} at {at} of {text_of(paragraph)[:12]}")
    if session.is_tracked:
        _insert_tracked(session, text, at, words)
    else:
        text.text = (text.text or "")[:at] + words + (text.text or "")[at:]


def _insert_tracked(session: Session, text: Element, at: int, words: str) -> None:
    run = text.getparent()
    assert run is not None
    if run.getparent().tag in {f"{W}ins", f"{W}del"}:  # type: ignore[union-attr]  # a run has a parent
        return
    rest = deepcopy(run)
    text.text, tail = (text.text or "")[:at], (text.text or "")[at:]
    for child in [*rest.iter(f"{W}t")]:
        child.text = tail
        tail = ""
    change = session.change("ins")
    new = etree.SubElement(change, f"{W}r")
    etree.SubElement(new, f"{W}t").text = words
    run.addnext(rest)
    run.addnext(change)


def take_out(session: Session, body: Element) -> None:
    """Words of one run, at least two characters."""
    paragraph = _pick(session, body)
    long = [text for text in _texts(paragraph) if len(text.text or "") >= 6]
    if not long:
        return
    text = session.random.choice(long)
    words = text.text or ""
    start = session.random.randint(0, len(words) - 4)
    end = min(len(words), start + session.random.randint(2, 8))
    session.done.append(f"take out {words[start:end]}")
    if not session.is_tracked:
        text.text = words[:start] + words[end:]
        return
    run = text.getparent()
    assert run is not None
    if run.getparent().tag in {f"{W}ins", f"{W}del"} or len(_texts(run)) != 1:  # type: ignore[union-attr]  # as above
        return
    gone, rest = deepcopy(run), deepcopy(run)
    text.text = words[:start]
    for child in gone.iter(f"{W}t"):
        child.text, child.tag = words[start:end], f"{W}delText"
    for child in rest.iter(f"{W}t"):
        child.text = words[end:]
    change = session.change("del")
    change.append(gone)
    run.addnext(rest)
    run.addnext(change)


def retype(session: Session, body: Element) -> None:
    """All of a paragraph in other words."""
    paragraph = _pick(session, body)
    texts = _texts(paragraph)
    session.done.append(f"retype {text_of(paragraph)[:12]}")
    if session.is_tracked:
        return
    texts[0].text = session.random.choice(WHOLE)
    for text in texts[1:]:
        text.text = ""


def delete(session: Session, body: Element) -> None:
    listed = paragraphs(body)
    if len(listed) < 6:
        return
    paragraph = session.random.choice(listed)
    session.done.append(f"delete {text_of(paragraph)[:12]}")
    if not session.is_tracked:
        body.remove(paragraph)
        return
    for run in [*paragraph.iterchildren(f"{W}r")]:
        change = session.change("del")
        paragraph.replace(run, change)
        change.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = etree.Element(f"{W}pPr")
        paragraph.insert(0, look)
    etree.SubElement(look, f"{W}rPr").append(session.change("del"))


def split(session: Session, body: Element) -> None:
    paragraph = _pick(session, body)
    texts = _texts(paragraph)
    text = max(texts, key=lambda one: len(one.text or ""))
    words = text.text or ""
    at = words.find("。") + 1
    if not 0 < at < len(words):
        return
    session.done.append(f"split {text_of(paragraph)[:12]} at {at}")
    new = etree.Element(f"{W}p")
    run = etree.SubElement(new, f"{W}r")
    etree.SubElement(run, f"{W}t").text = words[at:]
    text.text = words[:at]
    node = text.getparent()
    assert node is not None
    while (above := node.getparent()) is not None and above is not paragraph:
        node = above
    for later in [*node.itersiblings()]:
        if later.tag == f"{W}r":
            new.append(later)
    paragraph.addnext(new)


def _behind(paragraph: Element) -> Element | None:
    following = paragraph.getnext()
    is_text = following is not None and following.tag == f"{W}p" and bool(text_of(following))
    return following if is_text else None


def join(session: Session, body: Element) -> None:
    listed = [one for one in paragraphs(body) if _behind(one) is not None]
    if not listed:
        return
    paragraph = session.random.choice(listed)
    following = _behind(paragraph)
    assert following is not None
    session.done.append(f"join {text_of(paragraph)[:12]} and {text_of(following)[:12]}")
    for child in [*following]:
        if child.tag != f"{W}pPr":
            paragraph.append(child)
    body.remove(following)


def move(session: Session, body: Element) -> None:
    listed = paragraphs(body)
    paragraph, target = session.random.choice(listed), session.random.choice(listed)
    if paragraph is target:
        return
    session.done.append(f"move {text_of(paragraph)[:12]} behind {text_of(target)[:12]}")
    target.addnext(paragraph)


def copy(session: Session, body: Element) -> None:
    paragraph, target = _pick(session, body), _pick(session, body)
    other = deepcopy(paragraph)
    for mark in [
        *other.iter(
            f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd"
        )
    ]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]  # it stands inside
    for reference in [*other.iter(f"{W}commentReference")]:
        reference.getparent().remove(reference)  # type: ignore[union-attr]  # as above
    session.done.append(f"copy {text_of(paragraph)[:12]} behind {text_of(target)[:12]}")
    target.addnext(other)


def add(session: Session, body: Element) -> None:
    target = _pick(session, body)
    words = session.random.choice(NEW)
    new = etree.Element(f"{W}p")
    run = etree.SubElement(new, f"{W}r")
    etree.SubElement(run, f"{W}t").text = words
    session.done.append(f"add {words[:6]} behind {text_of(target)[:12]}")
    target.addnext(new)


def cell(session: Session, body: Element) -> None:
    cells = [
        text for table in body.iterchildren(f"{W}tbl") for text in table.iter(f"{W}t")
        if (text.text or "").isdigit()
    ]  # fmt: skip
    text = session.random.choice(cells)
    session.done.append(f"cell {text.text} becomes {text.text}7")
    text.text = f"{text.text}7"


def row(session: Session, body: Element) -> None:
    table = session.random.choice([*body.iterchildren(f"{W}tbl")])
    rows = [*table.iterchildren(f"{W}tr")]
    other = deepcopy(rows[-1])
    for mark in [*other.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]  # it stands inside
    session.done.append("a row more")
    rows[-1].addnext(other)


Act = Callable[[Session, Element], None]
PLAIN: tuple[Act, ...] = (
    type_in, type_in, take_out, take_out, retype, delete, split, join, move, copy, add, cell, row,
)  # fmt: skip
TRACKED: tuple[Act, ...] = (type_in, type_in, take_out, take_out, delete)
