"""The word lists in memory: every way in which they lie there gives the same answers."""

import subprocess
import sys
from pathlib import Path

from circle_tui.privacy import lists
from circle_tui.privacy.lists import Lines, Phrases, Squeezed
from circle_tui.privacy.words import Table


def data(name: str) -> Path:
    """Return the file of one list."""
    return Path(lists.__file__).with_name("data") / f"{name}.txt"


def entries(name: str) -> list[str]:
    """Return the entries of one list without what is marked beside them."""
    return [line.partition("=")[0] for line in data(name).read_text("utf-8").splitlines()]


def test_a_phrase_is_asked_for_by_its_first_word() -> None:
    """Whether a longer phrase begins with a word is known, whatever block of the list it is in."""
    for table in Table:
        phrases = Phrases(data(table.value))
        several = {entry.partition(" ")[0] for entry in entries(table.value) if " " in entry}
        alone = {entry for entry in entries(table.value) if " " not in entry}
        assert all(map(phrases.begin_with, several))
        assert not any(
            map(phrases.begin_with, {*(alone - several), "", "xqz", "a", "zz"} - several)
        )


def test_what_is_squeezed_is_found_all_the_same() -> None:
    """A list gives the same answers however it lies in memory, and squeezed it takes a third."""
    plain, squeezed = Lines(data("names_words")), Squeezed(data("names_words"))
    asked = [*entries("names_words"), *entries("roles"), "", "~", "a\nb", "tom=b3", "é"]
    assert [squeezed.mark(entry) for entry in asked] == [plain.mark(entry) for entry in asked]
    assert squeezed.mark("tom") == "b3"


def test_the_lists_stay_small_in_memory() -> None:
    """A session lasts for hours on small computers: all lists together take under 0.8 MB there."""
    program = """
import tracemalloc
import circle_tui.privacy.words as words
tracemalloc.start()
words.warm_up()
kept, most = tracemalloc.get_traced_memory()
assert kept < 800_000, kept
assert most - kept < 200_000, most - kept
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_lists_outlive_their_files(tmp_path: Path) -> None:
    """A session goes on masking while the program is removed or put in anew beside it."""
    for kind in (Lines, Squeezed, Phrases):
        file = tmp_path / "list.txt"
        file.write_bytes(b"ann arbor\nbath=cased\n")
        found = kind(file)
        file.write_bytes(b"")
        file.unlink()
        assert found.mark("ann arbor") == ""
        assert found.mark("bath") == "cased"
        assert found.mark("cork") is None
