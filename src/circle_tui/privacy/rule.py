"""Rules: one shape of text each that leads to somebody, or that is known not to.

What is common to the tables of rules. All are about folded text (see ``folding``): lower case,
every white space a blank, every dash a ``-``.
"""

import re
from collections.abc import Callable
from dataclasses import field

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.domain.values import value
from circle_tui.privacy.folding import GAP

LETTER = rf"[\w{GAP}]"
"""A letter, digit or underscore, or what stands for one that is masked already: a member's name
within an address is masked first, and the rest of the address has to be found all the same."""

NUMBER = "number"
"""As a sign: some digit, and the pattern begins where a number does, or the letters, the bracket or
the sign that open it. It is tried nowhere else, since most of a text is words."""

ANY_DIGIT = "digit"
"""As a sign: some digit, and the pattern may begin anywhere."""


@value
class Rule:
    """A pattern, and what it finds; without a ``kind`` it is something that stays.

    If the pattern has a group ``it``, only that is masked. To be quick, a rule is asked only if
    the text has its ``sign`` (``NUMBER``, ``ANY_DIGIT`` or these very letters) and, where it has
    ``cues``, one of these words. ``holds`` has the last word over a match; what is ``whole`` is
    judged once, and not again from its middle.

    Every pattern has to take a time in proportion to the text: of two parts that can be long, the
    second begins with something that the first cannot hold, and all the rest is bounded.
    """

    kind: Kind | None
    reason: str
    pattern: str
    certainty: Certainty = Certainty.SURE
    cues: frozenset[str] = frozenset()
    sign: str = NUMBER
    whole: bool = False
    holds: Callable[[re.Match[str]], bool] = field(default=lambda match: True)


def words(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


def any_of(choices: frozenset[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    ordered = sorted(choices, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})"


def before(match: re.Match[str], letters: int = 40) -> str:
    """Return what stands before a match."""
    return match.string[max(0, match.start() - letters) : match.start()]


def after(match: re.Match[str], letters: int = 24) -> str:
    """Return what stands after a match."""
    return match.string[match.end() : match.end() + letters]


def word_before(match: re.Match[str]) -> str:
    """Return the word right before a match, or nothing."""
    found = re.search(r"([a-z']+)[ .,:(]{0,3}$", before(match, 20))
    return found[1] if found else ""


def word_after(match: re.Match[str]) -> str:
    """Return the word right after a match, or nothing."""
    found = re.match(r"[ -]([a-z']+)", after(match))
    return found[1] if found else ""


def is_year(digits: str) -> bool:
    """Tell whether these digits are a year that people in a meeting speak of."""
    return len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) <= 2099


COUNTED = words(
    "% abstracts admissions analyses animals applicants applications appointments articles "
    "attendees beats beds bpm births calls calories candidates cases cells charts children "
    "citations cm clicks clinics cohorts colleagues comments consults controls copies credits "
    "days deaths degrees deliveries dollars downloads drafts eligible emails employees encounters "
    "euros events experiments faculty families fellows followers g grams grants hits hospitals "
    "hour hours hrs items interviews invites iu kb kcal kg kids km kr lbs learners lectures "
    "letters lines mails manuscripts mb mcg meetings members men mentees mentors messages meters "
    "metres mg mice miles min mins minutes miss ml mm months mph mutations notes nurses of or "
    "others pages papers parents participants patients people per percent percentile percentiles "
    "physicians points posters posts pounds presses procedures pts publications questions rats "
    "readers reads records referrals reports requests reps residents responses reviewers rooms "
    "rvu rvus samples scans scholars schools seconds sec shifts sites slides slots specimens "
    "staff steps students studies subjects surgeries tests texts thousand tickets times trainees "
    "trials tweets units unread users views visits volunteers votes wrvus week weeks wks women "
    "words workers x year years yrs"
)
"""What follows a number that is a count or a measure."""
