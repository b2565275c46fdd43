"""Invented identifiers that are no names: numbers, dates and addresses in the forms people use."""

from collections.abc import Callable
from random import Random

from tests.corpora.people import Person, Piece, joined, logins

_MONTHS = "January February March April May June July August September October November December"
MONTHS = _MONTHS.split()
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
_HOSTS = (
    *("mercyharbor.org", "lowland-med.edu", "gmail.com", "proton.me", "nhs.net", "uni-sundgau.de"),
    *("kestrelridge.health", "med.brightwater.ac.uk", "outlook.com", "hospital.go.ke"),
)
_SITES = (
    *("riverlab.org", "mentorcircle.net", "doodle.com", "sites.google.com", "brightwater.ac.uk"),
    *("bit.ly", "pollhub.io", "docs.lowland-med.edu", "elmhaven.health"),
)
_STREETS = (
    *("Larkspur Lane", "Quarry Rd", "Old Mill Road", "Canning Street", "E 14th St", "Juniper Ave"),
    *("Birchfield Close", "Harbour View Drive", "Sycamore Court", "W Elmhurst Blvd", "Tannery Row"),
)
_ABROAD = (
    *("Lindenstraße {}", "{} rue des Tanneurs", "Calle Olmo {}", "Hämeenkatu {}", "Via Ghirba {}"),
    *("Rua das Laranjeiras {}", "{} Banani Road", "Kastanienallee {}"),
)


def digits(random: Random, pattern: str) -> str:
    """Return the pattern with a digit for each #, and a capital for each ?."""
    made: list[str] = []
    for character in pattern:
        if character == "#":
            character = random.choice("0123456789" if made and made[-1].isdigit() else "23456789")
        elif character == "?":
            character = random.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
        made.append(character)
    return "".join(made)


def _one_of(random: Random, type_: str, *patterns: str) -> Piece:
    """Return one of the patterns filled; what is before a ~ or after a second is not to go."""
    before, tilde, rest = random.choice(patterns).partition("~")
    text, _, after = rest.partition("~") if tilde else (before, "", "")
    return Piece(digits(random, text), type_, before=before if tilde else "", after=after)


def _email(random: Random, person: Person) -> Piece:
    login = random.choice(
        [*logins(person), f"{joined(person.given).lower()}{random.randint(2, 99)}"]
    )
    tag = random.choice(["", "", "", "+circle"])
    return Piece(f"{login}{tag}@{random.choice(_HOSTS)}", "EMAIL")


def _handle(random: Random, person: Person) -> Piece:
    place = random.choice(["", "", "", "@mstdn.social", ".bsky.social"])
    return Piece(f"@{random.choice(logins(person))}{place}", "HANDLE")


def _url(random: Random, person: Person) -> Piece:
    site, login = random.choice(_SITES), random.choice(logins(person)).replace("_", "-")
    end = digits(random, "##?#?")
    patterns = [
        f"https://{site}/{end}",
        f"http://www.{site}/~{login}",
        f"www.{site}/people/{login}",
    ]
    patterns += [site, f"{site}/{end}", f"https://{login.replace('.', '')}.org", f"HTTPS://{site}"]
    return Piece(random.choice(patterns), "URL")


def _phone(random: Random, _: Person) -> Piece:
    patterns = [
        "(###) 555-01##",
        "###-555-01##",
        "###.555.01##",
        "+1 (###) 555-01##",
        "1-###-555-01##",
    ]
    patterns += ["+44 20 7946 0###", "0113 496 0###", "07700 900###", "+49 30 23125 ###"]
    patterns += ["+33 1 99 00 ## ##", "+91 9#### #####", "+254 7## ######", "+81 3-####-####"]
    patterns += ["+47 ### ## ###", "0047 ########", "x~#-####", "ext. ~####", "+55 11 9####-####"]
    return _one_of(random, "PHONE", *patterns)


def _pager(random: Random, _: Person) -> Piece:
    return _one_of(random, "PHONE", "pager ~#####", "beeper ~####", "bleep ~####", "pager ~#-####")


def _mrn(random: Random, _: Person) -> Piece:
    return _one_of(random, "ID", "MRN ~#######", "mrn: ~###-##-###", "~########", "~?#######")


def _grant(random: Random, _: Person) -> Piece:
    patterns = [
        "R01 CA######",
        "K23HL######-02",
        "1R21MH######-01A1",
        "U54 TR######",
        "R01-HL######",
    ]
    patterns += [
        "MR/?######/1",
        "ERC ~#########",
        "NSF ~#######",
        "award ~####-##-####",
        "T32GM######",
    ]
    return _one_of(random, "ID", *patterns)


def _id(random: Random, _: Person) -> Piece:
    patterns = ["SSN ~9##-##-####", "NPI ~1#########", "ORCID ~0000-000#-####-####", "GMC ~#######"]
    patterns += ["licence ~??######", "license no. ~?#######", "DEA ~??#######", "plate ~#???###"]
    patterns += ["number plate ~??## ???", "badge ~#####", "passport ~?########", "IRB ~##-####"]
    patterns += [
        "case no. ~##-#####",
        "account ~####-####-##",
        "serial ~SN-#####-??",
        "NHS no. ~### ### ####",
    ]
    return _one_of(random, "ID", *patterns)


def _date(random: Random, _: Person) -> Piece:
    month, day, year = random.randrange(12), random.randint(1, 28), random.randint(2019, 2027)
    name, short = MONTHS[month], MONTHS[month][:3]
    nth = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    texts = [f"{name} {day}", f"{short} {day}{nth}", f"{day} {name}", f"{day}. {name} {year}"]
    texts += [
        f"{month + 1}/{day}/{year % 100}",
        f"{year}-{month + 1:02}-{day:02}",
        f"{short} {day}, {year}",
    ]
    texts += [f"{day:02}.{month + 1:02}.{year}", f"{random.choice(_DAYS)} {month + 1}/{day}"]
    texts += [
        f"the {day}{nth} of {name}",
        f"{day}-{short}-{year}",
        f"{day:02}/{month + 1:02}/{year}",
    ]
    return Piece(random.choice(texts), "DATE")


def _born(random: Random, _: Person) -> Piece:
    day, month, year = random.randint(1, 28), random.randrange(12), random.randint(1935, 2004)
    dates = [
        f"{month + 1:02}/{day:02}/{year}",
        f"{MONTHS[month]} {day}, {year}",
        f"{year}-{month + 1:02}-{day:02}",
    ]
    dates += [f"{day} {MONTHS[month][:3]} {year}", f"{day:02}.{month + 1:02}.{year % 100:02}"]
    return Piece(
        random.choice(dates), "DOB", before=random.choice(["DOB ", "born ", "dob: ", "b. "])
    )


def _ip(random: Random, _: Person) -> Piece:
    quad = ".".join(str(random.randint(1, 254)) for _ in range(4))
    return Piece(
        random.choice([quad, quad, f"2001:db8:{random.randint(10, 99)}f::{random.randint(1, 99)}"]),
        "IP",
    )


def _zip(random: Random, _: Person) -> Piece:
    return _one_of(
        random, "ZIP", "zip ~#####", "ZIP ~#####-####", "?S# #??", "K#? #?#", "postcode ~#### ??"
    )


def _address(random: Random, _: Person) -> Piece:
    number = random.randint(2, 9900)
    unit = random.choice(["", "", " Apt 4B", " #12", ", Unit 7", " Suite 310"])
    texts = [
        f"{number} {random.choice(_STREETS)}{unit}",
        f"{number} {random.choice(_STREETS)}{unit}",
    ]
    texts += [f"PO Box {number}", f"Flat 3, {number % 90 + 2} {random.choice(_STREETS)}"]
    texts += [random.choice(_ABROAD).format(number % 120 + 1)]
    return Piece(random.choice(texts), "ADDRESS")


def _age(random: Random, _: Person) -> Piece:
    frames = [
        ("age ", ""),
        ("", " years old"),
        ("", "yo"),
        ("a ", "-year-old"),
        ("aged ", ""),
        ("", " y/o"),
    ]
    before, after = random.choice(frames)
    return Piece(str(random.randint(90, 104)), "AGE90", before=before, after=after)


MAKERS: dict[str, Callable[[Random, Person], Piece]] = {
    **{"EMAIL": _email, "HANDLE": _handle, "URL": _url, "PHONE": _phone, "PAGER": _pager},
    **{"MRN": _mrn, "GRANT": _grant, "ID": _id, "DATE": _date, "DOB": _born, "IP": _ip},
    **{"ZIP": _zip, "ADDRESS": _address, "AGE90": _age},
}
"""What makes the identifier for each gap of that name, if need be from a person's name."""
