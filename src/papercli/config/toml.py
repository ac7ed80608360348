"""A TOML file with the lines in it, which tomllib does not tell."""

import re
import tomllib
from pathlib import Path
from typing import Any

from papercli.errors import UsageError

_WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parse(file: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a file and what it says; raise UsageError with file and line for what is no TOML."""
    try:
        # Some editors begin a file with a byte order mark.
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{file}:{line}: it is not UTF-8") from None
    try:
        return text, tomllib.loads(text)
    except ValueError as error:
        # Also for a number of more digits than Python reads.
        what = str(error)
        found = _WHERE.search(what)
        line = int(found[1]) if found and found[1] else text.rstrip("\n").count("\n") + 1
        what = _WHERE.sub("", what)
        raise UsageError(f"{file}:{line}: {what[:1].lower()}{what[1:]}") from None
    except RecursionError:
        raise UsageError(f"{file}: it is nested too deep") from None


def key_line(text: str, key: str) -> int:
    """Return the line in which a key of the top level stands first.

    A statement may have many lines, and the lines up to an end of one are TOML by themselves: the key is in the
    statement after the longest such beginning without it.
    """
    lines = text.split("\n")
    start = 0
    for end in range(1, len(lines) + 1):
        try:
            said = tomllib.loads("\n".join(lines[:end]))
        except ValueError:
            continue
        if key in said:
            break
        start = end
    return start + 1
