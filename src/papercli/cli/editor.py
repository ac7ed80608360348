"""A text in the editor of the person."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from papercli import foreground
from papercli.cli import output
from papercli.errors import InputError, UsageError


@contextmanager
def edited(text: str, name: str) -> Iterator[str]:
    """Give a block the text as the person leaves it in a file of this name; where the block fails the file stays.

    Raises UsageError for a command that cannot be understood, InputError where the editor fails.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(editor)
    except ValueError:  # an open quote
        command = []
    if not command:
        raise UsageError(f"{editor!r} is no command", "VISUAL or EDITOR names the editor")
    file = Path(mkdtemp(prefix="papers-")) / name
    file.write_text(f"{text}\n" if text else "", "utf-8")
    try:
        _run([*command, str(file)])
        yield file.read_text("utf-8", "replace")
    except BaseException:
        if file.exists() and file.read_text("utf-8", "replace").strip() != text:
            output.say(f"what you wrote is in {file}")
        else:
            _remove(file)
        raise
    _remove(file)


def _run(command: list[str]) -> None:
    code = foreground.run(command)
    if code is None:
        raise InputError(f"the editor {command[0]!r} cannot be started", "VISUAL or EDITOR names another")
    if code:
        raise InputError(f"{command[0]} failed with exit code {code}", "nothing is changed")


def _remove(file: Path) -> None:
    # With whatever the editor left beside it.
    rmtree(file.parent, ignore_errors=True)
