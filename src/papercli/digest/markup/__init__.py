"""The Markdown of a section as plain values that a view can show: blocks, each of spans with their styles."""

import re
from collections.abc import Iterator
from typing import NamedTuple

STRONG, EMPHASIS, STRIKE, CODE, MATHS = "strong", "emphasis", "strike", "code", "math"

# An address in plain text, of letters that addresses have: a Korean particle right behind it is none of it.
URL = r"https?://(?=[A-Za-z0-9])[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+"
# What stands behind an address rather than at its end.
_TRAILING = ".,:;!?'*_~"
# What can mean more than itself, and what begins a point, a heading or another block.
_MARKED = re.compile(r"[\\`*_~<&$!\[\]\n]")
_BEGINS = re.compile(r"\s*[-*_=+•#>(\d`~]")


class Span(NamedTuple):
    """A piece of text, its styles, and the address that it links to: only of http and https."""

    text: str
    styles: frozenset[str] = frozenset()
    url: str | None = None


class Block(NamedTuple):
    """A paragraph, item, quote, heading or code of a section."""

    kind: str
    spans: tuple[Span, ...]
    marker: str = ""  # of an item: `•`, or the number as the digest writes it
    depth: int = 0  # how many lists it stands in


def blocks(text: str) -> list[Block]:
    """Return the blocks of a section in order; no text makes it raise, and no word of it goes."""
    if "\n" not in text and not _BEGINS.match(text):
        return [Block("paragraph", spans(text))] if text.strip() else []
    # Imported here: most sections are one paragraph.
    from papercli.digest.markup.points import read_blocks

    return read_blocks(text)


def spans(text: str) -> tuple[Span, ...]:
    """Return the inline Markdown of a block as spans; a soft line break is a blank, a hard one `\\n`."""
    parts = tuple(part for part in _addresses(text) if part.text)
    if not any(_MARKED.search(part.text) for part in parts if part.url is None):
        return parts
    # Imported here, as it loads mistune: most sections are plain text with an address at most.
    from papercli.digest.markup.styles import read_spans

    return read_spans(text)


def address(text: str) -> str:
    """Return what of a text that URL matches is the address, without the marks of the sentence around it."""
    url = text.rstrip(_TRAILING)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING)
    return url


def _addresses(text: str) -> Iterator[Span]:
    """Yield plain text with the addresses in it as spans of their own."""
    end = 0
    for match in re.finditer(URL, text):
        url = address(match[0])
        yield Span(text[end : match.start()])
        yield Span(url, url=url)
        end = match.start() + len(url)
    yield Span(text[end:])
