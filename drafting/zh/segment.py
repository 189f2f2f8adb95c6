"""Words of Chinese text by jieba, the only module that imports it.

jieba's own start reads 350,000 words into a dictionary, which costs more than a whole draft.
The same frequencies, with our own words added by jieba itself, are kept in the user's cache
folder in one file with a bucket for each first character; jieba's algorithm then runs over a
mapping that reads only the buckets it meets. A test holds the outcome equal to plain jieba.
"""

from __future__ import annotations

import hashlib
import logging
import marshal
import mmap
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafting.cache import cache_folder

_LAYOUT = 1


class _Buckets:
    """Word -> frequency over a memory-mapped file, a bucket for each first character."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        size = int.from_bytes(self._map[:8], "big")
        self._index: dict[str, tuple[int, int]] = marshal.loads(self._map[8 : 8 + size])  # noqa: S302 -- our own file
        self.total: int = self._index.pop("")[0]
        self._start = 8 + size
        self._loaded: dict[str, dict[str, tuple[int, str]]] = {}

    def bucket(self, first: str) -> dict[str, tuple[int, str]]:
        found = self._loaded.get(first)
        if found is None:
            offset, size = self._index.get(first, (0, 0))
            start = self._start + offset
            found = marshal.loads(self._map[start : start + size]) if size else {}  # noqa: S302 -- our own file
            self._loaded[first] = found
        return found

    def frequencies(self) -> dict[str, int]:
        """Every word with its frequency."""
        return {
            word: frequency
            for first in self._index
            for word, (frequency, _) in self.bucket(first).items()
        }

    def __contains__(self, word: str) -> bool:
        return word in self.bucket(word[:1])

    def __getitem__(self, word: str) -> int:
        return self.bucket(word[:1])[word][0]

    def get(self, word: str, default: int | None = None) -> int | None:
        entry = self.bucket(word[:1]).get(word)
        return default if entry is None else entry[0]


class Segmenter:
    """Cuts text into words; knows the dictionary's part of speech of a word."""

    def __init__(self, user_words: Sequence[str] = ()) -> None:
        jieba = _jieba()
        self._buckets = _Buckets(_compiled(tuple(user_words)))
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ = self._buckets
        tokenizer.total = self._buckets.total
        tokenizer.initialized = True
        self._tokenizer = tokenizer
        self._cut = tokenizer.cut
        self._parts: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, tuple[str, ...]] = {}

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text in order; they concatenate to it."""
        found = self._known.get(text)
        if found is None:
            found = tuple(self._cut(text, HMM=False))
            if len(self._known) < 20_000:  # a bounded memory over thousands of reports
                self._known[text] = found
        return found

    def search_words(self, text: str) -> Iterator[str]:
        """The words of a text, each long one behind the shorter words that it holds.

        What jieba's `cut_for_search` gives; the parts of a word are looked up once.
        """
        for word in self._cut(text, HMM=False):
            found = self._parts.get(word)
            if found is None:
                found = self._parts[word] = (*self._shorter(word), word)
            yield from found

    def _shorter(self, word: str) -> Iterator[str]:
        for size in (2, 3):
            if len(word) > size:
                pieces = (word[at : at + size] for at in range(len(word) - size + 1))
                yield from (piece for piece in pieces if self._buckets.get(piece))

    def hold_dictionary(self) -> None:
        """Keep the whole dictionary in memory: 0.3 s once, and a third less for each text after it."""
        self._tokenizer.FREQ = self._buckets.frequencies()

    def tag(self, word: str) -> str:
        """The dictionary's part of speech (n, v, a, d …), empty when it has none."""
        entry = self._buckets.bucket(word[:1]).get(word)
        return "" if entry is None else entry[1]


@lru_cache(maxsize=4)
def segmenter(user_words: tuple[str, ...] = ()) -> Segmenter:
    """The segmenter for a set of own words, kept for the life of the process."""
    return Segmenter(user_words)


def _jieba() -> Any:  # noqa: ANN401 -- jieba is untyped
    """Jieba without pkg_resources, which it imports where present for what `open` does as well."""
    held = sys.modules.get("pkg_resources")
    if "jieba" not in sys.modules and held is None:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # makes the import fail at once
    try:
        import jieba  # noqa: PLC0415 -- slow to import; only a draft needs it
    finally:
        if sys.modules.get("pkg_resources", held) is None:
            sys.modules.pop("pkg_resources", None)
    jieba.setLogLevel(logging.WARNING)
    return jieba


def plain_jieba(user_words: Iterable[str]) -> Any:  # noqa: ANN401 -- jieba is untyped
    """A stock jieba tokenizer with the own words added: what ours must equal."""
    tokenizer = _jieba().Tokenizer()
    tokenizer.initialize()
    for word in user_words:
        tokenizer.add_word(word)
    return tokenizer


def _compiled(user_words: tuple[str, ...]) -> Path:
    jieba = _jieba()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    stamp = hashlib.sha256(
        repr((_LAYOUT, jieba.__version__, dictionary.stat().st_size, user_words)).encode()
    ).hexdigest()[:24]
    path = cache_folder() / f"words-{stamp}.bin"
    if not path.exists():
        _compile(user_words, dictionary, path)
    return path


def _compile(user_words: tuple[str, ...], dictionary: Path, path: Path) -> None:
    tokenizer = plain_jieba(user_words)
    tags = {}
    for line in dictionary.read_text("utf-8").splitlines():
        word, _, tag = line.split(" ")
        tags[word] = tag
    buckets: dict[str, dict[str, tuple[int, str]]] = {}
    for word, frequency in tokenizer.FREQ.items():
        buckets.setdefault(word[:1], {})[word] = (frequency, tags.get(word, ""))
    index: dict[str, tuple[int, int]] = {"": (tokenizer.total, 0)}
    bodies: list[bytes] = []
    offset = 0
    for first, bucket in buckets.items():
        body = marshal.dumps(bucket)
        index[first] = (offset, len(body))
        bodies.append(body)
        offset += len(body)
    head = marshal.dumps(index)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(len(head).to_bytes(8, "big") + head + b"".join(bodies))
    part.replace(path)
