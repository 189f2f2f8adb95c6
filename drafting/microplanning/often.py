"""How often something is done, in written order."""

import re

from drafting.microplanning.forms import Forms

_PERIOD = "半年|季度|小时|周|月|季|天|日|年|旬"
_FULL_PERIOD = {"季": "季度", "天": "日"}
_ONCE_EACH = re.compile(
    rf"(?P<head>.*?)(?:[每一]|(?=半年))(?P<period>{_PERIOD})(?P<count>[一两三四])(?P<act>[\u4e00-\u9fff]{{1,2}})"
)
_EACH_ONCE = re.compile(
    rf"(?P<head>.+?)(?:[每一]|(?=半年))(?P<period>{_PERIOD})(?P<verb>[\u4e00-\u9fff]?)(?P<once>一[次遍])?"
)


def how_often(text: str, forms: Forms) -> str:
    """每周一查, 平台自查每季度一次, 例会每月: how often goes before what is done; "" when not said."""
    match = _ONCE_EACH.fullmatch(text)
    if match is not None and match["act"] != "次":
        return _once_each(match, forms)
    match = _EACH_ONCE.fullmatch(text)
    if match is None:
        return ""
    head, clipped = match["head"], match["verb"]
    if clipped:
        verb = forms.words.verb(clipped)
        if verb is None or not match["once"]:
            return ""
        period = _period(match["period"], forms)
        return f"{head}{period}{forms.verb(clipped, head)}{match['once']}"
    noun = forms.words.noun(head)[1]
    if noun is None or noun.noun_class != "event" or forms.words.holds_predicate(head):
        return ""
    period = _period(match["period"], forms)
    return f"{period}{forms.supply(noun.verbs[0])}{head}{match['once'] or ''}"


def _once_each(match: re.Match[str], forms: Forms) -> str:
    act, head, count = match["act"], match["head"], match["count"]
    is_measure = act in forms.words.lexicon.measures
    if not is_measure and forms.words.verb(act) is None:
        return ""
    period = _period(match["period"], forms)
    if is_measure:
        return f"{head}{period}{count}{act}"
    return f"{head}{period}{forms.verb(act, head)}{count}{forms.supply('次')}"


def _period(period: str, forms: Forms) -> str:
    return forms.supply("每" + _FULL_PERIOD.get(period, period))
