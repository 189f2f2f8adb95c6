"""Passages that two reports have in common."""

import pytest

from drafting.many.passages import Shared, shared_passages
from drafting.many.verdicts import kinds_of, text_at
from tests.comparing import PARAGRAPH, report, shapes

OWN = "供销社门口的公示栏每周二换新，村民可以就近查看。"
SENTENCES = [one + "。" for one in PARAGRAPH.split("。") if one]


def shared(first: str, second: str, *, organs: tuple[str, str] = ("", "")) -> tuple[Shared, ...]:
    one = report("甲", organs[0], overview=[first])
    other = report("乙", organs[1], overview=[second])
    own, theirs = shapes(one, other)
    return shared_passages(own.words, theirs.words)


def only(found: tuple[Shared, ...]) -> Shared:
    assert len(found) == 1
    return found[0]


def test_a_paragraph_taken_whole_is_equal_with_its_figures() -> None:
    found = only(shared(OWN + PARAGRAPH, PARAGRAPH))
    assert kinds_of(found) == ("连数字相同",)
    first = report("甲", overview=[OWN + PARAGRAPH])
    assert text_at(first, found.first) == PARAGRAPH.rstrip("。")


def test_exchanged_figures_are_told_apart_from_equal_ones() -> None:
    found = only(shared(PARAGRAPH, PARAGRAPH.replace("37条", "73条")))
    assert kinds_of(found) == ("换了数字",)


def test_another_year_is_no_exchanged_figure() -> None:
    found = only(shared(PARAGRAPH, PARAGRAPH.replace("2023年", "2024年")))
    assert kinds_of(found) == ("连数字相同",)


@pytest.mark.parametrize(
    ("theirs", "organ"), [("云杉县水务局", "云杉县水务局"), ("水务局", "云杉县水务局")]
)
def test_an_exchanged_organ_hides_no_copy(theirs: str, organ: str) -> None:
    text = PARAGRAPH.replace("我局", "青禾县农业农村局")
    copied = PARAGRAPH.replace("我局", theirs)
    found = only(shared(text, copied, organs=("青禾县农业农村局", organ)))
    assert kinds_of(found) == ("连数字相同", "换了机关或地名")


def test_another_self_name_hides_no_copy() -> None:
    found = only(shared(PARAGRAPH, PARAGRAPH.replace("我局", "我委")))
    assert kinds_of(found) == ("连数字相同", "换了机关或地名")


def test_words_put_in_and_left_out_hide_no_copy() -> None:
    changed = PARAGRAPH.replace("逐个走访", "逐个登门走访").replace(
        "，方便沿河群众安排生产和出行", ""
    )
    assert kinds_of(only(shared(PARAGRAPH, changed))) == ("有改动",)


def test_other_marks_and_item_markers_hide_no_copy() -> None:
    listed = "一是" + SENTENCES[1] + "二是" + SENTENCES[2]
    plain = SENTENCES[1].replace("，", "；") + SENTENCES[2]
    assert kinds_of(only(shared(listed, plain))) == ("连数字相同",)


def test_reordered_sentences_are_found_each() -> None:
    found = shared(PARAGRAPH, SENTENCES[2] + SENTENCES[0])
    assert [kinds_of(one) for one in found] == [
        ("连数字相同",),
        ("文字相同", "次序有调整"),
    ]


SHORT = (
    "按周张贴停水时段和施工单位",
    "汛期每日两次发布水库水位",
    "走访乡镇水厂收集用水意见",
    "水表更换进度逐户上门告知",
)


def test_short_sentences_in_another_order_make_one_passage() -> None:
    found = only(shared("。".join(SHORT) + "。", "。".join(SHORT[::-1]) + "。"))
    assert "次序有调整" in kinds_of(found)


def test_two_short_sentences_in_common_are_no_copy() -> None:
    assert shared(SHORT[0] + "。", SHORT[0] + "。") == ()


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》要求，编制本报告。",
        "2023年，未发出收费通知，未收取信息处理费。全年未收到政府信息公开申请，也没有上年结转的申请。",
        "全年予以公开12件、部分公开3件、不予公开2件、无法提供1件、不予处理4件、其他处理5件，结转下年度继续办理6件。",
        "未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
        "以习近平新时代中国特色社会主义思想为指导，深入贯彻党的二十大精神，坚持以公开为常态、不公开为例外。",
        "【请补充：网站、政务新媒体、公开专区、查阅点等平台的建设和维护情况，以及其他需要写明的事项】",
    ],
)
def test_what_everybody_writes_is_no_copy(text: str) -> None:
    assert shared(text, text) == ()


def test_a_difference_in_figures_is_never_taken_for_equal() -> None:
    assert not only(shared(PARAGRAPH, PARAGRAPH.replace("9期", "6期"))).has_equal_figures


def test_equal_figures_tell_a_copy_of_few_words() -> None:
    text = "发布水质月报12期、停水预告318次、水价说明26篇，播放节水短片145场。"
    assert kinds_of(only(shared(text, text))) == ("连数字相同",)
    other = text.replace("12", "11").replace("318", "402").replace("26", "31").replace("145", "90")
    assert shared(text, other) == ()
