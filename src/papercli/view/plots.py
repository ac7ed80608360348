"""Bars and sparklines in block characters; on a terminal without them their lookalikes stand for them."""

import itertools
from collections.abc import Sequence

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_BLOCKS = "▁▂▃▄▅▆▇█"
# A sparkline takes no more cells than these, however many numbers there are.
_LEAST_CELLS, _MOST_CELLS = 8, 36


class Bars:
    """A bar for a number, as long against the room there is as the number against the largest."""

    def __init__(self, value: float, largest: float) -> None:
        self._value = value
        self._largest = largest

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the bar in as many cells as there are."""
        yield Bar(self._largest or 1, 0, self._value, color=console.get_style("bar").color or "default")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return how few cells do, and how many can be used."""
        return Measurement(4, options.max_width)


class Sparkline:
    """A row of numbers as one line, the highest of them full and None blank; where there is less room, the mean."""

    def __init__(self, values: Sequence[float | None]) -> None:
        self._values = values

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the line."""
        values = squeezed(self._values, options.max_width)
        highest = max((value for value in values if value is not None), default=0)
        yield Text("".join(_sign(value, highest) for value in values), style="bar")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return how few cells do, and how many can be used."""
        return Measurement(min(_LEAST_CELLS, len(self._values)), min(_MOST_CELLS, len(self._values)))


def _sign(value: float | None, highest: float) -> str:
    if value is None:
        return " "
    return _BLOCKS[min(int(value / (highest or 1) * len(_BLOCKS)), len(_BLOCKS) - 1)]


def squeezed(values: Sequence[float | None], width: int) -> list[float | None]:
    """Return so many numbers at most, each the mean of those that fall together; None where there are none."""
    if len(values) <= width:
        return list(values)
    edges = [number * len(values) // max(width, 1) for number in range(width + 1)]
    return [_mean(values[start:end]) for start, end in itertools.pairwise(edges)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
