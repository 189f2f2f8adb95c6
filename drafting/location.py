"""Where something stands in what the user gave: file and line, or sheet and cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input, in the words of the person who filled it."""

    file: str = ""  # name as the user gave it, without folders
    line: int | None = None  # 1-based, for text files
    sheet: str = ""  # worksheet title
    cell: str = ""  # "C5"
    path: str = ""  # dotted keys, e.g. "figures.t3.new.natural"

    def __str__(self) -> str:
        if self.sheet:
            where = f"“{self.sheet}”{self.cell}"
            return f"{self.file} {where}".strip()
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"第{self.line}行")
        if self.path:
            parts.append(f"（{self.path}）" if parts else self.path)
        return "".join(parts)


NOWHERE = Location()
