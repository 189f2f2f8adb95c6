"""Every dated term is found outside its years and passes within them."""

import pytest

from phrasebank.terms import Term, in_season, out_of_season, terms

_YEARS = range(2008, 2031)
_FORMS = [pytest.param(term, form, id=form) for term in terms() for form in term.forms]
_EXCEPTIONS = [
    pytest.param(term, words, id=f"{term.term}-{words}")
    for term in terms()
    for words in term.exceptions
]


def _text(form: str) -> str:
    return f"我局公开{form}有关信息12条。"


def _wrong(term: Term) -> list[int]:
    bounds = {bound for first, last in term.windows for bound in (first - 1, last + 1)}
    return sorted(year for year in bounds if year in _YEARS and not term.serves(year))


@pytest.mark.parametrize(("term", "form"), _FORMS)
def test_term_is_found_beside_its_years(term: Term, form: str) -> None:
    years = _wrong(term)
    assert years
    assert all(term in [use.term for use in out_of_season(_text(form), year)] for year in years)


@pytest.mark.parametrize(("term", "form"), _FORMS)
def test_term_passes_within_its_years(term: Term, form: str) -> None:
    years = [year for year in _YEARS if term.serves(year)]
    assert years
    assert not any(term in [use.term for use in out_of_season(_text(form), year)] for year in years)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.term)
def test_term_passes_beside_a_year_of_its_season(term: Term) -> None:
    served = next(year for year in _YEARS if term.serves(year))
    text = f"我局整理{served}年{term.term}有关信息12条。"
    assert all(in_season(text, year) for year in _wrong(term))


@pytest.mark.parametrize("term", [term for term in terms() if not term.title], ids=lambda t: t.term)
def test_term_passes_in_the_title_of_a_document(term: Term) -> None:
    text = f"我局公开《关于{term.term}工作的通知》。"
    uses = [use for year in _wrong(term) for use in out_of_season(text, year)]
    assert [use.term.term for use in uses if use.term is term] == []


@pytest.mark.parametrize(("term", "words"), _EXCEPTIONS)
def test_term_passes_beside_its_exceptions(term: Term, words: str) -> None:
    text = words if term.term in words else f"{words}，{term.term}"
    uses = [use for year in _wrong(term) for use in out_of_season(f"我局公开{text}情况。", year)]
    assert [use.term.term for use in uses if use.term is term] == []


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.term)
def test_term_has_its_reason_and_remedy(term: Term) -> None:
    assert term.why
    assert term.remedy
    assert all(term.advice(year).endswith("。") for year in _wrong(term))
