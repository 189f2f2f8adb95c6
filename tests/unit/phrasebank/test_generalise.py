"""What of a sentence is a fact and becomes a slot."""

import pytest

from phrasebank.generalise import Piece, Setting, pieces_of, shape_of

SETTING = Setting(2023, "青岭县教育局")


def facts(text: str) -> list[tuple[str, str]]:
    return [(piece.slot, piece.text) for piece in pieces_of(text, SETTING) if piece.slot]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请12件", [("count", "12件")]),
        ("公开信息3万余条", [("count", "3万余条")]),
        ("收取450元", [("money", "450元")]),
        ("同比增长8.3%", [("rate", "8.3%")]),
        ("提高2.1个百分点", [("points", "2.1个百分点")]),
        ("2023年，共办理", [("year", "2023")]),
        ("2022年结转、2024年继续", [("last_year", "2022"), ("next_year", "2024")]),
        ("自2018年起", [("date", "2018")]),
        ("截至2023年6月30日", [("date", "2023年6月30日")]),
        ("期限为2023年1月1日至2023年12月31日", [("period", "2023年1月1日至2023年12月31日")]),
        ("青岭县教育局公布", [("organisation", "青岭县教育局")]),
        ("县教育局公布", [("organisation", "县教育局")]),
        ("我局公布", [("self_name", "我局")]),
        ("在县委、县政府领导下", [("led_by", "县委、县政府")]),
        ("依照《中华人民共和国政府信息公开条例》", [("basis_short", "《中华人民共和国政府信息公开条例》")]),
        ("依照《甲办法》（青办发〔2023〕8号）", [("document", "《甲办法》（青办发〔2023〕8号）")]),
        ("打造“一刻钟服务圈”", [("name", "“一刻钟服务圈”")]),
        ("由南京市教育局转来", [("body", "南京市教育局")]),
        ("在江苏省推广", [("place", "江苏省")]),
        ("其中，网站公开8条、公众号公开4条", [("parts", "网站公开8条、公众号公开4条")]),
        ("通过政府网站、公报和展板等渠道", [("channel", "政府网站、公报和展板")]),
        ("请联系（地址：甲路1号，电话：0000-1234567）", [("contact", "地址：甲路1号，电话：0000-1234567")]),
        ("城市建设、公共交通、深度融合", []),
        ("一网通办、第三方评估", []),
    ],
)  # fmt: skip
def test_facts_become_slots(text: str, expected: list[tuple[str, str]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text", ["2023年，我局收到申请12件，增长8.3%。", "没有任何事实", "《甲》《乙》“丙”", ""]
)
def test_pieces_concatenate_to_the_sentence(text: str) -> None:
    assert "".join(piece.text for piece in pieces_of(text, SETTING)) == text


def test_an_approximate_number_is_text_and_an_exact_one_a_figure() -> None:
    exact, rough = pieces_of("12件", SETTING)[0], pieces_of("12余件", SETTING)[0]
    assert (exact.unit, rough.value) == ("件", None)
    assert exact.value == 12


def test_the_shape_shows_facts_as_one_mark() -> None:
    assert shape_of((Piece("收到"), Piece("12件", "count"))) == "收到□"
