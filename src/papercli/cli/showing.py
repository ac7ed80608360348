"""The command that shows papers whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import completion, output
from papercli.cli.options import Json, open_library
from papercli.errors import ExitCode, NotFoundError, PapersError

if TYPE_CHECKING:
    from papercli.model import Paper

References = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="An arXiv id or URL, or a row of the last listing.",
        show_default=False,
        autocompletion=completion.ids,
    ),
]


def show_papers(references: References, as_json: Json = False) -> None:
    """Show papers whole: title, date, votes, links, authors and every section of the summary.

    \b
    Examples:
      papers show 2408.16357
      papers show 3
      papers show https://arxiv.org/abs/2408.16357v2 --json | jq .votes
    """
    from papercli import formats

    library = open_library()
    found: list[Paper] = []
    missing: list[PapersError] = []
    for reference in references:
        try:
            found.append(library.paper(reference))
        except NotFoundError as error:
            missing.append(error)
    if as_json and len(references) == 1:
        output.write(f"{formats.to_json(formats.record(paper))}\n" for paper in found)
    elif as_json:
        output.write(formats.json_array(found))
    elif output.on_terminal():
        from papercli.view.page import page

        output.render(*map(page, found))
    else:
        output.write("\n".join(map(formats.page, found)))
    for each in missing:
        output.complain(each)
    if missing:
        raise typer.Exit(ExitCode.FAILED)


COMMANDS = {"show": show_papers}
