"""Programs that take the terminal over for a while: a pager, an editor."""

import signal
import subprocess
from collections.abc import Mapping, Sequence


def run(argv: Sequence[str], *, text: bytes | None = None, environ: Mapping[str, str] | None = None) -> int | None:
    """Run a program on the terminal, perhaps with a text as its input, and wait until it ends.

    It is run without a shell, and ^C is its own affair. It may end before it has read all.
    Returns its exit code; None where it cannot be started.
    """
    try:
        process = subprocess.Popen(argv, stdin=None if text is None else subprocess.PIPE, env=environ)
    except (OSError, ValueError):  # ValueError: a NUL in a name
        return None
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode
