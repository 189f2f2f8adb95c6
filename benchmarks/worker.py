"""What runs inside a measured process: `worker.py prepare|write|stages|many …`."""

from __future__ import annotations

import json
import pickle
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from measuring import ROOT, megabytes, repeated

STYLE = ROOT / "templates" / "style.docx"
METHODS = ("drafting", "prebuilt", "docxtpl", "fetched", "cells")


def prepare(source: str, folder: str) -> dict[str, object]:
    """Draft the report, make what the methods need, and verify the output of each."""
    from content import sizes  # noqa: PLC0415 -- a process imports what it measures
    from from_draft import content_of  # noqa: PLC0415
    from peers import build_prebuilt, build_template  # noqa: PLC0415
    from verify import verify  # noqa: PLC0415

    from drafting.kinds import load_kind  # noqa: PLC0415
    from drafting.pipeline import check_report, load_report, make  # noqa: PLC0415

    draft = make(check_report(load_report(Path(source)))).draft
    content = content_of(draft, load_kind(draft.kind).forms[draft.form])
    place = Path(folder)
    (place / "draft.pickle").write_bytes(pickle.dumps(draft))
    (place / "content.pickle").write_bytes(pickle.dumps(content))
    build_prebuilt(content, STYLE, place / "tables.docx")
    build_template(content, STYLE, place / "template.docx")
    length = {}
    for method in METHODS:
        data = _writer(method, place)()
        verify(method, data, content)
        length[method] = len(data)
    return {"sizes": sizes(content), "comments": len(draft.comments), "bytes": length}


def write(method: str, folder: str, seconds: str) -> dict[str, object]:
    """Write the report once, or, with seconds, again and again."""
    call = _writer(method, Path(folder))
    if float(seconds):
        return {"ms": repeated(call, float(seconds))}
    call()
    return {}


def _writer(method: str, folder: Path) -> Callable[[], bytes]:
    if method == "drafting":
        from drafting.kinds import load_kind  # noqa: PLC0415
        from drafting.word.writer import write_docx  # noqa: PLC0415

        draft = pickle.loads((folder / "draft.pickle").read_bytes())  # noqa: S301 -- written by `prepare`
        form = load_kind(draft.kind).forms[draft.form]
        return lambda: write_docx(draft, form)
    import peers  # noqa: PLC0415

    content = pickle.loads((folder / "content.pickle").read_bytes())  # noqa: S301 -- as above
    if method == "prebuilt":
        return peers.prebuilt_tables(content, STYLE, folder / "tables.docx")
    if method == "docxtpl":
        return peers.docxtpl_template(content, folder / "template.docx")
    plain = peers.cell_by_cell if method == "cells" else peers.cells_fetched_once
    return lambda: plain(content, STYLE)


def stages(source: str, seconds: str) -> dict[str, object]:
    """CPU ms of each stage of a report drafted again and again, and of all of it unwatched."""
    from stages import once, watched  # noqa: PLC0415

    path = Path(source)
    whole = repeated(lambda: once(path), float(seconds))
    return {"whole": whole, "stages": watched(path, float(seconds))}


def many(listing: str, *counts: str) -> dict[str, object]:
    """Draft the listed inputs in turn.

    After each count: CPU ms a report over all and since the count before, and peak memory.
    """
    from stages import once  # noqa: PLC0415

    marks = {int(count) for count in counts}
    spent, last, found, failed = 0.0, (0, 0.0), [], []
    for number, line in enumerate(Path(listing).read_text("utf-8").splitlines(), start=1):
        start = process_time()
        try:
            once(Path(line))
        except Exception as fault:  # noqa: BLE001 -- one fault does not hide the others; all are told
            failed.append(f"{Path(line).name}: {type(fault).__name__}: {fault}")
        spent += process_time() - start
        if number in marks:
            peak = megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
            since = (spent - last[1]) * 1000 / (number - last[0])
            found.append(
                {"reports": number, "ms": spent * 1000 / number, "since_ms": since, "peak_mb": peak}
            )
            last = number, spent
    return {"marks": found, "failed": failed}


_COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    "prepare": prepare,
    "write": write,
    "stages": stages,
    "many": many,
}

if __name__ == "__main__":
    print(json.dumps(_COMMANDS[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
