"""Golden files: what a terminal showed, as it was looked at and found right.

After a change on purpose: `PAPERS_GOLDEN=write pytest`, and look at the difference.
"""

import os
import re
from pathlib import Path

from rich.cells import cell_len

_FOLDER = Path(__file__).parent / "golden"
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def plain(sent: str) -> str:
    """Return what was sent to a terminal without its styles and links."""
    return _ESCAPE.sub("", sent)


def check(name: str, sent: str, columns: int) -> None:
    """Check that a terminal of so many columns shows what the golden file has, and nothing that breaks out of it."""
    shown = plain(sent)
    assert not _STEERING.search(shown)
    for line in shown.split("\n"):
        assert cell_len(line) <= columns, line
    file = _FOLDER / f"{name}-{columns}.txt"
    if os.environ.get("PAPERS_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")
