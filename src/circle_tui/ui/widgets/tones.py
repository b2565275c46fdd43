"""How urgent a clock is, as a word and as a style: colour is never alone in saying it."""

from circle_tui.domain.timing import Tone

TONES = ("calm", "soon", "over", "paused")
STYLES = {"calm": "$quiet", "soon": "bold $warning", "over": "bold $error", "paused": "bold"}
CALM = "○ calm"
"""What the console says where others say nothing: the facilitator reads every stage in words."""

BRIEF = {"calm": CALM, "soon": "● soon", "over": "▲ over", "paused": "‖ PAUSE"}
"""One word for each, where there is no room for more."""

WORDS = {"calm": "", "soon": "● soon", "over": "▲ time is up", "paused": "‖ PAUSED"}


def tone_name(tone: Tone, *, paused: bool) -> str:
    """Return the stylesheet's name for how a clock stands."""
    return "paused" if paused else tone.value
