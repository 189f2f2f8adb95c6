"""Numbers that identify a person: check digits (V-10, V-11), and single cases (V-13)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from drafting.findings import Severity
from drafting.review.page import Hit, Page

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ID_LIKE = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[\dXx]")
_SINGLE = re.compile(r"(?<![\d.])1[件人例起宗]|一[件人例起宗](?!事)")
_PARTY = re.compile(
    r"(?:申请人|当事人|原告|起诉人|信访人|村民|居民)?"
    r"[王李张刘陈杨赵黄周吴徐孙胡朱郭马罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜]"
    r"某(?!某?[种些个项])"
)


def id_check_holds(number: str) -> bool:
    """Whether an 18-character identity number has the check digit of GB 11643.

    >>> id_check_holds("11010519491231002X")
    True
    """
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17].upper()


def luhn_holds(number: str) -> bool:
    """Whether a card number passes the Luhn test.

    >>> luhn_holds("79927398713")
    True
    """
    digits = [int(digit) for digit in reversed(number)]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def graded(hit: Hit, text: str) -> Hit | None:
    """A hit of V-01 or V-03 weighed by its check digit (V-10, V-11); None: no fault of its own."""
    found = text[hit.start : hit.end]
    if hit.code == "V-01" and not id_check_holds(found):
        return replace(hit, severity=Severity.WARNING, detail="校验位不符，请核对")
    if hit.code == "V-03":
        if _ID_LIKE.match(text, hit.start):
            return None
        if luhn_holds(found):
            return replace(hit, severity=Severity.ERROR, detail="符合银行卡号的校验规则")
    return hit


def is_office_address(hit: Hit, text: str) -> bool:
    """Whether V-04 found the address of an office (V-12 allows it)."""
    return hit.code == "V-04" and any(
        word in text for word in ("地址", "联系", "办公", "邮编", "电话")
    )


def single_cases(page: Page) -> Iterator[Hit]:
    """V-13: one case, and its party named."""
    for sentence in page.sentences:
        if "某" not in sentence.text or not _SINGLE.search(sentence.text):
            continue
        match = _PARTY.search(sentence.text)
        if match:
            start = sentence.start + match.start()
            yield Hit("V-13", sentence.paragraph, start, sentence.start + match.end())
