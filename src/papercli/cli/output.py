"""The only writer to stdout and stderr: data on the one, words on the other."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from papercli.errors import ExitCode, PapersError
from papercli.safe import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")

# Fewer files than these are read before a bar could be looked at.
_WORTH_A_BAR = 40


def prepare_streams() -> None:
    """Make both streams take any text: UTF-8 without translation in a pipe, replacement signs on a terminal."""
    global _written
    _written = False
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


_written = False


def has_written() -> bool:
    """Tell whether any data went to stdout."""
    return _written


def on_terminal() -> bool:
    """Tell whether a person looks at stdout."""
    return sys.stdout.isatty()


def write(pieces: Iterable[str]) -> None:
    """Write data as it is."""
    with _until_closed():
        for piece in pieces:
            _mark_written()
            sys.stdout.write(piece)
        sys.stdout.flush()


def render(renderable: "RenderableType") -> None:
    """Show something on the terminal, in its width and colours."""
    # Imported here: rich is a third of the time of a start.
    from rich.console import Console

    from papercli.view.theme import THEME

    width = shutil.get_terminal_size().columns
    console = Console(file=sys.stdout, width=max(width, 20), theme=THEME, highlight=False, markup=False, emoji=False)
    _mark_written()
    with _until_closed():
        console.print(renderable)


def _mark_written() -> None:
    global _written
    _written = True


def progress(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield items while a bar on stderr shows how many are through; on a terminal only, and not for a few."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console

    from papercli.view.progress import bar

    with bar(Console(file=sys.stderr)) as shown:
        task = shown.add_task("", total=total)
        for item in items:
            yield item
            shown.update(task, advance=1, refresh=True)


def say(text: str) -> None:
    """Tell the person something, in one line."""
    sys.stderr.write(f"{one_line(text)}\n")


def complain(error: PapersError) -> None:
    """Tell the person what went wrong and what to do about it."""
    say(f"papers: {error.message}")
    if error.hint:
        say(f"        {error.hint}")


@contextmanager
def _until_closed() -> Iterator[None]:
    """Write until whoever reads has had enough, as `head` has: that is no failure."""
    try:
        yield
    except BrokenPipeError:
        # Python would flush what is left at exit, and fail again.
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
        os.close(sink)
        raise SystemExit(ExitCode.OK) from None
