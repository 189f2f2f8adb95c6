"""What the commands of the phrase bank show, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafting.phrase_usage import OriginNews
    from phrasebank.search import Hit
    from phrasebank.usage import Tally


def stats_json(tallies: Iterable[Tally], news: Iterable[OriginNews]) -> dict[str, object]:
    """Uses of entries, and later changes of adopted ones."""
    return {
        "entries": [
            {
                "entry": tally.entry, "drafts": tally.reports, "kept": tally.kept,
                "reworded": tally.reworded, "deleted": tally.deleted, "unread": tally.unread,
                "acceptance": tally.acceptance,
            }
            for tally in tallies
        ],
        "origins": [
            {
                "bank": str(one.bank), "origin": str(one.origin), "found": one.is_found,
                "changes": [
                    {
                        "id": change.adopted.entry.id, "adopted_version": change.adopted.manifest.version,
                        "fields": list(change.fields), "gone": change.now is None,
                    }
                    for change in one.changes
                ],
            }
            for one in news
        ],
        "findings": [],
    }  # fmt: skip


def stats_text(tallies: Sequence[Tally], news: Iterable[OriginNews]) -> str:
    """Uses of entries as a table, and later changes of adopted ones."""
    return "\n".join([*_tally_lines(tallies), *_news_lines(news)])


def _tally_lines(tallies: Sequence[Tally]) -> Iterator[str]:
    if not tallies:
        yield "还没有使用记录。请给出起草后改过的 .docx。"
        return
    yield "条目\t报告\t保留\t改写\t删去\t未看\t接受率"
    for one in tallies:
        counts = (one.reports, one.kept, one.reworded, one.deleted, one.unread)
        share = "—" if one.acceptance is None else f"{one.acceptance:.0%}"
        yield "\t".join([one.entry, *map(str, counts), share])


def _news_lines(news: Iterable[OriginNews]) -> Iterator[str]:
    for one in news:
        if not one.is_found:
            yield f"“{one.bank}”采用条目的原库“{one.origin}”不在原处，无法比较。"
            continue
        yield f"原库“{one.origin}”后来改了“{one.bank}”所采用的条目："
        for change in one.changes:
            what = "已不在原库" if change.now is None else f"改了 {'、'.join(change.fields)}"
            yield f"  {change.adopted.entry.id}\t{what}"
        yield f"要采用这些修改：drafting phrases merge {one.bank} {one.origin} -o {one.bank}"


def hits_json(hits: Sequence[Hit]) -> dict[str, object]:
    """What a search found."""
    return {
        "hits": [
            {
                "id": hit.entry.id, "bank": hit.entry.bank, "text": hit.entry.text,
                "function": hit.entry.function, "topics": list(hit.entry.topics),
                "status": hit.entry.status, "owner": hit.entry.owner,
                "years": {"from": hit.entry.first_year, "to": hit.entry.last_year},
                "match": "all" if hit.whole else "some",
            }
            for hit in hits
        ],
        "findings": [],
    }  # fmt: skip


_STATUS = {"draft": "〔草拟〕", "approved": "", "retired": "〔停用〕"}


def hits_text(hits: Sequence[Hit]) -> str:
    """What a search found, an entry a line."""
    if not hits:
        return "没有找到。可少写几个词，或放宽条件。"
    lines = []
    for at, hit in enumerate(hits):
        if not hit.whole and (at == 0 or hits[at - 1].whole):
            lines.append("以下只含部分词：")
        entry = hit.entry
        lines.append(f"{entry.bank}:{entry.id}\t{_STATUS[entry.status]}{entry.text}")
    return "\n".join(lines)
