"""Bars and sparklines in block characters, or in ASCII where the terminal can show no others."""

import itertools
from collections.abc import Sequence

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII = "_.-=+*#@"
# A sparkline takes no more cells than these, however many numbers there are.
_LEAST_CELLS, _MOST_CELLS = 8, 36


class Bars:
    """A bar for a number, as long against the room there is as the number against the largest."""

    def __init__(self, value: float, largest: float) -> None:
        self._value = value
        self._largest = largest

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.ascii_only:
            yield Text("#" * round(options.max_width * self._value / (self._largest or 1)), style="bar")
        else:
            style = console.get_style("bar")
            yield Bar(self._largest or 1, 0, self._value, color=style.color or "default")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(4, options.max_width)


class Sparkline:
    """A row of numbers as one line, the highest of them full and None blank; where there is less room, the mean."""

    def __init__(self, values: Sequence[float | None]) -> None:
        self._values = values

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        values = squeezed(self._values, options.max_width)
        signs = _ASCII if options.ascii_only else _BLOCKS
        highest = max((value for value in values if value is not None), default=0)
        yield Text("".join(_sign(value, highest, signs) for value in values), style="bar")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(min(_LEAST_CELLS, len(self._values)), min(_MOST_CELLS, len(self._values)))


def _sign(value: float | None, highest: float, signs: str) -> str:
    if value is None:
        return " "
    return signs[min(int(value / (highest or 1) * len(signs)), len(signs) - 1)]


def squeezed(values: Sequence[float | None], width: int) -> list[float | None]:
    """Return so many numbers at most, each the mean of those that fall together; None where there are none."""
    if len(values) <= width:
        return list(values)
    edges = [number * len(values) // max(width, 1) for number in range(width + 1)]
    return [_mean(values[start:end]) for start, end in itertools.pairwise(edges)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
