"""A text as it will be kept, with its masks drawn as masks, to step through and decide over."""

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.style import Style

from circle_tui.services.masks import NOTHING, Mask, Masked
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.writing import (
    FOLLOWING,
    MASK_COMMANDS,
    PRECEDING,
    SWITCH,
    SWITCH_ALWAYS,
    TYPE_ON,
)
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import begun
from circle_tui.ui.widgets.line import Line

SURE = "$background on $quiet"
"""Solid: there is nothing to read under it."""
UNSURE = "underline bold $warning"
"""Outlined, as far as a terminal can; the sign within it says the same without colour."""
SHOWN = "underline"
CHOSEN = "bold $background on $accent"

UNFINISHED = "last word unfinished"
"""What is said of a word that is only begun and would be masked as it stands."""

_LETTERS = frozenset(key for command in MASK_COMMANDS for key in command.keys)
_MARK = "mask"
"""The name under which the drawn text knows the number of a mask."""


class Preview(Line):
    """What would be kept of what is typed, in the room there is; or something to know about it.

    While its masks are stepped through it has the focus, and at no other time.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (SWITCH, SWITCH_ALWAYS, FOLLOWING, PRECEDING, TYPE_ON)
    )

    class Stepped(Message):
        """Another mask is chosen, or none any more."""

    class Left(Message):
        """There is nothing to step to: typing goes on."""

    class Decided(Message):
        """A mask is to be taken off or put on; ``always`` for every text of the circle."""

        def __init__(self, mask: Mask, always: bool) -> None:
            super().__init__()
            self.mask = mask
            self.always = always

    class Pointed(Message):
        """A mask was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lead = Content("")
        self._masked = NOTHING
        self._place: int | None = None

    @property
    def place(self) -> int | None:
        """The number of the chosen mask, ``None`` while typing."""
        return self._place

    @property
    def chosen(self) -> Mask | None:
        """The chosen mask."""
        return None if self._place is None else self._masked.masks[self._place]

    @property
    def masked(self) -> Masked:
        """The text that is shown, with its masks."""
        return self._masked

    @property
    def has_masks(self) -> bool:
        """Whether there is anything to step to."""
        return bool(self._masked.masks)

    def say(self, content: Content) -> None:
        """Show something else than a text with masks, and forget that."""
        self._lead, self._masked, self._place = Content(""), NOTHING, None
        self.show(content)

    def show_masked(self, lead: Content, masked: Masked) -> None:
        """Show a text with its masks after ``lead``; the chosen mask stays, if it is still there.

        Others may have come before it meanwhile. A word that is only begun, and would be masked,
        has a mark behind it, and is drawn as a mask as soon as one looks at the masks.
        """
        chosen = self.chosen
        self._lead, self._masked = lead, masked
        if chosen is not None and self._place is not None:
            starts = [mask.span.start for mask in masked.masks]
            if chosen.span.start in starts:
                self._place = starts.index(chosen.span.start)
            elif starts:
                self._place = min(self._place, len(starts) - 1)
            else:
                self._place = None
                self.post_message(self.Left())
        self._draw()

    def choose(self, place: int | None) -> None:
        """Choose a mask by its number, or none."""
        self._place = place
        self._draw()
        self.post_message(self.Stepped())

    def _draw(self) -> None:
        parts, place = [self._lead], 0
        for piece in self._masked.pieces:
            if isinstance(piece, Mask):
                begun = self._masked.begun and place == len(self._masked.masks) - 1
                if begun and self._place is None:
                    parts.append(plain(piece.text) + _ELLIPSIS)
                else:
                    parts.append(drawn(piece, place, chosen=place == self._place))
                place += 1
            else:
                parts.append(plain(piece))
        self.show(Content("").join(parts))

    def row(self, y: int) -> Content | None:
        """Return nothing: what it shows depends on the room for all of it."""
        return None

    def render(self) -> RenderResult:
        """Draw as much as fits: the end, where the typing is, or the place of the chosen mask.

        Anything but what is typed is read from its beginning.
        """
        width, height = self.content_size
        if self._masked is NOTHING:
            return Content("\n").join(begun(self._shown, width, height))
        return fitted(self._shown, width, height, self._place) if width and height else self._shown

    def on_key(self, event: Key) -> None:
        """Let no letter through that means nothing here: behind it, it would move the session."""
        if event.is_printable and event.key not in _LETTERS:
            event.stop()

    def on_click(self, event: Click) -> None:
        """Choose the mask that was clicked."""
        place = event.style.meta.get(_MARK)
        if isinstance(place, int) and place < len(self._masked.masks):
            self.post_message(self.Pointed(place))

    def action_step(self, by: int) -> None:
        """Go to another mask; beyond the ends is where the typing is."""
        assert self._place is not None
        place = self._place + by
        if 0 <= place < len(self._masked.masks):
            self.choose(place)
        else:
            self.action_type_on()

    def action_type_on(self) -> None:
        """Go back to the line."""
        self.choose(None)
        self.post_message(self.Left())

    def action_switch(self) -> None:
        """Take the chosen mask off in this text, or put it on again."""
        self._decide(always=False)

    def action_switch_always(self) -> None:
        """Leave the chosen word readable in this circle, or take that back."""
        self._decide(always=True)

    def _decide(self, *, always: bool) -> None:
        if self.chosen is not None:
            self.post_message(self.Decided(self.chosen, always=always))


def drawn(mask: Mask, place: int, *, chosen: bool) -> Content:
    """Draw one mask: solid if sure, outlined and with a ``?`` if not, as it stands if taken off."""
    if mask.shown:
        text, style = plain(mask.text), SHOWN
    elif mask.unsure:
        text, style = Content(mask.span.placeholder.replace("]", "?]")), UNSURE
    else:
        text, style = Content(mask.span.placeholder), SURE
    return text.stylize(CHOSEN if chosen else style).stylize(Style.from_meta({_MARK: place}))


def counted(masked: Masked, hint: str, *, brief: bool = False) -> Content:
    """Say how much is masked and how to look, or what may point to one person all the same.

    A mask to be on the safe side is a guess; nothing is decided yet over a word that is only begun.
    ``brief`` is for a narrow window.
    """
    masks = [mask for mask in masked.decided if not mask.shown]
    unsure = sum(mask.unsure for mask in masks)
    shown = len(masked.decided) - len(masks)
    count = f"{len(masks)} masked" if masks else "nothing masked"
    if unsure:
        count += f" ({unsure}?)" if brief else f" ({unsure} guess{'es' if unsure > 1 else ''})"
    if shown:
        count += f", {shown} {'readable' if brief else 'left readable'}"
    if masked.begun:
        unfinished = " …" if brief else f", {UNFINISHED}"
        count = count + unfinished if masked.decided else UNFINISHED
    said = Content.styled(count, "bold" if unsure else "$quiet")
    if hint and brief:
        return said + Content.styled("  points to one?", "$quiet")
    if hint:
        points = Content.assemble(("   Could point to one person: '", "$quiet"), plain(hint))
        return said + points + Content.styled("'", "$quiet")
    if masked.masks:
        return Content.assemble(said, "   ", ("Tab", "bold $accent"), (" to look", "$quiet"))
    return said


def told(masked: Masked, place: int) -> Content:
    """Say what stands under the chosen mask and why it is masked, or since when it is not."""
    mask = masked.masks[place]
    if not mask.shown:
        why = mask.span.reason
    elif mask.always:
        why = "shown always"
    else:
        why = "shown here"
    return Content.assemble(
        (f"{place + 1} of {len(masked.masks)}  ", "$quiet"),
        plain(mask.text).stylize("bold"),
        ": ",
        plain(why),
    )


def fitted(content: Content, width: int, height: int, place: int | None) -> Content:
    """Return as much of a text as fits: its end, or the part in which the chosen mask is.

    What is left out is marked. Where there is one row only it is filled; where there are more,
    words stay whole, so that the text stands still while the typing goes on in the last row.
    """
    if content.cell_length <= width:
        return content
    if height == 1:
        return _in_one_row(content, width, place)
    lines = [line.rstrip() for line in content.wrap(max(1, width - 1))]
    top = len(lines) - height
    if top <= 0:
        return Content("\n").join(lines)
    if place is not None:
        row = next((i for i, line in enumerate(lines) if _start_of(line, place) is not None), top)
        top = min(top, max(0, row - height // 2))
    shown = lines[top : top + height]
    if top:
        shown[0] = _ELLIPSIS + shown[0]
    if top + height < len(lines):
        shown[-1] += _ELLIPSIS
    return Content("\n").join(shown)


_ELLIPSIS = Content.styled("…", "$quiet")


def _in_one_row(content: Content, width: int, place: int | None) -> Content:
    start = len(content) - width + 1
    at = None if place is None else _start_of(content, place)
    if at is None or at >= start:
        # The end is where the typing is, and where a name may have just been missed.
        return _ELLIPSIS + content[max(0, start) :]
    begin = max(0, at - width // 4)
    part = content[begin : begin + width - 2] + _ELLIPSIS
    return _ELLIPSIS + part if begin else part


def _start_of(content: Content, place: int) -> int | None:
    """Return where the mask of this number begins, ``None`` where it is not."""
    for span in content.spans:
        if isinstance(span.style, Style) and span.style.meta.get(_MARK) == place:
            return span.start
    return None
