"""The blocks of a section's Markdown: paragraphs, points of lists, quotes, code.

Read line by line, as a reader sees them, and not by mistune: it forgets the numbers of a list, and to CommonMark an
unclosed fence or tag takes all that follows.
"""

import re

from papercli.digest.markup import CODE, Block, Span, spans

_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_ITEM = re.compile(r"\s*(?P<marker>[-*+•]|\d{1,3}[.)]|\(\d{1,3}\))[ \t]+(?=\S)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*)")
_HEADING_END = re.compile(r"(?:^|[ \t])#+$")
_QUOTE = re.compile(r"\s{0,3}>[ \t]?")
_RULE = re.compile(r"\s{0,3}(?:[-*_=][ \t]*){3,}")
_BULLETS = "-*+•"


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of a section in order; no text makes it raise, and no word of it goes."""
    walk = _Walk(text.split("\n"))
    return [Block(draft.kind, draft.spans(), draft.marker, draft.depth) for draft in walk.drafts]


class _Draft:
    """A block whose lines are still being read."""

    def __init__(self, kind: str, line: str, marker: str = "", depth: int = 0) -> None:
        self.kind, self.lines, self.marker, self.depth = kind, [line], marker, depth

    def spans(self) -> tuple[Span, ...]:
        text = "\n".join(self.lines)
        return (Span(text, frozenset({CODE})),) if self.kind == "code" else spans(text)


class _Walk:
    def __init__(self, lines: list[str]) -> None:
        self.drafts: list[_Draft] = []
        self.going: _Draft | None = None  # the block that a plain line goes on with
        self.indents: list[int] = []  # of the lists around a line
        self.lines = lines
        self.never_closed: set[str] = set()
        number = 0
        while number < len(lines):
            number = self._code(number) or self._line(number)

    def _open(self, kind: str, line: str, marker: str = "") -> None:
        self.going = _Draft(kind, line, marker, len(self.indents))
        self.drafts.append(self.going)

    def _code(self, number: int) -> int | None:
        """Read fenced code and return the line behind it; None where there is none that is closed."""
        match = _FENCE.fullmatch(self.lines[number])
        if not match or any(match["fence"].startswith(fence) for fence in self.never_closed):
            return None
        closing = re.compile(rf"\s*{match['fence']}{match['fence'][0]}*\s*")
        for end in range(number + 1, len(self.lines)):
            if closing.fullmatch(self.lines[end]):
                info = [match["info"].strip()] if match["info"].strip() else []
                self._leave(self.lines[number])
                self._open("code", "\n".join(info + self.lines[number + 1 : end]))
                self.going = None
                return end + 1
        # That a fence is never closed is kept, as looking for its end per line would be quadratic.
        self.never_closed.add(match["fence"])
        return None

    def _line(self, number: int) -> int:
        line = self.lines[number]
        item = _ITEM.match(line)
        if not line.strip() or _RULE.fullmatch(line):
            self.going = None
            return number + 1
        if self.going is None and not item:
            self._leave(line)
        if heading := _HEADING.fullmatch(line):
            self.indents = []
            self._open("heading", _HEADING_END.sub("", heading["text"].rstrip()))
            self.going = None
        elif quote := _QUOTE.match(line):
            self._go_on("quote", line[quote.end() :])
        elif item:
            self._enter(_indent_of(line))
            self._open("item", line[item.end() :], "•" if item["marker"] in _BULLETS else item["marker"])
        else:
            self._go_on("paragraph", line.lstrip(" \t"))
        return number + 1

    def _go_on(self, kind: str, line: str) -> None:
        """Add a line to the block that it goes on with, or open one."""
        if self.going is None or (kind == "quote" and self.going.kind != "quote"):
            self._open(kind, line)
        else:
            if line.startswith("|"):
                # The rows of a table stay lines of their own.
                self.going.lines[-1] += "  "
            self.going.lines.append(line)

    def _leave(self, line: str) -> None:
        """Leave the lists that a line stands in no more, as it is indented no further than their points."""
        indent = _indent_of(line)
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()

    def _enter(self, indent: int) -> None:
        """Find the list that an item of this indent belongs to, or begin one."""
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1] + 1:
            self.indents.append(indent)


def _indent_of(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())
