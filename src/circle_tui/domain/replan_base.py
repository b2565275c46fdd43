"""A session that is planned again, and one way to do it: its words, its figures, its fact."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.choices import Change, Choice, Way, Words, changed_text, later_text
from circle_tui.domain.facts import Replanned
from circle_tui.domain.lengths import figure_text
from circle_tui.domain.plan import Turn, TurnId
from circle_tui.domain.replan import aims, may_change, remaining, shortened
from circle_tui.domain.replan_parts import parts_then
from circle_tui.domain.session import Session, apply
from circle_tui.domain.timing import apart_text, projected_end, to_the_minute

BEYOND = "lengthen beyond"
"""What the way is called by which parts get more than the agenda planned for them."""


class Replan(NamedTuple):
    """One way to plan what remains again, and what accepting it would do.

    ``pick`` names the way as long as it is there, whatever the clock does to its figures. ``parts``
    are all parts of which something remains, also those that stay as they are; what is left out
    has 0 seconds after. ``ends`` is when the meeting would end. ``done`` is the title of the choice
    as what was done.
    """

    pick: str
    choice: Choice
    fact: Replanned
    parts: tuple[Change, ...]
    ends: datetime
    done: str


MORE = Words(
    "beyond the agenda", "beyond the agenda", "That is more than the agenda planned for it."
)
"""What is said besides of a way by which parts get more than was planned."""


class Cut(NamedTuple):
    """One cut at one part, a ``segment`` by index: fewer people speak in it, or it is left out.

    ``turns`` are those that remain with it, and ``saved`` is how many seconds it saves.
    """

    pick: str
    way: Way
    segment: int
    turns: tuple[Turn, ...]
    told: Words
    saved: int
    people: int = 0


class Midway(NamedTuple):
    """The session that is planned again, at an instant, and the words to tell it in."""

    session: Session
    now: datetime
    zone: tzinfo | None
    script: Agenda

    def name(self, index: int) -> str:
        """Return a segment's title in quotes."""
        return f'"{self.script.segments[index].title}"'

    def fact(self, base: Session, seconds: Sequence[int]) -> Replanned:
        """Return the fact by which the turns that remain of ``base`` have so many seconds."""
        turns = zip((turn.id for turn in remaining(base)), seconds, strict=True)
        return Replanned(self.now, tuple(turns), base.promised_end)

    def ends(self, fact: Replanned) -> datetime:
        """Return when the meeting ends with a fact."""
        return projected_end(apply(self.session, fact), self.now)

    def base(self, turns: Sequence[Turn], promised_end: datetime) -> Session:
        """Return the session in which these turns remain, and another end is promised."""
        ids = tuple((turn.id, turn.seconds) for turn in turns)
        return apply(self.session, Replanned(self.now, ids, promised_end))

    def later(self, turns: Sequence[Turn]) -> Replanned:
        """Return the fact by which these turns remain, and the end they lead to is promised."""
        base = self.base(turns, self.session.promised_end)
        base = replace(base, promised_end=projected_end(base, self.now))
        return self.fact(base, [turn.seconds for turn in turns])

    def fitted(
        self,
        turns: Sequence[Turn],
        promised_end: datetime,
        kept: Collection[int] = (),
        *,
        at_all: bool = False,
    ) -> Replanned | None:
        """Return the fact by which these turns end when it is promised, if the floors let them.

        ``at_all`` takes what the floors do let.
        """
        base = self.base(turns, promised_end)
        must = aims(base, self.now, self.zone, kept)
        seconds = shortened(base, self.now, must, kept, at_all=at_all)
        return None if seconds is None else self.fact(base, seconds)

    def again(self, way: Replan, promised_end: datetime) -> tuple[Mapping[TurnId, int], datetime]:
        """Return the turns of a way and its end if another end is promised with it.

        A way that shortens and ends later takes whole minutes: from one second to the next a minute
        more, and less from the parts. Who reads it has seen one of both.
        """
        had = {turn.id: turn for turn in remaining(self.session)}
        fact = way.fact
        shorter = any(id_ in had and seconds < had[id_].seconds for id_, seconds in fact.turns)
        if shorter and promised_end != fact.promised_end:
            turns = [had.get(id_, Turn(id_, seconds)) for id_, seconds in fact.turns]
            kept = {turn.id.segment for turn in turns if turn.id not in had}
            fact = self.fitted(turns, promised_end, kept, at_all=True) or fact
        return dict(fact.turns), self.ends(fact)

    def changed(self, changes: Sequence[Change], verb: str = "Shorten", *, first: bool) -> Words:
        """Say what becomes shorter or longer."""
        bids = bool(self.session.shared)
        return changed_text(self.script, changes, by_bids=bids, verb=verb, first=first)

    def way(self, pick: str, way: Way, fact: Replanned, cut: Cut | None = None) -> Replan:
        """Return a way with its figures, told by its cut, what changes besides, and its end."""
        parts = parts_then(self.session, fact)
        changes = tuple(part for part in parts if part.before != part.after)
        before, after = self.session.promised_end, fact.promised_end
        told = cut.told if cut else None
        others = [change for change in changes if not cut or change.segment != cut.segment]
        if others:
            verb = "Lengthen" if way is Way.LENGTHEN else "Shorten"
            shorter = self.changed(others, verb, first=told is None)
            told = told.besides(shorter) if told else shorter
        if on := self._on_now(fact, first=told is None):
            told = told.besides(on) if told else on
        if after != before:
            keeps = "" if others else "the other parts"
            told = _later(apart_text(after, before), told, keeps)
        assert told is not None, "a way changes something"
        total = sum(seconds for _, seconds in fact.turns)
        if pick == BEYOND:
            told = told.besides(MORE)
        later = to_the_minute(after) - to_the_minute(before)
        choice = Choice(
            way=way,
            title=told.title,
            sentence=told.sentence,
            seconds=total,
            changes=changes,
            later=later // timedelta(seconds=1),
            people=cut.people if cut else 0,
        )
        return Replan(pick, choice, fact, parts, self.ends(fact), told.done)

    def _on_now(self, fact: Replanned, *, first: bool) -> Words | None:
        """Say that a person whose turn is on gets more; a talk that is on is one of the parts."""
        turn = remaining(self.session)[0]
        seconds = dict(fact.turns)[turn.id]
        if may_change(self.session, turn) or seconds == turn.seconds:
            return None
        to = f"the turn that is on to {figure_text(seconds)}"
        told = (
            f"The turn that is on has {figure_text(seconds)} then, not {figure_text(turn.seconds)}."
        )
        return Words(f"Lengthen {to}", f"Lengthened {to}", told) if first else Words(to, to, told)


def _later(later: str, told: Words | None, keeps: str) -> Words:
    """Say that the meeting ends later, besides what was told."""
    if told:
        return told.besides(later_text(later, keeps=keeps))
    title, done = f"End {later} later", f"Moved the end {later} later"
    return Words(title, done, f"{title} than promised; every part keeps its time.")
