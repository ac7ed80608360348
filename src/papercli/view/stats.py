"""The statistics of papers as tables with bars."""

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papercli.field.stats import Stats
from papercli.plural import counted
from papercli.safe import one_line
from papercli.view.plots import Bars
from papercli.view.titles import shown

# Below this width the bars have more use for the room than the digests and the median.
_ALL_FROM = 60
_GAPS_SHOWN = 5


def overview(stats: Stats, width: int) -> RenderableType:
    """Return the statistics for a terminal of this many cells."""
    return Group(*_parts(stats, width))


def _parts(stats: Stats, width: int) -> Iterator[RenderableType]:
    yield _facts(stats)
    if stats.months:
        yield _months(stats, width)
    if stats.top:
        rows = [(str(paper.votes), paper.id, shown(paper.title)) for paper in stats.top]
        yield _listed(("Votes", "Id", "Title"), rows)
    if stats.authors:
        yield _listed(("Papers", "Author"), [(str(each.papers), one_line(each.name)) for each in stats.authors])


def _facts(stats: Stats) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="label", no_wrap=True)
    grid.add_column(overflow="fold")
    votes = stats.votes
    carried = f"{stats.papers:,} in {counted(stats.digests, 'digest')}"
    facts = {"Papers": carried}
    if stats.first:
        facts["Span"] = f"{stats.first} to {stats.last}" + (f", {stats.undated} undated" if stats.undated else "")
    if votes.share is not None:
        facts["With votes"] = f"{votes.known:,} ({votes.share:.1%})"
    if votes.median is not None:
        facts["Votes"] = (
            f"median {votes.median:g}, half from {votes.lower_quartile:g} to {votes.upper_quartile:g},"
            f" all from {votes.lowest:g} to {votes.highest:g}"
        )
    longest = sorted(stats.gaps, key=lambda gap: -gap.weekdays)[:_GAPS_SHOWN]
    gaps = [f"{gap.after} to {gap.before} ({gap.weekdays} weekdays)" for gap in stats.gaps if gap in longest]
    if gaps:
        more = len(stats.gaps) - len(gaps)
        facts["Gaps"] = "\n".join([*gaps, *([f"and {more} shorter"] if more else [])])
    for name, fact in facts.items():
        grid.add_row(Text(name), Text(fact))
    return grid


def _months(stats: Stats, width: int) -> Table:
    wide = width >= _ALL_FROM
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Month", style="date", no_wrap=True)
    if wide:
        grid.add_column("Digests", justify="right", no_wrap=True)
        grid.add_column("Median votes", justify="right", style="votes", no_wrap=True)
    grid.add_column("Papers", justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    most = max(month.papers for month in stats.months)
    for month in stats.months:
        median = "-" if month.median_votes is None else f"{month.median_votes:g}"
        cells = [month.month, *([f"{month.digests:,}", median] if wide else []), f"{month.papers:,}"]
        grid.add_row(*map(Text, cells), Bars(month.papers, most))
    return grid


def _listed(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table of rows that begin with a number and end with what may be cut."""
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    first, *between, last = columns
    grid.add_column(first, justify="right", style="votes", no_wrap=True)
    for name in between:
        grid.add_column(name, style="id", no_wrap=True)
    grid.add_column(last, ratio=1, no_wrap=True, overflow="ellipsis")
    for row in rows:
        # As Text: a str would be read as markup.
        grid.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in row))
    return grid
