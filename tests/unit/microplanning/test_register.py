"""Spoken notes become written statements; expected wording worked out by hand."""

import pytest

from drafting.microplanning.aggregate import note_text
from drafting.microplanning.lexicalise import Lexicaliser
from drafting.microplanning.statement import Doubt, Said, Setting
from drafting.microplanning.wording import FULL_FORM, VERBATIM, Words
from drafting.plan import TopicHints
from drafting.zh.segment import segmenter
from phrasebank.lexicon import load_lexicon

PROACTIVE = TopicHints(bare_verb="公开", counted={"条": "公开|信息"})
ON_REQUEST = TopicHints(measure="件", counted={"件": "收到|政府信息公开申请"})


def statements(note: str, setting: Setting) -> tuple[tuple[Said, ...], tuple[Doubt, ...]]:
    lexicon = load_lexicon()
    words = Words(lexicon, segmenter(lexicon.user_words))
    return Lexicaliser(words).note(note, "bullet:x", setting)


def say(
    note: str, *, section: str = "overview", topic: str = "", hints: TopicHints | None = None
) -> str:
    said, _ = statements(note, Setting(2023, section, topic, hints or TopicHints()))
    return "".join(getattr(piece, "text", "") for piece in note_text(said).pieces)


@pytest.mark.parametrize(
    "word", [pytest.param(word, id=word) for word in load_lexicon().colloquial]
)
def test_each_word_of_speech_gives_its_example(word: str) -> None:
    example = load_lexicon().colloquial[word].example
    assert say(example.note) == example.gives


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("预警信息发了132次", "发布预警信息132次"),
        (
            "预警信息发了132次（暴雨57、高温41、森林火险34）",
            "发布预警信息132次，其中暴雨57次、高温41次、森林火险34次",
        ),
        ("便民手册印了3000本", "印制便民手册3000本"),
        ("林长制公示牌立了318块", "设立林长制公示牌318块"),
        ("居民议事会开了18回", "召开居民议事会18次"),
        ("校地联席会议开了第7次、第8次", "召开校地联席会议第7次、第8次"),
        ("县网站柳沟镇栏目发了418条", "通过县网站柳沟镇栏目发布信息418条"),
        ("窗口摆了申请表和指南", "窗口摆放申请表和指南"),
        ("职业打假人3人提了17件", "职业打假人3人提出17件"),
        ("政策吹风会请了6家媒体", "政策吹风会邀请6家媒体"),
        ("短信提醒群众办事结果，发了6.3万条", "短信提醒群众办事结果，发送6.3万条"),
        ("来了260多人", "来了260多人"),
        ("公示栏坏的修了12块", "公示栏坏的维修12块"),
        ("新闻通稿投了76篇", "投送新闻通稿76篇"),
    ],
)
def test_a_count_behind_a_spoken_verb_follows_what_was_done(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("错别字查出23处，都改了", "错别字查出23处，均已改正"),
        ("人大代表走访选区时带回意见5条，都回了", "人大代表走访选区时带回意见5条，均已回复"),
        ("检查企业214家次，结果全公示", "检查企业214家次，全部公示结果"),
        ("专职人员较少，都是兼职", "专职人员较少，均为兼职"),
        ("法律顾问全覆盖", "法律顾问全覆盖"),
    ],
)
def test_all_keeps_its_scope_in_written_words(note: str, wanted: str) -> None:
    assert say(note) == wanted


def test_what_is_planned_is_not_said_to_be_done() -> None:
    assert say("议事会结果都上墙", section="plans") == "议事会结果均上墙公示"
    assert "已" not in say("错别字都改了", section="plans")


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("公开栏每周一查", "公开栏每周检查一次"),
        ("水情每小时一更", "水情每小时更新一次"),
        ("分县区季度数据一季一发", "分县区季度数据每季度发布一次"),
        ("平台自查每季度一次", "每季度组织开展平台自查一次"),
        ("法制员例会每月，讲1个公开案例", "每月召开法制员例会，讲解1个公开案例"),
        ("舆情早会天天开", "每日召开舆情早会"),
        ("汛期一天两报", "汛期每日报送两次"),
        ("老信息半年清一次", "老信息每半年清理一次"),
        ("申请台账一件一档", "申请台账一件一档"),
    ],
)
def test_how_often_goes_before_what_is_done(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("采纳情况列表回", "采纳情况列表回复"),
        ("月度数据13日左右发", "月度数据13日左右发布"),
        ("办税厅电子屏滚动播", "通过办税厅电子显示屏滚动播放信息"),
        ("党组会学条例1次", "党组会议学习条例1次"),
        ("厅发规范性文件6件", "厅印发规范性文件6件"),
        ("班子专题听汇报2次", "班子专题听取汇报2次"),
        ("指定2人管公开，一人采、一人审", "指定2人负责公开，一人采集、一人审核"),
        ("支部学《条例》2次", "支部学习《条例》2次"),
        ("企业修复信用后7日内撤公示116户", "企业修复信用后7日内撤下公示116户"),
        ("县长签责任书", "县长签订责任书"),
        ("目录逐条核", "逐条核对目录"),
        ("编了口袋卡，发120张", "编制口袋卡，发放120张"),
        ("随手拍小程序", "“随手拍”小程序"),
        ("高山村改上门送单子", "高山村改上门送单子"),
        ("市场监管所8个，各一块公示屏", "市场监管所8个，各一块公示屏"),
    ],
)
def test_a_clipped_verb_is_written_out_only_where_it_is_a_verb(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("有人操作", "安排人员操作"),
        ("值班电话24小时有人接", "值班电话24小时有人接听"),
        ("分管副局长抓", "由分管副局长负责"),
        ("局长任组长", "由局长担任组长"),
        ("主任任组长", "由主任担任组长"),
        ("镇长任组长", "由镇长担任组长"),
        ("1名副镇长分管", "由1名副镇长分管"),
        (
            "领导小组+办公室，领导协调督促检查",
            "设有领导小组，下设办公室，负责领导、协调、督促、检查",
        ),
        ("年度考核占2分", "在年度考核中占2分"),
    ],
)
def test_who_does_it_is_said_in_a_clause_of_its_own(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        (
            "8件复议、5件维持、1件纠正、2件终止",
            "涉及行政复议案件8件，其中维持5件、纠正1件、终止2件",
        ),
        ("8件复议 5维持1纠正2终止", "涉及行政复议案件8件，其中维持5件、纠正1件、终止2件"),
        ("清理文件9件：留8、废1", "清理文件9件，其中保留8件、废止1件"),
        (
            "公示牌立了318块，市级5、县级46、乡级267",
            "设立公示牌318块，其中市级5块、县级46块、乡级267块",
        ),
        ("拆迁安置2件 户籍1件 商铺权属1件", "拆迁安置2件、户籍1件、商铺权属1件"),
        ("经营异常名录，列入2917户", "列入经营异常名录2917户"),
        ("移出异常名录846户", "移出异常名录846户"),
    ],
)
def test_results_and_lists_are_counted_in_written_order(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("申请受理22件", "受理申请22件"),
        ("公开目录调整1次，新增2类删1类", "调整公开目录1次，新增2类，删除1类"),
        ("公交线网优化：新开6条、调整14条", "在公交线网优化方面，新开6条、调整14条"),
        ("大喇叭修复9处", "大喇叭修复9处"),
        ("县网站发418条", "通过县政府网站发布信息418条"),
        ("能耗强度降3.1%", "能耗强度下降3.1%"),
        ("专职1人兼职8人（每村1人）", "专职1人、兼职8人（每村1人）"),
        ("收费标准、监督电话立牌公示", "收费标准、监督电话立牌公示"),
        ("照片和电话公开", "照片和电话公开"),
        ("事故调查报告公开3份", "公开事故调查报告3份"),
        ("县网岭下栏目发187条", "通过县网岭下栏目发布信息187条"),
        ("地名公告发布4批", "发布地名公告4批"),
        ("集采药品降价结果公布4批", "公布集采药品降价结果4批"),
        ("垃圾分类督导", "垃圾分类督导"),
        ("直属单位纳入考核", "直属单位纳入考核"),
        ("职责挂网当天公布", "挂网当天公布职责"),
        ("路况信息日均发布35条", "路况信息日均发布35条"),
        ("案卷评查抽60卷", "案卷评查抽查60卷"),
        ("群众扫码跟踪", "群众扫码跟踪"),
        ("县级以上督查2次，没发现问题", "县级以上督查2次，未发现问题"),
        ("新编办事指南88份", "新编办事指南88份"),
        ("人才政策“明白卡”做了3版，发8000张", "人才政策“明白卡”制作3版，发放8000张"),
        ("会议公开5次", "会议公开5次"),
        ("大喇叭每天播2次", "大喇叭每日播放2次"),
        ("不动产登记窗口10个，日均办件160件", "设置不动产登记窗口10个，日均办件160件"),
        ("征地类申请占八成多", "征地类申请占八成以上"),
    ],
)
def test_a_verb_moves_only_before_its_own_object(note: str, wanted: str) -> None:
    assert say(note) == wanted


def test_what_requests_ask_about_is_not_said_to_be_punished() -> None:
    said = say("申请14件；涉违建9，占道3", topic="on_request", hints=ON_REQUEST)
    assert "查处" not in said


def test_what_is_dealt_with_is_what_the_note_counted_before() -> None:
    said = say("工单2871件，办结2859，满意率96.4%", topic="on_request", hints=ON_REQUEST)
    assert said == "受理工单2871件，办结2859件，满意率达96.4%"


def test_results_of_requests_get_the_object_that_was_left_out() -> None:
    said = say("办结的：予以公开62、部分公开9、其他3", topic="on_request", hints=ON_REQUEST)
    assert said == "在办结的申请中，予以公开62件、部分公开9件、其他3件"


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("许可7日内，处罚同", "许可7日内公开，处罚亦同"),
        ("文件和解读一块发", "同步发布文件和解读"),
        ("补偿安置、批后实施，逐宗", "补偿安置、批后实施，逐宗公开"),
    ],
)
def test_a_manner_under_publishing_gets_its_verb(note: str, wanted: str) -> None:
    assert say(note, topic="proactive", hints=PROACTIVE) == wanted


def test_a_manner_without_a_verb_is_reported_elsewhere() -> None:
    _, doubts = statements("批后实施情况核实，逐宗", Setting(2023, "overview", ""))
    assert [(doubt.code, doubt.words) for doubt in doubts] == [("IN-31", "逐宗")]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("网站816 / 微信420", "通过政府网站发布信息816条、政务微信发布信息420条"),
        ("累计阅读56万+", "累计阅读56万余次"),
        ("防火期（3月15日-6月15日）火险日报", "防火期（3月15日-6月15日）火险日报"),
        ("咨询电话2103个——数据类占七成", "接听咨询电话2103个，数据类占七成"),
        ("举报电话12350，收举报29条", "举报电话12350，收到举报29条"),
        ("行政处罚14宗，罚款37.5万元", "行政处罚14宗，处以罚款37.5万元"),
        ("责任追究0", "责任追究0次"),
    ],
)
def test_marks_and_numbers_of_a_clerk_are_read_as_meant(note: str, wanted: str) -> None:
    assert say(note) == wanted


def test_a_word_that_was_supplied_is_not_marked_as_the_clerks_own() -> None:
    said, _ = statements("都改了", Setting(2023, "overview", ""))
    rules = [(span.text, span.rule) for span in said[0].spans]
    assert ("都", VERBATIM) not in rules
    assert {rule for text, rule in rules if text in {"均", "已", "修改"}} == {FULL_FORM}


def test_a_note_that_is_a_sentence_keeps_its_spoken_words() -> None:
    note = "对群众反映的公示栏破损问题，由管理单位当天更换玻璃，都改了以后再拍照报镇里备查。"
    assert say(note) == note.rstrip("。")


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("高峰加座席到30个", "高峰座席增加至30个"),
        ("老档案人工翻", "老档案人工翻查"),
        ("名单公示满30日撤", "名单公示满30日撤下"),
        ("纠错案件逐件写剖析", "纠错案件逐件撰写剖析"),
        ("同步上省平台", "同步上传至省平台"),
        ("网上市平台", "网上市平台"),  # a name
        ("候诊时长半年一公示", "候诊时长每半年公示一次"),
        ("台账一月一装订", "台账每月装订一次"),
        ("规范性文件废1存11", "规范性文件废止1件、保留11件"),
        ("规范性文件立3废5", "规范性文件制定3件、废止5件"),
        ("旁听庭审4次", "参加旁听庭审活动4次"),
        ("名单每季公布", "名单每季度公布"),
        ("名单上墙公示", "名单上墙公示"),
        ("居民很少上网", "居民很少上网"),  # persons publish nothing
        ("耕地数据涉密不上网", "耕地数据涉密不上网公开"),
        ("收费表没挂的限期挂", "收费表未挂的限期挂"),
        ("高标准农田4.2万亩，招标到验收都公开", "高标准农田4.2万亩，招标到验收均公开"),
        ("养老机构42家，床位一表公开", "养老机构42家，床位一表公开"),
        ("各村报 — 党政办核 — 分管领导签", "各村报送，党政办核实，分管领导签"),
        ("“承办站所——办公室——分管领导”三道", "“承办站所——办公室——分管领导”三道"),
        ("通报问题23个", "通报问题23个"),  # whose problems they are is not told
        ("审计项目计划31个", "制定审计项目计划31个"),
        (
            "网站134条，微信公众号260条",
            "通过政府网站发布信息134条、微信公众号发布信息260条",
        ),
        ("当事人不服提复议1件", "当事人不服提起复议1件"),
        ("定了周更", "确定按周更新"),
        ("测评第9，比去年掉3位", "测评第9，比上年下降3位"),
        ("推送210篇，最高阅读量1.2万次", "推送210篇，最高阅读量1.2万次"),
    ],
)
def test_clipped_words_are_written_out_and_say_no_more(note: str, wanted: str) -> None:
    assert say(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("专区有的闲着", "部分专区闲置"),
        ("办公室只有1人兼", "办公室仅有1人兼职"),
        ("有的只挂个电话", "有的只挂个电话"),
    ],
)
def test_problems_of_some_or_of_few_are_put_in_written_words(note: str, wanted: str) -> None:
    assert say(note, section="problems") == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("权责清单，办事指南，收费目录", "公开权责清单、办事指南和收费目录"),
        (
            "核酸采样点 疫苗接种点 发热门诊清单，变了就改",
            "公开核酸采样点、疫苗接种点和发热门诊清单，如有变化即更新",
        ),
        ("医师资格考试考生须知", "公开医师资格考试考生须知"),
        ("学区划片示意图", "公开学区划片示意图"),
        ("街道印发实施方案", "街道印发实施方案"),
        ("听证线网优化方案", "听证线网优化方案"),
        ("名单逐户送达", "名单逐户送达"),
        ("预算2月、决算8月", "预算2月、决算8月公开"),
        (
            "二级以上公立医院19家：床位费、候诊时长半年一公示",
            "二级以上公立医院19家，床位费、候诊时长每半年公示一次",
        ),
    ],
)
def test_things_under_publishing_that_follow_one_another_are_one_list(
    note: str, wanted: str
) -> None:
    assert say(note, topic="proactive", hints=PROACTIVE) == wanted


def test_a_noun_at_the_front_of_a_plan_gets_a_verb_only_if_it_is_ours_alone() -> None:
    assert say("分局信息周报", section="plans") == "做好分局信息周报工作"
    assert say("信息周报", section="plans") == "编发信息周报"
    assert say("公告附简明解读", section="plans") == "公告附简明解读"
