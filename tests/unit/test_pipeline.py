"""From an input file to a draft: what is said, where it comes from, and that it stays the same."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from drafting.document import Draft
from drafting.errors import UnmetFinalError, UnreadableFileError
from drafting.findings import Severity
from drafting.microplanning.microplan import note_line
from drafting.pipeline import check_report, draft_report, load_report, make, require_final
from drafting.report import ReportInput
from phrasebank.bank import load_bank

ROOT = Path(__file__).resolve().parents[2]
NANGANG = ROOT / "examples/nangang-2020/input.yaml"
LANHE = ROOT / "examples/lanhe-2023/input.yaml"
INPUTS = sorted((ROOT / "tests/inputs").glob("*.yaml"))
EVERY = [NANGANG, LANHE, ROOT / "examples/planted-faults/input.yaml", *INPUTS]
SMALL = """
kind: disclosure
year: 2023
organisation: {name: 青禾县水利局, led_by: 县委、县政府}
contact: {office: 办公室, address: 青禾县水源路1号, phone: 0834-6000000}
figures:
  t2: {default: 0}
  t3: {default: 0, new: {natural: 12}, open: {natural: 12}}
  t4: {default: 0}
  fee: {notices: 0}
  publicity: {total: 120, website: 80, wechat: 40}
bullets:
  overview:
    - {topic: 主动公开, points: [发布水质信息24条]}
    - {topic: 依申请公开, points: [专人登记]}
    - {topic: 政府信息管理, points: [三审三校]}
    - {topic: 平台建设, points: [公众号40]}
    - {topic: 监督保障, points: [培训2次]}
  problems: [水质信息更新慢]
  improvements: [补发水质信息6条]
  plans: [水质信息每月更新]
"""


def draft(path: Path, seed: int | None = None) -> Draft:
    return draft_report(check_report(load_report(path)), seed=seed)


def small(tmp_path: Path, text: str = SMALL) -> ReportInput:
    path = tmp_path / "input.yaml"
    path.write_text(text, "utf-8")
    return load_report(path)


@pytest.mark.parametrize(
    ("named", "words"),
    [("没有.yaml", "文件不存在"), (".", "不是可以读取的格式"), ("[甲]", "不是可以读取的格式")],
)
def test_a_last_year_that_cannot_be_read_is_told_at_its_key_and_the_draft_is_made(
    tmp_path: Path, named: str, words: str
) -> None:
    report = small(tmp_path, f"{SMALL}last_year: {named}\n")
    (finding,) = [one for one in report.findings if one.code == "IN-08"]
    assert words in finding.message
    assert draft_report(check_report(report)).sections


def test_a_last_year_named_by_the_command_must_be_readable(tmp_path: Path) -> None:
    small(tmp_path)
    with pytest.raises(UnreadableFileError):
        load_report(tmp_path / "input.yaml", last_year=tmp_path / "没有.yaml")


def paragraphs(made: Draft) -> dict[str, str]:
    return {p.id: p.text for section in made.sections for p in section.paragraphs}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_number_has_a_source_and_every_note_its_words(path: Path) -> None:
    report = load_report(path)
    made = draft_report(check_report(report))
    shown: dict[str, str] = {}
    for section in made.sections:
        for paragraph in section.paragraphs:
            assert "".join(s.text for s in paragraph.sentences) == paragraph.text
            for sentence in paragraph.sentences:
                assert "".join(span.text for span in sentence.spans) == sentence.text
                for span in sentence.spans:
                    assert span.sources or not re.search(r"\d", span.text), span
                    for source in span.sources:
                        shown[source] = shown.get(source, "") + " " + span.text
    for bullet in report.bullets:
        words = shown.get(f"bullet:{bullet.id}", "")
        assert words, bullet.text
        for number in re.findall(
            r"\d+", note_line(bullet).translate({0xFF10 + digit: str(digit) for digit in range(10)})
        ):
            assert number in words or bullet.text.lstrip("（(").startswith(number), (
                bullet.text,
                words,
            )
    assert not [finding for finding in made.findings if finding.code.startswith("TR-")]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_draft_breaks_a_rule_of_punctuation(path: Path) -> None:
    text = "\n".join(paragraphs(draft(path)).values())
    assert not re.search(r"[，；。、：]{2,}|、[和与及]|其中其中|，。|“[^”]*$", text, re.MULTILINE)


def test_the_tables_of_2020_hold_the_published_figures() -> None:
    # 01 §10 and the published report: every other cell is 0
    wanted = {
        "t2/licence/prev_items": "17", "t2/licence/delta": "+2", "t2/licence/decisions": "324",
        "t2/penalty/prev_items": "398", "t2/penalty/decisions": "415",
        "t2/compulsion/prev_items": "14", "t2/compulsion/decisions": "29",
        "t4/review/upheld": "6", "t4/review/total": "6",
        "t4/suit_after/upheld": "1", "t4/suit_after/total": "1",
    }  # fmt: skip
    cells = {
        key: text
        for section in draft(NANGANG).sections
        for table in section.tables
        for key, text in table.values.items()
    }
    assert len(cells) == 22 + 161 + 15
    assert {key: text for key, text in cells.items() if text != "0"} == wanted


def test_the_report_of_2020_has_six_parts_and_its_doubts_as_comments() -> None:
    made = draft(NANGANG)
    assert [section.heading for section in made.sections if section.heading] == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert {"T4-05", "X-11"} <= {comment.code for comment in made.comments}
    assert not [finding for finding in made.findings if finding.severity is Severity.ERROR]


def test_the_seven_doubtful_cases_are_not_repeated_in_prose() -> None:
    text = " ".join(paragraphs(draft(NANGANG)).values())
    assert "行政复议6件" not in text
    assert "行政诉讼1件" not in text


def test_the_same_input_gives_the_same_file_in_another_process(tmp_path: Path) -> None:
    files = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.docx"
        subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "drafting", "draft", str(LANHE), "-o", str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=False, capture_output=True, cwd=ROOT,
        )  # fmt: skip
        files.append(out.read_bytes())
    assert files[0] == files[1]


def test_a_note_more_leaves_other_topics_word_for_word(tmp_path: Path) -> None:
    before = paragraphs(draft_report(check_report(small(tmp_path))))
    more = SMALL.replace("points: [培训2次]", "points: [培训2次, 检查3次]")
    after = paragraphs(draft_report(check_report(small(tmp_path, more))))
    changed = {key for key in before if before[key] != after.get(key)}
    assert before.keys() == after.keys()
    assert [before[key][:7] for key in changed] == ["（五）监督保障"]


def test_another_organ_is_told_otherwise_but_of_the_same_facts(tmp_path: Path) -> None:
    report = small(tmp_path)
    framings: set[str] = set()
    numbers: set[tuple[str, ...]] = set()
    nil: set[str] = set()
    for name in (
        "甲县水利局",
        "乙县水利局",
        "丙县水利局",
        "丁县水利局",
        "戊县水利局",
        "己县水利局",
    ):
        other = replace(report, organisation=replace(report.organisation, name=name))
        text = " ".join(paragraphs(draft_report(check_report(other))).values()).replace(name, "")
        framings.add(text)
        numbers.add(tuple(sorted(set(re.findall(r"\d+", text)) - {"2024", "2022"})))
        nil.update(re.findall(r"未发出收费通知[^。]*", text))
    assert len(framings) > 3
    assert len(numbers) == 1
    assert len(nil) == 1


def test_a_whole_report_may_be_final_and_a_gap_forbids_it(tmp_path: Path) -> None:
    require_final(draft_report(check_report(small(tmp_path))))
    with pytest.raises(UnmetFinalError, match="请补充"):
        require_final(
            draft_report(
                check_report(small(tmp_path, SMALL.replace("  problems: [水质信息更新慢]\n", "")))
            )
        )


def test_a_figure_that_a_note_contradicts_is_an_error_and_stays_out_of_prose(
    tmp_path: Path,
) -> None:
    made = draft_report(check_report(small(tmp_path, SMALL.replace("专人登记", "收到申请13件"))))
    text = " ".join(paragraphs(made).values())
    assert "X-02" in {f.code for f in made.findings if f.severity is Severity.ERROR}
    assert "收到申请13件" in text
    assert not re.search(r"收到?[^，。；]*12件", text)


def test_the_embedded_data_has_the_keys_of_the_specification(tmp_path: Path) -> None:
    data = draft_report(check_report(small(tmp_path))).as_json()
    assert set(data) >= {
        "schema", "kind", "form", "year", "organisation", "seed", "version", "banks", "sections", "findings",
    }  # fmt: skip
    assert (data["kind"], data["form"], data["year"]) == ("disclosure", "F2021", 2023)


def test_the_workbook_example_says_what_the_yaml_says() -> None:
    workbook = draft(NANGANG.with_suffix(".xlsx"))
    assert workbook.sections == draft(NANGANG).sections


def test_a_short_name_is_declared_only_when_it_is_used_again() -> None:
    for path in EVERY:
        text = " ".join(paragraphs(draft(path)).values())
        assert ("（以下简称《条例》）" in text) == (
            text.count("《条例》") > ("（以下简称《条例》）" in text)
        ), path
        assert "》、《" not in text


def test_an_entry_more_in_the_bank_leaves_other_topics_word_for_word(tmp_path: Path) -> None:
    checked = check_report(small(tmp_path))
    bank = load_bank()
    found = next(entry for entry in bank.entries if entry.id == "total.requests.received.05")
    more = replace(
        found, id="total.requests.received.own", text=f"{found.text}（本部门写法）", weight=100
    )
    key = (found.function, found.topics[0])
    larger = replace(
        bank,
        entries=(*bank.entries, more),
        by_topic={**bank.by_topic, key: (*bank.by_topic[key], more)},
    )
    before = paragraphs(draft_report(checked, bank=bank))
    after = paragraphs(draft_report(checked, bank=larger))
    assert "（本部门写法）" in " ".join(after.values())
    assert [before[k][:7] for k in before if before[k] != after[k]] == ["（二）依申请公开"[:7]]


def test_cases_without_their_outcome_are_told_by_their_number(tmp_path: Path) -> None:
    given = SMALL.replace("t4: {default: 0}", "t4: {review: {total: 2}, suit_direct: {total: 1}}")
    text = "".join(paragraphs(draft_report(check_report(small(tmp_path, given)))).values())
    assert "全年被申请政府信息公开行政复议2件" in text


def test_slogan_of_a_note_is_told_once_and_marked_in_the_draft(tmp_path: Path) -> None:
    report = small(tmp_path, SMALL.replace("发布水质信息24条", "发布疫情防控信息24条"))
    made = draft_report(check_report(report))
    (found,) = [finding for finding in made.findings if finding.code == "A-20"]
    assert found.anchor.startswith("bullet:")
    assert [c.code for c in made.comments if c.code == "A-20" and c.paragraph] == ["A-20"]


def test_place_outside_the_organ_s_region_is_told(tmp_path: Path) -> None:
    text = SMALL.replace("青禾县水利局,", "沭阳县水利局,").replace("专人登记", "参照宜宾市目录登记")
    found = [
        f.excerpt
        for f in draft_report(check_report(small(tmp_path, text))).findings
        if f.code == "A-02"
    ]
    assert found == ["宜宾市"]


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("无申请", ""),
        ("零申请", ""),
        ("没有依申请", ""),
        ("未收到政府信息公开申请，无行政复议、行政诉讼", ""),
        ("无申请，设专人接收来件", "设置专人接收来件"),
        ("没有收费，没有申请，没有复议诉讼", "没有收费"),
    ],
)
def test_a_note_that_says_nought_is_said_once_with_the_figures(
    tmp_path: Path, note: str, left: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "kind: disclosure\nyear: 2023\norganisation: {name: 甲镇人民政府}\n"
        "figures: {t2: {default: 0}, t3: {default: 0}, t4: {default: 0}}\n"
        f"bullets: {{overview: [{{topic: 依申请公开, points: ['{note}']}}]}}\n",
        "utf-8",
    )
    made = draft(path)
    text = next(text for text in paragraphs(made).values() if "依申请公开。" in text[:10])
    assert text.count("申请，") + text.count("申请。") <= 2
    assert left in text
    assert note not in text
    assert [finding.code for finding in made.findings if finding.code.startswith("TR-")] == []


def facts(made: Draft) -> set[tuple[str, tuple[str, ...]]]:
    return {
        (number, span.sources)
        for section in made.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        for span in sentence.spans
        for number in re.findall(r"\d+(?:\.\d+)?", span.text)
        if any(source.startswith(("figure:", "bullet:")) for source in span.sources)
    }


def framing_size(made: Draft) -> int:
    return sum(
        len(span.text)
        for section in made.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        for span in sentence.spans
        if not span.sources
    )


@pytest.mark.parametrize("path", [LANHE, NANGANG], ids=["lanhe", "nangang"])
def test_length_changes_framing_and_never_facts(path: Path) -> None:
    checked = check_report(load_report(path))
    brief, standard, full = (
        make(checked, length=length).draft for length in ("brief", "standard", "full")
    )
    assert facts(brief) == facts(standard) == facts(full)
    assert framing_size(brief) < framing_size(full)
    assert framing_size(brief) <= framing_size(standard)
