"""The styles of all that is shown, by what they are for, so that one place decides what a page looks like."""

from rich.style import Style
from rich.theme import Theme

from papercli.errors import UsageError

# Of the terminal's own palette, and only what can be read on white and on black, whosever palette it is: red,
# magenta, and no colour at all. Yellow, cyan and green are lost on white, blue on black.
STYLES = {
    "number": "dim",
    "votes": "bold",
    "votes.bar": "magenta",
    "date": "dim",
    "id": "magenta",
    "title": "none",
    "authors": "dim",
    "marks": "red",
    "heading": "bold",
    "label": "bold",
    "day": "bold",
    "shade": "magenta",
    "shade.none": "dim",
    "link": "dim",
    "strong": "bold",
    "emphasis": "italic",
    "strike": "strike",
    "code": "magenta",
    "math": "italic",
    "quote": "dim",
    "names": "none",
    "snippet": "dim",
    "match": "not dim bold underline red",
    "note": "dim italic",
    "bar": "magenta",
    "line.A": "magenta",
    "line.B": "red",
    "line.C": "bold",
    "line.D": "bold magenta",
    "line.E": "bold red",
    "line.F": "underline",
}

# What a theme has otherwise; dark and light are for one background, so that they may have more colours.
_THEMES: dict[str, dict[str, str | Style]] = {
    "default": {},
    "dark": {"id": "cyan", "marks": "yellow", "match": "not dim bold underline yellow", "label": "bold cyan"},
    "light": {"id": "blue", "label": "bold blue"},
    "plain": {name: Style.parse(style).without_color for name, style in STYLES.items()},
}


def theme(name: str) -> Theme:
    """Return the theme of a name; raise UsageError for one that does not exist."""
    if name not in _THEMES:
        raise UsageError(f"there is no theme {name!r}", f"the themes are {', '.join(_THEMES)}")
    return Theme({**STYLES, **_THEMES[name]})
