"""What an entry says beyond its slots."""

from dataclasses import replace

import pytest

from phrasebank.claims import ClaimPattern, claim_patterns, claims_of
from phrasebank.entry import Entry

ENTRY = Entry("a.1", "甲", "measure", ("note.event",))
PATTERNS = [pytest.param(row, id=f"{row.kind}-{at}") for at, row in enumerate(claim_patterns())]


@pytest.mark.parametrize("row", PATTERNS)
def test_a_pattern_hits_and_passes_its_examples(row: ClaimPattern) -> None:
    assert [text for text in row.hits if not row.pattern.search(text)] == []
    assert [text for text in row.passes if row.pattern.search(text)] == []


def kinds(**changes: object) -> list[str]:
    entry = replace(ENTRY, **changes)  # type: ignore[arg-type]  # fields of an entry
    return [claim.kind for claim in claims_of(entry)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "各项工作顺利开展"}, ["praise"]),
        ({"text": "{{ event }}得到群众好评"}, ["praise"]),
        ({"text": "认真开展{{ event }}"}, ["manner"]),
        ({"text": "认真开展{{ event }}", "function": "plan"}, []),
        ({"text": "增长{{ rate|percent }}，增幅明显"}, ["degree"]),
        ({"text": "大幅增长{{ rate|percent }}", "when": "rate >= 50"}, []),
        ({"text": "大幅增长{{ rate|percent }}", "when": "known(rate)"}, ["degree"]),
        ({"text": "大幅增长{{ rate|percent }}", "when": "year >= 2021"}, ["degree"]),
        ({"text": "申请{{ n|count('件') }}，全部办结"}, ["all"]),
        ({"text": "申请{{ n|count('件') }}，全部办结", "when": "n == m"}, []),
        ({"text": "申请均由个人提出", "function": "nil"}, []),
        ({"text": "由于人手不足"}, ["cause"]),
        ({"text": "由于{{ cause }}", "printed": frozenset({"cause"})}, []),
        ({"text": "采取了三项措施"}, ["number"]),
        ({"text": "采取了三项措施", "when": "n == 3"}, []),
        ({"text": "采取了三项措施", "when": "n >= 3"}, ["number"]),
        ({"text": "采取了三项措施", "when": "n > 2 and n < 5 and n != 4"}, ["number"]),  # 3.5
        ({"text": "采取了一项措施", "topics": ("plans.single",)}, []),
        ({"text": "分为公开、申请、复议三个部分"}, []),
        ({"text": "分为公开、申请、复议四个部分"}, ["number"]),
        ({"text": "由两部分组成，结转{{ m|count('件') }}，新收{{ n|count('件') }}"}, []),
        (
            {
                "text": "网站{{ m|count('条') }}、微信{{ n|count('条') }}，两个渠道合计{{ t|count('条') }}"
            },
            [],
        ),
        ({"text": "多数申请由个人提出"}, ["degree"]),
        ({"text": "多数申请由个人提出", "when": "natural > organisations"}, []),
        ({"text": "采取了{{ count }}项措施"}, []),
        ({"text": "公开3条"}, ["number"]),
        ({"text": "今年以来，开展{{ event }}"}, ["date"]),
        ({"text": "截至{{ year }}年底"}, []),
        ({"text": "按照《办法》开展{{ event }}"}, ["document"]),
        ({"text": "按照《条例》第五十条"}, []),
        ({"text": "按照上级要求"}, ["document"]),
        ({"text": "在市委领导下"}, ["organ"]),
    ],
)
def test_claims_that_nothing_carries_are_found(
    changes: dict[str, object], expected: list[str]
) -> None:
    assert kinds(**changes) == expected


def test_that_nothing_is_left_out_may_follow_from_the_figure_rule_of_the_topic() -> None:
    entry = replace(ENTRY, text="均由上年结转")
    assert list(claims_of(entry, known="t3.new.total == 0")) == []
    assert [claim.words for claim in claims_of(entry, known="t3.new.total > 0")] == ["均由"]
