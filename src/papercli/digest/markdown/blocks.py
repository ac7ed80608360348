"""The top-level blocks of a Markdown text, each with the lines it covers, from mistune's block parser.

Only the block structure is parsed: inline text would double the cost of an import, and what lies
inside a list item or a quote is read from its lines.
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from papercli.digest.markdown.parser import BLANK, PARSER, State

_line = itemgetter("line")


class Lines(NamedTuple):
    """A range of lines, counted from 1, the end excluded."""

    start: int
    end: int


class Block(NamedTuple):
    """One top-level block: its kind (mistune's token type), its lines, and what headings and lists add.

    A heading written with an underline has the kind `setext`. `text` is a heading's inline source,
    `bullet` a list's marker (`-`, `.` for ordered lists), `items` the lines of each of its items.
    `apart` tells whether blank lines keep it apart from the next one, and are no part of it.
    """

    kind: str
    lines: Lines
    level: int = 0
    text: str = ""
    bullet: str = ""
    items: tuple[Lines, ...] = ()
    apart: bool = False


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in order, each with the blank lines below it; no other line lies in none."""
    state = State()
    state.process(text if text.endswith("\n") else text + "\n")
    PARSER.parse(state)
    # Where one container ends at another, mistune may append the later one first.
    tokens: list[dict[str, Any]] = []
    for token in state.tokens:
        if token is not BLANK:
            tokens.append(token)
        elif tokens:
            tokens[-1]["apart"] = True
    tokens.sort(key=_line)
    ends = [*map(_line, tokens[1:]), state.line_here()]
    # Not strictly: a text of blank lines only has an end, and no block.
    for token, end in zip(tokens, ends, strict=False):
        yield _block(token, Lines(token["line"], end))


def _block(token: dict[str, Any], lines: Lines) -> Block:
    if token["type"] == "heading":
        kind = "setext" if token["style"] == "setext" else "heading"
        return Block(kind, lines, level=token["attrs"]["level"], text=token["text"], apart="apart" in token)
    if token["type"] == "list":
        items = tuple([Lines(start, end) for start, end in pairwise([*token["items"], lines.end]) if start < end])
        return Block("list", lines, bullet=token["bullet"], items=items, apart="apart" in token)
    return Block(token["type"], lines, apart="apart" in token)
