"""Telegraphic notes become official statements; expected wording worked out by hand."""

import pytest

from drafting.microplanning.aggregate import note_text, sentences
from drafting.microplanning.lexicalise import Lexicaliser
from drafting.microplanning.statement import Setting
from drafting.microplanning.wording import INFERRED, Words
from drafting.plan import TopicHints
from drafting.zh.segment import segmenter
from phrasebank.lexicon import load_lexicon

PROACTIVE = TopicHints(bare_verb="公开", counted={"条": "公开|信息"})
ON_REQUEST = TopicHints(measure="件", counted={"件": "收到|政府信息公开申请"})


def lexicaliser() -> Lexicaliser:
    lexicon = load_lexicon()
    return Lexicaliser(Words(lexicon, segmenter(lexicon.user_words)))


def say(
    note: str, *, section: str = "overview", topic: str = "", hints: TopicHints | None = None
) -> str:
    setting = Setting(2023, section, topic, hints or TopicHints())
    statements, _ = lexicaliser().note(note, "bullet:x", setting)
    return "".join(getattr(piece, "text", "") for piece in note_text(statements).pieces)


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("收47件 上年结转5件", "收到政府信息公开申请47件，上年结转5件"),
        (
            "受理236 下降8.4% 答复229（含结转11，延期14）",
            "受理政府信息公开申请236件，同比下降8.4%；答复229件（含结转11件、延期14件）",
        ),
        ("12件，事故材料占7件", "收到政府信息公开申请12件，事故材料占7件"),
        ("收4件答4件", "收到政府信息公开申请4件，答复4件"),
    ],
)
def test_requests_get_their_object_and_measure_word(note: str, wanted: str) -> None:
    assert say(note, topic="on_request", hints=ON_REQUEST) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("配备专职1人兼职12人", "配备专职1人、兼职12人"),
        ("职业打假人3人提出17件", "职业打假人3人提出17件"),
        (
            "培训3次（3月、6月、11月），45人、52人、61人",
            "举办培训3次（3月、6月、11月），45人、52人、61人",
        ),
        ("安全检查：次数58，隐患203", "组织开展安全检查58次，排查隐患203处"),
        ("微信群21个，群众4300多人", "设有微信群21个，群众4300多人"),
        ("大喇叭每天播2次，防疫、防火为主", "大喇叭每日播放2次，以防疫、防火为主"),
        ("以防疫、防火为主，每天播2次", "以防疫、防火为主，每日播放2次"),
        ("电子化率由92.4%升至97.8%，提高5.4个百分点", "电子化率由92.4%升至97.8%，提高5.4个百分点"),
        ("电子化率97.8%，提高5.4个百分点", "电子化率达97.8%，同比提高5.4个百分点"),
        ("其中拆迁补偿12件、竣工备案8件", "其中拆迁补偿12件、竣工备案8件"),
    ],
)
def test_counts_side_by_side_are_parted_by_what_they_count(note: str, wanted: str) -> None:
    assert say(note) == wanted


def test_what_is_open_from_beginning_to_end_gets_its_verb_only_under_publishing() -> None:
    note = "国有林场招聘：岗位、面试名单、录用结果全流程"
    said = "在国有林场招聘方面，岗位、面试名单、录用结果全流程"
    assert say(note, topic="proactive", hints=PROACTIVE) == f"{said}公开"
    assert say(note) == said


def test_acts_are_joined_by_commas_and_other_facts_by_semicolons() -> None:
    setting = Setting(2023, "overview", "")
    notes = [
        note_text(lexicaliser().note(text, "bullet:x", setting)[0])
        for text in ("召开发布会3场", "印制手册50本", "名单每周一换")
    ]
    (joined,) = sentences(notes)
    text = "".join(getattr(piece, "text", "") for piece in joined)
    assert text == "召开发布会3场，印制手册50本；名单每周更换一次"


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("四上企业15家政策服务 复工率100%", "为15家“四上”企业提供政策服务，复工率达100%"),
        (
            "网站1865条：动态1502 政务318 解读27 回应18",
            "通过政府网站发布信息1865条，其中动态信息1502条、政务信息318条、政策解读27条、回应信息18条",
        ),
        ("公众号920篇（原创133）", "通过微信公众号发布信息920篇，其中原创信息133篇"),
        ("设“交通服务窗口”", "设置“交通服务窗口”"),
        ("建议提案33件 主办10 会办23", "办理建议提案33件，其中主办10件、会办23件"),
        ("培训3次120人次", "举办培训3次、120人次"),
        (
            "全年公开信息1200条，其中：网站1000，公众号200",
            "全年公开信息1200条，其中政府网站1000条、微信公众号200条",
        ),
        (
            "受理九小场所（汽修、货站、物流）复工承诺261户",
            "受理“九小场所”（汽车修理、货站、物流）复工承诺261户",
        ),
        ("公开专区3处：政务大厅、城建档案馆", "设置政务公开专区3处，包括政务大厅、城建档案馆"),
        ("政策解读：文字5 图解3 视频2", "在政策解读方面，文字5条、图解3条、视频2条"),
        ("12 13", "12、13"),
        ("预案14个，较上年+3", "制定预案14个，较上年增加3个"),
        ("3·15现场咨询12场", "举办3·15现场咨询12场"),
        ("抽查公开率100%（抽查356户次）", "抽查公开率达100%（抽查356户次）"),
        (
            "我局收到依申请信息公开26件，全部在规定期限内答复。",
            "我局收到依申请信息公开26件，全部在规定期限内答复",
        ),
    ],
)
def test_counts_get_the_verb_that_fits_their_noun(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("疫情信息坚持发布", "坚持发布疫情信息"),
        ("区重点领域公开按规定完成", "按规定完成区重点领域公开工作"),
        ("领导小组+办公室", "设有领导小组，下设办公室"),
        ("事项分类", "对事项进行分类"),
        ("专人负责信息发布", "由专人负责信息发布"),
        ("三审三校", "执行“三审三校”"),
        ("先审后发，一事一审", "实行“先审后发”“一事一审”"),
        ("指南、公示、告知、实办一致", "指南、公示、告知与实际办理一致"),
        ("咨询申请答复正常", "咨询申请答复正常"),
        ("应进必进", "“应进必进”"),
    ],
)
def test_clauses_without_a_number_become_whole(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("较上年+12%", "较上年增长12%"),
        ("同比-3.2%", "同比下降3.2%"),
        ("办结率同比+2.5个百分点", "办结率同比提高2.5个百分点"),
        ("↑12%", "同比增长12%"),
        ("用电量同比+7.6%", "用电量同比增长7.6%"),
    ],
)
def test_signs_become_directions(note: str, wanted: str) -> None:
    assert say(note) == wanted


def test_short_and_relative_years_are_written_out_by_the_report_year() -> None:
    assert say("19年执法总体情况、20年预算", hints=PROACTIVE).startswith(
        "2019年执法总体情况、2020年预算"
    )
    assert say("今年印发《办法》") == "2023年印发《办法》"
    assert say("连续19年公开") == "连续19年公开"


def test_a_noun_under_publishing_was_published() -> None:
    assert say("校园食堂大宗食材中标结果", hints=PROACTIVE) == "公开校园食堂大宗食材中标结果"


@pytest.mark.parametrize(
    "note",
    [
        "收到的6件申请均在登记当日转给业务股室，由股室提出意见、法规税政股审核后答复申请人。",
        "针对企业关心的增值税留抵退税政策，与县税务局共同制作问答材料，在办税服务厅摆放。",
    ],
)
def test_a_note_that_is_a_sentence_keeps_its_words(note: str) -> None:
    assert say(note) == note.rstrip("。")


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("网上更新慢", "网上更新不够及时"),
        ("主动公开少", "主动公开较少"),
        ("学校公开参差", "学校公开参差"),
    ],
)
def test_problems_are_hedged_only_where_a_word_ends(note: str, wanted: str) -> None:
    assert say(note, section="problems") == wanted


@pytest.mark.parametrize(
    "note",
    [
        "省工作要点45项",  # another organ's paper: 制定 would claim it
        "教师招聘86名",  # the number counts persons, not notices
        "惠及企业2300家",
    ],
)
def test_no_verb_is_supplied_where_the_count_is_of_something_else(note: str) -> None:
    assert say(note).replace("共", "") == note


def test_what_the_lexicon_supplies_is_marked_as_inferred() -> None:
    statements, _ = lexicaliser().note("培训3", "bullet:x", Setting(2023, "overview", ""))
    inferred = [span.text for said in statements for span in said.spans if span.rule == INFERRED]
    assert inferred == ["举办", "次"]


def test_a_number_without_any_measure_word_is_reported() -> None:
    _, doubts = lexicaliser().note(
        "严重违法失信名单移出14", "bullet:x", Setting(2023, "overview", "")
    )
    assert [(doubt.code, doubt.words) for doubt in doubts] == [("IN-30", "14")]
