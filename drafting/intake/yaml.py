"""INPUT.yaml as a tree of plain values with the line of each."""

import re
from pathlib import Path

import yaml

from drafting.errors import UnreadableFileError
from drafting.findings import Finding, Severity
from drafting.intake.raw import Plain, RawInput
from drafting.location import Location

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9]\d*)\.\d+")
_LARGEST = 5_000_000  # bytes; a year's input has a few kilobytes


def read_bytes(path: Path) -> bytes:
    """The bytes of an input file.

    Raises:
        UnreadableFileError: no such file, a directory, empty, too large, not allowed.
    """
    if path.is_dir():
        raise UnreadableFileError(path, "这是一个文件夹", "请给出其中的一个文件。")
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFileError(path, "文件过大", "请确认给的是本报告的输入文件。")
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableFileError(path, "文件不存在", "请核对文件名和所在文件夹。") from fault
    except OSError as fault:
        raise UnreadableFileError(
            path, f"系统拒绝读取（{fault.strerror}）", "请检查文件权限。"
        ) from fault
    if not data.strip():
        raise UnreadableFileError(path, "文件是空的", "可用 drafting new 生成一份空白输入。")
    return data


def read_yaml(path: Path) -> RawInput:
    """Read an input file.

    Raises:
        UnreadableFileError: not UTF-8, not YAML, or not a mapping at the top.
    """
    content = read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableFileError(
            path, "不是 UTF-8 编码（可能是 GBK）", "请用记事本或 WPS 另存为 UTF-8 编码后重试。"
        ) from fault
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"第{mark.line + 1}行附近" if mark is not None else "文件内"
        raise UnreadableFileError(
            path, f"{where}不合 YAML 格式", "请检查该行的缩进、冒号后的空格和引号是否成对。"
        ) from fault
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableFileError(
            path, "内容不是“键: 值”的形式", "可参照 drafting new 生成的样式。"
        )
    reader = _Reader(path.name)
    data = reader.mapping(root, "", 0)
    return RawInput(path.name, data, reader.places, tuple(reader.findings))


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[str, Location] = {}
        self.findings: list[Finding] = []

    def plain(self, node: yaml.Node, path: str, depth: int) -> Plain:
        line = node.start_mark.line + 1
        self.places[path] = Location(self.name, line, path=path)
        if depth > 40:
            raise UnreadableFileError(self.name, f"第{line}行嵌套过深", "请检查缩进。")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.plain(item, f"{path}.{position}" if path else str(position), depth + 1)
                for position, item in enumerate(node.value)
            ]
        return _scalar(node)

    def mapping(self, node: yaml.MappingNode, path: str, depth: int) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            inner = f"{path}.{key}" if path else key
            if key in found:
                place = Location(self.name, key_node.start_mark.line + 1, path=inner)
                self.findings.append(
                    Finding(
                        "IN-06",
                        Severity.ERROR,
                        f"“{key}”出现了两次",
                        str(place),
                        "请只保留一处；现以前一处为准。",
                    )
                )
                continue
            found[key] = self.plain(value_node, inner, depth + 1)
            self.places[inner] = Location(self.name, key_node.start_mark.line + 1, path=inner)
        return found


def _scalar(node: yaml.Node) -> Plain:
    text = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style in {"'", '"', "|", ">"}:
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INTEGER.fullmatch(text) and not text.startswith("+"):
        return int(text)
    if _DECIMAL.fullmatch(text) and not text.startswith("+"):
        return text  # kept as written: no binary fraction ever stands for a figure
    return text
