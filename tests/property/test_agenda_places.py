"""Every key and value of any TOML document has its exact place."""

import datetime
import json
import math
import tomllib
from collections.abc import Iterator
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.agendas.files import plain
from circle_tui.agendas.places import KeyPath, Place, find_places

NASTY = "ab1 .#=[]{},'\u00e9\u202e\U0001f600"
BASIC = st.text(NASTY + '"\\\n', max_size=6).map(lambda text: json.dumps(text, ensure_ascii=False))
SCALARS = st.one_of(
    st.sampled_from(
        [
            *("0", "-5", "+1_000", "0x1F", "3.14", "1e5", "-inf", "true", "1979-05-27"),
            *("07:32:00", "1979-05-27 07:32:00", "1979-05-27T07:32:00.5Z", '""', "''", '""""""'),
            *('"""a""""', '"""a"""""', "'''a''''", "''''''", '"""\n"a" # ""b\n"""'),
            *('"""x \\\n   y\\""""', "'''\n[[no]]\nc = 'd' \\'''", '"\\u0041\\\\"', "'#no'"),
        ]
    ),
    BASIC,
    st.text(NASTY.replace("'", ""), max_size=6).map(lambda text: f"'{text}'"),
)
GAPS = st.sampled_from(["", " ", "\t", "\n", " # ] } , = [x]\n", "\n\n  "])


class Writer:
    """Writes random valid documents; remembers how each key, unique by number, is spelt."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = count()
        self.spelt: dict[str, str] = {}

    def name(self) -> str:
        """Return a new key part, bare or quoted."""
        number = next(self.numbers)
        text = self.draw(st.text(NASTY + '"\\', max_size=3)).replace("'", "") + str(number)
        style = self.draw(st.integers(0, 3))
        if style == 0:
            text, raw = f"k-{number}", f"k-{number}"
        elif style == 1 and '"' not in text:
            raw = f"'{text}'"
        elif style == 2:
            raw = '"\\u0041\\t' + json.dumps(text, ensure_ascii=False)[1:]
            text = "A\t" + text
        else:
            raw = json.dumps(text, ensure_ascii=False)
        self.spelt[text] = raw
        return raw

    def pair(self, depth: int) -> str:
        """Return ``key = value`` with a key of one to three parts."""
        dot = self.draw(st.sampled_from([".", " . ", "\t."]))
        key = dot.join(self.name() for _ in range(self.draw(st.integers(1, 3))))
        return f"{key}{self.draw(st.sampled_from(['=', ' = ']))}{self.value(depth)}"

    def value(self, depth: int) -> str:
        """Return a scalar, a list or an inline table."""
        style = self.draw(st.integers(0, 3 if depth else 1))
        if style < 2:
            return self.draw(SCALARS)
        size = self.draw(st.integers(0, 3))
        if style == 2:
            items = [self.draw(GAPS) + self.value(depth - 1) + self.draw(GAPS) for _ in range(size)]
            comma = self.draw(st.sampled_from(["", ","])) if items else ""
            return f"[{','.join(items)}{comma}{self.draw(GAPS)}]"
        return "{ " + " , ".join(self.pair(depth - 1) for _ in range(size)) + " }"

    def pairs(self) -> list[str]:
        """Return a few statements."""
        return [
            self.draw(st.sampled_from(["", "  "])) + self.pair(2)
            for _ in range(self.draw(st.integers(0, 2)))
        ]

    def document(self) -> str:
        """Return a whole document."""
        lines = self.pairs()
        for _ in range(self.draw(st.integers(0, 2))):
            lines += [f"[ {self.name()} . {self.name()} ] # table", *self.pairs()]
        for _ in range(self.draw(st.integers(0, 2))):
            outer, inner, sub = self.name(), self.name(), self.name()
            for _ in range(self.draw(st.integers(1, 2))):
                lines += [f"[[{outer}]]", *self.pairs(), "", "# [comment]"]
                if self.draw(st.booleans()):
                    lines += [f"[{outer}.{sub}]", *self.pairs()]
                for _ in range(self.draw(st.integers(0, 2))):
                    lines += [f" [[{outer}.{inner}]]", *self.pairs()]
        return self.draw(st.sampled_from(["\n", "\r\n", "\r\r\n"])).join(lines)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Draw a document and the spelling of each of its keys."""
    writer = Writer(draw)
    return writer.document(), writer.spelt


def leaves(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield every leaf of a parsed document with its path; an empty list or table is one too."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


@given(documents())
@settings(max_examples=200, deadline=None)
def test_every_leaf_stands_where_it_is_said_to_stand(case: tuple[str, dict[str, str]]) -> None:
    """A message's line and column lead to the very key or value that it speaks of."""
    text, spelt = case
    text = plain(text)
    places = find_places(text)
    lines = text.split("\n")

    def rest(place: Place) -> str:
        return "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])

    for path, leaf in leaves(tomllib.loads(text)):
        if not path:
            continue
        source, place = places.source(path), places.value(path)
        key = places.key(path)
        if source is None or place is None:  # an empty table that a header opened
            assert leaf == {}
            assert key is not None
            assert rest(key).startswith("[")
            continue
        assert rest(place).startswith(source)
        assert tomllib.loads(f"k = {source}")["k"] == leaf
        if isinstance(path[-1], str):
            assert key is not None
            assert rest(key).startswith(spelt[path[-1]])
        else:
            assert key is None


def test_the_documents_are_as_odd_as_they_should_be() -> None:
    """The scanner is tried on every sort of value that TOML has."""
    document = "x = [1, 2.5, -inf, true, 'a', 1979-05-27, 07:32:00, {a.b = 1}]"
    places = find_places(document)
    parsed = tomllib.loads(document)["x"]
    assert parsed[5] == datetime.date(1979, 5, 27)
    assert math.isinf(parsed[2])
    assert places.source(("x", 5)) == "1979-05-27"
    assert places.source(("x", 7, "a", "b")) == "1"
    assert places.key(("x", 7, "a", "b")) == (1, document.index("b = 1") + 1)
