"""The calendar of a library: a block a month, in it a row a weekday, and a cell a day that is shaded by its papers."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.console import RenderableType

from papercli.plural import counted
from papercli.store.calendar import Day
from papercli.view.cells import Lines, Marked, Piece, padded

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
# The more the darker, also without colours.
_SHADES = "░▒▓█"
_NONE = "·"
_LABEL = 2
_CELL = 2
_GAP = 3
# No month has parts of more weeks.
_WEEKS = 6


def calendar(days: Sequence[Day], width: int) -> RenderableType:
    """Return the months that have papers, side by side as far as they fit, and below them what the shades mean."""
    return Lines(_lines(days, width))


def _lines(days: Sequence[Day], width: int) -> Iterator[list[Piece]]:
    papers = {day.date: day.papers for day in days if day.date is not None}
    bounds = _bounds(sorted(papers.values()))
    blocks = [_block(month, papers, bounds) for month in dict.fromkeys(day[:7] for day in papers)]
    column = max((cell_len(text) for block in blocks for text, _ in block[0]), default=0)
    labels = [("", ""), *((name, "date") for name in _WEEKDAYS)]
    side_by_side = max((width - _LABEL) // (_GAP + column), 1)
    for first in range(0, len(blocks), side_by_side):
        for label, *rows in zip(labels, *blocks[first : first + side_by_side], strict=True):
            parts = [[(" " * _GAP, ""), *padded(row, column)] for row in rows]
            yield [*padded([label], _LABEL), *(piece for part in parts for piece in part)]
        yield []
    if papers:
        yield from _flowing(_legend(bounds), width)
    for sentence in _summary(days):
        yield from Marked(sentence).wrapped(width)


def _block(month: str, papers: dict[str, int], bounds: list[int]) -> list[list[Piece]]:
    """Return the heading of a month with its papers, and its rows."""
    first, length = monthrange(int(month[:4]), int(month[5:]))
    by_day = [papers.get(f"{month}-{number:02}", 0) for number in range(1, length + 1)]
    rows: list[list[Piece]] = [[(f"{month} {sum(by_day):>{_WEEKS * _CELL - len(month) - 1},}", "heading")]]
    for weekday in range(7):
        places = (week * 7 + weekday - first for week in range(_WEEKS))
        rows.append([_cell(by_day[n], bounds) if 0 <= n < length else (" " * _CELL, "") for n in places])
    return rows


def _bounds(papers: list[int]) -> list[int]:
    """Return up to which number each shade goes, so that each has as many days: one day of many is no yardstick."""
    return sorted({papers[len(papers) * (n + 1) // len(_SHADES) - 1] for n in range(len(_SHADES))}) if papers else []


def _cell(papers: int, bounds: list[int]) -> Piece:
    if not papers:
        return _NONE.ljust(_CELL), "shade.none"
    return _SHADES[bisect_left(bounds, papers) - len(bounds)] * _CELL, "shade"


def _legend(bounds: list[int]) -> Iterator[list[Piece]]:
    """Yield what each shade means."""
    yield [("papers a day:", "")]
    yield [_cell(0, bounds), ("none", "")]
    for before, last in pairwise([0, *bounds]):
        numbers = f"{last:,}" if last == before + 1 else f"{before + 1:,}–{last:,}"
        yield [_cell(last, bounds), (f" {numbers}", "")]


def _flowing(entries: Iterable[list[Piece]], width: int) -> Iterator[list[Piece]]:
    """Yield entries one after the other, in as many lines as they take."""
    line: list[Piece] = []
    for entry in entries:
        longer = [*line, ("  ", ""), *entry] if line else entry
        if line and sum(cell_len(text) for text, _ in longer) > width:
            yield line
            longer = entry
        line = longer
    if line:
        yield line


def _summary(days: Sequence[Day]) -> Iterator[str]:
    """Yield how much there is of all, and at last what no cell shows."""
    dated = [day for day in days if day.date]
    if dated:
        digests = sum(day.digests for day in dated)
        yield f"{counted(digests, 'digest')} on {counted(len(dated), 'day')}, {dated[0].date} to {dated[-1].date}"
    for day in days[len(dated) :]:
        yield f"without a date: {counted(day.papers, 'paper')} in {counted(day.digests, 'digest')}"
