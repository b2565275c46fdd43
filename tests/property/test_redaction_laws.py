"""Laws of the masking: whatever the names and however they are typed, none of them is left."""

import re
import unicodedata
from collections.abc import Callable
from time import thread_time
from typing import Literal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from circle_tui.domain.masking import Kind, Redaction
from circle_tui.domain.people import Member
from circle_tui.privacy.folding import fold
from circle_tui.privacy.redaction import redact, redact_text

SYLLABLES = {
    "anglo": "win thorn ley brook hart mer ton wick ash ford bur gil",
    "yoruba": "ade olu wa tó ṣe fún bọ́ la yin kẹ́ mi ré",
    "akan": "kwa me adu nya boa teng ɔse ye krɔ pong ama",
    "swahili": "mwa nji ku za wa di ma ki pe nde ru gu",
    "turkish": "çağ rı şen gül öz dem ir yıl maz tuğ ba kök",  # noqa: RUF001
    "polish": "zbi gniew prze mys ław szcze pań ska żół ciów dzie",
    "czech": "zde něk bře tis lav krej čí říh ová mar ké ta",
    "hungarian": "győr vö rös bol dog szen tő zsu lász ár vány",
    "nordic": "bjør nar åsh ild øde gård sønd skjæ ræv gauk häg",
    "icelandic": "þór hild sig urð guð björ gæg snæ dótt ynj",
    "german": "groß müh schön lie der weiß haupt käs jör krah",
    "portuguese": "con cei ção mag alh ães thi go nça lves quei roz",
    "vietnamese": "ngu yễn trư ơng quố thả đặng huỳ khá điệ",
    "hawaiian": "kea loha naʻ puʻu kai mak lani noe wai hanu",  # noqa: RUF001
    "pinyin": "xia zhu qing hao yuán wéi guǒ lǚ shén jiā",
    "tamil": "mut thu kri sena pal ani vel an kum arav",
    "filipino": "dima cula ngan mapa ra eg ilag bató cata",
    "arabic latin": "abd rah man kha lid zay nab had rash jaz",
    "russian": "вла дим жан щер бак ёл кин юр гей мирь",
    "greek": "παπ δόπ ουλ κων στα ντί νος γιά ννη ρίζ",
    "hebrew": "אבי גיל מזר חיל שלו מית נחמ",
    "arabic": "خال دية الم حسن زين بكر عثم",
    "devanagari": "मीरा जोश शंकर देव नाथ प्रिय",
    "chinese": "王小明 歐陽志 諸葛雪 司馬雲",
    "korean": "김민준 남궁연 박서윤 최지우",
    "japanese": "さくら ハセガ 佐々木 タチバ",
}
"""Syllables by culture: the names made of them are on no list."""

PARTICLES = ("van", "van der", "ten", "bin", "de", "de la", "al-", "el", "von", "dos", "Ní", "O'")
"""What stands before a family name and is no part by itself."""

FILLERS = ("we heard", "asked", "is tired", "said no to", "with", "first, then")
"""What is typed around names."""

GLUE = (
    *("_", "2", "_7", "#", "@", "(", "[", '"', "“", "**", "/", "-", "'", "=", "…", "|", "<b>"),
    *("team", "Non", "É"),
)
"""What a name may stick to before it."""

TAILS = (
    *("'s", "’s", "'", "s", "'d", "2024", ":", ",", "!", "...", ")", "]"),  # noqa: RUF001
    *("Lab", "group", "_v2", "@x.org"),
)
"""What a name may stick to after it; none makes an ordinary word of a short name."""

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e"

PLACEHOLDER = re.compile(
    r"\[(?:[A-Z]\d*|person|place|organisation|date|age|email|phone|handle|link|address|id|name|word)\]"
)


def _parts(name: str) -> set[str]:
    """Return the folded parts of a name that have three letters or more, and are no particle."""
    particles = {word for particle in PARTICLES for word in re.findall(r"\w+", particle.lower())}
    return {
        fold(part).text
        for part in re.split(r"[\s\-'’,.()]+", unicodedata.normalize("NFC", name))  # noqa: RUF001
        if sum(map(str.isalpha, part)) >= 3 and fold(part).text not in particles
    }


@st.composite
def name_parts(draw: st.DrawFn, culture: str) -> str:
    """Draw one part of a name, of one to three syllables, capitalised where there are capitals."""
    syllables = st.sampled_from(SYLLABLES[culture].split())
    part = "".join(draw(st.lists(syllables, min_size=1, max_size=3)))
    return part[0].upper() + part[1:]


@st.composite
def full_names(draw: st.DrawFn) -> str:
    """Draw a full name as a roster has it, with particles, hyphens and apostrophes."""
    culture = draw(st.sampled_from(sorted(SYLLABLES)))
    part = name_parts(culture)
    given_name = draw(part)
    if draw(st.booleans()):
        given_name += draw(st.sampled_from(["-", " ", " X. "])) + draw(part)
    family = draw(part)
    if draw(st.booleans()):
        particle = draw(st.sampled_from(PARTICLES))
        family = f"{particle}{'' if particle[-1] in chr(39) + '-' else ' '}{family}"
    if draw(st.booleans()):
        family += draw(st.sampled_from(["-", " "])) + draw(part)
    preferred = draw(part)
    patterns = ["{0} {1}"] * 4 + ["Dr. {0} {1}", "{0} {1}, MD, PhD", "{0} ({2}) {1}"]
    return draw(st.sampled_from(patterns)).format(given_name, family, preferred)


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _as(spelling: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize(spelling, text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "capitals": str.upper,
    "title": str.title,
    "decomposed": _as("NFD"),
    "compatible": _as("NFKD"),
    "no accents": _unaccented,
    "no accents, small": lambda text: _unaccented(text).lower(),
    "curly": lambda text: text.replace("'", "’"),  # noqa: RUF001
    "no-break": lambda text: text.replace(" ", "\u00a0").replace("-", "\u2011"),
    "two blanks": lambda text: text.replace(" ", "  "),
    "over a line": lambda text: text.replace(" ", "\n"),
    "joined": lambda text: re.sub(r"[\s'-]", "", text),
    "joined, small": lambda text: re.sub(r"[\s'-]", "", text).lower(),
    "underscores": lambda text: re.sub(r"[\s'-]+", "_", text).lower(),
    "dots": lambda text: re.sub(r"[\s'-]+", ".", text).lower(),
    "hyphens": lambda text: text.replace(" ", "-"),
    "blanks": lambda text: text.replace("-", " "),
}


@st.composite
def mentions(draw: st.DrawFn, name: str) -> str:
    """Draw a way of typing a name, or a part of it, and what it sticks to."""
    plain = re.sub(r"^Dr\. |, MD, PhD$", "", name)
    words = re.sub("[()]", "", plain).split()
    typed = draw(
        st.sampled_from(
            [
                *(plain, *words, " ".join(words[1:]), f"{words[-1]}, {words[0]}"),
                *(f"{words[0]} {words[-1]}", f"{words[0][0]}. {words[-1]}", " ".join(words[::-1])),
            ]
        )
    )
    typed = SPELLINGS[draw(st.sampled_from(sorted(SPELLINGS)))](typed)
    if draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(1, len(typed)))
        typed = typed[:place] + draw(st.sampled_from(INVISIBLE)) + typed[place:]
    before = draw(st.sampled_from(["", "", "", *GLUE]))
    return before + typed + draw(st.sampled_from(["", "", "", *TAILS]))


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a note that names members, and the roster."""
    roster = draw(st.lists(full_names(), min_size=1, max_size=4, unique=True))
    filler = st.sampled_from(FILLERS)
    pieces = [draw(filler)]
    for _ in range(draw(st.integers(1, 3))):
        pieces += [draw(mentions(draw(st.sampled_from(roster)))), draw(filler)]
    joint = draw(st.sampled_from([" ", "\n", " - ", "; "]))
    return joint.join(pieces), roster


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("[]()<>@#&*_'\"/\\-.:,;’“0123456789 \n\t" + INVISIBLE),  # noqa: RUF001
        st.sampled_from("ABZ\u0301\u0308\u202a\u2066\u0000\x1b\u3000\u115fﬁſKİıßǅ"),  # noqa: RUF001
    ),
    max_size=120,
)


def _left(result: str) -> str:
    """Return what is left of a note, folded, its placeholders out of the way."""
    return fold(PLACEHOLDER.sub("\n", result)).text


def _holds(text: str, redaction: Redaction) -> None:
    """Check that the spans lie in order within the text, and the masked text is made of them."""
    rebuilt, place = "", 0
    for span in redaction.spans:
        assert place <= span.start < span.end <= len(text)
        assert PLACEHOLDER.fullmatch(span.placeholder), span.placeholder
        assert re.fullmatch(r"\[[A-Z]\d*\]", span.placeholder) or span.kind is not Kind.MEMBER
        assert span.reason
        assert not span.reason.endswith(".")
        rebuilt += text[place : span.start] + span.placeholder
        place = span.end
    assert rebuilt + text[place:] == redaction.text


@settings(max_examples=100, deadline=None)
@given(notes())
@example(("asked ana2 _RUIZO_ @ana_ruizo", ["Ana Ruizo"]))
@example(("asked teamAna anaRuizo RuizoLab", ["Ana Ruizo"]))
@example(("first Heijden, Joost v.d. heijden", ["Joost van der Heijden"]))
def test_no_part_of_a_name_is_left(note: tuple[str, list[str]]) -> None:
    """However a member's name is typed, and whatever it sticks to, nothing of it is kept."""
    text, roster = note
    parts = {part for name in roster for part in _parts(name)}
    usual = [fold(word).text for word in (*FILLERS, *TAILS, *GLUE)]
    assume(not any(part in word for part in parts for word in usual))
    left = _left(redact_text(text, roster))
    assert [part for part in sorted(parts) if part in left] == [], left


@settings(max_examples=100, deadline=None)
@given(full_names(), st.data())
def test_a_part_glued_to_a_word_is_not_left(name: str, data: st.DataObject) -> None:
    """A name that is long enough is found within a longer word in small letters, too."""
    long = sorted(part for part in _parts(name) if len(part) >= 5 and part.isascii())
    assume(long)
    part = data.draw(st.sampled_from(long))
    word = data.draw(st.sampled_from(["{}lab", "team{}", "the{}group", "dr{}", "{}ish", "pre{}"]))
    assert part not in _left(redact_text(f"ask {word.format(part)} soon", [name]))


@settings(max_examples=100, deadline=None)
@given(notes())
def test_masking_twice_is_masking_once(note: tuple[str, list[str]]) -> None:
    """A masked note that is masked again stays as it is, and its placeholders stay whole."""
    text, roster = note
    once = redact_text(text, roster)
    assert redact_text(once, roster) == once


@settings(max_examples=100, deadline=None)
@given(notes())
def test_the_spans_tell_what_was_masked(note: tuple[str, list[str]]) -> None:
    """The spans are in order and apart, and make the masked text out of the typed one."""
    text, roster = note
    _holds(text, redact(text, roster))


@settings(max_examples=100, deadline=None)
@given(notes())
def test_the_same_note_is_masked_the_same_way(note: tuple[str, list[str]]) -> None:
    """Nothing but the text and the names matters: not the call before, nor how a name came in."""
    text, roster = note
    first = redact(text, roster)
    redact_text(" ".join(roster), roster[::-1])
    members = [Member(f"m{number}", name, "Owl") for number, name in enumerate(roster)]
    assert redact(text, list(roster)) == first
    assert redact(text, members) == first


@settings(max_examples=100, deadline=None)
@given(HOSTILE, st.lists(st.one_of(full_names(), HOSTILE), max_size=4))
def test_any_text_and_any_roster_will_do(text: str, roster: list[str]) -> None:
    """Markup, writing from right to left, invisible characters: nothing breaks the masking."""
    redaction = redact(text, roster)
    _holds(text, redaction)
    assert redact_text(redaction.text, roster) == redaction.text


@pytest.mark.parametrize(
    "piece",
    [
        *("a", " ", "A", "7", "(", "[A]", "@", ".", "a.", "1-", "é", "Ana ", "ana", "AnaRuizo"),
        *("x@y.", "http://", "12/", "Dr. ", "my chair ", "\u200b", "Mc", "O'", "van der ", "Ab-"),
        *("Zqwort ", "zqwort, ", "12345 Elm St ", "J. ", "王", "ा", "we met Anna and Ruizzo\n"),
    ],
)
def test_a_very_long_note_is_masked_in_time(piece: str) -> None:
    """A text takes as much longer as it is longer, and no more, whatever it is made of."""
    roster = ["Ana Ruizo", "Joost van der Heijden", "Hyejin (Jenny) Park-Lowe", "王小明"]
    short, long = (piece * 10_000)[:2_500], (piece * 10_000)[:10_000]
    _holds(long, redact(long, roster))
    # Four times the text: four times the work, or sixteen if every place is looked at from every
    # other. Half-way between lies plenty of room for a busy machine.
    assert _cost(long, roster) < 10 * max(_cost(short, roster), 0.002)


def _cost(text: str, roster: list[str]) -> float:
    """Return the least processor time, in seconds, that it took of three goes."""
    costs = []
    for _ in range(3):
        before = thread_time()
        redact(text, roster)
        costs.append(thread_time() - before)
    return min(costs)
