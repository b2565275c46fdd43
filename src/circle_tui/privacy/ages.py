"""Ages over 89; younger ones stay (HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C))."""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.folding import GAP
from circle_tui.privacy.rule import ANY_DIGIT, COUNTED, Rule, any_of, word_after, word_before, words

_OLD = (
    r"(?:9\d|1[0-2]\d|ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:a|one) hundred(?:(?: and)?[ -](?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_PEOPLE = words(
    "he she who they mom mum mother dad father grandma grandpa grandad granddad grandmother "
    "grandfather gran granny grandmum nan nana oma opa aunt auntie uncle neighbor neighbour "
    "patient pt widow wife husband man woman lady gentleman parent sister brother"
)
_NO_MEASURE = r"(?!\w|[%/:'-]\w|[.,]\d| ?%)"

_MEASURED = words(
    "are bp capped capping currently effort hovering hr is measured now o rate running sat sats "
    "saturating score scored scores scoring set sits spo stands temp was were works"
)
"""Before ``at 95`` these speak of a value and not of an age."""


def _is_age(match: re.Match[str]) -> bool:
    """Tell an age from a count: ``94 emails``."""
    return word_after(match) not in COUNTED


def _is_age_at(match: re.Match[str]) -> bool:
    return _is_age(match) and word_before(match) not in _MEASURED


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for ages, the clearest first."""
    age = "an age over 89"
    return (
        Rule(
            Kind.AGE,
            age,
            rf"(?<![\w$])(?<!\w[.,/-]){_OLD}[ -]?(?:y[./]?o\b|years?[ -](?:old|young|of age)"
            rf"|yrs?[ -]?(?:old|of age)"
            r"|jahre alt|ans\b|anos\b)",
            cues=words("y yo year years yr yrs yrold jahre ans anos old"),
            sign="",
        ),
        Rule(
            Kind.AGE,
            age,
            rf"\b(?:turn(?:ed|s|ing)?|aged?|ages|age[sd]?:? (?:is|of|was|between|from|at)|"
            rf"liv(?:e[ds]?|ing) to(?: be)?|(?:died|dead|passed|passed away) at|reach(?:ed|es)"
            rf"|made it to)(?: age| almost| nearly| about|:| =)?"
            rf"(?: \d{{1,3}} ?(?:-|to|and|,|&))? ?(?P<it>{_OLD}(?: ?(?:-|to|and|&) ?{_OLD})?)"
            rf"{_NO_MEASURE}",
            cues=words(
                "turn turned turns turning age aged ages live lived lives living died dead passed"
            )
            | words("reached reaches made"),
            sign="",
            holds=_is_age,
        ),
        Rule(
            Kind.AGE,
            age,
            rf"\b{any_of(_PEOPLE)}(?:-in-law)?"
            rf"(?:'s| is| was|'ll be| will be| would be|'d be| are| turns|,| at)?"
            rf"(?: now| just| almost| nearly| already| about| over)*[ (]{{1,2}}"
            rf"(?P<it>{_OLD}){_NO_MEASURE}",
            Certainty.UNSURE,
            cues=_PEOPLE,
            sign="",
            holds=_is_age,
        ),
        Rule(
            Kind.AGE,
            age,
            r"\b(?:his|her|their|my|your)(?: (?:early|mid|late))?[ -]"
            r"(?P<it>'?90'?s|nineties|9\dth(?! ?per))\b"
            r"|\b9\dth(?= (?:birthday|bday))|\b(?:nonagenarian|centenarian)s?\b",
            cues=words(
                "his her their my your nonagenarian nonagenarians centenarian centenarians "
                "birthday bday"
            ),
            sign="",
        ),
        Rule(
            Kind.AGE,
            age,
            r"\b(?P<it>9\d|10\d) ?[mf]\b(?= ?(?:pt|patient|w/|with|who|s/p|admitted|present|c/o))",
            Certainty.UNSURE,
            cues=words("m f"),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.AGE,
            age,
            rf"(?<=[a-z{GAP}\]]), (?P<it>{_OLD})(?=,| (?:now|died|dies|lives|living|frail)\b)",
            Certainty.UNSURE,
            sign=",",
        ),
        Rule(
            Kind.AGE,
            age,
            rf"\bat (?P<it>9\d|10[1-9]|11\d){_NO_MEASURE}",
            Certainty.UNSURE,
            cues=words("at"),
            sign=ANY_DIGIT,
            holds=_is_age_at,
        ),
    )
