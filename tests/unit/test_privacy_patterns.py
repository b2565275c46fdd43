"""Patterns: numbers, dates and addresses that lead to somebody go, and all others stay."""

# ruff: noqa: RUF001 - other scripts and their signs are part of these tests

import re
import subprocess
import sys

import pytest

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.folding import GAP, fold
from circle_tui.privacy.found import Found
from circle_tui.privacy.patterns import identifiers, warm_up


def found_in(text: str) -> list[Found]:
    """Return what is found in a text as it was typed."""
    return identifiers(fold(text).text)


def masked(text: str) -> str:
    """Return a text, folded, with what is found in brackets instead."""
    folded = fold(text).text
    end, parts = 0, []
    for found in identifiers(folded):
        parts += [folded[end : found.start], f"[{found.kind}]"]
        end = found.end
    return "".join([*parts, folded[end:]])


GOES = {
    Kind.EMAIL: [
        "jo.white@mgh.example",
        "Kidd+circle@med.umich.example",
        "o'brien_2@nhs.example",
        "zoë.groß@klinik-süd.example",
        "jo@hospital",
        "jo.white @ mgh.org",
        "jo.white (at) mgh (dot) org",
        "jo[at]mgh.org",
        "jo.white at mgh dot org",
        "jwhite at med dot umich dot edu",
        "JO.WHITE＠MGH.ORG",
    ],
    Kind.LINK: [
        "https://www.lakeview.example/people?id=4#top",
        "http://profiles.lakeview.edu/kevin.peters",
        "zoommtg://zoom.us/join?confno=4",
        "www.lakeview.example",
        "bibilab.org",
        "profiles.lakeview.edu/kevin",
        "lab.lakeview.ac.uk",
        "orcid.org/0000-0007-7461-8630",
        "zoom.us/j/9612818473?pwd=DCLWPG",
        "bit.ly/3abcd",
        "t.me/jowhite",
        "jo-white.me",
        "jowhite.github.io",
        "praxis-weber.de",
        "lakeview dot org",
    ],
    Kind.HANDLE: [
        "@will_teague",
        "@will_teague@med-mastodon.example",
        "@drwhite",
        "@jo.white",
        "u/jowhite",
        "jowhite#1234",
    ],
    Kind.PHONE: [
        "+47 706 53 321",
        "+47 722 15 576",
        "+44 20 7463 1238",
        "+44 (0)20 7463 1238",
        "+1 (919) 555-0134",
        "+19195550134",
        "+49 30/901820-15",
        "+33 6 12 34 56 78",
        "0044 20 7463 1238",
        "00 44 20 7463 1238",
        "(0)20 7463 1238",
        "020 7463 1238",
        "(020) 7463 1238",
        "07700 900 123",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "030/901820",
        "354-819-3153",
        "697.277.4466",
        "881 828 1248",
        "(919) 555-0134",
        "(919)555-0134",
        "919/555-0134",
        "1-942-720-8307",
        "1 (942) 720-8307",
        "943-7630",
        "555.0199",
        "919-555-0134 x44",
        "919-555-0134, ext. 4766",
        "ext. 4766",
        "ext 4766",
        "extension 4766",
        "x4-7678",
        "x47678",
        "pager 12345",
        "pager 4421",
        "1-800-DOCTORS",
        "22 33 44 11",
        "nine one nine five five five oh one three four",
    ],
    Kind.ID: [
        "490-26-730",
        "490 26 730",
        "490.26.730",
        "3866104",
        "975421",
        "e8685817",
        "MRN 12345",
        "mrn: 4471",
        "MRN 1911",
        "MRN#A-4471",
        "R01 HL440039",
        "R01HL235551-01A1",
        "5R01HL235551-03S1",
        "1 R01 HL235551-01",
        "r01 hl969615",
        "U01 AI 385386",
        "U01-AI-385386",
        "K23-CA829465",
        "K99/R00 HL440039",
        "UL1TR001234",
        "I01BX001234",
        "MR/K006525/1",
        "203141/Z/16/Z",
        "WT098051",
        "EP/X012345/1",
        "W81XWH-20-1-0123",
        "ME-2021C1-23456",
        "DMS-1234567",
        "NCT01234567",
        "123-45-6789",
        "123 45 6789",
        "1234567893",
        "BJ1234563",
        "0000-0007-7461-863X",
        "IRB 24-0312",
        "IRB 2025-0312",
        "IRB-2025-0312",
        "IRB #4312",
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "961 2818 473",
        "10.43.2.17",
        "10.43.2.17:8080",
        "10.0.0.0/8",
        "2001:db8::ff00:42:8329",
        "fe80::1",
        "00:1b:44:11:3a:b7",
        "00-1B-44-11-3A-B7",
        "001b.4411.3ab7",
        "10.1056/NEJMoa2034577",
        "1HGCM82633A004352",
        "550e8400-e29b-41d4-a716-446655440000",
        "XK-4471-B",
        "rs429358",
        "#4471",
        "٤٩٠٢٦٧٣٠",
    ],
    Kind.ADDRESS: [
        "7008 Juniper Lane Suite 199",
        "7911 Juniper Lane #1",
        "294 Elm St",
        "9545 Elm St #34",
        "1485 Commonwealth Ave #31",
        "1049 5th Avenue, Apt 34",
        "2144 Elm St, Apt 38",
        "12 N. Old Mill Road",
        "221b Baker St",
        "4400 University Dr",
        "12 rue de la Paix",
        "12 bis, avenue de l'Opera",
        "Calle de Alcala 45",
        "Hauptstr. 5",
        "Bergmannstraße 12a",
        "Berliner Str. 12",
        "Keizersgracht 174",
        "Johans gate 5",
        "Sveavägen 12",
        "P.O. Box 12",
        "PO Box 4471",
        "Postfach 12",
        "apt 4b",
        "42nd Street",
        "fifth avenue",
        "43749-2467",
        "SW1A 1AA",
        "ox3 9du",
        "m13 9pl",
        "K1A 0B6",
        "D02 X285",
        "1012 AB",
        "room 4-512",
        "room 312b",
    ],
    Kind.DATE: [
        "11/09/66",
        "02/03/08",
        "2/27/1940",
        "12/4/1976",
        "2-10-1980",
        "12.5.2024",
        "15.03.2024",
        "15. 3. 2024",
        "12 / 5 / 2024",
        "5 10 1980",
        "1945-07-25",
        "2025/10/27",
        "2025.10.27",
        "2025-10-27T10:30:00Z",
        "20251027",
        "8/16/26",
        "Jan 20th",
        "Jul. 15, 2024",
        "September 10, 1938",
        "Sept. 24",
        "march 3rd",
        "March the 3rd",
        "march 3-5",
        "jan 3 and 4",
        "may 5",
        "15 Aug 2003",
        "6 Aug",
        "7th of may",
        "the 7th May",
        "27th of March",
        "27th March 2024",
        "26-Apr-2024",
        "26apr2024",
        "26/apr/24",
        "apr-26",
        "5.-7. März",
        "3. märz 2024",
        "20 mars",
        "1er janvier",
        "5 de mayo de 2024",
        "14 juillet",
        "4 luglio",
        "third of may",
        "march third",
        "twenty-third of June",
        "may the fourth",
        "wed 10/15",
        "wed. 10/15",
        "Tuesday, March 3",
        "fri 13th",
        "12/3",
        "10/15",
        "10/15-10/17",
        "2024年5月3日",
        "5月3日",
    ],
}
"""What has to go by itself, whatever stands around it."""


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in GOES.items() for text in texts]
)
def test_what_leads_to_somebody_goes(kind: Kind, text: str) -> None:
    """No letter or digit of an address, a number or a date that I note down is kept."""
    left = "the " if text.startswith("the ") else ""
    for around in ("so {} it is", "({}).", "{}", "then: {}; fine, ok?"):
        assert masked(around.replace("{}", text)) == fold(around).text.replace(
            "{}", f"{left}[{kind}]"
        )
    twice = masked(f"{text}\n{text}")
    assert not any(map(str.isalnum, re.sub(r"\[\w+\]|the ", "", twice))), twice


IN_CONTEXT = [
    ("pager 12345 please", "[phone] please"),
    ("call 4421 after six", "call [phone] after six"),
    ("call me back at 55512", "call me back at [phone]"),
    ("text him on 4 4 1 2 9 9", "text him on [phone]"),
    ("tel: 22334411", "tel: [phone]"),
    ("fax no. 4421", "fax no. [phone]"),
    ("chart 4421 still haunts him", "chart [id] still haunts him"),
    ("case #123 again", "case #[id] again"),
    ("ticket 881 is open", "ticket [id] is open"),
    ("badge number 7713", "badge number [id]"),
    ("pwd: Sommer!24", "pwd: [id]"),
    ("passcode is 4417", "passcode is [id]"),
    ("password hunter2", "password [id]"),
    ("ssn ends in 6789", "[id]"),
    ("last four 6789", "last four [id]"),
    ("chart 975421 k. okoro", "chart [id] k. okoro"),
    ("chart 677925 notes that", "chart [id] notes that"),
    ("k23 3866104", "k23 [id]"),
    ("passport X1234567", "passport [id]"),
    ("license A-123-45", "license [id]"),
    ("plate ABC 123", "plate [id]"),
    ("plate is 7KDX912", "plate is [id]"),
    ("plate B-MW 1234", "plate [id]"),
    ("account no. 4417", "account no. [id]"),
    ("NSF 2034567 ends", "nsf [id] ends"),
    ("sn XK4471-B", "sn [id]"),
    ("no. 44171 on the list", "no. [id] on the list"),
    ("twitter: @jo", "twitter: [handle]"),
    ("linkedin: jo-white-12", "linkedin: [handle]"),
    ("skype id: jowhite", "skype id: [handle]"),
    ("blog at jowhite.me", "blog at [link]"),
    ("Busan 71202 // boss", "busan [id] // boss"),
    ("plz 8001", "plz [address]"),
    ("post code 0450", "post code [address]"),
    ("mail goes to Oslo 0450.", "mail goes to oslo [address]."),
    ("lives at 12 Rose Court", "lives at [address]"),
    ("lives on Juniper Lane now", "lives on [address] now"),
    ("moved to 5 Clinic Circle", "moved to [address]"),
    ("hearing is on 8/10", "hearing is on [date]"),
    ("due 2/3", "due [date]"),
    ("by fri 4/5", "by [date]"),
    ("since 3/10 nothing", "since [date] nothing"),
    ("due 10-15", "due [date]"),
    ("dob 11/66", "dob [date]"),
    ("DOB: 1962", "dob: [date]"),
    ("dob on the form was 3/4", "dob on the form was [date]"),
    ("born in 1962", "born in [date]"),
    ("birthday 5/6", "birthday [date]"),
    ("on the 14th", "on the [date]"),
    ("by the 14th or 15th", "by the [date]"),
    ("am 15.3.2024 um zehn", "am [date] um zehn"),
    ("meets Wed the 15th", "meets [date]"),
    ("in June 5 residents left", "in june 5 residents left"),
    ("on June 5 residents left", "on [date] residents left"),
    ("turned 94, party at home", "turned [age], party at home"),
    ("turned 102", "turned [age]"),
    ("turned ninety-four", "turned [age]"),
    ("aged 97", "aged [age]"),
    ("age 90", "age [age]"),
    ("age: 95", "age: [age]"),
    ("ages 65-94", "ages 65-[age]"),
    ("102 years old", "[age]"),
    ("a 95-year-old woman", "a [age] woman"),
    ("is 91 y/o", "is [age]"),
    ("92yo", "[age]"),
    ("his mother is 93 now", "his mother is [age] now"),
    ("she's 94!", "she's [age]!"),
    ("gran (94) moved in", "gran ([age]) moved in"),
    ("still operating at 95", "still operating at [age]"),
    ("in her nineties", "in her [age]"),
    ("in his 90s", "in his [age]"),
    ("our 94 F pt", "our [age] f pt"),
    ("died at 101", "died at [age]"),
    ("ninety two years old", "[age]"),
]


@pytest.mark.parametrize(("text", "rest"), IN_CONTEXT)
def test_the_words_around_say_what_a_number_is(text: str, rest: str) -> None:
    """A short number goes if the words around it say that it is somebody's."""
    assert masked(text) == rest


STAYS = [
    "August 2025",
    "back in oct 2024",
    "Oct '25",
    "2016",
    "since 2016 nothing has changed",
    "2019-2021",
    "2024-25",
    "AY 2024/25",
    "08/2025",
    "2025-08",
    "the 1990s",
    "class of 2009",
    "q3 2025",
    "Q3-2025",
    "fy26",
    "FY2026",
    "pgy-2",
    "ms3",
    "24/7",
    "24/7/365",
    "50/50",
    "1:1",
    "2:1",
    "9-5",
    "2/3 of us",
    "1/2",
    "3/4 done",
    "7/10",
    "3/5",
    "4.5/5",
    "pain 8/10",
    "scored 7/9",
    "rated it 6/7",
    "10/15 of us",
    "NIH score was 31, not fundable",
    "phq-9 12",
    "PHQ-9 of 12, gad7 of 9",
    "9:30",
    "9:30-10:15",
    "10am",
    "10.30am",
    "at 0800",
    "0800-1700 hrs",
    "mon 3pm",
    "tue 10-12",
    "wed 9 to 5",
    "sat 5 hours",
    "90 min",
    "10-15 min",
    "3-5 weeks",
    "next 10-15 days",
    "5-year",
    "30-day readmission",
    "a 360-degree review",
    "$2,500",
    "$125000",
    "$1.2 million",
    "40k",
    "€ 90 000",
    "120,000 kr",
    "1.2 million",
    "salary 125000",
    "95 %",
    "95%",
    "10-20%",
    "0.00012",
    "3.14159",
    "1,200 RVUs",
    "12000 patients",
    "12,500",
    "about 40 emails a day",
    "94 emails",
    "turned 94 emails into 3",
    "age 55 and still on call",
    "she is 62",
    "scored 94",
    "at 95%",
    "sats at 94",
    "room 90",
    "room 12",
    "bp 130/90",
    "BP 120/80",
    "bp120/80",
    "81 mg",
    "100mg",
    "v2.3",
    "version 2.3.10",
    "r01",
    "R01 and K23",
    "K99/R00",
    "r01/r21/k23",
    "T32s",
    "covid-19",
    "step 2",
    "USMLE Step 2 CK 254",
    "h1b and J-1",
    "form 1040",
    "DS-2019",
    "401k",
    "501c3",
    "billed 99213 and 99214",
    "case 2",
    "study 3 arms",
    "award 2024",
    "protocol 2025",
    "IRB 2025",
    "chart 12 notes",
    "patient 3",
    "#2",
    "call 911",
    "called 40 patients",
    "text 4-5 people",
    "ring me at 5",
    "page 123",
    "pages 10-12",
    "all 5 may come",
    "about 10 may need help",
    "in march 12 residents left",
    "the 14th floor",
    "for the 14th time",
    "20th century",
    "3rd year",
    "1st author",
    "the second of three",
    "he may first need help",
    "second half of march",
    "on the road",
    "in the fast lane",
    "peer circle",
    "5 more circle meetings",
    "3 weeks on the way",
    "2 with dr who",
    "5 pts at st elsewhere",
    "3 head ct scans",
    "10 minutes in the circle",
    "e.g. this, i.e. that",
    "w/out and/or n/a f/u c/o",
    "r.n. and ph.d. and m.sc. and b.sc",
    "all fine.next topic",
    "all fine.no more",
    "it went well.it did",
    "slides.pdf and notes.docx",
    "u.s. and u.k.",
    "9 a.m.",
    "lunch@noon",
    "mtg @ 3pm",
    "meet @home",
    "look at this",
    "born 3 weeks early",
    "birthday in 2 weeks",
    "the 90s",
    "1 2 3 go",
    "one two three",
    "5 10 15",
    "10-100",
    "800-1200",
    "in 2016 24 people",
    "2025 we begin",
    "1000 mg",
    "1500 pt visits",
    "b12 4mg",
    "R01 5yr",
    "k23 5th year",
    "slack: reply to all",
    "zoom: 3pm",
    "icd-10, sf-36, cd4, her2, a1c, h1n1",
    "o365",
    "note :: done",
    "10:30:15",
    "[A] and [person] said [date?] no",
]
"""What leads to nobody."""


@pytest.mark.parametrize("text", STAYS)
def test_what_leads_to_nobody_stays(text: str) -> None:
    """Scores, counts, money, hours, years and months stay as I typed them."""
    assert masked(text) == fold(text).text


def test_the_rest_of_an_address_goes_where_a_name_is_masked_already() -> None:
    """An address with a member's name in it is masked to its last letter, and not twice."""
    text = f"{GAP * 4}.e@lakeview.example and @{GAP * 4}_{GAP * 6}@lake.example"
    assert masked(text) == (f"{GAP * 4}[email] and @{GAP * 4}_{GAP * 6}[handle]")


def test_a_day_goes_where_the_month_is_masked_as_a_name() -> None:
    """With a member called May, the day is masked in "on May 5" although the month is taken."""
    name = GAP * 3
    assert masked(f"on {name} 5") == f"on {name} [date]"
    assert masked(f"{name} 5th, 2024") == f"{name} [date]"
    assert masked(f"the 5th of {name}") == f"the [date] {name}"
    assert masked(f"{name} 5 emails") == f"{name} 5 emails"


def test_what_might_be_something_else_is_unsure() -> None:
    """What is masked to be on the safe side says so, and what is clear says so too."""
    sure = {text: found_in(text)[0].certainty for text in ("10/15", "10/15/24", "a@b.org")}
    assert sure == {
        "10/15": Certainty.UNSURE,
        "10/15/24": Certainty.SURE,
        "a@b.org": Certainty.SURE,
    }


def test_every_find_says_why_in_words() -> None:
    """Why something is masked is a phrase that I understand, and never holds what was masked."""
    for texts in GOES.values():
        for text in texts:
            for found in found_in(text):
                assert found.reason
                assert not found.reason.endswith(".")
                assert not any(map(str.isdigit, found.reason.replace("89", "")))


def test_nothing_is_compiled_before_it_is_needed() -> None:
    """Starting the program waits for no pattern."""
    code = (
        "import re, time\n"
        "compile_, calls = re.compile, []\n"
        "import circle_tui.privacy.tokens\n"
        "re.compile = lambda *args: calls.append(args) or compile_(*args)\n"
        "import circle_tui.privacy.patterns\n"
        "assert sum(len(str(args[0])) for args in calls) < 4000, calls\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_patterns_can_be_made_ready_ahead() -> None:
    """The first note is masked as quickly as the second."""
    warm_up()
    assert masked("ring 943-7630") == "ring [phone]"
