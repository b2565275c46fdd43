"""Contacts on the net: e-mail addresses, links, handles and the addresses of computers."""

import re
from functools import cache

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.folding import GAP
from circle_tui.privacy.rule import LETTER, Rule, any_of, before, words

ENDINGS = words(
    "com org net edu gov mil int info biz app dev xyz io co uk ac de fr es nl ch eu ca au nz jp cn "
    "kr tw hk sg br mx ar cl pe se dk fi pl cz sk hu ro bg gr tr ru ua il ae sa eg za ng ke gh et "
    "tz ug pk bd lk th vn ph ie lu lt lv ee si rs ir iq qa cat asia mobi museum jobs gle "
    "ly gl fm tv cc ws wiki cloud online hospital clinic nhs goog"
)
"""Ends of domains that are no word that a sentence begins with ("all fine.no more")."""

WORD_ENDINGS = words(
    "academy ai am as at be blog by care center chat club community design digital do email expert "
    "foundation fund group health help hr id in institute is it la life link live love md me media "
    "ms my network news no np page pa press pro pt science school shop site so social space store "
    "study support surgery team tech to today tools us university video website work works world "
    "zone"
)
"""Ends of domains that are also words or ends of file names: more has to speak for a domain."""

_PART = f"(?:{LETTER}|-)"
_LOCAL = rf"[\w.+%&=~{GAP}'-]"
_ADDRESS = rf"(?<!{_LOCAL}){_LOCAL}++"
_ENDING = any_of(ENDINGS)
_DOT = r"(?: ?\. ?| ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot )"
_REST = r"[^\s<>\"{}|]"
_NO_STOP = r"(?<![.,;:!?'\")\]}>*])"
"""A link ends before what ends the sentence or the bracket that it stands in."""

_LEADS_TO_LINK = re.compile(r"\b(?:at|see|visit|site|website|url|link|page|blog|web|domain):? $")
_DEGREE = re.compile(r"(?:[bm]\.(?:sc|ed|ch|phil)|(?:ph|ed|ll)\.[dbm]|dr\.ph|m\.ph)\b")
_HOUR = re.compile(r"@\d{1,2}(?:[:.]\d\d)?(?:[ap]m?|h|ish)?")
_NOBODY = words(
    "@all @breakfast @channel @dinner @everybody @everyone @gym @here @home @least @lunch "
    "@midnight @night @noon @once @school @work"
)
_PROFILES = words(
    "bluesky bsky discord facebook fb github ig insta instagram linkedin mastodon researchgate "
    "skype slack snapchat telegram threads tiktok twitter venmo wechat whatsapp"
)
_NAMED = words("handle login screenname user userid username")


def _is_domain(match: re.Match[str]) -> bool:
    """Tell a domain from two sentences without a blank between them, and from a file's name."""
    labels, ending, path = match["labels"].rstrip("."), match["ending"], match["path"]
    if not re.search(rf"[^\W\d_]|{GAP}", labels) or _DEGREE.match(match[0]):
        return False
    if path and len(path) > 1:
        return True
    if ending in WORD_ENDINGS:
        return not labels.isalpha() or bool(_LEADS_TO_LINK.search(before(match)))
    return len(labels) > 1 or len(ending) > 2


def _is_address(match: re.Match[str]) -> bool:
    """Tell an address from a place or an hour after a tight ``@``: ``lunch@noon``, ``5@10am``."""
    at = match[0][match[0].index("@") :]
    return at not in _NOBODY and not _HOUR.fullmatch(at)


def _is_handle(match: re.Match[str]) -> bool:
    return match[0] not in _NOBODY and not _HOUR.fullmatch(match[0])


def _is_profile(match: re.Match[str]) -> bool:
    """Tell a name on a network from a sentence after the network's name and a colon."""
    name = match["it"]
    if not re.search("[a-z]", name):
        return False
    return match["site"] in _NAMED or bool(match["named"]) or bool(re.search(r"[\d._-]", name))


def _is_internet_address(match: re.Match[str]) -> bool:
    numbers = re.findall(r"\d+", match[0])[:4]
    return all(int(number) <= 255 for number in numbers) and not before(match).endswith("v")


def _is_colon_address(match: re.Match[str]) -> bool:
    """Tell an IPv6 address from hours with seconds and from a row of colons."""
    parts = match[0].split(":")
    full = len(parts) == 8 and all(parts)
    return (full or "::" in match[0]) and any(map(str.isdigit, match[0])) and len(match[0]) > 4


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for contacts on the net, the clearest first."""
    spelt = rf"{_PART}{{1,63}}(?:{_DOT}{_PART}{{1,63}}){{0,3}}"
    link, mail, handle = "a link", "an e-mail address", "somebody's handle"
    computer = "the address of a computer"
    return (
        Rule(Kind.LINK, link, rf"\b[a-z][a-z\d+]{{1,11}}://{_REST}+{_NO_STOP}", sign="://"),
        Rule(
            Kind.LINK,
            link,
            rf"\b(?:https?:[/\\]*+|www\d?\.){_REST}{{2,}}{_NO_STOP}",
            cues=words("http https www"),
            sign="",
        ),
        Rule(
            Kind.HANDLE,
            handle,
            rf"(?<![\w{GAP}])@(?=[\d._-]*+(?:[^\W\d_]|{GAP}))(?:{_PART}|\.)+"
            rf"(?:@(?:{_PART}|\.)+)?(?<![.-])",
            sign="@",
            holds=_is_handle,
        ),
        Rule(
            Kind.EMAIL,
            mail,
            rf"{_ADDRESS}@{_PART}++(?:\.{_PART}++)*+",
            sign="@",
            holds=_is_address,
        ),
        Rule(
            Kind.EMAIL,
            mail,
            rf"{_ADDRESS} {{0,2}}[\[({{<]? ?@ ?[\])}}>]? {{0,2}}{spelt}{_DOT}{_ENDING}(?![\w-])",
            sign="@",
        ),
        Rule(
            Kind.EMAIL,
            mail,
            rf"{_ADDRESS}(?: ?[\[({{<] ?at ?[\])}}>] ?{spelt}{_DOT}"
            rf"| at (?:{spelt}{_DOT})?{_PART}{{1,63}}(?: dot | ?[\[({{<] ?dot ?[\])}}>] ?))"
            rf"{_ENDING}(?![\w-])",
            cues=words("at"),
            sign="",
        ),
        Rule(
            Kind.HANDLE,
            handle,
            rf"\b(?P<site>{any_of(_PROFILES | _NAMED)})(?P<named> (?:handle|id|name|username))?"
            rf"(?: is)? ?[:=] ?(?P<it>@?(?:{_PART}|\.)+)(?<![.-])",
            cues=_PROFILES | _NAMED,
            sign="",
            holds=_is_profile,
        ),
        Rule(Kind.HANDLE, handle, r"\b[a-z][\w.]{1,31}#\d{4}\b", sign="#"),
        Rule(Kind.HANDLE, handle, r"(?<![\w/])/?u/[\w-]{3,}", sign="u/"),
        Rule(Kind.ID, "a publication's number", rf"\b10\.\d{{4,9}}/{_REST}+{_NO_STOP}", sign="10."),
        Rule(
            Kind.LINK,
            link,
            rf"(?<![\w@.{GAP}-])(?P<labels>(?:{_PART}++\.)+)"
            rf"(?P<ending>{any_of(ENDINGS | WORD_ENDINGS)})"
            rf"(?![\w-])(?P<path>(?::\d{{2,5}})?[/?#]{_REST}*)?{_NO_STOP}",
            sign=".",
            holds=_is_domain,
        ),
        Rule(
            Kind.LINK,
            link,
            rf"(?<![\w{GAP}-]){_PART}{{2,63}}(?: dot {_PART}{{2,63}}){{0,3}} dot {_ENDING}"
            rf"(?![\w-])",
            Certainty.UNSURE,
            cues=words("dot"),
            sign="",
        ),
        Rule(
            Kind.ID,
            computer,
            r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d\d?|:\d{2,5})?(?!\.?\w)",
            holds=_is_internet_address,
        ),
        Rule(
            Kind.ID,
            computer,
            r"(?<![\w-])(?:[\da-f]{2}-){5}[\da-f]{2}(?![\w-])|\b(?:[\da-f]{4}\.){2}[\da-f]{4}\b",
        ),
        Rule(Kind.ID, computer, r"(?<![\w:])(?:[\da-f]{2}:){5}[\da-f]{2}(?![\w:])", sign=":"),
        Rule(
            Kind.ID,
            computer,
            r"(?<![\w:])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?:%\w+)?(?![\w:])",
            sign=":",
            holds=_is_colon_address,
        ),
    )
