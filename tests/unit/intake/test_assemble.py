"""Kind, year, organ, contact, basis: what a draft cannot do without, and what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from drafting.errors import UnusableInputError
from drafting.findings import Finding, Severity
from drafting.intake.assemble import assemble, input_digest
from drafting.intake.raw import Plain, RawInput
from drafting.location import Location
from drafting.report import BasisDocument, Contact, ReportInput

Assembled = Callable[..., ReportInput]
WHOLE: dict[str, Plain] = {
    "kind": "disclosure",
    "year": 2023,
    "organisation": {"name": "甲县水利局"},
}


def of(**changed: Plain) -> ReportInput:
    return assemble(RawInput("input.yaml", {**WHOLE, **changed}))


def without(key: str) -> Mapping[str, Plain]:
    return {name: value for name, value in WHOLE.items() if name != key}


def refused(data: Mapping[str, Plain]) -> list[tuple[str, str]]:
    """Code and message of each finding of an input that cannot be drafted at all."""
    with pytest.raises(UnusableInputError) as told:
        assemble(RawInput("input.yaml", data))
    return [(f.code, f.message) for f in told.value.findings if isinstance(f, Finding)]


# ---- what a draft cannot do without -------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (without("kind"), "IN-02", "没有写明报告类型"),
        ({**WHOLE, "kind": ""}, "IN-02", "没有写明报告类型"),
        ({**WHOLE, "kind": "disclosur"}, "IN-03", "没有名为“disclosur”的报告类型"),
        ({**WHOLE, "kind": "../disclosure"}, "IN-03", "没有名为“../disclosure”的报告类型"),
        (without("year"), "IN-02", "没有写明报告年度"),
        ({**WHOLE, "year": 23}, "IN-03", "“23”不是四位数的年份"),
        ({**WHOLE, "year": True}, "IN-03", "“true”不是四位数的年份"),
        ({**WHOLE, "year": "二〇二三"}, "IN-03", "不是四位数的年份"),
        ({**WHOLE, "year": [2023]}, "IN-03", "不是四位数的年份"),
        ({**WHOLE, "year": 2018}, "IN-04", "2018年没有可用的法定表样"),
        (without("organisation"), "IN-02", "没有填写机关名称"),
        ({**WHOLE, "organisation": {"name": " "}}, "IN-02", "没有填写机关名称"),
        ({**WHOLE, "organisation": {"name": None}}, "IN-02", "没有填写机关名称"),
        ({**WHOLE, "organisation": {"name": ["甲"]}}, "IN-03", "“name”应是一行文字"),
        ({**WHOLE, "organisation": "甲县水利局"}, "IN-03", "“organisation”下面应是"),
    ],
)
def test_without_kind_year_or_name_there_is_no_draft(
    data: Mapping[str, Plain], code: str, words: str
) -> None:
    assert any(found == code and words in message for found, message in refused(data))


def test_all_that_is_missing_is_told_at_once() -> None:
    assert [code for code, _ in refused({"kind": "disclosure", "nmae": "甲"})] == [
        "IN-01", "IN-02", "IN-02",
    ]  # fmt: skip


def test_the_year_of_a_kind_without_form_names_the_years_that_can_be_written() -> None:
    with pytest.raises(UnusableInputError) as told:
        of(year=2018)
    (finding,) = told.value.findings
    assert isinstance(finding, Finding)
    assert "2019年及以后" in finding.remedy


@pytest.mark.parametrize("year", [2023, "2023", "2023年", "2023年度", " 2023 "])
def test_the_year_is_read_with_and_without_its_word(year: Plain) -> None:
    assert of(year=year).year == 2023


@pytest.mark.parametrize(
    ("year", "form"), [(2019, "F2019"), (2020, "F2019"), (2021, "F2021"), (2026, "F2021")]
)
def test_the_year_chooses_the_form(year: int, form: str) -> None:
    assert of(year=year).form == form


def test_last_years_report_may_lack_the_name() -> None:
    report = assemble(RawInput("2022.yaml", {**WHOLE, "organisation": {}}), as_last_year=True)
    assert report.year == 2023


# ---- keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "path", "remedy"),
    [
        ("bulets: {}\n", "bulets", "是否应为“bullets”？"),
        ("figure: {}\n", "figure", "是否应为“figures”？"),
        ("contact: {phoen: 1}\n", "contact.phoen", "是否应为“phone”？"),
        ("basis: [{titel: 甲, title: 乙}]\n", "basis.0.titel", "是否应为“title”？"),
        ("说明: 甲\n", "说明", "此处可用的键：schema、kind、year"),
    ],
)
def test_an_unknown_key_is_an_error_at_its_line_with_the_nearest_key(
    assembled: Assembled, lines: str, path: str, remedy: str
) -> None:
    (finding,) = assembled(lines).findings
    assert (finding.code, finding.severity) == ("IN-01", Severity.ERROR)
    assert finding.place == f"input.yaml第4行（{path}）"
    assert finding.remedy.startswith(remedy)


def test_findings_of_reading_stay(assembled: Assembled) -> None:
    assert [f.code for f in assembled("year: 2022\n").findings] == ["IN-06"]


def test_a_year_may_be_typed_with_wide_digits() -> None:
    assert of(year="２０２３年").year == 2023


# ---- organ --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "own", "level"),
    [
        ("甲县水利局", "我局", "department"),
        ("甲市住房和城乡建设委员会", "我委", "department"),
        ("甲县人民政府办公室", "我办", "department"),
        ("乙省教育厅", "我厅", "department"),
        ("甲县人民政府", "我县", "government"),
        ("乙市人民政府", "我市", "government"),
        ("丙区人民政府", "我区", "government"),
        ("丁镇人民政府", "我镇", "town"),
        ("丁街道办事处", "我街道", "town"),
        ("甲县人民法院", "我院", "department"),
        ("甲经济技术开发区管理委员会", "我委", "department"),
        ("甲水文站", "本机关", "department"),
    ],
)
def test_how_the_organ_is_called_and_ranked_follows_from_its_name(
    name: str, own: str, level: str
) -> None:
    organisation = of(organisation={"name": name}).organisation
    assert (organisation.self_name, organisation.level) == (own, level)


def test_what_the_input_says_of_the_organ_goes_before_its_name() -> None:
    organisation = of(
        organisation={"name": "甲县水利局", "self": "本局", "level": "government"}
    ).organisation
    assert (organisation.self_name, organisation.level) == ("本局", "government")


@pytest.mark.parametrize(
    ("written", "level"),
    [("政府", "government"), ("部门", "department"), ("乡镇街道", "town"), ("街道", "town")],
)
def test_the_level_is_read_in_chinese_as_the_workbook_shows_it(written: str, level: str) -> None:
    assert of(organisation={"name": "甲", "level": written}).organisation.level == level


@pytest.mark.parametrize(
    ("written", "meant"),
    [(True, True), (False, False), ("是", True), ("否", False), ("true", True), (None, False)],
)
def test_the_right_to_make_rules_is_read_in_chinese_too(written: Plain, *, meant: bool) -> None:
    found = of(organisation={"name": "甲", "rulemaking": written})
    assert (found.organisation.rulemaking, found.findings) == (meant, ())


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("level", "省级", "机关级别“省级”不认识"),
        ("rulemaking", "可能", "应填是或否"),
        ("rulemaking", 3, "应填是或否"),
        ("led_by", ["县委"], "“led_by”应是一行文字"),
        ("name", {"全称": "甲"}, "“name”应是一行文字"),
    ],
)
def test_a_fault_of_the_organ_is_an_error(key: str, value: Plain, words: str) -> None:
    data: dict[str, Plain] = {"name": "甲", key: value}
    findings = [
        finding
        for finding in _findings({**WHOLE, "organisation": data})
        if finding.severity is Severity.ERROR
    ]
    assert any(words in finding.message for finding in findings)


def _findings(data: Mapping[str, Plain]) -> list[Finding]:
    try:
        return list(assemble(RawInput("input.yaml", data)).findings)
    except UnusableInputError as told:
        return [finding for finding in told.findings if isinstance(finding, Finding)]


# ---- contact and basis --------------------------------------------------------------------


def test_the_contact_is_tidied_and_numbers_stay_as_written(assembled: Assembled) -> None:
    report = assembled(
        "contact: {office: 法制科, address: 永兴路１号, phone: 0451-58628823, postcode: 015300,"
        " email: a@example.cn, url: 'https://www.example.cn/a?b=1'}\n"
    )
    assert report.contact == Contact(
        "法制科", "永兴路1号", "0451-58628823", "015300", "a@example.cn",
        "https://www.example.cn/a?b=1",
    )  # fmt: skip
    assert report.findings == ()


@pytest.mark.parametrize(
    ("written", "title", "number"),
    [
        ("《甲办法》", "甲办法", ""),
        ("甲办法", "甲办法", ""),
        ("《甲办法》（乙发〔2020〕1号）", "甲办法", "乙发〔2020〕1号"),
        ("《甲办法》(乙发〔2020〕1号)", "甲办法", "乙发〔2020〕1号"),
        ("《甲办法》 乙发〔2020〕1号", "甲办法", "乙发〔2020〕1号"),
        ("《甲办法》（乙发(2020)1号）", "甲办法", "乙发(2020)1号"),
        ("《甲办法》（试行）", "《甲办法》（试行）", ""),
        ("《甲办法》和《乙办法》", "《甲办法》和《乙办法》", ""),
        ("《〈甲条例〉实施办法》", "〈甲条例〉实施办法", ""),
        ({"title": "《甲办法》", "number": "乙发〔2020〕1号"}, "甲办法", "乙发〔2020〕1号"),
        ({"title": "甲办法"}, "甲办法", ""),
        ({"title": "关于印发《甲办法》的通知"}, "关于印发《甲办法》的通知", ""),
    ],
)
def test_a_basis_is_a_line_or_a_map_with_title_marks_or_without(
    written: Plain, title: str, number: str
) -> None:
    (document,) = of(basis=[written]).basis
    assert (document.title, document.number) == (title, number)


@pytest.mark.parametrize("title", ["甲办法", "关于印发《甲办法》的通知"])
def test_a_line_without_title_marks_may_carry_a_number_too(title: str) -> None:
    (document,) = of(basis=[f"{title}（乙发〔2020〕1号）"]).basis
    assert (document.title, document.number) == (title, "乙发〔2020〕1号")


def test_a_single_basis_needs_no_list() -> None:
    assert of(basis="《甲办法》").basis == (BasisDocument("甲办法", "", Location("input.yaml", path="basis")),)


@pytest.mark.parametrize(
    ("item", "code"), [(3, "IN-03"), (["甲"], "IN-03"), ({"number": "1号"}, "IN-02"), ("《》", "IN-02")]
)
def test_a_basis_without_a_title_is_an_error_and_left_out(item: Plain, code: str) -> None:
    report = of(basis=[item, "乙办法"])
    assert [finding.code for finding in report.findings] == [code]
    assert [document.title for document in report.basis] == ["乙办法"]


# ---- schema -------------------------------------------------------------------------------


def test_the_schema_may_be_named() -> None:
    assert of(schema=1).findings == ()


def test_an_input_of_a_newer_schema_is_refused() -> None:
    # 00 §6: an older one is migrated, a newer one refused with a message
    assert [code for code, _ in refused({**WHOLE, "schema": 2})] == ["IN-07"]


@pytest.mark.parametrize("schema", [0, -1, "甲", True, [1]])
def test_a_schema_that_never_was_is_refused(schema: Plain) -> None:
    assert [code for code, _ in refused({**WHOLE, "schema": schema})] == ["IN-03"]


# ---- digest -------------------------------------------------------------------------------


def test_the_digest_is_of_what_was_read_and_not_of_how_it_was_written(
    assembled: Assembled,
) -> None:
    one = assembled("contact: {phone: 1, office: 甲}\nbullets: {overview: [乙]}\n")
    other = assembled("# 备注\nbullets:\n  overview:\n    - 乙\ncontact:\n  office: 甲\n  phone: '1'\n")
    assert input_digest(one) == input_digest(other)


@pytest.mark.parametrize(
    "lines",
    [
        "bullets: {overview: [丙]}\n",
        "contact: {phone: 2}\n",
        "figures: {t3: {default: 0}}\n",
        "basis: [甲办法]\n",
    ],
)
def test_another_note_figure_or_document_gives_another_digest(
    assembled: Assembled, lines: str
) -> None:
    assert input_digest(assembled("")) != input_digest(assembled(lines))


def test_another_last_year_gives_another_digest() -> None:
    report, last = of(), of(year=2022)
    assert input_digest(report) != input_digest(replace(report, last_year=last))


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation": {"name": "甲县水利局", "rulemaking": True}},  # judges T2-07
        {"organisation": {"name": "甲县水利局", "region": "甲县"}},  # chooses phrases
        {"bullets": {"overview": [{"topic": "培训", "points": []}]}},  # a heading of the clerk
    ],
    ids=["rulemaking", "region", "heading"],
)
def test_whatever_changes_the_draft_changes_the_digest(changed: dict[str, Plain]) -> None:
    assert input_digest(of()) != input_digest(of(**changed))


def test_a_kind_is_known_only_where_it_is_installed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "report.yaml").write_text("kind: other\n", "utf-8")
    with pytest.raises(UnusableInputError) as told:
        assemble(RawInput("input.yaml", WHOLE), templates=tmp_path)
    (finding,) = told.value.findings
    assert isinstance(finding, Finding)
    assert finding.remedy == "已安装的类型：other。"
