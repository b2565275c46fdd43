"""Making an agenda of one's own from the shell."""

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from circle_tui.agendas.library import shipped_folder
from circle_tui.agendas.reader import load_agenda
from circle_tui.agendas.reference import reference_markdown
from circle_tui.cli.agenda import VERBS
from circle_tui.domain.warnings import warnings
from circle_tui.services.authoring import SCHEMA, template, what_is_left
from tests.cli.conftest import Circle
from tests.terminal import Terminal

PROGRAM = (
    sys.executable,
    "-c",
    "from circle_tui.cli import main; raise SystemExit(main())",
)
"""The program in a process of its own; its words follow."""

EDIT = "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); p.write_text(p.read_text(){})"


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's own editor open."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def editor(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Choose an editor that changes the text, with arguments as people have them."""
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", EDIT.format(change)]))


def test_the_template_can_be_used_as_it_is(circle: Circle, home: Path) -> None:
    """A new agenda is full of comments, has no problem and no warning, and can be named."""
    answer = circle("agenda", "new", "my-circle")
    assert answer.status == 0
    file = home / "agendas" / "my-circle.toml"
    assert str(file) in answer.out
    assert "circle agenda plan my-circle --people 8" in file.read_text()
    assert warnings(load_agenda(file)) == ()
    assert circle("agenda", "show", "my-circle").status == 0
    assert template().count("\n#") > 15


def test_every_command_line_of_the_template_works(circle: Circle, home: Path) -> None:
    """What the first lines of a new agenda tell me to type works as it stands there."""
    circle("agenda", "new", "my-circle")
    text = (home / "agendas" / "my-circle.toml").read_text()
    lines = re.findall(r"^# +circle (agenda .*?)(?:  .*)?$", text, re.MULTILINE)
    assert [line.split()[1] for line in lines] == ["edit", "check", "plan", "rehearse", "schema"]
    for line in lines[1:]:
        answer = circle(*shlex.split(line))
        assert (answer.status, answer.err) == (0, ""), line
        assert "warning" not in answer.out


@pytest.mark.parametrize("line", [line for verb in VERBS.values() for line in verb.examples])
def test_every_example_of_the_help_works(
    circle: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """What the help shows can be typed as it stands, by somebody who has the files it names."""
    *settings, command = re.split(r"(?= ?circle)", line, maxsplit=1)
    assert settings in ([""], [], ["EDITOR=nano"])
    if "new my-circle" not in command:
        circle("agenda", "new", "my-circle")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    shutil.copytree(shipped_folder(), "agendas")
    for name in ("my-agenda", "my-circle"):
        shutil.copy("agendas/swims-equal-share.toml", f"{name}.toml")
    if "diff" in command:
        circle("agenda", "new", "swims-equal-share", "--from", "swims-equal-share")
    editor(monkeypatch, "")
    words = [
        found
        for word in shlex.split(command)[1:]
        for found in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]
    answer = circle(*words)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out


def test_a_shipped_agenda_can_be_the_beginning(circle: Circle, home: Path) -> None:
    """A copy under my own name says the same, and an editor finds the schema that it names."""
    assert circle("agenda", "new", "ours", "--from", "swims-equal-share").status == 0
    text = (home / "agendas" / "ours.toml").read_text()
    assert text == (shipped_folder() / "swims-equal-share.toml").read_text()
    named = text.partition("\n")[0].removeprefix("#:schema ")
    schema = home / "agendas" / named
    assert json.loads(schema.read_text())["required"]
    schema.write_text("of an older version")
    circle("agenda", "new", "another")
    assert json.loads(schema.read_text())["required"]
    assert circle("agenda", "check", "another").status == 0


def test_a_schema_that_lies_elsewhere_is_not_named(
    circle: Circle, home: Path, tmp_path: Path
) -> None:
    """A copy names the schema beside it; a file that named none still names none."""
    text = (shipped_folder() / "troika-30.toml").read_text()
    first, _, rest = text.partition("\n")
    (tmp_path / "far.toml").write_text(f"#:schema https://example.org/x.json\n{rest}")
    (tmp_path / "none.toml").write_text(rest)
    circle("agenda", "new", "far", "--from", str(tmp_path / "far.toml"))
    assert (home / "agendas" / "far.toml").read_text().startswith(first + "\n")
    circle("agenda", "new", "none", "--from", str(tmp_path / "none.toml"))
    assert (home / "agendas" / "none.toml").read_text() == rest


@pytest.mark.parametrize("name", ["troika-30", "troika-30.toml", "Troika-30"])
def test_a_shipped_agenda_is_not_replaced_unasked(circle: Circle, home: Path, name: str) -> None:
    """The template, or another agenda, does not take a shipped one's name; I am told what to do."""
    for source in ((), ("--from", "swims-equal-share")):
        answer = circle("agenda", "new", name, *source)
        assert answer.status == 2
        assert "circle agenda new my-troika-30 --from troika-30" in answer.err
        assert "circle agenda edit troika-30" in answer.err
    assert not home.exists()
    assert circle("agenda", "new", "my-troika-30", "--from", "troika-30").status == 0
    assert circle("agenda", "new", "troika-30", "--from", "troika-30").status == 0, "asked for"


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a b", "x" * 61, "con\x1b"])
def test_odd_names_are_refused(circle: Circle, home: Path, name: str) -> None:
    """A name that would leave the folder, or that no file should have, writes nothing."""
    answer = circle("agenda", "new", name)
    assert answer.status == 2
    assert "Nothing was written" in answer.err
    assert not home.exists()


def test_a_taken_name_is_left_alone(circle: Circle, home: Path) -> None:
    """A second agenda of the same name does not write over the first."""
    circle("agenda", "new", "ours")
    file = home / "agendas" / "ours.toml"
    file.write_text("mine")
    answer = circle("agenda", "new", "ours")
    assert answer.status == 2
    assert "circle agenda edit ours" in answer.err
    assert file.read_text() == "mine"


def test_a_source_that_cannot_be_read_is_said(circle: Circle, home: Path, tmp_path: Path) -> None:
    """Copying from nothing, or from a file that is no text, writes nothing."""
    assert circle("agenda", "new", "ours", "--from", "troyka-30").status == 2
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    assert circle("agenda", "new", "ours", "--from", str(tmp_path / "odd.toml")).status == 2
    assert not (home / "agendas").exists()


def test_editing_a_shipped_agenda_edits_a_copy(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """My change shadows the shipped file, which stays as it was, and can be shown as a diff."""
    before = (shipped_folder() / "troika-30.toml").read_text()
    editor(monkeypatch, ".replace('minutes = 30', 'minutes = 45')")
    answer = circle("agenda", "edit", "troika-30")
    assert answer.status == 0
    assert "troika-30.toml: ok" in answer.out
    assert (shipped_folder() / "troika-30.toml").read_text() == before
    assert load_agenda(home / "agendas" / "troika-30.toml").minutes == 45
    told = circle("agenda", "diff", "troika-30")
    assert told.status == 0
    assert "-minutes = 30" in told.out
    assert "+minutes = 45" in told.out


def test_problems_are_said_when_the_editor_closes(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip made while editing is named with its place, and what I wrote is kept."""
    circle("agenda", "new", "ours")
    editor(monkeypatch, ".replace('title', 'titel', 1)")
    answer = circle("agenda", "edit", "ours")
    assert answer.status == 2
    assert 'did you mean "title"?' in answer.out
    assert "saved as it is" in answer.out
    assert "titel" in (home / "agendas" / "ours.toml").read_text()


FAILING = [
    ("", "No editor is chosen"),
    ("  ", "No editor is chosen"),
    ("'unclosed", 'EDITOR is "\'unclosed", in which a quote or a backslash is left open'),
    ("no-such-editor --wait", "could not be started"),
    (shlex.join([sys.executable, "-c", "raise SystemExit(3)"]), "ended with status 3"),
    (
        shlex.join([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]),
        "was stopped before it was done (Killed",
    ),
]
"""Editors that fail, and what is said."""


@pytest.mark.parametrize(("chosen", "said"), FAILING)
def test_an_editor_that_fails_is_said(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    """Without an editor, or with one that fails, I am told where the file is."""
    circle("agenda", "new", "ours")
    monkeypatch.setenv("EDITOR", chosen)
    answer = circle("agenda", "edit", "ours")
    assert answer.status in (1, 2)
    assert said in answer.err
    assert "ours.toml" in answer.err


@pytest.mark.parametrize(("chosen", "said"), FAILING)
def test_an_editor_that_fails_leaves_no_copy(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    """A shipped agenda that I could not edit is not shadowed by a copy of itself."""
    monkeypatch.setenv("EDITOR", chosen)
    answer = circle("agenda", "edit", "troika-30")
    assert answer.status in (1, 2)
    assert said in answer.err
    assert not (home / "agendas" / "troika-30.toml").exists()
    assert "troika-30.toml" not in answer.err
    if "status" not in said and "stopped" not in said:
        assert not home.exists()
        assert "circle agenda new my-troika-30 --from troika-30" in answer.err


def test_what_a_failing_editor_saved_is_kept(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that saved my change and then fell over has not lost it."""
    change = EDIT.format(".replace('minutes = 30', 'minutes = 45')") + "; raise SystemExit(3)"
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", change]))
    answer = circle("agenda", "edit", "troika-30")
    assert answer.status == 1
    file = home / "agendas" / "troika-30.toml"
    assert f"What it saved is in {file}" in answer.err
    assert load_agenda(file).minutes == 45


def test_an_unchanged_copy_is_not_kept(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at a shipped agenda in my editor leaves the shipped one in force, and says so."""
    editor(monkeypatch, "")
    answer = circle("agenda", "edit", "troika-30")
    assert answer.status == 0
    assert "Nothing was changed" in answer.out
    assert not (home / "agendas" / "troika-30.toml").exists()
    circle("agenda", "new", "ours")
    assert "ours.toml: ok" in circle("agenda", "edit", "ours").out, "my own stays, changed or not"


def test_the_editor_is_no_shell(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing in the editor's name or in the file's is run by a shell."""
    monkeypatch.setenv("VISUAL", f"echo; touch {tmp_path / 'ran'}")
    circle("agenda", "new", "ours")
    assert "could not be started" in circle("agenda", "edit", "ours").err
    assert not (tmp_path / "ran").exists()


def test_diff_says_what_there_is_to_compare(circle: Circle, home: Path) -> None:
    """Nothing changed, nothing of my own, and nothing shipped are three different sentences."""
    assert 'no "troika-30" of your own' in circle("agenda", "diff", "troika-30").err
    circle("agenda", "new", "troika-30", "--from", "troika-30")
    assert circle("agenda", "diff", "troika-30").out.startswith("Nothing")
    circle("agenda", "new", "ours")
    assert "yours alone" in circle("agenda", "diff", "ours").err
    assert "no agenda called" in circle("agenda", "diff", "unheard-of").err


def test_diff_prints_nothing_a_terminal_obeys(circle: Circle, home: Path) -> None:
    """An escape sequence in my file does not reach the terminal."""
    circle("agenda", "new", "troika-30", "--from", "troika-30")
    file = home / "agendas" / "troika-30.toml"
    file.write_text(file.read_text() + "# \x1b[31m red \u202e\n")
    out = circle("agenda", "diff", "troika-30").out
    assert "red" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_reference_is_printed(circle: Circle) -> None:
    """Every key a file may have, as a page for people and as a schema for editors."""
    assert circle("agenda", "schema").out.rstrip() == reference_markdown().rstrip()
    schema = json.loads(circle("agenda", "schema", "--json").out)
    assert "segment" in schema["properties"]


def test_check_takes_names(circle: Circle, home: Path) -> None:
    """A name is checked like a file: mine before a shipped one; an unknown one hides no other."""
    circle("agenda", "new", "ours")
    answer = circle("agenda", "check", "ours", "troyka-30", "troika-30")
    assert answer.status == 2
    first, *rest = answer.out.splitlines()
    assert first.startswith(f"{home / 'agendas' / 'ours.toml'}: ok")
    assert rest[0] == ('troyka-30: There is no agenda called "troyka-30". Did you mean troika-30?')
    assert rest[1].startswith(f"{shipped_folder() / 'troika-30.toml'}: ok")
    (home / "agendas" / "ours.toml").write_text("minutes = 5 min\n")
    assert f"{home / 'agendas' / 'ours.toml'}:1:11: " in circle("agenda", "check", "ours").out


def test_check_says_what_is_probably_a_slip(circle: Circle, tmp_path: Path) -> None:
    """Seconds where minutes were meant can be used, and are pointed at."""
    file = tmp_path / "mine.toml"
    file.write_text('title = "A"\n[[segment]]\ntitle = "B"\nclock = "each"\nseconds_each = 5\n')
    answer = circle("agenda", "check", str(file))
    assert answer.status == 0
    assert f"{file}:5:16: warning: A turn of 5 s is very short" in answer.out


def test_check_warns_without_failing(circle: Circle) -> None:
    """A file whose steps do not sum to its headline can be used, and says for whom not."""
    file = str(shipped_folder() / "lean-in-topic.toml")
    answer = circle("agenda", "check", file)
    assert answer.status == 0
    assert "warning: Check-in needs 24 to 36 minutes, not 20, for 8 to 12 people." in answer.out
    (checked,) = json.loads(circle("agenda", "check", file, "--json").out)["files"]
    assert checked["ok"]
    assert len(checked["warnings"]) == 2


def test_an_empty_visual_does_not_hide_my_editor(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing but blanks in VISUAL my EDITOR is taken."""
    circle("agenda", "new", "ours")
    editor(monkeypatch, "")
    monkeypatch.setenv("EDITOR", os.environ["VISUAL"])
    monkeypatch.setenv("VISUAL", "  ")
    assert circle("agenda", "edit", "ours").status == 0


@pytest.mark.parametrize("target", ["gone.toml", "ours.toml"])
def test_a_link_of_mine_is_not_replaced(circle: Circle, home: Path, target: str) -> None:
    """A link that leads nowhere, or to itself, stands where a new agenda would: it stays."""
    own = home / "agendas"
    own.mkdir(parents=True)
    link = own / "ours.toml"
    link.symlink_to(target)
    answer = circle("agenda", "new", "ours")
    assert answer.status == 2
    assert "a link that leads nowhere; it was left as it is, and nothing was written" in answer.err
    assert str(link.readlink()) == target


@pytest.mark.parametrize("way", ["relative", "absolute", "around", "link"])
def test_a_shipped_file_is_never_edited_in_place(
    circle: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """By whatever path I name a shipped agenda, a copy of it is edited."""
    folder = tmp_path / "program" / "agendas"
    shutil.copytree(shipped_folder(), folder)
    monkeypatch.setattr("circle_tui.services.authoring.shipped_folder", lambda: folder)
    monkeypatch.setattr("circle_tui.agendas.library.shipped_folder", lambda: folder)
    monkeypatch.chdir(folder.parent)
    (tmp_path / "link.toml").symlink_to(folder / "troika-30.toml")
    editor(monkeypatch, ".replace('minutes = 30', 'minutes = 45')")
    path = {
        "relative": "agendas/troika-30.toml",
        "absolute": str(folder / "troika-30.toml"),
        "around": "../program/agendas/troika-30.toml",
        "link": str(tmp_path / "link.toml"),
    }[way]
    assert circle("agenda", "edit", path).status == 0
    assert load_agenda(folder / "troika-30.toml").minutes == 30
    assert load_agenda(home / "agendas" / "troika-30.toml").minutes == 45
    assert 'called "troika-30" already' in circle("agenda", "edit", path).err


def test_a_link_to_a_shipped_file_among_mine_is_told(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shipped agenda is not changed through a link in my own folder either."""
    own = home / "agendas"
    own.mkdir(parents=True)
    (own / "ours.toml").symlink_to(shipped_folder() / "troika-30.toml")
    editor(monkeypatch, ".replace('minutes = 30', 'minutes = 45')")
    answer = circle("agenda", "edit", "ours")
    assert answer.status == 2
    assert "is a link to the agenda that comes with the program" in answer.err
    assert load_agenda(shipped_folder() / "troika-30.toml").minutes == 30


LEFT = {
    "p.unlink()": "Nothing is saved there.",
    "p.unlink(); p.mkdir()": "No agenda is saved there: something else has its name.",
    "p.unlink(); os.mkfifo(p)": "No agenda is saved there: something else has its name.",
    "p.write_bytes(b'\\xff')": "It is saved as it is.",
}
"""What an editor may do to a file that is not writing text, and what is said of it."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("deed", LEFT)
@pytest.mark.parametrize("name", ["ours", "troika-30"])
def test_what_an_editor_left_is_told_as_it_is(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch, deed: str, name: str
) -> None:
    """After an editor that took the file away, or put something else there, nothing is made up."""
    circle("agenda", "new", "ours")
    program = f"import os, pathlib, sys; p = pathlib.Path(sys.argv[-1]); {deed}"
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", program]))
    answer = circle("agenda", "edit", name)
    if name != "ours" and deed == "p.unlink()":
        assert answer.status == 0
        assert "the shipped agenda holds" in answer.out
        return
    assert answer.status == 2
    on = f"Go on with: circle agenda edit {name}\n" if "saved as" in LEFT[deed] else ""
    assert answer.out.endswith(f"{LEFT[deed]}\n{on}")
    assert str(home / "agendas" / f"{name}.toml") in answer.out


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is there and may not be read is not called saved, nor lost."""
    file = tmp_path / "mine.toml"
    file.write_text("x")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert what_is_left(file) == "It is there, but may not be read: allow that first."


def test_a_failed_writing_is_told_in_words_about_agendas(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a new agenda cannot be written I hear why, and nothing about exports."""
    home.write_text("a file")
    answer = circle("agenda", "new", "ours")
    assert answer.status == 1
    assert "could not be written: " in answer.err
    assert "There is no new agenda, and all others are as they were." in answer.err
    assert "export" not in answer.err

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    home.unlink()
    monkeypatch.setattr(os, "fsync", full)
    assert "could not be written: the disk is full." in circle("agenda", "new", "ours").err


def test_a_schema_that_cannot_be_written_hinders_nobody(
    circle: Circle, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file by which editors complete keys is a comfort: without it I can write and edit."""
    (home / "agendas" / SCHEMA).mkdir(parents=True)
    assert circle("agenda", "new", "ours").status == 0
    editor(monkeypatch, "")
    assert circle("agenda", "edit", "ours").status == 0


def test_what_is_no_agenda_is_not_copied(circle: Circle, home: Path, tmp_path: Path) -> None:
    """Some other text does not become an agenda of mine: I hear what is wrong with it."""
    file = tmp_path / "accounts"
    file.write_text("root:x:0:0:root:/root:/bin/sh\n")
    answer = circle("agenda", "new", "ours", "--from", str(file))
    assert answer.status == 2
    assert f"{file}:1:" in answer.err
    assert "That cannot be copied. Nothing was written." in answer.err
    assert not home.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_what_was_written_is_told_when_printing_fails(home: Path) -> None:
    """With an output that takes nothing, I still hear that my new agenda is there."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, "agenda", "new", "ours"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    file = home / "agendas" / "ours.toml"
    assert ended.stderr == f"circle: Written: {file}. Only that could not be printed.\n"
    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_ctrl_c_is_the_editors(home: Path, tmp_path: Path) -> None:
    """Ctrl-C in my editor is the editor's: it can go on, save and end, and the check follows."""
    program = (
        "import pathlib, signal, sys, time\n"
        "taken = []\n"
        "signal.signal(signal.SIGINT, lambda *_: taken.append(1))\n"
        "print('editing', flush=True)\n"
        "while not taken: signal.pause()\n"
        "print('interrupted', flush=True)\n"
        "sys.stdin.readline()\n"
        "p = pathlib.Path(sys.argv[-1])\n"
        "p.write_text(p.read_text().replace('minutes = 30', 'minutes = 45'))\n"
    )
    script = tmp_path / "editor.py"
    script.write_text(program)
    environment = {
        "CIRCLE_TUI_HOME": str(home),
        "VISUAL": shlex.join([sys.executable, str(script)]),
    }
    with Terminal(
        [*PROGRAM, "agenda", "edit", "troika-30"], home=tmp_path, env=environment
    ) as terminal:
        terminal.wait_for("editing")
        terminal.send("ctrl+c")
        terminal.wait_for("interrupted")
        terminal.settle(0.5)
        terminal.send("enter")
        assert terminal.wait_exit() == 0
        assert "troika-30" in terminal.text()
    assert load_agenda(home / "agendas" / "troika-30.toml").minutes == 45


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_ctrl_c_ends_what_has_no_use_for_it(home: Path, tmp_path: Path) -> None:
    """A program that Ctrl-C ends is ended by it, and I am told so; nothing is kept."""
    waiting = "print('waiting', flush=True); input()"
    environment = {
        "CIRCLE_TUI_HOME": str(home),
        "VISUAL": shlex.join(
            [sys.executable, "-c", f"import signal; signal.signal(2, 0); {waiting}"]
        ),
    }
    with Terminal(
        [*PROGRAM, "agenda", "edit", "troika-30"], home=tmp_path, env=environment, columns=200
    ) as terminal:
        terminal.wait_for("waiting")
        terminal.send("ctrl+c")
        assert terminal.wait_exit() == 1
        assert "was stopped before it was done (Interrupt" in terminal.text()
    assert not (home / "agendas" / "troika-30.toml").exists()
