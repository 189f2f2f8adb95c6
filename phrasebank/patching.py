"""Entries put into the files of a bank; all other lines, comments too, stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from drafting.errors import BrokenBankError
from phrasebank.bank import bank_files
from phrasebank.entry import Entry
from phrasebank.exchange import entry_item, entry_path, entry_text
from phrasebank.manifest import FILE_NAME

_LINES = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry in a file: the lines that it covers, and the blanks before its dash."""

    first: int
    last: int
    indent: int


def patched(bank: Path, entries: Iterable[Entry]) -> dict[Path, str]:
    """The new text of each file of a bank that changes when entries are put into it.

    An entry that the bank has is replaced where it stands; a new one gets a file of its own, or
    the end of a bank that is one file.

    Raises:
        BrokenBankError: a file cannot be changed line by line.
        UnreadableFileError: there is no such bank.
    """
    wanted = {entry.id: entry for entry in entries}
    texts: dict[Path, str] = {}
    for path in bank_files(bank):
        if path.name == FILE_NAME and path.parent == bank:
            continue
        text = path.read_bytes().decode()
        items = _items(path, text)
        mine = [wanted.pop(id_) for id_ in items if id_ in wanted]
        if bank.is_file():
            text = _with_new(path, text, items, list(wanted.values()))
            wanted.clear()
        if mine or text != path.read_bytes().decode():
            texts[path] = _replaced(text, items, mine)
    for entry in wanted.values():
        path = bank / entry_path(entry)
        if path.exists():
            raise BrokenBankError(path.name, "该文件里是别的条目，请改文件名")
        texts[path] = entry_text(entry)
    return texts


def _items(path: Path, text: str) -> dict[str, _Item]:
    """Id -> lines of each entry of a file."""
    tree = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    listed = _value(tree, "entries")
    if not isinstance(listed, yaml.SequenceNode):
        raise BrokenBankError(path.name, "须有 entries 列表")
    found: dict[str, _Item] = {}
    for node in listed.value:
        if listed.flow_style:
            raise BrokenBankError(path.name, "entries 须一条一行，以“- ”开头，才能改其中一条")
        id_ = _value(node, "id")
        if isinstance(id_, yaml.ScalarNode):
            column = listed.start_mark.column
            found[id_.value] = _Item(node.start_mark.line, _last_line(node), column)
    return found


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _last_line(node: yaml.Node) -> int:
    """The last line with anything of a node; a block's own end lies behind the comments."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    line, column = node.end_mark.line, node.end_mark.column
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return int(line - 1 if is_block and column == 0 else line)


def _lines(text: str) -> list[str]:
    return _LINES.findall(text)


def _written(entry: Entry, indent: int, text: str) -> str:
    item = entry_item(entry, indent)
    return item.replace("\n", "\r\n") if "\r\n" in text else item


def _replaced(text: str, items: Mapping[str, _Item], entries: Sequence[Entry]) -> str:
    lines = _lines(text)
    for entry in sorted(entries, key=lambda entry: items[entry.id].first, reverse=True):
        item = items[entry.id]
        last = item.last
        while not lines[last].strip():  # a literal block counts the blank lines behind it
            last -= 1
        lines[item.first : last + 1] = [_written(entry, item.indent, text)]
    return "".join(lines)


def _with_new(path: Path, text: str, items: Mapping[str, _Item], entries: Sequence[Entry]) -> str:
    """The text with entries behind its last one."""
    if not entries:
        return text
    if not items:
        raise BrokenBankError(path.name, "该表述库还没有条目，请改用文件夹形式的表述库")
    lines = _lines(text)
    last = max(items.values(), key=lambda item: item.last)
    if not lines[last.last].endswith(("\n", "\r")):
        lines[last.last] += "\n"
    lines[last.last] += "".join(_written(entry, last.indent, text) for entry in entries)
    return "".join(lines)
