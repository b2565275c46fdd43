"""The lines on how action items went: typed, de-identified, and kept with the items.

What is begun and not kept yet waits on the disk with its item, as every other text that is being
typed. No session needs to run for that, and one that ends takes along only what no item could take
in any more.
"""

from collections.abc import Callable, Collection, Mapping

from circle_tui.domain.masking import Choices
from circle_tui.domain.notes import is_line
from circle_tui.services.drafting import masked_draft, put_line, remove_lines
from circle_tui.services.masks import NO_CHOICES
from circle_tui.services.wording import Wording


class Lines(Wording):
    """Where the lines on how something went are typed."""

    def begun(self) -> Mapping[str, str]:
        """Return what was begun and never kept, by the ids of the items."""
        return {draft.of: draft.text for draft in self._circle.drafts.all() if is_line(draft)}

    async def keep_draft(self, item: str, text: str, choices: Choices = NO_CHOICES) -> str:
        """Keep what is being typed of an item, and return it as it lies on the disk now.

        That is as ``drafting.draft_text`` says; of a text in which nothing is left, nothing.
        Raises ``StoreError``; what was kept of it before is still there then.
        """
        begun = not text[-1:].isspace()
        kept = masked_draft(text, choices, self._known, self.masks, begun=begun).strip()
        await self._writer.run(lambda: put_line(self._circle, item, kept))
        return kept

    async def leave_out(self, items: Collection[str]) -> None:
        """Forget what was begun of these items. Raises ``StoreError``."""
        await self._writer.run(lambda: remove_lines(self._circle, items))

    async def keep_line(
        self, item: str, keep: Callable[[str], object], text: str, choices: Choices
    ) -> None:
        """Let ``keep`` keep a text as it may be kept; its draft is gone in the same step.

        Raises ``StoreError``; it is not kept then, and the draft is still there. What is being
        typed in the session meanwhile stays a draft, as it is by then.
        """
        found, warning = await self.considered(text, choices)

        def save() -> None:
            keep(found.kept)
            remove_lines(self._circle, [item])

        await self.save_step(save, found.masks)
        self.warning = warning
