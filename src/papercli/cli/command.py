"""The kinds of commands: what each has beside its own options, how it takes arguments, and how it is completed."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from papercli.cli import looks, output
from papercli.errors import ExitCode
from papercli.safe import one_line

# More signs than any summary of a command has.
_WHOLE = 200


def _looks() -> list[TyperOption]:
    """Return the options that say how answers look; they are heeded here, and commands know nothing of them."""

    def color(context: Any, option: Any, when: str | None) -> None:
        output.configure(color=when)

    def no_pager(context: Any, option: Any, wanted: bool) -> None:
        output.configure(pager="" if wanted else None)

    def whens(context: Any, args: list[str], incomplete: str) -> list[str]:
        return [when for when in looks.WHEN if when.startswith(incomplete)]

    shared: dict[str, Any] = {"expose_value": False}
    when = "auto, always (a table or page also in a pipe) or never."
    whole = "Write also what is taller than the terminal straight to it."
    return [
        TyperOption(
            param_decls=["--color"],
            type=str,
            metavar="WHEN",
            callback=color,
            help=when,
            autocompletion=whens,
            **shared,
        ),
        TyperOption(param_decls=["--no-pager"], is_flag=True, default=False, callback=no_pager, help=whole, **shared),
    ]


class Command(TyperCommand):
    """A command, with the options that all have."""

    def __init__(self, *args: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*args, params=[*(params or ()), *_looks()], **settings)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the options that begin so, each with its help."""
        return _described(super().shell_complete(ctx, incomplete))


class Commands(TyperGroup):
    """Commands under one name, completed with what they do; one that does not exist is told with the nearest."""

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the commands and options that begin so, each with its help."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            if command := self.commands.get(item.value):
                # typer cuts it after 45 signs; how much room there is, the shell knows.
                item.help = command.get_short_help_str(_WHOLE)
        return _described(items)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Show the help where nothing is asked for: as words, and as a mistake."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            for line in ctx.get_help().split("\n"):
                output.say(line)
            raise typer.Exit(ExitCode.USAGE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that is named first, and its arguments."""
        # What begins with a dash is an option that does not exist, which typer tells.
        if args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            from papercli.cli.mistakes import NoSuchCommandError

            raise NoSuchCommandError(args[0], self, ctx)
        return super().resolve_command(ctx, args)


class Group(Commands):
    """A command that has commands, with the options that all have."""

    def __init__(self, *args: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*args, params=[*(params or ()), *_looks()], **settings)


def _described(items: list[Any]) -> list[Any]:
    """Give the value of each completion its help, after a tab: so typer hands on both, as they are.

    In its other ways, help goes through rich, which drops what stands in brackets and doubles the time.
    """
    for item in items:
        if item.help:
            item.value = f"{item.value}\t{one_line(item.help)}"
    return items


class SearchCommand(Command):
    """A command whose arguments may begin with `-`: in a search `-video` excludes a word, and is no option."""

    # Not `-n` nor `-n5`: an option is one Latin letter.
    minus = re.compile(r"-(?:[^\x00-\x7f]|(?!n\d+$)[^-].)")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put a blank before what excludes a word, which takes it for an argument; the search ignores blanks."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [f" {arg}" if self.minus.match(arg) else arg for arg in args[:end]] + args[end:])


class TagCommand(SearchCommand):
    """A command in which `-todo`, and `-x`, takes a tag away; only `-h` is an option."""

    minus = re.compile(r"-(?!h$)[^-]")

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the options that begin so, and the tags that can be taken away."""
        words = next(each for each in self.params if each.param_type_name == "argument")
        return [*super().shell_complete(ctx, incomplete), *words.shell_complete(ctx, incomplete)]
