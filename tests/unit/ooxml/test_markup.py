import pytest

from drafting.ooxml.markup import attribute, escape, text_element


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("收到申请12件", "收到申请12件"),
        ("A & B <c>", "A &amp; B &lt;c&gt;"),
        ("&amp;", "&amp;amp;"),
        ("铃\x07声\x00", "铃声"),
        ("半个\ud83d代理", "半个代理"),
        ("两行\n与制表\t", "两行\n与制表\t"),
    ],
)
def test_text_is_escaped_for_xml(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_attributes_escape_quotes_and_line_ends() -> None:
    assert attribute('表"三"\n<') == "表&quot;三&quot;&#10;&lt;"


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("年报", "<w:t>年报</w:t>"),
        ("— ", '<w:t xml:space="preserve">— </w:t>'),
        (" 件", '<w:t xml:space="preserve"> 件</w:t>'),
    ],
)
def test_blanks_at_the_ends_are_kept(text: str, element: str) -> None:
    assert text_element(text) == element
