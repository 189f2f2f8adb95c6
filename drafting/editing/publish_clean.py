"""The markup of a part made fit to go out: nothing hidden, nobody's name, no trace of the work.

Text, looks and layout stay; what is taken out is counted. (ECMA-376 part 1: 17.13 annotations,
17.3.2.41 vanish, 17.16 fields; MS-DOCX 2.2 for the w14 … w16 attributes.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drafting.editing.pieces import Element, W

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_LATER = (
    "{http://schemas.microsoft.com/office/word/2016/wordml/cid}",
    "{http://schemas.microsoft.com/office/word/2018/wordml/cex}",
    "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}",
    _WP14,
)
_W14_IDS = frozenset(f"{W14}{name}" for name in ("paraId", "textId", "anchorId", "editId"))
_OFF = frozenset({"0", "false", "off"})

COMMENTS, BOOKMARKS, HIDDEN, IDS, SPELLING, PERMISSIONS, SETTINGS, BINDINGS = (
    "批注", "书签", "隐藏文字", "修订标识", "校对标记", "编辑权限", "文档设置", "数据绑定",
)  # fmt: skip

_GONE = {
    f"{W}commentRangeStart": "",  # counted by their references
    f"{W}commentRangeEnd": "",
    f"{W}proofErr": SPELLING,
    f"{W}permStart": PERMISSIONS,
    f"{W}permEnd": "",
    f"{W}rsid": IDS,
    f"{W}printerSettings": SETTINGS,
    f"{W}dataBinding": BINDINGS,
    f"{_W15}dataBinding": BINDINGS,
}
_UNWRAPPED = {f"{W}smartTag": f"{W}smartTagPr", f"{W}customXml": f"{W}customXmlPr"}
_SETTINGS = frozenset(
    f"{W}{name}"
    for name in (
        "rsids", "docVars", "attachedTemplate", "linkStyles", "trackRevisions", "revisionView",
        "documentProtection", "writeProtection", "mailMerge", "saveThroughXslt", "attachedSchema",
        "smartTagType", "proofState", "activeWritingStyle", "documentType",
    )
) | {f"{W14}docId", f"{_W15}docId"}  # fmt: skip
_WORD = re.compile(r"[^\s\"“”\\,;()=+*/<>{}-]+")


@dataclass(slots=True)
class Removed:
    """What was taken out of a file."""

    counts: Counter[str] = field(default_factory=Counter)  # kind, in Chinese -> how many
    hidden: list[str] = field(default_factory=list)  # hidden words, a run of them each
    comments: list[tuple[str, str]] = field(default_factory=list)  # author and words
    kept: list[str] = field(default_factory=list)  # what stays and should be looked at


@dataclass(frozen=True, slots=True)
class Hiding:
    """Which styles hide their text."""

    styles: Mapping[str, bool]  # id -> whether it is hidden, what it is based on counted
    default: str = ""  # id of the default paragraph style
    everywhere: bool = False  # the defaults of the document hide

    def hides(self, run: Element) -> bool:
        """Whether the text of a run is not shown."""
        own = _switch(run.find(f"{W}rPr"), "vanish")
        if own is not None:
            return own
        paragraph = next(run.iterancestors(f"{W}p"), None)
        chosen = _style(run.find(f"{W}rPr/{W}rStyle"), "")
        around = _style(
            None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle"), self.default
        )
        # a switch set by both kinds of style is off again (17.7.3)
        return self.everywhere or self.styles.get(chosen, False) != self.styles.get(around, False)


def hiding_of(styles: Element | None) -> Hiding:
    """What the styles part hides."""
    if styles is None:
        return Hiding({})
    by_id = {str(node.get(f"{W}styleId")): node for node in styles.iter(f"{W}style")}
    found: dict[str, bool] = {}
    for name in by_id:
        at: str | None = name
        seen: set[str] = set()
        state: bool | None = None
        while at in by_id and at not in seen and state is None:
            seen.add(at)
            state = _switch(by_id[at].find(f"{W}rPr"), "vanish")
            at = _style(by_id[at].find(f"{W}basedOn"), "")
        found[name] = bool(state)
    default = next(
        (
            name
            for name, node in by_id.items()
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in {"1", "true"}
        ),
        "",
    )
    look = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Hiding(found, default, everywhere=bool(_switch(look, "vanish")))


def _style(node: Element | None, default: str) -> str:
    return default if node is None else str(node.get(f"{W}val", default))


def _switch(look: Element | None, name: str) -> bool | None:
    node = None if look is None else look.find(f"{W}{name}")
    return None if node is None else node.get(f"{W}val", "1") not in _OFF


# ---- hidden text ---------------------------------------------------------------------------


def drop_hidden(root: Element, hiding: Hiding, removed: Removed) -> None:
    """Take out hidden text, hidden rows, and paragraphs of which nothing else is left."""
    for row in [node for node in root.iter(f"{W}tr") if _is_hidden_row(node)]:
        _told(removed, "".join(text.text or "" for text in row.iter(f"{W}t")))
        _remove(row)
    for paragraph in list(root.iter(f"{W}p")):
        runs = [run for run in paragraph.iter(f"{W}r") if _paragraph_of(run) is paragraph]
        hidden = {run for run in runs if hiding.hides(run)}
        if not hidden:
            continue
        shown_fields = _fields_in_part(runs, hidden)
        words = "".join(
            text.text or "" for run in runs if run in hidden for text in run.iter(f"{W}t")
        )
        _told(removed, words)
        for run in hidden:
            if run in shown_fields:
                for text in [*run.iterchildren(f"{W}t", f"{W}tab", f"{W}br")]:
                    run.remove(text)
            else:
                _remove(run)
        if len(hidden) == len(runs) and not shown_fields:
            _drop_empty(paragraph)


def _paragraph_of(node: Element) -> Element | None:
    return next(node.iterancestors(f"{W}p"), None)


def _is_hidden_row(row: Element) -> bool:
    return bool(_switch(row.find(f"{W}trPr"), "hidden"))


def _told(removed: Removed, words: str) -> None:
    removed.counts[HIDDEN] += 1
    if words.strip():
        removed.hidden.append(words.strip())


def _fields_in_part(runs: Iterable[Element], hidden: set[Element]) -> set[Element]:
    """Hidden runs that begin, part or end a field which shows something: they must stay."""
    open_fields: list[list[Element]] = []
    kept: set[Element] = set()
    for run in runs:
        for held in open_fields:
            held.append(run)
        for mark in run.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append([run])
            elif kind == "end" and open_fields:
                kept.update(_marks(open_fields.pop(), hidden))
            elif kind == "end":
                kept.add(run)
    for held in open_fields:
        kept.update(_marks(held, hidden))
    return kept & hidden


def _marks(held: list[Element], hidden: set[Element]) -> set[Element]:
    if all(run in hidden for run in held):
        return set()
    marks = (f"{W}fldChar", f"{W}instrText")
    return {run for run in held if any(True for _ in run.iter(*marks))}


def _drop_empty(paragraph: Element) -> None:
    """A paragraph of hidden words alone goes with its hidden mark, unless its place needs one."""
    mark = _switch(paragraph.find(f"{W}pPr/{W}rPr"), "vanish")
    parent = paragraph.getparent()
    if not mark or parent is None or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return
    is_last_in_cell = parent.tag == f"{W}tc" and paragraph is parent[-1]
    if not is_last_in_cell and parent.tag in {f"{W}body", f"{W}tc", f"{W}sdtContent"}:
        _remove(paragraph)


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


# ---- everything else -----------------------------------------------------------------------


def referred(roots: Iterable[Element]) -> frozenset[str]:
    """Names of bookmarks, in lower case, that a field or a link anywhere refers to."""
    found: set[str] = set()
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            code = "".join(node.text or "" for node in paragraph.iter(f"{W}instrText"))
            found.update(word.lower() for word in _WORD.findall(code))
        for node in root.iter(f"{W}fldSimple", f"{W}hyperlink"):
            told = f"{node.get(f'{W}instr', '')} {node.get(f'{W}anchor', '')}"
            found.update(word.lower() for word in _WORD.findall(told))
        found.update(
            str(node.get(f"{W}val", "")).lower()
            for node in root.iter(f"{W}name")
            if (parent := node.getparent()) is not None and parent.tag == f"{W}ffData"
        )
    return frozenset(found)


def clean(root: Element, wanted: frozenset[str], removed: Removed) -> None:
    """Take out of a part what must not go out; hidden text is `drop_hidden`'s.

    Args:
        root: of a part in WordprocessingML.
        wanted: names of bookmarks that something refers to.
        removed: takes the counts.
    """
    _bookmarks(root, wanted, removed)
    for node in list(root.iter(*_GONE)):
        if _GONE[str(node.tag)]:
            removed.counts[_GONE[str(node.tag)]] += 1
        _remove(node)
    for reference in list(root.iter(f"{W}commentReference")):
        run = reference.getparent()
        _remove(reference)
        if run is not None and all(child.tag == f"{W}rPr" for child in run):
            _remove(run)
    for wrapper in list(root.iter(*_UNWRAPPED)):
        _unwrap(wrapper, removed)
    for block in list(root.iter(f"{W}placeholder")):  # of a content control: names a building block
        _remove(block)
    if root.tag == f"{W}settings":
        _settings(root, removed)
    for node in root.iter():
        if isinstance(node.tag, str):
            _ids(node, removed)


def _settings(root: Element, removed: Removed) -> None:
    for node in [child for child in root if child.tag in _SETTINGS]:
        root.remove(node)
        removed.counts[SETTINGS] += 1


def _bookmarks(root: Element, wanted: frozenset[str], removed: Removed) -> None:
    gone: Counter[str] = Counter()
    for mark in list(root.iter(f"{W}bookmarkStart")):
        if str(mark.get(f"{W}name", "")).lower() not in wanted:
            gone[str(mark.get(f"{W}id"))] += 1
            removed.counts[BOOKMARKS] += 1
            _remove(mark)
    for mark in list(root.iter(f"{W}bookmarkEnd")):
        if gone[str(mark.get(f"{W}id"))] > 0:
            gone[str(mark.get(f"{W}id"))] -= 1
            _remove(mark)


def _unwrap(wrapper: Element, removed: Removed) -> None:
    removed.counts[BINDINGS] += 1
    for child in list(wrapper):
        if child.tag != _UNWRAPPED[str(wrapper.tag)]:
            wrapper.addprevious(child)
    _remove(wrapper)


def _ids(node: Element, removed: Removed) -> None:
    for name in list(node.attrib):
        key = str(name)
        if key.startswith((f"{W}rsid", *_LATER)) or key in _W14_IDS:
            del node.attrib[name]
            removed.counts[IDS] += 1
