"""Names of divisions in a text, the chain of an organ, the data."""

import pytest

from drafting.zh.places import chain_of, gazetteer, mentions


def _names(text: str) -> list[str]:
    return [mention.name for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("威海市旅游局转来宜宾市的申请", ["威海市", "宜宾市"]),
        ("青岛市市北区人民政府", ["青岛市", "市北区"]),
        ("黔西南布依族苗族自治州兴仁市", ["黔西南布依族苗族自治州", "兴仁市"]),
        ("安徽省马鞍山市和县", ["安徽省", "马鞍山市", "和县"]),
        ("北京市场监测", []),
        ("宜宾市市场监督管理局", ["宜宾市"]),
        ("提高县级平台质量，和县区联动，全市公安县局", []),
        ("市北区公开专栏、新建区级平台、老城区改造、解放区", []),
        ("阿里、和平、新华、朝阳产业、东区、城关镇", []),
        ("主城区、工业园区、社区、市辖区、山区", []),
    ],
)
def test_names_are_read_and_common_words_are_not(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("organ", "own", "other"),
    [
        ("南岗区交通运输局", {"黑龙江省", "哈尔滨市", "南岗区"}, {"道里区", "宜宾市"}),
        ("哈尔滨市教育局", {"黑龙江省", "哈尔滨市", "南岗区", "双城市"}, {"大庆市"}),
        ("江苏省民政厅", {"江苏省", "宿迁市", "沭阳县"}, {"浙江省"}),
        ("重庆市渝中区财政局", {"重庆市", "渝中区"}, {"渝北区"}),
        ("新建区财政局", {"南昌市", "新建区"}, {"九江市"}),
    ],
)
def test_chain_holds_what_lies_above_and_below(organ: str, own: set[str], other: set[str]) -> None:
    chain = chain_of(organ)
    assert chain is not None
    assert own <= chain.names
    assert not other & chain.names


def test_name_that_several_districts_bear_leaves_all_of_them_open() -> None:
    chain = chain_of("和平区民政局")
    assert chain is not None
    assert {one.place for one in chain.lowest} == {"天津市和平区", "辽宁省沈阳市和平区"}


def test_region_tells_which_district_is_meant() -> None:
    chain = chain_of("沈阳市", "和平区民政局")
    assert chain is not None
    assert {one.place for one in chain.lowest} == {"辽宁省沈阳市和平区"}


@pytest.mark.parametrize("organ", ["民政部", "兰河市自然资源局", "苏州工业园区管理委员会", ""])
def test_organ_without_a_known_division_has_no_chain(organ: str) -> None:
    assert chain_of(organ) is None


# Ministry of Civil Affairs: changes approved by the State Council in those years
@pytest.mark.parametrize(
    ("name", "last", "now"),
    [("武鸣县", 2014, "武鸣区"), ("莱芜市", 2017, "济南市莱芜区"), ("横县", 2020, "横州市"), ("渝北区", 2025, "两江新区")],
)  # fmt: skip
def test_name_given_up_tells_when_and_for_what(name: str, last: int, now: str) -> None:
    assert (last, now) in {(one.last, one.now) for one in gazetteer().divisions(name)}


# 34 divisions of province level; of the mainland 333 of prefecture level (2024)
def test_table_holds_every_province_and_prefecture() -> None:
    book = gazetteer()
    every = [one for name in book.by_name for one in book.divisions(name) if one.last > 2025]
    assert len({one.province for one in every}) == 34
    assert len({(one.province, one.city) for one in every if one.city and not one.county}) == 333


def test_common_words_of_the_table_are_names_of_it() -> None:
    book = gazetteer()
    assert all(name in book.by_name for name in book.plain), book.plain - set(book.by_name)
