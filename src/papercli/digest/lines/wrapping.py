"""Lines that were broken at a width only, put together again."""

import re
from collections.abc import Sequence

from papercli.digest.markdown.fences import fenced

# What begins a line of its own; a label such as `code:` does, too.
_BEGINS = re.compile(
    r"[ \t]*(?:[-*+•#|>]|\d{1,4}[.)]\s|\[\d{1,4}\]|```|~~~|<|!\[|https?://|[^\W_][\w -]{0,30}[:：]{1,2}\s|by\s)"
)
_NO_TEXT = re.compile(r"[ \t]*(?:[#|]|```|~~~|<|>|(?:[-*_=][ \t]*){3,}$|\[[^\[\]]+\]:)")
_MARKER = re.compile(r"^[ \t]*[*][ \t]")
_HARD_BREAK = re.compile(r"(?:[ ]{2}|\\|<br\s*/?>)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;。！？：；][\"”')\]*_]*$")
# Broken lines are long, and what they make together is no chapter.
_SHORTEST, _SHORTEST_OF_A_LIST, _LONGEST = 50, 40, 2_000


def unbroken(lines: Sequence[str]) -> list[str]:
    """Return lines with blanks for the strokes that break them, and with rules where the mails of arXiv have dashes."""
    mail = "\\\\" in lines
    found = []
    for line in lines:
        if line.endswith("\\"):
            line = "" if line == "\\\\" else line if line.endswith("\\\\") else f"{line[:-1]}  "
        found.append("***" if mail and line.startswith("-----") else line)
    return found


def unwrapped(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return lines of which those that go on in the next are one, and for each its first line, counted from 1."""
    code = fenced(lines)
    written: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines):
        if number and not code[number] and not code[number - 1] and _goes_on(lines[number - 1], written[-1], line):
            written[-1] = f"{written[-1].rstrip()} {line.strip()}"
        else:
            written.append(line)
            numbers.append(number + 1)
    return written, numbers


def _goes_on(above: str, joined: str, line: str) -> bool:
    """Tell whether a line goes on with the one above it, of which `joined` is all that was put together."""
    bare = line.strip()
    if not bare or not above.strip() or len(joined) > _LONGEST or _HARD_BREAK.search(above) or _NO_TEXT.match(joined):
        return False
    if _BEGINS.match(line):
        return False
    if _is_open(joined) and not _is_open(f"{joined} {bare}"):
        return True
    above = above.rstrip()
    if above.endswith((",", " and", " &")):
        return len(above) >= _SHORTEST_OF_A_LIST
    return bare[0].islower() and len(above) >= _SHORTEST and not _SENTENCE_END.search(above)


def _is_open(text: str) -> bool:
    """Tell whether quotes, brackets of a link or bold text are opened in a text, and not closed."""
    return (
        text.count('"') % 2 == 1
        or text.count("“") > text.count("”")
        or text.count("[") > text.count("]")
        or text.count("**") % 2 == 1
        or _MARKER.sub("", text).replace("**", "").replace("\\*", "").count("*") % 2 == 1
    )
