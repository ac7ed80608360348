"""Trends: the table of terms that rise and fade, and terms compared in a chart with its numbers."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papercli.field.stats import span
from papercli.field.trends import Trend
from papercli.plural import counted
from papercli.safe import one_line
from papercli.view.chart import LETTERS, Chart, style_of
from papercli.view.plots import Sparkline

# Below these widths a column gives its place to the term.
_PAPERS_FROM = 50
_WHEN_FROM = 78
_SHARE_FROM = 100


def table(trends: Sequence[Trend], width: int) -> Table:
    """Return the table of terms for a terminal of this many cells."""
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    months = len(shares(trends[0]))
    grid.add_column("Term", ratio=1, no_wrap=True, overflow="ellipsis")
    grid.add_column("By month", width=max(min(months, width // 5), len("By month")), no_wrap=True)
    grid.add_column("Change", justify="right", style="votes", no_wrap=True)
    if width >= _PAPERS_FROM:
        grid.add_column("Papers", justify="right", no_wrap=True)
    if width >= _WHEN_FROM:
        grid.add_column("When", style="date", no_wrap=True)
        grid.add_column("p", justify="right", style="number", no_wrap=True)
    if width >= _SHARE_FROM:
        grid.add_column("Share", justify="right", no_wrap=True)
    for trend in trends:
        cells: list[RenderableType] = [_named(trend), Sparkline(shares(trend)), Text(_change(trend))]
        if width >= _PAPERS_FROM:
            cells.append(Text(f"{trend.papers:,}"))
        if width >= _WHEN_FROM:
            cells += [Text(when(trend)), Text(f"{trend.p:.0e}")]
        if width >= _SHARE_FROM:
            cells.append(Text(f"{trend.share:.1%}"))
        grid.add_row(*cells)
    return grid


def shares(trend: Trend) -> list[float | None]:
    """Return the percentage of each month from the first to the last; one without papers has none."""
    known = {each.month: each.share * 100 for each in trend.months}
    return [known.get(month) for month in span(known)]


def _named(trend: Trend) -> Text:
    """Return a term with its other words behind it."""
    text = Text(one_line(trend.term))
    return text.append(one_line("".join(f", {each}" for each in trend.also)), style="note")


def _change(trend: Trend) -> str:
    return "-" if trend.change is None else f"{trend.change * 100:+.1f}"


def when(trend: Trend) -> str:
    """Return when a term is most at home, in words."""
    match trend.trend:
        case "rising":
            return f"from {trend.first}"
        case "fading":
            return f"until {trend.last}"
        case "passing":
            return f"{trend.first} to {trend.last}"
        case "steady":
            return "-"


def comparison(trends: Sequence[Trend], width: int) -> RenderableType:
    """Return terms compared: what each is, their lines over the months, and the numbers of these."""
    months = span(each.month for each in trends[0].months)
    chart = Chart(months, [shares(trend) for trend in trends])
    legend = Table.grid(padding=(0, 2))
    legend.add_column(no_wrap=True)
    legend.add_column(overflow="fold")
    for letter, trend in zip(LETTERS, trends, strict=False):
        legend.add_row(Text(letter, style=style_of(letter)), _named(trend).append(f" · {_facts(trend)}"))
    return Group(legend, Text(), Text("% of the papers of a month", style="note"), chart, _numbers(trends))


def _facts(trend: Trend) -> str:
    """Return how many papers have a term, and when, in words."""
    if not trend.papers:
        return "in no paper"
    stretch = "" if trend.change is None else f" {when(trend)}, {_change(trend)} points, p {trend.p:.0e}"
    return f"{counted(trend.papers, 'paper')}, {trend.share:.1%} · {trend.trend}{stretch}"


def _numbers(trends: Sequence[Trend]) -> Table:
    """Return how many papers of each month have each term."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Month", style="date", no_wrap=True)
    grid.add_column("Papers", justify="right", no_wrap=True)
    for letter, _ in zip(LETTERS, trends, strict=False):
        grid.add_column(Text(letter, style=style_of(letter)), justify="right", no_wrap=True)
    for number, month in enumerate(trends[0].months):
        counts = [trend.months[number].papers for trend in trends]
        grid.add_row(*(Text(cell) for cell in (month.month, f"{month.of:,}", *(f"{count:,}" for count in counts))))
    return grid
