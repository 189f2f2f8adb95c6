"""A sentence that an editor reworded, as a candidate."""

from decimal import Decimal

import pytest

from phrasebank.edits import Said, candidate_of_edit
from phrasebank.generalise import Setting
from phrasebank.proposing import Candidate

BEFORE = "全年收到政府信息公开申请12件。"
SLOTS = {"received": Said("12件", Decimal(12), "件"), "year": Said("2023")}


def edited(after: str, before: str = BEFORE) -> Candidate | None:
    return candidate_of_edit(
        before, after, SLOTS, function="total", topic="requests.received", setting=Setting(2023)
    )


def test_slots_of_the_sentence_keep_their_names() -> None:
    candidate = edited("2023年，群众和企业向我局提出申请12件。")
    assert candidate is not None
    assert candidate.entry.text == (
        "{{ year }}年，群众和企业向{{ self_name }}提出申请{{ received|count('件') }}"
    )
    assert (candidate.entry.function, candidate.entry.topics) == ("total", ("requests.received",))
    assert candidate.entry.status == "draft"


def test_a_fact_that_the_editor_added_becomes_a_slot_of_its_own() -> None:
    candidate = edited("收到政府信息公开申请12件，其中线上9件。")
    assert candidate is not None
    assert candidate.entry.text.endswith("其中线上{{ quantity }}")


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        "全年收到政府信息公开申请15件。",  # another figure, the same words
        "共12件。",  # nothing left to share
        "申请请联系13800001234，共12件。",
        "",
    ],
)
def test_an_edit_without_a_new_wording_gives_nothing(after: str) -> None:
    assert edited(after) is None


def test_claims_that_the_editor_put_in_are_named() -> None:
    candidate = edited("全年及时办理政府信息公开申请12件，成效明显。")
    assert candidate is not None
    assert set(candidate.entry.claims) == {"及时", "成效", "明显"}
