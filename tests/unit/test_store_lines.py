"""Promises about the lines of a store file: each proves itself, and only in its own place."""

import json

import pytest

from circle_tui.storage.head import Head, head_line, read_head
from circle_tui.storage.lines import (
    Broken,
    Framing,
    Header,
    Newer,
    Seal,
    checksum,
    header_line,
    is_store,
    read_header,
)
from tests.storefiles import SEALED, STORE, ToySeal

PLAIN = Header(STORE, 3, 40, 42, None, {"with": "circle.store"})
SEALED_HEADER = Header(STORE, 3, 40, 42, SEALED, {})
LINK = b"0011223344556677"


def framing(seal: Seal | None = None, header: Header = PLAIN) -> Framing:
    """Return what makes the lines of the sample store."""
    return Framing(header, seal)


@pytest.mark.parametrize("header", [PLAIN, SEALED_HEADER])
def test_header_comes_back(header: Header) -> None:
    """What the first line says comes back as it was."""
    line, total = header_line(header)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert is_store(line)
    assert read_header(line[:-1]) == (header, total)


@pytest.mark.parametrize("header", [PLAIN, SEALED_HEADER])
def test_every_damaged_byte_of_a_header_is_noticed(header: Header) -> None:
    """Whatever byte of the first line changes, it is not believed."""
    line = header_line(header)[0][:-1]
    for at in range(len(line)):
        for mask in (1, 0x20, 0xFF):
            broken = line[:at] + bytes([line[at] ^ mask]) + line[at + 1 :]
            with pytest.raises(Broken):
                read_header(broken)
        with pytest.raises(Broken):
            read_header(line[:at])


def test_newer_format_is_told_from_damage() -> None:
    """A file from a newer version is called that, and not damaged."""
    text = json.dumps({"format": 3, "anything": "else"}).encode()
    with pytest.raises(Newer):
        read_header(b"circle-tui store 3 %s %s" % (checksum(text), text))
    with pytest.raises(Newer):
        read_header(b"circle-tui store 12 whatever that will be")


@pytest.mark.parametrize(
    "content",
    [
        {"after": -1},
        {"until": 39},
        {"generation": 0},
        {"store": "no id"},
        {"extra": None},
        {"keys": "notes.store.keys"},
        {"keys": "../elsewhere", "key": "k1"},
        {"keys": 1, "key": "k1"},
    ],
)
def test_header_that_makes_no_sense_is_refused(content: dict[str, object]) -> None:
    """A first line that nothing of ours can have written is refused, whatever its sum says."""
    good = json.loads(header_line(PLAIN)[0].split(b" ", 4)[4])
    text = json.dumps(good | content).encode()
    with pytest.raises(Broken):
        read_header(b"circle-tui store 2 %s %s" % (checksum(text), text))


@pytest.mark.parametrize("text", [b"[]", b"7", b"{", b"[" * 100_000])
def test_header_that_is_no_object_is_refused(text: bytes) -> None:
    """A first line that holds something else than a header is refused."""
    with pytest.raises(Broken):
        read_header(b"circle-tui store 2 %s %s" % (checksum(text), text))


@pytest.mark.parametrize("seal", [None, ToySeal(b"key")])
def test_line_comes_back(seal: Seal | None) -> None:
    """What a line holds comes back as it was, with the sum that the next one links to."""
    line, total = framing(seal).line(41, LINK, b'{"a": "\xc3\xa9"}')
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert framing(seal).read(line[:-1], 41, LINK) == (b'{"a": "\xc3\xa9"}', total)
    assert framing(seal).read_alone(line[:-1]) == (41, LINK, b'{"a": "\xc3\xa9"}', total)


@pytest.mark.parametrize("seal", [None, ToySeal(b"key")])
def test_every_damaged_byte_of_a_line_is_noticed(seal: Seal | None) -> None:
    """Whatever byte of a line changes, or wherever it is cut, it is not believed."""
    line = framing(seal).line(41, LINK, b'{"a": 12345}')[0][:-1]
    for at in range(len(line)):
        for mask in (1, 0x20, 0xFF):
            broken = line[:at] + bytes([line[at] ^ mask]) + line[at + 1 :]
            with pytest.raises(Broken):
                framing(seal).read(broken, 41, LINK)
            with pytest.raises(Broken):
                framing(seal).read_alone(broken)
        with pytest.raises(Broken):
            framing(seal).read_alone(line[:at])


@pytest.mark.parametrize("seal", [None, ToySeal(b"key")])
def test_line_belongs_to_one_place_only(seal: Seal | None) -> None:
    """A line is believed in its own store, generation and place, and nowhere else."""
    line = framing(seal).line(41, LINK, b"{}")[0][:-1]
    other_store = Header("f" * 32, 3, 40, 42)
    other_generation = Header(STORE, 4, 40, 42)
    for reader in (framing(seal, other_store), framing(seal, other_generation)):
        with pytest.raises(Broken):
            reader.read(line, 41, LINK)
    for number, link in ((42, LINK), (41, b"8" * 16)):
        with pytest.raises(Broken):
            framing(seal).read(line, number, link)


def test_sealed_line_is_opened_by_its_key_alone() -> None:
    """Another key opens nothing, and neither does none."""
    line = framing(ToySeal(b"key")).line(41, LINK, b"{}")[0][:-1]
    for seal in (ToySeal(b"other"), None):
        with pytest.raises(Broken):
            framing(seal).read(line, 41, LINK)


@pytest.mark.parametrize("start", [b"", b"x", b"-1", b"041", b"4_1", b"9" * 5000])
def test_number_is_written_in_one_way(start: bytes) -> None:
    """A number that is none, or is written in another way than ours, is not believed."""
    line = framing().line(41, LINK, b"{}")[0][:-1]
    with pytest.raises(Broken):
        framing().read_alone(start + line[2:])


def test_step_of_two_lines_is_refused() -> None:
    """What would break the file into other lines is refused before it is written."""
    with pytest.raises(ValueError, match="one line"):
        framing().line(41, LINK, b"a\nb")
    line, _ = framing(ToySeal(b"key")).line(41, LINK, b"a\nb")
    assert framing(ToySeal(b"key")).read(line[:-1], 41, LINK)[0] == b"a\nb"


def test_head_comes_back_and_notices_damage() -> None:
    """The side file tells what it was told, in lines of one length, or is known to be damaged."""
    heads = [Head(STORE, 0, LINK), Head(STORE, 41, b"a" * 32)]
    lines = [head_line(head) for head in heads]
    assert len({len(line) for line in lines}) == 1
    assert [read_head(line)[0] for line in lines] == heads
    assert read_head(lines[0] + b"header\nold rest") == (heads[0], b"header")
    for at in range(len(lines[1])):
        flipped = lines[1][:at] + bytes([lines[1][at] ^ 1]) + lines[1][at + 1 :]
        with pytest.raises(Broken):
            read_head(flipped)


def test_format_2_stays_as_it_is() -> None:
    """A file that was written today will be read by every later version."""
    header, link = header_line(PLAIN)
    line, total = framing().line(41, link, b'{"t":{}}')
    assert header == (
        b'circle-tui store 2 6905173d119b74da {"format":2,"store":"0123456789abcdef'
        b'0123456789abcdef","generation":3,"after":40,"until":42,"extra":{"with":"circle.store"}}\n'
    )
    assert line == b'41 6905173d119b74da 63ea85ec2bb14c42 {"t":{}}\n'
    assert head_line(Head(STORE, 41, total)) == (
        b"circle-tui head 2 0123456789abcdef0123456789abcdef 00000000000000000041 "
        b"63ea85ec2bb14c42                 40dbe16cfcf5290a\n"
    )
