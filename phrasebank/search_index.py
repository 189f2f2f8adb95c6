"""The index of a search in SQLite: one file in the cache folder, made again from the bank at need.

An entry's key carries its number of words in front, so that the order of keys is that of the
ranking and a search for a common word stops early. Conditions stand in the index as words that
no text can hold.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from drafting.cache import cache_folder
from drafting.zh.segment import segmenter
from phrasebank.entry import Entry
from phrasebank.search import Found, Query, entry_words

_LAYOUT = 2  # goes up when the tables or the words change
_SERIAL = 32  # bits of a key behind the number of words
_MARK = "\ue000"  # of private use: begins the words that stand for conditions
_MANY = 5000  # entries to add at once for which the whole dictionary is worth reading
_WAIT = 20.0  # seconds for another process that writes

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE state (digest TEXT NOT NULL, serial INTEGER NOT NULL);
INSERT INTO state VALUES ('', 0);
CREATE TABLE entry (
  key INTEGER PRIMARY KEY, bank TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL, text TEXT NOT NULL,
  function TEXT NOT NULL, topics TEXT NOT NULL, status TEXT NOT NULL, owner TEXT NOT NULL,
  first_year INTEGER, last_year INTEGER, UNIQUE (bank, id)
);
CREATE VIRTUAL TABLE words USING fts5 (tok, tokenize = 'ascii', detail = none, columnsize = 0);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
_FOUND = "id, bank, text, function, topics, status, owner, first_year, last_year"
_IN_YEAR = (
    "(:year IS NULL OR ((first_year IS NULL OR first_year <= :year)"
    " AND (last_year IS NULL OR last_year >= :year)))"
)


class Index:
    """A search index; it is a `Shelf`.

    Args:
        path: its file; without one it is kept in memory.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._db = _opened(path)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    # ---- keeping it up to date --------------------------------------------------------------

    def refresh(self, digest: str, entries: Callable[[], Iterable[Entry]]) -> int:
        """Bring the index to a bank's state; only what differs is written.

        Args:
            digest: the bank's hash; nothing is done when the index was last brought to it.
            entries: gives the bank's entries; called only when they are needed.

        Returns:
            How many entries were written or removed.
        """
        if self._state() == digest:
            return 0
        wanted = {(entry.bank, entry.id): (entry, _digest(entry)) for entry in entries()}
        held = {
            (bank, id_): stamp
            for bank, id_, stamp in self._db.execute("SELECT bank, id, digest FROM entry")
        }
        gone = held.keys() - wanted.keys()
        new = [pair for name, pair in wanted.items() if held.get(name) != pair[1]]
        with self._writing():
            for bank, id_ in gone:
                self._drop(bank, id_)
            self._add(new)
            self._db.execute("UPDATE state SET digest = ?", (digest,))
        return len(gone) + len(new)

    def put(self, entry: Entry) -> None:
        """Add one entry, or write it anew."""
        with self._writing():
            self._add([(entry, _digest(entry))])
            self._db.execute("UPDATE state SET digest = ''")

    def remove(self, bank: str, id_: str) -> None:
        """Take one entry out; none of that id is no fault."""
        with self._writing():
            self._drop(bank, id_)
            self._db.execute("UPDATE state SET digest = ''")

    def _state(self) -> str:
        return str(self._db.execute("SELECT digest FROM state").fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _drop(self, bank: str, id_: str) -> None:
        where = "bank = ? AND id = ?"
        row = self._db.execute(f"SELECT key FROM entry WHERE {where}", (bank, id_)).fetchone()  # noqa: S608 -- constant
        if row is not None:
            self._db.execute("DELETE FROM words WHERE rowid = ?", row)
            self._db.execute("DELETE FROM entry WHERE key = ?", row)

    def _add(self, entries: Sequence[tuple[Entry, bytes]]) -> None:
        """Write entries with their digests."""
        for entry, _ in entries:
            self._drop(entry.bank, entry.id)
        if len(entries) > _MANY:
            segmenter().hold_dictionary()
        found = ((entry_words(entry), entry, digest) for entry, digest in entries)
        # in the order of keys: FTS5 writes a piece of its index whenever a key goes back
        ordered = sorted(found, key=lambda one: (len(one[0]), one[1].bank, one[1].id))
        serial = int(self._db.execute("SELECT serial FROM state").fetchone()[0])
        for number, (words, entry, digest) in enumerate(ordered, start=serial + 1):
            key = (len(words) << _SERIAL) | number
            self._db.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, entry.bank, entry.id, digest, entry.text, entry.function,
                    json.dumps(entry.topics, ensure_ascii=False), entry.status, entry.owner,
                    entry.first_year, entry.last_year,
                ),
            )  # fmt: skip
            self._db.execute(
                "INSERT INTO words (rowid, tok) VALUES (?, ?)",
                (key, " ".join((*words, *_conditions_of(entry)))),
            )
        self._db.execute("UPDATE state SET serial = serial + ?", (len(entries),))

    # ---- answering --------------------------------------------------------------------------

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """How many entries hold each word."""
        holes = ", ".join("?" * len(words))
        sql = f"SELECT term, doc FROM vocabulary WHERE term IN ({holes})"  # noqa: S608 -- holes only
        return dict(self._db.execute(sql, tuple(words)).fetchall())

    def holding(self, groups: Sequence[Sequence[str]], query: Query, most: int) -> Sequence[Found]:
        """Entries with every word of any group, fewest words first, then by bank and id."""
        wanted = {"match": _match(groups, query), "year": query.year, "most": most}
        source = "FROM words JOIN entry ON key = words.rowid WHERE words MATCH :match"
        first = f"SELECT words.rowid {source} AND {_IN_YEAR} ORDER BY words.rowid LIMIT :most"
        keys = self._db.execute(first, wanted).fetchall()
        if not keys:
            return ()
        last = keys[-1][0] | ((1 << _SERIAL) - 1)  # all of the last number of words compete by id
        sql = (
            f"SELECT {_FOUND} {source} AND words.rowid <= :last AND {_IN_YEAR}"
            f" ORDER BY key >> {_SERIAL}, bank, id LIMIT :most"
        )
        return _found(self._db.execute(sql, wanted | {"last": last}))


def index_file(label: str) -> Path:
    """Where the index of a bank is kept; `label` tells the bank from others."""
    name = hashlib.sha256(label.encode(errors="surrogatepass")).hexdigest()[:24]
    return cache_folder() / f"search-{name}.sqlite"


# ---- the file -----------------------------------------------------------------------------


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database, made anew when it is not one of this layout; in memory when it cannot be kept."""
    if path is None:
        return _made(":memory:")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _made(str(path))
    except (sqlite3.OperationalError, OSError):
        return _made(":memory:")
    except sqlite3.DatabaseError:  # no database: a file cut off, or another's
        path.unlink()
        return _made(str(path))


def _made(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, isolation_level=None, timeout=_WAIT)
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            for table in ("vocabulary", "words", "entry", "state"):
                database.execute(f"DROP TABLE IF EXISTS {table}")
            database.executescript(f"{_TABLES} PRAGMA user_version = {_LAYOUT};")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


# ---- what is written and asked ------------------------------------------------------------


def _digest(entry: Entry) -> bytes:
    """Of what the index holds of an entry; a change of anything else leaves it as it is."""
    held = (
        entry.bank, entry.id, entry.text, entry.function, entry.topics, entry.status, entry.owner,
        entry.first_year, entry.last_year,
    )  # fmt: skip
    return hashlib.sha256(repr(held).encode(errors="surrogatepass")).digest()[:16]


def _conditions_of(entry: Entry) -> Iterator[str]:
    yield _MARK
    yield _condition("function", entry.function)
    yield _condition("status", entry.status)
    yield _condition("owner", entry.owner)
    for topic in entry.topics:
        parts = topic.split(".")
        for end in range(1, len(parts) + 1):
            yield _condition("topic", ".".join(parts[:end]))


def _condition(name: str, value: str) -> str:
    return f"{_MARK}{name}{value.encode(errors='surrogatepass').hex()}"


def _match(groups: Sequence[Sequence[str]], query: Query) -> str:
    """The query in FTS5's language; every word stands in quotes, so that none is an operator."""
    parts = [f"({' OR '.join(_all(group) for group in groups)})"] if groups else []
    parts += [
        _all([_condition(name, value)])
        for name in ("function", "status", "owner")
        if (value := getattr(query, name))
    ]
    if query.topic:
        parts.append(f"({' OR '.join(_all([_condition('topic', t)]) for t in (query.topic, '*'))})")
    return " AND ".join(parts) or _all([_MARK])


def _all(words: Sequence[str]) -> str:
    return "(" + " AND ".join(f'"{word}"' for word in words) + ")"


def _found(rows: Iterable[Sequence[object]]) -> tuple[Found, ...]:
    return tuple(
        Found(
            str(id_), str(bank), str(text), str(function), tuple(json.loads(str(topics))), str(status),
            str(owner), _year(first), _year(last),
        )
        for id_, bank, text, function, topics, status, owner, first, last in rows
    )  # fmt: skip


def _year(value: object) -> int | None:
    return value if isinstance(value, int) else None
