"""Where each sentence and number of a draft comes from, also when the file was edited since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.editing.draft_blocks import DraftBlock, Part, draft_blocks
from drafting.editing.matching import Matched, match
from drafting.editing.pieces import OBJECT, Change, Lines
from drafting.editing.redraft import NO_DRAFT
from drafting.editing.revised import Block, RevisedFile, read_revised
from drafting.editing.sentences import Found, locate, split
from drafting.editing.value_cells import form_of_data, value_cells
from drafting.errors import UnreadableFileError
from drafting.kinds import load_kind
from drafting.word.embedded import NO_DATA

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
KINDS = {
    "heading": "标题", "figure": "指标", "bullet": "要点", "framing": "框架语", "placeholder": "待补充",
}  # fmt: skip
RULES = {
    "verbatim": "照录", "full-form": "规范写法", "inferred": "据搭配补出", "sum": "相加", "formula": "按公式计算",
    "nil": "据此写明没有", "difference": "相减", "rate": "增减幅度", "points": "百分点之差", "year": "写全年份", "sign": "由符号写出",
    "count": "条数", "next-year": "下一年度", "last-year": "上一年度", "period": "统计时限", "basis": "依据",
    "kept": "原稿已有", "editor": "改稿人所写", "headings": "各小标题", "phrase": "表述", "framing": "连接语", "heading": "小标题", "parts": "分项",
}  # fmt: skip


def explain_file(path: Path) -> dict[str, Any]:
    """Every sentence that stands in the file now, with its sources.

    Raises:
        UnreadableFileError: the file cannot be read, or holds no draft of ours.
    """
    file = read_revised(path)
    draft = file.draft
    if draft is None:
        raise UnreadableFileError(path, NO_DRAFT, NO_DATA)
    if not isinstance(draft.get("sections"), list):
        raise UnreadableFileError(path, "文件里的草稿数据不完整", "请重新起草。")
    drafted = draft_blocks(draft)
    matched = match(drafted, file.blocks)
    explained = [
        _paragraph(block, _places(file, matched, block), matched)
        for block in drafted
        if _is_told(block, _places(file, matched, block))
    ]
    return {
        "kind": draft.get("kind"), "year": draft.get("year"), "organisation": draft.get("organisation"),
        "paragraphs": [*explained, *_additions(file, drafted, matched)], "tables": _tables(file),
        "findings": [],
    }  # fmt: skip


_Places = Sequence[tuple[int, Block]]


def _places(file: RevisedFile, matched: Matched, block: DraftBlock) -> _Places:
    return [(number, file.blocks[number]) for number in matched.places[block.key]]


def _is_told(block: DraftBlock, places: _Places) -> bool:
    """Titles and headings only when somebody changed them."""
    if block.key != "title" and not block.key.startswith("heading/"):
        return True
    return "".join(one.accepted for _, one in places) != block.text


# ---- paragraphs ----------------------------------------------------------------------------


def _paragraph(block: DraftBlock, places: _Places, matched: Matched) -> dict[str, Any]:
    parts = _whole(block)
    lines = [line for _, one in places for line in one.lines]
    now = "".join(line.accepted for line in lines)
    if not places:
        state, sentences = "deleted", [_made(part, "deleted") for part in parts]
    elif now.replace(OBJECT, "") == block.text:
        state, sentences = "unchanged", [_made(part, "unchanged") for part in parts]
    else:
        alone = all(matched.keys[number] == (block.key,) for number, _ in places)
        state, sentences = "edited", list(_sentences(parts, lines, now, is_alone=alone))
    return {"section": block.section, "id": block.key, "state": state, "sentences": sentences}


def _whole(block: DraftBlock) -> list[Part]:
    """The sentences of a block, each with the number of a heading that belongs to it."""
    found: list[Part] = []
    ordinal = ""
    for part in block.parts:
        if part.is_ordinal:
            ordinal = part.text
        else:
            found.append(Part(ordinal + part.text, part.kind, part.data))
            ordinal = ""
    return found


def _sentences(
    parts: Sequence[Part], lines: Sequence[Lines], now: str, *, is_alone: bool
) -> Iterator[dict[str, Any]]:
    """Ours and the editor's in the order of the text; one of ours that is gone at its place."""
    placed = locate(parts, now)
    known = _origins(parts)
    at = 0
    for part, place in zip(parts, placed, strict=True):
        if place is None:
            yield _made(part, "deleted")
            continue
        if is_alone:
            yield from _written(now, at, place.start, lines, known)
        at = max(at, place.end)
        if place.text == part.text:
            yield _made(part, "unchanged")
        else:
            yield _made(part, "edited")
            yield _added(place.text, {**known, **_origins([part])}, who_wrote(lines, place))
    if is_alone:
        yield from _written(now, at, len(now), lines, known)


def _written(
    now: str, start: int, end: int, lines: Sequence[Lines], known: Mapping[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """The sentences of the editor's between two places."""
    for sentence in split(now[start:end]) if end > start else ():
        if sentence.strip():
            found = Found(start, start + len(sentence), sentence)
            yield _added(sentence, known, who_wrote(lines, found))
        start += len(sentence)


def who_wrote(lines: Sequence[Lines], place: Found) -> Change | None:
    """The last tracked change that touches characters of the accepted text; None without one."""
    at = 0
    found: list[Change] = []
    for line in lines:
        for piece in line.pieces:
            end = at + len(piece.text) if piece.state.is_accepted else at
            is_inside = (
                at < place.end and end > place.start
                if piece.state.is_accepted
                else place.start <= at <= place.end
            )
            if piece.change is not None and is_inside:
                found.append(piece.change)
            at = end
    return max(found, key=lambda change: change.date, default=None)


def _origins(parts: Sequence[Part]) -> dict[str, list[str]]:
    return {
        number: list(span["sources"])
        for part in parts
        for span in part.data.get("spans", ())
        for number in _NUMBER.findall(span["text"])
    }


def _made(part: Part, state: str) -> dict[str, Any]:
    sentence = part.data
    spans = sentence.get("spans", [])
    return {
        "text": part.text, "state": state, "kind": part.kind, "phrase": sentence.get("phrase"),
        "sources": sorted({source for span in spans for source in span["sources"]}),
        "numbers": [
            {"number": number, "sources": span["sources"], "rule": span["rule"]}
            for span in spans
            for number in _NUMBER.findall(span["text"])
        ],
        "spans": spans,
    }  # fmt: skip


def _added(
    text: str, known: Mapping[str, list[str]], change: Change | None = None
) -> dict[str, Any]:
    """A sentence that an editor wrote; a number that stood in the paragraph keeps its source."""
    return {
        "text": text, "state": "editor", "kind": "editor", "phrase": None, "sources": [],
        "numbers": [
            {
                "number": number,
                "sources": known.get(number, []),
                "rule": "kept" if number in known else "editor",
            }
            for number in _NUMBER.findall(text)
        ],
        "spans": [],
        **_author(change),
    }  # fmt: skip


def _author(change: Change | None) -> dict[str, str]:
    """Who and when; nothing of it without a tracked change."""
    return {} if change is None else {"author": change.author, "date": change.date}


def _additions(
    file: RevisedFile, drafted: Sequence[DraftBlock], matched: Matched
) -> Iterator[dict[str, Any]]:
    """Paragraphs of the editor's own, each with the section that it stands in."""
    sections = {block.key: block.section for block in drafted}
    section = ""
    for number, block in enumerate(file.blocks):
        keys = matched.keys.get(number, ())
        section = next((sections[key] for key in keys), section)
        if number in matched.keys and not keys:
            text = block.accepted
            yield {
                "section": section, "id": "", "state": "added",
                "sentences": list(_written(text, 0, len(text), block.lines, {})),
            }  # fmt: skip


# ---- tables --------------------------------------------------------------------------------


def _tables(file: RevisedFile) -> list[dict[str, Any]]:
    draft = file.draft or {}
    kind = load_kind(str(draft["kind"]))
    now = value_cells(file, form_of_data(draft, kind))
    return [
        _cell(key, table["values"][key], rule, _held(key, now))
        for section in draft["sections"]
        for table in section["tables"]
        for key, rule in table["sources"].items()
    ]


def _held(key: str, now: Mapping[str, Block]) -> Block | None:
    """The cell of a figure; where its table has kept bookmarks, one without is no cell of ours."""
    block = now.get(key)
    table = key.partition("/")[0]
    if block is None or block.names:
        return block
    others = (one for name, one in now.items() if name.partition("/")[0] == table)
    return None if any(one.names for one in others) else block


def _cell(key: str, drafted: str, rule: str, block: Block | None) -> dict[str, Any]:
    """A cell as it is now; its text is None when the cell is gone."""
    now = None if block is None else block.accepted.strip()
    if now == drafted:
        return {"cell": key, "text": now, "rule": rule, "state": "unchanged"}
    state = "deleted" if block is None else "edited"
    change = None
    if block is not None:
        change = who_wrote(block.lines, Found(0, len(block.accepted), block.accepted))
    found = {"cell": key, "text": now, "rule": "editor", "state": state, "drafted": drafted}
    return {**found, **_author(change)}


# ---- as text -------------------------------------------------------------------------------


STATES = {
    "edited": "〔起草后改过〕",
    "deleted": "〔已删去〕",
    "editor": "〔改稿人所写〕",
    "unchanged": "",
}


def signed(told: Mapping[str, Any]) -> str:
    """Whose tracked change a sentence or cell is; empty without one."""
    return f"（{told['author']} {told['date'][:10]}）" if told.get("author") else ""


def explained_text(explained: Mapping[str, Any]) -> str:
    """The explanation as lines for the screen."""
    lines = [f"{explained['organisation']} {explained['year']}年"]
    for paragraph in explained["paragraphs"]:
        for sentence in paragraph["sentences"]:
            lines.append(f"{STATES[sentence['state']]}{sentence['text']}{signed(sentence)}")
            kind = KINDS.get(sentence["kind"], "改稿人")
            phrase = f"；表述 {sentence['phrase']}" if sentence["phrase"] else ""
            sources = "、".join(sentence["sources"]) or "无来源"
            lines.append(f"    {kind}{phrase}；来源 {sources}")
            for number in sentence["numbers"]:
                origin = "、".join(number["sources"]) or "没有来源，请核对"
                lines.append(
                    f"    {number['number']} ← {origin}（{RULES.get(number['rule'], number['rule'])}）"
                )
    lines.extend(
        f"{STATES[cell['state']]}{cell['cell']}：起草时为 {cell['drafted']}"
        + (f"，现为 {cell['text']}（改稿人所写）" if cell["text"] is not None else "")
        + signed(cell)
        for cell in explained["tables"]
        if cell["state"] != "unchanged"
    )
    computed = [cell for cell in explained["tables"] if cell["rule"] == "computed"]
    if computed:
        lines.append(
            f"表中由程序相加得出的合计 {len(computed)} 个："
            + "、".join(cell["cell"] for cell in computed)
        )
    return "\n".join(lines)
