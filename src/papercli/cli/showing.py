"""The command that shows papers whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.options import Json, open_library
from papercli.errors import ExitCode, UsageError
from papercli.safe import visible

if TYPE_CHECKING:
    from papercli.model import Paper

References = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="An arXiv id or URL, or rows of the last listing: 3 5-9.", show_default=False),
]
Find = Annotated[
    list[str] | None,
    typer.Option("--find", "-f", metavar="WORD", help="Mark this word on the page; may be repeated."),
]
Raw = Annotated[bool, typer.Option("--raw", help="Print Markdown, as papers import reads it.")]
Authors = Annotated[bool, typer.Option("--authors", help="All authors on the page, not the first ten.")]


def show_papers(
    references: References,
    find: Find = None,
    all_authors: Authors = False,
    raw: Raw = False,
    as_json: Json = False,
) -> None:
    """Show papers whole: title, date, votes, links, authors and every section of the summary.

    \b
    Examples:
      papers show 2408.16357
      papers show 3 5-9
      papers show 3 --find diffusion
      papers show https://arxiv.org/abs/2408.16357v2 --json | jq .votes
      papers show 2408.16357 --raw > paper.md
    """
    if raw and as_json:
        raise UsageError("--raw and --json cannot go together", "choose one of them")
    library = open_library()
    found, missing = library.papers_named(references)
    if raw:
        from papercli.native import markdown

        # A terminal would obey the controls that a file is to keep.
        output.write(map(visible if output.on_terminal() else str, markdown(found)))
    else:
        write_pages(found, as_json, alone=len(references) == 1, find=find or (), all_authors=all_authors)
    if library.without_marks:
        output.complain(library.without_marks)
    for each in missing:
        output.complain(each)
    if missing:
        raise typer.Exit(ExitCode.FAILED)


def write_pages(
    found: "list[Paper]", as_json: bool, *, alone: bool, find: Sequence[str] = (), all_authors: bool = False
) -> None:
    """Write papers whole; the JSON of one that was asked for alone is no array."""
    from papercli import formats

    if as_json and alone and len(found) < 2:
        output.write(f"{formats.to_json(formats.record(paper))}\n" for paper in found)
    elif as_json:
        output.write(formats.json_array(found))
    elif output.on_terminal():
        from papercli.view.page import page

        output.render(*(page(paper, find, all_authors) for paper in found))
    else:
        output.write("\n".join(map(formats.page, found)))


COMMANDS = {"show": show_papers}
