"""The choice among the wordings of a bank."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drafting.expression import Value, parse
from phrasebank.bank import Bank
from phrasebank.entry import STANDARD_FUNCTIONS, Entry
from phrasebank.words import Neighbourhood

LENGTHS = ("brief", "standard", "full")
"""How much framing a draft has; facts are the same in all."""

WEIGHED = 4
"""How many wordings are weighed against one another for a place."""

ALONE = Neighbourhood()
"""A place with nothing around it."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a wording is wanted for."""

    function: str
    topic: str
    kind: str
    year: int
    level: str
    slots: Mapping[str, Value]  # figures as numbers, texts as they are
    region: str = ""
    register: str = "formal"
    length: str = "standard"  # of LENGTHS
    present: frozenset[str] = frozenset()  # names of the slots that have a value
    facts: frozenset[str] = frozenset()  # names of the slots that are figures of the message


def fits(entry: Entry, situation: Situation) -> bool:
    """Whether an entry may be used here: status, function, topic, kind, level, years, slots, condition."""
    return _serves(entry, situation) and _says(entry, situation)


def _says(entry: Entry, situation: Situation) -> bool:
    """Whether the slots of a message fill an entry and meet its condition."""
    return entry.printed <= situation.present and (
        not entry.when or parse(entry.when).holds(_resolver(situation))
    )


def _serves(entry: Entry, situation: Situation) -> bool:
    """Whether an entry is for this report and topic, whatever the slots hold."""
    return (
        entry.status == "approved"
        and entry.function == situation.function
        and ("*" in entry.topics or situation.topic in entry.topics)
        and ("*" in entry.kinds or situation.kind in entry.kinds)
        and situation.level in entry.levels
        and (not entry.regions or any(region in situation.region for region in entry.regions))
        and (entry.first_year is None or situation.year >= entry.first_year)
        and (entry.last_year is None or situation.year <= entry.last_year)
        and any(first <= situation.year <= last for first, last in entry.season)
    )


_serving: dict[tuple[object, ...], tuple[Bank, tuple[Entry, ...]]] = {}
_MOST = 5000  # places remembered


def _candidates(bank: Bank, situation: Situation) -> tuple[Entry, ...]:
    """The entries that serve a report and topic, kept from one message to the next."""
    key = (
        id(bank), situation.function, situation.topic, situation.kind, situation.year,
        situation.level, situation.region,
    )  # fmt: skip
    held = _serving.get(key)
    if held is None or held[0] is not bank:
        if len(_serving) >= _MOST:
            _serving.clear()
        listed = bank.candidates(situation.function, situation.topic)
        held = (bank, tuple(entry for entry in listed if _serves(entry, situation)))
        _serving[key] = held
    return held[1]


def _resolver(situation: Situation) -> Any:  # noqa: ANN401 -- a Resolver
    context: dict[str, Value] = {
        "topic": situation.topic,
        "level": situation.level,
        "kind": situation.kind,
        "region": situation.region,
    }

    def resolve(name: str) -> Value:
        if name == "year":
            from decimal import Decimal  # noqa: PLC0415 -- rarely needed

            return Decimal(situation.year)
        return context.get(name, situation.slots.get(name))

    return resolve


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording that fits, with what speaks against it."""

    id: str
    used: int  # how often it was used in this topic
    repetition: int  # of its content words near by
    old: tuple[str, ...]  # what of it stands in last year's text


@dataclass(frozen=True, slots=True)
class Choice:
    """A wording chosen for a message, for the trace."""

    message: str
    function: str
    topic: str
    fitting: int  # entries that fit
    candidates: tuple[Candidate, ...]  # those weighed, in the order of their draw
    chosen: str


def choose(  # noqa: PLR0913 -- what decides a choice
    bank: Bank,
    situation: Situation,
    *,
    seed: int,
    message: str,
    used: Mapping[str, int],
    near: Neighbourhood = ALONE,
    weigh: Callable[[Entry], float] | None = None,
) -> tuple[Entry, Choice] | None:
    """The entry that says a message, or None when the bank has no wording for it.

    Least used so far in this topic first; of those the few with the smallest weighted hash of
    seed, message and entry are weighed: what stands least in last year's text, then what repeats
    the fewest content words near by, wins; the draw decides between equals. Standard sentences
    do not vary: the heaviest, then the first by id.

    Args:
        bank: the entries.
        situation: what the wording is wanted for.
        seed: of the draft.
        message: id of the message, from its content.
        used: how often each entry was used in this topic.
        near: the text around the place.
        weigh: scales the draw of an entry, from the bank's own weight when it is not given.
    """
    weight = weigh or (lambda entry: entry.weight)
    pool = fitting(bank, situation)
    if not pool:
        return None
    if situation.function in STANDARD_FUNCTIONS:
        best = min(pool, key=lambda entry: (-entry.weight, entry.id))
        return best, Choice(message, situation.function, situation.topic, len(pool), (), best.id)
    pool = _of_length(pool, situation.length)
    least = min(used.get(entry.id, 0) for entry in pool)
    drawn = sorted(
        (entry for entry in pool if used.get(entry.id, 0) == least),
        key=lambda entry: (_draw(seed, message, entry.id) / weight(entry), entry.id),
    )[:WEIGHED]
    weighed = [
        Candidate(entry.id, least, near.repetition(entry.words), near.old(entry.runs))
        for entry in drawn
    ]
    best_at = min(
        range(len(drawn)), key=lambda at: (len(weighed[at].old), weighed[at].repetition, at)
    )
    best = drawn[best_at]
    return best, Choice(
        message, situation.function, situation.topic, len(pool), tuple(weighed), best.id
    )


def fitting(bank: Bank, situation: Situation) -> list[Entry]:
    """The entries that may say a message: those for its own topic and register, else any.

    Of those for a figure only the ones that say most of what is known, all the same: figures
    above nought count first, then noughts that a wording tells of. So a wording never decides
    which facts a report holds.
    """
    found = [entry for entry in _candidates(bank, situation) if _says(entry, situation)]
    pool = [entry for entry in found if "*" not in entry.topics] or found
    if situation.facts and len(pool) > 1:
        pool = _richest(pool, situation)
    return [entry for entry in pool if entry.register == situation.register] or pool


def _of_length(pool: Sequence[Entry], length: str) -> list[Entry]:
    """The shorter or the longer half of wordings that say the same; all of them for `standard`."""
    if length == "standard":
        return list(pool)
    sizes = {entry.id: len(_MARKUP.sub("", entry.text)) for entry in pool}
    ordered = sorted(sizes.values(), reverse=length == "full")
    middle = ordered[(len(ordered) - 1) // 2]
    if length == "full":
        return [entry for entry in pool if sizes[entry.id] >= middle]
    return [entry for entry in pool if sizes[entry.id] <= middle]


_MARKUP = re.compile(r"\{[{%].*?[%}]\}")


def told(entry: Entry) -> frozenset[str]:
    """Slots that an entry prints, or whose value its condition fixes: `carried_in == 0`."""
    return entry.printed | _fixed(entry.when)


def _richest(pool: Sequence[Entry], situation: Situation) -> list[Entry]:
    weighty = {name for name in situation.facts if situation.slots.get(name) != 0}
    said = [told(entry) & situation.facts for entry in pool]
    best = max(said, key=lambda names: (len(names & weighty), len(names), sorted(names)))
    return [entry for entry, names in zip(pool, said, strict=True) if names == best]


_FIXED = re.compile(r"(\w+) == (\w+)")


@lru_cache(maxsize=4096)
def _fixed(when: str) -> frozenset[str]:
    if not when:
        return frozenset()
    atoms = (_FIXED.fullmatch(atom.strip()) for atom in when.split(" and "))
    return frozenset(name for atom in atoms if atom for name in atom.groups() if not name.isdigit())


def _draw(seed: int, message: str, entry: str) -> float:
    digest = hashlib.sha256(f"{seed}:{message}:{entry}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)
