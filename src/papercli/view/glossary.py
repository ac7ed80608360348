"""The table of the glossary."""

from collections.abc import Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from papercli.safe import one_line


def table(entries: Iterable[tuple[object, ...]]) -> Table:
    """Return the table of pairs: term, translation, kind, count, and the day of the first digest."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    grid.add_column("Term")
    grid.add_column("Translation")
    grid.add_column("Kind", style="dim")
    grid.add_column("Count", justify="right", style="bold")
    grid.add_column("First", style="dim", no_wrap=True)
    for term, translation, kind, count, date, _ in entries:
        grid.add_row(*(Text(one_line(str(cell or "-"))) for cell in (term, translation, kind, count, date)))
    return grid
