"""The figures of a report's tables: each row found by its label, whatever page breaks did to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.location import Location
from drafting.published.blocks import Block
from drafting.published.labels import FormRow, LabelIndex, is_blank, label_of, likeness, normal
from drafting.published.records import (
    Record,
    headers_in,
    learned,
    record_of,
    values_of,
)
from drafting.reading.markup import RawCell


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One value as it stands."""

    text: str
    place: Location

    @property
    def is_blank(self) -> bool:
        """Whether nothing, or a mark for nothing, stands there."""
        return is_blank(self.text)


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What was found of the tables, and what was not understood of them."""

    cells: Mapping[str, ReadCell] = field(default_factory=dict)  # figure id -> value
    rows: Mapping[int, FormRow] = field(default_factory=dict)  # block -> the row that it is
    forms: Mapping[str, str] = field(default_factory=dict)  # table -> form that it follows
    guessed: tuple[tuple[Record, FormRow], ...] = ()  # rows known by likeness and order
    doubled: tuple[tuple[Record, FormRow], ...] = ()  # the same row again, with other values
    uneven: tuple[tuple[Record, FormRow], ...] = ()  # rows with too many or too few values
    foreign: tuple[Record, ...] = ()  # rows with values that the form does not have
    loose: tuple[Record, ...] = ()  # words that are no label of the form
    used: frozenset[int] = frozenset()  # blocks that belong to a table of the form
    other_words: tuple[tuple[str, str], ...] = ()  # label as it stands, label of the form


def read_tables(
    blocks: Sequence[Block], chosen: Sequence[int], index: LabelIndex, expected: str
) -> TablesRead:
    """The figures in the blocks that may belong to tables.

    Args:
        blocks: of the whole file.
        chosen: positions of the blocks that are rows, or lines where a table stands.
        index: the labels of the kind.
        expected: the form of the report's year; wins where labels do not tell.
    """
    found = (record_of(position, blocks[position], index) for position in chosen)
    records = _joined([record for record in found if record is not None])
    return _Reader(records, index, expected).read()


def _joined(records: Sequence[Record]) -> list[Record]:
    """The records with each row whose values run over into the next made whole."""
    made: list[Record] = []
    for record in records:
        before = made[-1] if made else None
        if before is not None and _continues(before, record):
            cells = (*before.cells[: before.at + 1], *_filled(before), *_filled(record))
            made[-1] = replace(
                before, cells=tuple(replace(cell, column=at) for at, cell in enumerate(cells))
            )
            continue
        made.append(record)
    return made


def _filled(record: Record) -> tuple[RawCell, ...]:
    return tuple(cell for cell in record.values if cell.text.strip())


def _continues(before: Record, record: Record) -> bool:
    if record.at >= 0 or not record.has_values or not before.rows:
        return False
    if before.table and len(before.values) >= len(before.rows[0].ids):
        return not before.filled and len(record.filled) == len(before.rows[0].ids)
    sizes = {len(row.ids) for row in before.rows}
    return len(before.filled) + len(record.filled) in sizes and len(before.filled) not in sizes


class _Reader:
    """Matches records with rows of the form, the surest first."""

    def __init__(self, records: Sequence[Record], index: LabelIndex, expected: str) -> None:
        self.records = records
        self.index = index
        self.expected = expected
        self.headers = self._headers()
        self.forms = self._forms()
        self.match: dict[int, FormRow] = {}  # position in records -> row
        self.guessed: list[tuple[Record, FormRow]] = []
        self.doubled: list[tuple[Record, FormRow]] = []

    def read(self) -> TablesRead:
        self._by_label()
        self._groups_for_leaves()
        self._by_likeness()
        merged = self._without_stub()
        grid = learned(self.records, {at: len(row.ids) for at, row in self.match.items()})
        cells: dict[str, ReadCell] = {}
        uneven = []
        for at, row in self.match.items():
            record = self.records[at]
            values = merged.get(at) or values_of(record, len(row.ids), grid)
            if values is None:
                uneven.append((record, row))
                continue
            for figure, text in zip(row.ids, values, strict=True):
                cells[figure] = ReadCell(text, record.place)
        foreign, loose, used = self._leftovers(merged)
        return TablesRead(
            cells,
            {self.records[at].block: row for at, row in self.match.items()},
            self.forms,
            tuple(self.guessed),
            tuple(self.doubled),
            tuple(uneven),
            foreign,
            loose,
            used,
            tuple(self._other_words()),
        )

    def _headers(self) -> list[frozenset[str]]:
        """The column labels above each record, of the header rows that stand next above it."""
        above: list[frozenset[str]] = []
        current: frozenset[str] = frozenset()
        fresh = False
        for record in self.records:
            shown = frozenset() if record.has_values else headers_in(record, self.index)
            if shown:
                current = current | shown if fresh else shown
                fresh = True
            elif record.has_values:
                fresh = False
            above.append(current)
        return above

    def _forms(self) -> dict[str, str]:
        """The form that each table follows: another than expected only if it alone has its words."""
        seen = {normal(piece) for record in self.records for piece in _pieces(record)}
        forms = dict.fromkeys(row.form for row in self.index.rows)
        texts = self.index.texts
        chosen: dict[str, str] = {}
        for table in dict.fromkeys(row.table for row in self.index.rows):
            expected = texts.get((table, self.expected), frozenset())
            chosen[table] = self.expected
            for form in forms:
                other = texts.get((table, form), frozenset())
                if len(seen & (other - expected)) > len(seen & (expected - other)):
                    chosen[table] = form
        return chosen

    def _by_label(self) -> None:
        taken: dict[tuple[str, str], int] = {}
        for at, record in enumerate(self.records):
            rows = self._fitting(at, record)
            if not rows or not (record.has_values or self._is_empty_row(record, rows)):
                continue
            if len({(row.table, row.key) for row in rows}) > 1:
                continue  # groups share the label: order tells
            row = rows[0]
            first = taken.setdefault((row.table, row.key), at)
            if first == at:
                self.match[at] = row
            elif not self.records[first].has_values and record.has_values:
                del self.match[first]
                taken[row.table, row.key] = at
                self.match[at] = row
            elif self.records[first].filled != record.filled and record.has_values:
                self.doubled.append((record, row))

    def _is_empty_row(self, record: Record, rows: Sequence[FormRow]) -> bool:
        """Whether a row of a real table has its cells, though nothing stands in them."""
        return bool(record.table or len(record.cells) > 1) and bool(
            len(record.values) >= min(len(row.ids) for row in rows)
        )

    def _fitting(self, at: int, record: Record) -> list[FormRow]:
        """The rows that the label names, the one whose columns stand above it first."""
        above = self.headers[at]
        count = len(record.filled)

        def fit(row: FormRow) -> tuple[bool, int, bool, bool, bool]:
            known = set(row.headers) & above
            return (
                set(row.headers) <= above,
                len(known),
                row.form == self.forms[row.table],
                len(row.ids) == count,
                row.form == self.expected,
            )

        best = sorted(record.rows, key=fit, reverse=True)
        return (
            [row for row in best if fit(row)[:2] == fit(best[0])[:2]][:1] or best[:1]
            if len({(row.table, row.key) for row in best}) == 1
            else best
        )

    def _groups_for_leaves(self) -> None:
        """A group's name before values names its first row, where that row has lost its own."""
        done = {(row.table, row.key): at for at, row in self.match.items()}
        rows = {(row.form, row.table, row.key): row for row in self.index.rows}
        for row in list(self.match.values()):
            first, *others = row.parts or ("",)
            if not first or (row.table, first) in done:
                continue
            if any((row.table, other) in done for other in others):
                at = done[row.table, row.key]
                self.match[at] = rows[row.form, row.table, first]
                self.guessed.append((self.records[at], self.match[at]))

    def _by_likeness(self) -> None:
        """Damaged labels: only rows between the neighbours that are known come into question."""
        rows = [row for row in self.index.rows if row.form == self.forms[row.table] and row.words]
        done = {(row.table, row.key) for row in self.match.values()}
        order = {(row.table, row.key): at for at, row in enumerate(rows)}
        open_records = [
            at
            for at, record in enumerate(self.records)
            if at not in self.match
            and record.has_values
            and not any(record is again for again, _ in self.doubled)
        ]
        for run, low, high in self._runs(open_records, order, len(rows)):
            wanted = [row for row in rows[low:high] if (row.table, row.key) not in done]
            for at, row in self._aligned(run, wanted):
                self.match[at] = row
                done.add((row.table, row.key))
                self.guessed.append((self.records[at], row))

    def _runs(
        self, open_records: Sequence[int], order: Mapping[tuple[str, str], int], last: int
    ) -> Iterator[tuple[list[int], int, int]]:
        """Runs of unknown records with the bounds that the known rows around them set."""
        known = sorted(
            (at, order[row.table, row.key])
            for at, row in self.match.items()
            if (row.table, row.key) in order
        )
        groups: dict[tuple[int, int], list[int]] = {}
        for at in open_records:
            low = max((place + 1 for where, place in known if where < at), default=0)
            high = min((place for where, place in known if where > at), default=last)
            groups.setdefault((low, high) if low < high else (0, last), []).append(at)
        for (low, high), run in groups.items():
            yield run, low, high

    def _aligned(
        self, run: Sequence[int], wanted: Sequence[FormRow]
    ) -> Iterator[tuple[int, FormRow]]:
        """The pairing in order that is likest over the whole run."""
        score = [[self._likeness(at, row) for row in wanted] for at in run]
        best = [[0.0] * (len(wanted) + 1) for _ in range(len(run) + 1)]
        for one in range(len(run) - 1, -1, -1):
            for other in range(len(wanted) - 1, -1, -1):
                pair = score[one][other]
                taken = pair + best[one + 1][other + 1] if pair else 0.0
                best[one][other] = max(taken, best[one + 1][other], best[one][other + 1])
        one = other = 0
        while one < len(run) and other < len(wanted):
            pair = score[one][other]
            if pair and best[one][other] == pair + best[one + 1][other + 1]:
                yield run[one], wanted[other]
                one, other = one + 1, other + 1
            elif best[one][other] == best[one + 1][other]:
                one += 1
            else:
                other += 1

    def _likeness(self, at: int, row: FormRow) -> float:
        """How like a row the words of a record are, with those that a page break set beside it."""
        record = self.records[at]
        if len(record.filled) != len(row.ids) and len(record.values) != len(row.ids):
            return 0.0
        before, behind = self._beside(at, -1), self._beside(at, 1)
        own = "".join(cell.text for cell in record.cells[: record.at + 1])
        texts = {own, record.label, before + own, own + behind, before + own + behind}
        return max((likeness(text, row) for text in texts if text), default=0.0)

    def _beside(self, at: int, step: int) -> str:
        """The words in the next record that way, when it holds no values."""
        if not 0 <= at + step < len(self.records):
            return ""
        record = self.records[at + step]
        if record.has_values or abs(record.block - self.records[at].block) > 1:
            return ""
        return record.label

    def _without_stub(self) -> dict[int, tuple[str, ...]]:
        """Rows that no label names (table four): known by the number of their values."""
        merged: dict[int, tuple[str, ...]] = {}
        taken = {row.table for row in self.match.values()}
        for row in self.index.rows:
            if row.words or row.form != self.forms[row.table] or row.table in taken:
                continue
            for at, values in self._nameless(row):
                self.match[at] = row
                merged[at] = values
                taken.add(row.table)
                break
        return merged

    def _nameless(self, row: FormRow) -> Iterator[tuple[int, tuple[str, ...]]]:
        size = len(row.ids)
        free = [
            at
            for at, record in enumerate(self.records)
            if at not in self.match and set(row.headers) & self.headers[at]
        ]
        for at in free:
            record = self.records[at]
            texts = [cell.text.strip() for cell in record.cells]
            if record.at < 0 and len(texts) == size and not headers_in(record, self.index):
                yield at, tuple(texts)
            elif record.has_values and len(record.filled) == size:
                yield at, record.filled
        pieces = [at for at in free if self.records[at].has_values]
        values = tuple(text for at in pieces for text in self.records[at].filled)
        if len(values) == size:
            self.guessed.append((self.records[pieces[0]], row))
            yield pieces[0], values

    def _leftovers(
        self, merged: Mapping[int, tuple[str, ...]]
    ) -> tuple[tuple[Record, ...], tuple[Record, ...], frozenset[int]]:
        tables = {self.records[at].table for at in self.match} - {0}
        again = {id(record) for record, _ in self.doubled}
        known = {(row.table, row.key): self.records[at].filled for at, row in self.match.items()}
        in_pieces = {text for values in merged.values() for text in values}
        foreign, loose, used = [], [], set()
        for at, record in enumerate(self.records):
            is_ours = at in self.match or record.table in tables
            repeated = any(known.get((row.table, row.key)) == record.filled for row in record.rows)
            if at in self.match or id(record) in again or repeated:
                used.add(record.block)
            elif record.has_values:
                pieces = merged and record.at < 0 and set(record.filled) <= in_pieces
                if is_ours or record.table == 0:
                    used.add(record.block)
                    foreign += [] if pieces else [record]
            elif all(self.index.is_known(piece) for piece in _pieces(record)):
                used.add(record.block)
            elif is_ours:
                used.add(record.block)
                loose.append(record)
        return tuple(foreign), tuple(loose), frozenset(used)

    def _other_words(self) -> Iterator[tuple[str, str]]:
        for at, row in self.match.items():
            record = self.records[at]
            if record.rows and row.words and row.words[0] != label_of(record.label):
                yield record.label, row.printed


def _pieces(record: Record) -> list[str]:
    """The words of a record, each cell and each part of it that blanks set apart."""
    return [piece for cell in record.cells for piece in cell.text.split() if piece]
