"""The quick segmenter cuts as plain jieba does, so that it never changes a draft."""

import re
from pathlib import Path

from drafting.zh.segment import Segmenter, plain_jieba, segmenter
from phrasebank.lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[3]


def test_every_text_of_ours_is_cut_as_plain_jieba_cuts_it() -> None:
    words = load_lexicon().user_words
    quick, plain = segmenter(words), plain_jieba(words)
    files = [
        *sorted((ROOT / "tests/inputs").glob("*.yaml")),
        *sorted((ROOT / "phrasebank/lexicon").glob("*.yaml")),
        *sorted((ROOT / "phrasebank/entries").glob("*.yaml")),
        *sorted((ROOT / "templates/disclosure").glob("*.yaml")),
    ]
    texts = sorted(
        {
            run
            for path in files
            for run in re.findall(r"[\u4e00-\u9fff]{2,}", path.read_text("utf-8"))
        }
    )
    assert len(texts) > 5000
    different = [text for text in texts if quick.words(text) != tuple(plain.cut(text, HMM=False))]
    assert different == []


def test_words_to_search_by_are_those_of_plain_jieba_also_with_the_dictionary_in_memory() -> None:
    plain = plain_jieba(())
    texts = [
        "政府信息公开工作年度报告",
        "依申请公开行政许可决定324件，通过政务APP发布",
        "中华人民共和国政府信息公开条例",
        "",
    ]
    expected = [tuple(plain.cut_for_search(text, HMM=False)) for text in texts]
    quick = Segmenter()
    assert [tuple(quick.search_words(text)) for text in texts] == expected
    quick.hold_dictionary()
    assert [tuple(quick.search_words(text)) for text in texts] == expected
