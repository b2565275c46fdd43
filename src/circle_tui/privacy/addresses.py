"""Addresses: streets with a number, boxes, rooms and postal codes of several countries."""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.rule import ANY_DIGIT, COUNTED, Rule, any_of, before, is_year, words

_STREETS = words(
    "street st avenue ave av road rd lane ln boulevard blvd bvd parkway pkwy highway hwy terrace "
    "crescent cres mews turnpike tpke freeway esplanade quay wharf alley cir sq plaza gardens "
    "gdns"
)
"""What ends the name of a street and little else."""

_WORDS_TOO = words(
    "bend circle close court cove crossing ct dr drive gate green grove hill loop park pike pl "
    "place point ridge rise row run square ter trail trl view walk way"
)
"""What ends the name of a street and is an ordinary word: more has to speak for it."""

_NOT_IN_NAMES = COUNTED | words(
    "a about after all an and are as at back before but by can did do each even every few for "
    "from had has have he her him his i if in into is it its just less like long made may me more "
    "most my new no now off on one only onto our out over own same saw see she so some such than "
    "that the their them then there these they this those to too two under up very via was we "
    "were when which while who will with without would you your am pm w joined left met mentoring "
    "peer support"
)
_LIVES = re.compile(
    r"\b(?:address|live[sd]?|living|house|home|flat|moved?|moving|mail(?:ed)?|ship(?:ped)?|"
    r"deliver(?:ed)?|"
    r"located|clinic|office|resid(?:es?|ing)|stay(?:s|ing)?|at|on|near)\b"
    r"(?:[ :,-]{1,3}(?:is|at|on|to|in|near|now|goes|address|the))*[ :,-]{1,3}$"
)
_NUMBER = r"\d{1,6}(?:[a-z]|-\d{1,4}| ?1/2)?"
_UNIT = (
    r"(?:[ ,]{1,3}(?:(?:apt|apartment|unit|suite|ste|floor|fl|room|rm|flat|no|bldg|building)"
    r"\b[. ]{0,2}"
    r"#?|# ?)[a-z]?-?\d{1,5}[a-z]?|[ ,]{1,3}(?:apt|apartment|unit|suite|ste|flat|bldg) [a-z]\b)?"
)
_BESIDE = r"(?:north|south|east|west|[nsew]|[ns][ew])"

_AREAS = words(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy "
    "e ec en ex eh fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le "
    "ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl "
    "sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
"""The areas of British postcodes."""

_TWO_LETTERS = words(
    "ad ai am an as at be bc bd bp by ca cc ch cm cv de do dr ed em en er es et eu fm ft fu fy go "
    "gb gi gp he hr ib id if in ip is it iu iv kb kg km la lb le md me mg ml mm mo mr ms my na ng "
    "nm no np nr of oh ok on or ot pa ph pi pm po pp pr pt qi rd rn rv sd se so st th to tv uk un "
    "up us vs wa we wk yo yr"
)
"""Two letters that follow a number for other reasons than in a Dutch postcode."""


_MEASURES = words(
    "am cm ds ft fu gb gm hr in kg km lb mb mg ml mm nd ng nm ns oz pm pt rd st th yr"
)
"""What two letters after a digit mean more often than the end of a postal code."""


def _is_street(match: re.Match[str]) -> bool:
    """Tell a street from a number that words like ``circle`` or ``way`` follow later."""
    names = match["name"].split()
    if not _NOT_IN_NAMES.isdisjoint(name.strip(".,'-") for name in names):
        return False
    if match["type"] in _STREETS or match["unit"]:
        return True
    lives = bool(_LIVES.search(before(match)))
    if match["type"] == "circle" or is_year(match["number"]):
        return lives
    ends = re.match(r"(?! ?[a-z\d])|,? \d{5}", match.string[match.end() : match.end() + 8])
    return lives or bool(ends and len(match["number"]) >= 3) or len(match["number"]) >= 4


def _is_room(match: re.Match[str]) -> bool:
    number = match[0].split()[-1]
    return not (number.isdigit() and is_year(number))


def _is_british(match: re.Match[str]) -> bool:
    # With its blank it is one, whether or not the area is on the list: nothing else looks so.
    known = match["area"] in _AREAS or (len(match["area"]) == 2 and " " in match[0])
    return known and match["inner"] not in _MEASURES


def _is_dutch(match: re.Match[str]) -> bool:
    if match["letters"] in _TWO_LETTERS:
        return False
    return " " not in match[0] or not is_year(match["digits"])


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for postal addresses and codes, the clearest first."""
    street, code = "a street address", "a postal code"
    types = any_of(_STREETS | _WORDS_TOO)
    abroad = r"(?:d[eu](?: la| l'| los| las)? |des |del |della |d'|l')"
    return (
        Rule(
            Kind.ADDRESS,
            street,
            rf"(?<![\w$])(?<!\w[.,:/-])(?:(?:flat|apt|unit|suite) \d{{1,4}}[a-z]?,? )?"
            rf"(?P<number>{_NUMBER}),? "
            rf"(?:{_BESIDE}\.? )?(?P<name>(?:[\w'-]{{1,24}}\.? ){{1,4}}?)(?P<type>{types})\b\.?"
            rf"(?: {types}\b\.?)?"
            rf"(?: {_BESIDE}\b\.?)?(?P<unit>{_UNIT})",
            cues=_STREETS | _WORDS_TOO,
            holds=_is_street,
        ),
        Rule(
            Kind.ADDRESS,
            street,
            r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|"
            r"eighth|ninth"
            rf"|tenth) (?:street|st|avenue|ave)\b\.?{_UNIT}",
            cues=words("street st avenue ave"),
            sign="",
        ),
        Rule(
            Kind.ADDRESS,
            street,
            r"\b(?:on|off|at|near|from) (?P<it>(?!(?:the|a|an|our|my|same|this|that|right|"
            r"wrong|long|"
            r"fast|slow|bumpy|rocky|hard|one|two|any|every|each|other|his|her|their|your|down)\b)"
            r"[a-z'-]{2,20} (?:street|avenue|boulevard|blvd|lane))\b",
            Certainty.UNSURE,
            cues=words("street avenue boulevard blvd lane"),
            sign="",
        ),
        Rule(
            Kind.ADDRESS,
            street,
            rf"(?<!\w)(?<!\w[.,/-])\d{{1,5}}(?: ?bis| ?ter|[a-z])?,? (?:rue|(?:avenue|place|"
            rf"chemin|impasse|quai|"
            rf"cours|allee|boulevard)(?= {abroad})|boulevard|allee) {abroad}?[\w'-]{{2,24}}"
            r"(?: (?:de |du |des )?[\w'-]{4,24})?",
            cues=words("rue avenue place chemin impasse quai cours allee boulevard"),
        ),
        Rule(
            Kind.ADDRESS,
            street,
            rf"\b(?:calle|avenida|avda|paseo|plaza|carrer|carrera|piazza|viale|corso|rua|"
            rf"ulica|ul|rue|c/)\.? "
            rf"{abroad}?(?:[\w'-]{{2,24}} ?){{1,3}},? ?(?:n[o.]{{0,2}} ?)?#? ?\d{{1,5}}[a-z]?\b",
            cues=words(
                "calle avenida avda paseo carrer carrera piazza viale corso rua ulica ul rue c "
                "plaza"
            ),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.ADDRESS,
            street,
            r"\b(?:[a-z'-]{2,30}(?:strasse|str\.?|platz|gasse|allee|weg|straat|laan|plein|gracht|"
            r"gatan|gata|vagen|veien|vejen|vej|gaten|katu)|[a-z'-]{3,30} (?:str\.|strasse|"
            r"allee|platz|weg)|"
            r"[a-z-]{2,30}s (?:gate|vei|plass))"
            r" ?\d{1,4}(?: ?[a-h])?\b",
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.ADDRESS,
            "a post office box",
            r"\b(?:p\.? ?o\.? ?box|post ?box|postbox|postfach|postboks|apartado|box no\.?)"
            r" ?#?\d{1,6}\b",
            cues=words("box pobox postbox postfach postboks apartado"),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.ADDRESS,
            "part of an address",
            r"\b(?:apt|apartment|flat|suite|ste)\b\.? ?(?:no\.? ?)?#? ?\d{1,5}[a-z]?\b",
            cues=words("apt apartment flat suite ste"),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.ADDRESS,
            "a room",
            r"\b(?:room|rm|office|bldg|building)\b\.? ?(?:no\.? ?)?#? ?"
            r"(?:[a-z]{0,2}-?\d{1,3}[.-]\d{1,4}[a-z]?|[a-z]{0,2}-?\d{3,4}[a-z]?)(?![\w%]|[/:]\d)",
            Certainty.UNSURE,
            cues=words("room rm office bldg building"),
            sign=ANY_DIGIT,
            holds=_is_room,
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b(?P<area>[a-z]{1,2})\d[a-z\d]?"
            r"(?: \d(?P<inner>[a-z]{2})|\d[abd-hjlnp-uw-z]{2})\b",
            holds=_is_british,
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b[a-z]\d[a-z](?: \d[a-z]\d|-?\d[abceghj-nprstv-z]\d)\b",
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b[acdefhknprtvwxy]\d[\dw] ?(?!\d\d?(?:nd|th|rd)\b)(?=\d*[acdefhknprtvwxy])"
            r"(?=[acdefhknprtvwxy]*\d)[acdefhknprtvwxy\d]{4}\b",
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"(?<!\w)(?<!\w[.,/-])(?P<digits>[1-9]\d{3}) ?(?P<letters>[a-z]{2})\b(?!['/.-]\w)",
            Certainty.UNSURE,
            holds=_is_dutch,
        ),
        Rule(Kind.ADDRESS, code, r"(?<!\w)(?<!\w[.,/-])(?<!\d )(?<!\d\) )\d{5}-\d{4}(?![\w-])"),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b(?:[abdefhilns]|be|ch|cz|de|dk|fi|fin|gr|li|lt|lu|lv|nl|no|pl|ro|se|si|sk)-"
            r"(?:\d{4,5}|\d{3} \d\d)(?![\w-])",
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b(?:zip|zipcode|post ?code|postal|plz|postnummer|code postal|eircode|pin ?code)\b"
            r"(?: ?(?:code|is|was|no|:|=)){0,3} ?(?P<it>(?=[a-z-]{0,4}\d)[a-z\d-]{3,10}"
            r"(?: (?=[a-z]{0,2}\d)[a-z\d]{2,4}\b)?)",
            cues=words("zip zipcode postcode post postal plz postnummer eircode pincode pin"),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.ADDRESS,
            code,
            r"\b(?:mail|post|letters?|parcels?|packages?|address|live[sd]?|lives in|living)\b"
            r"(?: [a-z'-]{1,20},?){1,4} (?P<it>\d{4})(?![\w%]|[.,/:-]\d)",
            Certainty.UNSURE,
            cues=words(
                "mail post letter letters parcel parcels package address live lives lived living"
            ),
            sign=ANY_DIGIT,
            holds=lambda match: not is_year(match["it"]),
        ),
    )
