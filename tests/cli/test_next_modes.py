"""``circle next``: which options go with each other, and that a refused command keeps nothing."""

from argparse import ArgumentParser, Namespace
from itertools import combinations
from pathlib import Path

import pytest

from circle_tui.cli import next as command
from circle_tui.cli.next_modes import OPTIONS, mode_of
from circle_tui.domain.errors import InputError
from tests.cli.conftest import Circle
from tests.fakes import FakeClock


@pytest.fixture
def nothing() -> Namespace:
    """Return the options of ``circle next`` with none of them given."""
    parser = ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([])


def given(nothing: Namespace, *names: str) -> Namespace:
    """Return options of which these are given."""
    return Namespace(**(vars(nothing) | dict.fromkeys(names, "x")))


def test_every_option_has_its_place(nothing: Namespace) -> None:
    """No option of mine is dropped without a word: the table knows all of them."""
    parser = ArgumentParser(add_help=False)
    command.add_arguments(parser)
    own = {a.dest: a.option_strings for a in parser._actions if a.dest != "json"}
    assert set(own) == set(OPTIONS)
    assert all(OPTIONS[name] in strings for name, strings in own.items())


@pytest.mark.parametrize(
    ("names", "mode"),
    [
        ((), "plan"),
        (("on", "zone", "minutes", "summary", "out"), "plan"),
        (("dry",), "dry"),
        (("mail", "dry", "on"), "mail"),
        (("find", "keep", "zone", "busy"), "find"),
        (("series", "out", "force"), "series"),
        (("answers", "yes", "dry"), "import"),
        (("list",), "list"),
    ],
)
def test_what_is_asked_for(nothing: Namespace, names: tuple[str, ...], mode: str) -> None:
    """I say what I want in any order, and get that."""
    assert mode_of(given(nothing, *names)) == mode


def test_no_two_things_are_asked_for_at_once(nothing: Namespace) -> None:
    """Of finding, listing, mailing and the rest I ask for one at a time, or read which to leave."""
    modes = ("answers", "find", "series", "list", "mail", "dry", "cancel")
    together = {("answers", "dry"), ("mail", "dry"), ("mail", "cancel")}
    for pair in combinations(modes, 2):
        if pair in together:
            mode_of(given(nothing, *pair))
            continue
        with pytest.raises(InputError, match="Nothing was changed") as refused:
            mode_of(given(nothing, *pair))
        assert all(OPTIONS[name] in str(refused.value) for name in pair)


@pytest.mark.parametrize("name", ["yes", "keep", "weeks", "days", "first", "busy"])
def test_what_belongs_elsewhere(nothing: Namespace, name: str) -> None:
    """An option that means something elsewhere only says where."""
    for asked in ((name,), ("mail", name), ("on", name)):
        with pytest.raises(InputError, match=r"belongs to --(find|import): circle next --"):
            mode_of(given(nothing, *asked))


@pytest.mark.parametrize(
    "words",
    [
        ("--summary", "An evening", "--on", "2020-01-01 18:00"),
        ("--on", "2027-01-07 18:00", "--uninvite", "Zebedee"),
        ("--link", "https://meet.example.org/x", "--method", "request"),
        ("--cancel", "--organizer", "nobody"),
        ("--on", "2027-01-07 18:00", "--out", "agreed.txt/next.ics"),
        ("--mail", "--on", "2027-01-07 18:00", "--out", "agreed.txt/mails"),
        ("--mail", "--alarm", "10", "--method", "publish"),
        ("--out", ""),
        ("--mail", "--out", " "),
        ("--mail", "--summary", "An evening"),
    ],
)
def test_what_is_refused_keeps_nothing(
    thursday: Circle,
    now: FakeClock,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    """A command that ends in a refusal has not even kept the title that came first."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agreed.txt").write_text("mine")
    assert thursday("next").status == 0
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    refused = thursday("next", *words)
    assert refused.status in (1, 2)
    assert "\n" not in refused.err.strip() or "Traceback" not in refused.err
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
