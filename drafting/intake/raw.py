"""What a reader of files hands on: plain values with the place of each."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from drafting.findings import Finding
from drafting.location import Location

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})  # control, format (zero width), half of a pair


def shown(value: Plain) -> str:
    """A value as a message can show it: `true`, `[1, 2]`."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def one_line(text: str) -> str:
    """The text on one line, blanks single, without characters that nobody sees."""
    return "".join(
        character
        for character in " ".join(text.split())
        if unicodedata.category(character) not in _INVISIBLE
    ).strip()


@dataclass(frozen=True, slots=True)
class RawInput:
    """An input file as a tree of plain values.

    Numbers that a file writes as text stay text; `assemble` reads them. `places` has the
    location of every key and list item by its dotted path, list items by 0-based position:
    "figures.t3.new.natural", "bullets.overview.0.points.1".
    """

    name: str  # file name as the user gave it
    data: Mapping[str, Plain]
    places: Mapping[str, Location] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def place(self, path: str) -> Location:
        """The location of a path, or of its nearest parent that has one."""
        parts = path.split(".")
        while parts:
            found = self.places.get(".".join(parts))
            if found is not None:
                return found
            parts.pop()
        return Location(file=self.name, path=path)
