"""A text in the editor of the person."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from papercli.cli import output
from papercli.opener import edit


@contextmanager
def edited(text: str, name: str) -> Iterator[str]:
    """Give a block the text as the person leaves it in a file of this name; where the block fails the file stays.

    Raises InputError where the editor fails.
    """
    file = Path(mkdtemp(prefix="papers-")) / name
    file.write_text(f"{text}\n" if text else "", "utf-8")
    try:
        edit(str(file), 1, os.environ)
        yield file.read_text("utf-8", "replace")
    except BaseException:
        if file.exists() and file.read_text("utf-8", "replace").strip() != text:
            output.say(f"what you wrote is in {file}")
        else:
            _remove(file)
        raise
    _remove(file)


def _remove(file: Path) -> None:
    # With whatever the editor left beside it.
    rmtree(file.parent, ignore_errors=True)
