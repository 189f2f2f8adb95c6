"""Plain data out of a bank's YAML file, which may come from anybody."""

from __future__ import annotations

from pathlib import Path

import yaml

from drafting.errors import BrokenBankError

LARGEST = 20_000_000  # bytes; five thousand entries take three million
_DEEPEST = 12  # levels; a bank file has six
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_plain(path: Path) -> object:
    """The data of a file.

    Aliases are refused: a few hundred characters of them stand for gigabytes once a value is
    copied. So is what is nested deeper than any bank, before anything is built from it.

    Raises:
        BrokenBankError: too large, not YAML, aliases, or nested too deep; the message has the line.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise BrokenBankError(path.name, f"文件过大（超过{LARGEST // 1_000_000} MB）")
    try:
        _require_plain(path, content)
        return yaml.load(content, Loader=_LOADER)  # noqa: S506 -- a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"{path.name}第{mark.line + 1 if mark else 1}行"
        raise BrokenBankError(place, "不是合法的 YAML") from fault
    except ValueError as fault:
        raise BrokenBankError(path.name, "有不合写法的数或日期") from fault


def _require_plain(path: Path, content: bytes) -> None:
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise BrokenBankError(_place(path, event), "不能用别名（*）")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise BrokenBankError(_place(path, event), f"嵌套超过{_DEEPEST}层")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _place(path: Path, event: yaml.Event) -> str:
    mark = event.start_mark
    return path.name if mark is None else f"{path.name}第{mark.line + 1}行"
