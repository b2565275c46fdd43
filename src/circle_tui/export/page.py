"""The shell of every HTML page that leaves the circle: one file that asks nobody for anything.

A strict Content-Security-Policy stands in the page itself, so that not even a fault in the escaping
could fetch, send or run anything: only the style and the script that the page was made with are
let through, by their hashes. Such a page can be read without its script, with a keyboard, a screen
reader, on a phone and on paper, by day and by night (WCAG 2.2, level AA).
"""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import unescape

from circle_tui.export.text import visible

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NO_MARKUP = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e"})
"""JSON writes any character by its number, so that no ``</script>`` or ``<!--`` can end a block."""

_TEXT = re.compile(r"(<script\b.*?</script>)|(?<=>)[^<>]*[^<>\s][^<>]*(?=<)", re.DOTALL)
"""A script whole, else a text between tags; what people typed ends no element, being escaped."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1c1b22; --paper: #fdfcf9; --quiet: #57545f;
  --line: #c9c5bb; --accent: #0b5a6b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6df; --paper: #17171b; --quiet: #b3aeb9; --line: #4b4853; --accent: #7fd0e2; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 42rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
footer { padding-bottom: 3rem; color: var(--quiet); font-size: 0.9375rem; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 0 0 0.25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; margin: 1.25rem 0 0.25rem; }
p { margin: 0.5rem 0; }
ul { margin: 0.5rem 0; padding-left: 1.375rem; }
li { margin: 0.25rem 0; }
.quiet { color: var(--quiet); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; --line: #999; color-scheme: light; }
  body { font-size: 11pt; }
  main, header, footer { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  li { break-inside: avoid; }
}
"""
"""What every page looks like; a page of another kind adds its own rules after it."""


def escape(text: str) -> str:
    """Return a text as it may stand between tags or in a quoted attribute: as it was typed.

    Markup becomes letters. Controls, bidirectional overrides and other invisible characters go, and
    all of it is one line.
    """
    return visible(text).translate(_ENTITIES)


def page(title: str, body: str, *, style: str = STYLE, script: str = "", data: str = "") -> str:
    """Return a whole page, which ends in a newline.

    ``title`` is plain text. ``body`` is markup of ours, in which everything that anybody typed went
    through ``escape``. ``script`` runs when the page is there, and finds ``data``, a JSON text, in
    the element with the id ``data``. Raises ``ValueError`` for a style or a script that would end
    its own element.
    """
    for name, text in (("style", style), ("script", script)):
        if f"</{name}" in text.lower() or "<!--" in text:
            raise ValueError(f"the {name} of a page would end before its end")
    policy = ["default-src 'none'", f"style-src {_hash(style)}"]
    policy += [f"script-src {_hash(script)}"] if script else []
    policy += ["base-uri 'none'", "form-action 'none'"]
    scripts = ""
    if data:
        kept = data.translate(_NO_MARKUP)
        scripts += f'<script type="application/json" id="data">{kept}</script>\n'
    if script:
        scripts += f"<script>{script}</script>\n"
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>{style}</style>\n"
        "</head>\n"
        f"<body>\n{body.rstrip()}\n{scripts}</body>\n"
        "</html>\n"
    )


def reworded(html: str, word: Callable[[str], str]) -> str:
    """Return a page with every text of it as ``word`` returns it.

    Its style and its scripts stay as they are: their hashes are what lets them through, and a
    script's data has ids only.
    """
    head, start, body = html.partition("<body>")

    def changed(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        text = unescape(found[0])
        new = word(text)
        return found[0] if new == text else escape(new)

    head = re.sub(r"(?<=<title>)()[^<]+", changed, head)
    return head + start + re.sub(_TEXT, changed, body)


def _hash(text: str) -> str:
    """Return the source expression that lets exactly this text through (CSP 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
