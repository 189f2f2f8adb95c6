"""A draft made again over an editor's file: his edits stay, ours come as tracked changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from drafting.document import Draft
from drafting.editing.carrier import Carrier, carrier
from drafting.editing.doubts import tell_doubts
from drafting.editing.draft_blocks import DraftBlock, cell_values, draft_blocks
from drafting.editing.likeness import likeness, pairs
from drafting.editing.matching import Matched, match
from drafting.editing.merge import Conflict, merge_block
from drafting.editing.pieces import Element, Lines, W
from drafting.editing.revised import Block, RevisedFile
from drafting.editing.self_check import key_names, require_sound, views
from drafting.editing.tokens import Edit, edits
from drafting.editing.tracked import apply_edits, delete_paragraph, insert_paragraph, make_runs
from drafting.editing.value_cells import value_cells
from drafting.errors import DraftingError
from drafting.kinds import Form
from drafting.word.embedded import embed

_REASONS = {
    "deleted-by-editor": "改稿人删去了这句话，新的输入改变了它。",
    "gone-from-input": "输入中已没有这句话的依据，改稿人改过这句话。",
    "reworded": "改稿人改过这句话，新的输入也改变了它。",
    "figure-not-found": "数字有变，改稿人改写后的句子里找不到唯一对应的原数。",
    "cell": "改稿人改过这个数，新的输入也改变了它。",
    "cell-gone": "表中已没有这个格，新的输入改变了它的数。",
}


NO_DRAFT = "其中没有起草数据"


class StrangeFileError(DraftingError):
    """An edited file that cannot be redrafted: not ours, or of another report."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"不能在“{path}”上重新起草：{reason}。", "请指定由本工具起草、之后改过的 .docx。"
        )


@dataclass(frozen=True, slots=True)
class Redrafted:
    """The new file, and what was done."""

    data: bytes
    conflicts: tuple[Conflict, ...]
    changed: tuple[str, ...]  # keys of blocks and cells that ours changed
    is_same: bool  # nothing had to be changed: `data` is the editor's file byte for byte


@dataclass(slots=True)
class _Work:
    file: RevisedFile
    carrier: Carrier
    base: Mapping[str, DraftBlock]
    matched: Matched
    conflicts: list[Conflict] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    told: list[tuple[Conflict, Sequence[Lines]]] = field(default_factory=list)
    edits: dict[int, list[Edit]] = field(default_factory=dict)  # first file block -> changes
    lines: dict[int, Sequence[Lines]] = field(default_factory=dict)
    tails: dict[int, Element] = field(
        default_factory=dict
    )  # file block -> last paragraph behind it
    places: dict[str, Sequence[Element]] = field(default_factory=dict)  # key of ours -> paragraphs

    def tell(self, conflict: Conflict, lines: Sequence[Lines]) -> None:
        """Keep a conflict with the place of its comment."""
        self.conflicts.append(conflict)
        self.told.append((conflict, lines))


def redraft(file: RevisedFile, draft: Draft, form: Form, *, is_tracked: bool = True) -> Redrafted:
    """The editor's file with a new draft merged in.

    Args:
        file: what the editor gives back, with the draft data that it was made from.
        draft: the new draft.
        form: the form of its tables.
        is_tracked: whether ours shows as tracked changes.

    Raises:
        StrangeFileError: the file holds no draft, or one of another report.
    """
    base = _require_same_report(file, draft)
    ours_data = draft.as_json()
    old_blocks, new_blocks = draft_blocks(base), draft_blocks(ours_data)
    work = _Work(
        file, carrier(file, is_tracked=is_tracked), {block.key: block for block in old_blocks},
        match(old_blocks, file.blocks),
    )  # fmt: skip
    before, held = views(file.root), key_names(file.root)
    first = work.carrier.pen.next_id
    renamed = _renamed(old_blocks, new_blocks)
    _blocks(work, old_blocks, new_blocks, renamed)
    _cells(work, base, ours_data, form)
    wanted = _wanted(work)
    _write(work)
    if is_tracked:
        require_sound(before, held, file.root, first, wanted)
    tell_doubts(work.carrier, base, draft, work.places, value_cells(work.file, form))
    embed(work.file.parts, work.carrier.replaced, draft)
    if not work.carrier.is_changed and not work.carrier.replaced:
        return Redrafted(file.path.read_bytes(), (), (), is_same=True)
    return Redrafted(
        work.carrier.to_bytes(), tuple(work.conflicts), tuple(work.changed), is_same=False
    )


def _require_same_report(file: RevisedFile, draft: Draft) -> Mapping[str, Any]:
    base = file.draft
    if base is None:
        raise StrangeFileError(file.path.name, NO_DRAFT)
    for name, now in (("kind", draft.kind), ("year", draft.year)):
        if base.get(name) != now:
            reason = f"它是{base.get('organisation')}{base.get('year')}年的报告"
            raise StrangeFileError(file.path.name, reason)
    return base


def _renamed(old: Sequence[DraftBlock], new: Sequence[DraftBlock]) -> dict[str, str]:
    """Keys of new blocks that are an old one under another key: most of the text is the same."""
    old_keys, new_keys = {block.key for block in old}, {block.key for block in new}
    gone = [block for block in old if block.key not in new_keys]
    found: dict[str, str] = {}
    for block in new:
        if block.key in old_keys:
            continue
        best = max(
            (
                other
                for other in gone
                if other.section == block.section and other.key not in found.values()
            ),
            key=lambda other: likeness(pairs(other.text), pairs(block.text)),
            default=None,
        )
        if best is not None and likeness(pairs(best.text), pairs(block.text)) >= 0.6:
            found[block.key] = best.key
    return found


# ---- the body ------------------------------------------------------------------------------


def _blocks(
    work: _Work,
    old: Sequence[DraftBlock],
    new: Sequence[DraftBlock],
    renamed: Mapping[str, str],
) -> None:
    kept: set[str] = set()
    before = 0  # file block that the last block of ours stands in
    for block in new:
        key = renamed.get(block.key, block.key)
        base = work.base.get(key)
        if base is None:
            _add(work, block, before)
            continue
        kept.add(key)
        places = work.matched.places[key]
        if places:
            _change(work, base, block, places)
            before = places[-1]
        elif base.text != block.text:
            conflict = Conflict(key, block.text, "", 0, 0, "deleted-by-editor")
            work.tell(conflict, work.file.blocks[before].lines)
    for block in old:
        if block.key not in kept:
            _remove(work, block)


def _change(work: _Work, base: DraftBlock, ours: DraftBlock, places: Sequence[int]) -> None:
    lines = _lines(work, places)
    merged = merge_block(base, "".join(line.accepted for line in lines), ours)
    work.places[ours.key] = [line.element for line in lines]
    if merged.edits:
        work.lines.setdefault(places[0], lines)
        work.edits.setdefault(places[0], []).extend(merged.edits)
        work.changed.append(ours.key)
    for conflict in merged.conflicts:
        work.tell(conflict, lines)


def _lines(work: _Work, places: Sequence[int]) -> list[Lines]:
    return [line for place in places for line in work.file.blocks[place].lines]


def _remove(work: _Work, base: DraftBlock) -> None:
    places = work.matched.places[base.key]
    if not places:
        return
    lines = _lines(work, places)
    theirs = "".join(line.accepted for line in lines)
    alone = all(work.matched.keys[place] == (base.key,) for place in places)
    if theirs != base.text or not alone:
        work.tell(Conflict(base.key, "", theirs, 0, len(theirs), "gone-from-input"), lines)
        return
    for line in lines:
        delete_paragraph(line, work.carrier.pen)
    work.carrier.is_changed = True
    work.changed.append(base.key)


def _add(work: _Work, block: DraftBlock, before: int) -> None:
    """A new paragraph of ours behind the block that it follows."""
    if any(block.text == one.accepted for one in work.file.blocks):
        return  # the editor has it already
    near = work.file.blocks[before]
    paragraph = _paragraph(work, block)
    insert_paragraph(paragraph, work.tails.get(before, near.lines[-1].element), work.carrier.pen)
    work.tails[before] = paragraph
    work.places[block.key] = [paragraph]
    work.carrier.is_changed = True
    work.changed.append(block.key)


def _paragraph(work: _Work, block: DraftBlock) -> Element:
    """A paragraph in the look of one of its kind in the editor's file."""
    paragraph = etree.Element(f"{W}p")
    like = _alike(work, block)
    head = body = None
    if like is not None:
        look = like.element.find(f"{W}pPr")
        if look is not None:
            paragraph.append(_plain_look(look))
        runs = [piece.run for line in like.lines for piece in line.pieces]
        head, body = (runs[0], runs[-1]) if runs else (None, None)
    number = work.carrier.pen.number()
    start, end = etree.SubElement(paragraph, f"{W}bookmarkStart"), etree.Element(f"{W}bookmarkEnd")
    start.set(f"{W}id", number)
    start.set(f"{W}name", block.name)
    end.set(f"{W}id", number)
    pen = work.carrier.pen
    for run in make_runs(block.text[: block.lead], head, pen):
        paragraph.append(run)
    for run in make_runs(block.text[block.lead :], body, pen):
        paragraph.append(run)
    paragraph.append(end)
    return paragraph


def _alike(work: _Work, block: DraftBlock) -> Block | None:
    """A block of the file whose draft block is of the same make."""
    is_heading = block.key.startswith("heading/")
    for key, base in work.base.items():
        places = work.matched.places[key]
        if (
            places
            and key != "title"
            and key.startswith("heading/") == is_heading
            and (base.lead > 0) == (block.lead > 0)
            and base.level == block.level
        ):
            return work.file.blocks[places[0]]
    return None


def _plain_look(look: Element) -> Element:
    copy = deepcopy(look)
    for name in ("rPr", "sectPr", "pPrChange", "numPr"):
        for child in copy.findall(f"{W}{name}"):
            copy.remove(child)
    return copy


# ---- cells ---------------------------------------------------------------------------------


def _cells(work: _Work, base: Mapping[str, Any], ours: Mapping[str, Any], form: Form) -> None:
    before, after = cell_values(base), cell_values(ours)
    places = value_cells(work.file, form)
    for key, value in after.items():
        was = before.get(key)
        block = places.get(key)
        if was == value or was is None:
            continue
        theirs = None if block is None else block.accepted.strip()
        if block is None or theirs is None:
            work.tell(Conflict(key, value, "", 0, 0, "cell-gone"), work.file.blocks[0].lines)
        elif theirs == was:
            lead = len(block.accepted) - len(block.accepted.lstrip())
            found = [Edit(one.start + lead, one.end + lead, one.text) for one in edits(was, value)]
            apply_edits(block.lines, found, work.carrier.pen)
            work.carrier.is_changed = True
            work.changed.append(key)
        elif theirs != value:
            work.tell(Conflict(key, value, theirs, 0, 0, "cell"), block.lines)


def _wanted(work: _Work) -> list[tuple[list[Element], str]]:
    """Paragraphs that belong together, with the merged text as it was decided."""
    found = []
    for first, lines in work.lines.items():
        text = "".join(line.accepted for line in lines)
        for edit in sorted(work.edits[first], key=lambda one: (one.start, one.end))[::-1]:
            text = text[: edit.start] + edit.text + text[edit.end :]
        found.append(([line.element for line in lines], text))
    return found


# ---- writing -------------------------------------------------------------------------------


def _write(work: _Work) -> None:
    """Comments first, while the places in the editor's text are still true."""
    own = {text for text, _ in work.carrier.own_comments()}
    for conflict, lines in work.told:
        text = conflict_text(conflict)
        if text not in own:
            work.carrier.comment(text, lines, conflict.start, conflict.end)
    for first, found in work.edits.items():
        ordered = sorted(found, key=lambda edit: (edit.start, edit.end))
        apply_edits(work.lines[first], ordered, work.carrier.pen)
        work.carrier.is_changed = True


def conflict_text(conflict: Conflict) -> str:
    """A conflict as the words of a comment: both texts, and what to do."""
    ours = conflict.ours or "（新稿中没有这句话）"
    theirs = conflict.theirs or "（改稿中已删去）"
    return f"【冲突】{_REASONS[conflict.reason]}\n改稿：{theirs}\n新稿：{ours}\n请选定一种写法，改好正文后删去本批注。"
