import pytest

from drafting.kinds import load_kind
from drafting.published.labels import index_of, is_blank, is_value, likeness

INDEX = index_of(load_kind("disclosure"))


def keys(text: str) -> set[str]:
    return {row.key for row in INDEX.named(text)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partial"),
        ("(二) 部分公开(区分处理的, 只计这一情形, 不计其他情形)", "partial"),
        ("（二）部分公开", "partial"),
        ('3. 危及"三安全一稳定"', "deny_3"),
        ("3．危及‘三安全一稳定’", "deny_3"),
        ("（3）危及三安全一稳定", "deny_3"),
        ("③危及“三安全一稳定”", "deny_3"),
        ("危及“三安全一稳定”", "deny_3"),
        ("一、本年新收\u200b政府信息\u3000公开申请数量", "new"),
        ("1.逾期不补正", "other_1"),
        ("(七)合计", "processed"),
        ("3、其他", "other_3"),
    ],
)  # fmt: skip
def test_a_label_is_known_in_any_dress(text: str, key: str) -> None:
    assert keys(text) == {key}


@pytest.mark.parametrize(
    "text", ["其他", "总计", "自然人", "信息内容", "三、本年度办理结果", "其他主动公开文件", ""]
)
def test_what_is_no_row_is_not_taken_for_one(text: str) -> None:
    assert keys(text) == set()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5.属于三类内部事物信息", "deny_5"),
        ("理2.其他法律行政法规禁止公结开", "deny_2"),
        ("2.没有现成信息需要另行制无法作", "unable_2"),
        ("三（一）予以公开", "open"),
    ],
)
def test_a_damaged_label_is_likest_to_its_own_row(text: str, key: str) -> None:
    rows = [row for row in INDEX.rows if row.form == "F2021" and row.words]
    assert max(rows, key=lambda row: likeness(text, row)).key == key


@pytest.mark.parametrize("text", ["其他主动公开文件", "收费减免件数", "备注"])
def test_a_label_of_the_places_own_is_like_no_row(text: str) -> None:
    assert not [row.key for row in INDEX.rows if likeness(text, row)]


@pytest.mark.parametrize(
    "text",
    ["0", "+2", "＋2", "-8", "\u22128", "1,234", "0.37", "251000元", "368.6万元", "5件", "/", "—"],
)
def test_numbers_and_marks_are_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["", "规章", "由区政府办填", "2024年1月17日", "1.属于国家秘密"])
def test_words_are_no_values(text: str) -> None:
    assert not is_value(text)


@pytest.mark.parametrize("text", ["", " \u3000", "/", "-", "—", "－", "无", "【待填】"])
def test_marks_for_nothing_are_blank(text: str) -> None:
    assert is_blank(text)


def test_nought_is_not_blank() -> None:
    assert not is_blank("0")


@pytest.mark.parametrize(
    "text",
    [
        "商业 企业",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况",
        "办",
    ],
)
def test_headers_and_their_pieces_are_known(text: str) -> None:
    assert INDEX.is_known(text)


@pytest.mark.parametrize("text", ["注：数据含下属单位", "联系人"])
def test_other_words_are_not_known(text: str) -> None:
    assert not INDEX.is_known(text)
