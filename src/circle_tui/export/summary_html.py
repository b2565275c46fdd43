"""The summary of a session as one HTML page: the same words as the Markdown, without a script."""

from circle_tui.export.outline import Part, SummaryInput, outline
from circle_tui.export.page import escape, page


def summary_page(told: SummaryInput) -> str:
    """Return the summary as a page that can be read anywhere, printed, and asks nobody."""
    whole = outline(told)
    lines = [
        "<header>",
        f"<h1>{escape(whole.title)}</h1>",
        f'<p class="quiet" dir="auto">{escape(whole.text)}</p>',
        "</header>",
        "<main>",
    ]
    for number, part in enumerate(whole.parts, start=1):
        lines += [f'<section aria-labelledby="part-{number}">', *_part(part, number), "</section>"]
    return page(whole.title, "\n".join([*lines, "</main>"]))


def _part(part: Part, number: int) -> list[str]:
    """Return a part of the page and the smaller ones in it."""
    lines = [f'<h2 id="part-{number}">{escape(part.title)}</h2>', *_said(part)]
    for inner in part.parts:
        lines += [f'<h3 dir="auto">{escape(inner.title)}</h3>', *_said(inner)]
    return lines


def _said(part: Part) -> list[str]:
    """Return the text and the bullets of a part. Each is read in the direction of its script."""
    lines = [f'<p dir="auto">{escape(part.text)}</p>'] if part.text else []
    if part.bullets:
        items = (f'<li dir="auto">{escape(bullet)}</li>' for bullet in part.bullets)
        lines += ["<ul>", *items, "</ul>"]
    return lines
