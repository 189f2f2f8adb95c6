"""Which aspect a heading means, and which one a note without a heading belongs to."""

import pytest

from drafting.kinds import TopicSpec
from drafting.planning.topics import (
    bare_heading,
    best_topics,
    is_fit,
    overlap,
    scores,
    topic_of_heading,
)
from tests.builders import kind

OVERVIEW = kind().topics["overview"]
SMALL = (
    TopicSpec(
        key="water", heading="水质公开", aliases=("水质",), keywords={"水质": 2, "河": 0.5},
        examples=("水质日报",),
    ),
    TopicSpec(key="road", heading="道路公开", keywords={"道路": 1}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("（一）加强组织领导。", "加强组织领导"),
        ("(1)加强组织领导", "加强组织领导"),
        ("1.加强组织领导：", "加强组织领导"),
        ("3、 加强组织领导", "加强组织领导"),
        ("十二、加强组织领导", "加强组织领导"),
        ("（一）1.加强组织领导", "加强组织领导"),
        (" 加强组织领导 ", "加强组织领导"),
        ("一件事一次办", "一件事一次办"),
        ("12345热线", "12345热线"),
        ("“三公”经费", "“三公”经费"),
        ("2023年重点工作", "2023年重点工作"),
    ],
)
def test_a_heading_loses_its_number_and_closing_mark_and_nothing_else(
    written: str, bare: str
) -> None:
    assert bare_heading(written) == bare


@pytest.mark.parametrize("heading", ["3.15宣传活动", "12.4宪法日", "1.5级响应"])
def test_a_date_or_fraction_at_the_start_of_a_heading_is_no_number_of_it(heading: str) -> None:
    assert bare_heading(heading) == heading


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("主动公开", "proactive"),
        ("（一）主动公开政府信息情况。", "proactive"),  # 00 §5
        ("依申请公开办理", "on_request"),
        ("3、平台建设", "platform"),
        ("政府信息公开平台建设", "platform"),
        ("全区监督保障工作开展情况", "supervision"),
        ("2023年政府信息管理", "management"),
    ],
)
def test_words_that_mean_an_aspect_of_the_form_go_there(heading: str, key: str) -> None:
    found = topic_of_heading(heading, OVERVIEW)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "heading", ["优化办事流程", "助力“六稳”“六保”", "公开", "（一）", "", "加强组织领导和作风建设"]
)
def test_other_words_stay_the_clerks_own_heading(heading: str) -> None:
    assert topic_of_heading(heading, OVERVIEW) is None


def test_every_heading_and_alias_of_the_kind_means_its_own_topic() -> None:
    for section, specs in kind().topics.items():
        for spec in specs:
            for name in (spec.heading, *spec.aliases):
                found = topic_of_heading(name, specs)
                assert found is not None, (section, name)
                assert found.key == spec.key, (section, name, found.key)


def test_the_score_of_a_note_is_its_keywords_and_its_likeness_to_examples() -> None:
    # keyword 2; pairs of 水质月报: 水质 质月 月报, of 水质日报: 水质 质日 日报: 2 * 1 / 6
    assert scores("水质月报", SMALL) == {"water": pytest.approx(2 + 1 / 3), "road": 0.0}
    # 水质 and 河; pairs 河水 水质 and three of the example: 2 * 1 / 5
    assert scores("河水质", SMALL)["water"] == pytest.approx(2.5 + 2 / 5)
    assert scores("甲", SMALL) == {"water": 0.0, "road": 0.0}


def test_topics_are_ranked_best_first_and_equal_ones_in_the_order_of_the_kind() -> None:
    assert [key for key, _ in best_topics("道路", SMALL)] == ["road", "water"]
    assert [key for key, _ in best_topics("甲", SMALL)] == ["water", "road"]


@pytest.mark.parametrize(("score", "fit"), [(0.99, False), (1.0, True), (0.0, False)])
def test_a_note_is_placed_from_a_score_of_one(score: float, *, fit: bool) -> None:
    assert is_fit(score) is fit


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("收到申请12件，均按时答复", "on_request"),
        ("三审三校，先审后发", "management"),
        ("网站改版，公众号40条", "platform"),
        ("培训2次", "supervision"),
        ("镇党委会专题研究公开工作2次", "supervision"),
        ("公开信息发布前由分管领导审签", "management"),
        ("年度考核占4分", "supervision"),
        ("双公示7日内上网", "proactive"),
        ("部门预算3月公开", "proactive"),
    ],
)
def test_a_telling_note_finds_its_aspect(note: str, key: str) -> None:
    best, score = best_topics(note, OVERVIEW)[0]
    assert (best, is_fit(score)) == (key, True)


@pytest.mark.parametrize(
    "note",
    [
        "人才公寓配租：房源860套，申请1432人",  # persons apply for a benefit
        "复议收案684件，立案602件",  # what is decided on others
        "人民调解案例库上线",
        "公交线路调整3条，提前15天告知",
    ],
)
def test_words_of_other_business_are_no_requests_for_information(note: str) -> None:
    assert not is_fit(scores(note, OVERVIEW)["on_request"])


@pytest.mark.parametrize("note", ["食堂采购", "党建工作", "甲乙丙", "123"])
def test_a_note_of_something_else_fits_no_aspect(note: str) -> None:
    assert not is_fit(best_topics(note, OVERVIEW)[0][1])


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        ("优化办事", "优化办事流程", 1.0),  # 优化 化办 办事
        ("优化流程", "优化办事流程", 2 / 3),  # 优化 流程, not 化流
        ("优化", "流程", 0.0),
        ("甲", "甲", 0.0),  # no pair
        ("优1化", "优化", 1.0),  # digits do not part characters
    ],
)
def test_likeness_to_a_heading_is_the_share_of_common_pairs(
    text: str, other: str, share: float
) -> None:
    assert overlap(text, other) == pytest.approx(share)
