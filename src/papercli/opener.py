"""Opening what a paper is known by elsewhere: its pages in the browser, its digest in the editor."""

import shlex
import subprocess
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePath

from papercli import foreground
from papercli.errors import InputError
from papercli.model import Paper
from papercli.safe import link_target


class Page(StrEnum):
    """The pages that a paper has on the web, by their addresses."""

    ABSTRACT = "https://arxiv.org/abs/"
    PDF = "https://arxiv.org/pdf/"
    HUGGING_FACE = "https://huggingface.co/papers/"

    def of(self, paper: Paper) -> str:
        """Return the address of this page of a paper."""
        return f"{self}{paper.id}"


# These take the terminal over; all others are started and left alone.
_TEXT_BROWSERS = ("w3m", "lynx", "elinks", "links", "links2", "browsh", "www-browser")
# In a process of its own, as some browsers write to the terminal, or return only when they are closed.
# The first browser only: the others are tried unseen, and some of them are for the terminal.
_BROWSE = "import sys, webbrowser; sys.exit(not webbrowser.get().open(sys.argv[1]))"
# After so many seconds a browser that still runs is one that does not return.
_PATIENCE = 1.0


def can_browse(environ: Mapping[str, str]) -> bool:
    """Tell whether a browser can be shown: one that the person named, or any where there is a display."""
    if environ.get("BROWSER"):
        return True
    if environ.get("SSH_CONNECTION"):
        return False
    return sys.platform in ("darwin", "win32") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def browse(url: str, environ: Mapping[str, str]) -> bool:
    """Show a page of the web in the browser; False where none could be started. Never any other kind of URL."""
    if link_target(url) != url:
        return False
    words = environ.get("BROWSER", "").split()
    in_terminal = words and PurePath(words[0]).name in _TEXT_BROWSERS
    # Isolated, so that no module of the folder that the person is in is taken for the library's.
    argv = [sys.executable, "-I", "-c", _BROWSE, url]
    if in_terminal:
        return foreground.run(argv) == 0
    null = subprocess.DEVNULL
    process = subprocess.Popen(argv, stdin=null, stdout=null, stderr=null, start_new_session=True)
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # It is left to itself; Python would warn of a process that nobody waits for.
        process.returncode = 0
        return True


def place(paper: Paper) -> tuple[str, int]:
    """Return the file of the newest digest with a paper, and the line there; InputError where none is a file."""
    for each in reversed(paper.digests):
        # The sample and standard input have names that are no paths.
        if Path(each.source).is_absolute() and Path(each.source).is_file():
            return each.source, each.line
    raise InputError(f"{paper.id}: none of its digests is a file that is there", f"papers show {paper.id} has its text")


def edit(file: str, line: int, environ: Mapping[str, str]) -> None:
    """Show a line of a file in the editor, VISUAL or EDITOR or vi, until it is closed; InputError where it fails."""
    editor = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(editor)
    except ValueError:  # an open quote
        words = []
    code = foreground.run([*words, *_at(PurePath(words[0]).stem, file, line)]) if words else None
    if code is None:
        raise InputError(f"the editor {editor!r} cannot be started", "VISUAL or EDITOR names another")
    if code:
        raise InputError(f"the editor {editor!r} ended with exit code {code}")


def _at(editor: str, file: str, line: int) -> list[str]:
    """Return the arguments that make an editor open a file at a line; the file alone where that is not known."""
    if editor in ("code", "codium", "code-insiders", "cursor", "windsurf"):
        return ["--goto", f"{file}:{line}"]
    if editor in ("hx", "helix", "subl", "zed", "micro"):
        return [f"{file}:{line}"]
    if editor in ("vi", "vim", "nvim", "gvim", "view", "nano", "pico", "emacs", "emacsclient", "kak", "joe", "mg"):
        return [f"+{line}", file]
    return [file]
