"""Views of a table: as a step would leave it, and as a reader sees it.

A document in memory is never altered, only replaced: so a reader needs no copy of a table but of
what it takes out of it, and a step costs what it touches and not what the table holds.
"""

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager

from circle_tui.domain.errors import NotStorable
from circle_tui.storage.changes import Change, Document, Step, Tables, copied, plain, same


class Layer(MutableMapping[int, Document]):
    """A table as it will be: what is ``below``, and over it what is not saved yet.

    Documents are in TinyDB's order: what replaces another takes its place, what is new comes last.
    What is below must not change meanwhile; ``None`` is a table that is not there.
    """

    def __init__(self, below: Mapping[int, Document] | None) -> None:
        self._new = below is None
        self._below: Mapping[int, Document] = {} if below is None else below
        self._cleared = False
        self._gone: dict[int, None] = {}
        self._put: dict[int, Document] = {}

    def _in_place(self, doc_id: object) -> bool:
        return not self._cleared and doc_id in self._below and doc_id not in self._gone

    def __getitem__(self, doc_id: int) -> Document:
        if doc_id in self._put:
            return self._put[doc_id]
        if self._in_place(doc_id):
            return self._below[doc_id]
        raise KeyError(doc_id)

    def __setitem__(self, doc_id: int, document: Document) -> None:
        if type(doc_id) is not int:
            raise NotStorable(
                "This could not be saved: the id of a document has to be a whole number. "
                "Nothing was changed."
            )
        self._put[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._put.pop(doc_id, None)
        if self._in_place(doc_id):
            self._gone[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._put or self._in_place(doc_id)

    def __iter__(self) -> Iterator[int]:
        yield from filter(self._in_place, self._below)
        for doc_id in self._put:
            if not self._in_place(doc_id):
                yield doc_id

    def __len__(self) -> int:
        kept = 0 if self._cleared else len(self._below) - len(self._gone)
        return kept + sum(not self._in_place(doc_id) for doc_id in self._put)

    def clear(self) -> None:
        """Remove every document."""
        self._cleared = True
        self._gone, self._put = {}, {}

    def absorb(self, change: Change) -> None:
        """Make a change that was taken from a layer over this one."""
        if change.clear:
            self.clear()
        for doc_id in change.gone:
            self.pop(doc_id, None)
        self._put.update(change.put)

    def branch(self) -> "Layer":
        """Return a layer like this one that goes its own way from here."""
        twin = Layer(None if self._new else self._below)
        twin._cleared = self._cleared
        twin._gone, twin._put = dict(self._gone), dict(self._put)
        return twin

    def change(self) -> Change | None:
        """Return what is to be saved, ``None`` if nothing is. Raises ``NotStorable``."""
        put = {}
        for doc_id, document in self._put.items():
            old = self._below[doc_id] if self._in_place(doc_id) else None
            if old is None or not same(document, old):
                kept = self._kept(document)
                if old is None or not same(kept, old):
                    put[doc_id] = kept
        cleared = self._cleared and bool(self._below)
        if self._new or cleared or self._gone or put:
            return Change(cleared, self._gone, put)
        return None

    def _kept(self, document: Document) -> Document:
        return document


class Staging(Layer):
    """The table that an updater of TinyDB works on: a layer whose documents it may alter.

    A document from below is copied when it is first touched, and no other is.
    """

    def __getitem__(self, doc_id: int) -> Document:
        if doc_id not in self._put:
            self._put[doc_id] = copied(super().__getitem__(doc_id))
        return self._put[doc_id]

    def _kept(self, document: Document) -> Document:
        return plain(document)


def difference(
    below: Mapping[int, Document] | None, wanted: Mapping[int, Document]
) -> Change | None:
    """Return what makes the one table the other, ``None`` if nothing. Raises ``NotStorable``."""
    staging = Staging(below)
    for doc_id in list(staging):
        if doc_id not in wanted:
            del staging[doc_id]
    staging.update(wanted)
    if list(staging) != list(wanted):
        staging.clear()
        staging.update(wanted)
    return staging.change()


class Draft:
    """What a transaction did so far: tables as they will be, over those that are saved."""

    def __init__(self, saved: Tables) -> None:
        self._saved = saved
        self._layers: dict[str, Layer | None] = {}

    @property
    def touched(self) -> bool:
        """Whether anything was done."""
        return bool(self._layers)

    def table(self, name: str) -> Mapping[int, Document] | None:
        """Return a table as it will be, ``None`` if it will not be there."""
        return self._layers[name] if name in self._layers else self._saved.get(name)

    def tables(self) -> Iterator[str]:
        """Return the names of the tables that will be there."""
        names = dict.fromkeys([*self._saved, *self._layers])
        return (name for name in names if self.table(name) is not None)

    def absorb(self, step: Step) -> None:
        """Take in what was done."""
        for name, change in step.items():
            layer = self._layers.get(name)
            if change is None:
                self._layers[name] = None
                continue
            if layer is None:
                layer = Layer(self._saved.get(name))
                if name in self._layers:  # it was dropped before, in this transaction
                    layer.clear()
                self._layers[name] = layer
            layer.absorb(change)

    def step(self) -> Step:
        """Return all that is to be saved, empty if nothing changed."""
        step: Step = {}
        for name, layer in self._layers.items():
            change = None if layer is None else layer.change()
            if change is not None or (layer is None and name in self._saved):
                step[name] = change
        return step

    def branch(self) -> "Draft":
        """Return a draft like this one that goes its own way from here."""
        twin = Draft(self._saved)
        twin._layers = {
            name: None if layer is None else layer.branch() for name, layer in self._layers.items()
        }
        return twin


class Reading(Mapping[str, Document]):
    """A table for a reader, by id as text as TinyDB's tables are; every document is a copy.

    Whoever goes through all of it goes through the table as it was at that moment, whatever is
    saved meanwhile. ``brief`` is held for no longer than that moment.
    """

    def __init__(
        self, table: Mapping[int, Document], brief: AbstractContextManager[object]
    ) -> None:
        self._table = table
        self._brief = brief

    def __getitem__(self, key: str) -> Document:
        try:
            doc_id = int(key)
        except ValueError:
            raise KeyError(key) from None
        with self._brief:
            document = self._table[doc_id]
        return copied(document)

    def __contains__(self, key: object) -> bool:
        with self._brief:
            return isinstance(key, str) and key.isdecimal() and int(key) in self._table

    def __len__(self) -> int:
        with self._brief:
            return len(self._table)

    def ids(self) -> list[int]:
        """Return every id, as a number."""
        with self._brief:
            return list(self._table)

    def __iter__(self) -> Iterator[str]:
        return map(str, self.ids())

    def items(self) -> ItemsView[str, Document]:
        """Return every id and document."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[str, Document]]:
        """Return every id and document, as they are now."""
        with self._brief:
            now = list(self._table.items())
        return ((str(doc_id), copied(document)) for doc_id, document in now)


class _Items(ItemsView[str, Document]):
    """The items of a reading, which ``ItemsView`` would look up one by one later on."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._reading = reading

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        return self._reading.pairs()
