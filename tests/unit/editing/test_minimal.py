"""How little a redraft shows as changed: twenty pairs, their least changes worked out by hand.

A number counts with all its digits, since it changes whole; a Han character or mark counts one.
"""

import pytest

from drafting.editing.tokens import edits, is_number, tokens

# before, after, characters out, characters in
PAIRS = [
    ("全年收到申请47件。", "全年收到申请52件。", 2, 2),
    ("全年收到申请47件。", "全年共收到申请47件。", 0, 1),
    ("全年共收到申请47件。", "全年收到申请47件。", 1, 0),
    ("公开信息1286条，比上年增加96条。", "公开信息1301条，比上年增加111条。", 6, 7),
    ("增长8.1%。", "增长9.4%。", 4, 4),
    ("比上年增加12件。", "比上年减少3件。", 4, 3),
    ("开展培训2次。", "开展培训2次，参训120人次。", 0, 8),
    ("开展培训2次，参训120人次。", "开展培训2次。", 8, 0),
    ("召开新闻发布会2场，回应网民留言18条。", "回应网民留言18条，召开新闻发布会2场。", 10, 10),
    (
        "办结45件，其中予以公开20件、不予公开3件。",
        "办结50件，其中予以公开24件、不予公开3件。",
        4,
        4,
    ),
    ("办结45件，均予以公开。", "办结45件，其中予以公开40件。", 1, 5),
    ("均按时答复。", "均在法定期限内答复。", 2, 6),
    ("政府网站公开820条，政务微信公开466条。", "政务微信公开466条，政府网站公开820条。", 11, 11),
    ("2022年1月1日至2022年12月31日", "2023年1月1日至2023年12月31日", 8, 8),
    ("解读形式单一，更新不及时。", "解读形式较为单一，更新不够及时。", 0, 3),
    ("制作图解、视频。", "制作图解、视频、H5。", 0, 3),
    ("电话：0450-5550000", "电话：0450-5550001", 7, 7),
    ("依申请公开系统运行正常。", "未发生因依申请公开引发的投诉。", 6, 9),
    ("《条例》第二十条第（一）项", "《条例》第二十一条第（二）项", 1, 2),
    ("修订公开指南1次。更新目录3次。", "更新目录4次。", 10, 1),
]


def counted(before: str, after: str) -> tuple[int, int]:
    found = edits(before, after)
    return sum(one.end - one.start for one in found), sum(len(one.text) for one in found)


@pytest.mark.parametrize(("before", "after", "out", "put"), PAIRS)
def test_a_change_is_no_longer_than_a_fifth_over_the_least(
    before: str, after: str, out: int, put: int
) -> None:
    assert sum(counted(before, after)) <= 1.2 * (out + put)


@pytest.mark.parametrize(("before", "after", "out", "put"), PAIRS)
def test_nothing_less_would_do(before: str, after: str, out: int, put: int) -> None:
    assert sum(counted(before, after)) >= out + put


@pytest.mark.parametrize(("before", "after"), [(one, other) for one, other, _, _ in PAIRS])
def test_no_number_is_split(before: str, after: str) -> None:
    inner = set()
    at = 0
    for token in tokens(before):
        if is_number(token):
            inner |= set(range(at + 1, at + len(token)))
        at += len(token)
    edges = {edge for one in edits(before, after) for edge in (one.start, one.end)}
    assert edges & inner == set()


def test_nineteen_of_the_twenty_are_at_their_least() -> None:
    # two clauses that change places: fewer tokens change than when one clause is moved
    more = [after for before, after, out, put in PAIRS if counted(before, after) != (out, put)]
    assert more == ["政务微信公开466条，政府网站公开820条。"]
