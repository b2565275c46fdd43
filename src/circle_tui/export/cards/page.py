"""A card as one page that can be read without its script, and answered with it.

The page asks nobody for anything and keeps nothing. What is answered goes into a small file, which
the member sends back and ``domain.replies`` reads. The form's words and the file's are one list.
"""

import json
from datetime import date
from importlib.resources import files

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.cards import CardSheet
from circle_tui.domain.people import day_text
from circle_tui.domain.replies import ANSWERS, FORMAT, LONGEST_HOW, VERSION
from circle_tui.export.cards import wording
from circle_tui.export.page import STYLE, escape, page

_CHOICES = {
    ActionStatus.DONE: "Done",
    ActionStatus.PARTLY: "Partly done",
    ActionStatus.CARRIED: "Carry it to the next meeting",
    ActionStatus.DROPPED: "Drop it on purpose",
}


def card_page(sheet: CardSheet) -> str:
    """Return a card as an HTML page that ends in a newline."""
    theirs = [_answered(item, place) for place, item in enumerate(sheet.theirs, start=1)]
    body = [
        f"<header>\n<h1>{wording.TITLE}</h1>",
        f'<p class="quiet">{escape(f"{wording.as_of(sheet)} {wording.ABOUT}")}</p>\n</header>',
        "<main>",
        *_section("theirs", wording.THEIRS, theirs or [f"<p>{wording.NOTHING}</p>"]),
        *(_SAVE if theirs else ()),
        *_listed("shared", wording.SHARED, sheet.shared, note=wording.SHARED_NOTE),
        *_listed("settled", wording.SETTLED_LATELY, sheet.settled),
        *_decisions(sheet),
        *_section(
            "next",
            wording.NEXT,
            [f"<p>{escape(sheet.next_meeting) or wording.NOT_PLANNED}</p>"],
        ),
        "</main>",
        "<footer>\n<p>This page asks no server for anything and keeps nothing in the browser.</p>",
        "</footer>",
    ]
    return page(
        wording.TITLE,
        "\n".join(body),
        style=STYLE + _beside("card.css"),
        script=_beside("card.js") if theirs else "",
        data=_data(sheet) if theirs else "",
    )


_SAVE = (
    '<section id="saving" aria-labelledby="saving-title" hidden>',
    '<h2 id="saving-title">Save what you marked</h2>',
    "<p>This saves a small file with your answers and nothing else. Send it to your facilitator "
    "yourself: nothing is sent from here.</p>",
    '<p><button type="button" id="save">Save my reply</button></p>',
    '<p id="said" role="status"></p>',
    "</section>",
    '<p id="unscripted">This page can be answered in a browser that runs its script; it can be '
    "read and printed without.</p>",
)


def _section(id_: str, title: str, content: list[str]) -> list[str]:
    return [
        f'<section aria-labelledby="{id_}-title">',
        f'<h2 id="{id_}-title">{escape(title)}</h2>',
        *content,
        "</section>",
    ]


def _listed(id_: str, title: str, items: tuple[ActionItem, ...], note: str = "") -> list[str]:
    """Return items that are only to be read under a heading; nothing where there are none."""
    if not items:
        return []
    told = [line for item in items for line in _item(item)]
    return _section(id_, title, [*([f"<p>{escape(note)}</p>"] if note else ()), *told])


def _decisions(sheet: CardSheet) -> list[str]:
    if not sheet.decisions:
        return []
    told = [f"<li>{escape(text)}</li>" for text in sheet.decisions]
    return _section("decided", wording.decided_in(sheet), ["<ul>", *told, "</ul>"])


def _item(item: ActionItem, id_: str = "") -> list[str]:
    """Return an item as it stands, and what became of it."""
    named = f' id="{id_}"' if id_ else ""
    lines = [f"<h3{named}>{escape(item.text)}</h3>", f"<p>{_capital(wording.standing(item))}</p>"]
    lines += ['<ul class="history">']
    for day, what, how in wording.history(item):
        said = f": <q>{escape(how)}</q>" if how else ""
        lines.append(f"<li>{_time(day)} {what}{said}</li>")
    return [*lines, "</ul>"]


def _answered(item: ActionItem, place: int) -> str:
    """Return an item with what it can be answered by, hidden until the script runs."""
    name = f"item-{place}"
    choices = [
        f'<label><input type="radio" name="{name}" value="{value}"{checked} '
        f'autocomplete="off"> {words}</label>'
        for value, words, checked in (
            ("", "No answer", " checked"),
            *((status.value, _CHOICES[status], "") for status in ANSWERS),
        )
    ]
    return "\n".join(
        [
            '<article class="item">',
            *_item(item, name),
            f'<fieldset class="answer" aria-describedby="{name}" hidden>',
            "<legend>How does it stand?</legend>",
            '<div class="choices">',
            *choices,
            "</div>",
            f'<label for="{name}-how">How it went, if you like</label>',
            f'<textarea id="{name}-how" rows="2" maxlength="{LONGEST_HOW}" '
            f'autocomplete="off" aria-describedby="{name} {name}-hint"></textarea>',
            f'<p class="quiet" id="{name}-hint">At most {LONGEST_HOW} characters. Leave names out: '
            "what looks like one is masked before it is kept.</p>",
            "</fieldset>",
            "</article>",
        ]
    )


def _time(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{day_text(day)}</time>'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _data(sheet: CardSheet) -> str:
    """Return what the script puts into a reply, as JSON: ids, and nothing that anybody typed."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "circle": sheet.circle,
            "card": sheet.card.id,
            "items": [item.id for item in sheet.theirs],
        }
    )


def _beside(name: str) -> str:
    return (files("circle_tui.export.cards") / name).read_text(encoding="utf-8")
