"""The only writer to stdout and stderr: data on the one, words on the other."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from papercli.cli import looks, streams
from papercli.errors import PapersError
from papercli.safe import one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from papercli.config import Settings

_NARROWEST = 20

_written = False
_color: str | None = None
_pager: str | None = None
_settings: "Callable[[], Settings] | None" = None
_json_errors = False


def prepare_streams(settings: "Callable[[], Settings]", *, json_errors: bool = False) -> None:
    """Make both streams take any text: UTF-8 without translation in a pipe, lookalikes on a terminal.

    All that was configured before is forgotten. The settings are asked for when something is to be shown, and with
    `json_errors` what goes wrong is told as JSON.
    """
    global _written, _color, _pager, _settings, _json_errors
    _written, _color, _pager, _settings, _json_errors = False, None, None, settings, json_errors
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        streams.take_any_text(stream)


def _open_closed() -> None:
    """Open what the shell closed (`>&-`), so that no file of ours gets its number; writing to stdout still fails."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))


def finish() -> None:
    """Write what is left; Python would do so at exit, and fail with a message of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            streams.drop(stream)


def configure(*, color: str | None = None, pager: str | None = None) -> None:
    """Heed what a person wants of the terminal for this run; None leaves what was said before.

    `color` is auto, always or never, `pager` a command line (an empty one for none). What is said here counts before
    the settings.
    """
    global _color, _pager
    _color = _color if color is None else color
    _pager = _pager if pager is None else pager
    # Asked here as well, so that a word that means nothing is told whatever the command writes.
    looks.is_coloured(_color, os.environ, False)


def has_written() -> bool:
    """Tell whether any data went to stdout."""
    return _written


def on_terminal() -> bool:
    """Tell whether a person looks at stdout: on a terminal, or behind a pipe that is to have its colours.

    Only `--color always` says so: a variable or a setting must not change what scripts read from a pipe.
    """
    return sys.stdout.isatty() or _color == "always"


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


def write(pieces: Iterable[str], file: str | None = None) -> None:
    """Write data as it is, to stdout or as the whole of a file."""
    with _opened(file) as stream:
        for piece in pieces:
            _mark_written(stream)
            stream.write(piece)


def render(*renderables: "RenderableType", file: str | None = None) -> None:
    """Show something in the width and colours of the terminal, and in the pager what is taller than it.

    A file gets what a pipe would.
    """
    # Imported here: rich is a third of the time of a start.
    from papercli.view.drawing import drawn

    colours = looks.depth(os.environ) if is_coloured(file) else None
    text = _shown(drawn(renderables, columns=width(), colours=colours, theme_name=_wished().theme))
    if file is None and is_terminal() and text.count("\n") >= _size().lines:
        from papercli.cli import pager

        wanted = _wished().pager if _pager is None else _pager
        if pager.show(text, sys.stdout.encoding, wanted, os.environ):
            _mark_written(sys.stdout)
            return
    write([text], file)


def is_coloured(file: str | None = None) -> bool:
    """Tell whether what is shown, on stdout or in a file, has styles; else signs have to stand for them."""
    return _is_coloured(file is None and is_terminal())


def _is_coloured(terminal: bool) -> bool:
    return looks.is_coloured(_color or _wished().color, os.environ, terminal)


def _wished() -> "Settings":
    assert _settings is not None
    return _settings()


def _shown(text: str) -> str:
    """Return a text with other symbols, where the person wants none but ASCII ones."""
    if text.isascii() or not looks.wants_ascii(os.environ):
        return text
    from papercli.lookalikes import SYMBOLS

    return text.translate(SYMBOLS)


def _mark_written(stream: TextIO) -> None:
    global _written
    _written = _written or stream is sys.stdout


@contextmanager
def _opened(file: str | None) -> Iterator[TextIO]:
    """Open what data goes to: stdout, or a file that is there only when all of it is."""
    if file is None:
        with streams.until_closed(sys.stdout, "stdout"):
            yield sys.stdout
            sys.stdout.flush()
        return
    # Imported here: most output goes to stdout.
    from papercli.cli.files import replacing

    with replacing(file) as stream:
        yield stream


def is_watched() -> bool:
    """Tell whether a person looks at stderr, on a terminal where a line can be written over."""
    return sys.stderr.isatty() and not looks.is_dumb(os.environ)


def live_console() -> "Console | None":
    """Return a console for what moves on stderr; None where nobody looks, or escape codes are not wanted."""
    if not is_watched() or not _is_coloured(True):
        return None
    from rich.console import Console

    colours = looks.depth(os.environ)
    return Console(file=sys.stderr, color_system=colours, force_terminal=True, no_color=False)


def write_over(text: str) -> None:
    """Write a text over the line on stderr, which takes no escape code."""
    sys.stderr.write(f"\r{text}")
    sys.stderr.flush()


def say(text: str) -> None:
    """Tell the person something, in one line; where nobody can hear it, that is no failure."""
    try:
        sys.stderr.write(f"{_shown(one_line(text))}\n")
    except OSError:
        streams.drop(sys.stderr)


def say_waiting(text: str) -> None:
    """Tell the person who sits there what takes its time; a program that reads stderr waits all the same."""
    if sys.stderr.isatty():
        say(text)


def ask(question: str) -> bool:
    """Ask the person a question on stderr; tell whether the answer is yes."""
    sys.stderr.write(f"{one_line(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def complain(error: PapersError, usage: str | None = None) -> None:
    """Tell the person what went wrong and what to do about it; a program that reads JSON is told in JSON."""
    if _json_errors:
        from papercli.formats import to_json

        say(to_json({"error": error.message, "hint": error.hint, "exit": int(error.exit_code)}))
        return
    if usage:
        say(usage)
    say(f"papers: {error.message}")
    if error.hint:
        say(f"        {error.hint}")
