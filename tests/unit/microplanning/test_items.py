"""Items of part five: a problem as a state of affairs, a plan verb-first, an improvement with its problem."""

import pytest

from drafting.document import Span
from drafting.microplanning.aggregate import NoteText
from drafting.microplanning.items import names_its_problem, shaped

SOURCE = ("bullet:5f2c1a90",)


def item(text: str, verb: str = "") -> NoteText:
    return NoteText(
        [Span(text, SOURCE, "verbatim")], len(text), "act", verb, has_comma=False, closed=False
    )


def said(text: str, section: str, *, verb: str = "", is_alone: bool = False) -> str:
    made = shaped(item(text, verb), section, 2023, is_alone=is_alone)
    return "".join(piece.text for piece in made.pieces if isinstance(piece, Span))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公示到期不撤", "存在公示到期不撤的情况"),
        ("处室互相推件，征询平均4个工作日", "存在处室互相推件的情况，征询平均4个工作日"),
        ("“重宣传、轻公开”，财务账目少", "存在“重宣传、轻公开”的情况，财务账目少"),
        # what follows speaks of the count
        ("复议纠正9件，多为检索范围窄", "复议纠正9件，多为检索范围窄"),
        ("答复延期7件", "存在答复延期7件的情况"),
        ("解读照搬文件的还有", "仍有解读照搬文件的情况"),
        # hedged already, or its first clause names no fault
        ("网上更新不够及时", "网上更新不够及时"),
        ("民营医院公开有待改进，有的只挂个电话", "民营医院公开有待改进，有的只挂个电话"),
        ("执法文书公开，个别大队晚3～5天", "执法文书公开，个别大队晚3～5天"),
    ],
)
def test_a_problem_is_put_as_a_state_of_affairs(text: str, wanted: str) -> None:
    assert said(text, "problems") == wanted


def test_a_single_problem_stands_behind_its_lead_as_it_is() -> None:
    assert said("公示到期不撤", "problems", is_alone=True) == "公示到期不撤"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年提出的专栏重复，合并3个", "针对2022年提出的专栏重复的问题，合并3个"),
        ("2022年说公开栏更新慢，改为每月5日更换", "针对2022年公开栏更新慢的问题，改为每月5日更换"),
        ("上年“名单公示分散”，集中到一个栏目", "针对上年“名单公示分散”问题，集中到一个栏目"),
        ("2022年3项问题：死链5处已清理", "针对2022年的3项问题，死链5处已清理"),
        ("2022年提出的2个问题，目录已补齐", "针对2022年提出的2个问题，目录已补齐"),
        ("2022年的问题，僵尸号多，注销12个", "针对2022年僵尸号多的问题，注销12个"),
        # no problem of an earlier year is named
        ("2022年以来新建专栏，更新信息12条", "2022年以来新建专栏，更新信息12条"),
        ("2023年更新慢，改为按月更新", "2023年更新慢，改为按月更新"),
        ("换新宣传栏11处", "换新宣传栏11处"),
        ("2022年说处罚公开晚的事，7日内均公开", "针对2022年处罚公开晚的问题，7日内均公开"),
        (
            "2022年提出的一事多申，会审机制定下来，同类件统一口径",
            "针对2022年提出的一事多申的问题，确定会审机制，同类件统一口径",
        ),
    ],
)
def test_an_improvement_names_the_problem_that_it_mends(text: str, wanted: str) -> None:
    assert said(text, "improvements") == wanted
    assert names_its_problem(shaped(item(text), "improvements", 2023, is_alone=False)) is (
        text != wanted
    )


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("2024年原创比例提上来", "", "2024年提高原创比例"),
        ("答复范本更新", "答复", "更新答复范本"),
        ("公示到期前2天系统弹窗", "公示", "实行公示到期前2天系统弹窗"),
        ("每月巡检", "", "实行每月巡检"),
        ("民营医院纳入年检", "", "将民营医院纳入年检"),
        ("编制投诉举报类答复口径", "编制", "编制投诉举报类答复口径"),
        ("加强督查通报", "加强", "加强督查通报"),
        ("从学校借调1人", "", "从学校借调1人"),
        ("网格员上门传", "", "网格员上门传"),
    ],
)
def test_a_plan_begins_with_what_is_to_be_done(text: str, verb: str, wanted: str) -> None:
    assert said(text, "plans", verb=verb) == wanted


def test_words_of_ours_have_no_source_and_those_of_the_note_keep_theirs() -> None:
    made = shaped(item("公示超期5条"), "problems", 2023, is_alone=False)
    assert [(piece.text, piece.sources) for piece in made.pieces if isinstance(piece, Span)] == [
        ("存在", ()), ("公示超期5条", SOURCE), ("的情况", ()),
    ]  # fmt: skip
