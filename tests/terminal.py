"""The program in a real pseudo-terminal."""

import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from collections.abc import Mapping

# What changes colours, symbols, pagers and browsers behind the back of a test.
_UNWANTED = {
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "PAPERS_COLOR", "PAPERS_PAGER", "PAGER", "LESS"),
    *("LC_CTYPE", "LANG", "PYTHONIOENCODING", "PYTHONUTF8", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"),
    *("SSH_CONNECTION", "VISUAL", "EDITOR"),
}
# No pager, as nobody is there to leave it.
_PLAIN = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PAPERS_PAGER": ""}


def run(
    *argv: str,
    columns: int,
    lines: int = 40,
    environment: Mapping[str, str | None] | None = None,
    keys: str = "",
    encoding: str = "utf-8",
) -> tuple[int, str]:
    """Run one command on a terminal of this size; return its exit code and all that it sent there.

    `environment` is laid over a plain one, where None takes a variable away, and `keys` are typed when the first
    output is there.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    child, terminal = pty.fork()
    if child == 0:
        # A shell has its background jobs ignore interrupts, and all that they start: keys would do nothing here.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Before the program starts, which may ask for it at once.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        command = [sys.executable, "-m", "papercli", *argv]
        laid = {**kept, **_PLAIN, **(environment or {})}
        os.execve(sys.executable, command, {name: value for name, value in laid.items() if value is not None})
    sent = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        sent += piece
        if keys:
            os.write(terminal, keys.encode())
            keys = ""
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), sent.decode(encoding).replace("\r\n", "\n")
