"""Where each sentence and number of a draft comes from, also when the file was edited since."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.editing.cells import cell_texts
from drafting.errors import UnreadableFileError
from drafting.review.textfile import read_text
from drafting.word.embedded import embedded_draft
from drafting.word.identity import bookmark_name

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_KINDS = {
    "heading": "标题", "figure": "指标", "bullet": "要点", "framing": "框架语", "placeholder": "待补充",
}  # fmt: skip
_RULES = {
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
    draft = embedded_draft(path)
    now = [paragraph.text for paragraph in read_text(path)]
    paragraphs = [
        (section["id"], paragraph)
        for section in _list(draft, "sections")
        for paragraph in section["paragraphs"]
    ]
    matched = _match([paragraph["text"] for _, paragraph in paragraphs], now)
    explained: list[dict[str, Any]] = []
    for position, (section, paragraph) in enumerate(paragraphs):
        text = now[matched[position]] if position in matched else None
        explained.append(_paragraph(section, paragraph, text))
    ours = set(matched.values())
    strange = [text for at, text in enumerate(now) if at not in ours and not _is_ours(text, draft)]
    explained.extend(
        {
            "section": "",
            "id": "",
            "state": "added",
            "sentences": [_added(sentence) for sentence in _SENTENCE.findall(text)],
        }
        for text in strange
    )
    return {
        "kind": draft.get("kind"), "year": draft.get("year"), "organisation": draft.get("organisation"),
        "paragraphs": explained, "tables": _tables(draft, cell_texts(path)), "findings": [],
    }  # fmt: skip


def _list(draft: Mapping[str, Any], key: str) -> list[Any]:
    value = draft.get(key)
    if not isinstance(value, list):
        raise UnreadableFileError(key, "文件里的草稿数据不完整", "请重新起草。")
    return value


def _is_ours(text: str, draft: Mapping[str, Any]) -> bool:
    headings = {section["heading"] for section in draft["sections"]}
    return text in headings or text in str(draft.get("title", ""))


def _match(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Each paragraph of the draft with the paragraph that it is now; equal ones first."""
    matched: dict[int, int] = {}
    free = list(range(len(new)))
    for position, text in enumerate(old):
        same = next((at for at in free if new[at] == text), None)
        if same is not None:
            matched[position] = same
            free.remove(same)
    for position, text in enumerate(old):
        if position in matched or not free:
            continue
        scored = max(
            (difflib.SequenceMatcher(None, text, new[at], autojunk=False).ratio(), -at)
            for at in free
        )
        if scored[0] >= 0.4:
            matched[position] = -scored[1]
            free.remove(-scored[1])
    return matched


def _paragraph(section: str, paragraph: Mapping[str, Any], now: str | None) -> dict[str, Any]:
    made = paragraph["sentences"]
    if now is None:
        return {
            "section": section,
            "id": paragraph["id"],
            "state": "deleted",
            "sentences": [_made(s, "deleted") for s in made],
        }
    if now == paragraph["text"]:
        return {
            "section": section,
            "id": paragraph["id"],
            "state": "unchanged",
            "sentences": [_made(s, "unchanged") for s in made],
        }
    left = _SENTENCE.findall(now)
    kept = [
        _made(s, "unchanged")
        if any(s["text"].strip("。") in other for other in left)
        else _made(s, "edited")
        for s in made
    ]
    known = "".join(s["text"] for s in made)
    origins = {
        number["number"]: number["sources"] for sentence in kept for number in sentence["numbers"]
    }
    changed = [_added(text, origins) for text in left if text.strip("。") not in known]
    return {
        "section": section,
        "id": paragraph["id"],
        "state": "edited",
        "sentences": [*kept, *changed],
    }


def _made(sentence: Mapping[str, Any], state: str) -> dict[str, Any]:
    numbers = [
        {"number": number, "sources": span["sources"], "rule": span["rule"]}
        for span in sentence["spans"]
        for number in _NUMBER.findall(span["text"])
    ]
    return {
        "text": sentence["text"], "state": state, "kind": sentence["kind"], "phrase": sentence["phrase"],
        "sources": sorted({source for span in sentence["spans"] for source in span["sources"]}),
        "numbers": numbers, "spans": sentence["spans"],
    }  # fmt: skip


def _added(text: str, origins: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    """A sentence that an editor wrote; a number that stood in the paragraph keeps its source."""
    known = origins or {}
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
    }  # fmt: skip


def _tables(draft: Mapping[str, Any], now: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        _cell(key, table["values"][key], rule, now.get(bookmark_name(key)))
        for section in _list(draft, "sections")
        for table in section["tables"]
        for key, rule in table["sources"].items()
    ]


def _cell(key: str, drafted: str, rule: str, now: str | None) -> dict[str, Any]:
    """A cell as it is now; its text is None when the cell is gone."""
    if now == drafted:
        return {"cell": key, "text": now, "rule": rule, "state": "unchanged"}
    state = "deleted" if now is None else "edited"
    return {"cell": key, "text": now, "rule": "editor", "state": state, "drafted": drafted}


_STATES = {
    "edited": "〔起草后改过〕",
    "deleted": "〔已删去〕",
    "editor": "〔改稿人所写〕",
    "unchanged": "",
}


def explained_text(explained: Mapping[str, Any]) -> str:
    """The explanation as lines for the screen."""
    lines = [f"{explained['organisation']} {explained['year']}年"]
    for paragraph in explained["paragraphs"]:
        for sentence in paragraph["sentences"]:
            lines.append(f"{_STATES[sentence['state']]}{sentence['text']}")
            kind = _KINDS.get(sentence["kind"], "改稿人")
            phrase = f"；表述 {sentence['phrase']}" if sentence["phrase"] else ""
            sources = "、".join(sentence["sources"]) or "无来源"
            lines.append(f"    {kind}{phrase}；来源 {sources}")
            for number in sentence["numbers"]:
                origin = "、".join(number["sources"]) or "没有来源，请核对"
                lines.append(
                    f"    {number['number']} ← {origin}（{_RULES.get(number['rule'], number['rule'])}）"
                )
    lines.extend(
        f"{_STATES[cell['state']]}{cell['cell']}：起草时为 {cell['drafted']}"
        + (f"，现为 {cell['text']}（改稿人所写）" if cell["text"] is not None else "")
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
