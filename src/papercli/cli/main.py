"""The program: its commands in one app, and the one place where errors become sentences and exit codes."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from papercli.cli import output
from papercli.cli.command import Command, Commands, Group, SearchCommand, TagCommand
from papercli.cli.options import Version, close_library, settings, standard_input
from papercli.errors import ExitCode, PapersError, UnfitError

# The module of each command, in the order of the help, where groups come last. Only that of the command that runs is
# imported.
_MODULES = {
    "list": "listing",
    "new": "listing",
    "show": "showing",
    "open": "opening",
    "search": "searching",
    "glossary": "searching",
    "days": "calendar",
    "next": "reading",
    "star": "marking",
    "unstar": "marking",
    "read": "marking",
    "unread": "marking",
    "tag": "marking",
    "note": "noting",
    "undo": "marking",
    "marks": "exchanging",
    "watch": "watching",
    "stats": "field",
    "trends": "field",
    "related": "field",
    "authors": "field",
    "import": "keeping",
    "sync": "keeping",
    "sources": "keeping",
    "doctor": "checking",
    "cache": "clearing",
    "schema": "schema",
    "config": "settings",
}
# Commands whose arguments may begin with `-`.
_CLASSES = {"search": SearchCommand, "tag": TagCommand}
# The ways to ask for JSON; the name of a file asks for it where no format is named.
_JSON = re.compile(r"=--json=|=--format=jsonl?=|^(?!.*=--format=).*=(?:-o=?|--output=)[^=]*\.jsonl?=", re.I | re.S)
# These come before typer, as the name of a shell may follow.
_COMPLETION_OPTIONS = ("--install-completion", "--show-completion")
# Typer's error for a command line, under a public name.
_Misuse: type[Exception] = typer.BadParameter.__mro__[1]


def _options(version: Version = False) -> None:
    pass


def build_app(name: str | None, completing: bool = False) -> typer.Typer:
    """Return the app with the command of this name only, or with all where it has none such.

    Every start builds what it registers, and a command costs a bare start 2 % of its time. typer knows the shells
    only with its own options for completion, which are ours by name.
    """
    is_known = name in _MODULES or name == "--version"
    app = typer.Typer(
        name="papers",
        help="Read digests of machine-learning papers in the terminal, offline.",
        # The options of all commands may stand before the command as well.
        cls=Commands if is_known else Group,
        no_args_is_help=True,
        add_completion=completing,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    callback = _options
    if not completing and not is_known:
        # Only help names the options for completion.
        from papercli.cli.shells import options_in_help as callback
    app.callback()(callback)
    if name == "--version":
        return app
    for each in [name] if name in _MODULES else _MODULES:
        command = import_module(f"papercli.cli.{_MODULES[each]}").COMMANDS[each]
        if isinstance(command, typer.Typer):
            for inner in command.registered_commands:
                inner.cls = inner.cls if inner.cls and issubclass(inner.cls, Command) else Command
            app.add_typer(command, name=each, cls=Group)
        else:
            app.command(each, cls=_CLASSES.get(each, Command))(command)
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a bug is the only thing that raises."""
    words = sys.argv[1:] if argv is None else list(argv)
    output.prepare_streams(settings, json_errors=_wants_json(words))
    settings.cache_clear()
    standard_input.cache_clear()
    try:
        if "_PAPERS_COMPLETE" in os.environ:
            from papercli.cli.completion import complete

            return complete(lambda name: build_app(name, completing=True))
        return _run(words)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if isinstance(error, PapersError) and not isinstance(error, UnfitError):
            return _complain(error)
        return _recover(error, words)
    finally:
        close_library()


def _wants_json(words: Sequence[str]) -> bool:
    options = words[: words.index("--")] if "--" in words else words
    # As if every value had been given with "=", and what follows the last one too.
    text = "=".join(["", *options, ""])
    return _JSON.search(text) is not None


def _recover(error: Exception, argv: Sequence[str]) -> int:
    """Mend what can be mended and run the command again, tell what a person can mend, and raise a bug."""
    from papercli.cli.options import open_library
    from papercli.store.connection import explained

    if (told := explained(error)) is None:
        from papercli.cli.mistakes import blamed

        return _complain(blamed(error, argv))
    try:
        # What failed keeps nothing open that is to be mended.
        close_library()
        mended = open_library().health.mend(error)
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
    code = main()
    output.finish()
    sys.exit(code)


def _run(argv: Sequence[str]) -> int:
    if argv and argv[0] in _COMPLETION_OPTIONS:
        from papercli.cli import shells

        shells.run(*argv)
        return ExitCode.OK
    try:
        code = build_app(argv[0] if argv else None)(args=list(argv), prog_name="papers", standalone_mode=False)
        # A command returns nothing; a number is the code of typer.Exit.
        return code if isinstance(code, int) else ExitCode.OK
    except _Misuse as error:
        from papercli.cli.mistakes import explain

        usage, told = explain(error)
        return _complain(told, usage)
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except SystemExit:
        # Whoever reads stdout has had enough.
        return ExitCode.OK


def _complain(error: PapersError, usage: str | None = None) -> int:
    if os.environ.get("PAPERS_DEBUG"):
        raise error
    output.complain(error, usage)
    return error.exit_code
