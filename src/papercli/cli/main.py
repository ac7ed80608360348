"""The program: its commands in one app, and the one place where errors become sentences and exit codes."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from papercli import __version__
from papercli.cli import commands, output
from papercli.errors import ExitCode, PapersError

app = typer.Typer(
    name="papers",
    help="Read digests of machine-learning papers in the terminal, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
commands.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        output.write([f"papers {__version__}\n"])
        raise typer.Exit


@app.callback()
def _app(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a bug is the only thing that raises."""
    output.prepare_streams()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except PapersError as error:
        return _complain(error)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        from papercli.store.connection import explained

        if (known := explained(error)) is None:
            raise
        return _complain(known)


def run() -> None:
    """Run the command of this process and leave with its exit code."""
    sys.exit(main())


def _run(argv: Sequence[str]) -> int:
    try:
        app(args=list(argv), prog_name="papers")
    except SystemExit as done:
        return int(done.code or 0)
    return ExitCode.OK


def _complain(error: PapersError) -> int:
    if os.environ.get("PAPERS_DEBUG"):
        raise error
    output.complain(error)
    return error.exit_code
