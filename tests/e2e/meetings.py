"""Five hundred made-up meetings in forty zones, many of them where the clocks change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from circle_tui.calendars.changes import clock_changes
from circle_tui.calendars.invite import invite
from circle_tui.calendars.zones import WallTimeProblem, instant, is_utc, zone
from circle_tui.domain.invitation import Guest, Organizer, Style
from circle_tui.domain.meeting import Meeting, MeetingStatus

COUNT = 500

_NAMES = """
Europe/Berlin Europe/Dublin Europe/London Europe/Lisbon Europe/Athens Europe/Chisinau
Europe/Istanbul Atlantic/Azores America/New_York America/Chicago America/Denver America/Phoenix
America/Los_Angeles America/Vancouver America/Edmonton America/St_Johns America/Halifax
America/Havana America/Mexico_City America/Sao_Paulo America/Santiago America/Asuncion America/Nuuk
Africa/Casablanca Africa/El_Aaiun Africa/Cairo Africa/Nairobi Asia/Jerusalem Asia/Beirut Asia/Gaza
Asia/Tehran Asia/Kolkata Asia/Kathmandu Asia/Tokyo Australia/Sydney Australia/Adelaide
Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Pacific/Honolulu Etc/UTC
"""
ZONES = tuple(_NAMES.split())

FIRST, LAST = datetime(2026, 11, 23, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)

TITLES = (
    "",
    "Evening circle",
    "Abendkreis: Übergänge; Fragen, Antworten \\ mehr",
    "END:VEVENT\r\nBEGIN:VEVENT",
    "家族 👩\u200d👩\u200d👧 " * 30,
)
NAMES = ("", "Noor Haddad", 'Teodor "Teo" Lind; jr.', "家族 👩\u200d🔬 " * 20, "END:VEVENT\r\nX:y")

Told = list[object]
"""What a file says: uid, sequence, start and end in seconds since 1970, addresses."""


def generated() -> list[tuple[str, Told]]:
    """Return every meeting's file and what it says; the same ones each time."""
    random = Random(8)
    starts = {name: _starts(name, random) for name in ZONES}
    made = []
    for number in range(COUNT):
        name = ZONES[number % len(ZONES)]
        made.append(_one(number, next(starts[name]), name, random))
    return made


def _starts(name: str, random: Random) -> Iterator[datetime]:
    """Yield wall times that exist once: first around the zone's clock changes, then any."""
    minutes = random.sample([*range(-240, 300, 30)], k=18)
    for change in clock_changes(zone(name), FIRST, LAST):
        for minute in (minutes.pop() for _ in range(min(2, len(minutes)))):
            starts = (change.at + timedelta(minutes=minute)).astimezone(zone(name))
            if _exists(starts.replace(tzinfo=None), name):
                yield starts.replace(tzinfo=None)
    while True:
        starts = FIRST + timedelta(minutes=15 * random.randrange((LAST - FIRST).days * 96))
        if _exists(starts.replace(tzinfo=None), name):
            yield starts.replace(tzinfo=None)


def _exists(starts: datetime, name: str) -> bool:
    try:
        instant(starts, name)
    except WallTimeProblem:
        return False
    return True


def _one(number: int, starts: datetime, name: str, random: Random) -> tuple[str, Told]:
    """Return the file of one meeting, and what it says."""
    status = random.choice([*MeetingStatus, MeetingStatus.CONFIRMED])
    meeting = Meeting(
        uid=f"{random.getrandbits(128):032x}",
        starts=starts,
        zone=name,
        minutes=random.choice([15, 45, 90, 130, 240]),
        sequence=random.randrange(5),
        stamp=datetime(2026, 11, 22, 9, tzinfo=UTC),
        status=status,
    )
    organizer = Organizer("ada@example.org", random.choice(NAMES))
    guest = Guest(f"noor.{number}@example.net", random.choice(NAMES))
    link = random.choice(["", f"https://meet.example.org/room/{number}?pwd=a%20b&x=(1,2;3)"])
    style = Style(random.choice(TITLES), link, random.choice([0, 30]), organizer)
    asked = number % 3 > 0
    zones = random.sample(ZONES, k=4)
    data = invite(meeting, style=style, member_zones=zones, guest=guest if asked else None)
    begins = instant(starts, name).timestamp()
    people = [organizer.address, guest.address] if asked else []
    told = [meeting.uid, meeting.sequence, begins, begins + 60 * meeting.minutes, people]
    assert is_utc(name) or b"BEGIN:VTIMEZONE" in data
    return data.decode(), told
