"""Past reports read for the miner, and its candidates written for a keeper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.findings import Finding
from drafting.kinds import installed_kinds, load_kind
from drafting.ooxml.save import atomic_write
from drafting.phrase_needs import needs_of
from drafting.review.textfile import organ_of, read
from phrasebank.bank import load_bank
from phrasebank.generalise import Setting
from phrasebank.lint import Desk, Placed, lint_entries
from phrasebank.mining import Mined, Source, SourceParagraph, mine
from phrasebank.needs import general_needs
from phrasebank.proposing import Candidate

_LEAST_LABEL = 6  # characters; shorter labels are ordinary words
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+\s*")
_HEADING = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]([^。，；]{2,30})。")


def mine_files(paths: Sequence[Path]) -> Mined:
    """Candidates of past reports (.docx, .html, .txt), those without a doubt first.

    Raises:
        UnreadableFileError: a file cannot be read.
    """
    mined = mine([_source(path) for path in paths], labels=_labels())
    return replace(
        mined, candidates=tuple(sorted(mined.candidates, key=lambda one: bool(doubts(one))))
    )


def _source(path: Path) -> Source:
    reading = read(path)
    years = Counter(_YEAR.findall(reading.title)) or Counter(
        year for paragraph in reading.paragraphs for year in _YEAR.findall(paragraph.text)
    )
    year = min(years, key=lambda one: (-years[one], one)) if years else ""
    return Source(
        path.name,
        tuple(_paragraphs(path)),
        Setting(int(year) if year else None, organ_of(reading.title)),
    )


def _paragraphs(path: Path) -> Iterator[SourceParagraph]:
    section, heading, opens = "", "", False
    for paragraph in read(path).paragraphs:
        if paragraph.section != section:
            section, heading, opens = paragraph.section, "", True
        if paragraph.is_heading and "。" not in paragraph.text.rstrip("。"):
            heading = "" if paragraph.level == 1 else _NUMBER.sub("", paragraph.text)
            continue
        run_in = _HEADING.match(paragraph.text)
        if run_in is not None:
            heading = run_in[1]
        yield SourceParagraph(
            paragraph.text, paragraph.number, _NUMBER.sub("", section), heading, opens
        )
        opens = False


def _labels() -> frozenset[str]:
    return frozenset(
        label
        for name in installed_kinds()
        for form in load_kind(name).forms.values()
        for cell in form.values.values()
        for label in (cell.row_label, cell.column_label)
        if len(label) >= _LEAST_LABEL
    )


# ---- for the keeper -----------------------------------------------------------------------


def write_candidates(path: Path, mined: Mined) -> None:
    """Write the candidates as a bank file of drafts, what speaks for each in a comment.

    Raises:
        UnwritableFileError: the file cannot be written.
    """
    atomic_write(path, candidates_text(mined).encode())


def candidates_text(mined: Mined) -> str:
    """A bank file; every entry is a draft, so that no report is worded from it."""
    lines = [
        "# 从以往报告中找出的候选表述，均为草拟（draft），审定后用 drafting phrases add 加入表述库。"
    ]
    lines.extend(f"# {line}" for line in summary(mined))
    lines += ["schema: 1", "entries:" if mined.candidates else "entries: []"]
    for one in mined.candidates:
        lines.append(f"  # 出现{one.times}次，{one.files}个文件；{one.why}")
        lines.extend(f"  # 核对 {found.code}：{found.message}" for found in doubts(one))
        lines.extend(f"  # 近似：{variant}" for variant in one.variants)
        dumped = yaml.safe_dump(
            [dict(one.data)], allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None
        )  # fmt: skip
        lines.extend(f"  {line}" for line in dumped.splitlines())
    return "\n".join(lines) + "\n"


def doubts(one: Candidate) -> tuple[Finding, ...]:
    """What the linter would say of a candidate if it stood in the base bank."""
    return tuple(lint_entries([Placed(one.entry, "")], _desk()))


@lru_cache(maxsize=1)
def _desk() -> Desk:
    names = installed_kinds()
    needs = (*general_needs(), *(need for name in names for need in needs_of(load_kind(name))))
    return Desk(load_bank(), needs, frozenset(names))


def summary(mined: Mined) -> tuple[str, ...]:
    """How much was read, proposed and left out, in lines."""
    out = "，".join(f"{reason}{count}句" for reason, count in mined.left_out.items())
    return (
        f"读了{mined.sentences}句，候选{len(mined.candidates)}条。",
        f"没有采用：{out}。" if out else "没有不采用的句子。",
    )


def as_json(mined: Mined) -> dict[str, Any]:
    """The candidates as data."""
    return {
        "sentences": mined.sentences,
        "candidates": [_candidate_json(one) for one in mined.candidates],
        "left_out": dict(mined.left_out),
        "findings": [],
    }


def _candidate_json(one: Candidate) -> dict[str, Any]:
    return {
        "entry": dict(one.data),
        "times": one.times,
        "files": one.files,
        "why": one.why,
        "places": [
            {"file": place.file, "paragraph": place.paragraph, "text": place.text}
            for place in one.places
        ],
        "variants": list(one.variants),
        "doubts": [found.as_json() for found in doubts(one)],
    }
