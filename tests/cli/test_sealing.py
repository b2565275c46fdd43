"""The commands that protect a circle, and every other command on a protected one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from circle_tui.cli import passphrases
from circle_tui.sealing import groups
from tests.cli.conftest import Answer, Circle
from tests.cli.person import Person
from tests.sealed import NEW, PASSPHRASE, showing
from tests.unit.draws import CHEAP

NAMES = ("Ana Example", "Noor Sample", "Thursday circle")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let trying a passphrase cost nothing."""
    monkeypatch.setattr("circle_tui.storage.keys.best_cost", lambda: CHEAP)


@pytest.fixture
def handed() -> Iterator[Callable[[str], str]]:
    """Return what puts a text behind a file descriptor, and names that."""
    opened: list[int] = []

    def hand(text: str) -> str:
        read, write = os.pipe()
        os.write(write, text.encode())
        os.close(write)
        opened.append(read)
        return str(read)

    yield hand
    for descriptor in opened:
        os.close(descriptor)


@pytest.fixture
def sealed(thursday: Circle, handed: Callable[[str], str]) -> Callable[..., Answer]:
    """Seal the circle of three, and return what runs a command with its passphrase."""
    answer = thursday("seal", "--passphrase-fd", handed(f"{PASSPHRASE}\n"))
    assert answer.status == 0, answer.err

    def run(*words: str, passphrase: str = PASSPHRASE) -> Answer:
        return thursday(*words, "--passphrase-fd", handed(f"{passphrase}\n"))

    return run


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Put somebody at the terminal."""
    return Person(monkeypatch)


def test_sealing_by_hand(thursday: Circle, home: Path, person: Person) -> None:
    """A passphrase typed twice, a code typed back in part: then it is sealed, and both open it."""
    person.passphrases = [PASSPHRASE, PASSPHRASE]
    answer = thursday("seal", "--lock-after", "5m")
    assert answer.status == 0, answer.err
    assert "The circle is sealed." in answer.out
    assert "after 5 idle minutes, and with ctrl+l" in answer.out
    assert len(person.codes) == 1
    assert len([prompt for prompt in person.prompts if "Group" in prompt]) == 2
    code = "-".join(person.codes[0])
    assert PASSPHRASE not in answer.out + answer.err
    assert code not in answer.out + answer.err
    assert showing(home, NAMES) == set()
    for secret in (PASSPHRASE, code):
        person.passphrases = [secret]
        assert "Ana Example" in thursday("members").out


def test_nothing_is_sealed_before_the_code_is_written_down(
    thursday: Circle, home: Path, person: Person
) -> None:
    """Whoever cannot type the code back has an unsealed circle, and is told so."""
    person.passphrases = [PASSPHRASE, PASSPHRASE]
    person.answers = ["ABCD"] * 6
    answer = thursday("seal")
    assert answer.status == 1
    assert "was not confirmed" in answer.err
    assert "Nothing was changed" in answer.err
    assert len(person.codes) == 3
    assert not list(home.rglob("keys"))
    assert "Ana Example" in thursday("members").out


def test_breaking_off(thursday: Circle, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at any question leaves the circle unsealed."""
    person = Person(monkeypatch)
    person.passphrases = [PASSPHRASE, PASSPHRASE]

    def interrupted(_parts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(passphrases, "_show_once", interrupted)
    assert thursday("seal").status == 130
    assert not list(home.rglob("keys"))


def test_two_passphrases_that_differ(thursday: Circle, home: Path, person: Person) -> None:
    """Typing it twice differently is said, as is a short one and one that cannot be typed again."""
    person.passphrases = ["", "short", "other", "a\tb"]
    answer = thursday("seal", "--no-code")
    assert answer.status == 1
    assert "cannot be empty" in answer.err
    assert "is short" in answer.err
    assert "not the same" in answer.err
    assert "may not come out the same" in answer.err
    assert "No passphrase was chosen. Nothing was changed." in answer.err
    assert not list(home.rglob("keys"))


def test_sealing_without_a_code(thursday: Circle, person: Person) -> None:
    """A circle can be sealed without a recovery code, which is said, and made later."""
    person.passphrases = [PASSPHRASE, PASSPHRASE]
    assert "circle passphrase --new-code" in thursday("seal", "--no-code").out
    person.passphrases = [PASSPHRASE]
    assert thursday("passphrase", "--new-code").status == 0
    code = "-".join(person.codes[-1])
    person.passphrases = [code]
    assert "Ana Example" in thursday("members").out


def test_a_new_code_that_is_not_confirmed(thursday: Circle, person: Person) -> None:
    """Breaking off a new recovery code leaves the old one as it is."""
    person.passphrases = [PASSPHRASE, PASSPHRASE]
    thursday("seal")
    first = "-".join(person.codes[-1])
    person.passphrases = [PASSPHRASE]
    person.answers = ["no"] * 3
    assert thursday("passphrase", "--new-code").status == 1
    person.passphrases = [first]
    assert "Ana Example" in thursday("members").out
    assert groups(first) == person.codes[0]


def test_three_tries_at_the_terminal(thursday: Circle, person: Person) -> None:
    """A wrong passphrase is said and asked for again, three times in all."""
    person.passphrases = [PASSPHRASE, PASSPHRASE]
    thursday("seal", "--no-code")
    person.passphrases = ["one", "two", PASSPHRASE]
    answer = thursday("members")
    assert answer.status == 0
    assert answer.err.count("does not open the circle") == 2
    person.passphrases = ["one", "two", "three", PASSPHRASE]
    answer = thursday("members")
    assert answer.status == 1
    assert person.passphrases == [PASSPHRASE]


def test_every_command_works(sealed: Callable[..., Answer], home: Path) -> None:
    """Lists and changes work on a sealed circle as on any other, and show nothing in its files."""
    assert "Ana Example" in sealed("members").out
    assert sealed("members", "add", "Mira Fictional").status == 0
    assert "Mira Fictional" in sealed("members", "list", "--json").out
    assert sealed("rhythm").status == 0
    assert sealed("notes").status == 0
    assert sealed("actions").status == 0
    assert sealed("next").status == 0
    assert showing(home, (*NAMES, "Mira Fictional")) == set()


def test_nobody_to_ask(sealed: Callable[..., Answer], thursday: Circle) -> None:
    """Without a terminal and without a descriptor it is one sentence that says what to do."""
    for words in (("members",), ("seal",), ("unseal",), ("passphrase",), ("forget", "people")):
        answer = thursday(*words)
        assert answer.status == 1
        assert answer.err.count("\n") == 1
        assert "no passphrase was given" in answer.err
        assert "--passphrase-fd" in answer.err


def test_sealing_needs_somebody(thursday: Circle, home: Path) -> None:
    """In a script without a descriptor nothing is sealed."""
    answer = thursday("seal")
    assert answer.status == 1
    assert "--passphrase-fd" in answer.err
    assert not list(home.rglob("keys"))


def test_a_wrong_passphrase_in_a_script(sealed: Callable[..., Answer]) -> None:
    """A wrong passphrase is said once: a script has no second try."""
    answer = sealed("members", passphrase="wrong")
    assert (answer.status, answer.err.count("does not open")) == (1, 1)


def test_what_is_behind_a_descriptor(thursday: Circle, handed: Callable[[str], str]) -> None:
    """One line, whatever ends it; an empty one and none at all are refused in words."""
    assert thursday("seal", "--passphrase-fd", handed(f"{PASSPHRASE}\r\nmore\n")).status == 0
    assert thursday("members", "--passphrase-fd", handed(PASSPHRASE)).status == 0
    for text in ("", "\n"):
        answer = thursday("members", "--passphrase-fd", handed(text))
        assert (answer.status, "is empty" in answer.err) == (2, True)
    answer = thursday("members", "--passphrase-fd", "987")
    assert (answer.status, "nothing to read" in answer.err) == (2, True)
    assert thursday("members", "--passphrase-fd", "three").status == 2
    assert thursday("--passphrase-fd", handed(PASSPHRASE), "members").status == 0


def test_changing_the_passphrase(
    sealed: Callable[..., Answer], handed: Callable[[str], str], thursday: Circle
) -> None:
    """After circle passphrase the new one opens the circle and the old one does not."""
    assert sealed("passphrase", "--new-passphrase-fd", handed(NEW)).status == 0
    assert sealed("members").status == 1
    assert sealed("members", passphrase=NEW).status == 0
    both = handed(f"{NEW}\n{PASSPHRASE}\n")
    assert thursday("passphrase", "--passphrase-fd", both, "--new-passphrase-fd", both).status == 0
    assert sealed("members").status == 0


def test_unsealing(sealed: Callable[..., Answer], thursday: Circle) -> None:
    """Unsealing asks first; afterwards no passphrase is needed."""
    answer = sealed("unseal")
    assert (answer.status, "circle unseal --yes" in answer.err) == (1, True)
    assert sealed("unseal", "--yes").status == 0
    assert "Ana Example" in thursday("members").out
    for words in (("unseal",), ("passphrase",)):
        answer = thursday(*words)
        assert (answer.status, "is not sealed" in answer.err) == (1, True)


def test_by_its_label(sealed: Callable[..., Answer], thursday: Circle, home: Path) -> None:
    """A sealed circle is chosen by what it is listed as, since its name does not show."""
    assert thursday("new", "Friday circle").status == 0
    answer = sealed("members")
    (label,) = (part for part in answer.err.split('"') if part.startswith("sealed circle "))
    assert label.removeprefix("sealed circle ").isdigit()
    assert "Ana Example" in sealed("members", "--circle", label).out
    assert "Nobody" in thursday("members", "--circle", "Friday circle").out
    assert "Thursday" not in thursday("locate").out


def test_sealing_again(sealed: Callable[..., Answer], home: Path) -> None:
    """Sealing what is sealed finishes what is not, and says so; it changes nothing else."""
    assert "is sealed already" in sealed("seal").out
    (folder,) = (home / "circles").iterdir()
    (folder / "people.store.damaged-1").write_text('{"name": "Ana Example"}')
    assert "not wholly sealed" in sealed("members").err
    answer = sealed("seal", "--lock-after", "0")
    assert "wholly sealed now" in answer.out
    assert "Destroyed, because anybody could read it: people.store.damaged-1" in answer.out
    assert "Its screens lock with ctrl+l." in answer.out
    assert showing(home, NAMES) == set()


@pytest.mark.parametrize("text", ["5 hours", "-1", "601", "", "1e3", "½"])
def test_minutes_that_are_none(thursday: Circle, text: str) -> None:
    """What is no number of minutes is refused before anything is asked."""
    answer = thursday("seal", f"--lock-after={text}")
    assert (answer.status, "in minutes" in answer.err) == (2, True)


def test_what_was_exported(sealed: Callable[..., Answer], home: Path) -> None:
    """Files that were written for people are named, and destroyed when I say so."""
    (folder,) = (home / "circles").iterdir()
    (folder / "exports" / "2031").mkdir(parents=True)
    summary = folder / "exports" / "2031" / "summary.md"
    summary.write_text("Ana Example said")
    answer = sealed("seal")
    assert f"Not sealed: 1 file in {folder / 'exports'}" in answer.out
    assert "Destroyed: 1 exported file." in sealed("seal", "--destroy-exports").out
    assert not summary.exists()


def test_made_sealed(circle: Circle, home: Path, handed: Callable[[str], str]) -> None:
    """A circle can be sealed from the start."""
    made = circle(
        *("new", "Thursday circle", "--members", "Ana Example, Noor Sample"),
        *("--seal", "--passphrase-fd", handed(PASSPHRASE)),
    )
    assert made.status == 0, made.err
    assert showing(home, NAMES) == set()
    assert "Ana Example" in circle("members", "--passphrase-fd", handed(PASSPHRASE)).out
    plain = circle("new", "Friday circle")
    assert "circle seal" in plain.out


def test_forgetting_people(sealed: Callable[..., Answer], home: Path) -> None:
    """It says what goes and asks; then nobody is in the circle, and its name is."""
    answer = sealed("forget", "people")
    assert (answer.status, "circle forget people --yes" in answer.err) == (1, True)
    assert "names and addresses of 3 people" in answer.out
    assert "Ana Example" in sealed("members").out
    assert sealed("forget", "people", "--yes").status == 0
    assert "Nobody is in this circle" in sealed("members").out
    assert sealed("forget", "people", "--yes").status == 0
    assert sealed("members", "add", "Mira Fictional").status == 0


def test_forgetting_people_of_an_open_circle(thursday: Circle, home: Path) -> None:
    """A circle that is not sealed forgets its people, too."""
    answer = thursday("forget", "people", "--yes")
    assert answer.status == 0
    for kept in ("action items", "decisions", "parked things", "records of sessions"):
        assert answer.out.count(kept) == 2, "what stays is named before and after"
    assert showing(home, NAMES) == {"Thursday circle"}
