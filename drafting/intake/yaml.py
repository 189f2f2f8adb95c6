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
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip, and Office files before 2007
_NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_TAB = re.compile(r" *\t")
_WIDE_COLON = re.compile(r"[\s-]*[a-z0-9_]+：")
_LONGEST_INTEGER = 18  # characters; longer ones stay text
_LARGEST = 5_000_000  # bytes; a year's input has a few kilobytes
_DEEPEST = 40  # levels; an input has six
_MOST_VALUES = 100_000  # an input has a few hundred


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
    if content.startswith(_PACKAGES):
        raise UnreadableFileError(
            path,
            "这是工作簿、文档或压缩包，不是 YAML 文本",
            "工作簿的扩展名须是 .xlsx，请改名或另存后重试。",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableFileError(
            path,
            f"不是 UTF-8 编码（可能是 {encoding_name(content)}）",
            "请用记事本或 WPS 另存为 UTF-8 编码后重试。",
        ) from fault
    _require_text(path, text)
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        _require_shallow(path, text, loader)
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as fault:
        raise _misspelt(path, text, fault) from fault
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableFileError(
            path,
            "内容不是“键: 值”的形式",
            "冒号须用半角，后面空一格；可参照 drafting new 生成的样式。",
        )
    reader = _Reader(path.name)
    data = reader.mapping(root, "", 0)
    return RawInput(path.name, data, reader.places, tuple(reader.findings))


def encoding_name(content: bytes) -> str:
    """The likely encoding of bytes that are no UTF-8."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "别的编码，或不是文字文件"
    return "GBK"


def _require_text(path: Path, text: str) -> None:
    """Refuse characters that no text file holds; YAML knows them only as escapes."""
    found = _NO_TEXT.search(text)
    if found is None:
        return
    line = text.count("\n", 0, found.start()) + 1
    raise UnreadableFileError(
        path, f"第{line}行有不可见的控制字符", "请确认这是 YAML 文本文件，删去该字符后重试。"
    )


def _require_shallow(path: Path, text: str, loader: type[yaml.SafeLoader]) -> None:
    """Refuse deep nesting before the tree is made: making it recurses, without a limit."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            mark = event.start_mark
            where = "文件" if mark is None else f"第{mark.line + 1}行"
            raise UnreadableFileError(path, f"{where}嵌套过深", "请检查缩进和括号。")


def _misspelt(path: Path, text: str, fault: yaml.YAMLError) -> UnreadableFileError:
    """What is wrong with the line that YAML stops at, or the one before it."""
    mark = getattr(fault, "problem_mark", None)
    if mark is None:
        return UnreadableFileError(path, "文件内不合 YAML 格式", "请参照 drafting new 生成的样式。")
    lines = text.splitlines()
    for number in (mark.line, mark.line - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        if _TAB.match(line):
            return UnreadableFileError(
                path, f"第{number + 1}行开头用了 Tab", "缩进请一律用空格，下一级多空两格。"
            )
        if _WIDE_COLON.match(line):
            return UnreadableFileError(
                path, f"第{number + 1}行的冒号是全角的", "键后面的冒号请用半角，后面空一格。"
            )
    return UnreadableFileError(
        path,
        f"第{mark.line + 1}行附近不合 YAML 格式",
        "请检查该行的缩进、冒号后的空格和引号是否成对。",
    )


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[str, Location] = {}
        self.findings: list[Finding] = []

    def plain(self, node: yaml.Node, path: str, depth: int) -> Plain:
        line = node.start_mark.line + 1
        self.places[path] = Location(self.name, line, path=path)
        if depth > _DEEPEST:
            raise UnreadableFileError(self.name, f"第{line}行嵌套过深", "请检查缩进。")
        if len(self.places) > _MOST_VALUES:  # names (&, *) repeat what they stand for
            raise UnreadableFileError(
                self.name, f"第{line}行起内容过多", "请检查是否反复引用（&、*）。"
            )
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
            if not isinstance(key_node, yaml.ScalarNode):
                line = key_node.start_mark.line + 1
                raise UnreadableFileError(self.name, f"第{line}行的键不是一个词", "请检查括号。")
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
    if _INTEGER.fullmatch(text) and len(text) <= _LONGEST_INTEGER and not text.startswith("+"):
        return int(text)
    if _DECIMAL.fullmatch(text) and not text.startswith("+"):
        return text  # kept as written: no binary fraction ever stands for a figure
    return text
