"""A draft against the yearly notice of its region (NT-01 to NT-06)."""

import re
from collections.abc import Iterator, Sequence

from drafting.findings import Finding, Severity
from drafting.notices import Notice
from drafting.report import ReportInput
from drafting.review.lengths import Piece

_NOT_TEXT = re.compile(r"【[^】]*】|\s")
_MARKS = re.compile(r"[《》〈〉〔〕\[\]（）()\s]")


def against_notices(
    pieces: Sequence[Piece], report: ReportInput, notices: Sequence[Notice]
) -> Iterator[Finding]:
    """What the notices demand and the report lacks or must not say."""
    for notice in notices:
        yield from _deadlines(notice)
        yield from _length(pieces, notice)
        yield from _figures(report, notice)
        yield from _citation(pieces, report, notice)
        yield from _topics(pieces, notice)
        yield from _forbidden(pieces, notice)


def _name(notice: Notice) -> str:
    number = f"（{notice.document.number}）" if notice.document.number else ""
    return f"《{notice.document.title}》{number}"


def _deadlines(notice: Notice) -> Iterator[Finding]:
    for deadline in notice.deadlines:
        date = f"{deadline.date.year}年{deadline.date.month}月{deadline.date.day}日"
        message = f"{_name(notice)}要求{date}前{deadline.what}。"
        yield Finding("NT-03", Severity.NOTE, message, _name(notice), "请按时办理。", (date,))


def _length(pieces: Sequence[Piece], notice: Notice) -> Iterator[Finding]:
    size = sum(len(_NOT_TEXT.sub("", piece.text)) for piece in pieces)
    least, most = notice.length.least, notice.length.most
    if most is not None and size > most:
        message, remedy = f"正文{size}字，超过{_name(notice)}规定的{most}字。", "请压缩次要的内容。"
    elif size < least:
        message, remedy = f"正文{size}字，少于{_name(notice)}规定的{least}字。", "请补充要点。"
    else:
        return
    yield Finding("NT-01", Severity.WARNING, message, "正文", remedy, (str(size),))


def _figures(report: ReportInput, notice: Notice) -> Iterator[Finding]:
    for wanted in notice.figures:
        if report.figures.value(wanted.figure) is None:
            message = f"{_name(notice)}要求写明{wanted.label}，输入中没有这个数。"
            remedy = f"请在输入中填写{wanted.label}（{wanted.figure}）。"
            yield Finding(
                "NT-02", Severity.WARNING, message, wanted.label, remedy,
                anchor=f"figure:{wanted.figure}",
            )  # fmt: skip


def _citation(pieces: Sequence[Piece], report: ReportInput, notice: Notice) -> Iterator[Finding]:
    if not notice.cite:
        return
    wanted = notice.document.number or notice.document.title
    cited = [f"{one.title}{one.number}" for one in report.basis]
    cited += [piece.text for piece in pieces if piece.section in {"", "preamble"}]
    if not any(_MARKS.sub("", wanted) in _MARKS.sub("", text) for text in cited):
        message = f"报告没有引用{_name(notice)}。"
        remedy = "请在输入的 basis 中写明该文件的标题和文号。"
        yield Finding("NT-04", Severity.WARNING, message, "前言", remedy)


def _topics(pieces: Sequence[Piece], notice: Notice) -> Iterator[Finding]:
    for topic in notice.topics:
        text = "".join(piece.text for piece in pieces if piece.section == topic.section)
        if not any(word in text for word in (topic.heading, *topic.words)):
            message = f"{_name(notice)}要求写明“{topic.heading}”，报告没有提到。"
            remedy = f"请补充关于“{topic.heading}”的要点。"
            place = f"section:{topic.section}"
            yield Finding(
                "NT-05", Severity.WARNING, message, topic.heading, remedy, anchor=place
            )  # fmt: skip


def _forbidden(pieces: Sequence[Piece], notice: Notice) -> Iterator[Finding]:
    for rule in notice.forbidden:
        for word in rule.words:
            for piece in pieces:
                if word in piece.text:
                    instead = f"请改为：{rule.instead}。" if rule.instead else "请删去或改写。"
                    message = f"“{word}”是{_name(notice)}规定不用的说法。"
                    yield Finding(
                        "NT-06", Severity.WARNING, message, f"“{word}”", instead,
                        anchor=piece.anchor, excerpt=word,
                    )  # fmt: skip
