"""How papers are named on a command line: the arguments, ids on standard input, and telling what is not there."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from papercli.cli import completion, output
from papercli.cli.options import standard_input
from papercli.errors import ExitCode, PapersError

Reference = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="An arXiv id or URL, a row of the last listing, or . for the paper that next showed.",
        show_default=False,
        autocompletion=completion.ids,
    ),
]
References = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="An arXiv id or URL, rows of the last listing (3 5-9), . for the paper that next showed,"
        " - for ids on standard input.",
        show_default=False,
        autocompletion=completion.ids,
    ),
]

STDIN = "-"
_MISSING = 20


def with_stdin(references: Iterable[str]) -> list[str]:
    """Return references with those on standard input, the first cell of each line, in the place of `-`."""
    found: list[str] = []
    for reference in references:
        if reference == STDIN:
            lines = text_of(standard_input()).split("\n")
            found += filter(None, (line.split("\t")[0].strip() for line in lines))
        else:
            found.append(reference)
    return found


def text_of(data: bytes) -> str:
    """Return what standard input says."""
    return data.decode("utf-8-sig", "replace")


def finish(missing: Sequence[PapersError]) -> None:
    """Tell what was not found, and leave with the exit code for that."""
    for each in missing[:_MISSING]:
        output.complain(each)
    if len(missing) > _MISSING:
        output.say(f"papers: and {len(missing) - _MISSING:,} more that are not there")
    if missing:
        raise typer.Exit(ExitCode.FAILED)
