"""The linter: masks, places, messages, merged doubles, mutations of a clean report."""

import pytest

from drafting.findings import Severity
from drafting.review.lint import LintContext, LintParagraph, lint_paragraphs, suggest

_PROBLEM = (
    "（一）主要问题。一是因人员变动，《指南》栏目有3条信息更新较慢；"
    "二是受人手所限，2件申请补正告知较晚，申请人来电询问4次。"
)
_PLAN = (
    "（二）下一步打算。2021年我局将做好两项工作：一是每季度检查《指南》栏目一次；"
    "二是收到申请3日内审查，需要补正的一次告知，并在登记册上写明办理期限。"
)
_CLEAN = (
    ("", "依据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制本报告。"),
    ("一、总体情况", "（一）主动公开。2020年公开政府信息12条，其中：文件5条，解读3条，其他4条。"),
    ("一、总体情况", "（二）依申请公开。收到申请6件，均在20个工作日内按《条例》答复。"),
    ("五、存在的主要问题及改进情况", _PROBLEM),
    ("五、存在的主要问题及改进情况", _PLAN),
)


def _codes(*texts: str, context: LintContext | None = None) -> set[str]:
    paragraphs = [LintParagraph(text, number=place) for place, text in enumerate(texts, 1)]
    return {item.code for item in lint_paragraphs(paragraphs, context or LintContext(2020))}


def _clean_with(old: str, new: str) -> set[str]:
    paragraphs = [
        LintParagraph(text.replace(old, new), section, place)
        for place, (section, text) in enumerate(_CLEAN, 1)
    ]
    return {item.code for item in lint_paragraphs(paragraphs, LintContext(2020))}


def test_clean_report_has_no_finding() -> None:
    assert _clean_with("", "") == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("按《条例》答复", "按《条例》答复。。", "P-06"),
        ("12条，其中", "12条,其中", "P-01"),
        ("其他4条", "其他5条", "N-36"),
        ("其他4条", "其它4条", "W-03"),
        ("（二）依申请公开", "（三）依申请公开", "L-10"),
        ("（二）依申请公开", "（二）、依申请公开", "L-02"),
        ("两项工作", "三项工作", "L-14"),
        ("2021年我局将", "2020年我局将", "A-03"),
        ("2020年公开", "2019年共公开", "A-03"),
        ("按《条例》答复", "按《规定》答复", "R-10"),
        ("6件，均", "XX件，均", "A-04"),
        ("2020年公开", "今年公开", "W-22"),
        ("《指南》栏目有3条", "《指南栏目有3条", "P-21"),
        ("收到申请6件", "收到申请6件（13800001234）", "V-02"),
        ("二是收到", "三是收到", "L-12"),
        ("检查《指南》栏目一次", "组织考核", "A-09"),
    ],
)
def test_mutation_gives_its_code(old: str, new: str, code: str) -> None:
    assert code in _clean_with(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "网址http://www.hrbng.gov.cn/art/2020/1/13/art_1234_13800001234.html。",
        "开放时间9:30至16:30。",
        "电子邮箱xxgk-2020.12.31@nangang.gov.cn。",
        "全年主动公开信息【请补充：条数,分渠道】。",
        "转发《关于对2020.12.31前事项的通报》（哈政办〔2020〕8号）。",
    ],
)
def test_masked_text_is_not_judged(text: str) -> None:
    assert _codes(text) == set()


@pytest.mark.parametrize(("finished", "expected"), [(False, set()), (True, {"A-04"})])
def test_placeholder_is_a_fault_only_in_a_finished_text(
    finished: bool,  # noqa: FBT001 -- a case of the table
    expected: set[str],
) -> None:
    context = LintContext(2020, finished=finished)
    assert _codes("全年公开信息【请补充：条数】。", context=context) == expected


def test_finding_names_place_context_and_suggestion() -> None:
    paragraph = LintParagraph(
        "数据截止2020年12月31日。", "一、总体情况", 3, anchor="section:overview"
    )
    (finding,) = lint_paragraphs([paragraph], LintContext(2020, file="年报.docx"))
    assert finding.code == "W-01"
    assert finding.severity is Severity.ERROR
    assert finding.place == "年报.docx “一、总体情况”第3段"
    assert finding.message == "表示“到某时为止”用“截至”：数据〔截止〕2020年12月31…"
    assert finding.remedy == "改为“截至”。可改为：…数据截至2020…"
    assert (finding.excerpt, finding.anchor) == ("截止", "section:overview")


def test_equal_faults_of_a_paragraph_are_one_finding() -> None:
    findings = lint_paragraphs([LintParagraph("公开 12 条，答复 6 件。")], LintContext(2020))
    assert [item.code for item in findings] == ["P-14"]
    assert "本段共4处" in findings[0].message


def test_half_width_level_number_is_not_flagged_twice() -> None:
    codes = _codes("(一)主动公开。", "(二)依申请公开。")
    assert codes == {"L-03"}


def test_words_of_one_paragraph_do_not_lift_a_fault_of_another() -> None:
    assert "W-05" in _codes("既使遇到困难", "又提高了效率")


def test_nothing_to_judge_gives_nothing() -> None:
    assert lint_paragraphs([], LintContext(2020)) == ()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("加强领导,落实责任;按时答复", "加强领导，落实责任；按时答复"),
        ('推进"一网通办"和"跨省通办"', "推进“一网通办”和“跨省通办”"),
        ('推进"一网通办和"跨省通办"', '推进"一网通办和"跨省通办"'),
        ("《关于印发《办法》的通知》", "《关于印发〈办法〉的通知》"),
        ("办事网址http://a.cn/x?a=1,2", "办事网址http://a.cn/x?a=1,2"),
        ("国办发[2022]8号", "国办发〔2022〕8号"),
        ("2021年01月03日", "2021年1月3日"),
        ("投入3百元，约300人左右", "投入3百元，约300人左右"),
        ("【请补充：条数,渠道】", "【请补充：条数,渠道】"),
        ("1、健全制度\n2、加强培训", "1.健全制度\n2.加强培训"),
    ],
)
def test_suggest_corrects_only_the_safe_set(text: str, fixed: str) -> None:
    assert suggest(text) == fixed


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        # weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 over 11010519491231002: sum 167, rest 2
        ("证件号11010519491231002X", Severity.ERROR),
        ("证件号110105194912310021", Severity.WARNING),
    ],
)
def test_identity_number_is_weighed_by_its_check_digit(text: str, severity: Severity) -> None:
    (finding,) = lint_paragraphs([LintParagraph(text)], LintContext())
    assert (finding.code, finding.severity) == ("V-01", severity)


@pytest.mark.parametrize(
    ("number", "severity"),
    [
        ("4111111111111111", Severity.ERROR),  # the usual Luhn test number
        ("4111111111111112", Severity.WARNING),
    ],
)
def test_card_number_is_weighed_by_the_luhn_test(number: str, severity: Severity) -> None:
    (finding,) = lint_paragraphs([LintParagraph(f"账号{number}")], LintContext())
    assert (finding.code, finding.severity) == ("V-03", severity)


def test_office_address_is_allowed() -> None:
    assert _codes("地址：永兴路1号，3号楼2单元501室。") == set()
    assert _codes("申请人住3号楼2单元501室。") == {"V-04"}
