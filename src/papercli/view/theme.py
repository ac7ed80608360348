"""The styles of all that is shown, by what they are for, so that one place decides what a page looks like."""

from rich.theme import Theme

# Colours of the terminal's own palette, which its owner made readable on the background that is there.
STYLES = {
    "number": "dim",
    "votes": "bold",
    "date": "dim",
    "id": "cyan",
    "title": "none",
    "authors": "dim",
    "marks": "yellow",
    "heading": "bold",
    "label": "bold",
    "link": "dim",
    "strong": "bold",
    "emphasis": "italic",
    "strike": "strike",
    "code": "cyan",
    "math": "italic",
    "quote": "dim",
    "names": "none",
    "snippet": "dim",
    "match": "not dim bold yellow",
    "note": "dim italic",
}

THEME = Theme(STYLES)
