"""Settings of a place of work: `drafting.yaml` beside the input, or the user's own.

`DRAFTING_CONFIG` names another file. A setting never changes figures or notes; it names the
banks that drafts are worded from, whether what editors keep counts in the choice, and where
the yearly notices lie that drafts are checked against.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import yaml

from drafting.errors import UnreadableFileError, UsageError
from phrasebank.bank import Bank
from phrasebank.layers import load_banks

FILE_NAME = "drafting.yaml"
_REMEDY = "请改正该文件，或删去它改用默认设置。"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says."""

    banks: tuple[Path, ...] = ()  # lowest layer first; relative ones start at the file's folder
    register: str = "formal"  # of the wordings
    acceptance: bool = False  # whether what editors keep is drawn more often
    notices: tuple[Path, ...] = ()  # folders of yearly notices, relative like banks


def load_settings(beside: Path | None = None) -> Settings:
    """The settings for an input: of `DRAFTING_CONFIG`, else beside it, else the user's, else none.

    Raises:
        UnreadableFileError: the file cannot be read.
        UsageError: a key or a value is wrong.
    """
    path = _settings_file(beside)
    return Settings() if path is None else _read(path)


def bank_for(input_path: Path, named: Sequence[Path] = ()) -> Bank:
    """The bank that an input is worded from: that of the named layers, else of the settings.

    Raises:
        DraftingError: the settings or a bank cannot be read.
    """
    settings = load_settings(input_path.parent)
    bank = load_banks(tuple(named) or settings.banks)
    if not settings.acceptance:
        return bank
    from phrasebank.usage import standings, usage_file  # noqa: PLC0415 -- only when it is asked for

    return replace(bank, acceptance=standings(usage_file()))


def notice_folders(input_path: Path) -> tuple[Path, ...]:
    """Where notices for an input lie besides the shipped ones: beside it, then as the settings say.

    Raises:
        DraftingError: the settings cannot be read.
    """
    return (input_path.parent / "notices", *load_settings(input_path.parent).notices)


def _settings_file(beside: Path | None) -> Path | None:
    named = os.environ.get("DRAFTING_CONFIG")
    if named:
        return Path(named)
    places = [_user_folder()] if beside is None else [beside, _user_folder()]
    return next((folder / FILE_NAME for folder in places if (folder / FILE_NAME).is_file()), None)


def _user_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData/Roaming")) / "drafting"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "drafting"


def _read(path: Path) -> Settings:
    from pydantic import BaseModel, ConfigDict, Field, ValidationError  # noqa: PLC0415 -- slow to import

    class SettingsData(BaseModel):
        model_config = ConfigDict(extra="forbid")
        schema_: Literal[1] = Field(default=1, alias="schema")
        banks: tuple[Path, ...] = ()
        register_: str = Field(default="formal", alias="register")
        acceptance: bool = False
        notices: tuple[Path, ...] = ()

    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise UnreadableFileError(path, "不是可以读取的 UTF-8 YAML 文件", _REMEDY) from fault
    try:
        data = SettingsData.model_validate({} if raw is None else raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"设置文件“{path}”的 {key} 有误：{first['msg']}。", _REMEDY) from fault
    return Settings(
        tuple(path.parent / bank for bank in data.banks),
        data.register_,
        data.acceptance,
        tuple(path.parent / folder for folder in data.notices),
    )
