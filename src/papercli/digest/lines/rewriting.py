"""HTML inside a digest, rewritten as the Markdown that says the same, line by line."""

import re
from collections.abc import Callable, Iterator, Sequence

from papercli.digest.lines.tags import has_tags, inline
from papercli.digest.lines.upright import has_upright, to_lists
from papercli.digest.lines.writing import Writer
from papercli.digest.markdown.fences import fenced

# Of a name: `Ada Berg<sup>1,2</sup>`.
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})<sup>[\d,*†‡§ ]{1,12}</sup>")


def rewriter(text: str) -> Callable[[Sequence[str]], tuple[list[str], Sequence[int]]] | None:
    """Return what writes the lines of a text anew; None where they need it not."""
    if has_tags(text):
        return lambda lines: _upright(*to_markdown(lines))
    return (lambda lines: _upright(lines, range(1, len(lines) + 1))) if has_upright(text) else None


def _upright(lines: Sequence[str], numbers: Sequence[int]) -> tuple[list[str], Sequence[int]]:
    return to_lists(lines), numbers


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
    """Yield the stretches of lines of one kind; rows in a comment are none."""
    start, before, hidden = 0, "", False
    for number, line in enumerate(lines):
        is_row = line.lstrip(" >\t").startswith("|") and not hidden
        kind = "code" if code[number] else "row" if is_row else "text"
        if kind == "text" and ("<!--" in line or "-->" in line):
            hidden = line.rfind("<!--") > line.rfind("-->")
        if kind != before and number > start:
            yield start, number, before
            start = number
        before = kind
    if start < len(lines):
        yield start, len(lines), before
