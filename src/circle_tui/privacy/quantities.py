"""Quantities: numbers that are known to lead to nobody, and so stay.

They are taken out of the way before what is left is looked through for numbers to call and for
ids, where a long number is masked unless something speaks against it.
"""

import re
from functools import cache

from circle_tui.privacy.rule import ANY_DIGIT, COUNTED, Rule, any_of, before, word_before, words

CURRENCIES = words(
    "usd eur euro euros dollar dollars bucks pounds gbp chf francs kr nok sek dkk inr rupees yen "
    "cad aud naira million millions billion bn mn thousand grand lakh lakhs crore"
)

NAMED = words(
    "account acct award badge card case chart claim code contract file grant id invoice irb "
    "member mrn no npi number order passport patient permit pin policy protocol pt record ref "
    "reference serial ssn subject ticket"
)
"""After these a number is a name for something, whatever comes next: ``chart 677925 notes``."""

_PRICED = words(
    "salary salaries pay pays paid budget cost costs costing price worth offer offered raise "
    "bonus stipend earn earns earned make makes making loan loans debt owe owes fund funds funded "
    "funding startup package costs total"
)

_MEASURES = COUNTED - words("of or per others lines thousand texts % - g h m x")


def _is_measure(match: re.Match[str]) -> bool:
    """Tell a count or a price from an id, before a word that happens to follow it."""
    longest = max(map(len, re.findall(r"\d+", match[0])))
    if longest > 3 and word_before(match) in NAMED:
        return False
    return longest < 5 or match["number"].endswith("00")


def _is_priced(match: re.Match[str]) -> bool:
    if word_before(match) in NAMED:
        return False
    return not _PRICED.isdisjoint(re.findall("[a-z]+", before(match, 24)))


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for what stays."""
    amount = r"(?:\d{1,3}(?:,\d{2,3}){1,4}|\d{1,9})(?:\.\d{1,2})?"
    century = "(?:19|20)"
    shapes = (
        rf"[$€£¥₹] ?{amount}(?: ?(?:k|m|mm|bn|b|mil|million|billion|thousand|lakh|crore)\b)?"
        rf"(?: ?(?:-|to) ?[$€£¥₹]? ?{amount}(?: ?(?:k|m|bn|million))?(?!\w))?",
        r"(?<!\w)(?<!\w[.,/-])(?:\d{1,4}k? ?(?:-|to) ?)?\d{1,4}(?:\.\d{1,2})?[km](?!\w)",
        r"(?<!\w)(?<!\w[.,/-])(?:\d{1,4}(?:\.\d{1,3})? ?(?:-|to) ?)?\d{1,6}(?:[.,]\d{1,3})? ?%",
        r"(?<!\w)(?<!\w[.,-])\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?(?!\w|[,.-]\d)",
        (
            r"(?<!\w)(?<!\w[.,:/-])\d{1,2}(?::\d\d){1,2}(?: ?[ap]\.?m\b)?(?:-\d{1,2}"
            r"(?::\d\d){1,2})?(?![:\d])"
        ),
        (
            r"(?<!\w)(?<!\w[.,:/-])(?:[01]\d|2[0-3])[0-5]\d ?(?:-(?:[01]\d|2[0-3])[0-5]\d ?)?"
            r"(?:h|hrs|hours)\b"
        ),
        (
            rf"(?<!\w)(?<!\w[.,/-]){century}\d\d(?: ?(?:-|/|to|&|and) ?(?:{century}\d\d|\d\d)"
            rf"){{1,3}}(?!\w|[./-]\d)"
        ),
        rf"(?<!\w)(?<!\w[.,/-])(?:0?[1-9]|1[0-2])(?:-|/|\.| / ){century}\d\d(?!\w|[./-]\d)",
        rf"(?<!\w)(?<!\w[.,/-]){century}\d\d[-/.](?:0?[1-9]|1[0-2])(?!\w|[./-]\d)",
        rf"(?<!\w)(?<!\w[.,/-]){century}\d0'?s\b",
        r"(?<!\w)(?<!\w[.,/-])\d{1,3}-[a-z]{3,}(?:-[a-z]+){0,3}(?![\w-])",
        r"(?<!\w)(?<!\w[.,/-])\d{4}-[a-z]{4,}(?:-[a-z]+){0,3}(?![\w-])",
        r"(?<!\w)(?<!\w[.,/-])\d{2,3}/\d{2,3}(?![\w/]|[.,-]\d)",
    )
    version = r"\bv(?:ersion |er\.? ?|\.? ?)\d{1,4}(?:\.\d{1,5}){1,3}(?!\w)"
    billed = (
        r"\b(?:cpt|em|e/m|level|codes?|bill(?:ed|ing)?) (?:99\d{3}(?:[ ,/-]{1,2}"
        r"(?:and )?)?){1,4}(?!\w)"
    )
    valued = (
        rf"(?<!\w)(?<!\w[.,/-])(?:{amount} ?(?:-|to) ?)?(?P<number>{amount}) ?{any_of(CURRENCIES)}"
        r"(?!\w)"
    )
    measured = (
        rf"(?<![\w+])(?<!\w[.,/-])(?<!\d )(?:\d{{1,6}}(?:\.\d{{1,3}})? ?(?:-|to|x|or) ?)?"
        rf"(?P<number>\d{{1,6}}(?:[.,]\d{{1,3}})?)[ -]?{any_of(_MEASURES)}(?!\w|-\d)"
    )
    priced = r"(?<![\w+])(?<!\w[.,/-])\d{2,4}[ .]?000(?!\w|[.,/-]\d)"
    return (
        *(Rule(None, "", shape) for shape in shapes),
        Rule(None, "", version, cues=words("v ver version"), sign=ANY_DIGIT),
        Rule(
            None,
            "",
            billed,
            cues=words("cpt em m level code codes bill billed billing"),
            sign=ANY_DIGIT,
        ),
        Rule(None, "", valued, cues=CURRENCIES, holds=_is_measure),
        Rule(None, "", measured, cues=_MEASURES, holds=_is_measure),
        Rule(None, "", priced, cues=_PRICED, holds=_is_priced),
    )
