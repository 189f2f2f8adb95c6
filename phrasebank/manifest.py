"""What a bank says of itself: `bank.yaml` in its folder, or the key `bank` of a single file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from drafting.cache import restore, state_of
from drafting.errors import BrokenBankError
from phrasebank.plain import load_plain

LAYERS = ("base", "province", "city", "district", "department")
"""Layers, lowest first: a higher one adds, overrides by id, or hides."""

FILE_NAME = "bank.yaml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Name, place among the layers, owner and version of a bank."""

    __getstate__ = state_of
    __setstate__ = restore

    name: str  # short, of the drafts' stamps: "hongqi-education"
    title: str = ""  # as people call it
    layer: str = "department"
    owner: str = ""  # the organ that keeps it
    version: str = "1"
    hides: tuple[str, ...] = ()  # ids of lower layers that are not used

    @property
    def rank(self) -> int:
        """Its place among the layers, 0 for base."""
        return LAYERS.index(self.layer)


def manifest_of(item: object, place: str) -> Manifest:
    """A manifest from the plain data of a file.

    Raises:
        BrokenBankError: a key or a value is wrong.
    """
    from pydantic import BaseModel, ConfigDict, Field, ValidationError  # noqa: PLC0415 -- only when a bank is compiled

    class ManifestData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        schema_: Annotated[Literal[1], Field(alias="schema")] = 1
        name: Annotated[str, Field(pattern=r"^[\w.\-]+$", max_length=60)]
        title: str = ""
        layer: Literal[LAYERS] = "department"  # type: ignore[valid-type]  # the tuple above is the closed set
        owner: str = ""
        version: Annotated[str, Field(min_length=1)] = "1"
        hides: tuple[str, ...] = ()

    try:
        data = ManifestData.model_validate(item).model_dump()
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BrokenBankError(f"{place}{key and f'的 {key}'}", str(first["msg"])) from fault
    data.pop("schema_")
    return Manifest(**data)


def manifest_data(manifest: Manifest) -> dict[str, Any]:
    """The plain data of `bank.yaml`, in the order of its keys."""
    data: dict[str, Any] = {
        "schema": 1, "name": manifest.name, "title": manifest.title, "layer": manifest.layer,
        "owner": manifest.owner, "version": manifest.version,
    }  # fmt: skip
    if manifest.hides:
        data["hides"] = list(manifest.hides)
    return data


def read_manifest(path: Path) -> Manifest:
    """The manifest of a bank's folder, or of a bank that is one file.

    Without one the folder's or file's name is the bank's, and its layer is the department's.

    Raises:
        BrokenBankError: it cannot be read, or says something wrong.
    """
    file = path / FILE_NAME if path.is_dir() else path
    if not file.exists():
        return Manifest(name=path.name)
    raw = load_plain(file)
    if path.is_dir():
        return manifest_of(raw, file.name)
    own = raw.get("bank") if isinstance(raw, Mapping) else None
    return Manifest(name=path.stem) if own is None else manifest_of(own, f"{file.name}的 bank")
