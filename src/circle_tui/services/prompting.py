"""Check-in prompts in a circle: which are fresh, one after the other, and where a taken one stands.

A prompt is fresh while none of the circle's last twelve sessions took it. What would be masked
here, because a member is called like one of its words, is never offered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.prompts import Depth, Prompt, sessions_ago, taken_in
from circle_tui.domain.session import Session
from circle_tui.domain.values import value
from circle_tui.services.screening import screened


@cache
def bank() -> Mapping[str, Prompt]:
    """Return every prompt of the bank by its id, in its order. Raises ``CircleError``."""
    from circle_tui.agendas.prompts import load_prompts  # a session may take none

    return {prompt.id: prompt for prompt in load_prompts()}


@value
class Use:
    """A prompt of the bank, and how many sessions ago a circle took it last, if it did."""

    prompt: Prompt
    ago: int | None


def uses(circle: OpenCircle | None, depth: Depth | None = None) -> tuple[Use, ...]:
    """Return the prompts (of one depth) with when they were used; never, where no circle is."""
    history = circle.prompts.all() if circle else ()
    return tuple(
        Use(prompt, sessions_ago(history, prompt.id))
        for prompt in bank().values()
        if depth in (None, prompt.depth)
    )


class Offers:
    """Offers the fresh prompts of a circle one after the other, in an order drawn by ``choose``.

    None comes twice before all of its depth have come.
    """

    def __init__(
        self, circle: OpenCircle, session: Session, choose: Callable[[Sequence[str]], str]
    ) -> None:
        self._choose = choose
        self._known = circle.people.known()
        taken = taken_in(session)
        used = {use.prompt.id for use in uses(circle) if use.ago is not None}
        self._fresh = {id_: prompt for id_, prompt in bank().items() if id_ not in {*used, *taken}}
        self._seen: list[str] = []

    def next(self, depth: Depth) -> Prompt | None:
        """Return another prompt of this depth; ``None`` when no fresh one is left."""
        while ids := [id_ for id_, prompt in self._fresh.items() if prompt.depth is depth]:
            chosen = self._choose(self._unseen(ids))
            self._seen.append(chosen)
            prompt = self._fresh[chosen]
            if screened(prompt.text, self._known) == prompt.text:
                return prompt
            del self._fresh[chosen]
        return None

    def _unseen(self, ids: Sequence[str]) -> list[str]:
        """Return those that did not come yet; when all did, all but the one that came last."""
        if unseen := [id_ for id_ in ids if id_ not in self._seen]:
            return unseen
        last = [id_ for id_ in self._seen if id_ in ids][-1]
        self._seen = [id_ for id_ in self._seen if id_ not in ids]
        return [id_ for id_ in ids if id_ != last] or [last]


def with_prompts(agenda: Agenda, session: Session) -> Agenda:
    """Return the agenda with the prompts that were taken in the place of what it shows itself.

    A prompt that is in the bank no more leaves the agenda's own.
    """
    if not session.prompted:
        return agenda
    texts = {
        index: bank()[prompt].text for index, prompt in session.prompted.items() if prompt in bank()
    }
    segments = tuple(
        replace(segment, show=texts.get(index, segment.show))
        for index, segment in enumerate(agenda.segments)
    )
    return replace(agenda, segments=segments)


def as_shown(session: Session) -> Session:
    """Return the session as others see it: with the prompts that were taken."""
    return replace(session, agenda=with_prompts(session.agenda, session))
