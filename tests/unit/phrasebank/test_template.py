"""The template language of entry texts: what it takes, and that nothing else gets in."""

from typing import Any

import pytest

from drafting.errors import BrokenBankError, PhraseTextError
from drafting.realisation.environment import environment
from phrasebank.bank import load_bank
from phrasebank.reading import entry_of
from phrasebank.template import FILTERS, MOST_CHARACTERS, read_text

HOSTILE = {
    # time and memory
    "a range of a million million": "{% for i in range(1000000000000) %}甲{% endfor %}",
    "nested loops": "{% for i in a %}{% for j in a %}{% for k in a %}甲{% endfor %}{% endfor %}{% endfor %}",
    "a loop over a slot": "{% for i in parts %}{{ i }}{% endfor %}",
    "a string times a number": "{{ 'A' * 300000000 }}",
    "a list times a number": "{{ ['A'] * 300000000 }}",
    "a power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "a power in a condition": "{% if 9 ** 9 ** 9 > 1 %}甲{% endif %}",
    "a shift by a product": "{{ n * 10000000 }}",
    "a sum": "{{ n + 1 }}",
    "a difference": "{{ n - 1 }}",
    "a division": "{{ n / 0 }}",
    "a modulo": "{{ n % 7 }}",
    "a padded format": "{{ '%1000000000d' % 1 }}",
    "a joined text": "{{ 'a' ~ 'b' ~ n }}",
    "a huge number": "{% if n > " + "9" * 300 + " %}甲{% endif %}",
    "a number with a huge exponent": "{% if n > 1e308 %}甲{% endif %}",
    "a text of ten megabytes": "甲" * 10_000_000,
    "ten megabytes of opening braces": "{{" * 5_000_000,
    "ten megabytes of tags": "{{ a }}" * 1_500_000,
    "a text one character too long": "甲" * (MOST_CHARACTERS + 1),
    "forty-one tags": "{{a}}" * 41,
    "brackets nested deep": "{{ " + "(" * 180 + "a" + ")" * 180 + " }}",
    "lists nested deep": "{{ " + "[" * 180 + "]" * 180 + " }}",
    "a list of lists": "{{ [[1, 2], [3]] }}",
    "not after not": "{% if " + "not " * 80 + "a is defined %}甲{% endif %}",
    "minus after minus": "{{ " + "-" * 350 + "1 }}",
    "a chain of filters": "{{ n" + "|count" * 40 + " }}",
    "if three deep": "{% if a is defined %}{% if b is defined %}{% if c is defined %}甲{% endif %}{% endif %}{% endif %}",
    "a long chain of and": "{% if " + " and ".join(["a is defined"] * 12) + " %}甲{% endif %}",
    "a chained comparison": "{% if 1 < n < 3 %}甲{% endif %}",
    "a sequence of random text": "{{ lipsum(n=1000000) }}",
    "a joiner": "{{ joiner(',') }}",
    "a cycler": "{{ cycler('a', 'b').next() }}",
    "a namespace": "{% set ns = namespace(a=1) %}{{ ns.a }}",
    # ways to Python's own objects
    "the class of a text": "{{ ''.__class__ }}",
    "the classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "an attribute by subscript": "{{ ''['__class__'] }}",
    "the attr filter": "{{ n|attr('__class__') }}",
    "the map filter": "{{ parts|map(attribute='__class__')|list }}",
    "an attribute of a slot": "{{ n.slot.value }}",
    "a method of a slot": "{{ n.mark() }}",
    "a subscript of a slot": "{{ parts[0] }}",
    "a slice of a slot": "{{ parts[0:1000] }}",
    "the format method": "{{ '{0.__class__}'.format(n) }}",
    "format_map": "{{ '{a.__class__}'.format_map(n) }}",
    "the format filter": "{{ '%s'|format(n) }}",
    "globals of a function": "{{ lipsum.__globals__ }}",
    "a global object": "{{ range }}",
    "the template itself": "{{ self }}",
    "the constructor of dictionaries": "{{ dict(a=1) }}",
    "a dictionary": "{{ {'a': 1} }}",
    "a name with a leading underscore": "{{ _secret }}",
    "a name with two leading underscores": "{{ __class__ }}",
    "the constructor's name inside a condition": "{% if n.__init__ is defined %}甲{% endif %}",
    "a call in a condition": "{% if n.bit_length() > 1 %}甲{% endif %}",
    "a filter in a condition": "{% if n|count > 1 %}甲{% endif %}",
    # other statements
    "a set": "{% set a = 1 %}{{ a }}",
    "a macro": "{% macro a() %}甲{% endmacro %}{{ a() }}",
    "a call block": "{% call a() %}甲{% endcall %}",
    "an include": "{% include '/etc/passwd' %}",
    "an import": "{% import 'os' as os %}",
    "a from import": "{% from 'os' import path %}",
    "an extends": "{% extends 'base' %}",
    "a block": "{% block a %}甲{% endblock %}",
    "a with": "{% with a = 1 %}{{ a }}{% endwith %}",
    "a filter block": "{% filter upper %}甲{% endfilter %}",
    "an autoescape block": "{% autoescape true %}甲{% endautoescape %}",
    "a do": "{% do a %}",
    "a raw block": "{% raw %}{{ a }}{% endraw %}",
    "a raw block with a dash": "{%- raw -%}{{ a }}{%- endraw -%}",
    "a comment that hides code": "甲{# {{ ''.__class__ }} #}乙",
    "a line statement": "甲\n# for i in range(9)\n乙\n# endfor",
    "a line statement with a percent sign": "% for i in range(9)\n甲",
    "a line comment": "## 甲",
    # values that come from no slot
    "a number written in a tag": "{{ 3 }}",
    "a text written in a tag": "{{ '3件' }}",
    "a number through a filter": "{{ 3|count('件') }}",
    "a truth value": "{{ true }}",
    "nothing": "{{ none }}",
    "an inline if": "{{ a if b else '3件' }}",
    "a comparison printed": "{{ n > 1 }}",
    "a pair": "{{ a, b }}",
    "a bare name as a condition": "{% if n %}甲{% endif %}",
    "another test": "{% if n is divisibleby 3 %}甲{% endif %}",
    "a test of a constant": "{% if 3 is defined %}甲{% endif %}",
    "membership": "{% if n in [1, 2] %}甲{% endif %}",
    "another filter": "{{ n|default('3件') }}",
    "a filter on a constant": "{{ '甲'|count }}",
    "a chain of two filters": "{{ n|count|percent }}",
    "a computed unit": "{{ n|count('件' * 3) }}",
    "a slot as unit": "{{ n|count(m) }}",
    "a named unit": "{{ n|count(unit='件') }}",
    "two units": "{{ n|count('件', '次') }}",
    "a list as unit": "{{ n|count(*units) }}",
    "a unit that is a sentence": "{{ n|count('件，比上年增长百分之三十') }}",
    "a unit with a mark of the realiser": "{{ n|count('\\ue0000\\ue001') }}",
    "a unit with a number": "{{ n|count(3) }}",
    # broken or invisible
    "an open tag": "收到{{ n",
    "an open block": "{% if n > 1 %}甲",
    "a closing tag alone": "收到 }} 件",
    "a block closed twice": "{% endif %}",
    "an else alone": "{% else %}",
    "a tag over two lines": "{{\nn }}",
    "an empty tag": "{{ }}",
    "a mark of the realiser": "\ue0000\ue001",
    "a zero-width space": "收到\u200b申请",
    "a mark that turns the direction": "收到\u202e申请",
    "a null character": "收到\0申请",
    "a line break in the words": "收到\n申请",
    "a name in Han characters": "{{ 件数 }}",
    "a name in full-width letters": "{{ \uff4e }}",
}  # fmt: skip


def test_the_list_of_hostile_texts_is_long() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(PhraseTextError):
        read_text(text)


def raw(text: str) -> dict[str, Any]:
    return {
        "id": "a.1", "text": text, "function": "total", "topics": ["x"], "source": "written here",
        "fits": [{"slots": {}, "gives": "甲"}], "misfits": [{"slots": {}, "why": "乙"}],
    }  # fmt: skip


def test_an_entry_with_a_hostile_text_is_told_by_name_line_and_reason() -> None:
    with pytest.raises(BrokenBankError) as told:
        entry_of(
            raw("{% if n > 1 %}\n{{ ''.__class__ }}{% endif %}"), bank="市", place="a.yaml（a.1）"
        )
    assert "a.yaml（a.1）" in str(told.value)
    assert "第2行" in str(told.value)
    assert "取属性（.）" in str(told.value)


def test_a_long_text_is_told_by_its_length() -> None:
    with pytest.raises(BrokenBankError, match="长401字，超过400字"):
        entry_of(raw("甲" * 401), bank="市", place="a.yaml（a.1）")


@pytest.mark.parametrize(
    ("text", "required", "names"),
    [
        ("甲", set(), set()),
        ("收到{{ n|count('件') }}", {"n"}, {"n"}),
        ("{{a}}{{ b }}", {"a", "b"}, {"a", "b"}),
        ("{{ a }}{% if b is defined %}，{{ b }}{% endif %}", {"a"}, {"a", "b"}),
        ("{% if b is defined and b > 3 %}{{ b|count }}{% endif %}", set(), {"b"}),
        ("{% if n > 3 %}甲{% elif n == 3 %}乙{% else %}丙{% endif %}", {"n"}, {"n"}),
        ("{% if not (b is defined) %}甲{% else %}{{ b }}{% endif %}", {"b"}, {"b"}),
        ("{% if a is defined or b is defined %}{{ a }}{% endif %}", {"a"}, {"a", "b"}),
        ("{% if v == '受理' %}甲{% endif %}", {"v"}, {"v"}),
    ],
)
def test_a_text_tells_the_slots_that_it_needs(
    text: str, required: set[str], names: set[str]
) -> None:
    read = read_text(text)
    assert read.required == required
    assert read.names == names


def test_a_text_tells_its_words_and_its_filters() -> None:
    read = read_text("收到{{ n|count('件') }}，增长{{ rate|percent }}")
    assert read.words == ("收到", "，增长")
    assert read.filters == (("n", "count", "件"), ("rate", "percent", ""))


def test_every_filter_of_the_language_can_be_filled() -> None:
    assert set(environment().filters) >= FILTERS


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in load_bank().entries])
def test_every_base_entry_is_of_the_language(entry: Any) -> None:
    assert read_text(entry.text).names <= entry.slots | {"year"}
