"""Reports as they are met: each is read whole, or what is not is told, or it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from drafting.errors import UnreadableFileError
from drafting.intake.raw import Plain
from drafting.published.imported import Published, read_published
from tests.published import (
    OLD,
    ORGAN,
    OVERVIEW,
    SAMPLE,
    Damage,
    Lines,
    Sample,
    docx,
    html_body,
    html_page,
    inserted,
    paragraph,
    replaced,
    table_lines,
    text_lines,
    word_table,
)

WIDE = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))
T3_HEAD = table_lines(SAMPLE, "t3")[:3]
T3_ROWS = table_lines(SAMPLE, "t3")[3:]


def flat(figures: Plain) -> dict[str, str]:
    """Figure id -> value as text; what is null is left out."""
    found: dict[str, str] = {}
    for table, rows in figures.items() if isinstance(figures, dict) else ():
        for row, columns in rows.items() if isinstance(rows, dict) else ():
            for column, value in columns.items() if isinstance(columns, dict) else ():
                if value is not None and table in {"t2", "t3", "t4"}:
                    found[f"{table}/{row}/{column}"] = str(value)
    return found


def imported(tmp_path: Path, content: bytes, ending: str = ".txt") -> Published:
    path = tmp_path / f"report{ending}"
    path.write_bytes(content)
    return read_published(path)


def from_lines(tmp_path: Path, lines: Lines) -> Published:
    return imported(tmp_path, "\n".join(lines).encode())


def codes(found: Published) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity.value != "note"}


def assert_whole(found: Published, sample: Sample = SAMPLE) -> None:
    """Every figure in its place, the particulars, and each list of notes."""
    data = found.raw.data
    assert flat(data["figures"]) == sample.figures
    assert data["year"] == sample.year
    assert data["organisation"] == {"name": ORGAN, "self": "我局", "level": "department"}
    assert lists(data["bullets"]) == {
        "overview": 5,
        "problems": 2,
        "improvements": 1,
        "plans": 2,
        "other": 1,
    }


def lists(bullets: Plain) -> dict[str, int]:
    """Number of notes in each list."""
    counts: dict[str, int] = {}
    for name, items in bullets.items() if isinstance(bullets, dict) else ():
        for item in items if isinstance(items, list) else ():
            points = item["points"] if isinstance(item, dict) else [item]
            counts[name] = counts.get(name, 0) + (len(points) if isinstance(points, list) else 0)
    return counts


def half_width(lines: Lines) -> Lines:
    marks = str.maketrans("（），：", "(),:")
    return [
        re.sub(r"^(.*?\t)?(\(.\)|\d\.)", r"\1\2 ", line.translate(marks)) if "\t" in line else line
        for line in lines
    ]


def stubs_lost(lines: Lines) -> Lines:
    """The vertical cells lost behind a page end."""
    return [
        line.removeprefix("三、本年度办理结果\t")
        for line in replaced(
            ("（四）无法提供\t", ""),
            ("（五）不予处理\t", ""),
            ("（六）其他处理\t", ""),
            ("（三）不予公开\t", ""),
        )(lines)
    ]


def header_again(lines: Lines) -> Lines:
    return inserted("3.补正后", "- 3 -", "", *T3_HEAD)(lines)


def split_in_three(lines: Lines) -> Lines:
    second = inserted("3.危及", "", "收到和处理政府信息公开申请情况（续表）", *T3_HEAD)(lines)
    return inserted("四、结转下年度", "")(second)


def caption_inside(lines: Lines) -> Lines:
    return [
        line.replace("三、收到和处理", "收到和处理") + "\t" * 9
        if line.startswith("三、收到和处理")
        else line
        for line in lines
    ]


def total_beside(lines: Lines) -> Lines:
    changed = [line + "\t总计" if line.endswith("申请人情况") else line for line in lines]
    return [line.removesuffix("\t总计") if line.startswith("自然人") else line for line in changed]


def ragged_ends(lines: Lines) -> Lines:
    return [line + "\t" * (at % 4) if "\t" in line else line for at, line in enumerate(lines)]


def columns_before(lines: Lines) -> Lines:
    return [
        re.sub(r"^((?:\D[^\t]*\t)+)(?=\d+\t\d+\t\d+\t\d+\t)", r"\1\t\t", line) for line in lines
    ]


def wrapped_labels(lines: Lines) -> Lines:
    """A long label over two lines with its values between, as page extraction leaves it."""
    made: Lines = []
    for line in lines:
        match = re.fullmatch(r"(5\.要求行政机关确认)(或重新出具已获取信息) (.*)", line)
        made += [match[1], match[3], match[2]] if match else [line]
    return made


def values_below(lines: Lines) -> Lines:
    made: Lines = []
    for line in lines:
        match = re.fullmatch(r"(2\.重复申请|四、结转下年度继续办理)\t(.*)", line)
        made += [match[1], match[2]] if match else [line]
    return made


def values_in_two_lines(lines: Lines) -> Lines:
    made: Lines = []
    for line in lines:
        cells = line.split("\t")
        made += (
            ["\t".join(cells[:4]), "\t".join(cells[4:])]
            if line.startswith("2.重复申请")
            else [line]
        )
    return made


def four_in_two_lines(lines: Lines) -> Lines:
    made: Lines = []
    for line in lines:
        cells = line.split("\t")
        is_four = len(cells) == 15 and cells[0].isdigit()
        made += ["\t".join(cells[:5]), "\t".join(cells[5:])] if is_four else [line]
    return made


def rows_swapped(lines: Lines) -> Lines:
    first = next(at for at, line in enumerate(lines) if line.startswith("行政处罚"))
    return [*lines[:first], lines[first + 1], lines[first], *lines[first + 2 :]]


def sentence_broken(lines: Lines) -> Lines:
    whole = OVERVIEW[2]
    return [
        part
        for line in lines
        for part in ((whole[:20], "", whole[20:]) if line == whole else (line,))
    ]


def unnumbered(lines: Lines) -> Lines:
    return [re.sub("^[一二三四五六]、(?=.*(?:情况|事项)$)", "", line) for line in lines]


def renumbered(lines: Lines) -> Lines:
    return replaced(
        ("四、政府信息公开行政复议", "三、政府信息公开行政复议"),
        ("五、存在的主要问题及改进情况", "四、存在问题及整改情况"),
        ("六、其他需要报告的事项", "五、其他需报告的事项"),
    )(lines)


def two_line_title(lines: Lines) -> Lines:
    return [ORGAN, "2023 年政府信息公开工作年度报告", *lines[1:]]


WHOLE: Mapping[str, Damage] = {
    "tabs": lambda lines: lines,
    "half-width brackets and blanks": half_width,
    "full-width digits": lambda lines: [line.translate(WIDE) if "\t" in line else line for line in lines],
    "stub cells lost": stubs_lost,
    "header repeated behind a page number": header_again,
    "split in three": split_in_three,
    "caption inside the table": caption_inside,
    "total beside the applicants": total_beside,
    "another word for a column": replaced(("社会公益组织", "社会组织")),
    "numerals with commas": replaced(("1.", "1、"), ("2.", "2、"), ("3.", "3、")),
    "numerals in brackets": replaced(("1.属于", "（1）属于"), ("2.其他", "（2）其他")),
    "full-width points": replaced(("1.", "1．"), ("3.", "3．")),
    "zero-width and hard blanks": replaced(("\t", "\u200b\t\xa0")),
    "ragged ends": ragged_ends,
    "empty columns before the values": columns_before,
    "values below their label": values_below,
    "values in two lines": values_in_two_lines,
    "table four in two lines": four_in_two_lines,
    "rows in another order": rows_swapped,
    "shortened labels": replaced(
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
        ("（区分处理的，只计这一情形，不计其他情形）", ""),
    ),
    "a wrong character in a label": replaced(("5.属于三类内部事务信息", "5.属于三类内部事物信息")),
    "a sentence broken inside": sentence_broken,
    "headings without numbers": unnumbered,
    "headings with other numbers and words": renumbered,
    "title in two lines": two_line_title,
    "blank lines everywhere": lambda lines: [part for line in lines for part in (line, "")],
    "straight quotes": replaced(("“", '"'), ("”", '"')),
}  # fmt: skip


@pytest.mark.parametrize("damage", WHOLE.values(), ids=WHOLE.keys())
def test_a_damaged_text_is_read_whole(tmp_path: Path, damage: Damage) -> None:
    assert_whole(from_lines(tmp_path, damage(text_lines())))


@pytest.mark.parametrize("damage", [half_width, values_below, ragged_ends, rows_swapped])
def test_a_damaged_text_of_the_old_form_is_read_whole(tmp_path: Path, damage: Damage) -> None:
    lines = [line.replace("2023", "2020") for line in text_lines(OLD)]
    found = from_lines(tmp_path, damage(lines))
    assert flat(found.raw.data["figures"]) == OLD.figures
    assert not codes(found) & {"C-01", "S-05", "IN-50"}


def pdf_lines() -> Lines:
    """The report as text extraction leaves a PDF: cut labels, stubs in pieces, wrapped prose."""
    made: Lines = []
    stub = iter("三、本年度办理结果")
    for line in text_lines(between=" "):
        words, _, values = line.partition(" ")
        group = re.match(r"(（[三四五六]）)(\S+) (\S+) (.*)", line)
        if group:
            made += [group[1], f"{next(stub, '')} {group[3]} {group[4]}".strip(), group[2]]
        elif re.match(r"\d\.\D{11}", words) and values:
            made += [words[:9], f"{words[9:]} {values}"]
        elif len(line) > 60 and " " not in line:
            made += [line[at : at + 38] for at in range(0, len(line), 38)]
        else:
            made.append(line.removeprefix("三、本年度办理结果 "))
    return made


SHAPES: Mapping[str, Lines] = {
    "extracted from a PDF": pdf_lines(),
    "blanks for merged cells": text_lines(blanks=True),
    "cells between bars": text_lines(between=" | "),
    "cells between blanks": text_lines(between=" "),
    "cells between blanks, a label in two lines": wrapped_labels(text_lines(between=" ")),
}


@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES.keys())
def test_a_text_of_any_shape_is_read_whole(tmp_path: Path, lines: Lines) -> None:
    assert_whole(from_lines(tmp_path, lines))


def repeated(key: str) -> str:
    return word_table(SAMPLE.rows(key), merged=False)


def split_word_table(key: str) -> str:
    rows = SAMPLE.rows(key)
    half = len(rows) // 2
    return (
        word_table(rows[:half]) + paragraph("") + word_table(rows[half:])
        if key == "t3"
        else word_table(rows)
    )


def framed(key: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{word_table(SAMPLE.rows(key))}</w:tc></w:tr></w:tbl>"


def tracked(key: str) -> str:
    old = "<w:del><w:r><w:delText>999</w:delText></w:r></w:del>"
    return (
        word_table(SAMPLE.rows(key))
        .replace("<w:r>", f"{old}<w:ins><w:r>")
        .replace("</w:r></w:p>", "</w:r></w:ins></w:p>")
    )


WORD: Mapping[str, Callable[[str], str] | None] = {
    "real merges": None,
    "merges lost": repeated,
    "a table in two": split_word_table,
    "tables inside a table": framed,
    "values as tracked insertions": tracked,
}


@pytest.mark.parametrize("tables", WORD.values(), ids=WORD.keys())
def test_a_word_file_is_read_whole(tmp_path: Path, tables: Callable[[str], str] | None) -> None:
    assert_whole(imported(tmp_path, docx(tables=tables), ".docx"))


PAGES: Mapping[str, bytes] = {
    "navigation around it": html_page(html_body()).encode(),
    "GBK, declared": html_page(html_body(), "gb2312").encode("gb18030"),
    "GBK, not declared": html_page(html_body()).replace('<meta charset="utf-8">', "").encode("gb18030"),
    "laid out by a table": html_page(f"<table><tr><td>{html_body()}</td></tr></table>").encode(),
    "paragraphs by line breaks": html_page(re.sub("</?p>", "<br>", html_body())).encode(),
}  # fmt: skip


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES.keys())
def test_a_web_page_is_read_whole(tmp_path: Path, content: bytes) -> None:
    assert_whole(imported(tmp_path, content, ".html"))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_text_of_another_encoding_is_read_whole(tmp_path: Path, encoding: str) -> None:
    assert_whole(imported(tmp_path, "\n".join(text_lines()).encode(encoding)))


def test_another_encoding_is_told(tmp_path: Path) -> None:
    found = imported(tmp_path, "\n".join(text_lines()).encode("gb18030"))
    assert [one.message for one in found.findings if one.code == "IN-54"] == [
        "该文件按 GBK 编码读入"
    ]


# ---- read in part, and told ----------------------------------------------------------------------


def without(*ids: str) -> dict[str, str]:
    return {key: value for key, value in SAMPLE.figures.items() if key not in ids}


def test_a_blank_total_is_missing_and_told(tmp_path: Path) -> None:
    row = T3_ROWS[0]
    found = from_lines(tmp_path, replaced((row, row.rpartition("\t")[0] + "\t"))(text_lines()))
    assert flat(found.raw.data["figures"]) == without("t3/new/total")
    assert "C-01" in codes(found)


@pytest.mark.parametrize("mark", ["/", "-", "—", "无", "", "【待填】"])
def test_a_mark_for_nothing_is_no_value(tmp_path: Path, mark: str) -> None:
    row = T3_ROWS[1]
    cells = row.split("\t")
    changed = "\t".join([*cells[:2], mark, *cells[3:]])
    found = from_lines(tmp_path, replaced((row, changed))(text_lines()))
    assert flat(found.raw.data["figures"]) == without("t3/carried_in/commercial")
    assert "C-01" in codes(found)


def test_blank_cells_stand_on_the_grid_of_full_rows(tmp_path: Path) -> None:
    rows = [line + "\t" if line in T3_ROWS else line for line in text_lines()]
    row = T3_ROWS[0] + "\t"
    cells = row.split("\t")
    changed = "\t".join([cells[0], "", *cells[2:5], "", *cells[6:]])
    found = from_lines(tmp_path, replaced((row, changed))(rows))
    assert flat(found.raw.data["figures"]) == without("t3/new/natural", "t3/new/legal")


def test_a_row_of_the_places_own_is_told_and_kept_out(tmp_path: Path) -> None:
    found = from_lines(
        tmp_path, inserted("第二十条第（五）项", "其他主动公开文件\t3\t0\t21")(text_lines())
    )
    assert_whole(found)
    told = next(one for one in found.findings if one.code == "S-04")
    assert "其他主动公开文件" in told.message
    assert "3、0、21" in told.message


def test_a_table_of_another_matter_is_told_and_is_no_note(tmp_path: Path) -> None:
    other = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
    added = other.format(paragraph("网站"), paragraph("130"))
    content = docx(tables=lambda key: (added if key == "t2" else "") + word_table(SAMPLE.rows(key)))
    found = imported(tmp_path, content, ".docx")
    assert_whole(found)
    assert "表样之外的表格没有读入：网站｜130" in [one.message for one in found.findings]


def test_what_stands_before_the_title_is_told(tmp_path: Path) -> None:
    found = imported(tmp_path, html_page(html_body()).encode(), ".html")
    told = [one.excerpt for one in found.findings if "标题之前" in one.message]
    assert len(told) == 1
    assert told[0].startswith("首页 政务公开 政府信息公开年报 当前位置：首页")


def test_words_in_a_number_cell_are_kept_with_a_finding(tmp_path: Path) -> None:
    row = T3_ROWS[2]
    cells = row.split("\t")
    changed = "\t".join([*cells[:3], "由县政府办填报", *cells[4:]])
    found = from_lines(tmp_path, replaced((row, changed))(text_lines()))
    assert flat(found.raw.data["figures"]) == {
        **SAMPLE.figures,
        "t3/open/commercial": "由县政府办填报",
    }
    assert "C-02" in codes(found)


@pytest.mark.parametrize("written", ["1,234", "251000元", "368.6万元", "5件", "+2", "＋2"])
def test_a_number_keeps_the_form_it_is_written_in(tmp_path: Path, written: str) -> None:
    row = table_lines(SAMPLE, "t2")[6]
    changed = f"{row.split(chr(9))[0]}\t{written}"
    found = from_lines(tmp_path, replaced((row, changed))(text_lines()))
    figures = flat(found.raw.data["figures"])
    assert figures["t2/licence/decisions"] == written.replace("＋", "+")


def test_a_row_with_too_few_values_is_told_and_not_guessed(tmp_path: Path) -> None:
    row = "2.重复申请 " + " ".join(T3_ROWS[16].split("\t")[1:])
    lines = text_lines(between=" ")
    found = from_lines(tmp_path, replaced((row, "2.重复申请 5 6"))(lines))
    missing = [key for key in SAMPLE.figures if key.startswith("t3/refuse_2/")]
    assert flat(found.raw.data["figures"]) == without(*missing)
    assert "应有7个数，读到2个（5、6）" in " ".join(one.message for one in found.findings)


def test_a_first_row_that_lost_its_label_is_no_subtotal(tmp_path: Path) -> None:
    lines = replaced(("（四）无法提供\t1.本机关不掌握相关政府信息", "（四）无法提供\t"))(
        text_lines()
    )
    found = from_lines(tmp_path, lines)
    assert_whole(found)
    assert "IN-52" in codes(found)


def test_a_subtotal_in_place_of_its_rows_is_kept(tmp_path: Path) -> None:
    lines = [line for line in text_lines() if not line.startswith(("2.申请人", "3.其他"))]
    lines = replaced(
        (
            "（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "（六）其他处理",
        )
    )(lines)
    figures = flat(from_lines(tmp_path, lines).raw.data["figures"])
    assert figures["t3/other/natural"] == SAMPLE.figures["t3/other_1/natural"]
    assert "t3/other_1/natural" not in figures


def test_a_row_that_may_be_shifted_is_told_and_not_read(tmp_path: Path) -> None:
    lines = text_lines(blanks=True)
    row = next(line for line in lines if line.startswith("（二）部分公开"))
    label, blank, first, _, *rest = row.split("\t")
    found = from_lines(tmp_path, replaced((row, "\t".join([label, blank, first, *rest])))(lines))
    assert flat(found.raw.data["figures"]) == without(
        *(key for key in SAMPLE.figures if key.startswith("t3/partial/"))
    )
    assert "IN-50" in codes(found)


def test_the_same_row_with_other_values_is_told(tmp_path: Path) -> None:
    again = "\t".join([T3_ROWS[0].split("\t")[0], *"1234567"])
    found = from_lines(tmp_path, inserted("四、政府信息公开行政复议", again)(text_lines()))
    assert_whole(found)
    assert "IN-53" in codes(found)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    lines = [line for line in text_lines() if line not in table_lines(SAMPLE, "t4")]
    found = from_lines(tmp_path, lines)
    assert not [key for key in flat(found.raw.data["figures"]) if key.startswith("t4/")]
    assert "没有读到表四" in " ".join(one.message for one in found.findings)


def test_a_form_of_other_years_is_read_by_its_labels_and_told(tmp_path: Path) -> None:
    old = {key: table_lines(OLD, key) for key in ("t2", "t3")}
    lines = text_lines()
    start = lines.index(table_lines(SAMPLE, "t2")[0])
    end = lines.index("三、收到和处理政府信息公开申请情况")
    found = from_lines(tmp_path, [*lines[:start], *old["t2"], *lines[end:]])
    told = next(one for one in found.findings if one.code == "S-05")
    assert "“规章”“本年新制作数量”100" in told.message
    figures = flat(found.raw.data["figures"])
    assert figures["t2/penalty/decisions"] == OLD.figures["t2/penalty/decisions"]
    assert "t2/rules/issued" not in figures


def test_old_headings_over_one_row_are_seen(tmp_path: Path) -> None:
    lines = replaced(
        (
            "本年制发件数\t本年废止件数\t现行有效件数",
            "本年新制作数量\t本年新公开数量\t对外公开总数量",
        )
    )(text_lines())
    figures = flat(from_lines(tmp_path, lines).raw.data["figures"])
    assert not [key for key in figures if key.startswith("t2/rules/")]
    assert figures["t2/licence/decisions"] == SAMPLE.figures["t2/licence/decisions"]


# ---- refused -------------------------------------------------------------------------------------

_PICTURE = "<w:p><w:r><w:drawing/></w:r></w:p>"

REFUSED: Mapping[str, tuple[str, bytes, str]] = {
    "no report": (".txt", "关于召开会议的通知\n各科室：\n请于周五参会。\n".encode(), "看不出它是哪一种报告"),
    "only a list of titles": (".html", html_page("<p>云杉县水务局2023年政府信息公开工作年度报告</p>").encode(), "只有标题"),
    "tables as pictures": (".docx", docx(tables=lambda _: _PICTURE), "表格是图片"),
    "locked": (".docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    "a package cut off": (".docx", docx()[:-200], "已损坏"),
    "no package": (".docx", b"hello", "不是 .docx"),
    "cut inside a character": (".txt", "\n".join(text_lines()).encode()[:-1], "文件不完整"),
    "a PDF": (".pdf", b"%PDF-1.7 ...", "PDF"),
    "empty": (".txt", b" \n", "空的"),
    "of an unknown form": (".pages", b"x" * 10, "不支持的格式"),
    "bytes that are no text": (".txt", b"\xff\x80\x81\x82" * 9, "编码无法识别"),
}  # fmt: skip


@pytest.mark.parametrize(("ending", "content", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, ending: str, content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFileError, match=re.escape(reason)):
        imported(tmp_path, content, ending)
