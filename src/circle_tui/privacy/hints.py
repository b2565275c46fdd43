"""Hints: turns of phrase by which a text can point to one person although it names nobody.

"The only woman in the department" needs no name. What is found here is never masked and never
stops anything: it is for the eye of whoever writes, who alone can tell. So it looks for few and
plain phrases in English, and rather misses one than calls wolf over every second note.

Sweeney (2000) showed how few attributes single a person out; the kinds of phrase follow the
advice for case reports in medical journals (ICMJE, "Protection of Research Participants").
"""

import re
from functools import cache

from circle_tui.domain.values import value


@value
class Pointer:
    """A range of the text that may point to one person."""

    start: int
    end: int


_PEOPLE = (
    r"(?:wom[ae]n|man|male|female|lady|mother|mom|mum|father|dad|parent|person|one|immigrant"
    r"|doctor|physician|surgeon|nurse|midwife|pharmacist|psychologist|psychiatrist|dentist|vet"
    r"|professor|lecturer|scientist|postdoc|fellow|resident|intern|registrar|consultant|trainee"
    r"|attending|student|chair|chief|dean|president|provost|director|head|researcher|teacher"
    r"|[a-z]{3,}(?:ologist|iatrist|trician|ician|thetist|thesiologist)|hire|candidate)"
)
"""One person, by what they are: never in the plural, which points to nobody."""

_PLACES = (
    r"(?:african|american|arab|argentin(?:e|ian)|armenian|asian|australian|bangladeshi|black"
    r"|brazilian|british|brown|bulgarian|cameroonian|canadian|chilean|chinese|colombian|congolese"
    r"|croatian|cuban|czech|danish|dutch|egyptian|english|eritrean|ethiopian|european|filipin[oa]"
    r"|finnish|french|german|ghanaian|greek|haitian|hispanic|hungarian|icelandic|indian|indigenous"
    r"|indonesian|iranian|iraqi|irish|israeli|italian|jamaican|japanese|jordanian|kenyan|korean"
    r"|kurdish|latin[aox]|lebanese|libyan|malaysian|m[aā]ori|mexican|moroccan|native|nepal(?:i|ese)"
    r"|nigerian|norwegian|pakistani|palestinian|persian|peruvian|polish|portuguese|romanian|russian"
    r"|rwandan|samoan|saudi|scottish|senegalese|serbian|singaporean|somali|south african|spanish"
    r"|sri lankan|sudanese|swedish|swiss|syrian|taiwanese|tanzanian|thai|tunisian|turkish|ugandan"
    r"|ukrainian|venezuelan|vietnamese|welsh|white|zimbabwean)"
)
_BELIEFS = r"(?:buddhist|catholic|christian|hindu|jain|jewish|mormon|muslim|sikh|orthodox)"
_TRAITS = (
    r"(?:autistic|bisexual|blind|deaf|disabled|gay|lesbian|non-?binary|pregnant|queer"
    r"|trans(?:gender)?|widowed|first-gen(?:eration)?|openly gay)"
)
_GROUP = rf"(?:{_PLACES}|{_BELIEFS}|{_TRAITS})"

_BETWEEN = rf"(?!(?:the|our|her|his|their) )(?:(?:{_GROUP}|[a-z]{{3,}}(?:-[a-z]+)?) ){{0,2}}"
"""A word or two that say more: "the only *tenured* woman"."""

_ALONE = (
    rf"(?:only|sole|lone|youngest|oldest|longest[- ]serving|last remaining) {_BETWEEN}{_PEOPLE}"
    rf"(?!(?: person)? at a time)(?: (?:in|at|on|of|from|to|with|who)\b)?"
)
_FIRST = (
    rf"first (?:ever )?(?:{_GROUP} (?:[a-z]{{3,}} )?{_PEOPLE}|(?:female|woman|male) {_PEOPLE}"
    rf"|(?:woman|female|man) (?:ever )?(?:in|at|to|on|from)\b)"
)
_OFFICE = (
    r"(?:chief|chair(?:man|woman|person)?|head|dean|director|president|provost|ceo|cmo|cfo"
    r"|editor(?:[- ]in[- ]chief)?|founder|inventor|superintendent|minister|mayor)"
    r" (?:of (?!(?:all|any|each|every|time|steam|us|state|table|line|queue|course|now"
    r"|those|these|people|choice|mind|the (?:table|line|queue|bed|list|class|curve|meeting"
    r"|session|day|week|year)|(?:a|an) (?:table|line|queue|bed|session|meeting))\b)"
    r"(?:the |our |her |his |their )?(?:\[[a-z]+\??\]|[a-z]+)"
    r"|for (?:academic|clinical|diversity|education|faculty|finance|graduate|medical|research"
    r"|students?)(?: [a-z]+)?)"
)
_KIN = r"(?:husband|wife|partner|son|daughter|child|baby|brother|sister|mother|father|twin)"
_EVENTS = (
    r"the one (?:who|whose)(?: [a-z]+){1,2}",
    r"(?:had|has|having|expecting|pregnant with|delivered) (?:twins|triplets|quadruplets)",
    rf"(?:lost|buried) (?:her|his|their) (?:\w+ )?{_KIN}",
    rf"(?:her|his|their) (?:\w+ )?{_KIN} (?:died|was killed|was murdered|killed|drowned)",
    r"(?:was|were|been|got|being) (?:arrested|sued|indicted|convicted|suspended|deported|stabbed"
    r"|shot|kidnapped|knighted)",
    r"(?:in|all over|on) the (?:(?:local|evening|national) )?(?:news|papers|headlines|front page)",
    r"went viral|on national (?:tv|television|radio)|(?:won|win|winning) (?:the|a) nobel",
    r"(?:ran|running|runs) for (?:office|mayor|congress|senate|parliament|governor)",
    r"(?:came out|coming out|come out) as [a-z-]+",
    r"(?:liver|heart|kidney|lung|face|bone marrow|stem cell) transplant (?:last|this|in \d{4})",
    r"(?:survived|survivor of) the (?:\w+ )?(?:crash|shooting|fire|earthquake|flood|bombing)",
    r"(?:invented|founded|discovered|pioneered) the [a-z]+",
    r"married to (?:the|our|a former)(?: [a-z]+)?",
    rf"(?:son|daughter|wife|husband|widow) of (?:the|our) {_PEOPLE}",
    r"olympi(?:an|c (?:athlete|medal\w*|swimmer|rower|runner))",
)
_ONE_OF_A_KIND = rf"(?:the|our|that|their) {_GROUP} (?:[a-z]{{4,}} )?{_PEOPLE}"


_KINDS = (_ALONE, _FIRST, _OFFICE, _ONE_OF_A_KIND, "|".join(_EVENTS))


@cache
def _pointers() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of all of them; compiled at the first question, for it takes a while.

    As one pattern they would take a megabyte while they are compiled, and it stays with us.
    """
    return tuple(re.compile(rf"\b(?:{kind})(?!\w)", re.IGNORECASE) for kind in _KINDS)


MOST = 2_000
"""Characters that are looked at: a note is short, and nobody reads a hint on an essay."""


def pointers(text: str) -> tuple[Pointer, ...]:
    """Return the phrases of ``text`` that may point to one person, in order.

    ``text`` is what would be kept: what is masked in it points to nobody.
    """
    text = text[:MOST]
    kinds = _pointers()
    ahead = [kind.search(text) for kind in kinds]
    found: list[Pointer] = []
    while matches := [match for match in ahead if match]:
        first = min(matches, key=re.Match.start)  # of several here, the kind that stands first
        end = first.end()
        found.append(Pointer(first.start(), end))
        ahead = [
            match if match is None or match.start() >= end else kind.search(text, end)
            for kind, match in zip(kinds, ahead, strict=True)
        ]
    return tuple(found)
