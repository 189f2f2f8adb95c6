"""What a report says of its organ: how to reach it, what it rests on, what it calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from drafting.kinds import Form, ReportKind

_UNTIL = r"[^，,。；;（）()\s]"
_CONTACT = {
    "address": re.compile(rf"(?:联系|办公|通信|通讯)?地址\s*[：:]?\s*({_UNTIL}{{4,50}}?)(?=[，,。；;（）()\s]|邮编|邮政|电话|联系|电子|$)"),
    "phone": re.compile(r"(?:联系|办公|咨询)?(?:电话|方式)(?:号码)?\s*[：:]?\s*(\d[\d—－–\-]{5,15}\d)"),
    "postcode": re.compile(r"(?:邮政编码|邮编)\s*[：:]?\s*(\d{6})(?!\d)"),
    "email": re.compile(r"([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
    "url": re.compile(r"((?:https?://|www\.)[\x21-\x27\x2a-\x2b\x2d-\x3a\x3c-\x7e]+)"),
}  # fmt: skip
_OFFICE = (
    re.compile(r"(?:请|可)?(?:与|和|向|联系)\s*([\u4e00-\u9fff（）]{2,50}?)\s*(?:联系|咨询|反映)"),
    re.compile(r"联系(?:科室|部门|处室|股室)\s*[：:]\s*([\u4e00-\u9fff（）]{2,30})"),
)
_OFFICE_END = re.compile(r"(?:科|室|处|股|办|中心|部|组|所|站|司|办公室)$")
_LABELS = re.compile(
    r"如?(?:对|有)[^。；]{0,30}?(?:疑问|意见|建议)|请|可?直?接?与|联系方式|联系(?:人|科室|部门)?|地址|电话|邮政编码|邮编"
    r"|电子邮箱|邮箱|传真|网址|办公时间|[\s：:，,。；;（）()]"
)
_LED = re.compile(
    r"在([\u4e00-\u9fff、]{2,24}?)的?(?:正确|坚强|统一|有力|亲切)?领导(?:和[^，。]{0,20})?下"
)
_BOOK = re.compile(
    r"(?P<called>以下简称|简称)?《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》"
    r"(?:\s*[（(](?P<number>(?:[^（）()]|[（(]\d{4}[）)])*?[号])[）)])?"
)
_SHORTEST = 6  # characters of a title; what is shorter is its short form


def contact_in(texts: Iterable[str], organisation: str) -> dict[str, str]:
    """The contact data that texts give, the first of each."""
    found: dict[str, str] = {}
    for text in texts:
        for key, pattern in _CONTACT.items():
            match = pattern.search(text)
            if match and key not in found:
                found[key] = _plain(key, match[1])
        for pattern in _OFFICE:
            match = pattern.search(text)
            if match and "office" not in found and (name := _office(match[1], organisation)):
                found["office"] = name
    return found


def _plain(key: str, text: str) -> str:
    return (
        re.sub("[—－–]+", "-", text)
        if key == "phone"
        else text.rstrip("/")
        if key == "url"
        else text
    )


def _office(name: str, organisation: str) -> str:
    rest = name.removeprefix(organisation) if organisation else name
    rest = re.sub("^(?:本机关|本单位|我[局委办厅镇乡街道区县市院中心]{1,2})", "", rest)
    return rest if rest != organisation and _OFFICE_END.search(rest) else ""


def is_only_contact(text: str) -> bool:
    """Whether a paragraph holds contact data and nothing that a report states."""
    if not any(pattern.search(text) for pattern in (*_CONTACT.values(), _OFFICE[0])):
        return False
    rest = text
    for pattern in (*_OFFICE, *_CONTACT.values()):
        rest = pattern.sub("", rest)
    return len(_LABELS.sub("", rest)) <= 8


def basis_in(texts: Iterable[str], form: Form) -> list[dict[str, str]]:
    """The documents that texts cite with their numbers, without law and format of the form."""
    own = {_bare(value) for value in form.spec.constants.values()}
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        for match in _BOOK.finditer(text):
            title, number = match["title"], match["number"] or ""
            if match["called"] or len(title) < _SHORTEST or _bare(title) in own:
                continue
            if number and _bare(number) in own:
                continue
            entry = found.setdefault(title, {"title": f"《{title}》"})
            if number:
                entry.setdefault("number", number)
    return list(found.values())


def _bare(text: str) -> str:
    return re.sub(r"[《》（）()\s]|试行", "", text)


def led_by_in(texts: Iterable[str]) -> str:
    """Under whose lead the report says that it worked; empty when it does not say."""
    for text in texts:
        match = _LED.search(text)
        if match and not re.search("小组|分管|局长|主任", match[1]):
            return match[1].removesuffix("的")
    return ""


def self_name_in(texts: Sequence[str], kind: ReportKind) -> str:
    """What the report calls its organ most often, of the names that the kind knows."""
    names = sorted(set(kind.self_names.values()), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in names if name))
    counts = Counter(match for text in texts for match in pattern.findall(text))
    return max(counts, key=lambda name: (counts[name], -names.index(name))) if counts else ""
