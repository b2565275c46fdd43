"""The bank of check-in prompts that comes with the program, read from the file beside it."""

from pathlib import Path

from circle_tui.domain.errors import CircleError
from circle_tui.domain.prompts import Depth, Prompt


def load_prompts() -> tuple[Prompt, ...]:
    """Return every prompt of the bank, in its order; ``CircleError`` if the file is not there."""
    import tomllib  # here, because most commands have no use for it

    try:
        text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
        tables = tomllib.loads(text)
        return tuple(
            Prompt(id_, Depth(depth), text)
            for depth, prompts in tables.items()
            for id_, text in prompts.items()
        )
    except (OSError, ValueError):
        raise CircleError(
            "The prompts that come with circle-tui cannot be read: install it again."
        ) from None
