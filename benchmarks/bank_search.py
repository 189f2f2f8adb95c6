"""How fast a large phrase bank is searched: `make bench-bank`.

Entries are made from the lexicon with a fixed seed: 36 characters each, a common word in a third
of them. Prints a table; with `--page` it also goes into the manual's page `phrases`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from drafting.zh.segment import plain_jieba, segmenter
from phrasebank.bank import load_bank
from phrasebank.entry import Entry
from phrasebank.lexicon import load_lexicon
from phrasebank.search import Query, entry_words, query_words, search
from phrasebank.search_index import Index

Given = TypeVar("Given")

PAGE = Path(__file__).resolve().parent.parent / "drafting" / "help" / "phrases.md"
MARKS = ("<!-- 下表由 make bench-bank 写入，请勿手改。 -->\n", "<!-- 表完 -->\n")
SEED = 7
LENGTH = 36  # characters of an entry's text
COMMON = "公开"  # in a third of the entries
GOALS = {"build": 20.0, "query": 10.0, "change": 5.0}  # seconds; milliseconds; milliseconds


def made(count: int) -> list[Entry]:
    """Entries with texts of verbs and nouns, and the conditions of real ones."""
    chance = random.Random(SEED)  # noqa: S311 -- the same entries each time
    lexicon = load_lexicon()
    nouns, verbs = sorted(lexicon.nouns), sorted(lexicon.verbs)
    like = load_bank().entries
    return [
        replace(chance.choice(like), id=f"made.{number:06d}", text=_text(chance, verbs, nouns))
        for number in range(count)
    ]


def _text(chance: random.Random, verbs: Sequence[str], nouns: Sequence[str]) -> str:
    text = COMMON if chance.random() < 1 / 3 else ""
    while len(text) < LENGTH:
        text += chance.choice(verbs) + chance.choice(nouns) + chance.choice("，、的和")
    return text[:LENGTH]


def queries(entries: Sequence[Entry], count: int, words: tuple[int, int]) -> list[str]:
    """Words of entries that are there, a few of each."""
    chance = random.Random(SEED + 1)  # noqa: S311 -- the same queries each time
    found = []
    while len(found) < count:
        known = sorted({word for word in entry_words(chance.choice(entries)) if len(word) > 1})
        number = chance.randint(*words)
        if len(known) >= number:
            found.append(" ".join(chance.sample(known, number)))
    return found


def measure(count: int, asked: int, changes: int) -> list[tuple[str, str, str, str]]:
    """Rows of the table: what, middle, 95 of 100, goal."""
    entries = made(count)
    segmenter().words("热身")
    with TemporaryDirectory() as place:
        index = Index(Path(place) / "search.sqlite")
        start = time.process_time()
        index.refresh("all", lambda: entries)
        built = time.process_time() - start
        rows = [(f"建立索引，{count:,} 条", f"{built:.1f} 秒", "", f"{GOALS['build']:.0f} 秒")]
        rows.append(
            ("对照：原样的 jieba 切分同样的文本", f"{_plain_jieba(entries):.1f} 秒", "", "")
        )
        several = queries(entries, asked, (2, 6))
        rows += [
            _row("检索，二至六个词都有", _each(several, lambda text: _all_words(index, text)), GOALS["query"]),
            _row("检索，一个词", _each(queries(entries, asked, (1, 1)), lambda text: search(index, Query(text)))),
            _row("检索，三分之一条目都有的词", _each([COMMON] * asked, lambda text: search(index, Query(text)))),
            _row("检索，含全部词的不足五条时再列含部分词的", _each(several, lambda text: search(index, Query(text)))),
            _row(
                "检索，限功能和年度",
                _each(several, lambda text: search(index, Query(text, function="total", year=2023))),
            ),
        ]  # fmt: skip
        some = entries[:: max(1, count // changes)][:changes]
        rows += [
            _row("增加一条", _each(some, lambda one: index.put(replace(one, id=f"{one.id}.new"))), GOALS["change"]),
            _row("修改一条", _each(some, lambda one: index.put(replace(one, text=f"依法{one.text}"))), GOALS["change"]),
            _row("删去一条", _each(some, lambda one: index.remove(one.bank, one.id)), GOALS["change"]),
        ]  # fmt: skip
        index.close()
        rows.append(
            ("索引文件", f"{(Path(place) / 'search.sqlite').stat().st_size / 1e6:.0f} MB", "", "")
        )
    return rows


def _plain_jieba(entries: Sequence[Entry]) -> float:
    """Seconds that stock jieba takes for the texts, from a tenth of them."""
    tokenizer = plain_jieba(())
    some = entries[::10]
    start = time.process_time()
    for entry in some:
        list(tokenizer.cut(entry.text))
    return (time.process_time() - start) * len(entries) / len(some)


def _all_words(index: Index, text: str) -> object:
    return index.holding([query_words(text)], Query(text), 20)


def _each(given: Iterable[Given], act: Callable[[Given], object]) -> list[float]:
    """Milliseconds of CPU of each act, sorted; other work on the machine does not count."""
    times = []
    for one in given:
        start = time.process_time()
        act(one)
        times.append((time.process_time() - start) * 1000)
    return sorted(times)


def _row(name: str, times: Sequence[float], goal: float | None = None) -> tuple[str, str, str, str]:
    middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    return name, f"{middle:.2f} 毫秒", f"{high:.2f} 毫秒", f"{goal:.0f} 毫秒" if goal else ""


def table(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The rows as Markdown."""
    lines = ["| 做什么 | 中位 | 95% 的次数不超过 | 目标 |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def write_page(text: str) -> None:
    """Put the table between its marks in the manual."""
    first, last = (re.escape(mark) for mark in MARKS)
    page = PAGE.read_text("utf-8")
    found = re.sub(f"(?s){first}.*?{last}", lambda _: MARKS[0] + text + MARKS[1], page)
    if text not in found:
        raise SystemExit(f"{PAGE.name} has no place for the table")
    PAGE.write_text(found, "utf-8")


def main() -> None:
    """Measure, print, and with `--page` write the manual."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=500)
    options.add_argument("--changes", type=int, default=200)
    options.add_argument("--page", action="store_true")
    asked = options.parse_args()
    with TemporaryDirectory() as cache:
        os.environ.setdefault("DRAFTING_CACHE", cache)
        text = table(measure(asked.entries, asked.queries, asked.changes))
    print(text, end="")
    if asked.page:
        write_page(text)


if __name__ == "__main__":
    main()
