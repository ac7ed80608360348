"""The pager: which program it is, and showing a text in it."""

import shlex
from collections.abc import Mapping
from pathlib import PurePath

from papercli import foreground
from papercli.cli.looks import is_dumb

_LESS = "FRX"


def command(asked: str | None, environ: Mapping[str, str]) -> list[str]:
    """Return the command line of the pager: what was asked for, PAPERS_PAGER, PAGER or less.

    It is empty where there is none: `cat` and an empty one switch it off, and a dumb terminal cannot have one.
    """
    named = (asked, environ.get("PAPERS_PAGER"), environ.get("PAGER"), "less")
    try:
        words = shlex.split(next(each for each in named if each is not None))
    except ValueError:  # an open quote
        return []
    if not words or words == ["cat"] or is_dumb(environ):
        return []
    # Whoever has a LESS of his own may not have thought of colours.
    own_less = environ.get("LESS") and PurePath(words[0]).name == "less"
    return [*words, "-R"] if own_less else words


def show(text: str, encoding: str, asked: str | None, environ: Mapping[str, str]) -> bool:
    """Show a text in the pager until the person leaves it; False where there is none, or it cannot be started."""
    if not (words := command(asked, environ)):
        return False
    settings = {"LV": "-c", **environ, "LESS": environ.get("LESS") or _LESS}
    if encoding.startswith("utf"):
        # less goes by the locale, and Python takes the plainest of them for UTF-8 where less does not.
        settings.setdefault("LESSCHARSET", "utf-8")
    return foreground.run(words, text=text.encode(encoding, "lookalike"), environ=settings) is not None
