"""Search as a keeper meets it: what is found, in which order, and after which changes."""

import dataclasses
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.search import Query, query_words, search
from phrasebank.search_index import Index

ODD = [
    '"', '""', "'", "*", "增长*", "^增长", "增长 AND", "AND", "OR 增长", "NOT 增长", "NEAR(增长 率)", "tok:增长",
    "(", ")", "{a b}", "+", "-增长", "增长-", "\0", "增\0长", "\ud800", "", " ", "　", "%", "_", ";--", "\ue000",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTING_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
        yield


def entry(id_: str, text: str, **changes: object) -> Entry:
    made = Entry(id_, text, "measure", ("proactive",))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]  # the cases name fields


def index_of(entries: Sequence[Entry]) -> Index:
    index = Index()
    index.refresh("first", lambda: entries)
    return index


def ids(index: Index, text: str = "", **conditions: object) -> list[str]:
    query = dataclasses.replace(Query(text), **conditions)  # type: ignore[arg-type]  # as above
    return [hit.entry.id for hit in search(index, query)]


def test_an_entry_with_all_words_comes_before_those_with_some() -> None:
    index = index_of(
        [
            entry("a", "做好信息公开"),
            entry("b", "及时公开行政许可结果"),
            entry("c", "公布行政许可依据"),
        ]
    )
    hits = search(index, Query("公开 行政许可"))
    assert [(hit.entry.id, hit.whole) for hit in hits] == [("b", True), ("a", False), ("c", False)]


def test_some_words_are_not_looked_for_when_enough_entries_hold_all() -> None:
    held = [entry(f"all.{at}", "公开行政许可") for at in range(5)]
    index = index_of([*held, entry("some", "公开")])
    assert ids(index, "公开 行政许可") == [f"all.{at}" for at in range(5)]


def test_a_word_that_no_entry_holds_does_not_hide_what_the_others_find() -> None:
    assert ids(index_of([entry("a", "公开行政许可")]), "行政许可 元宇宙") == ["a"]


def test_entries_that_say_less_beside_the_words_come_first_and_ties_go_by_id() -> None:
    index = index_of(
        [
            entry("c", "公开许可"),
            entry("b", "公开许可和处罚"),
            entry("a", "公开处罚"),
            entry("d", "公开"),
        ]
    )
    assert ids(index, "公开") == ["d", "a", "c", "b"]


def test_the_order_does_not_depend_on_the_order_in_which_entries_came() -> None:
    entries = [entry(f"e.{at:02}", "公开许可") for at in range(40)]
    mixed = entries[::2] + entries[::-2]
    assert ids(index_of(mixed), "公开", limit=7) == [f"e.{at:02}" for at in range(7)]


def test_a_word_within_a_long_word_finds_it() -> None:
    assert ids(index_of([entry("a", "政府信息公开工作年度报告")]), "公开") == ["a"]


@pytest.mark.parametrize("text", ["\uff21\uff30\uff30", "app", "App"])
def test_width_and_case_of_letters_do_not_matter(text: str) -> None:
    assert ids(index_of([entry("a", "通过政务APP发布")]), text) == ["a"]


def test_slots_and_ids_are_found_but_marks_of_the_template_are_not() -> None:
    index = index_of([entry("total.received", "收到申请{{ received|count('件') }}")])
    assert ids(index, "received") == ["total.received"]
    assert ids(index, "{{ }}") == []


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"function": "plan"}, ["plan"]),
        ({"topic": "requests"}, ["any", "deep"]),
        ({"topic": "requests.change"}, ["any", "deep"]),
        ({"topic": "request"}, ["any"]),
        ({"owner": "甲局"}, ["own"]),
        ({"status": "draft"}, ["new"]),
        ({"year": 2020}, ["any", "deep", "new", "own", "plan"]),
        ({"function": "plan", "status": "draft"}, []),
    ],
)
def test_each_condition_holds(conditions: dict[str, object], found: list[str]) -> None:
    index = index_of(
        [
            entry("any", "公开", topics=("*",)),
            entry("deep", "公开", topics=("requests.change",)),
            entry("new", "公开", status="draft"),
            entry("own", "公开", owner="甲局"),
            entry("plan", "公开", function="plan"),
            entry("until", "公开", last_year=2019),
            entry("since", "公开", first_year=2021),
        ]
    )
    assert ids(index, "公开", **conditions) == found
    assert ids(index, "", **conditions) == found


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_a_query_like_any_other(text: str) -> None:
    index = index_of([entry("a", "增长率"), entry("b", "公开")])
    assert set(ids(index, text)) <= {"a", "b"}


@given(st.text(max_size=30))
def test_any_text_finds_itself_whole_or_has_no_words(text: str) -> None:
    index = index_of([entry("a", "公开"), entry("b", "行政许可")])
    index.put(entry("mine", text.replace("{", "").replace("}", "")))
    hits = search(index, Query(text))
    assert query_words(text) == () or "mine" in {hit.entry.id for hit in hits}
    index.close()


def test_a_very_long_text_can_be_asked_for() -> None:
    text = "".join(chr(0x4E00 + at) for at in range(5000))
    assert ids(index_of([entry("a", "公开")]), text) == []


def test_marks_alone_find_nothing_while_no_words_at_all_find_everything() -> None:
    index = index_of([entry("a", "公开")])
    assert (ids(index, "，。"), ids(index)) == ([], ["a"])


def test_a_query_names_each_word_once() -> None:
    assert query_words("公开 公开，许可") == ("公开", "许可")


# ---- changes ------------------------------------------------------------------------------


def test_one_added_changed_or_removed_entry_is_seen_at_once() -> None:
    index = index_of([entry("a", "公开许可"), entry("b", "公开处罚")])
    index.put(entry("c", "公开收费"))
    index.put(entry("a", "公开采购"))
    index.remove("base", "b")
    assert [ids(index, word) for word in ("收费", "采购", "许可", "处罚")] == [["c"], ["a"], [], []]


def test_a_bank_that_changed_is_written_only_where_it_differs() -> None:
    index = index_of([entry("a", "公开许可"), entry("b", "公开处罚"), entry("c", "公开收费")])
    then = [entry("a", "公开许可"), entry("b", "公开采购")]
    assert index.refresh("second", lambda: then) == 2
    assert ids(index) == ["a", "b"]


def test_a_bank_that_did_not_change_is_not_read() -> None:
    index = index_of([entry("a", "公开")])

    def unread() -> Sequence[Entry]:
        raise AssertionError

    assert index.refresh("first", unread) == 0


def test_an_index_after_changes_answers_like_one_made_at_once() -> None:
    base = load_bank().entries
    changed = Index()
    changed.refresh("first", lambda: base[::-5])
    changed.refresh("second", lambda: base)
    at_once = index_of(base)
    words = ["公开", "申请 收到", "较上年 增长", "加强 培训", "不足", "依法"]
    assert [ids(changed, text) for text in words] == [ids(at_once, text) for text in words]


# ---- the file -----------------------------------------------------------------------------


def test_an_index_file_is_used_again(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "search.sqlite"
    index = Index(file)
    index.refresh("first", lambda: [entry("a", "公开")])
    index.close()
    again = Index(file)
    assert again.refresh("first", list) == 0
    assert ids(again, "公开") == ["a"]
    again.close()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_broken_index_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "search.sqlite"
    file.write_bytes(content)
    index = Index(file)
    index.refresh("first", lambda: [entry("a", "公开")])
    assert ids(index, "公开") == ["a"]
    index.close()


def test_an_index_file_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "search.sqlite"
    index = Index(file)
    index.refresh("first", lambda: [entry("a", "公开")])
    index.close()
    other = sqlite3.connect(file)
    other.execute("PRAGMA user_version = 999")
    other.close()
    again = Index(file)
    assert again.refresh("first", lambda: [entry("b", "公开")]) == 1
    assert ids(again, "公开") == ["b"]
    again.close()


def test_an_index_that_cannot_be_kept_works_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    index = Index(tmp_path / "file" / "search.sqlite")
    index.refresh("first", lambda: [entry("a", "公开")])
    assert ids(index, "公开") == ["a"]
