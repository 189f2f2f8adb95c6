"""Entries as hypothesis makes them: valid, with strings that YAML and spreadsheets misread."""

from typing import Any

from hypothesis import strategies as st

from phrasebank.entry import FUNCTIONS, LEVELS, STATUSES, Entry
from phrasebank.reading import entry_of

NASTY = (
    "no", "yes", "on", "~", "null", "012", "0o7", "1_000", "1e3", "2020-01-01", "2020-01-01 10:00:00", "12:30:45",
    "", " ", " a ", "a: b", "- a", "#a", "&a", "*a", "!a", "%a", "@a", "`a", "'", '"', "\\", "a\nb", "a\r\nb", "\t",
    "=1+1", "+1", "-1", "@SUM(A1)", "\x85", "\u2028", "\ufeff", "\x7f", "\x00", "\U0001f600", "{", "[", "]", "}, {",
    "…", "---", "...", "<<", "=", "?", "|", ">", "NaN", ".inf", "0x1F", "TRUE", "1,000", "；", "：", "甲；乙、丙", "说明",
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), max_size=12)
plain_texts = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="{}#%"), min_size=1
)
ids = st.from_regex(r"[a-z0-9_.\-]{1,12}", fullmatch=True) | st.sampled_from(
    ["con", "nul.a", ".", "..", ".hidden", "no", "012", "a" * 300, "-", "1e3"]
)
numbers = st.integers(-(10**6), 10**6) | st.floats(allow_nan=False)
slots = st.dictionaries(
    texts,
    numbers | texts | st.booleans() | st.none() | st.dates() | st.lists(texts, max_size=2),
    max_size=3,
)
fits = st.fixed_dictionaries({"slots": slots, "gives": texts})
misfits = st.fixed_dictionaries({"slots": slots, "why": texts})
lists = st.lists(texts, max_size=3)
years = st.none() | st.integers(1949, 2099)


@st.composite
def entry_data(draw: st.DrawFn, id_: str | None = None) -> dict[str, Any]:
    """The plain data of a valid entry."""
    return {
        "id": draw(ids) if id_ is None else id_,
        "text": draw(plain_texts),
        "function": draw(st.sampled_from(FUNCTIONS)),
        "topics": draw(lists),
        "kinds": draw(lists),
        "when": draw(st.sampled_from(["", "rate > 0", "topic == 'note.change' or rate >= 0.1"])),
        "claims": draw(lists),
        "years": {"from": draw(years), "to": draw(years)},
        "levels": draw(st.lists(st.sampled_from(LEVELS), unique=True)),
        "regions": draw(lists),
        "register": draw(texts),
        "weight": draw(st.integers(1, 100)),
        "version": draw(st.integers(1, 99)),
        "owner": draw(texts),
        "origin": draw(texts),
        "source": draw(texts),
        "status": draw(st.sampled_from(STATUSES)),
        "successor": draw(texts),
        "fits": draw(st.lists(fits, min_size=1, max_size=2)),
        "misfits": draw(st.lists(misfits, min_size=1, max_size=2)),
    }  # fmt: skip


def made(data: dict[str, Any]) -> Entry:
    return entry_of(data, bank="test", place="made")


entries = entry_data().map(made)
banks = st.lists(entries, max_size=5, unique_by=lambda entry: entry.id)
