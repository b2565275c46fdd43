"""The one way a text of a person's or a file's reaches a widget.

Textual reads a ``str`` as markup: ``[x] done`` loses its box, ``a [/`` ends the app, and
``[@click=app.quit]`` becomes a button. Neither of the two ``escape`` functions is safe
(Textualize/textual#6155). ``Content`` is literal.
"""

from textual.content import Content

from circle_tui.ui.terminal.characters import clean


def plain(text: str, *, multiline: bool = False) -> Content:
    """Return the text as literal ``Content``: no markup, nothing that a terminal would obey.

    Line ends become spaces unless ``multiline``.
    """
    return Content(clean(text, multiline=multiline))
