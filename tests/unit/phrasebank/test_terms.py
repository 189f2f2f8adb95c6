"""Dated terms: what excuses them, which years a wording serves, faults of their files."""

from pathlib import Path

import pytest

from drafting.errors import BrokenBankError
from phrasebank.reading import entry_of
from phrasebank.terms import in_season, out_of_season, read_terms, season_of


def _found(text: str, year: int) -> list[str]:
    return [text[use.start : use.end] for use in out_of_season(text, year)]


# evidence of published reports: 六稳六保 2020, 疫情防控 2020-2022, 二十大 from 2022
@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("做好“六稳”“六保”工作。", 2020, []),
        ("做好“六稳”“六保”工作。", 2023, ["六稳", "六保"]),
        ("做好疫情防控信息公开。", 2022, []),
        ("做好疫情防控信息公开。", 2023, ["疫情防控"]),
        ("三年疫情防控转段后恢复窗口服务。", 2023, []),
        ("做好动物疫情防控信息公开。", 2024, []),
        ("学习贯彻党的二十大精神。", 2021, ["党的二十大"]),
        ("以优异成绩迎接党的二十大胜利召开。", 2021, []),
        ("以优异成绩迎接党的二十大胜利召开。", 2023, ["迎接党的二十大"]),
        ("“十三五”期间累计公开信息12条。", 2022, []),
        ("全面完成“十三五”规划任务。", 2022, ["十三五"]),
        ("结合“不忘初心、牢记使命”主题教育开展培训。", 2023, ["“不忘初心、牢记使命”主题教育"]),
        ("巩固拓展脱贫攻坚成果同乡村振兴有效衔接。", 2023, []),
        ("由原国土资源局移交档案12件。", 2020, []),
        ("由市国土资源局移交档案12件。", 2020, ["国土资源局"]),
        ("按照公开是原则、不公开是例外的要求公开。", 2022, ["公开是原则"]),
        ("坚持以公开为原则、不公开为例外。", 2020, ["以公开为原则"]),
        ("坚持以公开为常态、不公开为例外。", 2020, []),
        (
            "依据《法治政府建设实施纲要（2015—2020年）》。",
            2023,
            ["法治政府建设实施纲要（2015—2020年）"],
        ),
        ("公开《关于做好“六稳”工作的通知》。", 2023, []),
    ],
)
def test_terms_outside_their_years_are_found(text: str, year: int, found: list[str]) -> None:
    assert _found(text, year) == found


def test_year_in_another_sentence_excuses_nothing() -> None:
    assert _found("2020年公开12条。做好“六稳”工作。", 2023) == ["六稳"]


def test_advice_for_an_earlier_year_names_the_first_year_of_the_term() -> None:
    (use,) = out_of_season("学习贯彻党的二十大精神。", 2020)
    assert use.term.advice(2020).startswith("2022年度的报告起才有这一提法")


def test_detail_says_that_years_are_not_certain() -> None:
    (use,) = out_of_season("推进“放管服”改革。", 2025)
    assert use.detail().endswith("起止年度不完全确定")


@pytest.mark.parametrize(
    ("text", "season"),
    [
        ("公开信息", ((0, 9999),)),
        ("做好“六稳”“六保”工作", ((2020, 2021),)),
        ("巩固主题教育成果", ((2019, 2020), (2023, 2024))),
        ("迎接党的二十大", ((2021, 2022),)),
        ("落实“六稳”和党的二十大精神", ()),
    ],
)
def test_fixed_wording_serves_the_years_of_all_its_terms(
    text: str, season: tuple[tuple[int, int], ...]
) -> None:
    assert season_of(text) == season


def test_year_of_the_season_is_in_season() -> None:
    assert in_season("做好“六稳”工作", 2020)
    assert not in_season("做好“六稳”工作", 2022)


def test_entry_of_a_bank_knows_the_season_of_its_text() -> None:
    data = {
        "id": "a", "text": "做好“六稳”工作", "function": "measure", "topics": ["*"],
        "source": "written here", "fits": [{"gives": "做好“六稳”工作"}], "misfits": [{"why": "无"}],
    }  # fmt: skip
    assert entry_of(data, bank="base", place="a").season == ((2018, 2021),)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("schema: 2\nterms: []", "须有 schema: 1"),
        ("schema: 1\nterms:\n- {term: 甲, years: {from: 2020}, why: 乙}", "remedy"),
        ("schema: 1\nterms:\n- {term: 甲, years: {from: 2020}, why: 乙, remedy: 丙, x: 1}", "x"),
        ("schema: 1\nterms:\n- {term: 甲, years: {}, why: 乙, remedy: 丙}", "年度"),
        ("schema: 1\nterms:\n- {term: 甲, years: {from: 2021, to: 2020}, why: 乙, remedy: 丙}", "from 不晚于 to"),
        ("schema: 1\nterms:\n" + 2 * "- {term: 甲, years: {from: 2020}, why: 乙, remedy: 丙}\n", "写了两次：甲"),
    ],
)  # fmt: skip
def test_broken_file_is_named(tmp_path: Path, body: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(body, "utf-8")
    with pytest.raises(BrokenBankError, match=said):
        read_terms(tmp_path)
