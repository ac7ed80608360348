"""The command that shows papers whole."""

from typing import Annotated

import typer

from papercli.cli import output
from papercli.cli.options import Json, open_library
from papercli.errors import ExitCode, UsageError
from papercli.safe import visible

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
    from papercli import formats

    if raw and as_json:
        raise UsageError("--raw and --json cannot go together", "choose one of them")
    library = open_library()
    found, missing = library.papers_named(references)
    if as_json and len(references) == 1 and len(found) < 2:
        output.write(f"{formats.to_json(formats.record(paper))}\n" for paper in found)
    elif as_json:
        output.write(formats.json_array(found))
    elif raw:
        from papercli.native import markdown

        # A terminal would obey the controls that a file is to keep.
        output.write(map(visible if output.on_terminal() else str, markdown(found)))
    elif output.on_terminal():
        from papercli.view.page import page

        output.render(*(page(paper, find or (), all_authors) for paper in found))
    else:
        output.write("\n".join(map(formats.page, found)))
    if library.without_marks:
        output.complain(library.without_marks)
    for each in missing:
        output.complain(each)
    if missing:
        raise typer.Exit(ExitCode.FAILED)


COMMANDS = {"show": show_papers}
