"""The choice among the wordings of a bank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafting.expression import Value, parse
from phrasebank.bank import Bank
from phrasebank.entry import STANDARD_FUNCTIONS, Entry


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
    present: frozenset[str] = frozenset()  # names of the slots that have a value


def fits(entry: Entry, situation: Situation) -> bool:
    """Whether an entry may be used here: status, function, topic, kind, level, years, slots, condition."""
    return (
        entry.status == "approved"
        and entry.function == situation.function
        and ("*" in entry.topics or situation.topic in entry.topics)
        and ("*" in entry.kinds or situation.kind in entry.kinds)
        and situation.level in entry.levels
        and (not entry.regions or any(region in situation.region for region in entry.regions))
        and (entry.first_year is None or situation.year >= entry.first_year)
        and (entry.last_year is None or situation.year <= entry.last_year)
        and entry.printed <= situation.present
        and (not entry.when or parse(entry.when).holds(_resolver(situation)))
    )


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


def choose(
    bank: Bank, situation: Situation, *, seed: int, message: str, used: Mapping[str, int]
) -> Entry | None:
    """The entry that says a message, or None when the bank has no wording for it.

    Least used so far in this topic first; among those the smallest weighted hash of seed,
    message and entry. Standard sentences do not vary: the heaviest, then the first by id.

    `message` is the id of the message, from its content; `used` tells how often each entry
    was used in this topic.
    """
    candidates = [
        entry
        for entry in bank.candidates(situation.function, situation.topic)
        if fits(entry, situation)
    ]
    exact = [entry for entry in candidates if "*" not in entry.topics]
    pool = exact or candidates
    if not pool:
        return None
    if situation.function in STANDARD_FUNCTIONS:
        return min(pool, key=lambda entry: (-entry.weight, entry.id))
    return min(
        pool,
        key=lambda entry: (
            used.get(entry.id, 0),
            _draw(seed, message, entry.id) / entry.weight,
            entry.id,
        ),
    )


def _draw(seed: int, message: str, entry: str) -> float:
    digest = hashlib.sha256(f"{seed}:{message}:{entry}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)
