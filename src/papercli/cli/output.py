"""The only writer to stdout and stderr: data on the one, words on the other."""

import codecs
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO, TypeVar

from papercli.cli import looks
from papercli.errors import ExitCode, PapersError
from papercli.safe import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")

# Fewer files than these are read before a bar could be looked at.
_WORTH_A_BAR = 40
_NARROWEST = 20

_written = False
_color: str | None = None
_pager: str | None = None
_theme = "default"


def prepare_streams() -> None:
    """Make both streams take any text: UTF-8 without translation in a pipe, lookalikes on a terminal.

    All that was configured before is forgotten.
    """
    global _written, _color, _pager, _theme
    _written, _color, _pager, _theme = False, None, None, "default"
    codecs.register_error("lookalike", _lookalike)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="lookalike")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def configure(*, color: str | None = None, pager: str | None = None, theme: str | None = None) -> None:
    """Heed what a person wants of the terminal; None leaves what was said before.

    `color` is auto, always or never, `pager` a command line (an empty one for none), `theme` a name of `view.theme`.
    What is said here counts before the environment.
    """
    global _color, _pager, _theme
    _color = _color if color is None else color
    _pager = _pager if pager is None else pager
    _theme = _theme if theme is None else theme
    # Asked here as well, so that a word that means nothing is told whatever the command writes.
    _is_coloured(sys.stdout)


def has_written() -> bool:
    """Tell whether any data went to stdout."""
    return _written


def on_terminal() -> bool:
    """Tell whether a person looks at stdout: on a terminal, or behind a pipe that is to have its colours."""
    return sys.stdout.isatty() or _is_coloured(sys.stdout)


def is_terminal() -> bool:
    """Tell whether stdout is a terminal, whatever is asked of its colours."""
    return sys.stdout.isatty()


def is_interactive() -> bool:
    """Tell whether a person sits at a terminal that another program can take over."""
    return sys.stdout.isatty() and bool(sys.stdin and sys.stdin.isatty())


def width() -> int:
    """Return how many cells a line has that a person looks at."""
    return max(_size().columns, _NARROWEST)


def _size() -> os.terminal_size:
    # The other streams too, as stdout may lead to the terminal through a pager.
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        with suppress(OSError, ValueError, AttributeError):
            if (size := os.get_terminal_size(stream.fileno())).columns:
                return shutil.get_terminal_size(size)
    return shutil.get_terminal_size()


def write(pieces: Iterable[str]) -> None:
    """Write data as it is."""
    with _until_closed():
        for piece in pieces:
            _mark_written()
            sys.stdout.write(piece)
        sys.stdout.flush()


def render(*renderables: "RenderableType") -> None:
    """Show something in the width and colours of the terminal, and in the pager what is taller than it."""
    # Imported here: rich is a third of the time of a start.
    from papercli.view.drawing import drawn

    colours = looks.depth(os.environ) if _is_coloured(sys.stdout) else None
    text = _shown(drawn(renderables, columns=width(), colours=colours, theme_name=_theme))
    _mark_written()
    if is_terminal() and text.count("\n") >= _size().lines:
        from papercli.cli import pager

        if pager.show(text, sys.stdout.encoding, _pager, os.environ):
            return
    write([text])


def _is_coloured(stream: TextIO) -> bool:
    return looks.is_coloured(_color, os.environ, stream.isatty())


def _shown(text: str) -> str:
    """Return a text with other symbols, where the person wants none but ASCII ones."""
    if text.isascii() or not looks.wants_ascii(os.environ):
        return text
    from papercli.lookalikes import SYMBOLS

    return text.translate(SYMBOLS)


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from papercli.lookalikes import in_ascii

    return in_ascii(error.object[error.start : error.end]), error.end


def _mark_written() -> None:
    global _written
    _written = True


def progress(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield items while a bar on stderr shows how many are through; on a terminal only, and not for a few."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty() or looks.is_dumb(os.environ):
        yield from items
    elif not _is_coloured(sys.stderr):
        yield from _counted(items, total)
    else:
        from rich.console import Console

        from papercli.view.progress import bar

        colours = looks.depth(os.environ)
        with bar(Console(file=sys.stderr, color_system=colours, force_terminal=True, no_color=False)) as shown:
            task = shown.add_task("", total=total)
            for item in items:
                yield item
                shown.update(task, advance=1, refresh=True)


def _counted(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield items while a count of them is written over itself, which takes no escape code."""
    told = ""
    for number, item in enumerate(items, 1):
        yield item
        told = f"reading digests {number:,}/{total:,}"
        sys.stderr.write(f"\r{told}")
        sys.stderr.flush()
    sys.stderr.write(f"\r{' ' * len(told)}\r")


def say(text: str) -> None:
    """Tell the person something, in one line."""
    sys.stderr.write(f"{_shown(one_line(text))}\n")


def ask(question: str) -> bool:
    """Ask the person a question on stderr; tell whether the answer is yes."""
    sys.stderr.write(f"{one_line(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


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
