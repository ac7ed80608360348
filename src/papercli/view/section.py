"""The text of a section on a page: its blocks under each other, styled, with what is looked for marked."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from papercli.digest.markup import CODE, Block, Span, blocks
from papercli.latex import readable
from papercli.safe import visible
from papercli.terms import matches
from papercli.view.hanging import Hanging
from papercli.view.signs import signed_text

# Deeper lists are indented no further: the text has to have room beside them.
_DEEPEST = 4


class Finders(NamedTuple):
    """What to mark on a page, and whether between signs, for where no style is seen."""

    patterns: Sequence[re.Pattern[str]] = ()
    signs: bool = False


def section(text: str, finders: Finders) -> RenderableType:
    """Return the Markdown of a section as what a terminal shows."""
    return Group(*_parts(blocks(text), finders))


def marked(text: str, finders: Finders, style: str = "") -> Text:
    """Return a text as it is, in a style, with what is looked for marked."""
    return _mark(Text(visible(text), style=style, overflow="fold"), finders)


def _parts(parts: list[Block], finders: Finders) -> Iterator[RenderableType]:
    before: Block | None = None
    for block in parts:
        if before and "item" not in (before.kind, block.kind):
            yield Text()
        yield _block(block, finders)
        before = block


def _block(block: Block, finders: Finders) -> RenderableType:
    text = Text(overflow="fold")
    for span in block.spans:
        _append(text, span)
    text = _mark(text, finders)
    depth = min(block.depth, _DEEPEST)
    match block.kind:
        case "item":
            return Padding(Hanging(Text(block.marker), text), (0, 0, 0, 2 * (depth - 1)))
        case "quote":
            text.stylize_before("quote")
            return Padding(Hanging(Text("│"), text, repeated=True), (0, 0, 0, 2 * depth))
        case "heading":
            text.stylize_before("label")
    return Padding(text, (0, 0, 0, 2 * depth))


def _append(text: Text, span: Span) -> None:
    start = len(text)
    text.append(visible(span.text if CODE in span.styles else readable(span.text)))
    for style in sorted(span.styles):
        text.stylize(style, start)
    if span.url:
        text.stylize("link", start)
        text.stylize(Style(link=span.url), start)


def _mark(text: Text, finders: Finders) -> Text:
    spans = [span for pattern in finders.patterns for span in matches(text.plain, pattern)]
    for start, end in spans:
        text.stylize("match", start, end)
    if not (finders.signs and spans):
        return text
    # With signs inside it, an address could not be copied.
    whole = [span for span in _addresses(text) if any(start < span[1] and span[0] < end for start, end in spans)]
    return signed_text(text, [*spans, *whole])


def _addresses(text: Text) -> Iterator[tuple[int, int]]:
    """Yield where links have their addresses in the text."""
    for start, end, style in text.spans:
        link = style.link if isinstance(style, Style) else None
        if link and (first := text.plain.find(link, start, end)) >= 0:
            yield first, first + len(link)
