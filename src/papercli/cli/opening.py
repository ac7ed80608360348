"""The command that opens papers elsewhere: in the browser or the editor."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.naming import References, finish, with_stdin
from papercli.cli.options import open_library
from papercli.errors import InputError, UsageError
from papercli.safe import one_line

if TYPE_CHECKING:
    from papercli.model import Paper

Pdf = Annotated[bool, typer.Option("--pdf", help="The PDF instead of the abstract.")]
HuggingFace = Annotated[bool, typer.Option("--hf", help="The page at Hugging Face.")]
Digest = Annotated[bool, typer.Option("--digest", help="The newest digest, in the editor (VISUAL or EDITOR).")]
Print = Annotated[bool, typer.Option("--print", help="Only print what would be opened.")]


def open_papers(
    references: References,
    pdf: Pdf = False,
    hugging_face: HuggingFace = False,
    digest: Digest = False,
    only_print: Print = False,
) -> None:
    """Open papers in the browser, or their digest in the editor.

    What opens is the abstract at arXiv, unless an option says otherwise. In a pipe and where there is no
    display the addresses are printed instead.

    \b
    Examples:
      papers open 3
      papers open 2408.16357 --pdf
      papers open 3 --digest
      papers open 1 2 3 --pdf --print | xargs -n 1 curl -sLO
    """
    from papercli.opener import Page

    if pdf + hugging_face + digest > 1:
        raise UsageError("--pdf, --hf and --digest exclude each other")
    page = Page.PDF if pdf else Page.HUGGING_FACE if hugging_face else Page.ABSTRACT
    found, missing = open_library().papers_named(with_stdin(references))
    for paper in found:
        try:
            if digest:
                _edit(paper, only_print)
            else:
                _browse(page.of(paper), only_print)
        except InputError as error:
            missing.append(error)
    finish(missing)


def _browse(url: str, only_print: bool) -> None:
    from papercli.opener import browse, can_browse

    if only_print or not output.is_terminal() or not can_browse(os.environ):
        output.write([f"{url}\n"])
        return
    output.say(f"opening {url}")
    if not browse(url, os.environ):
        raise InputError("no browser could be started", "BROWSER names one")


def _edit(paper: "Paper", only_print: bool) -> None:
    from papercli.opener import edit, place

    file, line = place(paper)
    if only_print or not output.is_interactive():
        output.write([f"{one_line(file) if output.is_terminal() else file}:{line}\n"])
    else:
        edit(file, line, os.environ)


COMMANDS = {"open": open_papers}
