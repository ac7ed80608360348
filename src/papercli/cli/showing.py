"""The command that shows papers whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.answer import write_papers
from papercli.cli.naming import STDIN, References, finish, with_stdin
from papercli.cli.options import open_library, output_form, settings, takes
from papercli.errors import UsageError
from papercli.form import Form, Format

if TYPE_CHECKING:
    from papercli.model import Paper

Find = Annotated[
    list[str] | None,
    typer.Option("--find", "-f", metavar="WORD", help="Mark this word on the page; may be repeated."),
]
Raw = Annotated[bool, typer.Option("--raw", help="Short for --format markdown.")]
Authors = Annotated[bool, typer.Option("--authors", help="All authors on the page, not the first ten.")]


@takes(form=output_form)
def show_papers(
    references: References,
    form: Form,
    find: Find = None,
    all_authors: Authors = False,
    raw: Raw = False,
) -> None:
    """Show papers whole, with every section of the summary.

    \b
    Examples:
      papers show 2408.16357
      papers show 3 5-9
      papers show 3 --find diffusion
      papers show https://arxiv.org/abs/2408.16357v2 --json | jq .votes
      papers show 1 2 3 --format bibtex
      papers search rlhf -q | papers show -
      papers show 2408.16357 --raw > paper.md
    """
    if raw:
        if form.format not in (None, Format.MARKDOWN):
            raise UsageError(f"--raw and --format {form.format} contradict each other", "choose one of them")
        form = form._replace(format=Format.MARKDOWN)
    library = open_library()
    found, missing = library.papers_named(with_stdin(references))
    if found or not form.file:
        alone = len(references) == 1 and STDIN not in references
        write_pages(found, form, alone=alone, find=find or (), all_authors=all_authors)
    if found and settings().show_marks_read:
        library.marks.read([paper.id for paper in found])
    if library.without_marks:
        output.complain(library.without_marks)
    finish(missing)


def write_pages(
    found: "list[Paper]", form: Form, *, alone: bool, find: Sequence[str] = (), all_authors: bool = False
) -> None:
    """Write papers as pages, unless another format is asked for; one that was asked for alone is no array."""
    if form.format is Format.JSON and alone and len(found) < 2:
        from papercli import formats

        formats.check_fields(form.fields, searched=False)
        output.write((f"{formats.to_json(formats.record(paper, form.fields))}\n" for paper in found), form.file)
    elif form.format is Format.TABLE or (form.format is None and form.file is None and output.on_terminal()):
        from papercli.view.page import page

        signs = not output.is_coloured(form.file)
        output.render(*(page(paper, find, all_authors, signs=signs) for paper in found), file=form.file)
    elif form.format is None:
        from papercli.formats.plain import page as text_of

        output.write(["\n".join(map(text_of, found))], form.file)
    else:
        write_papers(found, form)


COMMANDS = {"show": show_papers}
