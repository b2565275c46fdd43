"""Agenda files on a disk: found, loaded, or refused in a sentence."""

import os
import time
from pathlib import Path

import pytest

from circle_tui.agendas import files, library
from circle_tui.agendas.files import MOST_BYTES
from circle_tui.agendas.library import find_agenda, list_agendas, shipped_folder, why_left_out
from circle_tui.agendas.problems import LONGEST_PATH, AgendaError
from circle_tui.agendas.reader import load_agenda, read_agenda
from circle_tui.domain.agenda import Agenda, ClockMode, Fidelity, NotesPolicy, Segment
from circle_tui.domain.errors import CircleError, InputError

SMALL = 'title = "Small"\n[[segment]]\ntitle = "Talk"\nminutes = 5\n'


def test_a_file_says_everything_an_agenda_can_hold(tmp_path: Path) -> None:
    """What I write in the file is what the meeting gets."""
    file = tmp_path / "my-circle.toml"
    file.write_text(
        """
        title = " Ours "
        summary = "For us."
        source = "Us"
        fidelity = "published"
        licence = "MIT"
        sizes = [3, 9]
        minutes = 60

        [[segment]]
        title = "Round"
        kind = "check-in"
        clock = "each"
        seconds_each = "1m30s"
        notes = "forbidden"
        show = "How are you?"
        say = "Go round."
        warn_at = 20

        [[segment]]
        title = "Turns"
        clock = "divide"
        total = 40

        [[segment]]
        title = "End"
        minutes = 2.5
        """,
        encoding="utf-8",
    )
    assert load_agenda(file) == Agenda(
        name="my-circle",
        title="Ours",
        summary="For us.",
        source="Us",
        fidelity=Fidelity.PUBLISHED,
        licence="MIT",
        sizes=(3, 9),
        minutes=60,
        segments=(
            Segment(
                title="Round",
                kind="check-in",
                clock=ClockMode.EACH,
                seconds=90,
                show="How are you?",
                say="Go round.",
                notes=NotesPolicy.FORBIDDEN,
                warn_at=20,
            ),
            Segment("Turns", "discussion", ClockMode.DIVIDE, 2400),
            Segment("End", "discussion", ClockMode.GROUP, 150),
        ),
    )


def refusal(path: Path) -> str:
    """Return why a file cannot be loaded, without its path."""
    with pytest.raises(AgendaError) as caught:
        load_agenda(path)
    assert isinstance(caught.value, InputError)
    assert [str(problem) for problem in caught.value.problems] == str(caught.value).split("\n")
    return str(caught.value).removeprefix(str(path))


def test_a_missing_file_and_a_folder_are_called_that(tmp_path: Path) -> None:
    """A wrong path is answered with what is wrong about it."""
    assert refusal(tmp_path / "no.toml") == ": there is no such file (look at the spelling)"
    assert refusal(tmp_path) == ": this is a folder, but an agenda is one file"
    assert refusal(tmp_path / ("a" * 300)).startswith(": this file cannot be read: ")
    with pytest.raises(AgendaError, match="its name is not one a file can have"):
        load_agenda(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    """The program never hangs on a file that nobody writes."""
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert refusal(pipe) == ": this is a pipe or a device, but an agenda is an ordinary file"


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    """A video named agenda.toml is refused at once."""
    huge = tmp_path / "huge.toml"
    with huge.open("wb") as stream:
        stream.truncate(10**12)
    assert refusal(huge) == ": this file is larger than 128 kB, so it is not an agenda"


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    """An old encoding is named with the place of the first letter that shows it."""
    old = tmp_path / "old.toml"
    old.write_bytes('title = "Caf\u00e9"\nsummary = "\u00fc: '.encode() + b'caf\xe9"\n')
    hint = "(save the file again as UTF-8)"
    assert refusal(old) == f":2:18: the byte 0xe9 is not UTF-8 text {hint}"
    old.write_text(SMALL, encoding="utf-16")
    assert refusal(old) == ": this file is saved as UTF-16 (save it again as UTF-8)"


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "1," * (MOST_BYTES // 2 - 10) + "]",
        "".join(f"k{n} = 1\n" for n in range(MOST_BYTES // 12)),
        "[[segment]]\nminuts = 1\n" * (MOST_BYTES // 24),
        "a." * (MOST_BYTES // 2 - 5) + "a = 1",
        ("b." * 6 + "b = 1\n") * (MOST_BYTES // 20),
        'a = "' + '\\"' * (MOST_BYTES // 2 - 5),
        '"""' + '\\"""' * (MOST_BYTES // 4 - 5),
        "a = " + "[" * (MOST_BYTES - 10),
        "a" * MOST_BYTES,
        "a = b\n" * (MOST_BYTES // 8),
        "a = b\n" * 900,
        "a b c " * (MOST_BYTES // 6),
        'a = "b\n' + "c d\n" * (MOST_BYTES // 5) + '"',
        'a = """\n' * (MOST_BYTES // 9),
        "a = [\nb = 1\n" * 400,
        "[[a]\n" * 800,
    ],
    ids=lambda text: text[:12],
)
def test_the_worst_files_are_answered_promptly(text: str) -> None:
    """A file made to be slow costs a second of work, not minutes."""
    started = time.process_time()
    assert isinstance(read_agenda(text, "slow.toml"), list)
    assert time.process_time() - started < 3


def test_my_own_agenda_comes_before_a_shipped_one(tmp_path: Path) -> None:
    """A file of mine stands in for a shipped one of the same name."""
    mine = tmp_path / "troika-30.toml"
    mine.write_text(SMALL, encoding="utf-8")
    assert find_agenda("troika-30", tmp_path) == mine
    assert find_agenda("troika-30.toml", tmp_path) == mine
    assert find_agenda("troika-30", tmp_path / "gone") == shipped_folder() / "troika-30.toml"
    assert find_agenda("troika-30") == shipped_folder() / "troika-30.toml"


def test_a_path_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path means that file, even when the name is known; if it is missing, reading says so."""
    monkeypatch.chdir(tmp_path)
    Path("troika-30.toml").write_text(SMALL, encoding="utf-8")
    assert find_agenda("troika-30.toml") == Path("troika-30.toml")
    assert find_agenda("./elsewhere/x.toml") == Path("elsewhere/x.toml")
    assert find_agenda("./troika-30") == Path("troika-30")
    Path("other.txt").write_text(SMALL, encoding="utf-8")
    assert find_agenda("other.txt") == Path("other.txt"), "an agenda may be called anything"


@pytest.mark.parametrize("name", ["", "..", "a\0b", "a\0.toml", "x" * 5000, "x" * 5000 + ".toml"])
def test_a_name_that_is_no_name_is_refused_in_a_sentence(name: str) -> None:
    """Nothing I type in place of a name leads to more than a sentence."""
    with pytest.raises(InputError, match="There is no agenda called"):
        find_agenda(name)


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A misspelt name is answered with the one I meant, a strange one with where they are."""
    (tmp_path / "monday.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        find_agenda("mnday", tmp_path)
    assert str(caught.value) == 'There is no agenda called "mnday". Did you mean monday?'
    with pytest.raises(InputError) as caught:
        find_agenda("swims")
    assert str(caught.value).endswith("Did you mean swims-equal-share?")
    with pytest.raises(InputError) as caught:
        find_agenda("zzz\x1b", tmp_path)
    assert str(caught.value) == (
        'There is no agenda called "zzz\\u001b". To see them all: circle agenda list'
    )


def test_the_list_has_every_agenda_and_why_one_cannot_be_used(tmp_path: Path) -> None:
    """The list is sorted by name, mine included; a broken file does not hide the others."""
    (tmp_path / "monday.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("title", encoding="utf-8")
    (tmp_path / "._monday.toml").write_bytes(b"\0")
    (tmp_path / "notes.txt").write_bytes(b"\0")
    listed = list_agendas(tmp_path)
    names = [path.stem for path, _ in listed]
    assert names == sorted(names)
    assert {"broken", "monday", "troika-30"} <= set(names)
    assert "._monday" not in names
    errors = [path.stem for path, agenda in listed if isinstance(agenda, AgendaError)]
    assert errors == ["broken"]


def test_the_packaged_agendas_come_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed program uses the files it was installed with, and says if they are gone."""
    module = tmp_path / "src" / "circle_tui" / "agendas" / "library.py"
    (module.parent / "shipped").mkdir(parents=True)
    (tmp_path / "agendas").mkdir()
    monkeypatch.setattr(library, "__file__", str(module))
    assert shipped_folder() == module.parent / "shipped"
    (module.parent / "shipped").rmdir()
    assert shipped_folder() == tmp_path / "agendas"
    (tmp_path / "agendas").rmdir()
    with pytest.raises(CircleError, match="install it again"):
        shipped_folder()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_file_that_never_answers_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What calls itself an ordinary file, and has nothing to say, does not hold me up."""
    silent = tmp_path / "silent.toml"
    os.mkfifo(silent)
    monkeypatch.setattr(files, "_why_not_opened", lambda _: "")
    assert "needs a title" in refusal(silent)
    writer = os.open(silent, os.O_RDWR)
    assert "needs a title" in refusal(silent)
    os.close(writer)


def test_a_long_path_is_cut(tmp_path: Path) -> None:
    """A path of thousands of characters is not repeated in full, one that can be is."""
    long = tmp_path / ("x/" * 2000)
    with pytest.raises(AgendaError) as caught:
        load_agenda(long)
    assert len(str(caught.value)) < LONGEST_PATH + 100
    assert caught.value.problems[0].file == str(long)


def test_why_my_agendas_are_left_out(tmp_path: Path) -> None:
    """Only a folder that is there and cannot be read is told; that there is none is no fault."""
    assert why_left_out(None) == ""
    assert why_left_out(tmp_path) == ""
    assert why_left_out(tmp_path / "gone") == ""
    (tmp_path / "file").write_text("")
    assert "cannot be read: not a directory." in why_left_out(tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    told = why_left_out(tmp_path / "link")
    assert told.endswith("cannot be read: it is a link that leads nowhere.")
    with pytest.raises(InputError, match="Your own agendas are left out"):
        find_agenda("unheard-of", tmp_path / "link")
    assert find_agenda("troika-30", tmp_path / "link") == shipped_folder() / "troika-30.toml"
