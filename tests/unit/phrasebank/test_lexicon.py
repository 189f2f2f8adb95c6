"""The collocation lexicon: what a telegraphic note leaves out, and nothing more."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafting.errors import BrokenBankError
from phrasebank.lexicon import Lexicon, Noun, load_lexicon

# Verbs that go with each class of nouns; a case, a document or another matter has its own.
CLASS_VERBS = {
    "channel": {"发布", "公开", "推送", "播发", "宣传"},
    "event": {"组织开展", "开展", "组织", "召开", "举办", "举行", "承办"}
    | {"参加", "组织参加", "提供", "办理"},
    "column": {"设置", "开设", "建设", "设立", "确定", "开展", "承担"},
    "body": {"设有", "设立"},
    "rate": {"达", "为"},
    "info": {"发布", "公开", "公示", "公布", "回应", "监测", "收集", "开放", "归集"},
}  # fmt: skip
# Words of praise, of degree or of a date that a count does not say.
CLAIMS = (
    "圆满",
    "有效",
    "创新",
    "大力",
    "全面",
    "深化",
    "强化",
    "新设",
    "首创",
    "办结",
    "率先",
    "狠抓",
)
TOPICS = {"proactive", "on_request", "management", "platform", "supervision"}
TRIVIAL = ("工作", "情况", "信息", "类", "数", "等", "数量", "总数")
# Nouns that are also verbs; elsewhere only events are (检查4次, 培训3期).
ALSO_VERBS = {"处罚", "转载", "回应", "通报", "应诉", "解读"}

NOUN = """schema: 1
nouns:
  - word: 申请
    class: case
    verbs: [收到]
    measures: [件]
    example: {note: 申请3, gives: 收到申请3件}
"""
VERB = """schema: 1
verbs:
  - word: 收
    full: 收到
    measure: 件
    transitive: true
    frontable: true
    example: {note: 收3件, gives: 收到3件}
"""
WORDS = """schema: 1
adverbs: [按时]
predicates: [{word: 一致}]
problem_full: {慢: 不够及时}
abbreviations: {汽修: 汽车修理}
colloquial: [{word: 天天, full: 每日, example: {note: 天天更新, gives: 每日更新}}]
quoted: [放管服]
measures: [{word: 件, kind: count}]
subset: [其中]
change_up: [增长]
change_down: [下降]
compare: [同比]
approximators: {before: [约], behind: [余]}
"""


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTING_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def lexicon(_own_cache: None) -> Lexicon:
    return load_lexicon()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nouns-a.yaml").write_text(NOUN, encoding="utf-8")
    (tmp_path / "verbs.yaml").write_text(VERB, encoding="utf-8")
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("nouns", 700),
        ("verbs", 220),
        ("adverbs", 80),
        ("predicates", 80),
        ("abbreviations", 150),
        ("quoted", 100),
        ("measures", 90),
        ("problem_full", 60),
    ],
)
def test_each_list_is_long_enough_for_the_field(lexicon: Lexicon, part: str, least: int) -> None:
    assert len(getattr(lexicon, part)) >= least


def test_every_class_of_nouns_is_filled(lexicon: Lexicon) -> None:
    counts = dict.fromkeys((*CLASS_VERBS, "document", "case", "person", "matter"), 0)
    for noun in lexicon.nouns.values():
        counts[noun.noun_class] += 1
    assert min(counts.values()) >= 20


def test_an_example_of_a_noun_keeps_the_numbers_and_ends_with_its_measure(
    lexicon: Lexicon,
) -> None:
    def holds(noun: Noun) -> bool:
        note, gives = noun.example.note, noun.example.gives
        ends = any(re.search(rf"\d{re.escape(measure)}$", gives) for measure in noun.measures)
        return bool(numbers(note)) and numbers(note) == numbers(gives) and ends

    assert [noun.word for noun in lexicon.nouns.values() if not holds(noun)] == []


def test_an_example_of_a_noun_is_its_best_verb_its_full_form_and_its_number(
    lexicon: Lexicon,
) -> None:
    def expected(noun: Noun) -> str:
        counted = numbers(noun.example.note)[-1] + noun.measures[0]
        name, verb = noun.official, noun.verbs[0]
        if noun.noun_class == "channel":
            return f"通过{name}{verb}信息{counted}"
        if noun.noun_class == "rate":
            return f"{name}{verb}{counted}"
        return f"{verb}{name}{counted}"

    wrong = [noun.word for noun in lexicon.nouns.values() if noun.example.gives != expected(noun)]
    assert wrong == []


def test_an_example_note_begins_with_its_noun(lexicon: Lexicon) -> None:
    assert [
        noun.word for noun in lexicon.nouns.values() if not noun.example.note.startswith(noun.word)
    ] == []


@pytest.mark.parametrize("noun_class", CLASS_VERBS)
def test_the_verbs_of_a_noun_fit_its_class(lexicon: Lexicon, noun_class: str) -> None:
    allowed = CLASS_VERBS[noun_class]
    strange = {
        noun.word: verbs
        for noun in lexicon.nouns.values()
        if noun.noun_class == noun_class and (verbs := set(noun.verbs) - allowed)
    }
    assert strange == {}


def test_a_noun_never_repeats_its_verb(lexicon: Lexicon) -> None:
    echoes = [
        verb + noun.official
        for noun in lexicon.nouns.values()
        if noun.noun_class not in {"channel", "rate"}
        for verb in noun.verbs
        if verb in noun.official
    ]
    assert echoes == []


def test_no_verb_claims_more_than_a_count(lexicon: Lexicon) -> None:
    verbs = {verb for noun in lexicon.nouns.values() for verb in noun.verbs}
    assert [verb for verb in sorted(verbs) if any(claim in verb for claim in CLAIMS)] == []


def test_every_measure_of_nouns_and_verbs_is_a_known_measure(lexicon: Lexicon) -> None:
    used = {measure for noun in lexicon.nouns.values() for measure in noun.measures}
    used |= {verb.measure for verb in lexicon.verbs.values() if verb.measure}
    used |= {measure for noun in lexicon.nouns.values() for measure in noun.verbs_by_measure}
    assert used - set(lexicon.measures) == set()


def test_nouns_do_not_differ_by_a_trivial_ending_only(lexicon: Lexicon) -> None:
    pairs = [
        (base, noun.word)
        for noun in lexicon.nouns.values()
        for ending in TRIVIAL
        if (base := noun.word.removesuffix(ending)) != noun.word
        and base in lexicon.nouns
        and lexicon.nouns[base].noun_class == noun.noun_class
    ]
    assert pairs == []


def test_a_full_form_adds_no_number_and_no_relative_year(lexicon: Lexicon) -> None:
    forms = {noun.word: noun.official for noun in lexicon.nouns.values()} | dict(
        lexicon.abbreviations
    )
    assert [
        word
        for word, form in forms.items()
        if numbers(form) != numbers(word) or re.search("今年|去年|本年", form)
    ] == []


def test_a_noun_that_is_also_a_verb_is_an_event(lexicon: Lexicon) -> None:
    both = set(lexicon.nouns) & set(lexicon.verbs)
    assert {word for word in both if lexicon.nouns[word].noun_class != "event"} == ALSO_VERBS


@pytest.mark.parametrize(
    ("word", "official", "noun_class", "verb", "measure"),
    [
        ("复工承诺", "复工承诺", "case", "受理", "户"),
        ("公众号", "微信公众号", "channel", "发布", "条"),
        ("专栏", "专栏", "column", "设置", "个"),
        ("领导小组", "领导小组", "body", "设有", "个"),
        ("监督员", "监督员", "person", "聘请", "名"),
        ("四上企业", "“四上”企业", "matter", "涉及", "家"),
        ("培训", "培训", "event", "举办", "次"),
        ("复工率", "复工率", "rate", "达", "%"),
        ("指南", "指南", "document", "编制", "份"),
        ("动态", "动态信息", "info", "发布", "条"),
    ],
)
def test_a_noun_gives_the_verb_and_the_measure_that_its_note_leaves_out(  # noqa: PLR0913 -- one row
    lexicon: Lexicon, word: str, official: str, noun_class: str, verb: str, measure: str
) -> None:
    noun = lexicon.nouns[word]
    found = (noun.official, noun.noun_class, noun.verbs[0], noun.measures[0])
    assert found == (official, noun_class, verb, measure)


@pytest.mark.parametrize(
    ("word", "measure", "verb"), [("公众号", "个", "设有"), ("公报", "期", "编发")]
)
def test_a_channel_has_its_own_verb_where_the_channel_itself_is_counted(
    lexicon: Lexicon, word: str, measure: str, verb: str
) -> None:
    assert lexicon.nouns[word].verbs_by_measure[measure] == verb


def test_an_example_of_a_verb_keeps_the_numbers_and_uses_one_of_its_forms(
    lexicon: Lexicon,
) -> None:
    wrong = [
        verb.word
        for verb in lexicon.verbs.values()
        if numbers(verb.example.note) != numbers(verb.example.gives)
        or not numbers(verb.example.note)
        or verb.word not in verb.example.note
        or not any(
            form in verb.example.gives
            for form in (verb.full or verb.word, *verb.full_by_object.values())
        )
    ]
    assert wrong == []


def test_a_verb_names_only_the_topics_whose_object_is_certain(lexicon: Lexicon) -> None:
    topics = {topic for verb in lexicon.verbs.values() for topic in verb.objects}
    assert topics <= TOPICS
    assert {"proactive", "on_request", "platform"} <= topics


def test_only_a_verb_that_takes_an_object_can_be_moved_before_it(lexicon: Lexicon) -> None:
    assert [
        verb.word for verb in lexicon.verbs.values() if verb.frontable and not verb.transitive
    ] == []


@pytest.mark.parametrize(
    "word", ["发布", "公开", "更新", "梳理", "编制", "修订", "办理", "完成", "落实", "答复"]
)
def test_a_verb_of_doing_is_frontable(lexicon: Lexicon, word: str) -> None:
    assert lexicon.verbs[word].frontable


@pytest.mark.parametrize("word", ["到位", "一致", "归档", "见效", "下降"])
def test_a_verb_that_closes_a_clause_is_not_frontable(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.verbs[word].frontable


@pytest.mark.parametrize(
    ("word", "object_text", "official"),
    [
        ("收", "", "收到"),
        ("收", "信息处理费", "收取"),
        ("查", "薄弱环节", "查找"),
        ("查", "办理进度", "查询"),
        ("查", "档案", "查阅"),
        ("查", "违法案件", "查处"),
        ("设", "“交通服务窗口”", "设置"),
        ("设", "政策解读专栏", "开设"),
        ("开", "专题会", "召开"),
        ("开", "业务培训", "举办"),
        ("发", "文件", "印发"),
        ("发", "疫情信息", "发布"),
        ("建", "长效机制", "建立"),
        ("建", "网格群", "组建"),
        ("公开", "预算", "公开"),
    ],
)
def test_the_ending_of_the_object_chooses_the_form_of_the_verb(
    lexicon: Lexicon, word: str, object_text: str, official: str
) -> None:
    assert lexicon.verbs[word].before(object_text.strip("“”")) == official


@pytest.mark.parametrize(
    ("word", "measure"), [("受理", "件"), ("收", "件"), ("培训", ""), ("设", "")]
)
def test_a_bare_number_gets_a_measure_only_where_it_is_certain(
    lexicon: Lexicon, word: str, measure: str
) -> None:
    assert lexicon.verbs[word].measure == measure


@pytest.mark.parametrize(
    ("note", "official"),
    [
        ("网上更新慢", "网上更新不够及时"),
        ("主动公开少", "主动公开较少"),
        ("主动公开较少", "主动公开较少"),
        ("人手少", "人员力量不足"),
        ("政策解读少", "政策解读较少"),
        ("形式单一", "形式较为单一"),
        ("意识不强", "意识不强"),
        ("公开不够深", "公开深度不够"),
        ("深度不够", "深度不够"),
        ("内容不充实", "内容不够充实"),
        ("与科室沟通", "与科室沟通"),
    ],
)
def test_a_problem_is_said_in_official_words(lexicon: Lexicon, note: str, official: str) -> None:
    assert lexicon.official_problem(note) == official


def test_an_official_problem_stays_as_it_is(lexicon: Lexicon) -> None:
    forms = (*lexicon.problem_full.values(), *filter(None, lexicon.predicates.values()))
    assert [form for form in forms if lexicon.official_problem(form) != form] == []


def test_a_problem_is_never_made_worse(lexicon: Lexicon) -> None:
    forms = (*lexicon.problem_full.values(), *lexicon.predicates.values())
    assert [form for form in forms if re.search("很|太|极|严重|非常|十分|明显|亟", form)] == []


def test_a_word_of_speech_changes_and_stays_changed(lexicon: Lexicon) -> None:
    spoken = lexicon.colloquial.values()
    assert [word.word for word in spoken if word.full == word.word] == []
    assert [word.word for word in spoken if word.full in lexicon.colloquial] == []


def test_a_word_of_speech_adds_no_number_degree_or_end(lexicon: Lexicon) -> None:
    forms = [word.full for word in lexicon.colloquial.values()]
    assert [form for form in forms if re.search(r"\d|全面|圆满|有效|大幅|显著|已", form)] == []


def test_an_example_of_a_word_of_speech_uses_it_and_keeps_the_numbers(lexicon: Lexicon) -> None:
    assert [
        spoken.word
        for spoken in lexicon.colloquial.values()
        if spoken.word not in spoken.example.note
        or numbers(spoken.example.note) != numbers(spoken.example.gives)
    ] == []


def test_a_measure_word_of_speech_has_an_official_form(lexicon: Lexicon) -> None:
    assert lexicon.measure_full == {"回": "次", "趟": "次"}


def test_a_set_term_is_quoted_in_one_list_only(lexicon: Lexicon) -> None:
    assert set(lexicon.quoted) & set(lexicon.abbreviations) == set()
    assert [term for term in lexicon.quoted if "“" in term or "”" in term] == []


def test_an_abbreviation_changes_its_word(lexicon: Lexicon) -> None:
    assert [short for short, full in lexicon.abbreviations.items() if short == full] == []


def test_the_longest_abbreviation_stands_first(lexicon: Lexicon) -> None:
    lengths = [len(short) for short in lexicon.abbreviations]
    assert lengths == sorted(lengths, reverse=True)
    assert lexicon.abbreviations["双随机一公开"] == "“双随机、一公开”"
    assert "双随机" not in lexicon.abbreviations  # 一公开 would be added


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("件", "count"),
        ("人次", "people"),
        ("个工作日", "time"),
        ("万元", "money"),
        ("个百分点", "percent"),
    ],
)
def test_a_measure_has_its_kind(lexicon: Lexicon, word: str, kind: str) -> None:
    assert lexicon.measures[word] == kind


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("subset", {"其中", "含", "包括", "原创", "新增"}),
        ("change_up", {"增长", "增加", "上升", "提高"}),
        ("change_down", {"下降", "减少", "降低"}),
        ("compare", {"同比", "较上年", "比上年", "较去年", "环比"}),
        (
            "approximators_before",
            {"约", "近", "超", "逾", "超过", "不少于", "至少", "不足", "将近"},
        ),
        ("approximators_behind", {"余", "多", "以上", "左右", "以内"}),
    ],
)
def test_the_grammar_of_quantities_has_its_words(
    lexicon: Lexicon, part: str, words: set[str]
) -> None:
    assert words <= set(getattr(lexicon, part))


def test_the_segmenter_learns_words_and_full_forms_without_marks(lexicon: Lexicon) -> None:
    assert {"复工承诺", "微信公众号", "汽修", "较为单一", "按规定"} <= set(lexicon.user_words)
    assert [
        word for word in lexicon.user_words if len(word) < 2 or re.search("[“”《》，]", word)
    ] == []


def test_a_small_lexicon_is_read_whole(folder: Path) -> None:
    lexicon = load_lexicon(folder)
    assert lexicon.nouns["申请"].verbs == ("收到",)
    assert lexicon.verbs["收"].before("来信") == "收到"
    assert lexicon.user_words == ("一致", "天天", "按时", "放管服", "汽修", "申请")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("nouns-a.yaml", "class: case", "class: thing", "nouns-a.yaml（申请.class）"),
        ("nouns-a.yaml", "verbs: [收到]", "verbs: []", "nouns-a.yaml（申请）"),
        ("nouns-a.yaml", "measures: [件]", "units: [件]", "nouns-a.yaml（申请."),
        ("nouns-a.yaml", "word: 申请", "word: ''", "nouns-a.yaml（第1条）"),
        ("nouns-a.yaml", "schema: 1", "schema: 2", "nouns-a.yaml"),
        ("nouns-a.yaml", "nouns:", "noun:", "nouns-a.yaml"),
        ("verbs.yaml", "frontable: true", "frontable: often", "verbs.yaml（收.frontable）"),
        ("verbs.yaml", "full: 收到", "full: [收到", "verbs.yaml第"),
        ("words.yaml", "kind: count", "kind: size", "words.yaml（measures.0.kind）"),
        ("words.yaml", "[按时]", "[按时, 按时]", "words.yaml（adverbs）"),
        (
            "words.yaml",
            "[{word: 一致}]",
            "[{word: 一致}, {word: 一致}]",
            "words.yaml（predicates）",
        ),
        ("words.yaml", "quoted:", "quotes:", "words.yaml（"),
    ],
)
def test_a_fault_is_reported_with_file_and_entry(
    folder: Path, file: str, old: str, new: str, place: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenBankError, match=re.escape(f"（{place}")):
        load_lexicon(folder)


def test_a_noun_given_twice_is_refused_with_both_files(folder: Path) -> None:
    (folder / "nouns-b.yaml").write_text(NOUN, encoding="utf-8")
    with pytest.raises(BrokenBankError, match=r"nouns-b\.yaml（申请）.*nouns-a\.yaml"):
        load_lexicon(folder)


@pytest.mark.parametrize("file", ["nouns-a.yaml", "verbs.yaml", "words.yaml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(BrokenBankError, match=file.replace("-a", r"-\*")):
        load_lexicon(folder)
