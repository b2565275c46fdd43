"""Phones: numbers to call somebody by, in the shapes of many countries, extensions and pagers."""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.rule import ANY_DIGIT, COUNTED, Rule, any_of, is_year, word_after, words

_DEVICES = words(
    "beep beeper bleep cell cellphone extension ext fax fon handy hotline landline mob mobile "
    "movil pager pgr phone portable switchboard tel telefon telefono telephone tele tfn tlf "
    "vocera whatsapp"
)
_CALLS = words(
    "call called calling calls dial dialed message msg page paged paging ph reach ring ringing "
    "rang sms text texted"
)
_AFTER_CUE = words(
    "at back direct her him is it line me my mobile no nr num number on or our phone them us was "
    "work home cell office his their"
)
_DIGITS = words("zero oh one two three four five six seven eight nine double triple")

_GAP = r"[ ./()-]{0,3}"
_ENDS = r"(?!\w|[.-]\d)"
_EXTENSION = r"(?:[ ,;]{0,2}(?:x|ext(?:ension|n)?)[ .:]{0,2}\d{1,6})?"


def digits_of(text: str) -> str:
    """Return the digits of a text."""
    return "".join(filter(str.isdigit, text))


def _is_called(match: re.Match[str]) -> bool:
    """Tell a number that is called from how many calls there were, and from a year."""
    digits = digits_of(match["it"])
    device = match["cue"] in _DEVICES
    if not device and word_after(match) in COUNTED:
        return False
    if is_year(digits) and match["cue"] not in _DEVICES - {"extension"}:
        return False
    return len(digits) >= (2 if match["cue"] in ("pager", "pgr", "bleep", "ext") else 4)


def _is_paired(match: re.Match[str]) -> bool:
    """Tell the pairs of a Danish or French number from numbers that are counted up."""
    pairs = re.findall(r"\d+", match[0])
    return pairs != sorted(pairs)


def _is_short(match: re.Match[str]) -> bool:
    """Tell ``555-0199`` from a range that is counted: ``100-2000 patients``."""
    first, second = re.findall(r"\d+", match[0])
    rounded = int(first) % 50 == 0 and int(second) % 50 == 0
    near = 0 < int(first) < int(second) <= 4 * int(first)
    return word_after(match) not in COUNTED and not (rounded and near)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for phone numbers, the clearest first."""
    phone, extension = "a phone number", "an extension"
    cues = _DEVICES | _CALLS
    return (
        Rule(
            Kind.PHONE,
            phone,
            rf"(?<![\w+])\+ ?\(?\d(?:{_GAP}\d){{6,14}}{_EXTENSION}{_ENDS}",
        ),
        Rule(
            Kind.PHONE, phone, rf"(?<!\w)(?<!\w[.,/-])00 ?[1-9]\d{{0,2}}(?:{_GAP}\d){{6,13}}{_ENDS}"
        ),
        Rule(Kind.PHONE, phone, rf"(?<!\w)(?<!\w[.,/-])\(0\) ?\d(?:{_GAP}\d){{6,13}}{_ENDS}"),
        Rule(
            Kind.PHONE,
            phone,
            r"(?<!\w)(?<!\w[.,/-])(?:1[ .-]{1,2}|1(?=\())?"
            r"(?:\(\d{3}\)[ .-]{0,3}\d{3}[ .-]{0,3}"
            r"|(?:\d{3} ?[./-] ?|(?<!\d\d )\d{3} (?=\d{3}[ .-]))\d{3}[ .-]{1,3})"
            rf"\d{{4}}{_EXTENSION}{_ENDS}",
        ),
        Rule(
            Kind.PHONE,
            phone,
            r"(?<!\w)(?<!\w[.,/-])1[ .-]8\d\d[ .-](?=[a-z-]*[a-z])[a-z\d]{2,7}"
            r"(?:-[a-z\d]{2,7})?(?!\w)",
        ),
        Rule(
            Kind.PHONE,
            extension,
            r"\b(?:(?:ext(?:ension|n)?|pager|pgr|bleep|beeper)[ .:#]{0,3}\d(?:[ -]?\d){1,6}|"
            r"x ?\d-\d{3,4}"
            r"|x[.: ]?\d{4,6})"
            r"(?!\w)",
            cues=words("ext extn extension pager pgr bleep beeper x"),
            sign=ANY_DIGIT,
            holds=lambda match: not is_year(match[0].removeprefix("extension ")),
        ),
        Rule(
            Kind.PHONE,
            phone,
            rf"\b(?P<cue>{any_of(cues)})(?!\d{{5}})"
            rf"(?:[ .:#=-]{{1,3}}{any_of(_AFTER_CUE)}(?![a-z])){{0,4}}"
            rf"[ .:#=]{{0,4}}(?P<it>\+?\(?\d(?:{_GAP}\d){{1,14}}{_EXTENSION}){_ENDS}",
            cues=cues,
            sign=ANY_DIGIT,
            holds=_is_called,
        ),
        Rule(
            Kind.PHONE,
            phone,
            r"(?<!\w)(?<!\w[.,/-])\d{3}[.-]\d{4}(?![\w%]|[.,/-]\d)",
            holds=_is_short,
        ),
        Rule(
            Kind.PHONE,
            phone,
            r"(?<!\w)(?<!\w[.,/-])\(?0\d{1,4}\)?(?:[ ./-]{1,3}\d{2,8}){1,11}(?![\w%]|[.,/-]\d)",
            holds=lambda match: len(digits_of(match[0])) >= 8,
        ),
        Rule(
            Kind.PHONE,
            phone,
            r"(?<!\w)(?<!\w[.,/-])\d\d(?:[ .-]\d\d){3,11}(?![\w%]|[.,/-]\d)",
            Certainty.UNSURE,
            holds=_is_paired,
        ),
        Rule(
            Kind.PHONE,
            "a phone number in words",
            rf"\b{any_of(_DIGITS)}(?:[ ,-]{{1,2}}{any_of(_DIGITS)}){{6,40}}\b",
            Certainty.UNSURE,
            cues=_DIGITS,
            sign="",
        ),
    )
