"""``python -m tests.corpora.make_exam``: write ``notes_exam.jsonl``, the same bytes every time.

With a number, ``python -m tests.corpora.make_exam 7``, notes of another seed go to the output.
Names, places, organisations and jottings stand in the files of ``exam``; all people are made by
chance from parts of names, and none exists.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.corpora.identifiers import MAKERS, MONTHS
from tests.corpora.people import (
    Person,
    Piece,
    family_part,
    forms,
    joined,
    listed,
    parts,
    read_people,
)

FOLDER = Path(__file__).parent
CORPUS = FOLDER / "notes_exam.jsonl"

SEED = 20_26
ROSTER_NOTES, TRAPS, CLEAN_HARD, CLEAN_EASY = 1250, 150, 430, 150

_CASES = {"": "", "lower": "lc", "upper": "uc"}
_GAP = re.compile(r"\{(\w+)('s)?\}")
_COMMON = ("first", "first", "first", "first", "first", "last", "last", "last", "full", "full")
_PLAIN = ("first", "first", "first", "last", "last", "full")


def _lines(name: str) -> list[str]:
    text = (FOLDER / "exam" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


class Exam:
    """The words to make notes from, and the chance that chooses among them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.people = read_people(_lines("names"))
        self.organisations = _lines("organisations")
        self.places = _lines("places")
        self.states = _lines("states")
        self.seen: Counter[str] = Counter()
        """How often a member was named in each form."""

    def person(self, *cultures: str) -> Person:
        """Return anybody from one of the cultures, each as likely as another."""
        return self.random.choice(self.people[self.random.choice(cultures)])

    def roster(self, words: int) -> list[Person]:
        """Return six to ten members with no name in common, ``words`` of them named by words."""
        cultures = [culture for culture in self.people if culture != "words"]
        size = self.random.randint(6, 10)
        chosen: list[Person] = []
        taken: set[str] = set()
        while len(chosen) < size:
            person = self.person("words") if len(chosen) < words else self.person(*cultures)
            own = {*parts(person.given), *parts(person.family)}
            if not own & taken:
                taken |= own
                middle = self.person(*cultures).given
                chosen.append(listed(self.random, person, middle))
        return chosen


class Note:
    """One note being written: its members, its case, and the pieces so far."""

    def __init__(self, exam: Exam, roster: list[Person], speakers: list[Person], case: str) -> None:
        self.exam = exam
        self.random = exam.random
        self.roster = roster
        self.case = case
        self.pieces: list[Piece] = []
        self._waiting = self.random.sample(speakers, len(speakers))
        self._speakers = speakers
        names = (name for member in roster for name in (member.listed, *member.nicks))
        self._taken = {part for name in names for part in parts(name)}

    def write(self, frame: str, plain: bool = False) -> None:
        """Add a jotting, its gaps filled; ``plain`` forms of names are first, last and full."""
        place = 0
        for gap in _GAP.finditer(frame):
            self.pieces.append(Piece(frame[place : gap.start()]))
            piece = self._filled(gap[1], plain)
            if gap[2]:
                piece = replace(piece, form=f"{piece.form}+poss", after=self._possessive(piece))
            self.pieces += [Piece(piece.before), piece, Piece(piece.after)]
            place = gap.end()
        self.pieces.append(Piece(frame[place:]))

    def slip(self) -> None:
        """Misspell a word that is no name."""
        places = [at for at, piece in enumerate(self.pieces) if not piece.type]
        place = self.random.choice(places)
        if words := re.findall(r"(?<!\w)[a-z]{5,}(?!\w)", self.pieces[place].text):
            word = self.random.choice(words)
            at = self.random.randrange(1, len(word) - 1)
            slipped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            text = self.pieces[place].text.replace(word, slipped, 1)
            self.pieces[place] = Piece(text)

    def as_json(self, number: int, group: str) -> str:
        """Return the line of the finished note."""
        text = ""
        spans: list[dict[str, object]] = []
        for piece in self.pieces:
            cased = self._cased(piece.text)
            if piece.type:
                spans.append(
                    {
                        "start": len(text),
                        "end": len(text) + len(cased),
                        "type": piece.type,
                        "form": "|".join(filter(None, (piece.form, _CASES[self.case]))) or None,
                        "must": piece.must,
                        "text": cased,
                    }
                )
            text += cased
        roster = [member.listed for member in self.roster]
        note = {"id": f"exam-{number:04}", "group": group, "text": text, "roster": roster}
        return json.dumps({**note, "spans": spans}, ensure_ascii=False)

    def _cased(self, text: str) -> str:
        return {"lower": text.lower(), "upper": text.upper()}.get(self.case, text)

    def _possessive(self, piece: Piece) -> str:
        apostrophe = self.random.choice("''’")  # noqa: RUF001 - as word processors type it
        ends_in_s = piece.text[-1:].lower() == "s" and self.random.random() < 0.4
        return piece.after + apostrophe + ("" if ends_in_s else "s")

    def _filled(self, gap: str, plain: bool) -> Piece:
        match gap:
            case "M":
                return self._member(plain)
            case "Mt":
                return Piece(self._next().family, "ROSTER_NAME", "title_last")
            case "Ms":
                family = family_part(self._next())
                end = "es" if family[-1] in "sxz" else "s"
                return Piece(family + end, "ROSTER_NAME", "plural")
            case "P" | "Pf" | "Pl" | "Pn" | "Pt" | "Pr":
                return self._other(gap)
            case "O":
                return Piece(self.random.choice(self.exam.organisations), "INSTITUTION")
            case "L":
                return Piece(self.random.choice(self.exam.places), "LOCATION")
            case "STATE":
                return Piece(self.random.choice(self.exam.states), "STATE_COUNTRY", must=False)
            case "MONTHYEAR":
                text = f"{self.random.choice(MONTHS)} {self.random.randint(2021, 2027)}"
                return Piece(text, "DATE_MONTH", must=False)
        person = self._next() if self.random.random() < 0.5 else self._stranger(words=False)
        return MAKERS[gap](self.random, person)

    def _next(self) -> Person:
        """Return a member who was not named yet, if there is one left."""
        return self._waiting.pop() if self._waiting else self.random.choice(self._speakers)

    def _member(self, plain: bool) -> Piece:
        member = self._next()
        found = list(forms(self.random, member, self.case == "lower"))
        if plain or self.random.random() < 0.4:
            form = self.random.choice(_PLAIN if plain else _COMMON)
        else:  # the form seen least, for few names have accents or a nickname
            form = min((piece.form for piece in found), key=self.exam.seen.__getitem__)
        self.exam.seen[form] += 1
        return self.random.choice([piece for piece in found if piece.form == form])

    def _stranger(self, words: bool) -> Person:
        """Return somebody who shares no name with the circle."""
        cultures = [culture for culture in self.exam.people if words or culture != "words"]
        while True:
            person = self.exam.person(*cultures)
            if not self._taken & {*parts(person.given), *parts(person.family)}:
                return person

    def _other(self, gap: str) -> Piece:
        person = self._stranger(words=gap in ("P", "Pn", "Pt", "Pr"))
        choices = {
            "full": f"{person.given} {person.family}",
            "init_last": f"{person.given[0]}. {person.family}",
            "first": person.given,
            "last": person.family,
            "last_first": f"{person.family}, {person.given}",
        }
        if gap == "P":
            likely = ["full", "full", "init_last"]
            if not person.is_word:  # a bare "Best" or "Will" is a word, to any reader
                likely += ["first", "last", "last", "first", "last_first"]
            form = self.random.choice(likely)
        else:
            form = {"f": "first", "l": "last", "n": "full", "t": "last", "r": "first"}[gap[1]]
        suffix = {"Pt": "+title", "Pr": "+relation"}.get(gap, "")
        # In small letters a person named by words is beyond telling, but for a title before it.
        must = not (person.is_word and self.case == "lower" and gap in ("P", "Pn"))
        return Piece(choices[form], "OTHER_PERSON", form + suffix, must)


def _roster_notes(exam: Exam) -> Iterator[str]:
    frames = _lines("frames")
    random = exam.random
    pile: list[str] = []
    for number in range(ROSTER_NOTES):
        if number % 8 == 0:
            roster = exam.roster(words=random.choice([0, 0, 0, 0, 1]))
        case = random.choices(["", "lower", "upper"], [79, 17, 4])[0]
        note = Note(exam, roster, roster, case)
        for place in range(random.choice([1, 1, 2, 2, 3])):
            if place:
                note.pieces.append(
                    Piece(random.choice([". ", "; ", "\n", "\n- ", ", ", " / ", " -> "]))
                )
            pile = pile or random.sample(frames, len(frames))
            note.write(pile.pop())
        if random.random() < 0.08:
            note.slip()
        note.pieces.append(Piece(random.choice(["", "", "", ".", "!", "\n"])))
        yield note.as_json(number, "roster_notes")


def _traps(exam: Exam, group: str, case: str, first: int) -> Iterator[str]:
    frames = _lines("trap_frames")
    for number in range(TRAPS):
        if number % 6 == 0:
            roster = exam.roster(words=4)
        note = Note(exam, roster, [member for member in roster if member.is_word], case)
        note.write(frames[number % len(frames)], plain=True)
        yield note.as_json(first + number, group)


def _clean(exam: Exam, group: str, texts: Sequence[str], first: int) -> Iterator[str]:
    for number, text in enumerate(texts):
        while not _unnamed(text, roster := exam.roster(words=0)):
            pass
        note = Note(exam, roster, roster, "")
        note.write(text)
        yield note.as_json(first + number, group)


def _unnamed(text: str, roster: Sequence[Person]) -> bool:
    """Tell whether no word of the text is a name of a member, or the initials."""
    words = set(parts(text)) | set(re.findall(r"[a-z]+", text.lower()))
    for member in roster:
        named = {part for name in (member.listed, *member.nicks) for part in parts(name)}
        letters = [joined(word)[:1].lower() for word in re.split(r"[ -]", member.listed)]
        initials = {first + other for first in letters for other in letters} | {"".join(letters)}
        if words & (named | initials):
            return False
    return True


def _varied(random: Random, lines: Sequence[str], count: int) -> list[str]:
    """Return the lines, and then as many again in small letters or two by two as are wanted."""
    texts = dict.fromkeys(lines)
    while len(texts) < count:
        one, other = random.sample(lines, 2)
        joint = random.choice([". ", "; ", "\n- ", " / "])
        texts[random.choice([one.lower(), f"{one}{joint}{other}"])] = None
    return list(texts)


def lines(seed: int) -> Iterator[str]:
    """Yield every line of the corpus."""
    exam = Exam(seed)
    yield from _roster_notes(exam)
    yield from _traps(exam, "trap_name", "", ROSTER_NOTES)
    yield from _traps(exam, "trap_name_lc", "lower", ROSTER_NOTES + TRAPS)
    first = ROSTER_NOTES + 2 * TRAPS
    hard = _varied(exam.random, _lines("clean_hard"), CLEAN_HARD)
    yield from _clean(exam, "clean_hard", hard, first)
    easy = _varied(exam.random, _lines("clean_easy"), CLEAN_EASY)
    yield from _clean(exam, "clean_easy", easy, first + len(hard))


def corpus(seed: int = SEED) -> bytes:
    """Return the whole file; another seed makes notes that nobody has built for."""
    return "".join(f"{line}\n" for line in lines(seed)).encode()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.buffer.write(corpus(int(sys.argv[1])))
    else:
        CORPUS.write_bytes(corpus())
