"""Two keepers change one bank: both changes stay, and what contradicts itself is told once."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phrasebank.entry import Entry, Example
from phrasebank.manifest import Manifest
from phrasebank.merge import Merged, merge_entries, merge_manifests
from phrasebank.reading import data_of
from tests.entries import entry_data, made

OLD = Entry(
    "a", "公开", "measure", ("x",), fits=(Example({}, "公开"),), misfits=(Example({"n": 1}),)
)
IDS = st.sampled_from(["a", "b", "c", "d"])
# few values, so that two sides often change the same field, and often alike
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["公开", "发布", "公示"]),
    "owner": st.sampled_from(["甲局", "乙局"]),
    "weight": st.integers(1, 3),
    "status": st.sampled_from(["draft", "approved", "retired"]),
    "first_year": st.sampled_from([None, 2019]),
    "topics": st.sampled_from([("x",), ("x", "y"), ("*",)]),
    "fits": st.sampled_from([(Example({"n": 1}),), (Example({"n": True}),)]),
}
entry_like = st.builds(
    lambda id_, changes: dataclasses.replace(OLD, id=id_, **changes),
    IDS,
    st.fixed_dictionaries({}, optional=CHANGES),
)
sides = st.lists(entry_like, max_size=4, unique_by=lambda entry: entry.id)
any_sides = st.lists(entry_data().map(made), max_size=3, unique_by=lambda entry: entry.id)


def changed(**changes: object) -> Entry:
    return dataclasses.replace(OLD, **changes)  # type: ignore[arg-type]  # the cases name fields


def plain(entries: Merged | list[Entry]) -> dict[str, str]:
    listed = entries.entries if isinstance(entries, Merged) else entries
    return {entry.id: repr(data_of(entry)) for entry in listed}


# ---- properties ---------------------------------------------------------------------------


@given(sides | any_sides, sides | any_sides)
def test_what_one_side_alone_changed_is_taken(base: list[Entry], new: list[Entry]) -> None:
    theirs, ours = merge_entries(base, base, new), merge_entries(base, new, base)
    assert plain(theirs) == plain(ours) == plain(new)
    assert theirs.conflicts == ours.conflicts == ()


@given(sides | any_sides, sides | any_sides)
def test_what_both_sides_changed_alike_is_taken(base: list[Entry], new: list[Entry]) -> None:
    merged = merge_entries(base, new, new)
    assert (plain(merged), merged.conflicts, merged.taken) == (plain(new), (), ())


@given(sides, sides, sides)
def test_no_entry_is_lost(base: list[Entry], ours: list[Entry], theirs: list[Entry]) -> None:
    old, mine, other = plain(base), plain(ours), plain(theirs)
    merged = merge_entries(base, ours, theirs)
    deleted = {
        id_
        for id_, text in old.items()
        if (id_ not in mine and other.get(id_, text) == text)
        or (id_ not in other and mine.get(id_, text) == text)
    }
    assert set(plain(merged)) == (set(mine) | set(other)) - deleted


@given(sides, sides, sides)
def test_both_ways_find_the_same_conflicts(
    base: list[Entry], ours: list[Entry], theirs: list[Entry]
) -> None:
    one = merge_entries(base, ours, theirs).conflicts
    other = merge_entries(base, theirs, ours).conflicts
    turned = [dataclasses.replace(c, ours=c.theirs, theirs=c.ours) for c in other]
    order = sorted(range(len(one)), key=lambda at: (one[at].id, one[at].field))
    turned.sort(key=lambda conflict: (conflict.id, conflict.field))
    assert [one[at] for at in order] == turned


@given(sides, sides, sides)
def test_a_field_is_from_one_of_the_sides_and_a_conflict_keeps_ours(
    base: list[Entry], ours: list[Entry], theirs: list[Entry]
) -> None:
    old, mine, other = (
        {entry.id: data_of(entry) for entry in side} for side in (base, ours, theirs)
    )
    merged = merge_entries(base, ours, theirs)
    in_doubt = {(conflict.id, conflict.field) for conflict in merged.conflicts}
    wrong = []
    for entry in merged.entries:
        id_, data = entry.id, data_of(entry)
        if not (id_ in old and id_ in mine and id_ in other):
            continue
        for key in {*data, *old[id_], *mine[id_], *other[id_]}:
            now, was, we, they = (
                repr(side.get(key)) for side in (data, old[id_], mine[id_], other[id_])
            )
            both = we not in (was, they) and they != was
            expected = we if both or they == was else they
            if now != expected or both != ((id_, key) in in_doubt):
                wrong.append((id_, key))
    assert wrong == []


# ---- cases --------------------------------------------------------------------------------


def test_changes_of_different_fields_of_one_entry_both_stay() -> None:
    merged = merge_entries([OLD], [changed(text="发布")], [changed(owner="乙局")])
    assert merged.entries == (changed(text="发布", owner="乙局"),)
    assert (merged.conflicts, merged.taken) == ((), ("a",))


def test_two_new_texts_are_one_conflict_with_both_and_ours_stays() -> None:
    merged = merge_entries([OLD], [changed(text="发布")], [changed(text="公示")])
    assert [conflict.as_json() for conflict in merged.conflicts] == [
        {
            "id": "a", "kind": "both-edited", "field": "text",
            "base": "公开", "ours": "发布", "theirs": "公示",
        }
    ]  # fmt: skip
    assert merged.entries == (changed(text="发布"),)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([], [changed(text="发布")], "deleted-edited"),
        ([changed(text="发布")], [], "deleted-edited"),
    ],
)
def test_an_edited_entry_that_the_other_side_deleted_stays_with_a_conflict(
    ours: list[Entry], theirs: list[Entry], kind: str
) -> None:
    merged = merge_entries([OLD], ours, theirs)
    assert [conflict.kind for conflict in merged.conflicts] == [kind]
    assert merged.entries == (changed(text="发布"),)


def test_two_new_entries_of_one_id_are_one_conflict() -> None:
    merged = merge_entries([], [changed(text="发布", owner="甲局")], [changed(text="公示")])
    assert [(c.id, c.kind, c.field) for c in merged.conflicts] == [("a", "both-added", "")]
    assert merged.entries == (changed(text="发布", owner="甲局"),)


def test_the_same_new_entry_on_both_sides_is_none() -> None:
    assert merge_entries([], [changed(bank="甲")], [changed(bank="乙")]).conflicts == ()


def test_a_year_taken_back_is_a_change_like_any_other() -> None:
    base = changed(first_year=2019, last_year=2022)
    merged = merge_entries([base], [changed()], [changed(first_year=2019)])
    assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [
        ("years", None, {"from": 2019})
    ]


def test_a_bank_says_of_itself_what_either_side_changed() -> None:
    base = Manifest("甲", "甲局", version="1")
    merged, conflicts = merge_manifests(
        base, dataclasses.replace(base, title="甲区"), dataclasses.replace(base, version="2")
    )
    assert (merged, conflicts) == (Manifest("甲", "甲区", version="2"), ())
