"""Small closed sets of the notes' grammar: links, times, changes, endings."""

import re

from drafting.microplanning.tokens import Token

LINKS = ("累计", "共计", "合计", "总计", "分别", "共", "达到", "达", "为", "有")
TIMES = (
    "全年度",
    "全年",
    "本年度",
    "本年",
    "年内",
    "截至目前",
    "截至年底",
    "累计",
    "共计",
    "先后",
    "共",
    "每月",
    "每季度",
    "每年",
    "每周",
)
AVERAGES = (
    "日均",
    "月均",
    "年均",
    "人均",
    "篇均",
    "平均",
    "最高",
    "最低",
    "最多",
    "累计最高",
    "单篇最高",
)
SCOPES = (
    "全区",
    "全市",
    "全县",
    "全镇",
    "全乡",
    "全街道",
    "辖区内",
    "辖区",
    "全省",
    "全州",
    "全旗",
)
SUPERIORS = ("中央", "国家", "国务院", "国办", "省", "自治区", "上级", "市", "部", "省市")
SERVICES = ("服务", "支持", "帮助", "咨询", "便利", "保障")
ACTS = (
    "培训", "检查", "宣传", "辅导", "约谈", "走访", "监管", "执法", "指导", "考核", "督查", "抽查", "评估", "测评", "回访", "监测", "整治", "排查",
)  # fmt: skip
COUNTED_ACTS = frozenset(
    (*ACTS, "审查", "审核", "演练", "调研", "巡查", "清理", "核查", "自查", "评查", "复核")
)
ABOVE = ("上级", "国家", "中央", "省级", "市级", "县级以上", "部级", "省厅", "市局")  # who checks us
OF_ACTS = frozenset({"次", "轮", "批", "期"})  # measure words that count how often
OF_PUBLISHED = OF_ACTS | {"份", "条", "篇", "件", "宗"}
QUANTITIES = (
    "时限",
    "时间",
    "周期",
    "时长",
    "期限",
    "得分",
    "总额",
    "金额",
    "次数",
    "人数",
    "户数",
    "件数",
    "条数",
)
RATE_ENDINGS = ("率", "度", "面", "比例", "占比", "比重")
IN_CHARGE = (
    "负责",
    "管理",
    "维护",
    "审核",
    "对接",
    "办理",
    "跟进",
    "操作",
    "值守",
    "分管",
    "管",
    "盯办",
    "把关",
)
PUBLISHING = frozenset({"发布", "公开", "推送", "公示", "公布", "转发", "播放", "刊登", "张贴"})
STEERING = frozenset(
    (
        "领导", "组织", "统筹", "协调", "督促", "检查", "指导", "推进", "监督", "督查", "督导", "考核", "部署", "落实", "管理",
        "规划", "实施", "评估", "培训", "审核", "宣传",
    )
)  # fmt: skip
DIRECTED = ("部署", "要求", "安排", "规定", "精神", "通知", "文件", "方案", "意见", "计划", "要点")
PROCESSES = (
    "分类", "审核", "把关", "归档", "备案", "登记", "核查", "排查", "监测", "评估", "汇总", "校对", "初审", "复核", "巡查", "抽查",
    "核对", "比对", "审查", "整理", "整改", "考核", "通报", "跟踪", "管控", "测评", "审签", "会审", "预审",
)  # fmt: skip
RULES = (
    "制度",
    "机制",
    "办法",
    "规定",
    "规范",
    "规则",
    "流程",
    "标准",
    "要求",
    "三校",
    "三审",
    "原则",
    "责任制",
)
MEASURE_VERBS = {"场": "举办", "场次": "举办"}
CHANGE = re.compile(
    r"(?P<compare>(?:同比|环比|与?(?:较|比)?(?:上年度|上年|去年|上一年|往年)(?:同期)?(?:相比)?))?"
    r"(?P<way>净?(?:增长|增加|提高|提升|上升|上涨|多|增|下降|减少|降低|回落|压缩|下滑|少|减|降|升|掉|跌))?了?"
)
UP = {"增": "增加", "升": "上升", "多": "增加"}
DOWN = {"减": "减少", "降": "下降", "少": "减少", "掉": "下降", "跌": "下降"}
_ENDINGS = {
    "得分": "分", "分数": "分", "人员": "名", "员": "名", "次数": "次", "人数": "人", "户数": "户", "件数": "件", "条数": "条", "栏": "个", "群": "个", "文": "篇", "稿": "篇", "制度": "项", "办法": "项", "方案": "项",
    "活动": "次", "申请": "件", "案": "件", "信": "件", "信息": "条", "动态": "条", "公告": "条", "视频": "条", "图解": "条",
    "企业": "家", "户": "户", "会议": "次", "阅读": "次", "点击": "次", "浏览": "次", "访问": "次", "播放": "次",
}  # fmt: skip


def direction(token: Token) -> str:
    """The word for a sign: +12% grows, -3件 falls."""
    is_up = token.sign == "+"
    if token.unit == "个百分点":
        return "提高" if is_up else "下降"
    if token.unit == "%":
        return "增长" if is_up else "下降"
    return "增加" if is_up else "减少"


def measure_by_ending(text: str) -> str:
    """A measure word that the last characters of a noun tell; empty when they do not."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if text.endswith(ending):
            return _ENDINGS[ending]
    return ""


def strip_link(text: str) -> tuple[str, str]:
    """共, 累计, 达 … written right before a number, taken off."""
    for link in LINKS:
        if text.endswith(link) and len(text) > len(link):
            return text[: -len(link)], link
    return text, ""


def strip_time(text: str) -> tuple[str, str]:
    """全年, 累计 … written at the start, taken off; the taken part first."""
    opening = ""
    changed = True
    while changed:
        changed = False
        for word in TIMES:
            if text.startswith(word) and len(text) > len(word):
                opening += word
                text = text[len(word) :]
                changed = True
                break
    return opening, text


_FUNCTION_WORDS = re.compile(
    r"(?<!参)与|(?<!存)在|(?<!予)以(?![上下内外前后来])|了(?!\d)|[的对将把被由并为向从使让已]|以及|或者|按照|根据|通过|针对|随同|关于|进行"
)
_LABELLED = re.compile(r"[\u4e00-\u9fff]\d+(?=[、，；。） ]|$)")
_FEW_LABELLED = 2
_LONG_CLAUSE = 12
_LONG_NOTE = 28


def _has_long_clauses(text: str) -> bool:
    clauses = [clause for clause in re.split(r"[，；。]", text) if clause]
    return len(text) >= _LONG_NOTE // 2 and all(len(clause) >= _LONG_CLAUSE for clause in clauses)


def is_sentence(text: str) -> bool:
    """Whether a note is already written out: long clauses that hold function words.

    >>> is_sentence("受理236 下降8.4% 答复229")
    False
    """
    if len(text) < _LONG_NOTE:
        return text.endswith("。") and (
            bool(_FUNCTION_WORDS.search(text)) or _has_long_clauses(text)
        )
    if len(_LABELLED.findall(text)) > _FEW_LABELLED:
        return False
    clauses = [clause for clause in re.split(r"[，；。]", text) if clause]
    written = [
        clause
        for clause in clauses
        if len(clause) >= _LONG_CLAUSE and _FUNCTION_WORDS.search(clause)
    ]
    return bool(written) and sum(map(len, written)) * 2 >= len(text)
