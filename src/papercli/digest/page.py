"""A page: lines that are read as Markdown of their own (a file, a quote, an item), and the links to papers in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from papercli.digest.blocks import Block, Lines, blocks
from papercli.digest.fences import fenced
from papercli.digest.labels import is_label, weight
from papercli.digest.native import Native, Reach, may_be_native, native_entries
from papercli.ids import addresses, may_have_more_addresses

_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}>[ ]?")
_CALLOUT = re.compile(r"\[!\w+\][-+]?[ \t]*(?P<title>.*)")
# `[1]: https://…` says once where `[Title][1]` leads to.
_DEFINITION = re.compile(r"[ \t>]{0,8}\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]*<?")
_USE = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,500})\](?:\[(?P<label>[^\[\]\n]{0,200})\]|(?![\[(:]))")
_ANCHOR = re.compile(r"<a\b[^<>]*$", re.IGNORECASE)
# How far a link's text and its tags may reach.
_LONGEST_LINK = 2_000


class PaperLink(NamedTuple):
    """A link to a paper: the paper's id, the link's line in its page, where it starts and ends in it, and its text."""

    id: str
    line: int
    start: int
    end: int
    text: str


class Page:
    """Lines of a file that are read as a document of their own; `numbers` are their lines in the file."""

    def __init__(self, lines: Sequence[str], numbers: Sequence[int], depth: int = 0) -> None:
        self.lines = lines
        self.numbers = numbers
        self.depth = depth
        self.text = "\n".join(lines)
        self.dropped: set[int] = set()  # links, by where they start, that are no papers of this digest
        self.definitions: dict[str, str] = {}  # papers by the label that stands for their address
        self.without: frozenset[str] = frozenset()  # papers that are none of this page

    @cached_property
    def blocks(self) -> list[Block]:
        return list(blocks(self.text))

    @cached_property
    def _natives(self) -> tuple[list[Native], list[Reach]]:
        return native_entries(self.blocks, self.lines) if may_be_native(self.lines) else ([], [])

    @cached_property
    def native(self) -> dict[int, Native]:
        """The native entries, by the line of their heading."""
        return {entry.head.lines.start: entry for entry in self._natives[0]}

    def parts(self) -> Iterator[tuple[Lines, bool]]:
        """Yield the stretches of the page in order, and whether each is a native entry."""
        start = 1
        for reach in self._natives[1]:
            if not reach.loose:
                yield Lines(start, reach.lines.start), False
                yield reach.lines, True
                start = reach.lines.end
        yield Lines(start, len(self.lines) + 1), False

    def has_native(self, lines: Lines) -> bool:
        at = bisect_left(self._natives[0], lines.start, key=_head_line)
        return at < len(self._natives[0]) and _head_line(self._natives[0][at]) < lines.end

    @cached_property
    def links(self) -> list[PaperLink]:
        """The links to papers that are of no native entry, neither its own nor references in its text."""
        reaches = self._natives[1]
        return [link for link in self._all_links if not self._is_native(link, reaches)] if reaches else self._all_links

    def _is_native(self, link: PaperLink, reaches: Sequence[Reach]) -> bool:
        at = bisect_right(reaches, link.line, key=_first_line) - 1
        if at < 0 or link.line >= reaches[at].lines.end:
            return False
        return not (reaches[at].loose and self._stands_alone(link))

    def _stands_alone(self, link: PaperLink) -> bool:
        """Tell whether a link begins an item or a row, or is a label with no words before it: of another shape."""
        before = self.text[self.offsets[link.line - 1] : link.start]
        if _DEFINITION.match(self.line_text(link.line)):
            return False
        return weight(before) < 1 and (bool(_MARKER.match(before)) or "|" in before or is_label(link.text))

    @cached_property
    def references(self) -> list[PaperLink]:
        """The links to papers in the text of native entries."""
        if not self._all_links:
            return []
        own = set(self.links)
        return [link for link in self._all_links if link not in own and link.line not in self.native]

    @cached_property
    def _all_links(self) -> list[PaperLink]:
        natives = self._natives[0]
        # In nearly all native digests the only links to papers are those that the entries are.
        if natives and not may_have_more_addresses(self.text, len(natives)):
            return []
        found = list(_links(self.text, self.lines))
        if "]:" in self.text:
            self.definitions = {
                **self.definitions,
                **{label: link.id for link in found if (label := self._defines(link))},
            }
        if not self.definitions:
            return found
        used = list(self._uses())
        ids = {link.id for link in used}
        return sorted([*(link for link in found if link.id not in ids or not self._defines(link)), *used], key=_start)

    def _defines(self, link: PaperLink) -> str | None:
        """Return the label that a line defines by a link."""
        match = _DEFINITION.match(self.line_text(link.line))
        same = match and match.end() == link.start - self.offsets[link.line - 1] + (self.text[link.start] == "<")
        return match["label"].casefold() if match and same else None

    def _uses(self) -> Iterator[PaperLink]:
        """Yield the links that say by a label where they lead to."""
        line, counted = 1, 0
        for match in _USE.finditer(self.text):
            line += self.text.count("\n", counted, match.start())
            counted = match.start()
            label = (match["label"] or match["text"]).casefold()
            if label in self.definitions:
                yield PaperLink(self.definitions[label], line, match.start(), match.end(), match["text"])

    @cached_property
    def _link_lines(self) -> list[int]:
        return [link.line for link in self.links]

    def links_in(self, lines: Lines) -> list[PaperLink]:
        """Return the links in a range of lines."""
        found = self.links[bisect_left(self._link_lines, lines.start) : bisect_left(self._link_lines, lines.end)]
        if self.dropped or self.without:
            return [link for link in found if link.start not in self.dropped and link.id not in self.without]
        return found

    @cached_property
    def is_plain(self) -> bool:
        """Whether all its links to papers stand in headings, or are of native entries."""
        return all(self.lines[link.line - 1].startswith("#") for link in self.links)

    def has_links(self, lines: Lines) -> bool:
        return bool(self.links) and bool(self.links_in(lines))

    def ids_in(self, lines: Lines) -> list[str]:
        """Return the papers that a range of lines links to, each once, in order."""
        return list(dict.fromkeys(link.id for link in self.links_in(lines)))

    def line_text(self, line: int) -> str:
        return self.lines[line - 1]

    def lines_of(self, lines: Lines) -> Sequence[str]:
        return self.lines[lines.start - 1 : lines.end - 1]

    def number(self, line: int) -> int:
        """Return the line in the file of a line in the page, both counted from 1."""
        return self.numbers[line - 1]

    @cached_property
    def offsets(self) -> list[int]:
        """Where each line starts in the text."""
        found, at = [], 0
        for line in self.lines:
            found.append(at)
            at += len(line) + 1
        return found

    def item(self, lines: Lines) -> "Page":
        """Return what an item of a list holds, as a page of its own."""
        first, *rest = self.lines_of(lines)
        marker = _MARKER.match(first)
        width = marker.end() if marker else 0
        inner = [_TASK.sub("", first[width:], count=1)]
        for line in rest:
            indent = len(line) - len(line.lstrip(" \t"))
            inner.append(line[min(indent, width) if "\t" not in line[:width] else min(indent, 1) :])
        return self._inner(inner, lines)

    def quote(self, lines: Lines) -> "Page":
        """Return what a block quote holds, as a page of its own."""
        inner = [_QUOTE.sub("", line, count=1) for line in self.lines_of(lines)]
        if inner and (callout := _CALLOUT.match(inner[0])):
            inner[0] = f"**{callout['title'].strip()}**" if callout["title"].strip() else ""
        return self._inner(inner, lines)

    def part(self, lines: Lines) -> "Page":
        """Return a range of lines as a page of its own."""
        return self._inner(self.lines_of(lines), lines)

    def _inner(self, inner: Sequence[str], lines: Lines) -> "Page":
        page = Page(inner, self.numbers[lines.start - 1 : lines.end - 1], self.depth + 1)
        page.without, page.definitions = self.without, self.definitions
        return page


def _links(text: str, lines: Sequence[str]) -> Iterator[PaperLink]:
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
            # In a span of code an address is no link; a link may have a span of code in its text.
            if ticks and ticks.inside(link.start):
                continue
            yield link
            end = link.end


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


def _first_line(reach: Reach) -> int:
    return reach.lines.start


def _head_line(native: Native) -> int:
    return native.head.lines.start


def _start(link: PaperLink) -> int:
    return link.start


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
