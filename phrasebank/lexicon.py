"""The collocation lexicon: which verb, measure word and full form a telegraphic note leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

import yaml

from drafting.cache import cached, data_files, restore, state_of
from drafting.errors import BrokenBankError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

BASE = Path(__file__).resolve().parent / "lexicon"
NounClass = Literal[
    "channel", "event", "document", "case", "column", "person", "body", "rate", "info", "matter"
]
MeasureKind = Literal["count", "money", "percent", "time", "people"]
_VERBS, _WORDS = "verbs.yaml", "words.yaml"
_FIELDS = {"class": "noun_class"}  # key of the files -> field; `class` is a word of Python
_KEYS = {name: key for key, name in _FIELDS.items()}
_MARKS = frozenset("“”《》、（）+，")
_STRICT: Mapping[str, str] = {"extra": "forbid"}  # read by pydantic when the files are compiled
Shape = TypeVar("Shape")
Entry = TypeVar("Entry", "Noun", "Verb")


@dataclass(frozen=True, slots=True)
class Sample:
    """A note and the official wording that it stands for."""

    __getstate__ = state_of
    __setstate__ = restore

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    note: str
    gives: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word of speech with its official form."""

    __getstate__ = state_of
    __setstate__ = restore

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    word: str
    full: str
    measures: tuple[str, ...] = ()  # only right before a number with one of these
    example: Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun of the field with what goes before and behind it."""

    __getstate__ = state_of
    __setstate__ = restore

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    word: str  # as clerks write it
    full: str = ""  # official form; "" where the word stands as it is
    noun_class: NounClass
    verbs: tuple[str, ...]  # best first; a channel's: for what is published there
    measures: tuple[str, ...]  # best first
    verbs_by_measure: Mapping[str, str] = field(default_factory=dict)  # 个: 设有 (the thing itself)
    example: Sample

    @property
    def official(self) -> str:
        """The form for the report."""
        return self.full or self.word

    def flaw(self) -> str:
        """What a type cannot say about an entry, in Chinese; "" when nothing is wrong."""
        if not self.word:
            return "word 不能为空"
        return "" if self.verbs and self.measures else "verbs 和 measures 不能为空"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb of the field with its official form."""

    __getstate__ = state_of
    __setstate__ = restore

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    word: str  # as clerks write it
    full: str = ""  # official form before an object; "" where the word stands as it is
    full_by_object: Mapping[str, str] = field(default_factory=dict)  # ending of object -> form
    measure: str = ""  # of a bare number behind the verb; "" where it cannot be told
    objects: Mapping[str, str] = field(default_factory=dict)  # topic -> object that is left out
    transitive: bool  # an object may follow
    frontable: bool  # may be moved before the noun phrase that is written before it
    example: Sample

    def before(self, object_text: str) -> str:
        """The official form before an object; the longest listed ending of it decides."""
        endings = [ending for ending in self.full_by_object if object_text.endswith(ending)]
        if endings:
            return self.full_by_object[max(endings, key=len)]
        return self.full or self.word

    def flaw(self) -> str:
        """What a type cannot say about an entry, in Chinese; "" when nothing is wrong."""
        return "" if self.word else "word 不能为空"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, by word. What is searched in a text stands longest first."""

    __getstate__ = state_of
    __setstate__ = restore

    nouns: Mapping[str, Noun]
    officials: Mapping[str, Noun]  # official form -> the noun that clerks write
    verbs: Mapping[str, Verb]
    adverbs: frozenset[str]
    predicates: Mapping[str, str]  # word -> official form; "" where it stands as it is
    problem_full: Mapping[str, str]  # ending of a problem -> official ending
    abbreviations: Mapping[str, str]  # short form -> official form
    colloquial: Mapping[str, Spoken]  # words of speech
    practices: frozenset[str]  # set terms that name a way of working: 先审后发
    quoted: tuple[str, ...]  # set terms that take “”, written without them
    measures: Mapping[str, MeasureKind]
    measure_full: Mapping[str, str]  # measure word of speech -> official form
    subset: tuple[str, ...]  # what opens a part of a total
    change_up: tuple[str, ...]
    change_down: tuple[str, ...]
    compare: tuple[str, ...]
    approximators_before: tuple[str, ...]
    approximators_behind: tuple[str, ...]
    user_words: tuple[str, ...]  # for the segmenter

    def official_problem(self, text: str) -> str:
        """A problem in official words; the longest listed ending decides.

        A predicate that stands as it is counts, too: 公开少 becomes 公开较少, which stays.
        """
        for length in range(len(text), 0, -1):
            head, ending = text[:-length], text[-length:]
            if ending in self.problem_full:
                return head + self.problem_full[ending]
            if ending in self.predicates:
                return head + (self.predicates[ending] or ending)
        return text


@dataclass(frozen=True, slots=True)
class _Predicate:
    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    word: str
    full: str = ""


@dataclass(frozen=True, slots=True)
class _Measure:
    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    word: str
    kind: MeasureKind
    full: str = ""


@dataclass(frozen=True, slots=True)
class _Approximators:
    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    before: tuple[str, ...]
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The file words.yaml as it stands."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT
    adverbs: tuple[str, ...]
    predicates: tuple[_Predicate, ...]
    problem_full: Mapping[str, str]
    abbreviations: Mapping[str, str]
    colloquial: tuple[Spoken, ...]
    quoted: tuple[str, ...]
    measures: tuple[_Measure, ...]
    subset: tuple[str, ...]
    change_up: tuple[str, ...]
    change_down: tuple[str, ...]
    compare: tuple[str, ...]
    approximators: _Approximators
    practices: tuple[str, ...] = ()


def load_lexicon(folder: Path = BASE) -> Lexicon:
    """Read verbs.yaml, words.yaml and every nouns-*.yaml of a folder.

    Raises:
        BrokenBankError: a file or an entry is wrong; the message names it.
    """
    files = data_files(folder)
    noun_files = [path for path in files if path.name.startswith("nouns-")]
    found = {"nouns-*.yaml": bool(noun_files)}
    found |= {name: folder / name in files for name in (_VERBS, _WORDS)}
    missing = [name for name, is_there in found.items() if not is_there]
    if missing:
        raise BrokenBankError(str(folder), f"文件夹里没有 {'、'.join(missing)}")
    return cached("lexicon", files, lambda _: _build(noun_files, folder))


def _build(noun_files: Sequence[Path], folder: Path) -> Lexicon:
    nouns = _by_word(noun_files, "nouns", Noun)
    verbs = _by_word([folder / _VERBS], "verbs", Verb)
    words = _words(folder / _WORDS)
    known = (*nouns, *(noun.official for noun in nouns.values()), *verbs, *words.adverbs)
    known += tuple(predicate.word for predicate in words.predicates)
    known += tuple(spoken.word for spoken in words.colloquial)
    return Lexicon(
        nouns=nouns,
        officials={noun.full: noun for noun in reversed(nouns.values()) if noun.full},
        verbs=verbs,
        adverbs=frozenset(words.adverbs),
        predicates={predicate.word: predicate.full for predicate in words.predicates},
        problem_full=words.problem_full,
        abbreviations=_longest_first(words.abbreviations),
        colloquial={spoken.word: spoken for spoken in words.colloquial},
        practices=frozenset(words.practices),
        quoted=tuple(sorted(words.quoted, key=len, reverse=True)),
        measures={measure.word: measure.kind for measure in words.measures},
        measure_full={m.word: m.full for m in words.measures if m.full},
        subset=words.subset,
        change_up=words.change_up,
        change_down=words.change_down,
        compare=tuple(sorted(words.compare, key=len, reverse=True)),
        approximators_before=words.approximators.before,
        approximators_behind=words.approximators.behind,
        user_words=_for_segmenter((*known, *words.abbreviations, *words.quoted)),
    )


def _longest_first(pairs: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(pairs.items(), key=lambda pair: len(pair[0]), reverse=True))


def _for_segmenter(words: Iterable[str]) -> tuple[str, ...]:
    """Words of two characters and more, without those that hold a mark."""
    return tuple(sorted({word for word in words if len(word) > 1 and not _MARKS & {*word}}))


def _by_word(files: Sequence[Path], key: str, shape: type[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    homes: dict[str, str] = {}
    adapter = _adapter(shape)
    for path in files:
        for position, raw in enumerate(_listed(path, key), start=1):
            entry = _validated(path, f"第{position}条", adapter, raw)
            place = f"{path.name}（{entry.word or f'第{position}条'}）"
            if entry.word in found:
                raise BrokenBankError(place, f"与 {homes[entry.word]} 中的词重复")
            if flaw := entry.flaw():
                raise BrokenBankError(place, flaw)
            found[entry.word], homes[entry.word] = entry, path.name
    return found


def _words(path: Path) -> _Words:
    raw = _parsed(path)
    del raw["schema"]
    words = _validated(path, "", _adapter(_Words), raw)
    for key in ("adverbs", "practices", "quoted", "subset", "change_up", "change_down", "compare"):
        _refuse_repeats(path, key, getattr(words, key))
    _refuse_repeats(path, "predicates", [predicate.word for predicate in words.predicates])
    _refuse_repeats(path, "colloquial", [spoken.word for spoken in words.colloquial])
    _refuse_repeats(path, "measures", [measure.word for measure in words.measures])
    return words


def _refuse_repeats(path: Path, key: str, words: Sequence[str]) -> None:
    repeated = sorted({word for word in words if words.count(word) > 1})
    if repeated:
        place = f"{path.name}（{key}）"
        raise BrokenBankError(place, f"词重复：{'、'.join(repeated)}")


def _listed(path: Path, key: str) -> list[object]:
    raw = _parsed(path)
    entries = raw.get(key)
    if not isinstance(entries, list) or set(raw) != {"schema", key}:
        raise BrokenBankError(path.name, f"须有且只有 schema: 1 和 {key} 列表")
    return entries


def _parsed(path: Path) -> dict[str, object]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        raw = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 -- a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"{path.name}第{mark.line + 1}行" if mark else path.name
        raise BrokenBankError(place, "不是合法的 YAML") from fault
    if not isinstance(raw, dict) or raw.get("schema") != 1:
        raise BrokenBankError(path.name, "须有 schema: 1")
    return raw


def _validated(path: Path, label: str, adapter: "TypeAdapter[Shape]", raw: object) -> Shape:
    from pydantic import ValidationError  # noqa: PLC0415 -- only when the lexicon is compiled

    if isinstance(raw, dict):
        label = str(raw.get("word") or label)
        raw = {_FIELDS.get(key, key): value for key, value in raw.items()}
    try:
        return adapter.validate_python(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        keys = (_KEYS.get(str(part), str(part)) for part in first["loc"])
        entry = ".".join(part for part in (label, *keys) if part)
        place = f"{path.name}（{entry}）"
        raise BrokenBankError(place, str(first["msg"])) from fault


def _adapter(shape: type[Shape]) -> "TypeAdapter[Shape]":
    from pydantic import TypeAdapter  # noqa: PLC0415 -- as above

    return TypeAdapter(shape)
