"""A line chart with axes, drawn by plotext; a letter at each point tells the lines apart without colours."""

import re
from collections.abc import Sequence

import plotext
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEIGHT = 16
# A month's name takes seven cells, and some to keep apart.
_TICK = 12
_MARK = re.compile("[A-Z]")
_COLOURS = 6


class Chart:
    """Lines over months, as so many percent of something; None where a line has a hole."""

    def __init__(self, months: Sequence[str], lines: Sequence[Sequence[float | None]]) -> None:
        self._months = months
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the chart line by line."""
        drawn = _drawn(self._months, self._lines, options.max_width)
        for line in drawn.rstrip().split("\n"):
            text = Text(line.rstrip(), no_wrap=True)
            for mark in _MARK.finditer(text.plain):
                text.stylize(style_of(mark[0]), *mark.span())
            yield text


def style_of(letter: str) -> str:
    """Return the style of a line's letter."""
    return f"line.{LETTERS[LETTERS.index(letter) % _COLOURS]}"


def _drawn(months: Sequence[str], lines: Sequence[Sequence[float | None]], width: int) -> str:
    # plotext has one figure, which would carry over from the last chart.
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plotsize(width, _HEIGHT)
    every = -(-len(months) * _TICK // max(width - _TICK, 1))
    plotext.xticks(list(range(0, len(months), every)), list(months[::every]))
    for letter, line in zip(LETTERS, lines, strict=False):
        places = [place for place, value in enumerate(line) if value is not None]
        values = [value for value in line if value is not None]
        plotext.plot(places, values, marker="braille")
        plotext.scatter(places, values, marker=letter)
    highest = max((value for line in lines for value in line if value is not None), default=0)
    plotext.ylim(0, highest or 1)
    plotext.yfrequency(5)
    drawn: str = plotext.uncolorize(plotext.build())
    return drawn
