"""What a stream needs so that it takes any text, and ends well where nobody reads it any more."""

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from papercli.errors import ExitCode, OutputError


def take_any_text(stream: TextIO) -> None:
    """Have a stream write UTF-8 without translation in a pipe, and lookalikes on a terminal that lacks a symbol."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and stream.isatty():
        codecs.register_error("lookalike", _lookalike)
        reconfigure(errors="lookalike")
    elif reconfigure:
        reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from papercli.lookalikes import in_ascii

    return in_ascii(error.object[error.start : error.end]), error.end


@contextmanager
def until_closed(stream: TextIO, name: str) -> Iterator[None]:
    """Write until whoever reads has had enough, as `head` has: that is no failure; a full disk is one."""
    try:
        yield
    except BrokenPipeError:
        drop(stream)
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        # What is written is read meanwhile, and an error of reading has the name of its file.
        if error.filename is not None:
            raise
        drop(stream)
        raise OutputError(f"{name} cannot be written: {error.strerror}") from error


def drop(stream: TextIO) -> None:
    """Let all that is still to be written to a stream go nowhere; Python would try again at exit, and fail again."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, stream.fileno())
    os.close(sink)
