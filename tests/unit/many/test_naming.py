"""What a report may call its organ and its place."""

import pytest

from drafting.many.naming import names_for, names_of_organ, places_of_organ


@pytest.mark.parametrize(
    ("organ", "names"),
    [
        ("云杉县水务局", {"云杉县水务局", "县水务局", "水务局", "云杉县", "云杉"}),
        ("松原市宁江区审计局", {"松原市宁江区", "宁江区", "松原", "区审计局", "审计局"}),
        ("青云区河畔街道办事处", {"河畔街道", "河畔街道办事处", "办事处"}),
        ("", set()),
    ],
)
def test_an_organ_has_its_short_names(organ: str, names: set[str]) -> None:
    assert names <= names_of_organ(organ)


def test_a_place_is_named_in_full_only() -> None:
    assert places_of_organ("云杉县水务局") == {"云杉县"}


def test_the_longest_name_is_found_once() -> None:
    names = names_for(["水务局", "云杉县水务局", "云杉县"])
    text = "由云杉县水务局牵头，水务局答复"
    assert [text[start:end] for start, end in names.find(text)] == ["云杉县水务局", "水务局"]
