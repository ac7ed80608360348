"""A text in the editor of the person."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from papercli.cli import output
from papercli.errors import InputError, UsageError


@contextmanager
def edited(text: str, name: str) -> Iterator[str]:
    """Give a block the text as the person leaves it in a file of this name; where the block fails the file stays.

    Raises UsageError where there is no editor, InputError where it fails.
    """
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError as error:
        raise UsageError(f"VISUAL or EDITOR is no command: {error}") from None
    if not command:
        raise UsageError("there is no editor", "set VISUAL or EDITOR, or give the text by -m or on standard input")
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
    try:
        code = subprocess.run(command).returncode
    except OSError as error:
        raise InputError(f"{command[0]}: {error.strerror}", "nothing is changed") from None
    if code:
        raise InputError(f"{command[0]} failed with exit code {code}", "nothing is changed")


def _remove(file: Path) -> None:
    # With whatever the editor left beside it.
    rmtree(file.parent, ignore_errors=True)
