"""Lists inside a text against their totals (X-13, X-14)."""

import pytest

from drafting.checking.breakdown import misfits
from tests.builders import kind

PAIRS = kind().structure["pairs"]


def verdicts(text: str) -> list[tuple[str, str, tuple[str, str]]]:
    return [(misfit.code, misfit.severity.value, misfit.figures) for misfit in misfits(text, PAIRS)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("发布20条，其中网站18条，微信8条", ("20", "26")),
        ("发布120条，其中：网站80条，微信30条", ("120", "110")),
        ("发布120条，其中网站80条、微信20条、微博10条", ("120", "110")),
        ("发布120条，其中网站80条、微信20条", ("120", "100")),
        ("发布120条（网站80条、微信30条）", ("120", "110")),
        ("发布信息120条：网站80条，微信30条", ("120", "110")),
        ("建议33件，主办10件，会办13件", ("33", "23")),
        ("建议33件，其中人大建议20件、政协提案13件，主办10件，会办13件", ("33", "23")),
        ("培训十六次，其中线上十次、线下五次", ("16", "15")),
        ("公开120条，其中解读40条，其中图解45条", ("40", "45")),
        ("网站发布80条；公众号发布30条，其中转发20条、原创15条、其他5条", ("30", "40")),
    ],
)
def test_parts_that_do_not_make_the_total_are_an_error(text: str, figures: tuple[str, str]) -> None:
    assert ("X-13", "error", figures) in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "发布120条，其中网站80条、微信40条",
        "发布120条，其中网站80条",
        "其中3件",
        "收到公开申请12件，其中网上申请8件，办结12件",
        "收到申请13件，其中新收10件、上年结转3件，办结11件，结转2件",
        "发布120条，比上年增加20条，其中网站80条、微信40条",
        "发布信息120条、解读12条，其中网站80条",
        "发布120条，其中政策解读12篇、图解8个",
        "建议33件，其中主办10件，会办23件",
        "人大建议20件、政协提案13件，主办10件，会办23件",
        "发布120条（其中网站80条）",
        "统一发布120条，其中一般信息80条",
        "公开120条，其中解读40条，其中图解25条",
        "答复咨询100件，主办10件，会办13件",
        "建议33件，主办会议3场，会办13件",
        "发布1.2万条，其中网站8010条、微信3995条",
        "2023年1月至6月发布12条（含3月5日的2条）",
        "发布120条，其中网站80条，占66.7%",
        "第3期培训12人，其中乡镇8人",
        "办结13件，其中予以公开9件、不予处理2件、其他处理2件，结转1件",
    ],
)
def test_lists_that_add_up_or_claim_no_sum_pass(text: str) -> None:
    assert [verdict for verdict in verdicts(text) if verdict[1] == "error"] == []


def test_an_open_list_that_falls_short_is_only_noted() -> None:
    assert verdicts("发布120条，其中网站40条、微信20条") == [("X-13", "note", ("120", "60"))]


def test_the_same_posts_counted_on_two_channels_are_only_noted() -> None:
    text = "发布120条，其中网站120条，微信同步转发60条"
    assert [severity for _, severity, _ in verdicts(text)] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "浏览173769万条，其中网页75656条、微信98113条",
        "网站访问量12万次，全年网站访问量12次",
    ],
)
def test_a_number_with_and_without_ten_thousand_is_an_error(text: str) -> None:
    assert {verdict[0] for verdict in verdicts(text)} == {"X-14"}
