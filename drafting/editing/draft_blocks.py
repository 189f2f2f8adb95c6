"""The blocks of a draft in the order in which they were written, from the data of the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafting.word.identity import TITLE_KEY, bookmark_name, heading_key
from drafting.word.title import title_lines

_ORDINAL = re.compile("（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a block; a run-in heading's number is a part of its own."""

    text: str
    kind: str  # heading | figure | bullet | framing | placeholder
    data: Mapping[str, Any]  # the sentence of the draft data; empty for titles and headings
    is_ordinal: bool = False


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A paragraph of a draft."""

    key: str  # "title", "heading/overview", a paragraph's id (with -2 for a second one)
    name: str  # of its bookmark
    section: str
    text: str
    parts: tuple[Part, ...]
    level: int = 0
    lead: int = 0  # characters of the run-in heading


def draft_blocks(draft: Mapping[str, Any]) -> tuple[DraftBlock, ...]:
    """Title, headings and paragraphs of a draft, in order."""
    title = "\n".join(title_lines(str(draft["title"]), str(draft["organisation"])))
    found = [_plain(TITLE_KEY, "", title)]
    names = {found[0].name}
    for section in draft["sections"]:
        if section["heading"]:
            found.append(_plain(heading_key(section["id"]), section["id"], section["heading"]))
        for paragraph in section["paragraphs"]:
            key, count = str(paragraph["id"]), 1
            while bookmark_name(key) in names:
                count += 1
                key = f"{paragraph['id']}-{count}"
            names.add(bookmark_name(key))
            found.append(_paragraph(key, str(section["id"]), paragraph))
    return tuple(found)


def _plain(key: str, section: str, text: str) -> DraftBlock:
    return DraftBlock(key, bookmark_name(key), section, text, (Part(text, "heading", {}),))


def _paragraph(key: str, section: str, paragraph: Mapping[str, Any]) -> DraftBlock:
    parts: list[Part] = []
    for sentence in paragraph["sentences"]:
        text, kind = str(sentence["text"]), str(sentence["kind"])
        number = _ORDINAL.match(text) if kind == "heading" and not parts else None
        if number is not None:
            parts.append(Part(number[0], kind, {}, is_ordinal=True))
            text = text[number.end() :]
        parts.append(Part(text, kind, sentence))
    return DraftBlock(
        key, bookmark_name(key), section, str(paragraph["text"]), tuple(parts),
        int(paragraph["level"]), int(paragraph["lead"]),
    )  # fmt: skip


def cell_values(draft: Mapping[str, Any]) -> dict[str, str]:
    """Key of each value cell -> its text."""
    return {
        str(key): str(text)
        for section in draft["sections"]
        for table in section["tables"]
        for key, text in table["values"].items()
    }
