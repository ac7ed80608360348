"""The command that shows papers whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.answer import write_papers
from papercli.cli.options import open_library, output_form, takes
from papercli.errors import ExitCode, NotFoundError, PapersError
from papercli.form import Form, Format

if TYPE_CHECKING:
    from papercli.model import Paper

References = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="An arXiv id or URL, or a row of the last listing.", show_default=False),
]


@takes(form=output_form)
def show_papers(references: References, form: Form) -> None:
    """Show papers whole: title, date, votes, links, authors and every section of the summary.

    \b
    Examples:
      papers show 2408.16357
      papers show 3
      papers show https://arxiv.org/abs/2408.16357v2 --json | jq .votes
      papers show 1 2 3 --format bibtex
    """
    library = open_library()
    found: list[Paper] = []
    missing: list[PapersError] = []
    for reference in references:
        try:
            found.append(library.paper(reference))
        except NotFoundError as error:
            missing.append(error)
    if found or not form.file:
        _write(found, form, alone=len(references) == 1)
    for each in missing:
        output.complain(each)
    if missing:
        raise typer.Exit(ExitCode.FAILED)


def _write(found: "list[Paper]", form: Form, *, alone: bool) -> None:
    """Write papers as pages, unless another format is asked for; one that was asked for alone is no array."""
    if form.format is Format.JSON and alone:
        from papercli import formats

        formats.check_fields(form.fields, searched=False)
        output.write((f"{formats.to_json(formats.record(paper, form.fields))}\n" for paper in found), form.file)
    elif form.format is Format.TABLE or (form.format is None and form.file is None and output.on_terminal()):
        from papercli.view.page import page

        output.render(*map(page, found), file=form.file)
    elif form.format is None:
        from papercli.formats.plain import page as text_of

        output.write(["\n".join(map(text_of, found))], form.file)
    else:
        write_papers(found, form)


COMMANDS = {"show": show_papers}
