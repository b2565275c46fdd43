"""Institutions: names made of a word of their own and a word for what they are."""

from collections.abc import Iterator

from circle_tui.privacy.marks import Marks
from circle_tui.privacy.tokens import Token

_KINDS = frozenset(
    {"academy", "campus", "cancer", "center", "centre", "clinic", "clinics", "college", "general"}
    | {"family", "foundation", "free", "health", "healthcare", "hospice", "hospital"}
    | {"hospitals", "hosp", "infirmary", "institute", "institutes", "lab", "laboratories", "labs"}
    | {"medical", "medicine", "memorial", "partners", "polyclinic", "practice", "regional"}
    | {"research", "school", "system", "teaching", "trust", "univ", "university", "ctr", "uni"}
    | {"inc", "llc", "gmbh", "ltd", "pharma", "associates", "nursing", "cathedral"}
    | {"network", "church", "parish", "surgery", "va", "veterans", "rehab", "rehabilitation"}
)
"""What an institution is, at the end of its name or within it."""

_STRONG = frozenset(
    {"campus", "college", "foundation", "hospice", "hospital", "hospitals", "infirmary"}
    | {"institute", "polyclinic", "univ", "university", "hosp", "healthcare", "memorial"}
)
"""These, and two kinds in a row, make a name of the words before them even in small letters."""

_WITHIN = frozenset(
    {"and", "children", "childrens", "city", "community", "county", "for", "of", "royal", "s"}
    | {"saint", "saints", "st", "state", "the", "women", "womens", "va", "technical"}
)
"""Words between a name of its own and what it is, which do not name anything by themselves."""

_PLAIN = frozenset(
    {"a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "each"}
    | {
        "academic",
        "affiliated",
        "another",
        "any",
        "big",
        "busy",
        "community",
        "county",
        "different",
    }
    | {"district", "every", "home", "large", "local", "major", "medical", "neighboring", "nearby"}
    | {
        "new",
        "nursing",
        "old",
        "other",
        "private",
        "public",
        "regional",
        "rural",
        "safety",
        "small",
    }
    | {"some", "teaching", "tertiary", "urban", "university", "whole", "own", "day", "field"}
    | {"virtual", "mental", "primary", "care", "and", "of", "in", "or", "for", "global", "women"}
    | {"children", "kids", "s", "state", "night", "net", "same", "one", "two", "three", "no"}
)
"""Before a kind these make no name of it: ``a teaching hospital``, ``the medical school``."""

_AT = frozenset({"at", "from", "visiting", "joined", "left", "joining", "leaving", "with", "to"})

_LED = frozenset(
    {"university", "univ", "uni", "u", "college", "institute", "hospital", "bank", "universite"}
    | {
        "universidad",
        "universidade",
        "universita",
        "universitat",
        "klinikum",
        "hopital",
        "hospitals",
    }
)
"""What comes before ``of`` and a place, or before a name in some languages."""

_AFTER_STATE = frozenset({"state", "tech", "medicine", "health", "atlantic", "poly", "general"})
"""After the name of a country or a state these make a university or a hospital of it."""

_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"}
    | {"upper", "lower"}
)

_LONGEST = 10
"""Words in the longest name of an institution."""

_SAINT = frozenset({"st", "saint", "ste", "sankt"})
_UNITS = frozenset({"department", "dept", "division", "section", "school", "faculty", "unit"})
_NEAR = frozenset({" ", "'", "-", " & "})


def named(marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield the ranges of tokens that name an institution."""
    tokens = marks.tokens
    for index, token in enumerate(tokens):
        if token.word in _LED and (end := _led(tokens, index, marks)):
            yield index, end
        if token.word in _UNITS and (end := _at(tokens, index, marks)):
            yield index, end
        if token.word in _SAINT and (end := _saint(tokens, index, marks)):
            yield index, end
        if token.word in _AFTER_STATE and token.capital and index and marks.stays(index - 1):
            yield index - 1, _kinds_end(tokens, index)
        if token.word in _KINDS and not _is_kind(tokens, index - 1, token.before):
            end = _kinds_end(tokens, index)
            start = _start(tokens, index, marks)
            if start < index and _makes_name(tokens, start, index, end, marks):
                yield start, end


def _is_kind(tokens: tuple[Token, ...], index: int, gap: str) -> bool:
    """Tell whether the word before a kind is one as well, which has seen to both."""
    return index >= 0 and tokens[index].word in _KINDS and gap in _NEAR


def _kinds_end(tokens: tuple[Token, ...], index: int) -> int:
    """Return where the words for what it is end: ``School of Nursing``, ``Free Clinic``."""
    end = index + 1
    while end < min(len(tokens), index + _LONGEST) and tokens[end].before == " ":
        word, capital = tokens[end].word, tokens[end].capital
        led = word in ("of", "for") and end + 1 < len(tokens) and tokens[end + 1].capital
        if not (
            word in _KINDS
            or word == "group"
            or led
            or (capital and tokens[end - 1].word in ("of", "for"))
        ):
            break
        end += 1
    return end


def _led(tokens: tuple[Token, ...], index: int, marks: Marks) -> int:
    """Return where ``University of Upper Saxony`` or ``Hospital San Rafael`` ends, or 0."""
    end = index + 1
    if end < len(tokens) and tokens[end].word in ("of", "at", "de", "di", "da", "do", "del"):
        end += 1
        if end < len(tokens) and tokens[end].word in ("the", "la"):
            end += 1
    elif not tokens[index].capital or tokens[index].word in ("u", "bank"):
        return 0
    start = end
    while (
        end < len(tokens)
        and tokens[end].before in (" ", "-", ", ")
        and (marks.may_name(end) or marks.stays(end) or tokens[end].word in _DIRECTIONS)
        and (tokens[end].before != ", " or tokens[end].capital)
    ):
        end += 1
    return end if end > start and tokens[end - 1].word not in _DIRECTIONS else 0


def _at(tokens: tuple[Token, ...], index: int, marks: Marks) -> int:
    """Return where ``Department of Surgery at Upper Sundgau`` ends, or 0."""
    end = index + 1
    while end < len(tokens) and end - index < 6 and tokens[end].before in (" ", ". "):
        if tokens[end].word == "at" and tokens[index + 1].word == "of":
            start = end = end + 1
            while end < len(tokens) and tokens[end].before == " " and marks.may_name(end):
                end += 1
            return end if end > start else 0
        end += 1
    return 0


def _saint(tokens: tuple[Token, ...], index: int, marks: Marks) -> int:
    """Return where ``St. Columba's`` ends, or 0; a street is ``Elm St``, with nothing after it."""
    end = index + 1
    if end < len(tokens) and tokens[end].before in (" ", ". ", ".") and marks.may_name(end):
        return end + 1
    return 0


def _start(tokens: tuple[Token, ...], index: int, marks: Marks) -> int:
    """Return where the name before the words for what it is begins, or ``index``."""
    start = index
    while start:
        before = tokens[start - 1]
        if tokens[start].before not in _NEAR and before.word not in _SAINT:
            break
        named = marks.may_name(start - 1) or marks.stays(start - 1) or before.word in _SAINT
        opening = before.capital and before.opens and tokens[index].capital
        small = marks.is_plain(start - 1) and before.word not in _PLAIN and index - start < 2
        if not (
            named or before.word in _WITHIN or (opening and before.word not in _PLAIN) or small
        ):
            break
        start -= 1
    while start < index and tokens[start].word in _WITHIN - {"royal", "children", "saint", "st"}:
        start += 1
    return start


def _makes_name(tokens: tuple[Token, ...], start: int, index: int, end: int, marks: Marks) -> bool:
    """Tell whether what stands before the words for what it is makes a name of them."""
    own = range(start, index)
    strong = tokens[end - 1].word in _STRONG or end - index > 1
    if tokens[index].capital:
        return any(
            tokens[place].capital
            and tokens[place].word not in _PLAIN
            and (strong or not marks.stays(place))
            for place in own
        )
    if any(marks.may_name(place) for place in own):
        return True
    # "at prairie view cancer center", but not "at the new cancer center".
    opens = tokens[start].opens and end - index > 1 and index - start > 1
    return strong and (opens or (start > 0 and tokens[start - 1].word in _AT))
