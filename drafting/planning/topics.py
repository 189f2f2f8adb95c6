"""Which topic a heading means, and which topic a note without one fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from drafting.kinds import TopicSpec

_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+(?:[）)、]|[.．](?!\d))\s*)+")
_ENDINGS = re.compile(r"(?:工作)?(?:情况|方面|工作|建设情况)?(?:开展)?$")
_THRESHOLD = 1.0
# 申请1432人 is no request for information
_BY_MANY = re.compile(r"申请(?=\d[\d.]*[多余万]*(?:人|名|户|家|套|台|辆))")


def bare_heading(text: str) -> str:
    """A heading without its number and closing mark.

    >>> bare_heading("（一）加强组织领导。")
    '加强组织领导'
    """
    return _NUMBERING.sub("", text.strip()).rstrip("。：: ")


def topic_of_heading(text: str, topics: Sequence[TopicSpec]) -> TopicSpec | None:
    """The topic that a heading means, or None when it is the clerk's own."""
    bare = bare_heading(text)
    core = _ENDINGS.sub("", bare)
    for topic in topics:
        names = (topic.heading, *topic.aliases)
        if bare in names or core in _cores(names):
            return topic
    holding = [
        (len(name), topic)
        for topic in topics
        for name in (topic.heading, *topic.aliases)
        if len(name) >= 4 and name in bare and len(bare) <= len(name) + 8
    ]
    return max(holding, key=lambda pair: pair[0])[1] if holding else None


@lru_cache(maxsize=256)
def _cores(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_ENDINGS.sub("", name) for name in names) - {""}


def scores(text: str, topics: Sequence[TopicSpec]) -> dict[str, float]:
    """How well a note fits each topic: weights of its keywords, and likeness to the examples.

    What persons or households apply for is a benefit: 申请1432人 is no word for requests.
    """
    told = _BY_MANY.sub("", text) if "申请" in text else text
    return {
        topic.key: _keywords(told, topic.keywords) + _likeness(text, topic.examples)
        for topic in topics
    }


def best_topics(text: str, topics: Sequence[TopicSpec]) -> tuple[tuple[str, float], ...]:
    """Topic keys with their scores, best first."""
    found = scores(text, topics)
    order = {topic.key: position for position, topic in enumerate(topics)}
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], order[pair[0]])))


def is_fit(score: float) -> bool:
    """Whether a score is enough to place a note."""
    return score >= _THRESHOLD


def overlap(text: str, other: str) -> float:
    """The share of the text's character pairs that the other holds."""
    pairs = _pairs(text)
    return len(pairs & _pairs(other)) / len(pairs) if pairs else 0.0


def kinship(text: str, other: str) -> float:
    """How near two notes are by the pairs of characters that they share, those in front first.

    What a note speaks of stands in its front: 答复范本更新 is nearer to 答复说理不足 than to 栏目更新慢.
    """
    own, others = _places(text), _places(other)
    return sum(4 / (4 + own[pair] + others[pair]) for pair in own.keys() & others.keys())


@lru_cache(maxsize=1024)
def _places(text: str) -> Mapping[str, int]:
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {han[at : at + 2]: at for at in reversed(range(len(han) - 1))}


def _keywords(text: str, keywords: Mapping[str, float]) -> float:
    return sum([weight for word, weight in keywords.items() if word in text])


@lru_cache(maxsize=8192)
def _likeness(text: str, examples: tuple[str, ...]) -> float:
    pairs = _pairs(text)
    if not pairs or not examples:
        return 0.0
    return max(
        2 * len(pairs & other) / (len(pairs) + len(other)) for other in _example_pairs(examples)
    )


@lru_cache(maxsize=256)
def _example_pairs(examples: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(_pairs(example) or frozenset({example}) for example in examples)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return frozenset(han[at : at + 2] for at in range(len(han) - 1))
