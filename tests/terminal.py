"""The program in a real pseudo-terminal."""

import fcntl
import os
import pty
import struct
import sys
import termios


def run(*argv: str, columns: int, lines: int = 40) -> tuple[int, str]:
    """Run one command on a terminal of this size; return its exit code and all that it sent there."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "", "PYTHONUTF8": "1"}
    del environment["COLUMNS"]
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "papercli", *argv], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    sent = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        sent += piece
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), sent.decode().replace("\r\n", "\n")
