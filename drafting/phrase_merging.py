"""Banks brought together: an edited export read back, two versions merged, later changes taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafting.errors import UsageError
from drafting.findings import Finding, Severity
from drafting.phrase_files import has_entries, require_free, write_files, write_texts
from drafting.phrase_sources import EXPORTED, Source, exported_text, read_source
from phrasebank.adoption import Adopted, adopted_file, read_adopted
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.exchange import folder_of
from phrasebank.merge import ADDED, BROKEN, DELETED, Conflict, merge_entries, merge_manifests
from phrasebank.patching import patched

CONFLICTS = "conflicts.md"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a bank."""

    bank: Path
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The outcome as the commands print it."""
        return {
            "bank": str(self.bank), "added": list(self.added), "changed": list(self.changed),
            "removed": list(self.removed),
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "findings": [finding.as_json() for finding in self.findings],
        }  # fmt: skip


def import_bank(path: Path, into: Path) -> Outcome:
    """Take what was changed in an exported folder or workbook into a bank.

    What the bank has changed since the export stays; where both changed, the bank's stays and
    a conflict names both. What is missing in the folder or workbook is not deleted.

    Raises:
        DraftingError: something cannot be read or written.
    """
    source = read_source(path)
    if any(finding.severity is Severity.ERROR for finding in source.findings):
        return Outcome(into, findings=source.findings)
    if not has_entries(into):
        write_files(into, folder_of(source.manifest, source.entries))
        return Outcome(into, tuple(sorted(e.id for e in source.entries)), findings=source.findings)
    ours = load_bank(into)
    mine = {entry.id: entry for entry in ours.entries}
    # without a record of the export, what is there and differs is taken to be the newer
    base = mine if source.base is None else {entry.id: entry for entry in source.base}
    given = {entry.id for entry in source.entries}
    theirs = [*source.entries, *(entry for id_, entry in base.items() if id_ not in given)]
    merged = merge_entries(base.values(), mine.values(), theirs)
    taken = [
        replace(entry, bank=ours.name)
        for entry in merged.entries
        if entry.id in merged.taken
    ]  # fmt: skip
    write_texts(patched(into, taken))
    if source.base is not None and path.is_dir():
        in_doubt = {conflict.id for conflict in merged.conflicts}
        now = {entry.id: entry for entry in theirs if entry.id not in in_doubt}
        write_files(path, {EXPORTED: exported_text((base | now).values())})
    return Outcome(
        into,
        tuple(id_ for id_ in merged.taken if id_ not in mine),
        tuple(id_ for id_ in merged.taken if id_ in mine),
        conflicts=merged.conflicts,
        findings=(
            *source.findings,
            *(conflict_finding(conflict) for conflict in merged.conflicts),
            *(_missing(id_, path) for id_ in sorted(base.keys() - given) if id_ in mine),
        ),
    )


def _missing(id_: str, path: Path) -> Finding:
    return Finding(
        "PB-22", Severity.NOTE, f"导入的内容里没有条目“{id_}”，表述库里的没有删去", path.name,
        f"要停用它，请用 drafting phrases retire {id_}。",
    )  # fmt: skip


# ---- merge --------------------------------------------------------------------------------


def merge_banks(ours: Path, theirs: Path, base: Path | None, output: Path) -> Outcome:
    """Merge two versions of a bank, or, without a base, take later changes of adopted entries.

    Raises:
        DraftingError: a bank cannot be read, or the output not be written.
    """
    mine, other = read_source(ours), read_source(theirs)
    if base is None:
        return _merge_adopted(ours, mine, other, output)
    if output.resolve() == ours.resolve():
        raise UsageError(f"合并结果不能写回“{ours}”。", "请用 -o 另给一个新文件夹。")
    require_free(output, anew=False)
    old = read_source(base)
    merged = merge_entries(old.entries, mine.entries, other.entries)
    manifest, doubts = merge_manifests(old.manifest, mine.manifest, other.manifest)
    conflicts = (*doubts, *merged.conflicts)
    write_files(output, folder_of(manifest, merged.entries))
    write_files(output, dict(map(adopted_file, read_adopted(ours).values())))
    kept, had = ({entry.id for entry in side} for side in (merged.entries, mine.entries))
    return _told(
        Outcome(
            output,
            tuple(id_ for id_ in merged.taken if id_ not in had),
            tuple(id_ for id_ in merged.taken if id_ in had & kept),
            tuple(id_ for id_ in merged.taken if id_ not in kept),
            conflicts,
        )
    )


def _merge_adopted(ours: Path, mine: Source, other: Source, output: Path) -> Outcome:
    adopted = {
        id_: one
        for id_, one in read_adopted(ours).items()
        if one.manifest.name == other.manifest.name
    }
    if not adopted:
        raise UsageError(
            f"“{ours}”没有从“{other.manifest.name}”采用的条目。",
            "合并同一表述库的两个版本，请用 --base 给出两者共同的原版本。",
        )
    now = {entry.id: entry for entry in other.entries if entry.id in adopted}
    base = {id_: _as_adopted(one.entry, one) for id_, one in adopted.items()}
    merged = merge_entries(
        base.values(),
        [entry for entry in mine.entries if entry.id in base],
        [_as_adopted(now[id_], one) if id_ in now else base[id_] for id_, one in adopted.items()],
    )
    entries = {entry.id: entry for entry in mine.entries}
    entries |= {
        entry.id: replace(entry, bank=mine.manifest.name)
        for entry in merged.entries
        if entry.id in merged.taken
    }
    states = dict(read_adopted(ours))
    states |= {
        id_: Adopted(other.manifest, one.place, now[id_])
        for id_, one in adopted.items()
        if id_ in now
    }
    if output.resolve() == ours.resolve():
        write_texts(patched(ours, [entries[id_] for id_ in merged.taken]))
    else:
        require_free(output, anew=False)
        write_files(output, folder_of(mine.manifest, entries.values()))
    write_files(output, dict(map(adopted_file, states.values())))
    return _told(Outcome(output, changed=merged.taken, conflicts=merged.conflicts))


def _as_adopted(entry: Entry, adopted: Adopted) -> Entry:
    """The entry with what adopting writes into it, so that this is no change of ours."""
    return replace(entry, origin=adopted.manifest.name)


def _told(outcome: Outcome) -> Outcome:
    """The outcome with its conflicts as findings and as a page beside the bank."""
    if outcome.conflicts:
        write_files(outcome.bank, {CONFLICTS: _conflict_page(outcome.conflicts)})
    found = tuple(conflict_finding(conflict) for conflict in outcome.conflicts)
    return replace(outcome, findings=found)


_KINDS = {
    ADDED: "两边各自新增了同一编号的不同条目",
    DELETED: "一边删去、另一边改过",
    BROKEN: "两边的改动各自成立，合在一起不成立",
}


def conflict_finding(conflict: Conflict) -> Finding:
    """A conflict as a finding."""
    said = _KINDS.get(conflict.kind, "两边改得不同")
    values = f"：我方 {_shown(conflict.ours)}；对方 {_shown(conflict.theirs)}"
    place = f"{conflict.id}{conflict.field and f' 的 {conflict.field}'}"
    return Finding(
        "PB-20", Severity.ERROR, f"{said}{values}", place, "结果中暂留我方，请人工定夺后改正。"
    )


def _shown(value: object) -> str:
    if value is None:
        return "（无）"
    if isinstance(value, Mapping) and "text" in value:
        return f"“{value['text']}”"
    return f"“{value}”"


def _conflict_page(conflicts: Sequence[Conflict]) -> str:
    lines = ["# 合并时须人工定夺之处", "", "结果中暂留我方的写法。", ""]
    for conflict in conflicts:
        lines.append(f"## {conflict.id}{conflict.field and f' 的 {conflict.field}'}")
        lines.extend(
            ["", f"{_KINDS.get(conflict.kind, '两边改得不同')}。", ""]
            + [
                f"- {name}：{_shown(value)}"
                for name, value in (
                    ("原来", conflict.base), ("我方", conflict.ours), ("对方", conflict.theirs)
                )
            ]
            + [""]
        )  # fmt: skip
    return "\n".join(lines)
