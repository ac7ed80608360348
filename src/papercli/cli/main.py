"""The program: its commands in one app, and the one place where errors become sentences and exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from papercli import __version__
from papercli.cli import output
from papercli.cli.options import Command, Group, SearchCommand
from papercli.errors import ExitCode, PapersError, UnfitError

# The module of each command, in the order of the help; only that of the command that runs is imported.
_MODULES = {
    "list": "listing",
    "new": "listing",
    "show": "showing",
    "open": "opening",
    "search": "searching",
    "glossary": "searching",
    "days": "calendar",
    "stats": "field",
    "trends": "field",
    "related": "field",
    "authors": "field",
    "import": "keeping",
    "sync": "keeping",
    "sources": "keeping",
    "doctor": "keeping",
}


def _version(wanted: bool) -> None:
    if wanted:
        output.write([f"papers {__version__}\n"])
        raise typer.Exit


def _global(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def build_app(name: str | None) -> typer.Typer:
    """Return the app with the command of this name only, or with all where it has none such.

    Every start builds what it registers, and a command costs a bare start 2 % of its time.
    """
    app = typer.Typer(
        name="papers",
        help="Read digests of machine-learning papers in the terminal, offline.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_global)
    if name == "--version":
        return app
    for each in [name] if name in _MODULES else _MODULES:
        command = import_module(f"papercli.cli.{_MODULES[each]}").COMMANDS[each]
        if isinstance(command, typer.Typer):
            for inner in command.registered_commands:
                inner.cls = Command
            app.add_typer(command, name=each, cls=Group)
        else:
            app.command(each, cls=SearchCommand if each == "search" else Command)(command)
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a bug is the only thing that raises."""
    output.prepare_streams()
    words = sys.argv[1:] if argv is None else argv
    try:
        return _run(words)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if isinstance(error, PapersError) and not isinstance(error, UnfitError):
            return _complain(error)
        return _recover(error, words)


def _recover(error: Exception, argv: Sequence[str]) -> int:
    """Mend what can be mended and run the command again, tell what a person can mend, and raise a bug."""
    from papercli.cli.options import open_library
    from papercli.store.connection import explained

    if (told := explained(error)) is None:
        raise error
    try:
        mended = open_library().mend(error)
        if mended is None:
            return _complain(told)
        if mended:
            output.say(f"papers: {mended}")
        # What was written already cannot be taken back, so that it must not be written twice.
        return ExitCode.STORE if output.has_written() else _run(argv)
    except PapersError as failure:
        return _complain(failure)
    except Exception as failure:
        again = explained(failure)
        if again is None and not isinstance(failure, OSError):
            raise
        return _complain(again or told)


def run() -> None:
    """Run the command of this process and leave with its exit code."""
    sys.exit(main())


def _run(argv: Sequence[str]) -> int:
    try:
        build_app(argv[0] if argv else None)(args=list(argv), prog_name="papers")
    except SystemExit as done:
        return int(done.code or 0)
    return ExitCode.OK


def _complain(error: PapersError) -> int:
    if os.environ.get("PAPERS_DEBUG"):
        raise error
    output.complain(error)
    return error.exit_code
