"""What can stand where the cursor is: commands and options by typer, and the values that the library knows.

An argument takes one of the functions here as its `autocompletion`: each returns lines of a value, a tab, and what
helps to choose it. The scripts of `shells` read them.
"""

import os
from collections.abc import Callable, Iterable, Sequence

import typer

from papercli.cli.options import open_library
from papercli.safe import one_line, visible

_MOST = 50


def ids(incomplete: str) -> list[str]:
    """Offer the newest papers whose ids begin so, with their titles."""
    return offered(incomplete, open_library().known.papers(incomplete, _MOST))


def sources(incomplete: str) -> list[str]:
    """Offer the sources, with where they are."""
    return offered(incomplete, open_library().known.sources())


def watches(incomplete: str) -> list[str]:
    """Offer the watches, with what they search for."""
    return offered(incomplete, open_library().known.watches())


def tags(incomplete: str) -> list[str]:
    """Offer the tags, with how many papers have them."""
    return offered(incomplete, open_library().known.tags())


def ids_and_tags(incomplete: str) -> list[str]:
    """Offer papers, and after a sign the tags to add or to take away."""
    if incomplete[:1] in ("+", "-"):
        return offered(incomplete, ((incomplete[0] + name, about) for name, about in open_library().known.tags()))
    return ids(incomplete)


def fields(incomplete: str) -> list[str]:
    """Offer the fields of a record for the last of several."""
    from papercli.formats.record import FIELDS, HIT_FIELDS

    said, comma, _ = incomplete.rpartition(",")
    named = said.split(",")
    return offered(incomplete, ((said + comma + name, "") for name, _ in FIELDS + HIT_FIELDS if name not in named))


def paths(incomplete: str) -> list[str]:
    """Have the shell offer files and folders: it knows best how they are written."""
    return [f"{incomplete}\t\t"]


def offered(incomplete: str, values: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines of values, each with its help, that begin so; one that no line can hold is left out."""
    begun = ((value, about) for value, about in values if value.startswith(incomplete) and _fits(value))
    return [f"{value}\t{one_line(about)}" if about else value for value, about in begun]


def _fits(value: str) -> bool:
    return value == visible(value) and "\n" not in value


def complete(build_app: Callable[[str | None], typer.Typer]) -> int:
    """Write what can stand at the end of the line in `_PAPERS_LINE`; nothing, whatever goes wrong."""
    try:
        # fish ends the line, where the word goes on.
        words, last = _split(os.environ["_PAPERS_LINE"].rstrip("\n"))
        # Imported here: only completing quotes words.
        from shlex import join

        # typer takes the line from here, and writes the values as they are, one a line.
        os.environ |= {"COMP_WORDS": join([*words, last]), "COMP_CWORD": str(len(words))}
        app = build_app(next((word for word in words[1:] if not word.startswith("-")), None))
        app(args=[], prog_name="papers", complete_var="_PAPERS_COMPLETE")
    except SystemExit as done:
        return int(done.code or 0)
    except Exception:
        # A message would land in the middle of the line that is being typed.
        if os.environ.get("PAPERS_DEBUG"):
            raise
        return 1
    return 0


def _split(line: str) -> tuple[Sequence[str], str]:
    """Return the words of a line up to the cursor, and the one that is being typed, perhaps in an open quote."""
    from shlex import shlex

    lexer = shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words = []
    try:
        while (word := lexer.get_token()) is not None:
            words.append(word)
    except ValueError:
        return words, lexer.token
    return (words, "") if not line or line[-1:].isspace() else (words[:-1], words[-1])
