"""Numbers that stand for somebody: of charts, grants, accounts, papers, devices and the like.

Fail closed: after dates, numbers to call and what is known to stay, whatever has five digits or
more is an id, and so is a code of letters with three digits or more in a row that is no dose, no
year and no well-known form.
"""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.dates import MONTHS
from circle_tui.privacy.folding import GAP
from circle_tui.privacy.rule import ANY_DIGIT, COUNTED, Rule, any_of, is_year, word_after, words

_PAPERS = words(
    "account acct badge barcode bic booking claim confirmation dea docket ein gmc iban id imei "
    "insurance invoice irb licence license matriculation medicaid medicare membership mrn nhs nmc "
    "npi orcid passport password passcode passwd permit pin plate plates policy protocol pwd pw "
    "reservation routing serial sn ssn swift ticket tin uid vin visa"
)
"""Before these numbers of any length are ids."""

_THINGS = words(
    "accession award batch card case chart code contract device employee file grant incident lot "
    "member no number order participant patient pmid project pt record ref reference reg "
    "registration sample sfb specimen nr staff student study subject tag trial"
)
"""Before these a number is an id if it is long, or said to be a number: ``case #123``."""

_ACRONYMS = words("mrn npi ssn dea nct irb orcid pmid pmcid imei vin iban ein nhs gmc nmc chi uhid")
"""Before a number these are taken for part of it."""

_SECRETS = words("password passwd pwd pw passcode passphrase pin")

_BETWEEN = (
    r"(?P<said>(?:[ .]?(?:number|no|nr|num|id|code|plate|card|is|was|of|the|ends?|ending|in|"
    r"with|for)\b"
    r"|'s\b|[ .]?[:=#]){0,4})[ .:#=-]{0,3}"
)
_TOKEN = r"[a-z\d](?:[a-z\d]|[-/._](?=[a-z\d])){0,40}"

_PREFIXES = words(
    "fy ay cy sy pre post mid early late since bp sbp dbp hr n p pp q step mcat gre page top ch "
    "form usd eur gbp ds i w o cpt icd iso office class covid"
)
_SUFFIXES = words(
    "st nd rd th s k m b x h hr hrs d w wk mo y yr yrs am pm min mins sec ms mg mcg ug g kg ml l "
    "dl iu mmol mm cm km mi ft lb lbs hz khz mhz bpm kcal usd eur gbp chf nok sek dkk kr p c f px "
    "gb mb tb pct pts ish plus v rvus wrvus"
)
_KNOWN_CODE = re.compile(
    rf"(?:{any_of(_PREFIXES | MONTHS)}[-_.]?\d{{1,4}}(?:[-_]\d{{2,4}}|s)?"
    rf"|\d{{1,4}}(?:\.\d+)?-?{any_of(_SUFFIXES)}(?:-[a-z]+)*"
    r"|(?:[qh][1-4]-?(?:20)?\d\d|(?:20)?\d\d-?[qh][1-4])"
    r"|[a-z]+-(?:19|20)\d\d|(?:19|20)\d\d-[a-z]+|501c\d?)"
)
"""Codes with three digits that stay: ``fy2025``, ``100mg``, ``2025-q3``, ``pre-2020``."""


def _is_paper(match: re.Match[str]) -> bool:
    """Tell the number of a document from how many there are, and from its year."""
    token = match["token"]
    digits = sum(map(str.isdigit, token))
    if (digits < 4 and word_after(match) in COUNTED) or (
        is_year(token) and not re.search("no|num|#|:", match["said"])
    ):
        return False
    return digits >= 2 or (digits == 1 and len(token) >= 5)


def _is_numbered(match: re.Match[str]) -> bool:
    """Tell the same after an acronym, which has no years but for those of an ethics board."""
    return _is_paper(match) or (is_year(match["token"]) and not match[0].startswith("irb"))


def _is_thing(match: re.Match[str]) -> bool:
    """Tell the number of a thing from how many there are, and from its year."""
    token = match["it"]
    digits = sum(map(str.isdigit, token))
    if word_after(match) in COUNTED or is_year(token) or _KNOWN_CODE.fullmatch(token):
        return False
    return digits >= (3 if re.search(r"n[oru]|id|[#:]", match["said"]) else 4)


def _is_plate(match: re.Match[str]) -> bool:
    plate = match["it"].replace("-", " ").split()
    ordinary = words("a all and at for had has have is now of on the then too was with you")
    return sum(map(len, plate)) >= 4 and ordinary.isdisjoint(plate)


def _is_account(match: re.Match[str]) -> bool:
    return sum(map(str.isdigit, match[0])) >= 10


def _is_code(match: re.Match[str]) -> bool:
    """Tell a code from a dose, a year with a word, and other things with letters and digits."""
    code = match[0]
    longest = max(map(len, re.findall(r"\d+", code)), default=0)
    if code.replace("_", "").isdigit() or _KNOWN_CODE.fullmatch(code):
        return False
    return longest >= 3 or (
        sum(map(str.isdigit, code)) >= 5 and not re.fullmatch(r"(?:[a-z]+\d\d?-)+[a-z]+\d\d?", code)
    )


def _is_number(match: re.Match[str]) -> bool:
    """Tell an id in one or more groups from years, ranges, decimals and numbers in a row."""
    groups = re.findall(r"\d+", match[0])
    digits = sum(map(len, groups))
    if digits < 5 or all(map(is_year, groups)):
        return False
    longest = max(map(len, groups))
    if longest >= 5 and not _is_decimal(match[0], groups):
        return True
    signs = set(re.findall(r"[ .-]", match[0]))
    if len(groups) == 2 and signs <= {"-", " "} and "-" in match[0]:
        first, second = groups
        return first[0] == "0" or len(second) - len(first) > 1 or int(first) >= int(second)
    if signs == {"."}:
        return not _is_decimal(match[0], groups) and longest > 2
    if signs == {" "}:
        thousands = re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+", match[0]) and digits <= 6
        years = sum(map(is_year, groups))
        return not (thousands or (longest <= 2 and len(groups) < 4) or (years and digits < 9))
    return longest > 2 or digits > 6


def _is_decimal(text: str, groups: list[str]) -> bool:
    """Tell whether two groups are a number with a decimal point, or some a version or thousands."""
    if "." not in text or " " in text or "-" in text:
        return False
    if len(groups) == 2:
        return len(groups[0]) <= 2 or len(groups[1]) <= 2
    return groups[0] != "0" and all(group == "000" for group in groups[-1:])


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules that are asked before anything is known to stay: what is clearly an id."""
    grant, account = "the number of a grant", "the number of an account"
    return (
        Rule(
            Kind.ID,
            grant,
            r"\b(?:[a-z]\d\d/|\d[ -]?)?"
            r"(?:(?:[a-z]\d\d|[a-z]{2}\d|z[a-z]{2})[ -]{0,2}[a-z]{2}|[kpru]\d\d)[ -]{0,2}\d{5,6}"
            r"(?: ?- ?\d\d(?:[a-z]\d){0,2})?(?!\w)",
        ),
        Rule(
            Kind.ID,
            grant,
            r"\b(?:[a-z]{1,5}[/ ])?[a-z]{0,2}\d{5,6}/[a-z\d]{1,2}(?:/\d\d"
            r"(?:/[a-z\d]{1,2})?)?(?!\w)",
        ),
        Rule(Kind.ID, grant, r"\b[a-z]{2,5}/[a-z]{1,4}[-/]?\d{3,8}(?:/\d{1,4})*(?!\w)"),
        Rule(
            Kind.ID,
            account,
            r"\b[a-z]{2}\d\d(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,3})?\b",
            holds=_is_account,
        ),
        Rule(Kind.ID, "the number of a case", r"\b\d{1,2}:\d\d-[a-z]{2}-\d{3,6}\b", sign="-"),
        Rule(Kind.ID, "an insurance number", r"(?<![\w-])\d\d \d\d \d\d [a-d]\b"),
        Rule(Kind.ID, "a social security number", r"(?<![\w-])\d{3}-\d\d-\d{4}(?![\w-])"),
        Rule(
            Kind.ID,
            "a number that stands for somebody",
            rf"\b{any_of(_ACRONYMS)}{_BETWEEN}(?<![a-z\d])(?P<token>"
            rf"(?=[a-z./_-]{{0,12}}\d){_TOKEN})",
            cues=_ACRONYMS,
            sign=ANY_DIGIT,
            holds=_is_numbered,
        ),
        Rule(
            Kind.ID,
            "a password",
            rf"\b{any_of(_SECRETS)}(?: is| was)? ?[:=] ?(?P<it>[^\s\[\]]{{3,64}})",
            cues=_SECRETS,
            sign="",
        ),
    )


@cache
def leftovers() -> tuple[Rule, ...]:
    """Return the rules for the numbers that are left when everything else is taken out."""
    plate = (
        r"(?:[a-z]{1,3}[ -]?\d{1,4}(?:[ -]?[a-z]{1,3})?|[a-z]{1,3}[ -][a-z]{1,2}[ -]?\d{1,4}|"
        r"\d{1,4}[ -]?[a-z]{1,3}(?:[ -]?\d{1,4})?)"
    )
    return (
        Rule(
            Kind.ID,
            "a number plate",
            rf"\b(?:plates?|number plate|reg)(?: (?:is|was|no|number))*[ :#]{{1,3}}"
            rf"(?P<it>{plate})(?!\w)",
            cues=words("plate plates reg"),
            sign=ANY_DIGIT,
            holds=_is_plate,
        ),
        Rule(
            Kind.ID,
            "a number that stands for somebody",
            rf"\b{any_of(_PAPERS)}{_BETWEEN}(?<![a-z\d])(?P<it>(?P<token>"
            rf"(?=[a-z./_-]{{0,12}}\d){_TOKEN}))",
            cues=_PAPERS,
            sign=ANY_DIGIT,
            holds=_is_paper,
        ),
        Rule(
            Kind.ID,
            "a number that may stand for somebody",
            rf"\b{any_of(_THINGS)}{_BETWEEN}(?<![a-z\d])(?P<it>(?=[a-z./_-]{{0,12}}\d){_TOKEN})",
            Certainty.UNSURE,
            cues=_THINGS,
            sign=ANY_DIGIT,
            holds=_is_thing,
        ),
        Rule(
            Kind.ID,
            "the end of a number",
            r"\b(?:last (?:4|four)(?: digits?)?|end(?:s|ing)(?: in| with)?)(?: (?:of|ssn|is|"
            r"are|digits))*"
            r"[ :]{1,2}(?P<it>\d{4})(?!\w)",
            Certainty.UNSURE,
            cues=words("last ends ending"),
            sign=ANY_DIGIT,
            holds=lambda match: not is_year(match["it"]),
        ),
        Rule(
            Kind.ID,
            "a number that may stand for somebody",
            rf"(?<![\w{GAP}])#\d{{3,12}}(?!\w)",
            Certainty.UNSURE,
            holds=lambda match: not is_year(match[0][1:]),
        ),
        Rule(
            Kind.ID,
            "letters and digits, as ids are made of",
            r"(?<![a-z\d])(?=[a-z_-]{0,40}\d)[a-z\d]++(?:(?:[-_]|\.(?=[a-z]{0,8}\d))[a-z\d]++)*+",
            Certainty.UNSURE,
            holds=lambda match: bool(re.search("[a-z]", match[0])) and _is_code(match),
            whole=True,
        ),
        Rule(
            Kind.ID,
            "a long number",
            r"(?<![a-z\d])\(?\d++\)?(?:[ .()-]{1,3}\d++\)?)*+",
            holds=_is_number,
            whole=True,
        ),
    )
