"""What the environment says of the terminal: whether it shows colours, how many, and only ASCII perhaps."""

from collections.abc import Mapping
from typing import Literal

from papercli.errors import UsageError

WHEN = ("auto", "always", "never")
_DUMB = ("dumb", "unknown")
# Python writes UTF-8 in these locales all the same. Where they are named, symbols are left out; a container where
# no locale is set mostly stands behind a terminal that has them.
_ASCII = ("C", "POSIX")


def is_coloured(asked: str | None, environ: Mapping[str, str], terminal: bool) -> bool:
    """Tell whether a stream gets escape codes at all: colours, bold and links.

    What was asked of papers (an option or a setting, then PAPERS_COLOR) counts before what is said to all programs
    (NO_COLOR, FORCE_COLOR, then TERM), and that before what the stream is. Raises UsageError for any other word.
    """
    when = asked or environ.get("PAPERS_COLOR") or "auto"
    if when not in WHEN:
        raise UsageError(f"{when!r} says nothing about colour", "--color and PAPERS_COLOR are auto, always or never")
    if when != "auto":
        return when == "always"
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or (terminal and not is_dumb(environ))


def is_dumb(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal understands no escape codes."""
    return environ.get("TERM") in _DUMB


def depth(environ: Mapping[str, str]) -> Literal["truecolor", "256", "standard"]:
    """Return how many colours the terminal has, at least."""
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if environ.get("TERM", "").endswith("-256color") else "standard"


def wants_ascii(environ: Mapping[str, str]) -> bool:
    """Tell whether symbols are to be plain ASCII although the encoding has them."""
    if environ.get("PYTHONUTF8") == "1" or environ.get("PYTHONIOENCODING"):
        return False
    names = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, names), "") in _ASCII
