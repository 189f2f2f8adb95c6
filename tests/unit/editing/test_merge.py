"""Three-way merging of one block, sentence by sentence."""

import pytest

from drafting.editing.draft_blocks import DraftBlock, Part
from drafting.editing.merge import merge_block


def block(*sentences: str, sources: dict[int, str] | None = None) -> DraftBlock:
    parts = tuple(
        Part(text, "bullet", {"spans": [{"sources": [f"bullet:{(sources or {}).get(at, at)}"]}]})
        for at, text in enumerate(sentences)
    )
    return DraftBlock("a/1", "_gk_1", "a", "".join(sentences), parts)


def merged(base: DraftBlock, theirs: str, ours: DraftBlock) -> tuple[str, list[str]]:
    found = merge_block(base, theirs, ours)
    text = theirs
    for edit in reversed(found.edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, [conflict.reason for conflict in found.conflicts]


BASE = block("收到申请47件。", "办结45件，其中公开20件。", "举办培训2次。")


@pytest.mark.parametrize(
    ("theirs", "ours", "text", "conflicts"),
    [
        pytest.param(
            BASE.text, block("收到申请52件。", "办结45件，其中公开20件。", "举办培训2次。"),
            "收到申请52件。办结45件，其中公开20件。举办培训2次。", [], id="he changed nothing",
        ),
        pytest.param(
            "收到申请47件。全部按时办结45件，其中公开20件。举办培训2次。", BASE,
            "收到申请47件。全部按时办结45件，其中公开20件。举办培训2次。", [], id="we changed nothing",
        ),
        pytest.param(
            "收到申请47件。全部按时办结45件，其中公开20件。举办培训2次。",
            block("收到申请52件。", "办结45件，其中公开20件。", "举办培训3次。"),
            "收到申请52件。全部按时办结45件，其中公开20件。举办培训3次。", [], id="in different sentences",
        ),
        pytest.param(
            "我局收到申请47件。办结45件，其中公开20件。举办培训2次。",
            block("收到申请47件。", "办结45件。", "其中公开20件。", "举办培训2次。"),
            "我局收到申请47件。办结45件。其中公开20件。举办培训2次。", [], id="one sentence of ours made two",
        ),
        pytest.param(
            "收到申请47件。依法办结45件，公开20件。举办培训2次。",
            block("收到申请47件。", "办结50件，其中公开21件。", "举办培训2次。"),
            "收到申请47件。依法办结50件，公开21件。举办培训2次。", [], id="figures inside his wording",
        ),
        pytest.param(
            "收到申请47件。办结了四十五件。举办培训2次。",
            block("收到申请47件。", "办结50件，其中公开21件。", "举办培训2次。"),
            "收到申请47件。办结了四十五件。举办培训2次。", ["figure-not-found"], id="his wording has no such figure",
        ),
        pytest.param(
            "收到申请47件。办结45件（上半年45件），公开20件。举办培训2次。",
            block("收到申请47件。", "办结50件，其中公开20件。", "举办培训2次。"),
            "收到申请47件。办结45件（上半年45件），公开20件。举办培训2次。", ["figure-not-found"], id="the figure stands there twice",
        ),
        pytest.param(
            "收到申请47件。依法办结45件，公开20件。举办培训2次。",
            block("收到申请47件。", "答复45件，公开20件，延期3件。", "举办培训2次。", sources={1: "1"}),
            "收到申请47件。依法办结45件，公开20件。举办培训2次。", ["reworded"], id="both reworded it",
        ),
        pytest.param(
            "收到申请47件。举办培训2次。",
            block("收到申请47件。", "办结50件，其中公开21件。", "举办培训2次。"),
            "收到申请47件。举办培训2次。", ["deleted-by-editor"], id="he struck out what changed",
        ),
        pytest.param(
            "收到申请47件。举办培训2次。", BASE, "收到申请47件。举办培训2次。", [], id="he struck out what did not change",
        ),
        pytest.param(
            "收到申请47件。认真办结45件，其中公开20件。举办培训2次。",
            block("收到申请47件。", "举办培训2次。", sources={1: "2"}),
            "收到申请47件。认真办结45件，其中公开20件。举办培训2次。", ["gone-from-input"], id="a note is gone that he reworded",
        ),
        pytest.param(
            "收到申请47件，均在线提交。办结45件，其中公开20件。举办培训2次。",
            block("收到申请47件。", "举办培训2次。", sources={1: "2"}),
            "收到申请47件，均在线提交。举办培训2次。", [], id="a note is gone that he left alone",
        ),
        pytest.param(
            "收到申请47件，均在线提交。办结45件，其中公开20件。举办培训2次。",
            block("收到申请47件。", "办结45件，其中公开20件。", "开展督查4次。", "举办培训2次。", sources={2: "9", 3: "2"}),
            "收到申请47件，均在线提交。办结45件，其中公开20件。开展督查4次。举办培训2次。", [], id="a new note",
        ),
        pytest.param(
            "收到申请52件。办结45件，其中公开20件。举办培训2次。",
            block("收到申请52件。", "办结45件，其中公开20件。", "举办培训2次。"),
            "收到申请52件。办结45件，其中公开20件。举办培训2次。", [], id="he corrected the figure himself",
        ),
    ],
)  # fmt: skip
def test_edits_stay_and_new_figures_come_in(
    theirs: str, ours: DraftBlock, text: str, conflicts: list[str]
) -> None:
    assert merged(BASE, theirs, ours) == (text, conflicts)
