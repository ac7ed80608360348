"""The table of the papers nearest to one, each with what it shares."""

from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from papercli.field.related import Relative
from papercli.safe import one_line
from papercli.view.titles import shown

# Below this width the id and the date give their place to the title.
_FACTS_FROM = 80
_TERMS_SHOWN = 6


def table(relatives: Sequence[Relative], width: int) -> Table:
    """Return the table for a terminal of this many cells."""
    wide = width >= _FACTS_FROM
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Near", justify="right", style="number", no_wrap=True)
    grid.add_column("Votes", justify="right", style="votes", no_wrap=True)
    if wide:
        grid.add_column("Date", style="date", no_wrap=True)
        grid.add_column("Id", style="id", no_wrap=True)
    grid.add_column("Title", ratio=1, overflow="fold")
    for each in relatives:
        paper = each.paper
        cells = [f"{each.score:.2f}", "-" if paper.votes is None else f"{paper.votes:,}"]
        cells += [paper.date or "-", paper.id] if wide else []
        title = Text(shown(paper.title), no_wrap=True, overflow="ellipsis")
        grid.add_row(*map(Text, cells), Group(title, Text(why(each), style="note")))
    return grid


def why(relative: Relative) -> str:
    """Return what a paper shares with the other, as a sentence's part: the weightiest terms, and authors."""
    parts = []
    if relative.terms:
        more = len(relative.terms) - _TERMS_SHOWN
        parts.append(f"shares {', '.join(relative.terms[:_TERMS_SHOWN])}" + (f" and {more} more" if more > 0 else ""))
    if relative.authors:
        parts.append(f"{'author' if len(relative.authors) == 1 else 'authors'} {', '.join(relative.authors)}")
    return one_line("; ".join(parts))
