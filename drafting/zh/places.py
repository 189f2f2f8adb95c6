"""Names of China's provinces, prefectures and counties in a text, and where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from drafting.cache import cached, restore, state_of

FILE = Path(__file__).with_name("places.yaml")
CURRENT = 9999
_SUFFIX = re.compile("[省市县区州盟旗]")
_NO_NAME_BEFORE = re.compile("[市区](?=场(?!监[督管])|域|间|别|分(?!局)|块|位)")
_SHORTEST = 3  # 和县, 成县, 高县 stand in too many other words
_KINDS = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|地区|盟)$")
_ORGAN = re.compile("局|人民政府|政府")


class Division(NamedTuple):
    """One division; `county` is empty for a prefecture, `city` too for a province."""

    province: str
    city: str  # "" when it is directly under the province
    county: str
    last: int = CURRENT  # last year whose table has the name
    now: str = ""  # what took its place

    @property
    def name(self) -> str:
        """Its own name."""
        return self.county or self.city or self.province

    @property
    def place(self) -> str:
        """The name with those above it."""
        return "".join(dict.fromkeys(part for part in self[:3] if part))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions by name, and what is needed to find the names quickly."""

    __getstate__ = state_of
    __setstate__ = restore

    by_name: Mapping[str, tuple[tuple[Any, ...], ...]]  # name -> fields of each Division
    lengths: Mapping[str, tuple[int, ...]]  # last two characters -> lengths of names, longest first
    plain: frozenset[str]  # also common words
    shorts: Mapping[str, str]  # 宜宾 -> 宜宾市, of provinces and prefectures
    fields: frozenset[str]  # of work, as bureaus are named for: 旅游

    def divisions(self, name: str) -> tuple[Division, ...]:
        """The divisions of that name; none when there is none."""
        return tuple(Division(*fields) for fields in self.by_name.get(name, ()))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a division in a text."""

    name: str
    start: int
    end: int
    above: str = ""  # the name of a higher division right before it


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The divisions that come with the program."""
    return cached("places", [FILE, Path(__file__)], lambda _: _read())


def mentions(text: str) -> Iterator[Mention]:
    """Names in a text in order, the longest at each place; common words only behind a higher name."""
    book = gazetteer()
    previous = Mention("", 0, 0)
    for match in _SUFFIX.finditer(text):
        end = match.end()
        lengths = book.lengths.get(text[end - 2 : end])
        if lengths is None or _NO_NAME_BEFORE.match(text, end - 1):
            continue
        for length in lengths:
            start = end - length
            name = text[start:end]
            if start < previous.end or name not in book.by_name:
                continue
            above = previous.name if previous.end == start else ""
            if not _counts(book, name, above):
                continue
            previous = Mention(name, start, end, above)
            yield previous
            break


def organs(text: str) -> Iterator[Mention]:
    """Organs named by the short name of a province or prefecture: 宜宾旅游局, 宜宾政府."""
    book = gazetteer()
    for match in _ORGAN.finditer(text):
        end = match.start()
        if match[0] == "局":
            end -= next((n for n in (2, 4) if text[max(0, end - n) : end] in book.fields), end)
        for length in (2, 3):
            full = book.shorts.get(text[max(0, end - length) : end])
            if full is not None:
                yield Mention(full, end - length, match.end())


def _counts(book: Gazetteer, name: str, above: str) -> bool:
    if len(name) >= _SHORTEST and name not in book.plain:
        return True
    return bool(above) and any(above in {one.province, one.city} for one in book.divisions(name))


@dataclass(frozen=True, slots=True)
class Chain:
    """The divisions that an organ belongs to: its own, those above, those below."""

    names: frozenset[str]
    lowest: tuple[Division, ...]  # its own division; several when the name does not tell which


@lru_cache(maxsize=64)
def chain_of(*texts: str) -> Chain | None:
    """The chain of an organ from its region and name; None when they name no division."""
    found = [mention for text in texts for mention in _anywhere(text)]
    if not found:
        return None
    named = {mention.name for mention in found}
    candidates = [one for name in named for one in gazetteer().divisions(name)]
    best = max(candidates, key=lambda one: (_depth(one), _agreement(one, named)))
    rank = (_depth(best), _agreement(best, named))
    lowest = tuple(one for one in candidates if (_depth(one), _agreement(one, named)) == rank)
    names = set(named)
    for one in lowest:
        names |= set(one[:3]) | _below(one)
    return Chain(frozenset(names - {""}), lowest)


def _anywhere(text: str) -> Iterator[Mention]:
    """Names in the name of an organ, where a common word at the start is a name, too."""
    book = gazetteer()
    found = list(mentions(text))
    yield from found
    if not found:
        for end in range(2, min(len(text), 16) + 1):
            if text[:end] in book.by_name:
                yield Mention(text[:end], 0, end)


def _depth(division: Division) -> int:
    return 3 if division.county else 2 if division.city else 1


def _agreement(division: Division, named: set[str]) -> int:
    return sum(part in named for part in division[:3] if part)


def _below(division: Division) -> set[str]:
    if division.county:
        return set()
    top = division.province, division.city
    return {
        one[2] or one[1]
        for fields in gazetteer().by_name.values()
        for one in fields
        if one[0] == top[0] and (not top[1] or one[1] == top[1])
    }


# ---- the file ------------------------------------------------------------------------------


def _read() -> Gazetteer:
    raw = yaml.load(FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader
    by_name: dict[str, list[tuple[Any, ...]]] = {}
    for province, cities in raw["provinces"].items():
        by_name.setdefault(province, []).append((province, "", ""))
        for city, counties in cities.items():
            if city:
                by_name.setdefault(city, []).append((province, city, ""))
            for county in counties.split():
                by_name.setdefault(county, []).append((province, city, county))
    for item in raw["former"]:
        by_name.setdefault(item["name"], []).append(_former(item))
    lengths: dict[str, set[int]] = {}
    for name in by_name:
        lengths.setdefault(name[-2:], set()).add(len(name))
    return Gazetteer(
        {name: tuple(found) for name, found in by_name.items()},
        {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()},
        frozenset(raw["plain"].split()),
        {
            _KINDS.sub("", name): name
            for name, found in by_name.items()
            if any(not fields[2] and len(fields) == 3 for fields in found)
        },
        frozenset(raw["fields"].split()),
    )


def _former(item: Mapping[str, Any]) -> tuple[Any, ...]:
    province, city = _split(item["of"])
    name, last, now = item["name"], item["last"], item["now"]
    if not city and not province.endswith("市") and name.endswith(("市", "地区")):
        return province, name, "", last, now  # a prefecture
    return province, city, name, last, now


def _split(of: str) -> tuple[str, str]:
    """A province and prefecture written together."""
    match = re.match(r"(北京市|天津市|上海市|重庆市|.{2,7}?(?:自治区|省))(.*)", of)
    if match is None:
        raise ValueError(f"{FILE.name}: {of}")
    return match[1], match[2]
