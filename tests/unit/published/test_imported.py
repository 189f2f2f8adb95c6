"""What a published report says besides its tables, and what is told about the reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.intake.assemble import assemble
from drafting.intake.raw import Plain
from drafting.intake.yaml import read_yaml
from drafting.kinds import load_kind
from drafting.published.imported import NoReportError, Published, read_published
from drafting.published.writing import input_text
from tests.published import ORGAN, OTHER, PREAMBLE, PROBLEMS, Lines, replaced, text_lines


def imported(tmp_path: Path, lines: Lines) -> Published:
    path = tmp_path / "report.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_published(path)


def told(found: Published, code: str) -> list[str]:
    return [one.message for one in found.findings if one.code == code]


def bullets(found: Published, name: str) -> Plain:
    data = found.raw.data["bullets"]
    assert isinstance(data, dict)
    return data.get(name)


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("云杉县水务局2023年政府信息公开工作年度报告", 2023, ORGAN),
        ("云杉县水务局 2023年度政府信息公开年度报告", 2023, ORGAN),
        ("云杉县水务局关于2023年政府信息公开工作年度报告", 2023, ORGAN),
        ("云杉县水务局关于报送2023年政府信息公开工作年度报告的报告", 2023, ORGAN),
        ("云杉县水务局二〇二三年政府信息公开工作年度报告", 2023, ORGAN),
        ("云杉县水务局\uff12\uff10\uff12\uff13年政府信息公开工作年度报告", 2023, ORGAN),
        ("云杉县水务局\n2023年政府信息公开\n工作年度报告", 2023, ORGAN),
        ("首页\n云杉县水务局\n2023年政府信息公开工作年度报告", 2023, ORGAN),
    ],
)
def test_a_title_gives_organ_and_year(tmp_path: Path, title: str, year: int, name: str) -> None:
    data = imported(tmp_path, [*title.split("\n"), *text_lines()[1:]]).raw.data
    assert data["year"] == year
    assert isinstance(data["organisation"], dict)
    assert data["organisation"]["name"] == name


def test_the_organ_of_a_bare_title_is_the_one_that_signs(tmp_path: Path) -> None:
    title = "2023年政府信息公开工作年度报告"
    found = imported(tmp_path, [title, *text_lines()[1:], ORGAN, "2024年1月20日"])
    assert isinstance(found.raw.data["organisation"], dict)
    assert found.raw.data["organisation"]["name"] == ORGAN
    assert told(found, "IN-52") == ["标题里没有机关名称，由落款推定为“云杉县水务局”"]
    assert bullets(found, "other") == list(OTHER)


def test_without_a_title_the_year_is_that_of_the_text_and_the_organ_is_asked_for(
    tmp_path: Path,
) -> None:
    found = imported(tmp_path, text_lines()[2:])
    assert found.raw.data["year"] == 2023
    assert told(found, "IN-52") == ["标题里没有年度，由正文开头推定为2023年"]
    assert told(found, "IN-02") == ["没有找到机关名称"]


def test_a_year_that_is_given_wins_and_the_title_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\n".join(text_lines()), "utf-8")
    found = read_published(path, year=2022)
    assert found.raw.data["year"] == 2022
    assert told(found, "S-06") == ["标题写的是2023年，按给定的2022年读入"]


def test_contact_and_documents_come_from_the_preamble(tmp_path: Path) -> None:
    data = imported(tmp_path, text_lines()).raw.data
    assert data["contact"] == {
        "office": "办公室",
        "address": "云杉县河滨路6号",
        "phone": "0999-6543210",
        "postcode": "123456",
    }
    assert data["basis"] == [
        {"title": "《云杉县2023年政务公开工作要点》", "number": "云政办发〔2023〕8号"}
    ]


def test_contact_behind_a_table_is_read_and_is_no_note(tmp_path: Path) -> None:
    lines = [line for line in text_lines() if line != PREAMBLE]
    at = lines.index("五、存在的主要问题及改进情况")
    contact = ["如有疑问请与云杉县水务局办公室联系", "地址：云杉县河滨路6号，电话：0999-6543210"]
    found = imported(tmp_path, [*lines[:at], *contact, *lines[at:]])
    assert found.raw.data["contact"] == {
        "address": "云杉县河滨路6号", "office": "办公室", "phone": "0999-6543210"
    }  # fmt: skip
    assert told(found, "IN-51") == [
        "只起引出作用的话没有列为要点：2023年工作还存在一些不足，主要表现在："
    ]


def test_prose_between_tables_is_told(tmp_path: Path) -> None:
    lines = text_lines()
    at = lines.index("三、收到和处理政府信息公开申请情况")
    found = imported(tmp_path, [*lines[:at], "注：上表数据由各水厂汇总得出。", *lines[at:]])
    assert (
        told(found, "IN-51")[1]
        == "表格所在部分的这段文字没有归入要点：注：上表数据由各水厂汇总得出。"
    )


def test_a_preamble_behind_the_first_heading_is_no_note(tmp_path: Path) -> None:
    lines = [line for line in text_lines() if line != PREAMBLE]
    found = imported(tmp_path, [*lines[:2], PREAMBLE, *lines[2:]])
    assert isinstance(found.raw.data["contact"], dict)
    first = bullets(found, "overview")
    assert isinstance(first, list)
    assert first[0] == "2023年，我局按照县政府部署开展政府信息公开工作。"


def test_notes_stand_word_for_word_under_their_topics(tmp_path: Path) -> None:
    assert bullets(imported(tmp_path, text_lines()), "overview") == [
        "2023年，我局按照县政府部署开展政府信息公开工作。",
        {
            "topic": "主动公开情况",
            "points": ["全年主动公开政府信息312条，其中网站280条、公众号32条。", "公布供水水质报告12期。"],
        },
        {
            "topic": "依申请公开情况",
            "points": ["逐件登记申请，由办公室统一答复。", "对2件内容不清的申请一次性告知补正。"],
        },
    ]  # fmt: skip


def test_the_fifth_part_is_told_apart_by_its_words(tmp_path: Path) -> None:
    found = imported(tmp_path, text_lines())
    assert bullets(found, "problems") == ["乡镇水厂信息更新不及时", "解读形式单一。"]
    assert bullets(found, "improvements") == ["针对上年栏目空白的问题，补齐了3个栏目。"]
    assert bullets(found, "plans") == ["按月通报水厂更新情况。", "与县融媒体中心合办解读专栏。"]


def test_a_clear_count_in_the_text_is_filled_in_with_its_source(tmp_path: Path) -> None:
    figures = imported(tmp_path, text_lines()).raw.data["figures"]
    assert isinstance(figures, dict)
    assert figures["publicity"] == {"total": {"value": 312, "from": "已公布报告的正文"}}


def test_two_counts_of_one_thing_are_not_filled_in(tmp_path: Path) -> None:
    lines = replaced((OTHER[0], OTHER[0] + "全年主动公开政府信息300条。"))(text_lines())
    figures = imported(tmp_path, lines).raw.data["figures"]
    assert isinstance(figures, dict)
    assert "publicity" not in figures


def test_a_bare_nothing_says_what_there_is_none_of(tmp_path: Path) -> None:
    found = imported(tmp_path, replaced((OTHER[0], "无。"))(text_lines()))
    assert bullets(found, "other") == ["无其他需要报告的事项"]


def test_a_missing_part_is_told(tmp_path: Path) -> None:
    found = imported(tmp_path, text_lines()[:-2])
    assert told(found, "S-01") == ["没有找到“六、其他需要报告的事项”"]


def test_a_part_of_the_places_own_is_kept_as_a_topic_and_told(tmp_path: Path) -> None:
    lines = [*text_lines(), "七、优化营商环境情况", "为12家企业办理用水接入。"]
    found = imported(tmp_path, lines)
    assert bullets(found, "other") == [
        *OTHER, {"topic": "优化营商环境情况", "points": ["为12家企业办理用水接入。"]}
    ]  # fmt: skip
    assert told(found, "S-01") == ["“七、优化营商环境情况”不是规定的标题，其内容归入邻近的部分"]


def test_a_narrative_under_other_headings_before_the_form_is_kept(tmp_path: Path) -> None:
    lines = text_lines()
    own = ["一、组织领导情况", "局长任组长。", "二、主动公开情况", "召开发布会1次。"]
    found = imported(tmp_path, [lines[0], *own, *lines[2:]])
    first = bullets(found, "overview")
    assert isinstance(first, list)
    assert first[0] == "2023年，我局按照县政府部署开展政府信息公开工作。"
    assert first[-2:] == [
        {"topic": "组织领导情况", "points": ["局长任组长。"]},
        {"topic": "主动公开情况", "points": ["召开发布会1次。"]},
    ]
    assert len(told(found, "S-01")) == 2


@pytest.mark.parametrize("text", ["【请补充：收费情况】。", "（文字描述）"])
def test_a_placeholder_is_no_note(tmp_path: Path, text: str) -> None:
    found = imported(tmp_path, replaced((OTHER[0], text))(text_lines()))
    assert bullets(found, "other") is None
    assert f"占位的文字没有读入：{text}" in told(found, "IN-51")


def test_the_lead_is_the_one_that_the_report_names(tmp_path: Path) -> None:
    lines = replaced(("按照县政府部署", "在县委、县政府的坚强领导下"))(text_lines())
    organisation = imported(tmp_path, lines).raw.data["organisation"]
    assert isinstance(organisation, dict)
    assert organisation["led_by"] == "县委、县政府"


def test_the_input_that_is_written_reads_back_as_what_was_read(tmp_path: Path) -> None:
    lines = replaced((PROBLEMS[0], "（一）问题。一是“# 标签”: 用得乱；二是 [栏目] 空白。"))(
        text_lines()
    )
    found = imported(tmp_path, lines)
    path = tmp_path / "input.yaml"
    path.write_text(input_text(found.raw, load_kind("disclosure")), "utf-8")
    again = assemble(read_yaml(path))
    once = assemble(found.raw)
    assert [(one.id, one.value, one.raw) for one in again.figures] == [
        (one.id, one.value, one.raw) for one in once.figures
    ]
    assert [(one.section, one.topic, one.text) for one in again.bullets] == [
        (one.section, one.topic, one.text) for one in once.bullets
    ]
    assert (again.organisation.name, again.contact, again.year) == (
        once.organisation.name, once.contact, once.year
    )  # fmt: skip
    assert not again.findings


def test_a_letter_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(NoReportError, match="政府信息公开工作年度报告"):
        imported(tmp_path, ["关于2023年工作的复函", "你局来函收悉。"])
