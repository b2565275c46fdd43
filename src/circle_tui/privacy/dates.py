"""Dates with a day, and birth dates.

Weekdays, bare years and months with or without a year stay: only what says the day is looked for,
and the year of a birth. Two numbers with a stroke are a fraction or a
score as often as a day: the words around decide, and where they say nothing it is masked, unsure,
unless the second number is one that things are counted out of (2, 3, 4, 5, 10, 100).
"""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.folding import GAP, fold
from circle_tui.privacy.rule import (
    ANY_DIGIT,
    COUNTED,
    Rule,
    after,
    any_of,
    before,
    word_after,
    word_before,
    words,
)

MONTHS = words(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december januar janner jaenner februar marz maerz mai "
    "juni juli oktober okt dezember dez janvier janv fevrier fevr mars avril avr juin juillet "
    "juil aout septembre octobre novembre decembre enero febrero marzo abril abr mayo junio julio "
    "agosto septiembre setiembre octubre noviembre diciembre dic gennaio febbraio aprile maggio "
    "giugno luglio settembre ottobre novembre dicembre janeiro fevereiro marco maio junho julho "
    "setembro outubro novembro dezembro januari februari maart mei augustus augusti maj marts "
    "desember"
)
"""Names of months, folded, in the languages most spoken among those who keep notes in English."""

WEEKDAYS = words(
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
    "saturday sunday"
)
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
_IN_WORDS = (
    rf"(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    rf"|{any_of(_ORDINALS)})"
)
_MONTH = any_of(MONTHS)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st|nd|rd|th)"
_NOT_HOUR = r"(?! ?[ap]\.?m\b|[:h%\d]|\.\d| %)"
_JOIN = r"[ ,]{0,2}(?:-|&|/|to|and|or|bis|au|al|thru|through) ?"
_YEAR = (
    r"[-/.,_ ]{0,2}(?:of |de |del )?(?:(?:18|19|20)\d\d|'?\d\d"
    r"(?! ?(?:jan|feb|mar|apr|may|ju[nil]|aug|sep|oct|nov|dec|a[uo]u?t|mai|okt|dez))"
    r")(?![\w%:']|[.,/-]\d)"
)

_ON = re.compile(
    r"\b(?:on|due|since|until|till?|dated?|hearing|deadline|start(?:s|ing|ed)?|end(?:s|ing|ed)?|"
    r"begin(?:s|ning)?|scheduled|(?:re)?booked|before|after|by|dob|born|birthday|appointment|appt|"
    r"interview|submitted|received|signed|surgery|admitted|discharged|mtg|meeting|exam|"
    r"closes|opens|"
    r"expires|effective|of|mon|tues?|weds?|thu|thurs?|fri|sat|sun|\w+day)"
    r"(?: (?:is|was|it|be|the|on|for|by|at|form|now|moved|to|set|due)){0,4}[ .,:(]{1,2}$"
)
"""What stands before a day."""

_PERHAPS_ON = re.compile(r"\b(?:from|for|next|last|through|thru|around)[ :(]{1,2}$")
"""What stands before a day, and before a fraction as often."""

_SCORED = re.compile(
    r"\b(?:scor(?:e[ds]?|ing)|rat(?:e[ds]?|ings?)|pain|mood|energy|stress|confidence|"
    r"grade[ds]?|gave|"
    r"give|level|sleep|burn(?:ed )?out|phq|gad|only|cut|reduced?|gr[eo]w|increased?|dropped|ratio|"
    r"vision|strength|reflexes|murmur|pulses|apgars?|gcs|hope|joy|ranked|satisfaction|"
    r"wellbeing|morale)"
    r"(?: (?:it|is|was|a|at|an?|as|herself|himself|the|my|day|week|by)){0,3}[ :(=~]{1,2}$"
)
"""What stands before a score or a fraction."""

_BIRTH = r"(?:d\.?o\.?b\.?|date of birth|birth ?dates?|birth ?year|year of birth)"
_BORN = re.compile(rf"\b(?:{_BIRTH}|birthday|born)[^.;\d]{{0,30}}$")
_OUT_OF = frozenset({2, 3, 4, 5, 10})

_AFTER_ORDINAL = COUNTED - words("of") | words(
    "anniversary attempt avenue ave birthday centile century chapter cohort day decade draft "
    "edition floor grade graders hour iteration month person place quarter reader request "
    "resubmission review reviewer revision round row session st street submission time try "
    "version visit"
)
_NEVER_AFTER_THE_VERB = words(
    "a after an and are as at because before but by can could did does for from had has he her his "
    "i if in is it my of on or our please she since so that the their there they this till to "
    "until was we were when where which who will with would you your"
)
_AFTER_MAY = re.compile(rf" ?(?:$|[^a-z \d]|{any_of(_NEVER_AFTER_THE_VERB)}\b)")
"""What shows that ``may`` was the month: the verb has an infinitive or an adverb after it."""


def _fits(first: str, second: str) -> bool:
    """Tell whether two numbers are a day and a month, in either order."""
    low, high = sorted((int(first), int(second)))
    return 1 <= low <= 12 and high <= 31


def _is_date(match: re.Match[str]) -> bool:
    """Tell a day from the number of a version or a section."""
    if word_before(match) in ("v", "version", "release", "section", "chapter", "appendix"):
        return False
    return _fits(match["a"], match["b"])


def _is_day(match: re.Match[str]) -> bool:
    """Tell a day from a fraction, a score, a range or an hour by the words around."""
    first, second, sign = match["a"], match["b"], match["sign"].strip()
    if not _fits(first, second) or match[0] == "24/7":
        return False
    text = before(match, 60)
    if _BORN.search(text):
        return True
    if _SCORED.search(text) or word_after(match) in COUNTED:
        return False
    if _ON.search(text):
        if sign == "/":
            return True
        if re.search(
            r"day[ .,]{1,2}$|\b(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun)[ .,]{1,2}$", text
        ):
            return sign == "." or max(int(first), int(second)) > 12
        if sign == ".":
            return re.match(r"\.(?!\d)", after(match)) is not None
        return max(int(first), int(second)) > 12 or "0" in (first[0], second[0])
    if sign != "/":
        return False
    return (int(second) not in _OUT_OF and int(first) != int(second)) or (
        int(first) > int(second) and not _PERHAPS_ON.search(text)
    )


def _is_day_of_month(match: re.Match[str]) -> bool:
    """Tell the month from the verb in ``all 5 may come``, and ``in march 12 residents left``."""
    if match["month"] is None:
        counted = word_after(match) in COUNTED and before(match).endswith("in ")
        return bool(match["nth"] or match["year"]) or not counted
    if match["month"] != "may" or match["th"] or match["of"] or match["year"]:
        return True
    if match[0].startswith("0"):
        return True
    return bool(_ON.search(before(match)) or _AFTER_MAY.match(after(match)))


def _is_not_counted(match: re.Match[str]) -> bool:
    return word_after(match) not in _AFTER_ORDINAL


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for dates, the clearest first."""
    date, birth, unsure = "a date with a day", "a date of birth", Certainty.UNSURE
    year, month, day = (re.escape(fold(letters).text) for letters in ("年", "月", "日"))
    sign = r"(?P<sign>[-/._]| ?[-/.] ?)"
    day_first = (
        rf"(?<!\w)(?<!\w[.,:/-])(?:{_DAY}{_TH}?\.?{_JOIN})?{_DAY}(?P<th>{_TH}|er|o)?[-/.,_ ]{{0,2}}"
        rf"(?P<of>of (?:the )?|de |d')?(?P<month>{_MONTH})(?![a-z'])\.?"
    )
    month_first = (
        rf"(?<![a-z]){_MONTH}(?:\.?,? (?:the )?|[-/._]|\.)?{_DAY}(?P<nth>{_TH})?{_NOT_HOUR}"
        rf"(?![a-z])"
        rf"(?:(?:{_JOIN}|, ?(?:and )?){_DAY}{_TH}?{_NOT_HOUR}(?!\w)){{0,3}}"
    )
    return (
        Rule(
            Kind.DATE,
            date,
            rf"(?<!\w)(?<!\w[.,/-])(?:18|19|20)\d\d{sign}(?P<b>\d{{1,2}})(?P=sign)(?P<a>\d{{1,2}})"
            r"(?:t\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?(?!\w|[-/.]\d)",
            holds=_is_date,
        ),
        Rule(
            Kind.DATE,
            date,
            rf"(?<!\w)(?<!\w[.,/-])(?P<a>\d{{1,2}}){sign}(?P<b>\d{{1,2}})(?P=sign)'?(?:"
            rf"(?:18|19|20)\d\d|\d\d)"
            r"(?!\w|[-/.,]\d)",
            holds=_is_date,
        ),
        Rule(
            Kind.DATE,
            date,
            r"(?<!\w)(?<!\w[.,/-])(?P<a>\d{1,2}) (?P<b>\d{1,2}) (?:19|20)\d\d(?!\w|[-/.,]\d)",
            unsure,
            holds=_is_date,
        ),
        Rule(
            Kind.DATE,
            date,
            r"(?<!\w)(?<!\w[.,/-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
            r"(?!\w|[-/.,]\d)",
        ),
        Rule(
            Kind.DATE,
            date,
            rf"(?:(?:19|20)\d\d ?{year} ?)?\d{{1,2}} ?{month} ?\d{{1,2}}(?!\d) ?{day}?",
            sign=fold("月").text,
        ),
        Rule(
            Kind.DATE,
            date,
            rf"(?:{day_first}|{month_first})(?P<year>{_YEAR})?",
            cues=MONTHS,
            sign=ANY_DIGIT,
            holds=_is_day_of_month,
        ),
        Rule(
            Kind.DATE,
            date,
            rf"\b{_IN_WORDS} (?:day )?of {_MONTH}\b(?:{_YEAR})?|\bmay the {_IN_WORDS}\b"
            rf"|(?<![a-z])(?:{any_of(MONTHS - {'may'})}|(?<=on |by )may),? (?:the )?{_IN_WORDS}\b"
            rf"(?:{_YEAR})?",
            cues=_ORDINALS,
            sign="",
        ),
        Rule(
            Kind.DATE,
            date,
            rf"{GAP}{{3,9}}\.? {_DAY}(?:{_TH}\b(?:{_YEAR})?|,? (?:19|20)\d\d\b)"
            rf"|\b{_DAY}{_TH} (?:of )?{GAP}{{3,9}}(?:{_YEAR})?"
            rf"|\b(?:on|by|due|since|until|till|before|after) {GAP}{{3,9}}\.? (?P<it>{_DAY})(?!\w)",
            unsure,
            sign=GAP,
            holds=_is_not_counted,
        ),
        Rule(
            Kind.DATE,
            birth,
            rf"\b{_BIRTH}[^.;@\d{GAP}]{{0,30}}?(?P<it>(?:{_MONTH}\.?,? )?\d{{1,4}}"
            rf"(?:[-/. ]\d{{1,4}}){{0,2}})(?!\w)",
            cues=words("dob b birth birthdate birthdates birthyear"),
            sign=ANY_DIGIT,
        ),
        Rule(
            Kind.DATE,
            birth,
            r"\b(?:born|b\.|nee? en|geb(?:oren)?|nacid[oa] en|fodd|fodt)(?: (?:in|back in|"
            r"around|about|circa"
            r"|c\.))?[. ]{1,2}(?P<it>(?:(?:19|20)\d|'\d|\d)\d)(?![\w%]|[.,/-]\d)",
            unsure,
            cues=words("born b ne nee geb geboren nacido nacida fodd fodt"),
            sign=ANY_DIGIT,
            holds=_is_not_counted,
        ),
        Rule(
            Kind.DATE,
            date,
            r"(?<![\w$])(?<!\w[.,:/-])(?P<a>\d{1,2})(?P<sign>[/.-]| / )(?P<b>\d{1,2})"
            r"(?:-(?:\d{1,2}/)?\d{1,2})?(?![\w%/:]|[.,-]\d)",
            unsure,
            holds=_is_day,
        ),
        Rule(
            Kind.DATE,
            date,
            rf"\b(?:on|by|until|till|before|after|since|from|due|for|dated|between)"
            rf"(?: the)? (?P<it>{_DAY}{_TH}"
            rf"(?:{_JOIN}(?:the )?{_DAY}{_TH})?)(?!\w)",
            unsure,
            cues=words("st nd rd th"),
            sign=ANY_DIGIT,
            holds=_is_not_counted,
        ),
        Rule(
            Kind.DATE,
            date,
            rf"\b{any_of(WEEKDAYS)}[.,]? (?:the )?(?P<it>{_DAY}{_TH}|1[3-9]|2\d|3[01])"
            rf"(?!\w|[-/.:,]\d){_NOT_HOUR}",
            unsure,
            cues=WEEKDAYS,
            sign=ANY_DIGIT,
            holds=_is_not_counted,
        ),
    )
