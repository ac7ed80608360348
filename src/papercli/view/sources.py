"""The table of the places that digests come from."""

from collections.abc import Iterable
from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papercli.intake import Source
from papercli.safe import one_line

# Below these widths a column gives its place to the location.
_COUNTS_FROM = 80
_KIND_FROM = 100


def table(sources: Iterable[tuple[Source, int, int]], width: int) -> Table:
    """Return the table of sources, with how many digests and papers each has; a problem stands below its location."""
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Name", overflow="fold")
    if width >= _KIND_FROM:
        grid.add_column("Kind", no_wrap=True)
    if width >= _COUNTS_FROM:
        grid.add_column("Digests", justify="right", no_wrap=True)
        grid.add_column("Papers", justify="right", no_wrap=True)
    grid.add_column("Synced", style="date", no_wrap=True)
    grid.add_column("Location", ratio=1, overflow="fold")
    for source, digests, papers in sources:
        cells = [one_line(source.name)]
        cells += [source.kind] if width >= _KIND_FROM else []
        cells += [f"{digests:,}", f"{papers:,}"] if width >= _COUNTS_FROM else []
        grid.add_row(*map(Text, [*cells, _when(source.synced)]), _place(source))
    return grid


def _when(time: str | None) -> str:
    """Return a time as a clock where the person is shows it."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M") if time else "-"


def _place(source: Source) -> RenderableType:
    location = Text(one_line(source.location))
    if source.problem is None:
        return location
    problem = source.problem.removeprefix(f"{source.location}: ")
    return Group(location, Text(one_line(problem), style="marks"))
