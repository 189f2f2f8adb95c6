"""A bank as a folder of YAML, one entry a file: what is written again is written the same.

Every string stands in quotes, because YAML reads `no`, `012`, `1_000`, `2020-01-01` and `~` as
something else. Keys keep the order of `Entry`, lines end in LF. PyYAML's own writer differs with
and without libyaml and is some hundred times slower.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from drafting.errors import BrokenBankError
from phrasebank.entry import Entry
from phrasebank.manifest import FILE_NAME, Manifest, manifest_data
from phrasebank.reading import SCHEMA, data_of

_PLAIN_KEY = re.compile("[a-z][a-z_]*")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# what YAML cannot hold as it is, or takes for the end of a line
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST_NAME = 100  # characters of an id in the name of its file
_NO_FILE_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)  # fmt: skip


def folder_of(manifest: Manifest, entries: Iterable[Entry]) -> dict[str, str]:
    """The files of a bank's folder: path with `/` to text; the manifest first, entries by path."""
    files = {entry_path(entry): entry_text(entry) for entry in entries}
    return {FILE_NAME: manifest_text(manifest), **dict(sorted(files.items()))}


def entry_path(entry: Entry) -> str:
    """Where an entry stands in the folder: by its function and id."""
    return f"entries/{entry.function}/{file_stem(entry.id)}.yaml"


def file_stem(id_: str) -> str:
    """A file name for an id, good on every system and different for every id; `+` is in no id."""
    if len(id_) > _LONGEST_NAME:
        return f"{id_[:_LONGEST_NAME].lstrip('.')}+{hashlib.sha256(id_.encode()).hexdigest()[:16]}"
    if id_.startswith(".") or id_.partition(".")[0] in _NO_FILE_NAMES:
        return f"+{id_}"
    return id_


def entry_text(entry: Entry) -> str:
    """The file of one entry."""
    return f"schema: {SCHEMA}\nentries:\n{entry_item(entry)}"


def entry_item(entry: Entry, indent: int = 2) -> str:
    """An entry as an item of a list, `indent` blanks from the margin."""
    margin = " " * indent
    lines: list[str] = []
    for key, value in data_of(entry).items():
        if key in {"fits", "misfits"}:
            lines.append(f"{key}:")
            lines.extend(f"  {line}" for example in value for line in _example_lines(example))
        else:
            lines.append(f"{key}: {flow(value, entry.id)}")
    head, *rest = lines
    return "\n".join([f"{margin}- {head}", *(f"{margin}  {line}" for line in rest)]) + "\n"


def manifest_text(manifest: Manifest) -> str:
    """The file `bank.yaml`."""
    data = manifest_data(manifest)
    return "".join(f"{key}: {flow(value, manifest.name)}\n" for key, value in data.items())


def _example_lines(example: Mapping[str, Any]) -> Iterator[str]:
    for at, (key, value) in enumerate(example.items()):
        yield f"{'  ' if at else '- '}{key}: {flow(value, key)}"


# ---- values -------------------------------------------------------------------------------


def flow(value: object, place: str) -> str:
    """A value on one line, as YAML reads it back; `place` is for the message when it cannot."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = (f"{_key(key, place)}: {flow(inner, place)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(inner, place) for inner in value)}]"
    raise BrokenBankError(place, f"不能写成 YAML 的值：{value}")


def _key(key: object, place: str) -> str:
    if isinstance(key, str) and _PLAIN_KEY.fullmatch(key) and key not in _WORDS_OF_YAML:
        return key
    return flow(key, place)


def _quoted(text: str) -> str:
    """The text in double quotes; JSON's escapes are YAML's, too."""
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    mantissa, mark, exponent = repr(value).partition("e")
    if not mark:
        return mantissa
    sign = exponent if exponent[0] in "+-" else f"+{exponent}"
    return f"{mantissa if '.' in mantissa else f'{mantissa}.0'}e{sign}"  # YAML 1.1 wants both
