"""What the notes of a section must each tell: a date, a number, a reason."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.checking.crossfoot import Desk
from drafting.checking.names import says_something
from drafting.checking.wording import bullet_place
from drafting.figures import number_text
from drafting.findings import SEVERITY_BY_LETTER, Finding
from drafting.kinds import CheckSpec
from drafting.report import Bullet


def untold(desk: Desk, spec: CheckSpec) -> Iterator[Finding]:
    """Notes of the check's sections that neither match its pattern nor give one of its details."""
    for bullet in desk.report.bullets:
        if bullet.section not in spec.sections or not says_something(bullet):
            continue
        given = {key for key, _ in bullet.details}
        if given & set(spec.details) or _pattern(spec.pattern).search(_line(bullet)):
            continue
        yield Finding(
            code=spec.code,
            severity=SEVERITY_BY_LETTER[spec.level],
            message=spec.message.format(note=bullet.text),
            place=bullet_place(bullet),
            remedy=spec.remedy,
            anchor=f"bullet:{bullet.id}",
        )


def _line(bullet: Bullet) -> str:
    value = "" if bullet.value is None else number_text(bullet.value) + bullet.unit
    return f"{bullet.topic}\n{bullet.text}{value}"


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text or r"(?!)")
