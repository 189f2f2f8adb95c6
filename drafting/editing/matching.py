"""Which block of a revised file is which block of the draft.

First by the hidden bookmarks, then by text, best likeness first with a little for standing in
order: texts pasted into a new file, moved with tracking, or saved by a program that drops
bookmarks are found by what they say. One block of the draft may stand in several paragraphs now
(split), several in one (joined), or in none (deleted).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.editing.draft_blocks import DraftBlock
from drafting.editing.likeness import likeness, pairs, share_within
from drafting.editing.revised import Block

_ALIKE = 0.45  # likeness from which a text without a bookmark is taken for a block
_WITHIN = 0.65  # share of a text from which it is taken for a piece of a block
_JOINED = 0.5  # share of a block's text that must stand in the paragraph that holds its bookmark
_ORDER = 0.1  # what standing behind its neighbour adds to a likeness


@dataclass(frozen=True, slots=True)
class Matched:
    """The places of the draft's blocks in a file."""

    places: Mapping[str, tuple[int, ...]]  # key -> numbers of file blocks, in order; () deleted
    keys: Mapping[int, tuple[str, ...]]  # file block -> keys that stand in it
    moved: frozenset[str]  # keys that stand out of the draft's order now

    @property
    def added(self) -> frozenset[int]:
        """File blocks that no block of the draft stands in are not in `keys`."""
        return frozenset(number for number, keys in self.keys.items() if not keys)


def match(drafted: Sequence[DraftBlock], blocks: Sequence[Block]) -> Matched:
    """Every block of the draft with its place in the file."""
    work = _Work(drafted, blocks)
    work.by_bookmark()
    work.by_equal_text()
    work.by_likeness()
    work.pieces()
    return work.done()


class _Work:
    def __init__(self, drafted: Sequence[DraftBlock], blocks: Sequence[Block]) -> None:
        self.drafted = drafted
        self.texts = [block.accepted.strip() for block in blocks]
        self.gone = [not text for text in self.texts]
        self.names = [block.names for block in blocks]
        self.pairs = [pairs(text) for text in self.texts]
        self.draft_pairs = {block.key: pairs(block.text) for block in drafted}
        self.places: dict[str, list[int]] = {}
        self.taken: dict[int, list[str]] = {}

    def take(self, key: str, number: int) -> None:
        self.places.setdefault(key, []).append(number)
        self.taken.setdefault(number, []).append(key)

    def open_blocks(self) -> list[int]:
        return [at for at, gone in enumerate(self.gone) if not gone and at not in self.taken]

    def open_drafted(self) -> list[DraftBlock]:
        return [block for block in self.drafted if block.key not in self.places]

    def by_bookmark(self) -> None:
        by_name = {block.name: block for block in self.drafted}
        for number, names in enumerate(self.names):
            here = [by_name[name] for name in names if name in by_name]
            if self.gone[number] or not here:
                continue
            # bookmarks of deleted paragraphs slide into a neighbour: they must prove themselves
            alone = len(here) == 1
            for block in here:
                if block.key not in self.places and (
                    alone or self._stands_in(block, number) or block is self._best(here, number)
                ):
                    self.take(block.key, number)

    def _stands_in(self, block: DraftBlock, number: int) -> bool:
        return share_within(self.draft_pairs[block.key], self.pairs[number]) >= _JOINED

    def _best(self, here: Sequence[DraftBlock], number: int) -> DraftBlock:
        return max(
            here, key=lambda block: likeness(self.draft_pairs[block.key], self.pairs[number])
        )

    def by_equal_text(self) -> None:
        free: dict[str, list[int]] = {}
        for number in self.open_blocks():
            free.setdefault(self.texts[number], []).append(number)
        for block in self.open_drafted():
            same = free.get(block.text.strip())
            if same:
                self.take(block.key, same.pop(0))

    def by_likeness(self) -> None:
        """The best pairs first; a pair that stands in order counts a little more."""
        waiting, free = self.open_drafted(), self.open_blocks()
        order = {block.key: at for at, block in enumerate(self.drafted)}
        scored = []
        for block in waiting:
            for number in free:
                alike = likeness(self.draft_pairs[block.key], self.pairs[number])
                if alike >= _ALIKE / 2:
                    bonus = _ORDER if self._in_order(order[block.key], number) else 0.0
                    scored.append((-(alike + bonus), order[block.key], number, block))
        for score, _, number, block in sorted(scored, key=lambda one: one[:3]):
            if -score >= _ALIKE and block.key not in self.places and number not in self.taken:
                self.take(block.key, number)

    def _in_order(self, at: int, number: int) -> bool:
        before = [
            self.places[block.key][0] for block in self.drafted[:at] if block.key in self.places
        ]
        behind = [
            self.places[block.key][0]
            for block in self.drafted[at + 1 :]
            if block.key in self.places
        ]
        return (not before or before[-1] < number) and (not behind or number < behind[0])

    def pieces(self) -> None:
        """Halves of a split block behind it, and blocks joined into another."""
        by_key = {block.key: block for block in self.drafted}
        for number in self.open_blocks():
            before = max((at for at in self.taken if at < number), default=None)
            if before is None or any(at in self.open_blocks() for at in range(before + 1, number)):
                continue
            for key in self.taken[before]:
                if share_within(self.pairs[number], self.draft_pairs[key]) >= _WITHIN:
                    self.take(key, number)
                    break
        for block in self.open_drafted():
            if len(block.text) < 6:
                continue
            best = max(
                self.taken,
                key=lambda at: (share_within(self.draft_pairs[block.key], self.pairs[at]), -at),
                default=None,
            )
            if best is None:
                continue
            rest = self.pairs[best] - sum(
                (self.draft_pairs[key] for key in self.taken[best]), Counter()
            )
            if share_within(self.draft_pairs[block.key], rest) >= _WITHIN:
                self.take(by_key[block.key].key, best)

    def done(self) -> Matched:
        order = {block.key: at for at, block in enumerate(self.drafted)}
        placed = sorted(
            ((numbers[0], key) for key, numbers in self.places.items()),
            key=lambda one: (one[0], order[one[1]]),
        )
        staying = _longest_rising([order[key] for _, key in placed])
        return Matched(
            {block.key: tuple(sorted(self.places.get(block.key, ()))) for block in self.drafted},
            {
                number: tuple(sorted(self.taken.get(number, ()), key=lambda key: order[key]))
                for number, gone in enumerate(self.gone)
                if not gone
            },
            frozenset(key for at, (_, key) in enumerate(placed) if at not in staying),
        )


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Places of a longest rising subsequence: what kept its order."""
    best: list[tuple[int, int | None]] = []  # length of the run that ends here, place before
    for at, value in enumerate(values):
        options = [(best[other][0], -other) for other in range(at) if values[other] < value]
        length, other = max(options, default=(0, 1))
        best.append((length + 1, -other if length else None))
    if not best:
        return frozenset()
    last: int | None = max(range(len(best)), key=lambda place: (best[place][0], -place))
    found = set()
    while last is not None:
        found.add(last)
        last = best[last][1]
    return frozenset(found)
