"""The command for the cache as a folder: cache."""

import sys
from typing import Annotated

import typer

from papercli.cli import output
from papercli.cli.options import open_library
from papercli.errors import UsageError

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def cache(context: typer.Context) -> None:
    """Show where the cache is, or clear it.

    \b
    Examples:
      papers cache path
      papers cache clear
    """


def show_path() -> None:
    """Print the folder of what can be made anew.

    It holds the cache, clones of git repositories and the last listing.

    \b
    Examples:
      papers cache path
      du -sh "$(papers cache path)"
    """
    output.write([f"{open_library().cache.path}\n"])


def clear(yes: Yes = False) -> None:
    """Remove the cache. Your marks, watches and sources stay, and papers sync brings the papers back.

    Digests from standard input, or imported with --once, do not come back: it says how many there are.

    \b
    Examples:
      papers cache clear
      papers cache clear --yes && papers sync
    """
    folder = open_library().cache
    lost = folder.lost()
    if lost:
        output.say(f"{'1 digest is' if lost == 1 else f'{lost:,} digests are'} of no source, and will not come back")
    size = folder.size()
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("clearing the cache needs --yes where nobody can be asked")
        if not output.ask(f"Remove {size / 1024**2:,.1f} MiB in {folder.path}?"):
            output.say("nothing is removed")
            return
    folder.clear()
    output.say(f"removed {size / 1024**2:,.1f} MiB in {folder.path}")
    output.say("your marks, watches and sources stay; papers sync brings the papers back")


_cache = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
_cache.callback()(cache)
_cache.command("path")(show_path)
_cache.command("clear")(clear)

COMMANDS = {"cache": _cache}
