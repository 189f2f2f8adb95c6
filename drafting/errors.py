"""What stops the work. Each error takes the data and builds its message itself."""

from collections.abc import Sequence
from pathlib import Path


class DraftingError(Exception):
    """The work cannot go on; the message says what, where and what to do, in Chinese."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message + remedy)


class UnreadableFileError(DraftingError):
    """A file that cannot be read at all: broken, empty, wrong encoding, a directory."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"无法读取“{path}”：{reason}。", remedy)


class UnwritableFileError(DraftingError):
    """An output that cannot or must not be written; what was there is untouched."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"无法写入“{path}”：{reason}。", remedy)


class UnknownKindError(DraftingError):
    """No such report kind is installed."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        names = "、".join(known) or "（无）"
        super().__init__(f"没有名为“{kind}”的报告类型。", f"已安装的类型：{names}。")


class BrokenKindError(DraftingError):
    """A kind's own data are wrong; place is file and key."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"报告类型数据有误（{place}）：{reason}。", "请联系模板维护人员改正该文件。"
        )


class BrokenBankError(DraftingError):
    """A phrase bank's file is wrong; place is file and entry."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"表述库有误（{place}）：{reason}。", "请按该处提示改正后重试。")


class ExpressionError(DraftingError):
    """A formula in a data file does not follow the small formula language."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(
            f"公式“{text}”有误：{reason}。", "公式只可用指标名、数、加减乘除、比较和与或非。"
        )


class PhraseTextError(DraftingError):
    """An entry's text does not follow the small template language."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(
            f"文本第{line}行有误：{reason}。",
            "文本里只可写文字、{{ 槽位 }}、{{ 数|count('件') }} 一类的过滤器和 {% if %}。",
        )


class UnmetFinalError(DraftingError):
    """A final draft was asked for while errors or placeholders remain."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        listed = "；".join(reasons)
        super().__init__(
            f"尚不能出定稿：{listed}。", "请先处理上述事项，或用 --stage working 出工作稿。"
        )


class UsageError(DraftingError):
    """The command was called in a way that cannot work."""


class UnusableInputError(DraftingError):
    """An input that can be read but lacks what a draft cannot do without; findings say what."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        super().__init__("输入尚不能起草。", "请按上列意见改正后重试。")
