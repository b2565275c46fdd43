"""The front ends on a circle: the screens, and a session in lines."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.bootstrap import (
    Passphrase,
    choose_circle,
    circle_names,
    make_circle,
    open_workspace,
    opened,
    tell,
    written,
)
from circle_tui.config.home import Home
from circle_tui.config.synced import warning
from circle_tui.config.theme import keep_theme, with_theme
from circle_tui.domain.errors import CircleError, StoreBusy, StoreLocked
from circle_tui.domain.people import Profile
from circle_tui.domain.ports import Recogniser
from circle_tui.services.opinion import Opinion
from circle_tui.services.workspace import Workspace

if TYPE_CHECKING:
    from circle_tui.services.founding import NewCircle

Ready = Callable[[Workspace], None]
"""Looks whether a session can be held, and raises what is against it."""


def run_app(
    home: Home,
    circle: str | None,
    agenda: str | None = None,
    *,
    ready: Ready | None = None,
    passphrase: Passphrase | None = None,
    model: str | None = None,
) -> int:
    """Open the screens on a circle and return the exit status.

    Where there is no circle at all, the first screen makes one. ``agenda`` is one named for today.
    ``ready`` looks at the circle before anything is drawn, and raises what is against a session;
    with it the way goes past the home screen to who is here. ``model`` is a language model that
    looks for names too, see ``privacy.ner``.
    Raises ``InputError`` for an unknown circle and ``StoreBusy`` for one that is held elsewhere,
    both before anything is drawn. ``CircleApp.OTHER`` instead of a status asks for another circle.
    """
    with ExitStack() as held:
        opinion = held.enter_context(_opinion_of(model))

        def take(folder: Path, passphrase: Passphrase | None = None) -> Workspace:
            workspace = held.enter_context(opened(home, folder, passphrase=passphrase))
            return replace(_warned(home, workspace), opinion=opinion)

        def make(new: "NewCircle") -> Workspace:
            return take(make_circle(home, Profile(new.name, new.cadence), new.members))

        if ready is None and circle is None and not circle_names(home):
            return _screens(home, make, agenda)
        workspace = take(choose_circle(home, circle), passphrase)
        if ready is not None:
            ready(workspace)
        return _screens(home, workspace, agenda, at_once=ready is not None)


def run_plain(
    home: Home,
    circle: str | None,
    agenda: str | None = None,
    *,
    ready: Ready | None = None,
    passphrase: Passphrase | None = None,
    model: str | None = None,
) -> int:
    """Hold a session in lines on standard input and output, and return the exit status.

    The options are those of ``run_app``, which it raises as; nothing of Textual is imported.
    """
    from circle_tui.plain.running import run
    from circle_tui.ui.terminal.characters import clean
    from circle_tui.ui.terminal.crash import CrashReports

    with (
        _opinion_of(model) as opinion,
        opened(home, choose_circle(home, circle), passphrase=passphrase) as workspace,
    ):
        if ready is not None:
            ready(workspace)
        told = replace(_warned(home, workspace), opinion=opinion)
        return run(told, agenda, clean, CrashReports(home.reports).catch_strays)


def run_review(home: Home, folder: Path, passphrase: Passphrase | None = None) -> int:
    """Show a member the action items of a circle and return the exit status.

    Where another process holds the circle they can only be looked at.
    """
    from circle_tui.ui.terminal.environment import scrub_environment

    scrub_environment()
    from circle_tui.config.mine import keep_member
    from circle_tui.ui.reviewing import ReviewApp

    with ExitStack() as held:
        workspace = held.enter_context(to_review(home, folder, passphrase))

        def choose(alias: str) -> None:
            ids = {member.alias: member.id for member in workspace.circle.people.members()}
            keep_member(home.root, folder.name, ids.get(alias, ""))

        app = ReviewApp(
            workspace,
            own_alias(home, folder, workspace),
            choose,
            # Nobody can be asked while the screen is up: a circle that was open is sealed by then.
            held.enter_context(changed(home, folder, passphrase if workspace.lock else None)),
            crash_folder=home.reports,
            environment=with_theme(home.root, os.environ),
        )
        status = app.run_in_terminal()
    if app.sealed_meanwhile:
        tell("This circle was sealed in another window. To look at it again: circle review")
    return status


@contextmanager
def to_review(
    home: Home, folder: Path, passphrase: Passphrase | None = None
) -> Iterator[Workspace]:
    """Open a circle for work, or to look at it where another process holds it."""
    with ExitStack() as held:
        try:
            workspace = held.enter_context(opened(home, folder, passphrase=passphrase))
        except StoreBusy:
            workspace = held.enter_context(
                opened(home, folder, passphrase=passphrase, looking=True)
            )
        yield workspace


@contextmanager
def changed(
    home: Home, folder: Path, passphrase: Passphrase | None = None
) -> Iterator[Callable[[], Workspace | None]]:
    """Give what opens a circle anew to look at it, once its files have changed since.

    ``None`` where they have not, or where it cannot be read just now: the next call tries again.
    What was opened before is closed then. Raises ``StoreLocked`` for a circle that was sealed.
    """
    with ExitStack() as held:
        seen: object = None  # it may have changed since it was opened

        def again() -> Workspace | None:
            nonlocal seen
            now = written(folder)
            if now == seen:
                return None
            try:
                workspace = open_workspace(home, folder, passphrase=passphrase, looking=True)
            except StoreLocked:
                raise
            except CircleError:
                return None
            if not workspace.circle.read_only:  # it had to be brought up to date, and nobody has it
                workspace.close()
                return None
            held.close()
            held.callback(workspace.close)
            seen = now
            return workspace

        yield again


def own_alias(home: Home, folder: Path, workspace: Workspace) -> str | None:
    """Return the alias of whoever works at this computer, as it was chosen once.

    Empty for somebody who is no member, ``None`` if nobody was asked yet.
    """
    from circle_tui.config.mine import kept_member  # a session asks for nobody's

    member = kept_member(home.root, folder.name)
    if not member:
        return member
    aliases = {each.id: each.alias for each in workspace.circle.people.members()}
    return aliases.get(member)


@contextmanager
def _opinion_of(model: str | None) -> Iterator[Opinion]:
    """Let a language model be asked for the length of a ``with`` block; it is not loaded yet."""

    def load() -> Recogniser:
        from circle_tui.privacy.ner import recogniser

        return recogniser(model or "")

    opinion = Opinion(load if model is not None else None)
    try:
        yield opinion
    finally:
        opinion.close(lambda: tell("Waiting for the language model to be done ..."))


def _warned(home: Home, workspace: Workspace) -> Workspace:
    """Add to what is to be told where the data folder lies, if that is to be said."""
    said = warning(home.root)
    return replace(workspace, notices=(*workspace.notices, said)) if said else workspace


def _screens(
    home: Home,
    start: "Workspace | Callable[[NewCircle], Workspace]",
    agenda: str | None,
    *,
    at_once: bool = False,
) -> int:
    from circle_tui.ui.terminal.environment import scrub_environment

    scrub_environment()
    from circle_tui.ui.app import CircleApp

    app = CircleApp(
        start,
        agenda=agenda,
        at_once=at_once,
        crash_folder=home.reports,
        environment=with_theme(home.root, os.environ),
        today=datetime.now().astimezone().date(),
        others=not at_once and len(circle_names(home)) > 1,
        keep_theme=lambda word: keep_theme(home.root, word),
    )
    status = app.run_in_terminal()
    if app.workspace is not None:
        if lost := app.workspace.held.lost:
            tell(lost)
        if app.lost_typing:
            tell("What was being typed could not be kept, and is gone.")
        if facts := app.workspace.circle.journal.read():
            from circle_tui.domain.session import fold

            state = "has ended, and is not filed" if fold(facts).closed else "is not over"
            tell(f"The session {state}. Start the program again to go on with it.")
    return status
