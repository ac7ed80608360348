"""Writing a file as a whole: it is there when all of it is, and until then the old one is."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO

from papercli.errors import OutputError


@contextmanager
def replacing(name: str) -> Iterator[TextIO]:
    """Open a draft beside a file, which takes its place when the block ends well and goes when it does not.

    A link stays a link, and a file keeps its permissions. What is no file, such as /dev/null or a named pipe, is
    written to at once. Raises OutputError where nothing can be written.
    """
    path = Path(os.path.realpath(name))
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if path.exists() and not path.is_file():
            with _opened(path, "w") as stream:
                yield stream
            return
        draft = path.with_name(f".papers-{os.urandom(6).hex()}.part")
        try:
            with _opened(draft, "x") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
    except BrokenPipeError:
        # Whoever reads from a named pipe has had enough.
        return
    except OSError as error:
        hint = None if path.parent.is_dir() else f"there is no folder {path.parent}"
        raise OutputError(f"{name or repr(name)}: {error.strerror or error}", hint) from error


def _opened(path: Path, mode: Literal["w", "x"]) -> TextIO:
    # As stdout in a pipe: UTF-8, and line ends as they are.
    return path.open(mode, encoding="utf-8", errors="replace", newline="\n")
