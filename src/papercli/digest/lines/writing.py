"""The writer of Markdown for the HTML of a digest: line by line, each with the number of the one it comes from."""

import re
from collections.abc import Sequence

from papercli.digest.lines.rowspans import Rowspans
from papercli.digest.lines.tags import MARKS, TAG, picture, target

_PREFIX = re.compile(r"(?P<around>[ \t>]*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
# These break no line.
_WITHIN = frozenset(["span", "font", "small", "sub", "sup", "u", "thead", "tbody"])


class Writer:
    """The Markdown written so far: whole lines with their numbers, and the line that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.now: list[str] = []
        self.number = 1
        self.prefix = ""  # what new lines begin with, as the line of the tag does
        self.address: str | None = None  # of the link that is open
        self.opened = 0  # where in the line it was opened
        self.lists = 0
        self.items: list[tuple[int, str]] = []  # that are open: how deep, and what their lines begin with
        self.marker = ""  # of the item that a summary begins
        self.cells: int | None = None  # cells of the row that is open
        self.head = False
        self.one_line = False  # in a heading, a row or a summary
        self.broken = False  # by a tag, so that a line end behind it breaks nothing more
        self.tables = 0  # that are open: between their rows nothing is written
        self.spans = Rowspans()

    def line(self, line: str, number: int) -> None:
        # A tag may go on for lines, and its attributes with it.
        self.lines.append(line.replace("\n", " "))
        self.numbers.append(number)

    def text(self, lines: Sequence[str], first: int) -> None:
        """Write lines that are no code and no rows."""
        source = "\n".join(lines)
        if "<" not in source:
            for number, line in enumerate(lines, first):
                self.line(line, number)
            return
        self.number, at = first, 0
        self._prefix_of(source, 0)
        for match in TAG.finditer(source):
            self._words(source[at : match.start()], source, at)
            if match["name"]:
                self._tag(match["name"].lower(), bool(match["close"]), match["rest"])
            self.number += match[0].count("\n")
            at = match.end()
        self._words(source[at:], source, at)
        self.one_line, self.cells = False, None
        self._close_link()
        self._end()
        if not lines[-1].strip() and self.lines and self.lines[-1].strip(" \t>"):
            self.line("", first + len(lines) - 1)

    def _prefix_of(self, source: str, at: int) -> None:
        match = _PREFIX.match(source, at)
        assert match
        self.prefix = match["around"] + " " * len(match["marker"] or "")

    def _words(self, words: str, source: str, at: int) -> None:
        pieces = words.split("\n")
        if self.tables and self.cells is None and not words.strip():
            self.number += len(pieces) - 1
            return
        for nth, piece in enumerate(pieces):
            if nth:
                self.number += 1
                if self.one_line or self._is_marker():
                    # Blank lines in a cell part what is in it.
                    parted = self.cells is not None and not piece.strip() and nth < len(pieces) - 1
                    self.now.append("" if self._is_marker() else "<br>" if parted else " ")
                elif self.broken and not "".join(self.now).strip(" \t>"):
                    self.now = []
                else:
                    self._end(blank=True)
                self.broken = False
                self._prefix_of(source, at)
            if nth and self.items and not self.one_line and (piece.strip() or self._is_marker()):
                piece = ("" if self._is_marker() else self.items[-1][1]) + piece.lstrip(" \t")
            self.now.append(piece.strip() if nth and self.one_line else piece)
            self.broken = self.broken and not piece.strip()
            at += len(piece) + 1

    def _end(self, *, blank: bool = False) -> None:
        """End the line that is being written; nothing on it makes a line only where the source has one."""
        line = "".join(self.now)
        self.now = []
        if line.strip(" \t>") or blank:
            self.line(line.rstrip(), self.number if not blank else self.number - 1)

    def _around(self) -> str:
        return self.items[-1][1] if self.items else self.prefix

    def _is_marker(self) -> bool:
        """Tell whether nothing but the marker of an item is written of the line."""
        return bool(self.items) and "".join(self.now).strip(" \t>") == "-"

    def _break(self) -> None:
        if self._is_marker():
            return
        self._end()
        if not self.lines or self.lines[-1].strip(" \t>"):
            self.line(self._around().rstrip(), self.number)
        self.now.append(self._around())
        self.broken = True

    def _close_link(self) -> None:
        if self.address is not None:
            if "".join(self.now[self.opened + 1 :]).strip():
                self.now.append(f"]({self.address})")
            else:
                del self.now[self.opened :]
            self.address = None

    def _tag(self, name: str, close: bool, rest: str) -> None:
        if name in ("td", "th", "tr"):
            self._cell(name, close, rest)
        elif name == "a":
            self._link(close, rest)
        elif name in MARKS:
            self.now.append(MARKS[name])
        elif name == "img":
            self.now.append(picture(rest))
        elif name == "br":
            self._newline()
        elif self.cells is None:
            self._block(name, close)
        elif name in ("p", "div", "li", "summary") and close:
            self.now.append("<br>")

    def _newline(self) -> None:
        if self.cells is not None:
            self.now.append("<br>")
        elif self.one_line:
            self.now.append(" ")
        else:
            self._close_link()
            if self._is_marker():
                return
            self._end()
            self.now.append(self._around())
            self.broken = True

    def _link(self, close: bool, rest: str) -> None:
        self._close_link()
        if not close and (address := target(rest)):
            self.address, self.opened = address, len(self.now)
            self.now.append("[")

    def _block(self, name: str, close: bool) -> None:
        if name[0] == "h" and name[1:].isdecimal():
            self._line_of(close, "#" * int(name[1]) + " ", "")
        elif name in ("summary", "dt"):
            self._line_of(close, "**", "**")
        elif name in ("ul", "ol"):
            self.lists += -1 if close and self.lists else 0 if close else 1
            self._close_link()
            if close:
                self._close_items(self.lists + 1)
            if self.lists <= 1:
                self._break()
        elif name == "li":
            self._item(close)
        elif name == "hr":
            self._break()
            self.now.append("---")
            self._break()
        elif name not in _WITHIN:
            if name == "table":
                self.spans = Rowspans()
                self.tables = max(0, self.tables + (-1 if close else 1))
            if "".join(self.now[self.opened + 1 :]).strip():
                self._close_link()
            if self.address is None and not self.one_line:
                self._break()

    def _item(self, close: bool) -> None:
        self._close_link()
        self._end()
        self._close_items(self.lists)
        if close:
            self.now.append(self._around())
            return
        around = self._around()
        self.items.append((self.lists, around + "  "))
        self.now.append(around + "- ")

    def _close_items(self, depth: int) -> None:
        while self.items and self.items[-1][0] >= depth:
            self.items.pop()

    def _line_of(self, close: bool, before: str, after: str) -> None:
        """Write what a tag holds as a line of its own; a link around it goes inside of it."""
        if close:
            self._close_link()
            words = "".join(self.now).strip()
            if after:
                words = before + words.removeprefix(before).replace("**", "").strip() + after
            # What folds below the title of an item stands in the item.
            inside = self.items[-1][1] if after and self.items else ""
            self.now = [(self.marker or inside) + words]
            self.marker = ""
            self.one_line = False
            self._break()
            return
        around = self.address
        if around is not None and not "".join(self.now[self.opened + 1 :]).strip():
            del self.now[self.opened :]
            self.address = None
        else:
            self._close_link()
            around = None
        if self._is_marker():
            # A heading ends the list around it, as it does in Markdown.
            self.marker = "".join(self.now) if after else ""
            self.now = []
            if not after:
                self.items.clear()
        self._break()
        self.one_line = True
        self.now.append(before)
        if around is not None:
            self.address, self.opened = around, len(self.now)
            self.now.append("[")

    def _cell(self, name: str, close: bool, rest: str) -> None:
        self._close_link()
        if name == "tr":
            self._fill()
            if self.cells is not None:
                self._end()
                if self.head:
                    self.line("|" + "---|" * self.cells, self.number)
            self.cells, self.head, self.one_line = (None, False, False) if close else (0, False, True)
            if not close:
                self._end()
                self.now.append("| ")
        elif self.cells is not None and close:
            self.spans.close(self.now)
            self.now.append(" | ")
            self.cells += 1
            self.head = self.head or name == "th"
        elif self.cells is not None:
            self._fill()
            self.spans.open(self.cells, rest, len(self.now))

    def _fill(self) -> None:
        """Write the cells that go on from the rows above."""
        while self.cells is not None and (text := self.spans.fill(self.cells)) is not None:
            self.now.append(f"{text} | ")
            self.cells += 1
