"""Text in the cells of a terminal: lines of pieces, cut where no wide character, emoji or syllable is split."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

ELLIPSIS = "…"

Piece = tuple[str, str]
"""A part of a line, and the name of its style."""

Span = tuple[int, int]
"""Where a part of a text starts and ends."""


class Lines:
    """Lines that are laid out already, so that rich has only the styles to add; a table takes it far longer."""

    def __init__(self, lines: Iterable[Sequence[Piece]]) -> None:
        self._lines = list(lines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the pieces in their styles."""
        styles: dict[str, Style] = {}
        for line in self._lines:
            for text, style in _trimmed(line):
                if style not in styles:
                    styles[style] = console.get_style(style or "none")
                yield Segment(text, styles[style])
            yield Segment.line()


class Marked(NamedTuple):
    """A text of one line, its style, what in it is marked and how, and what stands for it where it has no room."""

    text: str
    marks: Sequence[Span] = ()
    style: str = ""
    mark_style: str = "match"
    shorter: "Marked | None" = None

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield a part of the text, each mark a piece of its own."""
        place = start
        for mark in self.marks:
            first, last = max(mark[0], place), min(mark[1], end)
            if first < last:
                yield self.text[place:first], self.style
                yield self.text[first:last], self.mark_style
                place = last
        yield self.text[place:end], self.style

    def fitted(self, width: int, right: bool = False) -> list[Piece]:
        """Return the text in one line of so many cells, on its left or right, cut with an ellipsis if it is longer."""
        if self.shorter and cell_len(self.text) > width:
            return self.shorter.fitted(width, right)
        (line,) = self.wrapped(width, 1)
        return padded(line, width, right)

    def wrapped(self, width: int, most: int | None = None) -> Iterator[list[Piece]]:
        """Yield the text in lines of so many cells, broken at blanks where there are any; the last of `most` is cut."""
        if cell_len(self.text) <= width:
            yield list(self.pieces(0, len(self.text)))
            return
        for start, end, is_cut in _broken(self.text, width, most):
            line = list(self.pieces(start, end))
            yield [*line, (ELLIPSIS, self.style)] if is_cut else line


def padded(line: list[Piece], width: int, right: bool = False) -> list[Piece]:
    """Return a line with blanks up to so many cells, behind it or, with `right`, before it."""
    blanks = (" " * (width - sum(cell_len(text) for text, _ in line)), "")
    return [blanks, *line] if right else [*line, blanks]


def _broken(text: str, width: int, most: int | None) -> Iterator[tuple[int, int, bool]]:
    """Yield where each line starts and ends, and whether an ellipsis follows."""
    clusters = _clusters(text)
    number = 0
    while number < len(clusters):
        start = clusters[number][0]
        most = None if most is None else most - 1
        last, size = number, 0
        while last < len(clusters) and size + clusters[last][2] <= width:
            size += clusters[last][2]
            last += 1
        if last == len(clusters):
            yield start, len(text), False
            return
        if most == 0:
            # The ellipsis needs a cell, and a cluster may have two or none.
            while last > number and size >= width:
                last -= 1
                size -= clusters[last][2]
            yield start, clusters[last][0], True
            return
        last = max(last, number + 1)
        blank = next((n for n in range(last, number, -1) if text[clusters[n][0]] == " "), None)
        end = last if blank is None else blank
        yield start, clusters[end][0], False
        number = end
        while number < len(clusters) and text[clusters[number][0]] == " ":
            number += 1


def _clusters(text: str) -> list[tuple[int, int, int]]:
    """Return what must not be split, as starts, ends and cells: rich's graphemes, and both halves of a flag as one."""
    if text.isascii():
        return [(place, place + 1, 1) for place in range(len(text))]
    found: list[tuple[int, int, int]] = []
    half = False
    for start, end, size in split_graphemes(text)[0]:
        is_flag = "\U0001f1e6" <= text[start] <= "\U0001f1ff"
        if is_flag and half:
            found[-1] = (found[-1][0], end, found[-1][2] + size)
        else:
            found.append((start, end, size))
        half = is_flag and not half
    return found


def _trimmed(line: Sequence[Piece]) -> Sequence[Piece]:
    """Return a line without the blanks at its end, which would be copied along with it."""
    last = next((n for n in range(len(line), 0, -1) if line[n - 1][0].strip(" ")), 0)
    return [*line[: last - 1], (line[last - 1][0].rstrip(" "), line[last - 1][1])] if last else []
