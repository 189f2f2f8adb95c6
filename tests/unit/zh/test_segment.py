"""The quick segmenter cuts as plain jieba does, so that it never changes a draft."""

import re
from pathlib import Path

from drafting.zh.segment import plain_jieba, segmenter
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
