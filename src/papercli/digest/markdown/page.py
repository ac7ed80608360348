"""A page: lines that are read as Markdown of their own (a file, a quote, an item), and the links to papers in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from papercli.digest.markdown.blocks import Block, Lines, blocks
from papercli.digest.markdown.links import PaperLink, paper_links
from papercli.digest.markdown.native import Native, Stretch, may_be_native, native_entries
from papercli.digest.words.labels import is_field_heading, is_label, weight
from papercli.ids import may_have_more_addresses

_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}>[ ]?")
_CALLOUT = re.compile(r"\[!\w+\][-+]?[ \t]*(?P<title>.*)")
# `[1]: https://…` says once where `[Title][1]` leads to.
_DEFINITION = re.compile(r"[ \t>]{0,8}\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]*<?")
_USE = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,500})\](?:\[(?P<label>[^\[\]\n]{0,200})\]|(?![\[(:]))")


class Page:
    """Lines of a file that are read as a document of their own; `numbers` are their lines in the file."""

    def __init__(self, lines: Sequence[str], numbers: Sequence[int], depth: int = 0) -> None:
        self.lines = lines
        self.numbers = numbers
        self.depth = depth
        self.text = "\n".join(lines)
        self.dropped: set[int] = set()  # links, by where they start, that are no papers of this digest
        self.away: set[tuple[int, str]] = set()  # the same for it and all pages in it: papers by their line in the file
        self.definitions: dict[str, str] = {}  # papers by the label that stands for their address
        self.prose: dict[PaperLink, bool] = {}  # whether links stand within sentences, as far as somebody asked
        self.without: frozenset[str] = frozenset()  # papers that are none of this page

    @cached_property
    def blocks(self) -> list[Block]:
        return list(blocks(self.text))

    @cached_property
    def _natives(self) -> tuple[list[Native], list[Stretch]]:
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

    def _is_native(self, link: PaperLink, reaches: Sequence[Stretch]) -> bool:
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
        found = list(paper_links(self.text, self.lines))
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
            found = [link for link in found if link.start not in self.dropped and link.id not in self.without]
        if self.away:
            found = [link for link in found if (self.number(link.line), link.id) not in self.away]
        return found

    @cached_property
    def is_plain(self) -> bool:
        """Whether all its links to papers stand in headings, or are of native entries."""
        heads = (self.lines[link.line - 1] for link in self.links)
        return all(line.startswith("#") and not is_field_heading(line) for line in heads)

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
        page.without, page.definitions, page.away = self.without, self.definitions, self.away
        return page


def _first_line(reach: Stretch) -> int:
    return reach.lines.start


def _head_line(native: Native) -> int:
    return native.head.lines.start


def _start(link: PaperLink) -> int:
    return link.start
