"""Compiled data files kept between runs, keyed by their content.

Reading a bank or a kind from YAML costs some 100 ms; its parsed form is kept in the user's
cache folder under the hash of the files and of the code that read them. A cache that is
missing, stale or unreadable is made again; one that cannot be written is done without.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")

_CODE = (
    "kinds.py", "kind_data.py", "table_data.py", "kind_tables.py", "expression.py", "cache.py",
)  # fmt: skip


def cache_folder() -> Path:
    """The user's own folder for compiled data; `DRAFTING_CACHE` names another."""
    named = os.environ.get("DRAFTING_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "drafting"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "drafting"


def data_files(folder: Path) -> list[Path]:
    """The .yaml files of a folder in order of their names; none when there is no folder."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(".yaml"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [folder / name for name in names]


def digest_of(files: Sequence[Path]) -> str:
    """The hash of the files' names and bytes."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def state_of(self: object) -> tuple[object, ...]:
    """The fields of a frozen value with slots, for pickling."""
    return tuple(getattr(self, name) for name in type(self).__slots__)  # type: ignore[attr-defined]  # dataclasses set it


def restore(self: object, state: Sequence[object]) -> None:
    """The other half of `state_of`: several times faster than what dataclasses bring."""
    for name, value in zip(type(self).__slots__, state, strict=True):  # type: ignore[attr-defined]  # as above
        object.__setattr__(self, name, value)


_held: dict[str, tuple[object, object]] = {}  # name and folder -> stamp of the files, what was made


def cached(name: str, files: Sequence[Path], make: Callable[[str], Made]) -> Made:
    """What `make(digest)` gives, from memory or the cache when the files have not changed."""
    status = [os.stat(path) for path in files]  # noqa: PTH116 -- half the time of Path.stat
    stamp = tuple((one.st_mtime_ns, one.st_size, one.st_ino) for one in status)
    key = f"{name}:{files[0] if files else ''}"
    held = _held.get(key)
    if held is None or held[0] != stamp:
        held = (stamp, _compiled(name, files, make))
        _held[key] = held
    return held[1]  # type: ignore[return-value]  # the key holds the type


_UNREADABLE = (
    OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError,
    KeyError, TypeError, ValueError,  # kept by other code than this, in the middle of an upgrade
)  # fmt: skip


def _compiled(name: str, files: Sequence[Path], make: Callable[[str], Made]) -> Made:
    digest = digest_of(files)
    stamp = hashlib.sha256(digest.encode() + _code_stamp()).hexdigest()[:24]
    path = cache_folder() / f"{name}-{stamp}.pickle"
    try:
        # our own file in the user's own folder, named by the hash of what it was made from
        made: Made = pickle.loads(path.read_bytes())  # noqa: S301
    except _UNREADABLE:
        made = make(digest)
        _keep(path, made)
    return made


def _code_stamp() -> bytes:
    here = Path(__file__).resolve().parent
    stamp = hashlib.sha256(sys.version.encode())
    for name in _CODE:
        stamp.update((here / name).read_bytes())
    bank = here.parent / "phrasebank"
    for path in [*sorted(bank.glob("*.py")), *data_files(bank / "terms")]:
        stamp.update(path.read_bytes())
    return stamp.digest()


def _keep(path: Path, made: object) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
        part.replace(path)
    except OSError:
        return
