"""Build `templates/style.docx`: the page and the named styles of GB/T 9704-2012.

Run `python templates/build_style.py` from the project's root after a change here. An office
changes the look in Word instead; its file then takes the place of this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.ooxml.markup import DECLARATION
from drafting.ooxml.package import CONTENT_TYPES, pack_all
from drafting.ooxml.save import atomic_write

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

SONG_TITLE = "方正小标宋简体"
FANG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"

# name -> the name under which Windows has it, panose, family, pitch
FONTS = (
    (SONG_TITLE, "SimSun", "02010601030101010101", "auto", "variable"),
    (FANG, "FangSong", "02010609030101010101", "modern", "fixed"),
    (KAI, "KaiTi", "02010609030101010101", "modern", "fixed"),
    (HEI, "SimHei", "02010609060101010101", "modern", "fixed"),
    (SONG, "SimSun", "02010600030101010101", "auto", "variable"),
)

# parts that the document names: file and type
LINKED = tuple(
    (name, name.rstrip("12")) for name in ("styles", "settings", "fontTable", "footer1", "footer2")
)
TABLE_ROLES = (
    ("TableText", "表格文字", "center"),
    ("TableStub", "表格项目", "left"),
    ("TableHead", "表格表头", "center"),
)
PITCH = 579  # twips; 22 lines in 12756 (02 §2): with 580 only 21 fit
YELLOW = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph or character style; empty strings are left out."""

    id: str
    name: str
    alias: str = ""  # shown beside the name in Word's list
    kind: str = "paragraph"
    based: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    priority: int = 20


def fonts(name: str) -> str:
    """The face in every slot, so that Chinese quotes and digits follow it (02 §3)."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" '
        f'w:eastAsia="{name}" w:cs="Times New Roman"/>'
    )


def size(half_points: int) -> str:
    """Size of East Asian and complex text."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def heading(level: int, face: str) -> Look:
    """A heading that looks like body text but for its face."""
    return Look(
        f"Heading{level}",
        f"heading {level}",
        following="Normal",
        paragraph=f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>',
        run=f'{fonts(face)}<w:b w:val="0"/><w:bCs w:val="0"/>',
        priority=9,
    )


def table_style(style: str, alias: str, half_points: int, *, line: int, align: str) -> Look:
    """Text in a table: no grid, no indent, no tightened spacing (02 §8)."""
    return Look(
        style,
        style,
        alias,
        based="",
        paragraph=(
            '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            '<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
            f'{NO_INDENT}<w:jc w:val="{align}"/>'
        ),
        run=f'{fonts(FANG)}<w:spacing w:val="0"/>{size(half_points)}',
    )


def looks() -> tuple[Look, ...]:
    """Every style but the defaults."""
    plain = (
        '<w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="{rule}"/>' + NO_INDENT
    )
    character = ("character", "DefaultParagraphFont")
    footer = plain.format(line=280, rule="exact")
    comment = plain.format(line=240, rule="auto") + '<w:jc w:val="left"/>'
    return (
        Look(
            "Title",
            "Title",
            following="Normal",
            paragraph=(
                f'<w:spacing w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>'
                f'{NO_INDENT}<w:jc w:val="center"/>'
            ),
            run=(
                f'{fonts(SONG_TITLE)}<w:b w:val="0"/><w:bCs w:val="0"/>'
                f'<w:spacing w:val="0"/>{size(44)}'
            ),
            priority=10,
        ),
        heading(1, HEI),
        heading(2, KAI),
        heading(3, FANG),
        heading(4, FANG),
        Look("LeadRun", "LeadRun", "段首标题", *character, run=fonts(KAI)),
        # a shade, since a highlight is not allowed in a style
        Look("Placeholder", "Placeholder", "待补内容", *character, run=YELLOW),
        *(
            table_style(role + suffix, alias + note, points, line=line, align=align)
            for suffix, note, points, line in (("", "", 21, 300), ("Small", "小", 18, 240))
            for role, alias, align in TABLE_ROLES
        ),
        Look(
            "Footer",
            "footer",
            based="",
            paragraph='<w:widowControl w:val="0"/>' + footer,
            run=f'{fonts(SONG)}<w:spacing w:val="0"/>{size(28)}',
            priority=99,
        ),
        Look(
            "CommentReference",
            "annotation reference",
            kind="character",
            based="DefaultParagraphFont",
            run=size(21),
            priority=99,
        ),
        Look(
            "CommentText",
            "annotation text",
            based="",
            paragraph=comment,
            run=f'{fonts(SONG)}<w:spacing w:val="0"/>{size(21)}',
            priority=99,
        ),
    )


def style_xml(look: Look) -> str:
    """One `w:style`; the order of the children is the schema's."""
    shown = "<w:qFormat/>" if look.priority < 99 else ""
    custom = ' w:customStyle="1"' if look.alias else ""
    parts = (
        f'<w:name w:val="{look.name}"/>',
        f'<w:aliases w:val="{look.alias}"/>' if look.alias else "",
        f'<w:basedOn w:val="{look.based}"/>' if look.based else "",
        f'<w:next w:val="{look.following}"/>' if look.following else "",
        f'<w:uiPriority w:val="{look.priority}"/>{shown}',
        f"<w:pPr>{look.paragraph}</w:pPr>" if look.paragraph else "",
        f"<w:rPr>{look.run}</w:rPr>" if look.run else "",
    )
    return f'<w:style w:type="{look.kind}"{custom} w:styleId="{look.id}">{"".join(parts)}</w:style>'


def styles_part() -> str:
    """`word/styles.xml`."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}'
        f'<w:color w:val="000000"/><w:kern w:val="0"/>{size(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{normal_style()}{default_styles()}{''.join(style_xml(look) for look in looks())}"
        f"{statutory_table()}</w:styles>"
    )


def normal_style() -> str:
    """Body text: -0.25 pt makes 28 characters, the exact pitch 22 lines (02 §2, variant A)."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:uiPriority w:val="1"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/></w:pPr>'
        '<w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>'
    )


def default_styles() -> str:
    """The three defaults besides Normal; lengths in twips."""
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def statutory_table() -> str:
    """The table style: half-point lines, narrow cell margins (02 §8)."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = (("top", 0), ("left", 57), ("bottom", 0), ("right", 57))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="StatutoryTable">'
        '<w:name w:val="StatutoryTable"/><w:aliases w:val="法定表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="20"/><w:qFormat/>'
        '<w:tblPr><w:jc w:val="center"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        "</w:style>"
    )


def settings_part() -> str:
    """`word/settings.xml`."""
    options = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{options}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_part() -> str:
    """`word/fontTable.xml`: what to take where an official face is not installed."""
    body = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, other, panose, family, pitch in FONTS
    )
    return f'<w:fonts xmlns:w="{W}">{body}</w:fonts>'


def footer_part(*, odd: bool) -> str:
    """Page number between dashes, one character in from the outer edge (02 §6)."""
    side = "right" if odd else "left"

    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
        f'{begin}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f"{middle}<w:r><w:t>1</w:t></w:r>{end}"
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def sample_paragraph(text: str, style: str = "", lead: str = "", placeholder: str = "") -> str:
    """A paragraph of the sample page."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = (("LeadRun", lead), ("", text), ("Placeholder", placeholder))
    shown = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="{name}"/></w:rPr><w:t>{words}</w:t></w:r>'
        if name
        else f"<w:r><w:t>{words}</w:t></w:r>"
        for name, words in runs
        if words
    )
    return f"<w:p>{look}{shown}</w:p>"


def sample_table(suffix: str) -> str:
    """Two rows that show the three table styles of one size."""

    def row(styles: Sequence[str], texts: Sequence[str]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{sample_paragraph(text, style + suffix)}</w:tc>"
            for style, text in zip(styles, texts, strict=True)
        )
        return f"<w:tr>{cells}</w:tr>"

    rows = row(("TableHead", "TableHead"), ("表头", "表头"))
    rows += row(("TableStub", "TableText"), ("项目", "123"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="StatutoryTable"/><w:tblW w:w="8844" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="4422"/><w:gridCol w:w="4422"/></w:tblGrid>{rows}</w:tbl>'
    )


def document_part() -> str:
    """A page that shows each style; drafts take nothing from it but the page setting."""
    body = (
        sample_paragraph("标题样式", "Title"),
        sample_paragraph("正文样式：在“样式”窗格里修改各样式，保存后，新起草的报告即按此排版。"),
        sample_paragraph("一、一级标题样式", "Heading1"),
        sample_paragraph("（一）二级标题样式", "Heading2"),
        sample_paragraph("段首标题后面的正文。", lead="（二）段首标题样式。"),
        sample_paragraph("1.三级标题样式", "Heading3"),
        sample_paragraph("（1）四级标题样式", "Heading4"),
        sample_paragraph("待补内容样式：", placeholder="【请补充：示例】"),
        sample_table(""),
        sample_paragraph("上表为五号字，下表为小五号字。"),
        sample_table("Small"),
        "<w:p/>",
    )
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{"".join(body)}'
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" '
        'w:footer="1447" w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr></w:body></w:document>'
    )


def relations_part(entries: Sequence[tuple[str, str]]) -> str:
    """Relationships numbered from rId1: type and target."""
    body = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


def content_types_part() -> str:
    """`[Content_Types].xml`."""
    parts = (("document", "document.main"), *LINKED)
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{RELS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def style_parts() -> dict[str, bytes]:
    """Every part of the file."""
    parts = {
        CONTENT_TYPES: content_types_part(),
        "_rels/.rels": relations_part([("officeDocument", "word/document.xml")]),
        "word/document.xml": document_part(),
        "word/_rels/document.xml.rels": relations_part(
            [(kind, f"{name}.xml") for name, kind in LINKED]
        ),
        "word/styles.xml": styles_part(),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
        "word/footer1.xml": footer_part(odd=True),
        "word/footer2.xml": footer_part(odd=False),
    }
    return {name: (DECLARATION + text).encode() for name, text in parts.items()}


if __name__ == "__main__":
    atomic_write(Path(__file__).with_name("style.docx"), pack_all(style_parts().items()))
