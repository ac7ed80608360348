"""A text whose lines all begin behind its marker: a point of a list, a quote, an address behind its name."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text


class Hanging:
    """A marker, and beside it a text; rich's grid does the same, and takes 5 ms to load."""

    def __init__(self, marker: Text, text: Text, *, repeated: bool = False) -> None:
        self.marker, self.text, self.repeated = marker, text, repeated
        self.indent = cell_len(marker.plain) + 1

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        blank = Text(" " * (self.indent - 1))
        for number, line in enumerate(self.text.wrap(console, self._beside(options), overflow="fold")):
            yield Text(" ", no_wrap=True).join([self.marker if not number or self.repeated else blank, line])

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least, most = self.text.__rich_measure__(console, options)
        return Measurement(least + self.indent, most + self.indent).with_maximum(options.max_width)

    def _beside(self, options: ConsoleOptions) -> int:
        # A wide character needs two cells, whatever the marker leaves.
        return max(options.max_width - self.indent, 2)
