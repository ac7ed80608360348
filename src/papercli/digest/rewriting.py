"""HTML inside a digest, rewritten as the Markdown that says the same, line by line."""

import re
from collections.abc import Iterator, Sequence

from papercli.digest.fences import fenced
from papercli.digest.tags import inline
from papercli.digest.writing import Writer

# Of a name: `Ada Berg<sup>1,2</sup>`.
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})<sup>[\d,*†‡§ ]{1,12}</sup>")


def to_markdown(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return lines with their HTML as Markdown, and for each the line, counted from 1, that it comes from."""
    writer = Writer()
    code = fenced(lines)
    if any("<sup>" in line for line in lines):
        lines = [_FOOTNOTE.sub("", line) for line in lines]
    for start, end, kind in _stretches(lines, code):
        if kind == "text":
            writer.text(lines[start:end], start + 1)
        else:
            for number in range(start, end):
                writer.line(inline(lines[number]) if kind == "row" else lines[number], number + 1)
    return writer.lines, writer.numbers


def _stretches(lines: Sequence[str], code: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
    start, before = 0, ""
    for number, line in enumerate(lines):
        kind = "code" if code[number] else "row" if line.lstrip(" >\t").startswith("|") else "text"
        if kind != before and number > start:
            yield start, number, before
            start = number
        before = kind
    if start < len(lines):
        yield start, len(lines), before
