"""Changes written into an editor's paragraphs as tracked changes of ours, or plainly.

Runs are cut where a change begins and ends and keep their properties; what the editor's own
tracked changes hold stays theirs. (ECMA-376 part 1, 17.13.5: w:ins, w:del.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from drafting.editing.pieces import Element, Lines, Piece, W, read_paragraph
from drafting.editing.tokens import Edit
from drafting.word.comments import AUTHOR, DATE

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHANGES = {f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"}
_PLACEHOLDER = re.compile("(【[^【】]*】)")


@dataclass(slots=True)
class Pen:
    """Who writes, and how; gives out numbers for tracked changes."""

    next_id: int  # above every w:id of annotations in the document
    is_tracked: bool = True  # False writes the changes plainly
    placeholder: str = ""  # style of 【请补充】, empty where the file has none
    written: int = field(default=0)

    def change(self, name: str) -> Element:
        """A w:ins or w:del of ours."""
        made = etree.Element(f"{W}{name}")
        made.set(f"{W}id", self.number())
        made.set(f"{W}author", AUTHOR)
        made.set(f"{W}date", DATE)
        self.written += 1
        return made

    def number(self) -> str:
        """A w:id that nothing in the document has."""
        self.next_id += 1
        return str(self.next_id - 1)


def apply_edits(lines: Sequence[Lines], edits: Iterable[Edit], pen: Pen) -> None:
    """Make changes in the accepted text of paragraphs that follow one another.

    Args:
        lines: the paragraphs; places of the edits count through all of them.
        edits: in order, without overlap.
        pen: numbers and manner.
    """
    for edit in reversed(list(edits)):
        now = [read_paragraph(line.element) for line in lines]
        _apply(now, edit, pen)


def _apply(lines: Sequence[Lines], edit: Edit, pen: Pen) -> None:
    cut_at(lines, edit.start)
    if edit.end > edit.start:
        cut_at([read_paragraph(line.element) for line in lines], edit.end)
    lines = [read_paragraph(line.element) for line in lines]
    pieces = _visible(lines)
    at = 0
    inside: list[Piece] = []
    before: Piece | None = None
    behind: Piece | None = None
    for piece in pieces:
        end = at + len(piece.text)
        if end <= edit.start:
            before = piece
        elif at >= edit.end:
            behind = piece
            break
        else:
            inside.append(piece)
        at = end
    if edit.text:
        _insert(lines, edit, inside, before, behind, pen)
    for run in dict.fromkeys(piece.run for piece in inside):
        _delete(run, pen)


def _visible(lines: Sequence[Lines]) -> list[Piece]:
    return [piece for line in lines for piece in line.pieces if piece.state.is_accepted]


def cut_at(lines: Sequence[Lines], place: int) -> None:
    """Cut the run that holds a place in two; a place between runs needs no cut."""
    at = 0
    for piece in _visible(lines):
        end = at + len(piece.text)
        if at < place < end or (at == place and _is_inner(piece)):
            _split_run(piece, place - at)
            return
        at = end


def _is_inner(piece: Piece) -> bool:
    """Whether other content of the same run stands before the piece."""
    return any(
        child is not piece.node and child.tag != f"{W}rPr"
        for child in piece.node.itersiblings(preceding=True)
    )


def _split_run(piece: Piece, offset: int) -> None:
    run, node = piece.run, piece.node
    second = etree.Element(run.tag)
    for name, value in run.attrib.items():
        second.set(name, value)
    look = run.find(f"{W}rPr")
    if look is not None:
        second.append(deepcopy(look))
    moved = list(node.itersiblings())
    if offset > 0:
        text = node.text or ""
        rest = etree.SubElement(second, node.tag)
        _set_text(node, text[:offset])
        _set_text(rest, text[offset:])
    else:
        second.append(node)
    for other in moved:
        second.append(other)
    run.addnext(second)


def _set_text(node: Element, text: str) -> None:
    node.text = text
    if text.strip() != text:
        node.set(_SPACE, "preserve")


def _insert(  # noqa: PLR0913 -- the place of an insertion and what is around it
    lines: Sequence[Lines],
    edit: Edit,
    inside: Sequence[Piece],
    before: Piece | None,
    behind: Piece | None,
    pen: Pen,
) -> None:
    """New text behind what it replaces, else behind what stands before, in their look."""
    like = inside[-1] if inside else _alike(before, behind, edit)
    runs = make_runs(edit.text, like.run if like else None, pen)
    added = _wrapped(runs, pen)
    if inside:
        _place_behind(inside[-1].run, added, pen)
    elif before is not None:
        _place_behind(before.run, added, pen)
    elif behind is not None:
        _place_before(behind.run, added, pen)
    else:
        paragraph = lines[-1].element
        for element in added:
            paragraph.append(element)


def _alike(before: Piece | None, behind: Piece | None, edit: Edit) -> Piece | None:
    """Whose look new text takes: what it goes on from; a new sentence that of the next one."""
    if before is None or behind is None:
        return before or behind
    starts_sentence = before.text.rstrip("”’）》").endswith(("。", "！", "？"))
    return behind if starts_sentence and edit.text.endswith(("。", "！", "？")) else before


def make_runs(text: str, like: Element | None, pen: Pen) -> list[Element]:
    """Runs for a text, in the look of another run; placeholders in their own style."""
    made = []
    for part in _PLACEHOLDER.split(text):
        if not part:
            continue
        run = etree.Element(f"{W}r")
        look = None if like is None else like.find(f"{W}rPr")
        if part.startswith("【") and part.endswith("】") and pen.placeholder:
            style = etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle")
            style.set(f"{W}val", pen.placeholder)
        elif look is not None:
            run.append(_without_change(look))
        for at, line in enumerate(part.split("\n")):
            if at:
                etree.SubElement(run, f"{W}br")
            if line:
                _set_text(etree.SubElement(run, f"{W}t"), line)
        made.append(run)
    return made


def _without_change(look: Element) -> Element:
    copy = deepcopy(look)
    for child in list(copy):
        if child.tag in {f"{W}rPrChange", *_CHANGES}:
            copy.remove(child)
    return copy


def _wrapped(runs: list[Element], pen: Pen) -> list[Element]:
    if not pen.is_tracked:
        return runs
    change = pen.change("ins")
    for run in runs:
        change.append(run)
    return [change]


def _place_behind(run: Element, added: Sequence[Element], pen: Pen) -> None:
    anchor = _outside(run, pen, behind=True)
    for element in reversed(added):
        anchor.addnext(element)


def _place_before(run: Element, added: Sequence[Element], pen: Pen) -> None:
    anchor = _outside(run, pen, behind=False)
    for element in added:
        anchor.addprevious(element)


def _outside(run: Element, pen: Pen, *, behind: bool) -> Element:
    """The element beside which ours may stand: an editor's change around the run is cut in two."""
    node = run
    parent = node.getparent()
    while parent is not None and parent.tag in _CHANGES:
        later = list(node.itersiblings()) if behind else [node, *node.itersiblings()]
        earlier = list(node.itersiblings(preceding=True))
        if (behind and later) or (not behind and earlier):
            half = etree.Element(parent.tag)
            for name, value in parent.attrib.items():
                half.set(name, value)
            half.set(f"{W}id", pen.number())
            for element in later:
                half.append(element)
            parent.addnext(half)
            node = parent if behind else half
        else:
            node = parent
        parent = node.getparent()
    return node


def _delete(run: Element, pen: Pen) -> None:
    parent = run.getparent()
    if parent is None:
        return
    if not pen.is_tracked:
        parent.remove(run)
        return
    change = pen.change("del")
    parent.replace(run, change)
    change.append(run)
    for node in run.iter(f"{W}t"):
        node.tag = f"{W}delText"
        _set_text(node, node.text or "")


def delete_paragraph(line: Lines, pen: Pen) -> None:
    """Take a whole paragraph out."""
    element = line.element
    if not pen.is_tracked:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        return
    for run in dict.fromkeys(piece.run for piece in line.pieces if piece.state.is_accepted):
        _delete(run, pen)
    _mark(element, pen.change("del"))


def insert_paragraph(new: Element, behind: Element, pen: Pen) -> None:
    """Put a paragraph of ours behind an element of the body."""
    if pen.is_tracked:
        runs = [child for child in new if child.tag == f"{W}r"]
        for run in runs:
            change = pen.change("ins")
            new.replace(run, change)
            change.append(run)
        _mark(new, pen.change("ins"))
    behind.addnext(new)


def _mark(paragraph: Element, change: Element) -> None:
    """Track the paragraph's own mark; its change stands first in the look of the mark."""
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = etree.Element(f"{W}pPr")
        paragraph.insert(0, look)
    own = look.find(f"{W}rPr")
    if own is None:
        own = etree.Element(f"{W}rPr")
        behind = [look.find(f"{W}{name}") for name in ("sectPr", "pPrChange")]
        first = next((element for element in behind if element is not None), None)
        if first is None:
            look.append(own)
        else:
            first.addprevious(own)
    own.insert(0, change)
