"""Reading banks, and the choice among their entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from jinja2 import Environment, TemplateSyntaxError, nodes

from drafting.cache import cached, data_files, restore, state_of
from drafting.errors import BrokenBankError, ExpressionError
from drafting.expression import Value, parse
from phrasebank.entry import FUNCTIONS, LEVELS, STANDARD_FUNCTIONS, Entry, Example

BASE = Path(__file__).resolve().parent / "entries"
_CONTEXT = frozenset({"topic", "level", "year", "kind", "function", "region"})


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


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as read: entries in file order, with the hash of their files."""

    name: str
    version: str
    sha256: str
    entries: tuple[Entry, ...]
    by_topic: Mapping[tuple[str, str], tuple[Entry, ...]]  # function and topic -> entries
    for_any: Mapping[str, tuple[Entry, ...]]  # function -> entries that fit every topic

    __getstate__ = state_of
    __setstate__ = restore

    def candidates(self, function: str, topic: str) -> tuple[Entry, ...]:
        """Entries of a function whose topics hold a topic; those for any topic behind."""
        return (*self.by_topic.get((function, topic), ()), *self.for_any.get(function, ()))


def load_bank(folder: Path = BASE, *, name: str = "base", version: str = "1") -> Bank:
    """Read every entry of a bank's folder (one file a function).

    Raises:
        BrokenBankError: a file or an entry is wrong; the message names it.
    """
    files = data_files(folder)
    if not files:
        raise BrokenBankError(str(folder), "文件夹里没有 .yaml 表述文件")
    return cached("bank", files, lambda digest: _build(files, name, version, digest))


def _build(files: Sequence[Path], name: str, version: str, digest: str) -> Bank:
    entries: list[Entry] = []
    seen: dict[str, str] = {}
    for path in files:
        for entry in _read(path, name):
            if entry.id in seen:
                raise BrokenBankError(f"{path.name}（{entry.id}）", f"编号与 {seen[entry.id]} 重复")
            seen[entry.id] = path.name
            entries.append(entry)
    by_topic: dict[tuple[str, str], list[Entry]] = {}
    for_any: dict[str, list[Entry]] = {}
    for entry in entries:
        if "*" in entry.topics:
            for_any.setdefault(entry.function, []).append(entry)
            continue
        for topic in entry.topics:
            by_topic.setdefault((entry.function, topic), []).append(entry)
    return Bank(
        name,
        version,
        digest,
        tuple(entries),
        {key: tuple(found) for key, found in by_topic.items()},
        {key: tuple(found) for key, found in for_any.items()},
    )


def _read(path: Path, bank: str) -> Iterable[Entry]:
    from pydantic import BaseModel, ConfigDict, Field, ValidationError  # noqa: PLC0415 -- only when a bank is compiled

    class ExampleData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        slots: dict[str, Any] = {}
        gives: str = ""
        why: str = ""

    class EntryData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        id: Annotated[str, Field(pattern=r"^[a-z0-9_.\-]+$")]
        text: Annotated[str, Field(min_length=1, max_length=400)]
        function: Literal[FUNCTIONS]  # type: ignore[valid-type]  # the tuple above is the closed set
        topics: tuple[str, ...]
        kinds: tuple[str, ...] = ("*",)
        when: str = ""
        claims: tuple[str, ...] = ()
        years: dict[Literal["from", "to"], int | None] = {}
        levels: tuple[Literal[LEVELS], ...] = LEVELS  # type: ignore[valid-type]  # as above
        regions: tuple[str, ...] = ()
        register_: Annotated[str, Field(alias="register")] = "formal"
        weight: Annotated[int, Field(ge=1, le=100)] = 1
        owner: str = "base"
        origin: str = ""
        source: str
        status: Literal["draft", "approved", "retired"] = "approved"
        successor: str = ""
        fits: Annotated[tuple[ExampleData, ...], Field(min_length=1)]
        misfits: Annotated[tuple[ExampleData, ...], Field(min_length=1)]

    try:
        raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise BrokenBankError(
            f"{path.name}第{mark.line + 1 if mark else 1}行", "不是合法的 YAML"
        ) from fault
    if (
        not isinstance(raw, dict)
        or raw.get("schema") != 1
        or not isinstance(raw.get("entries"), list)
    ):
        raise BrokenBankError(path.name, "须有 schema: 1 和 entries 列表")
    for position, item in enumerate(raw["entries"], start=1):
        label = item.get("id", f"第{position}条") if isinstance(item, dict) else f"第{position}条"
        try:
            data = EntryData.model_validate(item)
            yield _entry(data.model_dump(by_alias=True), bank)
        except ValidationError as fault:
            first = fault.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise BrokenBankError(f"{path.name}（{label}.{key}）", str(first["msg"])) from fault
        except (TemplateSyntaxError, ExpressionError) as fault:
            raise BrokenBankError(f"{path.name}（{label}）", str(fault)) from fault


def _entry(data: dict[str, Any], bank: str) -> Entry:
    tree = Environment().parse(data["text"])  # noqa: S701 -- parsed for its names only
    printed = frozenset(
        name.name for name in tree.find_all(nodes.Name)
    )  # meta would need the filters
    names = set(printed)
    if data["when"]:
        names.update(parse(data["when"]).names)
    years = data.pop("years")
    fits = tuple(Example(**example) for example in data.pop("fits"))
    misfits = tuple(Example(**example) for example in data.pop("misfits"))
    return Entry(
        **data,
        first_year=years.get("from"),
        last_year=years.get("to"),
        fits=fits,
        misfits=misfits,
        slots=frozenset(names - _CONTEXT),
        printed=printed - _CONTEXT,
        bank=bank,
    )


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
