"""The text field of the line to write in: one line, however much is pasted, up to a bound."""

from rich.cells import cell_len
from textual.events import Paste
from textual.geometry import Region
from textual.widgets import Input

LONGEST = 4000
"""Characters in the line at most. Everything typed is looked through at each key."""


class OneLine(Input):
    """A text field that takes all of a paste, as one line, and gives nothing to the clipboard.

    ``offered`` is the line that → at the end makes of what is typed; nothing while it is empty.
    """

    offered = ""

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the cursor, or take the line that is offered where there is nowhere to move to."""
        at_end = self.selection.is_empty and self.cursor_at_end
        if self.offered and at_end and not select:
            self.value = self.offered
            self.cursor_position = len(self.value)
        else:
            super().action_cursor_right(select)

    def action_cut(self) -> None:
        """Do nothing: the clipboard is outside, and what is typed still has names in it."""

    def action_copy(self) -> None:
        """Do nothing, for the same reason."""

    def _on_paste(self, event: Paste) -> None:
        """Join the lines before the field takes them: by itself it would keep the first.

        It would take nothing of a text that is too long for it, either.
        """
        event.text = " ".join(event.text.split())
        if self.max_length:
            start, end = sorted(self.selection)
            room = self.max_length - len(self.value) + end - start
            event.text = event.text[: max(0, room)]
        # How far it can scroll it knows only once the longer text was laid out.
        self.call_after_refresh(self.show_cursor)

    def show_place(self, place: int) -> None:
        """Scroll to a place of the text; the cursor stays where it is."""
        x = cell_len(self.value[:place])
        self.scroll_to_region(
            Region(x, 0, 1, 1), animate=False, force=True, center=True, immediate=True
        )

    def show_cursor(self) -> None:
        """Scroll back to where the typing goes on."""
        self.scroll_to_region(
            Region(self._cursor_offset, 0, 1, 1), animate=False, force=True, immediate=True
        )
