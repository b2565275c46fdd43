"""The action items for a member: what is open and theirs, what is due, what is done."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content

from circle_tui.domain.actions import WHOLE_CIRCLE, ActionItem
from circle_tui.domain.review import Scope, Wanted
from circle_tui.services.reviewing import Reviewing
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.commands.review import MINE, MINE_COMMANDS, SHOW
from circle_tui.ui.screens import review_text
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.review import ReviewScreen
from circle_tui.ui.text import plain

Follow = Callable[[], Awaitable[Reviewing | None]]
"""Returns the review begun anew if something changed since it was asked last."""

Choose = Callable[[str], None]
"""Keeps which alias is the own one, for the next time; empty for none."""

NONE_OF_THESE = "none of these"
LOOKING = "only to look at"
LOOK = 1.0
"""Seconds between looks at what happens in another window."""

SCOPES = (Scope.OPEN, Scope.DUE, Scope.SETTLED, Scope.ALL)
"""What can be shown, one after the other."""


class MineScreen(ReviewScreen):
    """A member's own list. ``alias`` is theirs, empty to show everybody's.

    Nobody is named on it but whoever ``alias`` is: the others are their aliases. Where another
    window holds the circle, ``follow`` returns the review begun anew once something changed there.
    """

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = MINE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(MINE_COMMANDS)
    NAME = "Action items"

    def __init__(
        self, review: Reviewing, alias: str, choose: Choose, follow: Follow | None = None
    ) -> None:
        super().__init__(review, wanted=Wanted(owner=alias or None))
        self._alias = alias
        self._choose = choose
        self._follow = follow

    def on_mount(self) -> None:
        """Begin to look what happens in the other window, if that holds the circle."""
        if self._follow is not None and self._walk.review.read_only:
            self.set_interval(LOOK, self._look_again)

    @work(group="follow", exclusive=True, exit_on_error=False, description="what changed elsewhere")
    async def _look_again(self) -> None:
        """Show what was changed in the other window, from where somebody is."""
        if self._follow is not None and self.is_current and (changed := await self._follow()):
            self._walk.follow(changed)
            self.look()

    def whose(self, item: ActionItem) -> str:
        """Return whose an item is: by name only if it is the member's own."""
        if item.owner and item.owner == self._alias:
            return self._walk.review.names.get(item.owner, item.owner)
        return item.owner or WHOLE_CIRCLE

    def heading(self) -> Content:
        """Return whose items these are, and which of them."""
        who, wanted, review = "everybody's", self._walk.wanted, self._walk.review
        if wanted.owner is not None:
            who = f"{review.names.get(self._alias, '')} ({self._alias})".strip()
        scope = "all" if wanted.scope is Scope.ALL else wanted.scope.value
        still = wanted.scope in (Scope.OPEN, Scope.DUE)
        count = sum(item.is_open or not still for item in self._walk.shown)
        said = [plain(who).stylize("bold"), Content(f"{count} {scope}")]
        if review.read_only:
            said.insert(0, Content.styled(LOOKING, "bold $warning"))
        return Content(" · ").join([*said, *review_text.beside(wanted)])

    def _nothing(self) -> str:
        wanted = self._walk.wanted
        if wanted.words:
            return review_text.NOT_FOUND
        whose = "of yours " if wanted.owner is not None else ""
        scope = "here" if wanted.scope is Scope.ALL else wanted.scope.value
        return f"Nothing {whose}is {scope}. {SHOW.shown} shows others, {MINE.shown} everybody's."

    def action_show(self) -> None:
        """Show what is open, what is due, what is settled, or all."""
        wanted = self._walk.wanted
        after = SCOPES[(SCOPES.index(wanted.scope) + 1) % len(SCOPES)]
        self._want(replace(wanted, scope=after))

    def action_mine(self) -> None:
        """Show the member's own items, or everybody's."""
        if not self._alias:
            self.action_who()
            return
        owner = self._alias if self._walk.wanted.owner is None else None
        self._want(replace(self._walk.wanted, owner=owner))

    @work(group="who", description="which alias is the own one")
    async def action_who(self) -> None:
        """Ask which alias is theirs, once; it is remembered on this computer."""
        aliases = sorted(self._walk.review.names)
        rows = [(alias, "", "") for alias in aliases]
        rows.append((NONE_OF_THESE, "", "Everybody's items are shown, by alias."))
        now = aliases.index(self._alias) if self._alias in aliases else 0
        said = "It is remembered on this computer, in its data folder, and nowhere else."
        picked = await self.app.push_screen_wait(
            PickScreen("Which alias is yours?", rows, now, said)
        )
        if picked is not None:
            self._alias = aliases[picked] if picked < len(aliases) else ""
            self._choose(self._alias)
            self._want(replace(self._walk.wanted, owner=self._alias or None))
