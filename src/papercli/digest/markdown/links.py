"""The links to papers in a text: Markdown's, also broken ones, autolinks, anchors and bare addresses."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papercli.digest.markdown.fences import fenced
from papercli.ids import addresses

_ANCHOR = re.compile(r"<a\b[^<>]*$", re.IGNORECASE)
# reStructuredText has the address twice: `https://… <https://…>`__.
_END_OF_SPAN = re.compile(r"(?:[ ]<[^<>`\n]{1,300}>)?`")
# How far a link's text and its tags may reach.
_LONGEST_LINK = 2_000


class PaperLink(NamedTuple):
    """A link to a paper: the paper's id, the link's line in its page, where it starts and ends in it, and its text."""

    id: str
    line: int
    start: int
    end: int
    text: str


def paper_links(text: str, lines: Sequence[str]) -> Iterator[PaperLink]:
    """Yield the links to papers in a text and its lines, in order, without those in code."""
    found = addresses(text)
    if not found:
        return
    code = fenced(lines) if "```" in text or "~~~" in text else None
    ticks = _Ticks(text) if "`" in text else None
    line, counted, end = 1, 0, 0
    for start, stop, paper_id in found:
        line += text.count("\n", counted, start)
        counted = start
        if start < end or (code and code[line - 1]):
            continue
        if link := _link(text, paper_id, line, start, stop, end):
            # In a span of code an address is no link, unless it is all of the span; a link may have one in its text.
            if ticks and ticks.inside(link.start) and not _is_span(text, link):
                continue
            yield link
            end = link.end


def _is_span(text: str, link: PaperLink) -> bool:
    return text[link.start - 1 : link.start] == "`" and bool(_END_OF_SPAN.match(text, link.end))


def _link(text: str, paper_id: str, line: int, start: int, stop: int, low: int) -> PaperLink | None:
    low = max(low, start - _LONGEST_LINK)
    before = text[max(low, start - 3) : start]
    if before.endswith(("](", "](<")):
        close = start - (3 if before.endswith("<") else 2)
        end = text.find(")", stop, stop + _LONGEST_LINK)
        opened = _opening(text, close, low)
        if opened is None:
            return PaperLink(paper_id, line, close, max(stop, end + 1), "")
        if text[opened - 1 : opened] == "!" and opened:
            return None
        return PaperLink(paper_id, line, opened, max(stop, end + 1), text[opened + 1 : close])
    if before.endswith(('="', "='", "=")) or text[max(low, start - 8) : start].lower().rstrip("\"' ").endswith("href="):
        return _anchor(text, paper_id, line, start, stop, low)
    if text[start - 2 : start] == "[!":
        return None
    if before.endswith("<") and text[stop : stop + 1] == ">":
        return PaperLink(paper_id, line, start - 1, stop + 1, "")
    # `**[Title]**(https://…)` means a link, though to Markdown it is none.
    if before.endswith("("):
        close = start - 1
        while close > low and text[close - 1] in "*_ ":
            close -= 1
        if text[close - 1 : close] == "]" and (opened := _opening(text, close - 1, low)) is not None:
            return PaperLink(
                paper_id, line, opened, stop + (text[stop : stop + 1] == ")"), text[opened + 1 : close - 1]
            )
    # `[https://arxiv.org/…](https://forward.example/…)` leads to the paper by a longer way.
    if (
        before.endswith("[")
        and text[stop : stop + 2] == "]("
        and (end := text.find(")", stop, stop + _LONGEST_LINK)) > 0
    ):
        return PaperLink(paper_id, line, start - 1, end + 1, text[start:stop])
    return PaperLink(paper_id, line, start, stop, "")


def _anchor(text: str, paper_id: str, line: int, start: int, stop: int, low: int) -> PaperLink | None:
    opened = _ANCHOR.search(text, low, start)
    if not opened:
        return None
    inner = text.find(">", stop, stop + _LONGEST_LINK) + 1
    end = text.find("</", inner, inner + _LONGEST_LINK) if inner else -1
    while end >= 0 and text[end : end + 3].lower() != "</a":
        end = text.find("</", end + 2, inner + _LONGEST_LINK)
    if not inner or end < 0:
        return PaperLink(paper_id, line, opened.start(), stop, "")
    close = text.find(">", end)
    return PaperLink(paper_id, line, opened.start(), close + 1 if close > 0 else end, text[inner:end])


def _opening(text: str, close: int, low: int) -> int | None:
    """Return where the bracket opens that closes at a place; where they do not pair up, the line's first."""
    at = text.rfind("[", low, close)
    if at >= 0 and text.find("]", at, close) < 0:
        return at
    depth = 0
    for at in range(close - 1, low - 1, -1):
        char = text[at]
        if char == "]" and text[at - 1 : at] != "\\":
            depth += 1
        elif char == "[" and text[at - 1 : at] != "\\":
            if not depth:
                return at
            depth -= 1
        elif char == "\n" and text[at - 1 : at] == "\n":
            break
    start = max(low, text.rfind("\n", low, close) + 1)
    first = text.find("[", start, close)
    return first if first >= 0 else None


class _Ticks:
    """Where spans of code lie on the lines of a text, asked from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.count = self.line_end = 0

    def inside(self, place: int) -> bool:
        """Tell whether a place lies between two backquotes of its line."""
        if place >= self.line_end:
            self.at, self.count = self.text.rfind("\n", 0, place) + 1, 0
            self.line_end = self.text.find("\n", place)
            if self.line_end < 0:
                self.line_end = len(self.text)
            self.ticks = self.text.count("`", self.at, self.line_end)
        self.count += self.text.count("`", self.at, place)
        self.at = max(place, self.at)
        return self.count % 2 == 1 and self.count < self.ticks
