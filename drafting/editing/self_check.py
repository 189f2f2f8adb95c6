"""What must hold of a redrafted file before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree

from drafting.editing.pieces import Element, State, W, paragraphs, read_paragraph
from drafting.errors import DraftingError
from drafting.word.comments import AUTHOR
from drafting.word.identity import PREFIX

_CHANGES = (f"{W}ins", f"{W}del")


class FailedMergeError(DraftingError):
    """Our own merge broke a promise; nothing is written."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"合并结果没有通过自检（{reason}），没有写出文件，改稿未被改动。",
            "这是程序的缺陷，请把改稿和输入文件发给维护人员。",
        )


Views = list[tuple[str, str, State]]  # original, accepted, state of the mark, a paragraph each


def views(root: Element) -> Views:
    """Every paragraph of a body as both views."""
    return [
        (line.original, line.accepted, line.mark)
        for line in (read_paragraph(paragraph) for paragraph in paragraphs(root))
    ]


def key_names(root: Element) -> Counter[str]:
    """How often the hidden bookmark of each key starts."""
    return Counter(
        str(node.get(f"{W}name"))
        for node in root.iter(f"{W}bookmarkStart")
        if str(node.get(f"{W}name", "")).startswith(PREFIX)
    )


def rejected(root: Element, first: int) -> Element:
    """A body with the tracked changes of ours from a number on taken back."""
    copy = etree.fromstring(etree.tostring(root))
    for node in list(copy.iter(*_CHANGES)):
        if _is_ours(node, first):
            _take_back(node)
    return copy


def _is_ours(node: Element, first: int) -> bool:
    number = node.get(f"{W}id", "")
    return node.get(f"{W}author") == AUTHOR and number.isdigit() and int(number) >= first


def _take_back(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}rPr":
        paragraph = next(node.iterancestors(f"{W}p"))
        parent.remove(node)
        if node.tag == f"{W}ins":
            _join(paragraph)
        return
    if node.tag == f"{W}del":
        for run in list(node):
            for text in run.iter(f"{W}delText"):
                text.tag = f"{W}t"
            node.addprevious(run)
    parent.remove(node)


def _join(paragraph: Element) -> None:
    """A paragraph whose mark was inserted goes; what is left of it begins the next one."""
    left = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed(left):
            following.insert(at, child)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def require_sound(
    before: Views,
    held: Counter[str],
    after: Element,
    first: int,
    wanted: Iterable[tuple[Sequence[Element], str]],
) -> None:
    """Refuse a merge that loses an edit, doubles a key, or says another text than was decided.

    Args:
        before: the editor's file before ours was written.
        held: how often each key stood in it.
        after: the body with ours, tracked.
        first: the first number of our changes.
        wanted: paragraphs that ours changed, with the text that they shall have together.

    Raises:
        FailedMergeError: with what does not hold.
    """
    if views(rejected(after, first)) != before:
        msg = "拒绝本次修订后与改稿不一致"
        raise FailedMergeError(msg)
    names = key_names(after)
    if any(count > max(1, held[name]) for name, count in names.items()):
        msg = "同一段落标识出现两次"
        raise FailedMergeError(msg)
    for elements, text in wanted:
        if "".join(read_paragraph(element).accepted for element in elements) != text:
            msg = "接受全部修订后与合并结果不一致"
            raise FailedMergeError(msg)
