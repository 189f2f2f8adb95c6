"""From files to files: an input and an editor's file become the next file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafting.document import Draft
from drafting.editing.redraft import NO_DRAFT, Redrafted, StrangeFileError, redraft
from drafting.editing.revised import read_revised
from drafting.errors import UnwritableFileError
from drafting.kinds import load_kind
from drafting.notices import notices_for
from drafting.outputs import write_report
from drafting.pipeline import check_report, load_report, make
from drafting.settings import bank_for, notice_folders


@dataclass(frozen=True, slots=True)
class Redraft:
    """What to redraft, with which settings."""

    inputs: tuple[Path, ...]
    edited: Path
    output: Path
    last_year: Path | None = None
    banks: tuple[Path, ...] = ()
    seed: int | None = None  # None: that of the edited draft
    is_tracked: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """The new draft and what became of the file."""

    draft: Draft
    result: Redrafted


def redraft_file(order: Redraft) -> Done:
    """Write the editor's file with a new draft merged in; his own file is never written to.

    Raises:
        DraftingError: an input or the file cannot be read, or the output must not be written.
    """
    if order.output.resolve() == order.edited.resolve():
        raise UnwritableFileError(
            order.output, "这是改稿人的文件，不会被覆盖", "请用 -o 另取文件名。"
        )
    file = read_revised(order.edited)
    if file.draft is None:
        raise StrangeFileError(order.edited.name, NO_DRAFT)
    report = load_report(order.inputs[0], last_year=order.last_year, more=order.inputs[1:])
    bank = bank_for(order.inputs[0], order.banks)
    seed = int(file.draft["seed"]) if order.seed is None else order.seed
    length = str(file.draft.get("length", "standard"))
    notices = notices_for(report, notice_folders(order.inputs[0]))
    draft = make(check_report(report), bank=bank, seed=seed, length=length, notices=notices).draft
    form = load_kind(draft.kind).form_of_draft(draft)
    result = redraft(file, draft, form, is_tracked=order.is_tracked)
    write_report(order.output, result.data)
    return Done(draft, result)
