"""Entries out of YAML, and the plain data that an entry is written as.

A bank file is `{schema: 1, entries: [...]}`; the keys of an entry are those of `Entry`, with
`years: {from, to}` for its first and last year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from drafting.errors import BrokenBankError, ExpressionError, PhraseTextError
from drafting.expression import parse
from phrasebank.entry import CONTEXT, FUNCTIONS, LEVELS, Entry, Example
from phrasebank.plain import load_plain
from phrasebank.template import measure, read_text
from phrasebank.terms import season_of

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMA = 1
_OWN = frozenset(
    {"slots", "printed", "bank", "first_year", "last_year", "season", "words", "runs"}
)  # not keys of a file


def read_entries(path: Path, bank: str) -> Iterable[Entry]:
    """The entries of one file of a bank, in its order.

    Raises:
        BrokenBankError: the file or an entry of it is wrong; the message names it.
    """
    for place, item in items_of(path):
        yield entry_of(item, bank=bank, place=place)


def items_of(path: Path) -> Iterable[tuple[str, object]]:
    """The plain data of each entry of a file with its place, not yet checked.

    Raises:
        BrokenBankError: the file is no bank file.
    """
    raw = load_plain(path)
    if (
        not isinstance(raw, dict)
        or raw.get("schema") != SCHEMA
        or not isinstance(raw.get("entries"), list)
    ):
        raise BrokenBankError(path.name, "须有 schema: 1 和 entries 列表")
    for position, item in enumerate(raw["entries"], start=1):
        label = item.get("id", f"第{position}条") if isinstance(item, dict) else f"第{position}条"
        yield f"{path.name}（{label}）", item


def entry_of(item: object, *, bank: str, place: str) -> Entry:
    """An entry from the plain data of a file, a sheet or a form.

    Args:
        item: keys of an entry as a bank file has them.
        bank: name of the bank that it belongs to.
        place: where the data stand, for the message.

    Raises:
        BrokenBankError: a key, a value, the template or the condition is wrong.
    """
    from pydantic import ValidationError  # noqa: PLC0415 -- only when a bank is compiled

    try:
        if isinstance(item, dict) and isinstance(item.get("text"), str):
            measure(item["text"])  # before the schema reads megabytes
        data = _schema().model_validate(item)
        return _entry(data.model_dump(by_alias=True), bank)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BrokenBankError(f"{place}{key and f'的 {key}'}", str(first["msg"])) from fault
    except (PhraseTextError, ExpressionError) as fault:
        raise BrokenBankError(place, str(fault).rstrip("。")) from fault


def data_of(entry: Entry) -> dict[str, Any]:
    """The plain data of an entry in the order of the keys; what is as it would be is left out."""
    data: dict[str, Any] = {}
    for field in fields(Entry):
        value = getattr(entry, field.name)
        if field.name == "first_year":
            years = {"from": entry.first_year, "to": entry.last_year}
            if given := {key: year for key, year in years.items() if year is not None}:
                data["years"] = given
        elif field.name in {"fits", "misfits"}:
            data[field.name] = [_example_data(example) for example in value]
        elif field.name not in _OWN and (field.name in _ALWAYS or value != field.default):
            data[field.name] = list(value) if isinstance(value, tuple) else value
    return data


_ALWAYS = frozenset({"id", "text", "function", "topics", "owner", "source", "status"})


def _example_data(example: Example) -> dict[str, Any]:
    data: dict[str, Any] = {"slots": dict(example.slots)}
    if example.gives:
        data["gives"] = example.gives
    if example.why:
        data["why"] = example.why
    return data


@lru_cache(maxsize=1)
def _schema() -> type[BaseModel]:
    from pydantic import BaseModel, ConfigDict, Field  # noqa: PLC0415 -- only when a bank is compiled

    Single = str | bool | int | float | date | None  # noqa: N806 -- a type

    class ExampleData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        slots: dict[str, Single | list[str]] = {}  # nothing that holds more than it shows
        gives: str = ""
        why: str = ""

    class EntryData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        id: Annotated[str, Field(pattern=r"^[a-z0-9_.\-]+$")]
        text: Annotated[str, Field(min_length=1)]
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
        version: Annotated[int, Field(ge=1)] = 1
        owner: str = "base"
        origin: str = ""
        source: str
        status: Literal["draft", "approved", "retired"] = "approved"
        successor: str = ""
        fits: Annotated[tuple[ExampleData, ...], Field(min_length=1)]
        misfits: Annotated[tuple[ExampleData, ...], Field(min_length=1)]

    return EntryData


def _entry(data: dict[str, Any], bank: str) -> Entry:
    text = read_text(data["text"])
    names = set(text.names)
    if data["when"]:
        names.update(parse(data["when"]).names)
    years = data.pop("years")
    fits = tuple(Example(**example) for example in data.pop("fits"))
    misfits = tuple(Example(**example) for example in data.pop("misfits"))
    return Entry(
        **data,
        first_year=years.get("from"),
        last_year=years.get("to"),
        season=season_of(data["text"]),
        fits=fits,
        misfits=misfits,
        slots=frozenset(names - CONTEXT),
        printed=text.required - CONTEXT,
        bank=bank,
    )
