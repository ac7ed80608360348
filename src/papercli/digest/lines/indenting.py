"""Lines below an item that are indented too little to be of it, as those below the tenth of a numbered list are."""

import re
from collections.abc import Sequence

from papercli.digest.markdown.fences import fenced

_ITEM = re.compile(r"(?:[-*+]|\d{1,4}[.)])[ ]{1,4}(?=\S)")
_SHORT = re.compile(r"^(?:[-*+][ ]{2,4}|\d{1,4}[.)][ ]+)\S.*\n(?:[ \t]*\n){0,3}[ ]{2,}\S", re.MULTILINE)
_LEAST = 2


def has_short(text: str) -> bool:
    """Tell whether a text may have such lines."""
    return bool(_SHORT.search(text))


def indented(lines: Sequence[str]) -> list[str]:
    """Return lines with those below an item indented as deep as its words, or deeper where they were."""
    code = fenced(lines)
    written = list(lines)
    width: int | None = None  # of the marker of the item above
    missing: int | None = None  # how many blanks its lines lack
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        depth = len(line) - len(bare)
        if not bare.strip():
            continue
        if item := _ITEM.match(line):
            width, missing = item.end(), None
        elif width is None or depth < _LEAST or (code[number] and missing is None):
            width = None
        else:
            missing = max(width - depth, 0) if missing is None else missing
            written[number] = " " * missing + line
    return written
