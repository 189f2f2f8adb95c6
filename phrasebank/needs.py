"""What the engine may ask a bank for: functions, topics, and the slots that come with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from drafting.expression import Value

FILE = Path(__file__).with_name("supplied.yaml")


@dataclass(frozen=True, slots=True)
class Need:
    """One message that may have to be said."""

    functions: tuple[str, ...]
    topics: tuple[str, ...]  # any of them will do; "*" stands for any
    slots: frozenset[str]  # every slot that may come with it, those of framings included
    kind: str = "*"
    years: tuple[int, int | None] = (0, None)  # of the form that asks for it
    when: str = ""  # formula over figures under which it is asked for
    required: bool = False  # no draft can be made without a wording
    cases: tuple[tuple[str, Mapping[str, Value]], ...] = field(default=())
    # function and slots of the situations that can arise


def framing_names() -> frozenset[str]:
    """The slots that every function gets."""
    return frozenset(_data()["framing"])


def general_needs() -> tuple[Need, ...]:
    """What notes and framings may ask for, whatever the kind."""
    return tuple(
        Need(
            tuple(row["functions"]), tuple(row["topics"]), frozenset(row["slots"]) | framing_names()
        )
        for row in _data()["asked"]
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def asking(
    needs: Iterable[Need], function: str, topics: Iterable[str], kinds: Iterable[str]
) -> list[Need]:
    """The needs that an entry of this function, these topics and kinds may answer."""
    wanted, own = set(topics), set(kinds)
    return [
        need
        for need in needs
        if function in need.functions
        and ("*" in wanted or "*" in need.topics or wanted & set(need.topics))
        and ("*" in own or need.kind == "*" or need.kind in own)
    ]
