"""What another organ's text left behind: places and names of other organs (A-02, A-21)."""

import re
from collections.abc import Iterator

from drafting.findings import Severity
from drafting.review.page import Hit, LintContext, Page, spot
from drafting.zh.places import Chain, Mention, chain_of, gazetteer, mentions, organs

_MARKS = re.compile("[，。；：！？\n]")
_STOPS = re.compile("[。！？\n]")
_LINKED = re.compile(  # words that tell why another place is named
    r"来访|来[我本]|来信|来函|来自|考察|(?<!互动)交流|支援|帮扶|协作|结对|通办|[转移]办|移送|移交|转来|转送|转交|合作"
    r"|毗邻|接壤|共建|兄弟|借鉴|参观|观摩|友好|招商|推介|籍|法院|法庭|检察院|海关|管辖|仲裁|一体化|都市圈|经济圈|城市群"
    r"|对接|异地|外地|赴|前往|迁|返[乡程岗]|中标|供应商|承建|承办|主办|举办|举行|召开|培训班|调研|抽调|挂职|引进|转入|转出|等地"
)
_CONTACT = re.compile(r"地址|电话|邮编|邮箱|传真")
_PROPER = re.compile(  # a name of something else that begins with the place
    r"[\u4e00-\u9fff]{0,12}?(?:大学|学院|公司|集团|银行|医院|研究院|研究所|报社|日报|高速|铁路|机场|航线|商会|协会|大厦|酒店|律师)"
    r"|[\u4e00-\u9fff]{0,6}(?:路|街|大道|巷)\d"
)
_SELF = re.compile(
    r"(?<!自)(?<!“)我(?:局(?![限部势面促])|委(?![托员屈派])|厅(?!堂)|镇(?![静定])|乡(?!村)|街道)"
)
_ENDINGS = (  # ending of an organ's name -> what it calls itself, of the names that are judged
    (r"(?<!管理)委员会|委", "我委"),
    (r"管理委员会", "我委"),
    (r"(?:街道办事处|街道)", "我街道"),
    (r"镇(?:(?:人民)?政府)?", "我镇"),
    (r"乡(?:(?:人民)?政府)?", "我乡"),
    (r"局", "我局"),
    (r"厅", "我厅"),
    (r"(?:[省市县州旗]|(?<![发园范新税业])区)(?:人民政府)?", ""),
)
_LEVELS = "[省市县区州旗]"
_SUBJECT = re.compile(
    r"(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)?\d{4}年度?，"
    r"(?P<organ>(?:省|市|县|区|州|旗)?(?P<core>[\u4e00-\u9fff]{2,12}?)(?:局|委员会|委|厅))"
    r"(?=认真|全面|深入|严格|持续|坚持|积极|高度|共|累计|主动|围绕|按照|依法|收到|切实|紧紧)"
)


def places(page: Page) -> Iterator[Hit]:
    """A-02: places outside the organ's own chain; A-21: names that were given up before the year."""
    context = page.context
    chain = chain_of(context.region, context.organisation)
    if chain is None:
        return
    yield from _own_name(page)
    text = page.joined["books"]
    run: list[Mention] = []
    for mention in (*mentions(text), *organs(text)):
        if mention.name in chain.names:
            yield from _given_up(page, mention)
        elif run and mention.above:
            run[-1] = Mention(run[-1].name + mention.name, run[-1].start, mention.end)
        elif not _expected(text, mention):
            run.append(mention)
    for mention in run:
        if _stands_alone(text, mention):
            yield _foreign(page, chain, mention)


def _expected(text: str, mention: Mention) -> bool:
    """Whether the text tells why it names the place, or names something else."""
    start, end = mention.start, mention.end
    clause = text[_begin(_MARKS, text, start) : _close(_MARKS, text, end)]
    return bool(
        _PROPER.match(text, end)
        or _LINKED.search(clause)
        or _CONTACT.search(text, _begin(_STOPS, text, start), _close(_STOPS, text, end))
    )


def _begin(marks: re.Pattern[str], text: str, position: int) -> int:
    """Behind the last of the marks before a position."""
    return max((match.end() for match in marks.finditer(text, 0, position)), default=0)


def _close(marks: re.Pattern[str], text: str, position: int) -> int:
    """Before the first of the marks from a position on."""
    found = marks.search(text, position)
    return found.start() if found else len(text)


def _stands_alone(text: str, mention: Mention) -> bool:
    """Whether the segmenter, too, sees the name begin where it begins: 云南|山区 is no 南山区."""
    from drafting.zh.segment import segmenter  # noqa: PLC0415 -- only for a doubtful name
    from phrasebank.lexicon import load_lexicon  # noqa: PLC0415 -- as above

    first = at = _begin(_MARKS, text, mention.start)
    for word in segmenter(load_lexicon().user_words).words(text[first : mention.end + 8]):
        if at == mention.start:
            return True
        at += len(word)
    return False


def _foreign(page: Page, chain: Chain, mention: Mention) -> Hit:
    known = gazetteer().divisions(mention.name)
    where = f"“{mention.name}”"
    if len(known) == 1 and known[0].place != mention.name:
        where += f"属于{known[0].place.removesuffix(mention.name)}"
    own = "、".join(sorted({one.place for one in chain.lowest})[:2])
    paragraph, start = spot(page, mention.start)
    return Hit(
        "A-02",
        paragraph,
        start,
        start + mention.end - mention.start,
        detail=f"{where}，本机关在{own}",
    )


def _given_up(page: Page, mention: Mention) -> Iterator[Hit]:
    changed = _change(page.context, mention)
    if changed:
        paragraph, start = spot(page, mention.start)
        yield Hit("A-21", paragraph, start, start + len(mention.name), detail=changed)


def _own_name(page: Page) -> Iterator[Hit]:
    """A-21 for the name of the organ itself, told at the head of the text."""
    for mention in mentions(page.context.organisation):
        changed = _change(page.context, mention)
        if changed and page.paragraphs:
            yield Hit("A-21", 0, 0, 0, detail=f"机关名称中的“{mention.name}”，{changed}")


def _change(context: LintContext, mention: Mention) -> str:
    """What became of a name that no division bears any more; empty when one does."""
    known = gazetteer().divisions(mention.name)
    if context.year is None or not known or any(context.year <= one.last + 1 for one in known):
        return ""
    now = next((one.now for one in known if one.now), "")
    return f"{known[0].last + 1}年起已变更" + (f"为{now}" if now else "")


# ---- how the organ calls itself ------------------------------------------------------------


def own_self_names(context: LintContext) -> frozenset[str] | None:
    """What the organ may call itself, of 我局, 我委 …; None when its name does not tell."""
    for ending, name in _ENDINGS:
        if re.search(ending + "$", context.organisation):
            return frozenset({name, context.self_name} - {""})
    return None


def self_names(page: Page) -> Iterator[Hit]:
    """A-02: 我镇 in the report of a bureau, and another bureau that opens a statement."""
    own = own_self_names(page.context)
    if own is None:
        return
    seen: set[str] = set()
    for match in _SELF.finditer(page.joined["text"]):
        if match[0] not in own | seen:
            seen.add(match[0])
            paragraph, start = spot(page, match.start())
            detail = f"本机关是{page.context.organisation}"
            yield Hit("A-02", paragraph, start, start + len(match[0]), detail=detail)
    if own:
        yield from _other_subjects(page)


def _other_subjects(page: Page) -> Iterator[Hit]:
    organisation = page.context.organisation
    for sentence in page.sentences:
        match = _SUBJECT.match(sentence.text)
        if match is None or _within(re.split(_LEVELS, match["core"])[-1], organisation):
            continue
        start = sentence.start + match.start("organ")
        yield Hit(
            "A-02",
            sentence.paragraph,
            start,
            start + len(match["organ"]),
            detail=f"本机关是{organisation}",
            severity=Severity.WARNING,
        )


def _within(short: str, name: str) -> bool:
    """Whether a name is short for another: its characters stand there in this order."""
    rest = iter(name)
    return all(letter in rest for letter in short)
