"""Names of organs and places in reports, so that an exchanged name does not hide a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_REGION = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:自治区|特别行政区|自治[州县旗]|[省市县区州盟旗镇乡]|街道)"
)
_STEM = re.compile(r"(?:特别行政区|自治[区州县旗]|[省市县区州盟旗镇乡]|街道)$")
_SHORTEST = 2
_SHORTEST_TAIL = 3


@dataclass(frozen=True, slots=True)
class Names:
    """Fixed strings, found by their first two characters; the longest wins."""

    by_start: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand, from left to right without overlap."""
        at = 0
        while at < len(text) - 1:
            for name in self.by_start.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    yield at, at + len(name)
                    at += len(name) - 1
                    break
            at += 1


def names_for(strings: Iterable[str]) -> Names:
    """The strings made ready to be found."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(strings), key=lambda one: (-len(one), one)):
        if len(name) >= _SHORTEST:
            found.setdefault(name[:2], []).append(name)
    return Names({start: tuple(names) for start, names in found.items()})


def names_of_organ(organisation: str) -> frozenset[str]:
    """What a report may call an organ and the places that it belongs to.

    云杉县水务局 is also 县水务局 and 水务局, and its place 云杉县 and 云杉.
    """
    if not organisation:
        return frozenset()
    found = {organisation}
    start = 0
    while match := _REGION.match(organisation, start):
        name = match[0]
        found |= {name, _STEM.sub("", name), organisation[: match.end()]}
        start = match.end()
        tail = organisation[start:]
        if len(tail) >= _SHORTEST_TAIL:
            suffix = _STEM.search(name)
            found |= {tail, (suffix[0] if suffix else "") + tail}
    return frozenset(name for name in found if len(name) >= _SHORTEST)


def places_of_organ(organisation: str) -> frozenset[str]:
    """The places that its name begins with, as whole names."""
    return frozenset(
        name
        for name in names_of_organ(organisation)
        if _REGION.fullmatch(name) and len(name) > _SHORTEST
    )
