"""Laws of the patterns, for texts and numbers that nobody has thought of."""

import re
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from circle_tui.privacy.folding import GAP, fold
from circle_tui.privacy.patterns import identifiers, warm_up

PIECES = st.one_of(
    st.sampled_from(
        [
            *("@", ".", "-", "/", ":", " ", "\n", "(", ")", "#", "+", "[", "]", "[a]"),
            *("[date?]", GAP, "'", "may", "on", "at", "dob", "st", "wed", "x", "ext", "chart"),
            *("r01", "http://", "www.", "com", "turned", "a", "of", "the", "am", "%", "$"),
            *("years", "room", "plate", "pwd:", "é", "月", "٣"),
        ]
    ),
    st.integers(0, 99999999999).map(str),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
BEFORE = st.sampled_from(
    ["", "so ", "(", '"', "then: ", "x, ", "saw her; ", "he said - ", "«", "…"]
)
AFTER = st.sampled_from(["", ".", ", fine", ") then", "; more", "?!", " - ok", '"', " please", "…"])
DIGITS = "0123456789"


def remains(text: str) -> str:
    """Return a text, folded, with each find in brackets instead."""
    folded = fold(text).text
    end, parts = 0, []
    for found in identifiers(folded):
        parts += [folded[end : found.start], f"[{found.kind}]"]
        end = found.end
    return "".join([*parts, folded[end:]])


def left_of(typed: str, before: str, after: str) -> str:
    """Return the letters and digits left of what was typed between two stretches of text."""
    rest = re.sub(r"\[[a-z]+\]", " ", remains(before + typed + after))
    ends = fold(before).text, fold(after).text
    middle = rest.removeprefix(ends[0].rstrip()).removesuffix(ends[1].lstrip())
    return "".join(filter(str.isalnum, middle))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_finds_are_in_order_and_apart(text: str) -> None:
    """Whatever I paste, what is found lies within the text, in order, and never twice."""
    end = 0
    folded = fold(text).text
    for found in identifiers(folded):
        assert end <= found.start < found.end <= len(folded)
        assert any(map(str.isalnum, folded[found.start : found.end]))
        assert GAP not in folded[found.start : found.end]
        end = found.end


@given(TEXTS)
@example("dob@0")
@example("dob x@0")
@example("dob0:0")
@example("0月1000000")
@example("10000#100")
@settings(max_examples=300, deadline=None)
def test_a_second_look_finds_nothing(text: str) -> None:
    """A note that was masked is not masked further when I open and save it again."""
    once = remains(text)
    assert remains(once) == once


def grouped(number: str, sizes: list[int], sign: str) -> str:
    """Return a number in groups of these sizes."""
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return sign.join(group for group in groups if group)


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Draw a number to call, as it is written in some country or other."""
    number = draw(st.text("23456789", min_size=12, max_size=12))
    sign = draw(st.sampled_from([" ", "-", "."]))
    shape = draw(st.sampled_from(["us", "us in brackets", "short", "abroad", "trunk", "extension"]))
    match shape:
        case "us":
            return draw(st.sampled_from(["", f"1{sign}"])) + grouped(number, [3, 3, 4], sign)
        case "us in brackets":
            return f"({number[:3]}) {number[3:6]}-{number[6:10]}"
        case "short":
            return f"{number[:3]}-{number[3:7]}"
        case "abroad":
            sizes = draw(st.sampled_from([[2, 3, 2, 3], [2, 2, 4, 4], [2, 1, 2, 2, 2, 2], [12]]))
            return draw(st.sampled_from(["+", "00 "])) + grouped(number, sizes, sign)
        case "trunk":
            return f"0{number[:2]} {number[2:6]} {number[6:10]}"
    return draw(st.sampled_from(["ext. ", "ext ", "x4-", "x1"])) + number[:4]


@st.composite
def grants(draw: st.DrawFn) -> str:
    """Draw a grant of the National Institutes of Health, spaced in some way."""
    kind = draw(
        st.sampled_from(["R01", "r21", "U01", "K23", "k08", "T32", "P30", "F31", "UL1", "DP2"])
    )
    sign = draw(st.sampled_from(["", " ", "-"]))
    institute = draw(st.sampled_from(["HL", "ca", "MH", "AI", "DK", "GM"]))
    number = draw(st.text(DIGITS, min_size=6, max_size=6))
    suffix = draw(st.sampled_from(["", "-01", "-01A1", "-03S1"]))
    first = draw(st.sampled_from(["", "1", "5 "]))
    return f"{first}{kind}{sign}{institute}{draw(st.sampled_from(['', sign]))}{number}{suffix}"


@st.composite
def mails(draw: st.DrawFn) -> str:
    """Draw an e-mail address."""
    name = st.text("abcdefghijklmnopqrstuvwxyzäøñ0123456789", min_size=1, max_size=9)
    local = draw(st.lists(name, min_size=1, max_size=3))
    domain = draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z]", fullmatch=True), min_size=1))
    end = draw(st.sampled_from(["edu", "org", "com", "ac.uk", "se", "example"]))
    address = f"{draw(st.sampled_from(['.', '_', '+', '-'])).join(local)}@{'.'.join(domain)}.{end}"
    return draw(st.sampled_from([address, address.upper()]))


@st.composite
def days(draw: st.DrawFn) -> str:
    """Draw a day, in one of the shapes in which people write it."""
    day = draw(st.dates(date(1920, 1, 1), date(2039, 12, 31)))
    shape = draw(
        st.sampled_from(
            [
                *("%m/%d/%Y", "%d.%m.%Y", "%m-%d-%y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
                *("%d/%m/%y", "%B %d", "%d %B", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y"),
                *("%A, %B %d", "%b. %d", "%d%b%Y", "%d of %B"),
            ]
        )
    )
    return draw(st.sampled_from([day.strftime(shape), day.strftime(shape).lower()]))


@st.composite
def ids(draw: st.DrawFn) -> str:
    """Draw a number or a code that stands for somebody.

    Letters that say that a number comes ("no", "nr") lead to nobody, and stay.
    """
    number = draw(st.text("123456789", min_size=9, max_size=9))
    letters = draw(
        st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=1, max_size=3).filter(
            lambda said: said not in {"NO", "NR"}
        )
    )
    return draw(
        st.sampled_from(
            [number[:6], number[:7], number, f"{letters}{number[:7]}", f"{letters}-{number[:6]}"]
            + [grouped(number, sizes, "-") for sizes in ([3, 2, 3], [3, 2, 4], [2, 6])]
            + [f"MRN {number[:4]}", f"NCT0{number[:7]}", f"0000-0002-{number[:4]}-{number[4:7]}X"]
        )
    )


@given(st.one_of(phones(), grants(), mails(), days(), ids()), BEFORE, AFTER)
@example("01 May", "", " please")
@example("15 may", "so ", " please")
@settings(max_examples=400, deadline=None)
def test_what_leads_to_somebody_goes_whole(typed: str, before: str, after: str) -> None:
    """No letter or digit of a number to call, a grant, an address, a day or an id is kept."""
    assert left_of(typed, before, after) == ""


COUNTED = st.integers(1, 89)


@st.composite
def harmless(draw: st.DrawFn) -> str:
    """Draw a number that leads to nobody, with what makes that plain."""
    few, more = draw(COUNTED), draw(st.integers(2, 89))
    year = draw(st.integers(1950, 2049))
    month = draw(st.sampled_from(["January", "march", "Aug", "sept", "December"]))
    return draw(
        st.sampled_from(
            [
                *(f"{few} patients", f"{few} min", f"{few}-{few + 3} weeks", f"{few} %"),
                *(f"{few}%", f"{few}k", f"${few},{more:02}0", f"{few}.{more} million"),
                *(f"age {few}", f"aged {few}", f"she is {few}", f"{month} {year}"),
                *(f"since {year}", f"{year}-{year + 2}", f"the {year // 10}0s", "24/7"),
                *(f"phq-9 {few % 28}", f"score was {few}", f"scored {few % 9}/10"),
                *(f"fy{year % 100:02}", f"pgy-{few % 9}", f"{few % 12}:{more % 60:02}"),
                *(f"{few % 12 + 1}pm", f"{few} mg", "50/50", f"{few}-year", f"{few},000 rvus"),
                *("covid-19", "R01", "k23", f"bp {few + 90}/{few}", f"step {few % 3}"),
                *(f"q{few % 4 + 1} {year}", f"v{few}.{more}", f"about {few} emails"),
            ]
        )
    )


WORDS = st.lists(
    st.sampled_from(
        ["we", "talked", "about", "the", "clinic", "and", "her", "chair", "felt", "tired"]
    ),
    max_size=4,
).map(" ".join)


@given(harmless(), WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_what_leads_to_nobody_stays(typed: str, before: str, after: str) -> None:
    """Counts, scores, money, hours, years and months stay among whatever ordinary words."""
    text = f"{before} {typed}; {after}"
    assert remains(text) == fold(text).text


HOSTILE = [
    *("1", "9.", "1-", "1 ", "1/", "1:", "(1", "+1", "#1", ".", "-", " ", "@", "a@", "@a.", "a.a@"),
    *(
        "a.",
        "a-",
        "a_1",
        "a1",
        "1a",
        "at ",
        "a at a dot ",
        "www.",
        "http:",
        "x.com",
        "[a]",
        "[",
        GAP,
    ),
    *(
        "1 may ",
        "may 1, ",
        "1st of ",
        "on 1/2 ",
        "wed 1 ",
        "dob ",
        "born 19",
        "turned ",
        "aged 9 ",
        "90 ",
    ),
    *(
        "one ",
        "call at ",
        "ext 1 ",
        "chart no is ",
        "mrn 1 ",
        "12 elm ",
        "1 a st ",
        "rue de ",
        "calle a ",
    ),
    *(
        "2024-",
        "12/12/",
        "1,111,",
        "$1,",
        "1%",
        "1.1.1.",
        "::",
        "0:",
        "00-",
        "de12 aaaa ",
        "aa/a1",
        "u/",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    """A text made to be slow takes as much longer as it is longer, and no more."""
    warm_up()
    short, long = (piece * 10_000)[:2_500], (piece * 10_000)[:10_000]
    # Four times the text: four times the work, or sixteen if every place is looked at from every
    # other. Half-way between lies plenty of room for a busy machine.
    assert _cost(long) < 10 * max(_cost(short), 0.002)


def _cost(text: str) -> float:
    """Return the least processor time, in seconds, that it took of three goes."""
    costs = []
    for _ in range(3):
        start = time.thread_time()
        identifiers(text)
        costs.append(time.thread_time() - start)
    return min(costs)
